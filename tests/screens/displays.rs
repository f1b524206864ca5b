//! Pictures of the wall and the board, as text and as roles.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test screens displays`, then look at what changed.

use crate::office::{Office, picture_of, service};
use motcua::domain::arrivals::SLOTS;
use motcua::domain::published::Trouble;
use motcua::text::words::{Language, Words};
use motcua::tui::displays::{Beside, Display, Kind, key};
use motcua::tui::input::Key;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

fn draw(display: &mut Display, office: &Office, cols: u16, rows: u16) -> Buffer {
    let mut usual = [0; SLOTS];
    usual[15] = 6;
    usual[16] = 9;
    usual[17] = 4;
    let words = Words::of(display.language());
    let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
    let beside = Beside { usual: Some(&usual), ..Beside::default() };
    let theme = Office::theme();
    terminal
        .draw(|frame| {
            display.draw(frame, &office.published, beside, &theme, &words, office.now);
        })
        .unwrap();
    terminal.backend().buffer().clone()
}

fn picture(name: &str, kind: Kind, office: &Office) {
    for (cols, rows) in [(80, 24), (120, 40), (240, 67)] {
        let mut display = Display::new(kind, Language::Vi);
        insta::assert_snapshot!(
            format!("{name}_{cols}x{rows}_vi"),
            picture_of(&draw(&mut display, office, cols, rows))
        );
    }
    let mut display = Display::new(kind, Language::En);
    insta::assert_snapshot!(format!("{name}_120x40_en"), picture_of(&draw(&mut display, office, 120, 40)));
}

/// A waiting room in which much is wrong.
fn late() -> Office {
    let mut office = Office::busy();
    for letter in ['C', 'C', 'B'] {
        office.issue(letter, None);
    }
    office.now = office.now.plus(40 * 60);
    office
}

#[test]
fn wall_with_nobody() {
    picture("wall_empty", Kind::Wall, &Office::empty());
}

#[test]
fn wall_on_a_bad_morning() {
    picture("wall_late", Kind::Wall, &late());
}

#[test]
fn wall_in_trouble() {
    let mut office = Office::serving();
    office.published.troubles = vec![Trouble::DiskFull];
    let mut display = Display::new(Kind::Wall, Language::Vi);
    insta::assert_snapshot!("wall_trouble_120x40_vi", picture_of(&draw(&mut display, &office, 120, 40)));
}

#[test]
fn board_with_calls() {
    picture("board_calls", Kind::Board, &Office::serving());
}

#[test]
fn board_with_nobody() {
    picture("board_empty", Kind::Board, &Office::empty());
}

#[test]
fn no_name_is_ever_on_the_board() {
    let mut office = Office::serving();
    office.receive("1.001193", "Nguyễn Thị Hồng Đào", Some(1), None);
    let names: Vec<String> = office.published.people.values().map(|person| person.name.clone()).collect();
    assert!(!names.is_empty());
    let mut display = Display::new(Kind::Board, Language::Vi);
    for page in 0..400 {
        display.input(&key(Key::Right), office.now);
        let buffer = draw(&mut display, &office, 200, 60);
        let text: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(names.iter().all(|name| !text.contains(name.as_str())), "page {page}");
    }
}

#[test]
fn pages_turn_by_hand_in_both_directions_from_the_one_that_is_shown() {
    let office = Office::busy();
    let mut display = Display::new(Kind::Wall, Language::Vi);
    let shown = |display: &mut Display| -> usize {
        let buffer = draw(display, &office, 80, 24);
        let last: String = (0..80).map(|x| buffer[(x, 23)].symbol().to_owned()).collect();
        last.trim().chars().rev().nth(2).unwrap().to_digit(10).unwrap() as usize
    };
    let mut page = shown(&mut display);
    for (press, by) in [
        (Key::Right, 1),
        (Key::Right, 1),
        (Key::Right, 1),
        (Key::Left, 2),
        (Key::Left, 2),
        (Key::Left, 2),
        (Key::Left, 2),
    ] {
        display.input(&key(press), office.now);
        let next = shown(&mut display);
        assert_eq!(next, (page - 1 + by) % 3 + 1, "{press:?} from {page}");
        page = next;
    }
}

#[test]
fn twelve_counters_and_eighty_waiting_fit_the_wall() {
    let mut office = Office::busy();
    for number in 0..80_u8 {
        office.issue(char::from(b'A' + number % 3), None);
    }
    let waiting = office.published.state.waiting().count();
    assert!(waiting >= 80);
    let mut display = Display::new(Kind::Wall, Language::Vi);
    let buffer = draw(&mut display, &office, 120, 40);
    let text: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(office.published.state.centre.services.iter().any(|known| known.id == service('A')));
    assert!(text.contains("Chờ theo nhóm"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_size_and_page_can_be_drawn(cols in 1_u16..=260, rows in 1_u16..=80, turns in 0_usize..5, wall in any::<bool>()) {
        let office = late();
        let mut display = Display::new(if wall { Kind::Wall } else { Kind::Board }, Language::Vi);
        for _ in 0..turns {
            display.input(&key(Key::Right), office.now);
        }
        draw(&mut display, &office, cols, rows);
    }
}
