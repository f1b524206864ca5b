//! Reading the store from any thread while the writer appends: the archive, the dossiers, the people, the history.

use super::codec;
use super::error::StoreError;
use super::keyed::{Keyed, Room};
use super::rows::{self, day_key};
use super::shared::{Shared, Slot};
use crate::domain::dossier::Dossier;
use crate::domain::event::Recorded;
use crate::domain::ids::{DossierCode, PersonId, TicketNo};
use crate::domain::person::Person;
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

/// More dossiers than this under one beginning of a word are too many to be narrowed down one by one.
const COMMON: usize = 1000;
/// Dossiers looked at for one search, at most.
const LOOKED_AT: usize = 5000;

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

    /// Dossiers whose code, or whose applicant's name, phone or ID number, have words that begin with those of `query`,
    /// in any order and without accents; newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn find(&self, query: &str, limit: usize) -> Result<Vec<Dossier>, StoreError> {
        let words: BTreeSet<String> = rows::split(query).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        self.0.with(|keyed| {
            let codes = candidates(keyed, &words)?;
            let mut found = Vec::new();
            for code in codes.iter().rev() {
                if found.len() == limit {
                    break;
                }
                if let Some(dossier) = rows::dossier(keyed, code)?
                    && fits(keyed, &dossier, &words)?
                {
                    found.push(dossier);
                }
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

/// Codes under the rarest of `words`, oldest first.
fn candidates(keyed: &Keyed, words: &BTreeSet<String>) -> Result<BTreeSet<DossierCode>, StoreError> {
    let mut rarest: Option<BTreeSet<DossierCode>> = None;
    for word in words {
        let found = under(keyed, word, COMMON)?;
        if rarest.as_ref().is_none_or(|rarest| found.len() < rarest.len()) {
            rarest = Some(found);
        }
    }
    let rarest = rarest.unwrap_or_default();
    if rarest.len() < COMMON {
        return Ok(rarest);
    }
    let longest = words.iter().max_by_key(|word| word.len());
    longest.map_or(Ok(rarest), |word| under(keyed, word, LOOKED_AT))
}

/// At most `limit` codes under words that begin with `prefix`, from the newest.
fn under(keyed: &Keyed, prefix: &str, limit: usize) -> Result<BTreeSet<DossierCode>, StoreError> {
    let mut codes = BTreeSet::new();
    keyed.scan_back(Room::Find, prefix.as_bytes(), |key, _| {
        if let Some(end) = key.iter().position(|byte| *byte == 0) {
            codes.insert(DossierCode(String::from_utf8_lossy(&key[end + 1..]).into_owned()));
        }
        codes.len() < limit
    })?;
    Ok(codes)
}

fn fits(keyed: &Keyed, dossier: &Dossier, words: &BTreeSet<String>) -> Result<bool, StoreError> {
    let person = rows::person(keyed, dossier.applicant)?;
    let has = rows::words(person.as_ref(), &dossier.code);
    Ok(words.iter().all(|word| has.iter().any(|own| own.starts_with(word.as_str()))))
}
