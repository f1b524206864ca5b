//! Spoken calls: through a real program that writes down when it begins and ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../engine/centre.rs"]
#[allow(dead_code, reason = "the engine's tests use more of it")]
mod centre;

use motcua::announce::{Announcer, Call, Voice, sentence};
use motcua::domain::centre::{Centre, CounterPlan};
use motcua::domain::command::CounterVerb;
use motcua::domain::ids::CounterId;
use motcua::domain::published::Trouble;
use motcua::engine::Hub;
use motcua::engine::clock::Clock;
use motcua::text::words::{Language, Words};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

/// A room with a voice in it.
struct Room {
    dir: tempfile::TempDir,
    hub: Hub,
    runtime: tokio::runtime::Runtime,
    announcer: Announcer,
}

/// What the program wrote: for each sentence when it began and, if it did, when it ended.
struct Spoken {
    text: String,
    from: u128,
    to: Option<u128>,
}

impl Room {
    /// The program does `work` between its two lines; `None` for a centre without one.
    fn new(work: Option<&str>, patience: Duration) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let hub = centre::start(&dir.path().join("centre"), Clock::manual(centre::opening()), |_| {});
        centre::ask(&hub, motcua::domain::command::Verb::Configure(Box::new(centre::centre()))).unwrap();
        for counter in 1..=4 {
            centre::at(&hub, counter, CounterVerb::Open { officer: None }).unwrap();
        }
        for _ in 0..8 {
            centre::ask(&hub, centre::issue('A')).unwrap();
        }
        let voice = work.map(|work| {
            let log = dir.path().join("log");
            let script = dir.path().join("speak");
            let text = format!(
                "#!/bin/sh\necho \"start $(date +%s%N) $2\" >> '{log}'\n{work}\necho \"end $(date +%s%N)\" >> '{log}'\n",
                log = log.display()
            );
            std::fs::write(&script, text).unwrap();
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
            let args = vec!["-x".to_owned(), "{text}".to_owned()];
            Voice { patience, ..Voice::new(script.to_str().unwrap().to_owned(), args) }
        });
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let announcer = {
            let told = hub.clone();
            Announcer::start(voice, hub.published(), runtime.handle(), move |was_heard| {
                told.set_voice((!was_heard).then_some(Trouble::VoiceGone)).unwrap();
            })
        };
        Self { dir, hub, runtime, announcer }
    }

    /// Does something at a counter, and lets the announcer see it.
    fn at(&self, counter: u16, verb: CounterVerb) {
        centre::at(&self.hub, counter, verb).unwrap();
        let seq = self.hub.now_published().state.seq;
        wait(|| self.announcer.looked_at() >= seq);
    }

    fn log(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    fn spoken(&self) -> Vec<Spoken> {
        let mut spoken: Vec<Spoken> = Vec::new();
        for line in std::fs::read_to_string(self.log()).unwrap_or_default().lines() {
            let mut parts = line.splitn(3, ' ');
            let (what, at) = (parts.next().unwrap(), parts.next().unwrap().parse().unwrap());
            match what {
                "start" => spoken.push(Spoken { text: parts.next().unwrap().to_owned(), from: at, to: None }),
                _ => spoken.last_mut().unwrap().to = Some(at),
            }
        }
        spoken
    }

    /// Waits until so many sentences are over.
    fn until_spoken(&self, count: usize) -> Vec<Spoken> {
        wait(|| self.spoken().iter().filter(|spoken| spoken.to.is_some()).count() >= count);
        self.spoken()
    }

    fn close(self) {
        drop(self.announcer);
        self.hub.stop();
        self.runtime.shutdown_background();
    }
}

fn wait(done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "it never comes");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn said(ticket: &str, counter: u16) -> String {
    let call = Call { ticket: ticket.parse().unwrap(), counter: CounterId(counter) };
    sentence(&call, &Words::of(Language::Vi))
}

#[test]
fn a_call_is_a_sentence_with_the_number_letter_by_letter() {
    assert_eq!(said("A012", 3), "Mời công dân có số A, 0, 1, 2 đến quầy số 3");
}

#[test]
fn calls_are_spoken_one_after_the_other_in_order_and_again_on_recall() {
    let room = Room::new(Some("sleep 0.2"), PATIENCE);
    for counter in 1..=3 {
        room.at(counter, CounterVerb::CallNext);
    }
    room.until_spoken(3);
    room.at(2, CounterVerb::Recall);
    let spoken = room.until_spoken(4);
    let texts: Vec<&str> = spoken.iter().map(|spoken| spoken.text.as_str()).collect();
    assert_eq!(texts, [said("A001", 1), said("A002", 2), said("A003", 3), said("A002", 2)]);
    for pair in spoken.windows(2) {
        assert!(pair[0].to.unwrap() <= pair[1].from, "one over the other: {texts:?}");
    }
    assert!(!room.announcer.is_silent());
    assert_eq!(*room.announcer.bells().borrow(), 0);
    room.close();
}

#[test]
fn overtaken_calls_and_those_who_came_already_are_not_spoken() {
    // The first is spoken until the test says so.
    let room = Room::new(Some("while [ ! -e \"$0.go\" ]; do sleep 0.01; done"), PATIENCE);
    room.at(1, CounterVerb::CallNext);
    // While the first is spoken: one called three times, one who has come, one who is not there.
    room.at(2, CounterVerb::CallNext);
    room.at(2, CounterVerb::Recall);
    room.at(2, CounterVerb::Recall);
    room.at(3, CounterVerb::CallNext);
    room.at(3, CounterVerb::Start);
    room.at(4, CounterVerb::CallNext);
    room.at(4, CounterVerb::NoShow);
    std::fs::write(room.dir.path().join("speak.go"), "").unwrap();
    room.until_spoken(2);
    room.at(1, CounterVerb::Recall);
    let texts: Vec<String> = room.until_spoken(3).into_iter().map(|spoken| spoken.text).collect();
    assert_eq!(texts, [said("A001", 1), said("A002", 2), said("A001", 1)]);
    room.close();
}

#[test]
fn a_program_that_hangs_is_stopped_with_all_it_started() {
    let room = Room::new(
        Some("if [ ! -e \"$0.once\" ]; then touch \"$0.once\"; sleep 600 & wait; fi"),
        Duration::from_secs(3),
    );
    room.at(1, CounterVerb::CallNext);
    let mut bells = room.announcer.bells();
    wait(|| room.announcer.is_silent());
    assert!(bells.has_changed().unwrap());
    bells.mark_unchanged();
    assert_eq!(room.spoken().len(), 1);
    assert!(room.spoken()[0].to.is_none(), "it was stopped");
    room.at(2, CounterVerb::CallNext);
    wait(|| !room.announcer.is_silent());
    assert_eq!(room.spoken().last().unwrap().text, said("A002", 2));
    assert!(!bells.has_changed().unwrap(), "what is spoken does not ring");
    room.close();
}

#[test]
fn a_program_that_fails_is_told_to_the_staff_until_it_speaks_again() {
    // It fails for as long as the test says so.
    let room = Room::new(Some("if [ ! -e \"$0.well\" ]; then exit 3; fi"), PATIENCE);
    let troubles = || room.hub.now_published().troubles.clone();
    assert_eq!(troubles(), []);
    room.at(1, CounterVerb::CallNext);
    wait(|| troubles() == [Trouble::VoiceGone] && *room.announcer.bells().borrow() == 1);
    assert!(room.announcer.is_silent(), "the boards flash instead");
    room.at(1, CounterVerb::Recall);
    wait(|| *room.announcer.bells().borrow() == 2);
    std::fs::write(room.dir.path().join("speak.well"), "").unwrap();
    room.at(1, CounterVerb::Recall);
    wait(|| troubles().is_empty() && !room.announcer.is_silent());
    assert_eq!(*room.announcer.bells().borrow(), 2, "what is spoken does not ring");
    room.close();
}

#[test]
fn calls_behind_a_program_that_hangs_never_pile_up() {
    const MANY: u16 = 40;
    let room = Room::new(Some("while [ ! -e \"$0.go\" ]; do sleep 0.01; done"), PATIENCE);
    let one = centre::centre();
    let counters = (1..=MANY).map(|id| CounterPlan { id: CounterId(id), ..one.counters[0].clone() }).collect();
    centre::ask(&room.hub, motcua::domain::command::Verb::Configure(Box::new(Centre { counters, ..one }))).unwrap();
    for _ in 0..MANY {
        centre::ask(&room.hub, centre::issue('A')).unwrap();
    }
    for counter in 1..=MANY {
        if counter > 4 {
            room.at(counter, CounterVerb::Open { officer: None });
        }
        room.at(counter, CounterVerb::CallNext);
    }
    std::fs::write(room.dir.path().join("speak.go"), "").unwrap();
    wait(|| room.spoken().last().is_some_and(|last| last.text == said("A040", MANY) && last.to.is_some()));
    let texts: Vec<String> = room.spoken().into_iter().map(|spoken| spoken.text).collect();
    assert_eq!(texts.len(), 17, "the one under way and the latest sixteen: {texts:?}");
    assert_eq!(texts[0], said("A001", 1));
    assert_eq!(texts[1], said("A025", 25));
    room.close();
}

#[test]
fn a_program_that_goes_on_hanging_holds_nobody_up_for_long_and_ends_with_the_hub() {
    let room = Room::new(Some("echo $$ >> \"$0.pids\"; sleep 600"), Duration::from_secs(6));
    room.at(1, CounterVerb::CallNext);
    room.at(2, CounterVerb::CallNext);
    wait(|| room.spoken().len() == 2);
    let second = Instant::now();
    room.at(3, CounterVerb::CallNext);
    wait(|| room.spoken().len() == 3);
    assert!(second.elapsed() < Duration::from_millis(5900), "{:?}", second.elapsed());
    let pids = std::fs::read_to_string(room.dir.path().join("speak.pids")).unwrap();
    let last = format!("/proc/{}", pids.lines().last().unwrap());
    assert!(std::path::Path::new(&last).exists());
    room.announcer.stop();
    assert!(!std::path::Path::new(&last).exists(), "it ended with the hub");
    room.close();
}

#[test]
fn without_a_program_every_call_rings() {
    let room = Room::new(None, PATIENCE);
    assert!(room.announcer.is_silent());
    room.at(1, CounterVerb::CallNext);
    room.at(1, CounterVerb::Recall);
    wait(|| *room.announcer.bells().borrow() == 2);
    room.at(1, CounterVerb::Start);
    assert_eq!(*room.announcer.bells().borrow(), 2);
    room.close();
    // One that is not installed is none.
    let room = Room::new(None, PATIENCE);
    let voice = Voice::new("/no/such/voice".into(), Vec::new());
    let announcer = Announcer::start(Some(voice), room.hub.published(), room.runtime.handle(), |_| {});
    assert!(!announcer.is_silent());
    room.at(1, CounterVerb::CallNext);
    wait(|| announcer.is_silent() && *announcer.bells().borrow() == 1);
    room.close();
}
