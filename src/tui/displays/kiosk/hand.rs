//! What a key may not do because it was hardly meant: somebody types the number of her ID card, or presses once more
//! because nothing seemed to happen.
//!
//! Milliseconds count on the clock that tells scans from typing; it only goes forward.

use crate::tui::input::{Chord, Key};

/// Keys are ignored for so long after the page has changed: whoever pressed meant the one before.
const SETTLE_MS: u64 = 700;
/// A digit this soon after another one is part of a number, and chooses nothing.
const DIGITS_MS: u64 = 1000;
/// A scanner that ends its line late presses Enter within this.
const ENTER_MS: u64 = 2000;

/// When what last happened did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand {
    now_ms: u64,
    turned_ms: Option<u64>,
    digit_ms: Option<u64>,
    /// A card was read, and no key was pressed since.
    card_ms: Option<u64>,
}

impl Hand {
    /// It is now so late.
    pub fn tick(&mut self, now_ms: u64) {
        self.now_ms = self.now_ms.max(now_ms);
    }

    /// The page has changed.
    pub fn turned(&mut self) {
        self.turned_ms = Some(self.now_ms);
    }

    /// A card was read.
    pub fn carded(&mut self) {
        self.card_ms = Some(self.now_ms);
    }

    /// Whether the key is to be let through now; to be asked once for each.
    pub fn means(&mut self, chord: Chord) -> bool {
        let within = |since: Option<u64>, ms| since.is_some_and(|since| self.now_ms - since < ms);
        let is_digit = matches!(chord.key, Key::Char('0'..='9'));
        let is_part = is_digit && within(self.digit_ms, DIGITS_MS);
        let is_end = matches!(chord.key, Key::Enter | Key::Tab) && within(self.card_ms, ENTER_MS);
        let is_early = within(self.turned_ms, SETTLE_MS);
        if is_digit {
            self.digit_ms = Some(self.now_ms);
        }
        if !is_early {
            self.card_ms = None;
        }
        !(is_part || is_end || is_early)
    }
}
