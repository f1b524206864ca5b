//! A visit log gone through as it happened: what could be known at each moment, and nothing that came later.
//!
//! A log says who was served where, not who was there or what a counter could serve. So these are learnt on the way:
//! a counter serves what it served and did not pass over, it is there until it has served nobody for long, and it
//! opens when it opened on the days before.

use super::custom::Custom;
use super::hall::bit;
use super::model::Model;
use super::onward::Leads;
use super::scene::{Doing, Place, Scene, Standing};
use crate::domain::ids::ServiceId;
use crate::domain::queue::Rule;
use crate::domain::time::Timestamp;
use crate::domain::visit::Visit;
use chrono::Timelike;
use std::collections::{BTreeMap, VecDeque};

/// After how long without a service a counter is taken for closed, in seconds.
const GONE_S: i64 = 3 * 3600;
/// How many days' openings are remembered.
const OPENINGS: usize = 10;
/// What a day leaves of what was seen of a counter's skills.
const SKILL_KEPT: f64 = 0.9;
/// An idle counter that did not take who came for so many seconds has nobody at it.
const SEES_S: i64 = 2;

/// What happens to a visit. At one second ends come before arrivals, and these before starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Its service ended.
    End,
    /// It was given up.
    Left,
    /// It came.
    Arrive,
    /// Its service began.
    Start,
}

/// All steps of a log in the order in which they happened.
pub fn steps(visits: &[Visit]) -> Vec<(Timestamp, Step, usize)> {
    let mut steps = Vec::with_capacity(visits.len() * 3);
    for (at, visit) in visits.iter().enumerate() {
        let mut add = |time: Option<Timestamp>, step, at_once| steps.extend(time.map(|time| (time, at_once, step, at)));
        add(Some(visit.arrival), Step::Arrive, false);
        add(visit.start, Step::Start, false);
        add(visit.end, Step::End, visit.end == visit.start);
        add(visit.left, Step::Left, visit.left == Some(visit.arrival));
    }
    steps.sort_unstable();
    steps.into_iter().map(|(time, _, step, at)| (time, step, at)).collect()
}

/// A counter as the log shows it.
#[derive(Clone, Debug)]
struct Seen {
    serving: Option<usize>,
    since: Timestamp,
    /// Since when somebody waits whom it could serve, while it serves nobody.
    wanted: Option<Timestamp>,
    /// It had nobody when that began.
    idle: bool,
    served: BTreeMap<ServiceId, f64>,
    passed_over: BTreeMap<ServiceId, f64>,
    /// When it opened on the last days, in seconds of the day; `None`: not at all.
    opened: VecDeque<Option<u32>>,
    opened_today: bool,
}

impl Seen {
    fn new(since: Timestamp) -> Self {
        Self {
            serving: None,
            since,
            wanted: None,
            idle: true,
            served: BTreeMap::new(),
            passed_over: BTreeMap::new(),
            opened: VecDeque::new(),
            opened_today: false,
        }
    }

    /// How sure it is that the counter serves `service`.
    fn serves(&self, service: ServiceId) -> f64 {
        let count = |of: &BTreeMap<ServiceId, f64>| of.get(&service).copied().unwrap_or(0.0);
        let (served, passed_over) = (count(&self.served), count(&self.passed_over));
        if served < 0.05 { 0.0 } else { served / (served + passed_over + 0.1) }
    }

    fn may_serve(&self, service: ServiceId) -> bool {
        self.serves(service) > 0.15
    }

    fn end_day(&mut self) {
        if !self.opened_today {
            self.opened.push_back(None);
        }
        self.opened_today = false;
        while self.opened.len() > OPENINGS {
            self.opened.pop_front();
        }
        self.served.values_mut().chain(self.passed_over.values_mut()).for_each(|count| *count *= SKILL_KEPT);
    }

    /// In how many seconds it may open: what it did on the days before that is still possible today.
    fn opens(&self, now: Timestamp) -> Vec<f64> {
        let now_s = now.local().num_seconds_from_midnight();
        let still = |at: &&Option<u32>| !self.opened_today && at.is_none_or(|at| at > now_s);
        let in_s = |at: &Option<u32>| at.map_or(f64::INFINITY, |at| f64::from(at - now_s));
        self.opened.iter().filter(still).map(in_s).collect()
    }

    fn doing(&self, visits: &[Visit], now: Timestamp) -> Doing {
        let since_s = seconds(now.since(self.since));
        match self.serving {
            _ if now.since(self.since) > GONE_S => Doing::Opens { in_s: self.opens(now) },
            Some(at) => Doing::Serving { service: visits[at].service, since_s, who: None },
            None => Doing::Between { since_s, idle: self.idle && self.wanted.is_some() },
        }
    }
}

/// Whole seconds as a length of time.
#[expect(clippy::cast_precision_loss, reason = "spans of days, in seconds")]
pub fn seconds(whole: i64) -> f64 {
    whole as f64
}

/// Somebody who waits.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// Her place in the log.
    pub visit: usize,
    /// How often she was passed by people who came later.
    pub passed: u32,
}

/// The log up to a moment.
#[derive(Debug)]
pub struct Walk<'a> {
    visits: &'a [Visit],
    /// What was learnt so far.
    pub model: Model,
    /// Who waits, in the order of coming.
    pub waiting: Vec<Waiting>,
    counters: BTreeMap<u16, Seen>,
    custom: Custom,
    /// What the counters serve, where that is known.
    skills: BTreeMap<u16, u32>,
    now: Timestamp,
    rule: Rule,
}

impl<'a> Walk<'a> {
    /// Before the first visit. `skills`: what the counters serve, a bit for each letter; learnt where it says nothing.
    pub fn new(visits: &'a [Visit], model: Model, rule: Rule, skills: BTreeMap<u16, u32>) -> Self {
        Self {
            visits,
            model,
            counters: BTreeMap::new(),
            skills,
            custom: Custom::default(),
            waiting: Vec::new(),
            now: Timestamp(0),
            rule,
        }
    }

    /// The moment reached.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Takes in one step.
    pub fn take(&mut self, time: Timestamp, step: Step, at: usize) {
        if time.day() != self.now.day() {
            self.model.begin(time.day());
            self.counters.values_mut().for_each(Seen::end_day);
        }
        self.pass_to(time);
        let visit = &self.visits[at];
        match step {
            Step::Arrive => {
                self.model.came(visit.service, visit.class, time);
                self.waiting.push(Waiting { visit: at, passed: 0 });
            }
            Step::Left => {
                self.leave_line(at);
                self.model.gave_up(seconds(time.since(visit.arrival)), true);
            }
            Step::Start => {
                self.leave_line(at);
                self.model.gave_up(seconds(time.since(visit.arrival)), false);
                self.start(time, at);
            }
            Step::End => self.end(time, at),
        }
        self.want(time, step == Step::End);
    }

    fn leave_line(&mut self, at: usize) {
        self.waiting.retain(|one| one.visit != at);
    }

    fn start(&mut self, time: Timestamp, at: usize) {
        let visit = &self.visits[at];
        let Some(counter) = visit.counter else { return };
        self.custom.called(visit, self.waiting.iter().map(|one| &self.visits[one.visit]));
        let seen = self.counters.entry(counter).or_insert_with(|| Seen::new(time));
        let since = time.since(seen.since);
        match seen.wanted.filter(|_| seen.serving.is_none() && since <= GONE_S) {
            Some(_) if !seen.idle => self.model.turnover.happen(seconds(since)),
            Some(wanted) if time.since(wanted) >= SEES_S => self.model.absence.happen(seconds(since)),
            _ => {}
        }
        seen.serving = Some(at);
        seen.since = time;
        seen.wanted = None;
        if !seen.opened_today {
            seen.opened_today = true;
            seen.opened.push_back(Some(time.local().num_seconds_from_midnight()));
        }
        let known = self.skills.get(&counter);
        let mut passed_over = 0_u32;
        for one in &mut self.waiting {
            let other = &self.visits[one.visit];
            if (other.arrival, one.visit) < (visit.arrival, at) {
                let serves = known.map_or(seen.may_serve(other.service), |known| known & bit(other.service) != 0);
                one.passed += u32::from(serves);
                passed_over |= bit(other.service);
            }
        }
        for service in ('A'..='Z').filter_map(ServiceId::new).filter(|service| passed_over & bit(*service) != 0) {
            if service != visit.service {
                *seen.passed_over.entry(service).or_insert(0.0) += 1.0;
            }
        }
        *seen.served.entry(visit.service).or_insert(0.0) += 1.0;
    }

    fn end(&mut self, time: Timestamp, at: usize) {
        let visit = &self.visits[at];
        let (Some(counter), Some(start)) = (visit.counter, visit.start) else { return };
        self.model.served(visit.service, counter, time.since(start));
        if let Some(seen) = self.counters.get_mut(&counter).filter(|seen| seen.serving == Some(at)) {
            seen.serving = None;
            seen.since = time;
            seen.idle = false;
            seen.wanted = None;
        }
    }

    /// Time passes: what did not happen is learnt too.
    fn pass_to(&mut self, time: Timestamp) {
        for seen in self.counters.values().filter(|seen| seen.serving.is_none()) {
            let Some(wanted) = seen.wanted.filter(|_| self.now.since(seen.since) <= GONE_S) else { continue };
            let (hazard, from) = if seen.idle {
                (&mut self.model.absence, self.now.max(wanted.plus(SEES_S)))
            } else {
                (&mut self.model.turnover, self.now)
            };
            hazard.wait(seconds(from.since(seen.since)), seconds(time.since(seen.since)));
        }
        self.now = time;
    }

    /// Which counters are wanted now, after a step.
    fn want(&mut self, time: Timestamp, ended: bool) {
        let asked = self.waiting.iter().fold(0, |all, one| all | bit(self.visits[one.visit].service));
        for (counter, seen) in self.counters.iter_mut().filter(|(_, seen)| seen.serving.is_none()) {
            let wanted = match self.skills.get(counter) {
                Some(skills) => skills & asked != 0,
                None => seen.served.keys().any(|service| asked & bit(*service) != 0 && seen.may_serve(*service)),
            };
            if !wanted {
                seen.wanted = None;
            } else if seen.wanted.is_none() {
                seen.wanted = Some(time);
                seen.idle = !(ended && seen.since == time);
            }
        }
    }

    /// The moment as a forecast sees it; asks about the visits `asked`, in their order.
    pub fn scene(&self, asked: &[usize]) -> Scene {
        let place = |(counter, seen): (&u16, &Seen)| Place {
            skills: match self.skills.get(counter) {
                Some(skills) => ('A'..='Z')
                    .filter_map(ServiceId::new)
                    .filter(|service| skills & bit(*service) != 0)
                    .map(|service| (service, 1.0))
                    .collect(),
                None => seen.served.keys().map(|service| (*service, seen.serves(*service))).collect(),
            },
            officer: *counter,
            doing: seen.doing(self.visits, self.now),
            closes_s: f64::INFINITY,
        };
        let standing = |one: &Waiting| {
            let visit = &self.visits[one.visit];
            Standing {
                turn: u64::try_from(one.visit).unwrap_or(u64::MAX),
                passed: one.passed,
                waited_s: seconds(self.now.since(visit.arrival)),
                asked: asked.iter().position(|asked| *asked == one.visit),
                ..Standing::newcomer(visit.service, visit.class, visit.arrival)
            }
        };
        let head = self.custom.head();
        let passing = self.rule.max_passed != Some(0) || head.is_some();
        let streams = if passing { self.model.streams(self.now) } else { Vec::new() };
        Scene {
            now: self.now,
            rule: self.rule.clone(),
            places: self.counters.iter().map(place).collect(),
            line: self.waiting.iter().map(standing).collect(),
            streams,
            leads: Leads::default(),
            kept_s: 0.0,
            head,
            shut: Vec::new(),
            after_s: 0.0,
        }
    }

    /// How many counters seem to be there and to serve `service`.
    pub fn open_for(&self, service: ServiceId) -> usize {
        let there = |seen: &Seen| self.now.since(seen.since) <= GONE_S / 12 || seen.serving.is_some();
        let serves = |counter: &u16, seen: &Seen| match self.skills.get(counter) {
            Some(skills) => skills & bit(service) != 0,
            None => seen.may_serve(service),
        };
        self.counters.iter().filter(|(counter, seen)| there(seen) && serves(counter, seen)).count()
    }

    /// How many counters seem to be there.
    pub fn open(&self) -> usize {
        self.counters
            .values()
            .filter(|seen| seen.serving.is_some() || self.now.since(seen.since) <= GONE_S / 12)
            .count()
    }
}
