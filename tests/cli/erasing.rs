//! Erasing a citizen on the command line: what goes, and what her dossiers look like afterwards.

use crate::place::Place;
use motcua::session::drafts::FILE;
use serde_json::{Value, json};

const REASON: [&str; 2] = ["--reason", "Theo đề nghị của công dân"];
const NAME: &str = "Nguyễn Thị Hồng Đào";
const ID: &str = "040199001234";

fn served() -> (Place, String) {
    let mut place = Place::made();
    place.change("keep_years = 5", "keep_years = 0");
    place.start();
    let received = place.json(&["dossier", "receive", "--procedure", "1.004873", "--applicant", NAME, "--id", ID]);
    let code = received["dossier"].as_str().unwrap().to_owned();
    (place, code)
}

#[test]
fn an_ended_dossier_stays_without_its_applicant() {
    let (place, code) = served();
    let erase =
        |whom: &str, more: &[&str]| place.run(&[&["dossier", "erase", whom, "--json"], &REASON[..], more].concat());
    assert_eq!(erase(&code, &["--yes"]).refusal()["refusal"], "still_open");
    place.run(&["dossier", "finish", &code]).ok();
    place.run(&["dossier", "return", &code, "--yes"]).ok();
    let named = place.refused(&["dossier", "erase", &code, "--reason", "bà nguyen thi hong dao xin", "--yes"]);
    assert_eq!(named["refusal"], "erase_reason_names");

    let told = erase(ID, &[]).json();
    assert_eq!((&told["erased"], &told["dossiers"]), (&json!(false), &json!([code])));
    assert_eq!(place.json(&["dossier", "show", &code])["applicant"]["name"], NAME, "only told");
    assert_eq!(erase(&code, &["--yes"]).json()["erased"], true);

    let shown = place.json(&["dossier", "show", &code]);
    assert_eq!((&shown["applicant"], &shown["status"]), (&Value::Null, &json!(10)));
    assert!(place.run(&["dossier", "show", &code]).ok().contains("(không còn thông tin người nộp)"));
    for gone in [ID, "hong dao"] {
        assert_eq!(place.json(&["dossier", "find", gone])["dossiers"], json!([]));
    }
    assert_eq!(place.json(&["dossier", "find", &code])["dossiers"][0]["dossier"], code.as_str());
    let register = place.run(&["register", "--format", "csv"]).ok();
    assert!(register.contains(&code) && register.contains("(không còn thông tin)"), "{register}");
    assert!(!register.contains("Hồng Đào"));
    assert_eq!(erase(&code, &["--yes"]).refusal()["refusal"], "person_erased");
    assert_eq!(erase(ID, &["--yes"]).refusal()["refusal"], "unknown_person");
    let journal = place.run(&["export"]).ok();
    assert!(journal.contains("person_erased") && journal.contains(REASON[1]) && !journal.contains("Đào"));
    let verified = place.json(&["verify"]);
    assert_eq!((&verified["ok"], &verified["erased"]), (&json!(true), &json!(1)));
    // She comes again as somebody new.
    let again = place.json(&["dossier", "receive", "--procedure", "1.004873", "--applicant", NAME, "--id", ID]);
    assert_eq!(again["applicant"]["name"], NAME);
    assert_eq!(place.json(&["dossier", "show", &code])["applicant"], Value::Null);
}

#[test]
fn where_her_forms_cannot_be_dropped_nothing_is_erased() {
    let mut place = served().0;
    let code = place.json(&["dossier", "list"])["dossiers"][0]["dossier"].as_str().unwrap().to_owned();
    place.run(&["dossier", "finish", &code]).ok();
    place.run(&["dossier", "return", &code, "--yes"]).ok();
    place.stop();
    // What cannot be written over.
    std::fs::create_dir_all(place.dir().join(FILE).join("in the way")).unwrap();
    let erase = [&["dossier", "erase", ID, "--yes"][..], &REASON[..]].concat();
    let refused = place.refused(&erase);
    assert!(refused["message"].as_str().unwrap().contains(FILE), "{refused}");
    assert_eq!(place.json(&["dossier", "show", &code])["applicant"]["name"], NAME, "she is still there");
    std::fs::remove_dir_all(place.dir().join(FILE)).unwrap();
    assert_eq!(place.json(&erase)["erased"], true);
}
