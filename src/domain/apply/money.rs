//! What events do to tills and to what is said of results.

use crate::domain::cash::{Closed, Closing, Entry, Till};
use crate::domain::command::Actor;
use crate::domain::dossier::{Change, Payment};
use crate::domain::event::{DossierChanged, Recorded};
use crate::domain::ids::DossierCode;
use crate::domain::rating::{Handed, KEPT_S, Rated, code};
use crate::domain::state::State;
use imbl::Vector;

/// Money that changed hands goes into the till of whoever took it.
pub(super) fn changed(state: &mut State, changed: &DossierChanged, recorded: &Recorded) {
    let Change::Paid { payment, .. } = &changed.change else { return };
    paid(state, payment, &changed.dossier, recorded);
}

fn paid(state: &mut State, payment: &Payment, dossier: &DossierCode, recorded: &Recorded) {
    let Some(entry) = Entry::of(payment, dossier, recorded.at) else { return };
    let at = state.tills.iter().position(|till| till.whose == recorded.by).unwrap_or_else(|| {
        state.tills.push_back(Till::new(recorded.by, recorded.at));
        state.tills.len() - 1
    });
    if let Some(till) = state.tills.get_mut(at) {
        till.entries.push_back(entry);
    }
}

pub(super) fn closed(state: &mut State, closing: &Closing, recorded: &Recorded) {
    state.tills.retain(|till| till.whose != closing.whose);
    state.closings.push_back(Closed { at: recorded.at, closing: closing.clone() });
}

/// A result was handed over: its applicant may say how it was.
pub(super) fn handed(state: &mut State, dossier: &DossierCode, recorded: &Recorded) {
    let officer = match recorded.by {
        Actor::Officer(officer) => Some(officer),
        _ => None,
    };
    let seat = state.counters.values().find(|counter| officer.is_some() && counter.officer == officer);
    let counter = seat.map(|counter| counter.id);
    let service = state.dossiers.get(dossier).and_then(|dossier| state.centre.service_of_field(&dossier.field));
    let code = code(recorded.command, dossier);
    let (dossier, at) = (dossier.clone(), recorded.at);
    state.handed.push_back(Handed {
        dossier,
        code,
        at,
        counter,
        officer,
        service,
        level: None,
        by_staff: false,
        slips: 0,
    });
}

pub(super) fn rated(state: &mut State, rated: &Rated, by: Actor) {
    if let Some(one) = newest(state, &rated.dossier) {
        one.level = Some(rated.level);
        one.by_staff = matches!(by, Actor::Officer(_));
    }
}

pub(super) fn slip_printed(state: &mut State, dossier: &DossierCode) {
    if let Some(one) = newest(state, dossier) {
        one.slips += 1;
    }
}

fn newest<'a>(state: &'a mut State, dossier: &DossierCode) -> Option<&'a mut Handed> {
    let at = state.handed.iter().rposition(|one| one.dossier == *dossier)?;
    state.handed.get_mut(at)
}

/// With the day, today's closings are history, tills keep their sums alone, and old results are asked about no more.
pub(super) fn end_day(state: &mut State, recorded: &Recorded) {
    state.closings = Vector::new();
    let mut tills = state.tills.clone();
    tills.iter_mut().for_each(Till::carry);
    state.tills = tills;
    let kept = state.handed.iter().position(|one| recorded.at.since(one.at) <= KEPT_S).unwrap_or(state.handed.len());
    state.handed = state.handed.clone().split_off(kept);
}
