//! Dossiers, first cut: receive, finish, hand over.

use super::Plan;
use crate::domain::book::Book;
use crate::domain::command::{Actor, Applicant, Receive};
use crate::domain::dossier::{Dossier, Holder, Papers, Receipt, Status};
use crate::domain::event::Event;
use crate::domain::ids::{DossierCode, OfficerId, PersonId};
use crate::domain::procedure::{Fee, Procedure};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;

/// More sets of papers than anybody hands in.
const SETS_MAX: u16 = 999;
/// More đồng than any fee.
pub const FEE_MAX: u64 = 100_000_000_000;
/// The number of a day's last dossier: four digits.
const LAST_OF_DAY: u16 = 9999;
/// How long ago papers may have been received that are entered now: ten years.
const ENTERED_LATE_S: i64 = 10 * 366 * 86_400;

pub(super) fn receive(plan: &mut Plan, book: &Book, wanted: &Receive) -> Result<(), Refusal> {
    if !plan.state.is_set_up() {
        return Err(Refusal::NoCentre);
    }
    let procedure =
        book.catalogue.get(&wanted.procedure).ok_or_else(|| Refusal::UnknownProcedure(wanted.procedure.clone()))?;
    if !(1..=SETS_MAX).contains(&wanted.sets) {
        return Err(Refusal::SetsWrong);
    }
    if wanted.fee.is_some_and(|fee| fee > FEE_MAX) {
        return Err(Refusal::FeeWrong);
    }
    let accepted = wanted.received.unwrap_or(plan.now);
    if accepted > plan.now || plan.now.since(accepted) > ENTERED_LATE_S {
        return Err(Refusal::ReceivedWrong);
    }
    let papers = papers(procedure, &wanted.papers)?;
    let counter = wanted.counter.map(|id| plan.open_counter(id)).transpose()?;
    let ticket = counter.and_then(|counter| counter.current);
    let officer = officer_of(plan.by).or_else(|| counter.and_then(|counter| counter.officer));
    let (applicant, digest) = match wanted.applicant {
        Applicant::Known(person) => (person, None),
        Applicant::New(digest) => (PersonId(plan.state.next_person), Some(digest)),
    };
    let due = procedure.limit.map(|limit| book.calendar.due(accepted, limit));
    let fee = wanted.fee.or(match procedure.fee {
        Fee::Free => Some(0),
        Fee::Vnd(fee) => Some(fee),
        _ => None,
    });
    plan.happen(Event::DossierReceived(Box::new(Receipt {
        code: next_code(plan)?,
        procedure: procedure.code.clone(),
        procedure_name: procedure.name.clone(),
        field: procedure.field.clone(),
        applicant,
        digest,
        applicant_kind: wanted.kind,
        sets: wanted.sets,
        fee,
        channel: wanted.channel,
        ticket,
        counter: wanted.counter,
        officer,
        accepted,
        limit: procedure.limit,
        due: due.as_ref().and_then(|due| due.due),
        forecast: due.is_some_and(|due| due.forecast),
        papers,
    })));
    Ok(())
}

/// In the order of the catalogue, each once.
fn papers(procedure: &Procedure, wanted: &[String]) -> Result<Option<Papers>, Refusal> {
    if let Some(unknown) = wanted.iter().find(|paper| !procedure.papers.contains(paper)) {
        return Err(Refusal::UnknownPaper(unknown.clone()));
    }
    let there: Vec<String> = procedure.papers.iter().filter(|paper| wanted.contains(paper)).cloned().collect();
    Ok((!there.is_empty()).then_some(Papers { there, asked: procedure.papers.len() }))
}

fn officer_of(by: Actor) -> Option<OfficerId> {
    match by {
        Actor::Officer(officer) => Some(officer),
        Actor::Administrator | Actor::Clock | Actor::Kiosk | Actor::Display => None,
    }
}

/// `<unit>-<yyMMdd>-<NNNN>`, starting again every day (domain.md 1.5).
fn next_code(plan: &Plan) -> Result<DossierCode, Refusal> {
    let number = plan.state.dossier_number + 1;
    if number > LAST_OF_DAY {
        return Err(Refusal::DossierNumbersUsedUp);
    }
    let day: Timestamp = plan.now;
    Ok(DossierCode(format!("{}-{}-{number:04}", plan.state.centre.unit, day.day().format("%y%m%d"))))
}

pub(super) fn finish(plan: &mut Plan, code: &DossierCode) -> Result<(), Refusal> {
    let dossier = known(plan, code)?;
    match dossier.status {
        Status::Finished => Err(Refusal::AlreadyFinished(code.clone())),
        Status::Returned => Err(Refusal::AlreadyReturned(code.clone())),
        status if status.is_over() => Err(Refusal::UnknownDossier(code.clone())),
        _ => {
            plan.happen(Event::DossierFinished { dossier: code.clone(), holder: Holder::ReturnDesk });
            Ok(())
        }
    }
}

pub(super) fn hand_over(plan: &mut Plan, code: &DossierCode) -> Result<(), Refusal> {
    match known(plan, code)?.status {
        Status::Finished => {
            plan.happen(Event::DossierReturned { dossier: code.clone() });
            Ok(())
        }
        Status::Returned => Err(Refusal::AlreadyReturned(code.clone())),
        _ => Err(Refusal::NotFinished(code.clone())),
    }
}

fn known<'a>(plan: &'a Plan, code: &DossierCode) -> Result<&'a Dossier, Refusal> {
    plan.state.dossiers.get(code).ok_or_else(|| Refusal::UnknownDossier(code.clone()))
}
