//! What events do to counters and to whoever stands in front of them.

use super::ticket::{end, end_leg, wait_again};
use super::undo::{remember_act, undo};
use super::{change, free, touch};
use crate::domain::counter::{Act, Station};
use crate::domain::event::Event;
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::Timestamp;

/// How many last calls the board keeps.
const LAST_CALLS: usize = 20;

pub(super) fn apply_counter(state: &mut State, event: &Event, at: Timestamp, seq: u64) {
    match event {
        Event::TicketCalled { ticket, counter, passed, reason } => {
            remember_act(state, *counter, Act::Call, Some(*ticket), passed, at, seq);
            for no in passed {
                if let Some(passed) = state.tickets.get_mut(no) {
                    passed.passed += 1;
                }
            }
            call(state, *ticket, *counter, at, seq);
            touch(state, *ticket, seq, |ticket| ticket.call = Some(reason.clone()));
        }
        Event::TicketRecalled { ticket, counter } => {
            note_call(state, *ticket, *counter, at);
            touch_keeping_undo(state, *counter, *ticket, seq, |ticket| {
                if let Stage::Called { calls, .. } = &mut ticket.stage {
                    *calls += 1;
                }
            });
        }
        Event::TicketStarted { ticket, counter, since, implied } => {
            remember_act(state, *counter, Act::Start, Some(*ticket), &[], at, seq);
            if let Some(last) = state.counters.get_mut(counter).and_then(|counter| counter.last.as_mut()) {
                last.implied = *implied;
            }
            touch(state, *ticket, seq, |ticket| ticket.stage = Stage::Serving { counter: *counter, since: *since });
        }
        Event::TicketFinished { ticket, counter, outcome } => {
            remember_act(state, *counter, Act::Finish, Some(*ticket), &[], at, seq);
            free(state, *counter, at);
            if let Some(counter) = state.counters.get_mut(counter) {
                counter.served += 1;
            }
            touch(state, *ticket, seq, |ticket| {
                end_leg(ticket, at);
                end(ticket, Stage::Served { outcome: *outcome }, at);
            });
        }
        Event::TicketMissed { ticket, counter, until } => miss(state, *ticket, *counter, *until, at, seq),
        Event::TicketParked { ticket, counter, until, reason } => {
            remember_act(state, *counter, Act::Park, Some(*ticket), &[], at, seq);
            free(state, *counter, at);
            if let Some(counter) = state.counters.get_mut(counter) {
                counter.held = Some(*ticket);
            }
            touch(state, *ticket, seq, |ticket| {
                end_leg(ticket, at);
                ticket.stage = Stage::Held { counter: *counter, until: *until, back: false, reason: reason.clone() };
            });
        }
        Event::TicketResumed { ticket, counter } => {
            remember_act(state, *counter, Act::Start, Some(*ticket), &[], at, seq);
            if let Some(counter) = state.counters.get_mut(counter) {
                counter.held = None;
                counter.current = Some(*ticket);
            }
            touch(state, *ticket, seq, |ticket| ticket.stage = Stage::Serving { counter: *counter, since: at });
        }
        Event::CounterActionUndone { counter, .. } => undo(state, *counter, seq),
        event => apply_station(state, event, at, seq),
    }
}

fn apply_station(state: &mut State, event: &Event, at: Timestamp, seq: u64) {
    match event {
        Event::CounterOpened { counter, officer } => {
            change(state, *counter, |counter| {
                // Closing takes one key; an undo pressed by mistake must not send an officer home.
                counter.last = None;
                counter.station = Station::Open;
                counter.officer = *officer;
                (counter.since, counter.idle_since) = (at, at);
            });
        }
        Event::CounterPaused { counter, reason } => {
            remember_act(state, *counter, Act::Pause, None, &[], at, seq);
            change(state, *counter, |counter| {
                counter.station = Station::Paused { reason: reason.clone() };
                counter.since = at;
            });
        }
        Event::CounterClosed { counter } => close(state, *counter, at, seq),
        Event::CounterOfficerChanged { counter, officer } => change(state, *counter, |counter| {
            counter.officer = Some(*officer);
            counter.last = None;
        }),
        Event::CounterSkillsSet { counter, skills } => change(state, *counter, |counter| {
            counter.skills.clone_from(skills);
            counter.last = None;
        }),
        Event::CounterAutoSet { counter, auto } => change(state, *counter, |counter| counter.auto = *auto),
        _ => {}
    }
}

fn call(state: &mut State, no: TicketNo, id: CounterId, at: Timestamp, seq: u64) {
    note_call(state, no, id, at);
    let officer = state.counters.get(&id).and_then(|counter| counter.officer);
    change(state, id, |counter| counter.current = Some(no));
    if let Some(service) = state.tickets.get(&no).map(|ticket| ticket.service) {
        *state.calls.entry(service).or_insert(0) += 1;
    }
    touch(state, no, seq, |ticket| {
        ticket.waited_s += at.since(ticket.queued);
        ticket.called = Some(at);
        ticket.stage = Stage::Called { counter: id, at, calls: 1 };
        ticket.counter = Some(id);
        ticket.officer = officer;
    });
}

fn miss(state: &mut State, no: TicketNo, id: CounterId, until: Option<Timestamp>, at: Timestamp, seq: u64) {
    remember_act(state, id, Act::NoShow, Some(no), &[], at, seq);
    free(state, id, at);
    let service = state.tickets.get(&no).map(|ticket| ticket.service);
    let calls_then = service.and_then(|service| state.calls.get(&service).copied()).unwrap_or(0);
    touch(state, no, seq, |ticket| {
        ticket.misses += 1;
        match until {
            Some(until) => ticket.stage = Stage::Missed { counter: id, until, calls_then },
            None => end(ticket, Stage::Closed(Closed::Missed), at),
        }
    });
}

fn close(state: &mut State, id: CounterId, at: Timestamp, seq: u64) {
    let held = state.counters.get(&id).and_then(|counter| counter.held);
    remember_act(state, id, Act::Close, held, &[], at, seq);
    change(state, id, |counter| {
        counter.station = Station::Closed;
        counter.officer = None;
        counter.held = None;
        counter.auto = false;
        counter.since = at;
    });
    if let Some(held) = held {
        touch(state, held, seq, |ticket| wait_again(ticket, at));
    }
    let bound: Vec<TicketNo> =
        state.tickets.values().filter(|t| t.bound == Some(id) && t.is_waiting()).map(|t| t.number).collect();
    for no in bound {
        touch(state, no, seq, |ticket| ticket.bound = None);
    }
}

fn note_call(state: &mut State, no: TicketNo, id: CounterId, at: Timestamp) {
    state.last_calls.retain(|(called, ..)| *called != no);
    state.last_calls.push_front((no, id, at));
    state.last_calls.truncate(LAST_CALLS.min(state.last_calls.len()));
}

/// Touches the ticket in front without making the counter's last action impossible to undo.
fn touch_keeping_undo(state: &mut State, id: CounterId, no: TicketNo, seq: u64, edit: impl FnOnce(&mut Ticket)) {
    touch(state, no, seq, edit);
    change(state, id, |counter| {
        if let Some(last) = &mut counter.last {
            last.seq = seq;
        }
    });
}
