//! All that is advised: for the hour, the rest of the day, and the days of the next week.

use super::advice::advise;
use super::situation::Situation;
use crate::domain::book::Book;
use crate::domain::staffing::Staffing;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp, tomorrow};
use crate::forecast::learning::Learning;

/// How far ahead, in days.
const DAYS: usize = 7;
/// Who comes within so many seconds is looked at for what is to be done now.
const HOUR_S: i64 = 3600;

/// What to do as it stands at `now`. `with_week`: for the days to come too, which takes several times as long.
pub fn staffing(state: &State, book: &Book, learning: &Learning, now: Timestamp, with_week: bool) -> Staffing {
    let now_for = |ahead_s| Situation::now(state, book, learning, now, ahead_s).map(|of| advise(&of, learning));
    let days = std::iter::successors(Some(tomorrow(now.day())), |day: &Day| Some(tomorrow(*day))).take(DAYS);
    let on = |day| Some((day, advise(&Situation::on(state, book, learning, day)?, learning)));
    Staffing {
        at: now,
        hour: now_for(Some(HOUR_S)).unwrap_or_default(),
        day: now_for(None).unwrap_or_default(),
        week: if with_week { days.filter_map(on).collect() } else { Vec::new() },
        days_learnt: learning.model.comings().days(),
    }
}
