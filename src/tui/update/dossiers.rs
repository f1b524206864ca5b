//! What keys do in the list of dossiers and on the page of one.

use super::{dossier_step, pages, papers, show};
use crate::domain::command::Verb;
use crate::domain::dossier::{Dossier, Holder};
use crate::domain::worklist::Worklist;
use crate::text::words::Sentence;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::dossier_in_front;
use crate::tui::pages::leaf::DossierPage;
use crate::tui::pages::listing::{Aged, Only};
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
    if !listing.only.is_all() || listing.aged.is_some() {
        listing.show(Worklist::ToDo, Only::default());
    }
    show(model, Screen::Dossiers)
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    match action {
        Action::Lists => return Some(dossier_step::lists(model)),
        Action::Only => return Some(dossier_step::only(model, seen)),
        _ => {}
    }
    if let Some(aged) = &mut model.pages.listing.aged {
        let holder = aged.rows.get(aged.list.at).and_then(|row| row.holder.clone());
        return act_on_ages(model, action, holder);
    }
    let listing = &mut model.pages.listing;
    let len = listing.rows.len();
    if listing.list.go(action, len) {
        listing.pick();
        return Some(Vec::new());
    }
    match action {
        Action::Filter => listing.turn(false),
        Action::PreviousField => listing.turn(true),
        Action::Ages => listing.age(seen),
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

/// In the table of ages: Enter shows what its holder has.
fn act_on_ages(model: &mut Model, action: Action, holder: Option<Holder>) -> Option<Vec<Effect>> {
    let listing = &mut model.pages.listing;
    if let Some(Aged { rows, list, .. }) = &mut listing.aged
        && list.go(action, rows.len())
    {
        return Some(Vec::new());
    }
    match (action, holder) {
        (Action::Choose, Some(holder)) => {
            listing.show(Worklist::ToDo, Only { holder: Some(holder), ..Only::default() });
        }
        (Action::Ages | Action::Back | Action::Filter | Action::PreviousField | Action::Narrow, _) => {
            listing.aged = None;
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// What can be done with the dossier in front, in the list or on its page.
pub(super) fn act_on_one(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let code = dossier_in_front(model)?;
    let dossier = seen.state().dossiers.get(&code);
    match action {
        Action::FinishDossier => dossier.map(|dossier| finish(model, dossier, seen)),
        Action::ReturnDossier => dossier.map(|dossier| hand_over(model, dossier, seen)),
        Action::Print => Some(papers::choose(model, code, seen)),
        Action::Copy => Some(pages::copy(model, code.0, seen)),
        Action::Explain => Some(explain(model, seen)),
        action => dossier_step::by_key(model, action, seen),
    }
}

/// Asks whether it is done.
pub(super) fn finish(model: &mut Model, dossier: &Dossier, seen: Seen<'_>) -> Vec<Effect> {
    sure(model, "dossiers.confirm_finish", Verb::FinishDossier(dossier.code.clone()), dossier, seen)
}

/// Asks whether its result is handed over.
pub(super) fn hand_over(model: &mut Model, dossier: &Dossier, seen: Seen<'_>) -> Vec<Effect> {
    let verb = Verb::ReturnDossier(dossier.code.clone());
    // Money that is owed is more than a key that is pressed all day.
    if let Some(caution) = dossier.before_handing_over() {
        let question = Said::filled(caution.key(), caution.gaps());
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::Submit(verb))));
        return Vec::new();
    }
    sure(model, "dossiers.confirm_return", verb, dossier, seen)
}

/// Neither can be taken back, so the dossier is named and asked for once. The key that asks does not answer; Enter
/// does, because this is done all day.
fn sure(model: &mut Model, question: &'static str, verb: Verb, dossier: &Dossier, seen: Seen<'_>) -> Vec<Effect> {
    let name = seen.published.name(dossier.applicant);
    let question = Said::new(question).with("dossier", &dossier.code).with("name", name);
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
