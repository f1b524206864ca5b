//! The demo in a real terminal: alive in one command, its keys, and nothing left of it.

use super::centre::vietnamese;
use super::screen::Start;

/// The minute that the demo's line shows.
fn time(text: &str) -> Option<String> {
    let from = text.find("KHÔNG LƯU GÌ · ")? + "KHÔNG LƯU GÌ · ".len();
    text.get(from..from + 5).map(str::to_owned)
}

#[test]
fn the_demo_shows_a_busy_desk_and_wall_whose_time_runs_and_keeps_nothing() {
    let words = vietnamese();
    let place = tempfile::tempdir().unwrap();
    let start = Start::motcua().args(["demo"]).env("TMPDIR", place.path()).size(160, 40);
    let mut screen = start.run();
    screen.until_text("KHÔNG LƯU GÌ");
    assert!(std::fs::read_dir(place.path()).unwrap().next().is_some(), "it stands somewhere while it runs");
    let began = time(&screen.text()).unwrap();
    assert!(began.as_str() >= "08:00", "{began}");
    screen.key("Alt-Right");
    screen.until("another minute", |shown| time(&shown.contents()).is_some_and(|time| time > began));
    screen.key("Alt-b");
    screen.until_text(words.get("demo.to_desk"));
    screen.until_text("Các quầy");
    screen.key("Alt-b");
    screen.until_text(words.get("demo.to_wall"));
    screen.key("Alt-t");
    screen.until_text(words.get("demo.by_hand"));
    screen.key("Alt-q");
    assert_eq!(screen.until_exit(), 0);
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "nothing is kept");
}
