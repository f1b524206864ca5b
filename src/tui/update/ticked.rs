//! What was ticked in a menu, taken over; nothing that somebody else ticked meanwhile is written over unseen.

use super::floats::submit;
use super::{settings, staffing};
use crate::domain::command::{CounterVerb, SetOfficer, Verb};
use crate::domain::ids::{CounterId, ServiceId};
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::settings::deed::Deed;
use crate::tui::parts::menu::{About, Extra, Menu, Taker, Takes, Ticks};
use crate::tui::seen::Seen;
use crate::tui::tell::Said;
use std::collections::BTreeSet;

/// The services of a counter or an officer.
pub(super) fn skills(model: &mut Model, takes: Takes, ticks: Ticks<ServiceId>, seen: Seen<'_>) -> Vec<Effect> {
    match takes {
        Takes::Trial(id) => tried(model, id, &ticks.on, seen),
        Takes::Saved(taker) => saved(model, taker, ticks, seen),
    }
}

fn tried(model: &mut Model, id: CounterId, services: &BTreeSet<ServiceId>, seen: Seen<'_>) -> Vec<Effect> {
    if let Some(counter) = seen.state().counters.get(&id) {
        model.pages.planning.teach(counter, services);
    }
    model.floats.clear();
    staffing::weigh(model, seen)
}

/// What is ticked already is not asked for.
fn saved(model: &mut Model, taker: Taker, ticks: Ticks<ServiceId>, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    let now = match taker {
        Taker::Counter(id) => state.counters.get(&id).map(|counter| &counter.skills),
        Taker::Plan(id) => state.centre.counters.iter().find(|plan| plan.id == id).map(|plan| &plan.skills),
        Taker::Officer(id) => state.officers.get(&id).map(|officer| &officer.skills),
    };
    if let Some(now) = now.filter(|now| is_overtaken(&ticks, now)) {
        tell(model, &list(now), seen);
        return again(model, Extra::Skills(Takes::Saved(taker), Ticks { began: now.clone(), ..ticks }));
    }
    if now == Some(&ticks.on) && model.pending.is_empty() {
        model.floats.clear();
        return Vec::new();
    }
    match taker {
        Taker::Plan(id) => settings::change(model, &Deed::Skills(id, ticks.on), false, seen),
        Taker::Counter(id) => submit(model, Verb::At(id, CounterVerb::SetSkills(ticks.on)), About::Others, seen),
        Taker::Officer(id) => {
            let Some(officer) = state.officers.get(&id) else { return Vec::new() };
            model.pages.settings.was = Some(officer.clone());
            let wanted = SetOfficer { skills: ticks.on, ..SetOfficer::of(officer) };
            submit(model, Verb::SetOfficer(wanted), About::Others, seen)
        }
    }
}

/// The fields that a service covers.
pub(super) fn fields(model: &mut Model, service: ServiceId, ticks: Ticks<String>, seen: Seen<'_>) -> Vec<Effect> {
    let now = seen.state().centre.service(service).map(|service| service.fields.iter().cloned().collect());
    if let Some(now) = now.filter(|now: &BTreeSet<String>| is_overtaken(&ticks, now)) {
        tell(model, &now.iter().cloned().collect::<Vec<_>>().join(", "), seen);
        return again(model, Extra::Fields(service, Ticks { began: now, ..ticks }));
    }
    settings::change(model, &Deed::Fields(service, ticks.on), false, seen)
}

/// Whether somebody else has ticked something since; who ticked the same has overtaken nobody.
fn is_overtaken<T: Ord>(ticks: &Ticks<T>, now: &BTreeSet<T>) -> bool {
    *now != ticks.began && *now != ticks.on
}

fn tell(model: &mut Model, now: &str, seen: Seen<'_>) {
    let shown = if now.is_empty() { seen.get("office.none") } else { now };
    model.toasts.bad(Said::new("office.changed_ticks").with("now", shown));
}

/// The menu stays as it is ticked; Enter once more means that she has seen what somebody else did.
fn again(model: &mut Model, seen_now: Extra) -> Vec<Effect> {
    if let Some(Float::Menu(Menu { extra, .. })) = model.floats.last_mut() {
        *extra = Some(seen_now);
    }
    Vec::new()
}

fn list(services: &BTreeSet<ServiceId>) -> String {
    services.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
