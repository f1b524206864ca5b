//! The administrator's settings: every change is a wish by her, and what cannot be undone is asked about first.

use crate::office::{Office, service};
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, Verb};
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::tui::input::{Input, Key};
use motcua::tui::keymap::Context;
use std::collections::BTreeSet;

fn settings() -> Office {
    Office::without_counter(Role::Administrator)
}

fn officer(office: &Office, id: u16) -> &motcua::domain::centre::Officer {
    &office.published.state.officers[&OfficerId(id)]
}

#[test]
fn somebody_new_is_entered_with_name_and_role() {
    let mut office = settings();
    office.key('n');
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Ask, "a name is needed");
    office.write("Vũ Thị Đào");
    office.key(Key::Enter);
    office.key('3');
    assert_eq!(officer(&office, 5).role, Role::Specialist);
    assert!(office.text(120, 40).contains("Vũ Thị Đào"), "{}", office.text(120, 40));
}

#[test]
fn role_skills_and_pin_are_changed() {
    let mut office = settings();
    office.key(Key::Enter);
    office.key('v');
    office.key('2');
    assert_eq!(officer(&office, 1).role, Role::Receptionist);
    office.key('s');
    office.key('b');
    office.key(Key::Enter);
    assert_eq!(officer(&office, 1).skills, BTreeSet::from([service('B')]));
    office.key(Key::Down);
    office.key(Key::Down);
    assert!(!officer(&office, 3).has_pin);
    office.key(Key::Enter);
    office.key('p');
    office.write("246813");
    office.key(Key::Enter);
    assert!(officer(&office, 3).has_pin);
    office.key(Key::Enter);
    office.key('b');
    office.key(Key::Enter);
    assert!(officer(&office, 3).has_pin, "Enter is no");
    office.key('b');
    office.key('y');
    assert!(!officer(&office, 3).has_pin);
}

#[test]
fn leaving_is_asked_about_and_can_be_taken_back() {
    let mut office = settings();
    office.key(Key::Enter);
    office.key('x');
    assert_eq!(office.model.context(), Context::Confirm);
    office.key('y');
    assert!(!officer(&office, 1).active);
    office.key(Key::Enter);
    office.key('l');
    assert!(officer(&office, 1).active);
}

#[test]
fn the_last_administrator_stays_one() {
    let mut office = settings();
    office.key(Key::End);
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    assert!(officer(&office, 4).active);
    assert_eq!(office.model.context(), Context::Settings);
}

#[test]
fn a_key_is_added_as_it_was_pasted_and_removed_after_a_question() {
    let mut office = settings();
    office.key(Key::Tab);
    office.key('n');
    office.write("quay9x");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Ask, "no such account");
    for _ in 0..6 {
        office.key(Key::Backspace);
    }
    office.write("wall");
    office.key(Key::Enter);
    office.input(Input::Paste("ssh-ed25519 AAAA lan@quay3".to_owned()));
    office.key(Key::Enter);
    let (print, key) = office.published.state.keys.iter().next().unwrap();
    assert_eq!((print.as_str(), key.names().as_str()), ("", "wall"), "the session makes the fingerprint");
    office.key(Key::Enter);
    office.key('y');
    assert!(office.published.state.keys.is_empty());
}

#[test]
fn a_counters_services_are_ticked() {
    let mut office = settings();
    office.key(Key::Tab);
    office.key(Key::Tab);
    office.key(Key::Enter);
    office.key('c');
    office.key(Key::Enter);
    assert!(office.published.state.counters[&CounterId(1)].skills.contains(&service('C')));
}

#[test]
fn nobody_else_reaches_or_does_it() {
    for role in [Role::Receptionist, Role::Supervisor] {
        let mut office = Office::without_counter(role);
        let before = office.model.context();
        office.key('s');
        assert_eq!(office.model.context(), before, "{role:?}");
        let wish = Verb::RemoveKey("SHA256:x".to_owned());
        assert!(office.ask(Actor::Officer(OfficerId(4)), wish).is_err());
    }
}
