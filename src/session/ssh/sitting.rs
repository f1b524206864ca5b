//! One terminal over a channel: frames out as the other side takes them, the end told in every case.

use super::pulse::Pulse;
use super::{Admitted, FAILED, Hall, STOPPED, stopped};
use crate::domain::ids::CounterId;
use crate::domain::published::Published;
use crate::session::backend::{ENTER, LEAVE};
use crate::session::pace::Rhythm;
use crate::session::pen::Depth;
use crate::session::seat::{Arrival, Line, Terms, sit};
use crate::session::{End, Wake};
use crate::text::words::{Language, Words};
use russh::server::{Handle, Msg};
use russh::{ChannelWriteHalf, Disconnect};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, WeakSender, channel};
use tokio::sync::{oneshot, watch};

/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// What is known of a terminal when it is opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// Columns and rows.
    pub size: (u16, u16),
    /// How many colours.
    pub depth: Depth,
}

/// A side of a terminal in cells; whatever is claimed beyond is cut later to what is drawn on.
pub(super) fn cell(claimed: u32) -> u16 {
    u16::try_from(claimed).unwrap_or(u16::MAX)
}

/// Somebody who was admitted, at a terminal.
pub(super) struct Seat {
    pub hall: Arc<Hall>,
    pub who: Admitted,
    pub opening: Opening,
    /// Turns true when the hub stops.
    pub stopping: watch::Receiver<bool>,
    /// To end it for one who takes no goodbye.
    pub connection: Handle,
    /// Whether the line to it lives.
    pub pulse: Arc<Pulse>,
    /// Where what was missed is told.
    pub arrivals: WeakSender<Arrival>,
}

/// How a sitting ended.
enum Ended {
    Sat(End),
    /// The hub stops.
    Stopped,
    /// What let her in does so no longer; this counter was closed with it.
    ShutOut(Option<CounterId>),
}

/// Seats whoever was admitted until one side ends it, and closes the channel. `over` is dropped when all is said.
pub(super) async fn run(
    seat: Seat,
    arrivals: Receiver<Arrival>,
    out: ChannelWriteHalf<Msg>,
    over: oneshot::Sender<()>,
) {
    let (hall, connection) = (Arc::clone(&seat.hall), seat.connection.clone());
    let comes_again = seat.who.account.is_display() && seat.who.officer.is_some();
    let asked = seat.who.language;
    let out = Arc::new(out);
    let (frames, pending) = channel(1);
    let (returned, written) = channel(1);
    let writer = tokio::spawn(write_frames(Arc::clone(&out), pending, returned));
    let line = Line { arrivals, frames, written };
    // On a task of its own, so that a fault in the screens ends this sitting and no other.
    let seated = tokio::spawn(seat.until_the_end(line)).await;
    let goodbye = async {
        // The writer ends after the frame it is at.
        let _ = writer.await;
        let (ended, shown) = seated.map_or((None, None), |(ended, shown)| (Some(ended), shown));
        let language = shown.or(asked).unwrap_or(hall.hub.now_published().state.centre.language);
        say_goodbye(&out, ended, comes_again, &Words::of(language)).await
    };
    if !matches!(tokio::time::timeout(GOODBYE, goodbye).await, Ok(Ok(()))) {
        // Whoever takes nothing any more is let go all the same, with what was still on its way.
        let end = connection.disconnect(Disconnect::ByApplication, String::new(), String::new());
        let _ = tokio::time::timeout(GOODBYE, end).await;
    }
    drop(over);
}

/// Gives the terminal back, says what ended the sitting, and closes the channel.
async fn say_goodbye(
    out: &ChannelWriteHalf<Msg>,
    ended: Option<Ended>,
    comes_again: bool,
    words: &Words,
) -> Result<(), russh::Error> {
    let said = |key: &str| Some(words.get(key).to_owned());
    let (line, status) = match ended {
        // Somebody left a display that hangs there for ever: its launcher asks who is next.
        Some(Ended::Sat(End::Asked)) if comes_again => (said("session.left"), STOPPED.unsigned_abs()),
        Some(Ended::Sat(End::Asked)) => (said("session.left"), 0),
        // Not zero: a display that is kept on for ever connects again.
        Some(Ended::Stopped | Ended::Sat(End::Told)) => (said("session.hub_stopped"), STOPPED.unsigned_abs()),
        Some(Ended::ShutOut(None)) => (said("session.shut_out"), 1),
        Some(Ended::ShutOut(Some(counter))) => {
            (Some(words.fill("session.shut_out_counter", &[("counter", &counter.to_string())])), 1)
        }
        Some(Ended::Sat(End::Gone | End::Stalled)) => (None, 1),
        None => (said("session.screens_failed"), FAILED.unsigned_abs()),
    };
    let mut last = LEAVE.to_vec();
    if let Some(line) = line {
        last.extend_from_slice(line.as_bytes());
        last.extend_from_slice(b"\r\n");
    }
    out.data_bytes(last).await?;
    out.exit_status(status).await?;
    out.eof().await?;
    out.close().await
}

impl Seat {
    /// How it ended, and in which language it was.
    async fn until_the_end(mut self, mut line: Line) -> (Ended, Option<Language>) {
        if line.frames.send(ENTER.to_vec()).await.is_err() || line.written.recv().await.is_none() {
            return (Ended::Sat(End::Gone), None);
        }
        let wake = Wake::default();
        let mut app = (self.hall.screens)(&self.who, &wake);
        let rhythm = if self.who.account.is_display() { Rhythm::WALL } else { Rhythm::DESK };
        let Opening { size, depth } = self.opening;
        let terms = Terms { size, depth, rhythm, stall_max: Some(self.hall.patience.terminal) };
        let clock = self.hall.clock.clone();
        let missed = || {
            if let Some(arrivals) = self.arrivals.upgrade() {
                let _ = arrivals.try_send(Arrival::Missed);
            }
        };
        let ended = tokio::select! {
            end = sit(&mut *app, &mut line, &wake, &clock, terms) => Ended::Sat(end),
            () = self.pulse.beat(&self.connection, self.hall.patience.pulse, missed) => Ended::Sat(End::Gone),
            () = stopped(&mut self.stopping) => Ended::Stopped,
            () = self.who.shut_out(self.hall.hub.published()) => Ended::ShutOut(None),
        };
        let ended = match ended {
            Ended::ShutOut(_) => {
                let officer = self.who.officer.as_ref().map(|officer| officer.id);
                self.hall.pins.log().shut_out(self.who.place, self.who.account, officer);
                Ended::ShutOut(app.shown_out())
            }
            ended => ended,
        };
        (ended, app.language())
    }
}

impl Admitted {
    /// Returns when what let her in does so no longer.
    async fn shut_out(&self, mut published: watch::Receiver<Arc<Published>>) {
        // An error is the hub gone, of which the sitting hears otherwise.
        if published.wait_for(|seen| !self.still_may(seen)).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Each frame is given up only when the other side's window has taken it, so no more than one is ever kept.
async fn write_frames(out: Arc<ChannelWriteHalf<Msg>>, mut pending: Receiver<Vec<u8>>, returned: Sender<Vec<u8>>) {
    while let Some(frame) = pending.recv().await {
        if out.data_bytes(frame).await.is_err() || returned.send(Vec::new()).await.is_err() {
            return;
        }
    }
}
