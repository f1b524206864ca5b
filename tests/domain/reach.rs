//! Which dossiers change when an applicant's data are corrected in one of them.

use crate::day::Day;
use crate::life::{TEN_DAYS, house, receive, wish};
use motcua::domain::command::{Actor, Applicant, DossierVerb, Verb};
use motcua::domain::dossier::{Change, Holder};
use motcua::domain::ids::{Digest, DossierCode, OfficerId};
use motcua::domain::person::PersonField;
use motcua::domain::refusal::Refusal;

/// Two dossiers of one applicant, both received by officer 1.
fn two() -> (Day, DossierCode, DossierCode) {
    let mut day = house();
    let first = receive(&mut day, TEN_DAYS, false);
    let second = receive(&mut day, TEN_DAYS, false);
    let hers = Applicant::Known(day.state.dossiers[&first].applicant);
    let verb =
        DossierVerb::CorrectApplicant {
            to: hers, fields: Vec::new(), archived: false, reason: "cùng người".into()
        };
    day.ask(Verb::About { dossier: second.clone(), counter: None, verb }).unwrap();
    (day, first, second)
}

fn correct(day: &mut Day, by: u16, code: &DossierCode, archived: bool) -> Result<(), Refusal> {
    let to = Applicant::Renewed(day.state.dossiers[code].applicant, Digest([2; 32]));
    let fields = vec![PersonField::Name];
    let verb = DossierVerb::CorrectApplicant { to, fields, archived, reason: "ghi nhầm".into() };
    let verb = Verb::About { dossier: code.clone(), counter: None, verb };
    day.ask_by(Actor::Officer(OfficerId(by)), verb).map(|_| ())
}

fn step(day: &mut Day, code: &DossierCode, step: &str) {
    let (by, verb) = wish(code, step);
    day.ask_by(by, verb).unwrap();
}

/// Whether the last thing that happened to it is a correction of its applicant, and whether for it alone.
fn told(day: &Day, code: &DossierCode) -> Option<bool> {
    match day.state.dossiers[code].changes().last()?.1 {
        Change::ApplicantCorrected { alone, reason, .. } if reason == "ghi nhầm" => Some(*alone),
        _ => None,
    }
}

#[test]
fn what_she_has_herself_changes_together_and_each_timeline_says_so() {
    let (mut day, first, second) = two();
    correct(&mut day, 1, &first, false).unwrap();
    assert_eq!(day.state.dossiers[&first].applicant, day.state.dossiers[&second].applicant);
    assert_eq!((told(&day, &first), told(&day, &second)), (Some(false), Some(false)));
}

#[test]
fn what_another_has_keeps_what_was_recorded_and_the_head_changes_both() {
    let (mut day, first, second) = two();
    step(&mut day, &second, "1:give>Kinh-tế");
    step(&mut day, &second, "3:take");
    assert_eq!(day.state.dossiers[&second].holder, Holder::Officer(OfficerId(3)));
    let was = day.state.dossiers[&second].clone();
    correct(&mut day, 1, &first, false).unwrap();
    assert_eq!(day.state.dossiers[&second], was, "nothing happens to it");
    assert_ne!(day.state.dossiers[&first].applicant, was.applicant);
    assert_eq!(told(&day, &first), Some(true));
    assert_eq!(day.state.next_person, day.state.dossiers[&first].applicant.0 + 1);
    let (mut day, first, second) = two();
    step(&mut day, &second, "1:give>Kinh-tế");
    step(&mut day, &second, "3:take");
    correct(&mut day, 5, &first, false).unwrap();
    assert_eq!((told(&day, &first), told(&day, &second)), (Some(false), Some(false)));
}

#[test]
fn what_is_over_or_in_the_archive_stays_as_it_is_even_for_the_head() {
    let (mut day, first, second) = two();
    step(&mut day, &second, "1:withdraw");
    let was = day.state.dossiers[&second].clone();
    correct(&mut day, 5, &first, false).unwrap();
    assert_eq!((day.state.dossiers[&second].clone(), told(&day, &first)), (was, Some(true)));
    let (mut day, first, second) = two();
    let was = day.state.dossiers[&second].clone();
    correct(&mut day, 5, &first, true).unwrap();
    assert_eq!((day.state.dossiers[&second].clone(), told(&day, &first)), (was, Some(true)));
}
