//! Calling: the next one, this one, again, and by itself.

use super::{Plan, ticket};
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::queue::{self, Pick, Why};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Stage, Ticket};

pub(super) fn call_next(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let counter = plan.free_counter(id)?;
    if let Some(held) = back_at(plan, counter.held) {
        plan.happen(Event::TicketResumed { ticket: held, counter: id });
        return Ok(());
    }
    let pick = queue::next(&plan.state, counter, plan.now).ok_or(Refusal::NobodyWaiting(id))?;
    call(plan, id, pick);
    Ok(())
}

/// Who was held and is back: a service that goes on, so it comes before any call.
fn back_at(plan: &Plan, held: Option<TicketNo>) -> Option<TicketNo> {
    held.filter(|no| matches!(plan.state.tickets.get(no).map(|t| &t.stage), Some(Stage::Held { back: true, .. })))
}

pub(super) fn call_this(plan: &mut Plan, id: CounterId, no: TicketNo) -> Result<(), Refusal> {
    let counter = plan.free_counter(id)?.clone();
    match ticket::known(plan, no)?.stage {
        Stage::Held { counter: holding, .. } if holding == id => {
            plan.happen(Event::TicketResumed { ticket: no, counter: id });
            return Ok(());
        }
        Stage::Missed { .. } => plan.happen(Event::TicketRestored { ticket: no }),
        _ => {}
    }
    let Some(pick) = queue::choose(&plan.state, &counter, no, plan.now) else {
        return Err(why_not(plan, id, ticket::known(plan, no)?));
    };
    let most = plan.state.centre.rule.max_passed;
    let spent = |passed: &&TicketNo| {
        let times = plan.state.tickets.get(*passed).map_or(0, |ticket| ticket.passed);
        pick.reason.why == Why::Chosen && most.is_some_and(|most| times >= most)
    };
    if let Some(passed) = pick.passed.iter().find(spent) {
        let times = plan.state.tickets.get(passed).map_or(0, |ticket| ticket.passed);
        return Err(Refusal::PassedEnough { ticket: *passed, passed: times });
    }
    call(plan, id, pick);
    Ok(())
}

fn why_not(plan: &Plan, id: CounterId, ticket: &Ticket) -> Refusal {
    let serves = plan.state.counters.get(&id).is_some_and(|counter| counter.skills.contains(&ticket.service));
    match (ticket.bound, &ticket.stage) {
        (_, stage) if !matches!(stage, Stage::Waiting { .. }) => ticket::not_waiting(ticket),
        (Some(bound), _) if bound != id => Refusal::BoundElsewhere { ticket: ticket.number, counter: bound },
        (None, _) if !serves => Refusal::NotServedHere { counter: id, service: ticket.service },
        (_, Stage::Waiting { after_calls: Some(_) }) => Refusal::OneOtherFirst(ticket.number),
        _ => {
            let early = plan.state.centre.periods.appointment_early_s;
            let from = ticket.appointment.unwrap_or(ticket.arrival).plus(-early);
            Refusal::TooEarly { ticket: ticket.number, from }
        }
    }
}

pub(super) fn recall(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let ticket = in_front(plan, id)?;
    let no = ticket.number;
    match ticket.stage {
        Stage::Called { .. } => {
            plan.happen(Event::TicketRecalled { ticket: no, counter: id });
            Ok(())
        }
        _ => Err(Refusal::AlreadyStarted(no)),
    }
}

pub(super) fn in_front(plan: &Plan, id: CounterId) -> Result<&Ticket, Refusal> {
    plan.counter(id)?;
    plan.state.in_front(id).ok_or(Refusal::NobodyInFront(id))
}

fn call(plan: &mut Plan, id: CounterId, pick: Pick) {
    let Pick { ticket, reason, passed } = pick;
    plan.happen(Event::TicketCalled { ticket, counter: id, reason, passed });
}

/// Lets counters that pull by themselves pull: for somebody who has just begun to wait, the one with the fewest
/// skills; otherwise those that became free, the longest idle first.
pub(super) fn settle(plan: &mut Plan) {
    let arrived = arrivals(&plan.records);
    for no in arrived {
        let Some(waiting) = plan.state.tickets.get(&no).filter(|ticket| ticket.is_waiting()) else { continue };
        if let Some(counter) = queue::taker(&plan.state, waiting, plan.now).map(|counter| counter.id) {
            pull_at(plan, counter);
        }
    }
    loop {
        let free = plan.state.counters.values().filter(|counter| counter.auto && counter.is_free());
        let mut free: Vec<_> = free.map(|counter| (counter.idle_since, counter.id)).collect();
        free.sort_unstable();
        let pulled = free.into_iter().any(|(_, id)| pull_at(plan, id));
        if !pulled {
            return;
        }
    }
}

fn arrivals(records: &[Recorded]) -> Vec<TicketNo> {
    let waits = |recorded: &Recorded| match &recorded.event {
        Event::TicketIssued(issued) => Some(issued.ticket),
        Event::TicketTransferred(moved) => Some(moved.ticket),
        Event::TicketRestored { ticket } | Event::HoldLapsed { ticket } => Some(*ticket),
        _ => None,
    };
    records.iter().filter_map(waits).collect()
}

fn pull_at(plan: &mut Plan, id: CounterId) -> bool {
    let Some(counter) = plan.state.counters.get(&id) else { return false };
    if let Some(held) = back_at(plan, counter.held) {
        plan.happen(Event::TicketResumed { ticket: held, counter: id });
        return true;
    }
    match queue::next(&plan.state, counter, plan.now) {
        Some(pick) => {
            call(plan, id, pick);
            true
        }
        None => false,
    }
}
