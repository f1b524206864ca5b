//! Telling a scanner that types from a person: a scanner types a whole line faster than anybody presses two keys.
//!
//! Every character waits for [`GAP_MS`]. Alone, it was a key; with others close behind it, it was a scan, whatever it
//! says, and never becomes a key.

use crate::tui::input::{Input, Key};

/// Characters that follow each other within this were typed by a scanner, in milliseconds.
pub const GAP_MS: u64 = 80;
/// So few characters close together are still keys: fingers slip.
const KEYS_MAX: usize = 3;
/// Nothing that a scanner has to say here is longer, in characters.
const SCAN_MAX: usize = 1000;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Something a person did.
    Input(Input),
    /// Something a scanner typed.
    Scan(String),
}

/// What is waiting to be told apart.
#[derive(Default)]
pub struct Scanner {
    burst: Vec<char>,
    /// When its last character came.
    last_ms: u64,
}

impl Scanner {
    /// Takes what came at `at_ms`, on a clock that only goes forward.
    pub fn take(&mut self, input: Input, at_ms: u64) -> Vec<Taken> {
        let mut taken = self.flush(at_ms);
        match input {
            Input::Key(chord) => match chord.written() {
                Some(character) => self.add(character, at_ms),
                None if self.is_scan() => match chord.key {
                    Key::Enter | Key::Tab => taken.extend(self.end()),
                    // An input method that rewrites what the scanner typed; no digit is ever rewritten.
                    Key::Backspace => self.last_ms = at_ms,
                    _ => {}
                },
                None => {
                    taken.extend(self.end());
                    taken.push(Taken::Input(input));
                }
            },
            Input::Text(text) => text.chars().for_each(|character| self.add(character, at_ms)),
            Input::Paste(text) => taken.push(Taken::Scan(text)),
            other => {
                taken.extend(self.end());
                taken.push(Taken::Input(other));
            }
        }
        taken
    }

    /// What has waited long enough at `at_ms`.
    pub fn flush(&mut self, at_ms: u64) -> Vec<Taken> {
        if !self.burst.is_empty() && at_ms.saturating_sub(self.last_ms) >= GAP_MS { self.end() } else { Vec::new() }
    }

    /// When to flush, on the same clock; `None` when nothing waits.
    pub fn deadline_ms(&self) -> Option<u64> {
        (!self.burst.is_empty()).then(|| self.last_ms + GAP_MS)
    }

    fn is_scan(&self) -> bool {
        self.burst.len() > KEYS_MAX
    }

    fn add(&mut self, character: char, at_ms: u64) {
        if self.burst.len() < SCAN_MAX {
            self.burst.push(character);
        }
        self.last_ms = at_ms;
    }

    fn end(&mut self) -> Vec<Taken> {
        let is_scan = self.is_scan();
        let burst = std::mem::take(&mut self.burst);
        if is_scan {
            return vec![Taken::Scan(burst.into_iter().collect())];
        }
        burst.into_iter().map(|character| Taken::Input(Input::Key(Key::Char(character).into()))).collect()
    }
}
