//! What the world answered.

use super::{dossier_step, left, receive, scan, settings, sign_in, step_asked};
use crate::domain::command::Verb;
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::OfficerId;
use crate::domain::person::Person;
use crate::tui::effect::{Effect, Reply};
use crate::tui::keymap::Context;
use crate::tui::model::{Float, Home, Model, Seat, SignIn};
use crate::tui::pages::planning::Outcome;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell, is_told};

pub(super) fn take(model: &mut Model, reply: Reply, seen: Seen<'_>) -> Vec<Effect> {
    match reply {
        Reply::Done { tag, events } => {
            let wish = model.pending.remove(&tag);
            receive::done(model, tag);
            dossier_step::done(model, tag);
            done(model, wish.as_ref(), &events, seen);
            Vec::new()
        }
        Reply::Reloaded { tag, events, waits } => {
            let wish = model.pending.remove(&tag);
            done(model, wish.as_ref(), &events, seen);
            settings::waits(model, &waits, &events, seen);
            Vec::new()
        }
        Reply::Refused { tag, refusal } => {
            not_done(model, tag);
            model.toasts.bad(Tell::Refusal(refusal));
            Vec::new()
        }
        Reply::NotSaved { tag, key, gaps } => {
            not_done(model, tag);
            model.toasts.bad(Said::filled(key, gaps));
            Vec::new()
        }
        Reply::SignedIn { officer } => signed_in(model, officer, seen),
        Reply::PinToChange { officer } => {
            sign_in::ask_new_pin(model, officer);
            Vec::new()
        }
        Reply::Ask { officer, counter, change } => {
            sign_in::ask(model, officer, counter, change, seen);
            Vec::new()
        }
        Reply::PinNotTaken { key } => {
            sign_in::not_taken(model, key);
            Vec::new()
        }
        Reply::SignInFailed { key, gaps } => {
            sign_in_failed(model, key, gaps, seen);
            sign_in::again(model, seen)
        }
        Reply::Printed(Ok(said)) => {
            model.toasts.good(Tell::Text(said), seen.now);
            Vec::new()
        }
        Reply::Printed(Err(why)) => {
            model.toasts.bad(Tell::Text(why));
            Vec::new()
        }
        Reply::Fetched { code, found } => {
            scan::fetched(model, code, found, seen);
            Vec::new()
        }
        Reply::Known { id_number, person } => known(model, &id_number, person.as_deref(), seen),
        Reply::Archived { person, dossiers } => step_asked::archived(model, person, dossiers, seen),
        Reply::Weighed { generation, advice } => {
            let outcome = advice.map_or(Outcome::Closed, Outcome::Told);
            model.pages.planning.take(generation, outcome);
            Vec::new()
        }
        Reply::Given { tag, number, dossier } => step_asked::given(model, tag, number, dossier, seen),
        Reply::Found { generation, found } => {
            model.pages.searching.take(generation, found);
            Vec::new()
        }
    }
}

/// Somebody's ID number was looked up: the form that waits for it goes on.
fn known(model: &mut Model, id_number: &str, person: Option<&Person>, seen: Seen<'_>) -> Vec<Effect> {
    scan::known(model, id_number, person, seen);
    let name = person.map(|person| person.name.as_str());
    let received = receive::answered(model, id_number, seen);
    received.into_iter().chain(step_asked::answered(model, id_number, name, seen)).collect()
}

/// The form keeps everything when its dossier was not saved.
fn not_done(model: &mut Model, tag: u64) {
    model.pending.remove(&tag);
    receive::not_done(model, tag);
    // What was typed for a setting is there again, unless she has gone on to something else.
    let sent = model.pages.settings.sent.take_if(|(sent, _)| *sent == tag);
    if let Some((_, line)) = sent.filter(|_| model.floats.is_empty() && model.screen_context() == Context::Settings) {
        model.floats.push(Float::Ask(line));
    }
    dossier_step::not_done(model, tag);
}

fn done(model: &mut Model, wish: Option<&Verb>, events: &[Recorded], seen: Seen<'_>) {
    if events.iter().any(|recorded| matches!(recorded.event, Event::DossierReturned { .. })) {
        let front = model.seat.and_then(|seat| seat.front(seen.state()));
        model.returned_in = front.map(|ticket| ticket.number);
    }
    for recorded in events {
        match &recorded.event {
            Event::DossierReceived(receipt) => {
                model.received = Some(receipt.code.clone()).filter(|_| receipt.ticket.is_none());
            }
            Event::TicketCalled { .. } => model.received = None,
            _ => {}
        }
    }
    model.toasts.dismiss();
    let happened = || events.iter().map(|recorded| &recorded.event);
    // New skills go along with an opened counter, where there is more to tell.
    let skills = || happened().find(|event| matches!(event, Event::CounterSkillsSet { .. }));
    if let Some(told) = happened().rfind(|event| is_told(event)).or_else(skills) {
        let officer = wish.and_then(|wish| settings::told(model, wish, told, seen));
        model.toasts.good(officer.unwrap_or_else(|| Tell::Event(Box::new(told.clone()))), seen.now);
    } else if matches!(wish, Some(Verb::Configure(_))) {
        model.toasts.good(Tell::key("office.did_nothing"), seen.now);
    }
}

/// The sentence may be a refusal's: its gaps are the counter, the officer, and who sits there or where she sits.
fn sign_in_failed(model: &mut Model, key: &'static str, gaps: Vec<(&'static str, String)>, seen: Seen<'_>) {
    model.sign_in.waiting = false;
    model.sign_in.renewal = None;
    let (typed, officer) = (model.sign_in.counter(), model.sign_in.officer());
    let counters = &seen.state().counters;
    let sits = typed.and_then(|id| counters.get(&id)?.officer).or(officer);
    let elsewhere = counters.values().find(|counter| officer.is_some() && counter.officer == officer);
    let (counter, officer) = match key {
        "refusal.officer_elsewhere" => (elsewhere.map(|counter| counter.id), officer),
        "refusal.counter_taken" => (typed, sits),
        _ => (typed, officer),
    };
    // Who sits there is known here by her name.
    let key_said =
        if matches!(key, "refusal.counter_taken" | "refusal.officer_elsewhere") { "desk.seat_has" } else { key };
    let has_pin = model.sign_in.officer().and_then(|id| seen.state().officers.get(&id)).is_some_and(|who| who.has_pin);
    model.sign_in.focus = match key {
        _ if model.sign_in.known.is_some() => 0,
        _ if key.starts_with("refusal.") || key.starts_with("form.counter") => 0,
        _ if has_pin => 2,
        _ => 1,
    };
    let shown = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut gaps = gaps;
    for (name, number) in [("counter", counter.map(|id| id.0)), ("officer", officer.map(|id| id.0))] {
        if gaps.iter().all(|(gap, _)| *gap != name) {
            gaps.push((name, shown(number)));
        }
    }
    let number = gaps.iter().find(|(gap, _)| *gap == "officer").and_then(|(_, number)| number.parse().ok());
    if let Some(officer) = number.map(OfficerId) {
        gaps.push(("name", crate::tui::reason::officer(officer, seen)));
    }
    sign_in::refuse(model, Said::filled(key_said, gaps).into());
}

fn signed_in(model: &mut Model, officer: OfficerId, seen: Seen<'_>) -> Vec<Effect> {
    let counter = model.sign_in.counter();
    let Some(role) = seen.state().officers.get(&officer).map(|officer| officer.role) else { return Vec::new() };
    let home = model.sign_in.home.unwrap_or_else(|| Home::of(role, counter));
    let looks = model.sign_in.home == Some(Home::Wall);
    model.sign_in = SignIn::default();
    let seat = Seat { officer, counter, looks };
    model.sit(seat, home);
    model
        .toasts
        .good(Said::new("form.welcome").with("name", crate::tui::reason::officer(officer, seen)).into(), seen.now);
    if let Some((_, mut drafts)) = model.kept.take().filter(|(kept, _)| *kept == officer) {
        let saved = drafts.receiving.resume(seen.state());
        model.pages.receiving = drafts.receiving;
        receive::tell_saved(model, saved, seen);
        left::announce(model, drafts.step, seen);
    }
    Vec::new()
}
