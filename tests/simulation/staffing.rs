//! Staffing advice held against what comes of it: the same virtual days with and without the change.

use crate::day::scenario;
use motcua::domain::ids::{ServiceId, TicketNo};
use motcua::domain::published::Published;
use motcua::domain::staffing::{Change, Step};
use motcua::domain::state::State;
use motcua::domain::ticket::{Closed, Stage, Ticket};
use motcua::domain::time::{Day, Timestamp, tomorrow};
use motcua::engine::clock::Clock;
use motcua::forecast::learning::Learning;
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::{Play, id};
use motcua::simulation::run::FIRST;
use motcua::simulation::scenario::Scenario;
use motcua::simulation::workload::{Workload, paces};
use motcua::staffing::advice::what_if;
use motcua::staffing::situation::Situation;
use motcua::text::words::{Language, Words};
use std::collections::BTreeSet;

/// When advice is asked for, in seconds of the day.
const ASKED_S: i64 = 9 * 3600;
const SEED: u64 = 7;
const OTHER_S: i64 = 600;
/// Days that only teach.
const WARM: u32 = 15;
/// The counter that is opened, from 0.
const OPENED: usize = 8;

/// The mean wait of those who waited when it was asked, `then`, and of those who came later and until closing; who was
/// not served waited until then.
fn mean_wait_s(state: &State, then: &BTreeSet<TicketNo>, asked: Timestamp, close: Timestamp) -> f64 {
    let counts = |ticket: &&Ticket| then.contains(&ticket.number) || (asked..close).contains(&ticket.issued);
    let waits: Vec<f64> = state
        .tickets
        .values()
        .filter(counts)
        .filter_map(|ticket| match &ticket.stage {
            Stage::Served { .. } => Some(ticket.waited_s as f64),
            Stage::Waiting { .. } | Stage::Closed(Closed::DayEnded) => Some(close.since(ticket.issued) as f64),
            _ => None,
        })
        .collect();
    waits.iter().sum::<f64>() / waits.len() as f64
}

fn open(scenario: &Scenario, words: &Words) -> (Clock, House) {
    let clock = Clock::manual(midnight(FIRST.unwrap()));
    let house = House::new(scenario, clock.clone(), words).unwrap();
    (clock, house)
}

/// All that its journal holds by now.
fn learn(house: &House, learning: &mut Learning) {
    let from = learning.seq() + 1;
    let journal = house.hub.reader();
    journal
        .events(from, |record, _| {
            learning.take(record);
            Ok(true)
        })
        .unwrap();
}

/// What was said on a day, and the mean wait that came without the change.
struct Told {
    day: Day,
    promised: Step,
    before_s: f64,
}

fn scenarios() -> (Scenario, Scenario) {
    let mut without = scenario("ward");
    without.counters[OPENED].from_s = Some(86_400);
    let mut with = without.clone();
    with.counters[OPENED].from_s = Some(ASKED_S);
    (without, with)
}

/// Whoever can be spared opens the counter: an officer of another pace each day.
fn paces_of(scenario: &Scenario, number: u32) -> Vec<f64> {
    let mut all = paces(scenario, SEED);
    all[OPENED] = paces(scenario, SEED + 1 + u64::from(number))[OPENED];
    all
}

/// Plays a day, with a question in it; answers the mean wait that came.
fn play(
    (house, clock, words): (&House, &Clock, &Words),
    scenario: &Scenario,
    (day, number): (Day, u32),
    asks: &mut dyn FnMut(&Published, Timestamp),
) -> f64 {
    let (asked, close) = (midnight(day).plus(ASKED_S), midnight(day).plus(scenario.day().1));
    let workload = Workload::draw(scenario, SEED, number, weekday(day));
    let paces = paces_of(scenario, number);
    clock.set(midnight(day));
    let mut play = Play::new(scenario, (&workload, &paces), (&house.hub, clock), day, words);
    play.run_until(asked, &|| false).unwrap();
    clock.set(asked);
    let published = house.hub.now_published();
    let then = published.state.waiting().map(|ticket| ticket.number).collect();
    asks(&published, asked);
    play.run(&|| false).unwrap();
    mean_wait_s(&house.hub.now_published().state, &then, asked, close)
}

/// All days without the change: what was promised of it each day, and what came without it.
fn without(scenario: &Scenario, days: u32, words: &Words) -> Vec<Told> {
    let (clock, house) = open(scenario, words);
    let centre = house.hub.now_published();
    let mut learning = Learning::new(&centre.state.centre, &centre.state.counters, OTHER_S);
    let skills: Vec<ServiceId> = scenario.counters[OPENED].skills.iter().copied().collect();
    let mut day: Day = FIRST.unwrap();
    let mut told = Vec::new();
    for number in 0..WARM + days {
        day = house.day_from(scenario, day);
        let until = midnight(day).plus(scenario.day().1);
        let mut promised = None;
        let before_s = play((&house, &clock, words), scenario, (day, number), &mut |published, from| {
            learn(&house, &mut learning);
            if number >= WARM {
                let situation = Situation::now(&published.state, &published.book, &learning, from, None).unwrap();
                let change = Change::Open { counter: id(OPENED), skills: skills.clone(), from, until };
                promised = what_if(&situation, &[change], &learning).pop();
                if std::env::var("SHOW").is_ok() {
                    show(&situation, &learning, from);
                }
            }
        });
        told.extend(promised.map(|promised| Told { day, promised, before_s }));
        day = tomorrow(day);
    }
    told
}

fn show(situation: &Situation, learning: &Learning, asked: Timestamp) {
    let come: f64 = situation.scene.streams.iter().map(|stream| stream.rates.iter().sum::<f64>() * 1800.0).sum();
    let habits = learning.model.habits();
    println!("{asked} come {come:.0}, waiting {}, breaks {:.3}/h absent {:.3} {:.3} {:.3}", situation.scene.line.len(), habits.breaks_per_s * 3600.0, habits.answering.absent(0.0), habits.answering.absent(1800.0), habits.answering.absent(5000.0));
    let mut rng = motcua::forecast::paths::generator(1);
    let mut draws = |hazard: &motcua::forecast::hazard::Hazard| {
        let mut all: Vec<i64> = (0..1000).map(|_| hazard.draw_rest(0.0, &mut rng) as i64).collect();
        all.sort_unstable();
        (all.iter().sum::<i64>() / 1000, all[500], all[900])
    };
    println!("  pause {:?} turnover {:?} absence {:?} overtime {:?}", draws(&habits.pause), draws(&habits.turnover), draws(&habits.absence), draws(&learning.model.overtime));
    for letter in ["A", "B", "C", "D", "E", "F"] {
        print!(" {letter} {:.0}", learning.model.mean_s(letter.parse().unwrap()));
    }
    println!("; without {:?}", situation.run(learning, 200).iter().map(|sums| motcua::staffing::course::all(sums)).fold((0.0, 0.0, 0.0), |(people, wait, left), one| (people + one.people / 200.0, wait + one.wait_s / one.people / 200.0, left + one.left / 200.0)));
}

#[test]
fn what_opening_a_counter_is_said_to_save_is_what_it_saves_on_nine_days_in_ten() {
    let words = Words::of(Language::Vi);
    let (before, after) = scenarios();
    let days = std::env::var("DAYS").ok().and_then(|days| days.parse().ok()).unwrap_or(30);
    let told = without(&before, days, &words);
    let (clock, house) = open(&after, &words);
    let (mut held, mut held_level) = (0, 0);
    let (mut said_s, mut saved_all_s, mut off_s, mut off_before_s) = (0.0, 0.0, 0.0, 0.0);
    for (number, Told { day, promised, before_s }) in (WARM..).zip(&told) {
        let after_s = play((&house, &clock, &words), &after, (*day, number), &mut |_, _| {});
        let saved_s = before_s - after_s;
        let (range, level) = (promised.saves_s, promised.then.all.wait_s);
        held += u32::from((range.low as f64..=range.high as f64).contains(&saved_s));
        held_level += u32::from((level.low as f64..=level.high as f64).contains(&after_s));
        said_s += range.mean as f64;
        saved_all_s += saved_s;
        off_s += after_s - level.mean as f64;
        off_before_s += before_s - (level.mean + range.mean) as f64;
        if std::env::var("SHOW").is_ok() {
            println!("{number} {day} before {before_s:.0} after {after_s:.0} saved {saved_s:.0} said {range:?} then {level:?}");
        }
    }
    let of = f64::from(days);
    println!(
        "held {held} of {days}, level {held_level}; said {:.0} s, saved {:.0} s; level after {:+.0} s, before {:+.0} s",
        said_s / of,
        saved_all_s / of,
        off_s / of,
        off_before_s / of
    );
    assert!(f64::from(held) >= 0.88 * of, "{held} of {days}");
    let (said_s, saved_s) = (said_s / of, saved_all_s / of);
    assert!((said_s - saved_s).abs() <= (0.15 * saved_s).max(60.0), "said {said_s}, saved {saved_s}");
}
