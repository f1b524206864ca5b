//! Bringing the keyed copy up to the logs, and the state with it.

use super::applied::Applied;
use super::codec;
use super::error::{Damage, StoreError};
use super::journal::record::Link;
use super::journal::view::View;
use super::keyed::{Keyed, Room};
use super::options::{Progress, Work};
use super::people;
use super::proof::Proof;
use super::rows::Indexer;
use super::second::Packs;
use super::snapshot;
use crate::domain::state::State;

/// Bytes gathered before they are put into the keyed copy.
const BATCH: usize = 2 << 20;

/// A log as it is durable: where it ends, and how.
#[derive(Clone, Debug)]
pub struct Durable {
    /// For reading it.
    pub view: View,
    /// The link of its last record.
    pub head: Link,
}

impl Durable {
    /// Whether the log in the files, read up to a record with this link, is the one that was written.
    ///
    /// # Errors
    /// [`StoreError::Another`]: the files were changed under the program.
    pub fn check_end(&self, link: &Link) -> Result<(), StoreError> {
        if *link == self.head { Ok(()) } else { Err(StoreError::Another { path: self.view.dir().to_owned() }) }
    }
}

/// Brings `keyed` up to the end of both logs and answers the state there; `None` when it holds something else than the
/// logs say, so that it must be made anew.
///
/// # Errors
/// Damage: a log is shorter than what the keyed copy has seen of it, damaged where it is read, or another one than the
/// keyed copy can prove ([`StoreError::Another`]).
pub fn bring_up(
    keyed: &Keyed,
    journal: &Durable,
    vault: &Durable,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<State>, StoreError> {
    let applied = Applied::of(keyed)?;
    // A vault from which somebody was erased is shorter for a good reason.
    let replaced = people::replaced(&vault.view)?;
    let erased = replaced.is_some_and(|old| old == applied.vault_head);
    if erased || !follows(vault, applied.vault_next, &applied.vault_head)? {
        // What went before a vault that was written anew may have been any part of the old one.
        return if replaced.is_some() { Ok(None) } else { another(keyed, vault, Room::Vault) };
    }
    if !follows(journal, applied.next, &applied.head)? {
        return another(keyed, journal, Room::Journal);
    }
    if !Applied::is_made_so(keyed)? {
        return Ok(None);
    }
    let applied = index_vault(keyed, vault, applied)?;
    let state = match snapshot::newest(keyed, applied.next)? {
        Some((state, head)) if journal.view.link_before(state.seq + 1)? == Some(head) => state,
        _ => State::default(),
    };
    replay(keyed, journal, applied, state, progress).map(Some)
}

/// Whether the keyed copy, at `next` with `head`, holds the beginning of this log or all of it.
fn follows(log: &Durable, next: u64, head: &Link) -> Result<bool, StoreError> {
    if next > log.view.until() {
        return Err(log.view.damage(log.view.until(), Damage::Behind));
    }
    let link = if next == log.view.until() { Some(log.head) } else { log.view.link_before(next)? };
    Ok(link == Some(*head))
}

/// A log that is not the one which `keyed` followed: files of another centre chain as well as ours, so the keyed copy is
/// given up only when it cannot prove what it holds.
fn another(keyed: &Keyed, log: &Durable, room: Room) -> Result<Option<State>, StoreError> {
    match Proof::of(keyed, room) {
        Some(_) => Err(StoreError::Another { path: log.view.dir().to_owned() }),
        None => Ok(None),
    }
}

fn index_vault(keyed: &Keyed, vault: &Durable, mut applied: Applied) -> Result<Applied, StoreError> {
    let mut packs = Packs::default();
    let mut indexer = Indexer::new(keyed, applied, &mut packs);
    vault.view.visit(applied.vault_next, |record, _| {
        indexer.vault_record(record.first_seq, record.count, record.raw, record.body, record.hash)?;
        if indexer.bytes() > BATCH {
            indexer.put()?;
        }
        Ok(true)
    })?;
    if indexer.applied() != applied {
        applied = indexer.put()?;
    }
    Ok(applied)
}

/// The state after the journal's last event, without any keyed copy.
///
/// # Errors
/// Damage of the journal.
pub fn state_alone(journal: &Durable, progress: &mut dyn FnMut(Progress)) -> Result<State, StoreError> {
    let mut state = State::default();
    let total = journal.view.until() - 1;
    journal.view.visit(1, |record, _| {
        for event in codec::decode(&journal.view, record)? {
            state.apply(&event);
            if event.seq.is_multiple_of(1000) {
                progress(Progress { work: Work::Rebuilding, done: event.seq, total });
            }
        }
        Ok(true)
    })?;
    Ok(state)
}

fn replay(
    keyed: &Keyed,
    journal: &Durable,
    applied: Applied,
    mut state: State,
    progress: &mut dyn FnMut(Progress),
) -> Result<State, StoreError> {
    let view = &journal.view;
    let mut packs = Packs::default();
    let mut indexer = Indexer::new(keyed, applied, &mut packs);
    let total = view.until() - 1;
    let mut told = state.seq;
    view.visit(state.seq + 1, |record, _| {
        let new = record.first_seq >= applied.next;
        for event in codec::decode(view, record)? {
            let before = new.then(|| state.clone());
            state.apply(&event);
            if let Some(before) = before {
                indexer.event(&before, &event, &state)?;
            }
        }
        if new {
            indexer.journal_record(record.first_seq, record.count, record.raw, record.hash);
            if indexer.bytes() > BATCH {
                indexer.put()?;
            }
        }
        if state.seq >= told + 1000 {
            told = state.seq;
            progress(Progress { work: Work::Rebuilding, done: told, total });
        }
        Ok(true)
    })?;
    if indexer.applied() != applied {
        indexer.put()?;
    }
    Ok(state)
}
