//! Wrong entries made right: the wrong one stays in the journal, the right one counts from now on.

use super::clock::resumed;
use super::reach::reach;
use super::{Case, ENTERED_LATE_S, FEE_MAX, SETS_MAX};
use crate::domain::command::Applicant;
use crate::domain::decide::erasing::not_erased;
use crate::domain::decide::reason;
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::{Change, Correction, DueAt, ProcedureIs, Status, Was};
use crate::domain::event::DossierChanged;
use crate::domain::ids::PersonId;
use crate::domain::person::PersonField;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;

/// What is over is corrected by the head alone.
fn over_by_head(case: &Case<'_>, over: bool) -> Result<(), Refusal> {
    if over && !case.rules() {
        return Err(CaseRefusal::OverByHead(case.dossier.code.clone()).into());
    }
    Ok(())
}

pub(super) fn correct(case: &Case<'_>, right: &Correction, why: &str) -> Result<Change, Refusal> {
    over_by_head(case, case.dossier.status.is_over())?;
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
        // Nothing is owed any more, so nothing is waited for.
        Correction::Fee(fee) if dossier.status == Status::PaymentAsked && dossier.covers(fee.unwrap_or(0)) => {
            Some(resumed(case))
        }
        _ => None,
    };
    // Another due time is the head's to agree to, but where its time stood.
    let moves = matches!(right, Correction::Received(_)) && due.is_some_and(|due| due.due != dossier.due);
    if moves && !case.rules() {
        return Err(CaseRefusal::HeadOnly(dossier.code.clone()).into());
    }
    let was = Some(Was { value: was, due: dossier.due });
    let late = match right {
        Correction::Received(at) => dossier.agreed_too_late(*at, &case.book.calendar),
        _ => None,
    };
    let back = (*right == Correction::Fee(None)).then(|| dossier.paid()).filter(|paid| *paid > 0);
    Ok(Change::Corrected { right: *right, due, reason: reason(why)?, was, late, back })
}

fn received(case: &Case<'_>, at: Timestamp) -> Result<DueAt, Refusal> {
    let dossier = &case.dossier;
    // Nothing that was done to it can have been done before it came.
    let first = dossier.changes().next().map_or(case.now, |(step, _)| step.at);
    let first = dossier.stood_since.map_or(first, |at| at.min(first));
    if dossier.came_before_it_was_accepted() {
        let (dossier, status) = (dossier.code.clone(), dossier.status);
        return Err(CaseRefusal::NotInThisStatus { dossier, status }.into());
    }
    if at > case.now || case.now.since(at) > ENTERED_LATE_S {
        return Err(Refusal::ReceivedWrong);
    }
    if at > first {
        return Err(CaseRefusal::ReceivedAfterWork { dossier: dossier.code.clone(), first }.into());
    }
    let now = DueAt { due: dossier.due, forecast: dossier.forecast };
    if dossier.set_by_hand().is_some() {
        return Ok(now);
    }
    let due = dossier.limit.map(|limit| case.book.calendar.due_with(at, limit, &dossier.stood(None)));
    Ok(due.map_or(now, DueAt::from))
}

/// The applicant's data, or whose the dossier is at all. Where her other dossiers must keep what was recorded, this one
/// gets a record of its own.
pub(super) fn applicant(
    case: &Case<'_>,
    to: Applicant,
    fields: &[PersonField],
    archived: bool,
    why: &str,
) -> Result<Change, Refusal> {
    over_by_head(case, case.dossier.status.is_over())?;
    case.is_hers()?;
    let (was, next) = (case.dossier.applicant, PersonId(case.state.next_person));
    let (mut person, digest) = match to {
        Applicant::Known(person) => (person, None),
        Applicant::New(digest) => (next, Some(digest)),
        Applicant::Renewed(person, digest) => (person, Some(digest)),
    };
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    fields.dedup();
    if person == was && (digest.is_none() || fields.is_empty()) {
        return Err(CaseRefusal::NothingChanged.into());
    }
    // Who works here applies under a record of her own, which may be erased some day.
    let works_here = case.state.officers.values().any(|officer| officer.person == person);
    if works_here || person > next || (person == next && !matches!(to, Applicant::New(_))) {
        return Err(CaseRefusal::UnknownPerson.into());
    }
    not_erased(case.state, person)?;
    let alone = person == was && (archived || reach(case.state, &case.dossier, case.by).alone);
    if alone {
        person = next;
    }
    Ok(Change::ApplicantCorrected { fields, person, was, digest, alone, reason: reason(why)? })
}

/// What happens to her other dossiers when her record is corrected: they show other data from now on.
pub(super) fn with_it(case: &Case<'_>, change: &Change) -> Vec<DossierChanged> {
    let Change::ApplicantCorrected { fields, person, was, reason, .. } = change else { return Vec::new() };
    if person != was {
        return Vec::new();
    }
    let change = || Change::ApplicantCorrected {
        fields: fields.clone(),
        person: *person,
        was: *was,
        digest: None,
        alone: false,
        reason: reason.clone(),
    };
    let others = reach(case.state, &case.dossier, case.by).others;
    others.into_iter().map(|dossier| DossierChanged { dossier, change: change(), ticket: None }).collect()
}

/// Another procedure, with its limit from the same receipt.
pub(super) fn procedure(case: &Case<'_>, wanted: &str, why: &str) -> Result<Change, Refusal> {
    over_by_head(case, case.dossier.status.is_over() || case.dossier.finished.is_some())?;
    case.is_hers()?;
    let dossier = &case.dossier;
    let right =
        case.book.catalogue.get(wanted).ok_or_else(|| Refusal::UnknownProcedure(crate::text::nfc::clean(wanted)))?;
    let same_code = right.code == dossier.procedure;
    if same_code && (!right.code.is_empty() || right.name == dossier.procedure_name) {
        return Err(CaseRefusal::NothingChanged.into());
    }
    let was = ProcedureIs {
        code: dossier.procedure.clone(),
        name: dossier.procedure_name.clone(),
        field: dossier.field.clone(),
        limit: dossier.limit,
    };
    let asked = right.papers.len();
    let right = ProcedureIs {
        code: right.code.clone(),
        name: right.name.clone(),
        field: right.field.clone(),
        limit: right.limit,
    };
    let due = dossier.due_by(right.limit, &case.book.calendar);
    let later = dossier.due.is_some_and(|was| due.due.is_none_or(|due| due > was));
    if later && !case.rules() {
        return Err(CaseRefusal::LaterByHead(dossier.code.clone()).into());
    }
    let agreed = dossier.when_agreed(right.limit, &case.book.calendar);
    Ok(Change::ProcedureCorrected { right, was, asked, due, due_was: dossier.due, agreed, reason: reason(why)? })
}
