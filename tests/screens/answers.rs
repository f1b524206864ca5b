//! Keys that come before an answer, and errors that go when they are settled.

use crate::office::Office;
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::text::words::Words;
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use motcua::tui::update;

/// Presses keys whose wishes are not answered, and tells what was asked.
fn unanswered(office: &mut Office, keys: &[Key]) -> Vec<Effect> {
    let words = Words::of(office.model.language());
    let press = |key: &Key| {
        let input = Input::Key(Chord::plain(*key));
        update::input(&mut office.model, input, &office.published, &words, office.now)
    };
    keys.iter().flat_map(press).collect()
}

#[test]
fn esc_goes_back_and_takes_the_error_along() {
    let mut office = Office::seated();
    office.key(Key::F(4));
    office.key('x');
    assert!(office.text(80, 24).contains("! "));
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Desk, "one press, one level");
    assert!(!office.text(80, 24).contains("! "));
    office.key('g');
    office.key('x');
    let text = office.text(80, 24);
    assert!(text.contains("! Quầy 2 chưa gọi ai.") && !text.contains("(+"), "only the newest: {text}");
    office.key(Key::Esc);
    assert!(!office.text(80, 24).contains("! "), "on the desk Esc dismisses, and no older error comes up");
}

#[test]
fn an_error_goes_with_the_next_screen_and_the_next_success() {
    let mut office = Office::seated();
    office.key('g');
    assert!(office.text(80, 24).contains("! "));
    office.key(Key::F(6));
    assert!(!office.text(80, 24).contains("! Quầy 2"));
    office.key(Key::Esc);
    office.key('g');
    office.key('o');
    assert!(!office.text(80, 24).contains("! "));
}

#[test]
fn keys_pressed_before_the_answer_are_asked_in_their_order() {
    let mut office = Office::serving();
    let asked = unanswered(&mut office, &[Key::Char('x'), Key::Char('1'), Key::Char('g'), Key::Enter]);
    let verbs: Vec<&Verb> = asked
        .iter()
        .filter_map(|effect| if let Effect::Submit { verb, .. } = effect { Some(verb) } else { None })
        .collect();
    assert!(matches!(
        verbs[..],
        [
            Verb::At(CounterId(2), CounterVerb::Finish(_)),
            Verb::At(CounterId(2), CounterVerb::CallNext),
            Verb::At(CounterId(2), CounterVerb::Start)
        ]
    ));
    office.run(asked);
    let current = office.published.state.counters[&CounterId(2)].current.map(|ticket| ticket.to_string());
    assert!(current.is_some_and(|ticket| ticket != "C001"), "finished, called and started");
}

#[test]
fn finishing_whom_the_answer_will_bring_is_not_dropped_in_silence() {
    let mut office = Office::busy();
    assert_eq!(unanswered(&mut office, &[Key::Char('g'), Key::Char('x')]).len(), 1);
    assert!(office.text(80, 24).contains("! Quầy 2 chưa gọi ai."));
}

fn pins(effects: &[Effect]) -> Vec<&str> {
    effects
        .iter()
        .filter_map(|effect| if let Effect::SignIn { pin, .. } = effect { Some(&**pin) } else { None })
        .collect()
}

fn keys(text: &str) -> Vec<Key> {
    text.chars().map(|letter| if letter == '\n' { Key::Enter } else { Key::Char(letter) }).collect()
}

#[test]
fn after_a_wrong_pin_the_right_one_is_asked_alone() {
    for before in ["", "43", "4321", "4321\n"] {
        let mut office = Office::empty();
        let asked = unanswered(&mut office, &keys("2\n1\n1111\n"));
        assert_eq!(pins(&asked), ["1111"]);
        // Some of the next try is typed before the answer is there.
        assert!(unanswered(&mut office, &keys(before)).is_empty());
        let words = office.words();
        let failed = Reply::SignInFailed { key: "desk.sign_in_wrong", gaps: Vec::new() };
        let mut again = update::reply(&mut office.model, failed, &office.published, &words, office.now);
        assert!(office.text(80, 24).contains("Sai số cán bộ hoặc mã PIN."));
        let rest: String = "4321\n".chars().skip(before.chars().count()).collect();
        again.extend(unanswered(&mut office, &keys(&rest)));
        assert_eq!(pins(&again), ["4321"], "after {before:?}");
        office.run(again);
        assert_eq!(office.model.seat().unwrap().officer, OfficerId(1));
    }
}
