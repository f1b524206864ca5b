//! Two voices never overlap, though the hub is killed while the first one speaks.

use crate::place::Place;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

fn wait(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done() {
        assert!(Instant::now() < deadline, "{what} never comes");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_a_killed_hub_left_speaking_ends_before_the_next_call_begins() {
    let mut place = Place::made();
    // It goes on for a while, or, once `forever` is there, until somebody ends it.
    let script = place.write(
        "speak",
        "#!/bin/sh\necho \"start $$\" >> \"$0.log\"\nif [ -e \"$0.forever\" ]; then rm \"$0.forever\"; sleep 600; fi\n\
         sleep 2\necho \"end $$\" >> \"$0.log\"\n",
    );
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    place.change("command = \"\"", &format!("command = \"{script}\""));
    place.start();
    place.run(&["counter", "open", "1"]).ok();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    place.run(&["call", "1"]).ok();
    let log = || std::fs::read_to_string(format!("{script}.log")).unwrap_or_default();
    let lines = |what: &str| log().lines().filter(|line| line.starts_with(what)).count();
    wait("the first voice", || lines("start") == 1);
    place.kill();
    place.start();
    place.run(&["recall", "1"]).ok();
    wait("the second voice", || lines("end") == 2);
    let order: Vec<String> = log().lines().map(|line| line[..3].to_owned()).collect();
    assert_eq!(order, ["sta", "end", "sta", "end"], "one after the other: {}", log());

    place.write("speak.forever", "");
    place.run(&["recall", "1"]).ok();
    wait("the third voice", || lines("start") == 3);
    wait("its long breath", || !Path::new(&format!("{script}.forever")).exists());
    let third = log().lines().last().unwrap()[6..].to_owned();
    place.kill();
    assert!(Path::new("/proc").join(&third).exists(), "it goes on without its hub");
    place.start();
    place.run(&["recall", "1"]).ok();
    wait("the fourth voice", || lines("end") == 3);
    assert!(!Path::new("/proc").join(&third).exists(), "ended, not spoken over");
    assert!(!log().contains(&format!("end {third}")), "{}", log());
}
