//! Time that stood: which days it takes from a limit, and what is left of the last one.

use super::due::{Due, Limit, OPENING_HOURS_LIMIT, Skipped, Why};
use super::given_back::GivenBack;
use super::working::{Calendar, days_after};
use crate::domain::time::{Day, Timestamp, tomorrow};

/// A span in which the time of a dossier stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
}

/// The most days by which a due time is put off: a dossier that waited for ten years is no dossier any more.
const PUT_OFF_DAYS_MAX: i64 = 4000;

impl Calendar {
    /// `due`, put off by the last of `pauses`: a due time that somebody set, which no limit leads to any more. Those
    /// before have put it off already. `None` when no working day is near.
    pub fn put_off(&self, due: Timestamp, limit: Limit, pauses: &[Stood]) -> Option<Timestamp> {
        let Some(last) = pauses.last().filter(|last| self.stood_at_work(last)) else { return Some(due) };
        let at_work: Vec<Stood> = pauses.iter().copied().filter(|pause| self.stood_at_work(pause)).collect();
        let given = self.given_back(&at_work, limit);
        let mut left = given.days.range(tomorrow(last.from.day())..).count();
        if left == 0 {
            // It ended while its time stood, and no day is given back: then what was left of it.
            let is_over = due >= last.from && due < last.to && last.from.day() < last.to.day();
            return if is_over { self.after_open(last.to, self.open_seconds(last.from, due)) } else { Some(due) };
        }
        let mut day = due.day();
        while left > 0 {
            day = tomorrow(day);
            left -= usize::from(matches!(limit, Limit::CalendarDays(_)) || self.is_working(day));
            if day.signed_duration_since(due.day()).num_days() > PUT_OFF_DAYS_MAX {
                return None;
            }
        }
        let day = if self.is_working(day) { day } else { self.next_working(day)? };
        self.close_of(day)
    }

    /// Whether the centre was open while it stood: a night in which nobody works takes nothing from anybody.
    pub(super) fn stood_at_work(&self, pause: &Stood) -> bool {
        self.open_seconds(pause.from, pause.to) > 0
    }

    /// What a limit in hours counts between two moments.
    pub fn counted_seconds(&self, from: Timestamp, to: Timestamp, limit: Limit) -> i64 {
        match limit {
            Limit::Hours(hours) if hours <= OPENING_HOURS_LIMIT => self.open_seconds(from, to),
            _ => to.since(from),
        }
    }

    /// What stood when its last day ended has the rest of a day where it goes on: the day on which it stopped counts
    /// whole, and without this it would be late in the moment in which it goes on. Where that day is not given back, it
    /// has what was left.
    pub(super) fn after_standing(&self, due: &mut Due, pauses: &[Stood], given: &GivenBack) {
        let short = pauses.iter().zip(&given.short).filter(|(_, is_short)| **is_short);
        due.short = short.map(|(pause, _)| pause.to.day()).collect();
        for (pause, is_short) in pauses.iter().zip(&given.short) {
            let Some(ended) = due.due.filter(|at| *at >= pause.from && *at < pause.to) else { continue };
            if *is_short {
                due.due = self.after_open(pause.to, self.open_seconds(pause.from, ended));
                due.left_from = Some(pause.to);
                due.skipped.extend(self.passed_over(ended.day(), pause.to.day()));
                continue;
            }
            let day = self.open_from(pause.to).map_or(pause.to.day(), Timestamp::day);
            let day = if self.is_working(day) { Some(day) } else { self.next_working(day) };
            due.due = day.and_then(|day| self.close_of(day));
            due.rest_from = Some(pause.to);
            due.skipped.extend(day.into_iter().flat_map(|day| self.passed_over(ended.day(), day)));
        }
    }

    /// The days between the last one and the one on which it went on, and why none of them counts.
    fn passed_over(&self, last: Day, goes_on: Day) -> impl Iterator<Item = Skipped> + '_ {
        let between = days_after(last).take_while(move |day| *day < goes_on);
        between.map(|date| Skipped { date, why: if self.is_working(date) { Why::Stood } else { self.why_off(date) } })
    }
}
