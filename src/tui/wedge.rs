//! Telling a scanner that types from a person at a desk, where every key must work at once.
//!
//! A scanner types a whole code faster than anybody types, and ends it with Enter or Tab. On a slow line its letters may
//! come in pieces, and a person's keys in heaps, so speed alone says nothing: only what reads like a code is a scan, and
//! everything else becomes the keys it was. Where letters are keys, they wait a moment for what follows; where they
//! are written into a field, only digits, capitals and the first letter of an address do, because codes begin so.

use super::input::{Chord, Input, Key};
use crate::domain::card::{self, Card};
use crate::domain::ids::DossierCode;

/// Longest gap between two characters of a scanner that begin like a code, in milliseconds: at fifteen keys a second a
/// person leaves 66. Nobody waits for what a digit or a capital does.
pub const CODE_GAP_MS: u64 = 60;
/// A small letter waits so long where there is a scanner.
pub const GAP_MS: u64 = 25;
/// A small letter waits only so long, until something was scanned at this seat.
pub const FIRST_GAP_MS: u64 = 4;
/// Some scanners end with two keys, so far apart at most.
const ENDING_MS: u64 = 100;
/// What has begun like a code may come in pieces with such gaps.
pub const PIECE_GAP_MS: u64 = 300;
/// Characters from which it has begun like a code; fewer are keys of fingers that slipped.
const BEGUN: usize = 4;
/// Shortest code that can be told without the key that ends it.
const CODE_MIN: usize = 8;
/// Shortest one at all, such as a ticket's number.
const SHORT_MIN: usize = 4;
/// Digits that such a one has at least.
const SHORT_DIGITS: usize = 2;
/// A card's fields have more of these between them; nobody types so many.
pub(super) const BARS: usize = 3;
/// Digits that a code of capitals has at least.
const DIGITS_MIN: usize = 4;
/// Nothing that is scanned at a desk is longer.
const SCAN_MAX: usize = 1000;

/// What letters are where the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// Each one is a command.
    #[default]
    Commands,
    /// They are written into a field.
    Text,
}

/// What waits to be told apart.
#[derive(Debug, Default)]
pub struct Wedge {
    burst: String,
    letters: Letters,
    last_ms: u64,
    /// Something was scanned at this seat: there is a scanner.
    has_scanned: bool,
    /// When a scan was ended by a key: some scanners send two.
    ended_ms: Option<u64>,
}

impl Wedge {
    /// Takes what came at `at_ms`, on a clock that only goes forward, and answers what it was.
    pub fn take(&mut self, input: Input, letters: Letters, at_ms: u64) -> Vec<Input> {
        let mut taken = self.flush(at_ms);
        match input {
            Input::Key(chord) => match chord.written() {
                Some(character) if !self.burst.is_empty() || begins(character, letters) => {
                    if self.burst.is_empty() {
                        self.letters = letters;
                    }
                    self.burst.push(character);
                    self.last_ms = at_ms;
                    if self.burst.len() > SCAN_MAX {
                        taken.extend(self.end());
                    }
                }
                None if matches!(chord.key, Key::Enter | Key::Tab) && self.is_scan(true) => {
                    taken.extend(self.end_with(true));
                    self.ended_ms = Some(at_ms);
                }
                None if matches!(chord.key, Key::Enter | Key::Tab)
                    && self.ended_ms.take().is_some_and(|ended| at_ms - ended < ENDING_MS) => {}
                _ => {
                    taken.extend(self.end());
                    taken.push(input);
                }
            },
            // Marks of a name that come apart from their letters.
            Input::Text(text) if self.burst.len() >= BEGUN => {
                self.burst.push_str(&text);
                self.last_ms = at_ms;
            }
            other => {
                taken.extend(self.end());
                let is_scan = |text: &String| Card::read(text).is_some() || DossierCode::scanned(text).is_some();
                if matches!(&other, Input::Paste(text) if is_scan(text)) {
                    self.ended_ms = Some(at_ms);
                }
                taken.push(other);
            }
        }
        taken
    }

    /// What has waited long enough at `at_ms`.
    pub fn flush(&mut self, at_ms: u64) -> Vec<Input> {
        if self.deadline_ms().is_none_or(|deadline| deadline > at_ms) {
            return Vec::new();
        }
        let taken = self.end();
        if matches!(taken.as_slice(), [Input::Scan(_)]) {
            // The key that ends it may still be on its way.
            self.ended_ms = Some(at_ms);
        }
        taken
    }

    /// When to flush, on the same clock; `None` when nothing waits.
    pub fn deadline_ms(&self) -> Option<u64> {
        (!self.burst.is_empty()).then(|| self.last_ms + self.gap_ms())
    }

    fn gap_ms(&self) -> u64 {
        let text = self.burst.as_str();
        let (digit, capital) = (begins_with_digit(text), begins_with_capital(text));
        let like_a_code = digit || (capital && is_of_code(text) && digits(text) >= SHORT_DIGITS);
        if text.len() >= BEGUN && (like_a_code || text.contains('|') || is_address(text)) {
            return PIECE_GAP_MS;
        }
        match digit || capital || text.starts_with('h') {
            true => CODE_GAP_MS,
            false if self.has_scanned => GAP_MS,
            false => FIRST_GAP_MS,
        }
    }

    /// Whether it is a scan; `ended`: by a key that ends one.
    fn is_scan(&self, ended: bool) -> bool {
        let text = self.burst.as_str();
        let ours = Card::read(text).is_some() || DossierCode::scanned(text).is_some();
        let bars = text.bytes().filter(|byte| *byte == b'|').count();
        let foreign = match self.letters {
            Letters::Commands => {
                card::number(text).is_some() || is_code(text) || ended && (is_short(text) || is_capitals(text))
            }
            // What is typed in a heap on a slow line may end in Enter, too, but is seldom all capitals and digits.
            Letters::Text => ended && is_code(text) && (begins_with_capital(text) || is_address(text)),
        };
        ours || bars >= BARS || foreign
    }

    fn end(&mut self) -> Vec<Input> {
        self.end_with(false)
    }

    fn end_with(&mut self, ended: bool) -> Vec<Input> {
        let is_scan = self.is_scan(ended);
        let burst = std::mem::take(&mut self.burst);
        if is_scan {
            self.has_scanned = true;
            return vec![Input::Scan(burst)];
        }
        burst.chars().map(|character| Input::Key(Chord::plain(Key::Char(character)))).collect()
    }
}

fn begins(character: char, letters: Letters) -> bool {
    let begins_text = character.is_ascii_digit() || character.is_ascii_uppercase() || character == 'h';
    letters == Letters::Commands || begins_text
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn begins_with_capital(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether it has only what codes are made of: small letters only after a digit.
fn is_of_code(text: &str) -> bool {
    let digit = begins_with_digit(text);
    text.bytes().all(|letter| {
        let plain = if digit { letter.is_ascii_alphanumeric() } else { letter.is_ascii_uppercase() };
        plain || letter.is_ascii_digit() || b".-/_".contains(&letter)
    })
}

/// A ticket's number, or what else is as short.
fn is_short(text: &str) -> bool {
    text.len() >= SHORT_MIN
        && digits(text) >= SHORT_DIGITS
        && is_of_code(text)
        && !text.bytes().any(|letter| letter.is_ascii_lowercase())
        && (begins_with_digit(text) || begins_with_capital(text))
}

/// Words in capitals, as some labels have them: no command is one.
fn is_capitals(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_uppercase() || b".-/_ ".contains(&letter);
    text.len() >= CODE_MIN && begins_with_capital(text) && text.bytes().all(fits)
}

fn is_address(text: &str) -> bool {
    text.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("http"))
}

/// Whether a text looks like something that was printed to be scanned, whoever printed it.
pub(super) fn is_code(text: &str) -> bool {
    if text.contains('|') || is_address(text) {
        return text.len() >= CODE_MIN;
    }
    text.len() >= CODE_MIN && digits(text) >= DIGITS_MIN && is_of_code(text)
}
