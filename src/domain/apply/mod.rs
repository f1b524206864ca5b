//! Event to state. Holds no rules and cannot fail: what an event says has happened.

mod counter;
mod dossier;
mod money;
mod ticket;
mod undo;

use super::account::AccountKey;
use super::changes::{self, Change};
use super::counter::Counter;
use super::dossier::{Dossier, Holder, Status};
use super::event::{Event, Recorded};
use super::ids::{CounterId, DossierCode, PersonId, TicketNo};
use super::state::State;
use super::ticket::Ticket;
use super::time::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Makes `state` what it is after `recorded`.
pub fn apply(state: &mut State, recorded: &Recorded) {
    let (at, seq) = (recorded.at, recorded.seq);
    for part in changes::of(state, recorded) {
        state.changes.insert(part, Change { at, by: recorded.by });
    }
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
        Event::PinSet { officer, given, .. } => {
            if let Some(officer) = state.officers.get_mut(officer) {
                officer.has_pin = true;
                officer.pin_given = *given;
            }
        }
        Event::KeyAdded { account, key, print } => {
            let fresh = || AccountKey { accounts: BTreeSet::new(), key: key.clone(), since: at };
            state.keys.entry(print.clone()).or_insert_with(fresh).accounts.insert(*account);
        }
        Event::KeyRemoved { print, account: None } => {
            state.keys.remove(print);
        }
        Event::KeyRemoved { print, account: Some(account) } => {
            if let Some(key) = state.keys.get_mut(print) {
                key.accounts.remove(account);
            }
        }
        Event::DaySet { day, own: Some(own) } => {
            state.own_days.insert(*day, own.clone());
        }
        Event::DaySet { day, own: None } => {
            state.own_days.remove(day);
        }
        // It only moves the time on, as every event does.
        Event::ClockConfirmed => {}
        Event::DayStarted { day } => state.day = Some(*day),
        Event::DayEnded { unfinished, .. } => {
            end_day(state, unfinished, at);
            money::end_day(state, recorded);
        }
        Event::DossierReceived(receipt) => dossier::receive(state, receipt, recorded),
        Event::DossierFinished { dossier, holder } => finish(state, dossier, holder, recorded),
        Event::DossierReturned { dossier } => hand_over(state, dossier, recorded),
        Event::DossierBroughtBack(archived) => dossier::bring_back(state, archived),
        Event::DossierChanged(changed) => {
            dossier::changed(state, changed, recorded);
            money::changed(state, changed, recorded);
        }
        Event::ApplicantSet { person, .. } => state.next_person = state.next_person.max(person.0 + 1),
        Event::PersonErased { person, .. } => erase(state, *person),
        Event::CashClosed(closing) => money::closed(state, closing, recorded),
        Event::Rated(rated) => money::rated(state, rated, recorded.by),
        Event::RatingSlipPrinted { dossier } => money::slip_printed(state, dossier),
        event => {
            ticket::apply_ticket(state, event, at, seq);
            counter::apply_counter(state, event, at, seq);
        }
    }
    state.remember(recorded);
}

fn erase(state: &mut State, person: PersonId) {
    state.erased.insert(person);
}

fn finish(state: &mut State, dossier: &DossierCode, holder: &Holder, recorded: &Recorded) {
    if let Some(dossier) = state.dossiers.get_mut(dossier) {
        dossier.finished = Some(recorded.at);
        // What is done waits for no later date.
        dossier.proposal = None;
        dossier::step(dossier, recorded, Status::Finished, holder.clone());
    }
}

fn hand_over(state: &mut State, dossier: &DossierCode, recorded: &Recorded) {
    if let Some(returned) = state.dossiers.get_mut(dossier) {
        returned.returned = Some(recorded.at);
        dossier::step(returned, recorded, Status::Returned, Holder::Applicant);
    }
    money::handed(state, dossier, recorded);
}

fn configure(state: &mut State, centre: &super::centre::Centre, at: Timestamp) {
    let planned: BTreeSet<CounterId> = centre.counters.iter().map(|plan| plan.id).collect();
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
    let offers = |id: crate::domain::ids::ServiceId| centre.service(id).is_some();
    let gone = state.centre.services.iter().map(|service| service.id);
    let old: BTreeSet<_> = state.old_letters.iter().copied().chain(gone).filter(|id| !offers(*id)).collect();
    state.old_letters = old.into_iter().collect();
    state.centre = Arc::new(centre.clone());
}

fn end_day(state: &mut State, unfinished: &[TicketNo], at: Timestamp) {
    state.vouchers = unfinished.iter().filter_map(|no| Some((*no, state.tickets.get(no)?.clone()))).collect();
    state.tickets.clear();
    state.timed.clear();
    state.numbers.clear();
    state.calls.clear();
    state.last_calls.clear();
    (state.dossier_number, state.foreign_number) = (0, 0);
    state.day = None;
    let stays = |dossier: &Dossier| !dossier.status.is_over() || dossier.waits_for_money(at);
    state.dossiers = state.dossiers.iter().filter(|(_, d)| stays(d)).map(|(c, d)| (c.clone(), d.clone())).collect();
    let is_here = |code: &DossierCode| state.dossiers.contains_key(code);
    state.foreign = state.foreign.iter().filter(|(_, c)| is_here(c)).map(|(f, c)| (f.clone(), c.clone())).collect();
    state.counters =
        state.counters.iter().map(|(id, c)| (*id, Counter::new(*id, c.name.clone(), c.skills.clone(), at))).collect();
}

fn touch(state: &mut State, no: TicketNo, seq: u64, change: impl FnOnce(&mut Ticket)) {
    if let Some(ticket) = state.tickets.get(&no) {
        let mut ticket = ticket.clone();
        ticket.touched = seq;
        change(&mut ticket);
        state.put(ticket);
    }
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
