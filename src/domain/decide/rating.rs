//! Rating a service: by the citizen's side only, once, while it is remembered. What she says on paper or by telephone is
//! entered by her code, by an officer who says who she is and who did not hand the result over.

use super::Plan;
use crate::domain::command::Actor;
use crate::domain::dossier::CaseRefusal;
use crate::domain::event::Event;
use crate::domain::ids::DossierCode;
use crate::domain::rating::{Level, Rate, Rated, Slip, find, to_rate};
use crate::domain::refusal::Refusal;

pub(super) fn rate(plan: &mut Plan, rate: &Rate) -> Result<(), Refusal> {
    let handed = match (&rate.slip, plan.by) {
        // Without the code only the screen before the citizen knows that it is her.
        (_, Actor::Clock) | (Slip::Counter(_), Actor::Officer(_) | Actor::Administrator | Actor::Kiosk) => {
            return Err(CaseRefusal::NotByStaff.into());
        }
        (Slip::Counter(counter), Actor::Display) => {
            let newest = plan.state.handed.iter().rev().find(|one| one.counter == Some(*counter));
            newest.filter(|one| one.is_asked(*counter, plan.now)).ok_or(CaseRefusal::NothingToRate(*counter))?
        }
        // The command line alone does not say who is there.
        (Slip::Code(_), Actor::Administrator) => return Err(CaseRefusal::RatedByWhom.into()),
        (Slip::Code(code), Actor::Officer(_) | Actor::Kiosk | Actor::Display) => {
            find(&plan.state.handed, code, plan.now).ok_or(CaseRefusal::UnknownRatingCode)?
        }
    };
    // Whoever served does not say how well.
    if matches!(plan.by, Actor::Officer(by) if handed.officer == Some(by)) {
        return Err(CaseRefusal::NotByStaff.into());
    }
    if handed.level.is_some() {
        return Err(CaseRefusal::RatedAlready.into());
    }
    if (rate.level == Level::NotSatisfied) != rate.cause.is_some() {
        return Err(CaseRefusal::CauseWrong.into());
    }
    let rated = Rated {
        dossier: handed.dossier.clone(),
        level: rate.level,
        cause: rate.cause,
        counter: handed.counter,
        officer: handed.officer,
        service: handed.service,
        by_code: matches!(rate.slip, Slip::Code(_)),
    };
    plan.happen(Event::Rated(Box::new(rated)));
    Ok(())
}

/// A slip of a result that may still be rated.
pub(super) fn count_slip(plan: &mut Plan, dossier: &DossierCode) -> Result<(), Refusal> {
    to_rate(&plan.state.handed, dossier).ok_or(CaseRefusal::RatedAlready)?;
    plan.happen(Event::RatingSlipPrinted { dossier: dossier.clone() });
    Ok(())
}
