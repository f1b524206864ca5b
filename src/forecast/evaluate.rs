//! Forecasts of a whole visit log, each made with what was known at its moment, beside those of the known estimators.

use super::calibration::{Calibration, quantile};
use super::classic::{Classic, NAMES};
use super::paths;
use super::score::{Outcome, Score, crps};
use super::unseen::{make_sure, stand_in};
use super::walk::{Step, Walk, seconds, steps};
use crate::domain::arrivals::slot;
use crate::domain::time::Timestamp;
use crate::domain::visit::Visit;
use std::collections::BTreeMap;

/// One person who had to wait, and what she would have been told when she came.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Her place in the log.
    pub visit: usize,
    /// The middle, as calibrated then, in seconds.
    pub middle_s: f64,
    /// The upper end, as calibrated then, in seconds.
    pub upper_s: f64,
    /// Turns over all paths, soonest first, in seconds.
    pub turns: Vec<f32>,
    /// Nobody was yet seen who would serve her: a counter was assumed.
    pub guessed: bool,
    /// What the known estimators said, in seconds, in the order of [`NAMES`].
    pub classic_s: [f64; NAMES.len()],
}

/// Goes through the log, and tells everybody who comes from `from` on and must wait. Nothing that comes after a moment
/// has a part in what is told at it; ranges are corrected by an outcome only once it has happened.
///
/// Who comes and is called within the same second has not waited, and is told nothing.
pub fn tell(mut walk: Walk<'_>, visits: &[Visit], from: Timestamp, paths: usize) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; visits.len()];
    let mut calibration = Calibration::default();
    let mut classic = Classic::default();
    let mut fresh: Vec<usize> = Vec::new();
    for (time, step, at) in steps(visits) {
        if time > walk.now() && !fresh.is_empty() {
            fresh.retain(|at| walk.waiting.iter().any(|one| one.visit == *at));
            if walk.now() >= from && !fresh.is_empty() {
                for one in tell_now(&walk, &classic, &calibration, visits, &fresh, paths) {
                    open[one.visit] = Some(told.len());
                    told.push(one);
                }
            }
            fresh.clear();
        }
        walk.take(time, step, at);
        let visit = &visits[at];
        classic.take(step, visit);
        if step == Step::Arrive {
            fresh.push(at);
        }
        if let (Step::Start, Some(one)) = (step, open[at].map(|place| &told[place])) {
            let true_s = seconds(time.since(visit.arrival));
            calibration.learn(visit.service, visit.class, (true_s <= one.middle_s, true_s <= one.upper_s));
        }
    }
    told
}

fn tell_now(
    walk: &Walk<'_>,
    classic: &Classic,
    calibration: &Calibration,
    visits: &[Visit],
    fresh: &[usize],
    paths: usize,
) -> Vec<Told> {
    let mut scene = walk.scene(fresh);
    let services = || fresh.iter().map(|at| visits[*at].service);
    let guessed = stand_in(&mut scene.places, services());
    make_sure(&mut scene.places, services());
    let turns = paths::run(&scene, &walk.model.habits(), &[], paths, |rng| walk.model.draw(&scene.places, rng));
    let tell = |(at, turns): (&usize, Vec<f32>)| {
        let visit = &visits[*at];
        let levels = calibration.levels(visit.service, visit.class);
        Told {
            visit: *at,
            middle_s: quantile(&turns, levels.middle),
            upper_s: quantile(&turns, levels.upper),
            guessed: guessed.contains(&visit.service),
            classic_s: classic.estimates(walk, visits, visit),
            turns,
        }
    };
    fresh.iter().zip(turns.asked).map(tell).collect()
}

/// How good forecasts and estimators were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// Ours.
    pub ours: Score,
    /// The known estimators, in the order of [`NAMES`].
    pub classic: Vec<Score>,
    /// Ours by class.
    pub by_class: BTreeMap<u8, Score>,
    /// Ours by the hour of coming.
    pub by_hour: BTreeMap<u8, Score>,
    /// People who were told, and gave up or are still waiting: their wait is not known, they are not scored.
    pub gave_up: u32,
    /// Of those scored, how many were told before anybody was seen to serve what they came for.
    pub guessed: u32,
    /// Of how many errors before the ranges of the known estimators are made; without any they have none.
    pub errors: u32,
}

/// Of so many errors the spread of a known estimator is made.
const SPREAD: usize = 200;

/// Some of these sorted errors, evenly over all of them.
fn spread(short_s: &[f64]) -> Vec<f64> {
    let many = short_s.len().min(SPREAD);
    (0..many).map(|at| short_s[(2 * at + 1) * short_s.len() / (2 * many)]).collect()
}

/// What a single figure says as a law: its errors around it, itself where none are known. No wait is below nothing.
fn around(middle_s: f64, spread_s: &[f64]) -> Vec<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "waits of a day, in seconds")]
    let wait = |short_s: f64| (middle_s + short_s).max(0.0) as f32;
    if spread_s.is_empty() { vec![wait(0.0)] } else { spread_s.iter().map(|short_s| wait(*short_s)).collect() }
}

/// Scores what was told from `from` on, of those who were served. What was told before gives the known estimators,
/// which have no range of their own, one: the figure with its errors by then around it. Without any before, a figure is
/// all that they say: it is its own upper end, and its CRPS is its error.
pub fn score(told: &[Told], visits: &[Visit], from: Timestamp) -> Evaluation {
    let wait_s = |one: &Told| visits[one.visit].start.map(|start| seconds(start.since(visits[one.visit].arrival)));
    let (scored, before): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|one| visits[one.visit].arrival >= from);
    let ours = |one: &&Told| {
        let true_s = wait_s(one)?;
        let crps_s = crps(&one.turns, true_s);
        Some((one.visit, Outcome { middle_s: one.middle_s, upper_s: one.upper_s, true_s, crps_s }))
    };
    let outcomes: Vec<(usize, Outcome)> = scored.iter().filter_map(ours).collect();
    let classic = |which: usize| {
        let mut short_s: Vec<f64> = before.iter().filter_map(|one| Some(wait_s(one)? - one.classic_s[which])).collect();
        short_s.sort_unstable_by(f64::total_cmp);
        let margin_s = short_s.get(short_s.len() * 9 / 10).copied().unwrap_or(0.0);
        let spread_s = spread(&short_s);
        let outcome = |one: &&Told| {
            let (middle_s, true_s) = (one.classic_s[which], wait_s(one)?);
            let crps_s = crps(&around(middle_s, &spread_s), true_s);
            Some(Outcome { middle_s, upper_s: middle_s + margin_s, true_s, crps_s })
        };
        let outcomes: Vec<Outcome> = scored.iter().filter_map(outcome).collect();
        Score::of(&outcomes)
    };
    let by = |of: &dyn Fn(&Visit) -> u8| {
        let mut groups: BTreeMap<u8, Vec<Outcome>> = BTreeMap::new();
        for (visit, outcome) in &outcomes {
            groups.entry(of(&visits[*visit])).or_default().push(*outcome);
        }
        groups.into_iter().map(|(group, outcomes)| (group, Score::of(&outcomes))).collect()
    };
    let guessed = scored.iter().filter(|one| one.guessed && wait_s(one).is_some()).count();
    let errors = before.iter().filter(|one| wait_s(one).is_some()).count();
    let all: Vec<Outcome> = outcomes.iter().map(|(_, outcome)| *outcome).collect();
    Evaluation {
        ours: Score::of(&all),
        classic: (0..NAMES.len()).map(classic).collect(),
        by_class: by(&|visit| visit.class),
        by_hour: by(&|visit| u8::try_from(slot(visit.arrival) / 2).unwrap_or(0)),
        gave_up: u32::try_from(scored.len() - outcomes.len()).unwrap_or(u32::MAX),
        guessed: u32::try_from(guessed).unwrap_or(u32::MAX),
        errors: u32::try_from(errors).unwrap_or(u32::MAX),
    }
}
