//! Search of everything in sight: tickets, people, dossiers, procedures, and what the archive answers.

use super::parts::field::Field;
use super::parts::list::List;
use super::seen::Seen;
use crate::domain::dossier::Dossier;
use crate::domain::ids::{DossierCode, PersonId, TicketNo};
use crate::domain::person::Person;
use crate::domain::published::{Found, People};
use crate::text::fold::{Query, SearchKey};
use imbl::OrdMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of one kind at most; who needs more types more.
const EACH_MAX: usize = 30;

/// The search of a session.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub field: Field,
    pub list: List,
    /// The question the archive was asked last.
    pub generation: u64,
    pub found: Option<Found>,
    pub rows: Vec<Row>,
    /// What the rows were made for: query, event, answer of the archive.
    of: Option<(String, u64, bool)>,
    index: Index,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Ticket(TicketNo),
    Person(PersonId),
    Dossier(DossierCode),
    Procedure(String),
    /// From the archive, by its place in the answer.
    OldDossier(usize),
    OldTicket(usize),
}

/// Folded texts of what is published, made once for each thing.
#[derive(Debug, Default)]
struct Index {
    dossiers_of: OrdMap<DossierCode, Dossier>,
    dossiers: BTreeMap<DossierCode, SearchKey>,
    people_of: People,
    people: BTreeMap<PersonId, (Arc<Person>, SearchKey)>,
}

impl Index {
    fn keep_up(&mut self, seen: Seen<'_>) {
        let people = &seen.published.people;
        if !people.ptr_eq(&self.people_of) {
            self.people.retain(|id, (person, _)| people.get(id).is_some_and(|now| Arc::ptr_eq(now, person)));
            for (id, person) in people {
                let key = || (Arc::clone(person), SearchKey::new(&person.name));
                self.people.entry(*id).or_insert_with(key);
            }
            self.people_of.clone_from(people);
        }
        let dossiers = &seen.state().dossiers;
        if !dossiers.ptr_eq(&self.dossiers_of) {
            self.dossiers.retain(|code, _| dossiers.contains_key(code));
            for (code, dossier) in dossiers {
                if !self.dossiers.contains_key(code) {
                    self.dossiers.insert(code.clone(), SearchKey::new(&dossier.procedure_name));
                }
            }
            self.dossiers_of.clone_from(dossiers);
        }
    }
}

impl Search {
    /// Makes the rows anew where the question or what is published has changed.
    pub fn look(&mut self, seen: Seen<'_>) {
        let moment = (self.field.text().to_owned(), seen.state().seq, self.found.is_some());
        if self.of.as_ref() == Some(&moment) {
            return;
        }
        self.index.keep_up(seen);
        let typed = self.field.text().trim();
        self.rows = if typed.is_empty() { Vec::new() } else { self.rows_for(typed, seen) };
        self.of = Some(moment);
    }

    /// What was found before is of no use for another question.
    pub fn asked_anew(&mut self) {
        self.generation += 1;
        self.found = None;
        self.of = None;
        self.list = List::default();
    }

    /// The answer of the archive, if it is to the last question.
    pub fn answered(&mut self, generation: u64, found: Found) {
        if generation == self.generation {
            self.found = Some(found);
            self.of = None;
        }
    }

    fn rows_for(&self, typed: &str, seen: Seen<'_>) -> Vec<Row> {
        let query = Query::new(typed);
        let people = self.people(typed, &query);
        let mut rows: Vec<Row> = tickets(typed, seen).into_iter().map(Row::Ticket).collect();
        rows.extend(people.iter().take(EACH_MAX).map(|(id, _)| Row::Person(*id)));
        rows.extend(self.dossiers(typed, &query, &people, seen).into_iter().map(Row::Dossier));
        let procedures = seen.published.book.catalogue.search(typed, EACH_MAX);
        rows.extend(procedures.into_iter().map(|procedure| Row::Procedure(procedure.key().to_owned())));
        if let Some(found) = &self.found {
            let known = |dossier: &Dossier| seen.state().dossiers.contains_key(&dossier.code);
            let old = found.dossiers.iter().enumerate().filter(|(_, (dossier, _))| !known(dossier));
            rows.extend(old.map(|(at, _)| Row::OldDossier(at)));
            rows.extend((0..found.tickets.len()).map(Row::OldTicket));
        }
        rows
    }

    /// People by name, telephone or ID number, best first.
    fn people(&self, typed: &str, query: &Query) -> Vec<(PersonId, u8)> {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let by_digits = |person: &Person| {
            digits.len() >= 3 && (person.phone.contains(&digits) || person.id_number.contains(&digits))
        };
        let score = |person: &Person, key: &SearchKey| {
            if by_digits(person) { Some(6) } else { key.score(query).filter(|_| !query.is_empty()) }
        };
        let scored = self.index.people.iter().filter_map(|(id, (person, key))| Some((*id, score(person, key)?)));
        let mut people: Vec<(PersonId, u8)> = scored.collect();
        people.sort_by_key(|(id, score)| (Reverse(*score), Reverse(*id)));
        people
    }

    /// Dossiers by code, applicant or procedure, best first.
    fn dossiers(&self, typed: &str, query: &Query, people: &[(PersonId, u8)], seen: Seen<'_>) -> Vec<DossierCode> {
        let people: BTreeMap<PersonId, u8> = people.iter().copied().collect();
        let code = typed.to_uppercase();
        let by_code = code.len() >= 3 && code.bytes().any(|letter| letter.is_ascii_digit());
        let score = |dossier: &Dossier| {
            if by_code && dossier.code.0.contains(&code) {
                return Some(7);
            }
            let by_name = people.get(&dossier.applicant).copied();
            by_name.or_else(|| self.index.dossiers.get(&dossier.code)?.score(query).filter(|_| !query.is_empty()))
        };
        let mut rows: Vec<(u8, &Dossier)> =
            seen.state().dossiers.values().filter_map(|dossier| Some((score(dossier)?, dossier))).collect();
        rows.sort_by_key(|(score, dossier)| (Reverse(*score), dossier.due.is_none(), dossier.due));
        rows.into_iter().take(EACH_MAX).map(|(_, dossier)| dossier.code.clone()).collect()
    }
}

/// Tickets by number (`a12`, `A012`) or by the beginning of it.
fn tickets(typed: &str, seen: Seen<'_>) -> Vec<TicketNo> {
    let tickets = &seen.state().tickets;
    let whole: Option<TicketNo> = typed.parse().ok().filter(|no| tickets.contains_key(no));
    let begins = typed.to_uppercase();
    let others = tickets.keys().filter(|no| Some(**no) != whole && no.to_string().starts_with(&begins));
    whole.into_iter().chain(others.copied()).take(EACH_MAX).collect()
}
