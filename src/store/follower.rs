//! The keyed copy follows the logs, on a thread of its own: no answer waits for sled.
//!
//! It takes what was made durable in order and keeps the state from time to time. Unless a reader asks it lets some
//! milliseconds of batches come together: sled writing to the same disk at the same moment is what a save waits for. When it missed something, it reads that from the logs; when the keyed copy fails, it makes it anew.

use super::applied::Applied;
use super::error::StoreError;
use super::journal::record;
use super::keyed::Keyed;
use super::options::Options;
use super::replay::bring_up;
use super::rows::Indexer;
use super::second::Packs;
use super::shared::{Shared, Slot, rebuild};
use super::snapshot;
use crate::domain::event::Recorded;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Events after which the state is kept again.
const SNAPSHOT_EVENTS: u64 = 20_000;
/// Seconds after which it is kept again, if something worth it happened: fewer events than [`SNAPSHOT_LEAST`] are
/// replayed sooner than a snapshot is written.
const SNAPSHOT_S: i64 = 600;
const SNAPSHOT_LEAST: u64 = 1000;
/// Seconds after which a rebuild that did not help is tried again.
const REBUILD_S: i64 = 60;
/// Batches that may wait; those beyond are read from the logs.
const WAITING: usize = 1024;
/// Batches put into the keyed copy at once.
const AT_ONCE: usize = 64;

/// How long batches come together when nobody asks for them.
const CALM: Duration = Duration::from_millis(10);

/// A batch that was made durable.
#[derive(Debug)]
pub struct Job {
    /// Its events.
    pub events: Vec<Recorded>,
    /// Its record in the journal.
    pub raw: Vec<u8>,
    /// Its people's record in the vault.
    pub vaulted: Option<Vec<u8>>,
}

/// The thread, seen from the writer.
#[derive(Debug)]
pub struct Follower {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<State>>,
}

impl Follower {
    /// Starts the thread where the keyed copy and `state` stand.
    ///
    /// # Errors
    /// The system's error.
    pub fn start(shared: Arc<Shared>, options: Options, state: State) -> Result<Self, StoreError> {
        let (jobs, queue) = sync_channel(WAITING);
        let root = shared.root.clone();
        let kept = (state.seq, state.at);
        let work = Work { shared, options, state, kept, made_anew: None, packs: Packs::default() };
        let thread = thread::Builder::new().name("store-keyed".to_owned()).spawn(move || work.run(&queue));
        let thread = thread.map_err(|error: io::Error| StoreError::io(&root, error))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// No thread: where nothing is ever saved.
    pub fn none() -> Self {
        Self { jobs: None, thread: None }
    }

    /// Hands over what was made durable; never waits.
    pub fn hand(&self, shared: &Shared, job: Job) {
        let taken = self.jobs.as_ref().is_some_and(|jobs| jobs.try_send(job).is_ok());
        if !taken {
            shared.progress().missed = true;
        }
    }

    /// Waits until everything handed over is done, ends the thread, and answers the state it had reached.
    pub fn stop(&mut self) -> Option<State> {
        self.jobs = None;
        // A panic there has been told by the panic hook; the logs do not depend on it.
        self.thread.take().and_then(|thread| thread.join().ok())
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Work {
    shared: Arc<Shared>,
    options: Options,
    /// The state after the last event in the keyed copy.
    state: State,
    kept: (u64, Timestamp),
    made_anew: Option<Timestamp>,
    packs: Packs,
}

impl Work {
    fn run(mut self, queue: &Receiver<Job>) -> State {
        let mut full = false;
        while let Ok(first) = queue.recv() {
            if !full {
                self.shared.until_asked(CALM);
            }
            let jobs: Vec<Job> = std::iter::once(first).chain(queue.try_iter()).take(AT_ONCE).collect();
            full = jobs.len() == AT_ONCE;
            let at = jobs.last().and_then(|job| job.events.last()).map_or(self.state.at, |event| event.at);
            match self.follow(&jobs) {
                // The files were changed under the program: the keyed copy may be all that is left of ours.
                Err(StoreError::Another { .. }) => {}
                Err(_) => self.make_anew(at),
                Ok(()) => {
                    // One that fails shows in the keyed copy, which is then made anew.
                    let _ = self.keep_if_due();
                }
            }
            self.shared.reached(self.state.seq + 1);
        }
        self.state
    }

    fn follow(&mut self, jobs: &[Job]) -> Result<(), StoreError> {
        let shared = Arc::clone(&self.shared);
        // Before the slot: nobody may wait for this one while holding that one.
        let missed = std::mem::take(&mut shared.progress().missed);
        let slot = shared.slot();
        let Slot::Open(keyed) = &*slot else { return Err(StoreError::Keyed("not open".to_owned())) };
        if keyed.has_failed() {
            return Err(StoreError::Keyed("failed".to_owned()));
        }
        let applied = Applied::of(keyed)?;
        // Put back only when all went well: after a failure, what stands alone stays so.
        let mut packs = std::mem::take(&mut self.packs).after(&applied.vault_head);
        let mut indexer = Indexer::new(keyed, applied, &mut packs);
        for job in jobs {
            if missed || self.state.seq + 1 != indexer.applied().next || !index(&mut indexer, job, &mut self.state)? {
                return self.catch_up(keyed);
            }
        }
        indexer.put()?;
        self.packs = packs;
        Ok(())
    }

    /// Reads from the logs what was missed.
    fn catch_up(&mut self, keyed: &Keyed) -> Result<(), StoreError> {
        let state = bring_up(keyed, &self.shared.journal(), &self.shared.vault(), &mut |_| {})?;
        self.state = state.ok_or_else(|| StoreError::Keyed("differs from the journal".to_owned()))?;
        Ok(())
    }

    fn keep_if_due(&mut self) -> Result<(), StoreError> {
        let (seq, at) = self.kept;
        let new = self.state.seq.saturating_sub(seq);
        if new < SNAPSHOT_LEAST || (new < SNAPSHOT_EVENTS && self.state.at.since(at) < SNAPSHOT_S) {
            return Ok(());
        }
        self.kept = (self.state.seq, self.state.at);
        self.shared.with_now(|keyed| {
            snapshot::keep(keyed, &self.state, Applied::of(keyed)?.head)?;
            keyed.sync()
        })
    }

    /// Makes the keyed copy anew up to what is durable now; what comes meanwhile is caught up with afterwards.
    fn make_anew(&mut self, at: Timestamp) {
        if self.made_anew.is_some_and(|last| at.since(last) < REBUILD_S) {
            return;
        }
        self.made_anew = Some(at);
        self.packs = Packs::default();
        let shared = Arc::clone(&self.shared);
        let _making = shared.making.lock().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *shared.slot_mut(), Slot::Closed("rebuilding".to_owned()));
        if let Slot::Open(keyed) = old {
            // It has failed already; what it still holds is in the logs.
            let _ = keyed.close();
        }
        let made = rebuild(&shared.root, &self.options, &shared.journal(), &shared.vault(), &mut |_| {});
        *shared.slot_mut() = match made {
            Ok((keyed, state)) => {
                self.state = state;
                Slot::Open(keyed)
            }
            Err(error) => Slot::none(&error),
        };
    }
}

/// Takes one batch; answers `false`, with nothing taken, when it is not the one that comes next.
fn index(indexer: &mut Indexer<'_>, job: &Job, state: &mut State) -> Result<bool, StoreError> {
    let Ok(journal) = record::parse(&job.raw) else { return Ok(false) };
    let vault = job.vaulted.as_deref().and_then(|raw| record::parse(raw).ok());
    let applied = indexer.applied();
    if applied.next != journal.first_seq || vault.is_some_and(|vault| vault.first_seq != applied.vault_next) {
        return Ok(false);
    }
    if let Some(vault) = vault {
        indexer.vault_record(vault.first_seq, vault.count, vault.raw, vault.body, vault.hash)?;
    }
    for event in &job.events {
        let before = state.clone();
        state.apply(event);
        indexer.event(&before, event, state)?;
    }
    indexer.journal_record(journal.first_seq, journal.count, journal.raw, journal.hash);
    Ok(true)
}
