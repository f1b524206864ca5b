//! Who works here: officers, roles, PINs, keys, and who may change them.

use super::{Ctrl, centre, officer, settings, typed};
use crate::office::{Office, service};
use crate::steps::{late, listed};
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, DossierVerb, SetOfficer, Verb};
use motcua::domain::dossier::Holder;
use motcua::domain::ids::OfficerId;
use motcua::tui::effect::Reply;
use motcua::tui::input::{Input, Key};
use motcua::tui::keymap::Context;
use std::collections::BTreeSet;

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
    assert!(!office.text(80, 24).contains("246813"), "{}", office.text(80, 24));
    office.key(Key::Enter);
    office.write("246814");
    office.key(Key::Enter);
    assert!(!officer(&office, 3).has_pin, "the two were different");
    for _ in 0..2 {
        assert_eq!(office.model.context(), Context::Ask);
        assert!(!office.text(80, 24).contains("24681"), "{}", office.text(80, 24));
        office.write("246813");
        office.key(Key::Enter);
    }
    assert!(officer(&office, 3).has_pin && officer(&office, 3).pin_given);
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
fn what_became_of_an_officer_is_said() {
    let mut office = settings();
    let said = |office: &mut Office, wanted: &str| {
        let text = office.text(120, 40);
        assert!(text.contains(wanted), "{wanted}: {text}");
    };
    office.key(Key::Enter);
    office.key('v');
    office.key('5');
    said(&mut office, "Nguyễn Thị Lan nay là lãnh đạo");
    office.key(Key::Enter);
    typed(&mut office, 't', "Nguyễn Thị Lan Anh");
    said(&mut office, "Cán bộ 1 nay tên là Nguyễn Thị Lan Anh");
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    said(&mut office, "không còn làm ở đây");
    office.key(Key::Enter);
    office.key('l');
    said(&mut office, "làm việc trở lại");
    office.key('n');
    office.write("Vũ Thị Đào");
    office.key(Key::Enter);
    office.key('3');
    said(&mut office, "Đã thêm cán bộ 5: Vũ Thị Đào");
}

#[test]
fn an_officer_who_left_meanwhile_is_not_brought_back_by_another_change() {
    let mut office = settings();
    office.key(Key::Enter);
    office.key('v');
    let left = SetOfficer { active: false, ..SetOfficer::of(officer(&office, 1)) };
    office.admin(Verb::SetOfficer(left));
    office.key('2');
    assert!(!officer(&office, 1).active);
    assert_eq!(officer(&office, 1).role, Role::Receptionist);
}

#[test]
fn whoever_is_no_administrator_any_more_leaves_the_settings() {
    let mut office = settings();
    office.key(Key::Enter);
    let own_pin = Verb::SetPin { officer: OfficerId(4), digest: motcua::domain::ids::Digest([5; 32]) };
    office.ask(Actor::Officer(OfficerId(4)), own_pin).unwrap();
    let (first, hers) = (SetOfficer::of(officer(&office, 1)), SetOfficer::of(officer(&office, 4)));
    office.admin(Verb::SetOfficer(SetOfficer { role: Role::Administrator, ..first }));
    office.admin(Verb::SetOfficer(SetOfficer { role: Role::Supervisor, ..hers }));
    let words = office.words();
    motcua::tui::update::news(&mut office.model, &office.published, &words, office.now);
    assert_eq!(office.model.context(), Context::Wall);
    assert!(office.text(120, 40).contains("không còn vào được cài đặt"), "{}", office.text(120, 40));
}

#[test]
fn one_account_of_a_key_is_taken_away() {
    let mut office = settings();
    for account in ["wall", "board", "counter1"] {
        let account = account.parse().unwrap();
        office.admin(Verb::AddKey { account, key: "ssh-ed25519 AAAA".into(), print: "SHA256:x".into() });
    }
    office.key(Key::Tab);
    assert!(office.text(80, 24).contains("counter1, wall, board"), "{}", office.text(80, 24));
    office.key(Key::Enter);
    office.key('2');
    office.key('y');
    assert_eq!(office.published.state.keys["SHA256:x"].names(), "counter1, board");
    assert!(office.text(80, 24).contains("thôi mở wall"), "{}", office.text(80, 24));
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    assert!(office.published.state.keys.is_empty());
}

#[test]
fn an_administrator_finds_the_settings_from_the_desk() {
    let mut office = Office::busy();
    let hers = SetOfficer { role: Role::Administrator, ..SetOfficer::of(officer(&office, 2)) };
    office.admin(Verb::SetOfficer(hers));
    office.key(Ctrl('p'));
    office.write("cai dat");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Settings);
    office.key(Key::Esc);
    office.key(Ctrl('k'));
    assert_eq!(office.model.context(), Context::Settings);
}

#[test]
fn nobody_else_reaches_or_does_it() {
    for role in [Role::Receptionist, Role::Supervisor] {
        let mut office = Office::without_counter(role);
        let before = office.model.context();
        office.key('s');
        assert_eq!(office.model.context(), before, "{role:?}");
        let wish = Verb::RemoveKey { print: "SHA256:x".to_owned(), account: None };
        assert!(office.ask(Actor::Officer(OfficerId(4)), wish).is_err());
    }
}

#[test]
fn an_officer_is_put_into_a_section_and_out_of_it() {
    let mut office = settings();
    let mut plan = centre(&office).clone();
    plan.work.sections = vec!["Kinh tế".to_owned(), "Văn hóa".to_owned()];
    office.admin(Verb::Configure(Box::new(plan)));
    let contains = |office: &mut Office, wanted: &str| {
        let text = office.text(120, 40);
        assert!(text.contains(wanted), "{wanted}: {text}");
    };
    office.key(Key::Enter);
    office.key('c');
    office.key('2');
    assert_eq!(officer(&office, 1).section, "Văn hóa");
    contains(&mut office, "Nguyễn Thị Lan nay thuộc Văn hóa.");
    contains(&mut office, "có mã PIN  Văn hóa");
    while !office.text(120, 40).contains("[Hồ sơ và mức thu]") {
        office.key(Key::Tab);
    }
    contains(&mut office, "Kinh tế  chưa có cán bộ, lãnh đạo nhận thay");
    contains(&mut office, "Văn hóa  Nguyễn Thị Lan");
    while !office.text(120, 40).contains("[Cán bộ]") {
        office.key(Key::Tab);
    }
    office.key(Key::Enter);
    office.key('c');
    office.key('0');
    assert_eq!(officer(&office, 1).section, "");
    contains(&mut office, "không thuộc phòng, bộ phận nào nữa");
}

#[test]
fn the_question_says_how_many_dossiers_she_has_and_the_head_finds_them_afterwards() {
    let mut office = settings();
    let code = late(&office);
    let about = |verb| Verb::About { dossier: code.clone(), counter: None, verb };
    let lan = OfficerId(3);
    office.admin(about(DossierVerb::Give { to: Holder::Officer(lan), note: String::new() }));
    office.ask(Actor::Officer(lan), about(DossierVerb::Take)).unwrap();
    office.key(Key::Down);
    office.key(Key::Down);
    office.key(Key::Enter);
    office.key('x');
    let text = office.text(80, 24);
    assert!(text.contains("còn 1 hồ sơ"), "{text}");
    office.key('y');
    assert!(!officer(&office, 3).active);
    let text = office.text(120, 40);
    assert!(text.contains("1 hồ sơ chờ lãnh đạo"), "{text}");
    listed(&mut office);
    office.key(Key::Enter);
    let text = office.text(160, 60);
    assert!(text.contains("(đã thôi làm)"), "{text}");
    office.key(Key::Esc);
    office.key('d');
    office.key('l');
    let text = office.text(120, 40);
    assert!(text.contains("Cần bàn giao") && text.contains("đã thôi làm"), "{text}");
}

/// As the command line says it: by the file, and before it is done here.
#[test]
fn a_section_that_goes_though_somebody_belongs_to_it_is_told() {
    let mut office = settings();
    let mut plan = centre(&office).clone();
    plan.work.sections = vec!["Kinh tế".to_owned(), "Văn hóa".to_owned()];
    office.admin(Verb::Configure(Box::new(plan.clone())));
    office.admin(Verb::SetSection { officer: OfficerId(1), section: "Văn hóa".to_owned() });
    office.receive("1.004873", "Mai Thị Nhất", None, None);
    let code = office.published.state.dossiers.keys().next().unwrap().clone();
    let give = DossierVerb::Give { to: Holder::Section("Văn hóa".to_owned()), note: String::new() };
    office.admin(Verb::About { dossier: code, counter: None, verb: give });
    while !office.text(120, 40).contains("[Hồ sơ và mức thu]") {
        office.key(Key::Tab);
    }
    office.key(Key::Home);
    office.key(Key::Down);
    super::remove(&mut office);
    let asked = office.text(120, 40);
    assert!(asked.contains("Văn hóa (cán bộ số") && asked.contains("1; 1 hồ sơ ở đó"), "{asked}");
    office.key('n');
    assert_eq!(centre(&office).work.sections.len(), 2, "nothing was done");
    plan.work.sections.pop();
    let events = office.admin(Verb::Configure(Box::new(plan)));
    office.reply(Reply::Reloaded { tag: 99, events, waits: vec!["voice"] });
    let told = office.text(120, 40);
    assert!(told.contains("Văn hóa (cán bộ số 1; 1 hồ sơ") && told.contains("giọng đọc"), "{told}");
    office.key(Key::Esc);
    office.reply(Reply::Reloaded { tag: 100, events: Vec::new(), waits: Vec::new() });
    assert!(office.text(120, 40).contains("Văn hóa (cán bộ số 1"), "until she is placed again");
}
