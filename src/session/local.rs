//! A person at this computer's own terminal.

use super::pace::Rhythm;
use super::pen::Depth;
use super::seat::{Arrival, Line, Terms, sit};
use super::terminal::{self, Terminal};
use super::{App, End, Wake};
use crate::engine::clock::Clock;
use crate::text::words::Sentence;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::time::Duration;
use thiserror::Error;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Most bytes of one read.
const READ_BYTES_MAX: usize = 8 * 1024;

/// How long a frame that is on its way may hold up leaving.
const LAST_FRAME_PATIENCE: Duration = Duration::from_millis(300);

/// Why nobody could sit down at this computer's terminal.
#[derive(Debug, Error)]
pub enum LocalError {
    /// Standard input or output is a file or a pipe.
    #[error("standard input or output is no terminal")]
    NoTerminal,
    /// The system would not let us have the terminal.
    #[error("terminal: {0}")]
    System(#[from] io::Error),
}

impl Sentence for LocalError {
    fn key(&self) -> &'static str {
        match self {
            Self::NoTerminal => "session.no_terminal",
            Self::System(_) => "session.terminal_failed",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoTerminal => Vec::new(),
            Self::System(error) => vec![("error", error.to_string())],
        }
    }
}

/// Seats the person at this computer's terminal before `app`. `clock` tells the centre's time.
///
/// Meant for the last thing a process does at its terminal: the thread that reads the keyboard ends only with the
/// next key or the process, and the signals to stop stay caught.
///
/// # Errors
/// When there is no terminal, or it cannot be had. It is given back whatever happens, a panic of `app` included.
pub async fn sit_here<A: App + ?Sized>(
    app: &mut A,
    wake: &Wake,
    clock: &Clock,
    rhythm: Rhythm,
) -> Result<End, LocalError> {
    let (told, arrivals) = channel(16);
    let (frames, pending) = channel(1);
    let (returned, written) = channel(1);
    let signals = Signals::catch()?;
    let terminal = Terminal::take()?.ok_or(LocalError::NoTerminal)?;
    let keyboard = terminal::input()?;
    let screen = terminal::output()?;
    let keys = told.clone();
    thread("keyboard", move || read_keyboard(keyboard, &keys))?;
    thread("screen", move || write_frames(screen, pending, &returned))?;
    let watcher = tokio::spawn(signals.tell(told));
    let terms = Terms { size: Terminal::size(), depth: depth(), rhythm, stall_max: None };
    let mut line = Line { arrivals, frames, written };
    let end = sit(app, &mut line, wake, clock, terms).await;
    watcher.abort();
    let Line { frames, mut written, .. } = line;
    drop(frames);
    // the writer ends after the frame it is at, unless the terminal takes nothing
    let _ = tokio::time::timeout(LAST_FRAME_PATIENCE, async { while written.recv().await.is_some() {} }).await;
    drop(terminal);
    Ok(end)
}

/// What this terminal's environment says about colours.
fn depth() -> Depth {
    Depth::of(std::env::var("NO_COLOR").ok().as_deref(), std::env::var("TERM").ok().as_deref())
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

fn read_keyboard(mut keyboard: File, told: &Sender<Arrival>) {
    let mut bytes = vec![0; READ_BYTES_MAX];
    loop {
        let arrival = match keyboard.read(&mut bytes) {
            Ok(0) => Arrival::End(End::Gone),
            Ok(count) => Arrival::Bytes(bytes[..count].to_vec()),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => Arrival::End(End::Gone),
        };
        let last = matches!(arrival, Arrival::End(_));
        if told.blocking_send(arrival).is_err() || last {
            return;
        }
    }
}

fn write_frames(mut screen: File, mut pending: Receiver<Vec<u8>>, returned: &Sender<Vec<u8>>) {
    while let Some(frame) = pending.blocking_recv() {
        if screen.write_all(&frame).is_err() || returned.blocking_send(frame).is_err() {
            return;
        }
    }
}

/// The signals that mean something to a person at a terminal.
struct Signals {
    resize: tokio::signal::unix::Signal,
    hangup: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    quit: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self {
            resize: signal(SignalKind::window_change())?,
            hangup: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn tell(mut self, told: Sender<Arrival>) {
        loop {
            let arrival = tokio::select! {
                _ = self.resize.recv() => {
                    let (cols, rows) = Terminal::size();
                    Arrival::Resize { cols, rows }
                }
                _ = self.hangup.recv() => Arrival::End(End::Gone),
                _ = self.interrupt.recv() => Arrival::End(End::Told),
                _ = self.quit.recv() => Arrival::End(End::Told),
                _ = self.terminate.recv() => Arrival::End(End::Told),
            };
            if told.send(arrival).await.is_err() {
                return;
            }
        }
    }
}
