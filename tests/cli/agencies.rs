//! `motcua dossier ask`: a name that nobody was asked under before is more often a slip than a new agency.

use crate::place::Place;

#[test]
fn a_name_that_is_not_known_is_asked_about_once() {
    let place = Place::made();
    let received = place.json(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]);
    let code = received["dossier"].as_str().unwrap();
    let ask = |whom, more: &[&str]| {
        let line = ["dossier", "ask", code, "--agency", whom, "--question", "xin xác minh"];
        [&line[..], more].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let line = |words: &[String]| place.json(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let refused = |words: &[String]| place.refused(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let slip = refused(&ask("Công an xa", &[]));
    assert_eq!(slip["refusal"], "agency_not_known");
    assert!(slip["message"].as_str().unwrap().contains("«Công an xã»"), "{slip}");
    assert!(slip["list"].as_array().unwrap().contains(&"Công an xã".into()), "{slip}");
    assert_eq!(place.json(&["dossier", "show", code])["status"], 2, "nothing happened");
    let known = line(&ask("CÔNG AN XÃ", &[]));
    assert_eq!(known["holder"]["agency"], "Công an xã", "as it is known: {known}");
    let answer = ["dossier", "answer", code, "--answer", "đúng"];
    place.json(&answer);
    assert_eq!(refused(&ask("Ngân hàng chính sách", &[]))["refusal"], "agency_not_known");
    assert_eq!(line(&ask("Ngân hàng chính sách", &["--new-agency"]))["holder"]["agency"], "Ngân hàng chính sách");
    place.json(&answer);
    assert_eq!(line(&ask("Ngân hàng Chính sách", &[]))["holder"]["agency"], "Ngân hàng chính sách", "asked before");
    place.json(&answer);
    let near = refused(&ask("Ngân hàng chính sach", &["--above", "--number", "1/CV"]));
    assert!(near["message"].as_str().unwrap().contains("«Ngân hàng chính sách»"), "{near}");
}

#[test]
fn whoever_was_asked_about_a_dossier_of_the_archive_is_known() {
    let place = Place::made();
    let received = place.json(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]);
    let code = received["dossier"].as_str().unwrap();
    let ask = ["--agency", "Ngân hàng chính sách", "--question", "xin xác minh"];
    place.json(&[&["dossier", "ask", code][..], &ask, &["--new-agency"]].concat());
    place.json(&["dossier", "answer", code, "--answer", "đúng"]);
    place.json(&["dossier", "withdraw", code, "--reason", "không còn nhu cầu"]);
    let later = Some("2026-11-25T09:00");
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Trần Thị Bé", "--json"];
    let other = place.run_at(later, &receive).json()["dossier"].as_str().unwrap().to_owned();
    let held = place.run_at(later, &["dossiers", "--json"]).json();
    assert!(!held.to_string().contains(code), "the first is in the archive: {held}");
    let asked = place.run_at(later, &[&["dossier", "ask", &other, "--json"][..], &ask].concat());
    assert_eq!(asked.json()["holder"]["agency"], "Ngân hàng chính sách");
}
