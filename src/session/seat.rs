//! One sitting of one person: arrivals to inputs, inputs to the app, the app's frames to the line.
//!
//! One frame is on its way at a time. While a slow terminal still takes it, nothing is drawn for that terminal; what
//! is drawn after is what is true then. So the latest frame wins, and a stalled person costs one buffer.

use super::backend::{MOUSE_OFF, MOUSE_ON};
use super::input::Decoder;
use super::pace::{Pace, Rhythm, moment};
use super::page::{Page, sensible};
use super::pen::Depth;
use super::{App, End, Ring, Wake};
use crate::engine::clock::Clock;
use crate::tui::input::Input;
use base64ct::{Base64, Encoding};
use ratatui::layout::Size;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::{Instant, sleep_until};

/// Arrivals handled before the next look at whether a frame is due: a flood of keys must not stop the screen.
const ARRIVALS_AT_ONCE: usize = 64;

/// Rings a terminal.
const BELL: u8 = 0x07;

/// Something that came down the line from a person's terminal.
#[derive(Debug)]
pub enum Arrival {
    /// Bytes of one read.
    Bytes(Vec<u8>),
    /// The terminal has a new size, in cells.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// Something was typed while the line was dead, and was not taken.
    Missed,
    /// The sitting is over.
    End(End),
}

/// The line to a person's terminal. Whoever has the terminal holds the other ends.
#[derive(Debug)]
pub struct Line {
    /// What comes from it. Closed: the terminal is gone.
    pub arrivals: Receiver<Arrival>,
    /// Frames for it, each to be written whole. Never more than one is on its way, so room for one is enough.
    pub frames: Sender<Vec<u8>>,
    /// Each frame's buffer comes back here when its bytes were taken. Closed: the terminal is gone.
    pub written: Receiver<Vec<u8>>,
}

/// What a sitting starts with.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The terminal's size, as it says; 0 where it does not know.
    pub size: (u16, u16),
    /// How many colours.
    pub depth: Depth,
    /// How often to draw.
    pub rhythm: Rhythm,
    /// How long the terminal may take nothing before the sitting ends; `None`: as long as it likes.
    pub stall_max: Option<Duration>,
}

/// What is known of a terminal during a sitting.
struct Seat {
    decoder: Decoder,
    page: Page,
    pace: Pace,
    /// When what the decoder waits for has not come.
    patience: Option<Instant>,
    /// When the frame that is on its way was sent.
    sent: Option<Instant>,
    /// The buffer for the next frame.
    spare: Vec<u8>,
    mouse: bool,
    stall_max: Option<Duration>,
}

/// Seats a person before `app` until one of them ends it. `clock` tells the centre's time.
pub async fn sit<A: App + ?Sized>(app: &mut A, line: &mut Line, wake: &Wake, clock: &Clock, terms: Terms) -> End {
    let mut seat = Seat::new(terms);
    loop {
        if app.wants_exit() {
            return End::Asked;
        }
        if seat.stalled(moment()) {
            return End::Stalled;
        }
        if let Some(frame) = seat.frame(app, clock)
            && line.frames.send(frame).await.is_err()
        {
            return End::Gone;
        }
        let alarm = seat.alarm();
        tokio::select! {
            biased;
            arrival = line.arrivals.recv() => {
                if let Err(end) = seat.arrived(arrival, app, line, clock) {
                    return end;
                }
            }
            written = line.written.recv() => match written {
                Some(buffer) => seat.written(buffer),
                None => return End::Gone,
            },
            ring = wake.rung() => {
                app.woken(clock.now());
                match ring {
                    Ring::Answer => seat.pace.input(moment()),
                    Ring::News => seat.pace.news(moment()),
                }
            }
            () = sleep_until(alarm.unwrap_or_else(moment)), if alarm.is_some() => seat.impatient(app, clock),
        }
    }
}

impl Seat {
    fn new(terms: Terms) -> Self {
        let size = sensible(terms.size.0, terms.size.1);
        Self {
            decoder: Decoder::default(),
            page: Page::new(size, terms.depth),
            pace: Pace::new(terms.rhythm, moment()),
            patience: None,
            sent: None,
            spare: Vec::new(),
            mouse: false,
            stall_max: terms.stall_max,
        }
    }

    fn arrived<A: App + ?Sized>(
        &mut self,
        first: Option<Arrival>,
        app: &mut A,
        line: &mut Line,
        clock: &Clock,
    ) -> Result<(), End> {
        let mut next = Some(first.ok_or(End::Gone)?);
        for _ in 0..ARRIVALS_AT_ONCE {
            let inputs = match next {
                None => break,
                Some(Arrival::End(end)) => return Err(end),
                Some(Arrival::Missed) => {
                    app.missed();
                    Vec::new()
                }
                Some(Arrival::Bytes(bytes)) => self.decoder.read(&bytes),
                Some(Arrival::Resize { cols, rows }) => self.resized(sensible(cols, rows)),
            };
            let now = clock.now();
            for input in inputs {
                app.input(input, now);
            }
            next = line.arrivals.try_recv().ok();
        }
        let now = moment();
        self.patience = self.decoder.patience().map(|patience| now + patience);
        self.pace.input(now);
        Ok(())
    }

    fn resized(&mut self, size: Size) -> Vec<Input> {
        if size == self.page.size() {
            return Vec::new();
        }
        self.page.resize(size);
        vec![Input::Resize { cols: size.width, rows: size.height }]
    }

    /// The frame to send now, if one is due, none is on its way and anything changed.
    fn frame<A: App + ?Sized>(&mut self, app: &mut A, clock: &Clock) -> Option<Vec<u8>> {
        let now = moment();
        if self.sent.is_some() || !self.pace.due(now) {
            return None;
        }
        let time = clock.now();
        let mut change = None;
        if app.take_repaint() {
            self.page.repaint();
        }
        let mut bytes = self.page.draw(std::mem::take(&mut self.spare), |frame| change = app.draw(frame, time));
        if self.mouse != app.wants_mouse() {
            self.mouse = !self.mouse;
            bytes.extend_from_slice(if self.mouse { MOUSE_ON } else { MOUSE_OFF });
        }
        if app.take_bell() {
            bytes.push(BELL);
        }
        if let Some(text) = app.take_copy() {
            bytes.extend_from_slice(&copy(&text));
        }
        // a text that should have changed already gets its next chance in a second, not at once and for ever
        let change = change.map(|at| clock.span(at.since(time).max(1).unsigned_abs()));
        self.pace.drawn(moment(), change);
        if bytes.is_empty() {
            self.spare = bytes;
            return None;
        }
        self.sent = Some(now);
        Some(bytes)
    }

    fn written(&mut self, buffer: Vec<u8>) {
        self.sent = None;
        self.spare = buffer;
    }

    fn stalled(&self, now: Instant) -> bool {
        self.stall().is_some_and(|limit| limit <= now)
    }

    fn stall(&self) -> Option<Instant> {
        Some(self.sent? + self.stall_max?)
    }

    /// When to look again though nothing arrived.
    fn alarm(&self) -> Option<Instant> {
        let frame = if self.sent.is_none() { self.pace.next() } else { None };
        [frame, self.patience, self.stall()].into_iter().flatten().min()
    }

    fn impatient<A: App + ?Sized>(&mut self, app: &mut A, clock: &Clock) {
        let now = moment();
        if self.patience.is_some_and(|patience| patience <= now) {
            self.patience = None;
            let inputs = self.decoder.flush();
            let time = clock.now();
            for input in inputs {
                app.input(input, time);
                self.pace.input(now);
            }
        }
    }
}

/// Puts `text` on the clipboard of whatever terminal reads this (OSC 52; terminals that do not know it show nothing).
fn copy(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", Base64::encode_string(text.as_bytes())).into_bytes()
}
