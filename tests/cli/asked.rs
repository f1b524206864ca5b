//! What is asked about once more on the command line: allowed, but more often a slip than meant.

use crate::place::Place;

fn received(place: &Place, more: &[&str]) -> String {
    let receive =
        ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào", "--fee", "8000"];
    place.json(&[&receive[..], more].concat())["dossier"].as_str().unwrap().to_owned()
}

#[test]
fn a_receipt_of_long_ago_is_asked_about() {
    let place = Place::made();
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"];
    let at = |day: &'static str| [&receive[..], &["--received", day]].concat();
    let asked = place.refused(&at("2025-11-20T09:00"));
    assert_eq!(asked["refusal"], "not_sure");
    assert!(asked["message"].as_str().unwrap().contains("20/11/2025"), "{asked}");
    assert!(place.json(&["dossiers"])["dossiers"].as_array().unwrap().is_empty(), "nothing is written");
    place.run(&[&at("2025-11-20T09:00")[..], &["--yes"]].concat()).ok();
    place.run(&at("2026-11-20T09:00")).ok();
}

#[test]
fn more_than_is_to_be_given_back_is_asked_about() {
    let place = Place::made();
    let code = received(&place, &[]);
    place.run(&["dossier", "pay", &code, "--amount", "8000"]).ok();
    let refund = ["dossier", "refund", &code, "--amount", "5000", "--reason", "thu nhầm"];
    let asked = place.refused(&refund);
    assert!(asked["refusal"] == "not_sure" && asked["message"].as_str().unwrap().contains("5.000"), "{asked}");
    place.run(&[&refund[..], &["--yes"]].concat()).ok();
}

#[test]
fn a_question_above_the_commune_has_a_letter() {
    let place = Place::made();
    let ask = |code: &str, more: &[&str]| {
        let ask =
            ["dossier", "ask", code, "--above", "--agency", "Sở Tư pháp", "--question", "về quốc tịch", "--new-agency"];
        place.run(&[&ask[..], more, &["--json"]].concat())
    };
    let code = received(&place, &[]);
    let asked = ask(&code, &[]);
    assert!(asked.exit == 2 && asked.err.contains("--number"), "{asked:?}");
    assert_eq!(ask(&code, &["--number", "45/CV-UBND"]).exit, 0);
}
