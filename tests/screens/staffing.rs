//! The page on which a supervisor tries which counters to open.

use crate::office::{Office, clock, service};
use motcua::domain::centre::Role;
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::{CounterId, ServiceId};
use motcua::domain::staffing::telling;
use motcua::domain::staffing::{Advice, Change, Outlook, Outlooks, Spread, Staffing, Step};
use motcua::domain::ticket::Outcome;
use motcua::text::words::{Language, Words};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;
use std::collections::BTreeMap;
use std::sync::Arc;

fn spread(mean: i64, low: i64, high: i64) -> Spread {
    Spread { mean, low, high }
}

fn outlook(people: i64, wait_s: i64, within: i64, left: i64) -> Outlook {
    Outlook {
        people: spread(people, people - 3, people + 4),
        wait_s: spread(wait_s, wait_s / 2, wait_s * 3 / 2),
        within_percent: spread(within, within - 9, within + 7),
        served: spread(people - left, people - left - 3, people - left + 4),
        left: spread(left, 0, left * 2),
    }
}

/// What comes to service A and C, which waits the longer.
fn outlooks(all_s: i64) -> Outlooks {
    let services = BTreeMap::from([
        (service('A'), outlook(61, all_s / 2, 92, 0)),
        (service('C'), outlook(24, all_s * 2, 31, i64::from(all_s > 1000) * 3)),
    ]);
    Outlooks { all: outlook(85, all_s, 74, 3), services, holds: false, worst: Some(service('C')) }
}

fn step(change: Change) -> Step {
    Step { change, then: outlooks(620), saves_s: spread(580, 240, 960), more_percent: spread(11, 4, 19) }
}

/// The changes that the last question asks about, and the answer of the hub.
fn answered(office: &mut Office) -> Vec<Change> {
    let Some(Effect::Weigh { generation, changes }) = office.effects.pop() else { panic!("nothing was asked") };
    let steps = changes.iter().cloned().map(step).collect();
    let (from, until) = (office.now, clock(17, 0));
    let tried = Advice { from, until, nothing: outlooks(1200), steps, ..Advice::default() };
    let advised = office.published.staffing.day.clone().filter(|_| changes.is_empty());
    let advice = advised.unwrap_or(tried);
    office.reply(Reply::Weighed { generation, advice: Some(Box::new(advice)) });
    changes
}

/// The page with what comes and what is advised.
pub fn page() -> Office {
    let mut office = Office::without_counter(Role::Supervisor);
    office.at(3, 3, CounterVerb::Finish(Outcome::AdviceOnly));
    office.admin(Verb::At(CounterId(3), CounterVerb::Close));
    let day = Advice {
        from: office.now,
        waiting: office.published.state.waiting().count(),
        until: clock(17, 0),
        nothing: outlooks(1200),
        steps: vec![step(Change::Teach { counter: CounterId(2), service: service('B') })],
        ..Advice::default()
    };
    let staffing = Staffing { at: office.now, day: Some(day), days_learnt: 43, ..Staffing::default() };
    office.published.staffing = Arc::new(staffing);
    office.key('b');
    assert_eq!(office.model.context(), Context::Staffing);
    assert_eq!(answered(&mut office), []);
    office
}

#[test]
fn what_comes_by_service_and_what_is_advised() {
    for (cols, rows) in [(80, 24), (120, 40), (200, 60)] {
        insta::assert_snapshot!(format!("staffing_{cols}x{rows}_vi"), page().picture(cols, rows));
    }
    let mut office = page();
    office.key(Key::F(9));
    insta::assert_snapshot!("staffing_80x24_en", office.picture(80, 24));
}

#[test]
fn a_closed_counter_is_tried_open_from_a_half_hour_until_another() {
    let mut office = page();
    office.key(Key::End);
    office.key(Key::Right);
    office.key(' ');
    let tried = answered(&mut office);
    let [Change::Open { counter, hours, .. }] = tried.as_slice() else { panic!("{tried:?}") };
    assert_eq!((*counter, hours.last().unwrap().1), (CounterId(3), clock(17, 0)));
    let from = hours[0].0;
    assert_eq!(from.0 % 1800, 0);
    insta::assert_snapshot!("staffing_tried_120x40_vi", office.picture(120, 40));
    insta::assert_snapshot!("staffing_tried_80x24_vi", office.picture(80, 24));
    for _ in 0..4 {
        office.key(Key::Right);
    }
    office.key(Key::Enter);
    let Some(Change::Open { hours, .. }) = answered(&mut office).pop() else { panic!("it is open no more") };
    assert_eq!(hours, [(from, from.plus(4 * 1800))]);
    office.key('x');
    assert_eq!(answered(&mut office), []);
    // An answer to what is not asked any more is not shown.
    office.key(' ');
    let late = office.effects.pop().unwrap();
    office.key('x');
    answered(&mut office);
    let Effect::Weigh { generation, .. } = late else { panic!("{late:?}") };
    office.reply(Reply::Weighed { generation, advice: None });
    assert!(!office.text(120, 40).contains("không mở cửa nữa"));
}

#[test]
fn an_open_counter_is_tried_closed_from_a_half_hour_on() {
    let mut office = page();
    office.key(' ');
    let now = office.now;
    assert_eq!(answered(&mut office), [Change::Close { counter: CounterId(1), from: now }], "at once");
    assert!(office.text(120, 40).contains("Đóng quầy 1 ngay"), "{}", office.text(120, 40));
    office.key(Key::Right);
    office.key(Key::Right);
    office.key(' ');
    let [Change::Close { from, .. }] = answered(&mut office)[..] else { panic!("it closes later") };
    assert_eq!(from, now.plus(-now.0.rem_euclid(1800) + 3600));
    assert!(office.text(120, 40).contains("--- ---"), "{}", office.text(120, 40));
    insta::assert_snapshot!("staffing_closed_80x24_vi", office.picture(80, 24));
    office.key(' ');
    assert_eq!(answered(&mut office), [], "the same key takes it back");
}

/// Sentence and table are of one answer, and of which minute is said; a later one is shown in place of both.
#[test]
fn figures_and_advice_are_of_one_moment() {
    let mut office = page();
    let at = |office: &Office| telling::clock(office.now);
    let first = at(&office);
    assert!(office.text(120, 40).contains(&format!("tính lúc {first}:")), "{}", office.text(120, 40));
    office.key('r');
    let Some(Effect::Weigh { generation, changes }) = office.effects.pop() else { panic!("nothing was asked") };
    assert_eq!(changes, []);
    office.now = office.now.plus(120);
    // Both are of the state at the later moment, in which the targets hold.
    let (from, until) = (office.now, clock(17, 0));
    let waiting = office.published.state.waiting().count();
    let nothing = Outlooks { holds: true, worst: None, ..outlooks(300) };
    let advice = Advice { from, until, waiting, nothing, ..Advice::default() };
    office.reply(Reply::Weighed { generation, advice: Some(Box::new(advice.clone())) });
    let text = office.text(120, 40);
    assert!(
        text.contains(&format!("tính lúc {}:", at(&office))) && !text.contains(&format!("tính lúc {first}")),
        "{text}"
    );
    assert!(text.contains("đạt mục tiêu") && !text.contains("Giao thêm nhóm B"), "{text}");
    assert!(text.contains("5 (3–8)") || text.contains(" 5 "), "{text}");
    // What is worked out unasked later takes the place of both.
    let day = Advice { from: from.plus(300), nothing: outlooks(2400), ..advice };
    office.published.staffing =
        Arc::new(Staffing { at: day.from, day: Some(day), ..Staffing::clone(&office.published.staffing) });
    let text = office.text(120, 40);
    assert!(text.contains("Chưa đạt mục tiêu") && text.contains("40 ("), "{text}");
    // The queue is another one.
    let mut day = office.published.staffing.day.clone().unwrap();
    day.waiting += 3;
    office.published.staffing = Arc::new(Staffing { day: Some(day), ..Staffing::clone(&office.published.staffing) });
    assert!(office.text(120, 40).contains("bấm r để tính lại"), "{}", office.text(120, 40));
}

/// Of nobody no mean and no share stands in the table.
#[test]
fn a_day_on_which_nobody_comes_has_no_figures() {
    let mut office = page();
    let mut staffing = Staffing::clone(&office.published.staffing);
    let nothing = Outlooks { holds: true, ..Outlooks::default() };
    staffing.day = Some(Advice { from: office.now.plus(60), nothing, ..Advice::default() });
    office.published.staffing = Arc::new(staffing);
    let text = office.text(120, 40);
    assert!(text.contains("không có ai chờ") && !text.contains("100%") && !text.contains("0%"), "{text}");
}

#[test]
fn services_are_tried_and_advice_is_followed() {
    let mut office = page();
    office.key('l');
    assert_eq!(answered(&mut office), [Change::Teach { counter: CounterId(2), service: service('B') }]);
    let text = office.text(120, 40);
    assert!(text.contains("Giao thêm nhóm B cho quầy 2: chờ trung bình"), "{text}");
    office.key('x');
    answered(&mut office);
    office.key('g');
    assert_eq!(office.model.context(), Context::Menu);
    let skills = office.published.state.counters[&CounterId(1)].skills.clone();
    let missing = office.published.state.centre.services.iter().map(|of| of.id).find(|id| !skills.contains(id));
    let Some(missing) = missing else { panic!("counter 1 serves everything") };
    office.key(missing.letter().to_ascii_lowercase());
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Staffing);
    let tried = answered(&mut office);
    let tries = |change: &Change| match change {
        Change::Teach { service, .. } => *service == missing,
        Change::Open { skills, .. } => skills.contains(&missing),
        Change::Resume { .. } | Change::Close { .. } => false,
    };
    assert!(tried.is_empty() || tried.iter().any(tries), "{tried:?}");
    assert_eq!(office.published.state.counters[&CounterId(1)].skills, skills, "nothing happens at the counter");
}

/// Where there is no room for all services and sentences, a key shows the rest of them page by page.
#[test]
fn what_has_no_room_is_read_page_by_page() {
    let mut office = page();
    let mut staffing = Staffing::clone(&office.published.staffing);
    let mut advice = staffing.day.take().unwrap();
    advice.instead = Some(Box::new(step(Change::Teach { counter: CounterId(1), service: service('C') })));
    advice.missing = Some(service('C'));
    staffing.day = Some(advice);
    office.published.staffing = Arc::new(staffing);
    let sentences = ["Nên làm:", "Hoặc thay cho việc đầu:", "Nếu không làm gì:", "Lâu nhất là nhóm", "Cần thêm người"];
    let first = office.text(80, 24);
    assert!(first.contains("trang 1/") && first.contains("PgDn xem hết"), "{first}");
    assert!(!first.contains("Cần thêm người"), "{first}");
    let mut told = first.clone();
    for _ in 0..6 {
        office.key(Key::PageDown);
        told.push_str(&office.text(80, 24));
    }
    for says in sentences {
        assert!(told.contains(says), "{says}: {told}");
    }
    assert_eq!(told.matches("A Hộ tịch").count(), 2, "on the first page and on the first of all");
    for _ in 0..6 {
        office.key(Key::PageUp);
    }
    assert_eq!(office.text(80, 24), first);
    let large = office.text(200, 60);
    assert!(!large.contains("trang 1/") || !large.contains("Cần thêm người"), "{large}");
}

/// Counter 3 is not set up for D: that it is to be given it is said, and only that.
#[test]
fn what_a_counter_is_to_be_given_is_said_where_it_is_to_open() {
    let office = page();
    let state = &office.published.state;
    let has: Vec<_> = state.counters[&CounterId(3)].skills.iter().copied().collect();
    let new = state.centre.services.iter().map(|of| of.id).find(|id| !has.contains(id)).unwrap();
    let words = Words::of(Language::En);
    let told = |skills: Vec<ServiceId>, from| {
        let change = Change::Open { counter: CounterId(3), skills, hours: vec![(from, clock(11, 0))] };
        telling::change(&change, office.now, state, &words)
    };
    let (own, more) = (has.clone(), has.into_iter().chain([new]).collect::<Vec<_>>());
    for from in [office.now, clock(10, 30)] {
        assert!(!told(own.clone(), from).contains("give"), "{}", told(own.clone(), from));
        assert!(
            told(more.clone(), from).ends_with(&format!("and give it service {new}")),
            "{}",
            told(more.clone(), from)
        );
    }
    let advice = Advice { nothing: outlooks(1200), ..Advice::default() };
    let lines = telling::advice(&advice, state, &words).join("\n");
    assert!(lines.contains("no change at the counters is surely better"), "{lines}");
}

#[test]
fn a_centre_that_opens_no_more_today_says_so() {
    let mut office = page();
    office.now = clock(18, 30);
    office.key('r');
    let Some(Effect::Weigh { generation, .. }) = office.effects.pop() else { panic!("nothing was asked") };
    office.reply(Reply::Weighed { generation, advice: None });
    assert!(office.text(80, 24).contains("không mở cửa nữa"), "{}", office.text(80, 24));
    for key in [Key::Char(' '), Key::Right, Key::Down, Key::Char('g')] {
        office.key(key);
        office.draw(40, 12);
    }
}
