//! The settings: which part is in front, and which of its lines the bar is on.

use crate::domain::ids::{CounterId, OfficerId};
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;

/// A part of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Part {
    /// Who works here.
    #[default]
    Officers,
    /// The public keys that open accounts.
    Keys,
    /// The counters and what they take.
    Counters,
    /// What the settings file says, to be read.
    Centre,
}

/// What the screen of the settings remembers.
#[derive(Debug, Default)]
pub(in crate::tui) struct Settings {
    pub part: Part,
    pub list: List,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Officers, Self::Keys, Self::Counters, Self::Centre];

    pub fn key(self) -> &'static str {
        match self {
            Self::Officers => "office.officers",
            Self::Keys => "office.keys",
            Self::Counters => "office.counters",
            Self::Centre => "office.centre",
        }
    }
}

impl Settings {
    /// To the next part, or the one before.
    pub fn step(&mut self, back: bool) {
        let here = Part::ALL.iter().position(|part| *part == self.part).unwrap_or(0);
        let count = Part::ALL.len();
        self.part = Part::ALL[(here + if back { count - 1 } else { 1 }) % count];
        self.list = List::default();
    }

    /// How many lines the part in front has.
    pub fn len(&self, seen: Seen<'_>) -> usize {
        let state = seen.state();
        match self.part {
            Part::Officers => state.officers.len(),
            Part::Keys => state.keys.len(),
            Part::Counters => state.counters.len(),
            Part::Centre => 0,
        }
    }

    /// The officer under the bar.
    pub fn officer(&self, seen: Seen<'_>) -> Option<OfficerId> {
        seen.state().officers.keys().nth(self.list.at).copied().filter(|_| self.part == Part::Officers)
    }

    /// The fingerprint of the key under the bar.
    pub fn print(&self, seen: Seen<'_>) -> Option<String> {
        seen.state().keys.keys().nth(self.list.at).cloned().filter(|_| self.part == Part::Keys)
    }

    /// The counter under the bar.
    pub fn counter(&self, seen: Seen<'_>) -> Option<CounterId> {
        seen.state().counters.keys().nth(self.list.at).copied().filter(|_| self.part == Part::Counters)
    }
}
