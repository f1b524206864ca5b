//! The catalogue under search.

use super::parts::field::Field;
use super::parts::list::List;
use super::seen::Seen;
use crate::domain::procedure::Procedure;

/// The catalogue as a session looks at it.
#[derive(Debug, Default)]
pub(super) struct Browse {
    pub field: Field,
    pub list: List,
}

impl Browse {
    /// What fits, best first; everything while nothing was typed.
    pub fn found<'a>(&self, seen: Seen<'a>) -> Vec<&'a Procedure> {
        seen.published.book.catalogue.search(self.field.text(), usize::MAX)
    }
}
