//! Whether a free text names a citizen who is known here, whoever the dossier is about: only the store can tell.

use super::Request;
use crate::domain::book::Book;
use crate::domain::naming::{is_called, maybe_named};
use crate::domain::state::State;
use crate::domain::ticket::ApplicantKind;
use crate::store::Reader;

/// So many dossiers are looked at for each possible name: those of whoever has it are among the newest.
const LOOKED_AT: usize = 20;

impl Request {
    /// Whether its free texts may name somebody.
    pub fn may_name(&self, state: &State, book: &Book) -> bool {
        !maybe_named(&self.command.verb, state, book).is_empty()
    }

    /// Whether its free texts have the whole name of a citizen who ever applied here. Waits for the keyed copy, and takes
    /// a few milliseconds for each possible name; what cannot be read names nobody.
    pub fn names_somebody(&self, reader: &Reader, state: &State, book: &Book) -> bool {
        let is_hers = |called: &str| {
            let found = reader.find(called, LOOKED_AT).unwrap_or_default();
            let citizens = found.into_iter().filter(|dossier| dossier.applicant_kind == ApplicantKind::Citizen);
            let mut people = citizens.filter_map(|dossier| reader.person(dossier.applicant).ok().flatten());
            people.any(|person| is_called(called, &person))
        };
        maybe_named(&self.command.verb, state, book).iter().any(|called| is_hers(called))
    }
}
