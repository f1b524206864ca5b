//! PINs as they are entered: from the terminal without showing them, or from the standard input; never as an argument.

use super::answer::Objection;
use super::prompt::{ESC, PutBack, gave_up, more_of_the_key, read};
use crate::domain::person::PinHash;
use crate::engine::pin;
use crate::text::words::Words;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{self, BufRead, IsTerminal, Read, Write};

/// No PIN is longer; more bytes than this are not read.
const BYTES_MAX: u64 = 256;
/// Ctrl-C and Ctrl-D.
const STOP: [u8; 2] = [3, 4];
/// Backspace, as terminals send it.
const ERASE: [u8; 2] = [8, 127];

/// The hash of the PIN on the first line of the standard input; `None` when that line is empty.
///
/// # Errors
/// It is no PIN.
pub(super) fn from_stdin() -> Result<Option<PinHash>, Objection> {
    let mut line = Vec::new();
    let read = io::stdin().lock().take(BYTES_MAX).read_until(b'\n', &mut line);
    read.map_err(|_| Objection::own("pin_wrong", &[]))?;
    hashed(String::from_utf8_lossy(&line).trim())
}

/// Asks for a PIN twice; Enter means none. Without a terminal there is none either.
///
/// # Errors
/// It is no PIN, or not twice the same, or the person gave up; `went_back` for Esc.
pub(super) fn from_terminal(words: &Words) -> Result<Option<PinHash>, Objection> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let first = ask(words.get("setup.ask_pin"))?;
    if first.is_empty() {
        return Ok(None);
    }
    if !PinHash::may_be_of(&first) {
        return Err(unfit());
    }
    if ask(words.get("setup.ask_pin_again"))? != first {
        return Err(Objection::own("pin_differs", &[]));
    }
    hashed(&first)
}

fn hashed(typed: &str) -> Result<Option<PinHash>, Objection> {
    if typed.is_empty() {
        return Ok(None);
    }
    if !PinHash::may_be_of(typed) {
        return Err(unfit());
    }
    pin::hash(typed).map(Some).ok_or_else(|| Objection::own("no_random", &[]))
}

fn unfit() -> Objection {
    Objection::own("pin_unfit", &[("least", &PinHash::DIGITS_MIN), ("most", &PinHash::DIGITS_MAX)])
}

/// One line that is not shown. Keys are read one by one, so that Ctrl-C leaves the terminal as it was.
fn ask(prompt: &str) -> Result<String, Objection> {
    let before = tcgetattr(io::stdin()).map_err(|_| gave_up())?;
    let mut hidden = before.clone();
    hidden.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
    // Hidden before it is asked for: nothing that is typed at once may be shown.
    tcsetattr(io::stdin(), OptionalActions::Now, &hidden).map_err(|_| gave_up())?;
    let put_back = PutBack(before);
    let mut err = io::stderr();
    let _ = write!(err, "{prompt} ");
    let _ = err.flush();
    let typed = hidden_line();
    drop(put_back);
    let _ = writeln!(err);
    typed
}

fn hidden_line() -> Result<String, Objection> {
    let mut typed = Vec::new();
    let mut key = [0];
    loop {
        read(&mut key)?;
        match key[0] {
            b'\r' | b'\n' => return Ok(String::from_utf8_lossy(&typed).into_owned()),
            key if STOP.contains(&key) => return Err(gave_up()),
            ESC if more_of_the_key()? => {}
            ESC => return Err(Objection::own("went_back", &[])),
            key if ERASE.contains(&key) => {
                typed.pop();
            }
            key if typed.len() < PinHash::DIGITS_MAX + 1 => typed.push(key),
            _ => {}
        }
    }
}
