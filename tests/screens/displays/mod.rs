//! Pictures of the wall and the board, as text and as roles.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test screens displays`, then look at what changed.

mod board;
mod wall;

use crate::office::{Office, clock, picture_of};
use motcua::domain::arrivals::SLOTS;
use motcua::domain::centre::{Centre, CounterPlan};
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::CounterId;
use motcua::domain::published::Trouble;
use motcua::domain::time::Timestamp;
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

/// Twelve counters, nine of them free while people wait.
fn large_hall() -> Office {
    in_large_hall(Office::busy())
}

fn in_large_hall(mut office: Office) -> Office {
    let mut settings = Centre::clone(&office.published.state.centre);
    let plan = settings.counters[0].clone();
    let known = u16::try_from(settings.counters.len()).unwrap();
    settings.counters.extend((known + 1..=12).map(|id| CounterPlan { id: CounterId(id), ..plan.clone() }));
    office.admin(Verb::Configure(Box::new(settings)));
    for id in 4..=12 {
        office.admin(Verb::At(CounterId(id), CounterVerb::Open { officer: None }));
    }
    for number in 0..40_u8 {
        office.issue(char::from(b'A' + number % 3), None);
    }
    office.now = office.now.plus(20 * 60);
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
        (Key::Left, 3),
        (Key::Left, 3),
        (Key::Left, 3),
        (Key::Left, 3),
    ] {
        display.input(&key(press), office.now);
        let next = shown(&mut display);
        assert_eq!(next, (page - 1 + by) % 4 + 1, "{press:?} from {page}");
        page = next;
    }
}

#[test]
fn a_wall_tells_its_keys_after_one_was_pressed_and_why_a_supervisors_key_does_nothing() {
    let mut office = Office::busy();
    let last = |display: &mut Display, office: &Office| lines(&draw(display, office, 80, 24)).pop().unwrap();
    let mut wall = Display::new(Kind::Wall, Language::Vi);
    let quiet = last(&mut wall, &office);
    assert!(!quiet.contains("F9"), "{quiet}");
    for press in [Key::Char('?'), Key::F(1), Key::Char('w')] {
        wall.input(&key(press), office.now);
        let told = last(&mut wall, &office);
        assert!(told.contains("→ trang tiếp") && told.contains("F9 English") && told.contains("q thoát"), "{told}");
        assert!(told.contains("/4"), "the page stays in sight: {told}");
    }
    for press in ['b', 'B', 's', 'r'] {
        wall.input(&key(Key::Char(press)), office.now);
        let told = last(&mut wall, &office);
        let begins = format!("Phím {} cần đăng nhập", press.to_lowercase());
        assert!(told.contains(&begins) && told.contains("motcua desk."), "{told}");
    }
    office.now = office.now.plus(6);
    assert!(!last(&mut wall, &office).contains("Phím"), "gone by itself");
    wall.stay();
    wall.input(&key(Key::Char('?')), office.now);
    let told = last(&mut wall, &office);
    assert!(told.contains("F9 English") && !told.contains("thoát"), "no key ends it: {told}");
    let mut board = Display::new(Kind::Board, Language::Vi);
    let before = lines(&draw(&mut board, &office, 80, 24));
    board.input(&key(Key::Char('b')), office.now);
    assert_eq!(lines(&draw(&mut board, &office, 80, 24)), before, "citizens are told nothing of keys");
}

#[test]
fn one_slip_of_the_finger_does_not_end_a_display() {
    let mut office = Office::busy();
    let mut display = Display::new(Kind::Wall, Language::Vi);
    let asked = |display: &mut Display, office: &Office| {
        lines(&draw(display, office, 120, 40)).join("\n").contains("Bấm q lần nữa để thoát")
    };
    display.input(&key(Key::Char('q')), office.now);
    assert!(!display.wants_exit() && asked(&mut display, &office));
    office.now = office.now.plus(4);
    assert!(!asked(&mut display, &office));
    display.input(&key(Key::Char('q')), office.now);
    display.input(&key(Key::Right), office.now);
    display.input(&key(Key::Char('q')), office.now);
    assert!(!display.wants_exit(), "another key in between takes it back");
    office.now = office.now.plus(3);
    display.input(&key(Key::Char('q')), office.now);
    assert!(display.wants_exit());
    let mut standing = Display::new(Kind::Board, Language::Vi);
    standing.stay();
    for _ in 0..3 {
        standing.input(&key(Key::Char('q')), office.now);
    }
    assert!(!standing.wants_exit() && !asked(&mut standing, &office));
    let mut at_once = Display::new(Kind::Board, Language::Vi);
    at_once.input(&motcua::tui::input::Input::Key(motcua::tui::input::Chord::ctrl('q')), office.now);
    assert!(at_once.wants_exit());
}

/// The text of every line, from the top.
fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let line = |y| (0..area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
    (0..area.height).map(line).collect()
}

/// Whether every letter has the dim look.
fn is_dim(buffer: &Buffer) -> bool {
    let dim = Office::theme().style(motcua::tui::theme::Role::Dim).fg.unwrap();
    buffer.content().iter().filter(|cell| cell.symbol() != " ").all(|cell| cell.fg == dim)
}

#[test]
fn at_night_and_on_days_off_walls_and_boards_dim_but_for_trouble() {
    let mut office = Office::serving();
    let mut settings = Centre::clone(&office.published.state.centre);
    settings.display.night_from = motcua::domain::display::time_of_day("20:00").unwrap();
    office.admin(Verb::Configure(Box::new(settings.clone())));
    for kind in [Kind::Wall, Kind::Board] {
        let mut display = Display::new(kind, Language::Vi);
        for (hour, minute, dims) in [(8, 20, false), (19, 59, false), (20, 0, true), (6, 29, true), (6, 30, false)] {
            office.now = clock(hour, minute);
            assert_eq!(is_dim(&draw(&mut display, &office, 120, 40)), dims, "{kind:?} at {hour}:{minute}");
        }
        office.now = clock(22, 0);
        office.published.troubles = vec![Trouble::LostTouch];
        let buffer = draw(&mut display, &office, 120, 40);
        assert!(!is_dim(&buffer), "{kind:?}: trouble is loud at night too");
        let loud = Office::theme().style(motcua::tui::theme::Role::Trouble).fg.unwrap();
        let text: String =
            buffer.content().iter().filter(|cell| cell.fg == loud).map(ratatui::buffer::Cell::symbol).collect();
        assert!(text.contains("mất liên lạc") || text.contains("Mất liên lạc"), "{kind:?}: {text}");
        office.published.troubles.clear();
        let mut sunday = Office::empty();
        sunday.now = Timestamp::parse("2026-11-22T09:00").unwrap();
        assert!(is_dim(&draw(&mut display, &sunday, 120, 40)), "{kind:?}");
        settings.display.night_to = settings.display.night_from;
        sunday.admin(Verb::Configure(Box::new(settings.clone())));
        assert!(!is_dim(&draw(&mut display, &sunday, 120, 40)), "{kind:?} never dims");
        settings.display.night_to = motcua::domain::display::time_of_day("06:30").unwrap();
    }
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
