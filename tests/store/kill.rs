//! SIGKILL at any moment, while it writes and while it opens: what was acknowledged is there.

use crate::office::{Office, open, person};
use crate::random::Random;
use crate::whole::check_all;
use motcua::domain::person::Person;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const DIR: &str = "MOTCUA_TEST_KILL_DIR";

/// The process that is killed: goes on from what is there, and says after each batch how far it is.
#[test]
fn kill_writer() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let (mut store, state) = open(Path::new(&dir)).unwrap();
    let mut office = replayed(&store.reader(), state.seq);
    let mut out = std::io::stdout();
    loop {
        office.work(&mut store, 1);
        writeln!(out, "kept {}", office.state.seq).unwrap();
        out.flush().unwrap();
    }
}

/// The office after the first `events`, made again from the same seed.
fn replayed(reader: &motcua::store::Reader, events: u64) -> Office {
    let mut office = Office::new(77);
    let mut stored = Vec::new();
    reader
        .events(1, |event, _| {
            stored.push(event.clone());
            Ok(true)
        })
        .unwrap();
    assert_eq!(stored.len() as u64, events);
    let mut stored = stored.into_iter();
    while office.state.seq < events {
        let mut batch = office.next();
        // The same but for the salts, so the stored one is what is remembered.
        batch.0 = stored.by_ref().take(batch.0.len()).collect();
        let people: Vec<Person> = batch.1.iter().map(|(id, _)| person(id.0)).collect();
        office.remember(&batch, &people);
    }
    office
}

fn start(dir: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::kill_writer", "--nocapture", "--test-threads=1"])
        .env(DIR, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the writer and answers the last number it acknowledged.
fn killed_after(child: &mut Child, lines: usize, wait: Duration) -> u64 {
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut last = 0;
    let mut note = |line: String| {
        if let Some(seq) = line.strip_prefix("kept ").and_then(|seq| seq.parse().ok()) {
            last = seq;
        }
    };
    if lines == 0 {
        // Somewhere in the start: the random moment is the point of it.
        std::thread::sleep(wait);
    } else {
        output.by_ref().take(lines).for_each(|line| note(line.unwrap()));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    output.for_each(|line| note(line.unwrap_or_default()));
    last
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let mut random = Random::new(3);
    let mut kept = 0;
    for round in 0..24 {
        let lines = if round % 2 == 0 { 1 + random.below(60) } else { 0 };
        let mut child = start(dir.path());
        kept = killed_after(&mut child, lines, Duration::from_millis(random.below(60) as u64)).max(kept);
        let (store, state) = open(dir.path()).unwrap();
        assert!(state.seq >= kept, "round {round}: {kept} acknowledged, {} there", state.seq);
        check_all(&replayed(&store.reader(), state.seq), &store);
    }
    println!("24 kills, {kept} acknowledged events, 0 lost");
    assert!(kept > 100);
}
