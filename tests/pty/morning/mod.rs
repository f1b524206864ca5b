//! One morning at a centre with three counters, run twice: at the desk, with the plug pulled ten times, and wholly by
//! commands. Both leave the same journal, and nothing that anybody was told is ever lost.

mod cast;
mod clerk;
mod desk;
mod journal;
mod plug;
mod room;
mod script;
mod step;

use super::centre::{Centre, OPENING};
use cast::CASES;
use desk::{Desk, PIN};
use journal::{Line, assert_holds, assert_same, export};
use room::Room;
use script::{DOSSIERS, Stretch, TICKETS, morning};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

/// Decides who comes for what, and how the counters take turns; `MOTCUA_SEED` gives another morning.
const SEED: u64 = 2311;
/// Longer pauses than this end every absence (centre.toml: 15 minutes).
const AWAY_MAX: u16 = 15;

#[test]
fn the_morning_survives_ten_kills_and_is_the_same_by_commands() {
    let seed = std::env::var("MOTCUA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let script = morning(seed);
    let ((at_desk, of_desk), (by_command, of_commands)) = std::thread::scope(|both| {
        let commands = both.spawn(|| by_commands(&script));
        (by_desk(&script), commands.join().unwrap())
    });
    assert_same(&at_desk, &by_command);
    assert_eq!(people(&of_desk), people(&of_commands), "the same dossiers of the same people, due at the same time");
    assert_names(&of_desk);
    assert_eq!(count(&at_desk, "ticket_issued"), TICKETS);
    assert_eq!(count(&at_desk, "dossier_received"), DOSSIERS);
    // on another morning the one who stays away may have been absent before
    assert!(seed != SEED || count(&at_desk, "ticket_lapsed") > 0, "nobody stayed away");
    for event in [
        "ticket_transferred",
        "ticket_missed",
        "ticket_restored",
        "ticket_parked",
        "ticket_back",
        "ticket_resumed",
        "ticket_cancelled",
        "ticket_prioritised",
        "counter_paused",
        "counter_closed",
        "counter_action_undone",
        "dossier_returned",
    ] {
        assert!(count(&at_desk, event) > 0, "no {event} on this morning");
    }
}

/// The centre before its first day: three officers, one of them with a PIN.
fn staffed() -> Centre {
    let centre = Centre::none();
    let name = ["init", "--yes", "--counters", "3", "--code", "16711", "--officer-name", "Nguyễn Thị Lan"];
    centre.ask(OPENING, name.iter().chain(&["--centre", "Trung tâm Phục vụ hành chính công xã Cẩm Trung"]));
    centre.ask(OPENING, ["officer", "add", "Trần Văn Hùng", "--no-pin"]);
    // The administrator's PIN first, then one that she has chosen herself.
    let add = ["officer", "add", "Lê Thị Thuỷ", "--pin-stdin", "--json"];
    let choose = ["--officer", "3", "officer", "pin", "3", "--pin-stdin"];
    for (mut command, pin) in [(centre.command(OPENING, add), "7531"), (centre.command(OPENING, choose), PIN)] {
        let mut asked = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        asked.stdin.take().unwrap().write_all(format!("{pin}\n").as_bytes()).unwrap();
        assert!(asked.wait().unwrap().success());
    }
    centre
}

/// The clock of a stretch, as an argument.
fn clock(stretch: &Stretch) -> String {
    format!("2026-11-23T{:02}:{:02}:00", 7 + stretch.minute / 60, stretch.minute % 60)
}

/// Whether nobody who was away may come back after this stretch.
fn long_pause(stretch: &Stretch, next: Option<&Stretch>) -> bool {
    next.is_some_and(|next| next.minute - stretch.minute >= AWAY_MAX)
}

/// The morning at the desk; other counters than the one where somebody sits are worked by commands through its hub.
fn by_desk(script: &[Stretch]) -> (Vec<Line>, Value) {
    let centre = staffed();
    let mut room = Room::default();
    let (mut unanswered, mut keys, mut repeated) = (None, 0, 0);
    for (place, stretch) in script.iter().enumerate() {
        let clock = clock(stretch);
        let mut desk = Desk::start(&centre, &clock);
        plug::look_around(&centre, &clock, &mut room, unanswered.take(), place);
        if let Some(officer) = room.officer(stretch.seat) {
            desk.sit_down(stretch.seat, officer);
        }
        let left = room.take_left();
        repeated += usize::from(left.is_some());
        for step in left.into_iter().chain(stretch.steps.iter().cloned()) {
            let about = if desk.does(&step, &room, stretch.seat) {
                keys += 1;
                desk.play(&step, &room)
            } else {
                clerk::play(&centre, &clock, &step, &room)
            };
            room.acknowledged(&step, about);
        }
        match &stretch.kill {
            Some((moment, step)) => unanswered = plug::pull(desk, &centre, &clock, *moment, step, &mut room),
            None => drop(desk),
        }
        if long_pause(stretch, script.get(place + 1)) {
            room.long_pause();
        }
    }
    let steps: usize = script.iter().map(|stretch| stretch.steps.len() + usize::from(stretch.kill.is_some())).sum();
    println!("{steps} steps, {keys} of them by keys at the desk; {repeated} had to be done again after a kill");
    finished(&centre, &clock(script.last().unwrap()), &room)
}

/// The morning by commands alone: through `motcua serve`, and in one stretch with no hub at all.
fn by_commands(script: &[Stretch]) -> (Vec<Line>, Value) {
    let centre = staffed();
    let mut room = Room::default();
    for (place, stretch) in script.iter().enumerate() {
        let clock = clock(stretch);
        let hub = (place != 4).then(|| plug::Served::start(&centre, &clock));
        for step in stretch.steps.iter().chain(stretch.kill.iter().map(|(_, step)| step)) {
            let about = clerk::play(&centre, &clock, step, &room);
            room.acknowledged(step, about);
        }
        drop(hub);
        if long_pause(stretch, script.get(place + 1)) {
            room.long_pause();
        }
    }
    finished(&centre, &clock(script.last().unwrap()), &room)
}

/// The end of the morning: everything is there, and true.
fn finished(centre: &Centre, clock: &str, room: &Room) -> (Vec<Line>, Value) {
    assert_eq!(centre.ask(clock, ["verify"])["ok"], true);
    let journal = export(centre, clock);
    assert_holds(&journal, room.facts(), "at the end");
    (journal, centre.ask(clock, ["dossiers"]))
}

/// Whose dossier each is, and when it is due.
fn people(dossiers: &Value) -> Vec<[String; 4]> {
    let list = dossiers["dossiers"].as_array().unwrap();
    list.iter()
        .map(|dossier| ["dossier", "applicant", "due", "procedure"].map(|name| dossier[name].to_string()))
        .collect()
}

/// Every open dossier bears a name as the people write it, however it was typed; one was handed over and is closed.
fn assert_names(dossiers: &Value) {
    let list = dossiers["dossiers"].as_array().unwrap();
    let mut names: Vec<&str> = list.iter().map(|dossier| dossier["applicant"]["name"].as_str().unwrap()).collect();
    let mut meant: Vec<&str> = CASES[1..].iter().map(|case| case.name).collect();
    names.sort_unstable();
    meant.sort_unstable();
    assert_eq!(names, meant);
}

fn count(journal: &[Line], event: &str) -> usize {
    journal.iter().filter(|line| line.fact().event == event).count()
}
