//! Pictures of the wall and the board, as text and as roles.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test screens displays`, then look at what changed.

use crate::office::{Office, clock, picture_of, service};
use motcua::domain::arrivals::SLOTS;
use motcua::domain::book::Book;
use motcua::domain::calendar::Holidays;
use motcua::domain::centre::{Centre, CounterPlan};
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::Trouble;
use motcua::domain::rating::{Cause, Level, Rate, Slip};
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

#[test]
fn a_counters_number_is_the_last_thing_to_be_cut_and_no_name_looks_like_one() {
    let mut office = large_hall();
    office.admin(Verb::At(CounterId(12), CounterVerb::CallNext));
    for language in [Language::Vi, Language::En] {
        for (cols, rows) in [(120, 40), (110, 36), (240, 67)] {
            let mut display = Display::new(Kind::Wall, language);
            let mut shown = String::new();
            for _ in 0..4 {
                shown.push_str(&lines(&draw(&mut display, &office, cols, rows)).join("\n"));
                display.input(&key(Key::Right), office.now);
            }
            assert!(!shown.contains("Counter…") && !shown.contains("Counter …"), "{cols}x{rows}\n{shown}");
            let called = shown.lines().find(|line| line.contains('→')).unwrap();
            assert!(called.contains("→ 12") || called.contains("r 12") || called.contains("y 12"), "{called}");
            assert!(!shown.lines().any(|line| line.trim_end().ends_with("· 4")), "{shown}");
        }
    }
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
fn what_has_no_room_on_the_wall_turns_by_itself_and_by_key() {
    for (cols, rows) in [(120, 40), (80, 24), (110, 36)] {
        for by_key in [false, true] {
            let mut office = large_hall();
            let mut display = Display::new(Kind::Wall, Language::Vi);
            let mut shown = String::new();
            for _ in 0..12 {
                shown.push_str(&lines(&draw(&mut display, &office, cols, rows)).join("\n"));
                if by_key {
                    display.input(&key(Key::Right), office.now);
                } else {
                    office.now = office.now.plus(office.published.state.centre.display.page_s);
                }
            }
            for id in 1..=12 {
                assert!(
                    shown.contains(&format!("● Quầy {id} ")) || shown.contains(&format!("○ Quầy {id} ")),
                    "{shown}"
                );
            }
            for id in 4..=12 {
                assert!(shown.contains(&format!("Quầy {id} rảnh")), "{cols}x{rows}: counter {id}\n{shown}");
            }
            assert!(shown.contains("1/2") || shown.contains("1/3"), "it says that there is more");
            assert!(!shown.contains("còn 2 quầy nữa"));
        }
    }
}

#[test]
fn what_is_most_urgent_stays_while_the_rest_turns_and_no_page_is_half_blank() {
    let mut office = large_hall();
    let mut display = Display::new(Kind::Wall, Language::Vi);
    let mut pages = std::collections::BTreeSet::new();
    for _ in 0..8 {
        let text = lines(&draw(&mut display, &office, 120, 40));
        let needs = text.iter().position(|line| line.contains("Cần người ngay")).unwrap();
        assert!(text[needs + 1].contains("‼"), "{}", text[needs + 1]);
        let left: Vec<String> = text.iter().map(|line| line.chars().take(72).collect()).collect();
        let counters = left.iter().filter(|line| line.contains("● Quầy") || line.contains("○ Quầy")).count();
        assert!(counters >= 11, "{counters}\n{}", text.join("\n"));
        pages.insert((text[needs + 1].clone(), left[needs + 5].clone()));
        office.now = office.now.plus(office.published.state.centre.display.page_s);
    }
    let firsts: std::collections::BTreeSet<&String> = pages.iter().map(|(first, _)| first).collect();
    assert!(firsts.len() < pages.len(), "{pages:?}");
}

#[test]
fn a_duration_is_never_broken_and_a_pause_says_how_long() {
    let mut office = large_hall();
    office.admin(Verb::At(CounterId(4), CounterVerb::Pause { reason: "Họp".to_owned() }));
    office.now = office.now.plus(64 * 60);
    for (language, hours, paused) in
        [(Language::Vi, " giờ", "nghỉ 1 giờ 04 phút:"), (Language::En, " h", "paused 1 h 04 min:")]
    {
        let begin = office.now;
        let mut seen = String::new();
        for cols in 60..121 {
            for _ in 0..4 {
                let mut display = Display::new(Kind::Wall, language);
                let text = lines(&draw(&mut display, &office, cols, 40));
                for line in &text {
                    let line = line.split('│').next().unwrap_or_default().trim_end();
                    assert!(!line.ends_with(hours), "{cols}: {line}\n{}", text.join("\n"));
                }
                seen.push_str(&text.join("\n"));
                office.now = office.now.plus(1);
            }
        }
        assert!(seen.contains(paused), "{seen}");
        office.now = begin;
    }
}

#[test]
fn a_small_wall_says_in_full_what_its_figures_count_and_keeps_bars_apart() {
    let office = large_hall();
    for (language, words) in
        [(Language::Vi, ["không quá", "mục tiêu"]), (Language::En, ["minutes, longest", "the target"])]
    {
        let mut display = Display::new(Kind::Wall, language);
        let mut shown = String::new();
        for _ in 0..8 {
            let text = lines(&draw(&mut display, &office, 80, 24));
            let labels = text.iter().find(|line| line.contains("hồ sơ quá hạn") || line.contains("dossiers overdue"));
            assert!(labels.is_none_or(|line| !line.contains('…')), "{}", text.join("\n"));
            shown.push_str(&text.join("\n"));
            display.input(&key(Key::Right), office.now);
        }
        assert!(words.iter().all(|word| shown.contains(word)), "{shown}");
        assert!(shown.contains("▄▄▄▄▄▄▄▄▄▄▄▄"), "{shown}");
    }
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
fn news_of_another_day_say_of_which() {
    let mut office = Office::serving();
    let text = |office: &Office| lines(&draw(&mut Display::new(Kind::Wall, Language::Vi), office, 120, 40)).join("\n");
    assert!(!text(&office).lines().last().unwrap().contains("20/11"));
    office.now = office.now.plus(24 * 3600);
    assert!(text(&office).lines().last().unwrap().contains("20/11/2026"), "{}", text(&office));
}

#[test]
fn the_wall_says_the_means_of_the_day_with_their_counts() {
    let office = Office::serving();
    let text = |office: &Office, cols, rows| {
        lines(&draw(&mut Display::new(Kind::Wall, Language::Vi), office, cols, rows)).join("\n")
    };
    for (cols, rows) in [(120, 40), (240, 67)] {
        assert!(text(&office, cols, rows).contains("trung bình"), "{}", text(&office, cols, rows));
        assert!(text(&office, cols, rows).contains("(0 hồ sơ)"), "{}", text(&office, cols, rows));
    }
    let called = motcua::domain::figures::today(&office.published.state, None, office.now).called;
    assert!(called > 0 && text(&office, 120, 40).contains(&format!("({called} lượt)")));
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
    // One of the three is there already, and stands in the small line.
    for (cols, rows) in [(80, 24), (120, 40)] {
        let buffer = draw(&mut Display::new(Kind::Board, Language::Vi), &office, cols, rows);
        let text = lines(&buffer).join("\n");
        assert!(text.contains('█'), "{text}");
        assert_eq!(called(&office).iter().filter(|call| text.contains(*call)).count(), 1, "{text}");
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

/// Five results handed over, of which as many as `said` were spoken of.
fn rated(said: &[(Level, Option<Cause>)]) -> Office {
    let mut office = Office::serving();
    for at in 0..5 {
        office.receive("1.004873", "Nguyễn Thị Hồng Đào", None, None);
        let code = office.published.state.dossiers.keys().next_back().unwrap().clone();
        office.admin(Verb::FinishDossier(code.clone()));
        office.ask(Actor::Officer(OfficerId(2)), Verb::ReturnDossier(code)).unwrap();
        if let Some((level, cause)) = said.get(at).copied() {
            let slip = Slip::Counter(CounterId(2));
            office.ask(Actor::Display, Verb::Rate(Rate { slip, level, cause })).unwrap();
        }
    }
    office
}

#[test]
fn the_score_stands_on_every_wall_with_how_many_answered_and_how_many_did_not() {
    let said = [(Level::Very, None), (Level::Satisfied, None), (Level::NotSatisfied, Some(Cause::Wait))];
    let office = rated(&said);
    for (cols, rows) in [(240, 67), (120, 40), (110, 36), (80, 24)] {
        let mut display = Display::new(Kind::Wall, Language::Vi);
        let shown = (0..8).map(|_| {
            display.input(&key(Key::Right), office.now);
            lines(&draw(&mut display, &office, cols, rows)).join("\n")
        });
        let shown = shown.collect::<Vec<_>>().join("\n");
        for text in ["Đánh giá hôm nay", "3/5 trả lời (60%)", "1 Rất hài lòng    33%", "1 Không hài lòng  33%"]
        {
            assert!(shown.contains(text), "{cols}x{rows}: {text}\n{shown}");
        }
    }
    picture("wall_rated", Kind::Wall, &office);
}

#[test]
fn where_nobody_answered_the_wall_shows_no_score() {
    let text = |office: &Office| lines(&draw(&mut Display::new(Kind::Wall, Language::En), office, 240, 67)).join("\n");
    let silent = text(&rated(&[]));
    assert!(silent.contains("No answers yet for the 5 results handed over."), "{silent}");
    let none = text(&Office::serving());
    assert!(none.contains("No result handed over yet"), "{none}");
    let mut later = rated(&[(Level::Very, None)]);
    assert!(text(&later).contains("1/5 answered (20%)"));
    later.now = later.now.plus(24 * 3600);
    assert!(text(&later).contains("No result handed over yet"), "yesterday's are not today's");
}

#[test]
fn twelve_counters_are_all_seen_by_a_supervisor_who_is_told_which_page_it_is() {
    for (cols, rows) in [(120, 40), (110, 36), (80, 24), (240, 67)] {
        let mut office = in_large_hall(Office::without_counter(motcua::domain::centre::Role::Supervisor));
        let (mut seen, mut shown) = (std::collections::BTreeSet::new(), String::new());
        for _ in 0..16 {
            let text = office.text(cols, rows);
            let counters = text.lines().skip_while(|line| !line.contains("Các quầy ("));
            for line in counters {
                seen.extend((1..=12).filter(|id| line.contains(&format!("Quầy {id} "))));
            }
            shown.push_str(&text);
            office.now = office.now.plus(office.published.state.centre.display.page_s);
        }
        assert_eq!(seen.len(), 12, "{cols}x{rows}: {seen:?}");
        // Where everything stands on one page, the pane that turns says so itself.
        let told = shown.lines().any(|line| line.contains("Các quầy (") && line.contains("2/2"));
        assert_eq!(told, (cols, rows) == (120, 40), "{cols}x{rows}");
    }
}
