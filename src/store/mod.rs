//! The durable store: journal first, sled second, people apart.
//!
//! A data directory holds:
//!
//! | name | what it is |
//! |---|---|
//! | `VERSION` | the format, as text |
//! | `LOCK` | held by the one process that has the store open; says who; empty after a clean stop |
//! | `journal/` | segments of the journal: the truth. No name, phone, ID number or address is in it |
//! | `people/` | segments of the vault: people's records, rewritten when somebody is erased |
//! | `sled/` | the keyed copy: snapshots, archive, words to find by, and a second copy of both logs |
//! | `sled.before/` | a copy of `sled/` as a process left it that did not stop cleanly, if small or in doubt |
//! | `sled.bad-…/` | a keyed copy that differed or did not open; the newest one is kept |
//! | `journal.bad-…/`, `people.bad-…/` | what `repair` replaced |
//!
//! An answer is given after the people of a batch are in the vault, and its events in the journal, each with one
//! `fdatasync`. Then the keyed copy follows, in one batch without a flush: whatever happens to it, it is brought up from
//! the logs or made anew. Which copy wins: equal ones go on; a shorter, different or unreadable keyed copy follows the
//! logs; a log that is damaged, or shorter than what the keyed copy has seen of it, is refused until [`repair`] has put
//! the longer valid chain in its place.
//!
//! Readers ([`Reader`]) may be used on any thread. Only [`Store`] writes.

mod background;
pub mod backup;
pub mod codec;
pub mod error;
pub mod export;
pub mod files;
pub mod journal;
pub mod keyed;
pub mod lock;
pub mod options;
pub mod people;
mod reader;
mod repair;
mod replay;
mod rows;
mod shared;
mod snapshot;
mod standing;
mod verify;
pub mod version;

pub use error::{Damage, StoreError};
pub use keyed::panic_is_caught;
pub use options::{Options, Progress, Work};
pub use people::Sealed;
pub use reader::{Health, Reader};
pub use repair::{Repaired, repair};
pub use verify::{Report, verify};

use crate::domain::event::Recorded;
use crate::domain::ids::PersonId;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use background::{Background, Job};
use files::{DiskFiles, Files};
use journal::segment::Kind;
use journal::{Log, entry, record};
use keyed::Keyed;
use lock::Lock;
use replay::{Durable, bring_up};
use rows::{Applied, Indexer};
use shared::{BEFORE, Ends, JOURNAL, SLED, Shared, Slot, open_keyed};
use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError};

/// Events after which the state is kept again.
const SNAPSHOT_EVENTS: u64 = 20_000;
/// Seconds after which it is kept again, if anything happened.
const SNAPSHOT_S: i64 = 600;
/// Seconds after which a rebuild that did not help is tried again.
const REBUILD_S: i64 = 60;
/// A keyed copy up to this size is copied before it is opened after an unclean stop; a larger one only when a log is in
/// doubt, because copying takes seconds and the logs have everything.
const COPY_BYTES: u64 = 64 << 20;

/// An open store, and the only one that writes it.
#[derive(Debug)]
pub struct Store {
    options: Options,
    files: Arc<dyn Files>,
    journal: Log,
    vault: Log,
    shared: Arc<Shared>,
    state: State,
    kept: (u64, Timestamp),
    asked: Option<Timestamp>,
    background: Background,
    lock: Lock,
}

impl Store {
    /// Opens the store in `dir`, or makes one there, and answers the state after its last event.
    ///
    /// Reads the end of the logs only, unless the keyed copy must be made anew; `progress` then hears how far it is.
    ///
    /// # Errors
    /// [`StoreError::Locked`]; damage, which [`repair`] mends; [`StoreError::Newer`]; the system's error.
    pub fn open(
        dir: &Path,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, State), StoreError> {
        fs::create_dir_all(dir).map_err(|error| StoreError::io(dir, error))?;
        let lock = Lock::take(dir, &options.name, options.now)?;
        let files: Arc<dyn Files> = Arc::new(DiskFiles);
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
                (Slot::Closed(error.to_string()), replay::state_alone(&ends[0], progress)?)
            }
            Err(error) => return Err(error),
        };
        journal.ready()?;
        vault.ready()?;
        version::write(&*files, dir)?;
        let shared = Arc::new(Shared::new(dir, slot, Ends::of(&journal, &vault)));
        let background = Background::start(Arc::clone(&shared), options.clone())?;
        let options = options.clone();
        let kept = (state.seq, state.at);
        let store =
            Self { options, files, journal, vault, shared, state: state.clone(), kept, asked: None, background, lock };
        store.copy_sealed();
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
        self.lock.describe(name)
    }

    /// Whether there is room to write; costs one call to the system.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`].
    pub fn check_room(&self) -> Result<(), StoreError> {
        self.options.guard(&*self.files, &self.shared.root)
    }

    /// Makes these events durable as one record, with the people that they are the first to name. When this answers
    /// well, nothing of it is ever lost.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and [`StoreError::Io`]: nothing was saved, and the same may be tried again.
    /// [`StoreError::Poisoned`]: the program must be started again. [`StoreError::OutOfOrder`], [`StoreError::TooBig`],
    /// [`StoreError::Encode`]: the batch is wrong.
    pub fn append(&mut self, events: &[Recorded], people: &[(PersonId, Sealed)]) -> Result<(), StoreError> {
        let Some(first) = events.first() else { return Ok(()) };
        self.check_batch(events, people)?;
        self.check_room()?;
        let body = codec::encode(events)?;
        if body.len() > record::BODY_CAP {
            return Err(StoreError::TooBig { bytes: body.len(), cap: record::BODY_CAP });
        }
        let at_ms = first.at.0.saturating_mul(1000);
        let vaulted = if people.is_empty() { None } else { Some(self.append_people(people, at_ms)?) };
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let segment = self.journal.tail_path().to_owned();
        let raw = self.journal.append(count, at_ms, &body)?;
        // From here on the batch is durable: whatever else fails is made good from the logs.
        *self.shared.ends() = Ends::of(&self.journal, &self.vault);
        self.follow(events, &raw, vaulted.as_deref());
        if self.journal.tail_path() != segment {
            self.copy_sealed();
        }
        self.keep_if_due();
        Ok(())
    }

    fn check_batch(&self, events: &[Recorded], people: &[(PersonId, Sealed)]) -> Result<(), StoreError> {
        let expected = self.journal.next_seq()..;
        for (expected, event) in expected.zip(events) {
            if event.seq != expected {
                return Err(StoreError::OutOfOrder { expected, found: event.seq });
            }
            if let Some(digest) = rows::digest_of(&event.event)
                && !people.iter().any(|(_, sealed)| sealed.digest() == digest)
            {
                return Err(StoreError::Encode(format!("event {expected} names a person whose record was not given")));
            }
        }
        Ok(())
    }

    fn append_people(&mut self, people: &[(PersonId, Sealed)], at_ms: i64) -> Result<Vec<u8>, StoreError> {
        let mut body = Vec::new();
        for (id, sealed) in people {
            entry::push(&mut body, people::PERSON, &sealed.entry(*id));
        }
        self.vault.append(u32::try_from(people.len()).unwrap_or(u32::MAX), at_ms, &body)
    }

    /// Lets memory and the keyed copy follow the logs. A keyed copy that fails is made anew in the background.
    fn follow(&mut self, events: &[Recorded], raw: &[u8], vaulted: Option<&[u8]>) {
        let shared = Arc::clone(&self.shared);
        let slot = shared.slot();
        let mut indexed = match &*slot {
            Slot::Open(keyed) if !keyed.has_failed() => self.level(keyed, raw, vaulted),
            _ => Err(StoreError::Keyed("not open".to_owned())),
        };
        let mut state = self.state.clone();
        for event in events {
            let before = state.clone();
            state.apply(event);
            if let Ok(Some(indexer)) = &mut indexed
                && let Err(error) = indexer.event(&before, event, &state)
            {
                indexed = Err(error);
            }
        }
        let done = match indexed {
            Ok(None) => Ok(()),
            Ok(Some(mut indexer)) => record::parse(raw).map_or(Ok(()), |record| {
                indexer.journal_record(record.first_seq, record.count, raw, record.hash);
                indexer.put().map(|_| ())
            }),
            Err(error) => Err(error),
        };
        drop(slot);
        self.state = state;
        let asked = self.asked.is_some_and(|asked| self.state.at.since(asked) < REBUILD_S);
        if done.is_err() && !asked && self.background.hand(Job::Rebuild) {
            self.asked = Some(self.state.at);
        }
    }

    /// An indexer that stands right before these events; `None` when the keyed copy had fallen behind (a rebuild ended
    /// meanwhile, or the vault was ahead) and was brought up over them already.
    fn level<'a>(
        &self,
        keyed: &'a Keyed,
        raw: &[u8],
        vaulted: Option<&[u8]>,
    ) -> Result<Option<Indexer<'a>>, StoreError> {
        let applied = Applied::of(keyed)?;
        let vaulted = vaulted.and_then(|raw| record::parse(raw).ok());
        let vault_from = vaulted.map_or(self.vault.next_seq(), |record| record.first_seq);
        let first = record::parse(raw).map_or(0, |record| record.first_seq);
        if applied.next != first || applied.vault_next != vault_from {
            return match bring_up(keyed, &self.shared.journal(), &self.shared.vault(), &mut |_| {})? {
                Some(_) => Ok(None),
                None => Err(StoreError::Keyed("differs from the journal".to_owned())),
            };
        }
        let mut indexer = Indexer::new(keyed, applied);
        if let Some(record) = vaulted {
            indexer.vault_record(record.first_seq, record.count, record.raw, record.body, record.hash)?;
        }
        Ok(Some(indexer))
    }

    fn copy_sealed(&self) {
        if self.options.second_place.is_some() {
            self.background.hand(Job::CopySealed);
        }
    }

    fn keep_if_due(&mut self) {
        let (seq, at) = self.kept;
        let due = self.state.seq >= seq + SNAPSHOT_EVENTS || self.state.at.since(at) >= SNAPSHOT_S;
        if due && self.background.hand(Job::Snapshot(Box::new(self.state.clone()), self.journal.head())) {
            self.kept = (self.state.seq, self.state.at);
        }
    }

    /// Erases a person: the vault is written anew without her records, the keyed copy is made anew, and whatever was set
    /// aside with her in it is removed. Her digests stay in the journal and say nothing. Answers whether she was there.
    ///
    /// Backups made before keep her until they are replaced; the second place is brought up at once.
    ///
    /// # Errors
    /// Damage of the vault (nothing is changed then), or the system's error.
    pub fn erase(
        &mut self,
        person: PersonId,
        at: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<bool, StoreError> {
        self.check_room()?;
        let root = self.shared.root.clone();
        let shared = Arc::clone(&self.shared);
        let _making = shared.making.lock().unwrap_or_else(PoisonError::into_inner);
        // Held so that nobody reads her from the old copy once this has answered.
        let mut slot = shared.slot_mut();
        let erased = people::erase(&self.files, &root, &self.vault, person, at, self.options.segment_bytes)?;
        let Some(vault) = erased else { return Ok(false) };
        self.vault = vault;
        *self.shared.ends() = Ends::of(&self.journal, &self.vault);
        if let Slot::Open(keyed) = std::mem::replace(&mut *slot, Slot::Closed("rebuilding".to_owned())) {
            let _ = keyed.close();
        }
        let made = shared::rebuild(&root, &self.options, &self.shared.journal(), &self.shared.vault(), progress);
        let (keyed, state) = made.inspect_err(|error| *slot = Slot::Closed(error.to_string()))?;
        *slot = Slot::Open(keyed);
        drop(slot);
        self.kept = (0, Timestamp::default());
        self.state = state;
        forget_copies(&root)?;
        if let Some(place) = &self.options.second_place {
            standing::copy(&self.shared, place, true)?;
        }
        Ok(true)
    }

    /// Copies everything, the newest events included, to the second place, if one is set.
    ///
    /// # Errors
    /// Damage of a log, or the system's error.
    pub fn copy_to_second_place(&self) -> Result<(), StoreError> {
        self.options.second_place.as_ref().map_or(Ok(()), |place| standing::copy(&self.shared, place, true))
    }

    /// Stops cleanly: keeps the state, syncs the keyed copy, copies to the second place, releases the lock. What this
    /// cannot do is made good at the next opening; readers get [`StoreError::Keyed`] from now on.
    ///
    /// # Errors
    /// The first thing that failed; the store is closed all the same.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.background.stop();
        let old = std::mem::replace(&mut *self.shared.slot_mut(), Slot::Closed("closed".to_owned()));
        let kept = match old {
            Slot::Open(keyed) => {
                let kept = snapshot::keep(&keyed, &self.state, self.journal.head());
                kept.and(keyed.close())
            }
            Slot::Closed(why) => Err(StoreError::Keyed(why)),
        };
        if matches!(kept, Err(StoreError::Keyed(_))) {
            shared::set_aside(&self.shared.root, &self.options)?;
        }
        let copied = self.copy_to_second_place();
        self.lock.release()?;
        match kept {
            Ok(()) | Err(StoreError::Keyed(_)) => copied,
            Err(error) => Err(error),
        }
    }
}

fn check_version(dir: &Path, version: Option<u32>, journal: &Log, vault: &Log) -> Result<(), StoreError> {
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

/// Removes every copy that was set aside and may name people.
fn forget_copies(root: &Path) -> Result<(), StoreError> {
    shared::remove_aside(root, SLED)?;
    shared::remove_aside(root, people::DIR)?;
    let before = root.join(BEFORE);
    if before.exists() {
        fs::remove_dir_all(&before).map_err(|error| StoreError::io(&before, error))?;
    }
    Ok(())
}
