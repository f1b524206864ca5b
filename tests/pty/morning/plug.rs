//! The plug: when it is pulled, and what is looked at after power is back.

use super::super::centre::Centre;
use super::clerk;
use super::desk::Desk;
use super::journal::{Fact, Line, assert_holds, export};
use super::room::Room;
use super::script::Moment;
use super::step::Step;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// Long enough for a loaded machine; a test that waits so long has failed.
const DEADLINE: Duration = Duration::from_secs(30);

/// Pulls the plug around the last step of a stretch. Answers the step where nobody was told what came of it.
pub fn pull(
    mut desk: Desk,
    centre: &Centre,
    clock: &str,
    moment: Moment,
    step: &Step,
    room: &mut Room,
) -> Option<Step> {
    if moment == Moment::Asking {
        return while_asking(desk, centre, clock, step, room);
    }
    let last = desk.prepare(step, room);
    let before = Traces::of(&desk, centre);
    desk.screen.bytes(&last);
    match moment {
        Moment::Seen => {
            let about = desk.effect(step, room);
            room.acknowledged(step, about);
        }
        Moment::KeyRead => until(|| Traces::of(&desk, centre).read != before.read),
        Moment::Saving => until(|| Traces::of(&desk, centre).journal != before.journal),
        Moment::KeySent | Moment::Asking => {}
    }
    desk.screen.kill9();
    (moment != Moment::Seen).then(|| step.clone())
}

/// What a program leaves behind as it works: bytes read, and when its journal was last written to.
struct Traces {
    read: String,
    journal: Option<SystemTime>,
}

impl Traces {
    fn of(desk: &Desk, centre: &Centre) -> Self {
        let io = std::fs::read_to_string(format!("/proc/{}/io", desk.screen.pid())).unwrap();
        let files = std::fs::read_dir(centre.path().join("journal")).unwrap();
        let written = files.filter_map(|file| file.ok()?.metadata().ok()?.modified().ok());
        Self { read: io.lines().next().unwrap().to_owned(), journal: written.max() }
    }
}

/// Looks until it is so; there is nothing to be woken by.
fn until(so: impl Fn() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !so() {
        assert!(Instant::now() < deadline, "the key is not taken");
        std::hint::spin_loop();
    }
}

/// The hub goes while a command asks it: the command asks again of the store itself, and is told what came of it.
fn while_asking(desk: Desk, centre: &Centre, clock: &str, step: &Step, room: &mut Room) -> Option<Step> {
    let mut args = clerk::command(step, room, "");
    args.push("--json".to_owned());
    let asking = centre.start(clock, args);
    desk.screen.kill9();
    let output = asking.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{step:?}: {said}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let about = clerk::about(step, room, &answer);
    room.acknowledged(step, about);
    None
}

/// Power is back: all is true, all that was acknowledged is there, and whoever was in front still is. A step that
/// nobody was told about is looked up, and if it is missing it is still to be done.
pub fn look_around(centre: &Centre, clock: &str, room: &mut Room, unanswered: Option<Step>, stretch: usize) {
    let checked = centre.ask(clock, ["verify"]);
    assert_eq!(checked["ok"], true, "before stretch {stretch}: {checked}");
    let journal = export(centre, clock);
    assert_holds(&journal, room.facts(), &format!("before stretch {stretch}"));
    if let Some(step) = unanswered {
        let told = room.facts().iter().filter(|fact| is_of(fact, &step, room)).count();
        let happened: Vec<Fact> = journal.iter().map(Line::fact).filter(|fact| is_of(fact, &step, room)).collect();
        match happened.len() - told {
            0 => room.still_to_do(step),
            1 => room.acknowledged(&step, happened[told].about.clone()),
            more => panic!("before stretch {stretch}: {step:?} happened {more} times"),
        }
    }
    let counters = centre.ask(clock, ["counters"]);
    for counter in counters["counters"].as_array().unwrap() {
        let at = u16::try_from(counter["counter"].as_u64().unwrap()).unwrap();
        assert_eq!(counter["ticket"].as_str(), room.front(at), "in front of counter {at} before stretch {stretch}");
    }
}

/// Whether a fact may be what a step was for.
fn is_of(fact: &Fact, step: &Step, room: &Room) -> bool {
    fact.event == step.event() && room.about(step).is_none_or(|about| about == fact.about)
}

/// A hub without a screen; stopped as the system stops programs.
pub struct Served {
    hub: Child,
}

impl Served {
    /// Starts it and waits until it answers.
    pub fn start(centre: &Centre, clock: &str) -> Self {
        let mut hub = centre.command(clock, ["serve", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(hub.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        let said: Value = serde_json::from_str(&first).unwrap();
        assert_eq!(said["serving"], true);
        Self { hub }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let pid = Pid::from_raw(self.hub.id().cast_signed()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        assert!(self.hub.wait().unwrap().success() || std::thread::panicking(), "the hub stops cleanly");
    }
}
