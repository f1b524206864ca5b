//! How long a service of a virtual day takes: laws that a forecast may assume, and laws that it does not.

use crate::forecast::law::{LONGEST_S, Law as Lognormal};
use rand_distr::{Distribution, Exp1, Gamma, StandardNormal, StandardUniform};
use rand_pcg::Pcg64Mcg;

/// No service is shorter, in seconds.
const SHORTEST_S: f64 = 15.0;
/// Of a mixture, how many services are the long ones.
const LONG_SHARE: f64 = 0.2;
/// How much the short ones, and the long ones, vary among themselves: coefficient of variation.
const WITHIN: f64 = 0.2;

/// The shape of a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lognormal: what was measured wherever somebody looked.
    Lognormal,
    /// Gamma.
    Gamma,
    /// Four short ones to each long one.
    Mixture,
    /// Exponential; its coefficient of variation is 1.
    Exponential,
    /// Always as long as the mean.
    Fixed,
}

impl Shape {
    /// The words for them in a scenario.
    pub const WORDS: [(&str, Self); 5] = [
        ("lognormal", Self::Lognormal),
        ("gamma", Self::Gamma),
        ("mixture", Self::Mixture),
        ("exponential", Self::Exponential),
        ("fixed", Self::Fixed),
    ];
}

/// A law of seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// Its shape.
    pub shape: Shape,
    /// Its mean, in seconds.
    pub mean_s: f64,
    /// Its coefficient of variation, where the shape leaves one open; a mixture takes one below 2.
    pub cv: f64,
}

impl Law {
    /// One service of an officer of usual pace, in seconds.
    pub fn draw(&self, rng: &mut Pcg64Mcg) -> f64 {
        let drawn = match self.shape {
            Shape::Fixed => self.mean_s,
            Shape::Exponential => {
                let one: f64 = Exp1.sample(rng);
                self.mean_s * one
            }
            _ if self.cv <= 0.0 => self.mean_s,
            Shape::Lognormal => Lognormal::of_mean(self.mean_s, self.cv).draw(rng),
            Shape::Gamma => gamma(self.mean_s, self.cv, rng),
            Shape::Mixture => self.mixture(rng),
        };
        drawn.clamp(SHORTEST_S, LONGEST_S)
    }

    fn mixture(&self, rng: &mut Pcg64Mcg) -> f64 {
        let within = WITHIN * WITHIN;
        let between = ((self.cv * self.cv - within) / (1.0 + within)).max(0.0).sqrt();
        let uniform: f64 = StandardUniform.sample(rng);
        let odds = (1.0 - LONG_SHARE) / LONG_SHARE;
        let apart = if uniform < LONG_SHARE { odds.sqrt() } else { -odds.sqrt().recip() };
        let mean_s = (self.mean_s * (1.0 + between * apart)).max(SHORTEST_S);
        Lognormal::of_mean(mean_s, WITHIN).draw(rng)
    }
}

/// One draw of a gamma law with this mean and this coefficient of variation; the mean where there is no such law.
pub fn gamma(mean: f64, cv: f64, rng: &mut Pcg64Mcg) -> f64 {
    let variance = cv * cv;
    Gamma::new(variance.recip(), mean * variance).map_or(mean, |law| law.sample(rng))
}

/// One draw of a normal law.
pub fn normal(rng: &mut Pcg64Mcg) -> f64 {
    StandardNormal.sample(rng)
}

/// One draw from 0 up to 1.
pub fn uniform(rng: &mut Pcg64Mcg) -> f64 {
    StandardUniform.sample(rng)
}
