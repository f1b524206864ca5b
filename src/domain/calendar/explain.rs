//! Due times in sentences: which days were counted, which were not and why.

use super::due::{Due, Limit, Rule, Skipped, Why};
use super::holidays::Kind;
use super::statutory::is_weekend;
use crate::domain::time::{Day, Timestamp};
use crate::text::words::{Sentence, Words};
use chrono::Datelike;

/// The key of the short name of the day of the week (`T2`, `Mon`).
pub fn weekday_key(day: Day) -> &'static str {
    const KEYS: [&str; 7] = [
        "calendar.weekday_1",
        "calendar.weekday_2",
        "calendar.weekday_3",
        "calendar.weekday_4",
        "calendar.weekday_5",
        "calendar.weekday_6",
        "calendar.weekday_7",
    ];
    KEYS[day.weekday().num_days_from_monday() as usize]
}

/// A day as people read it: `T2 28/04/2025`.
pub fn show_day(day: Day, words: &Words) -> String {
    format!("{} {}", words.get(weekday_key(day)), day.format("%d/%m/%Y"))
}

/// A moment as people read it: `17:00 T2 28/04/2025`.
pub fn show_moment(at: Timestamp, words: &Words) -> String {
    format!("{} {}", at.clock(), show_day(at.day(), words))
}

impl Due {
    /// The whole reasoning, one line each: when it was received, the rule, every day, the due time, and a caution
    /// where days off are not known.
    pub fn explain(&self, words: &Words) -> Vec<String> {
        let mut lines = vec![words.fill("calendar.received", &[("at", &show_moment(self.received, words))])];
        lines.extend(self.anew.map(|at| words.fill("calendar.anew", &[("at", &show_moment(at, words))])));
        if self.accepted != self.anew.unwrap_or(self.received) {
            lines.push(words.fill("calendar.accepted", &[("at", &show_moment(self.accepted, words))]));
        }
        lines.push(words.say(&self.rule));
        lines.extend(self.day_lines(words));
        if self.skipped.iter().any(|skipped| skipped.why == Why::Stood) {
            lines.push(words.get("calendar.stood_by_days").to_owned());
        }
        if !self.short.is_empty() {
            let days: Vec<String> = self.short.iter().map(|day| show_day(*day, words)).collect();
            lines.push(words.fill("calendar.stood_short", &[("days", &days.join("; "))]));
        }
        let rest = |key, at| words.fill(key, &[("at", &show_moment(at, words))]);
        lines.extend(self.rest_from.map(|at| rest("calendar.rest_from", at)));
        lines.extend(self.left_from.map(|at| rest("calendar.left_from", at)));
        lines.push(match self.due {
            Some(at) => words.fill("calendar.due", &[("at", &show_moment(at, words))]),
            None => words.get("calendar.no_due").to_owned(),
        });
        lines.extend(self.unsure.map(|unsure| words.say(&unsure)));
        lines
    }

    /// One line for each day on the way, in order.
    fn day_lines(&self, words: &Words) -> Vec<String> {
        let nth = |index: usize| (index + 1).to_string();
        let mut lines: Vec<(Day, String)> = Vec::new();
        for (index, day) in self.counted.iter().enumerate() {
            let made_up = matches!(self.rule, Rule::WorkingDays(_) | Rule::SameDay | Rule::OpeningHours(_));
            let key = match self.rule {
                Rule::OpeningHours(_) | Rule::ClockHours(_) | Rule::ClockHoursRolled(_) => "calendar.day_hours",
                _ if made_up && is_weekend(*day) => "calendar.day_made_up",
                _ => "calendar.day_counted",
            };
            lines.push((*day, words.fill(key, &[("day", &show_day(*day, words)), ("nth", &nth(index))])));
        }
        for Skipped { date, why } in &self.skipped {
            let key = if self.counted.contains(date) { "calendar.day_ends_off" } else { "calendar.day_skipped" };
            lines.push((*date, words.fill(key, &[("day", &show_day(*date, words)), ("why", &words.say(why))])));
        }
        lines.sort_by_key(|(day, _)| *day);
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

impl Sentence for Why {
    fn key(&self) -> &'static str {
        match self {
            Self::DayOfReceipt => "calendar.why_receipt",
            Self::AfterHours => "calendar.why_after_hours",
            Self::AfterThree => "calendar.why_after_three",
            Self::Stood => "calendar.why_stood",
            Self::Weekend => "calendar.why_weekend",
            Self::Off { kind: Kind::Swap, .. } => "calendar.why_swap",
            Self::Off { kind: Kind::PolicyUnconfirmed, .. } => "calendar.why_policy",
            Self::Off { kind: Kind::Own, .. } => "calendar.why_own",
            Self::Off { .. } => "calendar.why_off",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Off { name, .. } => vec![("name", name.clone())],
            _ => Vec::new(),
        }
    }
}

impl Sentence for Rule {
    fn key(&self) -> &'static str {
        match self {
            Self::WorkingDays(_) => "calendar.rule_working_days",
            Self::CalendarDays(_) => "calendar.rule_calendar_days",
            Self::CalendarDaysRolled(_) => "calendar.rule_calendar_days_rolled",
            Self::OpeningHours(_) => "calendar.rule_opening_hours",
            Self::ClockHours(_) => "calendar.rule_clock_hours",
            Self::ClockHoursRolled(_) => "calendar.rule_clock_hours_rolled",
            Self::SameDay => "calendar.rule_same_day",
            Self::NextDayAfterThree => "calendar.rule_after_three",
            Self::NextDayAfterDayOff => "calendar.rule_after_day_off",
            Self::NoLimit => "calendar.rule_none",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WorkingDays(n)
            | Self::CalendarDays(n)
            | Self::CalendarDaysRolled(n)
            | Self::OpeningHours(n)
            | Self::ClockHours(n)
            | Self::ClockHoursRolled(n) => vec![("n", n.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Short, for lists: `3 ngày làm việc`.
impl Sentence for Limit {
    fn key(&self) -> &'static str {
        match self {
            Self::WorkingDays(_) => "calendar.limit_working_days",
            Self::CalendarDays(_) => "calendar.limit_calendar_days",
            Self::Hours(_) => "calendar.limit_hours",
            Self::SameDay => "calendar.limit_same_day",
            Self::None => "calendar.limit_none",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WorkingDays(n) | Self::CalendarDays(n) | Self::Hours(n) => vec![("n", n.to_string())],
            Self::SameDay | Self::None => Vec::new(),
        }
    }
}
