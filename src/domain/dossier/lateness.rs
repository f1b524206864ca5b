//! By how much a dossier is late: in working days, as everybody counts its age; by the clock where its limit runs so.

use super::{Dossier, Timeliness};
use crate::domain::calendar::{Calendar, Limit, OPENING_HOURS_LIMIT};
use crate::domain::time::Timestamp;
use crate::text::age::age;
use crate::text::words::Words;

/// By how much something is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// So many working days began after the day on which it was due.
    WorkingDays(usize),
    /// No whole working day: so many seconds, of opening hours unless its limit runs by the clock.
    Seconds(i64),
    /// It was due when the centre closed, and has not opened since.
    UnderADay,
}

/// What is told in minutes at least.
const MINUTE_S: i64 = 60;

impl Dossier {
    /// By how much it is late at `until`; `None` where it is not due before, or has no appointed date.
    pub fn lateness(&self, until: Timestamp, calendar: &Calendar) -> Option<Lateness> {
        let due = self.due.filter(|due| *due < until)?;
        let hours = match (self.limit, self.set_by_hand()) {
            (Some(Limit::Hours(hours)), None) => Some(hours),
            _ => None,
        };
        if hours.is_some_and(|hours| hours > OPENING_HOURS_LIMIT) {
            return Some(Lateness::Seconds(until.since(due)));
        }
        let days = calendar.working_days_between(due.day(), until.day());
        // A limit of hours that ended last evening is not a day late in the morning.
        let by_hours = days == 0 || hours.is_some() && days <= 1;
        let open_s = if by_hours { calendar.open_seconds(due, until) } else { i64::MAX };
        Some(match (days, open_s) {
            (0, MINUTE_S..) => Lateness::Seconds(open_s),
            (1, MINUTE_S..) if open_s < i64::from(OPENING_HOURS_LIMIT) * 3600 => Lateness::Seconds(open_s),
            (1, ..MINUTE_S) | (0, _) => Lateness::UnderADay,
            (days, _) => Lateness::WorkingDays(days),
        })
    }

    /// The same, of what is past due and not done.
    pub fn lateness_now(&self, now: Timestamp, calendar: &Calendar) -> Option<Lateness> {
        self.lateness(now, calendar).filter(|_| self.timeliness(now) == Timeliness::Overdue)
    }
}

impl Lateness {
    /// `trễ 3 ngày LV`, `trễ 1 giờ 05 phút`.
    pub fn tell(self, words: &Words) -> String {
        match self {
            Self::WorkingDays(days) => words.fill("dossiers.late_working_days", &[("n", &days.to_string())]),
            Self::Seconds(seconds) => words.fill("dossiers.late_by", &[("age", &age(seconds, words))]),
            Self::UnderADay => words.get("dossiers.late_under_a_day").to_owned(),
        }
    }
}
