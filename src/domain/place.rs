//! Where a waiting ticket stands, as its holder is told.

use super::counter::Station;
use super::ids::{ServiceId, TicketNo};
use super::queue::{self, Place, Why};
use super::state::State;
use super::ticket::{ApplicantKind, Stage, Ticket};
use super::time::Timestamp;
use std::collections::BTreeSet;

/// How many wait before `ticket` at `now`, of those that counters which serve it may call: counters where somebody is, or
/// all while there is none of those.
pub fn ahead(state: &State, ticket: &Ticket, now: Timestamp) -> usize {
    let own = ticket.bound.and_then(|counter| state.counters.get(&counter));
    let serving = || state.counters.values().filter(|counter| counter.skills.contains(&ticket.service));
    let manned = serving().any(|counter| counter.station != Station::Closed);
    let calling = serving().filter(|counter| !manned || counter.station != Station::Closed);
    let rivals: BTreeSet<ServiceId> = match own {
        Some(own) => own.skills.clone(),
        None => calling.flat_map(|counter| counter.skills.iter().copied()).collect(),
    };
    let before = |place: &Place| place.ticket != ticket.number;
    let order = queue::order(state, None, now);
    let counts = |place: &&Place| state.tickets.get(&place.ticket).is_some_and(|t| rivals.contains(&t.service));
    order.iter().take_while(|place| before(place)).filter(counts).count()
}

/// How many would be ahead of somebody without priority who took a number for `service` at `now`.
pub fn ahead_of_new(state: &State, service: ServiceId, now: Timestamp) -> usize {
    // No such number is ever given; every other one stands where it would stand beside a new one.
    let number = TicketNo { service, number: u16::MAX };
    let newcomer = Ticket {
        number,
        service,
        class: 0,
        ground: None,
        applicant: ApplicantKind::Citizen,
        issued: now,
        arrival: now,
        turn: u64::MAX,
        passed: 0,
        bound: None,
        appointment: None,
        misses: 0,
        stage: Stage::Waiting { after_calls: None },
        queued: now,
        called: None,
        call: None,
        promise: None,
        told: None,
        served_s: 0,
        waited_s: 0,
        ended: None,
        counter: None,
        officer: None,
        touched: 0,
    };
    let mut with = state.clone();
    with.tickets.insert(number, newcomer.clone());
    ahead(&with, &newcomer, now)
}

/// Whether a counter that serves `service` is open.
pub fn is_served(state: &State, service: ServiceId) -> bool {
    state.counters.values().any(|counter| counter.station == Station::Open && counter.skills.contains(&service))
}

/// Whether `ticket` may be called by a counter that is open: its own, or any that serves what it waits for.
pub fn is_awaited(state: &State, ticket: &Ticket) -> bool {
    ticket.bound.map_or_else(
        || is_served(state, ticket.service),
        |bound| state.counters.get(&bound).is_some_and(|counter| counter.station == Station::Open),
    )
}

/// Why `ticket` stands where it does, of what is so now: the order looks ahead, and counts in it those who will have
/// been passed as often as anyone may be only once others are called.
pub fn why_now(state: &State, ticket: &Ticket, place: &Place) -> Why {
    match (place.why, state.centre.rule.max_passed) {
        (Why::PassedEnough, Some(most)) if ticket.passed < most => Why::Turn,
        (why, _) => why,
    }
}
