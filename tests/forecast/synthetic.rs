//! Days of a made-up commune: our middle beside the known estimators, also where services follow no law of ours.
//!
//! The generator and the gates are those of `queueing.md` sections 2.5 and 6: seven counters with mixed skills, a crowd at
//! the door, days that differ, officers of different pace, breaks that nobody announces, people who are not there.

use motcua::domain::ids::ServiceId;
use motcua::domain::queue::Rule;
use motcua::domain::time::Timestamp;
use motcua::domain::visit::Visit;
use motcua::forecast::evaluate::{Evaluation, score, tell};
use motcua::forecast::hall::{Course, Desk, Hall, bit, letter};
use motcua::forecast::law::Law;
use motcua::forecast::model::Model;
use motcua::forecast::scene::Standing;
use motcua::forecast::walk::Walk;
use rand_distr::{Distribution, Gamma, LogNormal, Poisson, StandardNormal, StandardUniform};
use rand_pcg::Pcg64Mcg;
use std::collections::BTreeMap;

/// From and to, in minutes after opening, and of 100 visitors how many come in between.
const PROFILE: [(f64, f64, f64); 14] = [
    (-30., 0., 7.0),
    (0., 30., 11.0),
    (30., 60., 12.0),
    (60., 90., 11.0),
    (90., 120., 10.0),
    (120., 150., 8.5),
    (150., 180., 6.5),
    (180., 210., 4.0),
    (360., 390., 8.0),
    (390., 420., 7.0),
    (420., 450., 5.5),
    (450., 480., 4.5),
    (480., 510., 3.0),
    (510., 540., 2.0),
];
/// Share of the visitors, mean minutes and coefficient of variation of each service.
const SERVICES: [(f64, f64, f64); 6] =
    [(0.40, 6., 0.7), (0.20, 12., 0.6), (0.13, 22., 0.7), (0.12, 12., 0.6), (0.07, 15., 0.6), (0.08, 3., 0.5)];
const WEEKDAYS: [f64; 5] = [1.25, 1.05, 0.95, 0.90, 0.85];
const SKILLS: [&[usize]; 7] = [&[0, 5], &[0, 5], &[0, 1, 5], &[1, 3], &[2], &[2, 4], &[0, 1, 2, 3, 4, 5]];
const VISITORS: f64 = 240.0;
/// Days that are only learnt from, and days that are scored.
const DAYS: (u64, u64) = (10, 12);
const PATHS: usize = 100;

/// How long services really take.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Truth {
    Lognormal,
    Gamma,
    /// Seven in ten are short, the others four times as long.
    Mixture,
    /// Every other officer is slower by three parts in a hundred each day.
    Drift,
}

fn service(place: usize) -> ServiceId {
    ServiceId::new(char::from(b'A' + u8::try_from(place).unwrap())).unwrap()
}

fn share(rng: &mut Pcg64Mcg) -> f64 {
    StandardUniform.sample(rng)
}

struct Person {
    comes_s: f64,
    one: Standing,
    is_there: bool,
}

struct Day<'a> {
    people: Vec<Person>,
    next: usize,
    truth: Truth,
    paces: &'a [f64],
    drift: f64,
    /// When each counter next pauses and for how long, in seconds.
    breaks: Vec<Vec<(f64, f64)>>,
    rng: Pcg64Mcg,
    served: Vec<(usize, usize, f64, f64)>,
}

impl Day<'_> {
    fn minutes(&mut self, of: usize) -> f64 {
        let (_, mean, cv) = SERVICES[of];
        let rng = &mut self.rng;
        match self.truth {
            Truth::Gamma => Gamma::new(1.0 / (cv * cv), mean * cv * cv).unwrap().sample(rng),
            Truth::Mixture => {
                let mean = if share(rng) < 0.7 { mean * 0.5 } else { mean * 2.1667 };
                mean * (0.8 + 0.4 * share(rng))
            }
            Truth::Lognormal | Truth::Drift => {
                let law = Law::of_mean(mean, cv);
                LogNormal::new(law.mu, law.sigma).unwrap().sample(rng)
            }
        }
    }
}

impl Course for Day<'_> {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        let person = self.people.get(self.next)?;
        self.next += 1;
        Some((person.comes_s, person.one))
    }

    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64 {
        let who = one.asked.unwrap();
        let drift = if self.truth == Truth::Drift && place.is_multiple_of(2) { self.drift } else { 1.0 };
        let minutes = self.minutes(letter(one.service)).max(0.5);
        let there_s = (minutes * 60.0 * self.paces[place] * drift).round();
        let long_s = if self.people[who].is_there { there_s } else { 60.0 };
        self.served.push((who, place, now_s, now_s + long_s));
        let pauses = self.breaks[place].first().copied().filter(|(at_s, _)| *at_s <= now_s + long_s);
        if pauses.is_some() {
            self.breaks[place].remove(0);
        }
        long_s + pauses.map_or(0.0, |(_, long_s)| long_s)
    }
}

fn people(number: u64, start: Timestamp, rng: &mut Pcg64Mcg) -> Vec<Person> {
    let weekday = WEEKDAYS[usize::try_from(number % 5).unwrap()];
    let visitors = VISITORS * weekday * Gamma::new(1.0 / 0.0324, 0.0324).unwrap().sample(rng);
    let mut times = Vec::new();
    for (from, to, percent) in PROFILE {
        let count = Poisson::new(visitors * percent / 100.0).unwrap().sample(rng);
        times.extend((0..count as usize).map(|_| ((from + (to - from) * share(rng)).max(0.0) * 60.0).floor()));
    }
    times.sort_by(f64::total_cmp);
    let person = |(turn, comes_s): (usize, f64)| {
        let mut left = share(rng);
        let of = SERVICES.iter().position(|(share, ..)| {
            left -= share;
            left <= 0.0
        });
        let class = u8::from(share(rng) < 0.12);
        let one = Standing::newcomer(service(of.unwrap_or(5)), class, start.plus(comes_s as i64));
        let one = Standing { turn: turn as u64, asked: Some(turn), ..one };
        Person { comes_s, one, is_there: share(rng) >= 0.05 }
    };
    times.into_iter().enumerate().map(person).collect()
}

fn breaks(rng: &mut Pcg64Mcg) -> Vec<(f64, f64)> {
    let spans = [(0.7, 60.0, 150.0), (0.5, 390.0, 130.0)];
    let drawn = spans.map(|(likely, from, long)| {
        let pause = ((from + long * share(rng)) * 60.0, (8.0 + 7.0 * share(rng)) * 60.0);
        (share(rng) < likely).then_some(pause)
    });
    drawn.into_iter().flatten().collect()
}

fn visits(truth: Truth) -> (Vec<Visit>, Timestamp) {
    let mut rng = Pcg64Mcg::new(5);
    let pace = |_| {
        let z: f64 = StandardNormal.sample(&mut rng);
        (0.2 * z).exp()
    };
    let paces: Vec<f64> = (0..SKILLS.len()).map(pace).collect();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let (mut visits, mut scored) = (Vec::new(), Timestamp::default());
    for number in 0..DAYS.0 + DAYS.1 {
        let day = first + chrono::Days::new(number / 5 * 7 + number % 5);
        let start = Timestamp::at(day, chrono::NaiveTime::from_hms_opt(7, 30, 0).unwrap());
        if number == DAYS.0 {
            scored = start;
        }
        let course = Day {
            people: people(number, start, &mut rng),
            next: 0,
            truth,
            paces: &paces,
            drift: 1.0 + 0.03 * number as f64,
            breaks: SKILLS.iter().map(|_| breaks(&mut rng)).collect(),
            rng: Pcg64Mcg::new(u128::from(number) + 77),
            served: Vec::new(),
        };
        let desks = SKILLS.iter().map(|skills| Desk::new(skills.iter().map(|of| bit(service(*of))).sum(), 0.0));
        let rule = Rule::budget();
        let mut hall = Hall::new(&rule, start, Vec::new(), desks.collect(), course);
        hall.run(f64::INFINITY);
        let base = visits.len();
        visits.extend(hall.course.people.iter().map(|person| {
            let Standing { service, class, arrival, .. } = person.one;
            Visit { service, class, counter: None, arrival, start: None, end: None, left: None }
        }));
        for (who, place, from_s, to_s) in hall.course.served {
            let visit: &mut Visit = &mut visits[base + who];
            visit.counter = Some(u16::try_from(place).unwrap() + 1);
            visit.start = Some(start.plus(from_s as i64));
            visit.end = Some(start.plus(to_s as i64));
        }
    }
    (visits, scored)
}

fn evaluated(truth: Truth) -> Evaluation {
    let (visits, scored) = visits(truth);
    // Nothing is known of the services beforehand but that they are visits.
    let usual = Law::of_mean(600.0, 0.8);
    let skills = SKILLS
        .iter()
        .zip(1..)
        .map(|(skills, counter)| (counter, skills.iter().map(|of| bit(service(*of))).sum::<u32>()));
    let model = Model::new(BTreeMap::new(), usual).with_shortest(45);
    let told = tell(Walk::new(&visits, model, Rule::budget(), skills.collect()), &visits, Timestamp(i64::MIN), PATHS);
    score(&told, &visits, scored)
}

fn best_but(gate: f64, truth: Truth) {
    let evaluation = evaluated(truth);
    let best = evaluation.classic.iter().map(|score| score.mae_s).fold(f64::INFINITY, f64::min);
    let ours = evaluation.ours;
    let times = ours.mae_s / best;
    println!("{truth:?}: {} scored, MAE {:.0} s, best known {best:.0} s, {times:.2}", ours.scored, ours.mae_s);
    assert!(ours.scored > 1500, "{}", ours.scored);
    assert!(times <= gate, "{truth:?}: {times:.2} of the best known estimator");
    // Wider than the gate of the real log: officers who grow slower every day are caught up with late.
    assert!((0.85..=0.94).contains(&ours.cover_p90), "{truth:?}: {ours:?}");
}

#[test]
fn on_synthetic_days_our_error_is_half_of_the_best_known_estimators() {
    best_but(0.50, Truth::Lognormal);
}

#[test]
fn with_services_that_follow_no_law_of_ours_it_is_still_two_thirds() {
    for truth in [Truth::Gamma, Truth::Mixture, Truth::Drift] {
        best_but(0.65, truth);
    }
}
