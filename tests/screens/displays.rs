//! Pictures of the wall and the board, as text and as roles.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test screens displays`, then look at what changed.

use crate::office::{Office, clock, picture_of, service};
use motcua::domain::arrivals::SLOTS;
use motcua::domain::book::Book;
use motcua::domain::calendar::Holidays;
use motcua::domain::centre::Centre;
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::Trouble;
use motcua::domain::time::Timestamp;
use motcua::text::words::{Language, Words};
use motcua::tui::displays::{Beside, Display, Kind, key};
use motcua::tui::input::Key;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::sync::Arc;

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

#[test]
fn the_wall_of_a_supervisor_who_signed_in_dims_at_night_until_she_touches_it() {
    let mut office = Office::without_counter(motcua::domain::centre::Role::Supervisor);
    let dims = |office: &mut Office| {
        let (mut buffer, _) = office.draw(120, 40);
        // What her own keys are stays bright.
        buffer.resize(ratatui::layout::Rect { height: 34, ..buffer.area });
        let body: Vec<_> = buffer.content().iter().skip(120 * 3).filter(|cell| cell.symbol() != " ").collect();
        let dim = Office::theme().style(motcua::tui::theme::Role::Dim).fg.unwrap();
        body.iter().all(|cell| cell.fg == dim)
    };
    assert!(!dims(&mut office));
    office.now = clock(21, 0);
    assert!(dims(&mut office));
    office.key(Key::Down);
    assert!(!dims(&mut office));
    office.key(Key::Esc);
    assert!(dims(&mut office));
    assert!(office.text(120, 40).contains("Tin mới nhất lúc"));
}

#[test]
fn notices_hang_between_the_pages_and_a_page_stands_as_long_as_it_is_set() {
    let mut office = Office::serving();
    let mut settings = Centre::clone(&office.published.state.centre);
    settings.display.page_s = 40;
    settings.display.notices = vec![
        "Chiều 27/11 nghỉ".to_owned(),
        "Giữ trật tự trong phòng chờ, tắt chuông điện thoại. ".repeat(3).trim().to_owned(),
    ];
    office.admin(Verb::Configure(Box::new(settings)));
    office.now = Timestamp(office.now.0.div_euclid(40) * 40 + 1);
    let mut display = Display::new(Kind::Board, Language::Vi);
    let mut shown = Vec::new();
    let mut pages = Vec::new();
    for _ in 0..400 {
        let page = lines(&draw(&mut display, &office, 100, 30));
        let kind = ["Giờ tiếp nhận hôm nay", "Thông báo", "Bảng công khai thủ tục hành chính"]
            .into_iter()
            .find(|kind| page.iter().any(|line| line.contains(kind)));
        shown.push(kind.unwrap());
        pages.push(page);
        display.input(&key(Key::Right), office.now);
    }
    let notices = shown.iter().filter(|kind| **kind == "Thông báo").count();
    assert!(shown.contains(&"Giờ tiếp nhận hôm nay") && notices > 20, "{notices}");
    let longest = shown.split(|kind| *kind == "Thông báo").map(<[_]>::len).max().unwrap();
    assert!(longest <= 6, "nobody waits {longest} pages for a notice");
    assert!(pages.iter().flatten().any(|line| line.contains("Giữ trật tự")));
    let mut display = Display::new(Kind::Board, Language::Vi);
    let first = draw(&mut display, &office, 100, 30);
    office.now = office.now.plus(38);
    assert_eq!(lines(&first)[8..], lines(&draw(&mut display, &office, 100, 30))[8..]);
    office.now = office.now.plus(1);
    assert_ne!(lines(&first)[8..], lines(&draw(&mut display, &office, 100, 30))[8..]);
}

#[test]
fn the_public_list_says_which_catalogue_it_is_and_of_when() {
    let mut office = Office::serving();
    let text = |office: &Office, display: &mut Display| {
        for _ in 0..2 {
            let text = lines(&draw(display, office, 120, 40)).join("\n");
            if text.contains("Bảng công khai thủ tục hành chính") {
                return text;
            }
            display.input(&key(Key::Right), office.now);
        }
        panic!("no page of procedures");
    };
    let mut display = Display::new(Kind::Board, Language::Vi);
    assert!(text(&office, &mut display).contains("Danh mục có sẵn, số liệu ngày 20/07/2026"));
    let state = &office.published.state;
    let own = |day| {
        let catalogue = Catalogue::clone(&office.published.book.catalogue).of_day(day);
        Arc::new(Book::new(&state.centre, Arc::new(Holidays::built_in()), Arc::new(catalogue)))
    };
    let (dated, undated) = (own(Timestamp::parse("2026-11-20T10:00").map(Timestamp::day)), own(None));
    office.published.book = dated;
    assert!(text(&office, &mut display).contains("Danh mục của trung tâm, cập nhật ngày 20/11/2026"));
    office.published.book = undated;
    let shown = text(&office, &mut display);
    assert!(shown.contains("Danh mục của trung tâm") && !shown.contains("cập nhật"), "nothing is made up");
}

#[test]
fn a_greeting_is_as_large_in_one_language_as_in_the_other() {
    let office = Office::empty();
    let mut large = [Language::Vi, Language::En].map(|language| {
        let buffer = draw(&mut Display::new(Kind::Board, language), &office, 120, 40);
        let rows = lines(&buffer)[1..].iter().filter(|line| line.chars().take(66).any(|cell| cell == '█')).count();
        assert!(rows >= 3, "{language:?} {rows}");
        rows
    });
    large.sort_unstable();
    assert!(large[1] - large[0] <= 3, "marks above aside: {large:?}");
}

#[test]
fn every_call_is_on_the_smallest_board_and_the_latest_are_large() {
    let mut office = Office::busy();
    for (officer, counter) in [(1, 1), (2, 2), (3, 3)] {
        if office.published.state.counters[&CounterId(counter)].station != Station::Open {
            office.at(officer, counter, CounterVerb::Open { officer: Some(OfficerId(officer)) });
        }
        if office.published.state.tickets.values().all(|ticket| ticket.at_counter() != Some(CounterId(counter))) {
            office.at(officer, counter, CounterVerb::CallNext);
        }
    }
    let called = |office: &Office| -> Vec<String> {
        let tickets = office.published.state.tickets.values();
        tickets.filter_map(|no| Some(format!("{} → {}", no.number, no.at_counter()?))).collect()
    };
    assert_eq!(called(&office).len(), 3);
    for ((cols, rows), small) in [((80, 24), 1), ((120, 40), 0)] {
        let buffer = draw(&mut Display::new(Kind::Board, Language::Vi), &office, cols, rows);
        let text = lines(&buffer).join("\n");
        assert!(text.contains('█'), "{text}");
        assert_eq!(called(&office).iter().filter(|call| text.contains(*call)).count(), small, "{text}");
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
