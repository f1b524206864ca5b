//! What the screens make of the published state: orders, figures, what may happen. Made once per change or minute, so
//! that a key costs no more on a busy day.

use super::action::{Action, NOT_WHERE_ONE_LOOKS};
use super::keymap::Context;
use super::model::{Model, Screen, Seat};
use super::seen::Seen;
use super::tell::{Said, Tell};
use crate::domain::account::reads_the_wall;
use crate::domain::centre::Role;
use crate::domain::command::{Command, CounterVerb, Verb};
use crate::domain::decide::decide;
use crate::domain::figures::{self, DossierFigures, Figures};
use crate::domain::ids::{CommandId, CounterId, DossierCode, TicketNo};
use crate::domain::queue::{self, Place};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Outcome, Stage, Ticket};
use crate::domain::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Dossiers shown beside the queue at most.
const SOON_MAX: usize = 20;

/// What a sight is good for: the last event, the minute, the seat, the selected ticket, the screen.
type Moment = (u64, Timestamp, Option<Seat>, Option<TicketNo>, Context);

/// What was made of one published state.
#[derive(Debug, Default)]
pub(super) struct Sight {
    of: Option<Moment>,
    /// My queue, in the order it will be called.
    pub queue: Vec<Place>,
    /// Those who are absent or fetch a paper; mine first.
    pub away: Vec<TicketNo>,
    /// Cancelled tickets that can be taken back, the last one first.
    pub cancelled: Vec<TicketNo>,
    /// Dossiers of the visit in front, then other open ones of the same applicants.
    pub visit: Vec<DossierCode>,
    /// How many of them were received in this visit.
    pub received: usize,
    /// The first of the dossiers to be done, by due time.
    pub soon_due: Vec<DossierCode>,
    pub figures: Figures,
    pub here: Figures,
    pub dossiers: DossierFigures,
    /// What may not happen now, and why.
    pub blocked: BTreeMap<Action, Tell>,
}

/// Looks at what is published, if it is not what was looked at before.
pub(super) fn look(model: &mut Model, seen: Seen<'_>) {
    model.toasts.stamp(seen.now);
    let state = seen.state();
    let part = (state.seq, seen.minute(), model.seat);
    if model.sight.of.is_none_or(|(seq, minute, seat, ..)| (seq, minute, seat) != part) {
        let now = seen.minute();
        let counter = model.seat.and_then(|seat| seat.counter);
        let sight = &mut model.sight;
        sight.queue = queue::order(state, counter, seen.moment());
        sight.away = away(model.seat, seen);
        sight.cancelled = cancelled(seen);
        sight.figures = figures::today(state, None, now);
        sight.here = counter.map(|id| figures::at_counter(state, id, now)).unwrap_or_default();
        sight.dossiers = figures::dossiers(state, now);
        sight.soon_due = soon_due(seen);
        (sight.visit, sight.received) = visit(model.seat, seen);
        sight.of = None;
    }
    if let Some(Screen::Queues) = model.screens.last() {
        model.pages.queues.look(seen);
    }
    follow_picked(model);
    let moment = (part.0, part.1, part.2, selected(model), model.screen_context());
    if model.sight.of.is_none() {
        model.sight.blocked = blocked(model, seen);
    }
    if model.sight.of != Some(moment) {
        block_selected(model, seen);
        model.sight.of = Some(moment);
    }
    super::pages::look(model, seen);
}

/// What the queues of all show beside themselves, before nobody in particular.
pub(super) fn of_hall(seen: Seen<'_>) -> Sight {
    Sight { away: away(None, seen), cancelled: cancelled(seen), ..Sight::default() }
}

/// The ticket under the bar on the desk, or among the queues of all.
pub(super) fn selected(model: &Model) -> Option<TicketNo> {
    match model.screens.last() {
        Some(Screen::Queues) => model.pages.queues.selected(),
        _ => model.sight.queue.get(model.queue.at).map(|place| place.ticket),
    }
}

/// The bar stays on the ticket that was chosen, wherever it moves to; without a choice it stays at the top.
fn follow_picked(model: &mut Model) {
    let place = |no| model.sight.queue.iter().position(|place| place.ticket == no);
    if let Some(at) = model.picked.and_then(place) {
        model.queue.at = at;
    } else {
        model.picked = None;
        model.queue.at = 0;
    }
}

fn away(seat: Option<Seat>, seen: Seen<'_>) -> Vec<TicketNo> {
    let mut away: Vec<(bool, Timestamp, TicketNo)> = Vec::new();
    for ticket in seen.state().tickets.values() {
        if let Stage::Missed { counter, until, .. } | Stage::Held { counter, until, back: false, .. } = ticket.stage {
            away.push((seat.is_none_or(|seat| seat.counter != Some(counter)), until, ticket.number));
        }
    }
    away.sort_unstable();
    away.into_iter().map(|(_, _, no)| no).collect()
}

fn cancelled(seen: Seen<'_>) -> Vec<TicketNo> {
    let periods = &seen.state().centre.periods;
    let until = |ticket: &Ticket| Some((ticket.taken_back_until(periods)?, ticket.number));
    let mut cancelled: Vec<_> = seen.state().tickets.values().filter_map(until).collect();
    cancelled.retain(|(until, _)| seen.now <= *until);
    cancelled.sort_unstable();
    cancelled.into_iter().rev().map(|(_, no)| no).collect()
}

/// Found without sorting all that are open.
fn soon_due(seen: Seen<'_>) -> Vec<DossierCode> {
    let mut first: Vec<(Timestamp, &DossierCode)> = Vec::with_capacity(SOON_MAX + 1);
    for (code, dossier) in &seen.state().dossiers {
        let Some(due) = dossier.due.filter(|_| dossier.finished.is_none() && !dossier.status.is_over()) else {
            continue;
        };
        if first.len() == SOON_MAX && first.last().is_some_and(|last| last.0 <= due) {
            continue;
        }
        let at = first.partition_point(|earlier| *earlier <= (due, code));
        first.insert(at, (due, code));
        first.truncate(SOON_MAX);
    }
    first.into_iter().map(|(_, code)| code.clone()).collect()
}

fn visit(seat: Option<Seat>, seen: Seen<'_>) -> (Vec<DossierCode>, usize) {
    let state = seen.state();
    let Some(front) = seat.and_then(|seat| seat.front(state)) else { return (Vec::new(), 0) };
    let today = front.issued.day();
    let (mut codes, mut applicants) = (Vec::new(), BTreeSet::new());
    for dossier in state.dossiers.values() {
        let first = dossier.steps.first().map(|step| step.at.day());
        if dossier.ticket == Some(front.number) && first == Some(today) {
            codes.push(dossier.code.clone());
            applicants.insert(dossier.applicant);
        }
    }
    let received = codes.len();
    if received > 0 {
        let others = state.dossiers.values().filter(|other| applicants.contains(&other.applicant));
        let others = others.filter(|other| !other.status.is_over() && !codes[..received].contains(&other.code));
        let others: Vec<DossierCode> = others.map(|other| other.code.clone()).collect();
        codes.extend(others);
    }
    (codes, received)
}

/// What the rules say to each key, asked without asking anyone: deciding has no effects.
fn blocked(model: &Model, seen: Seen<'_>) -> BTreeMap<Action, Tell> {
    let mut blocked = BTreeMap::new();
    let Some(seat) = model.seat else { return blocked };
    for (action, verb) in seat.counter.map(|counter| probes(seat, counter, seen)).unwrap_or_default() {
        if let Err(refusal) = dry_run(seat, verb, seen) {
            blocked.insert(action, Tell::Refusal(refusal));
        }
    }
    if seat.counter.is_none() {
        blocked.insert(Action::Receive, Tell::Said(Said::new("desk.needs_counter")));
    }
    if seen.state().officers.get(&seat.officer).is_none_or(|officer| officer.role != Role::Administrator) {
        blocked.insert(Action::Settings, Tell::Refusal(Refusal::AdministratorOnly));
    }
    let role = seen.state().officers.get(&seat.officer).map(|officer| officer.role);
    if !role.is_some_and(reads_the_wall) {
        blocked.insert(Action::Wall, Tell::Refusal(Refusal::NotYours));
        blocked.insert(Action::Replay, Tell::Refusal(Refusal::NotYours));
    }
    if model.sight.away.is_empty() && model.sight.cancelled.is_empty() {
        blocked.insert(Action::Restore, Tell::Said(Said::new("desk.nobody_away")));
    }
    if seen.state().centre.services.is_empty() {
        blocked.insert(Action::Issue, Tell::Refusal(Refusal::NoCentre));
    }
    if seat.looks {
        let refused = NOT_WHERE_ONE_LOOKS.iter().filter(|action| **action != Action::SignOut);
        blocked.extend(refused.map(|action| (*action, Tell::Refusal(Refusal::OnlyLooks))));
    }
    blocked
}

/// The same for the keys that are about the ticket under the bar, which moves more often than the state.
fn block_selected(model: &mut Model, seen: Seen<'_>) {
    let Some(seat) = model.seat else { return };
    let nobody = Tell::Said(Said::new("desk.nobody_selected"));
    let selected = selected(model);
    let call_this = match (selected, seat.counter) {
        (None, _) | (_, None) => Err(nobody.clone()),
        (Some(no), Some(counter)) => {
            dry_run(seat, Verb::At(counter, CounterVerb::CallThis(no)), seen).map_err(Tell::Refusal)
        }
    };
    let needed = match selected {
        None => Err(nobody),
        // Whose business the queues are does not depend on the reason.
        Some(ticket) => match dry_run(seat, Verb::Cancel { ticket, reason: "x".to_owned() }, seen) {
            Err(refusal @ (Refusal::NotYours | Refusal::OnlyLooks)) => Err(Tell::Refusal(refusal)),
            _ => Ok(()),
        },
    };
    let in_front = model.screen_context() == Context::Desk && seat.front(seen.state()).is_some();
    for (action, may) in [
        (Action::CallThis, call_this),
        (Action::Prioritise, needed.clone()),
        (Action::Cancel, needed.clone()),
        (Action::Transfer, if in_front { Ok(()) } else { needed }),
    ] {
        match may {
            Ok(()) => model.sight.blocked.remove(&action),
            Err(why) => model.sight.blocked.insert(action, why),
        };
    }
}

/// A wish that stands for each key: the key is blocked when its wish is refused.
fn probes(seat: Seat, counter: CounterId, seen: Seen<'_>) -> Vec<(Action, Verb)> {
    let reason = || "x".to_owned();
    let pause = if seat.front(seen.state()).is_some() {
        CounterVerb::Park { reason: reason(), minutes: 1 }
    } else {
        CounterVerb::Pause { reason: reason() }
    };
    let here = [
        (Action::CallNext, CounterVerb::CallNext),
        (Action::Recall, CounterVerb::Recall),
        (Action::Start, CounterVerb::Start),
        (Action::Finish, CounterVerb::Finish(Outcome::AdviceOnly)),
        (Action::NoShow, CounterVerb::NoShow),
        (Action::Undo, CounterVerb::Undo),
        (Action::OpenCounter, CounterVerb::Open { officer: Some(seat.officer) }),
        (Action::CloseCounter, CounterVerb::Close),
        (Action::Pause, pause),
    ];
    here.into_iter().map(|(action, verb)| (action, Verb::At(counter, verb))).collect()
}

pub(super) fn dry_run(seat: Seat, verb: Verb, seen: Seen<'_>) -> Result<(), Refusal> {
    let command = Command { id: CommandId([0; 16]), by: seat.actor(), verb };
    decide(seen.state(), &seen.published.book, &command, seen.moment()).map(|_| ())
}
