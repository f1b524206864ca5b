//! Whom the rows of a table are about: people of the vault, people of rows before, and new ones.

use super::super::answer::Objection;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::engine::citizen::{is_same, merged};
use crate::store::Reader;
use crate::text::fold::fold;
use std::collections::BTreeMap;

/// By what a person of a table is known again: her ID number, or else her name and telephone.
pub(super) type Key = (String, String);

/// What a row's person is to those who are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the vault as the row has her.
    Known(PersonId),
    /// In the vault, as she stands here, and the row says more or something else.
    Renewed(PersonId, Box<Person>),
    /// Nobody yet.
    New,
    /// The ID number is somebody else's.
    Other(String),
}

/// The people met so far.
pub(super) struct People<'a> {
    reader: &'a Reader,
    /// Ids from here on are given to nobody yet.
    next: u64,
    met: BTreeMap<Key, (Option<PersonId>, Person)>,
    /// Applicants of dossiers that are here, as rows so far have them.
    spoken: BTreeMap<PersonId, Person>,
}

impl<'a> People<'a> {
    pub(super) fn new(reader: &'a Reader, next: u64) -> Self {
        Self { reader, next, met: BTreeMap::new(), spoken: BTreeMap::new() }
    }

    /// Looks `person` up, and remembers her for the rows that follow. Answers how she stands, with her record as it will
    /// be: what a row leaves out stays as it was, and what an earlier row said too, so that the same table once more
    /// changes nothing.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn meet(&mut self, person: Person) -> Result<(Standing, Person, Option<Key>), Objection> {
        let Some(key) = key(&person) else { return Ok((Standing::New, person, None)) };
        let (id, before) = match self.met.get(&key) {
            Some((id, before)) => (*id, Some(before.clone())),
            None => match self.of_the_vault(&person.id_number)? {
                Some((id, before)) => (Some(id), Some(before)),
                None => (None, None),
            },
        };
        let Some(before) = before else {
            self.met.insert(key.clone(), (None, person.clone()));
            return Ok((Standing::New, person, Some(key)));
        };
        if !is_same(&before, &person) {
            return Ok((Standing::Other(before.name), person, Some(key)));
        }
        let was_met = self.met.contains_key(&key);
        let person = if was_met { merged(&person, before.clone()) } else { merged(&before, person) };
        let standing = match id {
            Some(id) if person == before => Standing::Known(id),
            Some(id) => Standing::Renewed(id, Box::new(before)),
            None => Standing::New,
        };
        self.met.insert(key.clone(), (id, person.clone()));
        Ok((standing, person, Some(key)))
    }

    /// The applicant of a dossier that is here: as she is after the rows so far, of which none said more than `known`
    /// where she was not met, and as she is after this `row`. The first row to say something counts.
    pub(super) fn again(&mut self, id: PersonId, known: &Person, row: Person) -> (Person, Person) {
        let (before, after) = match self.spoken.remove(&id) {
            Some(spoken) => (spoken.clone(), merged(&row, spoken)),
            None => (known.clone(), merged(known, row)),
        };
        self.spoken.insert(id, after.clone());
        (before, after)
    }

    fn of_the_vault(&self, id_number: &str) -> Result<Option<(PersonId, Person)>, Objection> {
        if id_number.is_empty() {
            return Ok(None);
        }
        let found = self.reader.citizen(id_number)?;
        Ok(found.filter(|(id, person)| id.0 < self.next && person.pin.is_none()))
    }
}

fn key(person: &Person) -> Option<Key> {
    if !person.id_number.is_empty() {
        return Some((person.id_number.clone(), String::new()));
    }
    (!person.phone.is_empty()).then(|| (fold(&person.name), person.phone.clone()))
}
