//! What is left of a dossier's time while it stands: what going on will give it, in the unit of its limit.

use super::Dossier;
use crate::domain::calendar::{Calendar, Limit};
use crate::text::age::age;
use crate::text::words::Words;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nobody here knows since when it stands, and what was promised had passed when it came.
    Unknown,
    /// Nothing: it was late already, by so many seconds.
    Late(i64),
    /// So many seconds, of opening hours where the limit counts those.
    Seconds(i64),
    /// It will be due on the day on which it goes on.
    ThatDay,
    /// So many days after that one.
    Days(i64),
    /// So many working days after that one.
    WorkingDays(i64),
}

impl Dossier {
    /// What is left of its time, where that stands: the difference that [`Calendar::due_with`] and
    /// [`Calendar::put_off`] give back.
    pub fn left_standing(&self, calendar: &Calendar) -> Option<Left> {
        let (due, since) = self.due.zip(self.paused_since())?;
        if since > due {
            let is_known = !self.stands_since_unknown();
            return Some(if is_known { Left::Late(since.since(due)) } else { Left::Unknown });
        }
        Some(match (self.limit, self.set_by_hand()) {
            (Some(limit @ Limit::Hours(_)), None) => Left::Seconds(calendar.counted_seconds(since, due, limit)),
            (Some(Limit::SameDay), None) => Left::ThatDay,
            _ if since.day() == due.day() => Left::ThatDay,
            (Some(Limit::CalendarDays(_)), _) => Left::Days((due.day() - since.day()).num_days()),
            _ => match calendar.working_days_between(since.day(), due.day()) {
                0 => Left::ThatDay,
                days => Left::WorkingDays(i64::try_from(days).unwrap_or(i64::MAX)),
            },
        })
    }
}

impl Left {
    /// `còn 3 ngày làm việc`.
    pub fn tell(self, words: &Words) -> String {
        let days = |key, days: i64| words.fill(key, &[("n", &days.to_string())]);
        match self {
            Self::Unknown => words.get("dossiers.left_unknown").to_owned(),
            Self::Late(seconds) => words.fill("dossiers.late_by", &[("age", &age(seconds, words))]),
            Self::Seconds(seconds) => words.fill("dossiers.left", &[("age", &age(seconds, words))]),
            Self::ThatDay => words.get("dossiers.left_that_day").to_owned(),
            Self::Days(n) => days("dossiers.left_days", n),
            Self::WorkingDays(n) => days("dossiers.left_working_days", n),
        }
    }
}
