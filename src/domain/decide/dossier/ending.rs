//! How a dossier ends: done and handed over, posted, refused, withdrawn, stopped.
//!
//! Whose each ending is follows from the one holder that a dossier always has. Finishing is the holder's: the officer
//! herself where an officer has it, not her colleagues; anybody of the section where the section itself has it. With
//! that the result lies at the return desk, and handing it over or posting it is the counters' work: their roles may,
//! as long as the return desk has it. Whoever took a finished dossier away from there has it now, so the counters wait
//! until it is back. The head of the centre stands for every holder.

use super::{Case, number};
use crate::domain::book::Book;
use crate::domain::decide::{Plan, reason};
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::{Change, Holder, Status};
use crate::domain::event::Event;
use crate::domain::ids::DossierCode;
use crate::domain::refusal::Refusal;

pub(in crate::domain::decide) fn finish(plan: &mut Plan, book: &Book, code: &DossierCode) -> Result<(), Refusal> {
    let case = Case::of(plan, book, code)?;
    let dossier = &case.dossier;
    match dossier.status {
        Status::Finished => return Err(CaseRefusal::AlreadyFinished(code.clone()).into()),
        Status::Returned => return Err(CaseRefusal::AlreadyReturned(code.clone()).into()),
        Status::Received | Status::InProcess => {}
        status => return Err(CaseRefusal::NotInThisStatus { dossier: code.clone(), status }.into()),
    }
    if let Some(way) = &dossier.on_its_way {
        return Err(CaseRefusal::OnItsWay { dossier: code.clone(), to: way.to.clone() }.into());
    }
    if let Some(inquiry) = &dossier.inquiry {
        return Err(CaseRefusal::AnswerAwaited { dossier: code.clone(), whom: inquiry.whom.clone() }.into());
    }
    case.is_hers()?;
    plan.happen(Event::DossierFinished { dossier: code.clone(), holder: Holder::ReturnDesk });
    Ok(())
}

pub(in crate::domain::decide) fn hand_over(plan: &mut Plan, book: &Book, code: &DossierCode) -> Result<(), Refusal> {
    let case = Case::of(plan, book, code)?;
    let dossier = &case.dossier;
    if let (Status::Finished, Some(way)) = (dossier.status, &dossier.on_its_way) {
        return Err(CaseRefusal::OnItsWay { dossier: code.clone(), to: way.to.clone() }.into());
    }
    match dossier.status {
        Status::Finished => {
            case.is_hers()?;
            plan.happen(Event::DossierReturned { dossier: code.clone() });
            Ok(())
        }
        Status::Returned => Err(CaseRefusal::AlreadyReturned(code.clone()).into()),
        _ if dossier.ended_without_result() => Err(CaseRefusal::NoResult(code.clone()).into()),
        _ => Err(CaseRefusal::NotFinished(code.clone()).into()),
    }
}

pub(super) fn refuse(case: &Case<'_>, why: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Registered, Status::Received])?;
    case.is_at_rest()?;
    case.is_hers()?;
    Ok(Change::Refused { reason: reason(why)? })
}

/// The applicant may take it back at any counter, as long as it is not done.
pub(super) fn withdraw(case: &Case<'_>, why: &str) -> Result<Change, Refusal> {
    use Status::{InProcess, PaymentAsked, Received, Registered, SupplementAsked};
    case.is(&[Registered, Received, InProcess, SupplementAsked, PaymentAsked])?;
    Ok(Change::Withdrawn { reason: reason(why)? })
}

pub(super) fn stop(case: &Case<'_>, why: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Received, Status::InProcess, Status::SupplementAsked, Status::PaymentAsked])?;
    case.is_at_rest()?;
    case.is_hers()?;
    Ok(Change::Stopped { reason: reason(why)? })
}

pub(super) fn post(case: &Case<'_>, parcel: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Finished])?;
    case.is_at_rest()?;
    if case.dossier.posted.is_some() {
        return Err(CaseRefusal::AlreadyPosted(case.dossier.code.clone()).into());
    }
    case.is_hers()?;
    Ok(Change::Posted { number: number(parcel)? })
}
