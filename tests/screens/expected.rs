//! What people can expect, on every screen that tells it.

use crate::office::{Office, clock, picture_of, service};
use motcua::domain::command::{Issue, Verb};
use motcua::domain::expected::{Expected, Prospect, Range};
use motcua::domain::kiosk::{Outlook, Terms, outlook};
use motcua::domain::ticket::ApplicantKind;
use motcua::domain::track::{Cells, Tally};
use motcua::text::words::{Language, Words};
use motcua::tui::displays::kiosk::Kiosk;
use motcua::tui::displays::{Beside, Display, Kind};
use motcua::tui::input::Key;
use motcua::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;

/// Everybody who waits, one after the other, and everybody who comes: A and B measured here, C not; a day of promises.
fn expecting(mut office: Office) -> Office {
    let range = |minutes: i64| Range { from_s: minutes * 60 + 20, to_s: minutes * 120 + 400 };
    let state = &office.published.state;
    let tickets = state.waiting().zip(1_i64..).map(|(ticket, place)| (ticket.number, range(place * 4))).collect();
    let new = |(letter, minutes)| {
        [0, 1].map(|class| ((service(letter), class), Prospect { range: Some(range(minutes)), in_time_percent: 100 }))
    };
    let mut expected = Expected {
        seq: state.seq,
        at: office.now,
        tickets,
        newcomers: [('A', 31), ('B', 12), ('C', 48)].into_iter().flat_map(new).collect(),
        guessed: vec![service('C')],
        ..Expected::default()
    };
    let tally = Tally { called: 18, held: 16, error_s: 900, bias_s: -60, ..Tally::default() };
    expected.today.cells.insert(service('A'), 8, tally);
    office.published.expected = Arc::new(expected);
    office
}

fn shown(kind: Kind, office: &Office, cols: u16, rows: u16) -> String {
    spoken(kind, office, Language::Vi, (cols, rows))
}

fn spoken(kind: Kind, office: &Office, language: Language, (cols, rows): (u16, u16)) -> String {
    let mut display = Display::new(kind, language);
    let words = Words::of(language);
    let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
    let draw = |frame: &mut ratatui::Frame<'_>| {
        display.draw(frame, &office.published, Beside::default(), &Theme::plain(), &words, office.now);
    };
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let line = |y| (0..cols).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>().trim_end().to_owned();
    (0..rows).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn pictures_of_a_desk_that_knows_what_people_can_expect() {
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut office = expecting(Office::busy());
        insta::assert_snapshot!(format!("expected_desk_{cols}x{rows}_vi"), office.picture(cols, rows));
    }
}

#[test]
fn pictures_of_the_board() {
    let office = expecting(Office::busy());
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut display = Display::new(Kind::Board, Language::Vi);
        let words = Words::of(Language::Vi);
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            display.draw(frame, &office.published, Beside::default(), &Office::theme(), &words, office.now);
        };
        terminal.draw(draw).unwrap();
        insta::assert_snapshot!(format!("expected_board_{cols}x{rows}_vi"), picture_of(terminal.backend().buffer()));
    }
}

#[test]
fn board_and_wall_tell_the_range_of_each_service() {
    let office = expecting(Office::busy());
    for (cols, rows) in [(120, 40), (200, 60), (240, 67)] {
        let board = shown(Kind::Board, &office, cols, rows);
        assert!(board.contains("30–70 phút"), "{cols}x{rows}\n{board}");
        assert!(board.contains("~45–105 phút"), "not measured here: {cols}x{rows}\n{board}");
        let wall = shown(Kind::Wall, &office, cols, rows);
        assert!(wall.contains("khoảng chờ đã báo hôm nay đúng 89 % (18 lượt)"), "{cols}x{rows}\n{wall}");
    }
    assert!(shown(Kind::Wall, &office, 200, 60).contains("chờ 30–70 phút"));
    // Where there is less room it is said in fewer letters, beside how many wait.
    for (kind, cols, rows) in [(Kind::Board, 80, 24), (Kind::Board, 40, 24), (Kind::Wall, 120, 40)] {
        let text = shown(kind, &office, cols, rows);
        for (letter, range) in [("A ", "30–70 ph"), ("B ", "10–35 ph"), ("C ", "~45–105 ph")] {
            let told = |line: &str| line.contains(letter) && line.contains(range);
            assert!(text.lines().any(told), "{letter}{range} at {cols}x{rows}\n{text}");
        }
    }
}

#[test]
fn a_desk_tells_what_is_left_in_the_order_of_the_line() {
    let mut office = expecting(Office::busy());
    let text = office.text(120, 40);
    let waiting = office.published.state.waiting().count();
    assert!(waiting > 5);
    assert!(text.matches("phút").count() >= 2 * waiting.min(8), "{text}");
    let known = office.published.expected.tickets.values().next().unwrap().minutes();
    assert!(text.contains(&format!("{}–{} phút", known.0, known.1)), "{text}");
}

#[test]
fn a_kiosk_says_the_range_before_a_number_is_taken_and_whether_the_day_is_long_enough() {
    let mut office = expecting(Office::busy());
    let mut kiosk = Kiosk::new(Language::Vi, Terms::default());
    let words = Words::of(Language::Vi);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let draw = |frame: &mut ratatui::Frame<'_>| {
        kiosk.draw(frame, &office.published, &Theme::plain(), &words, office.now);
    };
    terminal.draw(draw).unwrap();
    let text: String = terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(text.contains("người trước · 30–70 phút"), "{text}");

    let issue = Issue {
        service: service('A'),
        ground: None,
        applicant: ApplicantKind::Citizen,
        appointment: None,
        voucher: None,
    };
    let look = |office: &Office| outlook(&office.published, &issue, Terms::default(), office.now).unwrap();
    assert_eq!(look(&office), Outlook::Fine);
    let mut expected = (*office.published.expected).clone();
    expected.newcomers.insert((service('A'), 0), Prospect { range: None, in_time_percent: 79 });
    office.published.expected = Arc::new(expected);
    assert!(matches!(look(&office), Outlook::TooLate { .. }), "it was run forward, and will not do");
    // Long visits say the same where nothing was run forward.
    office.published.expected = Arc::default();
    assert_eq!(look(&office), Outlook::Fine);
    let long = Terms { visit_s: 36_000, ..Terms::default() };
    assert!(matches!(outlook(&office.published, &issue, long, office.now).unwrap(), Outlook::TooLate { .. }));
}

#[test]
fn who_gave_the_number_is_told_what_its_holder_was_told() {
    let mut office = expecting(Office::busy());
    office.now = clock(8, 2);
    let ticket = office.published.state.waiting().last().unwrap().number;
    let verb = Verb::Promise { ticket, range: Range { from_s: 640, to_s: 1480 } };
    let records = office.ask(motcua::domain::command::Actor::Clock, verb).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(office.published.state.tickets[&ticket].promise.unwrap().minutes(), (10, 25));
}

#[test]
fn a_receptionist_sees_place_and_range_together() {
    let mut office = expecting(Office::without_counter(motcua::domain::centre::Role::Receptionist));
    for letter in ['A', 'A', 'A'] {
        office.issue(letter, None);
    }
    office = expecting(office);
    let known = office.published.expected.tickets.values().nth(1).unwrap().minutes();
    let range = format!("{}–{} phút", known.0, known.1);
    assert!(office.text(120, 40).contains(&range), "{}", office.text(120, 40));
    let mut office = office.then(&[Key::Down, Key::Char('v'), Key::Enter]);
    let place = office.text(120, 40);
    assert!(place.contains("người phía trước") && place.contains(&range), "{place}");
}

#[test]
fn a_range_for_newcomers_is_named_where_nobody_waits() {
    let mut office = Office::without_counter(motcua::domain::centre::Role::Receptionist);
    let only = office.published.state.waiting().find(|ticket| ticket.service == service('B')).unwrap().number;
    office.admin(Verb::Cancel { ticket: only, reason: "về".to_owned() });
    let mut office = expecting(office);
    let text = office.text(120, 40);
    assert!(text.contains("người mới: 10–35 phút"), "{text}");
    let wall = shown(Kind::Wall, &office, 240, 67);
    assert!(wall.contains("người mới: 10–35 phút"), "{wall}");
}

#[test]
fn the_longest_range_keeps_its_unit_in_both_languages() {
    let mut office = expecting(Office::busy());
    let expected = Arc::make_mut(&mut office.published.expected);
    for ((service, _), prospect) in &mut expected.newcomers {
        prospect.range = Some(Range { from_s: 105 * 60, to_s: 125 * 60 });
        expected.guessed.push(*service);
    }
    for (language, unit) in [(Language::Vi, "ph"), (Language::En, "min")] {
        for (kind, size) in [(Kind::Board, (80, 24)), (Kind::Board, (120, 40)), (Kind::Wall, (120, 40))] {
            let text = spoken(kind, &office, language, size);
            let range = format!("~105–125 {unit}");
            assert_eq!(text.matches(&range).count(), 3, "{language:?} {size:?}: {text}");
        }
        let wall = spoken(Kind::Wall, &office, language, (240, 67));
        assert!(!wall.contains("105–1…") && !wall.contains("105–…"), "{wall}");
    }
}

/// Three weeks of promises, most in the morning; few for C, and a bad hour for B.
fn recorded(mut office: Office) -> Office {
    let mut day = Cells::default();
    for (hour, n) in (7_u8..=16).zip([180, 240, 210, 150, 40, 0, 90, 170, 120, 30]) {
        for (letter, of) in [('A', 60), ('B', 38), ('C', 2)] {
            let called = n * of / 100;
            let share = if (letter, hour) == ('B', 9) { 71 } else { 86 + u32::from(hour) % 9 };
            let held = called * share / 100;
            let bias_s = i64::from(called) * (i64::from(hour) - 11) * 17;
            let tally = Tally { called, held, error_s: i64::from(called) * 340, bias_s, ..Tally::default() };
            if called > 0 {
                day.insert(service(letter), hour, tally);
            }
        }
    }
    let expected = Arc::make_mut(&mut office.published.expected);
    expected.track.join(&day);
    expected.track.days = 20;
    office
}

/// Every page of the wall, one after the other.
fn pages(office: &Office, language: Language, (cols, rows): (u16, u16)) -> Vec<String> {
    let mut display = Display::new(Kind::Wall, language);
    let words = Words::of(language);
    let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
    let mut shown: Vec<String> = Vec::new();
    loop {
        let draw = |frame: &mut ratatui::Frame<'_>| {
            display.draw(frame, &office.published, Beside::default(), &Theme::plain(), &words, office.now);
        };
        terminal.draw(draw).unwrap();
        let text = picture_of(terminal.backend().buffer());
        if shown.first() == Some(&text) {
            return shown;
        }
        assert!(shown.len() < 20, "{text}");
        shown.push(text);
        // What is told of keys is gone by now.
        display.input(&motcua::tui::displays::key(Key::Right), office.now.plus(-6));
    }
}

#[test]
fn pictures_of_what_was_told_and_what_came() {
    let office = recorded(expecting(Office::busy()));
    for (language, name) in [(Language::Vi, "vi"), (Language::En, "en")] {
        for (cols, rows) in [(80, 24), (120, 40), (240, 67)] {
            let title = Words::of(language).get("wall.record").to_owned();
            let pages = pages(&office, language, (cols, rows));
            let with: Vec<&String> = pages.iter().filter(|page| page.contains(&title)).collect();
            let beside = if cols == 240 { pages.len() } else { 1 };
            assert_eq!(with.len(), beside, "beside the rest where there is room, else a page: {cols}x{rows}");
            insta::assert_snapshot!(format!("expected_record_{cols}x{rows}_{name}"), with[0]);
        }
    }
}

#[test]
fn the_wall_has_no_page_of_promises_before_anything_came_of_one_and_no_share_of_a_few() {
    let mut office = expecting(Office::busy());
    let title = Words::of(Language::Vi).get("wall.record").to_owned();
    for size in [(80, 24), (120, 40), (240, 67)] {
        assert!(!pages(&office, Language::Vi, size).iter().any(|page| page.contains(&title)));
    }
    let mut day = Cells::default();
    day.insert(service('A'), 8, Tally { called: 3, held: 2, ..Tally::default() });
    Arc::make_mut(&mut office.published.expected).track.join(&day);
    for size in [(80, 24), (120, 40), (240, 67)] {
        let pages = pages(&office, Language::Vi, size);
        let page = pages.iter().find(|page| page.contains(&title)).unwrap();
        assert!(page.contains("1 ngày · 3 lượt") && page.contains("ít lượt, chưa tính"), "{page}");
        assert!(!page.contains("67 %") && !page.contains("67%"), "{page}");
    }
}
