//! A bracketed paste on its way in: bounded, cleaned, NFC.

use super::framer::Token;
use crate::text::nfc::without_sequences;
use unicode_normalization::UnicodeNormalization;

/// Longest paste kept, in bytes as they arrive. Longer ones lose their end, and the person is told.
pub const PASTE_BYTES_MAX: usize = 64 * 1024;

/// What a terminal sends after pasted text.
const END: &[u8] = b"\x1b[201~";

/// The bytes of a paste so far.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    /// How many bytes of the end mark the last bytes were.
    matched: usize,
    cut: bool,
}

impl Paste {
    /// Takes one byte; true when it was the last of the end mark.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        if byte == END[self.matched] {
            self.matched += 1;
            return self.matched == END.len();
        }
        // only the first byte of the mark is an ESC, so a broken match can begin anew only at this byte
        self.keep(&END[..self.matched]);
        self.matched = usize::from(byte == END[0]);
        if self.matched == 0 {
            self.keep(&[byte]);
        }
        false
    }

    /// What was pasted, as text that may go into a field.
    pub(super) fn end(self) -> Token {
        let text = String::from_utf8_lossy(&self.bytes);
        let text = without_sequences(&text).replace("\r\n", "\n").replace('\r', "\n");
        // What cannot be shown leaves a gap that is seen, not two words grown together.
        let text = text.chars().filter(|letter| *letter != char::REPLACEMENT_CHARACTER);
        let text = text.map(|letter| match letter {
            '\n' | '\t' => letter,
            letter if letter.is_control() => ' ',
            letter => letter,
        });
        Token::Paste { text: text.nfc().collect(), cut: self.cut }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = PASTE_BYTES_MAX.saturating_sub(self.bytes.len());
        self.cut |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}
