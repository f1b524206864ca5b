//! Changes of the settings, each made of what is in force when it is asked for.

use super::value::Value;
use super::work::Roll;
use crate::domain::centre::{Centre, Role};
use crate::domain::command::SetOfficer;
use crate::domain::ids::{CounterId, ServiceId};
use crate::text::words::Language;
use crate::tui::tell::Tell;
use std::collections::BTreeSet;

/// A change of the centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Deed {
    RemoveCounter(CounterId),
    /// What a counter takes.
    Skills(CounterId, BTreeSet<ServiceId>),
    RemoveService(ServiceId),
    /// One place up among the services.
    ServiceUp(ServiceId),
    /// One place down.
    ServiceDown(ServiceId),
    /// The fields a service covers.
    Fields(ServiceId, BTreeSet<String>),
    RemoveSeason(usize),
    /// In use or not.
    Ground(usize),
    PolicyDays,
    Language,
    RemoveNotice(usize),
    RemoveLine(Roll, usize),
    /// A value was typed, where it said this before.
    Typed {
        value: Value,
        typed: String,
        began: String,
    },
}

/// A change of one officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum OfficerDeed {
    Role(Role),
    DropPin,
    Leave,
    Back,
}

impl OfficerDeed {
    pub fn apply(self, officer: &mut SetOfficer) {
        match self {
            Self::Role(role) => officer.role = role,
            Self::DropPin => officer.has_pin = false,
            Self::Leave => officer.active = false,
            Self::Back => officer.active = true,
        }
    }
}

impl Deed {
    /// Does it to `centre`; a new service gets the letter `free`.
    ///
    /// # Errors
    /// What was typed is not of the kind that the value takes.
    pub fn apply(&self, centre: &mut Centre, free: Option<ServiceId>) -> Result<(), Tell> {
        match self {
            Self::Typed { value, typed, .. } => value.write(centre, typed, free)?,
            Self::RemoveCounter(id) => centre.counters.retain(|plan| plan.id != *id),
            Self::Skills(id, skills) => {
                if let Some(plan) = centre.counters.iter_mut().find(|plan| plan.id == *id) {
                    plan.skills.clone_from(skills);
                }
            }
            Self::RemoveService(id) => {
                centre.services.retain(|service| service.id != *id);
                for plan in &mut centre.counters {
                    plan.skills.remove(id);
                }
            }
            Self::ServiceUp(id) => swap(centre, *id, false),
            Self::ServiceDown(id) => swap(centre, *id, true),
            Self::Fields(id, fields) => {
                if let Some(service) = centre.services.iter_mut().find(|service| service.id == *id) {
                    // Those it has keep their order; new ones follow.
                    service.fields.retain(|field| fields.contains(field));
                    let new = fields.iter().filter(|field| !service.fields.contains(field)).cloned();
                    let new: Vec<String> = new.collect();
                    service.fields.extend(new);
                }
            }
            Self::RemoveSeason(at) if *at < centre.hours.seasons.len() => {
                centre.hours.seasons.remove(*at);
            }
            Self::Ground(at) => {
                if let Some(ground) = centre.grounds.get_mut(*at) {
                    ground.on = !ground.on;
                }
            }
            Self::PolicyDays => centre.policy_days = !centre.policy_days,
            Self::Language => {
                centre.language = if centre.language == Language::Vi { Language::En } else { Language::Vi };
            }
            Self::RemoveNotice(at) if *at < centre.display.notices.len() => {
                centre.display.notices.remove(*at);
            }
            Self::RemoveLine(roll, at) => roll.remove(centre, *at),
            Self::RemoveSeason(_) | Self::RemoveNotice(_) => {}
        }
        Ok(())
    }
}

fn swap(centre: &mut Centre, id: ServiceId, down: bool) {
    let Some(at) = centre.services.iter().position(|service| service.id == id) else { return };
    let other = if down { at + 1 } else { at.wrapping_sub(1) };
    if other < centre.services.len() {
        centre.services.swap(at, other);
    }
}
