//! What was scanned: a dossier's code leads to the dossier, a citizen's card fills the form, anything else is named.

use super::queues::open_ticket;
use super::{receive, show};
use crate::domain::card::{self, Card};
use crate::domain::dossier::Dossier;
use crate::domain::ids::{DossierCode, TicketNo};
use crate::domain::person::{Flaw, Person};
use crate::domain::refusal::Refusal;
use crate::text::width::cut;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::form::Stop;
use crate::tui::pages::leaf::DossierPage;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};
use crate::tui::wedge::{BARS, is_code};
use std::sync::Arc;

/// Columns shown of a code that is not ours.
const SHOWN: usize = 40;

/// What a scanner typed.
pub(super) fn take(model: &mut Model, text: &str, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else {
        model.toasts.bad(Tell::key("form.scan_sign_in"));
        return Vec::new();
    };
    if seat.looks {
        return Vec::new();
    }
    if let Some(card) = Card::read(text) {
        return citizen(model, card, seen);
    }
    if let Some(code) = DossierCode::scanned(text) {
        return dossier(model, code, seen);
    }
    if let Some(number) = card::number(text) {
        return citizen(model, Card::of_number(number), seen);
    }
    if let Ok(number) = text.trim().to_uppercase().parse::<TicketNo>() {
        if seen.state().tickets.contains_key(&number) {
            return open_ticket(model, number, seen);
        }
        model.toasts.bad(Tell::Refusal(Refusal::UnknownTicket(number)));
        return Vec::new();
    }
    if let Some(refusal) = field(model) {
        model.toasts.bad(Tell::Refusal(refusal));
        return Vec::new();
    }
    if let Some(code) = of_letters(text) {
        return dossier(model, code, seen);
    }
    model.toasts.bad(foreign(text));
    Vec::new()
}

/// What the field in focus says to a code that is none of ours, where it takes a number.
fn field(model: &Model) -> Option<Refusal> {
    let receives = model.floats.is_empty() && matches!(model.screens.last(), Some(Screen::Receive));
    let flaw = match model.pages.receiving.form().filter(|_| receives)?.focus {
        Stop::Phone => Flaw::PhoneWrong,
        Stop::IdNumber => Flaw::IdNumberWrong,
        _ => return None,
    };
    Some(Refusal::Person(vec![flaw]))
}

fn foreign(text: &str) -> Said {
    // Somebody's number and name are not shown again for everybody around.
    if text.matches('|').count() >= BARS {
        return Said::new("form.scan_card_wrong");
    }
    Said::new("form.scan_foreign").with("text", cut(text.trim(), SHOWN).into_owned())
}

/// A code of letters and digits, as other systems give them: a dossier that came from there may have it.
fn of_letters(text: &str) -> Option<DossierCode> {
    let code = text.trim().to_ascii_uppercase();
    let has = |what: fn(&char) -> bool| code.chars().any(|letter| what(&letter));
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-/_".contains(&byte));
    (plain && has(char::is_ascii_digit) && has(char::is_ascii_alphabetic)).then_some(DossierCode(code))
}

/// A paste that is a code where nothing is typed, or a card where the applicant is.
pub(super) fn is_scan(model: &Model, text: &str) -> bool {
    let text = text.trim();
    let context = model.context();
    if !context.takes_text() {
        return DossierCode::scanned(text).is_some() || card::number(text).is_some() || is_code(text);
    }
    let receives = model.floats.is_empty() && matches!(model.screens.last(), Some(Screen::Receive));
    receives && Card::read(text).is_some()
}

fn dossier(model: &mut Model, code: DossierCode, seen: Seen<'_>) -> Vec<Effect> {
    // What was said of another one is not said beside this one.
    model.toasts.clear();
    if seen.state().dossiers.contains_key(&code) {
        return show(model, Screen::Dossier(DossierPage::new(code)));
    }
    if let Some(ours) = seen.state().foreign.get(&code.0) {
        return show(model, Screen::Dossier(DossierPage::new(ours.clone())));
    }
    model.pages.scanned = Some(code.clone());
    vec![Effect::Fetch(code)]
}

/// The archive has answered; nothing happens when something else was scanned meanwhile.
pub(super) fn fetched(
    model: &mut Model,
    code: DossierCode,
    found: Option<Box<(Dossier, Option<Arc<Person>>)>>,
    seen: Seen<'_>,
) {
    if model.pages.scanned.take_if(|scanned| *scanned == code).is_none() || model.seat.is_none() {
        return;
    }
    match found {
        Some(found) => {
            show(model, Screen::Dossier(DossierPage::of_archive(found)));
        }
        None if DossierCode::scanned(&code.0).is_none() => model.toasts.bad(foreign(&code.0)),
        None if !code.is_of(&seen.state().centre.unit) => {
            model.toasts.bad(Said::new("form.scan_elsewhere").with("code", code));
        }
        None => model.toasts.bad(Said::new("form.scan_unknown").with("code", code)),
    }
}

fn citizen(model: &mut Model, card: Card, seen: Seen<'_>) -> Vec<Effect> {
    let receives = matches!(model.screens.last(), Some(Screen::Receive));
    if !receives {
        if let Some(why) = model.refused_now(Action::Receive).cloned() {
            model.toasts.bad(why);
            return Vec::new();
        }
        receive::open(model, None, seen);
    }
    model.floats.retain(|float| !matches!(float, Float::Menu(_) | Float::Finder(_) | Float::Note(_)));
    if model.pages.receiving.form().is_none_or(|form| form.saving.is_some()) {
        return Vec::new();
    }
    let kept = model.pages.receiving.give_way(&card, seen);
    let Some(form) = model.pages.receiving.form_mut() else { return Vec::new() };
    let id_number = card.id_number.clone();
    let known = seen.published.people.iter().find(|(_, person)| person.id_number == id_number);
    let is_hers = form.fill_card(card, known.map(|(id, person)| (Some(*id), person.as_ref())));
    form.go_on(seen);
    let name = form.text(Stop::Name).to_owned();
    let told = match (known.filter(|_| !is_hers), kept) {
        (Some((_, person)), _) => Some((Said::new("form.number_of_another").with("name", &person.name), false)),
        (None, Some(other)) => {
            let key = if other.to_her_draft { "form.card_comes_back" } else { "form.card_gives_way" };
            Some((Said::new(key).with("name", name).with("other", other.whose), true))
        }
        (None, None) => told(model, known.is_some()),
    };
    tell(model, told, seen);
    if known.is_some() { Vec::new() } else { vec![Effect::WhoIs(id_number)] }
}

/// The archive knows this citizen, or does not.
pub(super) fn known(model: &mut Model, id_number: &str, person: Option<&Person>, seen: Seen<'_>) {
    let (Some(form), Some(person)) = (model.pages.receiving.form_mut(), person) else { return };
    if form.looked_up.as_deref() == Some(id_number) && form.card.is_none() && form.saving.is_none() {
        super::citizen::found(model, None, person, seen);
        return;
    }
    let Some(card) = form.card.clone().filter(|card| card.id_number == id_number && form.saving.is_none()) else {
        return;
    };
    let told = if form.fill_card(card, Some((None, person))) {
        told(model, true)
    } else {
        Some((Said::new("form.number_of_another").with("name", &person.name), false))
    };
    tell(model, told, seen);
}

/// What was made of the card: whose it is, and where it says something else than the dossiers before.
fn told(model: &Model, known: bool) -> Option<(Said, bool)> {
    let form = model.pages.receiving.form()?;
    let name = form.text(Stop::Name).to_owned();
    let differs = form.differs_from_card();
    if differs.is_empty() {
        let key = if known { "form.card_known" } else { "form.card_new" };
        return Some((Said::new(key).with("name", name), true));
    }
    let differs: Vec<String> = differs.into_iter().map(|(_, on_card)| on_card.to_owned()).collect();
    Some((Said::new("form.card_differs").with("name", name).with("card", differs.join("; ")), false))
}

fn tell(model: &mut Model, told: Option<(Said, bool)>, seen: Seen<'_>) {
    model.toasts.dismiss();
    match told {
        Some((said, true)) => model.toasts.good(Tell::Said(said), seen.now),
        Some((said, false)) => model.toasts.bad(said),
        None => {}
    }
}
