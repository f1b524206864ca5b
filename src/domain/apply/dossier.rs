//! What events do to dossiers.

use crate::domain::dossier::{Dossier, Holder, Receipt, Status, Step};
use crate::domain::event::Recorded;
use crate::domain::state::State;

pub(super) fn receive(state: &mut State, receipt: &Receipt, recorded: &Recorded) {
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
        papers: receipt.papers.clone(),
    };
    step(&mut dossier, recorded, Status::Received, holder);
    // Undo takes back the last act or nothing: what came before a dossier is not taken back from under it.
    if let Some(counter) = receipt.counter.and_then(|id| state.counters.get_mut(&id)) {
        counter.last = None;
    }
    state.dossiers.insert(receipt.code.clone(), dossier);
}

pub(super) fn step(dossier: &mut Dossier, recorded: &Recorded, status: Status, holder: Holder) {
    dossier.status = status;
    dossier.holder = holder.clone();
    dossier.steps.push(Step { at: recorded.at, by: recorded.by, status, holder });
}
