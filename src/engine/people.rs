//! The people a wish brings and an event names: sealed for the vault, and as the screens show them.

use super::Request;
use crate::domain::command::{Applicant, Command, DossierVerb, Verb};
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{Digest, PersonId};
use crate::domain::person::Person;
use crate::domain::published::People;
use crate::domain::state::State;
use crate::store::people::Sealed;
use crate::store::{self, Reader, StoreError};
use std::sync::Arc;

/// Whom a wish brings: sealed when she is new or known better, and as the screens show her.
pub(super) type Brought = (Option<Sealed>, Person);

/// Seals the record a wish brings and puts its digest where the verb carries one.
pub(super) fn seal(request: Request) -> Result<(Command, Option<Brought>), StoreError> {
    let Request { mut command, person } = request;
    let Some(person) = person else { return Ok((command, None)) };
    if matches!(applicant(&mut command.verb), Some(Applicant::Known(_))) {
        return Ok((command, Some((None, person))));
    }
    let sealed = Sealed::new(&person)?;
    put_digest(&mut command.verb, sealed.digest());
    Ok((command, Some((Some(sealed), person))))
}

fn put_digest(verb: &mut Verb, digest: Digest) {
    match verb {
        Verb::SetOfficer(officer) => {
            officer.digest = Some(digest);
        }
        Verb::SetPin { digest: place, .. } | Verb::SetApplicant { digest: place, .. } => *place = digest,
        verb => {
            if let Some(applicant) = applicant(verb) {
                *applicant = match *applicant {
                    Applicant::Renewed(person, _) => Applicant::Renewed(person, digest),
                    Applicant::Known(_) | Applicant::New(_) => Applicant::New(digest),
                }
            }
        }
    }
}

/// The applicant that a wish names, if it names one.
pub(super) fn applicant(verb: &mut Verb) -> Option<&mut Applicant> {
    match verb {
        Verb::Receive(receive) => Some(&mut receive.applicant),
        Verb::About { verb: DossierVerb::CorrectApplicant { to, .. }, .. } => Some(to),
        _ => None,
    }
}

/// The wish as it is where it corrects a record: only the fields it names are hers who asks, the others are as they are
/// now, whoever has changed them meanwhile.
pub(super) fn onto_known(mut request: Request, known: impl Fn(PersonId) -> Option<Arc<Person>>) -> Request {
    if let (Verb::About { verb: DossierVerb::CorrectApplicant { to, fields, .. }, .. }, Some(right)) =
        (&mut request.command.verb, &mut request.person)
        && let Applicant::Renewed(person, _) = to
        && let Some(known) = known(*person)
    {
        let person = Person { pin: None, ..Person::clone(&known) }.corrected(fields, right);
        *fields = known.differs(&person);
        *right = person;
    }
    request
}

/// The wish as it is where it brings a dossier back from the archive, whatever it says of what is there.
pub(super) fn from_archive(mut request: Request, reader: &Reader) -> Request {
    if let Verb::BringBack { dossier, archived } = &mut request.command.verb {
        *archived = reader.dossier(dossier).ok().flatten().map(Box::new);
    }
    request
}

/// Whose dossier is at hand again, so that the screens know her by name.
pub(super) fn brought_back(records: &[Recorded], reader: &Reader) -> Option<(PersonId, Arc<Person>)> {
    records.iter().find_map(|record| match &record.event {
        Event::DossierBroughtBack(archived) => {
            let person = reader.person(archived.applicant).ok()??;
            Some((archived.applicant, Arc::new(person)))
        }
        _ => None,
    })
}

/// Whose record comes with an event.
pub(super) fn person_of(event: &Event, state: &State) -> Option<PersonId> {
    match event {
        Event::OfficerSet { digest: None, .. } => None,
        Event::PinSet { officer, .. } => state.officers.get(officer).map(|officer| officer.person),
        event => store::person_of(event),
    }
}

/// The people the screens need by name, read once at the start.
pub(super) fn people_in_sight(reader: &Reader, state: &State) -> Result<People, StoreError> {
    let mut people = People::new();
    for id in state.people_in_sight() {
        if let Some(person) = reader.person(id)? {
            people.insert(id, Arc::new(person));
        }
    }
    Ok(people)
}
