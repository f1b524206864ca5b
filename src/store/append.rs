//! Saving: one record and one sync for a batch, and everything else follows from the logs.

use super::error::StoreError;
use super::follower::Job;
use super::journal::{entry, record};
use super::open::Store;
use super::people::Sealed;
use super::shared::Ends;
use super::{codec, people, rows};
use crate::domain::event::Recorded;
use crate::domain::ids::PersonId;

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
        self.follower.hand(&self.shared, Job { events: events.to_vec(), raw, vaulted });
        if self.journal.tail_path() != segment {
            self.copy_sealed();
        }
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

    pub(super) fn copy_sealed(&self) {
        if let Some(copier) = &self.copier {
            copier.wake();
        }
    }
}
