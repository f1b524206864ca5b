//! What is left of a dossier's time, in the unit of its limit: while it runs, and while it stands what going on will give.

use super::{Dossier, Lateness};
use crate::domain::calendar::{Calendar, Limit};
use crate::domain::time::Timestamp;
use crate::text::age::age;
use crate::text::words::Words;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nobody here knows since when it stands, and what was promised had passed when it came.
    Unknown,
    /// Nothing: it was late already.
    Late {
        /// By so many seconds of the clock.
        by_s: i64,
        /// As it is told.
        by: Lateness,
    },
    /// So many seconds, of opening hours where the limit counts those.
    Seconds(i64),
    /// It will be due on the day on which it goes on; after closing, on the next working day.
    ThatDay,
    /// A matter of one day: the same, and after 15:00 the next working day.
    ThatDayByThree,
    /// So many days after that one.
    Days(i64),
    /// So many working days after that one.
    WorkingDays(i64),
}

impl Dossier {
    /// What is left of its time at `now`, where that stands: the difference that [`Calendar::due_with`] and
    /// [`Calendar::put_off`] give back.
    pub fn left_standing(&self, calendar: &Calendar, now: Timestamp) -> Option<Left> {
        let (due, since) = self.due.zip(self.paused_since())?;
        if since > due {
            let late = self.lateness(since, calendar).filter(|_| !self.stands_since_unknown());
            return Some(late.map_or(Left::Unknown, |by| Left::Late { by_s: since.since(due), by }));
        }
        let left = self.left_whole(calendar, (since, due));
        // Going on now would give back the day on which it goes on, unless too little has stood since the last one.
        let is_short = since.day() < now.day() && self.limit.is_some_and(|limit| self.is_short(calendar, limit, now));
        Some(match left {
            Left::ThatDay if is_short => Left::Seconds(calendar.open_seconds(since, due)),
            Left::Days(1) | Left::WorkingDays(1) if is_short => Left::ThatDay,
            Left::Days(days) if is_short => Left::Days(days - 1),
            Left::WorkingDays(days) if is_short => Left::WorkingDays(days - 1),
            left => left,
        })
    }

    /// Whether the day on which it would go on now counts all the same.
    fn is_short(&self, calendar: &Calendar, limit: Limit, now: Timestamp) -> bool {
        let is_in_days = !matches!(limit, Limit::Hours(_) | Limit::SameDay | Limit::None);
        is_in_days && calendar.is_short(&self.stood(Some(now)), limit)
    }

    /// What is left where the day on which it goes on is given back.
    fn left_whole(&self, calendar: &Calendar, (since, due): (Timestamp, Timestamp)) -> Left {
        match (self.limit, self.set_by_hand()) {
            (Some(limit @ Limit::Hours(_)), None) => Left::Seconds(calendar.counted_seconds(since, due, limit)),
            (Some(Limit::SameDay), None) => Left::ThatDayByThree,
            _ if since.day() == due.day() => Left::ThatDay,
            (Some(Limit::CalendarDays(_)), _) => Left::Days((due.day() - since.day()).num_days()),
            _ => match calendar.working_days_between(since.day(), due.day()) {
                0 => Left::ThatDay,
                days => Left::WorkingDays(i64::try_from(days).unwrap_or(i64::MAX)),
            },
        }
    }

    /// Days that are left after today of a dossier that runs, in the unit of its limit: calendar days only where that
    /// counts them.
    pub fn left_running(&self, calendar: &Calendar, now: Timestamp) -> Option<Left> {
        let due = self.due?;
        let in_calendar_days = matches!((self.limit, self.set_by_hand()), (Some(Limit::CalendarDays(_)), None));
        let (today, last) = (now.day(), due.day());
        // Due on a day off, as another system may promise it, and nobody works until then.
        let working_days = calendar.working_days_between(today, last);
        Some(if in_calendar_days || working_days == 0 {
            Left::Days((last - today).num_days())
        } else {
            Left::WorkingDays(i64::try_from(working_days).unwrap_or(i64::MAX))
        })
    }
}

impl Left {
    /// `còn 3 ngày làm việc`.
    pub fn tell(self, words: &Words) -> String {
        let days = |key, days: i64| words.fill(key, &[("n", &days.to_string())]);
        match self {
            Self::Unknown => words.get("dossiers.left_unknown").to_owned(),
            Self::Late { by, .. } => by.tell(words),
            Self::Seconds(seconds) => words.fill("dossiers.left", &[("age", &age(seconds, words))]),
            Self::ThatDay => words.get("dossiers.left_that_day").to_owned(),
            Self::ThatDayByThree => words.get("dossiers.left_that_day_by_three").to_owned(),
            Self::Days(n) => days("dossiers.left_days", n),
            Self::WorkingDays(n) => days("dossiers.left_working_days", n),
        }
    }
}
