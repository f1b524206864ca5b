//! The known estimators of a wait, to be beaten: what a queue display, a hospital or a textbook would say.
//!
//! Ibrahim and Whitt 2009 for queue length, last to enter service and head of line; the average by position is what
//! queue systems print, the rolling mean what hospitals post.

use super::walk::{Step, Waiting, Walk, seconds};
use crate::domain::ids::ServiceId;
use crate::domain::visit::Visit;
use std::collections::{BTreeMap, VecDeque};

/// How many waits the rolling mean is over.
const ROLLING: usize = 10;

/// Their names, in the order of [`Classic::estimates`].
pub const NAMES: [&str; 6] = [
    "average_by_position",
    "average_over_counters",
    "queue_over_counters",
    "last_to_enter",
    "head_of_line",
    "rolling_10",
];

#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    count: f64,
    sum: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
    }

    fn or(self, other: f64) -> f64 {
        if self.count > 0.0 { self.sum / self.count } else { other }
    }
}

/// What these estimators know of a log so far.
#[derive(Debug, Default)]
pub struct Classic {
    by_service: BTreeMap<ServiceId, Mean>,
    all: Mean,
    waits: BTreeMap<ServiceId, VecDeque<f64>>,
}

impl Classic {
    /// Takes in one step of the log.
    pub fn take(&mut self, step: Step, visit: &Visit) {
        match (step, visit.start, visit.end) {
            (Step::Start, Some(start), _) if start > visit.arrival => {
                let waits = self.waits.entry(visit.service).or_default();
                waits.push_back(seconds(start.since(visit.arrival)));
                if waits.len() > ROLLING {
                    waits.pop_front();
                }
            }
            (Step::End, Some(start), Some(end)) => {
                let service_s = seconds(end.since(start));
                self.by_service.entry(visit.service).or_default().add(service_s);
                self.all.add(service_s);
            }
            _ => {}
        }
    }

    /// What each would tell `visit` now, in seconds; she stands in the line of `walk` already.
    pub fn estimates(&self, walk: &Walk<'_>, visits: &[Visit], visit: &Visit) -> [f64; 6] {
        let all_s = self.all.or(600.0);
        let service_s = self.by_service.get(&visit.service).copied().unwrap_or_default().or(all_s);
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let same = |one: &&Waiting| visits[one.visit].service == visit.service;
        let position = count(walk.waiting.iter().filter(same).count());
        let head =
            walk.waiting.iter().find(same).map_or(0.0, |one| seconds(walk.now().since(visits[one.visit].arrival)));
        let waits = self.waits.get(&visit.service);
        let rolling = waits.map_or(0.0, |waits| waits.iter().sum::<f64>() / count(waits.len()));
        [
            position * service_s,
            position * service_s / count(walk.open_for(visit.service).max(1)),
            count(walk.waiting.len()) * all_s / count(walk.open().max(1)),
            waits.and_then(|waits| waits.back()).copied().unwrap_or(0.0),
            head,
            rolling,
        ]
    }
}
