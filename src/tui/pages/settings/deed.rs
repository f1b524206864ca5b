//! Changes of the settings that need no typing.

use crate::domain::centre::Centre;
use crate::domain::ids::{CounterId, ServiceId};
use crate::text::words::Language;
use std::collections::BTreeSet;

/// A change that needs no typing.
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
}

impl Deed {
    /// Does it to `centre`.
    pub fn apply(&self, centre: &mut Centre) {
        match self {
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
            Self::RemoveSeason(_) | Self::RemoveNotice(_) => {}
        }
    }
}

fn swap(centre: &mut Centre, id: ServiceId, down: bool) {
    let Some(at) = centre.services.iter().position(|service| service.id == id) else { return };
    let other = if down { at + 1 } else { at.wrapping_sub(1) };
    if other < centre.services.len() {
        centre.services.swap(at, other);
    }
}
