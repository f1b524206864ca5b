//! Saving: one record and one sync for a batch, and everything else follows from the logs.

use super::background::Job;
use super::error::StoreError;
use super::journal::{entry, record};
use super::keyed::Keyed;
use super::open::Store;
use super::people::Sealed;
use super::replay::bring_up;
use super::rows::{Applied, Indexer};
use super::shared::{Ends, Slot};
use super::{codec, people, rows};
use crate::domain::event::Recorded;
use crate::domain::ids::PersonId;
use std::sync::Arc;

/// Events after which the state is kept again.
const SNAPSHOT_EVENTS: u64 = 20_000;
/// Seconds after which it is kept again, if anything happened.
const SNAPSHOT_S: i64 = 600;
/// Seconds after which a rebuild that did not help is tried again.
const REBUILD_S: i64 = 60;
impl Store {
    /// Makes these events durable as one record, with the people that they are the first to name. When this answers
    /// well, nothing of it is ever lost.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and [`StoreError::Io`]: nothing was saved, and the same may be tried again.
    /// [`StoreError::Poisoned`]: the program must be started again. [`StoreError::OutOfOrder`], [`StoreError::TooBig`],
    /// [`StoreError::Encode`]: the batch is wrong.
    pub fn append(&mut self, events: &[Recorded], people: &[(PersonId, Sealed)]) -> Result<(), StoreError> {
        let Some(first) = events.first() else { return Ok(()) };
        self.check_batch(events, people)?;
        self.check_room()?;
        let body = codec::encode(events)?;
        if body.len() > record::BODY_CAP {
            return Err(StoreError::TooBig { bytes: body.len(), cap: record::BODY_CAP });
        }
        let at_ms = first.at.0.saturating_mul(1000);
        let vaulted = if people.is_empty() { None } else { Some(self.append_people(people, at_ms)?) };
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let segment = self.journal.tail_path().to_owned();
        let raw = self.journal.append(count, at_ms, &body)?;
        // From here on the batch is durable: whatever else fails is made good from the logs.
        *self.shared.ends() = Ends::of(&self.journal, &self.vault);
        self.follow(events, &raw, vaulted.as_deref());
        if self.journal.tail_path() != segment {
            self.copy_sealed();
        }
        self.keep_if_due();
        Ok(())
    }

    fn check_batch(&self, events: &[Recorded], people: &[(PersonId, Sealed)]) -> Result<(), StoreError> {
        let expected = self.journal.next_seq()..;
        for (expected, event) in expected.zip(events) {
            if event.seq != expected {
                return Err(StoreError::OutOfOrder { expected, found: event.seq });
            }
            if let Some(digest) = rows::digest_of(&event.event)
                && !people.iter().any(|(_, sealed)| sealed.digest() == digest)
            {
                return Err(StoreError::Encode(format!("event {expected} names a person whose record was not given")));
            }
        }
        Ok(())
    }

    fn append_people(&mut self, people: &[(PersonId, Sealed)], at_ms: i64) -> Result<Vec<u8>, StoreError> {
        let mut body = Vec::new();
        for (id, sealed) in people {
            entry::push(&mut body, people::PERSON, &sealed.entry(*id));
        }
        self.vault.append(u32::try_from(people.len()).unwrap_or(u32::MAX), at_ms, &body)
    }

    /// Lets memory and the keyed copy follow the logs. A keyed copy that fails is made anew in the background.
    fn follow(&mut self, events: &[Recorded], raw: &[u8], vaulted: Option<&[u8]>) {
        let shared = Arc::clone(&self.shared);
        let slot = shared.slot();
        let mut indexed = match &*slot {
            Slot::Open(keyed) if !keyed.has_failed() => self.level(keyed, raw, vaulted),
            _ => Err(StoreError::Keyed("not open".to_owned())),
        };
        let mut state = self.state.clone();
        for event in events {
            let before = state.clone();
            state.apply(event);
            if let Ok(Some(indexer)) = &mut indexed
                && let Err(error) = indexer.event(&before, event, &state)
            {
                indexed = Err(error);
            }
        }
        let done = match indexed {
            Ok(None) => Ok(()),
            Ok(Some(mut indexer)) => record::parse(raw).map_or(Ok(()), |record| {
                indexer.journal_record(record.first_seq, record.count, raw, record.hash);
                indexer.put().map(|_| ())
            }),
            Err(error) => Err(error),
        };
        drop(slot);
        self.state = state;
        let asked = self.asked.is_some_and(|asked| self.state.at.since(asked) < REBUILD_S);
        if done.is_err() && !asked && self.background.hand(Job::Rebuild) {
            self.asked = Some(self.state.at);
        }
    }

    /// An indexer that stands right before these events; `None` when the keyed copy had fallen behind (a rebuild ended
    /// meanwhile, or the vault was ahead) and was brought up over them already.
    fn level<'a>(
        &self,
        keyed: &'a Keyed,
        raw: &[u8],
        vaulted: Option<&[u8]>,
    ) -> Result<Option<Indexer<'a>>, StoreError> {
        let applied = Applied::of(keyed)?;
        let vaulted = vaulted.and_then(|raw| record::parse(raw).ok());
        let vault_from = vaulted.map_or(self.vault.next_seq(), |record| record.first_seq);
        let first = record::parse(raw).map_or(0, |record| record.first_seq);
        if applied.next != first || applied.vault_next != vault_from {
            return match bring_up(keyed, &self.shared.journal(), &self.shared.vault(), &mut |_| {})? {
                Some(_) => Ok(None),
                None => Err(StoreError::Keyed("differs from the journal".to_owned())),
            };
        }
        let mut indexer = Indexer::new(keyed, applied);
        if let Some(record) = vaulted {
            indexer.vault_record(record.first_seq, record.count, record.raw, record.body, record.hash)?;
        }
        Ok(Some(indexer))
    }

    pub(super) fn copy_sealed(&self) {
        if self.options.second_place.is_some() {
            self.background.hand(Job::CopySealed);
        }
    }

    fn keep_if_due(&mut self) {
        let (seq, at) = self.kept;
        let due = self.state.seq >= seq + SNAPSHOT_EVENTS || self.state.at.since(at) >= SNAPSHOT_S;
        if due && self.background.hand(Job::Snapshot(Box::new(self.state.clone()), self.journal.head())) {
            self.kept = (self.state.seq, self.state.at);
        }
    }
}
