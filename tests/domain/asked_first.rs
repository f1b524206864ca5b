//! What is asked before an end, a handover, a later date and a fee that are more often slips than meant.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, asking, house, receive, wish};
use motcua::domain::centre::Role;
use motcua::domain::command::{DossierVerb, SetOfficer, Verb};
use motcua::domain::dossier::{Asking, Caution, Holder, Judged, Timeliness};
use motcua::domain::ids::{Digest, DossierCode, OfficerId};
use std::collections::BTreeSet;

fn step(day: &mut Day, code: &DossierCode, when: &str, step: &str) {
    let (by, verb) = wish(code, step);
    day.now = at(when);
    day.ask_by(by, verb).unwrap();
}

fn refused(day: &mut Day, code: &DossierCode, step: &str) -> String {
    let (by, verb) = wish(code, step);
    day.ask_by(by, verb).unwrap_err().name().to_owned()
}

fn asked(day: &Day, code: &DossierCode, step: &str) -> Option<Caution> {
    let (by, Verb::About { verb, .. }) = wish(code, step) else { panic!("{step}") };
    day.state.dossiers[code].caution(&verb, Asking { by, ..asking(day) })
}

#[test]
fn what_is_late_and_ends_without_a_result_is_asked_about_and_stays_late() {
    for end in ["1:refuse", "1:withdraw", "1:stop"] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        let due = day.state.dossiers[&code].due.unwrap();
        assert_eq!(asked(&day, &code, end), None, "{end}: in time");
        day.now = at("2026-11-30T09:00");
        assert_eq!(asked(&day, &code, end), Some(Caution::EndsLate { dossier: code.clone(), due }), "{end}");
        step(&mut day, &code, "2026-11-30T09:00", end);
        let dossier = &day.state.dossiers[&code];
        assert_eq!(dossier.timeliness(day.now), Timeliness::Ended);
        assert_eq!(dossier.judged(day.now), Some(Judged::LateWhenEnded(due)), "{end}");
    }
}

#[test]
fn what_ends_in_time_or_while_its_time_stands_was_not_late() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-24T09:00", "1:supplement");
    day.now = at("2026-12-14T09:00");
    assert_eq!(asked(&day, &code, "1:withdraw"), None);
    step(&mut day, &code, "2026-12-14T09:00", "1:withdraw");
    assert_eq!(day.state.dossiers[&code].judged(day.now), None);
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-12-14T10:00", "1:refuse");
    day.now = at("2026-12-30T09:00");
    assert_eq!(day.state.dossiers[&code].judged(day.now), None);
}

#[test]
fn a_second_later_date_is_asked_about_when_it_is_proposed_and_when_it_is_agreed_to() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    assert_eq!(asked(&day, &code, "1:propose>2026-11-27"), None);
    step(&mut day, &code, "2026-11-23T09:00", "1:propose>2026-11-27");
    assert_eq!(asked(&day, &code, "5:extend"), None);
    step(&mut day, &code, "2026-11-23T09:10", "5:extend");
    let again = |agreed| Some(Caution::ExtendedBefore { dossier: code.clone(), times: 1, agreed });
    assert_eq!(asked(&day, &code, "1:propose>2026-11-30"), again(false));
    step(&mut day, &code, "2026-11-23T09:20", "1:propose>2026-11-30");
    assert_eq!(asked(&day, &code, "5:extend"), again(true));
}

#[test]
fn a_dossier_goes_to_who_can_take_it() {
    let mut day = house();
    let digest = Some(Digest([0; 32]));
    let role = Role::Receptionist;
    let officer = SetOfficer { id: None, digest, role, skills: BTreeSet::new(), has_pin: false, active: true };
    day.ask(Verb::SetOfficer(officer)).unwrap();
    let code = receive(&mut day, TEN_DAYS, false);
    assert_eq!(refused(&mut day, &code, "1:give>7"), "never_takes");
    assert_eq!(asked(&day, &code, "1:give>Kinh-tế"), None);
    let conflict = DossierVerb::MarkConflict { officer: OfficerId(3), reason: "người nhà".into() };
    day.ask(Verb::About { dossier: code.clone(), counter: None, verb: conflict }).unwrap();
    let nobody = Caution::NobodyTakes { dossier: code.clone(), section: "Kinh tế".into() };
    assert_eq!(asked(&day, &code, "1:give>Kinh-tế"), Some(nobody), "her only officer has an interest in it");
    assert_eq!(asked(&day, &code, "1:give>Văn-hóa"), None);
}

#[test]
fn a_result_that_leaves_the_return_desk_is_asked_about() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:finish");
    let leaves = Caution::LeavesDesk { dossier: code.clone() };
    assert_eq!(asked(&day, &code, "6:give>Văn-hóa"), Some(leaves));
    step(&mut day, &code, "2026-11-23T09:10", "6:give>1");
    step(&mut day, &code, "2026-11-23T09:11", "1:take");
    assert_eq!(asked(&day, &code, "1:give>return"), None);
    assert_eq!(day.state.dossiers[&code].holder, Holder::Officer(OfficerId(1)));
}

#[test]
fn who_is_exempt_owes_no_other_fee_and_is_exempt_once() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:exempt");
    assert_eq!(refused(&mut day, &code, "1:exempt"), "nothing_changed");
    let stays = Caution::ExemptStays { dossier: code.clone(), ground: "hộ nghèo".into() };
    assert_eq!(asked(&day, &code, "1:fee>80000"), Some(stays));
}
