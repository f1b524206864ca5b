//! The person in front: start, finish, absent, away for a paper, on to another queue.

use super::calling::in_front;
use super::{Plan, reason, ticket};
use crate::domain::command::Destination;
use crate::domain::event::{Event, TicketTransferred};
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Outcome, Stage};

/// Absent twice is over.
const MISSES_MAX: u8 = 2;

pub(super) fn start(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let ticket = in_front(plan, id)?;
    let no = ticket.number;
    match ticket.stage {
        Stage::Called { .. } => {
            plan.happen(Event::TicketStarted { ticket: no, counter: id, since: plan.now, implied: false });
            Ok(())
        }
        _ => Err(Refusal::AlreadyStarted(no)),
    }
}

/// The one being served at `id`. Somebody called and not said to have come is taken to have come when called: one key
/// less for the officer, and no service is lost from the figures.
fn served(plan: &mut Plan, id: CounterId) -> Result<TicketNo, Refusal> {
    let ticket = in_front(plan, id)?;
    let no = ticket.number;
    if let Stage::Called { at, .. } = ticket.stage {
        plan.happen(Event::TicketStarted { ticket: no, counter: id, since: at, implied: true });
    }
    Ok(no)
}

pub(super) fn finish(plan: &mut Plan, id: CounterId, outcome: Outcome) -> Result<(), Refusal> {
    let no = served(plan, id)?;
    plan.happen(Event::TicketFinished { ticket: no, counter: id, outcome });
    Ok(())
}

pub(super) fn no_show(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let ticket = in_front(plan, id)?;
    let (no, misses) = (ticket.number, ticket.misses + 1);
    if !matches!(ticket.stage, Stage::Called { .. }) {
        return Err(Refusal::AlreadyStarted(no));
    }
    let until = (misses < MISSES_MAX).then(|| plan.now.plus(plan.state.centre.periods.missed_s));
    plan.happen(Event::TicketMissed { ticket: no, counter: id, until });
    Ok(())
}

pub(super) fn park(plan: &mut Plan, id: CounterId, typed: &str, minutes: u16) -> Result<(), Refusal> {
    in_front(plan, id)?;
    if let Some(held) = plan.counter(id)?.held {
        return Err(Refusal::HoldTaken { counter: id, ticket: held });
    }
    let seconds = i64::from(minutes) * 60;
    let longest = plan.state.centre.periods.hold_s;
    if seconds == 0 || seconds > longest {
        return Err(Refusal::HoldTooLong { most: longest / 60 });
    }
    let reason = reason(typed)?;
    let no = served(plan, id)?;
    plan.happen(Event::TicketParked { ticket: no, counter: id, until: plan.now.plus(seconds), reason });
    Ok(())
}

/// A wrong queue keeps the arrival: it was not the citizen's fault. A second matter counts from now, less what was
/// already waited, so that time at a counter is not waiting.
pub(super) fn transfer(plan: &mut Plan, id: CounterId, to: Destination, second: bool) -> Result<(), Refusal> {
    let front = in_front(plan, id)?;
    let (no, service, bound) = (front.number, front.service, front.bound);
    let arrival = if second { plan.now.plus(-front.waited_s).max(front.arrival) } else { front.arrival };
    let (to_service, to_bound) = ticket::destination(plan, service, to)?;
    let here = to_bound == Some(id) || ((to_service, to_bound) == (service, bound) && !second);
    if here {
        return Err(Refusal::SamePlace(no));
    }
    plan.happen(Event::TicketTransferred(TicketTransferred {
        ticket: no,
        from: Some(id),
        service: to_service,
        bound: to_bound,
        arrival,
        second,
    }));
    Ok(())
}
