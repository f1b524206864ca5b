//! Where a visit to a counter leads besides its end: to another queue, for a second matter or because it was the wrong
//! one. Learnt as shares of the visits of each service; and where she then stands.

use super::hall::letter;
use super::scene::Standing;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::time::Timestamp;
use rand_distr::{Distribution, StandardUniform};
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// As many visits of a service that led nowhere are believed to have been seen before the first one.
const USUAL: f64 = 10.0;
/// Visits to the wrong queue that the usual weighs, and how much of a service each of them takes.
const USUAL_CUT: (f64, f64) = (5.0, 0.5);
/// Nobody is thought to go from one queue to the next more often.
const LEGS_MAX: u8 = 3;

/// Another queue that somebody is sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Way {
    /// What for.
    pub service: ServiceId,
    /// The only counter that will do.
    pub bound: Option<CounterId>,
    /// Whether that is a second matter; else she stood in the wrong queue.
    pub second: bool,
}

/// How the visits of one service ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Ends {
    visits: f64,
    ways: BTreeMap<Way, f64>,
}

/// How visits end, by service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Onward {
    ends: BTreeMap<ServiceId, Ends>,
    /// Visits to the wrong queue, and the sum of how much of a service they took.
    cut: (f64, f64),
}

impl Default for Onward {
    fn default() -> Self {
        Self { ends: BTreeMap::new(), cut: (USUAL_CUT.0, USUAL_CUT.0 * USUAL_CUT.1) }
    }
}

impl Onward {
    /// Takes in that a visit for `service` ended, or where it led.
    pub fn ended(&mut self, service: ServiceId, way: Option<Way>) {
        let ends = self.ends.entry(service).or_default();
        ends.visits += 1.0;
        if let Some(way) = way {
            *ends.ways.entry(way).or_insert(0.0) += 1.0;
        }
    }

    /// Takes in how much of a service it took until the wrong queue was seen to be one.
    pub fn cut(&mut self, share: f64) {
        self.cut.0 += 1.0;
        self.cut.1 += share.min(1.0);
    }

    /// Makes all that was learnt weigh `share` of what it did.
    pub fn fade(&mut self, share: f64) {
        for ends in self.ends.values_mut() {
            ends.visits *= share;
            ends.ways.values_mut().for_each(|count| *count *= share);
        }
        let ((usual, cut), kept) = (USUAL_CUT, |sum: f64, usual: f64| usual + (sum - usual) * share);
        self.cut = (kept(self.cut.0, usual), kept(self.cut.1, usual * cut));
    }

    /// A letter stands for something else from now on.
    pub fn forget(&mut self, service: ServiceId) {
        self.ends.remove(&service);
        self.ends.values_mut().for_each(|ends| ends.ways.retain(|way, _| way.service != service));
    }

    /// The shares as they are known now; `place` says where a counter stands among the places, if it is there.
    pub fn leads(&self, place: impl Fn(CounterId) -> Option<usize>) -> Leads {
        let mut by = vec![Vec::new(); 26];
        for (service, ends) in &self.ends {
            by[letter(*service)].extend(ends.ways.iter().map(|(way, count)| Lead {
                service: way.service,
                bound: way.bound.and_then(&place),
                second: way.second,
                share: count / (ends.visits + USUAL),
            }));
        }
        Leads { by, cut: self.cut.1 / self.cut.0 }
    }
}

/// A queue that some go on to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lead {
    /// What for.
    pub service: ServiceId,
    /// The only place she waits for.
    pub bound: Option<usize>,
    /// Whether that is a second matter.
    pub second: bool,
    /// How many go there, from 0 to 1.
    pub share: f64,
}

impl Lead {
    /// How `one` stands in this queue who was called at `at_s` seconds after `start` and then took the counter for
    /// `long_s`. A wrong queue leaves her place to her, a second matter the time she has waited: the engine's own rule.
    pub fn stands(&self, one: &Standing, (start, at_s): (Timestamp, f64), long_s: f64) -> Standing {
        let (joins_s, waited_s) = (at_s + long_s, one.waited_until(at_s));
        #[expect(clippy::cast_possible_truncation, reason = "seconds within half a day")]
        let second = || start.plus((joins_s - waited_s) as i64).max(one.arrival);
        Standing {
            service: self.service,
            arrival: if self.second { second() } else { one.arrival },
            passed: 0,
            bound: self.bound,
            ..one.again(joins_s, waited_s)
        }
    }
}

/// Where visits lead, by the letter of their service. Nowhere, where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leads {
    by: Vec<Vec<Lead>>,
    cut: f64,
}

impl Leads {
    /// Where visits for `service` lead.
    pub fn of(&self, service: ServiceId) -> &[Lead] {
        self.by.get(letter(service)).map_or(&[], Vec::as_slice)
    }

    /// How long the visit of `one`, called so many seconds after a start, really takes that is to take `served_s`; and
    /// where she stands after it, where she goes on.
    pub fn after(
        &self,
        one: &Standing,
        called: (Timestamp, f64),
        served_s: f64,
        rng: &mut Pcg64Mcg,
    ) -> (f64, Option<Standing>) {
        let Some(lead) = self.draw(one, rng) else { return (served_s, None) };
        let long_s = if lead.second { served_s } else { served_s * self.cut };
        (long_s, Some(lead.stands(one, called, long_s)))
    }

    fn draw(&self, one: &Standing, rng: &mut Pcg64Mcg) -> Option<Lead> {
        let leads = self.of(one.service);
        // With the paper that was wanted a visit ends.
        if leads.is_empty() || one.leg >= LEGS_MAX || one.class == u8::MAX {
            return None;
        }
        let mut share: f64 = StandardUniform.sample(rng);
        leads.iter().copied().find(|lead| {
            share -= lead.share;
            share < 0.0
        })
    }
}
