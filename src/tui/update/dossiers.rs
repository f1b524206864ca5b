//! What keys do in the list of dossiers and on the page of one.

use super::{pages, show};
use crate::domain::command::Verb;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::dossier_in_front;
use crate::tui::pages::leaf::DossierPage;
use crate::tui::pages::listing::View;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::list::List;
use crate::tui::parts::note::Note;
use crate::tui::screens::dossier;
use crate::tui::screens::dossier_life::reasoning;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Everybody's dossiers, in the view and narrowed as they were left; after one person's, from the start.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let listing = &mut model.pages.listing;
    let narrowed = listing.whose.take().is_some();
    if listing.holder.take().is_some() || narrowed {
        listing.view = View::ToDo;
        listing.restart();
    }
    show(model, Screen::Dossiers)
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let listing = &mut model.pages.listing;
    let len = listing.rows.len();
    if listing.list.go(action, len) {
        listing.pick();
        return Some(Vec::new());
    }
    match action {
        Action::Filter => {
            listing.view = listing.view.next();
            listing.restart();
        }
        Action::Narrow => listing.typing = true,
        Action::Choose if listing.typing => listing.typing = false,
        Action::Back if listing.typing || !listing.filter.is_empty() => {
            listing.typing = false;
            listing.filter.clear();
            listing.restart();
        }
        Action::Choose => {
            let chosen = listing.selected().cloned();
            return Some(chosen.map_or_else(Vec::new, |code| show(model, Screen::Dossier(DossierPage::new(code)))));
        }
        _ => return act_on_one(model, action, seen),
    }
    Some(Vec::new())
}

/// What can be done with the dossier in front, in the list or on its page.
pub(super) fn act_on_one(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let code = dossier_in_front(model)?;
    match action {
        Action::FinishDossier => {
            Some(sure(model, "dossiers.confirm_finish", Verb::FinishDossier(code.clone()), &code.0, seen))
        }
        Action::ReturnDossier => {
            Some(sure(model, "dossiers.confirm_return", Verb::ReturnDossier(code.clone()), &code.0, seen))
        }
        Action::Copy => Some(pages::copy(model, code.0, seen)),
        Action::Explain => Some(explain(model, seen)),
        _ => None,
    }
}

/// Neither can be taken back, so the dossier is named and asked for once. The key that asks does not answer; Enter
/// does, because this is done all day.
fn sure(model: &mut Model, question: &'static str, verb: Verb, code: &str, seen: Seen<'_>) -> Vec<Effect> {
    let applicant = seen.state().dossiers.values().find(|dossier| dossier.code.0 == code);
    let name = applicant.map_or("", |dossier| seen.published.name(dossier.applicant));
    let question = Said::new(question).with("dossier", code).with("name", name);
    let mut confirm = Confirm::new(question, Decided::Submit(verb));
    confirm.yes = true;
    model.floats.push(Float::Confirm(confirm));
    Vec::new()
}

fn explain(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let lines = match model.screens.last() {
        Some(Screen::Dossier(page)) => dossier::of_page(page, seen).map(|(one, _)| reasoning(one, seen)),
        _ => None,
    };
    match lines {
        Some(lines) => model.floats.push(Float::Note(Note { title: "form.why_title", lines, list: List::default() })),
        None => model.toasts.bad(Tell::key("dossiers.gone")),
    }
    Vec::new()
}
