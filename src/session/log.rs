//! Who came in and who was turned away: one line each, in a file that stays small.

use crate::engine::clock::Clock;
use crate::session::gate::Place;
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
    clock: Clock,
    file: Mutex<Option<File>>,
}

impl Log {
    /// The log in `path`, begun with its first line; each line has the time of `clock`.
    pub fn new(path: PathBuf, clock: Clock) -> Self {
        Self { path, clock, file: Mutex::new(None) }
    }

    /// Notes that `who` came in from `place`.
    pub fn came_in(&self, place: Place, who: &str) {
        self.note(&format!("in {who} from {}", shown(place)));
    }

    /// Notes that `who` was not let in from `place`.
    pub fn turned_away(&self, place: Place, who: &str) {
        self.note(&format!("turned away: {who}, from {}", shown(place)));
    }

    fn note(&self, what: &str) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.as_ref().and_then(|file| file.metadata().ok()).is_some_and(|data| data.len() >= BYTES_MAX) {
            *file = None;
            let _ = fs::rename(&self.path, self.path.with_extension("log.old"));
        }
        if file.is_none() {
            *file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path).ok();
        }
        if let Some(file) = file.as_mut() {
            let _ = writeln!(file, "{} {what}", self.clock.now().local().format("%Y-%m-%dT%H:%M:%S"));
        }
    }
}

fn shown(place: Place) -> String {
    place.map_or_else(|| "this computer".to_owned(), |address| address.to_string())
}
