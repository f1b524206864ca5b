//! The parts of the settings, and who changed each of them last.

use super::centre::Centre;
use super::command::Actor;
use super::event::{Event, Recorded};
use super::state::State;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A part of the settings, as the screen divides them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Who works here, and their PINs.
    Officers,
    /// The public keys that open accounts.
    Keys,
    /// The counters: names and services.
    Counters,
    /// What citizens pick.
    Services,
    /// The centre's own days off and working days.
    Days,
    /// Opening hours.
    Hours,
    /// Targets, the rule of calling, periods.
    Targets,
    /// Grounds of priority.
    Grounds,
    /// What hangs on the walls.
    Display,
    /// Name, codes, language.
    Centre,
    /// Who works on dossiers, and what they cost.
    Work,
}

impl Part {
    /// What it is called.
    pub fn key(self) -> &'static str {
        match self {
            Self::Officers => "office.officers",
            Self::Keys => "office.keys",
            Self::Counters => "office.counters",
            Self::Services => "office.services",
            Self::Days => "office.days",
            Self::Hours => "office.hours",
            Self::Targets => "office.targets",
            Self::Grounds => "office.grounds",
            Self::Display => "office.display",
            Self::Centre => "office.centre",
            Self::Work => "office.work",
        }
    }
}

/// When a part was changed last, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
}

/// The parts that `recorded` changes in `before`.
pub fn of(before: &State, recorded: &Recorded) -> Vec<Part> {
    match &recorded.event {
        Event::CentreConfigured(centre) => between(&before.centre, centre),
        Event::OfficerSet { .. } | Event::PinSet { given: true, .. } => vec![Part::Officers],
        Event::KeyAdded { .. } | Event::KeyRemoved { .. } => vec![Part::Keys],
        Event::DaySet { .. } => vec![Part::Days],
        _ => Vec::new(),
    }
}

/// The parts in which two settings differ.
pub fn between(before: &Centre, after: &Centre) -> Vec<Part> {
    let named = |centre: &Centre| (centre.name.clone(), centre.code.clone(), centre.unit.clone(), centre.language);
    let aims = |centre: &Centre| (centre.rule.clone(), centre.periods, centre.targets);
    let differ = [
        (Part::Counters, before.counters != after.counters),
        (Part::Services, before.services != after.services),
        (Part::Days, before.policy_days != after.policy_days),
        (Part::Hours, before.hours != after.hours),
        (Part::Targets, aims(before) != aims(after)),
        (Part::Grounds, before.grounds != after.grounds),
        (Part::Display, before.display != after.display),
        (Part::Work, before.work != after.work),
        (Part::Centre, named(before) != named(after)),
    ];
    differ.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}
