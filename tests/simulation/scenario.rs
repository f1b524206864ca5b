//! Scenario files: those that are built in, and every fault of a wrong one with its line.

use motcua::settings::Mistake;
use motcua::simulation::scenario::Scenario;
use motcua::simulation::workload::Onward;
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

/// The parts of a wrong file, each alone: how many faults are told, and on which line of what is written.
#[test]
fn every_wrong_value_of_people_and_days_is_told_with_its_line() {
    let words = Words::of(Language::En);
    let village = Scenario::built_in("village").unwrap();
    let village = village.replace("[absence]", "[absence]\nback = 50\nback_minutes = [2, 20]");
    assert!(Scenario::read(&village).is_ok());
    let mut wrong: Vec<(String, String)> = Vec::new();
    let mut with = |from: &str, to: &str| wrong.push((from.to_owned(), to.to_owned()));
    for to in ["recalls = -1", "recalls = 101", "recalls = \"few\"", "recals = 3"] {
        with("recalls = 3", to);
    }
    for to in ["back = -5", "back = 200", "back = true", "bak = 50"] {
        with("back = 50", to);
    }
    for to in ["[-2, 20]", "[20, 2]", "[2]", "[2, 2000000]", "5", "[\"two\", 3]"] {
        with("back_minutes = [2, 20]", &format!("back_minutes = {to}"));
    }
    for to in ["[0, 3]", "[3, 2]", "[2, 2.5]", "[2, 51]", "\"two\"", "[2, 3, 4]"] {
        with("people = [2, 3]", &format!("people = {to}"));
    }
    for to in ["numbers = \"two\"", "numbers = 1", "number = \"one\""] {
        with("numbers = \"one\"", to);
    }
    for to in ["door_minutes = -1", "door_minutes = 121", "door_minutes = \"half an hour\"", "door_minuts = 30"] {
        with("door_minutes = 30", to);
    }
    for to in ["saturday = \"11:30-07:30\"", "saturday = 7", "saturday = \"7h-11h\"", "sunday = \"07:30-11:30\""] {
        with("[hours]", &format!("[hours]\n{to}"));
    }
    for to in ["[1, 1, 1, 1]", "[1, 1, 1, 1, 1, 1, 1]", "[1, 1, 1, 1, 1, -1]", "[1, 1, 1, 1, 1, 11]"] {
        with("weekdays = [1.25, 1.05, 0.95, 0.9, 0.85]", &format!("weekdays = {to}"));
    }
    // The counters would still be at it when the day is over.
    for to in ["overtime_minutes = 420", "overtime_minutes = -1", "overtime_minutes = 30.5"] {
        with("overtime_minutes = 30", to);
    }
    with("[[counter]]", "[[counter]]\nfrom = \"10:00\"\nto = \"09:00\"");
    with("[[counter]]", "[[counter]]\nfrom = \"10 giờ\"");
    for to in ["saturday", "sunday"] {
        with("day_spread", &format!("weekday = \"{to}\"\nday_spread"));
    }
    for (from, to) in wrong {
        assert!(village.contains(&from), "{from}");
        let text = village.replacen(&from, &to, 1);
        // The last line of what is written, or the one before where that only stands in for the rest of a line.
        let written: Vec<&str> = to.lines().filter(|line| !line.starts_with('[') && *line != "day_spread").collect();
        let at = text.lines().position(|line| line == *written.last().unwrap());
        let faults = Scenario::read(&text).expect_err(&to);
        assert_eq!(faults.len(), 1, "{to}: {faults:?}");
        assert_eq!(Some(faults[0].line), at.map(|at| at + 1), "{to}: {faults:?}");
        let told = faults[0].told("x.toml", &words);
        assert!(!told.contains('{') && !told.contains("settings."), "{told}");
    }
    let six = village.replace("0.9, 0.85]", "0.9, 0.85, 0.5]");
    let open = six.replacen("[hours]", "[hours]\nsaturday = \"07:30-11:30\"", 1);
    let read = Scenario::read(&open.replacen("day_spread", "weekday = \"saturday\"\nday_spread", 1)).unwrap();
    assert_eq!((read.weekday, read.saturday.is_some()), (Some(5), true));
    assert!((read.weekdays[5] - 0.5).abs() < 1e-9);
}

/// One day without anybody is a scenario, a week without is none.
#[test]
fn a_week_in_which_nobody_comes_is_refused_at_its_line() {
    let good = Scenario::built_in("village").unwrap();
    let with = |days: &str| format!("weekdays = {days}\n{}", good.replace("\nweekdays", "\n# weekdays"));
    assert!(Scenario::read(&with("[1, 0, 1, 1, 1]")).is_ok());
    let faults = Scenario::read(&with("[0, 0, 0, 0, 0]")).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].line == 1 && faults[0].what == Mistake::Nobody("weekdays"), "{faults:#?}");
    let only = with("[0, 1, 1, 1, 1]").replacen("weekdays", "weekday = \"monday\"\nweekdays", 1);
    assert_eq!(Scenario::read(&only).unwrap_err()[0].line, 2);
}

#[test]
fn a_wrong_span_of_hours_is_told_once() {
    let good = Scenario::built_in("village").unwrap();
    assert!(Scenario::read(good).is_ok());
    let line = |key: &str| good.lines().find(|line| line.starts_with(key)).unwrap();
    let (morning, afternoon) = (line("morning = \""), line("afternoon = \""));
    for (was, is) in [
        (morning, "morning = \"7h30-11h\""),
        (morning, "morning = \"11:00-07:00\""),
        (afternoon, "afternoon = \"13-17:00\""),
        (afternoon, "afternoon = \"08:00-09:00\""),
    ] {
        let at = good.lines().position(|line| line == was).unwrap() + 1;
        let faults = Scenario::read(&good.replace(was, is)).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [at], "{is}: {faults:#?}");
    }
}

#[test]
fn a_scenario_of_mondays_says_how_many_come_on_a_monday() {
    let monday = Scenario::read(Scenario::built_in("monday").unwrap()).unwrap();
    assert!((monday.usual_visitors() - 375.0).abs() < 0.5, "{}", monday.usual_visitors());
    let village = Scenario::read(Scenario::built_in("village").unwrap()).unwrap();
    assert!((village.usual_visitors() - 60.0).abs() < 0.5, "{}", village.usual_visitors());
}

/// One slip or more in every section; `#!` and how many stands on each line that must be told, and on no other.
#[test]
fn every_fault_of_all_sections_is_told_in_one_run() {
    let text = r#"name = "" #! 1
visitors = 0 #! 1
weekdays = [1, 1, 1] #! 1
weekday = "saturday" #! 1
priority = 101 #! 1
rule = "nhanh" #! 1
target_minutes = "15" #! 1
walk_seconds = [20, 5] #! 1
max_passed = 1.5 #! 1
[hours]
morning = "07:30-11:30"
afternoon = "13:30-17:00"
[arrivals] #! 1
door = 7
morning = [11, 12]
afternoon = [8, 7]
[[service]] #! 1
letter = "A"
name = "Chứng thực"
share = 40
minutes = 6
[[service]]
letter = "A" #! 1
name = "Hộ tịch"
share = 30
minutes = 12
cv = 7 #! 1
[[counter]]
services = [] #! 1
[[counter]]
services = ["A", "A"] #! 1
pace = 11 #! 1
[[counter]]
services = "A" #! 1
[breaks]
minutes = [5] #! 1
[absence]
wait_minutes = 0 #! 1
back_minutes = [9, 3] #! 1
[families]
people = [2, 2.5] #! 1
[appointments]
share = 20
early_minutes = 99 #! 1
[[outage]]
from = "09:00"
to = "09:30"
counters = [1, 1.5] #! 1
[[outage]]
from = "10:00"
to = "09:30" #! 1
counters = [] #! 1
[[outage]] #! 2
counters = [4, 2] #! 1
"#;
    let faults = Scenario::read(text).unwrap_err();
    let told: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    let marked = (1..).zip(text.lines()).filter_map(|(at, line)| {
        let many: usize = line.split_once("#! ")?.1.parse().unwrap();
        Some(std::iter::repeat_n(at, many))
    });
    assert_eq!(told, marked.flatten().collect::<Vec<usize>>(), "{faults:#?}");
    for language in [Language::Vi, Language::En] {
        let words = Words::of(language);
        let said: Vec<String> = faults.iter().map(|fault| fault.told("x.toml", &words)).collect();
        assert!(said.iter().all(|line| !line.contains('{') && !line.contains("settings.")), "{said:#?}");
    }
}

/// Nobody serves C, whatever else is wrong in other sections.
#[test]
fn a_service_without_a_counter_is_told_beside_other_faults() {
    let village = Scenario::built_in("village").unwrap();
    let nobody = village.replace("\"C\", ", "").replace("\"C\"]", "\"F\"]").replace("recalls = 3", "recalls = 300");
    let faults = Scenario::read(&nobody).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
}

/// What the program prints to be saved and changed reads as the one it was printed from; what stands there as a comment can
/// be taken in, and no setting that can be read is left out.
#[test]
fn a_scenario_that_explains_itself_is_the_same_and_names_every_setting() {
    for language in [Language::Vi, Language::En] {
        let words = Words::of(language);
        for name in Scenario::names() {
            let text = Scenario::explained(name, &words).unwrap();
            assert_eq!(Scenario::read(&text), Scenario::read(Scenario::built_in(name).unwrap()), "{name}");
            assert!(!text.contains("scenario.") && !text.contains("simulation."), "{text}");
            assert!(!Scenario::about(name, &words).unwrap().contains('_'), "{name}");
            // Each setting that stands there as a comment by itself.
            let lines: Vec<&str> = text.lines().collect();
            for (at, line) in
                lines.iter().enumerate().filter(|(_, line)| line.starts_with("# ") && line.contains(" = "))
            {
                let Some(setting) = line.strip_prefix("# ").filter(|rest| !rest.contains(". ")) else { continue };
                let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
                changed[at] = setting.to_owned();
                let mut take_in = |at: usize| changed[at] = changed[at].trim_start_matches("# ").to_owned();
                let heading = lines[..at].iter().rposition(|line| line.trim_start_matches("# ").starts_with('['));
                heading.into_iter().for_each(&mut take_in);
                // An outage begins and ends.
                if heading.is_some_and(|at| lines[at].contains("[[outage]]")) {
                    let hours = lines.iter().enumerate().skip(heading.unwrap_or(0));
                    hours.filter(|(_, line)| line.contains(" = \"09:")).for_each(|(at, _)| take_in(at));
                }
                let read = Scenario::read(&changed.join("\n"));
                assert!(read.is_ok(), "{name}: {setting}: {:?}", read.unwrap_err());
            }
        }
        let text = Scenario::explained("commune", &words).unwrap();
        for setting in
            ["weekday = ", "max_passed = ", "patience_minutes = ", "saturday = ", "back_minutes = ", "[sent_home]"]
        {
            assert!(text.contains(setting), "{setting}");
        }
    }
}

/// All that is not written as such a file is, is told at once; the last of it says that no value was looked at yet.
#[test]
fn every_slip_of_writing_is_told_and_that_the_rest_is_checked_after_it() {
    let words = Words::of(Language::En);
    let told = |text: &str| -> Vec<String> {
        Scenario::read(text).unwrap_err().iter().map(|fault| fault.told("mine", &words)).collect()
    };
    let slips = told("name = \"x\nnonsense = 4\nvisitors = \"many\"\n[service]]\n");
    let says = |at: usize| slips[at].contains("checked after that");
    assert!(slips.len() > 1 && slips[0].starts_with("mine:1: ") && !says(0), "{slips:?}");
    assert!(slips.last().unwrap().starts_with("mine:4: ") && says(slips.len() - 1), "{slips:?}");
    assert!(!told("visitors = \"many\"\n").iter().any(|fault| fault.contains("checked after that")));
}

#[test]
fn in_a_land_rush_papers_are_missing() {
    let land = Scenario::read(Scenario::built_in("land").unwrap()).unwrap();
    assert!(land.sent_home.share > 0.0 && land.sent_home.back < 1.0, "{:?}", land.sent_home);
    let (state, workload) = crate::day::day(&land, 3);
    // Whoever is back takes another number; whoever is sent home late is not back that day.
    let again = state.tickets.len() - workload.visitors.len();
    assert!(again > 0, "nobody came back");
    let sent = workload.visitors.iter().filter(|one| matches!(one.onward, Onward::Home(_))).count();
    assert!(again < sent, "{again} of {sent}");
}

#[test]
fn whoever_is_sent_home_is_read_with_every_fault() {
    let village = Scenario::built_in("village").unwrap();
    let with = |more: &str| Scenario::read(&format!("{village}\n[sent_home]\n{more}\n"));
    let read = with("share = 8").unwrap().sent_home;
    assert_eq!((read.share, read.back, read.back_s), (0.08, 1.0, None));
    let read = with("share = 8\nback = 50\nback_minutes = [60, 90]").unwrap().sent_home;
    assert_eq!((read.back, read.back_s), (0.5, Some((3600.0, 5400.0))));
    let faults = with("share = 108\nback = -1\nback_minutes = [90, 60]\nhome = 1").unwrap_err();
    assert_eq!(faults.len(), 4, "{faults:?}");
}

#[test]
fn a_setting_that_can_only_be_one_thing_is_told_with_why() {
    let single = Scenario::built_in("single").unwrap();
    let wrong = format!("{single}\n[[outage]]\nfrom = \"9:00\"\nto = \"10:00\"\ncounters = [2]\n");
    let faults = Scenario::read(&wrong).unwrap_err();
    let told: Vec<String> = faults.iter().map(|fault| fault.told("x.toml", &Words::of(Language::En))).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("can only be 1 here, by what the rest of the file says"), "{told:#?}");
}
