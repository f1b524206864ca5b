//! Closing a till: by whose hands the money went, what was counted, and why it differs.

use super::{Plan, reason};
use crate::domain::cash::Closing;
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::dossier::CaseRefusal;
use crate::domain::event::Event;
use crate::domain::ids::OfficerId;
use crate::domain::refusal::Refusal;
use crate::text::nfc::clean;

/// Closes the till of `officer`, or of the one who asks.
pub(super) fn close(plan: &mut Plan, officer: Option<OfficerId>, counted: u64, why: &str) -> Result<(), Refusal> {
    let whose = officer.map_or(plan.by, Actor::Officer);
    if whose != plan.by && !rules(plan) {
        return Err(Refusal::NotYours);
    }
    if counted > super::FEE_MAX {
        return Err(Refusal::FeeWrong);
    }
    let till = plan.state.tills.iter().find(|till| till.whose == whose);
    let till = till.ok_or(CaseRefusal::NothingTaken)?;
    let mut closing = Closing { whose, since: till.since, sums: till.sums(), counted, reason: String::new() };
    // What agrees needs no reason, and may have a remark.
    if closing.difference() != 0 || !clean(why).is_empty() {
        closing.reason = reason(why)?;
    }
    plan.happen(Event::CashClosed(Box::new(closing)));
    Ok(())
}

/// Whether the one who asks may close for others.
fn rules(plan: &Plan) -> bool {
    match plan.by {
        Actor::Administrator => true,
        Actor::Officer(id) => {
            let role = plan.state.officers.get(&id).map(|officer| officer.role);
            matches!(role, Some(Role::Supervisor | Role::Administrator))
        }
        Actor::Clock | Actor::Kiosk | Actor::Display => false,
    }
}
