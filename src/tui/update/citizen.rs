//! An ID number that is typed into the form of a dossier: whoever has it is filled in, as a scanned card would.

use crate::domain::card;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::pages::form::Stop;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Digits of a number that is whole as soon as they stand there; old ones are when the field is left.
const WHOLE: usize = 12;

/// Looks up whose number it is that is being typed, once.
pub(super) fn typed(model: &mut Model, left: bool, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = model.pages.receiving.form_mut().filter(|form| form.saving.is_none()) else { return Vec::new() };
    let text: String = form.text(Stop::IdNumber).chars().filter(|letter| !" .-".contains(*letter)).collect();
    let Some(number) = card::number(&text).filter(|number| left || number.len() == WHOLE) else { return Vec::new() };
    let on_card = form.card.as_ref().is_some_and(|card| card.id_number == number);
    if on_card || form.looked_up.as_deref() == Some(number) || form.filled.contains(&Stop::IdNumber) {
        return Vec::new();
    }
    form.looked_up = Some(number.to_owned());
    let known = seen.published.people.iter().find(|(_, person)| person.id_number == number);
    let Some((id, person)) = known else { return vec![Effect::WhoIs(number.to_owned())] };
    found(model, Some(*id), person, seen);
    Vec::new()
}

/// This is whose number it is.
pub(super) fn found(model: &mut Model, id: Option<PersonId>, person: &Person, seen: Seen<'_>) {
    let Some(form) = model.pages.receiving.form_mut() else { return };
    let filled = form.fill_known(id, person);
    let said = Said::new(if filled { "form.number_known" } else { "form.number_of_another" });
    let said = said.with("name", &person.name);
    model.toasts.dismiss();
    if filled {
        model.toasts.good(Tell::Said(said), seen.now);
    } else {
        model.toasts.bad(said);
    }
}
