//! What events do to dossiers.

use crate::domain::dossier::{
    Change, Conflict, Correction, Dossier, DueAt, Holder, OnItsWay, ProcedureIs, Proposal, Receipt, Status, Step, Visit,
};
use crate::domain::event::{DossierChanged, Recorded};
use crate::domain::ids::DossierCode;
use crate::domain::state::State;

pub(super) fn receive(state: &mut State, receipt: &Receipt, recorded: &Recorded) {
    // Numbers may have been passed over: the code says which one it was.
    let number = receipt.code.number();
    match &receipt.foreign {
        None => {
            let given = number.and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
            state.dossier_number = given.max(state.dossier_number.saturating_add(1));
        }
        Some(foreign) => {
            let given = (number.unwrap_or_default() + 1).saturating_sub(DossierCode::FIRST_FOREIGN);
            state.foreign_number = given.max(state.foreign_number + 1);
            state.foreign.insert(foreign.clone(), receipt.code.clone());
        }
    }
    if receipt.digest.is_some() {
        state.next_person = state.next_person.max(receipt.applicant.0 + 1);
    }
    let (status, elsewhere) = (receipt.first_status(), receipt.elsewhere.as_ref());
    let holder = match status {
        Status::Finished => Holder::ReturnDesk,
        _ => receipt.officer.map_or(Holder::Reception, Holder::Officer),
    };
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
        submitted: elsewhere.and_then(|told| told.submitted).unwrap_or(receipt.accepted),
        accepted: receipt.accepted,
        limit: receipt.limit,
        due: receipt.due,
        forecast: receipt.forecast,
        status,
        holder: holder.clone(),
        finished: elsewhere.and_then(|told| told.finished),
        returned: None,
        steps: Vec::new(),
        papers: receipt.papers.clone(),
        on_its_way: None,
        inquiry: None,
        proposal: None,
        conflicts: Vec::new(),
        delivery: receipt.delivery,
        posted: None,
        linked: receipt.linked.clone(),
        others: receipt.linked.iter().flat_map(|first| joined(state, first, &receipt.code)).collect(),
        foreign: receipt.foreign.clone(),
        promised: elsewhere.and_then(|told| told.due),
        stood_since: elsewhere.and_then(|told| told.stood_since),
        visits: receipt.ticket.map(|ticket| Visit { day: recorded.at.day(), ticket }).into_iter().collect(),
    };
    step(&mut dossier, recorded, status, holder);
    // Undo takes back the last act or nothing: what came before a dossier is not taken back from under it.
    if let Some(counter) = receipt.counter.and_then(|id| state.counters.get_mut(&id)) {
        counter.last = None;
    }
    state.dossiers.insert(receipt.code.clone(), dossier);
}

/// From the archive, as it was there.
pub(super) fn bring_back(state: &mut State, archived: &Dossier) {
    if let Some(foreign) = &archived.foreign {
        state.foreign.insert(foreign.clone(), archived.code.clone());
    }
    state.dossiers.insert(archived.code.clone(), archived.clone());
}

/// Lets the open dossiers of the matter that began with `first` know of one more; answers which they are, with those
/// that are in the archive.
fn joined(state: &mut State, first: &DossierCode, code: &DossierCode) -> Vec<DossierCode> {
    let others = state.dossiers.get(first).map(|first| first.others.clone()).unwrap_or_default();
    let all: Vec<DossierCode> = std::iter::once(first.clone()).chain(others).collect();
    for other in &all {
        if let Some(dossier) = state.dossiers.get_mut(other) {
            dossier.others.push(code.clone());
        }
    }
    all
}

/// A step that the status tells alone.
pub(super) fn step(dossier: &mut Dossier, recorded: &Recorded, status: Status, holder: Holder) {
    record(dossier, recorded, status, holder, None);
}

fn record(dossier: &mut Dossier, recorded: &Recorded, status: Status, holder: Holder, change: Option<Box<Change>>) {
    dossier.status = status;
    dossier.holder = holder.clone();
    dossier.steps.push(Step { at: recorded.at, by: recorded.by, status, holder, change });
}

pub(super) fn changed(state: &mut State, changed: &DossierChanged, recorded: &Recorded) {
    if let Change::ApplicantCorrected { person, .. } = &changed.change {
        state.next_person = state.next_person.max(person.0 + 1);
    }
    if let Change::Asked(inquiry) = &changed.change {
        state.asked.insert(inquiry.whom.clone());
    }
    let Some(dossier) = state.dossiers.get_mut(&changed.dossier) else { return };
    let (at, by) = (recorded.at, recorded.by);
    let (status, holder) = after(dossier, &changed.change);
    match &changed.change {
        Change::Accepted { accepted, due } => {
            dossier.accepted = *accepted;
            put(dossier, *due);
        }
        Change::Supplemented { due } => put(dossier, *due),
        Change::PaymentAsked { fee, .. } => dossier.fee = Some(*fee),
        Change::Paid { resumes, .. } => {
            if let Some(due) = resumes {
                put(dossier, *due);
            }
        }
        Change::Given { to, .. } => dossier.on_its_way = Some(OnItsWay { to: to.clone(), since: at, by }),
        Change::Taken { .. } | Change::GivenBack { .. } => dossier.on_its_way = None,
        Change::Asked(inquiry) => dossier.inquiry = Some(inquiry.clone()),
        Change::Answered { .. } => dossier.inquiry = None,
        Change::ExtensionProposed { due, reason } => {
            dossier.proposal = Some(Proposal { due: *due, reason: reason.clone(), by });
        }
        Change::Extended { due, .. } => {
            put(dossier, *due);
            dossier.proposal = None;
        }
        Change::ExtensionRejected { .. } => dossier.proposal = None,
        Change::Posted { .. } => dossier.posted = Some(at),
        Change::Corrected { right, due, .. } => {
            correct(dossier, *right);
            if let Some(due) = due {
                put(dossier, *due);
            }
        }
        Change::ApplicantCorrected { person, .. } => dossier.applicant = *person,
        Change::ProcedureCorrected { right, due, asked, .. } => procedure(dossier, right, *due, *asked),
        Change::ConflictMarked { officer, reason } => {
            dossier.conflicts.push(Conflict { officer: *officer, reason: reason.clone() });
        }
        Change::Refused { .. } | Change::Withdrawn { .. } | Change::Stopped { .. } => {
            (dossier.on_its_way, dossier.inquiry, dossier.proposal) = (None, None, None);
        }
        // The record alone is another; it stands in the vault.
        Change::SupplementAsked { .. } | Change::ApplicantRenewed { .. } => {}
    }
    if let Some(ticket) = changed.ticket {
        let visit = Visit { day: at.day(), ticket };
        if dossier.visits.last() != Some(&visit) {
            dossier.visits.push(visit);
        }
    }
    record(dossier, recorded, status, holder, Some(Box::new(changed.change.clone())));
}

fn put(dossier: &mut Dossier, due: DueAt) {
    (dossier.due, dossier.forecast) = (due.due, due.forecast);
}

fn procedure(dossier: &mut Dossier, right: &ProcedureIs, due: DueAt, asked: usize) {
    dossier.procedure.clone_from(&right.code);
    dossier.procedure_name.clone_from(&right.name);
    dossier.field.clone_from(&right.field);
    dossier.limit = right.limit;
    if dossier.due != due.due {
        // It was promised for the wrong one.
        dossier.promised = None;
    }
    put(dossier, due);
    if let Some(papers) = &mut dossier.papers {
        // What was handed in beyond what is asked for is there all the same.
        papers.asked = asked.max(papers.there.len());
    }
    // What is due later by itself needs no later date.
    let needless = |proposal: &Proposal| due.due.is_none_or(|due| proposal.due <= due);
    if dossier.proposal.as_ref().is_some_and(needless) {
        dossier.proposal = None;
    }
}

fn correct(dossier: &mut Dossier, right: Correction) {
    match right {
        Correction::Sets(sets) => dossier.sets = sets,
        Correction::Fee(fee) => dossier.fee = fee,
        Correction::Kind(kind) => dossier.applicant_kind = kind,
        Correction::Channel(channel) => dossier.channel = channel,
        Correction::Delivery(delivery) => dossier.delivery = delivery,
        Correction::Received(at) => dossier.accepted = at,
    }
}

/// The status and the holder that a change leaves.
fn after(dossier: &Dossier, change: &Change) -> (Status, Holder) {
    let (status, holder) = (dossier.status, dossier.holder.clone());
    match change {
        Change::Accepted { .. } => (Status::Received, holder),
        Change::Refused { .. } => (Status::Refused, Holder::Applicant),
        Change::SupplementAsked { .. } => (Status::SupplementAsked, holder),
        Change::PaymentAsked { .. } => (Status::PaymentAsked, holder),
        Change::Supplemented { .. }
        | Change::Paid { resumes: Some(_), .. }
        | Change::Corrected { right: Correction::Fee(_), due: Some(_), .. } => (before_it_stood(dossier), holder),
        // Work begins where somebody takes it from the reception.
        Change::Taken { holder, .. } if status == Status::Received && *holder != Holder::Reception => {
            (Status::InProcess, holder.clone())
        }
        Change::Taken { holder, .. } | Change::Answered { holder, .. } => (status, holder.clone()),
        Change::Asked(inquiry) if inquiry.above => (status, holder),
        Change::Asked(inquiry) => (Status::InProcess, Holder::Agency(inquiry.whom.clone())),
        Change::Withdrawn { .. } => (Status::Withdrawn, Holder::Applicant),
        Change::Stopped { .. } => (Status::Stopped, Holder::Applicant),
        Change::Paid { .. }
        | Change::Given { .. }
        | Change::GivenBack { .. }
        | Change::ExtensionProposed { .. }
        | Change::Extended { .. }
        | Change::ExtensionRejected { .. }
        | Change::Posted { .. }
        | Change::Corrected { .. }
        | Change::ApplicantCorrected { .. }
        | Change::ApplicantRenewed { .. }
        | Change::ProcedureCorrected { .. }
        | Change::ConflictMarked { .. } => (status, holder),
    }
}

fn before_it_stood(dossier: &Dossier) -> Status {
    let ran = dossier.steps.iter().rev().map(|step| step.status).find(|status| !status.pauses());
    ran.unwrap_or(Status::Received)
}
