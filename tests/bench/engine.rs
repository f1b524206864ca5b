//! What a durable command costs: one client against a bare append with fdatasync, and eight clients against one.
//!
//! `cargo bench --bench engine`. Everything is compared within one run, in turns, because machines are noisy.
//! `MOTCUA_BENCH_DIR` says on which disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::cast_precision_loss, missing_docs)]

#[path = "../engine/centre.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod centre;

use centre::{ask, issue, opening, start};
use motcua::domain::command::Verb;
use motcua::engine::Hub;
use motcua::engine::clock::Clock;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 8;
const COMMANDS: usize = 250;
const CLIENTS: usize = 8;
/// About what one issued ticket takes in the journal.
const RAW_BYTES: usize = 400;

fn main() {
    // The test runner asks benches for their tests; there are none.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let place = std::env::var_os("MOTCUA_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into);
    let dir = tempfile::tempdir_in(place).unwrap();
    let clock = Clock::manual(opening());
    let hub = start(&dir.path().join("centre"), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre::centre()))).unwrap();
    let (mut raw, mut one, mut single_s, mut many_s) = (Vec::new(), Vec::new(), 0.0, 0.0);
    for round in 0..ROUNDS {
        // A new day, so that numbers do not run out.
        clock.set(opening().plus(i64::try_from(round).unwrap() * 86_400));
        raw.extend(bare_appends(dir.path()));
        let began = Instant::now();
        one.extend(commands(&hub, 'A', COMMANDS));
        single_s += began.elapsed().as_secs_f64();
        let began = Instant::now();
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let hub = &hub;
                scope.spawn(move || commands(hub, ['B', 'C'][client % 2], COMMANDS / 2));
            }
        });
        many_s += began.elapsed().as_secs_f64();
    }
    hub.stop();
    let single = (ROUNDS * COMMANDS) as f64 / single_s;
    let many = (ROUNDS * CLIENTS * COMMANDS / 2) as f64 / many_s;
    let (raw_50, raw_99) = (percentile(&mut raw, 50), percentile(&mut raw, 99));
    let (one_50, one_99) = (percentile(&mut one, 50), percentile(&mut one, 99));
    println!("bare append + fdatasync   p50 {raw_50:>6} us   p99 {raw_99:>6} us");
    println!("one client, one command   p50 {one_50:>6} us   p99 {one_99:>6} us");
    println!("ratio of the medians      {:.2} (at most 1.30 wanted)", one_50 as f64 / raw_50 as f64);
    println!("one client                {single:>8.0} commands/s");
    println!("eight clients             {many:>8.0} commands/s");
    println!("ratio of throughput       {:.2} (at least 3.00 wanted)", many / single);
}

fn bare_appends(dir: &Path) -> Vec<Duration> {
    let mut file = OpenOptions::new().create(true).append(true).open(dir.join("raw")).unwrap();
    let bytes = [7; RAW_BYTES];
    let append = |_| {
        let began = Instant::now();
        file.write_all(&bytes).unwrap();
        file.sync_data().unwrap();
        began.elapsed()
    };
    (0..COMMANDS).map(append).collect()
}

fn commands(hub: &Hub, service: char, count: usize) -> Vec<Duration> {
    let command = |_| {
        let began = Instant::now();
        ask(hub, issue(service)).unwrap();
        began.elapsed()
    };
    (0..count).map(command).collect()
}

fn percentile(times: &mut [Duration], share: usize) -> u128 {
    times.sort_unstable();
    times[(times.len() - 1) * share / 100].as_micros()
}
