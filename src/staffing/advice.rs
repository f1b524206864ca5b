//! What to change at the counters: of all single changes the cheapest with which the targets hold; where none does, the
//! one that brings the worst missed target nearest for an officer's hour, then the next at another counter, until they
//! hold; then what is not needed for that is left out again. What would be done at another counter is told as well.
//!
//! Wallace and Whitt's way (seed, simulate, repair), with the rule itself simulated: no formula knows that services are
//! long against half hours and that a crowd waits at the door.

use super::change::{apply, candidates};
use super::course::Sums;
use super::outlook::{Distance, distance, holds, outlooks, saving};
use super::situation::Situation;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::staffing::{Advice, Change, Outlooks, Step};
use crate::forecast::learning::Learning;
use crate::forecast::scene::{Doing, Place};
use crate::forecast::walk::seconds;
use std::cmp::Ordering;

/// Courses in which each change is tried.
const TRIED: usize = 40;
/// Courses of what is told.
pub const COURSES: usize = 200;
/// What brings the targets no nearer than this, as a share of them, is no advice.
const NEARER_LEAST: f64 = 0.01;
/// Of two changes at one counter, the lesser brings nearly as much when it brings this share of the greater.
const NEARLY: f64 = 0.8;
/// A change is reckoned to cost no fewer officers' hours than this: a short one is not better for being short.
const COST_LEAST_H: f64 = 0.25;
/// Nobody does more than this at once.
const STEPS_MAX: usize = 3;
/// Of the changes that seem to bring something, how many are looked at until one is surely better.
const WEIGHED: usize = 4;

/// What to do over these hours.
pub fn advise(situation: &Situation, learning: &Learning) -> Advice {
    let nothing = situation.run(learning, COURSES);
    let coming = outlooks(&nothing, situation.goal);
    let mut advice = blank(situation, coming);
    let (mut changed, mut before) = (situation.clone(), nothing.clone());
    let (mut changes, mut first_good): (Vec<Change>, Vec<Change>) = (Vec::new(), Vec::new());
    while !advice.then().holds && changes.len() < STEPS_MAX {
        let good = good((&changed, &changes), &before, learning);
        let weighed = good.iter().take(WEIGHED).cloned();
        let told = weighed.into_iter().find_map(|change| sure(&changed, &before, change, learning));
        let Some((step, after)) = told else { break };
        if changes.is_empty() {
            first_good = good;
        }
        apply(&step.change, &changed.counters, &mut changed.scene);
        changes.push(step.change.clone());
        advice.steps.push(step);
        before = after;
    }
    if changes.len() > 1 && advice.then().holds {
        leave_out(situation, &mut changes, learning);
        if changes.len() < advice.steps.len() {
            advice.steps = weigh(situation, &changes, learning).steps;
        }
    }
    let mut others = first_good.into_iter().filter(|change| !is_at_one_of(change, &changes));
    let instead = others.next().and_then(|change| sure(situation, &nothing, change, learning));
    advice.instead = instead.map(|(step, _)| Box::new(step));
    if advice.steps.is_empty() && advice.nothing.all.is_unserved() {
        advice.opening = opening(situation, &nothing, learning).map(Box::new);
    }
    let told = advice.steps.iter().chain(advice.instead.as_deref()).chain(advice.opening.as_deref());
    let done: Vec<ServiceId> = told.flat_map(|step| serves_by(&step.change, situation)).collect();
    let lacking = advice.then().worst.filter(|service| !could(&changed, *service));
    (advice.short, advice.missing) = (lacking.filter(|of| done.contains(of)), lacking.filter(|of| !done.contains(of)));
    advice
}

/// What comes as it stands in `situation`, and nothing advised.
fn blank(situation: &Situation, nothing: Outlooks) -> Advice {
    let (from, until, waiting) = (situation.scene.now, situation.until, situation.waiting);
    Advice { from, until, waiting, nothing, opens: situation.opens.clone(), ..Advice::default() }
}

/// What opening one counter with what it is set up for does until closing, of all the one that brings the targets
/// nearest; `None` where one is open, or none can be opened any more.
fn opening(situation: &Situation, before: &[Sums], learning: &Learning) -> Option<Step> {
    let places = &situation.scene.places;
    if !places.iter().all(|place| matches!(place.doing, Doing::Opens { .. })) || situation.hours.is_empty() {
        return None;
    }
    let opened = |(counter, place): (&CounterId, &Place)| {
        let mut skills: Vec<ServiceId> = place.skills.iter().map(|(service, _)| *service).collect();
        skills.sort_unstable();
        (!skills.is_empty()).then(|| Change::Open { counter: *counter, skills, hours: situation.hours.clone() })
    };
    let far = |change: &Change| distance(&with(situation, change, learning, TRIED), situation.goal);
    let changes = situation.counters.iter().zip(places).filter_map(opened).map(|change| (far(&change), change));
    let nearer = |one: &Distance, other: &Distance| one.partial_cmp(other).unwrap_or(Ordering::Equal);
    let (_, change) = changes.min_by(|one, other| nearer(&one.0, &other.0))?;
    let after = with(situation, &change, learning, COURSES);
    Some(step(change, before, &after, situation))
}

/// So many courses with `change`.
fn with(situation: &Situation, change: &Change, learning: &Learning, courses: usize) -> Vec<Sums> {
    let mut changed = situation.clone();
    apply(change, &changed.counters, &mut changed.scene);
    changed.run(learning, courses)
}

/// What comes without the changes, and what they do, one after another, each with those before it done.
pub fn weigh(situation: &Situation, changes: &[Change], learning: &Learning) -> Advice {
    let (mut changed, mut before) = (situation.clone(), situation.run(learning, COURSES));
    let mut advice = blank(situation, outlooks(&before, situation.goal));
    for change in changes {
        apply(change, &changed.counters, &mut changed.scene);
        let after = changed.run(learning, COURSES);
        advice.steps.push(step(change.clone(), &before, &after, situation));
        before = after;
    }
    advice
}

/// What a change brings, told by the courses without it and with it.
fn step(change: Change, before: &[Sums], after: &[Sums], situation: &Situation) -> Step {
    let (saves_s, more_percent) = saving(before, after);
    Step { change, then: outlooks(after, situation.goal), saves_s, more_percent }
}

/// `change` as it is told, and the courses with it; `None` where it is not surely better.
fn sure(situation: &Situation, before: &[Sums], change: Change, learning: &Learning) -> Option<(Step, Vec<Sums>)> {
    let after = with(situation, &change, learning, COURSES);
    let step = step(change, before, &after, situation);
    step.is_surely_better().then_some((step, after))
}

/// Whether something is changed at its counter already: nobody is told two things about one counter.
fn is_at_one_of(change: &Change, changes: &[Change]) -> bool {
    changes.iter().any(|one| one.counter() == change.counter())
}

/// A change that was tried, and what it brings.
struct Tried {
    change: Change,
    /// Officers' hours.
    cost_h: f64,
    /// Whether the targets hold with it.
    holds: bool,
    /// How many services are served with it that nobody serves without.
    serves: u32,
    /// How much nearer the targets are.
    nearer: f64,
}

impl Tried {
    /// Whether it brings nearly as much as `other`.
    fn is_near(&self, other: &Self) -> bool {
        self.serves >= other.serves && self.nearer >= NEARLY * other.nearer
    }

    /// Less is to be advised before more: with which the targets hold, of those the cheapest; of others what serves those
    /// whom nobody serves, and of those what brings most for an officer's hour.
    fn compare(&self, other: &Self) -> Ordering {
        let per_hour = |of: &Self| of.nearer / of.cost_h.max(COST_LEAST_H);
        let holds = other.holds.cmp(&self.holds);
        let cost = if self.holds { self.cost_h.total_cmp(&other.cost_h) } else { other.serves.cmp(&self.serves) };
        holds.then(cost).then(per_hour(other).total_cmp(&per_hour(self)))
    }
}

/// The single changes that bring something and seem surely better with those `done` already, at other counters, in the
/// order in which they are to be advised. At one counter a change that brings much less than another is none, however
/// little it costs: it would take the other's place.
fn good((situation, done): (&Situation, &[Change]), before: &[Sums], learning: &Learning) -> Vec<Change> {
    let Some(service) = super::outlook::worst(before, situation.goal) else { return Vec::new() };
    let before = &before[..TRIED.min(before.len())];
    let far = distance(before, situation.goal);
    let mut tried: Vec<Tried> = Vec::new();
    let candidates = candidates(situation, service).into_iter().filter(|(change, _)| !is_at_one_of(change, done));
    for (change, cost_h) in candidates {
        let after = with(situation, &change, learning, TRIED);
        let near = distance(&after, situation.goal);
        let (serves, nearer) = (far.unserved.saturating_sub(near.unserved), far.missed - near.missed);
        let brings = near.unserved <= far.unserved && (serves > 0 || nearer > NEARER_LEAST);
        if brings && saving(before, &after).0.is_surely_above_nothing() {
            tried.push(Tried { change, cost_h, holds: holds(&after, situation.goal), serves, nearer });
        }
    }
    let is_best = |one: &Tried| {
        let mut here = tried.iter().filter(|other| other.change.counter() == one.change.counter());
        one.holds || here.all(|other| one.is_near(other))
    };
    let mut best: Vec<&Tried> = tried.iter().filter(|one| is_best(one)).collect();
    best.sort_by(|one, other| one.compare(other));
    best.into_iter().map(|one| one.change.clone()).collect()
}

/// What the counter of `change` does with it that it would not do without.
fn serves_by(change: &Change, situation: &Situation) -> Vec<ServiceId> {
    match change {
        Change::Open { skills, .. } => skills.clone(),
        Change::Teach { service, .. } => vec![*service],
        Change::Close { .. } => Vec::new(),
        Change::Resume { counter } => {
            let at = situation.counters.iter().position(|id| id == counter);
            let place = at.and_then(|at| situation.scene.places.get(at));
            place.map_or_else(Vec::new, |place| place.skills.iter().map(|(service, _)| *service).collect())
        }
    }
}

/// Takes away what is not needed for the targets to hold.
fn leave_out(situation: &Situation, changes: &mut Vec<Change>, learning: &Learning) {
    let mut at = 0;
    while at < changes.len() && changes.len() > 1 {
        let mut fewer = changes.clone();
        fewer.remove(at);
        let mut changed = situation.clone();
        for change in &fewer {
            apply(change, &situation.counters, &mut changed.scene);
        }
        if outlooks(&changed.run(learning, COURSES), situation.goal).holds {
            *changes = fewer;
        } else {
            at += 1;
        }
    }
}

/// Whether a counter could still be opened, or go on after a pause, that serves `service`.
fn could(situation: &Situation, service: ServiceId) -> bool {
    situation.scene.places.iter().any(|place| {
        let serves = place.skills.iter().any(|(known, _)| *known == service);
        let later_s = seconds(situation.until.since(situation.scene.now));
        serves
            && match &place.doing {
                Doing::Opens { in_s } => in_s.iter().all(|in_s| *in_s > later_s),
                Doing::Paused { .. } => true,
                Doing::Between { .. } | Doing::Serving { .. } => false,
            }
    })
}
