//! What came of virtual days: of each day its figures, of many days their mean with an interval.

use crate::domain::ids::ServiceId;
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::collections::BTreeMap;

/// How sure an interval is.
const SURE: f64 = 0.95;

/// Whom figures are about: a service, or all; a class, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Which service.
    pub service: Option<ServiceId>,
    /// Which class: 0 ordinary, 1 priority.
    pub class: Option<u8>,
}

/// A mean over days, with the interval in which the long-run mean lies with 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Lower end; none with a single day.
    pub lo: Option<f64>,
    /// Upper end.
    pub hi: Option<f64>,
}

/// The figures of one group over all days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Numbers given a day.
    pub visitors: Interval,
    /// Mean wait of those served.
    pub mean_wait_s: Option<Interval>,
    /// Of those served, how many waited no longer than the target, from 0 to 1.
    pub share_within_target: Option<Interval>,
    /// The wait that nine in ten of those served did not exceed.
    pub p90_wait_s: Option<Interval>,
    /// The longest wait of all days.
    pub longest_wait_s: i64,
    /// How often one was passed on average.
    pub passed_mean: Option<Interval>,
    /// The most that anybody was passed.
    pub passed_max: u32,
    /// Called and not there, a day.
    pub absent: Interval,
    /// Gave up, a day.
    pub gave_up: Interval,
    /// Still waiting when the day ended, a day.
    pub not_served: Interval,
}

/// What is kept of one group of one day.
#[derive(Clone, Debug, Default)]
struct Tally {
    waits_s: Vec<i64>,
    within: u32,
    passed: u64,
    passed_max: u32,
    visitors: u32,
    absent: u32,
    gave_up: u32,
    not_served: u32,
}

/// The figures of days as they come in.
#[derive(Clone, Debug, Default)]
pub struct Days {
    days: u32,
    tallies: BTreeMap<Group, Vec<Tally>>,
}

impl Days {
    /// Takes in a day that is over, as the engine leaves it.
    pub fn add(&mut self, state: &State) {
        let target_s = state.centre.targets.wait_s;
        let mut today: BTreeMap<Group, Tally> = BTreeMap::new();
        for ticket in state.tickets.values() {
            let (service, class) = (Some(ticket.number.service), Some(ticket.class));
            for group in [(None, None), (None, class), (service, None), (service, class)] {
                let group = Group { service: group.0, class: group.1 };
                today.entry(group).or_default().take(ticket, target_s);
            }
        }
        for (group, mut tally) in today {
            tally.waits_s.sort_unstable();
            let all = self.tallies.entry(group).or_default();
            // Days before on which nobody of this group came.
            all.resize(usize::try_from(self.days).unwrap_or(0), Tally::default());
            all.push(tally);
        }
        self.days += 1;
    }

    /// How many days there are.
    pub fn days(&self) -> u32 {
        self.days
    }

    /// The figures of every group that anybody belonged to, all together first.
    pub fn figures(&self) -> BTreeMap<Group, Figures> {
        let days = usize::try_from(self.days).unwrap_or(0);
        let whole = |tallies: &Vec<Tally>| {
            let mut tallies = tallies.clone();
            tallies.resize(days, Tally::default());
            Figures::of(&tallies)
        };
        self.tallies.iter().map(|(group, tallies)| (*group, whole(tallies))).collect()
    }
}

impl Tally {
    fn take(&mut self, ticket: &Ticket, target_s: i64) {
        self.visitors += 1;
        self.passed += u64::from(ticket.passed);
        self.passed_max = self.passed_max.max(ticket.passed);
        match &ticket.stage {
            Stage::Served { .. } => {
                // Before an appointment nobody waits for the counter.
                let early_s = ticket.appointment.map_or(0, |at| at.since(ticket.issued));
                let wait_s = (ticket.waited_s - early_s).max(0);
                self.within += u32::from(wait_s <= target_s);
                self.waits_s.push(wait_s);
            }
            Stage::Missed { .. } | Stage::Closed(Closed::Missed) => self.absent += 1,
            Stage::Closed(Closed::Cancelled(_)) => self.gave_up += 1,
            _ => self.not_served += 1,
        }
    }

    fn p90_s(&self) -> Option<i64> {
        let last = self.waits_s.len().checked_sub(1)?;
        self.waits_s.get(((last + 1) * 9).div_ceil(10).saturating_sub(1).min(last)).copied()
    }

    fn per_served(&self, sum: f64) -> Option<f64> {
        let served = u32::try_from(self.waits_s.len()).ok().filter(|served| *served > 0)?;
        Some(sum / f64::from(served))
    }
}

impl Figures {
    fn of(days: &[Tally]) -> Self {
        let each = |of: &dyn Fn(&Tally) -> Option<f64>| Interval::of(&days.iter().filter_map(of).collect::<Vec<_>>());
        let count = |of: &dyn Fn(&Tally) -> u32| each(&|day| Some(f64::from(of(day)))).unwrap_or(Interval::NONE);
        let seconds = |waits: &[i64]| waits.iter().map(|wait| float(*wait)).sum::<f64>();
        Self {
            visitors: count(&|day| day.visitors),
            mean_wait_s: each(&|day| day.per_served(seconds(&day.waits_s))),
            share_within_target: each(&|day| day.per_served(f64::from(day.within))),
            p90_wait_s: each(&|day| day.p90_s().map(float)),
            longest_wait_s: days.iter().filter_map(|day| day.waits_s.last()).max().copied().unwrap_or(0),
            passed_mean: each(&|day| {
                let passed = u32::try_from(day.passed).ok()?;
                (day.visitors > 0).then(|| f64::from(passed) / f64::from(day.visitors))
            }),
            passed_max: days.iter().map(|day| day.passed_max).max().unwrap_or(0),
            absent: count(&|day| day.absent),
            gave_up: count(&|day| day.gave_up),
            not_served: count(&|day| day.not_served),
        }
    }
}

impl Interval {
    const NONE: Self = Self { mean: 0.0, lo: None, hi: None };

    /// The mean of independent values, with its t-interval; `None` without any.
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = u32::try_from(values.len()).ok().filter(|count| *count > 0)?;
        let mean = values.iter().sum::<f64>() / f64::from(count);
        let spread = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let freedom = f64::from(count - 1);
        let law = StudentsT::new(0.0, 1.0, freedom).ok();
        let half = law.map(|law| {
            let error = (spread / freedom / f64::from(count)).sqrt();
            law.inverse_cdf(0.5 + SURE / 2.0) * error
        });
        Some(Self {
            mean: rounded(mean),
            lo: half.map(|half| rounded(mean - half)),
            hi: half.map(|half| rounded(mean + half)),
        })
    }
}

/// To a ten-thousandth: what is beyond that is noise.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn float(seconds: i64) -> f64 {
    i32::try_from(seconds).map_or(f64::MAX, f64::from)
}
