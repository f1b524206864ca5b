//! Reading a log from a place on, up to what is known to be durable; any thread may do it while the writer appends.

use super::record::{Link, Record};
use super::segment::{self, Kind};
use crate::store::error::{Damage, StoreError};
use crate::store::files::Files;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The durable part of a log.
#[derive(Clone, Debug)]
pub struct View {
    pub(super) files: Arc<dyn Files>,
    pub(super) dir: PathBuf,
    pub(super) kind: Kind,
    /// The number after the last durable one.
    pub(super) until: u64,
}

/// The first numbers of the segments in `dir`, in order.
///
/// # Errors
/// The system's error.
pub fn segments(files: &dyn Files, dir: &Path) -> Result<Vec<u64>, StoreError> {
    let names = files.list(dir).map_err(|error| StoreError::io(dir, error))?;
    Ok(names.iter().filter_map(|name| segment::first_seq(name)).collect())
}

impl View {
    /// A view of the log in `dir`, of which `until` is the number after the last that counts.
    pub fn new(files: Arc<dyn Files>, dir: PathBuf, kind: Kind, until: u64) -> Self {
        Self { files, dir, kind, until }
    }

    /// The number after the last durable one.
    pub fn until(&self) -> u64 {
        self.until
    }

    /// Where the segments are.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The segment in which number `seq` is, as far as the names tell.
    pub fn path_of(&self, seq: u64) -> PathBuf {
        let all = segments(&*self.files, &self.dir).unwrap_or_default();
        let first = all.iter().rfind(|first| **first <= seq).copied().unwrap_or(1);
        segment::path(&self.dir, first)
    }

    /// Damage seen in the record that begins with `seq`.
    pub fn damage(&self, seq: u64, why: Damage) -> StoreError {
        let path = self.path_of(seq);
        let mut offset = segment::HEADER;
        if let Ok(bytes) = self.files.read(&path) {
            // The place is only told to people; a walk that fails before it tells the start.
            let _ = segment::walk(self.kind, &path, &bytes, |record, _| {
                if record.first_seq < seq {
                    offset += record.raw.len();
                }
                Ok(record.first_seq < seq)
            });
        }
        StoreError::damaged(&path, offset, why)
    }

    /// Calls `each` with every record that ends after `from` and the link before it, in order, each checked by checksum
    /// and chain, until it answers `false`.
    ///
    /// # Errors
    /// Damage anywhere in the segments walked over, or what `each` answers.
    pub fn visit(
        &self,
        from: u64,
        mut each: impl FnMut(&Record<'_>, &Link) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        if from >= self.until {
            return Ok(());
        }
        let all = segments(&*self.files, &self.dir)?;
        let begin = all.iter().rposition(|first| *first <= from);
        let begin = begin.ok_or_else(|| StoreError::damaged(&segment::path(&self.dir, from), 0, Damage::Missing))?;
        let mut before: Option<segment::End> = None;
        for first in &all[begin..] {
            let path = segment::path(&self.dir, *first);
            let bytes = self.files.read(&path).map_err(|error| StoreError::io(&path, error))?;
            let start = segment::read_header(self.kind, &path, &bytes)?;
            if start.first_seq != *first {
                return Err(StoreError::damaged(&path, 0, Damage::Header));
            }
            if before.is_some_and(|end| end.next_seq != start.first_seq || end.head != start.prev) {
                let why = if before.is_some_and(|end| end.next_seq < start.first_seq) {
                    Damage::Missing
                } else {
                    Damage::Chain
                };
                return Err(StoreError::damaged(&path, 0, why));
            }
            let mut stopped = false;
            let end = segment::walk(self.kind, &path, &bytes, |record, prev| {
                let go = record.first_seq < self.until && (record.end_seq() <= from || each(record, prev)?);
                stopped = !go;
                Ok(go)
            })?;
            if stopped || end.next_seq >= self.until {
                return Ok(());
            }
            if end.good != bytes.len() {
                return Err(StoreError::damaged(&path, end.good, Damage::Checksum));
            }
            before = Some(end);
        }
        let last = all.last().copied().unwrap_or(from);
        Err(StoreError::damaged(&segment::path(&self.dir, last), before.map_or(0, |end| end.good), Damage::Short))
    }

    /// The link before number `seq`, if a record ends right there.
    ///
    /// # Errors
    /// As [`Self::visit`].
    pub fn link_before(&self, seq: u64) -> Result<Option<Link>, StoreError> {
        let mut found = (seq == 1).then_some([0; 32]);
        self.visit(seq.saturating_sub(1).max(1), |record, prev| {
            if record.first_seq == seq {
                found = Some(*prev);
            } else if record.end_seq() == seq {
                found = Some(record.hash);
            }
            Ok(record.end_seq() < seq)
        })?;
        Ok(found)
    }
}
