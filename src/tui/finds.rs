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
    /// Everyone who fitted the question before: one that goes on from it, letter by letter, fits nobody else.
    narrowed: Option<(String, Vec<PersonId>)>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Ticket(TicketNo),
    /// And how many dossiers of theirs are published.
    Person(PersonId, usize),
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
    /// Names of procedures that dossiers have; thousands of dossiers share a few hundred of them.
    procedures: BTreeMap<String, usize>,
    procedure_keys: Vec<SearchKey>,
    /// The place of each dossier's procedure name in `procedure_keys`, in the order of the dossiers.
    procedure_of: Vec<usize>,
    people_of: People,
    people: BTreeMap<PersonId, (Arc<Person>, SearchKey)>,
}

impl Index {
    /// True when the people have changed.
    fn keep_up(&mut self, seen: Seen<'_>) -> bool {
        let people = &seen.published.people;
        let changed = !people.ptr_eq(&self.people_of);
        if changed {
            self.people.retain(|id, (person, _)| people.get(id).is_some_and(|now| Arc::ptr_eq(now, person)));
            for (id, person) in people {
                let key = || (Arc::clone(person), SearchKey::new(&person.name));
                self.people.entry(*id).or_insert_with(key);
            }
            self.people_of.clone_from(people);
        }
        let dossiers = &seen.state().dossiers;
        if !dossiers.ptr_eq(&self.dossiers_of) {
            self.procedure_of.clear();
            for dossier in dossiers.values() {
                let at = self.procedure(&dossier.procedure_name);
                self.procedure_of.push(at);
            }
            self.dossiers_of.clone_from(dossiers);
        }
        changed
    }

    fn procedure(&mut self, name: &str) -> usize {
        if let Some(at) = self.procedures.get(name) {
            return *at;
        }
        let at = self.procedure_keys.len();
        self.procedure_keys.push(SearchKey::new(name));
        self.procedures.insert(name.to_owned(), at);
        at
    }
}

impl Search {
    /// Makes the rows anew where the question or what is published has changed.
    pub fn look(&mut self, seen: Seen<'_>) {
        let moment = (self.field.text().to_owned(), seen.state().seq, self.found.is_some());
        if self.of.as_ref() == Some(&moment) {
            return;
        }
        if self.index.keep_up(seen) {
            self.narrowed = None;
        }
        let typed = self.field.text().trim();
        let typed = typed.to_owned();
        self.rows = if typed.is_empty() { Vec::new() } else { self.rows_for(&typed, seen) };
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

    fn rows_for(&mut self, typed: &str, seen: Seen<'_>) -> Vec<Row> {
        let query = Query::new(typed);
        let people = self.people(typed, &query);
        self.narrowed = Some((typed.to_owned(), people.iter().map(|(id, _)| *id).collect()));
        let mut rows: Vec<Row> = tickets(typed, seen).into_iter().map(Row::Ticket).collect();
        rows.extend(with_dossiers(&people[..people.len().min(EACH_MAX)], seen));
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
        // A number is found from its third digit on, so only words can be narrowed down.
        let before =
            self.narrowed.as_ref().filter(|(before, _)| digits.is_empty() && typed.starts_with(before.as_str()));
        let mut people: Vec<(PersonId, u8)> = if let Some((_, ids)) = before {
            let known = ids.iter().filter_map(|id| Some((id, self.index.people.get(id)?)));
            known.filter_map(|(id, (person, key))| Some((*id, score(person, key)?))).collect()
        } else {
            let all = self.index.people.iter();
            all.filter_map(|(id, (person, key))| Some((*id, score(person, key)?))).collect()
        };
        people.sort_unstable_by_key(|(id, score)| (Reverse(*score), Reverse(*id)));
        people
    }

    /// Dossiers by code, applicant or procedure, best first.
    fn dossiers(&self, typed: &str, query: &Query, people: &[(PersonId, u8)], seen: Seen<'_>) -> Vec<DossierCode> {
        let people: BTreeMap<PersonId, u8> = people.iter().copied().collect();
        let code = typed.to_uppercase();
        let by_code = code.len() >= 3 && code.bytes().any(|letter| letter.is_ascii_digit());
        let by_procedure: Vec<Option<u8>> =
            self.index.procedure_keys.iter().map(|key| key.score(query).filter(|_| !query.is_empty())).collect();
        let score = |dossier: &Dossier, procedure: usize| {
            if by_code && dossier.code.0.contains(&code) {
                return Some(7);
            }
            let by_name = people.get(&dossier.applicant).copied();
            by_name.or_else(|| by_procedure.get(procedure).copied().flatten())
        };
        let dossiers = seen.state().dossiers.values().zip(&self.index.procedure_of);
        let mut rows: Vec<(u8, &Dossier)> =
            dossiers.filter_map(|(dossier, procedure)| Some((score(dossier, *procedure)?, dossier))).collect();
        rows.sort_unstable_by_key(|(score, dossier)| {
            (Reverse(*score), dossier.due.is_none(), dossier.due, &dossier.code)
        });
        rows.into_iter().take(EACH_MAX).map(|(_, dossier)| dossier.code.clone()).collect()
    }
}

/// People with the number of their dossiers, all counted in one pass.
fn with_dossiers(people: &[(PersonId, u8)], seen: Seen<'_>) -> Vec<Row> {
    let mut counts: BTreeMap<PersonId, usize> = people.iter().map(|(id, _)| (*id, 0)).collect();
    if !counts.is_empty() {
        for dossier in seen.state().dossiers.values() {
            if let Some(count) = counts.get_mut(&dossier.applicant) {
                *count += 1;
            }
        }
    }
    people.iter().map(|(id, _)| Row::Person(*id, counts.get(id).copied().unwrap_or(0))).collect()
}

/// Tickets by number (`a12`, `A012`) or by the beginning of it.
fn tickets(typed: &str, seen: Seen<'_>) -> Vec<TicketNo> {
    let tickets = &seen.state().tickets;
    let whole: Option<TicketNo> = typed.parse().ok().filter(|no| tickets.contains_key(no));
    let begins = typed.to_uppercase();
    let others = tickets.keys().filter(|no| Some(**no) != whole && no.to_string().starts_with(&begins));
    whole.into_iter().chain(others.copied()).take(EACH_MAX).collect()
}
