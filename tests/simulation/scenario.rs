//! Scenario files: those that are built in, and every fault of a wrong one with its line.

use motcua::simulation::scenario::Scenario;
use motcua::text::words::{Language, Words};

#[test]
fn the_ten_that_are_built_in_can_be_used_and_differ() {
    let read =
        |name| Scenario::read(Scenario::built_in(name).unwrap()).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    let all: Vec<Scenario> = Scenario::names().map(read).collect();
    assert_eq!(all.len(), 10);
    for one in &all {
        assert!(!one.name_en.is_empty());
        assert!(all.iter().filter(|other| other.name == one.name).count() == 1, "{}", one.name);
    }
    assert!(Scenario::built_in("nowhere").is_none());
}

#[test]
fn every_fault_is_told_with_its_line() {
    let text = r#"name = "Thử"
visitors = "nhiều"
weekdays = [1, 1]
weekday = "sunday"
rule = "congbag"
colour = 1
[hours]
morning = "11:30-07:30"
[arrivals]
door = 7
morning = [11, "x"]
[[service]]
letter = "a1"
share = 40
minutes = 6
[[service]]
letter = "B"
name = "Hộ tịch"
share = 130
minutes = 0.1
law = "weibull"
[[counter]]
services = ["B", "Z"]
pase = 2
[[outage]]
from = "9h"
"#;
    let faults = Scenario::read(text).unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    for line in [2, 3, 4, 5, 6, 8, 11, 13, 19, 20, 21, 23, 24, 25, 26] {
        assert!(lines.contains(&line), "line {line} is not told: {faults:#?}");
    }
    assert!(lines.is_sorted());
    let words = Words::of(Language::En);
    let told: Vec<String> = faults.iter().map(|fault| fault.told("x.toml", &words)).collect();
    assert!(told.iter().any(|line| line.starts_with("x.toml:5:") && line.contains("uutien8")), "{told:#?}");
    assert!(told.iter().all(|line| !line.contains('{') && !line.contains("settings.")), "{told:#?}");
}

#[test]
fn shares_must_make_a_hundred_and_every_service_have_a_counter() {
    let village = Scenario::built_in("village").unwrap();
    let faults = Scenario::read(&village.replace("door = 7", "door = 17")).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let faults = Scenario::read(&village.replacen("share = 40", "share = 30", 1)).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let nobody = village.replace("\"C\", ", "").replace("\"C\"]", "\"F\"]");
    let faults = Scenario::read(&nobody).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_preset_and_a_bound_of_its_own_are_both_taken() {
    let village = Scenario::built_in("village").unwrap();
    let with = |rule: &str| Scenario::read(&village.replace("rule = \"uutien8\"", rule)).unwrap().rule;
    assert_eq!(with("rule = \"congbang\"").max_passed, Some(0));
    assert_eq!(with("rule = \"uutien\"").max_passed, None);
    assert_eq!(with("max_passed = 3").max_passed, Some(3));
    assert_eq!(with("rule = \"tichluy\"\nmax_passed = 5").max_passed, Some(5));
    assert_eq!(with("").max_passed, Some(8));
}
