//! Whether this process stood still: it was stopped, or its PC slept.
//!
//! A fact of the process, noted by one task for all terminals.

use crate::session::pace::uptime;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// How often it is noted that this process runs.
const TICK: Duration = Duration::from_secs(1);
/// Noted no longer than so long ago, it has run all the time; a busy PC may be late.
const STILL: Duration = Duration::from_secs(4);

/// How often this process stood still since it began to watch.
#[derive(Debug)]
pub(super) struct Standstill {
    /// When it was noted last that this process runs.
    ran: Mutex<Duration>,
    times: watch::Sender<u32>,
}

impl Default for Standstill {
    fn default() -> Self {
        Self { ran: Mutex::new(uptime()), times: watch::Sender::new(0) }
    }
}

impl Standstill {
    /// How often up to this very moment: what waits may be read before the task that watches runs again.
    pub(super) fn times(&self) -> u32 {
        let now = uptime();
        let mut ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        if now.saturating_sub(*ran) > STILL {
            *ran = now;
            self.times.send_modify(|times| *times = times.wrapping_add(1));
        }
        *self.times.borrow()
    }

    /// Changes each time.
    pub(super) fn news(&self) -> watch::Receiver<u32> {
        self.times.subscribe()
    }

    /// Notes for ever that this process runs.
    pub(super) async fn watch(&self) {
        loop {
            self.times();
            *self.ran.lock().unwrap_or_else(PoisonError::into_inner) = uptime();
            sleep(TICK).await;
        }
    }
}
