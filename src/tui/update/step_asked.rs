//! What is asked before a step of a dossier is saved: what is more often a slip than meant, and what only the archive
//! knows.

use super::dossier_step::save;
use crate::domain::command::{Actor, Verb};
use crate::domain::dossier::{Asking, Caution};
use crate::domain::ids::{DossierCode, PersonId};
use crate::text::words::Sentence;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Seat};
use crate::tui::pages::correcting::{Correcting, Hers, Whose};
use crate::tui::pages::dossier_step::{Row, StepForm, Value};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::field::Field;
use crate::tui::parts::menu::{Item, Label, Menu, Then};
use crate::tui::seen::Seen;
use crate::tui::tell::Said;

/// Says what is going to happen to whom, and asks; first whose the number is, where that is not known.
pub(super) fn ask_whose(model: &mut Model, found: &Correcting, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = &mut model.pages.step else { return Vec::new() };
    if let Some(number) = form.to_ask(found) {
        form.whose = Whose::Asked(number.clone());
        return vec![Effect::WhoIs(number)];
    }
    let Some(dossier) = seen.state().dossiers.get(&form.code) else { return Vec::new() };
    let archived = match &form.hers {
        _ if found.moves() => Vec::new(),
        Hers::Known(codes) => codes.clone(),
        Hers::Unasked | Hers::Asked => {
            form.hers = Hers::Asked;
            return vec![Effect::Archived(dossier.applicant)];
        }
    };
    let by = model.seat.map_or(Actor::Administrator, |seat| Actor::Officer(seat.officer));
    let question = found.question(dossier, by, &archived, seen);
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::SureStep)));
    Vec::new()
}

/// The archive has said whose the number is that saving waits for.
pub(super) fn answered(model: &mut Model, id_number: &str, name: Option<&str>, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = &mut model.pages.step else { return Vec::new() };
    if !matches!(&form.whose, Whose::Asked(number) if number == id_number) {
        return Vec::new();
    }
    form.whose = Whose::Answered(id_number.to_owned(), name.map(str::to_owned));
    save(model, false, seen)
}

/// The archive has said which dossiers of hers it has.
pub(super) fn archived(model: &mut Model, person: PersonId, dossiers: Vec<DossierCode>, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = &mut model.pages.step else { return Vec::new() };
    let hers = seen.state().dossiers.get(&form.code).is_some_and(|dossier| dossier.applicant == person);
    if !hers || !matches!(form.hers, Hers::Asked) {
        return Vec::new();
    }
    form.hers = Hers::Known(dossiers);
    let effects = save(model, false, seen);
    // Asked again whenever she saves again.
    if let Some(form) = &mut model.pages.step {
        form.hers = Hers::Unasked;
    }
    effects
}

/// What is asked about before `verb`, if anything.
pub(super) fn caution(verb: &Verb, seat: Seat, seen: Seen<'_>) -> Option<Caution> {
    let Verb::About { dossier, verb, .. } = verb else { return None };
    let (by, book) = (Actor::Officer(seat.officer), &seen.published.book);
    seen.state().dossiers.get(dossier)?.caution(verb, Asking { by, now: seen.moment(), book, state: seen.state() })
}

/// Asks which agency is meant: the known one first, so that Enter takes it.
pub(super) fn meant(whom: &str, near: String) -> Menu {
    let title = Said::new("step.agency_meant").with("whom", whom);
    let known = Item::new(Some('d'), Label::Plain(near.clone()), Then::Agency(Some(near)));
    let new = Item::new(Some('m'), Label::Word("step.agency_is_new"), Then::Agency(None));
    Menu::new(title, vec![known, new])
}

/// The known agency that was meant; without, it is a new one.
pub(super) fn agency(model: &mut Model, known: Option<&str>, seen: Seen<'_>) -> Vec<Effect> {
    model.floats.clear();
    if let (Some(form), Some(known)) = (&mut model.pages.step, known) {
        settle(form, known);
    }
    save(model, known.is_none(), seen)
}

/// Puts the agency that was meant where another was typed.
fn settle(form: &mut StepForm, known: &str) {
    for row in &mut form.rows {
        match row {
            Row::Pick("step.agency", values, at) => {
                let known = Value::Text(known.to_owned());
                *at = values.iter().position(|value| *value == known).unwrap_or(values.len());
                if *at == values.len() {
                    values.push(known);
                }
            }
            Row::Line("step.agency", field) => *field = Field::new(known),
            Row::Line("step.or_other", field) => *field = Field::default(),
            _ => {}
        }
    }
}

/// The number of the receipt that `verb` gives.
pub(super) fn receipt(verb: &Verb) -> Option<String> {
    let Verb::About { verb, .. } = verb else { return None };
    verb.receipt()
}

/// Whether the number of the receipt was given before, maybe for a dossier that is long over.
pub(super) fn given(
    model: &mut Model,
    tag: u64,
    number: String,
    dossier: Option<DossierCode>,
    seen: Seen<'_>,
) -> Vec<Effect> {
    let Some(form) = model.pages.step.as_mut().filter(|form| form.asked == Some(tag)) else { return Vec::new() };
    (form.asked, form.looked) = (None, Some(number.clone()));
    let Some(dossier) = dossier else { return save(model, true, seen) };
    let caution = Caution::ReceiptTwice { number, dossier };
    let question = Said::filled(caution.key(), caution.gaps());
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::SureStep)));
    Vec::new()
}
