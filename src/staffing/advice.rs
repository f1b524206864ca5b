//! What to change at the counters: of all single changes the one that brings the worst missed target nearest for an
//! officer's hour, then the next, until the targets hold; then what is not needed for that is left out again.
//!
//! Wallace and Whitt's way (seed, simulate, repair), with the rule itself simulated: no formula knows that services are
//! long against half hours and that a crowd waits at the door.

use super::change::{apply, candidates};
use super::course::Sums;
use super::outlook::{distance, outlooks, saving};
use super::situation::Situation;
use crate::domain::ids::ServiceId;
use crate::domain::staffing::{Advice, Change, Step};
use crate::forecast::learning::Learning;
use crate::forecast::scene::Doing;
use crate::forecast::walk::seconds;

/// Courses in which each change is tried.
const TRIED: usize = 40;
/// Courses of what is told.
pub const COURSES: usize = 200;
/// What brings the targets no nearer than this, as a share of them, is no advice.
const NEARER_LEAST: f64 = 0.01;
/// A change is reckoned to cost no fewer officers' hours than this: a short one is not better for being short.
const COST_LEAST_H: f64 = 0.25;
/// Nobody does more than this at once.
const STEPS_MAX: usize = 3;

/// What to do over these hours.
pub fn advise(situation: &Situation, learning: &Learning) -> Advice {
    let nothing = situation.run(learning, COURSES);
    let told = outlooks(&nothing, situation.goal);
    let (from, until) = (situation.scene.now, situation.until);
    let mut advice = Advice { from, until, nothing: told, ..Advice::default() };
    let (mut changed, mut before) = (situation.clone(), nothing);
    let mut changes = Vec::new();
    while !advice.then().holds && changes.len() < STEPS_MAX {
        let Some((best, instead)) = best(&changed, &before, learning) else { break };
        apply(&best, &changed.counters, &mut changed.scene);
        let after = changed.run(learning, COURSES);
        if advice.steps.is_empty() {
            advice.instead = instead.and_then(|change| tried_step(situation, &before, change, learning)).map(Box::new);
        }
        let Some(step) = sure_step(best.clone(), &before, &after, situation) else { break };
        changes.push(best);
        advice.steps.push(step);
        before = after;
    }
    if changes.len() > 1 && advice.then().holds {
        leave_out(situation, &mut changes, learning);
        if changes.len() < advice.steps.len() {
            advice.steps = weigh(situation, &changes, learning).steps;
        }
    }
    advice.missing = advice.then().worst.filter(|service| !could(&changed, *service));
    advice
}

/// What comes without the changes, and what they do, one after another, each with those before it done.
pub fn weigh(situation: &Situation, changes: &[Change], learning: &Learning) -> Advice {
    let (mut changed, mut before) = (situation.clone(), situation.run(learning, COURSES));
    let (from, until) = (situation.scene.now, situation.until);
    let nothing = outlooks(&before, situation.goal);
    let mut advice = Advice { from, until, nothing, ..Advice::default() };
    for change in changes {
        apply(change, &changed.counters, &mut changed.scene);
        let after = changed.run(learning, COURSES);
        advice.steps.push(step(change.clone(), &before, &after, situation).0);
        before = after;
    }
    advice
}

/// What a change brings, and whether it is more than chance that it saves anything.
fn step(change: Change, before: &[Sums], after: &[Sums], situation: &Situation) -> (Step, bool) {
    let (saves_s, more_percent, is_sure) = saving(before, after);
    (Step { change, then: outlooks(after, situation.goal), saves_s, more_percent }, is_sure)
}

/// The same, where it is sure.
fn sure_step(change: Change, before: &[Sums], after: &[Sums], situation: &Situation) -> Option<Step> {
    Some(step(change, before, after, situation)).filter(|(_, is_sure)| *is_sure).map(|(step, _)| step)
}

/// What `change` brings in `situation`, where it is sure.
fn tried_step(situation: &Situation, before: &[Sums], change: Change, learning: &Learning) -> Option<Step> {
    let mut changed = situation.clone();
    apply(&change, &changed.counters, &mut changed.scene);
    sure_step(change, before, &changed.run(learning, COURSES), situation)
}

/// The single change that brings most for an officer's hour, and the best one at another counter.
fn best(situation: &Situation, before: &[Sums], learning: &Learning) -> Option<(Change, Option<Change>)> {
    let before = &before[..TRIED.min(before.len())];
    let service = super::outlook::worst(before, situation.goal)?;
    let far = distance(before, situation.goal);
    let mut tried: Vec<(f64, Change)> = Vec::new();
    for (change, cost_h) in candidates(situation, service) {
        let mut changed = situation.clone();
        apply(&change, &changed.counters, &mut changed.scene);
        let after = changed.run(learning, TRIED);
        let nearer = far - distance(&after, situation.goal);
        if nearer > NEARER_LEAST {
            tried.push((nearer / cost_h.max(COST_LEAST_H), change));
        }
    }
    tried.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut tried = tried.into_iter().map(|(_, change)| change);
    let best = tried.next()?;
    let instead = tried.find(|change| change.counter() != best.counter());
    Some((best, instead))
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

/// Whether a counter could still be opened that serves `service`.
fn could(situation: &Situation, service: ServiceId) -> bool {
    situation.scene.places.iter().any(|place| {
        let serves = place.skills.iter().any(|(known, _)| *known == service);
        let later_s = seconds(situation.until.since(situation.scene.now));
        serves && matches!(&place.doing, Doing::Opens { in_s } if in_s.iter().all(|in_s| *in_s > later_s))
    })
}
