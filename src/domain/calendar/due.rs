//! Due times: when a result must be ready, and which days were counted on the way.
//!
//! The rules and where they come from:
//! * The day of receipt is not counted (Civil Code 2015, art. 147); a limit that ends on a day off ends with the next
//!   working day (art. 148). A limit in days ends when that day's opening hours end.
//! * A dossier that comes outside opening hours counts as received at the next opening (practice of provincial
//!   systems). So one that comes on a Sunday is received on Monday, and Tuesday is its first counted day; one handed
//!   in at a Saturday reception is received on that Saturday, and Monday is its first counted day.
//! * Same-day procedures received after 15:00 may be answered on the next working day (Law on Civil Status 2014,
//!   art. 5). 15:00 itself is not after 15:00. Received on a day off, they are due on the next working day.
//! * Limits in hours count from the moment of receipt (art. 147). The law is silent on hours in which nobody works.
//!   Up to 8 hours, only opening hours of working days are counted, so that one hour from 16:30 ends half an hour
//!   into the next morning and not in the evening. Longer limits run by the clock; when they end at night or at noon
//!   they end at the next opening, and when they end on a day off, with the next working day.

use super::given_back::GivenBack;
use super::holidays::Kind;
pub use super::stood::Stood;
use super::unsure::Unsure;
use super::working::{Calendar, DayKind, days_after};
use crate::domain::time::{Day, Timestamp};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// How long a procedure may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Limit {
    /// Working days.
    WorkingDays(u16),
    /// Days, counted through, days off included.
    CalendarDays(u16),
    /// Hours.
    Hours(u16),
    /// The same day, or the next working day when received after 15:00.
    SameDay,
    /// No limit: a dossier without an appointment.
    None,
}

/// A due time and how it came about. [`Due::explain`] tells it line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// When the result must be ready; `None` when there is no limit, or no working day within a year.
    pub due: Option<Timestamp>,
    /// When the dossier was handed in.
    pub received: Timestamp,
    /// From when a matter of one day is reckoned, after its time stood.
    pub anew: Option<Timestamp>,
    /// Where it went on with the rest of its last day, which ended while its time stood.
    pub rest_from: Option<Timestamp>,
    /// Where it went on with no more than was left of its last day, which ended while its time stood once more.
    pub left_from: Option<Timestamp>,
    /// The days on which its time went on, and which count all the same: too little stood to give one more back.
    pub short: Vec<Day>,
    /// When it counts as received: the same, or the next opening.
    pub accepted: Timestamp,
    /// Which rule was used.
    pub rule: Rule,
    /// The days that the limit counts, in order.
    pub counted: Vec<Day>,
    /// The days on the way that it does not count, in order, and why not. A limit in calendar days or hours that ends
    /// on a day off has that day in both lists.
    pub skipped: Vec<Skipped>,
    /// Why it is a forecast, where it rests on days off that are not known.
    pub unsure: Option<Unsure>,
}

/// A rule by which a due time is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// So many working days after the day of receipt.
    WorkingDays(u16),
    /// So many days after the day of receipt, days off included.
    CalendarDays(u16),
    /// The same, and it ended on a day off.
    CalendarDaysRolled(u16),
    /// So many opening hours from the moment of receipt.
    OpeningHours(u16),
    /// So many hours by the clock.
    ClockHours(u16),
    /// The same, and they ended while the centre is closed.
    ClockHoursRolled(u16),
    /// By the end of the day of receipt.
    SameDay,
    /// Received after 15:00: by the end of the next working day.
    NextDayAfterThree,
    /// Received on a day that is not a working day: by the end of the next one.
    NextDayAfterDayOff,
    /// No limit.
    NoLimit,
}

/// A day that a limit does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub date: Day,
    /// Why it is not counted.
    pub why: Why,
}

/// Why a day is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The dossier was received on it.
    DayOfReceipt,
    /// The dossier came after closing, so it counts as received later.
    AfterHours,
    /// A same-day dossier was received after 15:00.
    AfterThree,
    /// Papers or money were waited for.
    Stood,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday, a day in lieu or a swapped day.
    Off {
        /// What it is called.
        name: String,
        /// What it is.
        kind: Kind,
    },
}

/// When a paper dossier goes from the counter to the section that works on it (decree 309/2026, art. 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// On the day of receipt, by this moment.
    SameDay(Timestamp),
    /// Received after 15:00 or on a day off: at the start of the next working day, at this moment.
    NextMorning(Timestamp),
}

/// Limits in hours up to this count opening hours only: one working day.
pub const OPENING_HOURS_LIMIT: u16 = 8;

/// Days over which opening hours are added up: a centre open for one minute a day still gets its eight hours.
pub(super) const OPENING_DAYS_MAX: usize = 500;

impl Calendar {
    /// When a dossier handed in at `received` must be ready under `limit`, and why.
    pub fn due(&self, received: Timestamp, limit: Limit) -> Due {
        self.due_with(received, limit, &[])
    }

    /// The same of a dossier whose time stood in `pauses`, oldest first, none of which overlap: for limits in days the
    /// days after the one on which it stopped, up to the one on which it went on, are not counted; for limits in hours
    /// the time itself. What stands short and often gives back no more days than it stood. Where the last day ended while it stood, the rest of that is the day on which it goes on; a night
    /// in which nobody works takes nothing from a limit in days. A same-day matter begins anew where it goes on. Late is
    /// late: a pause that began after the due time makes it neither more nor less so.
    pub fn due_with(&self, received: Timestamp, limit: Limit, pauses: &[Stood]) -> Due {
        let mut counted: Vec<Stood> = Vec::new();
        let mut due = self.due_after(received, limit, &counted);
        for pause in pauses.iter().filter(|pause| matches!(limit, Limit::Hours(_)) || self.stood_at_work(pause)) {
            if due.due.is_some_and(|due| due >= pause.from) {
                counted.push(*pause);
                due = self.due_after(received, limit, &counted);
            }
        }
        due
    }

    fn due_after(&self, received: Timestamp, limit: Limit, pauses: &[Stood]) -> Due {
        let anew = pauses.last().map(|pause| pause.to).filter(|_| limit == Limit::SameDay);
        let handed_in = received;
        let received = anew.unwrap_or(handed_in);
        let accepted = self.open_from(received).unwrap_or(received);
        let mut due = Due {
            due: None,
            received: handed_in,
            anew,
            rest_from: None,
            left_from: None,
            short: Vec::new(),
            accepted,
            rule: Rule::NoLimit,
            counted: Vec::new(),
            skipped: self.before_acceptance(received, accepted),
            unsure: None,
        };
        match limit {
            Limit::WorkingDays(days) => {
                let given = self.given_back(pauses, limit);
                self.working_days(&mut due, days, &given);
                self.after_standing(&mut due, pauses, &given);
            }
            Limit::CalendarDays(days) => {
                let given = self.given_back(pauses, limit);
                self.calendar_days(&mut due, days, &given);
                self.after_standing(&mut due, pauses, &given);
            }
            Limit::Hours(hours) => {
                let stood: i64 = pauses.iter().map(|pause| self.counted_seconds(pause.from, pause.to, limit)).sum();
                if hours <= OPENING_HOURS_LIMIT {
                    self.opening_hours(&mut due, hours, stood);
                } else {
                    self.clock_hours(&mut due, hours, stood);
                }
            }
            Limit::SameDay => self.same_day(&mut due),
            Limit::None => due.skipped.clear(),
        }
        due.unsure = due.due.and_then(|at| self.unsure(received, at));
        due
    }

    /// When a paper dossier handed in at `received` goes to its section. `None` when no working day is near.
    pub fn handover(&self, received: Timestamp) -> Option<Handover> {
        let day = received.day();
        let closing = self.close_of(day).filter(|closing| self.is_working(day) && received < *closing);
        match closing {
            Some(closing) if !after_three(received) => Some(Handover::SameDay(closing)),
            _ => Some(Handover::NextMorning(self.open_of(self.next_working(day)?)?)),
        }
    }

    fn working_days(&self, due: &mut Due, days: u16, given: &GivenBack) {
        due.rule = Rule::WorkingDays(days);
        let first = due.accepted.day();
        due.skipped.push(Skipped { date: first, why: Why::DayOfReceipt });
        let mut end = Some(first);
        while due.counted.len() < usize::from(days) {
            end = end.and_then(|day| self.step(due, day));
            match end {
                Some(day) if given.days.contains(&day) => due.skipped.push(Skipped { date: day, why: Why::Stood }),
                Some(day) => due.counted.push(day),
                None => break,
            }
        }
        due.due = end.and_then(|day| self.end_of_working(due, day));
    }

    fn calendar_days(&self, due: &mut Due, days: u16, given: &GivenBack) {
        due.rule = Rule::CalendarDays(days);
        let first = due.accepted.day();
        due.skipped.push(Skipped { date: first, why: Why::DayOfReceipt });
        for day in days_after(first) {
            if due.counted.len() >= usize::from(days) {
                break;
            } else if given.days.contains(&day) {
                due.skipped.push(Skipped { date: day, why: Why::Stood });
            } else {
                due.counted.push(day);
            }
        }
        let end = due.counted.last().copied().unwrap_or(first);
        if !self.is_working(end) {
            due.rule = Rule::CalendarDaysRolled(days);
        }
        due.due = self.end_of_working(due, end);
    }

    /// The end of `day`, or of the next working day, with the reason for every day passed over.
    fn end_of_working(&self, due: &mut Due, day: Day) -> Option<Timestamp> {
        let day = if self.is_working(day) { day } else { self.step(due, day)? };
        self.close_of(day)
    }

    /// Hours that end exactly at closing are due at closing, not at the next opening.
    fn opening_hours(&self, due: &mut Due, hours: u16, stood_s: i64) {
        due.rule = Rule::OpeningHours(hours);
        let mut left = i64::from(hours) * 3600 + stood_s;
        let mut today = due.accepted.day();
        for _ in 0..OPENING_DAYS_MAX {
            if self.is_working(today) {
                due.counted.push(today);
                for span in self.spans(today) {
                    let open = Timestamp::at(today, span.open()).max(due.accepted);
                    let close = Timestamp::at(today, span.close());
                    if left <= close.since(open) && open <= close {
                        due.due = Some(open.plus(left));
                        return;
                    }
                    left -= close.since(open);
                }
            }
            let Some(next) = self.step(due, today) else { return };
            today = next;
        }
    }

    fn clock_hours(&self, due: &mut Due, hours: u16, stood_s: i64) {
        due.rule = Rule::ClockHours(hours);
        let end = due.accepted.plus(i64::from(hours) * 3600 + stood_s);
        let day = end.day();
        let first = due.accepted.day();
        due.counted = std::iter::once(first).chain(days_after(first)).take_while(|at| *at <= day).collect();
        let inside =
            |span: &super::hours::Span| span.open() <= end.local().time() && end.local().time() <= span.close();
        if self.is_working(day) && self.spans(day).iter().any(inside) {
            due.due = Some(end);
            return;
        }
        due.rule = Rule::ClockHoursRolled(hours);
        if !self.is_working(day) {
            due.due = self.end_of_working(due, day);
            return;
        }
        let later_today = self.spans(day).iter().map(|span| Timestamp::at(day, span.open())).find(|open| *open > end);
        due.due = later_today.or_else(|| self.step(due, day).and_then(|next| self.open_of(next)));
    }

    fn same_day(&self, due: &mut Due) {
        let day = due.accepted.day();
        if self.is_working(day) && !after_three(due.accepted) {
            due.rule = Rule::SameDay;
            due.counted.push(day);
            due.due = self.close_of(day);
            return;
        }
        let (rule, why) = if self.is_working(day) {
            (Rule::NextDayAfterThree, Why::AfterThree)
        } else {
            (Rule::NextDayAfterDayOff, self.why_off(day))
        };
        due.rule = rule;
        due.skipped.push(Skipped { date: day, why });
        let next = self.step(due, day);
        due.counted.extend(next);
        due.due = next.and_then(|next| self.close_of(next));
    }

    /// The next working day after `day`; the days between go to `due.skipped`.
    fn step(&self, due: &mut Due, day: Day) -> Option<Day> {
        let next = self.next_working(day)?;
        if !self.is_working(day) && due.skipped.last().is_none_or(|last| last.date < day) {
            due.skipped.push(Skipped { date: day, why: self.why_off(day) });
        }
        let between = days_after(day).take_while(|at| *at < next);
        due.skipped.extend(between.map(|date| Skipped { date, why: self.why_off(date) }));
        Some(next)
    }

    /// The days from handing in to the opening at which the dossier counts as received.
    fn before_acceptance(&self, received: Timestamp, accepted: Timestamp) -> Vec<Skipped> {
        let first = received.day();
        std::iter::once(first)
            .chain(days_after(first))
            .take_while(|day| *day < accepted.day())
            .map(|date| Skipped { date, why: self.why_off(date) })
            .collect()
    }

    /// Why `day` is not counted; a working day is passed over only when the dossier came after its hours.
    pub(super) fn why_off(&self, day: Day) -> Why {
        match self.kind_of(day) {
            DayKind::Off(holiday) => Why::Off { name: holiday.name.clone(), kind: holiday.kind },
            DayKind::Weekend => Why::Weekend,
            DayKind::Working | DayKind::MakeUp(_) => Why::AfterHours,
        }
    }
}

/// True later than 15:00 by the centre's clocks; at 15:00:00 it is not yet later.
pub fn after_three(at: Timestamp) -> bool {
    NaiveTime::from_hms_opt(15, 0, 0).is_some_and(|three| at.local().time() > three)
}
