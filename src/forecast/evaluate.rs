//! Forecasts of a whole visit log, each made with what was known at its moment, beside those of the known estimators.

use super::calibration::{Calibration, quantile};
use super::classic::{Classic, NAMES};
use super::paths;
use super::score::{Outcome, crps};
use super::visit::Visit;
use super::walk::{Step, Walk, seconds, steps};
use crate::domain::time::Timestamp;

/// One person who had to wait, and what she would have been told when she came.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Her place in the log.
    pub visit: usize,
    /// The middle, as calibrated then, in seconds.
    pub middle_s: f64,
    /// The upper end, as calibrated then, in seconds.
    pub upper_s: f64,
    /// Turns over all paths.
    pub turns: Vec<f32>,
    /// What the known estimators said, in seconds.
    pub classic_s: [f64; NAMES.len()],
}

/// Goes through the log, and tells everybody who comes from `from` on and must wait. Nothing that comes after a moment
/// has a part in what is told at it; ranges are corrected by an outcome only once it has happened.
pub fn tell(mut walk: Walk<'_>, visits: &[Visit], from: Timestamp, paths: usize) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; visits.len()];
    let mut calibration = Calibration::default();
    let mut classic = Classic::default();
    let mut fresh: Vec<usize> = Vec::new();
    for (time, step, at) in steps(visits) {
        if time > walk.now() && !fresh.is_empty() {
            fresh.retain(|at| walk.waiting.iter().any(|one| one.visit == *at));
            if walk.now() >= from {
                let now = tell_now(&walk, &classic, &calibration, visits, &fresh, paths);
                for one in now {
                    open[one.visit] = Some(told.len());
                    told.push(one);
                }
            }
            fresh.clear();
        }
        walk.take(time, step, at);
        let visit = &visits[at];
        classic.take(step, visit);
        match step {
            Step::Arrive => fresh.push(at),
            Step::Start => {
                if let Some(one) = open[at].map(|place| &told[place]) {
                    let true_s = seconds(time.since(visit.arrival));
                    calibration.learn(visit.service, visit.class, (true_s <= one.middle_s, true_s <= one.upper_s));
                }
            }
            _ => {}
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
    if fresh.is_empty() {
        return Vec::new();
    }
    let scene = walk.scene(fresh);
    let turns = paths::run(&scene, &walk.model.habits(), &[], paths, |rng| walk.model.draw(&scene.places, rng));
    let tell = |(at, turns): (&usize, Vec<f32>)| {
        let visit = &visits[*at];
        let levels = calibration.levels(visit.service, visit.class);
        Told {
            visit: *at,
            middle_s: quantile(&turns, levels.middle),
            upper_s: quantile(&turns, levels.upper),
            classic_s: classic.estimates(walk, visits, visit),
            turns,
        }
    };
    fresh.iter().zip(turns.asked).map(tell).collect()
}

/// What was told beside what came, of those who were served.
pub fn outcomes(told: &[Told], visits: &[Visit]) -> Vec<(usize, Outcome)> {
    let outcome = |one: &Told| {
        let visit = &visits[one.visit];
        let true_s = seconds(visit.start?.since(visit.arrival));
        let (middle_s, upper_s) = (one.middle_s, one.upper_s);
        Some((one.visit, Outcome { middle_s, upper_s, true_s, crps_s: Some(crps(&one.turns, true_s)) }))
    };
    told.iter().filter_map(outcome).collect()
}
