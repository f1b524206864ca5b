//! What is hardly meant takes no number: a card that is scanned, its number typed by hand, a key or a touch too many.

use super::{ID, Lobby, typed_every};
use crate::office::Office;
use motcua::domain::card;
use motcua::domain::kiosk::Terms;
use motcua::tui::displays::kiosk::scan::{GAP_MS, Scanner, Taken};
use motcua::tui::input::{Chord, Input, Key};

fn typed(text: &str) -> Vec<Input> {
    text.chars().map(|character| Input::Key(Chord::plain(Key::Char(character)))).collect()
}

#[test]
fn a_scan_is_told_from_typing_by_its_speed() {
    let enter = || Input::Key(Chord::plain(Key::Enter));
    let mut scanner = Scanner::default();
    let mut taken = Vec::new();
    for (at, input) in (0..).zip(typed(ID).into_iter().chain([enter()])) {
        taken.extend(scanner.take(input, at * 5));
    }
    assert_eq!(taken, [Taken::Scan(ID.into())]);
    assert!(scanner.flush(10_000).is_empty());
    // A scanner without a terminator, torn off or not: never keys.
    for (at, input) in (0..).zip(typed("12345")) {
        assert!(scanner.take(input, 20_000 + at * 5).is_empty());
    }
    assert_eq!(scanner.flush(20_020 + GAP_MS), [Taken::Scan("12345".into())]);
    // A person: each key alone, after a moment; other keys at once.
    let mut keys = Vec::new();
    for (at, input) in (0..).zip(typed("a1")) {
        keys.extend(scanner.take(input, 30_000 + at * 120));
    }
    keys.extend(scanner.take(enter(), 30_130));
    let person: Vec<Taken> = typed("a1").into_iter().chain([enter()]).map(Taken::Input).collect();
    assert_eq!(keys, person);
    assert_eq!(scanner.deadline_ms(), None);
}

#[test]
fn an_id_number_is_found_in_what_a_card_says() {
    let qr = format!("{ID}|241234567|Nguyễn Thị Hồng Đào|01011990|Nữ|Thôn 3, xã Cẩm Trung|01012022");
    assert_eq!(card::number(&qr), Some(ID));
    assert_eq!(card::number(ID), Some(ID));
    assert_eq!(card::number("096326001234"), Some("096326001234"));
    assert_eq!(card::number("241234567"), Some("241234567"));
    for wrong in ["", "12345", "04019900123x", "040199001234|1|2", "https://example.com/040199001234", "||||||"] {
        assert_eq!(card::number(wrong), None, "{wrong}");
    }
}

#[test]
fn twelve_digits_that_no_card_can_have_are_not_read() {
    for wrong in ["999999999999", "000199001234", "097199001234", "040499001234"] {
        assert_eq!(card::number(wrong), None, "{wrong}");
    }
}

#[test]
fn an_id_number_typed_by_hand_takes_no_number() {
    for apart_ms in [100, 300, 500] {
        for id in [ID, "140199001234", "111111111111"] {
            let mut lobby = Lobby::new(Office::busy());
            let before = lobby.issued();
            typed_every(&mut lobby, id, apart_ms);
            assert_eq!(lobby.issued(), before, "{id} every {apart_ms} ms");
        }
    }
    let mut lobby = Lobby::new(Office::busy());
    typed_every(&mut lobby, ID, 300);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
}

#[test]
fn a_key_pressed_twice_chooses_once() {
    let mut lobby = Lobby::new(Office::busy());
    let before = lobby.issued();
    typed_every(&mut lobby, "aaa", 200);
    assert!(lobby.shows("diện ưu tiên không"));
    lobby.key(Key::Enter);
    assert_eq!(lobby.issued(), before + 1);
    lobby.ms += 699;
    lobby.input(&Input::Key(Chord::plain(Key::Enter)));
    assert!(lobby.shows("Số của ông/bà là"), "the number is not pressed away");
    lobby.ms += 1;
    lobby.input(&Input::Key(Chord::plain(Key::Enter)));
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
}

#[test]
fn a_scanner_that_ends_its_line_late_chooses_nothing() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.ms = 5000;
    lobby.kiosk.rested(lobby.office.now, lobby.ms);
    lobby.kiosk.card(true, lobby.office.now);
    lobby.ms += 900;
    lobby.input(&Input::Key(Chord::plain(Key::Enter)));
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    assert!(lobby.kiosk.has_card());
    lobby.key(Key::Enter);
    assert!(lobby.shows("diện ưu tiên không"));
}

#[test]
fn a_card_of_somebody_who_left_is_forgotten() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.kiosk.card(true, lobby.office.now);
    lobby.keys("a");
    assert!(lobby.shows("diện ưu tiên không"));
    lobby.office.now = lobby.office.now.plus(14);
    lobby.text(80, 24);
    assert!(lobby.kiosk.has_card());
    lobby.office.now = lobby.office.now.plus(1);
    lobby.text(80, 24);
    assert!(!lobby.kiosk.has_card());
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
}

#[test]
fn a_finger_that_trembles_or_comes_late_chooses_once() {
    let mut lobby = Lobby::new(Office::busy());
    let before = lobby.issued();
    lobby.touch("Hộ tịch, chứng thực");
    assert!(lobby.shows("diện ưu tiên không"));
    for ms in [30, 200, 460] {
        lobby.touch_after(ms, "Không thuộc diện");
    }
    assert_eq!(lobby.issued(), before, "the page has only just turned");
    lobby.touch_after(10, "Không thuộc diện");
    assert_eq!(lobby.issued(), before + 1);
    assert!(lobby.shows("Số của ông/bà là"));
    lobby.touch_after(699, "Đã nhớ số");
    assert!(lobby.shows("Số của ông/bà là"), "the number is not touched away");
    lobby.touch_after(1, "Đã nhớ số");
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    lobby.touch("English");
    lobby.touch_after(100, "Tiếng Việt");
    assert!(lobby.shows("Tiếng Việt"), "one touch, one language");
}

#[test]
fn one_key_alone_takes_no_number_where_no_ground_is_asked_for() {
    let plain = Terms { asks_priority: false, ..Terms::default() };
    for key in [Key::Char('1'), Key::Char('a'), Key::Enter] {
        let mut lobby = Lobby::with(Office::busy(), plain);
        let before = lobby.issued();
        lobby.key(key);
        assert_eq!(lobby.issued(), before, "{key:?}");
        assert!(lobby.shows("Lấy số cho việc này?") && lobby.shows("Hộ tịch, chứng thực"), "{}", lobby.text(80, 24));
        lobby.key(Key::Esc);
        assert!(lobby.shows("Ông/bà cần làm việc gì?"));
        lobby.key(key);
        lobby.key(Key::Char('2'));
        assert_eq!(lobby.issued(), before, "{key:?}: not now");
        lobby.key(key);
        lobby.key(Key::Char('1'));
        assert_eq!(lobby.issued(), before + 1, "{key:?}");
    }
    for apart_ms in [100, 300, 500] {
        for id in [ID, "140199001234", "111111111111"] {
            let mut lobby = Lobby::with(Office::busy(), plain);
            let before = lobby.issued();
            typed_every(&mut lobby, id, apart_ms);
            assert_eq!(lobby.issued(), before, "{id} every {apart_ms} ms");
        }
    }
    // A finger on the words is no slip.
    let mut lobby = Lobby::with(Office::busy(), plain);
    let before = lobby.issued();
    lobby.touch("Hộ tịch, chứng thực");
    assert_eq!(lobby.issued(), before + 1);
}
