//! Who may ask for what: the roles of `design.md` section 2, checked where everything is decided.

use super::Plan;
use crate::domain::centre::{Officer, Role};
use crate::domain::command::{Actor, CounterVerb, DossierVerb, Verb};
use crate::domain::ids::{CounterId, OfficerId};
use crate::domain::refusal::Refusal;
use crate::domain::state::State;

/// Whether the one who asks may ask for this at all.
///
/// # Errors
/// [`Refusal::UnknownOfficer`] for somebody who does not work here; [`Refusal::AdministratorOnly`]; [`Refusal::NotYours`] for a wish that belongs to
/// another role; [`Refusal::NotYourCounter`] for one about a counter where somebody else sits; [`Refusal::OnlyLooks`] for whatever is
/// asked from a display.
pub(super) fn check(plan: &Plan, verb: &Verb) -> Result<(), Refusal> {
    let by = match plan.by {
        Actor::Administrator | Actor::Clock => return Ok(()),
        Actor::Kiosk => {
            return if matches!(verb, Verb::Issue(_) | Verb::Rate(_)) { Ok(()) } else { Err(Refusal::NotYours) };
        }
        // The one thing said from there; the decision looks whether she stands before it.
        Actor::Display if matches!(verb, Verb::Rate(_)) => return Ok(()),
        Actor::Display => return Err(Refusal::OnlyLooks),
        Actor::Officer(by) => by,
    };
    plan.officer(by)?;
    let Some(officer) = plan.state.officers.get(&by) else { return Err(Refusal::UnknownOfficer(by)) };
    if officer.role == Role::Administrator || matches!(verb, Verb::Rate(_)) {
        return Ok(());
    }
    match verb {
        Verb::SetPin { officer, .. } if *officer == by => Ok(()),
        Verb::At(counter, asked) => at_counter(plan, officer, *counter, asked),
        verb => {
            one_of(roles(verb), officer.role).map_err(|why| guides_only(officer, verb).unwrap_or(why))?;
            match verb {
                Verb::Receive(wanted) => wanted.counter.map_or(Ok(()), |counter| sits(plan, officer, counter)),
                Verb::About { counter: Some(counter), .. } => sits(plan, officer, *counter),
                _ => Ok(()),
            }
        }
    }
}

/// Where she belongs to a section but is there to guide: she has no dossiers, whatever comes to her section.
fn guides_only(officer: &Officer, verb: &Verb) -> Option<Refusal> {
    let is_about_dossier = matches!(verb, Verb::About { .. } | Verb::FinishDossier(_));
    let guides = officer.role == Role::Receptionist && !officer.section.is_empty();
    (guides && is_about_dossier).then_some(Refusal::GuidesOnly(officer.id))
}

fn one_of(roles: &[Role], role: Role) -> Result<(), Refusal> {
    match roles {
        [] => Err(Refusal::AdministratorOnly),
        roles if roles.contains(&role) => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

/// Whether somebody of this role may sit at a counter.
pub fn may_sit(role: Role) -> bool {
    role == Role::Administrator || AT_COUNTERS.contains(&role)
}

/// Whose work is at counters.
const AT_COUNTERS: &[Role] = &[Role::Operator, Role::ReturnDesk, Role::Supervisor];

/// What is done with all the data at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Checking it, or writing the journal out.
    Look,
    /// Bringing reference data in, taking everything away, mending it, putting another in its place.
    Rule,
}

/// Whether `by` may do this with all the data. No event comes of it, so no verb asks.
///
/// # Errors
/// [`Refusal::UnknownOfficer`]; [`Refusal::AdministratorOnly`].
pub fn check_whole(state: &State, by: Actor, what: Whole) -> Result<(), Refusal> {
    let by = match by {
        Actor::Administrator => return Ok(()),
        Actor::Officer(by) => by,
        Actor::Clock | Actor::Kiosk | Actor::Display => return Err(Refusal::AdministratorOnly),
    };
    let officer = state.officers.get(&by).filter(|officer| officer.active).ok_or(Refusal::UnknownOfficer(by))?;
    match (officer.role, what) {
        (Role::Administrator, _) | (Role::Supervisor, Whole::Look) => Ok(()),
        _ => Err(Refusal::AdministratorOnly),
    }
}

/// Who may ask for it, besides the administrator.
fn roles(verb: &Verb) -> &'static [Role] {
    use Role::{Operator, Receptionist, ReturnDesk, Specialist, Supervisor};
    match verb {
        // Another system's promises come in with all the data, and bind the centre.
        Verb::Receive(wanted) if wanted.elsewhere.is_some() => &[],
        Verb::Configure(_)
        | Verb::SetOfficer(_)
        | Verb::SetPin { .. }
        | Verb::SetSection { .. }
        | Verb::AddKey { .. }
        | Verb::RemoveKey { .. }
        | Verb::SetDay { .. }
        | Verb::SetApplicant { .. }
        | Verb::ErasePerson { .. }
        // Told apart before: it is refused to all of them, with its own reason.
        | Verb::Rate(_)
        | Verb::Promise { .. }
        | Verb::ConfirmClock => &[],
        Verb::Issue(_) | Verb::Prioritise { .. } | Verb::Cancel { .. } | Verb::Restore { .. } | Verb::Move { .. } => {
            &[Receptionist, Operator, ReturnDesk, Supervisor]
        }
        Verb::At(..) | Verb::Receive(_) | Verb::ReturnDossier(_) => AT_COUNTERS,
        Verb::About { verb, .. } => about(verb),
        // Bringing back is the head's: the decision says so.
        Verb::BringBack { .. } | Verb::CloseCash { .. } | Verb::CountRatingSlip(_) => &[Operator, Specialist, ReturnDesk, Supervisor],
        Verb::FinishDossier(_) => &[Operator, Specialist, Supervisor],
        Verb::Tick => &[Receptionist, Operator, Specialist, ReturnDesk, Supervisor],
    }
}

/// Who may ask it of a dossier at all; whether this dossier is hers is for the decision to say.
fn about(verb: &DossierVerb) -> &'static [Role] {
    use DossierVerb as V;
    use Role::{Operator, ReturnDesk, Specialist, Supervisor};
    match verb {
        V::Extend | V::RejectExtension { .. } => &[Supervisor],
        V::AskAgency { .. }
        | V::Escalate { .. }
        | V::ProposeExtension { .. }
        | V::Stop { .. }
        | V::AskPayment { .. } => &[Operator, Specialist, Supervisor],
        V::Accept | V::Refuse { .. } | V::Withdraw { .. } => &[Operator, Supervisor],
        V::Post { .. } => &[Operator, ReturnDesk, Supervisor],
        V::AskSupplement { .. }
        | V::Supplemented
        | V::Pay(_)
        | V::Give { .. }
        | V::Take
        | V::GiveBack { .. }
        | V::Answer { .. }
        | V::Correct { .. }
        | V::CorrectApplicant { .. }
        | V::CorrectProcedure { .. }
        | V::MarkConflict { .. } => &[Operator, Specialist, ReturnDesk, Supervisor],
    }
}

/// A supervisor at every counter, the others where they sit; to a free counter everybody may go herself.
fn at_counter(plan: &Plan, officer: &Officer, id: CounterId, asked: &CounterVerb) -> Result<(), Refusal> {
    if !AT_COUNTERS.contains(&officer.role) {
        return Err(Refusal::NotYours);
    }
    if officer.role == Role::Supervisor {
        return Ok(());
    }
    let comes: Option<OfficerId> = match asked {
        CounterVerb::Open { officer } => *officer,
        CounterVerb::ChangeOfficer(officer) | CounterVerb::TakeSeat { officer, .. } => Some(*officer),
        _ => None,
    };
    match comes {
        Some(comes) if comes != officer.id => Err(Refusal::NotYours),
        Some(_) => plan.counter(id).map(|_| ()),
        None => sits(plan, officer, id),
    }
}

/// Whether it is the officer's own counter, or free, or she may act at every one.
fn sits(plan: &Plan, officer: &Officer, id: CounterId) -> Result<(), Refusal> {
    match plan.counter(id)?.officer {
        Some(sits) if sits != officer.id && officer.role != Role::Supervisor => {
            Err(Refusal::NotYourCounter { counter: id, officer: sits })
        }
        _ => Ok(()),
    }
}
