//! Dossiers on the command line as on the screens: who has them, where they go, on which list they stand.

use crate::place::Place;
use serde_json::json;

/// A centre with officers 2 and 3, and a dossier that 2 received.
fn with_a_dossier() -> (Place, String) {
    let place = Place::serving();
    for name in ["Lê Thị Mai", "Trần Văn An"] {
        place.run(&["officer", "add", name, "--role", "operator", "--no-pin"]).ok();
    }
    let receive = ["--officer", "2", "dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"];
    let code = place.json(&receive)["dossier"].as_str().unwrap().to_owned();
    (place, code)
}

#[test]
fn what_is_on_its_way_is_told_until_it_is_taken() {
    let (place, code) = with_a_dossier();
    let list = || place.run(&["dossier", "list"]).ok();
    let before = list();
    assert!(before.contains("Đang ở") && !before.contains("đang chuyển"), "{before}");
    assert_eq!(place.json(&["dossier", "show", &code])["on_its_way"], json!(null));
    place.run(&["--officer", "2", "dossier", "forward", &code, "--to", "3"]).ok();
    let told = place.json(&["dossier", "show", &code]);
    assert_eq!(told["on_its_way"]["to"], json!({ "officer": 3 }), "{told}");
    assert_eq!(told["on_its_way"]["by"], json!({ "officer": 2 }), "{told}");
    let shown = place.run(&["dossier", "show", &code]).ok();
    assert!(shown.contains("Đang chuyển: đến Trần Văn An (cán bộ 3), Lê Thị Mai (cán bộ 2) chuyển lúc"), "{shown}");
    assert!(shown.contains("chưa nhận"), "{shown}");
    let told = list();
    assert!(told.contains("đang chuyển đến Trần Văn An (cán bộ 3) (chưa nhận)"), "{told}");
    place.run(&["--officer", "3", "dossier", "take", &code]).ok();
    let after = list();
    assert!(after.contains("Đang ở Trần Văn An (cán bộ 3)") && !after.contains("đang chuyển"), "{after}");
}

#[test]
fn the_lists_of_the_screens_are_there_by_name_and_narrowed_like_the_register() {
    let (place, code) = with_a_dossier();
    place.run(&["--officer", "2", "dossier", "forward", &code, "--to", "3"]).ok();
    let on = |officer: &str, args: &[&str]| {
        let told = place.json(&[&["--officer", officer, "dossier", "list"], args].concat());
        told["dossiers"].as_array().unwrap().iter().any(|one| one["dossier"] == code.as_str())
    };
    for (officer, args, wanted) in [
        ("3", &["--list", "incoming"][..], true),
        ("3", &["--list", "mine"], true),
        ("2", &["--list", "incoming"], false),
        ("2", &["--list", "mine"], false),
        ("2", &["--list", "todo"], true),
        ("2", &["--list", "ALL"], true),
        ("2", &["--list", "overdue"], false),
        ("2", &["--overdue"], false),
        ("2", &["--list", "return"], false),
        ("2", &[], true),
        ("2", &["--procedure", "1.004873"], true),
        ("2", &["--procedure", "1.001193"], false),
        ("2", &["--list", "todo", "--field", "ho tich"], true),
        ("2", &["--list", "todo", "--field", "dat dai"], false),
        ("2", &["--holder", "nguoi nop"], false),
    ] {
        assert_eq!(on(officer, args), wanted, "{args:?} for {officer}");
    }
    assert_eq!(place.refused(&["dossier", "list", "--list", "mine"])["refusal"], "list_of_whom");
    // What nothing here is called is more often mistyped than empty.
    for (narrow, typed, refusal) in [
        ("--procedure", "1.000000", "unknown_procedure"),
        ("--field", "hải quan", "unknown_field"),
        ("--holder", "Nguyễn Thị Không Có", "unknown_holder"),
    ] {
        assert_eq!(place.refused(&["dossier", "list", narrow, typed])["refusal"], refusal);
        assert_eq!(place.refused(&["register", narrow, typed])["refusal"], refusal);
        assert_eq!(place.refused(&["register", narrow, typed, "--out", "so.csv"])["refusal"], refusal);
    }
    assert!(!place.path("so.csv").exists(), "no empty file is left");
    let wrong = place.run(&["dossier", "list", "--list", "late"]);
    assert!(wrong.exit == 2 && wrong.err.contains("incoming") && wrong.err.contains("handover"), "{wrong:?}");
    assert_eq!(place.run(&["dossier", "list", "--list", "todo", "--done"]).exit, 2, "two lists at once");
    place.run(&["--officer", "3", "dossier", "take", &code]).ok();
    assert!(!on("3", &["--list", "incoming"]) && on("3", &["--list", "mine"]));
    assert!(on("2", &["--holder", "can bo 3"]));
}

#[test]
fn the_table_of_ages_counts_by_holder() {
    let (place, _) = with_a_dossier();
    let told = place.json(&["dossier", "list", "--ages"]);
    assert_eq!((&told["ages"][0]["sum"], &told["all"]["sum"]), (&json!(1), &json!(1)), "{told}");
    assert!(told["ages"][0]["holder_name"].is_string() && told["all"]["holder"].is_null(), "{told}");
    let text = place.run(&["dossier", "list", "--ages"]).ok();
    assert!(text.lines().count() == 3 && text.contains("Trễ 1-3"), "{text}");
    let none = place.json(&["dossier", "list", "--ages", "--field", "dat dai"]);
    assert_eq!((&none["ages"], &none["all"]["sum"]), (&json!([]), &json!(0)));
}
