//! The administrator's settings: every change is a wish by her, and what cannot be undone is asked about first.

use crate::office::{IntoChord, Office, service};
use motcua::domain::centre::{Centre, Role};
use motcua::domain::command::{Actor, SetOfficer, Verb};
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use std::collections::BTreeSet;

fn settings() -> Office {
    Office::without_counter(Role::Administrator)
}

/// Before the part at this place.
fn part(at: usize) -> Office {
    let mut office = settings();
    for _ in 0..at {
        office.key(Key::Tab);
    }
    office
}

fn centre(office: &Office) -> &Centre {
    &office.published.state.centre
}

/// `key` opens a line, in which this is typed in the place of what stands there.
fn typed(office: &mut Office, key: char, text: &str) {
    office.key(key);
    office.key(Ctrl('u'));
    office.write(text);
    office.key(Key::Enter);
}

/// The same for the line under the bar.
fn value(office: &mut Office, text: &str) {
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write(text);
    office.key(Key::Enter);
}

/// Takes away what is under the bar.
fn remove(office: &mut Office) {
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
}

struct Ctrl(char);

impl IntoChord for Ctrl {
    fn chord(self) -> Chord {
        Chord::ctrl(self.0)
    }
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
fn a_counter_is_named_added_and_taken_away_and_its_services_are_ticked() {
    let mut office = part(2);
    office.key('s');
    office.key('c');
    office.key(Key::Enter);
    assert!(office.published.state.counters[&CounterId(1)].skills.contains(&service('C')));
    assert!(centre(&office).counters[0].skills.contains(&service('C')), "for good");
    office.key(Key::Enter);
    typed(&mut office, 't', "Một cửa liên thông");
    assert_eq!(centre(&office).counters[0].name, "Một cửa liên thông");
    office.key('n');
    office.key(Key::Enter);
    assert_eq!(centre(&office).counters[3].id, CounterId(4), "the next free number stands there");
    assert_eq!(centre(&office).counters[3].skills.len(), 3);
    remove(&mut office);
    assert_eq!(centre(&office).counters.len(), 4, "somebody sits at the first one");
    assert!(office.text(80, 24).contains("Quầy 1 đang mở"), "{}", office.text(80, 24));
    office.key(Key::Esc);
    office.key(Key::End);
    remove(&mut office);
    assert_eq!(centre(&office).counters.len(), 3);
}

#[test]
fn a_service_is_named_moved_added_and_its_fields_are_ticked() {
    let mut office = part(3);
    office.key(Key::Enter);
    typed(&mut office, 't', "Hộ tịch");
    office.key(Key::Enter);
    typed(&mut office, 'a', "Civil registry");
    let first = &centre(&office).services[0];
    assert_eq!((first.name.as_str(), first.name_en.as_str()), ("Hộ tịch", "Civil registry"));
    office.key(Key::Enter);
    office.key('k');
    assert_eq!(centre(&office).services[1].id, service('A'));
    typed(&mut office, 'n', "Hộ kinh doanh");
    assert_eq!((centre(&office).services[3].id, centre(&office).services[3].fields.len()), (service('D'), 0));
    office.key(Key::End);
    office.key('s');
    office.key(Key::Tab);
    office.key(Key::Enter);
    assert_eq!(centre(&office).services[3].fields.len(), 1, "{}", office.text(80, 24));
    remove(&mut office);
    assert_eq!(centre(&office).services.len(), 3);
    office.key(Key::Home);
    remove(&mut office);
    assert_eq!(centre(&office).services.len(), 3);
    assert!(office.text(80, 24).contains("Hôm nay đã có số của nhóm B"), "{}", office.text(80, 24));
}

#[test]
fn a_field_belongs_to_one_service() {
    let mut office = part(3);
    office.key(Key::Down);
    office.key('s');
    let text = office.text(120, 60);
    let at = text.lines().filter(|line| line.contains("[ ]") || line.contains("[×]"));
    let at = at.take_while(|line| !line.contains("Hộ tịch · A")).count();
    for _ in 0..at {
        office.key(Key::Down);
    }
    office.key(' ');
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("đã thuộc một nhóm khác"), "{}", office.text(80, 24));
    assert_eq!(centre(&office).services[1].fields, ["Đất đai"]);
}

#[test]
fn a_day_of_the_centres_own_is_set_and_taken_back_and_promised_times_stay() {
    let mut office = part(4);
    office.receive("1.004873", "Vũ Thị Thìn", None, None);
    assert!(office.text(80, 24).contains("trung tâm") || office.text(80, 24).contains("theo luật"));
    typed(&mut office, 'n', "32/13");
    assert_eq!(office.model.context(), Context::Ask, "no such day");
    for _ in 0..5 {
        office.key(Key::Backspace);
    }
    office.write("23/11");
    office.key(Key::Enter);
    office.key('g');
    let due: Vec<_> = office.published.state.dossiers.values().map(|dossier| dossier.due).collect();
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Confirm, "open dossiers would be due later: {}", office.text(80, 24));
    assert!(office.text(80, 24).contains("hồ sơ đang mở"));
    office.key('y');
    let monday = "2026-11-23".parse().unwrap();
    assert!(office.published.state.own_days[&monday].off);
    assert!(!office.published.book.calendar.is_working(monday));
    assert_eq!(due, office.published.state.dossiers.values().map(|dossier| dossier.due).collect::<Vec<_>>());
    assert!(office.text(80, 24).contains("Trung tâm nghỉ"), "{}", office.text(80, 24));
    office.key('n');
    office.write("23/11/2026");
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    assert!(office.published.state.own_days.is_empty());
    office.key(Key::Home);
    office.key(Key::Enter);
    assert!(!centre(&office).policy_days, "it is asked about first");
    assert!(office.text(80, 24).contains("có chủ trương. "), "{}", office.text(80, 24));
    office.key('y');
    assert!(centre(&office).policy_days);
}

#[test]
fn hours_targets_grounds_displays_and_names_are_changed() {
    let mut office = part(5);
    office.key(Key::Enter);
    typed(&mut office, 's', "07:15-11:45");
    assert_eq!(office.model.context(), Context::Confirm, "{}", office.text(80, 24));
    office.key('y');
    assert_eq!(centre(&office).hours.seasons[0].morning.to_string(), "07:15-11:45");
    office.key(Key::Enter);
    typed(&mut office, 'c', "11:00-17:00");
    assert_eq!(office.model.context(), Context::Ask, "before the morning ends: {}", office.text(80, 24));
    office.key(Key::Esc);
    office.key(Key::Esc);
    typed(&mut office, 'n', "01/06");
    office.key('y');
    assert_eq!(centre(&office).hours.seasons[2].from.to_string(), "06-01");
    office.key(Key::Tab);
    value(&mut office, "20");
    assert_eq!(centre(&office).targets.wait_s, 1200);
    value(&mut office, "0");
    assert!(office.text(80, 24).contains("từ 1 đến 480"), "{}", office.text(80, 24));
    office.key(Key::Esc);
    office.key(Key::Down);
    office.key(Key::Down);
    value(&mut office, "");
    assert!(office.text(80, 24).contains("không giới hạn: diện ưu tiên"), "{}", office.text(80, 24));
    office.key('y');
    assert_eq!(centre(&office).rule.max_passed, None);
    office.key(Key::Tab);
    office.key(Key::Enter);
    office.key('d');
    assert!(!centre(&office).grounds[0].on);
    typed(&mut office, 'n', "Cựu chiến binh");
    assert_eq!(centre(&office).grounds[5].id.0, "cuu_chien_binh");
    office.key(Key::Tab);
    value(&mut office, "19:30");
    assert_eq!(centre(&office).display.night_from.to_string(), "19:30:00");
    typed(&mut office, 'n', "Mời giữ trật tự");
    typed(&mut office, 'n', "Gọi 0912345678");
    assert_eq!(office.model.context(), Context::Ask, "somebody's number");
    office.key(Key::Esc);
    assert_eq!(centre(&office).display.notices, ["Mời giữ trật tự"]);
    office.key(Key::End);
    remove(&mut office);
    assert!(centre(&office).display.notices.is_empty());
    office.key(Key::Tab);
    value(&mut office, "Trung tâm xã Cẩm Trung");
    assert_eq!(centre(&office).name, "Trung tâm xã Cẩm Trung");
    assert!(office.text(80, 24).contains("Sửa lần cuối: 08:01 20/11/2026, Phạm Thị Nga"), "{}", office.text(80, 24));
}

#[test]
fn one_change_waits_for_the_other() {
    let mut office = part(6);
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write("20");
    let words = office.words();
    let enter = Input::Key(Chord::plain(Key::Enter));
    let effects = motcua::tui::update::input(&mut office.model, enter, &office.published, &words, office.now);
    assert_eq!(effects.len(), 1);
    value(&mut office, "30");
    assert_eq!(centre(&office).targets.wait_s, 900, "nothing is asked while the first is saved");
    assert!(office.text(80, 24).contains("còn đang được ghi"), "{}", office.text(80, 24));
}

/// Another administrator changes the settings meanwhile.
fn elsewhere(office: &mut Office, change: impl FnOnce(&mut Centre)) {
    let mut centre = centre(office).clone();
    change(&mut centre);
    office.admin(Verb::Configure(Box::new(centre)));
}

#[test]
fn a_value_that_somebody_else_changed_is_shown_and_not_written_over_unseen() {
    let mut office = part(6);
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write("20");
    elsewhere(&mut office, |centre| centre.targets.wait_s = 1500);
    office.key(Key::Enter);
    assert_eq!(centre(&office).targets.wait_s, 1500);
    let text = office.text(80, 24);
    assert!(text.contains("thành: 25") && text.contains("20"), "{text}");
    office.key(Key::Enter);
    assert_eq!(centre(&office).targets.wait_s, 1200, "she has seen it and means hers");
    // What is known by its place may be another by now.
    let mut office = part(8);
    typed(&mut office, 'n', "Mời giữ trật tự");
    office.key(Key::End);
    office.key(Key::Enter);
    office.key('t');
    elsewhere(&mut office, |centre| centre.display.notices[0] = "Mai nghỉ".into());
    office.write(".");
    for _ in 0..2 {
        office.key(Key::Enter);
    }
    assert_eq!(centre(&office).display.notices, ["Mai nghỉ"]);
}

#[test]
fn what_somebody_else_ticked_is_shown_and_not_written_over_unseen() {
    let ids = |text: &str| text.chars().map(service).collect::<BTreeSet<_>>();
    // The services of a counter.
    let mut office = part(2);
    let id = centre(&office).counters[0].id;
    let skills = |office: &Office| centre(office).counters[0].skills.clone();
    let before = skills(&office);
    let wanted: BTreeSet<_> = before.iter().copied().filter(|service| !ids("A").contains(service)).collect();
    office.key('s');
    office.key('a');
    elsewhere(&mut office, |centre| centre.counters[0].skills = ids("C"));
    office.key(Key::Enter);
    assert_eq!(skills(&office), ids("C"), "counter {id}");
    let text = office.text(80, 24);
    assert!(text.contains("thành: C. Enter lần nữa"), "{text}");
    office.key(Key::Enter);
    assert_eq!(skills(&office), wanted, "she has seen it and means hers");
    // The fields of a service.
    let mut office = part(3);
    let fields = |office: &Office| centre(office).services[0].fields.clone();
    let before = fields(&office);
    office.key('s');
    office.key(' ');
    elsewhere(&mut office, |centre| drop(centre.services[0].fields.pop()));
    let theirs = fields(&office);
    office.key(Key::Enter);
    assert_eq!(fields(&office), theirs, "{before:?}");
    assert!(office.text(120, 40).contains("Enter lần nữa"), "{}", office.text(120, 40));
    office.key(Key::Enter);
    assert_ne!(fields(&office), theirs);
    // The services of an officer.
    let mut office = part(0);
    office.key('s');
    office.key('a');
    let officer = office.published.state.officers.values().next().unwrap().clone();
    office.admin(Verb::SetOfficer(SetOfficer { skills: ids("C"), ..SetOfficer::of(&officer) }));
    office.key(Key::Enter);
    assert_eq!(office.published.state.officers[&officer.id].skills, ids("C"));
    assert!(office.text(80, 24).contains("thành: C. Enter lần nữa"));
}

#[test]
fn what_was_typed_is_there_again_when_nothing_came_of_it() {
    let mut office = part(6);
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write("20");
    let words = office.words();
    let enter = Input::Key(Chord::plain(Key::Enter));
    let effects = motcua::tui::update::input(&mut office.model, enter, &office.published, &words, office.now);
    let Effect::Submit { tag, .. } = effects[0] else { panic!("{effects:?}") };
    let gaps = vec![("path", "/centre.toml".to_owned())];
    office.reply(Reply::NotSaved { tag, key: "office.file_differs", gaps });
    assert_eq!(office.model.context(), Context::Ask);
    let text = office.text(80, 24);
    assert!(text.contains("20") && text.contains("bấm r"), "{text}");
    office.key(Key::Esc);
    office.key('r');
    assert!(matches!(office.effects.last(), Some(Effect::Reload { .. })), "{:?}", office.effects);
}

#[test]
fn numbers_out_of_every_range_are_told_the_range_and_short_hours_are_asked_about() {
    let mut office = part(6);
    for (down, typed, range) in
        [(0, "99999999999999999999", "từ 1 đến 480"), (1, "300", "từ 0 đến 100"), (2, "-4", "từ 0 đến 10000")]
    {
        office.key(Key::Home);
        for _ in 0..down {
            office.key(Key::Down);
        }
        value(&mut office, typed);
        assert!(office.text(80, 24).contains(range), "{typed}: {}", office.text(80, 24));
        office.key(Key::Esc);
    }
    value(&mut office, "nhiều");
    assert!(office.text(80, 24).contains("một số nguyên"));
    let mut office = part(5);
    office.key(Key::Enter);
    typed(&mut office, 's', "07:30-07:45");
    assert!(office.text(80, 24).contains("07:30-07:45 chưa đến một giờ"), "{}", office.text(80, 24));
    office.key('n');
    assert_eq!(office.model.context(), Context::Ask, "what was typed stays");
}

#[test]
fn the_language_is_asked_about() {
    let mut office = part(9);
    office.key(Key::End);
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Confirm);
    office.key(Key::Enter);
    assert_eq!(centre(&office).language, motcua::text::words::Language::Vi, "Enter is no");
}

#[test]
fn hours_are_asked_about_with_the_dossiers_they_would_move() {
    let mut office = part(5);
    office.receive("1.004873", "Vũ Thị Thìn", None, None);
    office.key(Key::End);
    office.key(Key::Up);
    office.key(Key::Enter);
    typed(&mut office, 'c', "13:30-16:00");
    let text = office.text(80, 24);
    assert!(text.contains("hồ sơ đang mở sẽ có hạn khác"), "{text}");
}

#[test]
fn an_old_letter_is_not_handed_out_again_and_fields_without_a_service_are_counted() {
    let mut office = part(3);
    typed(&mut office, 'n', "Hộ kinh doanh");
    office.key(Key::End);
    remove(&mut office);
    typed(&mut office, 'n', "Thuế");
    assert_eq!(centre(&office).services[3].id, service('E'), "D is on slips of people who may come back");
    office.key(Key::End);
    office.key('s');
    office.key(' ');
    office.key(Key::Enter);
    office.key(Key::Up);
    office.key('s');
    office.key(Key::Down);
    office.key(' ');
    office.key(Key::Enter);
    let text = office.text(80, 24);
    assert!(text.contains("không thuộc nhóm nào"), "{text}");
    office.key('y');
    assert_eq!(centre(&office).services[2].fields.len(), 1);
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
fn what_went_wrong_before_is_not_said_over_the_next_question() {
    let mut office = settings();
    office.key(Key::End);
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    assert!(office.text(80, 24).contains('!'), "{}", office.text(80, 24));
    office.key('n');
    assert!(!office.text(80, 24).contains('!'), "{}", office.text(80, 24));
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
