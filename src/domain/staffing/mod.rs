//! Which counters to open: what the coming hours bring, what a change at the counters would do, and what is advised.

pub mod telling;

use super::counter::Station;
use super::ids::{CounterId, ServiceId};
use super::state::State;
use super::time::{Day, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that may be changed at the counters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Change {
    /// A closed counter opens for a while.
    Open {
        /// Which.
        counter: CounterId,
        /// What it serves then; more than it is set up for where something is missing.
        skills: Vec<ServiceId>,
        /// From when until when, in order, with nothing but closed time between them; never empty.
        hours: Vec<(Timestamp, Timestamp)>,
    },
    /// A counter serves one thing more.
    Teach {
        /// Which.
        counter: CounterId,
        /// What.
        service: ServiceId,
    },
    /// A paused counter goes on at once.
    Resume {
        /// Which.
        counter: CounterId,
    },
    /// An open counter closes for the day; whoever is served there is served to the end. Never advised, only tried.
    Close {
        /// Which.
        counter: CounterId,
        /// From when on.
        from: Timestamp,
    },
}

impl Change {
    /// What the counter is to serve beside what it is set up for.
    pub fn gives(&self, state: &State) -> Vec<ServiceId> {
        let known =
            |service: &ServiceId| state.counters.get(&self.counter()).is_some_and(|of| of.skills.contains(service));
        match self {
            Self::Open { skills, .. } => skills.iter().copied().filter(|service| !known(service)).collect(),
            Self::Teach { service, .. } => vec![*service],
            Self::Resume { .. } | Self::Close { .. } => Vec::new(),
        }
    }

    /// Whether it is still to be done, and for one of `services`.
    fn helps(&self, services: &[ServiceId], state: &State) -> bool {
        let Some(counter) = state.counters.get(&self.counter()) else { return false };
        match self {
            Self::Open { skills, .. } => {
                counter.station == Station::Closed && skills.iter().any(|skill| services.contains(skill))
            }
            Self::Teach { service, .. } => services.contains(service) && !counter.skills.contains(service),
            Self::Resume { .. } => {
                let serves = counter.skills.iter().any(|skill| services.contains(skill));
                matches!(counter.station, Station::Paused { .. }) && serves
            }
            Self::Close { .. } => false,
        }
    }

    /// Whether it is to be done by `at`.
    fn begins_by(&self, at: Timestamp) -> bool {
        match self {
            Self::Open { hours, .. } => hours.first().is_some_and(|(from, _)| *from <= at),
            Self::Teach { .. } | Self::Resume { .. } => true,
            Self::Close { from, .. } => *from <= at,
        }
    }

    /// At which counter.
    pub fn counter(&self) -> CounterId {
        match self {
            Self::Open { counter, .. }
            | Self::Teach { counter, .. }
            | Self::Resume { counter }
            | Self::Close { counter, .. } => *counter,
        }
    }
}

/// A figure of hours to come: nine in ten courses that they may take lie between the ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Its mean.
    pub mean: i64,
    /// Lower end.
    pub low: i64,
    /// Upper end.
    pub high: i64,
}

impl Spread {
    /// Whether also its lower end, told in minutes, is more than none.
    pub fn is_surely_above_nothing(&self) -> bool {
        telling::minutes(self.low) > 0
    }
}

/// What comes, for one service or for all: of those who wait now and those who come until the end of what is looked at.
/// Who is not served before closing counts as waiting until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// How many people, also those who are not there when they are called: no change at the counters changes it.
    pub people: Spread,
    /// Their mean wait, in seconds.
    pub wait_s: Spread,
    /// How many of 100 wait no longer than the target.
    pub within_percent: Spread,
    /// How many are served: neither left over nor gone when they are called.
    pub served: Spread,
    /// How many are not served before closing.
    pub left: Spread,
}

/// What comes, for all and by service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outlooks {
    /// Everybody.
    pub all: Outlook,
    /// Each service that anybody comes for.
    pub services: BTreeMap<ServiceId, Outlook>,
    /// Whether the targets hold on average: the mean wait and the share within, for everybody and each service.
    pub holds: bool,
    /// The service that is furthest from them, where they do not; one that nobody serves before all others.
    pub worst: Option<ServiceId>,
}

/// A change, and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do.
    pub change: Change,
    /// What comes then.
    pub then: Outlooks,
    /// By how much the mean wait of everybody falls, in seconds, course by course.
    pub saves_s: Spread,
    /// How many of 100 more wait no longer than the target.
    pub more_percent: Spread,
}

/// What to do over some hours; or, of what somebody asks about, what it would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// From when.
    pub from: Timestamp,
    /// Until when people who come are counted.
    pub until: Timestamp,
    /// How many waited then.
    pub waiting: usize,
    /// What comes when nothing is done.
    pub nothing: Outlooks,
    /// Counters that are closed and taken to open as they mostly do, and when.
    pub opens: Vec<(CounterId, Timestamp)>,
    /// What to do, at most one thing at a counter: the cheapest with which the targets hold, or first what brings most for
    /// an officer's hour, each with those before it done; nothing where the targets hold or nothing helps.
    pub steps: Vec<Step>,
    /// What would be done instead of the first, at another counter; in all it may bring more.
    pub instead: Option<Box<Step>>,
    /// What opening one counter would do where all stay closed, people come, and nothing is advised: be it sure or not.
    pub opening: Option<Box<Step>>,
    /// The targets are still missed for this service, no counter that serves it is left to be opened, and nothing above
    /// has another one do it: somebody who can do it is missing.
    pub missing: Option<ServiceId>,
    /// With all that is advised the targets are still missed for this service, and no counter is left to be opened for it.
    pub short: Option<ServiceId>,
}

/// On fewer days of the journal nothing rests that is said unasked.
const DAYS_LEAST: u32 = 5;
/// Older than this it is not said unasked, in seconds.
const FRESH_S: i64 = 1800;
/// Nor what begins later than in so many seconds.
const SOON_S: i64 = 600;
/// Nor what brings less than this, in seconds of everybody's mean wait.
const SPOKEN_S: i64 = 60;

impl Staffing {
    /// The one thing to do now for `services`, where that is sure: worked out lately, from enough days, and still to be
    /// done; nothing that is to begin later.
    pub fn first_for(&self, services: &[ServiceId], state: &State, now: Timestamp) -> Option<&Step> {
        if self.days_learnt < DAYS_LEAST || !(0..FRESH_S).contains(&now.since(self.at)) {
            return None;
        }
        let steps = [&self.hour, &self.day].into_iter().flatten().filter_map(|advice| advice.steps.first());
        let mut helps =
            steps.filter(|step| step.change.helps(services, state) && step.change.begins_by(now.plus(SOON_S)));
        helps.find(|step| step.is_surely_better() && step.saves_s.mean >= SPOKEN_S)
    }
}

impl Outlook {
    /// Whether nobody is to be expected: of nobody no mean and no share is told.
    pub fn is_empty(&self) -> bool {
        self.people.mean <= 0
    }

    /// Whether nobody of those who come is served before closing.
    pub fn is_unserved(&self) -> bool {
        self.people.mean > 0 && self.served.high <= 0
    }
}

impl Step {
    /// Whether it may be advised at all, on whatever page: also the near end of what it saves is a gain.
    pub fn is_surely_better(&self) -> bool {
        self.saves_s.is_surely_above_nothing()
    }
}

/// A queue that grew or shrank by so many people is another one, or by one in [`OTHER_SHARE`] where that is more.
const OTHER: usize = 3;
const OTHER_SHARE: usize = 5;

impl Advice {
    /// Whether the counters or the queue are no more as they were when it was worked out.
    pub fn is_before(&self, state: &State) -> bool {
        let most = OTHER.max(self.waiting / OTHER_SHARE);
        state.waiting().count().abs_diff(self.waiting) >= most
            || state.counters.values().any(|counter| counter.since > self.from)
    }

    /// Whether what would be done instead of the first brings more in all.
    pub fn instead_brings_more(&self) -> bool {
        let first = self.steps.first().map(|step| step.saves_s.mean);
        self.instead.as_ref().zip(first).is_some_and(|(instead, first)| instead.saves_s.mean > first)
    }

    /// What comes when all that is advised is done.
    pub fn then(&self) -> &Outlooks {
        self.steps.last().map_or(&self.nothing, |step| &step.then)
    }
}

/// All that is advised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Staffing {
    /// When it was worked out.
    pub at: Timestamp,
    /// For those who wait and come within an hour; `None` when the centre does not open any more today.
    pub hour: Option<Advice>,
    /// For the rest of the day.
    pub day: Option<Advice>,
    /// For the next days on which the centre is open.
    pub week: Vec<(Day, Advice)>,
    /// On how many days of the journal it rests; older ones count for less.
    pub days_learnt: u32,
}
