//! The keyed copy in sled: everything that must be found by key, and the second copy of both logs.
//!
//! sled 0.34.7 loses data in a power cut, can be bricked by a kill while it opens, and answers a flipped bit with a
//! panic; so nothing here is the only copy, every call is fenced against panics, and whatever is odd ends in a rebuild
//! from the journal. All rooms live in one tree, told apart by the first byte of the key, so that one batch changes all
//! of them or none:
//!
//! | room | key after the room's byte | value |
//! |---|---|---|
//! | `J` journal, `V` vault | `first_seq` u64 BE, part u16 BE | records as in the log, see `second.rs` |
//! | `1` journal, `2` vault | the same | those that are not packed yet |
//! | `0` meta | `applied`, `made` | how far both logs are in here; how the rows are made |
//! | `S` snapshots | `seq` u64 BE, part u32 BE | see `snapshot.rs` |
//! | `T` tickets | day i32 BE, number | a ticket of a day that ended |
//! | `D` dossiers | code but its last letter | code, the dossier as it is, grouped |
//! | `A` applicants | person / 64, u64 BE | person % 64 and code, the dossier's number u32 BE, grouped |
//! | `F` find, `N` numbered | see `finding.rs` | |
//! | `P` people | person / 32, u64 BE | person % 32, the person's newest entry of the vault, grouped |
//! | `I` ID numbers | first 7 of the number | the others, whose it is u64 BE, grouped |
//! | `X` foreign | code in the system it comes from | the dossier's code |
//! | `R` receipts | year i32 BE, number | the dossier's code |

use super::cached::{self, Lately};
use super::error::StoreError;
use std::cell::Cell;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A leaf of sled holds up to sixteen values whatever their size, and is written whole; one above half a megabyte becomes
/// a file that sled never syncs. So values are kept small.
pub const PART: usize = 24 << 10;
/// Rows of a scan that are about a page.
const PAGE: usize = 8;

/// A room of the keyed copy: the first byte of its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Room {
    /// Second copy of the journal.
    Journal = b'J',
    /// Second copy of the vault.
    Vault = b'V',
    /// What of the second copy of the journal is not packed yet. It comes and goes with every batch, as the next two do:
    /// they stand first, among small values, because sled writes neighbours anew together.
    JournalAlone = b'1',
    /// The same of the vault.
    VaultAlone = b'2',
    /// How far the logs are in here.
    Meta = b'0',
    /// The state at some moments.
    Snapshots = b'S',
    /// Tickets of days that ended.
    Tickets = b'T',
    /// Every dossier as it is.
    Dossiers = b'D',
    /// Dossiers by applicant.
    Applicants = b'A',
    /// Words to dossiers.
    Find = b'F',
    /// Dossiers in the order they were received.
    Numbered = b'N',
    /// People by id.
    People = b'P',
    /// People by ID number.
    IdNumbers = b'I',
    /// Dossiers by their codes in the systems they come from.
    Foreign = b'X',
    /// Dossiers by the numbers of the receipts of their fees.
    Receipts = b'R',
}

/// Changes that happen together or not at all.
#[derive(Debug, Default)]
pub struct Rows {
    batch: sled::Batch,
    bytes: usize,
    /// Keys of the values that are set, and how long those are.
    set: Vec<(Vec<u8>, usize)>,
}

impl Rows {
    /// Sets a value.
    pub fn set(&mut self, room: Room, key: &[u8], value: &[u8]) {
        let key = full(room, key);
        self.batch.insert(key.as_slice(), value);
        self.bytes += key.len() + value.len();
        self.set.push((key, value.len()));
    }

    /// Removes a value.
    pub fn unset(&mut self, room: Room, key: &[u8]) {
        self.batch.remove(full(room, key));
        self.bytes += key.len();
    }

    /// About how many bytes have gathered.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

fn full(room: Room, key: &[u8]) -> Vec<u8> {
    let mut full = Vec::with_capacity(1 + key.len());
    full.push(room as u8);
    full.extend_from_slice(key);
    full
}

/// Hands rows to `each`, without the room's byte, until it answers `false`. Asks again for a row of every page, so that
/// a scan of everything does not leave everything in memory.
fn walk(
    tree: &sled::Tree,
    rows: impl Iterator<Item = sled::Result<(sled::IVec, sled::IVec)>>,
    mut each: impl FnMut(&[u8], &[u8]) -> bool,
) -> sled::Result<()> {
    let (mut seen, mut bytes) = (0, 0);
    for row in rows {
        let (key, value) = row?;
        (seen, bytes) = (seen + 1, bytes + value.len());
        if seen % PAGE == 0 {
            ask_again(tree, &key, cached::more(std::mem::take(&mut bytes) / PAGE))?;
        }
        if !each(&key[1..], &value) {
            break;
        }
    }
    Ok(())
}

fn ask_again(tree: &sled::Tree, key: &[u8], times: usize) -> sled::Result<()> {
    (0..times).try_for_each(|_| tree.contains_key(key).map(drop))
}

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread right now is one of sled's that the store is about to catch: a panic hook should then
/// stay silent and leave the screen alone.
pub fn panic_is_caught() -> bool {
    FENCED.get()
}

/// Runs one call into sled, with its errors and panics made one kind of error.
fn fenced<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreError> {
    let before = FENCED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(call));
    FENCED.set(before);
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) if error.kind() == io::ErrorKind::StorageFull => {
            Err(StoreError::io(Path::new("."), error))
        }
        Ok(Err(error)) => Err(StoreError::Keyed(error.to_string())),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic");
            Err(StoreError::Keyed(said.to_owned()))
        }
    }
}

/// The open keyed copy.
#[derive(Debug)]
pub struct Keyed {
    db: sled::Db,
    /// sled's own flush does not reach the disk for certain; a sync of its file through this handle does.
    file: File,
    failed: AtomicBool,
    /// Bytes put since sled was last waited for.
    put: AtomicUsize,
    lately: Lately,
}

/// After so many bytes sled is waited for. Its eight threads write what was put, half a megabyte at a time, and one of
/// them is also to give back the end of its file: where all of them wait for the one who waits for that, as they do when
/// much is put at once, everything stands still for ever.
const AHEAD_BYTES: usize = 256 * 1024;

impl Keyed {
    /// Opens or makes the keyed copy in `dir`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`] when sled cannot open it, [`StoreError::Io`].
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let io = |error| StoreError::io(dir, error);
        fs::create_dir_all(dir).map_err(io)?;
        remove_unfinished(dir).map_err(io)?;
        let config = sled::Config::new().path(dir).cache_capacity(cached::cache_bytes(dir));
        let config = config.segment_size(cached::segment_bytes(dir)).flush_every_ms(Some(500));
        let mut patience = 20;
        let db = loop {
            match fenced(|| config.open()) {
                // The store's own lock is held already: only a process that is being started can still have sled's.
                Err(StoreError::Keyed(why)) if why.contains("could not acquire lock") && patience > 0 => {
                    patience -= 1;
                    thread::sleep(Duration::from_millis(20));
                }
                opened => break opened?,
            }
        };
        for synced in [dir, dir.parent().unwrap_or(dir)] {
            File::open(synced).and_then(|dir| dir.sync_all()).map_err(io)?;
        }
        let file = File::options().read(true).write(true).open(dir.join("db")).map_err(io)?;
        Ok(Self { db, file, failed: AtomicBool::new(false), put: AtomicUsize::new(0), lately: Lately::default() })
    }

    /// Whether any call has failed since it was opened; sled's errors stay.
    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Lets it count as failed, so that it is made anew.
    pub fn distrust(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    fn call<T>(&self, call: impl FnOnce(&sled::Tree) -> sled::Result<T>) -> Result<T, StoreError> {
        let outcome = fenced(|| call(&self.db));
        if outcome.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    /// Makes all these changes or none. They are on disk for certain only after [`Self::sync`].
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn put(&self, rows: Rows) -> Result<(), StoreError> {
        let bytes = rows.bytes();
        self.call(|tree| {
            if self.put.fetch_add(bytes, Ordering::Relaxed) >= AHEAD_BYTES {
                self.put.store(0, Ordering::Relaxed);
                tree.flush()?;
            }
            tree.apply_batch(rows.batch)?;
            // Nor does writing much leave all of it in memory.
            rows.set.iter().try_for_each(|(key, bytes)| ask_again(tree, key, self.lately.more(key, *bytes)))
        })
    }

    /// One value.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn get(&self, room: Room, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let key = full(room, key);
        self.call(|tree| {
            let Some(value) = tree.get(&key)? else { return Ok(None) };
            ask_again(tree, &key, self.lately.more(&key, value.len()))?;
            Ok(Some(value.to_vec()))
        })
    }

    /// Calls `each` with the keys (without the room's byte) that begin with `prefix`, and their values, in order, until
    /// it answers `false`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn scan(&self, room: Room, prefix: &[u8], each: impl FnMut(&[u8], &[u8]) -> bool) -> Result<(), StoreError> {
        self.call(|tree| walk(tree, tree.scan_prefix(full(room, prefix)), each))
    }

    /// As [`Self::scan`] over the whole room, from `key` on.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn scan_from(&self, room: Room, key: &[u8], each: impl FnMut(&[u8], &[u8]) -> bool) -> Result<(), StoreError> {
        self.call(|tree| walk(tree, tree.range(full(room, key)..vec![room as u8 + 1]), each))
    }

    /// Puts everything so far on disk for certain.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn sync(&self) -> Result<(), StoreError> {
        self.call(|tree| {
            tree.flush()?;
            self.file.sync_data()?;
            Ok(())
        })
    }

    /// Closes and opens again: sled then has a snapshot of its own, and the next opening does not read all that was
    /// written since the last one (0.7 s after a million events, 0.1 s with it).
    ///
    /// # Errors
    /// As [`Self::open`] and [`Self::close`].
    pub fn settled(self, dir: &Path) -> Result<Self, StoreError> {
        self.close()?;
        Self::open(dir)
    }

    /// Syncs and closes.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn close(self) -> Result<(), StoreError> {
        let synced = self.sync();
        fenced(|| {
            drop(self.db);
            Ok(())
        })?;
        synced
    }
}

/// A kill while sled opens leaves an unfinished snapshot, which sled then takes for the newest one and cannot read,
/// ever again. The finished one before it is still there.
fn remove_unfinished(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Keyed {
    /// Reads every row once, so that damage anywhere is found.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn read_all(&self) -> Result<(), StoreError> {
        self.call(|tree| walk(tree, tree.iter(), |_, _| true))
    }

    /// The last key of `room` that is not after `key`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn last_until(&self, room: Room, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.call(|tree| {
            let last = tree.range(vec![room as u8]..=full(room, key)).next_back();
            Ok(last.transpose()?.map(|(key, _)| key[1..].to_vec()))
        })
    }
}
