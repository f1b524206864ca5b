//! The catalogue under search.

use super::query::QueryLine;
use crate::domain::procedure::Procedure;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;

/// What was typed, and what fits.
#[derive(Debug, Default)]
pub(in crate::tui) struct Browsing {
    pub query: QueryLine,
    pub list: List,
    /// What fits, best first, by code or name.
    pub hits: Vec<String>,
    of: Option<(String, usize)>,
}

impl Browsing {
    pub fn look(&mut self, seen: Seen<'_>) {
        let catalogue = &seen.published.book.catalogue;
        let of = (self.query.text().to_owned(), catalogue.len());
        if self.of.as_ref() != Some(&of) {
            let found = catalogue.search(self.query.text(), catalogue.len());
            self.hits = found.into_iter().map(|hit| hit.key().to_owned()).collect();
            self.of = Some(of);
        }
    }

    /// The procedure under the bar.
    pub fn selected<'a>(&self, seen: Seen<'a>) -> Option<&'a Procedure> {
        seen.published.book.catalogue.get(self.hits.get(self.list.at)?)
    }
}
