//! How many people come, of which service and class, in each half hour: learnt by days, and how today compares.

use super::paths::SLOT_S;
use super::scene::Stream;
use crate::domain::arrivals::{SLOTS, slot};
use crate::domain::ids::ServiceId;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far ahead streams reach, in half hours.
const AHEAD: usize = 8;
/// How much of today must have been seen before it outweighs the usual, in people: 1 / 0.18^2, for days whose number of
/// visitors varies by 18 % (Brown et al. 2005 give 0.16 to 0.27).
const USUAL_WEIGHT: f64 = 31.0;

/// People who came, by service and class and half hour; weighted by the age of the days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comings {
    days: f64,
    counts: BTreeMap<(ServiceId, u8), Vec<f64>>,
    today: BTreeMap<(ServiceId, u8), Vec<f64>>,
}

impl Comings {
    /// Somebody came.
    pub fn came(&mut self, service: ServiceId, class: u8, at: Timestamp) {
        self.today.entry((service, class)).or_insert_with(|| vec![0.0; SLOTS])[slot(at)] += 1.0;
    }

    /// The day is over; what was learnt before weighs `share` of what it did.
    pub fn end_day(&mut self, share: f64) {
        self.days *= share;
        self.counts.values_mut().flatten().for_each(|count| *count *= share);
        if self.today.is_empty() {
            return;
        }
        self.days += 1.0;
        for (kind, counts) in std::mem::take(&mut self.today) {
            let all = self.counts.entry(kind).or_insert_with(|| vec![0.0; SLOTS]);
            all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        }
    }

    /// How many times as many people come today as usual, as far as the day shows it yet.
    pub fn day_factor(&self, now: Timestamp) -> f64 {
        let until = slot(now);
        let sum =
            |all: &BTreeMap<(ServiceId, u8), Vec<f64>>| all.values().map(|of| of[..until].iter().sum::<f64>()).sum();
        let (usual, today): (f64, f64) = (sum(&self.counts), sum(&self.today));
        let usual = if self.days > 0.0 { usual / self.days } else { today };
        (USUAL_WEIGHT + today) / (USUAL_WEIGHT + usual)
    }

    /// Who may still come, of classes from `lowest` up: people per second, by half hours from `now` on.
    pub fn streams(&self, now: Timestamp, lowest: u8) -> Vec<Stream> {
        if self.days <= 0.0 {
            return Vec::new();
        }
        let factor = self.day_factor(now);
        let rate = |counts: &Vec<f64>, ahead: usize| {
            let at = slot(now) + ahead;
            counts.get(at).map_or(0.0, |count| count / self.days / SLOT_S * factor)
        };
        let higher = self.counts.iter().filter(|((_, class), _)| *class >= lowest);
        higher
            .map(|((service, class), counts)| Stream {
                service: *service,
                class: *class,
                rates: (0..AHEAD).map(|ahead| rate(counts, ahead)).collect(),
            })
            .collect()
    }
}
