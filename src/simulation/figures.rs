//! What came of virtual days: figures of all people of all days, with intervals that know that people of one day are alike.

use crate::domain::ids::ServiceId;
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::forecast::ratio::Ratio;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::collections::BTreeMap;

/// How sure an interval is.
const SURE: f64 = 0.95;
/// Nine in ten.
const NINTH: f64 = 0.9;

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
    /// Mean wait of all people served.
    pub mean_wait_s: Option<Interval>,
    /// Of those served and those still waiting when a day ended, how many were served after no longer a wait than the
    /// target, from 0 to 1.
    pub share_within_target: Option<Interval>,
    /// The wait that nine in ten of all people served did not exceed.
    pub p90_wait_s: Option<Interval>,
    /// The longest wait of all days; `None` where nobody was served.
    pub longest_wait_s: Option<i64>,
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

    fn served(&self) -> u32 {
        u32::try_from(self.waits_s.len()).unwrap_or(u32::MAX)
    }
}

impl Figures {
    fn of(days: &[Tally]) -> Self {
        let each = |of: &dyn Fn(&Tally) -> Option<f64>| Interval::of(&days.iter().filter_map(of).collect::<Vec<_>>());
        let count = |of: &dyn Fn(&Tally) -> u32| {
            each(&|day| Some(f64::from(of(day)))).map_or(Interval::NONE, Interval::not_below_zero)
        };
        let seconds = |waits: &[i64]| waits.iter().map(|wait| float(*wait)).sum::<f64>();
        let ratio = |of: &dyn Fn(&Tally) -> (f64, u32)| {
            let parts: Vec<(f64, f64)> = days.iter().map(of).map(|(sum, people)| (sum, f64::from(people))).collect();
            Interval::per_person(&parts).map(Interval::not_below_zero)
        };
        Self {
            visitors: count(&|day| day.visitors),
            mean_wait_s: ratio(&|day| (seconds(&day.waits_s), day.served())),
            share_within_target: ratio(&|day| (f64::from(day.within), day.served() + day.not_served))
                .map(|share| Interval { hi: share.hi.map(|hi| hi.min(1.0)), ..share }),
            p90_wait_s: p90(days),
            longest_wait_s: days.iter().filter_map(|day| day.waits_s.last()).max().copied(),
            passed_mean: ratio(&|day| (float(i64::try_from(day.passed).unwrap_or(i64::MAX)), day.visitors)),
            passed_max: days.iter().map(|day| day.passed_max).max().unwrap_or(0),
            absent: count(&|day| day.absent),
            gave_up: count(&|day| day.gave_up),
            not_served: count(&|day| day.not_served),
        }
    }
}

impl Interval {
    const NONE: Self = Self { mean: 0.0, lo: None, hi: None };

    /// The mean over the people of all days, of a day's sum over them and how many they are, with its t-interval; `None`
    /// without anybody.
    pub fn per_person(days: &[(f64, f64)]) -> Option<Self> {
        let Ratio { mean, error } = Ratio::of(days)?;
        let freedom = f64::from(u32::try_from(days.len()).ok()?) - 1.0;
        // A single day has none.
        let law = StudentsT::new(0.0, 1.0, freedom).ok();
        let half = law.map(|law| law.inverse_cdf(0.5 + SURE / 2.0) * error);
        Some(Self {
            mean: rounded(mean),
            lo: half.map(|half| rounded(mean - half)),
            hi: half.map(|half| rounded(mean + half)),
        })
    }

    /// The same where nothing below zero can be: a wait, a count, a share. A t-interval does not know that.
    fn not_below_zero(self) -> Self {
        Self { lo: self.lo.map(|lo| lo.max(0.0)), ..self }
    }

    /// The mean of independent values, with its t-interval; `None` without any.
    pub fn of(values: &[f64]) -> Option<Self> {
        Self::per_person(&values.iter().map(|value| (*value, 1.0)).collect::<Vec<_>>())
    }
}

/// The wait that nine in ten of all people served did not exceed. Its interval is that of the share of those who did not
/// exceed it, read off the waits again (Woodruff, J. Am. Stat. Assoc. 47, 1952).
fn p90(days: &[Tally]) -> Option<Interval> {
    let mut waits_s: Vec<i64> = days.iter().flat_map(|day| day.waits_s.iter().copied()).collect();
    waits_s.sort_unstable();
    let last = waits_s.len().checked_sub(1)?;
    let at = |share: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let place = (share.clamp(0.0, 1.0) * float(i64::try_from(last + 1).unwrap_or(i64::MAX))).ceil() as usize;
        waits_s[place.saturating_sub(1).min(last)]
    };
    let wait_s = at(NINTH);
    let within = |day: &Tally| {
        let within = u32::try_from(day.waits_s.partition_point(|one| *one <= wait_s)).unwrap_or(u32::MAX);
        (f64::from(within), f64::from(day.served()))
    };
    let share = Interval::per_person(&days.iter().map(within).collect::<Vec<_>>())?;
    let end = |end: Option<f64>| end.map(|end| float(at(NINTH + end - share.mean)));
    Some(Interval { mean: float(wait_s), lo: end(share.lo), hi: end(share.hi) })
}

/// To a ten-thousandth: what is beyond that is noise.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn float(seconds: i64) -> f64 {
    i32::try_from(seconds).map_or(f64::MAX, f64::from)
}
