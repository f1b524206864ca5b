//! One line typed at this terminal. The terminal edits it, as it does everywhere; Esc ends it and goes back.

use super::answer::Objection;
use crate::text::nfc::clean;
use crate::text::width::{columns, wrap};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use std::io::{self, Write};

/// The longest line a terminal hands over, in bytes.
const LINE_MAX: usize = 4096;
/// What Esc sends; arrows and other keys send it with more behind it, at once.
pub(super) const ESC: u8 = 27;

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// A line, cleaned; empty for Enter alone.
    Line(String),
    /// Esc: back to the question before.
    Back,
}

/// The terminal as it was, put back whatever happens.
pub(super) struct PutBack(pub Termios);

impl Drop for PutBack {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

/// Asks, and reads one line or Esc.
///
/// # Errors
/// The person gave up, or there is no terminal.
pub(super) fn line(prompt: &str) -> Result<Typed, Objection> {
    let before = tcgetattr(io::stdin()).map_err(|_| gave_up())?;
    let mut asking = before.clone();
    asking.special_codes[SpecialCodeIndex::VEOL] = ESC;
    let _put_back = PutBack(before);
    let mut bytes = vec![0; LINE_MAX];
    loop {
        tcsetattr(io::stdin(), OptionalActions::Now, &asking).map_err(|_| gave_up())?;
        say(&format!("{prompt} "));
        let count = read(&mut bytes)?;
        if bytes[..count].last() != Some(&ESC) {
            return Ok(Typed::Line(clean(&String::from_utf8_lossy(&bytes[..count]))));
        }
        // The terminal shows Esc as two characters after what was typed.
        say("\r\x1b[K");
        if !more_of_the_key()? {
            return Ok(Typed::Back);
        }
    }
}

/// Whether Esc was only the beginning of what a key sends; the rest of it is taken away.
///
/// # Errors
/// There is no terminal any more.
pub(super) fn more_of_the_key() -> Result<bool, Objection> {
    let mut waiting = tcgetattr(io::stdin()).map_err(|_| gave_up())?;
    let before = waiting.clone();
    waiting.local_modes -= LocalModes::ECHO | LocalModes::ICANON;
    waiting.special_codes[SpecialCodeIndex::VMIN] = 0;
    // In tenths of a second.
    waiting.special_codes[SpecialCodeIndex::VTIME] = 1;
    tcsetattr(io::stdin(), OptionalActions::Now, &waiting).map_err(|_| gave_up())?;
    let mut rest = [0; 64];
    let count = rustix::io::retry_on_intr(|| rustix::io::read(io::stdin(), &mut rest)).map_err(|_| gave_up())?;
    tcsetattr(io::stdin(), OptionalActions::Now, &before).map_err(|_| gave_up())?;
    Ok(count > 0)
}

/// Reads what the terminal hands over at once.
///
/// # Errors
/// There is nothing more to come.
pub(super) fn read(bytes: &mut [u8]) -> Result<usize, Objection> {
    match rustix::io::retry_on_intr(|| rustix::io::read(io::stdin(), &mut *bytes)) {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(gave_up()),
    }
}

/// `text` with its long lines broken between words, where the error stream goes to a terminal; else as it is.
pub(super) fn wrapped(text: &str) -> String {
    let Some(cols) = tcgetwinsize(io::stderr()).ok().map(|size| usize::from(size.ws_col)).filter(|cols| *cols > 0)
    else {
        return text.to_owned();
    };
    let broken = |line: &str| if columns(line) > cols { wrap(line, cols).join("\n") } else { line.to_owned() };
    text.split('\n').map(broken).collect::<Vec<_>>().join("\n")
}

pub(super) fn gave_up() -> Objection {
    Objection::own("gave_up", &[])
}

fn say(text: &str) {
    let mut err = io::stderr();
    let _ = err.write_all(text.as_bytes());
    let _ = err.flush();
}
