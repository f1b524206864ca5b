//! Who came in and who was turned away: one line each, in a file that stays small.

use crate::domain::time::Timestamp;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Name of the file in the data directory; the one before has `.old` behind.
pub const FILE: &str = "access.log";
/// Where the next file begins.
const BYTES_MAX: u64 = 1 << 20;

/// The file. Lines that cannot be written are lost: nobody is kept out because a disk is full.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

impl Log {
    /// The log in `path`; begun with its first line.
    pub fn new(path: PathBuf) -> Self {
        Self { path, file: Mutex::new(None) }
    }

    /// Adds a line: when, and what in words for an administrator, such as `in counter3 officer 2 from 10.0.0.7`.
    pub fn note(&self, at: Timestamp, what: &str) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.as_ref().and_then(|file| file.metadata().ok()).is_some_and(|data| data.len() >= BYTES_MAX) {
            *file = None;
            let _ = fs::rename(&self.path, self.path.with_extension("log.old"));
        }
        if file.is_none() {
            *file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path).ok();
        }
        if let Some(file) = file.as_mut() {
            let _ = writeln!(file, "{} {what}", at.local().format("%Y-%m-%dT%H:%M:%S"));
        }
    }
}
