//! Erasing a citizen: what the journal says stays, who it was goes.

use super::{Plan, reason};
use crate::domain::dossier::{CaseRefusal, Dossier};
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};
use chrono::Months;

pub(super) fn erase(plan: &mut Plan, person: PersonId, ended: Option<Timestamp>, why: &str) -> Result<(), Refusal> {
    if person.0 >= plan.state.next_person {
        return Err(CaseRefusal::UnknownPerson.into());
    }
    not_erased(&plan.state, person)?;
    if let Some(officer) = plan.state.officers.values().find(|officer| officer.person == person) {
        return Err(CaseRefusal::WorksHere(officer.id).into());
    }
    let why = reason(why)?;
    let hers = || plan.state.dossiers.values().filter(|dossier| dossier.applicant == person);
    if let Some(open) = hers().find(|dossier| !dossier.status.is_over()) {
        return Err(CaseRefusal::StillOpen(open.code.clone()).into());
    }
    if let Some(kept) = hers().filter_map(Dossier::ended).chain(ended).max().and_then(|last| kept_until(plan, last)) {
        return Err(CaseRefusal::KeptUntil(kept).into());
    }
    plan.happen(Event::PersonErased { person, reason: why });
    Ok(())
}

/// The last day on which what ended then must be kept, while that is not over.
fn kept_until(plan: &Plan, ended: Timestamp) -> Option<Day> {
    let months = Months::new(12 * u32::from(plan.state.centre.work.keep_years));
    let kept = ended.day().checked_add_months(months)?;
    (plan.now.day() < kept).then(|| kept.pred_opt().unwrap_or(kept))
}

/// Nobody comes back under the number of somebody erased.
pub(super) fn not_erased(state: &State, person: PersonId) -> Result<(), Refusal> {
    if state.erased.contains(&person) { Err(CaseRefusal::PersonErased.into()) } else { Ok(()) }
}
