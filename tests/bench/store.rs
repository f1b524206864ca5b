//! What durability costs: a save against a bare append with fdatasync, and opening a store with a long history.
//!
//! `cargo bench --bench store`. `MOTCUA_BENCH_EVENTS=1000000` makes the long history that long, `MOTCUA_BENCH_DIR` says
//! on which disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, dead_code)]

#[path = "../store/office.rs"]
mod office;
#[path = "../store/random.rs"]
mod random;

use motcua::domain::event::Recorded;
use motcua::domain::ids::PersonId;
use motcua::store::{Options, Sealed, Store, verify};
use office::Office;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
/// About one dossier to three visits.
const EAGER: usize = 10;
/// A day of some two hundred visits.
const STEPS: usize = 800;
/// Events in one save of the long history.
const PER_SAVE: usize = 8;
const SAVES: usize = 600;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--open") {
        return open_and_tell(Path::new(&arguments[place + 1]));
    }
    let root = std::env::var("MOTCUA_BENCH_DIR").map_or_else(|_| std::env::temp_dir(), PathBuf::from);
    let dir = tempfile::tempdir_in(root).unwrap();
    latency(dir.path());
    history(dir.path());
}

fn options() -> Options {
    Options { floor: Some(0), ..Options::new(motcua::domain::time::Timestamp(1_795_300_000)) }
}

fn open(dir: &Path) -> Store {
    Store::open(dir, &options(), &mut |_| {}).unwrap().0
}

fn median(times: &mut [Duration], share: usize) -> Duration {
    times.sort_unstable();
    times[times.len() * share / 100]
}

/// One client: each save waits for the disk. Rounds of both are interleaved, so that both meet the same disk.
fn latency(dir: &Path) {
    let mut store = open(&dir.join("latency"));
    let mut office = Office::new(1);
    (office.eager, office.steps) = (EAGER, STEPS);
    let (mut ours, mut raw, mut vouched) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let mut file = File::create(dir.join(format!("raw-{round}"))).unwrap();
        for _ in 0..SAVES {
            let batch = following(&mut office);
            let bytes = motcua::store::codec::encode(&batch.0).unwrap();
            let before = Instant::now();
            file.write_all(&bytes).unwrap();
            file.sync_data().unwrap();
            raw.push(before.elapsed());
            let before = Instant::now();
            store.append(&batch.0, &batch.1).unwrap();
            if batch.1.is_empty() {
                ours.push(before.elapsed());
            } else {
                vouched.push(before.elapsed());
            }
            office.remember(&batch, &[]);
        }
    }
    store.close().unwrap();
    let (raw_p50, ours_p50) = (median(&mut raw, 50), median(&mut ours, 50));
    println!("raw append + fdatasync    p50 {raw_p50:?}  p99 {:?}", median(&mut raw, 99));
    println!("store append              p50 {ours_p50:?}  p99 {:?}", median(&mut ours, 99));
    println!("store append with people  p50 {:?}  (two logs, two syncs)", median(&mut vouched, 50));
    println!("ratio of p50              {:.2}", ours_p50.as_secs_f64() / raw_p50.as_secs_f64());
}

fn following(office: &mut Office) -> (Vec<Recorded>, Vec<(PersonId, Sealed)>) {
    loop {
        let batch = office.next();
        if !batch.0.is_empty() {
            return batch;
        }
    }
}

fn history(dir: &Path) {
    let events: u64 = std::env::var("MOTCUA_BENCH_EVENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(50_000);
    let place = dir.join("history");
    let mut store = open(&place);
    let mut office = Office::new(2);
    (office.eager, office.steps) = (EAGER, STEPS);
    let before = Instant::now();
    while office.state.seq < events {
        let (mut records, mut people) = (Vec::new(), Vec::new());
        while records.len() < PER_SAVE {
            let batch = following(&mut office);
            office.remember(&batch, &[]);
            records.extend(batch.0);
            people.extend(batch.1);
        }
        office.events.clear();
        store.append(&records, &people).unwrap();
    }
    println!("{} events written in {:?}", office.state.seq, before.elapsed());
    let before = Instant::now();
    store.close().unwrap();
    println!(
        "closed in {:?}; journal {} MB, sled {} MB",
        before.elapsed(),
        size(&place.join("journal")),
        size(&place.join("sled"))
    );
    for _ in 0..3 {
        reopen(&place);
    }
    fs::remove_dir_all(place.join("sled")).unwrap();
    let before = Instant::now();
    let mut told = 0;
    let (store, _) = Store::open(&place, &options(), &mut |_| told += 1).unwrap();
    println!("sled made anew in {:?}, progress told {told} times", before.elapsed());
    let before = Instant::now();
    let report = verify(&store.reader(), &mut |_| {});
    println!("verified in {:?}: {}", before.elapsed(), report.ok());
    let found = Instant::now();
    let count = store.reader().find("nguyen dao", 20).unwrap().len();
    println!("search found {count} in {:?}", found.elapsed());
    store.close().unwrap();
    reopen(&place);
}

/// Opens in a process of its own, whose memory is the store's alone.
fn reopen(place: &Path) {
    let output = Command::new(std::env::current_exe().unwrap()).arg("--open").arg(place).output().unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
}

fn open_and_tell(place: &Path) {
    let before = Instant::now();
    let store = open(place);
    let took = before.elapsed();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
    };
    println!(
        "opened {} events in {took:?}, memory {} MB (peak {} MB)",
        store.reader().len(),
        memory("VmRSS"),
        memory("VmHWM")
    );
    store.close().unwrap();
}

fn size(dir: &Path) -> u64 {
    fs::read_dir(dir).unwrap().flatten().map(|entry| entry.metadata().map_or(0, |data| data.len())).sum::<u64>() >> 20
}
