//! What keys do in the search of everything.

use super::show;
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::worklist::Worklist;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::pages::leaf::{DossierPage, ProcedurePage, TicketPage};
use crate::tui::pages::listing::Only;
use crate::tui::pages::searching::Hit;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.pages.searching.query.offer_again();
    show(model, Screen::Search)
}

/// The text has changed: what is here is found when the screen is looked at, the archive is asked.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    match model.pages.searching.ask() {
        Some((generation, query)) => vec![Effect::Search { generation, query }],
        None => Vec::new(),
    }
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let len = model.pages.searching.hits.len();
    if model.pages.searching.list.go(action, len) {
        return Some(Vec::new());
    }
    (action == Action::Choose).then(|| choose(model, seen))
}

fn choose(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let searching = &model.pages.searching;
    let Some(hit) = searching.selected() else { return Vec::new() };
    let screen = match hit {
        Hit::Ticket(number) => seen.state().tickets.get(number).map(|ticket| {
            let ticket = Box::new(ticket.clone());
            Screen::Ticket(TicketPage { day: ticket.issued.day(), ticket, scroll: List::default() })
        }),
        Hit::Dossier(code) => Some(Screen::Dossier(DossierPage::new(code.clone()))),
        Hit::Procedure(key) => Some(Screen::Procedure(ProcedurePage { key: key.clone(), scroll: List::default() })),
        Hit::OldDossier(at) => {
            let found = searching.found.dossiers.get(*at);
            found.map(|found| Screen::Dossier(DossierPage::of_archive(Box::new(found.clone()))))
        }
        Hit::OldTicket(at) => searching.found.tickets.get(*at).map(|(day, ticket)| {
            Screen::Ticket(TicketPage { day: *day, ticket: Box::new(ticket.clone()), scroll: List::default() })
        }),
        Hit::Person(person) => return person_chosen(model, *person, seen),
    };
    match screen {
        Some(screen) => show(model, screen),
        None => Vec::new(),
    }
}

/// A person stands for their dossiers.
fn person_chosen(model: &mut Model, person: PersonId, seen: Seen<'_>) -> Vec<Effect> {
    let theirs = seen.state().dossiers.values().filter(|dossier| dossier.applicant == person);
    let theirs: Vec<&DossierCode> = theirs.map(|dossier| &dossier.code).collect();
    match theirs[..] {
        [] => {
            model.toasts.bad(Tell::key("search.no_dossiers"));
            Vec::new()
        }
        [only] => show(model, Screen::Dossier(DossierPage::new(only.clone()))),
        _ => {
            model.pages.listing.show(Worklist::All, Only { whose: Some(person), ..Only::default() });
            show(model, Screen::Dossiers)
        }
    }
}
