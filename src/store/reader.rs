//! Reading the store from any thread while the writer appends: the archive, the dossiers, the people, the history.

use super::codec;
use super::error::StoreError;
use super::finding;
use super::keyed::Room;
use super::receipts;
use super::rows::{self, day_key};
use super::shared::{Shared, Slot};
use crate::domain::dossier::Dossier;
use crate::domain::event::Recorded;
use crate::domain::ids::{DossierCode, PersonId, TicketNo};
use crate::domain::person::Person;
use crate::domain::ticket::Ticket;
use crate::domain::time::{Day, Timestamp};
use crate::text::telex;
use chrono::{Datelike, NaiveDate};
use std::sync::{Arc, PoisonError};

/// Reads a store; copies of it are cheap.
#[derive(Clone, Debug)]
pub struct Reader(pub(super) Arc<Shared>);

/// Whether everything around the journal works; the journal itself is known by its answers.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// Why there is no keyed copy just now.
    pub keyed: Option<String>,
    /// Why the last copy to the second place failed.
    pub second_place: Option<Arc<StoreError>>,
    /// What was found damaged by reading everything in the background.
    pub damage: Option<Arc<StoreError>>,
}

impl Reader {
    /// All tickets of a day that ended, by number.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn tickets(&self, day: Day) -> Result<Vec<Ticket>, StoreError> {
        let mut tickets = Vec::new();
        self.0.with(|keyed| keyed.scan(Room::Tickets, &day_key(day), |_, value| keep(&mut tickets, value)))?;
        tickets.into_iter().collect()
    }

    /// One ticket of a day that ended.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn ticket(&self, day: Day, number: TicketNo) -> Result<Option<Ticket>, StoreError> {
        let mut key = day_key(day).to_vec();
        key.extend_from_slice(number.to_string().as_bytes());
        let bytes = self.0.with(|keyed| keyed.get(Room::Tickets, &key))?;
        bytes.map(|bytes| decode(&bytes)).transpose()
    }

    /// The days from `from` on that ended with at least one ticket, in order, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn days(&self, from: Day, limit: usize) -> Result<Vec<Day>, StoreError> {
        let mut days: Vec<Day> = Vec::new();
        let mut next = day_key(from).to_vec();
        while days.len() < limit {
            let mut found = None;
            self.0.with(|keyed| {
                keyed.scan_from(Room::Tickets, &next, |key, _| {
                    found = key.first_chunk().map(|day| i32::from_be_bytes(*day));
                    false
                })
            })?;
            let Some(day) = found.and_then(NaiveDate::from_num_days_from_ce_opt) else { break };
            days.push(day);
            next = day_key(crate::domain::time::tomorrow(day)).to_vec();
        }
        Ok(days)
    }

    /// The dossier with this code, open or long over.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn dossier(&self, code: &DossierCode) -> Result<Option<Dossier>, StoreError> {
        self.0.with(|keyed| rows::dossier(keyed, code))
    }

    /// The newest dossiers of a person, newest first.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn dossiers_of(&self, person: PersonId, limit: usize) -> Result<Vec<Dossier>, StoreError> {
        self.0.with(|keyed| {
            let codes = rows::codes_of(keyed, person)?;
            let newest = codes.iter().rev().take(limit);
            Ok(newest
                .map(|code| rows::dossier(keyed, code))
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .flatten()
                .collect())
        })
    }

    /// The person with this id; `None` for one who was erased or left out of a backup.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        match self.0.with(|keyed| rows::person(keyed, id)) {
            Err(error @ (StoreError::Keyed(_) | StoreError::ReadOnly { .. } | StoreError::DiskFull { .. })) => {
                self.0.remembered(id, error)
            }
            found => found,
        }
    }

    /// Who has this ID number, as she was entered last.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn citizen(&self, id_number: &str) -> Result<Option<(PersonId, Person)>, StoreError> {
        self.0.with(|keyed| {
            let Some(id) = rows::whose(keyed, id_number)? else { return Ok(None) };
            let person = rows::person(keyed, id)?.filter(|person| person.id_number == id_number);
            Ok(person.map(|person| (id, person)))
        })
    }

    /// The dossier that has this code in the system it comes from, open or long over.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn foreign(&self, code: &str) -> Result<Option<Dossier>, StoreError> {
        self.0.with(|keyed| {
            let ours = keyed.get(Room::Foreign, code.as_bytes())?;
            let ours = ours.map(|code| DossierCode(String::from_utf8_lossy(&code).into_owned()));
            ours.map_or(Ok(None), |code| rows::dossier(keyed, &code))
        })
    }

    /// The dossier, open or long over, for which a receipt of this number was given in the year of `at`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn receipt(&self, number: &str, at: Timestamp) -> Result<Option<DossierCode>, StoreError> {
        self.0.with(|keyed| receipts::given(keyed, at.day().year(), number))
    }

    /// Dossiers that have, for each word of `query`, a word that begins with it, without accents and in any order: the one
    /// whose code it is, then newest first, at most `limit`. Where there is none, what Telex or VNI make of it counts.
    /// Their words are those of their codes here and elsewhere, their procedure's name and code, and their applicant's
    /// name, phone, ID number, hamlet and former commune.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn find(&self, query: &str, limit: usize) -> Result<Vec<Dossier>, StoreError> {
        self.find_among(query, limit, &|_| true)
    }

    /// As [`Self::find`], of those that `wanted` agrees to: the others are not even read.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn find_among(
        &self,
        query: &str,
        limit: usize,
        wanted: &dyn Fn(&DossierCode) -> bool,
    ) -> Result<Vec<Dossier>, StoreError> {
        self.0.with(|keyed| {
            let mut found = Vec::new();
            let exact = DossierCode::scanned(query).filter(wanted);
            if let Some(code) = &exact {
                found.extend(rows::dossier(keyed, code)?);
            }
            let mut codes = finding::find(keyed, query, limit, wanted)?;
            let mut readings = telex::readings(query).into_iter();
            while codes.is_empty()
                && let Some(reading) = readings.next()
            {
                codes = finding::find(keyed, &reading, limit, wanted)?;
            }
            codes.retain(|code| exact.as_ref() != Some(code));
            codes.truncate(limit.saturating_sub(found.len()));
            for code in codes {
                found.extend(rows::dossier(keyed, &code)?);
            }
            Ok(found)
        })
    }

    /// Calls `each` with every event from number `from` on and the hash of its record, in order, until it answers
    /// `false`.
    ///
    /// # Errors
    /// Damage of the journal, or what `each` answers.
    pub fn events(
        &self,
        from: u64,
        mut each: impl FnMut(&Recorded, &[u8; 32]) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let view = self.0.journal().view;
        view.visit(from.max(1), |record, _| {
            for event in codec::decode(&view, record)?.iter().filter(|event| event.seq >= from) {
                if !each(event, &record.hash)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// How many events are durable.
    pub fn len(&self) -> u64 {
        self.0.ends().journal.0 - 1
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets the keyed copy be made anew in the background with the next save: for a running hub in which a verification
    /// found it different from the journal.
    pub fn distrust_keyed(&self) {
        if let Slot::Open(keyed) = &*self.0.slot() {
            keyed.distrust();
        }
    }

    /// Whether the store is only looked at: its second copies cannot be read then.
    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Whether everything around the journal works.
    pub fn health(&self) -> Health {
        let keyed = match &*self.0.slot() {
            Slot::Closed(_) if self.0.read_only => None,
            Slot::Open(keyed) => keyed.has_failed().then(|| "failed".to_owned()),
            Slot::Closed(why) => Some(why.clone()),
            Slot::NoRoom(..) => Some("no room".to_owned()),
        };
        let second_place = self.0.standing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let damage = self.0.patrolled.lock().unwrap_or_else(PoisonError::into_inner).damage.clone();
        Health { keyed, second_place, damage }
    }
}

fn decode<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    rmp_serde::from_slice(bytes).map_err(|error| StoreError::Keyed(error.to_string()))
}

fn keep<T: serde::de::DeserializeOwned>(into: &mut Vec<Result<T, StoreError>>, bytes: &[u8]) -> bool {
    into.push(decode(bytes));
    true
}
