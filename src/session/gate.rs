//! Wrong PINs: who has to wait before the next try. Told the time, so that days of trying are tested in a moment.
//!
//! Counted three ways, so that neither many tries at one officer nor one try at each of many gets anywhere, and nobody
//! can keep an officer out for long from elsewhere.

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
    /// One officer from anywhere.
    Officer(OfficerId),
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

impl Series {
    fn of(place: Place, officer: OfficerId) -> [Self; 3] {
        [Self::Pair(place, officer), Self::Place(place), Self::Officer(officer)]
    }

    fn rule(self) -> Rule {
        let (free, first, longest) = match self {
            // Three slips cost nothing, the fifth locks for five minutes.
            Self::Pair(..) => (3, 20, 300),
            Self::Place(_) => (12, 30, 600),
            Self::Officer(_) => (24, 5, 60),
        };
        Rule { free, first: Duration::from_secs(first), longest: Duration::from_secs(longest) }
    }
}

impl Rule {
    fn wait(&self, wrong: u32) -> Duration {
        let Some(over) = wrong.checked_sub(self.free) else { return Duration::ZERO };
        self.first.saturating_mul(4_u32.saturating_pow(over)).min(self.longest)
    }
}

impl Gate {
    /// How long to wait before a PIN of `officer` is looked at when it is typed at `place`; nothing when it may be now.
    pub fn wait(&self, place: Place, officer: OfficerId, now: Instant) -> Option<Duration> {
        let wait = |series: Series| {
            let tries = self.tries.get(&series).filter(|tries| !tries.is_over(now))?;
            let until = tries.last + series.rule().wait(tries.wrong);
            Some(until.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
        };
        Series::of(place, officer).into_iter().filter_map(wait).max()
    }

    /// The PIN was wrong.
    pub fn wrong(&mut self, place: Place, officer: OfficerId, now: Instant) {
        for series in Series::of(place, officer) {
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
    pub fn right(&mut self, place: Place, officer: OfficerId) {
        self.tries.remove(&Series::Pair(place, officer));
        self.tries.remove(&Series::Officer(officer));
    }
}

impl Tries {
    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) >= FORGOTTEN
    }
}
