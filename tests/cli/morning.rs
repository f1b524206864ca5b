//! A morning at three counters through the command line, with the plug pulled in the middle.

use crate::place::Place;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const NAMES: [&str; 8] = [
    "Nguyễn Thị Hồng Đào",
    "Trần Văn Đức",
    "Lê Thị Mỹ Lệ",
    "Phạm Quốc Ưng",
    "Hoàng Thị Thuỷ",
    "Vi Văn Khăm",
    "Lô Thị Xoan",
    "Đặng Ngọc Ánh",
];
const PROCEDURES: [&str; 5] = ["1.001193", "2.000815", "1.004873", "1.001612", "chung thuc chu ky"];

/// What must be the same before and after the plug was pulled: all that stands still while nobody asks.
fn standing(place: &Place) -> Value {
    let strip = |mut list: Value| {
        for row in list.as_array_mut().unwrap() {
            // These are of the moment; what was promised is not.
            for of_now in ["waited_s", "expected"] {
                row.as_object_mut().unwrap().remove(of_now);
            }
            row["promised"].as_object_mut().map(|promised| promised.remove("measured"));
        }
        list
    };
    json!([
        strip(place.json(&["queue"])["waiting"].take()),
        place.json(&["counters"])["counters"],
        place.json(&["dossiers"])["dossiers"],
        place.json(&["verify"])["head"],
    ])
}

/// Waits until everybody in the queue was told what to expect, but for who was called before that and `moved` on: until
/// then the journal grows though nobody asks.
fn until_all_are_told(place: &Place, moved: &Value) {
    let began = Instant::now();
    let is_told = |row: &Value| row["ticket"] == *moved || !row["promised"].is_null();
    while !place.json(&["queue"])["waiting"].as_array().unwrap().iter().all(is_told) {
        assert!(began.elapsed() < Duration::from_mins(1), "somebody waits and is told nothing");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_morning_runs_and_a_pulled_plug_loses_nothing() {
    let mut place = Place::serving();
    for number in 0..24 {
        let service = ["A", "B", "C"][number % 3];
        let mut args = vec!["ticket", "issue", "--service", service];
        if number % 6 == 5 {
            args.extend(["--priority", "elderly"]);
        }
        place.run(&args).ok();
    }
    for counter in ["1", "2", "3"] {
        place.run(&["counter", "open", counter]).ok();
    }
    let (mut received, mut moved) = (0, Value::Null);
    for round in 0..15 {
        let counter = ["1", "2", "3"][round % 3];
        let called = place.json(&["call", counter]);
        assert!(called["reason"].as_str().unwrap().starts_with(called["ticket"].as_str().unwrap()));
        match round {
            3 => {
                place.run(&["no-show", counter]).ok();
                continue;
            }
            5 => {
                place.run(&["start", counter]).ok();
                place.run(&["transfer", counter, "--to", "G"]).ok();
                moved = called["ticket"].clone();
                continue;
            }
            7 => {
                place.run(&["undo", counter]).ok();
                assert_eq!(place.json(&["call", counter])["ticket"], called["ticket"], "the call was taken back");
            }
            _ => {}
        }
        place.run(&["start", counter]).ok();
        if round % 2 == 0 {
            let (name, procedure) = (NAMES[round % NAMES.len()], PROCEDURES[round % PROCEDURES.len()]);
            let args = ["dossier", "receive", "--procedure", procedure, "--applicant", name, "--counter", counter];
            let dossier = place.json(&args);
            assert_eq!(dossier["ticket"], called["ticket"]);
            received += 1;
        }
        let finished = place.run(&["finish", counter]).ok();
        let outcome = if round % 2 == 0 { "đã tiếp nhận hồ sơ" } else { "giải đáp" };
        assert!(finished.contains(outcome), "{finished}");
        if round % 5 == 4 {
            until_all_are_told(&place, &moved);
            let before = standing(&place);
            place.kill();
            place.start();
            assert_eq!(standing(&place), before, "after the plug was pulled in round {round}");
        }
    }
    assert_eq!(place.json(&["dossiers"])["dossiers"].as_array().unwrap().len(), received);
    assert_eq!(place.json(&["verify"])["ok"], true);
}
