//! Bytes of a terminal to tokens, however the bytes were cut on their way here.
//!
//! Vietnamese input methods send text, Backspaces and the rewritten text fused in one read, links cut reads
//! anywhere, and a read may end inside a letter or an escape sequence. So: one byte at a time, every control byte
//! is a token of its own, and what is unfinished waits for the next read.

use super::compose::Typed;
use super::paste::Paste;
use std::time::Duration;

/// How long an ESC may stay alone before it counts as the Esc key.
pub const ESC_PATIENCE: Duration = Duration::from_millis(25);

/// How long a paste may pause before it counts as ended: a terminal that forgot the end must not swallow every key.
pub const PASTE_PATIENCE: Duration = Duration::from_secs(2);

/// Longest escape sequence kept; no key and no mouse report comes near. Longer ones are dropped.
const ESCAPE_BYTES_MAX: usize = 64;

/// A piece of input that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Characters without any control character among them, NFC.
    Text(String),
    /// One control byte: 0x00 to 0x1f without ESC, or 0x7f.
    Control(u8),
    /// An escape sequence from its ESC on; a lone ESC is the Esc key.
    Escape(Vec<u8>),
    /// The whole of a bracketed paste, NFC; `cut` when it was longer than `PASTE_BYTES_MAX`.
    Paste {
        /// The text.
        text: String,
        /// Its end was dropped.
        cut: bool,
    },
}

/// Where in the byte stream the framer stands.
#[derive(Debug, Default)]
enum Place {
    /// Between tokens.
    #[default]
    Ground,
    /// Inside a UTF-8 letter of `need` bytes.
    Letter { bytes: [u8; 4], have: usize, need: usize },
    /// After ESC; the bytes from ESC on.
    Escape(Vec<u8>),
    /// Inside a string that a terminal sends as an answer (OSC, DCS, APC, PM, SOS); `esc` when an ESC was last.
    /// Nothing asks for such answers, so they are dropped.
    Answer { esc: bool },
    /// Inside a bracketed paste.
    Paste(Paste),
}

/// Cuts the bytes of one terminal into tokens.
#[derive(Debug, Default)]
pub struct Framer {
    place: Place,
    typed: Typed,
}

impl Framer {
    /// Takes the bytes of one read and gives the tokens that are complete.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Token> {
        let mut tokens = Vec::new();
        for &byte in bytes {
            self.step(byte, &mut tokens);
        }
        tokens
    }

    /// How long to wait for more bytes before calling [`Framer::flush`]; `None` when nothing is waiting.
    pub fn patience(&self) -> Option<Duration> {
        match &self.place {
            Place::Escape(bytes) if bytes.len() == 1 => Some(ESC_PATIENCE),
            // nothing asks a terminal anything, so this is Alt with a key that looks like an answer's beginning
            Place::Answer { .. } => Some(ESC_PATIENCE),
            Place::Paste(_) => Some(PASTE_PATIENCE),
            _ => None,
        }
    }

    /// No byte came for as long as [`Framer::patience`] said: a lone ESC was the Esc key, a paste has ended.
    ///
    /// A longer unfinished sequence stays: on a slow link its end is still on the way, and would be taken for typed
    /// letters, which are commands.
    pub fn flush(&mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        match std::mem::take(&mut self.place) {
            Place::Escape(bytes) if bytes.len() == 1 => self.escape(bytes, &mut tokens),
            Place::Paste(paste) => tokens.push(paste.end()),
            Place::Answer { .. } => {}
            other => self.place = other,
        }
        tokens
    }

    fn step(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        match std::mem::take(&mut self.place) {
            Place::Ground => self.ground(byte, tokens),
            Place::Letter { bytes, have, need } => self.letter(bytes, have, need, byte, tokens),
            Place::Escape(bytes) => self.in_escape(bytes, byte, tokens),
            Place::Answer { esc } => {
                if byte != 0x07 && !(esc && byte == b'\\') {
                    self.place = Place::Answer { esc: byte == 0x1b };
                }
            }
            Place::Paste(mut paste) => {
                if paste.push(byte) {
                    tokens.push(paste.end());
                } else {
                    self.place = Place::Paste(paste);
                }
            }
        }
    }

    fn ground(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        let need = match byte {
            0x1b => {
                self.place = Place::Escape(vec![byte]);
                return;
            }
            0x08 | 0x7f => return self.typed.delete(byte, tokens),
            0x00..=0x1f => {
                self.typed.forget();
                tokens.push(Token::Control(byte));
                return;
            }
            0x20..=0x7e => return self.typed.push(char::from(byte), tokens),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // a continuation without a beginning, or a byte that UTF-8 never has
            _ => return,
        };
        self.place = Place::Letter { bytes: [byte, 0, 0, 0], have: 1, need };
    }

    fn letter(&mut self, mut bytes: [u8; 4], have: usize, need: usize, byte: u8, tokens: &mut Vec<Token>) {
        if !(0x80..=0xbf).contains(&byte) {
            // the letter was broken off: drop it, not what follows it
            return self.ground(byte, tokens);
        }
        bytes[have] = byte;
        if have + 1 < need {
            self.place = Place::Letter { bytes, have: have + 1, need };
            return;
        }
        let letter = std::str::from_utf8(&bytes[..need]).ok().and_then(|text| text.chars().next());
        if let Some(letter) = letter.filter(|letter| !letter.is_control()) {
            self.typed.push(letter, tokens);
        }
    }

    fn in_escape(&mut self, mut bytes: Vec<u8>, byte: u8, tokens: &mut Vec<Token>) {
        match progress(&bytes, byte) {
            Progress::More => {
                bytes.push(byte);
                if bytes.len() <= ESCAPE_BYTES_MAX {
                    self.place = Place::Escape(bytes);
                }
            }
            Progress::Done => {
                bytes.push(byte);
                if bytes == b"\x1b[200~" {
                    self.typed.forget();
                    self.place = Place::Paste(Paste::default());
                } else {
                    self.escape(bytes, tokens);
                }
            }
            Progress::Answer => self.place = Place::Answer { esc: false },
            Progress::Broken => {
                if bytes.len() == 1 {
                    self.escape(bytes, tokens);
                }
                self.ground(byte, tokens);
            }
        }
    }

    fn escape(&mut self, bytes: Vec<u8>, tokens: &mut Vec<Token>) {
        self.typed.forget();
        tokens.push(Token::Escape(bytes));
    }
}

/// What one more byte does to an escape sequence.
enum Progress {
    /// It belongs to it, and more must follow.
    More,
    /// It ends it.
    Done,
    /// It starts an answer of the terminal.
    Answer,
    /// It cannot belong to it.
    Broken,
}

fn progress(sofar: &[u8], byte: u8) -> Progress {
    match sofar {
        [0x1b] => match byte {
            b'[' | b'O' | 0xc2..=0xf4 => Progress::More,
            b']' | b'P' | b'_' | b'^' | b'X' => Progress::Answer,
            0x1b | 0x80..=0xff => Progress::Broken,
            // Alt with a plain key, Enter, Tab or Backspace
            _ => Progress::Done,
        },
        [0x1b, b'[', b'['] => plain_end(byte),
        [0x1b, b'[', b'M', rest @ ..] => match rest.len() {
            0 | 1 => Progress::More,
            _ => Progress::Done,
        },
        [0x1b, b'[', rest @ ..] => match byte {
            // the Linux console's F1 to F5, and the oldest form of mouse report, go on after what looks like an end
            b'[' | b'M' if rest.is_empty() => Progress::More,
            0x20..=0x3f => Progress::More,
            0x40..=0x7e => Progress::Done,
            _ => Progress::Broken,
        },
        [0x1b, b'O', ..] if byte.is_ascii_digit() || byte == b';' => Progress::More,
        [0x1b, b'O', ..] => plain_end(byte),
        [0x1b, first, rest @ ..] => {
            let need = match first {
                0xc2..=0xdf => 1,
                0xe0..=0xef => 2,
                _ => 3,
            };
            match byte {
                0x80..=0xbf if rest.len() + 1 == need => Progress::Done,
                0x80..=0xbf => Progress::More,
                _ => Progress::Broken,
            }
        }
        _ => Progress::Broken,
    }
}

fn plain_end(byte: u8) -> Progress {
    if (0x20..=0x7e).contains(&byte) { Progress::Done } else { Progress::Broken }
}
