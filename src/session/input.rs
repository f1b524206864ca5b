//! Tokens of a terminal to what a person did.

use super::framer::{Framer, Token};
use crate::tui::input::{Chord, Input, Key, Pointer};
use std::time::Duration;
use terminput::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind, ScrollDirection};
use unicode_normalization::char::is_combining_mark;

/// Turns the bytes of one terminal into inputs; keeps what is unfinished between reads.
#[derive(Debug, Default)]
pub struct Decoder {
    framer: Framer,
    /// The last token was a Backspace: accented text that follows rewrites what an input method took away.
    rewriting: bool,
}

impl Decoder {
    /// Takes the bytes of one read.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Input> {
        let tokens = self.framer.read(bytes);
        self.inputs(tokens)
    }

    /// How long to wait for more bytes before calling [`Decoder::flush`]; `None` when nothing is waiting.
    pub fn patience(&self) -> Option<Duration> {
        self.framer.patience()
    }

    /// No byte came for as long as [`Decoder::patience`] said.
    pub fn flush(&mut self) -> Vec<Input> {
        let tokens = self.framer.flush();
        self.inputs(tokens)
    }

    fn inputs(&mut self, tokens: Vec<Token>) -> Vec<Input> {
        let mut inputs = Vec::with_capacity(tokens.len());
        for token in tokens {
            let rewriting = std::mem::take(&mut self.rewriting);
            match token {
                Token::Text(text) => written(text, rewriting, &mut inputs),
                Token::Control(byte) => {
                    self.rewriting = matches!(byte, 0x08 | 0x7f);
                    inputs.extend(control(byte).map(Input::Key));
                }
                Token::Escape(bytes) => inputs.extend(escape(&bytes)),
                Token::Paste { text, cut } => {
                    inputs.push(Input::Paste(text));
                    if cut {
                        inputs.push(Input::PasteCut);
                    }
                }
            }
        }
        inputs
    }
}

/// Text as keys, one for each character, unless no key can have made it.
///
/// Two fast keys may share a read, so text alone is keys. What an input method writes in place of letters it took
/// back holds an accent and follows a Backspace; a mark without its letter is no key either.
fn written(text: String, rewriting: bool, inputs: &mut Vec<Input>) {
    if (rewriting && !text.is_ascii()) || text.chars().any(is_combining_mark) {
        inputs.push(Input::Text(text));
    } else {
        inputs.extend(text.chars().map(|character| Input::Key(Chord::plain(Key::Char(character)))));
    }
}

fn control(byte: u8) -> Option<Chord> {
    Some(match byte {
        0x00 => Chord::ctrl(' '),
        // UniKey on some Windows terminals sends 0x08 where others send 0x7f
        0x08 | 0x7f => Chord::plain(Key::Backspace),
        b'\t' => Chord::plain(Key::Tab),
        b'\r' | b'\n' => Chord::plain(Key::Enter),
        0x01..=0x1a => Chord::ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => Chord::ctrl(char::from(byte + b'@')),
        _ => return None,
    })
}

fn escape(bytes: &[u8]) -> Option<Input> {
    if points_nowhere(bytes) {
        return None;
    }
    match Event::parse_from(bytes) {
        Ok(Some(Event::Key(event))) if event.kind != KeyEventKind::Release => chord(event).map(Input::Key),
        Ok(Some(Event::Mouse(event))) => {
            let act = pointer(event.kind)?;
            Some(Input::Mouse { act, col: event.column, row: event.row })
        }
        _ => None,
    }
}

/// A pointer report of a column or row 0, which no terminal has and the parser counts down from.
fn points_nowhere(bytes: &[u8]) -> bool {
    let Some((b'M' | b'm', report)) = bytes.strip_prefix(b"\x1b[").and_then(|report| report.split_last()) else {
        return false;
    };
    report.split(|byte| *byte == b';').skip(1).any(|number| number.iter().all(|byte| *byte == b'0'))
}

fn chord(event: KeyEvent) -> Option<Chord> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(character) => {
            shift = false;
            Key::Char(character)
        }
        KeyCode::Tab if shift => {
            shift = false;
            Key::BackTab
        }
        KeyCode::Tab => Key::Tab,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CTRL);
    let alt = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
    Some(Chord { key, ctrl, alt, shift })
}

fn pointer(kind: MouseEventKind) -> Option<Pointer> {
    Some(match kind {
        MouseEventKind::Down(MouseButton::Left) => Pointer::Press,
        MouseEventKind::Down(_) => Pointer::OtherPress,
        MouseEventKind::Drag(MouseButton::Left) => Pointer::Drag,
        MouseEventKind::Up(MouseButton::Left) => Pointer::Release,
        MouseEventKind::Scroll(ScrollDirection::Up) => Pointer::WheelUp,
        MouseEventKind::Scroll(ScrollDirection::Down) => Pointer::WheelDown,
        _ => return None,
    })
}
