//! What events do to tickets in the waiting room.

use super::undo::remember_act;
use super::{change, free, touch};
use crate::domain::counter::{Act, Station};
use crate::domain::event::{Event, TicketIssued, TicketTransferred};
use crate::domain::ids::TicketNo;
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::Timestamp;

pub(super) fn apply_ticket(state: &mut State, event: &Event, at: Timestamp, seq: u64) {
    match event {
        Event::TicketIssued(issued) => issue(state, issued, at, seq),
        Event::TicketPromised { ticket, range } => {
            touch(state, *ticket, seq, |ticket| {
                ticket.promise = Some(*range);
                ticket.told = Some(at).filter(|at| *at > ticket.issued);
            });
        }
        Event::TicketPrioritised { ticket, class, ground } => {
            touch(state, *ticket, seq, |ticket| {
                ticket.class = *class;
                ticket.ground.clone_from(ground);
            });
        }
        Event::TicketCancelled { ticket, reason } => {
            leave_counter(state, *ticket, at);
            touch(state, *ticket, seq, |ticket| end(ticket, Stage::Closed(Closed::Cancelled(reason.clone())), at));
        }
        Event::TicketLapsed { ticket } => {
            touch(state, *ticket, seq, |ticket| end(ticket, Stage::Closed(Closed::Missed), at));
        }
        Event::TicketRestored { ticket } => restore(state, *ticket, at, seq),
        Event::TicketBack { ticket } => touch(state, *ticket, seq, |ticket| {
            if let Stage::Held { back, .. } = &mut ticket.stage {
                *back = true;
            }
        }),
        Event::HoldLapsed { ticket } => {
            release_hold(state, *ticket);
            touch(state, *ticket, seq, |ticket| wait_again(ticket, at));
        }
        Event::TicketTransferred(moved) => transfer(state, moved, at, seq),
        _ => {}
    }
}

fn issue(state: &mut State, issued: &TicketIssued, at: Timestamp, seq: u64) {
    state.numbers.insert(issued.ticket.service, issued.ticket.number);
    state.next_turn = state.next_turn.max(issued.turn + 1);
    if let Some(voucher) = &issued.voucher {
        state.vouchers.remove(voucher);
    }
    let ticket = Ticket {
        number: issued.ticket,
        service: issued.ticket.service,
        class: issued.class,
        ground: issued.ground.clone(),
        applicant: issued.applicant,
        issued: at,
        arrival: issued.arrival,
        turn: issued.turn,
        passed: 0,
        bound: None,
        appointment: issued.appointment,
        misses: 0,
        stage: Stage::Waiting { after_calls: None },
        queued: issued.arrival.max(at),
        called: None,
        call: None,
        promise: None,
        told: None,
        served_s: 0,
        waited_s: 0,
        ended: None,
        counter: None,
        officer: None,
        touched: seq,
    };
    state.put(ticket);
}

fn restore(state: &mut State, no: TicketNo, at: Timestamp, seq: u64) {
    let Some(ticket) = state.tickets.get(&no) else { return };
    let is_closed = |id| state.counters.get(&id).is_none_or(|counter| counter.station == Station::Closed);
    let bound = ticket.bound.filter(|id| !is_closed(*id));
    let calls = state.calls.get(&ticket.service).copied().unwrap_or(0);
    touch(state, no, seq, |ticket| match ticket.stage {
        Stage::Missed { calls_then, .. } => {
            ticket.stage = Stage::Waiting { after_calls: Some(calls_then) };
            ticket.queued = at;
        }
        Stage::Closed(Closed::Cancelled(_)) => {
            // Whoever was absent lets one other go first, whatever was done to the ticket since.
            ticket.stage = Stage::Waiting { after_calls: (ticket.misses > 0).then_some(calls) };
            // She has waited all the while; what she had waited before a call is counted already.
            if ticket.called.is_some_and(|called| called >= ticket.queued) {
                ticket.queued = at;
            }
            (ticket.ended, ticket.bound) = (None, bound);
        }
        _ => {}
    });
}

fn transfer(state: &mut State, moved: &TicketTransferred, at: Timestamp, seq: u64) {
    if let Some(from) = moved.from {
        remember_act(state, from, Act::Transfer, Some(moved.ticket), &[], at, seq);
        free(state, from, at);
    }
    touch(state, moved.ticket, seq, |ticket| {
        if moved.from.is_some() {
            end_leg(ticket, at);
        }
        ticket.service = moved.service;
        ticket.bound = moved.bound;
        ticket.arrival = moved.arrival;
        ticket.passed = 0;
        if moved.from.is_some() {
            ticket.queued = at;
        }
        ticket.stage = Stage::Waiting { after_calls: None };
    });
}

/// Takes a ticket away from whatever counter has it in front or holds it.
fn leave_counter(state: &mut State, no: TicketNo, at: Timestamp) {
    if let Some(id) = state.tickets.get(&no).and_then(Ticket::at_counter) {
        free(state, id, at);
        change(state, id, |counter| counter.last = None);
    }
    release_hold(state, no);
}

pub(super) fn release_hold(state: &mut State, no: TicketNo) {
    if let Some(Stage::Held { counter, .. }) = state.tickets.get(&no).map(|ticket| ticket.stage.clone()) {
        change(state, counter, |counter| {
            counter.held = None;
            // Undoing something else must not bring the hold back.
            if let Some(last) = &mut counter.last {
                last.counter.held = last.counter.held.filter(|held| *held != no);
            }
        });
    }
}

pub(super) fn wait_again(ticket: &mut Ticket, at: Timestamp) {
    ticket.stage = Stage::Waiting { after_calls: None };
    ticket.queued = at;
}

pub(super) fn end_leg(ticket: &mut Ticket, at: Timestamp) {
    if let Stage::Serving { since, .. } = ticket.stage {
        ticket.served_s += at.since(since);
    }
}

pub(super) fn end(ticket: &mut Ticket, stage: Stage, at: Timestamp) {
    ticket.stage = stage;
    ticket.ended = Some(at);
}
