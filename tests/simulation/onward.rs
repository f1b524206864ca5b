//! Virtual days on which many are sent on to another queue, and many come back after a missed call: what is told of the
//! waits, beside what comes.

use crate::day::scenario;
use crate::staffing::{learn, mean_wait_s};
use motcua::domain::event::Event;
use motcua::domain::ids::TicketNo;
use motcua::domain::published::Published;
use motcua::domain::time::{Day, Timestamp, tomorrow};
use motcua::engine::clock::Clock;
use motcua::forecast::calibration::quantile;
use motcua::forecast::learning::Learning;
use motcua::forecast::live::scene;
use motcua::forecast::onward::Leads;
use motcua::forecast::paths::run as run_paths;
use motcua::forecast::scene::Scene;
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::Play;
use motcua::simulation::run::FIRST;
use motcua::simulation::scenario::{Absence, Scenario};
use motcua::simulation::workload::{Workload, paces};
use motcua::staffing::advice::weigh;
use motcua::staffing::situation::Situation;
use motcua::text::words::{Language, Words};
use std::collections::{BTreeMap, BTreeSet};

const SEED: u64 = 11;
/// Days that only teach, and days on which it is asked.
const DAYS: (u32, u32) = (8, 8);
const PATHS: usize = 100;
/// When it is asked, in seconds of the day.
const ASKED_S: [i64; 4] = [8 * 3600 + 1800, 9 * 3600 + 1800, 10 * 3600 + 1800, 14 * 3600];

/// Waits from a moment on, in seconds: the middle, the upper end.
type Told = BTreeMap<TicketNo, (f64, f64)>;

/// What the paths say of everybody who waits, not calibrated.
fn told(scene: &Scene, asked: &[TicketNo], learning: &Learning) -> Told {
    let model = &learning.model;
    let turns = run_paths(scene, &model.habits(), &[], PATHS, |rng| model.draw(&scene.places, rng));
    let one = |(number, turns): (&TicketNo, &Vec<f32>)| (*number, (quantile(turns, 0.5), quantile(turns, 0.9)));
    asked.iter().zip(&turns.asked).map(one).collect()
}

/// How many were asked about, of them called by the middle and by the upper end, and by how much the middle was too low
/// in all, in seconds.
#[derive(Debug, Default)]
struct Held {
    people: f64,
    by_middle: f64,
    by_upper: f64,
    too_low_s: f64,
}

impl Held {
    fn add(&mut self, told: &Told, came: &BTreeMap<TicketNo, f64>) {
        for (number, (middle, upper)) in told {
            let Some(came_s) = came.get(number) else { continue };
            self.people += 1.0;
            self.by_middle += f64::from(u8::from(came_s <= middle));
            self.by_upper += f64::from(u8::from(came_s <= upper));
            self.too_low_s += came_s - middle;
        }
    }
}

/// When everybody was called first after a moment, in seconds from it.
fn called_after(house: &House, after: Timestamp, seq: u64) -> BTreeMap<TicketNo, f64> {
    let mut came = BTreeMap::new();
    house
        .hub
        .reader()
        .events(seq + 1, |record, _| {
            if let Event::TicketCalled { ticket, .. } = &record.event {
                came.entry(*ticket).or_insert(record.at.since(after) as f64);
            }
            Ok(true)
        })
        .unwrap();
    came
}

fn many() -> Scenario {
    let absence = Absence { share: 0.12, wait_s: None, back: 0.7, back_s: (120.0, 800.0) };
    Scenario { transfers: 0.3, absence, visitors: 160.0, day_spread: 0.0, ..scenario("commune") }
}

/// What is learnt by now, and the mean wait of the rest of the day as it is advised on.
fn outlook(published: &Published, learning: &Learning, now: Timestamp) -> f64 {
    let situation = Situation::now(&published.state, &published.book, learning, now, None).unwrap();
    weigh(&situation, &[], learning).nothing.all.wait_s.mean as f64
}

#[test]
fn ranges_and_outlooks_hold_where_many_are_sent_on_and_come_back() {
    let words = Words::of(Language::Vi);
    let scenario = many();
    let clock = Clock::manual(midnight(FIRST.unwrap()));
    let house = House::new(&scenario, clock.clone(), &words).unwrap();
    let centre = house.hub.now_published();
    let mut learning = Learning::new(&centre.state.centre, &centre.state.counters, 600);
    let (mut held, mut blind, mut said_s, mut came_s) = (Held::default(), Held::default(), 0.0, 0.0);
    let mut day: Day = FIRST.unwrap();
    let pace = paces(&scenario, SEED);
    for number in 0..DAYS.0 + DAYS.1 {
        day = house.day_from(&scenario, day);
        let workload = Workload::draw(&scenario, SEED, number, weekday(day));
        clock.set(midnight(day));
        let mut play = Play::new(&scenario, (&workload, &pace), (&house.hub, &clock), day, &words);
        let (mut asked_of, mut waits) = (Vec::new(), None);
        for asked_s in ASKED_S.into_iter().filter(|_| number >= DAYS.0) {
            let now = midnight(day).plus(asked_s);
            play.run_until(now, &|| false).unwrap();
            clock.set(now);
            learn(&house, &mut learning);
            let published = house.hub.now_published();
            let (scene, asked) = scene(&published.state, &published.book, &learning, now);
            let ours = told(&scene, &asked, &learning);
            let without = told(&Scene { leads: Leads::default(), kept_s: 0.0, ..scene }, &asked, &learning);
            asked_of.push((now, published.state.seq, ours, without));
            if waits.is_none() {
                said_s += outlook(&published, &learning, now);
                let then: BTreeSet<TicketNo> = published.state.waiting().map(|ticket| ticket.number).collect();
                waits = Some((now, then));
            }
        }
        play.run(&|| false).unwrap();
        for (now, seq, ours, without) in &asked_of {
            let came = called_after(&house, *now, *seq);
            held.add(ours, &came);
            blind.add(without, &came);
        }
        if let Some((now, then)) = waits {
            came_s += mean_wait_s(&house.hub.now_published().state, &then, now, midnight(day).plus(scenario.day().1));
        }
        day = tomorrow(day);
    }
    println!("{held:?}\nwithout: {blind:?}\nmean wait said {said_s:.0} s, came {came_s:.0} s");
    assert!(held.people > 300.0, "{held:?}");
    assert!((0.40..=0.62).contains(&(held.by_middle / held.people)), "{held:?}");
    assert!((0.82..=0.96).contains(&(held.by_upper / held.people)), "{held:?}");
    assert!(held.too_low_s.abs() < 0.5 * blind.too_low_s.abs(), "{held:?} {blind:?}");
    assert!((0.8..1.25).contains(&(said_s / came_s)), "said {said_s}, came {came_s}");
}
