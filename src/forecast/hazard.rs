//! When something happens that may happen at any moment: a rate for each span of time since it could first.
//!
//! Used for the pause between two services, for the end of an absence and for people who give up: the laws have no
//! simple shape, so they are learnt as events over time at risk in spans that grow by half.

use rand_distr::{Distribution, Exp1};
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Spans told apart.
const SPANS: usize = 24;
/// The same as a number to reckon with.
const SPANS_COUNT: f64 = 24.0;

/// Where each span begins, in seconds: 0, 1, 1.6, 2.5, ... about ten hours.
static BEGINS: LazyLock<[f64; SPANS]> =
    LazyLock::new(|| std::array::from_fn(|span| i32::try_from(span).map_or(0.0, begins)));

fn begins(span: i32) -> f64 {
    if span == 0 { 0.0 } else { 1.58_f64.powi(span - 1) }
}

fn span_of(elapsed_s: f64) -> usize {
    BEGINS.partition_point(|begins| *begins <= elapsed_s).saturating_sub(1)
}

/// Events over time at risk, by span of the time since the first moment it could happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hazard {
    events: Vec<f64>,
    at_risk_s: Vec<f64>,
}

impl Hazard {
    /// A rate that does not change with time: once in `mean_s` seconds, believed as if `events` had been seen of it.
    pub fn steady(mean_s: f64, events: f64) -> Self {
        let each = events / SPANS_COUNT;
        Self { events: vec![each; SPANS], at_risk_s: vec![each * mean_s; SPANS] }
    }

    /// Takes in that it did not happen from `from_s` to `to_s` after the first moment it could.
    pub fn wait(&mut self, from_s: f64, to_s: f64) {
        let mut from_s = from_s;
        while from_s < to_s {
            let span = span_of(from_s);
            let until_s = if span + 1 < SPANS { BEGINS[span + 1].min(to_s) } else { to_s };
            self.at_risk_s[span] += until_s - from_s;
            from_s = until_s;
        }
    }

    /// Takes in that it happened `at_s` after the first moment it could.
    pub fn happen(&mut self, at_s: f64) {
        self.events[span_of(at_s)] += 1.0;
    }

    /// Makes all that was learnt weigh `share` of what it did.
    pub fn forget(&mut self, share: f64) {
        self.events.iter_mut().chain(self.at_risk_s.iter_mut()).for_each(|sum| *sum *= share);
    }

    fn rate(&self, span: usize) -> f64 {
        (self.events[span] / self.at_risk_s[span].max(1e-6)).max(1e-7)
    }

    /// How likely it is that it happens by `until_s`, having not happened for `elapsed_s`; from 0 to 1.
    pub fn share(&self, elapsed_s: f64, until_s: f64) -> f64 {
        let (mut at_s, mut passes) = (elapsed_s, 0.0);
        for span in span_of(elapsed_s)..SPANS {
            let end_s = if span + 1 < SPANS { BEGINS[span + 1].min(until_s) } else { until_s };
            passes += (end_s - at_s).max(0.0) * self.rate(span);
            at_s = at_s.max(end_s);
        }
        -(-passes).exp_m1()
    }

    /// How long until it happens, having waited `elapsed_s` already; in seconds.
    pub fn draw_rest(&self, elapsed_s: f64, rng: &mut Pcg64Mcg) -> f64 {
        let mut due: f64 = Exp1.sample(rng);
        let (mut span, mut at_s) = (span_of(elapsed_s), elapsed_s);
        while span + 1 < SPANS {
            let length_s = BEGINS[span + 1] - at_s;
            let passes = length_s * self.rate(span);
            if passes >= due {
                return at_s + due / self.rate(span) - elapsed_s;
            }
            due -= passes;
            at_s = BEGINS[span + 1];
            span += 1;
        }
        at_s + due / self.rate(span) - elapsed_s
    }
}
