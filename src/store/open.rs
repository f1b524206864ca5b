//! Opening: which copy is followed, and who may write.

use super::error::{Damage, StoreError};
use super::files::Files;
use super::follower::Follower;
use super::journal::Log;
use super::journal::segment::Kind;
use super::lock::Lock;
use super::options::{Options, Progress};
use super::patrol::Patrol;
use super::reader::Reader;
use super::replay::Durable;
use super::shared::{BEFORE, Ends, JOURNAL, SLED, Shared, Slot, open_keyed};
use super::standing::Copier;
use super::{people, replay, version};
use crate::domain::state::State;
use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError};

/// A keyed copy up to this size is copied before it is opened after an unclean stop; a larger one only when a log is in
/// doubt, because copying takes seconds and the logs have everything.
const COPY_BYTES: u64 = 64 << 20;

/// An open store, and the only one that writes it.
#[derive(Debug)]
pub struct Store {
    pub(super) options: Options,
    pub(super) files: Arc<dyn Files>,
    pub(super) journal: Log,
    pub(super) vault: Log,
    pub(super) shared: Arc<Shared>,
    pub(super) follower: Follower,
    pub(super) copier: Option<Copier>,
    pub(super) patrol: Option<Patrol>,
    pub(super) lock: Option<Lock>,
}

impl Store {
    /// Opens the store in `dir`, or makes one there, and answers the state after its last event.
    ///
    /// Reads the end of the logs only, unless the keyed copy must be made anew; `progress` then hears how far it is.
    ///
    /// # Errors
    /// [`StoreError::Locked`]; damage, which [`repair`](super::repair()) mends; [`StoreError::Newer`]; the system's error.
    pub fn open(
        dir: &Path,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, State), StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, error))?;
        let lock = Lock::take(dir, &options.name, options.now)?;
        let files = Arc::clone(&options.files);
        let version = version::read(&*files, dir)?;
        people::settle(&*files, dir)?;
        let mut journal = Log::look(Arc::clone(&files), &dir.join(JOURNAL), Kind::Journal, options.segment_bytes)?;
        let mut vault = Log::look(Arc::clone(&files), &dir.join(people::DIR), Kind::People, options.segment_bytes)?;
        check_version(dir, version, &journal, &vault)?;
        if lock.was_dirty() {
            // Only a help in case of need; a full disk must not keep anybody from opening.
            let _ = copy_before(dir, journal.torn() || vault.torn());
        }
        let ends = [
            Durable { view: journal.view(), head: journal.head() },
            Durable { view: vault.view(), head: vault.head() },
        ];
        let (slot, state) = match open_keyed(dir, options, &ends[0], &ends[1], progress) {
            Ok((keyed, state)) => (Slot::Open(keyed), state),
            // On a full disk the counters must still see where they are; it is made anew when there is room.
            Err(error @ (StoreError::Keyed(_) | StoreError::DiskFull { .. })) => {
                (Slot::none(&error), replay::state_alone(&ends[0], progress)?)
            }
            Err(error) => return Err(error),
        };
        journal.ready()?;
        vault.ready()?;
        version::write(&*files, dir)?;
        let closed = !matches!(slot, Slot::Open(_));
        let shared = Arc::new(Shared::new(dir, Arc::clone(&files), slot, Ends::of(&journal, &vault)));
        if closed {
            shared.remember_people()?;
        }
        let follower = Follower::start(Arc::clone(&shared), options.clone(), state.clone())?;
        let copier = Copier::start(&shared, options.second_place.as_ref())?;
        let patrol = Patrol::start(&shared, options.patrol)?;
        let options = options.clone();
        let store = Self { options, files, journal, vault, shared, follower, copier, patrol, lock: Some(lock) };
        Ok((store, state))
    }

    /// A reader for any thread.
    pub fn reader(&self) -> Reader {
        Reader(Arc::clone(&self.shared))
    }

    /// Says in the lock's note who holds the store, such as the centre's name.
    ///
    /// # Errors
    /// The system's error.
    pub fn describe(&mut self, name: &str) -> Result<(), StoreError> {
        self.lock.as_mut().map_or(Ok(()), |lock| lock.describe(name))
    }

    /// Whether everything is still to be read for the first time in the background.
    pub fn is_checking(&self) -> bool {
        self.patrol.is_some() && !self.shared.patrolled.lock().unwrap_or_else(PoisonError::into_inner).round
    }

    /// Whether there is room to write; costs one call to the system.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`]; [`StoreError::ReadOnly`].
    pub fn check_room(&self) -> Result<(), StoreError> {
        if self.shared.read_only {
            return Err(StoreError::ReadOnly { path: self.shared.root.clone() });
        }
        self.options.guard(&self.shared.root)
    }
}

pub(super) fn check_version(dir: &Path, version: Option<u32>, journal: &Log, vault: &Log) -> Result<(), StoreError> {
    let begun = journal.next_seq() > 1 || vault.next_seq() > 1;
    match version {
        None if begun => Err(StoreError::damaged(&dir.join(version::FILE), 0, Damage::Missing)),
        Some(_) if !journal.exists() => Err(StoreError::damaged(journal.tail_path(), 0, Damage::Missing)),
        Some(_) if !vault.exists() => Err(StoreError::damaged(vault.tail_path(), 0, Damage::Missing)),
        _ => Ok(()),
    }
}

/// Copies the keyed copy as an unclean stop left it: opening it changes its files, and should a log turn out to be
/// damaged, this may be the better second copy.
fn copy_before(dir: &Path, doubt: bool) -> Result<(), StoreError> {
    let (from, to) = (dir.join(SLED), dir.join(BEFORE));
    let io = |error| StoreError::io(&to, error);
    let Ok(found) = fs::read_dir(&from) else { return Ok(()) };
    let files: Vec<_> = found.flatten().filter(|entry| entry.path().is_file()).collect();
    let bytes: u64 = files.iter().filter_map(|entry| Some(entry.metadata().ok()?.len())).sum();
    if bytes > COPY_BYTES && !doubt {
        return Ok(());
    }
    if to.exists() {
        fs::remove_dir_all(&to).map_err(io)?;
    }
    fs::create_dir_all(&to).map_err(io)?;
    for entry in files {
        fs::copy(entry.path(), to.join(entry.file_name())).map_err(io)?;
    }
    Ok(())
}
