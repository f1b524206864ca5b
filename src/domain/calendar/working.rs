//! Which days are worked, when the centre is open, when it opens next.

use super::holidays::{Holiday, Holidays, Kind};
use super::hours::{Hours, Span};
use super::statutory::is_weekend;
use crate::domain::time::{Day, Timestamp, tomorrow};
use chrono::{Datelike, Weekday};
use std::sync::Arc;

/// Opening hours and days off together: everything that due times rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    hours: Hours,
    holidays: Arc<Holidays>,
}

/// What a day is to the centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// An ordinary working day.
    Working,
    /// A weekend day that is worked in exchange for another. Counts as a working day.
    MakeUp(&'a Holiday),
    /// Saturday or Sunday.
    Weekend,
    /// A holiday, a day in lieu, a swapped day.
    Off(&'a Holiday),
}

/// How far ahead a working day is looked for. No centre is closed longer; a file that says so gets no due time.
const SEARCH_DAYS: usize = 400;

impl Calendar {
    /// The calendar of a centre with these hours and days off.
    pub fn new(hours: Hours, holidays: Arc<Holidays>) -> Self {
        Self { hours, holidays }
    }

    /// The opening hours.
    pub fn hours(&self) -> &Hours {
        &self.hours
    }

    /// The days off.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// What `day` is.
    pub fn kind_of(&self, day: Day) -> DayKind<'_> {
        match self.holidays.get(day) {
            Some(holiday) if holiday.kind == Kind::MakeupWorkday => DayKind::MakeUp(holiday),
            Some(holiday) => DayKind::Off(holiday),
            None if is_weekend(day) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// True when limits in working days count `day`.
    pub fn is_working(&self, day: Day) -> bool {
        matches!(self.kind_of(day), DayKind::Working | DayKind::MakeUp(_))
    }

    /// The first working day after `day`; `None` when there is none for more than a year.
    pub fn next_working(&self, day: Day) -> Option<Day> {
        days_after(day).take(SEARCH_DAYS).find(|day| self.is_working(*day))
    }

    /// How many working days lie after `from`, up to and including `to`. Zero when `to` is not later.
    pub fn working_days_between(&self, from: Day, to: Day) -> usize {
        days_after(from).take_while(|day| *day <= to).filter(|day| self.is_working(*day)).count()
    }

    /// How many seconds the centre is open on working days from `from` to `to`; zero when `to` is not later.
    pub fn open_seconds(&self, from: Timestamp, to: Timestamp) -> i64 {
        let days = std::iter::once(from.day()).chain(days_after(from.day())).take_while(|day| *day <= to.day());
        let open = days.filter(|day| self.is_working(*day)).flat_map(|day| {
            self.spans(day)
                .into_iter()
                .map(move |span| (Timestamp::at(day, span.open()), Timestamp::at(day, span.close())))
        });
        open.map(|(open, close)| close.min(to).since(open.max(from))).sum()
    }

    /// When the centre is open on `day`, in order; empty on a day off. A Saturday with reception is open for it,
    /// unless it is a holiday.
    pub fn spans(&self, day: Day) -> Vec<Span> {
        match self.kind_of(day) {
            DayKind::Working | DayKind::MakeUp(_) => self.hours.working(day),
            DayKind::Weekend if day.weekday() == Weekday::Sat => self.hours.saturday.into_iter().collect(),
            DayKind::Weekend | DayKind::Off(_) => Vec::new(),
        }
    }

    /// When the centre is open from `from` to `to`, in order; empty when `to` is not later.
    pub fn hours_between(&self, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let days = std::iter::once(from.day()).chain(days_after(from.day())).take_while(|day| *day <= to.day());
        let spans = days.flat_map(|day| self.spans(day).into_iter().map(move |span| (day, span)));
        spans
            .map(|(day, span)| (Timestamp::at(day, span.open()).max(from), Timestamp::at(day, span.close()).min(to)))
            .filter(|(open, close)| open < close)
            .collect()
    }

    /// True when the centre is open at this moment.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let local = at.local();
        self.spans(local.date()).iter().any(|span| span.open() <= local.time() && local.time() < span.close())
    }

    /// This moment when the centre is open, or else the next moment at which it opens. `None` when it stays closed
    /// for more than a year.
    pub fn open_from(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return Some(at);
        }
        let today = at.day();
        std::iter::once(today).chain(days_after(today)).take(SEARCH_DAYS).find_map(|day| {
            self.spans(day).iter().map(|span| Timestamp::at(day, span.open())).find(|opening| *opening > at)
        })
    }

    /// When the centre opens on `day`; `None` on a day off.
    pub fn open_of(&self, day: Day) -> Option<Timestamp> {
        self.spans(day).first().map(|span| Timestamp::at(day, span.open()))
    }

    /// When the centre closes for the day; `None` on a day off.
    pub fn close_of(&self, day: Day) -> Option<Timestamp> {
        self.spans(day).last().map(|span| Timestamp::at(day, span.close()))
    }
}

/// The days after `day`, as far as a calendar goes.
pub(super) fn days_after(day: Day) -> impl Iterator<Item = Day> {
    std::iter::successors(Some(tomorrow(day)), |day| Some(tomorrow(*day)).filter(|next| next > day))
}
