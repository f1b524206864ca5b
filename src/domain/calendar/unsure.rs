//! Why the days off of a time are not known: the year is over and stands in no list, or nobody has published it yet.

use super::holidays::Holidays;
use super::working::Calendar;
use crate::domain::time::{Day, Timestamp};
use crate::text::words::Sentence;
use chrono::Datelike;

/// Why a due time is a forecast, with the year whose days off are in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsure {
    /// The year is over, and no list here has its days off: only weekends are left out.
    Past(i32),
    /// They are fixed year by year, and not published yet.
    NotYet(i32),
    /// They are known by now, and were not when the due time was reckoned.
    Then(i32),
}

impl Holidays {
    /// Why the days off around `day` are not known; `None` where they are.
    pub fn unsure(&self, day: Day) -> Option<Unsure> {
        let year = day.year();
        // Whatever is said to be published: of a year after those of the lists nothing but computed days is there.
        let is_later = self.listed_years().last().is_none_or(|last| year > last);
        match self.announced_to() {
            Some(to) if day > to => Some(Unsure::NotYet(year)),
            Some(_) if self.has_list_of(year) => None,
            Some(_) if !is_later => Some(Unsure::Past(year)),
            _ => Some(Unsure::NotYet(year)),
        }
    }
}

impl Calendar {
    /// Why a due time that was reckoned from `received` is a forecast; `None` where it is none.
    pub fn unsure(&self, received: Timestamp, due: Timestamp) -> Option<Unsure> {
        let [received, due] = [received, due].map(|at| self.holidays().unsure(at.day()));
        due.or(received)
    }
}

impl Unsure {
    /// The year.
    pub fn year(self) -> i32 {
        let (Self::Past(year) | Self::NotYet(year) | Self::Then(year)) = self;
        year
    }
}

impl Sentence for Unsure {
    fn key(&self) -> &'static str {
        match self {
            Self::Past(_) => "calendar.unknown_past",
            Self::NotYet(_) => "calendar.forecast",
            Self::Then(_) => "calendar.unknown_then",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        vec![("year", self.year().to_string())]
    }
}
