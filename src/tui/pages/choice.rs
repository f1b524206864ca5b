//! The procedure of a form: typed in parts, without accents, or by its code, and picked from the list below.

use super::query::QueryLine;
use crate::domain::ids::CounterId;
use crate::domain::procedure::{Catalogue, Procedure};
use crate::domain::state::State;
use crate::domain::ticket::Ticket;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// More than anybody scrolls through.
const HITS_MAX: usize = 100;

/// The choice of a procedure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct Choice {
    pub query: QueryLine,
    #[serde(skip)]
    pub list: List,
    /// The bar was moved by her: Enter picks what is under it though nothing was typed.
    pub walked: bool,
    /// What was picked, by its code or name.
    pub picked: Option<String>,
    /// What fits the typed text, best first, by code or name.
    #[serde(skip)]
    pub hits: Vec<String>,
    /// What was picked, and the text it was found by, while another is looked for.
    before: Option<(String, QueryLine)>,
    #[serde(skip)]
    of: Option<(String, u64)>,
}

impl Choice {
    /// The procedure that was picked.
    pub fn procedure<'a>(&self, seen: Seen<'a>) -> Option<&'a Procedure> {
        seen.published.book.catalogue.get(self.picked.as_ref()?)
    }

    /// The procedure under the bar of the list.
    pub fn under_bar<'a>(&self, seen: Seen<'a>) -> Option<&'a Procedure> {
        seen.published.book.catalogue.get(self.hits.get(self.list.at)?)
    }

    /// Whether she has said which one she looks for: by letters, or by the bar.
    pub fn is_meant(&self) -> bool {
        self.walked || !self.query.text().trim().is_empty()
    }

    /// Picks what is under the bar. Answers whether it is another one than before, `None` when there is nothing.
    pub fn pick(&mut self) -> Option<bool> {
        self.picked = self.hits.get(self.list.at).cloned();
        let picked = self.picked.as_ref()?;
        Some(self.before.take().is_none_or(|(before, _)| before != *picked))
    }

    /// Takes this one.
    pub fn choose(&mut self, key: &str) {
        self.before = None;
        self.picked = Some(key.to_owned());
    }

    /// Goes back to looking for one; what was picked is kept until another is.
    pub fn look_again(&mut self) {
        if let Some(picked) = self.picked.take() {
            self.before = Some((picked, self.query.clone()));
        }
    }

    /// Takes back what was picked before another one was looked for. False when there was none.
    pub fn restore(&mut self) -> bool {
        let Some((picked, query)) = self.before.take() else { return false };
        (self.picked, self.query, self.list) = (Some(picked), query, List::default());
        true
    }

    /// The typed text will change: what was picked no longer counts.
    pub fn touch(&mut self) -> &mut crate::tui::parts::field::Field {
        if self.picked.is_some() {
            self.look_again();
            self.query.stale = true;
        }
        (self.list, self.walked) = (List::default(), false);
        self.query.touch()
    }

    /// Finds what fits. With nothing typed, what is received most, first the fields of the visit's service, or without a
    /// visit those of the counter's.
    pub fn look(&mut self, ticket: Option<&Ticket>, counter: Option<CounterId>, seen: Seen<'_>) {
        let catalogue = &seen.published.book.catalogue;
        let text = self.query.text().trim();
        let empty = text.is_empty();
        let of = (text.to_owned(), if empty { seen.state().seq } else { 0 });
        if self.of.as_ref() == Some(&of) {
            return;
        }
        self.hits = if empty {
            usual(catalogue, ticket, counter, seen.state())
        } else {
            catalogue.search(text, HITS_MAX).into_iter().map(|hit| hit.key().to_owned()).collect()
        };
        self.of = Some(of);
    }
}

fn usual(catalogue: &Catalogue, ticket: Option<&Ticket>, counter: Option<CounterId>, state: &State) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for dossier in state.dossiers.values() {
        let key = if dossier.procedure.is_empty() { &dossier.procedure_name } else { &dossier.procedure };
        *counts.entry(key).or_default() += 1;
    }
    let counter = counter.and_then(|id| state.counters.get(&id));
    let services = match (ticket, counter) {
        (Some(ticket), _) => vec![ticket.service],
        (None, Some(counter)) => counter.skills.iter().copied().collect(),
        (None, None) => Vec::new(),
    };
    let fields: BTreeSet<&str> = services
        .into_iter()
        .filter_map(|id| state.centre.service(id))
        .flat_map(|service| service.fields.iter().map(String::as_str))
        .collect();
    let mut rows: Vec<_> = catalogue
        .iter()
        .map(|procedure| {
            let here = fields.contains(procedure.field.as_str());
            let count = counts.get(procedure.key()).copied().unwrap_or(0);
            (!here, Reverse(count), procedure.label.is_empty(), procedure.key())
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter().take(HITS_MAX).map(|(.., key)| key.to_owned()).collect()
}
