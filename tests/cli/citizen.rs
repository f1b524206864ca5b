//! One citizen is one person, though years lie between her visits.

use crate::place::Place;
use serde_json::{Value, json};

fn receive(place: &Place, at: &str, name: &str, phone: &str) -> Value {
    let who = ["--applicant", name, "--phone", phone, "--id", "001190000011", "--json"];
    let asked = [&["dossier", "receive", "--procedure", "1.004873"], who.as_slice()].concat();
    place.run_at(Some(at), &asked).json()
}

/// Whose case each dossier is, in order, as the journal has it.
fn applicants(place: &Place) -> Vec<u64> {
    let journal = place.run_at(Some("2026-11-30T08:00"), &["export"]).ok();
    let events = journal.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let received = events.filter_map(|event| event.to_string().contains("dossier_received").then_some(event));
    let of = |event: &Value| find(event, "applicant").and_then(Value::as_u64).unwrap();
    received.map(|event| of(&event)).collect()
}

fn find<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.get(key).or_else(|| object.values().find_map(|value| find(value, key)))
}

#[test]
fn a_citizen_known_only_from_the_archive_stays_the_same_person() {
    let place = Place::made();
    let first = receive(&place, "2026-11-23T08:00", "Nguyễn Thị Hồng Đào", "0912345678");
    let code = first["dossier"].as_str().unwrap();
    place.run_at(Some("2026-11-23T08:30"), &["dossier", "finish", code]).ok();
    place.run_at(Some("2026-11-23T08:31"), &["dossier", "return", code]).ok();
    // The next day it is in the archive, and nobody has her in sight.
    let same = receive(&place, "2026-11-24T08:00", "Nguyễn Thị Hồng Đào", "0912345678");
    assert_eq!(same["applicant"]["name"], "Nguyễn Thị Hồng Đào");
    receive(&place, "2026-11-25T08:00", "NGUYỄN THỊ HỒNG ĐÀO", "0987654321");
    let old = place.run_at(Some("2026-11-25T08:05"), &["dossier", "show", code, "--json"]).json();
    assert_eq!(old["applicant"]["phone"], json!("0987654321"), "what she said last holds for all that is hers");
    // A slip in the number is asked about, and does not rename anybody.
    let slip = ["--applicant", "Trần Văn Bình", "--phone", "0911111111", "--id", "001190000011", "--json"];
    let slip = [&["dossier", "receive", "--procedure", "1.004873"], &slip[..]].concat();
    let asked = place.run_at(Some("2026-11-26T08:00"), &slip).refusal();
    assert_eq!(asked["refusal"], "not_sure");
    assert!(asked["message"].as_str().unwrap().contains("NGUYỄN THỊ HỒNG ĐÀO"), "{asked}");
    place.run_at(Some("2026-11-26T08:00"), &[&slip[..], &["--yes"]].concat()).json();
    let old = place.run_at(Some("2026-11-26T08:05"), &["dossier", "show", code, "--json"]).json();
    assert_eq!(old["applicant"]["name"], json!("NGUYỄN THỊ HỒNG ĐÀO"));
    let people = applicants(&place);
    assert_eq!(people.len(), 4);
    assert!(people[..3].iter().all(|id| *id == people[0]), "{people:?}");
    assert_ne!(people[3], people[0]);
    place.run_at(Some("2026-11-30T08:00"), &["verify"]).ok();
}

#[test]
fn a_dossier_from_elsewhere_is_found_by_its_code_there_and_comes_once() {
    let place = Place::made();
    let receive = |at: &str, foreign: &str| {
        let asked = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An", "--registered"];
        place.run_at(Some(at), &[&asked[..], &["--channel", "online", "--foreign", foreign, "--json"]].concat())
    };
    let taken = receive("2026-11-23T08:00", "h27.19-251103-0012").json();
    assert_eq!(taken["foreign"], "H27.19-251103-0012");
    assert_eq!(taken["dossier"], "000.00.00.H27-261123-10001", "the four digits are for the people at the counters");
    let found = place.json(&["dossier", "find", "h27.19 0012"]);
    assert_eq!(found["dossiers"][0]["dossier"], taken["dossier"]);
    receive("2026-11-23T08:05", "H27.19-251103-00123").json();
    let found = place.json(&["dossier", "find", "h27.19-251103-0012"]);
    assert_eq!(found["dossiers"][0]["dossier"], taken["dossier"], "whose code it is comes before one that begins so");
    let again = receive("2026-11-24T08:00", "H27.19-251103-0012").refusal();
    assert_eq!(again["refusal"], "foreign_there");
    for wrong in ["0912345678", "001190000011", "ab", "a b-12", "Lê-12"] {
        assert_eq!(receive("2026-11-24T08:00", wrong).refusal()["refusal"], "foreign_wrong", "{wrong}");
    }
}

#[test]
fn a_receipts_number_is_asked_about_however_long_its_dossier_is_over_and_begins_anew_with_the_year() {
    let place = Place::made();
    let at = |at: &str, args: &[&str]| place.run_at(Some(at), &[args, &["--json"]].concat());
    let receive = |day: &str| {
        let asked = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An"];
        at(day, &asked).json()["dossier"].as_str().unwrap().to_owned()
    };
    let pay = |day: &str, code: &str, more: &[&str]| {
        at(day, &[&["dossier", "pay", code, "--amount", "8.000", "--number", "BL-9"], more].concat())
    };
    let first = receive("2026-11-23T08:00");
    pay("2026-11-23T08:05", &first, &[]).ok();
    for step in ["finish", "return"] {
        at("2026-11-23T09:00", &["dossier", step, &first]).ok();
    }
    let second = receive("2026-12-14T08:00");
    let asked = pay("2026-12-14T08:05", &second, &[]).refusal();
    assert!(asked["refusal"] == "not_sure" && asked["message"].as_str().unwrap().contains(&first), "{asked}");
    pay("2026-12-14T08:06", &second, &["--yes"]).ok();
    let third = receive("2027-01-04T08:00");
    pay("2027-01-04T08:05", &third, &[]).ok();
    assert_eq!(pay("2027-01-04T08:06", &second, &[]).refusal()["refusal"], "not_sure", "of an open one too");
}

#[test]
fn a_result_to_be_collected_is_posted_only_for_a_citizen_who_chose_so() {
    let place = Place::made();
    let receive = |delivery: &str| {
        let asked =
            ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An", "--delivery", delivery];
        let code = place.json(&asked)["dossier"].as_str().unwrap().to_owned();
        place.json(&["dossier", "finish", &code]);
        code
    };
    let (collected, posted) = (receive("counter"), receive("post"));
    assert_eq!(place.refused(&["dossier", "post", &collected])["refusal"], "not_sure");
    place.json(&["dossier", "post", &collected, "--number", "EV123", "--yes"]);
    place.json(&["dossier", "post", &posted, "--number", "EV124"]);
}

#[test]
fn dossiers_of_one_matter_know_each_other_in_the_archive_too() {
    let place = Place::made();
    let receive = |more: &[&str]| {
        let asked = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An", "--json"];
        let told = place.run_at(Some("2026-11-23T08:00"), &[&asked[..], more].concat()).json();
        told["dossier"].as_str().unwrap().to_owned()
    };
    let first = receive(&[]);
    let (second, third) = (receive(&["--with", &first]), receive(&["--with", &first]));
    for step in ["finish", "return"] {
        place.run_at(Some("2026-11-23T09:00"), &["dossier", step, &third]).ok();
    }
    let linked = |code: &str| {
        place.run_at(Some("2026-11-25T08:00"), &["dossier", "show", code, "--json"]).json()["linked"].clone()
    };
    place.run_at(Some("2026-11-25T08:00"), &["ticket", "issue", "--service", "A"]).ok();
    assert_eq!(linked(&first), json!([second, third]));
    assert_eq!(linked(&second), json!([first, third]), "the third is in the archive, and not the first of them");
    assert_eq!(linked(&third), json!([first, second]));
}

#[test]
fn a_code_is_no_name() {
    let place = Place::made();
    for name in ["H27.19-251103-0012", "000.00.00.H27-251103-0012"] {
        let refused = place.refused(&["dossier", "receive", "--procedure", "1.004873", "--applicant", name]);
        assert_eq!(refused["refusal"], "name_is_code", "{refused}");
        assert!(refused["message"].as_str().unwrap().contains("không phải họ tên"), "{refused}");
    }
    let named = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Công ty TNHH 2026", "--json"];
    place.run(&named).ok();
}
