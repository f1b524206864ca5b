//! Event to state. Holds no rules and cannot fail: what an event says has happened.

use super::counter::{Act, Counter, Station, Undoable};
use super::dossier::{Dossier, Holder, Receipt, Status, Step};
use super::event::{Event, Recorded, TicketIssued, TicketTransferred};
use super::ids::{CounterId, TicketNo};
use super::state::State;
use super::ticket::{Closed, Stage, Ticket};
use super::time::Timestamp;
use std::sync::Arc;

/// How many last calls the board keeps.
const LAST_CALLS: usize = 20;

/// Makes `state` what it is after `recorded`.
pub fn apply(state: &mut State, recorded: &Recorded) {
    let (at, seq) = (recorded.at, recorded.seq);
    state.seq = seq;
    state.at = state.at.max(at);
    match &recorded.event {
        Event::CentreConfigured(centre) => configure(state, centre, at),
        Event::OfficerSet { officer, digest } => {
            if digest.is_some() {
                state.next_person = state.next_person.max(officer.person.0 + 1);
            }
            state.officers.insert(officer.id, officer.clone());
        }
        Event::PinSet { officer, .. } => {
            if let Some(officer) = state.officers.get_mut(officer) {
                officer.has_pin = true;
            }
        }
        Event::DayStarted { day } => state.day = Some(*day),
        Event::DayEnded { unfinished, .. } => end_day(state, unfinished, at),
        Event::DossierReceived(receipt) => receive(state, receipt, recorded),
        Event::DossierFinished { dossier, holder } => {
            if let Some(dossier) = state.dossiers.get_mut(dossier) {
                dossier.finished = Some(at);
                step(dossier, recorded, Status::Finished, holder.clone());
            }
        }
        Event::DossierReturned { dossier } => {
            if let Some(dossier) = state.dossiers.get_mut(dossier) {
                dossier.returned = Some(at);
                step(dossier, recorded, Status::Returned, Holder::Applicant);
            }
        }
        event => {
            apply_ticket(state, event, at, seq);
            apply_counter(state, event, at, seq);
        }
    }
    state.remember(recorded);
}

fn configure(state: &mut State, centre: &super::centre::Centre, at: Timestamp) {
    let planned: std::collections::BTreeSet<CounterId> = centre.counters.iter().map(|plan| plan.id).collect();
    state.counters =
        state.counters.iter().filter(|(id, _)| planned.contains(id)).map(|(id, c)| (*id, c.clone())).collect();
    for plan in &centre.counters {
        let counter = state
            .counters
            .entry(plan.id)
            .or_insert_with(|| Counter::new(plan.id, plan.name.clone(), plan.skills.clone(), at));
        counter.name.clone_from(&plan.name);
        counter.skills.clone_from(&plan.skills);
        counter.last = None;
    }
    state.centre = Arc::new(centre.clone());
}

fn end_day(state: &mut State, unfinished: &[TicketNo], at: Timestamp) {
    state.vouchers = unfinished.iter().filter_map(|no| Some((*no, state.tickets.get(no)?.clone()))).collect();
    state.tickets.clear();
    state.numbers.clear();
    state.calls.clear();
    state.last_calls.clear();
    state.dossier_number = 0;
    state.day = None;
    state.dossiers =
        state.dossiers.iter().filter(|(_, d)| !d.status.is_over()).map(|(c, d)| (c.clone(), d.clone())).collect();
    state.counters =
        state.counters.iter().map(|(id, c)| (*id, Counter::new(*id, c.name.clone(), c.skills.clone(), at))).collect();
}

fn apply_ticket(state: &mut State, event: &Event, at: Timestamp, seq: u64) {
    match event {
        Event::TicketIssued(issued) => issue(state, issued, at, seq),
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
        Event::TicketRestored { ticket } => touch(state, *ticket, seq, |ticket| {
            if let Stage::Missed { calls_then, .. } = ticket.stage {
                ticket.stage = Stage::Waiting { after_calls: Some(calls_then) };
                ticket.queued = at;
            }
        }),
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

fn apply_counter(state: &mut State, event: &Event, at: Timestamp, seq: u64) {
    match event {
        Event::TicketCalled { ticket, counter, passed, .. } => {
            remember_act(state, *counter, Act::Call, Some(*ticket), passed, at, seq);
            for no in passed {
                if let Some(passed) = state.tickets.get_mut(no) {
                    passed.passed += 1;
                }
            }
            call(state, *ticket, *counter, at, seq);
        }
        Event::TicketRecalled { ticket, counter } => {
            note_call(state, *ticket, *counter, at);
            touch_keeping_undo(state, *counter, *ticket, seq, |ticket| {
                if let Stage::Called { calls, .. } = &mut ticket.stage {
                    *calls += 1;
                }
            });
        }
        Event::TicketStarted { ticket, counter, since } => {
            remember_act(state, *counter, Act::Start, Some(*ticket), &[], at, seq);
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
            remember_act(state, *counter, Act::Open, None, &[], at, seq);
            change(state, *counter, |counter| {
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
        served_s: 0,
        waited_s: 0,
        ended: None,
        counter: None,
        officer: None,
        touched: seq,
    };
    state.tickets.insert(issued.ticket, ticket);
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

fn receive(state: &mut State, receipt: &Receipt, recorded: &Recorded) {
    state.dossier_number += 1;
    if receipt.digest.is_some() {
        state.next_person = state.next_person.max(receipt.applicant.0 + 1);
    }
    let holder = receipt.officer.map_or(Holder::Reception, Holder::Officer);
    let mut dossier = Dossier {
        code: receipt.code.clone(),
        procedure: receipt.procedure.clone(),
        procedure_name: receipt.procedure_name.clone(),
        field: receipt.field.clone(),
        applicant: receipt.applicant,
        applicant_kind: receipt.applicant_kind,
        sets: receipt.sets,
        fee: receipt.fee,
        channel: receipt.channel,
        ticket: receipt.ticket,
        counter: receipt.counter,
        officer: receipt.officer,
        submitted: receipt.accepted,
        accepted: receipt.accepted,
        limit: receipt.limit,
        due: receipt.due,
        forecast: receipt.forecast,
        status: Status::Received,
        holder: holder.clone(),
        finished: None,
        returned: None,
        steps: Vec::new(),
    };
    step(&mut dossier, recorded, Status::Received, holder);
    state.dossiers.insert(receipt.code.clone(), dossier);
}

fn step(dossier: &mut Dossier, recorded: &Recorded, status: Status, holder: Holder) {
    dossier.status = status;
    dossier.holder = holder.clone();
    dossier.steps.push(Step { at: recorded.at, by: recorded.by, status, holder });
}

/// Keeps what an action is about to change, so that it can be taken back.
fn remember_act(
    state: &mut State,
    id: CounterId,
    act: Act,
    ticket: Option<TicketNo>,
    passed: &[TicketNo],
    at: Timestamp,
    seq: u64,
) {
    let ticket = ticket.and_then(|no| state.tickets.get(&no).cloned());
    if let Some(counter) = state.counters.get_mut(&id) {
        let before = Counter { last: None, ..counter.clone() };
        counter.last = Some(Box::new(Undoable { act, at, seq, counter: before, ticket, passed: passed.to_vec() }));
    }
}

fn undo(state: &mut State, id: CounterId, seq: u64) {
    let Some(last) = state.counters.get_mut(&id).and_then(|counter| counter.last.take()) else { return };
    let Undoable { act, seq: done, counter, ticket, passed, .. } = *last;
    // Pulling by itself would at once do again what was just taken back.
    state.counters.insert(id, Counter { auto: false, ..counter });
    if act == Act::Call
        && let Some(calls) = ticket.as_ref().and_then(|ticket| state.calls.get_mut(&ticket.service))
    {
        *calls = calls.saturating_sub(1);
    }
    if act == Act::Call
        && let (Some(ticket), Some(newest)) = (&ticket, state.last_calls.front())
        && newest.0 == ticket.number
    {
        state.last_calls.pop_front();
    }
    for no in &passed {
        if let Some(passed) = state.tickets.get_mut(no).filter(|ticket| ticket.touched < done) {
            passed.passed = passed.passed.saturating_sub(1);
        }
    }
    if let Some(ticket) = ticket {
        // Passes that others made meanwhile stay counted.
        let passed = state.tickets.get(&ticket.number).map_or(ticket.passed, |now| now.passed.max(ticket.passed));
        state.tickets.insert(ticket.number, Ticket { passed, touched: seq, ..ticket });
    }
}

fn touch(state: &mut State, no: TicketNo, seq: u64, change: impl FnOnce(&mut Ticket)) {
    if let Some(ticket) = state.tickets.get_mut(&no) {
        ticket.touched = seq;
        change(ticket);
    }
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

fn change(state: &mut State, id: CounterId, change: impl FnOnce(&mut Counter)) {
    if let Some(counter) = state.counters.get_mut(&id) {
        change(counter);
    }
}

fn free(state: &mut State, id: CounterId, at: Timestamp) {
    change(state, id, |counter| {
        counter.current = None;
        counter.idle_since = at;
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

fn release_hold(state: &mut State, no: TicketNo) {
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

fn wait_again(ticket: &mut Ticket, at: Timestamp) {
    ticket.stage = Stage::Waiting { after_calls: None };
    ticket.queued = at;
}

fn end_leg(ticket: &mut Ticket, at: Timestamp) {
    if let Stage::Serving { since, .. } = ticket.stage {
        ticket.served_s += at.since(since);
    }
}

fn end(ticket: &mut Ticket, stage: Stage, at: Timestamp) {
    ticket.stage = stage;
    ticket.ended = Some(at);
}

fn note_call(state: &mut State, no: TicketNo, id: CounterId, at: Timestamp) {
    state.last_calls.retain(|(called, ..)| *called != no);
    state.last_calls.push_front((no, id, at));
    state.last_calls.truncate(LAST_CALLS.min(state.last_calls.len()));
}
