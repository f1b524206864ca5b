//! `motcua simulate`: the same bytes for the same seed, without a centre; faults of a scenario with their lines.

use crate::place::Place;
use serde_json::Value;

#[test]
fn the_same_seed_says_the_same_to_the_byte_and_needs_no_centre() {
    let place = Place::bare();
    let asked = ["simulate", "village", "--days", "2", "--seed", "7"];
    let text = place.run(&asked).ok();
    assert_eq!(text, place.run(&asked).ok());
    assert_ne!(text, place.run(&["simulate", "village", "--days", "2", "--seed", "8"]).ok());
    assert!(!place.settings().exists());
    let asked = [&asked[..], &["--json"]].concat();
    let bytes = place.run(&asked).ok();
    assert_eq!(bytes, place.run(&asked).ok());
    let told: Value = serde_json::from_str(&bytes).unwrap();
    for figures in [&told["all"], &told["classes"]["0"], &told["services"]["A"], &told["services"]["A"]["classes"]["0"]]
    {
        for name in ["mean_wait_s", "share_within_target"] {
            for part in ["mean", "lo", "hi"] {
                assert!(figures[name][part].is_number(), "{name}.{part} in {figures}");
            }
        }
        assert!(figures["passed_max"].is_u64(), "{figures}");
    }
    assert_eq!((&told["days"], &told["seed"]), (&Value::from(2), &Value::from(7)));
}

#[test]
fn other_counters_and_another_bound_can_be_asked_for() {
    let place = Place::bare();
    let with = |more: &[&str]| {
        let asked = [&["simulate", "commune", "--days", "2"][..], more].concat();
        place.json(&asked)
    };
    let wait_s = |told: &Value| told["all"]["mean_wait_s"]["mean"].as_f64().unwrap();
    let (usual, two) = (with(&[]), with(&["--counters", "abcdef,ABCDEF"]));
    assert!(wait_s(&two) > 2.0 * wait_s(&usual), "two counters: {}, as usual: {}", wait_s(&two), wait_s(&usual));
    let fair = with(&["--passed", "0"]);
    assert_eq!(fair["all"]["passed_max"], 0);
    assert!(usual["all"]["passed_max"].as_u64().unwrap() > 0);
    for (wrong, says) in [("AB,X", "X"), ("AB", "C"), ("", "--counters")] {
        let said = place.run(&["simulate", "--counters", wrong]);
        assert_eq!(said.exit, 2, "{wrong}");
        assert!(said.err.contains(says), "{wrong}: {}", said.err);
    }
}

#[test]
fn a_wrong_scenario_is_told_whole() {
    let place = Place::bare();
    let file = place.write("wrong.toml", "name = \"x\"\nvisitors = \"many\"\nrule = \"fair\"\n");
    let said = place.run(&["simulate", &file]);
    assert_eq!((said.exit, said.out.as_str()), (2, ""));
    for says in ["wrong.toml:2:", "wrong.toml:3:", "congbang", "[[service]]", "[[counter]]", "[hours]"] {
        assert!(said.err.contains(says), "{says}: {}", said.err);
    }
    let said = place.run(&["simulate", "atlantis"]);
    assert_eq!(said.exit, 2);
    assert!(said.err.contains("village"), "{}", said.err);
    let listed = place.json(&["simulate", "--list"]);
    assert_eq!(listed["scenarios"].as_array().unwrap().len(), 10);
}
