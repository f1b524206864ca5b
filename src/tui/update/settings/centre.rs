//! Changes of the centre's settings: made of what is in force at that moment, and asked for as a whole.

use super::super::{desk, floats};
use crate::domain::centre::Centre;
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, ServiceId};
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::Value;
use crate::tui::parts::menu::{About, Extra, Item, Label, Menu, Takes, Then};
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};
use std::collections::BTreeSet;

/// Asks for the settings with `deed` done to them.
pub(in crate::tui::update) fn change(model: &mut Model, deed: &Deed, seen: Seen<'_>) -> Vec<Effect> {
    let mut centre = Centre::clone(&seen.state().centre);
    deed.apply(&mut centre);
    configure(model, centre, seen)
}

/// Asks for the settings with `typed` in the place of a value. What cannot be is told, and can be typed otherwise.
pub(in crate::tui::update) fn value(model: &mut Model, value: Value, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let mut centre = Centre::clone(&seen.state().centre);
    if let Err(tell) = value.write(&mut centre, typed) {
        model.toasts.bad(tell);
        return Vec::new();
    }
    configure(model, centre, seen)
}

/// While an answer is awaited the settings are about to be others: one change after the other.
fn configure(model: &mut Model, centre: Centre, seen: Seen<'_>) -> Vec<Effect> {
    if model.pending.values().any(|verb| matches!(verb, Verb::Configure(_))) {
        model.toasts.bad(Tell::key("office.wait_for_last"));
        return Vec::new();
    }
    if centre == *seen.state().centre {
        model.floats.clear();
        return Vec::new();
    }
    floats::submit(model, Verb::Configure(Box::new(centre)), About::Others, seen)
}

/// What a counter takes by the settings, to be ticked service by service.
pub(in crate::tui::update) fn skills(model: &mut Model, id: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    let plan = seen.state().centre.counters.iter().find(|plan| plan.id == id);
    let Some(now) = plan.map(|plan| plan.skills.clone()) else { return Vec::new() };
    let title = Said::new("desk.menu_skills").with("counter", id);
    desk::ticks(model, title, Takes::Plan(id), now, seen)
}

/// The fields a service covers, to be ticked.
pub(in crate::tui::update) fn fields(model: &mut Model, id: ServiceId, seen: Seen<'_>) -> Vec<Effect> {
    let centre = &seen.state().centre;
    let Some(service) = centre.service(id) else { return Vec::new() };
    let listed = centre.services.iter().flat_map(|service| service.fields.iter().map(String::as_str));
    let all: BTreeSet<&str> = seen.published.book.catalogue.fields().into_iter().chain(listed).collect();
    let item = |field: &&str| {
        let field = (*field).to_owned();
        Item::new(None, Label::Field(field.clone()), Then::TickField(field))
    };
    let title = Said::new("office.menu_fields").with("service", id);
    let ticked = service.fields.iter().cloned().collect();
    let menu =
        Menu { extra: Some(Extra::Fields(id, ticked)), ..Menu::new(title, all.iter().map(item).collect::<Vec<_>>()) };
    desk::open(model, menu)
}
