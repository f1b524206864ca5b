//! Whether an applicant who seems new is somebody the archive knows: one citizen is one person, however long ago she came.

use super::Request;
use super::people::applicant;
use crate::domain::command::{Applicant, DossierVerb, Verb};
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::person::{Person, PersonField};
use crate::domain::state::State;
use crate::store::{Reader, StoreError};
use crate::text::fold::fold;

impl Request {
    /// Whether it brings an applicant whom the archive may know, or corrects one who may have dossiers there.
    pub fn may_be_known(&self) -> bool {
        self.corrects().is_some() || self.brings_somebody()
    }

    /// Whose record it corrects.
    fn corrects(&self) -> Option<PersonId> {
        match &self.command.verb {
            Verb::About { verb: DossierVerb::CorrectApplicant { to: Applicant::Renewed(person, _), .. }, .. } => {
                Some(*person)
            }
            _ => None,
        }
    }

    fn brings_somebody(&self) -> bool {
        let is_new = match &self.command.verb {
            Verb::Receive(receive) => matches!(receive.applicant, Applicant::New(_)),
            Verb::About { verb: DossierVerb::CorrectApplicant { to, .. }, .. } => matches!(to, Applicant::New(_)),
            _ => false,
        };
        is_new && self.person.as_ref().is_some_and(|person| !person.id_number.is_empty())
    }
}

/// The wish as it is where its new applicant has the ID number and the name of somebody known: for the same person, with
/// a new record only where it says something else. A slip in a number must not rename somebody, so another name is
/// another person. Waits for the keyed copy; without one, everybody is new.
pub fn recognise(reader: &Reader, state: &State, mut request: Request) -> Request {
    if let Some(whose) = request.corrects()
        && let Verb::About { verb: DossierVerb::CorrectApplicant { archived, .. }, .. } = &mut request.command.verb
    {
        // What cannot be read must not be changed.
        *archived = in_archive(reader, state, whose).map_or(true, |codes| !codes.is_empty());
    }
    if !request.brings_somebody() {
        return request;
    }
    let Some(person) = &request.person else { return request };
    let Ok(Some((id, known))) = reader.citizen(&person.id_number) else { return request };
    // Whoever is in the vault without an event is nobody: her number is given again.
    if id.0 >= state.next_person || known.pin.is_some() || !is_same(&known, person) {
        return request;
    }
    let person = match &request.command.verb {
        // What was not corrected is somebody else's.
        Verb::About { verb: DossierVerb::CorrectApplicant { fields, .. }, .. } => {
            merged(&known, Person::default().corrected(fields, person))
        }
        _ => merged(&known, person.clone()),
    };
    if let Some(applicant) = applicant(&mut request.command.verb)
        && let Applicant::New(digest) = *applicant
    {
        // Her record stays with the wish in any case: nobody has had her in sight for long.
        *applicant = if known == person { Applicant::Known(id) } else { Applicant::Renewed(id, digest) };
    }
    request.person = Some(person);
    request
}

/// Somebody's dossiers that are in the archive, newest first.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn in_archive(reader: &Reader, state: &State, person: PersonId) -> Result<Vec<DossierCode>, StoreError> {
    let all = reader.dossiers_of(person, usize::MAX)?.into_iter().map(|dossier| dossier.code);
    Ok(all.filter(|code| !state.dossiers.contains_key(code)).collect())
}

/// Whether two records with one ID number are of one person.
pub fn is_same(known: &Person, entered: &Person) -> bool {
    fold(&known.name) == fold(&entered.name)
}

/// What was entered, and where nothing was, what is known.
#[must_use]
pub fn merged(known: &Person, mut entered: Person) -> Person {
    for field in PersonField::ALL {
        if entered.field(field).is_empty() {
            known.field(field).clone_into(entered.field_mut(field));
        }
    }
    entered
}
