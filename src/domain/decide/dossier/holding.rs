//! Who has a dossier: handing over and taking, asking outside, and who must not have it. One holder at every moment.

use super::{Case, note, number};
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::decide::reason;
use crate::domain::dossier::{CaseRefusal, as_known};
use crate::domain::dossier::{Change, Holder, Inquiry, OnItsWay, Status};
use crate::domain::ids::OfficerId;
use crate::domain::refusal::Refusal;

const OPEN: &[Status] = &[Status::Received, Status::InProcess];

pub(super) fn give(case: &Case<'_>, to: &Holder, typed: &str) -> Result<Change, Refusal> {
    case.is(&[Status::Received, Status::InProcess, Status::Finished])?;
    case.is_at_rest()?;
    case.is_hers()?;
    let to = &as_called(case, to)?;
    if *to == case.dossier.holder {
        return Err(CaseRefusal::HasItAlready(case.dossier.code.clone()).into());
    }
    match to {
        Holder::Officer(id) if case.by == Actor::Officer(*id) => {
            return Err(CaseRefusal::ToHerself(case.dossier.code.clone()).into());
        }
        Holder::Officer(id) => {
            let works = case.state.officers.get(id).is_some_and(|officer| officer.active);
            if !works {
                return Err(Refusal::UnknownOfficer(*id));
            }
            let dossier = case.dossier.code.clone();
            if case.dossier.is_barred_to(*id) {
                return Err(CaseRefusal::Conflicted { dossier, officer: *id }.into());
            }
            if case.state.officers.get(id).is_some_and(|officer| officer.role == Role::Receptionist) {
                return Err(CaseRefusal::NeverTakes { dossier, officer: *id }.into());
            }
        }
        Holder::Section(_) | Holder::Reception | Holder::ReturnDesk => {}
        // An agency is asked; the applicant gets the result.
        Holder::Agency(_) | Holder::Applicant => return Err(CaseRefusal::NotByHandingOver(to.clone()).into()),
    }
    Ok(Change::Given { to: to.clone(), note: note(typed)? })
}

/// The same holder; a section as the settings call it.
fn as_called(case: &Case<'_>, to: &Holder) -> Result<Holder, CaseRefusal> {
    match to {
        Holder::Section(typed) => Ok(Holder::Section(case.state.centre.work.section(typed)?.to_owned())),
        other => Ok(other.clone()),
    }
}

pub(super) fn take(case: &Case<'_>) -> Result<Change, Refusal> {
    let way = way(case)?;
    if !case.stands_for(&way.to) {
        return Err(not_for(case, &way.to));
    }
    // What a section was given one of its own has from now on.
    let holder = match (&way.to, case.by) {
        (Holder::Section(section), Actor::Officer(id)) => {
            let hers = case.state.officers.get(&id).is_some_and(|officer| officer.section == *section);
            if hers { Holder::Officer(id) } else { way.to.clone() }
        }
        _ => way.to.clone(),
    };
    let is_own = match (&way.to, case.by) {
        (Holder::Officer(hers), by) => by == Actor::Officer(*hers),
        (Holder::Section(_), _) => matches!(holder, Holder::Officer(_)),
        _ => true,
    };
    Ok(Change::Taken { holder, instead: (!is_own).then_some(case.by) })
}

pub(super) fn give_back(case: &Case<'_>, typed: &str) -> Result<Change, Refusal> {
    let way = way(case)?;
    if case.stands_for(&case.dossier.holder) || way.by == case.by {
        return Ok(Change::GivenBack { reason: note(typed)? });
    }
    if case.stands_for(&way.to) {
        return Ok(Change::GivenBack { reason: reason(typed)? });
    }
    Err(not_for(case, &way.to))
}

fn not_for(case: &Case<'_>, to: &Holder) -> Refusal {
    let dossier = case.dossier.code.clone();
    case.not_of_section(to).unwrap_or_else(|| CaseRefusal::NotForYou { dossier, to: to.clone() }).into()
}

fn way<'a>(case: &'a Case<'_>) -> Result<&'a OnItsWay, Refusal> {
    case.dossier.on_its_way.as_ref().ok_or_else(|| CaseRefusal::NotOnItsWay(case.dossier.code.clone()).into())
}

pub(super) fn ask(case: &Case<'_>, whom: &str, above: bool, letter: &str, question: &str) -> Result<Change, Refusal> {
    case.is(OPEN)?;
    case.is_at_rest()?;
    case.is_hers()?;
    if let Some(inquiry) = &case.dossier.inquiry {
        return Err(
            CaseRefusal::AnswerAwaited { dossier: case.dossier.code.clone(), whom: inquiry.whom.clone() }.into()
        );
    }
    Ok(Change::Asked(Inquiry {
        whom: as_known(case.state, &reason(whom)?),
        above,
        number: number(letter)?,
        question: reason(question)?,
        asked: case.now,
        holder: case.dossier.holder.clone(),
    }))
}

pub(super) fn answer(case: &Case<'_>, letter: &str, typed: &str) -> Result<Change, Refusal> {
    let Some(inquiry) = &case.dossier.inquiry else {
        return Err(CaseRefusal::NothingAsked(case.dossier.code.clone()).into());
    };
    if !case.stands_for(&inquiry.holder) && !case.stands_for(&Holder::Reception) {
        return Err(
            CaseRefusal::NotTheHolder { dossier: case.dossier.code.clone(), holder: inquiry.holder.clone() }.into()
        );
    }
    // Above the commune only a question went; the dossier may have changed hands since.
    let holder = if inquiry.above { case.dossier.holder.clone() } else { inquiry.holder.clone() };
    Ok(Change::Answered { number: number(letter)?, answer: reason(typed)?, holder, whom: inquiry.whom.clone() })
}

pub(super) fn mark_conflict(case: &Case<'_>, officer: OfficerId, why: &str) -> Result<Change, Refusal> {
    if case.dossier.status.is_over() {
        case.is(OPEN)?;
    }
    if !case.state.officers.contains_key(&officer) {
        return Err(Refusal::UnknownOfficer(officer));
    }
    if case.by != Actor::Officer(officer) && !case.rules() {
        return Err(Refusal::NotYours);
    }
    Ok(Change::ConflictMarked { officer, reason: reason(why)? })
}
