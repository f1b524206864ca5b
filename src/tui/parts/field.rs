//! One line that is typed: NFC, one Backspace takes one letter away, the caret is the terminal's own.
//!
//! An input method puts its window, and expects its Backspaces, at the terminal's caret. The value is composed again
//! after every change, so that a mark that arrives late joins its letter.

use crate::text::nfc::is_invisible;
use crate::text::telex::Typing;
use crate::text::width::columns;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::{Position, Rect};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// More than any name or address; what is pasted beyond it is dropped, and the person is told.
const LONGEST: usize = 1000;

/// A line under typing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(in crate::tui) struct Field {
    text: String,
    /// Where the next letter goes, in bytes of `text`; always between two letters.
    caret: usize,
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.text
    }
}

impl Field {
    pub fn new(text: &str) -> Self {
        let text: String = text.nfc().collect();
        Self { caret: text.len(), text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces everything.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Puts `typed` in at the caret. False when the end of it did not fit.
    pub fn insert(&mut self, typed: &str) -> bool {
        self.insert_up_to(typed, LONGEST)
    }

    /// The same, for a line of at most `longest` letters.
    pub fn insert_up_to(&mut self, typed: &str, longest: usize) -> bool {
        let room = longest.saturating_sub(self.text.chars().count());
        let gap = |letter: char| letter.is_whitespace() || letter.is_control();
        let plain = typed.nfc().map(|letter| if gap(letter) { ' ' } else { letter });
        let kept: Vec<char> = plain.filter(|letter| *letter == '\u{200D}' || !is_invisible(*letter)).collect();
        let whole = kept.len() <= room;
        let before = self.text[..self.caret].chars().chain(kept.into_iter().take(room)).nfc().collect::<String>();
        let after = &self.text[self.caret..];
        self.caret = before.len();
        self.text = before + after;
        whole
    }

    /// What stands before the caret.
    pub fn before(&self) -> &str {
        &self.text[..self.caret]
    }

    /// Types `letter` as `typing` composes words. False when the end of it did not fit.
    pub fn compose(&mut self, typing: &mut Typing, letter: char) -> bool {
        let (gone, written) = typing.push(self.before(), letter);
        let from = self.caret.saturating_sub(gone);
        self.text.replace_range(from..self.caret, "");
        self.caret = from;
        self.insert(&written)
    }

    /// Takes the letter before the caret away.
    pub fn backspace(&mut self) {
        if let Some((at, _)) = self.text[..self.caret].grapheme_indices(true).next_back() {
            self.text.replace_range(at..self.caret, "");
            self.caret = at;
        }
    }

    /// Takes the letter after the caret away.
    pub fn delete(&mut self) {
        if let Some(letter) = self.text[self.caret..].graphemes(true).next() {
            let end = self.caret + letter.len();
            self.text.replace_range(self.caret..end, "");
        }
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn left(&mut self) {
        if let Some((at, _)) = self.text[..self.caret].grapheme_indices(true).next_back() {
            self.caret = at;
        }
    }

    pub fn right(&mut self) {
        if let Some(letter) = self.text[self.caret..].graphemes(true).next() {
            self.caret += letter.len();
        }
    }

    pub fn home(&mut self) {
        self.caret = 0;
    }

    pub fn end(&mut self) {
        self.caret = self.text.len();
    }

    /// Draws the line at the top of `area`; with the focus, so that the caret is in sight.
    pub fn draw(&self, scene: &mut Scene<'_>, area: Rect, focused: bool, masked: bool) {
        let shown = if masked { "•".repeat(self.text.graphemes(true).count()) } else { self.text.clone() };
        let caret = if masked { self.text[..self.caret].graphemes(true).count() * "•".len() } else { self.caret };
        let from = if focused { first_in_sight(&shown, caret, usize::from(area.width)) } else { 0 };
        let at = columns(&shown[from..caret.max(from)]);
        let blank = " ".repeat(usize::from(area.width));
        scene.put(area, 0, &blank, Role::Field);
        if focused {
            // The line scrolls instead of ending in a mark, so nothing under the caret is ever hidden.
            let mut pen = scene.line(area, 0);
            for letter in shown[from..].graphemes(true) {
                if usize::from(pen.room()) < columns(letter).max(1) {
                    break;
                }
                pen.put(letter, Role::Field);
            }
            let column = u16::try_from(at).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
            scene.caret = Some(Position::new(area.x.saturating_add(column), area.y));
        } else {
            scene.put(area, 0, &shown, Role::Field);
        }
    }
}

/// The first byte of `text` to show so that the caret stands inside `cols` columns.
fn first_in_sight(text: &str, caret: usize, cols: usize) -> usize {
    let mut from = 0;
    let mut used = columns(&text[..caret]);
    for (at, letter) in text[..caret].grapheme_indices(true) {
        if used < cols.max(1) {
            break;
        }
        used -= columns(letter);
        from = at + letter.len();
    }
    from
}
