//! What a key or a touch may not do because it was hardly meant: somebody types the number of her ID card, or presses once more
//! because nothing seemed to happen.
//!
//! Milliseconds count on the clock that tells scans from typing; it only goes forward.

use crate::tui::input::{Chord, Key};
use crate::tui::settle::Settle;

/// A digit this soon after another one is part of a number, and chooses nothing.
const DIGITS_MS: u64 = 1000;
/// A scanner that ends its line late presses Enter within this.
const ENTER_MS: u64 = 2000;

/// What chose something: a key that may be a slip, or a finger on the very words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Key,
    Touch,
}

/// When what last happened did, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand {
    now: u64,
    settle: Settle,
    digit: Option<u64>,
    /// A card was read, and no key was pressed since.
    card: Option<u64>,
}

impl Hand {
    /// It is now so late.
    pub fn tick(&mut self, now_ms: u64) {
        self.now = self.now.max(now_ms);
    }

    /// The page has changed.
    pub fn turned(&mut self) {
        self.settle.turned(self.now);
    }

    /// A card was read.
    pub fn carded(&mut self) {
        self.card = Some(self.now);
    }

    /// Whether a touch is to be let through now: a finger that trembles, or comes down late, meant the page before.
    pub fn touches(&mut self) -> bool {
        let is_early = self.settle.is_early(self.now);
        if !is_early {
            self.card = None;
        }
        !is_early
    }

    /// Whether the key is to be let through now; to be asked once for each.
    pub fn means(&mut self, chord: Chord) -> bool {
        let within = |since: Option<u64>, ms| since.is_some_and(|since| self.now - since < ms);
        let is_digit = matches!(chord.key, Key::Char('0'..='9'));
        let is_part = is_digit && within(self.digit, DIGITS_MS);
        let is_end = matches!(chord.key, Key::Enter | Key::Tab) && within(self.card, ENTER_MS);
        let is_early = self.settle.is_early(self.now);
        if is_digit {
            self.digit = Some(self.now);
        }
        if !is_early {
            self.card = None;
        }
        !(is_part || is_end || is_early)
    }
}
