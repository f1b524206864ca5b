//! Wrong PINs: who has to wait before the next try. Told the time, so that days of trying are tested in a moment.
//!
//! Counted three ways, so that neither many tries at one officer nor one try at each of many gets anywhere. Where an
//! officer is at home, what was tried at her elsewhere does not count, so that nobody keeps her out from there.

use crate::domain::ids::OfficerId;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;

/// Where somebody tries from; `None` is this computer itself.
pub type Place = Option<IpAddr>;

/// A series of wrong tries is over after this long without one.
pub const FORGOTTEN: Duration = Duration::from_mins(15);
/// Series kept at once; the oldest goes first.
const SERIES_MAX: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Series {
    /// One officer from one place.
    Pair(Place, OfficerId),
    /// Any officer from one place.
    Place(Place),
    /// One officer from anywhere where she is not at home.
    Officer(OfficerId),
}

/// A PIN that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// Where.
    pub place: Place,
    /// Whose it is said to be.
    pub officer: OfficerId,
    /// Whether that officer comes in there as a rule.
    pub at_home: bool,
}

/// How long a series has to wait after its wrong tries.
struct Rule {
    /// Tries that cost nothing.
    free: u32,
    /// The first wait; every further wrong try makes it four times as long.
    first: Duration,
    /// The longest wait.
    longest: Duration,
}

#[derive(Clone, Copy, Debug)]
struct Tries {
    wrong: u32,
    last: Instant,
}

/// The count of wrong PINs.
#[derive(Debug, Default)]
pub struct Gate {
    tries: HashMap<Series, Tries>,
}

impl Try {
    fn series(self) -> impl Iterator<Item = Series> {
        let Self { place, officer, at_home } = self;
        let elsewhere = (!at_home).then_some(Series::Officer(officer));
        [Series::Pair(place, officer), Series::Place(place)].into_iter().chain(elsewhere)
    }
}

impl Series {
    fn rule(self) -> Rule {
        let (free, first, longest) = match self {
            // Three slips cost nothing, the fourth a good minute, the fifth five minutes.
            Self::Pair(..) => (3, 75, 300),
            Self::Place(_) => (12, 30, 600),
            Self::Officer(_) => (24, 5, 60),
        };
        Rule { free, first: Duration::from_secs(first), longest: Duration::from_secs(longest) }
    }
}

impl Rule {
    fn wait(&self, wrong: u32) -> Duration {
        let Some(over) = wrong.checked_sub(self.free + 1) else { return Duration::ZERO };
        self.first.saturating_mul(4_u32.saturating_pow(over)).min(self.longest)
    }
}

impl Gate {
    /// How long to wait before this one is looked at; nothing when it may be now.
    pub fn wait(&self, tried: Try, now: Instant) -> Option<Duration> {
        let wait = |series: Series| {
            let tries = self.tries.get(&series).filter(|tries| !tries.is_over(now))?;
            let until = tries.last + series.rule().wait(tries.wrong);
            Some(until.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
        };
        tried.series().filter_map(wait).max()
    }

    /// The PIN was wrong.
    pub fn wrong(&mut self, tried: Try, now: Instant) {
        for series in tried.series() {
            let before = self.tries.get(&series).filter(|tries| !tries.is_over(now)).map_or(0, |tries| tries.wrong);
            self.tries.insert(series, Tries { wrong: before.saturating_add(1), last: now });
        }
        while self.tries.len() > SERIES_MAX {
            let oldest = self.tries.iter().min_by_key(|(_, tries)| tries.last).map(|(series, _)| *series);
            oldest.map(|oldest| self.tries.remove(&oldest));
        }
    }

    /// Whether every series of wrong tries is over.
    pub fn is_quiet(&self, now: Instant) -> bool {
        self.tries.values().all(|tries| tries.is_over(now))
    }

    /// The PIN was right: her own slips are forgiven, those of others from the same place are not.
    pub fn right(&mut self, tried: Try) {
        for series in tried.series().filter(|series| !matches!(series, Series::Place(_))) {
            self.tries.remove(&series);
        }
    }
}

impl Tries {
    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) >= FORGOTTEN
    }
}
