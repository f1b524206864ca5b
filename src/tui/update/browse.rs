//! Looking things up: search, catalogue, dossiers by due time, and one of each in full.

use super::show;
use crate::domain::command::Verb;
use crate::domain::ids::DossierCode;
use crate::tui::action::Action;
use crate::tui::catalogue::Browse;
use crate::tui::effect::Effect;
use crate::tui::finds::Row;
use crate::tui::model::{Model, Screen, ShownDossier, ShownTicket};
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use crate::tui::tell::Said;
use crate::tui::worklist::Filter;

/// Queries shorter than this are not asked of the archive: half of it would fit.
const ARCHIVE_FROM: usize = 2;

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    match action {
        Action::Search => {
            // A new search; going back to the old one from what it found keeps it.
            model.search.field.clear();
            model.search.asked_anew();
            show(model, Screen::Search)
        }
        Action::Procedures => {
            model.browse = Browse::default();
            show(model, Screen::Procedures)
        }
        Action::Dossiers => {
            if model.work.of.take().is_some() {
                model.work.filter = Filter::ToDo;
            }
            show(model, Screen::Dossiers)
        }
        Action::Filter => {
            model.work.filter = model.work.filter.next();
            model.work.look(seen);
            Vec::new()
        }
        Action::Choose => choose(model, seen),
        Action::FinishDossier => on_dossier(model, Verb::FinishDossier),
        Action::ReturnDossier => on_dossier(model, Verb::ReturnDossier),
        Action::Copy => copy(model, seen),
        _ => Vec::new(),
    }
}

/// The text of the query has changed: what is here is found at once, the archive is asked.
pub(super) fn after_typing(model: &mut Model) -> Vec<Effect> {
    match model.screens.last() {
        Some(Screen::Search) => {
            model.search.asked_anew();
            let query = crate::text::nfc::clean(model.search.field.text());
            if query.chars().count() < ARCHIVE_FROM {
                return Vec::new();
            }
            vec![Effect::Search { generation: model.search.generation, query }]
        }
        Some(Screen::Procedures) => {
            model.browse.list = List::default();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn choose(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let screen = match model.screens.last() {
        Some(Screen::Search) => return choose_found(model, seen),
        Some(Screen::Procedures) => {
            let found = model.browse.found(seen);
            found
                .get(model.browse.list.at)
                .map(|procedure| Screen::Procedure(procedure.key().to_owned(), List::default()))
        }
        Some(Screen::Dossiers) => model.work.selected().cloned().map(dossier),
        _ => None,
    };
    match screen {
        Some(screen) => show(model, screen),
        None => Vec::new(),
    }
}

fn dossier(code: DossierCode) -> Screen {
    Screen::Dossier(Box::new(ShownDossier { code, archived: None, list: List::default() }))
}

fn choose_found(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let search = &model.search;
    let Some(row) = search.rows.get(search.list.at) else { return Vec::new() };
    let found = search.found.as_ref();
    let screen = match row {
        Row::Ticket(no) => {
            let ticket = seen.state().tickets.get(no).cloned();
            ticket.map(|ticket| Screen::Ticket(Box::new(ShownTicket { ticket, today: true, list: List::default() })))
        }
        Row::Person(id, _) => {
            model.work.of = Some(*id);
            model.work.filter = Filter::All;
            Some(Screen::Dossiers)
        }
        Row::Dossier(code) => Some(dossier(code.clone())),
        Row::Procedure(key) => Some(Screen::Procedure(key.clone(), List::default())),
        Row::OldDossier(at) => found.and_then(|found| found.dossiers.get(*at)).map(|(old, person)| {
            let archived = Some((old.clone(), person.clone()));
            Screen::Dossier(Box::new(ShownDossier { code: old.code.clone(), archived, list: List::default() }))
        }),
        Row::OldTicket(at) => found.and_then(|found| found.tickets.get(*at)).map(|(_, ticket)| {
            Screen::Ticket(Box::new(ShownTicket { ticket: ticket.clone(), today: false, list: List::default() }))
        }),
    };
    match screen {
        Some(screen) => show(model, screen),
        None => Vec::new(),
    }
}

/// The dossier in front, or under the bar.
fn current(model: &Model) -> Option<DossierCode> {
    match model.screens.last() {
        Some(Screen::Dossiers) => model.work.selected().cloned(),
        Some(Screen::Dossier(shown)) => Some(shown.code.clone()),
        _ => None,
    }
}

fn on_dossier(model: &mut Model, verb: impl Fn(DossierCode) -> Verb) -> Vec<Effect> {
    match current(model) {
        Some(code) => model.submit(verb(code), None),
        None => Vec::new(),
    }
}

fn copy(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let text = match model.screens.last() {
        Some(Screen::Procedure(key, _)) => Some(key.clone()),
        Some(Screen::Ticket(shown)) => Some(shown.ticket.number.to_string()),
        _ => current(model).map(|code| code.0),
    };
    let Some(text) = text else { return Vec::new() };
    model.toasts.good(Said::new("search.copied").with("code", &text).into(), seen.now);
    vec![Effect::Copy(text)]
}
