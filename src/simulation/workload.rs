//! The people of one virtual day and the breaks of its officers, drawn from a seed.
//!
//! What is drawn for one person does not depend on what is drawn for another, and when people come, what they come
//! for and how long it takes come from streams of their own: changing one thing of a scenario changes little else.

use super::length::{gamma, normal, uniform};
use super::scenario::{Appointments, Back, Families, Scenario, SentHome, seconds};
use crate::domain::ids::ServiceId;
use rand_distr::{Distribution, Poisson};
use rand_pcg::Pcg64Mcg;

/// Appointments are made to a quarter of an hour, in seconds.
const QUARTER_S: i64 = 900;
/// Those sent on had the wrong queue in so many cases; the others have a second matter.
const WRONG_QUEUE: f64 = 0.5;
/// Who fetches a paper is back after so many seconds, at least and at most.
const FETCH_S: (f64, f64) = (180.0, 720.0);
/// What is left of somebody's service when she is sent to fetch a paper, or to another queue.
const HALF: f64 = 0.5;
/// Who comes with the next stretch of opening time does so within so many seconds of its beginning.
const SESSION_S: f64 = 3600.0;

/// Those who come along draw from streams beyond those of all who could come in by themselves.
const FAMILY_BITS: u32 = 24;

/// Somebody who comes. Moments are seconds from midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct Visitor {
    /// When she takes a number.
    pub comes_s: i64,
    /// What for.
    pub service: ServiceId,
    /// Whether she has priority.
    pub priority: bool,
    /// The time appointed.
    pub appointment_s: Option<i64>,
    /// How long her service takes an officer of usual pace, in seconds.
    pub length_s: f64,
    /// From the call until she stands at the counter, in seconds.
    pub walk_s: i64,
    /// How near she is to not answering a call: she does not where this is below the chance of it.
    pub absent: f64,
    /// Whether she answers only when she is called again.
    pub slow: bool,
    /// After how long she is back where she missed her call, in seconds; never without.
    pub back_s: Option<i64>,
    /// After how long she gives up, in seconds.
    pub patience_s: Option<f64>,
    /// Where her service leads.
    pub onward: Onward,
}

/// Where a service leads besides its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Onward {
    /// Nowhere.
    Ends,
    /// After half of it she fetches a paper, for so many seconds.
    Fetches(i64),
    /// After half of it she is sent home for a paper: whether she is back that day, and when.
    Home(Option<Back>),
    /// It ends with another queue.
    Moves {
        /// Which.
        to: ServiceId,
        /// How long she takes there, in seconds.
        length_s: f64,
        /// Whether that is a second matter; else she stood in the wrong queue, and half of her service is saved.
        second: bool,
    },
}

/// A break of one counter that nobody announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Which counter, from 0.
    pub counter: usize,
    /// When its officer wants it, in seconds from midnight.
    pub from_s: i64,
    /// For how long, in seconds.
    pub long_s: i64,
}

/// One day.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// In the order in which they take numbers.
    pub visitors: Vec<Visitor>,
    /// In no order.
    pub breaks: Vec<Break>,
}

/// What is drawn, each from a stream of its own.
#[derive(Clone, Copy)]
enum What {
    Day = 1,
    Arrivals,
    Kind,
    Length,
    Manner,
    Onward,
    Breaks,
    Pace,
    Return,
    Family,
    Home,
}

/// The generator of one stream: the same for the same seed, day and place, whatever was drawn elsewhere.
fn stream(seed: u64, day: u32, what: What, place: usize) -> Pcg64Mcg {
    let mut mixed = seed;
    for part in [u64::from(day), what as u64, u64::try_from(place).unwrap_or(u64::MAX)] {
        mixed = mix(mixed ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
    Pcg64Mcg::new((u128::from(mixed) << 64) | u128::from(mix(mixed)) | 1)
}

/// Spreads a number over all bits (splitmix64).
fn mix(number: u64) -> u64 {
    let one = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let two = (one ^ (one >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let three = (two ^ (two >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    three ^ (three >> 31)
}

impl Workload {
    /// Day `day` of `scenario`, from 0, on this day of the week, from 0 for Monday.
    pub fn draw(scenario: &Scenario, seed: u64, day: u32, weekday: usize) -> Self {
        let mut rng = stream(seed, day, What::Day, 0);
        let usual = if scenario.day_spread > 0.0 { gamma(1.0, scenario.day_spread, &mut rng) } else { 1.0 };
        let factor = scenario.weekdays.get(weekday).copied().unwrap_or(1.0);
        let numbers = if scenario.families.each { scenario.families.mean() } else { 1.0 };
        let people = scenario.visitors * factor * usual / numbers;
        let (opens_s, _) = scenario.day();
        let mut comes: Vec<i64> = Vec::new();
        for (place, (from_s, share)) in
            std::iter::once(&(opens_s, scenario.arrivals.door)).chain(&scenario.arrivals.half_hours).enumerate()
        {
            let mut rng = stream(seed, day, What::Arrivals, place);
            let at_the_door = place == 0;
            for _ in 0..count(people * share, &mut rng) {
                let door_s = scenario.arrivals.door_s;
                comes.push(match at_the_door {
                    true if door_s > 0.0 => from_s - whole(uniform(&mut rng) * door_s),
                    true => *from_s,
                    false => from_s + whole(uniform(&mut rng) * 1800.0),
                });
            }
        }
        comes.sort_unstable();
        let come = |(place, at)| together(scenario, seed, day, place, at);
        let mut visitors: Vec<Visitor> = comes.into_iter().enumerate().flat_map(come).collect();
        visitors.sort_by_key(|visitor| visitor.comes_s);
        Self { visitors, breaks: breaks(scenario, seed, day) }
    }
}

/// How many come where so many are expected.
fn count(expected: f64, rng: &mut Pcg64Mcg) -> u32 {
    let drawn = Poisson::new(expected).map_or(0.0, |law| law.sample(rng));
    u32::try_from(whole(drawn)).unwrap_or(0)
}

/// Whoever comes in at `at`: one, or one and all who came along. Who has an appointment comes alone.
fn together(scenario: &Scenario, seed: u64, day: u32, place: usize, at: i64) -> Vec<Visitor> {
    let Some(first) = visitor(scenario, seed, day, place, at) else { return Vec::new() };
    let Families { share, people: (least, most), each } = scenario.families;
    let mut rng = stream(seed, day, What::Family, place);
    let (is_family, how_many) = (uniform(&mut rng) < share, uniform(&mut rng));
    let many = if is_family { least + count_below(how_many, most - least + 1) } else { 1 };
    let others = (1..many).map(|other| place + (usize::try_from(other).unwrap_or(0) << FAMILY_BITS));
    if each && many > 1 {
        let alone = Scenario { appointments: Appointments { share: 0.0, ..scenario.appointments }, ..scenario.clone() };
        let others = others.filter(|_| first.appointment_s.is_none());
        let others: Vec<Visitor> = others.filter_map(|other| visitor(&alone, seed, day, other, at)).collect();
        return std::iter::once(first).chain(others).collect();
    }
    let law = scenario.services.iter().find(|service| service.id == first.service).map(|service| service.law);
    let more = |other| law.map_or(0.0, |law| law.draw(&mut stream(seed, day, What::Length, other)));
    // What the scenario says of a service is the mean of all visits, those of families among them.
    let mean = if each { 1.0 } else { scenario.families.mean() };
    let length_s = (first.length_s + others.map(more).sum::<f64>()) / mean;
    vec![Visitor { length_s, ..first }]
}

/// A whole number below `many` for a number from 0 up to 1.
fn count_below(uniform: f64, many: u32) -> u32 {
    u32::try_from(whole((uniform * f64::from(many)).floor())).unwrap_or(0).min(many.saturating_sub(1))
}

/// Somebody who comes at `at`; `None` where she has an appointment and never comes.
fn visitor(scenario: &Scenario, seed: u64, day: u32, place: usize, at: i64) -> Option<Visitor> {
    let mut rng = stream(seed, day, What::Kind, place);
    let service = pick(scenario, uniform(&mut rng), None);
    let priority = uniform(&mut rng) < scenario.priority;
    let appointed = uniform(&mut rng) < scenario.appointments.share;
    let (stays_away, off_time) = (uniform(&mut rng), normal(&mut rng));
    let mut comes_s = at;
    let (opens_s, closes_s) = scenario.day();
    let appointment_s = appointed.then(|| at.max(opens_s).div_euclid(QUARTER_S) * QUARTER_S);
    if let Some(appointment_s) = appointment_s {
        if stays_away < scenario.appointments.absent {
            return None;
        }
        let early_s = scenario.appointments.early_s + scenario.appointments.spread_s * off_time;
        let first_s = opens_s - whole(scenario.arrivals.door_s);
        comes_s = (appointment_s - whole(early_s)).clamp(first_s, closes_s);
    }
    let length_s = scenario.services[service].law.draw(&mut stream(seed, day, What::Length, place));
    let mut rng = stream(seed, day, What::Manner, place);
    let (least_s, most_s) = scenario.walk_s;
    let walk_s = whole(least_s + uniform(&mut rng) * (most_s - least_s)).max(1);
    let absent = uniform(&mut rng);
    let patience = uniform(&mut rng);
    let mut rng = stream(seed, day, What::Return, place);
    let slow = uniform(&mut rng) < scenario.recalls;
    let (back, back_after) = (uniform(&mut rng) < scenario.absence.back, uniform(&mut rng));
    let (least_back_s, most_back_s) = scenario.absence.back_s;
    Some(Visitor {
        comes_s,
        service: scenario.services[service].id,
        priority,
        appointment_s,
        length_s,
        walk_s,
        absent,
        slow,
        back_s: back.then(|| whole(least_back_s + back_after * (most_back_s - least_back_s)).max(1)),
        patience_s: scenario.patience_s.map(|mean_s| -mean_s * (1.0 - patience).max(f64::MIN_POSITIVE).ln()),
        onward: sent_home(&scenario.sent_home, &mut stream(seed, day, What::Home, place))
            .unwrap_or_else(|| onward(scenario, service, &mut stream(seed, day, What::Onward, place))),
    })
}

/// The place of a service drawn by shares, perhaps of all but one.
fn pick(scenario: &Scenario, uniform: f64, but: Option<usize>) -> usize {
    let share = |at: usize| if Some(at) == but { 0.0 } else { scenario.services[at].share };
    let all: f64 = (0..scenario.services.len()).map(share).sum();
    let mut left = uniform * all;
    for at in 0..scenario.services.len() {
        left -= share(at);
        if left < 0.0 {
            return at;
        }
    }
    (0..scenario.services.len()).rev().find(|at| share(*at) > 0.0).unwrap_or(0)
}

fn onward(scenario: &Scenario, service: usize, rng: &mut Pcg64Mcg) -> Onward {
    let (which, to, kind, fetch) = (uniform(rng), uniform(rng), uniform(rng), uniform(rng));
    if which < scenario.transfers && scenario.services.iter().filter(|service| service.share > 0.0).count() > 1 {
        let to = pick(scenario, to, Some(service));
        let length_s = scenario.services[to].law.draw(rng);
        return Onward::Moves { to: scenario.services[to].id, length_s, second: kind >= WRONG_QUEUE };
    }
    if which < scenario.transfers + scenario.holds {
        return Onward::Fetches(whole(FETCH_S.0 + fetch * (FETCH_S.1 - FETCH_S.0)));
    }
    Onward::Ends
}

fn sent_home(homes: &SentHome, rng: &mut Pcg64Mcg) -> Option<Onward> {
    let (goes, comes, after) = (uniform(rng) < homes.share, uniform(rng) < homes.back, uniform(rng));
    let back = || match homes.back_s {
        Some((least_s, most_s)) => Back::After(whole(least_s + after * (most_s - least_s)).max(1)),
        None => Back::Session(whole(after * SESSION_S)),
    };
    goes.then(|| Onward::Home(comes.then(back)))
}

fn breaks(scenario: &Scenario, seed: u64, day: u32) -> Vec<Break> {
    let mut breaks = Vec::new();
    for counter in 0..scenario.counters.len() {
        let mut rng = stream(seed, day, What::Breaks, counter);
        for (span, share) in scenario.hours.iter().zip(scenario.breaks.shares) {
            let (takes, when, long) = (uniform(&mut rng), uniform(&mut rng), uniform(&mut rng));
            if takes >= share {
                continue;
            }
            let (open, close) = (seconds(span.open()), seconds(span.close()));
            // Nobody takes one in the rush of the first hour, nor when it is nearly over.
            let (from, to) = (f64::from(i32::try_from((open + 3600).min(close)).unwrap_or(0)), as_float(close - 1800));
            let from_s = whole(from + when * (to - from).max(0.0));
            let long_s = scenario.breaks.least_s + long * (scenario.breaks.most_s - scenario.breaks.least_s);
            breaks.push(Break { counter, from_s, long_s: whole(long_s).max(1) });
        }
    }
    breaks
}

/// How many times as long a service takes each counter's officer; the same on all days.
pub fn paces(scenario: &Scenario, seed: u64) -> Vec<f64> {
    let pace = |counter: usize| {
        let own = (scenario.pace_spread * normal(&mut stream(seed, 0, What::Pace, counter))).exp();
        scenario.counters[counter].pace.max(0.05) * own
    };
    (0..scenario.counters.len()).map(pace).collect()
}

impl Visitor {
    /// How long she takes the counter until something follows, at this pace, in seconds: all of her service, or the
    /// part of it before she fetches a paper or it is seen that she stands in the wrong queue.
    pub fn first_s(&self, pace: f64) -> i64 {
        let part = match self.onward {
            Onward::Fetches(_) | Onward::Home(_) | Onward::Moves { second: false, .. } => HALF,
            Onward::Ends | Onward::Moves { second: true, .. } => 1.0,
        };
        whole(self.length_s * part * pace).max(1)
    }

    /// How long the rest takes after that, at this pace, in seconds.
    pub fn rest_s(&self, pace: f64) -> i64 {
        let left_s = match self.onward {
            Onward::Moves { length_s, .. } => length_s,
            Onward::Fetches(_) | Onward::Home(_) | Onward::Ends => self.length_s * (1.0 - HALF),
        };
        whole(left_s * pace).max(1)
    }

    /// Whether she answers a call after so many seconds of waiting.
    pub fn answers(&self, scenario: &Scenario, waited_s: i64) -> bool {
        let still = scenario.absence.wait_s.map_or(1.0, |mean_s| (-as_float(waited_s) / mean_s).exp());
        self.absent >= 1.0 - (1.0 - scenario.absence.share) * still
    }
}

/// Whole seconds.
fn whole(seconds: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a day has few seconds")]
    let whole = seconds.round() as i64;
    whole
}

/// Seconds of a day, exactly.
fn as_float(seconds: i64) -> f64 {
    i32::try_from(seconds).map_or(f64::MAX, f64::from)
}
