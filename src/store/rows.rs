//! What events and people become in the keyed copy: archive, dossiers, and words to find them by.

use super::error::StoreError;
use super::finding::{Gathered, words};
use super::journal::entry;
use super::journal::record::{Link, number};
use super::keyed::{Keyed, Room, Rows};
use super::people::{self, Said};
use super::second::{self, Pack};
use crate::domain::dossier::Dossier;
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{Digest, DossierCode, PersonId};
use crate::domain::person::Person;
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::Day;
use chrono::Datelike;
use serde::Serialize;
use std::collections::BTreeMap;

/// How far both logs are in the keyed copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The journal's number after the last that is in.
    pub next: u64,
    /// The journal's link there.
    pub head: Link,
    /// The vault's number after the last that is in.
    pub vault_next: u64,
    /// The vault's link there.
    pub vault_head: Link,
}

const APPLIED: &[u8] = b"applied";

/// How the rows are made; a keyed copy whose rows were made otherwise is made anew from the logs. 2: dossiers are found
/// by block, and by hamlet, former commune and procedure too. 3: people are found by ID number, dossiers by the code they
/// have elsewhere.
const MADE: u8 = 3;
const MADE_KEY: &[u8] = b"made";

impl Applied {
    /// Nothing yet.
    pub const START: Self = Self { next: 1, head: [0; 32], vault_next: 1, vault_head: [0; 32] };

    /// What the keyed copy says of itself.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn of(keyed: &Keyed) -> Result<Self, StoreError> {
        let Some(bytes) = keyed.get(Room::Meta, APPLIED)? else { return Ok(Self::START) };
        Self::read(&bytes).ok_or_else(|| StoreError::Keyed("meta".to_owned()))
    }

    /// Whether the rows, if there are any, are made as this program makes them.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn is_made_so(keyed: &Keyed) -> Result<bool, StoreError> {
        let begun = keyed.get(Room::Meta, APPLIED)?.is_some();
        Ok(!begun || keyed.get(Room::Meta, MADE_KEY)?.as_deref() == Some(&[MADE]))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            next: number(bytes, 0).map(u64::from_le_bytes)?,
            head: number(bytes, 8)?,
            vault_next: number(bytes, 40).map(u64::from_le_bytes)?,
            vault_head: number(bytes, 48)?,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.next.to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.head);
        bytes.extend_from_slice(&self.vault_next.to_le_bytes());
        bytes.extend_from_slice(&self.vault_head);
        bytes
    }
}

/// The digest that an event carries, if any.
pub fn digest_of(event: &Event) -> Option<Digest> {
    match event {
        Event::OfficerSet { digest, .. } => *digest,
        Event::PinSet { digest, .. } | Event::ApplicantSet { digest, .. } => Some(*digest),
        Event::DossierReceived(receipt) => receipt.digest,
        _ => None,
    }
}

/// The person that an event brings, if any.
pub fn person_of(event: &Event) -> Option<PersonId> {
    match event {
        Event::OfficerSet { officer, .. } => Some(officer.person),
        Event::DossierReceived(receipt) => Some(receipt.applicant),
        Event::ApplicantSet { person, .. } => Some(*person),
        _ => None,
    }
}

/// Gathers changes to the keyed copy until they are put there in one batch.
#[derive(Debug)]
pub struct Indexer<'a> {
    keyed: &'a Keyed,
    rows: Rows,
    fresh: BTreeMap<PersonId, Person>,
    finding: Gathered,
    applied: Applied,
    pack: &'a mut Pack,
}

impl<'a> Indexer<'a> {
    /// Continues where `applied` is; `pack` has the journal's records before that which are not packed yet, or none.
    pub fn new(keyed: &'a Keyed, applied: Applied, pack: &'a mut Pack) -> Self {
        Self { keyed, rows: Rows::default(), fresh: BTreeMap::new(), finding: Gathered::default(), applied, pack }
    }

    /// How far it is with all that it was given.
    pub fn applied(&self) -> Applied {
        self.applied
    }

    /// Takes a record of the vault.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn vault_record(
        &mut self,
        first_seq: u64,
        count: u32,
        raw: &[u8],
        body: &[u8],
        hash: Link,
    ) -> Result<(), StoreError> {
        second::set(&mut self.rows, Room::Vault, first_seq, raw);
        for entry in entry::entries(body).flatten() {
            if let Some(Said::Person(id, sealed)) = people::read(entry) {
                self.person(id, sealed)?;
            }
        }
        (self.applied.vault_next, self.applied.vault_head) = (first_seq + u64::from(count), hash);
        Ok(())
    }

    /// Takes a record of the journal; its events come by [`Self::event`].
    pub fn journal_record(&mut self, first_seq: u64, count: u32, raw: &[u8], hash: Link) {
        self.pack.add(&mut self.rows, first_seq, raw);
        (self.applied.next, self.applied.head) = (first_seq + u64::from(count), hash);
    }

    /// Takes an event, between the state before it and the state after it.
    ///
    /// # Errors
    /// [`StoreError::Keyed`], [`StoreError::Encode`].
    pub fn event(&mut self, before: &State, recorded: &Recorded, after: &State) -> Result<(), StoreError> {
        match &recorded.event {
            Event::DayEnded { day, .. } => {
                for ticket in before.tickets.values() {
                    let ended = ended(ticket, recorded);
                    self.rows.set(Room::Tickets, &ticket_key(*day, &ended), &encode(&ended)?);
                }
                Ok(())
            }
            Event::DossierReceived(receipt) => {
                if let Some(foreign) = &receipt.foreign {
                    self.rows.set(Room::Foreign, foreign.as_bytes(), receipt.code.0.as_bytes());
                }
                self.dossier(after, &receipt.code)?;
                self.find(after, &receipt.code)
            }
            Event::DossierFinished { dossier, .. } | Event::DossierReturned { dossier } => self.dossier(after, dossier),
            Event::DossierChanged(changed) => self.dossier(after, &changed.dossier),
            _ => Ok(()),
        }
    }

    /// About how many bytes have gathered.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + self.finding.bytes()
    }

    /// Puts all that was gathered there, with how far that is, and answers the latter.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn put(&mut self) -> Result<Applied, StoreError> {
        let mut rows = std::mem::take(&mut self.rows);
        self.pack.put(&mut rows);
        self.finding.put(&mut rows);
        rows.set(Room::Meta, MADE_KEY, &[MADE]);
        rows.set(Room::Meta, APPLIED, &self.applied.bytes());
        self.keyed.put(rows)?;
        self.fresh.clear();
        Ok(self.applied)
    }

    fn dossier(&mut self, after: &State, code: &DossierCode) -> Result<(), StoreError> {
        let Some(dossier) = after.dossiers.get(code) else { return Ok(()) };
        self.rows.set(Room::Dossiers, code.0.as_bytes(), &encode(dossier)?);
        Ok(())
    }

    fn find(&mut self, after: &State, code: &DossierCode) -> Result<(), StoreError> {
        let Some(dossier) = after.dossiers.get(code) else { return Ok(()) };
        let number = self.finding.count(self.keyed, code)?;
        self.rows.set(Room::Applicants, &applicant_key(dossier.applicant, code), &number.to_be_bytes());
        let person = match self.fresh.get(&dossier.applicant) {
            Some(person) => Some(person.clone()),
            None => person(self.keyed, dossier.applicant)?,
        };
        self.finding.mark(self.keyed, number, &words(person.as_ref(), dossier), true)
    }

    fn person(&mut self, id: PersonId, sealed: &[u8]) -> Result<(), StoreError> {
        let now = people::decode(sealed)?;
        if self.fresh.contains_key(&id) {
            // Her dossiers, too, may have been gathered and not been put yet.
            self.put()?;
        }
        let before = match self.fresh.get(&id) {
            Some(person) => Some(person.clone()),
            None => person(self.keyed, id)?,
        };
        if before.is_some() {
            for (code, number) in theirs(self.keyed, id)? {
                let Some(dossier) = dossier(self.keyed, &code)? else { continue };
                self.finding.mark(self.keyed, number, &words(before.as_ref(), &dossier), false)?;
                self.finding.mark(self.keyed, number, &words(Some(&now), &dossier), true)?;
            }
        }
        let number = |person: &Person| Some(person.id_number.clone()).filter(|number| !number.is_empty());
        let old = before.as_ref().and_then(number);
        if let Some(old) = old.filter(|old| *old != now.id_number)
            && whose(self.keyed, &old)? == Some(id)
        {
            self.rows.unset(Room::IdNumbers, old.as_bytes());
        }
        if let Some(number) = number(&now) {
            self.rows.set(Room::IdNumbers, number.as_bytes(), &id.0.to_be_bytes());
        }
        self.rows.set(Room::People, &id.0.to_be_bytes(), sealed);
        self.fresh.insert(id, now);
        Ok(())
    }
}

/// How a ticket goes to the archive: one that was not over is closed with the day.
fn ended(ticket: &Ticket, recorded: &Recorded) -> Ticket {
    let mut ended = ticket.clone();
    if !ended.is_over() {
        ended.stage = Stage::Closed(Closed::DayEnded);
        ended.ended = Some(recorded.at);
    }
    ended
}

fn encode(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    rmp_serde::to_vec_named(value).map_err(|error| StoreError::Encode(error.to_string()))
}

/// The person with this id, from the keyed copy.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn person(keyed: &Keyed, id: PersonId) -> Result<Option<Person>, StoreError> {
    keyed.get(Room::People, &id.0.to_be_bytes())?.map(|sealed| people::decode(&sealed)).transpose()
}

/// Whose this ID number is: of several who were entered with it, who was last.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn whose(keyed: &Keyed, id_number: &str) -> Result<Option<PersonId>, StoreError> {
    let id = keyed.get(Room::IdNumbers, id_number.as_bytes())?;
    Ok(id.and_then(|id| id.first_chunk().map(|id| PersonId(u64::from_be_bytes(*id)))))
}

/// Codes of all dossiers of an applicant, oldest first.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn codes_of(keyed: &Keyed, id: PersonId) -> Result<Vec<DossierCode>, StoreError> {
    Ok(theirs(keyed, id)?.into_iter().map(|(code, _)| code).collect())
}

/// The dossiers of an applicant, and where they stand in the index.
fn theirs(keyed: &Keyed, id: PersonId) -> Result<Vec<(DossierCode, u32)>, StoreError> {
    let mut found = Vec::new();
    keyed.scan(Room::Applicants, &id.0.to_be_bytes(), |key, number| {
        let code = key.get(8..).map(|code| DossierCode(String::from_utf8_lossy(code).into_owned()));
        found.extend(code.zip(number.first_chunk().map(|number| u32::from_be_bytes(*number))));
        true
    })?;
    Ok(found)
}

/// The dossier with this code.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn dossier(keyed: &Keyed, code: &DossierCode) -> Result<Option<Dossier>, StoreError> {
    let bytes = keyed.get(Room::Dossiers, code.0.as_bytes())?;
    bytes.map(|bytes| rmp_serde::from_slice(&bytes).map_err(|error| StoreError::Keyed(error.to_string()))).transpose()
}

/// The key prefix of a day in the tickets' room. Days before the common era do not occur.
pub fn day_key(day: Day) -> [u8; 4] {
    day.num_days_from_ce().to_be_bytes()
}

fn ticket_key(day: Day, ticket: &Ticket) -> Vec<u8> {
    let mut key = day_key(day).to_vec();
    key.extend_from_slice(ticket.number.to_string().as_bytes());
    key
}

fn applicant_key(id: PersonId, code: &DossierCode) -> Vec<u8> {
    let mut key = id.0.to_be_bytes().to_vec();
    key.extend_from_slice(code.0.as_bytes());
    key
}
