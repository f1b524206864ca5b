//! What stops and moves a dossier's time: papers and money that are missing, and a later date that the head agrees to.

use super::{Case, FEE_MAX, number};
use crate::domain::calendar::due::Stood;
use crate::domain::decide::reason;
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::{Change, Dossier, DueAt, Payment, Status, Timeliness};
use crate::domain::refusal::Refusal;
use crate::domain::time::Day;

/// The most papers that one request names.
const ITEMS_MAX: usize = 40;

pub(super) fn accept(case: &Case<'_>) -> Result<Change, Refusal> {
    case.is(&[Status::Registered])?;
    let dossier = &case.dossier;
    let due = dossier.limit.map(|limit| case.book.calendar.due(case.now, limit));
    let due = due.map_or_else(DueAt::default, DueAt::from);
    // Whatever was promised holds.
    let due = dossier.promised.map_or(due, |_| DueAt { due: dossier.due, forecast: dossier.forecast });
    Ok(Change::Accepted { accepted: case.now, due })
}

pub(super) fn ask_supplement(case: &Case<'_>, items: &[String], why: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Registered, Status::Received, Status::InProcess])?;
    case.is_at_rest()?;
    case.is_hers()?;
    let items = items.iter().map(|item| reason(item)).collect::<Result<Vec<_>, _>>()?;
    if items.is_empty() || items.len() > ITEMS_MAX {
        return Err(CaseRefusal::ItemsWrong { most: ITEMS_MAX }.into());
    }
    if items.iter().enumerate().any(|(at, item)| items[..at].contains(item)) {
        return Err(CaseRefusal::ItemTwice.into());
    }
    Ok(Change::SupplementAsked { items, reason: reason(why)? })
}

pub(super) fn supplemented(case: &Case<'_>) -> Result<Change, Refusal> {
    case.is(&[Status::SupplementAsked])?;
    Ok(Change::Supplemented { due: resumed(case) })
}

pub(super) fn ask_payment(case: &Case<'_>, fee: u64, why: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Received, Status::InProcess])?;
    case.is_at_rest()?;
    case.is_hers()?;
    match fee {
        0 => return Err(CaseRefusal::AmountWrong.into()),
        1..=FEE_MAX => {}
        _ => return Err(Refusal::FeeWrong),
    }
    Ok(Change::PaymentAsked { fee, reason: reason(why)? })
}

pub(super) fn pay(case: &Case<'_>, payment: &Payment) -> Result<Change, Refusal> {
    // Whatever was taken can be given back, even of what was not received after all.
    let goes_back = matches!(payment, Payment::Refunded { .. }) && case.dossier.status == Status::Refused;
    let allowed = [
        Status::Registered,
        Status::Received,
        Status::InProcess,
        Status::SupplementAsked,
        Status::PaymentAsked,
        Status::Finished,
        Status::Withdrawn,
        Status::Stopped,
        // What was owed may come after the result went out.
        Status::Returned,
    ];
    if !goes_back {
        case.is(&allowed)?;
    }
    let sum = |amount: u64| match amount {
        0 => Err(CaseRefusal::AmountWrong.into()),
        1..=FEE_MAX => Ok(amount),
        _ => Err(Refusal::FeeWrong),
    };
    let payment = match payment {
        Payment::Taken { amount, means, number: receipt } => {
            Payment::Taken { amount: sum(*amount)?, means: *means, number: number(receipt)? }
        }
        Payment::Exempt { ground: typed } => {
            let ground = ground(case, typed)?;
            if case.dossier.exempt_for() == Some(ground.as_str()) {
                return Err(CaseRefusal::NothingChanged.into());
            }
            Payment::Exempt { ground }
        }
        Payment::Refunded { amount, .. } if *amount > case.dossier.paid() => {
            return Err(CaseRefusal::RefundTooMuch { paid: case.dossier.paid() }.into());
        }
        Payment::Refunded { amount, means, reason: why } => {
            Payment::Refunded { amount: sum(*amount)?, means: *means, reason: reason(why)? }
        }
    };
    let settles = match &payment {
        Payment::Taken { amount, .. } => case.dossier.paid() + amount >= case.dossier.fee.unwrap_or(0),
        Payment::Exempt { .. } => true,
        Payment::Refunded { .. } => false,
    };
    let resumes = (case.dossier.status == Status::PaymentAsked && settles).then(|| resumed(case));
    Ok(Change::Paid { payment, resumes })
}

/// A ground of the centre's settings, as it is written there; where they name none, whatever is typed.
fn ground(case: &Case<'_>, typed: &str) -> Result<String, Refusal> {
    let typed = reason(typed)?;
    let grounds = &case.state.centre.work.exempt;
    let known = grounds.iter().find(|known| known.to_lowercase() == typed.to_lowercase());
    match known {
        Some(known) => Ok(known.clone()),
        None if grounds.is_empty() => Ok(typed),
        None => Err(CaseRefusal::UnknownGround { ground: typed, known: grounds.join("; ") }.into()),
    }
}

pub(super) fn propose(case: &Case<'_>, day: Day, why: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Received, Status::InProcess])?;
    case.is_hers()?;
    if case.dossier.due.is_none() {
        return Err(CaseRefusal::NoDueTime(case.dossier.code.clone()).into());
    }
    in_time(case)?;
    let calendar = &case.book.calendar;
    let due = calendar.close_of(day).filter(|_| calendar.is_working(day));
    let Some(due) = due else { return Err(CaseRefusal::NotAWorkingDay(day).into()) };
    if due <= case.now || case.dossier.due.is_some_and(|was| due <= was) {
        return Err(CaseRefusal::NotLater(day).into());
    }
    Ok(Change::ExtensionProposed { due, reason: reason(why)? })
}

pub(super) fn extend(case: &Case<'_>) -> Result<Change, Refusal> {
    case.is(&[Status::Received, Status::InProcess, Status::SupplementAsked, Status::PaymentAsked])?;
    let proposal = proposal(&case.dossier)?;
    in_time(case)?;
    let alone = proposal.by == case.by;
    if alone && case.has_another_head() {
        return Err(CaseRefusal::ProposedByHerself(case.dossier.code.clone()).into());
    }
    if proposal.due <= case.now {
        return Err(CaseRefusal::NotLater(proposal.due.day()).into());
    }
    let forecast = case.book.calendar.holidays().is_forecast(proposal.due.day());
    let due = DueAt { due: Some(proposal.due), forecast };
    Ok(Change::Extended { due, was: case.dossier.due, reason: proposal.reason.clone(), alone })
}

/// A later date is promised and agreed to before the due time (domain.md 1.6): what is late stays late, where that can
/// be known.
fn in_time(case: &Case<'_>) -> Result<(), Refusal> {
    if !case.dossier.lateness_unknown() && case.dossier.timeliness(case.now) == Timeliness::Overdue {
        return Err(CaseRefusal::LateAlready(case.dossier.code.clone()).into());
    }
    Ok(())
}

pub(super) fn reject(case: &Case<'_>, why: &str) -> Result<Change, Refusal> {
    proposal(&case.dossier)?;
    Ok(Change::ExtensionRejected { reason: reason(why)? })
}

fn proposal(dossier: &Dossier) -> Result<&crate::domain::dossier::Proposal, Refusal> {
    dossier.proposal.as_ref().ok_or_else(|| CaseRefusal::NothingProposed(dossier.code.clone()).into())
}

/// When it is due after its time stood until now.
pub(super) fn resumed(case: &Case<'_>) -> DueAt {
    let dossier = &case.dossier;
    let as_it_is = DueAt { due: dossier.due, forecast: dossier.forecast };
    // What was not accepted yet has no time that could stand.
    if dossier.status == Status::SupplementAsked && dossier.came_before_it_was_accepted() {
        return as_it_is;
    }
    let (Some(limit), Some(due), Some(from)) = (dossier.limit, dossier.due, dossier.paused_since()) else {
        return as_it_is;
    };
    // Late is late: waiting makes it neither more nor less so.
    if due < from {
        return as_it_is;
    }
    let calendar = &case.book.calendar;
    if let Some(extended) = dossier.set_by_hand() {
        let mut stood = dossier.stood(None);
        stood.push(Stood { from, to: case.now });
        let due = calendar.put_off(extended, limit, &stood);
        return DueAt { due, forecast: due.is_some_and(|due| calendar.holidays().is_forecast(due.day())) };
    }
    let going_on = calendar.due_with(dossier.accepted, limit, &dossier.stood(Some(case.now)));
    // What was promised after an earlier pause holds, however that was counted then.
    if going_on.due.is_some_and(|reckoned| reckoned < due) { as_it_is } else { going_on.into() }
}
