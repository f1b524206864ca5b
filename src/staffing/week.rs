//! All that is advised: for the hour, the rest of the day, and the days of the next week.

use super::advice::advise;
use super::situation::Situation;
use crate::domain::book::Book;
use crate::domain::staffing::{Advice, Staffing};
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp, tomorrow};
use crate::forecast::learning::Learning;
use crate::forecast::live::closing;
use std::borrow::Cow;

/// How far ahead, in days.
const DAYS: usize = 7;
/// Who comes within so many seconds is looked at for what is to be done now.
const HOUR_S: i64 = 3600;

/// What to do as it stands at `now`; nothing for the days to come.
pub fn rest_of_day(state: &State, book: &Book, learning: &Learning, now: Timestamp) -> Staffing {
    let learning = &*learnt(book, learning, now);
    let now_for = |ahead_s| Situation::now(state, book, learning, now, ahead_s).map(|of| advise(&of, learning));
    Staffing {
        at: now,
        hour: now_for(Some(HOUR_S)),
        day: now_for(None),
        week: Vec::new(),
        days_learnt: learning.model.comings().days(),
    }
}

/// What is known at `now`: a day is over when the centre does not open any more on it, be nobody there yet on the next.
pub fn learnt<'a>(book: &Book, learning: &'a Learning, now: Timestamp) -> Cow<'a, Learning> {
    let next = if is_over(book, now) { tomorrow(now.day()) } else { now.day() };
    learning.before_day(next)
}

/// Whether the centre does not open any more on the day of `now`: then the coming days are known better than before.
pub fn is_over(book: &Book, now: Timestamp) -> bool {
    closing(book, now).is_none()
}

/// What to do on the next days on which the centre is open, as it stands at `now`; nothing before anybody is known to
/// come.
pub fn week(state: &State, book: &Book, learning: &Learning, now: Timestamp) -> Vec<(Day, Advice)> {
    let learning = &*learnt(book, learning, now);
    if learning.model.comings().days() == 0 {
        return Vec::new();
    }
    let days = std::iter::successors(Some(tomorrow(now.day())), |day: &Day| Some(tomorrow(*day))).take(DAYS);
    days.filter_map(|day| Some((day, advise(&Situation::on(state, book, learning, day)?, learning)))).collect()
}
