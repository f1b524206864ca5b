//! Pages that turn by themselves, and stay for a while where somebody has turned them to.

use crate::domain::time::Timestamp;

/// How long a page stands before the next one, in seconds.
const PAGE_S: i64 = 15;
/// How long a page stands that somebody has turned to, in seconds.
const BY_HAND_S: i64 = 4 * PAGE_S;

/// Which page, counted without end in both directions; what is shown is the rest by the number of pages.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tui) struct Turning {
    by_hand: Option<(i64, Timestamp)>,
}

impl Turning {
    /// Turns by so many pages, back where `by` is negative, from the one that is shown.
    pub fn turn(&mut self, by: i64, now: Timestamp) {
        let page = self.turned(now).map_or_else(|| now.0.div_euclid(PAGE_S), |(page, _)| page);
        self.by_hand = Some((page.saturating_add(by), now));
    }

    /// The page to show of `pages`, and when another one is due; never where there is one only.
    pub fn shown(&self, pages: usize, now: Timestamp) -> (usize, Option<Timestamp>) {
        let count = i64::try_from(pages).unwrap_or(1);
        if count < 2 {
            return (0, None);
        }
        let (page, until) = match self.turned(now) {
            Some((page, at)) => (page, at.plus(BY_HAND_S)),
            None => (now.0.div_euclid(PAGE_S), Timestamp((now.0.div_euclid(PAGE_S) + 1) * PAGE_S)),
        };
        (usize::try_from(page.rem_euclid(count)).unwrap_or(0), Some(until))
    }

    fn turned(&self, now: Timestamp) -> Option<(i64, Timestamp)> {
        self.by_hand.filter(|(_, at)| now.since(*at) < BY_HAND_S)
    }
}
