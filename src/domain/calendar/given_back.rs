//! Which days a limit in days gives back for what stood, each once.
//!
//! The law says from when a limit runs and that its first day is not counted (Civil Code 2015, art. 147); of a pause no
//! text says how it is counted. The reading of the house: the day on which the time began to stand counts whole, and the
//! days after it, up to and with the one on which it went on, do not. By that a few minutes over an evening and a morning
//! give a whole day back. Once that is as fair as the day that counts whole; several such evenings would put a due time
//! off for ever. So what stands short is added up: after the first day that was given back, the day on which it goes on
//! is given back only where everything that stood so far is more working time than the days that were given back.

use super::due::{Limit, OPENING_DAYS_MAX};
use super::stood::Stood;
use super::working::{Calendar, days_after};
use crate::domain::time::{Day, Timestamp, tomorrow};
use std::collections::BTreeSet;

/// What a limit in days gives back.
#[derive(Clone, Debug, Default)]
pub(super) struct GivenBack {
    /// The days that it does not count.
    pub days: BTreeSet<Day>,
    /// Of each pause, whether the day on which it went on counts all the same.
    pub short: Vec<bool>,
}

/// Parts of a day: fine enough for a second of it.
const WHOLE_DAY: i64 = 1_000_000_000;

impl Calendar {
    /// The days that `limit` does not count for `pauses`, oldest first.
    pub(super) fn given_back(&self, pauses: &[Stood], limit: Limit) -> GivenBack {
        let all_days = matches!(limit, Limit::CalendarDays(_));
        let counts = |day: &Day| all_days || self.is_working(*day);
        let (mut given, mut stood) = (GivenBack::default(), 0);
        for pause in pauses {
            let last = pause.to.day();
            let after = || days_after(pause.from.day()).take_while(|day| *day <= last);
            let touched = std::iter::once(pause.from.day()).chain(after()).filter(counts);
            stood += touched.map(|day| self.part_of(day, pause)).sum::<i64>();
            let days: Vec<Day> = after().filter(counts).collect();
            let before = i64::try_from(given.days.len()).unwrap_or(i64::MAX);
            let begun = i64::try_from(days.len()).unwrap_or(i64::MAX);
            let is_short = before > 0 && begun > 0 && stood <= (before + begun - 1).saturating_mul(WHOLE_DAY);
            given.days.extend(&days[..days.len() - usize::from(is_short)]);
            given.short.push(is_short);
        }
        given
    }

    /// Whether the day on which the last of `pauses` ends counts all the same under `limit`.
    pub fn is_short(&self, pauses: &[Stood], limit: Limit) -> bool {
        pauses.len() > 1 && {
            let at_work: Vec<Stood> = pauses.iter().copied().filter(|pause| self.stood_at_work(pause)).collect();
            self.given_back(&at_work, limit).short.last() == Some(&true)
        }
    }

    /// How many working days began after the day of `due`, up to that of `until`, less those that the `pauses` between
    /// give back: a limit in days would not count them either.
    pub fn days_late(&self, due: Timestamp, until: Timestamp, pauses: &[Stood]) -> usize {
        let at_work: Vec<Stood> = pauses.iter().copied().filter(|pause| self.stood_at_work(pause)).collect();
        let given = self.given_back(&at_work, Limit::WorkingDays(0)).days;
        self.working_days_between(due.day(), until.day()).saturating_sub(given.len())
    }

    /// How much of `day` the time stood, of its opening hours where there are any.
    fn part_of(&self, day: Day, pause: &Stood) -> i64 {
        let (begins, ends) = (Timestamp::midnight(day), Timestamp::midnight(tomorrow(day)));
        let (from, to) = (pause.from.max(begins), pause.to.min(ends));
        match self.open_seconds(begins, ends) {
            0 => to.since(from) * WHOLE_DAY / ends.since(begins).max(1),
            open => self.open_seconds(from, to) * WHOLE_DAY / open,
        }
    }

    /// When so many seconds of opening hours of working days are over from `from` on; `None` when the centre stays closed.
    pub(super) fn after_open(&self, from: Timestamp, mut seconds: i64) -> Option<Timestamp> {
        let first = Some(from.day()).filter(|day| self.is_working(*day)).or_else(|| self.next_working(from.day()));
        for day in std::iter::successors(first, |day| self.next_working(*day)).take(OPENING_DAYS_MAX) {
            for span in self.spans(day) {
                let open = Timestamp::at(day, span.open()).max(from);
                let close = Timestamp::at(day, span.close());
                if open <= close && seconds <= close.since(open) {
                    return Some(open.plus(seconds));
                }
                seconds -= close.since(open);
            }
        }
        None
    }
}
