//! Which of several copies is the foreign one: files of another centre chain as well as ours, so only what belongs
//! together tells. The keyed copy is derived: two whole logs that belong together win over it.

use super::applied::Applied;
use super::error::{Damage, StoreError};
use super::files::{DiskFiles, Files};
use super::journal::Log;
use super::journal::record::Link;
use super::journal::segment::Kind;
use super::keyed::{Keyed, Room};
use super::options::Options;
use super::proof::Proof;
use super::replay::Durable;
use super::salvage::Salvage;
use super::second::Second;
use super::shared::{BEFORE, JOURNAL, SLED};
use super::{people, verify};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Says of an `error` of bringing up the keyed copy in `dir` that the copy is to blame, when it is.
pub fn blame(keyed: &Keyed, dir: &Path, journal: &Durable, vault: &Durable, error: StoreError) -> StoreError {
    let doubt = matches!(error, StoreError::Another { .. } | StoreError::Damaged { why: Damage::Behind, .. });
    let strange = || differs_from_any(keyed, journal, vault) && belong_together(journal, vault);
    if doubt && strange() { StoreError::Strange { path: dir.to_owned() } } else { error }
}

/// Whether at least one person proves that both logs are of one centre.
fn belong_together(journal: &Durable, vault: &Durable) -> bool {
    verify::agreement(journal, vault).is_some_and(|matched| matched > 0)
}

fn differs_from_any(keyed: &Keyed, journal: &Durable, vault: &Durable) -> bool {
    // A vault that was written anew is another one than the copy's for a good reason.
    let anew = people::replaced(&vault.view).is_ok_and(|old| old.is_some());
    differs(keyed, journal, Room::Journal) || (!anew && differs(keyed, vault, Room::Vault))
}

/// Whether a log and what the copy can prove of it are different chains, not one the beginning of the other.
fn differs(keyed: &Keyed, log: &Durable, room: Room) -> bool {
    let Some(proof) = Proof::of(keyed, room) else { return false };
    let (mut second, mut other) = (Second::new(keyed, room), false);
    let read = log.view.visit(1, |record, _| {
        if record.first_seq >= proof.next {
            return Ok(false);
        }
        other = second.record(record.first_seq)? != Some(record.raw);
        Ok(!other)
    });
    read.is_ok() && other
}

/// The keyed copies that a repair may take records from.
#[derive(Debug)]
pub struct Copies {
    /// Those of the same centre as the logs, the best first.
    pub trusted: Vec<Keyed>,
    /// Whether the one in use, or the one from before a doubtful open, is of another centre.
    pub strange: bool,
}

impl Copies {
    /// Looks at every keyed copy in the data directory `dir`.
    ///
    /// # Errors
    /// [`StoreError::Undecided`] when the logs do not belong together and share nothing with any copy.
    pub fn find(dir: &Path, options: &Options) -> Result<Self, StoreError> {
        let logs = Logs::of(dir, options)?;
        let (mut trusted, mut foreign, mut doubtful) = (Vec::new(), 0, None);
        // The copy made before a doubtful open comes first: opening the other may have cost it its end.
        for (path, keyed) in [BEFORE, SLED].into_iter().filter_map(|name| opened(dir.join(name))) {
            match logs.judge(&keyed) {
                Verdict::Ours => trusted.push(keyed),
                Verdict::Foreign => foreign += 1,
                Verdict::Unknown => doubtful = Some(path),
            }
        }
        if let Some(other) = doubtful.as_ref().filter(|_| trusted.is_empty()) {
            return Err(StoreError::Undecided { path: dir.join(JOURNAL), other: other.clone() });
        }
        let strange = foreign > 0 || doubtful.is_some();
        if !trusted.iter().any(|keyed| Proof::of(keyed, Room::Journal).is_some()) {
            // What was set aside may be out of date, but is better than nothing; the newest first.
            let found = DiskFiles.list(dir).map_err(|error| StoreError::io(dir, error))?;
            let aside = found.iter().rev().filter(|name| name.starts_with(&format!("{SLED}.bad-")));
            let aside = aside.filter_map(|name| opened(dir.join(name))).map(|(_, keyed)| keyed);
            trusted.extend(aside.filter(|keyed| matches!(logs.judge(keyed), Verdict::Ours)));
        }
        Ok(Self { trusted, strange })
    }
}

fn opened(path: PathBuf) -> Option<(PathBuf, Keyed)> {
    let keyed = path.exists().then(|| Keyed::open(&path).ok())??;
    Some((path, keyed))
}

enum Verdict {
    Ours,
    Foreign,
    Unknown,
}

/// Both logs of a data directory, however damaged.
struct Logs {
    /// When both are whole and belong together.
    together: Option<(Durable, Durable)>,
    journal: Salvage,
    vault: Salvage,
    /// The last link of the vault that the one here was written in place of.
    rewritten: Option<Link>,
}

impl Logs {
    fn of(dir: &Path, options: &Options) -> Result<Self, StoreError> {
        let salvaged = |kind, name| {
            let mut salvage = Salvage::default();
            salvage.add(kind, &dir.join(name)).map(|()| salvage)
        };
        let look = |kind, name| {
            let log = Log::look(Arc::new(DiskFiles), &dir.join(name), kind, options.segment_bytes).ok()?;
            Some(Durable { view: log.view(), head: log.head() })
        };
        let both = look(Kind::Journal, JOURNAL).zip(look(Kind::People, people::DIR));
        let mut vault = salvaged(Kind::People, people::DIR)?;
        Ok(Self {
            together: both.filter(|(journal, vault)| belong_together(journal, vault)),
            journal: salvaged(Kind::Journal, JOURNAL)?,
            rewritten: vault.rewritten(),
            vault,
        })
    }

    fn judge(&self, keyed: &Keyed) -> Verdict {
        if let Some((journal, vault)) = &self.together {
            return if differs_from_any(keyed, journal, vault) { Verdict::Foreign } else { Verdict::Ours };
        }
        let meets = |salvage: &Salvage, room| {
            let mut chain = BTreeSet::new();
            Proof::walk(keyed, room, &mut |link| {
                chain.insert(link);
            });
            let (any, shared) = salvage.meets(&chain);
            (any && !chain.is_empty(), shared)
        };
        let (journal, in_journal) = meets(&self.journal, Room::Journal);
        let (vault, in_vault) = meets(&self.vault, Room::Vault);
        let erased = || Applied::of(keyed).is_ok_and(|applied| self.rewritten == Some(applied.vault_head));
        let strange = (journal || vault) && !in_journal && !in_vault && !erased();
        if strange { Verdict::Unknown } else { Verdict::Ours }
    }
}
