//! By how much a dossier is late: in working days, as everybody counts its age; by the clock where its limit runs so.

use super::{Dossier, Timeliness};
use crate::domain::calendar::due::Stood;
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
    /// By how much it is late at `until`; `None` where it is not due before, or has no appointed date. What stood after
    /// it was due made it no later.
    pub fn lateness(&self, until: Timestamp, calendar: &Calendar) -> Option<Lateness> {
        let due = self.due.filter(|due| *due < until)?;
        let hours = match (self.limit, self.set_by_hand()) {
            (Some(Limit::Hours(hours)), None) => Some(hours),
            _ => None,
        };
        let stood = self.stood_after(due, until);
        let without = |count: &dyn Fn(Timestamp, Timestamp) -> i64| {
            count(due, until) - stood.iter().map(|stood| count(stood.from, stood.to)).sum::<i64>()
        };
        if hours.is_some_and(|hours| hours > OPENING_HOURS_LIMIT) {
            return Some(Lateness::Seconds(without(&|from, to| to.since(from))));
        }
        let days = calendar.days_late(due, until, &stood);
        // A limit of hours that ended last evening is not a day late in the morning.
        let by_hours = days == 0 || hours.is_some() && days <= 1;
        let open_s = if by_hours { without(&|from, to| calendar.open_seconds(from, to)) } else { i64::MAX };
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

    /// By how many working days it is late at `until`, where it was due then: those that began since, less what stood.
    pub fn days_late(&self, due: Timestamp, until: Timestamp, calendar: &Calendar) -> usize {
        calendar.days_late(due, until, &self.stood_after(due, until))
    }

    /// The spans after it was due in which its time stood, up to `until`.
    fn stood_after(&self, due: Timestamp, until: Timestamp) -> Vec<Stood> {
        let stood = self.stood(Some(until)).into_iter().filter(|stood| stood.from > due && stood.from < until);
        stood.map(|stood| Stood { to: stood.to.min(until), ..stood }).collect()
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
