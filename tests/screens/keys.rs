//! The keymap is what it says: no two meanings, all in the help, all doing something.

use crate::office::Office;
use motcua::domain::centre::Role;
use motcua::text::words::{Language, Words};
use motcua::tui::input::{Chord, Key};
use motcua::tui::keymap::{self, BINDINGS, Context};
use motcua::tui::model::Home;
use std::collections::BTreeMap;

/// An office in which `context` is in front and its keys have something to do.
fn at(context: Context) -> Office {
    let mut office = Office::serving();
    let open: &[Key] = match context {
        Context::SignIn => return Office::empty(),
        Context::Desk => &[],
        Context::Receive => &[Key::Char('t')],
        Context::Search => {
            office.key('/');
            office.write("dao");
            &[]
        }
        Context::Procedures => &[Key::F(3)],
        Context::Procedure => &[Key::F(3), Key::Enter],
        Context::Dossiers => &[Key::F(4)],
        Context::Narrow => &[Key::F(4), Key::Char('/')],
        Context::Dossier => &[Key::F(4), Key::Enter],
        Context::Step => &[Key::F(4), Key::Char('b')],
        Context::Ticket => {
            office.key('/');
            office.write("A001");
            &[Key::Enter]
        }
        Context::Counters => &[Key::F(6)],
        Context::Queues => return Office::without_counter(Role::Supervisor).then(&[Key::Char('t')]),
        Context::Place => {
            return Office::without_counter(Role::Receptionist).then(&[Key::Char('v'), Key::Enter]);
        }
        Context::Staffing => return crate::staffing::page().then(&[Key::Right, Key::Down]),
        Context::Wall => return Office::without_counter(Role::Supervisor),
        Context::Counter => {
            let mut office = Office::without_counter(Role::Supervisor);
            office.key(Key::End);
            return office.then(&[Key::Enter]);
        }
        Context::Cash => return crate::cash::paid(office).then(&[Key::Char('y')]),
        Context::Settings => {
            let mut office = Office::without_counter(Role::Administrator);
            office.model.sit(office.model.seat().unwrap(), Home::Wall);
            return office.then(&[Key::Char('s')]);
        }
        Context::Menu => &[Key::Char('c')],
        Context::Ask => &[Key::Char('b'), Key::Char('5')],
        Context::Confirm => &[Key::Char('q')],
        Context::Finder => &[Key::Char('?')],
        Context::Note => {
            office.key('t');
            office.write("1.004873");
            &[Key::Enter, Key::F(5)]
        }
    };
    for key in open {
        office.key(*key);
    }
    office
}

#[test]
fn every_context_can_be_reached() {
    for context in Context::ALL {
        assert_eq!(at(context).model.context(), context);
    }
}

#[test]
fn no_key_means_two_things_in_one_place() {
    for context in Context::ALL {
        let mut seen: BTreeMap<Chord, &str> = BTreeMap::new();
        for binding in keymap::here(context) {
            for chord in binding.chords {
                if context.takes_text() && chord.written().is_some() {
                    continue;
                }
                let before = seen.insert(*chord, binding.hint);
                assert_eq!(before, None, "{chord:?} in {context:?} is also {}", binding.hint);
            }
        }
    }
}

/// `c` is "có" to one and "cancel" to another.
#[test]
fn a_question_hears_only_the_keys_that_it_offers() {
    for key in ('a'..='z').filter(|key| !matches!(key, 'n' | 'y')) {
        let mut office = at(Context::Confirm);
        office.key(Key::Char(key));
        assert_eq!(office.model.context(), Context::Confirm, "{key} decides");
    }
    for key in [Key::Char('n'), Key::Char('y'), Key::Enter, Key::Esc] {
        let mut office = at(Context::Confirm);
        office.key(key);
        assert_ne!(office.model.context(), Context::Confirm, "{key:?} does not decide");
    }
}

#[test]
fn command_keys_survive_input_methods() {
    for binding in BINDINGS {
        for chord in binding.chords {
            assert_eq!(chord.command_key(), *chord, "{} is looked up as another key", binding.hint);
        }
    }
    let typed = |character| keymap::find(Context::Desk, Chord::plain(Key::Char(character))).map(|binding| binding.hint);
    assert_eq!(typed('G'), Some("keys.call_next"));
    assert_eq!(typed('đ'), Some("keys.prioritise"));
}

#[test]
fn every_key_is_in_the_help_of_its_screen() {
    for language in [Language::Vi, Language::En] {
        let words = Words::of(language);
        for context in Context::ALL {
            let has_help = keymap::here(context).any(|binding| binding.hint == "keys.help");
            if !has_help {
                continue;
            }
            let mut office = at(context);
            if language == Language::En {
                office.key(Key::F(9));
            }
            office.key(Key::F(1));
            let text = office.text(140, 80);
            // Who may not see the wall is not told of it.
            for binding in keymap::here(context).filter(|binding| binding.hint != "keys.wall") {
                let sentence = words.get(binding.help);
                assert!(text.contains(sentence), "{sentence:?} is not in the help of {context:?}:\n{text}");
                let cap = keymap::cap(keymap::shown(binding, context).unwrap(), &words);
                assert!(text.contains(&cap), "{cap} is not in the help of {context:?}");
            }
        }
    }
}

#[test]
fn every_floating_key_is_in_the_help() {
    let mut office = at(Context::Desk);
    office.key(Key::F(1));
    let text = office.text(140, 80);
    for binding in BINDINGS.iter().filter(|binding| binding.on.contains(&Context::Menu)) {
        assert!(text.contains(office.words().get(binding.help)), "{}", binding.help);
    }
}

#[test]
fn every_key_does_something() {
    for context in Context::ALL {
        let size = size(context);
        for binding in keymap::here(context) {
            for chord in binding.chords.iter().filter(|chord| !(context.takes_text() && chord.written().is_some())) {
                // Keys that only move do nothing at one end of a list, so the bar stands in the middle,
                // or a page further.
                let done = [None, Some(Key::Down), Some(Key::End), Some(Key::PageDown)].into_iter().any(|before| {
                    let mut office = at(context);
                    office.draw(size.0, size.1);
                    if let Some(before) = before {
                        office.key(before);
                        office.draw(size.0, size.1);
                    }
                    does_something(&mut office, *chord, size)
                });
                // Esc on the desk only takes an error away, and there is none.
                let idle = binding.hint == "keys.dismiss";
                assert!(done || idle, "{} ({chord:?}) does nothing in {context:?}", binding.hint);
            }
        }
    }
}

/// Small enough that what only scrolls has something to scroll.
fn size(context: Context) -> (u16, u16) {
    match context {
        Context::Procedure
        | Context::Dossier
        | Context::Ticket
        | Context::Counters
        | Context::Counter
        | Context::Cash
        | Context::Settings
        | Context::Note => (60, 6),
        _ => (100, 14),
    }
}

fn does_something(office: &mut Office, chord: Chord, (cols, rows): (u16, u16)) -> bool {
    let (before, effects) = (office.draw(cols, rows), office.effects.len());
    let seq = office.published.state.seq;
    office.key(chord);
    office.published.state.seq != seq || office.effects.len() != effects || office.draw(cols, rows) != before
}

#[test]
fn a_key_that_cannot_be_used_now_says_why() {
    let mut office = Office::seated();
    for (key, why) in [
        ('g', "Quầy 2 đang đóng. Mở quầy trước."),
        ('x', "Quầy 2 chưa gọi ai."),
        ('k', "Không có ai vắng mặt hay tạm rời quầy"),
        ('m', "Hàng chờ không có ai để chọn."),
        ('u', "Quầy 2 không có gì để hoàn tác."),
    ] {
        let seq = office.published.state.seq;
        office.key(key);
        assert!(office.text(80, 24).contains(why), "{key}: {}", office.text(80, 24));
        assert_eq!(office.published.state.seq, seq);
        office.key(Key::Esc);
    }
}

#[test]
fn the_hint_line_ends_with_the_help_and_hides_no_hint_halfway() {
    let mut office = Office::serving();
    for cols in 20..=200 {
        let text = office.text(cols, 24);
        let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap();
        assert!(last.trim_end().ends_with("? trợ giúp"), "{cols} columns: {last:?}");
    }
}

#[test]
fn every_key_can_be_found_on_a_small_screen() {
    let mut office = at(Context::Desk);
    let words = office.words();
    office.key('?');
    let mut seen = String::new();
    for _ in 0..80 {
        let text = office.text(40, 12);
        let lines = text.lines().filter(|line| line.starts_with('│'));
        let inside = |line: &str| line.trim_matches(['│', ' ']).to_owned();
        seen.push_str(
            &lines.map(inside).collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
        );
        seen.push('\n');
        office.key(Key::Down);
    }
    for binding in keymap::here(Context::Desk) {
        assert!(seen.contains(words.get(binding.help)), "{:?} is cut: {seen}", words.get(binding.help));
    }
}

#[test]
fn lists_hint_only_at_keys_that_do_something() {
    let hints = |office: &mut Office| office.text(120, 24).lines().rev().take(3).collect::<Vec<_>>().join(" ");
    let mut office = Office::seated();
    office.key(Key::F(4));
    let empty = hints(&mut office);
    for word in ["đã xong", "trả kết quả", "sao chép", "Enter chọn"] {
        assert!(!empty.contains(word), "{word} in an empty list: {empty}");
    }
    let mut office = at(Context::Dossiers);
    let full = hints(&mut office);
    assert!(full.contains("x đã xong") && full.contains("Enter chọn") && full.contains("v việc làm được"), "{full}");
    assert!(!full.contains("trả kết quả"), "it is not done yet: {full}");
    office.key(Key::F(3));
    office.write("qqqqqq");
    assert!(!hints(&mut office).contains("Enter chọn"));
}
