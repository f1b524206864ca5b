//! Fifty screens on one hub: how soon a call is seen on all of them, what they cost in memory and when nothing happens.
//!
//! `cargo bench --bench sessions`. The hub is the real program in a process of its own; the fifty clients run on the
//! same cores: three walls, two boards, forty-five desks. Each desk calls in turn, by its key. Then the same again with
//! five more screens whose clients read nothing.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_precision_loss, missing_docs, dead_code)]

#[path = "../ssh/client.rs"]
mod client;

use client::{Screen, connect, fresh_key};
use motcua::domain::account::Account;
use motcua::domain::command::{Actor, Issue, SetOfficer, Verb};
use motcua::domain::ids::{Digest, OfficerId, ServiceId};
use motcua::domain::person::Person;
use motcua::domain::ticket::ApplicantKind;
use motcua::engine::clock::Clock;
use motcua::engine::{Hub, Request};
use motcua::session::ssh::public_key;
use motcua::store::{Options, Store};
use russh::keys::PrivateKey;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

const DESKS: u16 = 45;
const WALLS: usize = 3;
const BOARDS: usize = 2;
const STALLED: usize = 5;
const OPENING: &str = "2026-11-23T08:00";
const TICKETS: u16 = 260;
/// Rounds in which every desk calls once.
const ROUNDS: usize = 2;
/// What comes later than this after a call belongs to none.
const SEEN_WITHIN: Duration = Duration::from_millis(400);
/// Screens that showed nothing new for so long have all that came of the last sign-in, the forecast included.
const QUIET: Duration = Duration::from_secs(3);
const IDLE: Duration = Duration::from_mins(1);

fn main() {
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("centre");
    let keys: Vec<PrivateKey> = (0..DESKS).map(|_| fresh_key()).collect();
    let address = prepare(&data, &keys);
    let mut hub = serve(&data);
    runtime.block_on(measure(hub.id(), address, &keys));
    hub.kill().unwrap();
    hub.wait().unwrap();
}

fn motcua(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.arg("--data").arg(data).args(["--clock", OPENING]);
    command
}

/// A centre with a counter and an officer for each desk, a full waiting room, and a key for each officer; the first opens the displays too.
fn prepare(data: &Path, keys: &[PrivateKey]) -> SocketAddr {
    let counters = DESKS.to_string();
    let made = motcua(data).args(["init", "--yes", "--counters", &counters]).stdout(Stdio::null()).status().unwrap();
    assert!(made.success());
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let settings = std::fs::read_to_string(data.join("centre.toml")).unwrap();
    let settings = settings.replace("\nlisten = \"\"", &format!("\nlisten = \"{address}\""));
    std::fs::write(data.join("centre.toml"), settings).unwrap();
    assert!(motcua(data).args(["queue"]).stdout(Stdio::null()).status().unwrap().success());
    let clock = Clock::manual(motcua::domain::time::Timestamp::parse(OPENING).unwrap());
    let (store, state) = Store::open(data, &Options::new(clock.now()), &mut |_| {}).unwrap();
    let book = motcua::domain::book::Book::new(
        &state.centre,
        std::sync::Arc::new(motcua::domain::calendar::holidays::Holidays::built_in()),
        std::sync::Arc::new(motcua::domain::procedure::Catalogue::built_in()),
    );
    let hub = Hub::start(store, state, book, clock).unwrap();
    let ask = |verb, person| hub.submit_blocking(Request::new(Actor::Administrator, verb).with_person(person)).unwrap();
    for number in 2..=DESKS {
        let person = Person { name: format!("Cán bộ {number}"), ..Person::default() };
        let officer = SetOfficer {
            id: None,
            digest: Some(Digest([0; 32])),
            role: motcua::domain::centre::Role::Operator,
            skills: BTreeSet::new(),
            has_pin: false,
            active: true,
        };
        ask(Verb::SetOfficer(officer), Some(person));
    }
    for (number, key) in (1..).zip(keys) {
        let entered = public_key::read(&key.public_key().to_openssh().unwrap()).unwrap();
        let mut accounts = vec![Account::Officer(OfficerId(number))];
        if number == 1 {
            accounts.extend([Account::Wall, Account::Board]);
        }
        for account in accounts {
            ask(Verb::AddKey { account, key: entered.key.clone(), print: entered.print.clone() }, None);
        }
    }
    for n in 0..TICKETS {
        let service = ServiceId::new(char::from(b'A' + u8::try_from(n % 3).unwrap())).unwrap();
        let (ground, applicant) = (None, ApplicantKind::Citizen);
        ask(Verb::Issue(Issue { service, ground, applicant, appointment: None, voucher: None }), None);
    }
    hub.stop();
    address
}

fn serve(data: &Path) -> Child {
    let mut hub = motcua(data).args(["serve", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(hub.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("serving"), "{said}");
    hub
}

/// When each screen got bytes.
type Seen = (usize, Instant, usize);

async fn measure(hub: u32, address: SocketAddr, keys: &[PrivateKey]) {
    let empty = memory(hub);
    let (told, mut seen) = mpsc::unbounded_channel();
    let mut desks = Vec::new();
    for (number, key) in keys.iter().enumerate() {
        let account = format!("counter{}", number + 1);
        let screen = sit(address, &account, key).await;
        desks.push(follow(number, screen, told.clone()));
    }
    for number in 0..WALLS + BOARDS {
        let account = if number < WALLS { "wall" } else { "board" };
        let screen = sit(address, account, &keys[0]).await;
        let keyboard = follow(usize::from(DESKS) + number, screen, told.clone());
        drop(keyboard);
    }
    settle(&mut seen).await;
    let screens = usize::from(DESKS) + WALLS + BOARDS;
    println!(
        "screens                   {screens} ({DESKS} desks, {WALLS} walls, {BOARDS} boards), 120x40, {TICKETS} waiting"
    );
    println!("memory of the hub         {empty} kB empty, {} kB a screen more", (memory(hub) - empty) / screens);
    idle(hub).await;
    report("a call is seen", calls(&desks, &mut seen, screens).await, screens);
    let mut stalled = Vec::new();
    for _ in 0..STALLED {
        stalled.push(sit(address, "wall", &keys[0]).await);
    }
    settle(&mut seen).await;
    let before = memory(hub);
    report("with stalled clients", calls(&desks, &mut seen, screens).await, screens);
    println!(
        "memory with {STALLED} stalled      {} kB more after {} calls",
        memory(hub).saturating_sub(before),
        ROUNDS * usize::from(DESKS)
    );
    drop(stalled);
}

async fn sit(address: SocketAddr, account: &str, key: &PrivateKey) -> Screen {
    let mut guest = connect(address).await;
    assert!(guest.by_key(account, key).await, "{account}");
    guest.sit(120, 40).await
}

/// Reads a screen for ever and tells when bytes came; answers where to send its keys.
fn follow(number: usize, mut screen: Screen, told: mpsc::UnboundedSender<Seen>) -> mpsc::UnboundedSender<&'static str> {
    let (keyboard, mut keys) = mpsc::unbounded_channel::<&'static str>();
    tokio::spawn(async move {
        let mut typing = true;
        loop {
            tokio::select! {
                key = keys.recv(), if typing => match key {
                    Some(key) => screen.keys(key).await,
                    None => typing = false,
                },
                message = screen.channel.wait() => match message {
                    Some(russh::ChannelMsg::Data { data }) => {
                        let _ = told.send((number, Instant::now(), data.len()));
                    }
                    Some(_) => {}
                    None => return,
                },
            }
        }
    });
    keyboard
}

/// Waits until nothing has come for a while.
async fn settle(seen: &mut mpsc::UnboundedReceiver<Seen>) {
    while tokio::time::timeout(QUIET, seen.recv()).await.is_ok() {}
}

/// Each desk calls, in rounds; how long until each other screen got bytes, and the bytes of each wall.
async fn calls(
    desks: &[mpsc::UnboundedSender<&'static str>],
    seen: &mut mpsc::UnboundedReceiver<Seen>,
    screens: usize,
) -> (Vec<Vec<Duration>>, Vec<usize>) {
    let (mut all, mut wall_bytes) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (caller, desk) in desks.iter().enumerate() {
            let began = Instant::now();
            desk.send("g").unwrap();
            let (times, bytes) = within(seen, began, screens, caller).await;
            all.push(times);
            wall_bytes.extend(bytes);
            // The person is not there; the next round calls another.
            desk.send("v").unwrap();
            within(seen, Instant::now(), screens, caller).await;
        }
    }
    (all, wall_bytes)
}

async fn within(
    seen: &mut mpsc::UnboundedReceiver<Seen>,
    began: Instant,
    screens: usize,
    caller: usize,
) -> (Vec<Duration>, Vec<usize>) {
    let mut first: Vec<Option<Duration>> = vec![None; screens];
    let mut walls = vec![0; WALLS];
    let deadline = tokio::time::Instant::from_std(began + SEEN_WITHIN);
    while let Ok(Some((number, at, bytes))) = tokio::time::timeout_at(deadline, seen.recv()).await {
        first[number].get_or_insert(at.saturating_duration_since(began));
        if let Some(wall) = number.checked_sub(usize::from(DESKS)).and_then(|wall| walls.get_mut(wall)) {
            *wall += bytes;
        }
    }
    let others = first.iter().enumerate().filter(|(number, _)| *number != caller);
    (others.filter_map(|(_, time)| *time).collect(), walls)
}

fn report(what: &str, (calls, walls): (Vec<Vec<Duration>>, Vec<usize>), screens: usize) {
    let missed: usize = calls.iter().map(|times| screens - 1 - times.len()).sum();
    let mut last: Vec<Duration> = calls.iter().filter_map(|times| times.iter().max().copied()).collect();
    let mut all: Vec<Duration> = calls.into_iter().flatten().collect();
    let ms = |times: &mut Vec<Duration>, share: usize| {
        times.sort_unstable();
        times.get(times.len().saturating_sub(1) * share / 100).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    };
    let mut walls = walls;
    walls.sort_unstable();
    let of_walls = |share: usize| walls.get(walls.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
    println!(
        "{what:<25} p50 {:.1} ms  p99 {:.1} ms  last of all p50 {:.1} ms; {missed} screens of {} calls saw nothing",
        ms(&mut all, 50),
        ms(&mut all, 99),
        ms(&mut last, 50),
        last.len()
    );
    println!("bytes to a wall for it    p50 {}  p99 {}  {} at most", of_walls(50), of_walls(99), of_walls(100));
}

/// Resident memory of the hub in kB.
fn memory(hub: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{hub}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// What the hub computes while everybody only looks.
async fn idle(hub: u32) {
    let cpu = || {
        let stat = std::fs::read_to_string(format!("/proc/{hub}/stat")).unwrap();
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).map(|n| n.parse().unwrap()).collect();
        fields[0] + fields[1]
    };
    let before = cpu();
    tokio::time::sleep(IDLE).await;
    // Hundredths of a second.
    let used = cpu() - before;
    println!("idle                      {:.2} % of a core over {} s", used as f64 / IDLE.as_secs_f64(), IDLE.as_secs());
}
