//! Search of everything: tickets, dossiers, people, procedures; here at once, in the archive a moment later.

use super::names::{Names, Narrowed, Needle, Weighed};
use super::query::QueryLine;
use crate::domain::ids::{DossierCode, PersonId, TicketNo};
use crate::domain::procedure::Catalogue;
use crate::domain::published::Found;
use crate::domain::state::State;
use crate::text::telex;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use std::cmp::Reverse;

/// Hits shown of one kind; the heading says how many there are.
const HITS_MAX: usize = Found::MOST;
/// Letters before the archive is asked.
const ARCHIVE_MIN: usize = 2;

/// What was found, in one place of the centre or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Hit {
    Ticket(TicketNo),
    Dossier(DossierCode),
    Person(PersonId),
    /// By code or name.
    Procedure(String),
    /// In the archive's answer, by its place there.
    OldDossier(usize),
    OldTicket(usize),
}

/// A kind of hits: its heading, how many there are, where its shown hits begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Section {
    pub key: &'static str,
    pub total: usize,
    /// There are more than could be counted.
    pub more: bool,
    pub from: usize,
    pub to: usize,
}

/// What was typed, and what was found.
#[derive(Debug, Default)]
pub(in crate::tui) struct Searching {
    pub query: QueryLine,
    pub list: List,
    /// How far it was scrolled, headings counted.
    pub lines: List,
    pub hits: Vec<Hit>,
    pub sections: Vec<Section>,
    /// The question the archive was asked last.
    generation: u64,
    /// Asked, not answered.
    pub asking: bool,
    pub found: Found,
    of: Option<(u64, String, u64, bool)>,
    /// Who fitted what was typed so far.
    narrowed: Narrowed,
}

impl Searching {
    /// The text has changed: the question to ask the archive, if it is long enough to be one.
    pub fn ask(&mut self) -> Option<(u64, String)> {
        self.list = List::default();
        self.generation += 1;
        self.found = Found::default();
        let query = self.query.text().trim().to_owned();
        self.asking = query.chars().filter(|letter| letter.is_alphanumeric()).count() >= ARCHIVE_MIN;
        self.asking.then_some((self.generation, query))
    }

    /// The archive has answered; an answer to an older question says nothing.
    pub fn take(&mut self, generation: u64, found: Found) {
        if generation == self.generation {
            self.asking = false;
            self.found = found;
        }
    }

    /// What the bar is on.
    pub fn selected(&self) -> Option<&Hit> {
        self.hits.get(self.list.at)
    }

    pub fn look(&mut self, names: &Names, seen: Seen<'_>) {
        let of = (seen.state().seq, self.query.text().to_owned(), self.generation, self.asking);
        if self.of.as_ref() == Some(&of) {
            return;
        }
        self.of = Some(of);
        self.hits.clear();
        self.sections.clear();
        let text = self.query.text().trim().to_owned();
        if Needle::new(&text).is_empty() {
            return;
        }
        let mut narrowed = std::mem::take(&mut self.narrowed);
        self.open(names, &text, &mut narrowed, seen);
        self.narrowed = narrowed;
        // Keys of a method that is off: they say nothing as they are.
        let mut readings = telex::readings(&text).into_iter();
        while self.hits.is_empty()
            && let Some(reading) = readings.next()
        {
            self.open(names, &reading, &mut Narrowed::default(), seen);
        }
        let state = seen.state();
        self.add("search.procedures", procedures(&seen.published.book.catalogue, &text));
        let old = self.found.dossiers.iter().enumerate();
        let old = old.filter(|(_, (dossier, _))| !state.dossiers.contains_key(&dossier.code));
        let old = old.map(|(at, _)| Hit::OldDossier(at)).collect();
        self.add("search.old_dossiers", shown(old));
        if let Some(section) = self.sections.last_mut().filter(|section| section.key == "search.old_dossiers") {
            section.more = self.found.more;
        }
        let old = (0..self.found.tickets.len()).map(Hit::OldTicket).collect();
        self.add("search.old_tickets", shown(old));
    }

    /// Tickets, dossiers and people in sight that fit `text`.
    fn open(&mut self, names: &Names, text: &str, narrowed: &mut Narrowed, seen: Seen<'_>) {
        let needle = Needle::new(text);
        self.add("search.tickets", tickets(seen.state(), text));
        let weighed = names.weigh(&needle, narrowed);
        self.add("search.dossiers", dossiers(seen.state(), &weighed));
        self.add("search.people", people(seen, &weighed));
    }

    fn add(&mut self, key: &'static str, (total, mut hits): (usize, Vec<Hit>)) {
        let from = self.hits.len();
        self.hits.append(&mut hits);
        if total > 0 {
            self.sections.push(Section { key, total, more: false, from, to: self.hits.len() });
        }
    }
}

/// How many there are, and those that are shown.
fn shown(mut hits: Vec<Hit>) -> (usize, Vec<Hit>) {
    let total = hits.len();
    hits.truncate(HITS_MAX);
    (total, hits)
}

/// How many there are, and the first of them in order; the others are not sorted.
fn best<T: Ord>(mut scored: Vec<T>) -> (usize, Vec<T>) {
    let total = scored.len();
    if total > HITS_MAX {
        scored.select_nth_unstable(HITS_MAX);
        scored.truncate(HITS_MAX);
    }
    scored.sort_unstable();
    (total, scored)
}

/// A number as it stands on the slip (`a12`, `A012`), or all of a letter.
fn tickets(state: &State, text: &str) -> (usize, Vec<Hit>) {
    if let Ok(number) = text.parse::<TicketNo>()
        && state.tickets.contains_key(&number)
    {
        return (1, vec![Hit::Ticket(number)]);
    }
    let text = text.to_uppercase();
    let begins = |number: &&TicketNo| number.to_string().starts_with(&text);
    shown(state.tickets.keys().filter(begins).copied().map(Hit::Ticket).collect())
}

fn dossiers(state: &State, weighed: &Weighed<'_>) -> (usize, Vec<Hit>) {
    let scored = state.dossiers.values().filter_map(|dossier| {
        let score = weighed.dossier(dossier)?;
        let due = dossier.due.unwrap_or(crate::domain::time::Timestamp(i64::MAX));
        Some((Reverse(score), dossier.status.is_over(), due, &dossier.code))
    });
    let (total, scored) = best(scored.collect());
    (total, scored.into_iter().map(|(.., code)| Hit::Dossier(code.clone())).collect())
}

fn people(seen: Seen<'_>, weighed: &Weighed<'_>) -> (usize, Vec<Hit>) {
    let scored = seen.published.people.iter().filter_map(|(id, person)| {
        let score = weighed.person(*id)?;
        Some((Reverse(score), person.name.as_str(), *id))
    });
    let (total, scored) = best(scored.collect());
    (total, scored.into_iter().map(|(.., id)| Hit::Person(id)).collect())
}

fn procedures(catalogue: &Catalogue, text: &str) -> (usize, Vec<Hit>) {
    let found = catalogue.search(text, catalogue.len());
    (found.len(), found.into_iter().take(HITS_MAX).map(|hit| Hit::Procedure(hit.key().to_owned())).collect())
}
