//! One terminal over a channel: frames out as the other side takes them, the end told in every case.

use super::{Admitted, Hall, stopped};
use crate::domain::published::Published;
use crate::session::backend::{ENTER, LEAVE};
use crate::session::pace::Rhythm;
use crate::session::pen::Depth;
use crate::session::seat::{Arrival, Line, Terms, sit};
use crate::session::{End, Wake};
use crate::text::words::Words;
use russh::ChannelWriteHalf;
use russh::server::Msg;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::watch;

/// How long a terminal may take nothing.
const STALL_MAX: Duration = Duration::from_mins(1);
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);
/// Exit status when the hub stopped (`EX_TEMPFAIL`).
const AGAIN: u32 = 75;
/// Exit status when the screens failed (`EX_SOFTWARE`).
const FAILED: u32 = 70;

/// What is known of a terminal when it is opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// Columns and rows.
    pub size: (u16, u16),
    /// How many colours.
    pub depth: Depth,
}

/// Somebody who was admitted, at a terminal.
pub(super) struct Seat {
    pub hall: Arc<Hall>,
    pub who: Admitted,
    pub opening: Opening,
    /// Turns true when the hub stops.
    pub stopping: watch::Receiver<bool>,
}

/// Seats whoever was admitted until one side ends it, and closes the channel.
pub(super) async fn run(seat: Seat, arrivals: Receiver<Arrival>, out: ChannelWriteHalf<Msg>) {
    let hall = Arc::clone(&seat.hall);
    let out = Arc::new(out);
    if out.data_bytes(ENTER).await.is_err() {
        return;
    }
    let (frames, pending) = channel(1);
    let (returned, written) = channel(1);
    let writer = tokio::spawn(write_frames(Arc::clone(&out), pending, returned));
    let line = Line { arrivals, frames, written };
    // On a task of its own, so that a fault in the screens ends this sitting and no other.
    let seated = tokio::spawn(seat.until_the_end(line)).await;
    let goodbye = async {
        // The writer ends after the frame it is at.
        let _ = writer.await;
        let words = Words::of(hall.hub.now_published().state.centre.language);
        let (key, status) = match seated {
            Ok(End::Asked) => (None, 0),
            // Not zero: a display that is kept on for ever connects again.
            Ok(End::Told) => (Some("session.hub_stopped"), AGAIN),
            Ok(End::Gone | End::Stalled) => (None, 1),
            Err(_) => (Some("session.screens_failed"), FAILED),
        };
        let mut last = LEAVE.to_vec();
        if let Some(key) = key {
            last.extend_from_slice(words.get(key).as_bytes());
            last.extend_from_slice(b"\r\n");
        }
        let _ = out.data_bytes(last).await;
        let _ = out.exit_status(status).await;
        let _ = out.eof().await;
        let _ = out.close().await;
    };
    let _ = tokio::time::timeout(GOODBYE, goodbye).await;
}

impl Seat {
    async fn until_the_end(mut self, mut line: Line) -> End {
        let wake = Wake::default();
        let mut app = (self.hall.screens)(&self.who, &wake);
        let rhythm = if self.who.account.is_display() { Rhythm::WALL } else { Rhythm::DESK };
        let Opening { size, depth } = self.opening;
        let terms = Terms { size, depth, rhythm, stall_max: Some(STALL_MAX) };
        let clock = self.hall.clock.clone();
        tokio::select! {
            end = sit(&mut *app, &mut line, &wake, move || clock.now(), terms) => end,
            () = stopped(&mut self.stopping) => End::Told,
            () = self.who.shut_out(self.hall.hub.published()) => End::Gone,
        }
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
