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
#[serde(from = "Seen", into = "Seen")]
pub struct Hazard {
    seen: Seen,
    /// What follows from that for each span, kept because paths ask for it at every call.
    rates: [f64; SPANS],
}

/// What was seen, by span.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    events: Vec<f64>,
    at_risk_s: Vec<f64>,
}

impl Seen {
    fn rate(&self, span: usize) -> f64 {
        let of = |sums: &[f64]| sums.get(span).copied().unwrap_or(0.0);
        (of(&self.events) / of(&self.at_risk_s).max(1e-6)).max(1e-7)
    }
}

impl From<Seen> for Hazard {
    fn from(mut seen: Seen) -> Self {
        seen.events.resize(SPANS, 0.0);
        seen.at_risk_s.resize(SPANS, 0.0);
        Self { rates: std::array::from_fn(|span| seen.rate(span)), seen }
    }
}

impl From<Hazard> for Seen {
    fn from(hazard: Hazard) -> Self {
        hazard.seen
    }
}

impl Hazard {
    /// A rate that does not change with time: once in `mean_s` seconds, believed as if `events` had been seen of it.
    pub fn steady(mean_s: f64, events: f64) -> Self {
        let each = events / SPANS_COUNT;
        Seen { events: vec![each; SPANS], at_risk_s: vec![each * mean_s; SPANS] }.into()
    }

    /// Takes in that it did not happen from `from_s` to `to_s` after the first moment it could.
    pub fn wait(&mut self, from_s: f64, to_s: f64) {
        let mut from_s = from_s;
        while from_s < to_s {
            let span = span_of(from_s);
            let until_s = if span + 1 < SPANS { BEGINS[span + 1].min(to_s) } else { to_s };
            self.seen.at_risk_s[span] += until_s - from_s;
            self.rates[span] = self.seen.rate(span);
            from_s = until_s;
        }
    }

    /// Takes in that it happened `at_s` after the first moment it could.
    pub fn happen(&mut self, at_s: f64) {
        let span = span_of(at_s);
        self.seen.events[span] += 1.0;
        self.rates[span] = self.seen.rate(span);
    }

    /// Makes all that was learnt weigh `share` of what it did.
    pub fn forget(&mut self, share: f64) {
        let Seen { events, at_risk_s } = &mut self.seen;
        events.iter_mut().chain(at_risk_s).for_each(|sum| *sum *= share);
        self.rates = std::array::from_fn(|span| self.seen.rate(span));
    }

    /// How likely it is that it happens by `until_s`, having not happened for `elapsed_s`; from 0 to 1.
    pub fn share(&self, elapsed_s: f64, until_s: f64) -> f64 {
        let (mut at_s, mut passes) = (elapsed_s, 0.0);
        for span in span_of(elapsed_s)..SPANS {
            let end_s = if span + 1 < SPANS { BEGINS[span + 1].min(until_s) } else { until_s };
            passes += (end_s - at_s).max(0.0) * self.rates[span];
            at_s = at_s.max(end_s);
        }
        -(-passes).exp_m1()
    }

    /// How long until it happens, having waited `elapsed_s` already; in seconds.
    pub fn draw_rest(&self, elapsed_s: f64, rng: &mut Pcg64Mcg) -> f64 {
        self.draw_within(elapsed_s, f64::INFINITY, rng).unwrap_or(f64::INFINITY)
    }

    /// Whether it happens within `within_s`, having waited `elapsed_s` already: draws as [`Hazard::draw_rest`] does.
    pub fn draw_by(&self, elapsed_s: f64, within_s: f64, rng: &mut Pcg64Mcg) -> bool {
        self.draw_within(elapsed_s, within_s, rng).is_some_and(|rest_s| rest_s < within_s)
    }

    /// How long until it happens; `None` where nothing says so before `within_s`.
    fn draw_within(&self, elapsed_s: f64, within_s: f64, rng: &mut Pcg64Mcg) -> Option<f64> {
        let mut due: f64 = Exp1.sample(rng);
        let (mut span, mut at_s) = (span_of(elapsed_s), elapsed_s);
        let begins = &*BEGINS;
        while span + 1 < SPANS && at_s - elapsed_s < within_s {
            let passes = (begins[span + 1] - at_s) * self.rates[span];
            if passes >= due {
                break;
            }
            due -= passes;
            at_s = begins[span + 1];
            span += 1;
        }
        (at_s - elapsed_s < within_s).then(|| at_s + due / self.rates[span] - elapsed_s)
    }
}
