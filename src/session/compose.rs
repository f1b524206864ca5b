//! Letters that arrive in pieces: marks sent after their letter, and Backspaces that mean one mark only.
//!
//! Windows' own Vietnamese layout and the "Unicode tổ hợp" mode of the input methods send a letter and its marks as
//! separate code points, maybe in separate reads, and count a Backspace for each of them. Every field of ours
//! holds NFC and takes a whole letter away at a Backspace. So the letters of the run being typed are remembered as
//! they arrived, and a piece becomes "take the letter away, write the new one".

use super::framer::Token;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters remembered back from the caret; an input method rewrites one syllable, at most seven letters.
const LETTERS_MAX: usize = 32;

/// Marks one letter may carry; Vietnamese needs two. More are dropped.
const MARKS_MAX: usize = 8;

/// The letters of the run being typed, as their code points arrived.
#[derive(Debug, Default)]
pub(super) struct Typed {
    letters: Vec<Vec<char>>,
}

impl Typed {
    /// The caret may be anywhere now.
    pub(super) fn forget(&mut self) {
        self.letters.clear();
    }

    /// One character came.
    pub(super) fn push(&mut self, character: char, tokens: &mut Vec<Token>) {
        if is_combining_mark(character) {
            let Some(letter) = self.letters.last_mut() else {
                // its letter was there before the caret came; the field joins them
                return write(&character.to_string(), tokens);
            };
            if letter.len() <= MARKS_MAX {
                let before = composed(letter);
                letter.push(character);
                rewrite(&before, &composed(letter), tokens);
            }
            return;
        }
        if self.letters.len() == LETTERS_MAX {
            self.letters.remove(0);
        }
        self.letters.push(vec![character]);
        write(&composed(&[character]), tokens);
    }

    /// A Backspace came, as `byte`.
    pub(super) fn delete(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        tokens.push(Token::Control(byte));
        if let Some(mut letter) = self.letters.pop() {
            letter.pop();
            if !letter.is_empty() {
                write(&composed(&letter), tokens);
                self.letters.push(letter);
            }
        }
    }
}

fn composed(letter: &[char]) -> String {
    letter.iter().copied().nfc().collect()
}

fn write(text: &str, tokens: &mut Vec<Token>) {
    if let Some(Token::Text(sofar)) = tokens.last_mut() {
        sofar.push_str(text);
    } else {
        tokens.push(Token::Text(text.to_owned()));
    }
}

fn rewrite(before: &str, after: &str, tokens: &mut Vec<Token>) {
    if let Some(Token::Text(sofar)) = tokens.last_mut()
        && let Some(kept) = sofar.strip_suffix(before).map(str::len)
    {
        sofar.truncate(kept);
        sofar.push_str(after);
        return;
    }
    tokens.push(Token::Control(0x7f));
    tokens.push(Token::Text(after.to_owned()));
}
