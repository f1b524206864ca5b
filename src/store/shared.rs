//! What the writer and the readers of a store have in common.

use super::error::StoreError;
use super::files::{DiskFiles, Files};
use super::journal::Log;
use super::journal::segment::Kind;
use super::journal::view::View;
use super::judge;
use super::keyed::Keyed;
use super::options::{Options, Progress};
use super::patrol::Patrolled;
use super::people::{self, Said};
use super::replay::{Durable, bring_up};
use super::snapshot;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::state::State;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

/// Name of the journal's directory.
pub const JOURNAL: &str = "journal";
/// Name of the keyed copy's directory.
pub const SLED: &str = "sled";
/// The folder of saved papers of dossiers, unless another is named.
pub const PAPERS: &str = "papers";
/// Name of the copy of the keyed copy as a process left it that did not stop cleanly.
pub const BEFORE: &str = "sled.before";

/// The keyed copy, or why there is none just now.
#[derive(Debug)]
pub enum Slot {
    /// In use.
    Open(Keyed),
    /// Being made anew, or failed.
    Closed(String),
    /// There is no room to make it anew: bytes free, and bytes kept back.
    NoRoom(u64, u64),
}

impl Slot {
    /// None, because of this.
    pub fn none(error: &StoreError) -> Self {
        match error {
            StoreError::DiskFull { free, floor } => Self::NoRoom(*free, *floor),
            other => Self::Closed(other.to_string()),
        }
    }
}

/// Where both logs durably end.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// The journal's next number and last link.
    pub journal: (u64, [u8; 32]),
    /// The vault's next number and last link.
    pub vault: (u64, [u8; 32]),
}

impl Ends {
    /// Where these logs end.
    pub fn of(journal: &Log, vault: &Log) -> Self {
        Self { journal: (journal.next_seq(), journal.head()), vault: (vault.next_seq(), vault.head()) }
    }
}

/// How far the keyed copy has followed.
#[derive(Clone, Copy, Debug)]
pub struct Following {
    /// The journal's number after the last that is in it.
    pub next: u64,
    /// Whether something was not handed over and must be read from the logs.
    pub missed: bool,
    /// Whether a reader waits for it.
    pub asked: bool,
}

/// How long a reader waits for the keyed copy to follow what was durable when it asked; it reads what is there then.
const PATIENCE: Duration = Duration::from_secs(5);

/// What writer, readers and the background have in common.
#[derive(Debug)]
pub struct Shared {
    /// The data directory.
    pub root: PathBuf,
    /// The disk.
    pub files: Arc<dyn Files>,
    slot: RwLock<Slot>,
    ends: Mutex<Ends>,
    progress: Mutex<Following>,
    followed: Condvar,
    asked: Condvar,
    /// Held by whoever makes the keyed copy anew.
    pub making: Mutex<()>,
    /// Held by whoever copies to the second place: the background and somebody who asks must not write one file at once.
    pub copying: Mutex<()>,
    /// Why the last copy to the second place failed, if it did.
    pub standing: Mutex<Option<Arc<StoreError>>>,
    /// What was found by reading everything in the background.
    pub patrolled: Mutex<Patrolled>,
    /// Whether the data directory is only looked at.
    pub read_only: bool,
    /// The people, where the keyed copy could not be opened; forgotten when somebody is erased.
    pub people: Mutex<Option<BTreeMap<PersonId, Person>>>,
}

impl Shared {
    /// Around a keyed copy.
    pub fn new(root: &Path, files: Arc<dyn Files>, slot: Slot, ends: Ends) -> Self {
        Self {
            root: root.to_owned(),
            files,
            slot: RwLock::new(slot),
            ends: Mutex::new(ends),
            progress: Mutex::new(Following { next: ends.journal.0, missed: false, asked: false }),
            followed: Condvar::new(),
            asked: Condvar::new(),
            making: Mutex::new(()),
            copying: Mutex::new(()),
            standing: Mutex::new(None),
            patrolled: Mutex::default(),
            read_only: false,
            people: Mutex::default(),
        }
    }

    /// The keyed copy, to read and write rows.
    pub fn slot(&self) -> RwLockReadGuard<'_, Slot> {
        self.slot.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keyed copy, to put another in its place.
    pub fn slot_mut(&self) -> RwLockWriteGuard<'_, Slot> {
        self.slot.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `read` on the keyed copy when it holds all that is durable now.
    ///
    /// # Errors
    /// [`StoreError::Keyed`] while there is none.
    pub fn with<T>(&self, read: impl FnOnce(&Keyed) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let durable = self.ends().journal.0;
        let behind = |progress: &mut Following| progress.next < durable && self.is_open();
        let mut progress = self.progress();
        if behind(&mut progress) {
            progress.asked = true;
            self.asked.notify_one();
        }
        drop(self.followed.wait_timeout_while(progress, PATIENCE, behind));
        self.with_now(read)
    }

    /// Runs `read` on the keyed copy as it is.
    ///
    /// # Errors
    /// [`StoreError::Keyed`] while there is none.
    pub fn with_now<T>(&self, read: impl FnOnce(&Keyed) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match &*self.slot() {
            Slot::Open(keyed) => read(keyed),
            Slot::Closed(_) if self.read_only => Err(StoreError::ReadOnly { path: self.root.clone() }),
            Slot::Closed(why) => Err(StoreError::Keyed(why.clone())),
            Slot::NoRoom(free, floor) => Err(StoreError::DiskFull { free: *free, floor: *floor }),
        }
    }

    /// Reads all people from the vault, to know their names without the keyed copy.
    ///
    /// # Errors
    /// Damage of the vault.
    pub fn remember_people(&self) -> Result<(), StoreError> {
        let mut known = BTreeMap::new();
        people::visit(&self.vault().view, 1, |_, said| {
            if let Said::Person(id, sealed) = said {
                known.insert(id, people::decode(sealed)?);
            }
            Ok(())
        })?;
        *self.people.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(())
    }

    /// A person as far as [`Self::remember_people`] read.
    ///
    /// # Errors
    /// `otherwise` when it did not.
    pub fn remembered(&self, id: PersonId, otherwise: StoreError) -> Result<Option<Person>, StoreError> {
        let known = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().map(|people| people.get(&id).cloned()).ok_or(otherwise)
    }

    fn is_open(&self) -> bool {
        matches!(&*self.slot(), Slot::Open(keyed) if !keyed.has_failed())
    }

    /// How far the keyed copy has followed.
    pub fn progress(&self) -> MutexGuard<'_, Following> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a reader asks for the keyed copy to follow, at most `calm`.
    pub fn until_asked(&self, calm: Duration) {
        let waited = self.asked.wait_timeout_while(self.progress(), calm, |progress| !progress.asked);
        waited.unwrap_or_else(PoisonError::into_inner).0.asked = false;
    }

    /// The keyed copy now holds everything before `next`, or has failed: readers look again.
    pub fn reached(&self, next: u64) {
        self.progress().next = next;
        self.followed.notify_all();
    }

    /// Where the logs durably end.
    pub fn ends(&self) -> MutexGuard<'_, Ends> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The durable part of the journal.
    pub fn journal(&self) -> Durable {
        let (until, head) = self.ends().journal;
        let view = View::new(Arc::clone(&self.files), self.root.join(JOURNAL), Kind::Journal, until);
        Durable { view, head }
    }

    /// The durable part of the vault.
    pub fn vault(&self) -> Durable {
        let (until, head) = self.ends().vault;
        let view = View::new(Arc::clone(&self.files), self.root.join(people::DIR), Kind::People, until);
        Durable { view, head }
    }
}

/// Opens the keyed copy, or makes it anew beside what was there, and brings it up to the logs.
///
/// # Errors
/// Damage of a log, or the system's error.
pub fn open_keyed(
    root: &Path,
    options: &Options,
    journal: &Durable,
    vault: &Durable,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Keyed, State), StoreError> {
    let dir = root.join(SLED);
    if let Ok(keyed) = Keyed::open(&dir) {
        match bring_up(&keyed, journal, vault, progress) {
            Ok(Some(state)) => return Ok((keyed, state)),
            Ok(None) | Err(StoreError::Keyed(_)) => {}
            Err(error) => return Err(judge::blame(&keyed, &dir, journal, vault, error)),
        }
        // What it cannot write any more was only a copy.
        let _ = keyed.close();
    }
    rebuild(root, options, journal, vault, progress)
}

/// Sets the keyed copy aside and makes it anew from the logs.
///
/// # Errors
/// [`StoreError::DiskFull`] before anything is changed; damage of a log, [`StoreError::Keyed`] when even a new one fails,
/// or the system's error.
pub fn rebuild(
    root: &Path,
    options: &Options,
    journal: &Durable,
    vault: &Durable,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Keyed, State), StoreError> {
    let aside = set_aside(root, options)?;
    let made = fresh(&root.join(SLED), journal, vault, progress);
    if let (Err(error), Some(aside)) = (&made, aside)
        && error.is_full()
    {
        // The room was too little after all: the old one is better than the beginning of a new one.
        let sled = root.join(SLED);
        let back = fs::remove_dir_all(&sled).and_then(|()| fs::rename(&aside, &sled));
        back.map_err(|error| StoreError::io(&sled, error))?;
    }
    made
}

fn fresh(
    dir: &Path,
    journal: &Durable,
    vault: &Durable,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Keyed, State), StoreError> {
    let keyed = Keyed::open(dir)?;
    let state = bring_up(&keyed, journal, vault, progress)?;
    let state = state.ok_or_else(|| StoreError::Keyed("a new copy differs from the journal".to_owned()))?;
    snapshot::keep(&keyed, &state, journal.head)?;
    Ok((keyed.settled(dir)?, state))
}

/// Gives the keyed copy a name under which only a repair looks for it; only the newest such one stays. Answers where it
/// is now.
///
/// # Errors
/// [`StoreError::DiskFull`] when there is no room for another one: then it stays. The system's error.
pub fn set_aside(root: &Path, options: &Options) -> Result<Option<PathBuf>, StoreError> {
    let dir = root.join(SLED);
    options.guard(root)?;
    if !dir.exists() {
        return Ok(None);
    }
    remove_aside(root, SLED)?;
    let aside = root.join(options.aside(SLED));
    fs::rename(&dir, &aside).map_err(|error| StoreError::io(&aside, error))?;
    Ok(Some(aside))
}

/// Removes what was set aside of `name`, and the copy made before a doubtful open.
///
/// # Errors
/// The system's error.
pub fn remove_aside(root: &Path, name: &str) -> Result<(), StoreError> {
    let mark = format!("{name}.bad-");
    for found in DiskFiles.list(root).map_err(|error| StoreError::io(root, error))? {
        if found.starts_with(&mark) {
            let path = root.join(found);
            DiskFiles.remove(&path).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    Ok(())
}
