//! Changes of the centre's settings: made of what is in force at that moment, and asked for as a whole.

use super::super::{desk, floats};
use super::cautions;
use crate::domain::centre::Centre;
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, ServiceId};
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::Value;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{About, Extra, Item, Label, Menu, Taker, Takes, Then, Ticks};
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use crate::tui::tell::{Said, Tell};
use std::collections::BTreeSet;

/// Asks for the settings with `deed` done to them. What cannot be is told, and can be typed otherwise; what comes with it is
/// asked about first, unless she is `sure`.
pub(in crate::tui::update) fn change(model: &mut Model, deed: &Deed, sure: bool, seen: Seen<'_>) -> Vec<Effect> {
    if model.pending.values().any(|verb| matches!(verb, Verb::Configure(_))) {
        model.toasts.bad(Tell::key("office.wait_for_last"));
        return Vec::new();
    }
    if let Deed::Typed { value, began, .. } = deed
        && overtaken(model, *value, began, seen)
    {
        return Vec::new();
    }
    let state = seen.state();
    let mut centre = Centre::clone(&state.centre);
    if let Err(tell) = deed.apply(&mut centre, state.free_letter()) {
        model.toasts.bad(tell);
        return Vec::new();
    }
    if centre == *state.centre {
        model.floats.clear();
        return Vec::new();
    }
    let verb = Verb::Configure(Box::new(centre.clone()));
    let fits = model.seat.is_some_and(|seat| dry_run(seat, verb.clone(), seen).is_ok());
    let cautions = if sure || !fits { Vec::new() } else { cautions::of(deed, &centre, seen) };
    if !cautions.is_empty() {
        let question = Said::new("office.confirm_setting").with("why", cautions.join(" "));
        model.toasts.dismiss();
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::Sure(deed.clone()))));
        return Vec::new();
    }
    let line = match model.floats.last() {
        Some(Float::Ask(ask)) => Some(ask.clone()),
        _ => None,
    };
    let effects = floats::submit(model, verb, About::Others, seen);
    if let (Some(line), Some(Effect::Submit { tag, .. })) = (line, effects.first()) {
        model.pages.settings.sent = Some((*tag, line));
    }
    effects
}

/// Whether somebody else has changed this value since it was opened: then she sees what it says now, and what she typed
/// stays. Enter once more means that she has seen it; of what is known by its place nobody can say that.
fn overtaken(model: &mut Model, value: Value, began: &str, seen: Seen<'_>) -> bool {
    let now = value.read(&seen.state().centre);
    if value.is_new() || now == began {
        return false;
    }
    let key = if value.is_placed() { "office.changed_place" } else { "office.changed_value" };
    let shown = if now.is_empty() { seen.get("office.none") } else { &now };
    model.toasts.bad(Said::new(key).with("now", shown));
    if let Some(Float::Ask(ask)) = model.floats.last_mut().filter(|_| !value.is_placed()) {
        ask.began = now;
    }
    true
}

/// What a counter takes by the settings, to be ticked service by service.
pub(in crate::tui::update) fn skills(model: &mut Model, id: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    let plan = seen.state().centre.counters.iter().find(|plan| plan.id == id);
    let Some(now) = plan.map(|plan| plan.skills.clone()) else { return Vec::new() };
    let title = Said::new("desk.menu_skills").with("counter", id);
    desk::ticks(model, title, Takes::Saved(Taker::Plan(id)), now, seen)
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
    let menu = Menu {
        extra: Some(Extra::Fields(id, Ticks::new(ticked))),
        ..Menu::new(title, all.iter().map(item).collect::<Vec<_>>())
    };
    desk::open(model, menu)
}
