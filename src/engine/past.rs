//! A past day of a running centre, with the people its screens name.

use super::Hub;
use crate::domain::ids::PersonId;
use crate::domain::time::{Day, Timestamp, tomorrow};
use crate::store::{Past, StoreError};
use std::collections::BTreeSet;

impl Hub {
    /// That day from midnight to midnight. The people are only for whoever may look at what others did.
    ///
    /// # Errors
    /// Damage of the journal; a person cannot be read.
    pub fn past(&self, day: Day) -> Result<Past, StoreError> {
        let mut past = self.reader().past(Timestamp::midnight(day), Timestamp::midnight(tomorrow(day)))?;
        let mut end = past.start.clone();
        past.events.iter().for_each(|event| end.apply(event));
        let seen: BTreeSet<PersonId> = past.start.people_in_sight().chain(end.people_in_sight()).collect();
        for id in seen {
            if let Some(person) = self.reader().person(id)? {
                past.people.push((id, person));
            }
        }
        Ok(past)
    }
}
