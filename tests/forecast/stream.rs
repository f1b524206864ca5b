//! An endless hall: Poisson arrivals of several kinds, exponential services; what textbooks have closed forms for.

use motcua::domain::ids::ServiceId;
use motcua::domain::queue::Rule;
use motcua::domain::time::Timestamp;
use motcua::forecast::hall::{Course, Desk, Hall, bit};
use motcua::forecast::scene::Standing;
use rand_distr::{Distribution, Exp1, StandardUniform};
use rand_pcg::Pcg64Mcg;

/// One kind of people.
#[derive(Clone, Copy)]
pub struct Kind {
    pub service: char,
    pub class: u8,
    pub per_hour: f64,
    /// Services per hour; 0 where the counter's own rate counts.
    pub served_per_hour: f64,
}

/// A hall to be run.
#[derive(Clone)]
pub struct Setting {
    pub kinds: Vec<Kind>,
    /// Skills, and services per hour, of each counter.
    pub counters: Vec<(String, f64)>,
    pub rule: Rule,
    pub longest_idle_first: bool,
}

/// What one kind met with in a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    pub people: f64,
    pub waited_min: f64,
    pub had_to_wait: f64,
    pub within_15: f64,
    pub passed_most: u32,
}

struct Endless<'a> {
    setting: &'a Setting,
    arrivals: Pcg64Mcg,
    services: Pcg64Mcg,
    now_s: f64,
    came: u64,
    people: u64,
    warm: u64,
    met: Vec<Met>,
    arrived_s: Vec<(f64, usize)>,
}

impl Course for Endless<'_> {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        if self.came == self.people {
            return None;
        }
        let all: f64 = self.setting.kinds.iter().map(|kind| kind.per_hour).sum();
        let gap: f64 = Exp1.sample(&mut self.arrivals);
        self.now_s += gap / all * 3600.0;
        let share: f64 = StandardUniform.sample(&mut self.arrivals);
        let mut share = share * all;
        let kind = self.setting.kinds.iter().position(|kind| {
            share -= kind.per_hour;
            share <= 0.0
        });
        let kind = kind.unwrap_or(0);
        let Kind { service, class, .. } = self.setting.kinds[kind];
        let service = ServiceId::new(service).unwrap();
        let one = Standing {
            turn: self.came,
            asked: Some(self.came as usize),
            ..Standing::newcomer(service, class, Timestamp(self.now_s as i64))
        };
        self.arrived_s.push((self.now_s, kind));
        self.came += 1;
        Some((self.now_s, one))
    }

    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64 {
        let (arrived_s, kind) = self.arrived_s[one.asked.unwrap()];
        let wait_s = now_s - arrived_s;
        if one.turn >= self.warm {
            let met = &mut self.met[kind];
            met.people += 1.0;
            met.waited_min += wait_s / 60.0;
            met.had_to_wait += f64::from(u8::from(wait_s > 1e-9));
            met.within_15 += f64::from(u8::from(wait_s <= 900.0));
            met.passed_most = met.passed_most.max(one.passed);
        }
        let own = self.setting.kinds[kind].served_per_hour;
        let rate = if own > 0.0 { own } else { self.setting.counters[place].1 };
        let length: f64 = Exp1.sample(&mut self.services);
        length / rate * 3600.0
    }
}

/// Runs the setting with `people`, the first fifth of whom only fill it; what each kind met with, as means.
pub fn run(setting: &Setting, people: u64, seed: u128) -> Vec<Met> {
    let skills = |text: &str| text.chars().map(|letter| bit(ServiceId::new(letter).unwrap())).sum();
    let desks = setting.counters.iter().map(|(text, _)| Desk::new(skills(text), 0.0)).collect();
    let course = Endless {
        setting,
        arrivals: Pcg64Mcg::new(2 * seed + 1),
        services: Pcg64Mcg::new(((2 * seed + 1) << 64) + 17),
        now_s: 0.0,
        came: 0,
        people,
        warm: people / 5,
        met: vec![Met::default(); setting.kinds.len()],
        arrived_s: Vec::new(),
    };
    let mut hall = Hall::new(&setting.rule, Timestamp(0), Vec::new(), desks, course);
    if setting.longest_idle_first {
        hall = hall.longest_idle_first();
    }
    hall.run(f64::INFINITY);
    let mean = |met: &Met| Met {
        waited_min: met.waited_min / met.people,
        had_to_wait: met.had_to_wait / met.people,
        within_15: met.within_15 / met.people,
        ..*met
    };
    hall.course.met.iter().map(mean).collect()
}

/// How many independent runs an interval rests on.
pub const RUNS: u128 = 24;
/// Student's t for 99.9 % two-sided with 23 degrees of freedom.
const T_999: f64 = 3.768;

/// Whether `expected` lies in the 99.9 % interval of these runs; says the interval where it does not.
pub fn agrees(name: &str, runs: &[f64], expected: f64) -> Result<(), String> {
    let count = runs.len() as f64;
    let mean = runs.iter().sum::<f64>() / count;
    let variance = runs.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
    // Where something happens once in thousands the runs may all lack it.
    let half = T_999 * (variance / count).sqrt() + 5e-4;
    let fits = (mean - expected).abs() <= half;
    if fits { Ok(()) } else { Err(format!("{name}: {expected:.4} not in {mean:.4} ± {half:.4}")) }
}
