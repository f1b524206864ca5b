//! Input that nobody should give, and somebody will.

use crate::place::Place;
use serde_json::json;

#[test]
fn names_of_every_kind_are_taken_cleaned_or_refused() {
    let place = Place::serving();
    let receive =
        |name: &str| place.run(&["dossier", "receive", "--procedure", "1.004873", "--applicant", name, "--json"]);
    let taken = [
        ("Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh", "Nguyễn Thị Ánh"),
        ("  Lê\u{a0}\u{a0}Văn\tAn\u{200b} ", "Lê Văn An"),
        ("Trần\u{7}\u{1b}[31m Bình", "Trần Bình"),
        ("Y Brăn Niê Kđăm", "Y Brăn Niê Kđăm"),
    ];
    for (typed, kept) in taken {
        assert_eq!(receive(typed).json()["applicant"]["name"], kept);
    }
    let long = "Đ".repeat(10_000);
    let refused = [
        (long.as_str(), "name_too_long"),
        ("", "name_missing"),
        ("\u{200b} \t", "name_missing"),
        ("123 !", "name_without_letters"),
        ("Mai 👩‍👩‍👧 Hoa", "name_has_picture"),
    ];
    for (typed, refusal) in refused {
        assert_eq!(receive(typed).refusal()["refusal"], refusal);
    }
    assert_eq!(place.json(&["dossiers"])["dossiers"].as_array().unwrap().len(), taken.len());
}

#[test]
fn all_flaws_of_a_person_are_told_in_one_go() {
    let place = Place::serving();
    let args = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "", "--phone", "12", "--id", "abc"];
    let message = place.refused(&args)["message"].as_str().unwrap().to_owned();
    for says in ["họ và tên", "Số điện thoại", "Số định danh"] {
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn numbers_out_of_range_are_refused() {
    let place = Place::serving();
    let receive = |option: &str, value: &str| {
        let args = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An", option, value];
        place.run(&[&args[..], &["--json"]].concat())
    };
    for wrong in ["0", "1000", "70000", "-1"] {
        assert_eq!(receive("--sets", wrong).exit, 2, "{wrong}");
    }
    assert_eq!(receive("--fee", "999.999.999.999").refusal()["refusal"], "fee_wrong");
    assert_eq!(receive("--fee", "99999999999999999999999").exit, 2);
    assert_eq!(receive("--fee", "15.000").json()["fee"], 15_000);
    assert_eq!(receive("--received", "2031-01-01T08:00").refusal()["refusal"], "received_wrong");
    assert_eq!(receive("--received", "1999-01-01T08:00").refusal()["refusal"], "received_wrong");
    assert_eq!(receive("--counter", "77").refusal()["refusal"], "unknown_counter");
    assert_eq!(place.refused(&["park", "77"])["refusal"], "unknown_counter");
    assert_eq!(place.refused(&["ticket", "show", "Z999"])["refusal"], "unknown_ticket");
    assert_eq!(place.refused(&["ticket", "issue", "--service", "Z"])["refusal"], "unknown_service");
    assert_eq!(place.refused(&["ticket", "issue", "--service", "A", "--priority", "vip"])["refusal"], "unknown_ground");
}

#[test]
fn long_reasons_and_queries_are_refused_or_shortened() {
    let place = Place::serving();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    let long = "lý do ".repeat(5_000);
    assert_eq!(place.refused(&["ticket", "cancel", "A001", "--reason", &long])["refusal"], "reason_too_long");
    assert_eq!(place.refused(&["ticket", "cancel", "A001", "--reason", "\u{200b}"])["refusal"], "reason_missing");
    let unknown = "xyzzy ".repeat(5_000);
    let refusal = place.refused(&["dossier", "receive", "--procedure", &unknown, "--applicant", "Lê An"]);
    assert_eq!(refusal["refusal"], "unknown_procedure");
    assert!(refusal["message"].as_str().unwrap().chars().count() < 200);
    assert_eq!(place.json(&["dossier", "find", &long])["dossiers"], json!([]));
}
