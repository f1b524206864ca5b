//! How a store is opened, and what it says while it works.

use super::error::StoreError;
use super::files::{DiskFiles, Files, Space};
use super::journal::SEGMENT_BYTES;
use crate::domain::time::Timestamp;
use crate::text::words::Sentence;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How to open a store.
#[derive(Clone, Debug)]
pub struct Options {
    /// The time now: for the lock's note and for names of what is set aside.
    pub now: Timestamp,
    /// Who opens it: what another process is told that finds the store taken.
    pub name: String,
    /// Bytes kept free on the disk; `None` keeps 5 % of it, but at least 64 MiB and at most 1 GiB.
    pub floor: Option<u64>,
    /// Size of a segment, in bytes.
    pub segment_bytes: u64,
    /// A second place (another disk, a USB stick) to which sealed segments are copied.
    pub second_place: Option<PathBuf>,
    /// The folder with saved papers of dossiers, which name people; `None` for `papers` in the store's directory.
    pub papers: Option<PathBuf>,
    /// How long after opening everything is read and checked in the background; `None` for a store that is closed soon.
    pub patrol: Option<Duration>,
    /// The disk under both logs; the keyed copy always stands on the computer's own.
    pub files: Arc<dyn Files>,
}

impl Options {
    /// The usual way, at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            name: "motcua".to_owned(),
            floor: None,
            segment_bytes: SEGMENT_BYTES,
            second_place: None,
            papers: None,
            patrol: None,
            files: Arc::new(DiskFiles),
        }
    }

    /// A name for something set aside now: `sled.bad-20261122T081500`.
    pub(super) fn aside(&self, name: &str) -> String {
        format!("{name}.bad-{}", self.now.local().format("%Y%m%dT%H%M%S"))
    }

    /// Refuses when there is less room than is kept free where `dir` lives.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], or the system's error.
    pub(super) fn guard(&self, dir: &Path) -> Result<(), StoreError> {
        let space = self.files.space(dir).map_err(|error| StoreError::io(dir, error))?;
        let floor = self.floor.unwrap_or_else(|| usual_floor(space));
        if space.free < floor { Err(StoreError::DiskFull { free: space.free, floor }) } else { Ok(()) }
    }
}

/// Bytes that are kept free on a disk with this `space`.
pub(super) fn usual_floor(space: Space) -> u64 {
    (space.total / 20).clamp(64 << 20, 1 << 30)
}

/// A long piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The keyed copy is made anew from the journal.
    Rebuilding,
    /// Everything is read and checked.
    Verifying,
}

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub work: Work,
    /// Events done.
    pub done: u64,
    /// Events in all.
    pub total: u64,
}

impl Sentence for Progress {
    fn key(&self) -> &'static str {
        match self.work {
            Work::Rebuilding => "store.rebuilding",
            Work::Verifying => "store.verifying",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        vec![("done", self.done.to_string()), ("total", self.total.to_string())]
    }
}
