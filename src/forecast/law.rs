//! How long a service takes: lognormal, learnt from few visits by a prior, and drawn again for every simulated day.
//!
//! `log S = m + a + e`, `e ~ N(0, s^2)`: `m`, `s` of the service (normal-inverse-gamma), `a` of the officer (shrunken).
//! A path draws `m`, `s` and `a` once and its services from them, so that what is not known yet stands in the width of
//! a range: over the paths a service is Student-t on the log.

use rand_distr::num_traits::Float;
use rand_distr::{ChiSquared, Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use statrs::function::erf::{erfc, erfc_inv};

/// No service is thought to last longer, in seconds.
pub const LONGEST_S: f64 = 3.0 * 3600.0;

/// A lognormal law of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Law {
    /// Mean of the logarithm.
    pub mu: f64,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
}

impl Law {
    /// The law with this mean, in seconds, and this coefficient of variation.
    pub fn of_mean(mean_s: f64, cv: f64) -> Self {
        let variance = (1.0 + cv * cv).ln();
        Self { mu: mean_s.ln() - variance / 2.0, sigma: variance.sqrt() }
    }

    /// Its mean, in seconds.
    pub fn mean_s(&self) -> f64 {
        (self.mu + self.sigma * self.sigma / 2.0).exp()
    }

    /// One service, in seconds.
    pub fn draw(&self, rng: &mut Pcg64Mcg) -> f64 {
        let z: f64 = StandardNormal.sample(rng);
        (self.mu + self.sigma * z).exp().min(LONGEST_S)
    }

    /// What is left of a service that has lasted `elapsed_s`: drawn from its tail by inversion, in seconds.
    pub fn draw_rest(&self, elapsed_s: f64, rng: &mut Pcg64Mcg) -> f64 {
        if elapsed_s < 1.0 {
            return self.draw(rng);
        }
        let reached = (elapsed_s.ln() - self.mu) / self.sigma.max(1e-6);
        let tail = (0.5 * erfc(reached / std::f64::consts::SQRT_2)).max(1e-9);
        let uniform: f64 = rand_distr::Open01.sample(rng);
        let z = std::f64::consts::SQRT_2 * erfc_inv(2.0 * uniform * tail);
        ((self.mu + self.sigma * z).exp().min(LONGEST_S.max(elapsed_s * 1.5)) - elapsed_s).max(1.0)
    }
}

/// What is known of the law of one service: a normal-inverse-gamma, as weighted sums.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Visits it rests on, prior included.
    pub weight: f64,
    /// Mean of the logarithm.
    pub mean: f64,
    /// Sum of squares about the mean.
    pub squares: f64,
    /// Of `weight`, what was measured here.
    pub measured: f64,
}

/// How many visits a prior weighs.
pub const PRIOR_WEIGHT: f64 = 8.0;

impl Known {
    /// Nothing measured yet: the prior alone.
    pub fn prior(law: Law) -> Self {
        Self { weight: PRIOR_WEIGHT, mean: law.mu, squares: PRIOR_WEIGHT * law.sigma * law.sigma, measured: 0.0 }
    }

    /// Takes in one logarithm.
    pub fn learn(&mut self, log_s: f64) {
        self.weight += 1.0;
        self.measured += 1.0;
        let off = log_s - self.mean;
        self.mean += off / self.weight;
        self.squares += off * (log_s - self.mean);
    }

    /// Makes all that was learnt weigh `share` of what it did; never less than the prior did.
    pub fn forget(&mut self, share: f64) {
        let kept = (self.weight * share).max(PRIOR_WEIGHT.min(self.weight));
        self.squares *= kept / self.weight;
        self.measured *= kept / self.weight;
        self.weight = kept;
    }

    /// The law at its best guess.
    pub fn law(&self) -> Law {
        Law { mu: self.mean, sigma: (self.squares / self.weight).sqrt().max(0.05) }
    }

    /// One law that it may be.
    pub fn draw(&self, rng: &mut Pcg64Mcg) -> Law {
        let chi = ChiSquared::new(self.weight.max(2.0)).map_or(self.weight, |chi| chi.sample(rng));
        let variance = (self.squares / chi.max(1e-3)).clamp(0.0025, 9.0);
        let z: f64 = StandardNormal.sample(rng);
        Law { mu: self.mean + z * (variance / self.weight).sqrt(), sigma: Float::sqrt(variance) }
    }
}
