//! The board in the waiting room: calls, notices, the public list.

use super::{draw, large_hall, lines};
use crate::office::Office;
use motcua::domain::book::Book;
use motcua::domain::calendar::Holidays;
use motcua::domain::centre::Centre;
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::procedure::Catalogue;
use motcua::domain::time::Timestamp;
use motcua::text::words::Language;
use motcua::tui::displays::{Display, Kind, key};
use motcua::tui::input::Key;
use std::sync::Arc;

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
fn whoever_is_still_awaited_is_called_large_and_those_who_came_are_small() {
    let mut office = large_hall();
    let calls: Vec<String> = (4..=6)
        .map(|id| {
            office.now = office.now.plus(60);
            office.admin(Verb::At(CounterId(id), CounterVerb::CallNext));
            let number = office.published.state.counters[&CounterId(id)].current.unwrap();
            format!("{number} → {id}")
        })
        .collect();
    // The last one called comes; the first two are still looked for.
    office.admin(Verb::At(CounterId(6), CounterVerb::Start));
    let buffer = draw(&mut Display::new(Kind::Board, Language::Vi), &office, 120, 40);
    let text = lines(&buffer).join("\n");
    let served = text.lines().find(|line| line.contains("Đang phục vụ")).expect(&text);
    assert!(served.contains(&calls[2]), "{text}");
    assert!(!text.contains(&calls[0]) && !text.contains(&calls[1]), "they are large: {text}");
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
    // One of the three is there already, and stands in the small line.
    for (cols, rows) in [(80, 24), (120, 40)] {
        let buffer = draw(&mut Display::new(Kind::Board, Language::Vi), &office, cols, rows);
        let text = lines(&buffer).join("\n");
        assert!(text.contains('█'), "{text}");
        assert_eq!(called(&office).iter().filter(|call| text.contains(*call)).count(), 1, "{text}");
    }
}

/// What stands at the right of a board with nobody in it, from the public list on, on the page after this many.
fn listed(turns: usize, cols: u16, rows: u16) -> Vec<String> {
    let office = Office::empty();
    let mut display = Display::new(Kind::Board, Language::Vi);
    draw(&mut display, &office, cols, rows);
    for _ in 0..turns {
        display.input(&key(Key::Right), office.now);
    }
    let lines = lines(&draw(&mut display, &office, cols, rows));
    let right = |line: &String| line.split_once('│').map_or(line.as_str(), |(_, right)| right).trim_end().to_owned();
    let lines: Vec<String> = lines.iter().map(right).collect();
    let from = lines.iter().position(|line| line.contains("Bảng công khai thủ tục")).expect("the list");
    lines[from + 2..].to_vec()
}

#[test]
fn no_procedure_is_cut_while_lines_are_free_and_none_without_a_mark() {
    let mut cut = 0;
    for (cols, rows) in [(240, 67), (120, 40), (80, 24)] {
        for turns in 1..20 {
            let lines = listed(turns, cols, rows);
            let is_cut = lines.iter().any(|line| line.ends_with('…'));
            let free = lines.iter().rev().take_while(|line| line.trim().is_empty()).count();
            assert!(!is_cut || free == 0, "page {turns} at {cols}x{rows}:\n{}", lines.join("\n"));
            cut += usize::from(is_cut);
            for two in lines.windows(2) {
                assert!(two.iter().any(|line| !line.trim().is_empty()) || !is_cut, "{}", lines.join("\n"));
            }
        }
    }
    assert!(cut > 0, "some are long enough to be cut");
}

#[test]
fn a_board_of_a_closed_centre_sends_nobody_to_wait_and_says_when_it_opens() {
    let mut office = Office::empty();
    for (hour, minute, opens) in [(12, 0, "13:30"), (18, 0, "07:30")] {
        office.now = crate::office::clock(hour, minute);
        for (cols, rows) in [(80, 24), (120, 40), (240, 67)] {
            let text = lines(&draw(&mut Display::new(Kind::Board, Language::Vi), &office, cols, rows)).join("\n");
            assert!(!text.contains("Vui lòng lấy số") && text.contains("Mở cửa lại"), "{text}");
            assert!(text.contains(opens), "{opens}: {text}");
        }
    }
}

#[test]
fn a_number_and_its_counter_never_read_as_one() {
    let office = Office::busy();
    for (cols, rows) in [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60), (240, 67)] {
        let shown = lines(&draw(&mut Display::new(Kind::Board, Language::Vi), &office, cols, rows));
        let wide = if cols >= 90 { cols * 11 / 20 } else { cols };
        for line in shown.iter().take(usize::from(rows) / 3) {
            // Large letters have no gap of eight columns in them, other than before the counter.
            let left: Vec<char> = line.chars().take(usize::from(wide)).collect();
            let is_large = |cell: &char| matches!(cell, '█' | '▀' | '▄');
            let Some(mark) = left.iter().position(|cell| *cell == '▶') else { continue };
            let before = left[..mark].iter().rposition(is_large);
            let after = left[mark..].iter().position(is_large).map(|at| at + mark);
            if let (Some(before), Some(after)) = (before, after) {
                assert!(after - before > 7, "{cols}x{rows}: {line}");
            }
        }
    }
}
