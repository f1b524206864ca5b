//! What events and people become in the keyed copy: archive, dossiers, and words to find them by.

use super::applied::Applied;
use super::error::StoreError;
use super::finding::{Gathered, words};
use super::grouped::{self, Groups};
use super::journal::entry;
use super::journal::record::Link;
use super::keyed::{Keyed, Room, Rows};
use super::people::{self, Said};
use super::receipts;
use super::second::Packs;
use crate::domain::dossier::{Change, Dossier};
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{Digest, DossierCode, PersonId};
use crate::domain::person::Person;
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::Day;
use crate::text::fold::fold;
use chrono::Datelike;
use serde::Serialize;
use std::collections::BTreeMap;

/// People in a group: four kilobytes, of which sled keeps up to sixteen in a page.
const PEOPLE: u64 = 32;
/// People whose dossiers are in a group.
const APPLICANTS: u64 = 64;
/// Letters that the ID numbers of a group have in common: province, sex, year of birth, and one more.
const NUMBER_GROUP: usize = 7;

/// The digest that an event carries, if any.
pub fn digest_of(event: &Event) -> Option<Digest> {
    match event {
        Event::OfficerSet { digest, .. } => *digest,
        Event::PinSet { digest, .. } | Event::ApplicantSet { digest, .. } => Some(*digest),
        Event::DossierReceived(receipt) => receipt.digest,
        Event::DossierChanged(changed) => changed.change.applicant()?.1,
        _ => None,
    }
}

/// The person that an event brings, if any.
pub fn person_of(event: &Event) -> Option<PersonId> {
    match event {
        Event::OfficerSet { officer, .. } => Some(officer.person),
        Event::DossierReceived(receipt) => Some(receipt.applicant),
        Event::ApplicantSet { person, .. } => Some(*person),
        Event::DossierChanged(changed) => Some(changed.change.applicant()?.0),
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
    groups: Groups,
    applied: Applied,
    packs: &'a mut Packs,
}

impl<'a> Indexer<'a> {
    /// Continues where `applied` is; `packs` has the records before that which are not packed yet, or none.
    pub fn new(keyed: &'a Keyed, applied: Applied, packs: &'a mut Packs) -> Self {
        let (rows, fresh, finding, groups) = (Rows::default(), BTreeMap::new(), Gathered::default(), Groups::default());
        Self { keyed, rows, fresh, finding, groups, applied, packs }
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
        self.packs.vault.add(&mut self.rows, first_seq, raw);
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
        self.packs.journal.add(&mut self.rows, first_seq, raw);
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
                // Those of the same matter know of it now.
                let others = after.dossiers.get(&receipt.code).map(|dossier| dossier.others.clone());
                others.unwrap_or_default().iter().try_for_each(|other| self.dossier(after, other))?;
                self.find(after, &receipt.code)
            }
            Event::DossierFinished { dossier, .. } | Event::DossierReturned { dossier } => self.dossier(after, dossier),
            Event::DossierChanged(changed) => {
                receipts::keep(&mut self.rows, &changed.dossier, &changed.change, recorded.at);
                self.dossier(after, &changed.dossier)?;
                match &changed.change {
                    Change::ApplicantCorrected { .. } | Change::ProcedureCorrected { .. } => {
                        self.find_anew(before, after, &changed.dossier)
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// About how many bytes have gathered.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + self.finding.bytes() + self.groups.bytes()
    }

    /// Puts all that was gathered there, with how far that is, and answers the latter.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn put(&mut self) -> Result<Applied, StoreError> {
        let mut rows = std::mem::take(&mut self.rows);
        self.packs.put(&mut rows, self.applied.vault_head);
        self.finding.put(&mut rows);
        self.groups.put(&mut rows);
        self.applied.put(&mut rows);
        self.keyed.put(rows)?;
        self.fresh.clear();
        Ok(self.applied)
    }

    fn dossier(&mut self, after: &State, code: &DossierCode) -> Result<(), StoreError> {
        let Some(dossier) = after.dossiers.get(code) else { return Ok(()) };
        self.groups.set(self.keyed, Room::Dossiers, dossier_key(code), encode(dossier)?)
    }

    fn find(&mut self, after: &State, code: &DossierCode) -> Result<(), StoreError> {
        let Some(dossier) = after.dossiers.get(code) else { return Ok(()) };
        let number = self.finding.count(self.keyed, code)?;
        let (group, rest) = applicant_key(dossier.applicant, code);
        self.groups.of(self.keyed, Room::Applicants, group)?.insert(rest, number.to_be_bytes().to_vec());
        let person = self.as_known(dossier.applicant)?;
        self.finding.mark(self.keyed, &mut self.groups, number, &words(person.as_ref(), dossier), true)?;
        // Should she be known better in the same batch, this dossier is to be found by that too.
        if let Some(person) = person {
            self.fresh.insert(dossier.applicant, person);
        }
        Ok(())
    }

    /// From now on it is its new applicant's, and found by her and by its new procedure.
    fn find_anew(&mut self, before: &State, after: &State, code: &DossierCode) -> Result<(), StoreError> {
        let (Some(was), Some(now)) = (before.dossiers.get(code), after.dossiers.get(code)) else { return Ok(()) };
        let (group, rest) = applicant_key(was.applicant, code);
        let Some(number) = self.groups.of(self.keyed, Room::Applicants, group)?.remove(&rest) else { return Ok(()) };
        let (group, rest) = applicant_key(now.applicant, code);
        self.groups.of(self.keyed, Room::Applicants, group)?.insert(rest, number.clone());
        let Some(number) = number.first_chunk().map(|number| u32::from_be_bytes(*number)) else { return Ok(()) };
        for (dossier, on) in [(was, false), (now, true)] {
            let person = self.as_known(dossier.applicant)?;
            self.finding.mark(self.keyed, &mut self.groups, number, &words(person.as_ref(), dossier), on)?;
            if let Some(person) = person {
                self.fresh.insert(dossier.applicant, person);
            }
        }
        Ok(())
    }

    fn as_known(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        self.fresh.get(&id).map_or_else(|| person(self.keyed, id), |person| Ok(Some(person.clone())))
    }

    fn person(&mut self, id: PersonId, sealed: &[u8]) -> Result<(), StoreError> {
        let now = people::decode(sealed)?;
        if self.fresh.contains_key(&id) {
            // Her dossiers, too, may have been gathered and not been put yet.
            self.put()?;
        }
        let before = person(self.keyed, id)?;
        if before.is_some() {
            for (code, number) in theirs(self.keyed, id)? {
                let Some(dossier) = dossier(self.keyed, &code)? else { continue };
                let (old, new) = (words(before.as_ref(), &dossier), words(Some(&now), &dossier));
                self.finding.mark(self.keyed, &mut self.groups, number, &old, false)?;
                self.finding.mark(self.keyed, &mut self.groups, number, &new, true)?;
            }
        }
        self.numbered(id, before.as_ref(), &now)?;
        let (group, rest) = person_key(id);
        self.groups.of(self.keyed, Room::People, group)?.insert(rest, sealed.to_vec());
        self.fresh.insert(id, now);
        Ok(())
    }

    /// Whether somebody of another name was entered with her number before and has it still: a slip, or a card that was
    /// lent, takes nobody's number away.
    fn is_another_s(&mut self, id: PersonId, now: &Person) -> Result<bool, StoreError> {
        let (group, rest) = number_key(&now.id_number);
        let there = self.groups.of(self.keyed, Room::IdNumbers, group)?.get(&rest);
        let there = there.and_then(|there| there.first_chunk().map(|id| PersonId(u64::from_be_bytes(*id))));
        let Some(first) = there.filter(|first| *first != id) else { return Ok(false) };
        let first = self.as_known(first)?;
        Ok(first.is_some_and(|first| first.id_number == now.id_number && fold(&first.name) != fold(&now.name)))
    }

    /// From now on she is found by the ID number she has now.
    fn numbered(&mut self, id: PersonId, before: Option<&Person>, now: &Person) -> Result<(), StoreError> {
        let whose = id.0.to_be_bytes();
        let old = before.map_or("", |before| before.id_number.as_str());
        if !old.is_empty() && old != now.id_number {
            let (group, rest) = number_key(old);
            let group = self.groups.of(self.keyed, Room::IdNumbers, group)?;
            if group.get(&rest).is_some_and(|there| *there == whose) {
                group.remove(&rest);
            }
        }
        if !now.id_number.is_empty() && !self.is_another_s(id, now)? {
            let (group, rest) = number_key(&now.id_number);
            self.groups.of(self.keyed, Room::IdNumbers, group)?.insert(rest, whose.to_vec());
        }
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
    let (group, rest) = person_key(id);
    grouped::get(keyed, Room::People, &group, &rest)?.map(|sealed| people::decode(&sealed)).transpose()
}

/// Whose this ID number is: of several of one name who were entered with it, who was last; of several names, the first.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn whose(keyed: &Keyed, id_number: &str) -> Result<Option<PersonId>, StoreError> {
    let (group, rest) = number_key(id_number);
    let id = grouped::get(keyed, Room::IdNumbers, &group, &rest)?;
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
    let (group, hers) = applicant_key(id, &DossierCode(String::new()));
    grouped::visit(keyed, Room::Applicants, &group, |rest, number| {
        let code =
            rest.strip_prefix(hers.as_slice()).map(|code| DossierCode(String::from_utf8_lossy(code).into_owned()));
        found.extend(code.zip(number.first_chunk().map(|number| u32::from_be_bytes(*number))));
    })?;
    Ok(found)
}

/// The dossier with this code.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn dossier(keyed: &Keyed, code: &DossierCode) -> Result<Option<Dossier>, StoreError> {
    let (group, rest) = dossier_key(code);
    let bytes = grouped::get(keyed, Room::Dossiers, &group, &rest)?;
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

/// The group that a dossier is in, of those that have their code in common but for its last letter, and its key there:
/// its whole code.
pub fn dossier_key(code: &DossierCode) -> (Vec<u8>, Vec<u8>) {
    let rest = code.0.as_bytes().to_vec();
    let mut group = rest.clone();
    group.pop();
    (group, rest)
}

/// The group that a person is in, and her key there.
fn person_key(id: PersonId) -> (Vec<u8>, Vec<u8>) {
    in_group(id, PEOPLE)
}

/// The group that a person's dossiers are in, and the key of one of them there.
fn applicant_key(id: PersonId, code: &DossierCode) -> (Vec<u8>, Vec<u8>) {
    let (group, mut rest) = in_group(id, APPLICANTS);
    rest.extend_from_slice(code.0.as_bytes());
    (group, rest)
}

fn in_group(id: PersonId, size: u64) -> (Vec<u8>, Vec<u8>) {
    ((id.0 / size).to_be_bytes().to_vec(), vec![u8::try_from(id.0 % size).unwrap_or_default()])
}

/// The group that an ID number is in, and its key there.
fn number_key(id_number: &str) -> (Vec<u8>, Vec<u8>) {
    let (first, rest) = id_number.as_bytes().split_at(NUMBER_GROUP.min(id_number.len()));
    (first.to_vec(), rest.to_vec())
}
