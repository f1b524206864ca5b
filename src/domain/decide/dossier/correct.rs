//! Wrong entries made right: the wrong one stays in the journal, the right one counts from now on.

use super::{Case, ENTERED_LATE_S, FEE_MAX, SETS_MAX};
use crate::domain::decide::reason;
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::{Change, Correction, DueAt, Status, Was};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;

pub(super) fn correct(case: &Case<'_>, right: &Correction, why: &str) -> Result<Change, Refusal> {
    use Status::{Finished, InProcess, PaymentAsked, Received, Registered, SupplementAsked};
    case.is(&[Registered, Received, InProcess, SupplementAsked, PaymentAsked, Finished])?;
    let dossier = &case.dossier;
    let was = match right {
        Correction::Sets(sets) if !(1..=SETS_MAX).contains(sets) => return Err(Refusal::SetsWrong),
        Correction::Sets(_) => Correction::Sets(dossier.sets),
        Correction::Fee(fee) if fee.is_some_and(|fee| fee > FEE_MAX) => return Err(Refusal::FeeWrong),
        Correction::Fee(_) => Correction::Fee(dossier.fee),
        Correction::Kind(_) => Correction::Kind(dossier.applicant_kind),
        Correction::Channel(_) => Correction::Channel(dossier.channel),
        Correction::Delivery(_) => Correction::Delivery(dossier.delivery),
        Correction::Received(_) => Correction::Received(dossier.accepted),
    };
    if *right == was {
        return Err(CaseRefusal::NothingChanged.into());
    }
    let due = match right {
        Correction::Received(at) => Some(received(case, *at)?),
        _ => None,
    };
    // Another due time is the head's to agree to, whatever it comes from.
    if due.is_some_and(|due| due.due != dossier.due) && !case.rules() {
        return Err(CaseRefusal::HeadOnly(dossier.code.clone()).into());
    }
    let was = Some(Was { value: was, due: dossier.due });
    Ok(Change::Corrected { right: *right, due, reason: reason(why)?, was })
}

fn received(case: &Case<'_>, at: Timestamp) -> Result<DueAt, Refusal> {
    let dossier = &case.dossier;
    // Nothing that was done to it can have been done before it came.
    let first = dossier.changes().next().map_or(case.now, |(step, _)| step.at);
    if dossier.status == Status::Registered || at > first || case.now.since(at) > ENTERED_LATE_S {
        return Err(Refusal::ReceivedWrong);
    }
    let now = DueAt { due: dossier.due, forecast: dossier.forecast };
    if dossier.extended().is_some() {
        return Ok(now);
    }
    let due = dossier.limit.map(|limit| case.book.calendar.due_with(at, limit, &dossier.stood(None)));
    Ok(due.map_or(now, |due| DueAt { due: due.due, forecast: due.forecast }))
}
