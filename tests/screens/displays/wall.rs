//! The supervisors' wall: what stands on it where, and what turns.

use super::{draw, in_large_hall, large_hall, late, lines, picture};
use crate::office::{Office, clock, service};
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::rating::{Cause, Level, Rate, Slip};
use motcua::domain::staffing::{Advice, Change, Outlook, Outlooks, Spread, Staffing, Step};
use motcua::text::words::Language;
use motcua::tui::displays::{Display, Kind, key};
use motcua::tui::input::Key;

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

/// Somebody could teach counter 2 service B, from which all would gain so many seconds.
fn advised(office: &mut Office, low: i64, days_learnt: u32) {
    let spread = |mean, low, high| Spread { mean, low, high };
    let all = Outlook { wait_s: spread(1080, 600, 1500), ..Outlook::default() };
    let step = Step {
        change: Change::Teach { counter: CounterId(2), service: service('B') },
        then: Outlooks { all, ..Outlooks::default() },
        saves_s: spread(540, low, 840),
        more_percent: Spread::default(),
    };
    let at = office.now;
    let hour = Some(Advice { steps: vec![step], ..Advice::default() });
    office.published.staffing = std::sync::Arc::new(Staffing { at, hour, days_learnt, ..Staffing::default() });
}

#[test]
fn a_sure_advice_stands_with_those_who_wait_too_long() {
    let says = "Giao thêm nhóm B cho quầy 2: chờ trung bình 27 → 18 phút";
    let mut office = late();
    office.admin(Verb::At(CounterId(2), CounterVerb::Pause { reason: "Họp".to_owned() }));
    let on_the_wall = |office: &Office| {
        let text = lines(&draw(&mut Display::new(Kind::Wall, Language::Vi), office, 240, 67)).join("\n");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(!on_the_wall(&office).contains(says));
    advised(&mut office, 300, 20);
    let text = on_the_wall(&office);
    assert!(text.contains(says) && text.contains("bớt 5–14 phút."), "{text}");
    advised(&mut office, -60, 20);
    assert!(!on_the_wall(&office).contains(says), "in some cases it makes things worse");
    advised(&mut office, 300, 2);
    assert!(!on_the_wall(&office).contains(says), "two days show nothing");
    advised(&mut office, 300, 20);
    office.now = office.now.plus(3600);
    assert!(!on_the_wall(&office).contains(says), "an hour later it is old");
}

#[test]
fn what_is_advised_is_read_by_a_key() {
    let mut office = Office::without_counter(motcua::domain::centre::Role::Supervisor);
    office.key('b');
    office.key('t');
    assert!(office.text(120, 40).contains("Chưa tính xong"), "{}", office.text(120, 40));
    office.key(Key::Esc);
    advised(&mut office, 300, 20);
    office.key('t');
    let text = office.text(120, 40);
    for says in ["Bố trí quầy", "Nên làm: Giao thêm nhóm B cho quầy 2", "Nếu không làm gì", "nhật ký 20 ngày"]
    {
        assert!(text.contains(says), "{says}: {text}");
    }
}
