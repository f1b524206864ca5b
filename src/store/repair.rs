//! Mending a damaged log from its other copies: the longest chain that proves itself, record by record.

use super::error::{Damage, StoreError};
use super::files::{DiskFiles, Files};
use super::journal::record::{self, Link};
use super::journal::segment::Kind;
use super::journal::{Log, view};
use super::keyed::{Keyed, Room};
use super::lock::Lock;
use super::options::{Options, Progress};
use super::rows::Applied;
use super::second::Second;
use super::shared::{self, BEFORE, JOURNAL, SLED};
use super::{Store, people, version};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a repair did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Whether the journal was replaced by a better chain.
    pub journal: bool,
    /// Whether the vault was.
    pub people: bool,
    /// Events in the journal now.
    pub events: u64,
}

/// Mends the store in `dir`: puts the longest valid chain of both logs in place, out of their segments, the second place
/// and the keyed copy; then makes the keyed copy anew. What is replaced is set aside, not removed.
///
/// # Errors
/// Damage that no copy can mend: nothing was changed, and a backup must be restored. [`StoreError::Locked`], the system's
/// error.
pub fn repair(dir: &Path, options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Repaired, StoreError> {
    let lock = Lock::take(dir, &options.name, options.now)?;
    bring_back(dir, JOURNAL)?;
    bring_back(dir, people::DIR)?;
    people::settle(&DiskFiles, dir)?;
    match version::read(&DiskFiles, dir) {
        Err(StoreError::Damaged { path, .. }) => {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
        other => drop(other?),
    }
    // The copy made before a doubtful open comes first: opening the other may have cost it its end.
    let copies: Vec<Keyed> = [BEFORE, SLED]
        .iter()
        .map(|name| dir.join(name))
        .filter(|path| path.exists())
        .filter_map(|path| Keyed::open(&path).ok())
        .collect();
    let mended = mend(dir, options, Kind::People, people::DIR, &copies, Room::Vault)?;
    let journal = mend(dir, options, Kind::Journal, JOURNAL, &copies, Room::Journal)?;
    for copy in copies {
        // About to be set aside.
        let _ = copy.close();
    }
    shared::set_aside(dir, options)?;
    version::write(&DiskFiles, dir)?;
    drop(lock);
    let (store, state) = Store::open(dir, options, progress)?;
    store.close()?;
    Ok(Repaired { journal, people: mended, events: state.seq })
}

/// A repair that was cut short between its two renames left the log under the name it is set aside with.
fn bring_back(dir: &Path, name: &str) -> Result<(), StoreError> {
    let now = dir.join(name);
    let io = |error| StoreError::io(&now, error);
    if now.exists() {
        return Ok(());
    }
    let mark = format!("{name}.bad-");
    let aside = DiskFiles.list(dir).map_err(io)?.into_iter().rfind(|found| found.starts_with(&mark));
    aside.map_or(Ok(()), |aside| fs::rename(dir.join(aside), &now)).map_err(io)
}

/// Where whole records lie in a log's files, by their first number.
#[derive(Debug, Default)]
struct Salvage {
    files: Vec<PathBuf>,
    places: BTreeMap<u64, Vec<(usize, usize, usize)>>,
    /// The file read last, because records mostly follow one another.
    cached: Option<(usize, Vec<u8>)>,
}

impl Salvage {
    /// Finds every whole record in the segments of `dir`, however damaged what lies between.
    fn add(&mut self, dir: &Path) -> Result<(), StoreError> {
        for first in view::segments(&DiskFiles, dir)? {
            let path = super::journal::segment::path(dir, first);
            let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, error))?;
            let mut at = 0;
            while let Some(found) = record::next_whole(&bytes[at..], 1) {
                at += found;
                let Ok(record) = record::parse(&bytes[at..]) else { break };
                self.places.entry(record.first_seq).or_default().push((self.files.len(), at, record.raw.len()));
                at += record.raw.len();
            }
            self.files.push(path);
        }
        Ok(())
    }

    /// The record that follows `seq` and `prev`, if any file has it.
    fn after(&mut self, seq: u64, prev: &Link) -> Option<Vec<u8>> {
        let places = self.places.get(&seq)?.clone();
        places.into_iter().find_map(|(file, at, len)| {
            if self.cached.as_ref().is_none_or(|(cached, _)| *cached != file) {
                self.cached = Some((file, fs::read(&self.files[file]).ok()?));
            }
            let raw = self.cached.as_ref()?.1.get(at..at + len)?;
            follows(raw, seq, prev).then(|| raw.to_vec())
        })
    }
}

fn follows(raw: &[u8], seq: u64, prev: &Link) -> bool {
    record::parse(raw).is_ok_and(|record| record.raw.len() == raw.len() && record.follows(seq, prev))
}

/// Mends one log if it needs it; answers whether it did.
fn mend(
    dir: &Path,
    options: &Options,
    kind: Kind,
    name: &str,
    copies: &[Keyed],
    room: Room,
) -> Result<bool, StoreError> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let now = dir.join(name);
    let reach = copies.iter().filter_map(|keyed| Applied::of(keyed).ok());
    let reach =
        reach.map(|applied| if kind == Kind::Journal { applied.next } else { applied.vault_next }).max().unwrap_or(1);
    if whole(&files, &now, kind, options, reach, copies)? {
        return Ok(false);
    }
    let mut salvage = Salvage::default();
    salvage.add(&now)?;
    if let Some(place) = &options.second_place {
        salvage.add(&place.join(name))?;
    }
    let next = dir.join(format!("{name}.mended"));
    let io = |error| StoreError::io(&next, error);
    if next.exists() {
        fs::remove_dir_all(&next).map_err(io)?;
    }
    let mut log = Log::look(files, &next, kind, options.segment_bytes)?;
    log.ready()?;
    let mut seconds: Vec<Second<'_>> = copies.iter().map(|keyed| Second::new(keyed, room)).collect();
    loop {
        let (seq, head) = (log.next_seq(), log.head());
        let mut copied = || seconds.iter_mut().find_map(|second| second.after(seq, &head));
        let Some(raw) = salvage.after(seq, &head).or_else(&mut copied) else { break };
        let Ok(record) = record::parse(&raw) else { break };
        log.append_unsynced(record.count, record.at_ms, record.body)?;
    }
    log.sync()?;
    let end = log.next_seq();
    drop(log);
    if end < reach || salvage.places.keys().next_back().is_some_and(|last| *last >= end) {
        fs::remove_dir_all(&next).map_err(io)?;
        return Err(StoreError::damaged(&now, 0, Damage::Missing));
    }
    replace(dir, options, name, &now, &next)?;
    Ok(true)
}

fn replace(dir: &Path, options: &Options, name: &str, now: &Path, next: &Path) -> Result<(), StoreError> {
    let replace = || {
        if now.exists() {
            shared::remove_aside(dir, name).map_err(std::io::Error::other)?;
            fs::rename(now, dir.join(options.aside(name)))?;
            DiskFiles.sync_dir(dir)?;
        }
        fs::rename(next, now)?;
        DiskFiles.sync_dir(dir)
    };
    replace().map_err(|error| StoreError::io(now, error))
}

/// Whether a log is whole from its first byte and no shorter than what the keyed copies have seen of it.
fn whole(
    files: &Arc<dyn Files>,
    dir: &Path,
    kind: Kind,
    options: &Options,
    reach: u64,
    copies: &[Keyed],
) -> Result<bool, StoreError> {
    let looked = Log::look(Arc::clone(files), dir, kind, options.segment_bytes);
    let checked = looked.and_then(|log| {
        log.view().visit(1, |_, _| Ok(true))?;
        let replaced = if kind == Kind::People { people::replaced(&log.view())? } else { None };
        Ok((log, replaced))
    });
    match checked {
        Ok((log, replaced)) => {
            let erased = replaced.is_some_and(|old| {
                copies.iter().any(|keyed| Applied::of(keyed).is_ok_and(|applied| applied.vault_head == old))
            });
            Ok(log.exists() && (log.next_seq() >= reach || erased))
        }
        Err(StoreError::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
