//! What is learnt of a centre: how long services take, how fast each officer is, how often people are not there.
//!
//! Learnt one visit after another, in the order in which they ended; older ones weigh less and less, half after thirty
//! days. An officer's figure is for forecasting alone: it is shrunken towards everybody's and never shown.

use super::answering::Answering;
use super::arrivals::Comings;
use super::hall::letter;
use super::hazard::Hazard;
use super::law::{Known, LONGEST_S, Law};
use super::onward::{Onward, Way};
use super::paths::Pace;
use super::scene::{Habits, Place, Stream};
use super::walk::seconds;
use crate::domain::ids::ServiceId;
use crate::domain::time::{Day, Timestamp};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// After how many days what was learnt weighs half.
const HALF_LIFE_DAYS: f64 = 30.0;
/// How far ahead streams reach for those who are there, in half hours.
const AHEAD: usize = 8;
/// Open for less, a counter says little of how often it pauses, in seconds.
const FEW_HOURS_S: f64 = 8.0 * 3600.0;
/// Services shorter than this are slips of a key, not services, in seconds.
pub const SHORTEST_S: i64 = 30;

/// What is learnt of an officer: her share above or below everybody's pace, on the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Officer {
    visits: f64,
    above: f64,
}

/// A quarter of an hour; the first day that shows how long it really is outweighs that.
fn usual_overtime() -> Hazard {
    Hazard::steady(900.0, 0.05)
}

/// Half of those who missed their call come back while a place is usually kept, a quarter of an hour.
fn usual_back() -> Hazard {
    Hazard::steady(1300.0, 4.0)
}

/// Everything that is learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    priors: BTreeMap<ServiceId, Law>,
    other: Law,
    services: BTreeMap<ServiceId, Known>,
    officers: BTreeMap<u16, Officer>,
    /// Between-officer variance of the log.
    spread: f64,
    /// Between two services, while somebody waits.
    pub turnover: Hazard,
    /// An idle counter whose officer is not there.
    pub absence: Hazard,
    /// A pause.
    pub pause: Hazard,
    /// The last call after the end of the hours.
    #[serde(default = "usual_overtime")]
    pub overtime: Hazard,
    /// On how many ends of the hours that rests; older ones count for less.
    #[serde(default)]
    endings: f64,
    /// Giving up.
    pub patience: Option<Hazard>,
    comings: Comings,
    /// Pauses, and the seconds that counters were open for them.
    #[serde(default)]
    breaks: (f64, f64),
    #[serde(default)]
    answering: Answering,
    /// Coming back after a missed call.
    #[serde(default = "usual_back")]
    pub back: Hazard,
    /// Where visits lead.
    #[serde(default)]
    pub onward: Onward,
    day: Option<Day>,
    shortest_s: i64,
}

impl Model {
    /// Nothing learnt yet: the laws that services are thought to have, and one for the rest.
    pub fn new(priors: BTreeMap<ServiceId, Law>, other: Law) -> Self {
        Self {
            priors,
            other,
            services: BTreeMap::new(),
            officers: BTreeMap::new(),
            spread: 0.04,
            turnover: Hazard::steady(8.0, 2.0),
            absence: Hazard::steady(120.0, 2.0),
            pause: Hazard::steady(660.0, 4.0),
            overtime: usual_overtime(),
            endings: 0.0,
            patience: None,
            comings: Comings::default(),
            breaks: (0.0, 0.0),
            answering: Answering::default(),
            back: usual_back(),
            onward: Onward::default(),
            day: None,
            shortest_s: SHORTEST_S,
        }
    }

    /// Takes services of at least this many seconds for services.
    #[must_use]
    pub fn with_shortest(mut self, shortest_s: i64) -> Self {
        self.shortest_s = shortest_s;
        self
    }

    /// Services are thought to have these laws before they were measured.
    pub fn set_priors(&mut self, priors: BTreeMap<ServiceId, Law>, other: Law) {
        self.priors = priors;
        self.other = other;
    }

    /// A letter stands for something else from now on.
    pub fn forget(&mut self, service: ServiceId) {
        self.services.remove(&service);
        self.onward.forget(service);
    }

    /// On how many visits here rests what is known of a service; older ones count for less.
    pub fn measured(&self, service: ServiceId) -> f64 {
        self.known(service).measured
    }

    /// The day that began last.
    pub fn day(&self) -> Option<Day> {
        self.day
    }

    /// A day begins: what was learnt before weighs less.
    pub fn begin(&mut self, day: Day) {
        let last = self.day.replace(day);
        let passed = last.map_or(0, |last| (day - last).num_days());
        if passed <= 0 {
            return;
        }
        let share = 0.5_f64.powf(seconds(passed) / HALF_LIFE_DAYS);
        self.services.values_mut().for_each(|known| known.forget(share));
        for officer in self.officers.values_mut() {
            officer.visits *= share;
            officer.above *= share;
        }
        let hazards = [&mut self.turnover, &mut self.absence, &mut self.pause, &mut self.overtime, &mut self.back];
        hazards.into_iter().chain(self.patience.as_mut()).for_each(|hazard| hazard.forget(share));
        self.comings.end_day(last, share);
        self.endings *= share;
        self.breaks.0 *= share;
        self.breaks.1 *= share;
        self.answering.forget(share);
        self.onward.fade(share);
        self.spread = self.measured_spread();
    }

    fn known(&self, service: ServiceId) -> Known {
        let prior = || Known::prior(self.priors.get(&service).copied().unwrap_or(self.other));
        self.services.get(&service).copied().unwrap_or_else(prior)
    }

    /// Takes in a service of `took_s` seconds by an officer. Slips of a key and forgotten ends are left out.
    pub fn served(&mut self, service: ServiceId, officer: u16, took_s: i64) {
        if took_s < self.shortest_s || seconds(took_s) > LONGEST_S {
            return;
        }
        let log_s = seconds(took_s).ln();
        let mut known = self.known(service);
        let above = self.officer(officer).0;
        let of_officer = self.officers.entry(officer).or_default();
        of_officer.visits += 1.0;
        of_officer.above += log_s - known.mean;
        known.learn(log_s - above);
        self.services.insert(service, known);
    }

    /// Takes in whether somebody was there who was called after waiting for so many seconds.
    pub fn called(&mut self, waited_s: f64, there: bool) {
        self.answering.called(waited_s, there);
    }

    /// Takes in that somebody who missed her call was away for so many seconds, and whether she then came back.
    pub fn away(&mut self, away_s: f64, came_back: bool) {
        self.back.wait(0.0, away_s);
        if came_back {
            self.back.happen(away_s);
        }
    }

    /// Takes in that a visit for `service` ended, or led on to another queue, after `took_s` seconds at the counter.
    pub fn ended(&mut self, service: ServiceId, way: Option<Way>, took_s: i64) {
        self.onward.ended(service, way);
        if way.is_some_and(|way| !way.second) {
            self.onward.cut(seconds(took_s) / self.mean_s(service));
        }
    }

    /// Takes in that somebody came.
    pub fn came(&mut self, service: ServiceId, class: u8, at: Timestamp) {
        self.comings.came(service, class, at);
    }

    /// Takes in how long somebody waited, and whether she then gave up.
    pub fn gave_up(&mut self, waited_s: f64, left: bool) {
        if left || self.patience.is_some() {
            let patience = self.patience.get_or_insert_with(|| Hazard::steady(3600.0, 1.0));
            patience.wait(0.0, waited_s);
            if left {
                patience.happen(waited_s);
            }
        }
    }

    /// Takes in that counters went on for so many seconds after the end of their hours, and whether somebody still waited
    /// then.
    pub fn went_on(&mut self, went_on_s: f64, some_left: bool) {
        self.overtime.wait(0.0, went_on_s);
        if some_left {
            self.overtime.happen(went_on_s);
        }
        self.endings += f64::from(u8::from(some_left || went_on_s > 0.0));
    }

    /// Those of a higher class who may still come before somebody who is there.
    pub fn streams(&self, now: Timestamp) -> Vec<Stream> {
        self.comings.streams(now, 1, AHEAD, self.comings.day_factor(now).0)
    }

    /// What is known of those who come.
    pub fn comings(&self) -> &Comings {
        &self.comings
    }

    /// Takes in that a counter called people for so many seconds without a pause, or that it paused.
    pub fn worked(&mut self, open_s: f64, paused: bool) {
        self.breaks.0 += f64::from(u8::from(paused));
        self.breaks.1 += open_s;
    }

    /// How far an officer is above everybody's pace on the log, and the variance of that.
    fn officer(&self, officer: u16) -> (f64, f64) {
        let Some(known) = self.officers.get(&officer) else { return (0.0, self.spread) };
        let noise = self.noise();
        let weight = known.visits / (known.visits + noise / self.spread);
        (weight * known.above / known.visits.max(1.0), self.spread * (1.0 - weight))
    }

    fn noise(&self) -> f64 {
        let (sum, weight) = self
            .services
            .values()
            .fold((0.0, 0.0), |(sum, weight), known| (sum + known.squares, weight + known.weight));
        if weight > 0.0 { (sum / weight).max(0.01) } else { 0.36 }
    }

    /// By moments: what the officers differ more than their visits alone would make them differ.
    fn measured_spread(&self) -> f64 {
        let enough: Vec<(f64, f64)> = self
            .officers
            .values()
            .filter(|officer| officer.visits >= 10.0)
            .map(|officer| (officer.above / officer.visits, officer.visits))
            .collect();
        if enough.len() < 3 {
            return self.spread;
        }
        let count = enough.iter().map(|_| 1.0).sum::<f64>();
        let mean = enough.iter().map(|(above, _)| above).sum::<f64>() / count;
        let between = enough.iter().map(|(above, _)| (above - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let within = enough.iter().map(|(_, visits)| self.noise() / visits).sum::<f64>() / count;
        (between - within).max(1e-4)
    }

    /// The laws of all that takes time or may not happen, as they are known now.
    pub fn habits(&self) -> Habits {
        Habits {
            turnover: self.turnover.clone(),
            absence: self.absence.clone(),
            pause: self.pause.clone(),
            overtime: (self.endings > 0.0).then(|| self.overtime.clone()),
            patience: self.patience.clone(),
            breaks_per_s: self.breaks.0 / (self.breaks.1 + FEW_HOURS_S),
            answering: self.answering,
            absent_s: 60.0,
            back: self.back.clone(),
        }
    }

    /// One way the laws and the paces of these officers may be.
    pub fn draw(&self, places: &[Place], rng: &mut Pcg64Mcg) -> Pace {
        let mut laws = vec![self.other; 26];
        for (service, law) in &self.priors {
            laws[letter(*service)] = *law;
        }
        for (service, known) in &self.services {
            laws[letter(*service)] = known.draw(rng);
        }
        let officers = places
            .iter()
            .map(|place| {
                let (above, variance) = self.officer(place.officer);
                let z: f64 = StandardNormal.sample(rng);
                above + z * variance.sqrt()
            })
            .collect();
        Pace { laws, officers }
    }

    /// The mean service, in seconds, as an average of what was measured would say it.
    pub fn mean_s(&self, service: ServiceId) -> f64 {
        self.known(service).law().mean_s()
    }
}
