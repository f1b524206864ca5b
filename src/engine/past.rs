//! A past day of a running centre, with the people its screens name.

use super::Hub;
use crate::domain::ids::PersonId;
use crate::domain::published::People;
use crate::domain::time::{Day, Timestamp, tomorrow};
use crate::store::{Past, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Hub {
    /// That day from midnight to midnight, and the people that its screens name, as they are known now; whoever was erased
    /// is not among them. They are only for whoever may look at what others did.
    ///
    /// # Errors
    /// Damage of the journal; a person cannot be read.
    pub fn past(&self, day: Day) -> Result<(Past, People), StoreError> {
        let past = self.reader().past(Timestamp::midnight(day), Timestamp::midnight(tomorrow(day)))?;
        let mut end = past.start.clone();
        past.events.iter().for_each(|event| end.apply(event));
        let seen: BTreeSet<PersonId> = past.start.people_in_sight().chain(end.people_in_sight()).collect();
        let mut people = People::default();
        for id in seen {
            if let Some(person) = self.reader().person(id)? {
                people.insert(id, Arc::new(person));
            }
        }
        Ok((past, people))
    }
}
