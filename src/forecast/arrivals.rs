//! How many people come, of which service and class, in each half hour: learnt by days, and how today compares.

use super::comers::SLOT_S;
use super::scene::Stream;
use crate::domain::arrivals::{SLOTS, slot};
use crate::domain::ids::ServiceId;
use crate::domain::time::{Day, Timestamp};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// How many days of a weekday must have been seen before they outweigh all days.
const WEEKDAY_WEIGHT: f64 = 2.0;
/// Over how many days those that were seen are counted: what is older weighs a quarter and less.
const COUNTED_DAYS: i64 = 60;
/// How much of today must have been seen before it outweighs the usual, in people: 1 / 0.18^2, for days whose number of
/// visitors varies by 18 % (Brown et al. 2005 give 0.16 to 0.27).
pub const EVIDENCE: f64 = 31.0;

/// The place of its weekday, from Monday on.
fn weekday(day: Day) -> usize {
    usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0)
}

/// People who came, by service and class and half hour; weighted by the age of the days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comings {
    days: f64,
    /// The days of the last weeks on which anybody came.
    #[serde(default)]
    seen: VecDeque<Day>,
    /// Of each weekday from Monday on: how many were seen, and the sum of how many times as many came as usual.
    #[serde(default)]
    weekdays: [(f64, f64); 7],
    counts: BTreeMap<(ServiceId, u8), Vec<f64>>,
    today: BTreeMap<(ServiceId, u8), Vec<f64>>,
}

impl Comings {
    /// Somebody came.
    pub fn came(&mut self, service: ServiceId, class: u8, at: Timestamp) {
        self.today.entry((service, class)).or_insert_with(|| vec![0.0; SLOTS])[slot(at)] += 1.0;
    }

    /// The day is over, this one; what was learnt before weighs `share` of what it did.
    pub fn end_day(&mut self, day: Option<Day>, share: f64) {
        if let Some(day) = day.filter(|_| self.days > 0.0 && !self.today.is_empty()) {
            let sum = |all: &BTreeMap<(ServiceId, u8), Vec<f64>>| all.values().flatten().sum::<f64>();
            let usual = sum(&self.counts) / self.days;
            let (seen, times) = &mut self.weekdays[weekday(day)];
            *seen += 1.0;
            *times += sum(&self.today) / usual.max(1.0);
        }
        for (seen, times) in &mut self.weekdays {
            *seen *= share;
            *times *= share;
        }
        self.days *= share;
        self.counts.values_mut().flatten().for_each(|count| *count *= share);
        if self.today.is_empty() {
            return;
        }
        self.days += 1.0;
        if let Some(day) = day {
            self.seen.push_back(day);
            while self.seen.front().is_some_and(|first| (day - *first).num_days() >= COUNTED_DAYS) {
                self.seen.pop_front();
            }
        }
        for (kind, counts) in std::mem::take(&mut self.today) {
            let all = self.counts.entry(kind).or_insert_with(|| vec![0.0; SLOTS]);
            all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
        }
    }

    /// How many days with anybody were seen in the last weeks; older ones weigh less than newer ones.
    pub fn days(&self) -> u32 {
        u32::try_from(self.seen.len()).unwrap_or(u32::MAX)
    }

    /// How many times as many people come on such a weekday as usual.
    pub fn weekday_factor(&self, day: Day) -> f64 {
        let (seen, times) = self.weekdays[weekday(day)];
        (WEEKDAY_WEIGHT + times) / (WEEKDAY_WEIGHT + seen)
    }

    /// How many times as many people come today as usual, as far as the day shows it yet, and how many people that
    /// rests on: what it may really be is a gamma law of that shape.
    pub fn day_factor(&self, now: Timestamp) -> (f64, f64) {
        let until = slot(now);
        let sum =
            |all: &BTreeMap<(ServiceId, u8), Vec<f64>>| all.values().map(|of| of[..until].iter().sum::<f64>()).sum();
        let (usual, today): (f64, f64) = (sum(&self.counts), sum(&self.today));
        let weekday = self.weekday_factor(now.day());
        let usual = if self.days > 0.0 { usual / self.days * weekday } else { today };
        (weekday * (EVIDENCE + today) / (EVIDENCE + usual), EVIDENCE + today)
    }

    /// Who may still come, of classes from `lowest` up: people per second, by so many half hours from `now` on, on a day
    /// on which so many times as many come as usual.
    pub fn streams(&self, now: Timestamp, lowest: u8, ahead: usize, factor: f64) -> Vec<Stream> {
        if self.days <= 0.0 {
            return Vec::new();
        }
        let rate = |counts: &Vec<f64>, ahead: usize| {
            let at = slot(now) + ahead;
            counts.get(at).map_or(0.0, |count| count / self.days / SLOT_S * factor)
        };
        let higher = self.counts.iter().filter(|((_, class), _)| *class >= lowest);
        higher
            .map(|((service, class), counts)| Stream {
                service: *service,
                class: *class,
                rates: (0..ahead).map(|ahead| rate(counts, ahead)).collect(),
            })
            .collect()
    }
}
