//! The last action at a counter: kept as it was before, and taken back.

use crate::domain::counter::{Act, Counter, Undoable};
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::Ticket;
use crate::domain::time::Timestamp;

/// Keeps what an action is about to change, so that it can be taken back.
pub(super) fn remember_act(
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
        // Whoever is called and finished without a key for the start was started by the same key: both go back at once.
        if let Some(start) = counter.last.take_if(|last| last.implied) {
            counter.last = Some(Box::new(Undoable { act, at, seq, implied: false, ..*start }));
            return;
        }
        let before = Counter { last: None, ..counter.clone() };
        counter.last =
            Some(Box::new(Undoable { act, at, seq, counter: before, ticket, passed: passed.to_vec(), implied: false }));
    }
}

pub(super) fn undo(state: &mut State, id: CounterId, seq: u64) {
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
        state.put(Ticket { passed, touched: seq, ..ticket });
    }
}
