//! `motcua staffing`: what to open, what a change would do, and every wrong change in a sentence.

use crate::place::Place;

fn crowd(place: &Place) {
    place.run(&["counter", "open", "1"]).ok();
    for _ in 0..10 {
        place.run(&["ticket", "issue", "--service", "A"]).ok();
    }
}

#[test]
fn what_to_open_is_said_with_and_without_a_hub() {
    let mut place = Place::made();
    crowd(&place);
    let alone = place.json(&["staffing"]);
    assert_eq!(alone["day"]["steps"][0]["change"]["do"], "open", "{alone}");
    assert!(alone["day"]["steps"][0]["saves_s"]["mean"].as_i64().unwrap() > 60, "{alone}");
    assert_eq!((&alone["days_learnt"], &alone["week"]), (&0.into(), &serde_json::Value::Null));
    let text = place.run(&["staffing"]).ok();
    for says in ["Nên làm: Mở thêm quầy", "Nếu không làm gì: 10 người", "chờ trung bình", "Chưa có nhật ký"]
    {
        assert!(text.contains(says), "{says}: {text}");
    }
    let english = place.run(&["staffing", "--lang", "en"]).ok();
    assert!(english.contains("Advice: Open counter"), "{english}");
    place.start();
    let asked = ["staffing", "--what-if", "open 2 A", "--what-if", "open 3 A 9:00-11:00"];
    let steps = &place.json(&asked)["steps"];
    assert_eq!(steps.as_array().unwrap().len(), 2, "{steps}");
    assert!(steps[0]["saves_s"]["mean"].as_i64().unwrap() > 60, "{steps}");
    assert!(steps[1]["change"]["from"].as_str().unwrap().ends_with("T09:00:00"), "{steps}");
    let closed = &place.json(&["staffing", "--what-if", "close 1"])["steps"][0];
    assert!(closed["saves_s"]["mean"].as_i64().unwrap() < -60, "{closed}");
    assert_eq!(closed["then"]["all"]["served"]["mean"], 0, "nobody is left to serve them: {closed}");
    let week = place.json(&["staffing", "--week"]);
    assert!(week["week"].as_array().is_some_and(Vec::is_empty), "nobody is known to come on any day: {week}");
}

#[test]
fn one_person_whom_no_counter_serves_is_named_first() {
    let place = Place::made();
    crowd(&place);
    place.run(&["counter", "skills", "1", "A"]).ok();
    place.run(&["ticket", "issue", "--service", "B"]).ok();
    let told = place.json(&["staffing"]);
    assert_eq!(
        (&told["day"]["nothing"]["worst"], &told["hour"]["nothing"]["worst"]),
        (&"B".into(), &"B".into()),
        "{told}"
    );
    assert!(place.run(&["--lang=en", "staffing"]).ok().contains("Nobody serves B ("));
}

#[test]
fn a_wrong_change_is_told_in_a_sentence() {
    let place = Place::made();
    crowd(&place);
    for wrong in [
        "",
        "open",
        "shut 4",
        "open four",
        "open 2 A 9:30",
        "open 2 A 11:30-9:30",
        "teach 1",
        "open 2 AB",
        "resume 1 2",
        "close 1 noon",
    ] {
        let said = place.run(&["staffing", "--what-if", wrong]);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{wrong}");
        assert!(said.err.contains('.') && !said.err.contains("cli."), "{wrong}: {}", said.err);
    }
    let refused = [
        ("open 9 A", "9"),
        ("open 2 Z", "Z"),
        ("open 1 A", "teach"),
        ("open 2 A 5:00-6:00", "17:00"),
        ("teach 1 A", "A"),
        ("teach 2 C", "C"),
        ("resume 1", "1"),
        ("close 2", "2"),
        ("close 1 5:00", "17:00"),
        ("close 1 17:00", "17:00"),
    ];
    for (wrong, says) in refused {
        let refusal = place.refused(&["staffing", "--what-if", wrong]);
        assert!(refusal["message"].as_str().unwrap().contains(says), "{wrong}: {refusal}");
    }
    let closed = place.run_at(Some("2026-11-23T20:00"), &["staffing", "--what-if", "open 2 A"]);
    assert_eq!(closed.exit, 1);
}

/// What is advised at `clock`.
fn advised(place: &Place, clock: &str) -> serde_json::Value {
    place.run_at(Some(clock), &["staffing", "--json"]).json()
}

#[test]
fn what_meets_the_targets_is_advised_whichever_service_misses_them() {
    let place = Place::made();
    let at = "2026-11-23T08:30";
    place.run_at(Some(at), &["counter", "open", "1"]).ok();
    for service in ["A", "A", "A", "C", "C", "B"] {
        place.run_at(Some(at), &["ticket", "issue", "--service", service]).ok();
    }
    let day = advised(&place, at)["day"].clone();
    assert_eq!((&day["nothing"]["holds"], &day["nothing"]["worst"]), (&false.into(), &"C".into()), "{day}");
    let steps = day["steps"].as_array().unwrap();
    assert_eq!((steps.len(), &steps[0]["change"]["do"]), (1, &"open".into()), "{day}");
    assert_eq!(steps[0]["then"]["holds"], true, "{day}");
    let tried = place.run_at(Some(at), &["staffing", "--what-if", "open 2", "--json"]).json();
    let then = &tried["steps"][0]["then"];
    assert_eq!(then["all"]["people"], tried["nothing"]["all"]["people"], "the same people come with it and without it");
    assert_eq!(then["holds"], true, "{tried}");
}

#[test]
fn with_nobody_there_and_people_waiting_a_counter_is_to_open_at_once() {
    let place = Place::made();
    let at = "2026-11-23T15:43";
    for _ in 0..3 {
        place.run_at(Some(at), &["ticket", "issue", "--service", "A"]).ok();
    }
    let told = advised(&place, at);
    for of in ["hour", "day"] {
        let step = &told[of]["steps"][0];
        assert_eq!(step["change"]["do"], "open", "{told}");
        // The clock goes on while it is reckoned.
        assert!(step["change"]["from"].as_str().unwrap().contains("T15:43:"), "{told}");
        assert_eq!(step["then"]["all"]["left"]["mean"], 0, "{told}");
    }
}

#[test]
fn a_day_counts_as_learnt_once_the_centre_is_closed() {
    let place = Place::made();
    crowd(&place);
    assert_eq!(advised(&place, "2026-11-23T15:43")["days_learnt"], 0);
    assert_eq!(advised(&place, "2026-11-23T18:00")["days_learnt"], 1);
    assert_eq!(advised(&place, "2026-11-24T06:30")["days_learnt"], 1, "before anybody is there");
}

/// Before anybody came this morning, closed counters are taken to open as they did, however late they are and however
/// often it is asked; what is tried counts the same people.
#[test]
fn before_the_day_has_begun_it_tells_the_same_however_often_it_is_asked() {
    let place = Place::bare();
    let kept = place.dir().to_str().unwrap().to_owned();
    place.run(&["simulate", "village", "--days", "8", "--seed", "3", "--keep", &kept]).ok();
    let at = Some("2026-11-23T07:35");
    let ask = |more: &[&str]| place.run_at(at, &[&["staffing", "--json"], more].concat()).json();
    let first = ask(&[]);
    let tried = ask(&["--what-if", "open 3 A 9:30-11:30"]);
    let again = ask(&[]);
    // The clock goes on while it is reckoned.
    let mean = |of: &serde_json::Value, what: &str| of["all"][what]["mean"].as_i64().unwrap();
    let (nothing, later, untried) = (&first["day"]["nothing"], &again["day"]["nothing"], &tried["nothing"]);
    for other in [later, untried] {
        assert!(mean(nothing, "people").abs_diff(mean(other, "people")) <= 2, "{nothing} {other}");
        assert!(mean(nothing, "wait_s").abs_diff(mean(other, "wait_s")) <= 120, "{nothing} {other}");
    }
    assert!(first["day"]["opens"].as_array().is_some_and(|opens| !opens.is_empty()), "{first}");
    let left = |of: &serde_json::Value| of["all"]["left"]["mean"].as_i64().unwrap();
    assert!(left(&again["day"]["nothing"]) < 20, "the counters open: {again}");
    assert!(tried["steps"][0]["saves_s"]["high"].as_i64().unwrap() >= 0, "more hours take none away: {tried}");
    let told = place.run_at(at, &["--lang=en", "staffing"]).ok();
    assert!(told.contains("taken to open as on most days"), "{told}");
}
