//! Work that the writer hands to another thread: snapshots, a rebuild of the keyed copy, copies to the second place.

use super::error::StoreError;
use super::options::Options;
use super::shared::{Shared, Slot, rebuild};
use super::{snapshot, standing};
use crate::domain::state::State;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};

/// Something to be done beside the writer.
#[derive(Debug)]
pub enum Job {
    /// Keep this state, whose last event has this link.
    Snapshot(Box<State>, [u8; 32]),
    /// Make the keyed copy anew.
    Rebuild,
    /// Copy what was sealed to the second place.
    CopySealed,
}

/// The thread that does it.
#[derive(Debug)]
pub struct Background {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system's error.
    pub fn start(shared: Arc<Shared>, options: Options) -> Result<Self, StoreError> {
        let (jobs, queue) = sync_channel(16);
        let root = shared.root.clone();
        let run = move || work(&shared, &options, &queue);
        let thread = thread::Builder::new().name("store".to_owned()).spawn(run);
        let thread = thread.map_err(|error: io::Error| StoreError::io(&root, error))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands over a job; answers whether it was taken. All of them come again later when it was not.
    pub fn hand(&self, job: Job) -> bool {
        let Some(jobs) = &self.jobs else { return false };
        match jobs.try_send(job) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }

    /// Waits until all jobs are done and ends the thread.
    pub fn stop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been told by the panic hook; the logs do not depend on it.
            let _ = thread.join();
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop();
    }
}

fn work(shared: &Shared, options: &Options, queue: &Receiver<Job>) {
    for job in queue {
        match job {
            // A failure shows in the keyed copy, which is then made anew.
            Job::Snapshot(state, head) => {
                let _ = shared.with(|keyed| {
                    snapshot::keep(keyed, &state, head)?;
                    keyed.sync()
                });
            }
            Job::Rebuild => make_anew(shared, options),
            Job::CopySealed => {
                if let Some(place) = &options.second_place {
                    let outcome = standing::copy(shared, place, false);
                    *shared.standing.lock().unwrap_or_else(PoisonError::into_inner) = outcome.err();
                }
            }
        }
    }
}

/// Makes the keyed copy anew up to what is durable now; the writer brings it up over what comes meanwhile.
fn make_anew(shared: &Shared, options: &Options) {
    let _making = shared.making.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(&*shared.slot(), Slot::Open(keyed) if !keyed.has_failed()) {
        return;
    }
    let old = std::mem::replace(&mut *shared.slot_mut(), Slot::Closed("rebuilding".to_owned()));
    if let Slot::Open(keyed) = old {
        // It has failed already; what it still holds is in the logs.
        let _ = keyed.close();
    }
    let made = rebuild(&shared.root, options, &shared.journal(), &shared.vault(), &mut |_| {});
    *shared.slot_mut() = match made {
        Ok((keyed, _)) => Slot::Open(keyed),
        Err(error) => Slot::Closed(error.to_string()),
    };
}
