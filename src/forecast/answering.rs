//! Who answers a call: the longer somebody has waited, the less sure it is that she is still there.
//!
//! A line through what was seen, by least squares; as many calls as stand for the usual keep it flat at first.

use serde::{Deserialize, Serialize};

/// Calls that the usual weighs, and how many of them nobody answers.
const USUAL: (f64, f64) = (20.0, 1.0);
/// Their waits, in seconds, spread so widely that a few calls give no slope.
const USUAL_SQUARES: f64 = 20.0 * 1800.0 * 1800.0;
/// However long she waited, somebody may still be there.
const MOST: f64 = 0.9;

/// Calls seen: weighted sums.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answering {
    calls: f64,
    absent: f64,
    waited_s: f64,
    squares: f64,
    absent_waited_s: f64,
}

impl Default for Answering {
    fn default() -> Self {
        Self { calls: USUAL.0, absent: USUAL.1, waited_s: 0.0, squares: USUAL_SQUARES, absent_waited_s: 0.0 }
    }
}

impl Answering {
    /// Takes in whether somebody was there who was called after waiting for so many seconds.
    pub fn called(&mut self, waited_s: f64, there: bool) {
        self.calls += 1.0;
        self.waited_s += waited_s;
        self.squares += waited_s * waited_s;
        if !there {
            self.absent += 1.0;
            self.absent_waited_s += waited_s;
        }
    }

    /// Makes all that was learnt weigh `share` of what it did.
    pub fn forget(&mut self, share: f64) {
        let sums =
            [&mut self.calls, &mut self.absent, &mut self.waited_s, &mut self.squares, &mut self.absent_waited_s];
        for sum in sums {
            *sum *= share;
        }
    }

    /// How likely it is that somebody is not there who waited for so many seconds, from 0 to 1.
    pub fn absent(&self, waited_s: f64) -> f64 {
        let (mean_s, usual) = (self.waited_s / self.calls, self.absent / self.calls);
        let spread = self.squares - self.calls * mean_s * mean_s;
        let together = self.absent_waited_s - self.calls * mean_s * usual;
        let slope = if spread > 0.0 { (together / spread).max(0.0) } else { 0.0 };
        (usual + slope * (waited_s - mean_s)).clamp(0.0, MOST)
    }
}
