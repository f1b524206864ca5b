//! What the world answered.

use crate::domain::command::CounterVerb;
use crate::domain::counter::Station;
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::OfficerId;
use crate::tui::effect::{Effect, Reply};
use crate::tui::model::{Model, Screen, Seat, SignIn};
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell, is_told};

pub(super) fn take(model: &mut Model, reply: Reply, seen: Seen<'_>) -> Vec<Effect> {
    match reply {
        Reply::Done { tag, events } => {
            model.pending.remove(&tag);
            received(model, tag, &events);
            done(model, &events, seen);
            Vec::new()
        }
        Reply::Refused { tag, refusal } => {
            not_done(model, tag);
            model.toasts.bad(Tell::Refusal(refusal));
            Vec::new()
        }
        Reply::NotSaved { tag, key } => {
            not_done(model, tag);
            model.toasts.bad(Tell::key(key));
            Vec::new()
        }
        Reply::SignedIn { officer } => signed_in(model, officer, seen),
        Reply::SignInFailed { key } => {
            sign_in_failed(model, key, seen);
            Vec::new()
        }
        Reply::Found { generation, found } => {
            model.search.answered(generation, found);
            Vec::new()
        }
    }
}

/// The form keeps everything when its dossier was not saved.
fn not_done(model: &mut Model, tag: u64) {
    model.pending.remove(&tag);
    if let Some(draft) = model.drafts.values_mut().find(|draft| draft.saving == Some(tag)) {
        draft.saving = None;
    }
}

/// The form closes when its dossier is saved, and keeps the applicant for the next one of the visit.
fn received(model: &mut Model, tag: u64, events: &[Recorded]) {
    let receipt = events.iter().find_map(|recorded| match &recorded.event {
        Event::DossierReceived(receipt) => Some(receipt),
        _ => None,
    });
    let written = model.drafts.iter_mut().find(|(_, draft)| draft.saving == Some(tag));
    let (Some((visit, draft)), Some(receipt)) = (written, receipt) else { return };
    let visit = *visit;
    draft.next_of(receipt.applicant);
    if visit.is_none() {
        // Nobody was in front: the next dossier may be anybody's.
        model.drafts.remove(&visit);
    }
    model.screens.retain(|screen| !matches!(screen, Screen::Receive(shown) if *shown == visit));
}

fn done(model: &mut Model, events: &[Recorded], seen: Seen<'_>) {
    for recorded in events {
        match &recorded.event {
            Event::TicketCalled { ticket, counter, reason, .. } if is_mine(model, *counter) => {
                model.called = Some((*ticket, reason.clone()));
            }
            Event::DossierReturned { .. } => {
                let front = model.seat.and_then(|seat| seen.state().in_front(seat.counter));
                model.returned_in = front.map(|ticket| ticket.number);
            }
            _ => {}
        }
    }
    if let Some(told) = events.iter().map(|recorded| &recorded.event).rfind(|event| is_told(event)) {
        model.toasts.good(Tell::Event(Box::new(told.clone())), seen.now);
    }
}

fn is_mine(model: &Model, counter: crate::domain::ids::CounterId) -> bool {
    model.seat.is_some_and(|seat| seat.counter == counter)
}

/// The sentence may be a refusal's: its gaps are the counter, the officer, and who sits there or where she sits.
fn sign_in_failed(model: &mut Model, key: &'static str, seen: Seen<'_>) {
    model.sign_in.waiting = false;
    model.sign_in.pin.clear();
    let (typed, officer) = (model.sign_in.counter(), model.sign_in.officer());
    let counters = &seen.state().counters;
    let sits = typed.and_then(|id| counters.get(&id)?.officer).or(officer);
    let elsewhere = counters.values().find(|counter| officer.is_some() && counter.officer == officer);
    let (counter, officer) = match key {
        "refusal.officer_elsewhere" => (elsewhere.map(|counter| counter.id), officer),
        "refusal.counter_taken" => (typed, sits),
        _ => (typed, officer),
    };
    let shown = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    let said =
        Said::new(key).with("counter", shown(counter.map(|id| id.0))).with("officer", shown(officer.map(|id| id.0)));
    model.toasts.bad(said);
}

/// At a counter that another officer left open, this one takes the seat over.
fn signed_in(model: &mut Model, officer: OfficerId, seen: Seen<'_>) -> Vec<Effect> {
    let Some(counter) = model.sign_in.counter() else { return Vec::new() };
    model.sign_in = SignIn::default();
    model.seat = Some(Seat { officer, counter });
    model
        .toasts
        .good(Said::new("form.welcome").with("name", crate::tui::reason::officer(officer, seen)).into(), seen.now);
    let sits = seen.state().counters.get(&counter);
    match sits.filter(|sits| sits.station != Station::Closed && sits.officer != Some(officer)) {
        Some(_) => model.submit_here(CounterVerb::ChangeOfficer(officer)),
        None => Vec::new(),
    }
}
