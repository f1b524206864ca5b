//! What a forecast costs: a full hall, 80 waiting at 12 counters, run forward 500 times; and what learning from sixty days
//! of a ward costs, as it is done after each start, and advice from that.
//!
//! `cargo bench --bench forecast`. At most 10 ms are wanted of the first; the others are on threads of their own, which no
//! screen waits for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../domain/day.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod day;

use day::{Day, at};
use motcua::domain::command::CounterVerb;
use motcua::domain::queue::Rule;
use motcua::engine::clock::Clock;
use motcua::forecast::learning::Learning;
use motcua::forecast::live::{PATHS, expected};
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::Play;
use motcua::simulation::run::FIRST;
use motcua::simulation::scenario::Scenario;
use motcua::simulation::workload::{Workload, paces};
use motcua::staffing::week::{rest_of_day, week};
use motcua::text::words::{Language, Words};
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;
const WAITING: usize = 80;
/// Days that are learnt from; of the last one only the morning.
const DAYS: u32 = 60;
const ASKED_S: i64 = 9 * 3600;
const COUNTERS: [&str; 12] = ["A", "A", "AB", "AB", "B", "B", "BC", "C", "C", "CD", "D", "ABCD"];

fn main() {
    // The test runner asks benches for their tests; there are none.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    full_hall();
    sixty_days();
}

fn full_hall() {
    let mut day = Day::new(&COUNTERS, Rule::budget());
    day.now = at("2026-11-23T08:00");
    for counter in 1..=12 {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    for count in 0..WAITING + 12 {
        day.issue(['A', 'A', 'B', 'C', 'D'][count % 5], count % 8 == 0);
        day.pass(5);
    }
    for counter in 1..=12 {
        day.call(counter);
        day.at(counter, CounterVerb::Start).unwrap();
        day.pass(20);
    }
    let mut learning = Learning::new(&day.state.centre, &day.state.counters, 600);
    day.log.iter().for_each(|record| learning.take(record));
    let mut times: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let told = expected(&day.state, &day.book, &learning, day.now, PATHS);
            assert_eq!(told.tickets.len(), WAITING);
            began.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    println!(
        "{WAITING} waiting, 12 counters, {PATHS} paths   p50 {} us   max {} us",
        times[ROUNDS / 2],
        times[ROUNDS - 1]
    );
}

fn timed<T>(of: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let made = of();
    (made, began.elapsed())
}

fn sixty_days() {
    let scenario = Scenario::read(Scenario::built_in("ward").unwrap()).unwrap();
    let (words, mut day) = (Words::of(Language::Vi), FIRST.unwrap());
    let clock = Clock::manual(midnight(day));
    let house = House::new(&scenario, clock.clone(), &words).unwrap();
    let centre = house.hub.now_published();
    for number in 0..DAYS {
        day = house.day_from(&scenario, day);
        clock.set(midnight(day));
        let (workload, paces) = (Workload::draw(&scenario, 1, number, weekday(day)), paces(&scenario, 1));
        let mut play = Play::new(&scenario, (&workload, &paces), (&house.hub, &clock), day, &words);
        if number + 1 < DAYS {
            play.run(&|| false).unwrap();
            day = day.succ_opt().unwrap();
        } else {
            play.run_until(midnight(day).plus(ASKED_S), &|| false).unwrap();
        }
    }
    let read = |take: &mut dyn FnMut(&motcua::domain::event::Recorded)| {
        let reader = house.hub.reader();
        reader
            .events(1, |record, _| {
                take(record);
                Ok(true)
            })
            .unwrap();
    };
    let mut events = 0_u32;
    let ((), only_read) = timed(|| read(&mut |_| events += 1));
    let mut learning = Learning::new(&centre.state.centre, &centre.state.counters, 600);
    let ((), learnt) = timed(|| read(&mut |record| learning.take(record)));
    let (published, now) = (house.hub.now_published(), midnight(day).plus(ASKED_S));
    let (_, today) = timed(|| rest_of_day(&published.state, &published.book, &learning, now));
    let (_, ahead) = timed(|| week(&published.state, &published.book, &learning, now));
    let ms = |of: Duration| of.as_millis();
    println!("{DAYS} days, {events} events   read {} ms   read and learnt {} ms", ms(only_read), ms(learnt));
    println!("advice for the hour and the day {} ms   for the week {} ms", ms(today), ms(ahead));
}
