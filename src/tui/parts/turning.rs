//! Pages that turn by themselves, and stay for a while where somebody has turned them to.

use crate::domain::time::Timestamp;

/// How many times as long a page stands that somebody has turned to.
const BY_HAND: i64 = 4;

/// Which page, counted without end in both directions; what is shown is the rest by the number of pages.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tui) struct Turning {
    /// Where somebody turned to, when, and until when it stays there.
    by_hand: Option<(i64, Timestamp, Timestamp)>,
    /// What was shown last: turning goes on from there.
    shown: i64,
    /// How long a page stands before the next one, in seconds.
    page_s: i64,
}

impl Turning {
    /// Turns by so many pages, back where `by` is negative, from the one that is shown.
    pub fn turn(&mut self, by: i64, now: Timestamp) {
        self.by_hand = Some((self.shown.saturating_add(by), now, now.plus(BY_HAND * self.page_s.max(1))));
    }

    /// The page to show of `pages`, each standing `page_s` seconds, and when another one is due; never where there is
    /// one only.
    pub fn shown(&mut self, pages: usize, page_s: i64, now: Timestamp) -> (usize, Option<Timestamp>) {
        let count = i64::try_from(pages).unwrap_or(1);
        self.page_s = page_s.max(1);
        let own = now.0.div_euclid(self.page_s);
        let (page, until) = match self.by_hand.filter(|(_, from, until)| (*from..*until).contains(&now)) {
            Some((page, _, until)) => (page, until),
            None => (own, Timestamp((own + 1) * self.page_s)),
        };
        self.shown = page;
        if count < 2 {
            return (0, None);
        }
        (usize::try_from(page.rem_euclid(count)).unwrap_or(0), Some(until))
    }
}
