//! One process per store: a lock that the system releases with the process, and a note that says who holds it.
//!
//! The note stays when the process is killed, and is emptied by a clean stop; so the next one knows which it was.

use super::error::StoreError;
use crate::domain::time::Timestamp;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Name of the lock's file.
pub const FILE: &str = "LOCK";

/// The lock, while held.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    since: Timestamp,
    dirty: bool,
    /// Whether the note may be written.
    noted: bool,
}

impl Lock {
    /// Takes the lock of the store in `dir`, as `name`, at `now`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] with what the holder wrote about itself; the system's error.
    pub fn take(dir: &Path, name: &str, now: Timestamp) -> Result<Self, StoreError> {
        let path = dir.join(FILE);
        let failed = |error| StoreError::io(&path, error);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let mut patience = 10;
        while let Err(error) = file.try_lock() {
            match error {
                // A process that is just ending, or being started by the last holder, lets go within moments.
                TryLockError::WouldBlock if patience > 0 => thread::sleep(Duration::from_millis(20)),
                TryLockError::WouldBlock => return Err(held_by(&read_note(&mut file).map_err(failed)?)),
                TryLockError::Error(error) => return Err(failed(error)),
            }
            patience -= 1;
        }
        let dirty = !read_note(&mut file).map_err(failed)?.is_empty();
        let mut lock = Self { file, path: path.clone(), since: now, dirty, noted: true };
        lock.describe(name)?;
        Ok(lock)
    }

    /// Keeps others from the store in `dir` without writing a note: for a directory that cannot be written.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn look(dir: &Path) -> Result<Option<Self>, StoreError> {
        let path = dir.join(FILE);
        let failed = |error| StoreError::io(&path, error);
        let mut file = match File::open(&path) {
            // Nobody who could write had the store open.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.map_err(failed)?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(held_by(&read_note(&mut file).map_err(failed)?)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
            Ok(()) => {}
        }
        Ok(Some(Self { file, path: path.clone(), since: Timestamp(0), dirty: false, noted: false }))
    }

    /// Whether the process before did not stop cleanly.
    pub fn was_dirty(&self) -> bool {
        self.dirty
    }

    /// Says who holds the lock.
    ///
    /// # Errors
    /// The system's error.
    pub fn describe(&mut self, name: &str) -> Result<(), StoreError> {
        let note = format!("{}\n{}\n{}\n{}\n", std::process::id(), host(), self.since, name.replace('\n', " "));
        self.write(note.as_bytes())
    }

    /// Releases the lock after a clean stop.
    ///
    /// # Errors
    /// The system's error.
    pub fn release(mut self) -> Result<(), StoreError> {
        self.write(b"")
    }

    fn write(&mut self, note: &[u8]) -> Result<(), StoreError> {
        if !self.noted {
            return Ok(());
        }
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(note)
        };
        match write(&mut self.file) {
            // The lock itself holds without its note; a full disk must still let people read.
            Err(error) if StoreError::io(&self.path, io::Error::from(error.kind())).is_full() => Ok(()),
            other => other.map_err(|error| StoreError::io(&self.path, error)),
        }
    }
}

fn read_note(file: &mut File) -> io::Result<String> {
    let mut note = Vec::new();
    file.read_to_end(&mut note)?;
    Ok(String::from_utf8_lossy(&note).into_owned())
}

fn held_by(note: &str) -> StoreError {
    let mut lines = note.lines().map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    StoreError::Locked { pid: line(), host: line(), since: line(), name: line() }
}

fn host() -> String {
    let named =
        std::fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| std::fs::read_to_string("/etc/hostname"));
    named.ok().or_else(|| std::env::var("HOSTNAME").ok()).map_or_else(|| "?".to_owned(), |name| name.trim().to_owned())
}
