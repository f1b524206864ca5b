//! Changes that meet others: what somebody else changed meanwhile, what waits, what came to nothing.

use super::{Ctrl, centre, part, settings, typed, value};
use crate::office::{Office, service};
use motcua::domain::centre::Centre;
use motcua::domain::command::{SetOfficer, Verb};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use std::collections::BTreeSet;

/// Another wait to aim at is typed and asked for, and nothing has come of it yet.
fn asked_for() -> (Office, Vec<Effect>) {
    let mut office = part(6);
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write("20");
    let words = office.words();
    let enter = Input::Key(Chord::plain(Key::Enter));
    let effects = motcua::tui::update::input(&mut office.model, enter, &office.published, &words, office.now);
    (office, effects)
}

#[test]
fn one_change_waits_for_the_other() {
    let (mut office, effects) = asked_for();
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
    let (mut office, effects) = asked_for();
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
fn what_was_saved_is_not_told_under_the_next_question() {
    let mut office = part(6);
    value(&mut office, "20");
    let saved = office.text(80, 24);
    let said = saved.lines().find(|line| line.contains('✓')).expect("it is told").trim().to_owned();
    office.key(Key::Enter);
    assert!(!office.text(80, 24).contains(&said), "{}", office.text(80, 24));
    // The same with what is typed into a screen.
    let mut office = part(6);
    value(&mut office, "20");
    office.key(Ctrl('p'));
    assert!(!office.text(80, 24).contains('✓'), "{}", office.text(80, 24));
}
