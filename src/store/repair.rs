//! Mending a damaged log from its other copies: the longest chain that proves itself, record by record.

use super::applied::Applied;
use super::error::{Damage, StoreError};
use super::files::DiskFiles;
use super::journal::Log;
use super::journal::record;
use super::journal::segment::Kind;
use super::judge::Copies;
use super::keyed::{Keyed, Room};
use super::lock::Lock;
use super::options::{Options, Progress};
use super::proof::Proof;
use super::salvage::Salvage;
use super::second::Second;
use super::shared::{BEFORE, JOURNAL, SLED};
use super::trial::{self, Trial};
use super::{people, version};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Whether the journal was replaced by a better chain.
    pub journal: bool,
    /// Whether the vault was.
    pub people: bool,
    /// Whether the keyed copy was of another centre.
    pub strange: bool,
    /// Events in the journal now.
    pub events: u64,
    /// Where the replaced is kept.
    pub aside: Vec<PathBuf>,
}

/// Mends the store in `dir`: puts the longest valid chain of both logs in place, out of their segments, the second place
/// and the keyed copies that are of the same centre; then makes the keyed copy anew. What is replaced is set aside, and only once the mended store was
/// opened and verified; until then it is put back if anything goes wrong.
///
/// # Errors
/// [`StoreError::NoSecondCopy`]: damage that no copy can mend; nothing was changed, and a backup must be restored.
/// [`StoreError::Undecided`]: nothing says which copy is the foreign one. [`StoreError::Locked`], the system's error.
pub fn repair(dir: &Path, options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Repaired, StoreError> {
    mend_both(dir, options, progress).map_err(|error| match error {
        StoreError::Damaged { path, .. } => StoreError::NoSecondCopy { path },
        other => other,
    })
}

fn mend_both(dir: &Path, options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Repaired, StoreError> {
    let lock = Lock::take(dir, &options.name, options.now)?;
    options.guard(dir)?;
    for name in [JOURNAL, people::DIR, SLED] {
        trial::bring_back(dir, name)?;
    }
    people::settle(&DiskFiles, dir)?;
    match version::read(&DiskFiles, dir) {
        Err(StoreError::Damaged { path, .. }) => {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
        other => drop(other?),
    }
    let Copies { trusted: copies, strange } = Copies::find(dir, options)?;
    let mended = Mending { dir, options, copies: &copies };
    let people = mended.mend(Kind::People, people::DIR, Room::Vault)?;
    let journal = mended.mend(Kind::Journal, JOURNAL, Room::Journal)?;
    for copy in copies {
        // About to be moved.
        let _ = copy.close();
    }
    let mut trial = Trial::new(dir, options);
    let made = [(people::DIR, people), (JOURNAL, journal)];
    let replaced = made.iter().filter(|(_, mended)| *mended).try_for_each(|(name, _)| trial.replace(name));
    let replaced = replaced.and_then(|()| trial.move_away(SLED));
    let replaced = replaced.and_then(|()| if strange { trial.move_away(BEFORE) } else { Ok(()) });
    let replaced = replaced.and_then(|()| version::write(&DiskFiles, dir));
    drop(lock);
    match replaced.and_then(|()| trial::verified(dir, options, progress)) {
        Ok(events) => trial.keep().map(|aside| Repaired { journal, people, strange, events, aside }),
        Err(error) => {
            let _lock = Lock::take(dir, &options.name, options.now)?;
            trial.undo()?;
            Err(error)
        }
    }
}

struct Mending<'a> {
    dir: &'a Path,
    options: &'a Options,
    copies: &'a [Keyed],
}

impl Mending<'_> {
    /// Makes one log anew beside itself if it needs it; answers whether it did.
    fn mend(&self, kind: Kind, name: &str, room: Room) -> Result<bool, StoreError> {
        let now = self.dir.join(name);
        let applied: Vec<Applied> = self.copies.iter().filter_map(|keyed| Applied::of(keyed).ok()).collect();
        let reach = applied.iter().map(|applied| if kind == Kind::Journal { applied.next } else { applied.vault_next });
        let reach = reach.max().unwrap_or(1);
        let proofs: Vec<Proof> = self.copies.iter().filter_map(|keyed| Proof::of(keyed, room)).collect();
        if self.is_whole(&now, kind, reach, &proofs)? {
            return Ok(false);
        }
        let mut salvage = Salvage::default();
        salvage.add(kind, &now)?;
        if let Some(place) = &self.options.second_place {
            salvage.add(kind, &place.join(name))?;
        }
        let next = self.dir.join(trial::mended(name));
        let io = |error| StoreError::io(&next, error);
        if next.exists() {
            fs::remove_dir_all(&next).map_err(io)?;
        }
        // Files of another centre chain from their first record too; the keyed copy, once proved, knows which is ours.
        // Unless somebody was erased from the vault since: then the files are right.
        let old = salvage.rewritten();
        let copies_first = !proofs.is_empty() && !applied.iter().any(|applied| Some(applied.vault_head) == old);
        let mut log = Log::look(Arc::new(DiskFiles), &next, kind, self.options.segment_bytes)?;
        log.ready()?;
        let mut seconds: Vec<Second<'_>> = self.copies.iter().map(|keyed| Second::new(keyed, room)).collect();
        let mut chain = BTreeSet::new();
        loop {
            let (seq, head) = (log.next_seq(), log.head());
            let mut copied = || seconds.iter_mut().find_map(|second| second.after(seq, &head));
            let first = if copies_first { copied() } else { None };
            let Some(raw) = first.or_else(|| salvage.after(seq, &head)).or_else(copied) else { break };
            let Ok(record) = record::parse(&raw) else { break };
            log.append_unsynced(record.count, record.at_ms, record.body)?;
            chain.insert(record.hash);
        }
        log.sync()?;
        let end = log.next_seq();
        drop(log);
        // A journal without any event is only right where a copy knows that nothing ever happened.
        let nothing = kind == Kind::Journal && end == 1 && applied.is_empty();
        if nothing || end < reach || salvage.is_left(end, &chain) {
            fs::remove_dir_all(&next).map_err(io)?;
            return Err(StoreError::damaged(&now, 0, Damage::Missing));
        }
        Ok(true)
    }

    /// Whether a log is whole from its first byte, no shorter than what the keyed copies have seen of it, and the one
    /// that they followed.
    fn is_whole(&self, dir: &Path, kind: Kind, reach: u64, proofs: &[Proof]) -> Result<bool, StoreError> {
        let checked = Log::look(Arc::new(DiskFiles), dir, kind, self.options.segment_bytes).and_then(|log| {
            log.view().visit(1, |_, _| Ok(true))?;
            let replaced = if kind == Kind::People { people::replaced(&log.view())? } else { None };
            let fits = |proof: &Proof| {
                proof.next <= log.next_seq()
                    && log.view().link_before(proof.next).is_ok_and(|link| link == Some(proof.head))
            };
            let fits = proofs.is_empty() || proofs.iter().any(fits);
            Ok((log, replaced, fits))
        });
        match checked {
            Ok((log, replaced, fits)) => {
                let erased = replaced.is_some_and(|old| {
                    let heads = self.copies.iter().filter_map(|keyed| Applied::of(keyed).ok());
                    heads.into_iter().any(|applied| applied.vault_head == old)
                });
                Ok(log.exists() && (erased || (fits && log.next_seq() >= reach)))
            }
            Err(StoreError::Damaged { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
