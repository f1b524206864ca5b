//! `motcua replay` in words: who waited, who was called, why; with a hub, without one, and what cannot be.

use crate::place::Place;

/// Two days: on Monday three numbers, of which one waits longer than the one that is called before it.
fn two_days() -> Place {
    let place = Place::made();
    let monday = |time: &str, args: &[&str]| place.run_at(Some(&format!("2026-11-23T{time}")), args).ok();
    monday("08:00", &["counter", "open", "1"]);
    monday("08:00", &["ticket", "issue", "--service", "A"]);
    monday("08:05", &["ticket", "issue", "--service", "A", "--priority", "elderly"]);
    monday("08:10:30", &["call", "1"]);
    monday("08:11", &["start", "1"]);
    monday("08:20", &["finish", "1"]);
    monday("08:21", &["call", "1"]);
    place.run_at(Some("2026-11-25T08:00"), &["ticket", "issue", "--service", "B"]).ok();
    place
}

const WEDNESDAY: &str = "2026-11-25T09:00";

fn on_wednesday(place: &Place, args: &[&str]) -> String {
    place.run_at(Some(WEDNESDAY), args).ok()
}

#[test]
fn a_moment_is_told_as_it_was_with_and_without_a_hub() {
    let mut place = two_days();
    let asked = ["replay", "--at", "2026-11-23T08:15", "--text"];
    let alone = on_wednesday(&place, &asked);
    for says in
        ["XEM LẠI T2 23/11/2026, lúc 08:15:00", "Đang chờ: 1 người", "A001: ", "Chờ từ 08:00.", "quầy 1 gọi A002"]
    {
        assert!(alone.contains(says), "{says}: {alone}");
    }
    assert!(alone.contains("A001 đã chờ 10 phút: A002 thuộc diện ưu tiên cao hơn."), "{alone}");
    assert!(!alone.contains("B001"), "it is of another day: {alone}");
    let json = |at: &str| place.run_at(Some(WEDNESDAY), &["replay", "--at", at, "--json"]).json();
    let before = json("2026-11-23T08:07");
    assert_eq!(before["waiting"].as_array().unwrap().len(), 2, "{before}");
    assert_eq!(
        (&before["last_call"], &before["counters"][0]["ticket"]),
        (&serde_json::Value::Null, &before["last_call"])
    );
    let after = json("2026-11-23T08:15");
    let call = &after["last_call"];
    assert_eq!((&call["ticket"], &call["counter"]), (&"A002".into(), &1.into()), "{after}");
    assert_eq!(call["order"][1]["ticket"], "A001");
    assert_eq!(call["waited_longer"][0]["why_not"], "class");
    assert_eq!(after["waiting"][0]["class"], 0);
    assert!(after["waiting"][0]["since"].as_str().unwrap().starts_with("2026-11-23T08:00"));
    let opening = json("2026-11-23");
    assert!(opening["at"].as_str().unwrap().starts_with("2026-11-23T08:00"), "{opening}");
    place.start_at(Some(WEDNESDAY));
    assert_eq!(place.run(&asked).ok(), alone, "a hub that runs says the same");
    assert!(
        std::fs::read_dir(place.dir())
            .unwrap()
            .flatten()
            .all(|file| { !file.file_name().to_string_lossy().contains("export") })
    );
}

#[test]
fn a_number_has_its_whole_story() {
    let place = two_days();
    let story = on_wednesday(&place, &["replay", "--number", "A001", "--date", "2026-11-23", "--text"]);
    let at = |text: &str| story.find(text).unwrap_or_else(|| panic!("{text}: {story}"));
    assert!(at("A001 ngày T2 23/11/2026") < at("08:00:0"), "{story}");
    assert!(at("Đã phát số A001") < at("Mời A001 đến quầy 1"), "{story}");
    assert!(story.contains("Không ai lấy số trước hay chờ lâu hơn A001."), "{story}");
    let json = place.run_at(Some(WEDNESDAY), &["replay", "--number", "a2", "--at", "2026-11-23", "--json"]).json();
    let names: Vec<&str> = json["story"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    let has = |name: &str| names.contains(&name);
    assert!(names[0] == "ticket_issued" && has("ticket_called") && has("ticket_finished"), "{names:?}");
    assert_eq!(json["in_the_end"]["stage"], "served");
    assert_eq!(json["calls"][0]["waited_longer"][0]["ticket"], "A001");
    let english =
        on_wednesday(&place, &["replay", "--number", "A001", "--date", "2026-11-23", "--text", "--lang", "en"]);
    assert!(english.contains("next in turn"), "{english}");
}

#[test]
fn what_cannot_be_seen_again_is_told_in_a_sentence() {
    let place = two_days();
    let refused = |args: &[&str]| {
        let args = [&["replay", "--json"], args].concat();
        place.run_at(Some(WEDNESDAY), &args).refusal()
    };
    for (args, name, says) in [
        (&["--at", "2026-11-25T10:00"][..], "replay_future", "10:00"),
        (&["--at", "2027-01-04"], "replay_future", "04/01/2027"),
        (&["--at", "2026-11-24"], "replay_no_work", "T2 23/11/2026, T4 25/11/2026"),
        (&["--at", "2020-01-06T09:00"], "replay_before", "23/11/2026"),
        (&["--number", "A001"], "replay_no_number", "B001"),
        (&["--number", "A009", "--date", "2026-11-23"], "replay_no_number", "A001, A002"),
    ] {
        let refusal = refused(args);
        assert_eq!(refusal["refusal"], name, "{refusal}");
        assert!(refusal["message"].as_str().unwrap().contains(says), "{says}: {refusal}");
    }
    for wrong in [
        &["--at", "yesterday"][..],
        &["--at", "2026-02-30"],
        &["--at", "2026-11-23T25:00"],
        &["--at", ""],
        &["--dossier", "H27-1", "--number", "A001"],
        &["--at", "2026-11-23T08:15", "--number", "A001"],
        &["--at", "2026-11-23", "--date", "2026-11-23"],
        &["--number", "first"],
    ] {
        let said = place.run_at(Some(WEDNESDAY), &[&["replay", "--text"], wrong].concat());
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{wrong:?}: {}", said.err);
        assert!(said.err.contains('.') && !said.err.contains("cli."), "{wrong:?}: {}", said.err);
    }
    let said = place.run_at(Some(WEDNESDAY), &["replay"]);
    assert_eq!(said.exit, 1, "there is no terminal: {}", said.err);
    let empty = Place::made();
    assert_eq!(empty.refused(&["replay", "--text"])["refusal"], "replay_nothing");
    assert_eq!(Place::bare().refused(&["replay", "--text"])["refusal"], "no_centre");
}

#[test]
fn only_those_who_may_look_at_what_others_did_see_it() {
    let place = two_days();
    place.run(&["officer", "add", "Trần Văn Hùng", "--role", "operator", "--no-pin"]).ok();
    place.run(&["officer", "add", "Lê Thị Đào", "--role", "supervisor", "--no-pin"]).ok();
    let officers = place.json(&["officer", "list"]);
    let of = |role: &str| {
        let list = officers["officers"].as_array().unwrap();
        list.iter().rfind(|one| one["role"] == role).unwrap()["officer"].to_string()
    };
    let asked = |officer: &str| {
        place.run_at(Some("2026-11-25T10:00"), &["replay", "--at", "2026-11-23T08:15", "--text", "--officer", officer])
    };
    assert_eq!(asked(&of("operator")).exit, 1);
    assert!(asked(&of("supervisor")).ok().contains("A002"));
}

#[test]
fn a_damaged_journal_is_told_as_one() {
    let mut place = two_days();
    place.start_at(Some(WEDNESDAY));
    let segment = place.dir().join("journal/00000000000000000001.log");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[600] ^= 0x40;
    std::fs::write(&segment, bytes).unwrap();
    for hub_runs in [true, false] {
        let said = place.run_at(Some(WEDNESDAY), &["replay", "--at", "2026-11-23T08:15", "--json"]);
        assert_eq!((said.exit, said.out.as_str()), (3, ""), "{hub_runs}: {}", said.err);
        let refusal: serde_json::Value = serde_json::from_str(&said.err).unwrap();
        assert_eq!(refusal["refusal"], "damaged");
        place.stop();
    }
}

#[test]
fn who_was_called_before_a_number_or_a_dossier_is_told_with_why() {
    let place = two_days();
    let story = on_wednesday(&place, &["replay", "--number", "A001", "--date", "2026-11-23", "--text"]);
    for says in [
        "Ai được gọi trước A001",
        "A001 lấy số lúc 08:00:0",
        "quầy 1 gọi A002 (người cao tuổi; A001 đã bị vượt 1/8 lần): A002 thuộc diện ưu tiên cao hơn.",
    ] {
        assert!(story.contains(says), "{says}: {story}");
    }
    let before = |args: &[&str]| {
        place.run_at(Some(WEDNESDAY), &[&["replay", "--json"], args].concat()).json()["called_before"].clone()
    };
    let of_number = before(&["--number", "A001", "--date", "2026-11-23"]);
    assert_eq!((&of_number["end"], &of_number["counter"]), (&"called".into(), &1.into()), "{of_number}");
    let calls = of_number["calls"].as_array().unwrap();
    assert_eq!(calls.len(), 1, "{of_number}");
    assert_eq!((&calls[0]["ticket"], &calls[0]["why_not"]), (&"A002".into(), &"class".into()));
    assert_eq!(before(&["--number", "A002", "--date", "2026-11-23"])["calls"].as_array().unwrap().len(), 0);
    // A001 is at counter 1 since Monday's second call; on Wednesday a dossier is received in the visit of B001.
    let wednesday = |time: &str, args: &[&str]| place.run_at(Some(&format!("2026-11-25T{time}")), args);
    wednesday("08:01", &["counter", "open", "1"]).ok();
    wednesday("08:02", &["call", "1"]).ok();
    wednesday("08:03", &["start", "1"]).ok();
    let receive =
        ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An", "--counter", "1", "--json"];
    let code = wednesday("08:04", &receive).json()["dossier"].as_str().unwrap().to_owned();
    let of_dossier = wednesday("09:00", &["replay", "--dossier", &code, "--json"]).json();
    assert_eq!(of_dossier["ticket"], "B001", "{of_dossier}");
    assert_eq!(of_dossier["called_before"]["end"], "called");
    let alone = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An", "--json"];
    let alone = wednesday("09:10", &alone).json()["dossier"].as_str().unwrap().to_owned();
    let refusal = wednesday("09:20", &["replay", "--dossier", &alone, "--json"]).refusal();
    assert_eq!(refusal["refusal"], "replay_no_visit", "{refusal}");
    let unknown = wednesday("09:20", &["replay", "--dossier", "X-1", "--json"]).refusal();
    assert_eq!(unknown["refusal"], "unknown_dossier", "{unknown}");
    let kept = wednesday("09:20", &["replay", "--at", "2026-11-23T08:15", "--text"]).ok();
    assert!(kept.contains("lời khuyên mở quầy lúc ấy không được giữ"), "{kept}");
}
