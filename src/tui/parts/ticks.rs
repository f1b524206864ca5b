//! What is ticked in a menu, and who takes the services that are.

use crate::domain::ids::{CounterId, OfficerId};
use std::collections::BTreeSet;

/// What is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Ticks<T> {
    pub on: BTreeSet<T>,
    /// What was ticked before she changed anything.
    pub began: BTreeSet<T>,
}

impl<T: Ord + Clone> Ticks<T> {
    pub fn new(began: BTreeSet<T>) -> Self {
        Self { on: began.clone(), began }
    }

    /// Ticks it, or takes its tick away.
    pub fn turn(&mut self, which: T) {
        if !self.on.remove(&which) {
            self.on.insert(which);
        }
    }
}

/// Who takes the services that are ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Takes {
    /// A counter, in what is tried; nothing of it is saved.
    Trial(CounterId),
    /// Somebody of whom it is saved.
    Saved(Taker),
}

/// Of whom it is saved which services are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Taker {
    /// A counter, for now.
    Counter(CounterId),
    /// A counter, by the settings.
    Plan(CounterId),
    Officer(OfficerId),
}

impl Takes {
    /// Key of what the ticks do.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Trial(_) => "staffing.skills_hint",
            Self::Saved(Taker::Counter(_)) => "desk.skills_hint",
            Self::Saved(Taker::Plan(_) | Taker::Officer(_)) => "office.skills_hint",
        }
    }
}
