//! The patrol: both logs are read from their first byte in the background, so that damage in what nobody reads any more
//! is found while there is still a second copy of it. Opening reads the last segments only.

use super::error::StoreError;
use super::replay::Durable;
use super::shared::Shared;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Bytes that are read before others get the disk and the processor again, and for how long.
const STRETCH: usize = 1 << 20;
const REST: Duration = Duration::from_millis(20);
/// After which it begins again.
const AGAIN: Duration = Duration::from_hours(24);

/// What the patrol has to say.
#[derive(Clone, Debug, Default)]
pub struct Patrolled {
    /// Whether it has been round once.
    pub round: bool,
    /// What it found at its last round.
    pub damage: Option<Arc<StoreError>>,
}

/// The thread, seen from the writer.
#[derive(Debug)]
pub struct Patrol {
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Patrol {
    /// Starts the thread; it first waits for `delay`, if there is to be a patrol at all.
    ///
    /// # Errors
    /// The system's error.
    pub fn start(shared: &Arc<Shared>, delay: Option<Duration>) -> Result<Option<Self>, StoreError> {
        let Some(mut wait) = delay else { return Ok(None) };
        let (stop, stopped) = sync_channel(0);
        let own = Arc::clone(shared);
        let run = move || {
            while !is_stopped(&stopped, wait) {
                let Some(found) = round(&own, &stopped) else { return };
                let said = Patrolled { round: true, damage: found.err().map(Arc::new) };
                *own.patrolled.lock().unwrap_or_else(PoisonError::into_inner) = said;
                wait = AGAIN;
            }
        };
        let thread = thread::Builder::new().name("store-patrol".to_owned()).spawn(run);
        let thread = thread.map_err(|error: io::Error| StoreError::io(&shared.root, error))?;
        Ok(Some(Self { stop: Some(stop), thread: Some(thread) }))
    }
}

impl Drop for Patrol {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been told by the panic hook.
            let _ = thread.join();
        }
    }
}

/// Waits, and answers whether the store was closed meanwhile.
fn is_stopped(stopped: &Receiver<()>, wait: Duration) -> bool {
    !matches!(stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout))
}

/// One round; `None` when it was broken off.
fn round(shared: &Shared, stopped: &Receiver<()>) -> Option<Result<(), StoreError>> {
    let mut rest = || !is_stopped(stopped, REST);
    let mut vault = walk(&shared.vault(), &mut rest)?;
    if vault.is_err() {
        // The vault may have been written anew under its reader; nobody can do so while this is held.
        let _making = shared.making.lock().unwrap_or_else(PoisonError::into_inner);
        vault = walk(&shared.vault(), &mut || true)?;
    }
    if vault.is_err() { Some(vault) } else { walk(&shared.journal(), &mut rest) }
}

/// Reads a log to its end; `None` when `rest` answered that it should not.
fn walk(log: &Durable, rest: &mut dyn FnMut() -> bool) -> Option<Result<(), StoreError>> {
    let (mut stretch, mut on, mut link) = (0, true, [0; 32]);
    let read = log.view.visit(1, |record, _| {
        link = record.hash;
        stretch += record.raw.len();
        if stretch >= STRETCH {
            stretch = 0;
            on = rest();
        }
        Ok(on)
    });
    on.then(|| read.and_then(|()| log.check_end(&link)))
}
