//! What programs may rely on.

use crate::place::Place;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_ticket_is_issued_called_served_and_finished() {
    let place = Place::serving();
    let first = place.json(&["ticket", "issue", "--service", "A"]);
    assert_eq!((&first["ticket"], &first["ahead"]), (&json!("A001"), &json!(0)));
    let elderly = place.json(&["ticket", "issue", "--service", "B", "--priority", "elderly"]);
    assert_eq!((&elderly["ticket"], &elderly["priority"]), (&json!("B001"), &json!("elderly")));
    assert_eq!(place.refused(&["call", "1"])["refusal"], "counter_closed");
    place.run(&["counter", "open", "1"]).ok();

    let called = place.json(&["call", "1"]);
    assert_eq!((&called["ticket"], &called["counter"]), (&json!("B001"), &json!(1)));
    assert_eq!(called["reason"], "B001: người cao tuổi; A001 đã bị vượt 1/8 lần");
    assert_eq!((&called["why"], &called["passed"]), (&json!("priority"), &json!(["A001"])));
    assert_eq!(place.refused(&["counter", "call", "1"])["refusal"], "counter_busy");

    place.run(&["start", "1"]).ok();
    assert_eq!(place.json(&["finish", "1"])["state"]["served"], 1);
    assert_eq!(place.json(&["counter", "call", "1", "A001"])["ticket"], "A001");
    place.run(&["counter", "no-show", "1"]).ok();
    assert_eq!(place.json(&["ticket", "show", "A001"])["stage"], "missed");
}

#[test]
fn nobody_to_call_is_a_refusal() {
    let place = Place::serving();
    place.run(&["counter", "open", "2"]).ok();
    let refusal = place.refused(&["call", "2"]);
    assert_eq!(refusal["refusal"], "nobody_waiting");
    assert_eq!(refusal["message"], "Không còn ai chờ quầy 2.");
    let told = place.run(&["call", "2", "--lang", "en"]);
    assert_eq!((told.exit, told.err.as_str()), (1, "Nobody is waiting for counter 2.\n"));
}

#[test]
fn the_queue_stands_in_calling_order() {
    let place = Place::serving();
    for service in ["A", "A", "C"] {
        place.run(&["ticket", "issue", "--service", service]).ok();
    }
    place.run(&["ticket", "issue", "--service", "C", "--priority", "merit"]).ok();
    let queue = place.json(&["queue"]);
    let row = |value: &Value| (value["ticket"].clone(), value["service"].clone(), value["passed"].clone());
    let rows: Vec<_> = queue["waiting"].as_array().unwrap().iter().map(row).collect();
    let expected = [("C002", "C"), ("A001", "A"), ("A002", "A"), ("C001", "C")];
    assert_eq!(rows, expected.map(|(ticket, service)| (json!(ticket), json!(service), json!(0))));
    place.run(&["counter", "skills", "3", "C"]).ok();
    let own = place.json(&["queue", "--counter", "3"]);
    assert_eq!(own["waiting"].as_array().unwrap().len(), 2);
}

#[test]
fn counters_and_dossiers_are_lists_under_their_names() {
    let place = Place::serving();
    let counters = place.json(&["counters"]);
    let list = counters["counters"].as_array().unwrap();
    assert_eq!(list.len(), 3);
    assert_eq!((&list[0]["counter"], &list[0]["station"]), (&json!(1), &json!("closed")));
    assert_eq!(place.json(&["dossiers"])["dossiers"], json!([]));
}

#[test]
fn a_dossier_goes_from_receipt_to_result() {
    let place = Place::serving();
    let name = "Nguyễn Thị Hồng Đào";
    let received = place.json(&[
        "dossier",
        "receive",
        "--procedure",
        "1.004873",
        "--applicant",
        name,
        "--id",
        "040199001234",
        "--fee",
        "8000",
    ]);
    let code = received["dossier"].as_str().unwrap();
    assert_eq!(code, "000.00.00.H27-261123-0001");
    assert_eq!((&received["due"], &received["status"]), (&json!("2026-11-26T17:00"), &json!(2)));
    assert_eq!(received["applicant"]["name"], name);

    let shown = place.json(&["dossier", "show", code]);
    assert_eq!(shown["holder"], "reception");
    assert_eq!(shown["timeline"].as_array().unwrap().len(), 1);
    assert_eq!(place.json(&["dossier", "find", "hong dao"])["dossiers"][0]["dossier"], code);
    assert_eq!(place.refused(&["dossier", "return", code])["refusal"], "not_finished");
    assert_eq!(place.json(&["dossier", "finish", code])["status"], 9);
    assert_eq!(place.json(&["dossier", "show", code])["owed"], 8000);
    assert_eq!(place.refused(&["dossier", "return", code])["refusal"], "not_sure", "the fee is owed");
    assert_eq!(place.json(&["dossier", "return", code, "--yes"])["status"], 10);
    assert_eq!(place.json(&["dossier", "pay", code, "--amount", "8.000"])["owed"], 0, "it may come later");
    assert_eq!(place.json(&["dossiers"])["dossiers"], json!([]), "it is over");
    assert_eq!(place.json(&["dossier", "show", code])["timeline"].as_array().unwrap().len(), 4);
    assert_eq!(place.refused(&["dossier", "show", "H27-1"])["refusal"], "unknown_dossier");
    for part in ["261123-0001", "h27-261123-0001", "00.H27-261123-0001", "000.00.00.H27-261123-0001"] {
        assert_eq!(place.json(&["dossier", "show", part])["dossier"], "000.00.00.H27-261123-0001", "{part}");
    }
    for other in ["27-261123-0001", "H28-261123-0001", "1000.00.00.H27-261123-0001"] {
        assert_eq!(place.refused(&["dossier", "show", other])["refusal"], "unknown_dossier", "{other}");
    }
}

#[test]
fn a_procedure_is_found_by_words_or_the_choice_is_shown() {
    let place = Place::serving();
    let receive =
        |words: &str| place.run(&["dossier", "receive", "--procedure", words, "--applicant", "Lê An", "--json"]);
    assert_eq!(receive("khai sinh").json()["procedure"], "1.001193", "its label is exactly this");
    let unclear = receive("ket hon luu").json();
    assert_eq!(unclear["procedure"], "1.000593", "only one has all these words");
    let unclear = receive("dang ky").refusal();
    assert_eq!(unclear["refusal"], "procedure_unclear");
    assert!(unclear["list"].as_array().unwrap().len() > 1);
    assert_eq!(receive("xyzzy").refusal()["refusal"], "unknown_procedure");
}

#[test]
fn due_times_come_first_and_explain_themselves() {
    let place = Place::bare();
    let ask = ["due", "--received", "2025-04-24T10:00", "--limit", "3", "--unit", "working-day"];
    let line = place.run(&ask).ok();
    assert!(line.starts_with("2025-04-28T17:00 "), "{line}");
    let due = place.json(&ask);
    assert_eq!(due["due"], "2025-04-28T17:00");
    assert_eq!(due["counted"], json!(["2025-04-25", "2025-04-26", "2025-04-28"]));
    assert_eq!(keys(&due["skipped"][0])[..2], ["date", "why"]);
    assert_eq!(due["skipped"][1]["why"], "nghỉ cuối tuần");
    let told = place.run(&[&ask[..], &["--explain"]].concat()).ok();
    assert!(told.lines().any(|line| line == "T7 26/04/2025: ngày thứ 2 (làm bù)"), "{told}");
    let same_day = place.json(&["due", "--received", "2026-04-24T15:05", "--unit", "same-day"]);
    assert_eq!(same_day["due"], "2026-04-28T17:00");
    let hours = place.json(&["due", "--received", "2025-07-01T10:00", "--limit", "1", "--unit", "hour"]);
    assert_eq!(hours["due"], "2025-07-01T11:00");
    assert!(!place.dir().exists(), "looking something up leaves nothing behind");
}

#[test]
fn procedures_are_found_without_accents() {
    let place = Place::bare();
    let found = place.json(&["procedures", "khai", "sinh"]);
    assert_eq!(found["procedures"][0]["code"], "1.001193");
    assert!(place.json(&["procedures"])["procedures"].as_array().unwrap().len() > 290);
    assert_eq!(place.run(&["procedures", "xyzzy"]).ok(), "Không có thủ tục nào khớp.\n");
}

#[test]
fn verify_counts_events_and_names_the_head() {
    let place = Place::serving();
    let before = place.json(&["verify"]);
    assert_eq!(keys(&before)[..3], ["ok", "events", "head"]);
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    let after = place.json(&["verify"]);
    assert_eq!(after["ok"], true);
    assert!(after["events"].as_u64() > before["events"].as_u64());
    assert_ne!(after["head"], before["head"]);
}

#[test]
fn officers_sit_serve_and_leave() {
    let place = Place::serving();
    let added =
        place.typed(&["officer", "add", "Trần Thị Mỹ Lệ", "--skills", "A,b", "--pin-stdin", "--json"], "2580\n").json();
    assert_eq!((&added["officer"], &added["has_pin"], &added["skills"]), (&json!(2), &json!(true), &json!(["A", "B"])));
    let opened = place.json(&["counter", "open", "1", "--officer", "2"]);
    assert_eq!(opened["state"]["officer_name"], "Trần Thị Mỹ Lệ");
    assert_eq!(opened["state"]["services"], json!(["A", "B"]));
    assert_eq!(place.refused(&["counter", "open", "2", "--officer", "2"])["refusal"], "officer_elsewhere");
    assert_eq!(place.json(&["officer", "pin", "2", "--no-pin"])["has_pin"], false);
    assert_eq!(place.json(&["officer", "role", "2", "return-desk"])["role"], "return_desk");
    assert_eq!(place.json(&["officer", "leave", "2"])["active"], false);
    assert_eq!(place.refused(&["counter", "open", "3", "--officer", "2"])["refusal"], "unknown_officer");
    assert_eq!(place.json(&["officer", "list"])["officers"].as_array().unwrap().len(), 2);
    let pin = place.typed(&["officer", "pin", "1", "--pin-stdin", "--json"], "11\n").refusal();
    assert_eq!(pin["refusal"], "pin_unfit");
    assert_eq!(place.refused(&["officer", "pin", "1"])["refusal"], "pin_missing");
    let number = place.json(&["officer", "list"])["officers"].as_array().unwrap().len();
    let add =
        |pin: &[&str], typed| place.typed(&[&["officer", "add", "Lê An", "--json"], pin].concat(), typed).refusal();
    assert_eq!(add(&[], "")["refusal"], "pin_missing");
    assert_eq!(add(&["--pin-stdin"], "\n")["refusal"], "pin_missing");
    for easy in ["1234", "4321", "1111", "0000", "123456", "9876"] {
        let refusal = add(&["--pin-stdin"], easy);
        assert_eq!(refusal["refusal"], "pin_unfit", "{easy}");
        assert!(refusal["message"].as_str().unwrap().contains("dễ đoán"), "{refusal}");
    }
    assert_eq!(place.json(&["officer", "list"])["officers"].as_array().unwrap().len(), number);
}

#[test]
fn every_counter_verb_is_there() {
    let place = Place::serving();
    for _ in 0..6 {
        place.run(&["ticket", "issue", "--service", "D"]).ok();
    }
    for counter in ["1", "2"] {
        place.run(&["counter", "open", counter]).ok();
    }
    assert_eq!(place.json(&["call", "1"])["ticket"], "D001");
    assert_eq!(place.json(&["recall", "1"])["events"], json!(["ticket_recalled"]));
    place.run(&["start", "1"]).ok();
    assert_eq!(place.json(&["park", "1", "--minutes", "10"])["state"]["held"], "D001");
    assert_eq!(place.json(&["ticket", "restore", "D001"])["stage"], "serving");
    assert_eq!(place.json(&["transfer", "1", "--to", "B"])["events"][0], "ticket_transferred");
    assert_eq!(place.json(&["undo", "1"])["ticket"], "D001");
    assert_eq!(place.json(&["transfer", "1", "--counter", "2", "--second"])["events"][0], "ticket_transferred");
    assert_eq!(place.json(&["ticket", "show", "D001"])["only_counter"], 2);
    assert_eq!(place.json(&["counter", "auto", "1", "on"])["ticket"], "D002", "a free counter pulls at once");
    place.run(&["start", "1"]).ok();
    assert_eq!(place.json(&["finish", "1", "--outcome", "advice"])["ticket"], "D003", "and goes on by itself");
    place.run(&["counter", "auto", "1", "off"]).ok();
    assert_eq!(place.json(&["ticket", "priority", "D006", "pregnant"])["ahead"], 0);
    assert_eq!(place.json(&["ticket", "move", "D004", "--to", "E"])["service"], "E");
    assert_eq!(place.json(&["ticket", "cancel", "D005"])["stage"], "closed");
    assert_eq!(place.json(&["counter", "pause", "2", "--reason", "họp"])["state"]["reason"], "họp");
    assert_eq!(place.json(&["counter", "close", "2"])["state"]["station"], "closed");
}

#[test]
fn an_officer_leaves_her_counter_and_whoever_was_in_front_waits_again() {
    let place = Place::serving();
    for (name, pin) in [("Lê An", "--no-pin"), ("Vi Văn Khăm", "--no-pin")] {
        place.typed(&["officer", "add", name, pin], "").ok();
    }
    place.run(&["officer", "role", "3", "supervisor"]).ok();
    place.run(&["counter", "open", "1", "--officer", "2"]).ok();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    place.run(&["call", "1"]).ok();
    assert_eq!(place.refused(&["counter", "close", "1"])["refusal"], "counter_busy");
    let left = place.json(&["counter", "leave", "1", "--officer", "3"]);
    assert_eq!(left["events"], json!(["ticket_transferred", "counter_closed"]), "{left}");
    assert_eq!((&left["state"]["station"], &left["ticket"]), (&json!("closed"), &json!("A001")));
    assert_eq!(place.json(&["ticket", "show", "A001"])["stage"], "waiting");
    assert_eq!(place.refused(&["counter", "leave", "1"])["refusal"], "counter_closed");
    place.run(&["counter", "open", "1"]).ok();
    place.run(&["counter", "officer", "1", "3"]).ok();
    assert_eq!(place.refused(&["counter", "leave", "1", "--officer", "2"])["refusal"], "not_your_counter");
}

#[test]
fn nobody_acts_for_an_officer_who_is_not_there() {
    let place = Place::serving();
    place.typed(&["officer", "add", "Lê An", "--no-pin"], "").ok();
    place.run(&["officer", "leave", "2"]).ok();
    for officer in ["2", "9"] {
        for args in [&["queue"][..], &["ticket", "issue", "--service", "A"], &["verify"]] {
            let refusal = place.refused(&[args, &["--officer", officer]].concat());
            assert_eq!(refusal["refusal"], "unknown_officer", "{args:?} for {officer}");
        }
    }
    let last = place.refused(&["officer", "leave", "1"]);
    assert_eq!(last["refusal"], "last_administrator");
    assert_eq!(place.refused(&["officer", "role", "1", "operator"])["refusal"], "last_administrator");
}

#[test]
fn a_dossier_goes_to_one_receiver_who_is_not_the_one_who_asks() {
    let place = Place::serving();
    for name in ["Lê Thị Mai", "Trần Văn An"] {
        place.run(&["officer", "add", name, "--role", "operator", "--no-pin"]).ok();
    }
    let receive = ["--officer", "2", "dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"];
    let code = place.json(&receive)["dossier"].as_str().unwrap().to_owned();
    let forward = |more: &[&str]| place.run(&[&["--officer", "2", "dossier", "forward", &code], more].concat());
    assert_eq!(forward(&[]).exit, 2, "nobody is named");
    assert_eq!(forward(&["--to", "3", "--section", "Kinh tế"]).exit, 2, "two are named");
    assert_eq!(forward(&["--section", "Không có", "--json"]).refusal()["refusal"], "unknown_section");
    forward(&["--to", "3"]).ok();
    let timeline = place.json(&["dossier", "show", &code])["timeline"].clone();
    assert_eq!(timeline[1]["change"]["given"]["to"], json!({ "officer": 3 }), "{timeline}");
    assert!(timeline[1]["told"].as_str().unwrap().contains('3'), "{timeline}");
    place.run(&["--officer", "3", "dossier", "take", &code]).ok();
    assert_eq!(place.refused(&["--officer", "2", "dossier", "finish", &code])["refusal"], "not_the_holder");
}

#[test]
fn an_officer_of_a_section_takes_what_came_to_it_and_works_on_it() {
    let place = Place::serving();
    for name in ["Lê An", "Vi Văn Khăm"] {
        place.typed(&["officer", "add", name, "--role", "specialist", "--no-pin"], "").ok();
    }
    let unknown = place.refused(&["officer", "section", "2", "Phòng Lạ"]);
    assert_eq!(unknown["refusal"], "unknown_section");
    assert!(unknown["message"].as_str().unwrap().contains("Phòng Kinh tế;"), "it says which there are: {unknown}");
    for typed in ["phòng kinh tế", "PHONG KINH TE", " Phòng  Kinh tế "] {
        assert_eq!(place.json(&["officer", "section", "2", typed])["section"], "Phòng Kinh tế", "{typed}");
    }
    assert_eq!(place.refused(&["officer", "section", "9", "Phòng Kinh tế"])["refusal"], "unknown_officer");
    assert_eq!(place.json(&["officer", "section", "2", "Phòng Kinh tế"])["section"], "Phòng Kinh tế");
    assert!(place.run(&["officer", "list"]).ok().contains("Thuộc Phòng Kinh tế."));
    let code = dossier_to(&place, &["--section", "phong kinh te"]);
    let other = place.refused(&["--officer", "3", "dossier", "take", &code]);
    assert_eq!(other["refusal"], "not_of_section", "{other}");
    assert!(other["message"].as_str().unwrap().contains("cán bộ số 2,"), "{other}");
    place.run(&["--officer", "2", "dossier", "take", &code]).ok();
    place.run(&["--officer", "2", "dossier", "finish", &code]).ok();
    assert_eq!(place.json(&["officer", "section", "2"])["section"], json!(null));
}

#[test]
fn whose_section_the_settings_lost_is_said_until_she_is_placed_again() {
    let place = Place::serving();
    for (name, role) in [("Lê An", "specialist"), ("Vi Văn Khăm", "receptionist")] {
        place.typed(&["officer", "add", name, "--role", role, "--no-pin"], "").ok();
    }
    place.run(&["officer", "section", "2", "Phòng Kinh tế"]).ok();
    let guide = place.run(&["officer", "section", "3", "Phòng Kinh tế"]).ok();
    assert!(guide.contains("hướng dẫn không nhận hồ sơ của phòng"), "{guide}");
    let code = dossier_to(&place, &["--section", "Phòng Kinh tế"]);
    let refused = place.refused(&["--officer", "3", "dossier", "take", &code]);
    assert_eq!(refused["refusal"], "guides_only");
    assert!(refused["message"].as_str().unwrap().contains("officer role 3 specialist"), "{refused}");
    assert_eq!(place.json(&["config", "check"])["warnings"], json!([]));
    place.change("\"Phòng Kinh tế\"", "\"Phòng Kinh tế và Hạ tầng\"");
    // The dossier is on its way there: nobody has accepted it.
    let says = |told: &str| {
        told.contains("Cán bộ số 2, 3 thuộc \"Phòng Kinh tế\"")
            && told.contains("; 1 hồ sơ")
            && told.contains("officer section 2")
    };
    let checked = place.json(&["config", "check"]);
    assert!(says(checked["warnings"][0].as_str().unwrap()), "{checked}");
    let reloaded = place.run(&["config", "reload"]).ok();
    assert!(says(&reloaded), "{reloaded}");
    assert!(place.run(&["officer", "list"]).ok().contains("Thuộc Phòng Kinh tế. (nơi này không còn trong cài đặt)"));
    for officer in ["2", "3"] {
        place.run(&["officer", "section", officer, "Phòng Kinh tế và Hạ tầng"]).ok();
    }
    let reloaded = place.run(&["config", "reload"]).ok();
    assert!(!reloaded.contains("Cán bộ số"), "{reloaded}");
    assert_eq!(place.json(&["officer", "list"])["officers"][1]["section_lost"], json!(false));
}

#[test]
fn whoever_leaves_with_dossiers_is_asked_about_and_they_can_be_passed_on() {
    let place = Place::serving();
    for name in ["Lê An", "Vi Văn Khăm"] {
        place.typed(&["officer", "add", name, "--role", "specialist", "--no-pin"], "").ok();
    }
    let code = dossier_to(&place, &["--to", "2"]);
    place.run(&["--officer", "2", "dossier", "take", &code]).ok();
    let asked = place.refused(&["officer", "leave", "2"]);
    assert_eq!(asked["refusal"], "not_sure");
    let told = asked["message"].as_str().unwrap();
    assert!(told.contains("còn 1 hồ sơ") && told.contains(&format!("dossier forward {code} --to")), "{told}");
    let left = place.json(&["officer", "leave", "2", "--yes"]);
    assert_eq!((&left["active"], &left["dossiers"]), (&json!(false), &json!([code])));
    assert!(place.run(&["dossier", "show", &code]).ok().contains("Lê An (cán bộ 2) (đã thôi làm)"));
    assert!(place.run(&["dossier", "list"]).ok().contains("Lê An (cán bộ 2) (đã thôi làm)"), "a list says it too");
    assert!(place.run(&["register"]).ok().contains("Lê An (cán bộ 2) (đã thôi làm)"));
    let told = place.json(&["dossier", "list", "--holder", "le an"]);
    assert_eq!(told["dossiers"][0]["holder_name"], "Lê An (cán bộ 2) (đã thôi làm)", "found by her name");
    assert!(place.run(&["officer", "leave", "2"]).ok().contains(&code), "she left already: nothing to ask");
    place.run(&["dossier", "forward", &code, "--to", "3"]).ok();
    place.run(&["--officer", "3", "dossier", "take", &code]).ok();
    assert_eq!(place.json(&["dossier", "show", &code])["holder_name"], "Vi Văn Khăm (cán bộ 3)");
    assert_eq!(place.json(&["officer", "leave", "2"])["dossiers"], json!([]));
}

/// A dossier that the administrator received and forwarded.
fn dossier_to(place: &Place, to: &[&str]) -> String {
    let received = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Trần Thị Bé", "--json"];
    let code = place.run(&received).json()["dossier"].as_str().unwrap().to_owned();
    place.run(&[&["dossier", "forward", &code], to].concat()).ok();
    code
}
