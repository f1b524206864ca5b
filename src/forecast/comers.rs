//! Who comes in the hours ahead: one stream after another, drawn from their rates.

use super::scene::{Scene, Standing};
use chrono::Timelike;
use rand_distr::{Distribution, Exp1, StandardUniform};
use rand_pcg::Pcg64Mcg;

/// How long a rate of a stream holds, in seconds: half hours of the clock.
pub const SLOT_S: f64 = 1800.0;

/// The people of one path who are still to come.
#[derive(Clone, Debug)]
pub struct Comers<'a> {
    scene: &'a Scene,
    /// How many times as many come as the streams say.
    factor: f64,
    /// When the last one came, in seconds from now.
    came_s: f64,
    /// How far into its half hour it is now, in seconds.
    into_s: f64,
    /// People of all streams per second, by half hours from now on.
    rates: Vec<f64>,
}

impl<'a> Comers<'a> {
    /// Nobody has come yet.
    pub fn new(scene: &'a Scene, factor: f64) -> Self {
        let slots = scene.streams.iter().map(|stream| stream.rates.len()).max().unwrap_or(0);
        let rate = |slot| {
            let rates = scene.streams.iter().map(|stream| stream.rates.get(slot).copied().unwrap_or(0.0));
            rates.sum::<f64>() * factor
        };
        let into_s = f64::from(scene.now.local().num_seconds_from_midnight() % 1800);
        Self { scene, factor, came_s: 0.0, into_s, rates: (0..slots).map(rate).collect() }
    }

    /// The next one and when she comes, in seconds from now; `None` when the streams have ended.
    pub fn next(&mut self, rng: &mut Pcg64Mcg) -> Option<(f64, Standing)> {
        let mut due: f64 = Exp1.sample(rng);
        let (mut at_s, mut end_s) = (self.came_s, -self.into_s);
        for (slot, rate) in self.rates.iter().copied().enumerate() {
            end_s += SLOT_S;
            if at_s >= end_s {
                continue;
            }
            if (end_s - at_s) * rate >= due {
                self.came_s = at_s + due / rate;
                return Some((self.came_s, self.newcomer(slot, rng)));
            }
            due -= (end_s - at_s) * rate;
            at_s = end_s;
        }
        None
    }

    fn newcomer(&self, slot: usize, rng: &mut Pcg64Mcg) -> Standing {
        let share: f64 = StandardUniform.sample(rng);
        let mut share = share * self.rates[slot];
        let streams = &self.scene.streams;
        let which = streams.iter().position(|stream| {
            share -= stream.rates.get(slot).copied().unwrap_or(0.0) * self.factor;
            share <= 0.0
        });
        let stream = &streams[which.unwrap_or(0)];
        #[expect(clippy::cast_possible_truncation, reason = "seconds within half a day")]
        let arrival = self.scene.now.plus(self.came_s as i64 + 1);
        Standing { joined_s: self.came_s, ..Standing::newcomer(stream.service, stream.class, arrival) }
    }
}
