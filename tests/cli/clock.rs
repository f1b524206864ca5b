//! A PC whose clock is wrong: what is refused, what is warned of, and how it is put right.

use crate::place::Place;
use serde_json::Value;

/// A centre whose last record is years before the clock of whoever runs these tests.
fn long_ago() -> Place {
    let place = Place::bare();
    let then = |args| place.run_at(Some("2024-11-25T08:00"), args);
    then(&["init", "--yes", "--centre", "Trung tâm xã Cẩm Trung"]).ok();
    then(&["ticket", "issue", "--service", "A"]).ok();
    place
}

#[test]
fn a_clock_years_ahead_writes_nothing_until_it_is_confirmed() {
    let place = long_ago();
    let now = |args| place.run_at(None, args);
    let refused = now(&["ticket", "issue", "--service", "A"]);
    assert_eq!(refused.exit, 1);
    assert!(
        refused.err.contains("08:00 25/11/2024") && refused.err.contains("config clock-is-right"),
        "{}",
        refused.err
    );
    assert_eq!(refused.err.lines().count(), 1, "said once: {}", refused.err);
    let refusal = now(&["call", "1", "--json"]).refusal();
    assert_eq!((refusal["refusal"].as_str(), &refusal["warnings"]), (Some("clock_ahead"), &Value::Null));

    let shown = now(&["queue", "--json"]);
    let warnings: Value = serde_json::from_str(&shown.err).unwrap();
    assert_eq!(warnings["warnings"][0]["warning"], "clock_ahead");
    assert_eq!(shown.json()["waiting"][0]["ticket"], "A001", "the day did not end by itself; looking still works");

    assert_eq!(now(&["config", "clock-is-right", "--json"]).json()["confirmed"], true);
    let issued = now(&["ticket", "issue", "--service", "A"]);
    assert_eq!(issued.err, "");
    issued.ok();
    assert_eq!(now(&["config", "clock-is-right", "--json"]).json()["confirmed"], false, "nothing to confirm");
}

#[test]
fn a_running_hub_says_the_same() {
    let mut place = long_ago();
    place.start_at(None);
    let refusal = place.refused(&["ticket", "issue", "--service", "A"]);
    assert_eq!(refusal["refusal"], "clock_ahead");
    place.run(&["config", "clock-is-right"]).ok();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
}

#[test]
fn a_clock_behind_is_warned_of_at_every_command() {
    let place = Place::bare();
    place.run_at(Some("2999-01-02T08:00"), &["init", "--yes"]).ok();
    let issued = place.run_at(None, &["ticket", "issue", "--service", "A"]);
    assert!(issued.err.contains("chạy chậm hơn") && issued.err.contains("2999"), "{}", issued.err);
    issued.ok();
    let refused = place.run_at(None, &["call", "1", "--json"]);
    let refusal: Value = serde_json::from_str(&refused.err).unwrap();
    assert_eq!(refusal["refusal"], "counter_closed", "one document for both");
    assert_eq!(refusal["warnings"][0]["warning"], "clock_behind");
    let confirming = place.run_at(None, &["config", "clock-is-right", "--json"]).refusal();
    assert_eq!(confirming["refusal"], "clock_behind");
}

#[test]
fn a_rehearsal_may_jump() {
    let place = long_ago();
    let jumped = place.run_at(Some("2040-01-03T08:00"), &["ticket", "issue", "--service", "A"]);
    assert_eq!((jumped.exit, jumped.err.as_str()), (0, ""));
}
