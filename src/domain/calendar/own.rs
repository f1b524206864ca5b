//! Days that the centre itself sets: off, or worked, over what the law and the files say.

use super::holidays::{Holiday, Holidays, Kind, Meaning};
use super::statutory::is_weekend;
use crate::domain::time::Day;
use imbl::OrdMap;
use serde::{Deserialize, Serialize};

/// What the centre made of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDay {
    /// Off; else worked, whatever it was.
    pub off: bool,
    /// What it is called, in the centre's words.
    pub name: String,
}

/// The days that the centre set.
pub type OwnDays = OrdMap<Day, OwnDay>;

/// Where it comes from that a day is not what its day of the week says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The law, the list that is built in, or the centre's file: a day off or one in lieu, a swap, a make-up day.
    Law(Kind),
    /// A policy whose law is not confirmed, which the settings count.
    Policy,
    /// The same, which the settings do not count.
    PolicyNotCounted,
    /// The centre set it.
    Own,
}

/// A day that is not what its day of the week says, to be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub day: Day,
    /// What it is called.
    pub name: String,
    /// Whether the centre is off on it.
    pub off: bool,
    /// Why it is here.
    pub source: Source,
}

impl Source {
    /// The word for it, in the words files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Law(Kind::Observed) => "calendar.source_observed",
            Self::Law(Kind::Swap | Kind::MakeupWorkday | Kind::Working) => "calendar.source_swap",
            Self::Law(_) => "calendar.source_law",
            Self::Policy => "calendar.source_policy",
            Self::PolicyNotCounted => "calendar.source_policy_not_counted",
            Self::Own => "calendar.source_own",
        }
    }
}

impl OwnDay {
    /// As a row of the holidays.
    fn holiday(&self, day: Day) -> Holiday {
        let kind = match (self.off, is_weekend(day)) {
            (true, _) => Kind::Own,
            (false, true) => Kind::MakeupWorkday,
            (false, false) => Kind::Working,
        };
        Holiday { name: self.name.clone(), kind }
    }
}

impl Holidays {
    /// The same days with those of the centre over them.
    #[must_use]
    pub fn with_days(mut self, own: &OwnDays) -> Self {
        for (day, set) in own {
            self.put(*day, set.holiday(*day));
        }
        self
    }

    /// Every day from `from` to `to`, both included, that is or would be something else than its day of the week says,
    /// with where that comes from.
    pub fn listed(&self, own: &OwnDays, from: Day, to: Day) -> Vec<Listed> {
        let mut days: Vec<Listed> = Vec::new();
        for (day, holiday) in self.all_between(from, to) {
            let source = match holiday.kind {
                _ if own.contains_key(&day) => Source::Own,
                Kind::PolicyUnconfirmed if self.counts_policy() => Source::Policy,
                Kind::PolicyUnconfirmed => Source::PolicyNotCounted,
                kind => Source::Law(kind),
            };
            let works = holiday.kind.meaning() == Meaning::Worked;
            let off = !works && source != Source::PolicyNotCounted;
            days.push(Listed { day, name: holiday.name.clone(), off, source });
        }
        days
    }
}
