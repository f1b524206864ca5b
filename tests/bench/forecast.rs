//! What a forecast costs: a full hall, 80 waiting at 12 counters, run forward 500 times.
//!
//! `cargo bench --bench forecast`. At most 10 ms are wanted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../domain/day.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod day;

use day::{Day, at};
use motcua::domain::command::CounterVerb;
use motcua::domain::queue::Rule;
use motcua::forecast::learning::Learning;
use motcua::forecast::live::{PATHS, expected};
use std::time::Instant;

const ROUNDS: usize = 21;
const WAITING: usize = 80;
const COUNTERS: [&str; 12] = ["A", "A", "AB", "AB", "B", "B", "BC", "C", "C", "CD", "D", "ABCD"];

fn main() {
    // The test runner asks benches for their tests; there are none.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
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
