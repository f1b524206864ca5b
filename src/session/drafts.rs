//! What was typed at a screen and is not saved, kept by officer: a session that is cut, or locked and come back to at
//! another PC, loses none of it, and neither does a hub that was killed.
//!
//! It names people. So it stands in no journal and no backup but in one small file that only the hub's user can read, goes
//! with what is saved or dropped, and at the latest with the day.

use crate::domain::dossier::Dossier;
use crate::domain::ids::{OfficerId, PersonId};
use crate::domain::person::Person;
use crate::domain::time::Day;
use crate::engine::clock::Clock;
use crate::tui::model::Drafts;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// Name of the file in the data directory.
pub const FILE: &str = "drafts";
/// Between two writings: whoever types fast does not make a file of each letter.
const PAUSE: Duration = Duration::from_millis(500);
/// How often it is looked whether the day is over.
const LOOK: Duration = Duration::from_mins(10);
/// No file of ours is longer, in bytes.
const BYTES_MAX: u64 = 8 << 20;

/// The drafts of a hub. A file that cannot be read or written makes them end with the hub, no more.
#[derive(Clone, Debug, Default)]
pub struct Unsaved(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    kept: Mutex<BTreeMap<OfficerId, Kept>>,
    file: Option<File>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    clock: Clock,
    /// What stands in it, as far as that is known; whoever has the lock writes.
    written: Mutex<Option<Vec<u8>>>,
    /// Has the file written.
    changed: SyncSender<()>,
}

/// What one officer typed, and on which day.
#[derive(Clone, Debug)]
struct Kept {
    day: Option<Day>,
    drafts: Drafts,
}

/// What stands in the file before the drafts of an officer, and how many bytes those have. What another release cannot
/// read of one officer leaves the others alone.
type Head = (OfficerId, Day, usize);

impl Unsaved {
    /// Those of today in the file at `path`, which is written from now on.
    pub fn open(path: PathBuf, clock: Clock) -> Self {
        let today = clock.now().day();
        let kept = read(&path).into_iter().filter(|(_, kept)| kept.day == Some(today));
        let (changed, changes) = sync_channel(1);
        let kept = Mutex::new(kept.collect());
        let file = File { path, clock, written: Mutex::default(), changed };
        let inner = Arc::new(Inner { kept, file: Some(file) });
        let of = Arc::downgrade(&inner);
        // Where there is no thread to be had, they are in memory alone.
        let _ = thread::Builder::new().name("drafts".to_owned()).spawn(move || write_on(&of, &changes));
        let unsaved = Self(inner);
        unsaved.has_changed();
        unsaved
    }

    /// What this officer has typed, as it is now; nothing is forgotten altogether.
    pub fn put(&self, officer: OfficerId, drafts: Drafts) {
        let mut kept = self.0.kept();
        if drafts.is_empty() {
            kept.remove(&officer);
        } else {
            let day = self.0.file.as_ref().map(|file| file.clock.now().day());
            kept.insert(officer, Kept { day, drafts });
        }
        drop(kept);
        self.has_changed();
    }

    /// What she has typed last, wherever that was.
    pub fn of(&self, officer: OfficerId) -> Option<Drafts> {
        self.0.kept().get(&officer).map(|kept| kept.drafts.clone())
    }

    /// What was typed of this person, who is erased, and about her dossiers goes, from the file too.
    pub fn forget(&self, id: PersonId, person: &Person, dossiers: &[Dossier]) {
        forget(&mut self.0.kept(), id, person, dossiers);
        self.0.write();
    }

    /// The same in the file at `path`, over which no hub runs.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn forget_in(path: &Path, id: PersonId, person: &Person, dossiers: &[Dossier]) -> io::Result<()> {
        let mut kept = read(path).into_iter().collect();
        forget(&mut kept, id, person, dossiers);
        write(path, &in_bytes(&kept))
    }

    /// Has what is so now in the file, for a hub that stops.
    pub fn close(&self) {
        self.0.write();
    }

    fn has_changed(&self) {
        if let Some(file) = &self.0.file {
            // One that waits already says the same.
            let _ = file.changed.try_send(());
        }
    }
}

impl Inner {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<OfficerId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file as it should be now, without what was typed on another day; empty where there is nothing to keep.
    fn bytes(&self, today: Day) -> Vec<u8> {
        let mut kept = self.kept();
        kept.retain(|_, one| one.day == Some(today));
        in_bytes(&kept)
    }

    /// Writes the file where it is another one than before.
    fn write(&self) {
        let Some(file) = &self.file else { return };
        let mut written = file.written.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = self.bytes(file.clock.now().day());
        if written.as_ref() != Some(&bytes) {
            // What could not be written is tried again with the next change.
            *written = write(&file.path, &bytes).is_ok().then_some(bytes);
        }
    }
}

fn forget(kept: &mut BTreeMap<OfficerId, Kept>, id: PersonId, person: &Person, dossiers: &[Dossier]) {
    kept.retain(|_, one| {
        one.drafts = std::mem::take(&mut one.drafts).without(id, person, dossiers);
        !one.drafts.is_empty()
    });
}

/// As they stand in the file.
fn in_bytes(kept: &BTreeMap<OfficerId, Kept>) -> Vec<u8> {
    let row = |(officer, one): (&OfficerId, &Kept)| {
        let drafts = rmp_serde::to_vec_named(&one.drafts).ok()?;
        let head: Head = (*officer, one.day?, drafts.len());
        Some([rmp_serde::to_vec(&head).ok()?, drafts].concat())
    };
    kept.iter().filter_map(row).collect::<Vec<_>>().concat()
}

fn read(path: &Path) -> Vec<(OfficerId, Kept)> {
    let small = fs::metadata(path).is_ok_and(|data| data.len() <= BYTES_MAX);
    let bytes = if small { fs::read(path).unwrap_or_default() } else { Vec::new() };
    let (mut rest, mut all) = (bytes.as_slice(), Vec::new());
    while let Ok((officer, day, len)) = rmp_serde::from_read::<_, Head>(&mut rest)
        && let Some((drafts, after)) = rest.split_at_checked(len)
    {
        all.extend(rmp_serde::from_slice(drafts).ok().map(|drafts| (officer, Kept { day: Some(day), drafts })));
        rest = after;
    }
    all
}

/// Writes the file after each change until nobody keeps drafts any more, away from all screens.
fn write_on(of: &Weak<Inner>, changes: &Receiver<()>) {
    while !matches!(changes.recv_timeout(LOOK), Err(RecvTimeoutError::Disconnected)) {
        let Some(inner) = of.upgrade() else { return };
        inner.write();
        drop(inner);
        thread::sleep(PAUSE);
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let partial = path.with_extension("new");
    // One that was left there may be open to others.
    let _ = fs::remove_file(&partial);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?.write_all(bytes)?;
    fs::rename(&partial, path)
}
