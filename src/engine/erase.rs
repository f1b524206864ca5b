//! Erasing a citizen: decided and journaled first, then done, and done at the next start where it was cut off.

use super::{Failure, Hub, Request};
use crate::domain::command::{Actor, Command, Verb};
use crate::domain::decide::decide;
use crate::domain::dossier::Dossier;
use crate::domain::ids::{CommandId, PersonId};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::store::{Store, StoreError};
use std::sync::Arc;

/// The wish to erase somebody.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// The wish's own id.
    pub id: CommandId,
    /// Who asks.
    pub by: Actor,
    /// Whom.
    pub person: PersonId,
    /// Why; it stays in the journal.
    pub reason: String,
}

impl Hub {
    /// Whether it would be done, and with which dossiers of hers, newest first; nothing happens.
    ///
    /// # Errors
    /// As [`erase`](Self::erase).
    pub fn would_erase(&self, wish: &Erasure) -> Result<Vec<Dossier>, Failure> {
        let (command, dossiers) = self.erasing(wish)?;
        let published = self.now_published();
        decide(&published.state, &published.book, &command, self.now()).map_err(Failure::Refused)?;
        Ok(dossiers)
    }

    /// Erases somebody and answers her dossiers, which stay without her. Nobody else is served meanwhile: the indexes are
    /// made anew.
    ///
    /// # Errors
    /// See [`Failure`]. After [`Failure::NotSaved`] it may be decided and not done; it is done at the next start then.
    pub fn erase(&self, wish: &Erasure) -> Result<Vec<Dossier>, Failure> {
        let (command, dossiers) = self.erasing(wish)?;
        self.submit_blocking(Request { command, person: None })?;
        let (person, at) = (wish.person, self.now());
        let done = self.visit(move |store, _| store.erase(person, at, &mut |_| {}))?;
        done.map_err(|error| Failure::NotSaved(Arc::new(error)))?;
        Ok(dossiers)
    }

    fn erasing(&self, wish: &Erasure) -> Result<(Command, Vec<Dossier>), Failure> {
        let dossiers = self.reader().dossiers_of(wish.person, usize::MAX);
        let dossiers = dossiers.map_err(|error| Failure::NotSaved(Arc::new(error)))?;
        let ended = dossiers.iter().filter_map(Dossier::ended).max();
        let verb = Verb::ErasePerson { person: wish.person, ended, reason: wish.reason.clone() };
        Ok((Command { id: wish.id, by: wish.by, verb }, dossiers))
    }
}

/// Erases whoever was to be erased when the hub was cut off, or came back with an older copy.
///
/// # Errors
/// The vault or the keyed copy cannot be read or written.
pub(super) fn finish(store: &mut Store, state: &State, now: Timestamp) -> Result<(), StoreError> {
    let reader = store.reader();
    if reader.is_read_only() {
        return Ok(());
    }
    for person in &state.erased {
        if reader.person(*person)?.is_some() {
            store.erase(*person, now, &mut |_| {})?;
        }
    }
    Ok(())
}
