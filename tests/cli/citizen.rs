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
    place.run_at(Some("2026-11-23T08:31"), &["dossier", "return", code, "--yes"]).ok();
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
    place.run_at(Some("2026-11-23T09:00"), &["dossier", "finish", &third]).ok();
    place.run_at(Some("2026-11-23T09:00"), &["dossier", "return", &third, "--yes"]).ok();
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
    for name in ["Tống 0912345678", "Lê Văn An 042 185 010 007"] {
        let refused = place.refused(&["dossier", "receive", "--procedure", "1.004873", "--applicant", name]);
        assert_eq!(refused["refusal"], "name_has_number", "{refused}");
    }
    let named = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Công ty TNHH 2026", "--json"];
    place.run(&named).ok();
}

/// Corrects dossier `code`; the last event of the journal as text.
fn correct(place: &Place, code: &str, what: &[&str]) -> (Value, String) {
    let asked = [&["dossier", "correct", code, "--reason", "ghi nhầm", "--json"], what].concat();
    let told = place.run_at(Some("2026-11-26T09:00"), &asked).json();
    let journal = place.run_at(Some("2026-11-26T09:00"), &["export"]).ok();
    (told, journal.lines().last().unwrap().to_owned())
}

#[test]
fn an_applicant_is_corrected_for_all_her_dossiers_or_the_dossier_moves() {
    let place = Place::made();
    let code = |told: &Value| told["dossier"].as_str().unwrap().to_owned();
    let first = code(&receive(&place, "2026-11-23T08:00", "Nguyễn Thị Hồng Đào", "0912345678"));
    let second = code(&receive(&place, "2026-11-24T08:00", "Nguyễn Thị Hồng Đào", "0912345678"));
    let show = |code: &str| place.run_at(Some("2026-11-26T09:30"), &["dossier", "show", code, "--json"]).json();
    let found = |query: &str| place.json(&["dossier", "find", query])["dossiers"].as_array().unwrap().len();
    // Hers: both dossiers show it, and both are found by it.
    let right = ["--phone", "0987 654 321", "--address", "Thôn Đông"];
    let asked = [&["dossier", "correct", &first, "--reason", "ghi nhầm", "--json"], &right[..]].concat();
    let refused = place.run_at(Some("2026-11-26T09:00"), &asked).refusal();
    assert!(refused["refusal"] == "not_sure" && refused["message"].as_str().unwrap().contains(&second), "{refused}");
    let (told, event) = correct(&place, &first, &[&right[..], &["--yes"]].concat());
    assert_eq!(
        (&told["applicant"]["phone"], &told["applicant"]["name"]),
        (&json!("0987654321"), &json!("Nguyễn Thị Hồng Đào"))
    );
    assert_eq!(show(&second)["applicant"]["address"], "Thôn Đông");
    assert_eq!((found("0987654321"), found("0912345678")), (2, 0));
    for never in ["0987654321", "0987 654 321", "Thôn Đông"] {
        assert!(!event.contains(never), "{event}");
    }
    assert!(event.contains("phone") && event.contains("address") && event.contains("ghi nhầm"), "{event}");
    assert!(told["timeline"].to_string().contains("số điện thoại, địa chỉ"), "{told}");
    // Booked on the wrong person: that is asked, and only this dossier moves.
    let other = ["--name", "Trần Văn Bình", "--id", "001190000022"];
    let asked = [&["dossier", "correct", &first, "--reason", "nhầm người"], &other[..]].concat();
    let refused = place.run_at(Some("2026-11-26T09:00"), &[&asked[..], &["--json"]].concat()).refusal();
    assert_eq!(refused["refusal"], "not_sure");
    assert!(refused["message"].as_str().unwrap().contains("người khác là Trần Văn Bình"), "{refused}");
    let (told, _) = correct(&place, &first, &[&other[..], &["--yes"]].concat());
    assert_eq!(told["applicant"]["name"], "Trần Văn Bình");
    assert_eq!(show(&second)["applicant"]["name"], "Nguyễn Thị Hồng Đào");
    assert_eq!((found("tran van binh"), found("hong dao"), found("001190000022")), (1, 1, 1));
    // To one who is known: what was not corrected is hers, not his.
    let back = ["--name", "Nguyễn Thị Hồng Đào", "--id", "001190000011", "--yes"];
    let (told, event) = correct(&place, &first, &back);
    assert_eq!(told["applicant"]["phone"], "0987654321");
    assert!(!event.contains("Đào"), "{event}");
    assert_eq!((found("tran van binh"), found("hong dao")), (0, 2));
    place.run_at(Some("2026-11-30T08:00"), &["verify"]).ok();
}

#[test]
fn what_a_correction_says_is_checked_like_a_receipt() {
    let place = Place::made();
    let code = receive(&place, "2026-11-23T08:00", "Nguyễn Thị Hồng Đào", "0912345678");
    let code = code["dossier"].as_str().unwrap();
    let refused = |what: &[&str]| {
        let asked = [&["dossier", "correct", code, "--json"], what].concat();
        place.run_at(Some("2026-11-23T09:00"), &asked).refusal()["refusal"].as_str().unwrap().to_owned()
    };
    let why = ["--reason", "ghi nhầm"];
    for (what, name) in [
        (["--id", "12345678901a"], "id_number_wrong"),
        (["--id", "999999999999"], "id_number_of_nobody"),
        (["--name", "Nguyễn 😀 Đào"], "name_has_picture"),
        (["--phone", "1"], "phone_wrong"),
        (["--name", " "], "name_missing"),
        (["--phone", "0912.345.678"], "nothing_changed"),
        (["--procedure", "9.999999"], "unknown_procedure"),
        (["--procedure", "1.004873"], "nothing_changed"),
    ] {
        assert_eq!(refused(&[&what[..], &why].concat()), name, "{what:?}");
    }
    assert_eq!(refused(&["--phone", "0987654321", "--reason", "số đúng 0987654321"]), "reason_personal");
    // Another citizen's name, whole; a namesake's words alone are nobody's.
    let other = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Trần Văn Bình"];
    place.run_at(Some("2026-11-23T08:30"), &other).ok();
    for named in ["nhầm với ông Trần Văn Bình", "Ghi Tran Van Binh"] {
        assert_eq!(refused(&["--sets", "2", "--reason", named]), "reason_personal", "{named}");
    }
    let innocent = ["--sets", "2", "--reason", "Sở Tư Pháp trả lại; ông Bình quên"];
    let asked = [&["dossier", "correct", code], &innocent[..]].concat();
    place.run_at(Some("2026-11-23T09:00"), &asked).ok();
    for wrong in [&["--phone", "0987654321", "--sets", "2"][..], &[]] {
        let asked = [&["dossier", "correct", code, "--reason", "x"], wrong].concat();
        assert_eq!(place.run_at(Some("2026-11-23T09:00"), &asked).exit, 2, "{wrong:?}");
    }
}

#[test]
fn a_wrong_procedure_is_corrected_with_its_due_time_and_the_fee_is_told() {
    let place = Place::made();
    let code = receive(&place, "2026-11-23T08:00", "Nguyễn Thị Hồng Đào", "0912345678");
    let code = code["dossier"].as_str().unwrap();
    let asked = ["dossier", "correct", code, "--procedure", "1.001193", "--reason", "ghi nhầm", "--json"];
    let why = place.run_at(Some("2026-11-23T09:00"), &asked).refusal();
    let why = why["message"].as_str().unwrap().to_owned();
    assert!(why.contains("17:00 26/11/2026") && why.contains("17:00 23/11/2026") && why.contains("--yes"), "{why}");
    let (told, _) = correct(&place, code, &["--procedure", "1.001193", "--yes"]);
    assert_eq!(told["procedure"], "1.001193");
    assert_eq!(told["procedure_fee"], 0, "another fee is said");
    assert!(told["timeline"].to_string().contains("17:00 26/11/2026 → 17:00 23/11/2026"), "{told}");
    let register = place.run(&["register"]).ok();
    assert!(register.contains("ngày hẹn trả: 17:00 26/11/2026 → 17:00 23/11/2026"), "its note says it: {register}");
    let found = |query: &str| place.json(&["dossier", "find", query])["dossiers"].as_array().unwrap().len();
    assert_eq!((found("1.001193"), found("1.004873")), (1, 0));
}

#[test]
fn a_dossier_of_the_archive_is_corrected_and_all_that_is_kept_of_it_follows() {
    let place = Place::made();
    let taken = receive(&place, "2026-11-23T08:00", "Nguyễn Thị Hồng Đào", "0912345678");
    let code = taken["dossier"].as_str().unwrap();
    let at = |when: &str, rest: &[&str]| place.run_at(Some(when), &[&["dossier"], rest, &["--json"]].concat());
    at("2026-11-23T08:10", &["pay", code, "--amount", "50000", "--yes"]).json();
    at("2026-11-23T08:30", &["finish", code]).json();
    at("2026-11-23T08:31", &["return", code, "--yes"]).json();
    let fee = ["correct", code, "--fee", "20000", "--reason", "ghi nhầm phí"];
    let asked = at("2026-11-26T08:00", &fee).refusal();
    assert!(asked["message"].as_str().unwrap().contains("30.000 đồng"), "asked before anything is done: {asked}");
    let journal = || place.run_at(Some("2026-11-26T08:01"), &["export"]).ok();
    assert!(!journal().contains("dossier_brought_back"));
    let right = at("2026-11-26T08:02", &[&fee[..], &["--yes"]].concat()).json();
    assert_eq!((&right["give_back"], &right["fee"]), (&json!(30_000), &json!(20_000)), "{right}");
    assert!(journal().contains("dossier_brought_back"));
    // The next day it is there until the money is given back, and then in the archive again.
    let cash = place.run_at(Some("2026-11-27T08:00"), &["cash", "--json"]).json();
    assert_eq!(cash["to_give_back"][0], json!({ "dossier": code, "amount": 30_000 }));
    at("2026-11-27T08:05", &["refund", code, "--amount", "30000", "--reason", "thu thừa", "--yes"]).json();
    let name = ["correct", code, "--name", "Nguyễn Thị Hồng Nhung", "--reason", "ghi nhầm tên", "--yes"];
    at("2026-11-30T08:00", &name).json();
    let shown = at("2026-12-01T08:00", &["show", code]).json();
    assert_eq!((&shown["give_back"], &shown["paid"]), (&json!(0), &json!(20_000)), "{shown}");
    assert_eq!(shown["applicant"]["name"], "Nguyễn Thị Hồng Nhung");
    let found = at("2026-12-01T08:01", &["find", "hong nhung"]).json();
    assert_eq!(found["dossiers"][0]["dossier"], json!(code));
    let register = place.run_at(Some("2026-12-01T08:02"), &["register", "--json"]).json();
    assert_eq!(register["register"][0]["fee"], json!(20_000), "{register}");
    let unknown = at("2026-12-01T08:03", &["correct", "X-261123-0099", "--sets", "2", "--reason", "nhầm"]).refusal();
    assert_eq!(unknown["refusal"], "unknown_dossier");
    place.run_at(Some("2026-12-01T08:05"), &["verify"]).ok();
    // What is made anew from the journal alone says the same.
    std::fs::remove_dir_all(place.dir().join("sled")).unwrap();
    assert_eq!(at("2026-12-01T08:06", &["show", code]).json(), shown);
    assert_eq!(at("2026-12-01T08:07", &["find", "hong nhung"]).json()["dossiers"], found["dossiers"]);
}
