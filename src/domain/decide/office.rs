//! The office itself: settings, officers, PINs.

use super::rights::may_sit;
use super::{Plan, counter};
use crate::domain::centre::{Centre, Officer, Role};
use crate::domain::command::{Actor, SetOfficer};
use crate::domain::counter::Station;
use crate::domain::event::Event;
use crate::domain::ids::{Digest, OfficerId, PersonId, ServiceId};
use crate::domain::refusal::Refusal;
use crate::domain::soundness;
use crate::domain::ticket::Ticket;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn configure(plan: &mut Plan, centre: &Centre) -> Result<(), Refusal> {
    if *plan.state.centre == *centre {
        return Ok(());
    }
    let in_use = |counter: &&crate::domain::counter::Counter| {
        counter.station != Station::Closed && !centre.counters.iter().any(|planned| planned.id == counter.id)
    };
    if let Some(counter) = plan.state.counters.values().find(in_use) {
        return Err(Refusal::CounterInUse(counter.id));
    }
    soundness::check(centre).map_err(Refusal::Unsound)?;
    for service in plan.state.centre.services.iter().map(|service| service.id) {
        if centre.service(service).is_none() {
            unused(plan, service)?;
        }
    }
    let before = Arc::clone(&plan.state.centre);
    let counters = plan.state.counters.clone();
    plan.happen(Event::CentreConfigured(Box::new(centre.clone())));
    // What a counter takes for now stays as it is, unless this is about it.
    let planned =
        |centre: &Centre, id| centre.counters.iter().find(|plan| plan.id == id).map(|plan| plan.skills.clone());
    for (id, counter) in &counters {
        let wanted = planned(centre, *id);
        let kept: BTreeSet<ServiceId> =
            counter.skills.iter().copied().filter(|service| centre.service(*service).is_some()).collect();
        if planned(&before, *id) == wanted && wanted.as_ref() != Some(&kept) && !kept.is_empty() {
            plan.happen(Event::CounterSkillsSet { counter: *id, skills: kept });
        }
    }
    Ok(())
}

/// Whether a service can go: nobody has a number of it today, no officer is there for it.
fn unused(plan: &Plan, service: ServiceId) -> Result<(), Refusal> {
    let of_it = |ticket: &Ticket| ticket.service == service || ticket.number.service == service;
    if plan.state.tickets.values().any(of_it) {
        return Err(Refusal::ServiceInUse(service));
    }
    let there = |officer: &&Officer| officer.active && officer.skills.contains(&service);
    plan.state
        .officers
        .values()
        .find(there)
        .map_or(Ok(()), |officer| Err(Refusal::ServiceOfOfficer { service, officer: officer.id }))
}

pub(super) fn set_officer(plan: &mut Plan, wanted: &SetOfficer) -> Result<(), Refusal> {
    let next = plan.state.officers.keys().next_back().map_or(Some(1), |last| last.0.checked_add(1));
    let id = wanted.id.or(next.map(OfficerId)).ok_or(Refusal::OfficersUsedUp)?;
    if let Some(unknown) = wanted.skills.iter().find(|service| plan.state.centre.service(**service).is_none()) {
        return Err(Refusal::UnknownService(*unknown));
    }
    let stays = wanted.active && wanted.role == Role::Administrator;
    if !stays && is_last_administrator(plan, id) {
        return Err(Refusal::LastAdministrator(id));
    }
    let known = plan.state.officers.get(&id).map(|officer| officer.person);
    let person = match (wanted.digest, known) {
        (_, Some(person)) => person,
        (Some(_), None) => PersonId(plan.state.next_person),
        (None, None) => return Err(Refusal::UnknownOfficer(id)),
    };
    // Whoever makes the centre is its first officer, and chose her PIN herself.
    let newcomers = !plan.state.officers.is_empty() && plan.by != Actor::Officer(id);
    let given = plan.state.officers.get(&id).map_or(newcomers, |officer| officer.pin_given);
    let section = plan.state.officers.get(&id).map(|officer| officer.section.clone()).unwrap_or_default();
    let officer = Officer {
        section,
        pin_given: wanted.has_pin && given,
        id,
        person,
        role: wanted.role,
        skills: wanted.skills.clone(),
        has_pin: wanted.has_pin,
        active: wanted.active,
    };
    // Nobody is left before a counter of somebody who does not work here any more, or not at counters.
    if let Some(counter) = counter::seat_of(plan, id).filter(|_| !wanted.active || !may_sit(wanted.role)) {
        counter::vacate(plan, counter)?;
    }
    if plan.state.officers.get(&id) != Some(&officer) || wanted.digest.is_some() {
        plan.happen(Event::OfficerSet { officer, digest: wanted.digest });
    }
    Ok(())
}

pub(super) fn set_section(plan: &mut Plan, id: OfficerId, section: &str) -> Result<(), Refusal> {
    plan.officer(id)?;
    let section = if section.is_empty() { section } else { plan.state.centre.work.section(section)? };
    let Some(officer) = plan.state.officers.get(&id).filter(|officer| officer.section != section) else {
        return Ok(());
    };
    let officer = Officer { section: section.to_owned(), ..officer.clone() };
    plan.happen(Event::OfficerSet { officer, digest: None });
    Ok(())
}

/// Without her nobody but the owner of the data directory could ever change the office again.
fn is_last_administrator(plan: &Plan, id: OfficerId) -> bool {
    let mut left = plan.state.officers.values().filter(|officer| officer.active && officer.role == Role::Administrator);
    left.next().is_some_and(|officer| officer.id == id) && left.next().is_none()
}

pub(super) fn set_pin(plan: &mut Plan, officer: OfficerId, digest: Digest) -> Result<(), Refusal> {
    plan.officer(officer)?;
    let given = plan.by != Actor::Officer(officer);
    plan.happen(Event::PinSet { officer, digest, given });
    Ok(())
}

/// Whether the clock needed it is for the engine to say, which knows the clock.
pub(super) fn confirm_clock(plan: &mut Plan) {
    plan.happen(Event::ClockConfirmed);
}
