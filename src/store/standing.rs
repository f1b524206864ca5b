//! The standing backup: sealed segments copied to a second place, each checked before and after.

use super::error::StoreError;
use super::files::{DiskFiles, copy_whole};
use super::journal::record;
use super::journal::segment::{self, Kind};
use super::journal::view;
use super::replay::Durable;
use super::shared::{JOURNAL, Shared};
use super::{beside, people, version};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often a place that is not there is looked for.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// A place that is there now. It is never made: the name of a stick that is not plugged in would become a folder on the
/// very disk that the copy is to outlive.
///
/// # Errors
/// [`StoreError::BadPlace`]: a file, or in the data directory `root`, with which it would be lost.
/// [`StoreError::NoPlace`]. [`StoreError::Taken`]: the copy of another centre than the one in `root` is there.
pub fn look(root: &Path, place: &Path) -> Result<(), StoreError> {
    let path = place.to_owned();
    let real = |path: &Path| path.ancestors().find_map(|above| above.canonicalize().ok());
    if (place.exists() && !place.is_dir()) || real(place).zip(real(root)).is_some_and(|(at, root)| at.starts_with(root))
    {
        return Err(StoreError::BadPlace { path });
    }
    if !place.is_dir() {
        return Err(StoreError::NoPlace { path });
    }
    let (here, there) = (root.join(JOURNAL), place.join(JOURNAL));
    let common = view::segments(&DiskFiles, &there)?;
    let own = view::segments(&DiskFiles, &here)?;
    let common: Vec<u64> = common.into_iter().filter(|first| own.contains(first)).collect();
    // Each file names the link before it, so the first and the last that both have speak for those between.
    let ends: BTreeSet<u64> = common.first().into_iter().chain(common.last()).copied().collect();
    for first in ends {
        let read = |dir: &Path| {
            let path = segment::path(dir, first);
            std::fs::read(&path).map_err(|error| StoreError::io(&path, error))
        };
        if part(&read(&here)?, &read(&there)?) {
            return Err(StoreError::Taken { path });
        }
    }
    Ok(())
}

/// Whether two segments are of different chains: both whole up to where they differ.
fn part(here: &[u8], there: &[u8]) -> bool {
    let start = |bytes| segment::read_header(Kind::Journal, Path::new(""), bytes).ok();
    let (Some(here_start), Some(there_start)) = (start(here), start(there)) else { return false };
    if here_start != there_start {
        return true;
    }
    let mut at = segment::HEADER;
    while let (Ok(one), Ok(other)) = (record::parse(&here[at..]), record::parse(&there[at..])) {
        if one.raw != other.raw {
            return true;
        }
        at += one.raw.len();
    }
    false
}

/// Copies to `place` the files beside the store, and every segment that is not there yet; the last ones, which are still written, only when `tails`.
/// What stands there then is a data directory without the keyed copy, which `restore` takes.
///
/// # Errors
/// As [`look`]; damage of a segment here (it is not copied over a good copy), or the system's error.
pub fn copy(shared: &Shared, place: &Path, tails: bool) -> Result<(), StoreError> {
    let _copying = shared.copying.lock().unwrap_or_else(PoisonError::into_inner);
    look(&shared.root, place)?;
    copy_log(shared, &shared.journal(), Kind::Journal, &place.join(JOURNAL), tails)?;
    copy_log(shared, &shared.vault(), Kind::People, &place.join(people::DIR), tails)?;
    for (name, bytes) in beside::present(&*shared.files, &shared.root)? {
        let target = place.join(name);
        if !shared.files.read(&target).is_ok_and(|there| there == bytes) {
            beside::make_above(&*shared.files, &target)?;
            copy_whole(&*shared.files, &bytes, &target).map_err(|error| StoreError::io(&target, error))?;
        }
    }
    version::write(&*shared.files, place)
}

fn copy_log(shared: &Shared, log: &Durable, kind: Kind, to: &Path, tails: bool) -> Result<(), StoreError> {
    let files = &*shared.files;
    files.create_dir(to).map_err(|error| StoreError::io(to, error))?;
    let from = log.view.dir();
    let here = view::segments(files, from)?;
    for (place, first) in here.iter().enumerate() {
        let sealed = place + 1 < here.len();
        if !sealed && !tails {
            continue;
        }
        let (source, target) = (segment::path(from, *first), segment::path(to, *first));
        let bytes = files.read(&source).map_err(|error| StoreError::io(&source, error))?;
        let until = log.view.until();
        let end = segment::walk(kind, &source, &bytes, |record, _| Ok(record.first_seq < until))?;
        let good = &bytes[..end.good];
        let there = files.read(&target).unwrap_or_default();
        // A longer good copy is what a repair here may need.
        if there != good && !there.starts_with(good) {
            copy_whole(files, good, &target).map_err(|error| StoreError::io(&target, error))?;
        }
    }
    // A vault that was rewritten has other segments: those of before name people who were erased.
    for name in view::segments(files, to)? {
        if kind == Kind::People && !here.contains(&name) {
            let gone = segment::path(to, name);
            files.remove(&gone).map_err(|error| StoreError::io(&gone, error))?;
        }
    }
    Ok(())
}

/// A thread that copies what was sealed, so that a slow stick keeps nobody waiting.
#[derive(Debug)]
pub struct Copier {
    wakes: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Copier {
    /// Starts the thread, when a second place is set; it copies once at once.
    ///
    /// # Errors
    /// The system's error.
    pub fn start(shared: &Arc<Shared>, place: Option<&PathBuf>) -> Result<Option<Self>, StoreError> {
        let Some(place) = place.cloned() else { return Ok(None) };
        let (wakes, queue) = sync_channel(1);
        let own = Arc::clone(shared);
        let run = move || {
            loop {
                let failed = own.standing.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let away = failed.is_some_and(|error| matches!(*error, StoreError::NoPlace { .. }));
                // Nobody says when a stick is plugged in.
                match queue.recv_timeout(if away { LOOK_AGAIN } else { Duration::from_hours(1) }) {
                    Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                let outcome = copy(&own, &place, false);
                *own.standing.lock().unwrap_or_else(PoisonError::into_inner) = outcome.err().map(Arc::new);
            }
        };
        let thread = thread::Builder::new().name("store-copy".to_owned()).spawn(run);
        let thread = thread.map_err(|error: io::Error| StoreError::io(&shared.root, error))?;
        let copier = Self { wakes: Some(wakes), thread: Some(thread) };
        copier.wake();
        Ok(Some(copier))
    }

    /// There is something new to copy. One that is copying looks again afterwards.
    pub fn wake(&self) {
        if let Some(wakes) = &self.wakes {
            // Full means that it is going to look anyway.
            let _ = wakes.try_send(());
        }
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        self.wakes = None;
        if let Some(thread) = self.thread.take() {
            // A panic there has been told by the panic hook.
            let _ = thread.join();
        }
    }
}
