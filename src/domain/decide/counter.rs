//! Counters: open, pause, close, who sits there, what it serves, taking back the last action.

use super::{Plan, reason};
use crate::domain::counter::{Act, Counter, Station};
use crate::domain::event::{Event, TicketTransferred};
use crate::domain::ids::{CounterId, OfficerId, ServiceId};
use crate::domain::refusal::Refusal;
use std::collections::BTreeSet;

pub(super) fn open(plan: &mut Plan, id: CounterId, officer: Option<OfficerId>) -> Result<(), Refusal> {
    let counter = plan.counter(id)?;
    let (sits, station) = (counter.officer, counter.station.clone());
    if station == Station::Open && (officer.is_none() || officer == sits) {
        return Err(Refusal::CounterAlreadyOpen(id));
    }
    if let (Some(sits), true, Some(comes)) = (sits, station != Station::Closed, officer)
        && sits != comes
    {
        return Err(Refusal::CounterTaken { counter: id, officer: sits });
    }
    let officer = officer.or(if station == Station::Closed { None } else { sits });
    if let Some(officer) = officer {
        check_seat(plan, id, officer)?;
    }
    let skills = skills_with(plan, id, officer);
    if station == Station::Closed && plan.counter(id)?.skills != skills {
        plan.happen(Event::CounterSkillsSet { counter: id, skills });
    }
    plan.happen(Event::CounterOpened { counter: id, officer });
    Ok(())
}

/// An officer works here and sits at one counter only.
fn check_seat(plan: &Plan, id: CounterId, officer: OfficerId) -> Result<(), Refusal> {
    plan.officer(officer)?;
    match seat_of(plan, officer).filter(|other| *other != id) {
        Some(counter) => Err(Refusal::OfficerElsewhere { officer, counter }),
        None => Ok(()),
    }
}

/// The counter where she sits.
pub(super) fn seat_of(plan: &Plan, officer: OfficerId) -> Option<CounterId> {
    let hers = |counter: &&Counter| counter.officer == Some(officer) && counter.station != Station::Closed;
    plan.state.counters.values().find(hers).map(|counter| counter.id)
}

/// Only what was asked about is changed: of two who are asked at once the first sits down, the other is told of her.
pub(super) fn take_seat(
    plan: &mut Plan,
    id: CounterId,
    officer: OfficerId,
    from: Option<OfficerId>,
    leaving: Option<CounterId>,
) -> Result<(), Refusal> {
    plan.officer(officer)?;
    if let Some(other) = seat_of(plan, officer).filter(|other| *other != id && leaving == Some(*other)) {
        close(plan, other)?;
    }
    let counter = plan.counter(id)?;
    match counter.officer.filter(|_| counter.station != Station::Closed) {
        Some(sits) if sits == officer => Ok(()),
        Some(sits) if from == Some(sits) => change_officer(plan, id, officer),
        Some(sits) => Err(Refusal::CounterTaken { counter: id, officer: sits }),
        None => open(plan, id, Some(officer)),
    }
}

/// What a counter serves with `officer` at it: what both can, or the counter's own when they share nothing.
fn skills_with(plan: &Plan, id: CounterId, officer: Option<OfficerId>) -> BTreeSet<ServiceId> {
    let planned = plan.state.centre.counters.iter().find(|planned| planned.id == id);
    let planned = planned.map(|planned| planned.skills.clone()).unwrap_or_default();
    let Some(officer) = officer.and_then(|id| plan.state.officers.get(&id)) else { return planned };
    let both: BTreeSet<ServiceId> = planned.intersection(&officer.skills).copied().collect();
    if both.is_empty() { planned } else { both }
}

pub(super) fn pause(plan: &mut Plan, id: CounterId, typed: &str) -> Result<(), Refusal> {
    plan.free_counter(id)?;
    let reason = reason(typed)?;
    plan.happen(Event::CounterPaused { counter: id, reason });
    Ok(())
}

pub(super) fn close(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let counter = plan.counter(id)?;
    if counter.station == Station::Closed {
        return Err(Refusal::CounterClosed(id));
    }
    if let Some(ticket) = counter.current {
        return Err(Refusal::CounterBusy { counter: id, ticket });
    }
    plan.happen(Event::CounterClosed { counter: id });
    Ok(())
}

/// Whoever is in front was let down by the counter, not by herself: she waits again where she stood.
pub(super) fn vacate(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    if let Some(front) = plan.state.in_front(id) {
        let moved = TicketTransferred {
            ticket: front.number,
            from: Some(id),
            service: front.service,
            bound: None,
            arrival: front.arrival,
            second: false,
        };
        plan.happen(Event::TicketTransferred(moved));
    }
    close(plan, id)
}

pub(super) fn change_officer(plan: &mut Plan, id: CounterId, officer: OfficerId) -> Result<(), Refusal> {
    if plan.counter(id)?.station == Station::Closed {
        return Err(Refusal::CounterClosed(id));
    }
    check_seat(plan, id, officer)?;
    plan.happen(Event::CounterOfficerChanged { counter: id, officer });
    let skills = skills_with(plan, id, Some(officer));
    if plan.counter(id)?.skills != skills {
        plan.happen(Event::CounterSkillsSet { counter: id, skills });
    }
    Ok(())
}

pub(super) fn set_skills(plan: &mut Plan, id: CounterId, skills: &BTreeSet<ServiceId>) -> Result<(), Refusal> {
    if skills.is_empty() {
        return Err(Refusal::NoSkills(id));
    }
    if let Some(unknown) = skills.iter().find(|service| plan.state.centre.service(**service).is_none()) {
        return Err(Refusal::UnknownService(*unknown));
    }
    if plan.counter(id)?.skills != *skills {
        plan.happen(Event::CounterSkillsSet { counter: id, skills: skills.clone() });
    }
    Ok(())
}

pub(super) fn set_auto(plan: &mut Plan, id: CounterId, auto: bool) -> Result<(), Refusal> {
    if plan.counter(id)?.auto != auto {
        plan.happen(Event::CounterAutoSet { counter: id, auto });
    }
    Ok(())
}

/// The last action comes back as it was, unless it is too long ago or its ticket has gone on since.
pub(super) fn undo(plan: &mut Plan, id: CounterId) -> Result<(), Refusal> {
    let last = plan.counter(id)?.last.as_deref().ok_or(Refusal::NothingToUndo(id))?;
    let (act, seq, last_officer) = (last.act, last.seq, last.counter.officer);
    if plan.now.since(last.at) > plan.state.centre.periods.undo_s {
        return Err(Refusal::UndoTooLate { act });
    }
    let ticket = last.ticket.as_ref().map(|ticket| ticket.number);
    if let Some(no) = ticket
        && plan.state.tickets.get(&no).is_none_or(|now| now.touched > seq)
    {
        return Err(Refusal::UndoMovedOn { ticket: no });
    }
    if act == Act::Close
        && let Some(officer) = last_officer
    {
        // She may have left, or sat down elsewhere since.
        check_seat(plan, id, officer)?;
    }
    plan.happen(Event::CounterActionUndone { counter: id, act, ticket });
    Ok(())
}
