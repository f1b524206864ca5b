//! A list of any length of which only the rows in sight are made.

use crate::tui::action::Action;
use std::ops::Range;

/// What is selected in a list, and what is in sight of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct List {
    pub at: usize,
    top: usize,
    /// Rows in sight when it was last drawn.
    height: usize,
}

impl List {
    /// Moves as `action` says, in a list of `len` rows. False when `action` is none of a list's.
    pub fn go(&mut self, action: Action, len: usize) -> bool {
        let last = len.saturating_sub(1);
        let page = self.height.saturating_sub(1).max(1);
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp => self.at.saturating_sub(page),
            Action::PageDown => self.at + page,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The rows to draw in `height` lines of a list of `len` rows.
    pub fn window(&mut self, len: usize, height: usize) -> Range<usize> {
        self.height = height;
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(height)).min(len.saturating_sub(height));
        self.top..(self.top + height).min(len)
    }

    /// The rows to draw in `height` lines where row `n` takes `tall[n]` of them; the last one may be in sight in part.
    pub fn window_of(&mut self, tall: &[usize], height: usize) -> Range<usize> {
        let lines = |rows: Range<usize>| tall[rows].iter().sum::<usize>();
        self.at = self.at.min(tall.len().saturating_sub(1));
        self.top = self.top.min(self.at);
        while self.top < self.at && lines(self.top..self.at + 1) > height {
            self.top += 1;
        }
        while self.top > 0 && lines(self.top - 1..tall.len()) <= height {
            self.top -= 1;
        }
        let end = (self.top..tall.len()).find(|end| lines(self.top..*end) >= height).unwrap_or(tall.len());
        self.height = end - self.top;
        self.top..end
    }

    /// The rows to draw where nothing is selected and the list only scrolls.
    pub fn scroll(&mut self, len: usize, height: usize) -> Range<usize> {
        self.height = height;
        self.at = self.at.min(len.saturating_sub(height));
        self.top = self.at;
        self.top..(self.top + height).min(len)
    }
}
