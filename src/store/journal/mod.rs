//! A log: records in segments, each hashed onto the one before, one `fdatasync` per record.
//!
//! The rules, every one forced by a fault seen in tests of this and other logs:
//!
//! * A record is acknowledged only after its own `fdatasync` answered well. After any failed write or sync the file is
//!   cut back to the last good record, and if even that fails the log takes no more (poisoned) until it is opened anew.
//! * A torn tail is cut when the log is made ready. A broken record with a whole one after it, or any broken record
//!   in a sealed segment, is damage and said loudly.
//! * A segment gets its name only when its header is on disk, so a segment with a bad header is damage too.
//! * Opening reads the last segment only.

pub mod entry;
pub mod record;
pub mod segment;
pub mod view;

use crate::store::error::{Damage, StoreError};
use crate::store::files::{Files, Handle, partial_name};
use record::{BODY_CAP, HASH, HEAD, Link};
use segment::{HEADER, Kind, Start};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use view::View;

/// Size of a segment, in bytes.
pub const SEGMENT_BYTES: u64 = 8 << 20;

/// An open log; the only one that writes it.
#[derive(Debug)]
pub struct Log {
    files: Arc<dyn Files>,
    dir: PathBuf,
    kind: Kind,
    segment_bytes: u64,
    path: PathBuf,
    handle: Option<Box<dyn Handle>>,
    good: u64,
    /// Up to here the segment holds records or zeros that were really written.
    filled: u64,
    next_seq: u64,
    head: Link,
    torn: bool,
    poisoned: bool,
}

/// How far ahead of the records zeros are written.
const FILL_BYTES: u64 = 128 << 10;
static ZEROS: [u8; 128 << 10] = [0; 128 << 10];

impl Log {
    /// Looks at the log in `dir` (none yet is fine) without changing anything; [`Self::ready`] must come before appends.
    ///
    /// # Errors
    /// Damage in the last segment, or the system's error.
    pub fn look(files: Arc<dyn Files>, dir: &Path, kind: Kind, segment_bytes: u64) -> Result<Self, StoreError> {
        let all = view::segments(&*files, dir)?;
        if all.first().is_some_and(|first| *first != 1) {
            return Err(StoreError::damaged(&segment::path(dir, 1), 0, Damage::Missing));
        }
        let last = all.last().copied();
        let path = segment::path(dir, last.unwrap_or(1));
        let mut log = Self {
            files,
            dir: dir.to_owned(),
            kind,
            segment_bytes,
            path,
            handle: None,
            good: 0,
            filled: 0,
            next_seq: 1,
            head: [0; HASH],
            torn: false,
            poisoned: false,
        };
        if let Some(first) = last {
            let (start, end) = segment::ends(kind, &log.path, &*log.files)?;
            if start.first_seq != first {
                return Err(StoreError::damaged(&log.path, 0, Damage::Header));
            }
            (log.good, log.next_seq, log.head, log.torn) = (end.good as u64, end.next_seq, end.head, end.torn);
        }
        Ok(log)
    }

    /// Makes the log take appends: cuts a torn tail, reserves room, makes the first segment.
    ///
    /// # Errors
    /// The system's error.
    pub fn ready(&mut self) -> Result<(), StoreError> {
        self.files.create_dir(&self.dir).map_err(|error| StoreError::io(&self.dir, error))?;
        // A segment that is seen may have lost the power, or failed, before its name was on disk.
        for dir in [&*self.dir, self.dir.parent().unwrap_or(&self.dir)] {
            self.files.sync_dir(dir).map_err(|error| StoreError::io(dir, error))?;
        }
        if self.good == 0 {
            return self.begin_segment();
        }
        let opened = self.files.open(&self.path).and_then(|handle| {
            handle.truncate(self.good)?;
            // Only speed is lost when there is no room to reserve.
            let _ = handle.reserve(self.segment_bytes);
            handle.sync()?;
            Ok(handle)
        });
        self.handle = Some(opened.map_err(|error| StoreError::io(&self.path, error))?);
        self.filled = self.good;
        self.torn = false;
        Ok(())
    }

    /// Whether there is any segment yet.
    pub fn exists(&self) -> bool {
        self.good > 0
    }

    /// The number the next record will begin with.
    pub fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// The link of the last record.
    pub fn head(&self) -> Link {
        self.head
    }

    /// Whether the look found a torn tail that [`Self::ready`] will cut.
    pub fn torn(&self) -> bool {
        self.torn
    }

    /// Where the segments are.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The segment that is being written.
    pub fn tail_path(&self) -> &Path {
        &self.path
    }

    /// The log as it is durable now, for reading.
    pub fn view(&self) -> View {
        View::new(Arc::clone(&self.files), self.dir.clone(), self.kind, self.next_seq)
    }

    /// Appends one record of `count` numbers and answers its bytes when it is on disk for certain.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] or [`StoreError::Io`]: nothing was appended. [`StoreError::Poisoned`]: the log takes no
    /// more until it is opened again. [`StoreError::TooBig`].
    pub fn append(&mut self, count: u32, at_ms: i64, body: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.write(count, at_ms, body, true)
    }

    /// Appends a record that is not acknowledged before [`Self::sync`]: for logs that are written anew from another.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub fn append_unsynced(&mut self, count: u32, at_ms: i64, body: &[u8]) -> Result<(), StoreError> {
        self.write(count, at_ms, body, false).map(drop)
    }

    /// Puts everything appended so far on disk for certain.
    ///
    /// # Errors
    /// The system's error; the log takes no more then.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        let synced = self.handle.as_ref().map_or(Ok(()), |handle| handle.sync());
        self.poisoned |= synced.is_err();
        synced.map_err(|error| StoreError::io(&self.path, error))
    }

    fn write(&mut self, count: u32, at_ms: i64, body: &[u8], sync: bool) -> Result<Vec<u8>, StoreError> {
        if body.len() > BODY_CAP {
            return Err(StoreError::TooBig { bytes: body.len(), cap: BODY_CAP });
        }
        let size = (HEAD + body.len() + HASH) as u64;
        if !self.poisoned && self.good > HEADER as u64 && self.good + size > self.segment_bytes {
            self.seal()?;
            self.begin_segment()?;
        }
        let Some(handle) = self.handle.as_ref().filter(|_| !self.poisoned) else {
            return Err(StoreError::Poisoned { path: self.path.clone() });
        };
        let (raw, hash) = record::encode(self.next_seq, count, at_ms, body, &self.head);
        let end = self.good + size;
        let filled = if end > self.filled { (end + FILL_BYTES).min(self.segment_bytes).max(end) } else { self.filled };
        // Blocks that were only reserved change the file system's own journal at their first write, which makes the
        // sync of every record slower; blocks that hold zeros already do not.
        let fill = || {
            if filled > end && filled > self.filled {
                handle.write_at(end, &ZEROS[..wide(filled - end)])
            } else {
                Ok(())
            }
        };
        let written = fill().and_then(|()| handle.write_at(self.good, &raw));
        if let Err(error) = written.and_then(|()| if sync { handle.sync() } else { Ok(()) }) {
            return Err(self.take_back(error));
        }
        self.filled = filled;
        self.good += size;
        self.next_seq += u64::from(count);
        self.head = hash;
        Ok(raw)
    }

    /// Cuts the file back to the last good record after a failed write, so that nothing half-written is ever behind a
    /// later record; if that fails too, nobody can say what is on disk.
    fn take_back(&mut self, error: io::Error) -> StoreError {
        self.filled = self.good;
        let cut = self.handle.as_ref().is_some_and(|handle| {
            let back = handle.truncate(self.good).and_then(|()| handle.sync());
            if back.is_ok() {
                let _ = handle.reserve(self.segment_bytes);
            }
            back.is_ok()
        });
        if cut {
            return StoreError::io(&self.path, error);
        }
        self.poisoned = true;
        StoreError::Poisoned { path: self.path.clone() }
    }

    fn seal(&mut self) -> Result<(), StoreError> {
        let sealed =
            self.handle.as_ref().map_or(Ok(()), |handle| handle.truncate(self.good).and_then(|()| handle.sync()));
        sealed.map_err(|error| StoreError::io(&self.path, error))
    }

    fn begin_segment(&mut self) -> Result<(), StoreError> {
        let path = segment::path(&self.dir, self.next_seq);
        let partial = partial_name(&path);
        let start = Start { first_seq: self.next_seq, prev: self.head };
        let made = self.write_header(&partial, &start);
        let handle = made.map_err(|error| {
            // What is left of a segment without a name is removed by the next try at the latest.
            let _ = self.files.remove(&partial);
            StoreError::io(&partial, error)
        })?;
        if let Err(error) = self.files.rename(&partial, &path).and_then(|()| self.files.sync_dir(&self.dir)) {
            // The name may or may not be on disk: only a new look at the directory can tell.
            self.poisoned = true;
            return Err(StoreError::io(&path, error));
        }
        self.handle = Some(handle);
        self.path = path;
        self.good = HEADER as u64;
        self.filled = self.good;
        Ok(())
    }

    fn write_header(&self, partial: &Path, start: &Start) -> io::Result<Box<dyn Handle>> {
        if self.files.exists(partial) {
            self.files.remove(partial)?;
        }
        let handle = self.files.create(partial)?;
        handle.reserve(self.segment_bytes)?;
        handle.write_at(0, &segment::header(self.kind, start))?;
        handle.sync()?;
        Ok(handle)
    }
}

/// A length inside a segment as an index; segments are far smaller than memory.
fn wide(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX).min(ZEROS.len())
}
