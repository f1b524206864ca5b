//! `motcua simulate`: the same bytes for the same seed, without a centre; faults of a scenario with their lines.

use crate::place::Place;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;

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
    // A pipe may never end.
    let pipe = place.path("pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let latin = place.write("latin.toml", b"name = \"x\xe9\"");
    for odd in [pipe.to_str().unwrap(), &latin, place.path("").to_str().unwrap()] {
        let said = place.run(&["simulate", odd]);
        assert_eq!((said.exit, said.out.as_str()), (1, ""), "{odd}: {}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    }
    let said = place.run(&["simulate", "atlantis"]);
    assert_eq!(said.exit, 2);
    assert!(said.err.contains("village"), "{}", said.err);
    let listed = place.json(&["simulate", "--list"]);
    assert_eq!(listed["scenarios"].as_array().unwrap().len(), 10);
}

/// Two weeks to learn from and one to be scored, of a made-up centre that is looked at with the other commands.
#[test]
fn forecasts_of_a_made_up_centre_hold_and_beat_the_known_estimators() {
    let place = Place::bare();
    let data = place.dir().display().to_string();
    let told = place.json(&["simulate", "commune", "--days", "15", "--keep", &data]);
    assert_eq!(told["kept"], data.as_str());
    let log = place.path("visits.csv").display().to_string();
    let written = place.json(&["export", "visits", "--out", &log]);
    let (visits, rows) = (written["visits"].as_u64().unwrap(), written["rows"].as_u64().unwrap());
    assert!(rows > visits, "nobody was sent on: {written}");
    assert_eq!(visits.to_string(), format!("{:.0}", told["all"]["visitors"]["mean"].as_f64().unwrap() * 15.0));
    assert_eq!(place.run(&["config", "check"]).exit, 0);
    assert_eq!(place.run(&["verify"]).exit, 0);

    let text = fs::read_to_string(&log).unwrap();
    let (heading, rows) = text.split_once('\n').unwrap();
    let day_of = |row: &str| row.split(',').nth(4).unwrap()[..10].to_owned();
    let mut days: Vec<String> = rows.lines().map(day_of).collect();
    days.sort();
    days.dedup();
    assert_eq!(days.len(), 15);
    let part = |name: &str, of: &dyn Fn(&str) -> bool| {
        let chosen: Vec<&str> = rows.lines().filter(|row| of(&day_of(row))).collect();
        place.write(name, format!("{heading}\n{}\n", chosen.join("\n")))
    };
    let fit = part("fit.csv", &|day| day < days[10].as_str());
    let score = part("score.csv", &|day| day >= days[10].as_str());
    let told = place.json(&["forecast", "evaluate", "--fit", &fit, "--score", &score, "--paths", "40"]);
    assert_eq!(told["left_out"], 0);
    assert!(told["scored"].as_u64().unwrap() > 300, "{told}");
    let estimators = told["estimators"].as_object().unwrap();
    let mae_s = |name: &str| estimators[name]["mae_s"].as_f64().unwrap();
    let best_s = estimators.keys().filter(|name| *name != "motcua").map(|name| mae_s(name)).fold(f64::MAX, f64::min);
    assert!(mae_s("motcua") < best_s, "ours {}, the best known one {best_s}", mae_s("motcua"));
    let covers = estimators["motcua"]["cover_p90"].as_f64().unwrap();
    assert!((0.8..=0.97).contains(&covers), "{covers}");
}

#[test]
fn a_made_up_centre_takes_no_place_that_is_taken() {
    let place = Place::made();
    let before = fs::read(place.settings()).unwrap();
    let data = place.dir().display().to_string();
    let said = place.run(&["simulate", "village", "--days", "1", "--keep", &data]);
    assert_eq!((said.exit, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(said.err.contains("centre.toml"), "{}", said.err);
    assert_eq!(fs::read(place.settings()).unwrap(), before);
}

/// What a killed process left is removed by the next one; what is somebody's, or none of ours, is not.
#[test]
fn what_a_killed_process_left_is_removed_at_the_next_start() {
    let place = Place::bare();
    let passing = place.path("passing");
    fs::create_dir(&passing).unwrap();
    let simulate = |days: &str| {
        let mut command = place.command_of(Path::new(env!("CARGO_BIN_EXE_motcua")), &["simulate", "village"]);
        command.args(["--days", days]).env("TMPDIR", &passing).stdout(Stdio::null());
        command
    };
    let names = || fs::read_dir(&passing).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let mut gone = simulate("2500").spawn().unwrap();
    while names().is_empty() {
        assert!(gone.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    gone.kill().unwrap();
    gone.wait().unwrap();
    let left = names().remove(0);
    let make = |name: String| {
        fs::create_dir_all(passing.join(&name)).unwrap();
        fs::write(passing.join(&name).join("LOCK"), "").unwrap();
        name
    };
    let locked = make(format!("motcua-virtual-{}-2", gone.id()));
    let lock = fs::File::open(passing.join(&locked).join("LOCK")).unwrap();
    lock.lock().unwrap();
    let alive = make(format!("motcua-virtual-{}-3", std::process::id()));
    let foreign = [make("motcua-virtual-x-4".to_owned()), make(format!("motcua-{}", gone.id()))];
    let target = place.path("elsewhere");
    fs::create_dir(&target).unwrap();
    let link = format!("motcua-virtual-{}-5", gone.id());
    std::os::unix::fs::symlink(&target, passing.join(&link)).unwrap();
    assert!(simulate("1").status().unwrap().success());
    assert!(!passing.join(left).exists());
    for stays in foreign.iter().chain([&locked, &alive, &link]) {
        assert!(passing.join(stays).exists(), "{stays}");
    }
    assert!(target.exists());
    assert_eq!(names().len(), 5, "{:?}", names());
}

#[test]
fn a_log_without_anything_to_score_or_to_learn_from_says_so() {
    let place = Place::bare();
    let heading = "service,counter,arrival,start,end";
    let visit = "A,1,2026-11-20T07:30,2026-11-20T07:30,2026-11-20T07:50";
    let log = place.write("one.csv", format!("{heading}\n{visit}\n"));
    let said = place.run(&["--lang=en", "forecast", "evaluate", "--score", &log]).ok();
    assert!(said.contains("0 visits") && said.contains("knowing nothing"), "{said}");
    assert!(!said.contains("rolling") && said.lines().count() == 2, "{said}");
    let faults = [
        ("A,1,2026-11-20T07:30,2026-11-20T07:40,2026-11-20T07:35", "ends before"),
        ("A,zz,2026-11-20T07:30,2026-11-20T07:40,2026-11-20T07:50", "zz"),
        ("A,99999999,2026-11-20T07:30,2026-11-20T07:40,2026-11-20T07:50", "99999999"),
        ("A,,2026-11-20T07:30,2026-11-20T07:40,2026-11-20T07:50", "no counter"),
        ("A,1", "no date"),
        ("A,1,2026-11-20T07:30,,", "neither"),
    ];
    for (row, says) in faults {
        let log = place.write("wrong.csv", format!("{heading}\n{visit}\n{row}\n"));
        let said = place.run(&["--lang=en", "forecast", "evaluate", "--score", &log]).ok();
        assert!(said.contains("line 3: ") && said.contains(says), "{row}: {said}");
    }
    let night = "A,1,2026-11-20T23:50,2026-11-21T00:10,2026-11-21T00:30";
    let log = place.write("night.csv", format!("{heading}\n{visit}\n{night}\n"));
    let told = place.json(&["forecast", "evaluate", "--score", &log]);
    assert_eq!((&told["scored"], &told["left_out"]), (&Value::from(1), &Value::from(0)));
}

/// What is printed of a built-in scenario can be saved and run as it is.
#[test]
fn a_built_in_scenario_is_printed_with_its_settings_explained() {
    let place = Place::bare();
    for language in ["vi", "en"] {
        let text = place.run(&["--lang", language, "simulate", "village", "--print"]).ok();
        let file = place.write("mine.toml", &text);
        let same = ["--days", "1", "--seed", "3"];
        let figures = |name: &str| place.json(&[&["simulate", name][..], &same].concat());
        assert_eq!(figures(&file), figures("village"));
        assert!(text.lines().filter(|line| line.starts_with("# ")).count() > 60, "{text}");
    }
    let told = place.json(&["simulate", "--print"]);
    assert_eq!(told["name"], "commune");
    assert_eq!(place.run(&["simulate", "atlantis", "--print"]).exit, 2);
    let listed = place.json(&["--lang", "en", "simulate", "--list"]);
    assert!(listed["scenarios"][0]["about"].as_str().unwrap().contains("three counters"), "{listed}");
}

#[test]
fn ctrl_c_says_how_far_it_was_and_leaves_no_half_made_centre() {
    let place = Place::bare();
    let dir = place.path("kept");
    let asked = ["--lang", "en", "simulate", "village", "--days", "2500", "--keep", dir.to_str().unwrap()];
    let mut command = place.command_of(Path::new(env!("CARGO_BIN_EXE_motcua")), &asked);
    let running = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while !dir.join("init.partial").exists() {
        std::thread::yield_now();
    }
    let told = std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(told.success());
    let said = running.wait_with_output().unwrap();
    let text = String::from_utf8(said.stderr).unwrap();
    assert_eq!(said.status.code(), Some(1), "{text}");
    assert!(text.contains("of 2500 virtual days") && text.contains("is as it was before"), "{text}");
    assert!(!dir.exists(), "{text}");
}

/// With its promises the made-up centre has a track record, and its past moments know what people were told.
#[test]
fn a_kept_day_that_promised_has_a_track_record() {
    let place = Place::bare();
    assert_eq!(place.run(&["simulate", "--promise"]).exit, 2);
    let data = place.dir().display().to_string();
    place.run(&["simulate", "village", "--days", "1", "--promise", "--keep", &data]).ok();
    let out = place.path("promises.csv").display().to_string();
    let told = place.json(&["promises", "--out", &out]);
    assert!(told["called"].as_u64().unwrap() > 10, "{told}");
    // Each of these days can be looked at again with what was promised on it.
    let day = place.run(&["export", "visits"]).ok().lines().nth(1).unwrap().split(',').nth(4).unwrap()[..10].to_owned();
    let story = |number: usize| place.json(&["replay", "--date", &day, "--number", &format!("A{number:03}")]);
    let (number, promised) = (1..30)
        .map(|number| (number, story(number)["promised"].clone()))
        .find(|(_, promised)| promised["took_s"].is_number())
        .unwrap_or_else(|| panic!("nobody was promised anything on {day}"));
    assert!(promised["from_minutes"].as_i64() < promised["to_minutes"].as_i64(), "{promised}");
    let text = place.run(&["replay", "--date", &day, "--number", &format!("A{number:03}"), "--text"]).ok();
    assert!(text.contains("được báo chờ") && text.contains("Được gọi sau"), "{text}");
}
