//! Pages that are read: one dossier, one procedure, one ticket.

use crate::domain::dossier::Dossier;
use crate::domain::ids::{CounterId, DossierCode};
use crate::domain::person::Person;
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use std::sync::Arc;

/// One dossier. It is read from what is published; one that is not there, from the archive's answer, or as it was
/// published last.
#[derive(Clone, Debug)]
pub(in crate::tui) struct DossierPage {
    pub code: DossierCode,
    pub archived: Option<Box<(Dossier, Option<Arc<Person>>)>>,
    /// The last event of which it is known here.
    as_of: Option<u64>,
    pub scroll: List,
}

/// One procedure, by its code or name.
#[derive(Clone, Debug)]
pub(in crate::tui) struct ProcedurePage {
    pub key: String,
    pub scroll: List,
}

/// One ticket as it was when it was opened; today's is read from what is published.
#[derive(Clone, Debug)]
pub(in crate::tui) struct TicketPage {
    pub day: Day,
    pub ticket: Box<Ticket>,
    pub scroll: List,
}

/// One counter.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct CounterPage {
    pub id: CounterId,
    pub scroll: List,
}

impl DossierPage {
    pub fn new(code: DossierCode) -> Self {
        Self { code, archived: None, as_of: None, scroll: List::default() }
    }

    /// That of one which was found in the archive.
    pub fn of_archive(found: Box<(Dossier, Option<Arc<Person>>)>) -> Self {
        Self { code: found.0.code.clone(), archived: Some(found), as_of: None, scroll: List::default() }
    }

    /// Keeps the dossier as it is published last, for when the night takes it to the archive.
    pub fn follow(&mut self, seen: Seen<'_>) {
        let state = seen.state();
        if self.as_of.replace(state.seq) == Some(state.seq) {
            return;
        }
        if let Some(dossier) = state.dossiers.get(&self.code) {
            let person = seen.published.people.get(&dossier.applicant).map(Arc::clone);
            self.archived = Some(Box::new((dossier.clone(), person)));
        }
    }
}
