//! Leaving the kiosk: an officer's number and her PIN, typed where citizens stand.

use crate::domain::ids::OfficerId;
use crate::tui::input::{Chord, Key};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;

/// Longest officer number and PIN, in characters.
const NUMBER_MAX: usize = 5;
const PIN_MAX: usize = 64;

/// What was typed so far.
#[derive(Default)]
pub(super) struct Leave {
    number: String,
    pin: String,
    at_pin: bool,
    why: Option<String>,
}

/// A PIN is in no log.
impl std::fmt::Debug for Leave {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leave").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Leave {
    /// Takes a key; answers who wants to leave, with what she typed, once both are there.
    pub fn key(&mut self, chord: Chord) -> Option<(OfficerId, String)> {
        match (chord.key, self.at_pin) {
            (Key::Enter | Key::Tab | Key::Down, false) => self.at_pin = !self.number.is_empty(),
            (Key::Enter, true) if !self.pin.is_empty() => {
                let pin = std::mem::take(&mut self.pin);
                return self.number.parse().ok().map(|number| (OfficerId(number), pin));
            }
            (Key::Up | Key::BackTab, true) => self.at_pin = false,
            (Key::Backspace, true) => drop(self.pin.pop()),
            (Key::Backspace, false) => drop(self.number.pop()),
            (Key::Char(typed @ '0'..='9'), true) if self.pin.len() < PIN_MAX => self.pin.push(typed),
            (Key::Char(typed @ '0'..='9'), false) if self.number.len() < NUMBER_MAX => self.number.push(typed),
            _ => return None,
        }
        self.why = None;
        None
    }

    /// She may not.
    pub fn refuse(&mut self, why: String) {
        *self = Self { number: std::mem::take(&mut self.number), at_pin: true, why: Some(why), ..Self::default() };
    }

    pub fn lines(&self, seen: Seen<'_>) -> Vec<(String, Role)> {
        let mark = |here| if here { "▸ " } else { "  " };
        let typed = |key, text: &str| seen.get(key).to_owned() + " " + text;
        let stars = "•".repeat(self.pin.len());
        let mut lines = vec![
            (mark(!self.at_pin).to_owned() + &typed("kiosk.leave_officer", &self.number), Role::Text),
            (mark(self.at_pin).to_owned() + &typed("kiosk.leave_pin", &stars), Role::Text),
        ];
        lines.extend(self.why.iter().map(|why| (seen.get(why).to_owned(), Role::Bad)));
        lines
    }
}
