//! This process's own terminal: taken whole, and given back as it was, however the program ends.

use super::backend::{ENTER, LEAVE};
use std::backtrace::{Backtrace, BacktraceStatus};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::marker::PhantomData;
use std::os::fd::AsFd;
use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::time::Duration;

/// How long a terminal that takes no bytes may hold up the end of the program.
const LEAVE_PATIENCE: Duration = Duration::from_millis(500);

/// Messages of panics kept while a screen is up; more would only repeat them.
const MESSAGES_MAX: usize = 8;

/// The one thing in this process that there is only one of.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

static HOOK: Once = Once::new();

/// What is needed to give the terminal back.
struct Taken {
    output: File,
    /// What panics elsewhere had to say; written on the screen it would be in the way and then be lost.
    messages: Vec<String>,
}

/// The terminal, taken: raw mode, alternate screen. Gives it back when dropped.
///
/// It stays on the thread that took it, so that a panic there passes through here.
#[derive(Debug)]
pub struct Terminal {
    here: PhantomData<*const ()>,
}

impl Terminal {
    /// Takes the terminal. `None` when standard input or output is none.
    ///
    /// # Errors
    /// What the system says when it will not switch to raw mode or take the bytes.
    pub fn take() -> io::Result<Option<Self>> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(None);
        }
        HOOK.call_once(keep_panic_messages);
        let mut output = output()?;
        let terminal = Self { here: PhantomData };
        *taken() = Some(Taken { output: output.try_clone()?, messages: Vec::new() });
        crossterm::terminal::enable_raw_mode()?;
        output.write_all(ENTER)?;
        Ok(Some(terminal))
    }

    /// Columns and rows; 0 where the terminal does not know.
    pub fn size() -> (u16, u16) {
        crossterm::terminal::size().unwrap_or_default()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Standard input without the library's buffer, which would keep what it read ahead.
pub(super) fn input() -> io::Result<File> {
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// Standard output without the library's buffer and lock.
pub(super) fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Gives the terminal back, if it is taken: for a program that is about to end without unwinding. May be called
/// more than once.
pub fn give_back() {
    let Some(Taken { mut output, messages }) = taken().take() else { return };
    // a terminal that was stopped takes nothing; the program ends all the same
    let (done, wait) = mpsc::channel();
    let writer = std::thread::Builder::new().name("leave".to_owned()).spawn(move || {
        let _ = output.write_all(LEAVE);
        // before the messages, which need their line ends
        let _ = crossterm::terminal::disable_raw_mode();
        for message in messages {
            eprintln!("{message}");
        }
        let _ = done.send(());
    });
    if writer.is_err() || wait.recv_timeout(LEAVE_PATIENCE).is_err() {
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

fn taken() -> MutexGuard<'static, Option<Taken>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While the terminal is taken, what a panic says is kept until it is given back. A panic on the terminal's own
/// thread gives it back on its way out; one on another thread may be caught there, and the screen goes on.
fn keep_panic_messages() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A damaged keyed copy panics in its library; the store mends that and says so itself.
        if crate::store::panic_is_caught() {
            return;
        }
        let kept = taken().as_mut().map(|taken| {
            if taken.messages.len() < MESSAGES_MAX {
                let trace = Backtrace::capture();
                let trace =
                    if trace.status() == BacktraceStatus::Captured { format!("\n{trace}") } else { String::new() };
                taken.messages.push(format!("{panic}{trace}"));
            }
        });
        if kept.is_none() {
            usual(panic);
        }
    }));
}
