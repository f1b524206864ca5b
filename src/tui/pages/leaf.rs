//! Pages that are read: one dossier, one procedure, one ticket.

use crate::domain::dossier::Dossier;
use crate::domain::ids::{CounterId, DossierCode};
use crate::domain::person::Person;
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::tui::parts::list::List;
use std::sync::Arc;

/// One dossier. Those of the archive bring along what was found; the others are read from what is published.
#[derive(Clone, Debug)]
pub(in crate::tui) struct DossierPage {
    pub code: DossierCode,
    pub archived: Option<Box<(Dossier, Option<Arc<Person>>)>>,
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
        Self { code, archived: None, scroll: List::default() }
    }
}
