//! Menus at the counter: what a new number may have, what the counter takes, what was said, and who is in front.

use crate::office::{Office, service};
use motcua::domain::command::{CounterVerb, Destination, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, TicketNo};
use motcua::domain::ticket::{Stage, Ticket};
use motcua::domain::time::Timestamp;
use motcua::tui::effect::Effect;
use motcua::tui::input::{Input, Key};
use motcua::tui::keymap::Context;
use motcua::tui::update;

fn ticket<'a>(office: &'a Office, number: &str) -> &'a Ticket {
    &office.published.state.tickets[&number.parse::<TicketNo>().unwrap()]
}

fn skills(office: &Office) -> String {
    office.published.state.counters[&CounterId(2)].skills.iter().map(ToString::to_string).collect()
}

#[test]
fn enter_twice_is_a_number_with_nothing_special() {
    let mut office = Office::seated();
    office.key('n');
    office.key(Key::Enter);
    office.key(Key::Enter);
    let issued = ticket(&office, "A001");
    assert_eq!((issued.class, issued.appointment), (0, None));
}

#[test]
fn a_number_is_issued_for_an_appointment() {
    let mut office = Office::seated();
    office.key('n');
    office.key('a');
    office.key('h');
    office.write("7:10");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("Giờ hẹn 07:10 đã qua quá 10 phút"), "{}", office.text(80, 24));
    for _ in 0..4 {
        office.key(Key::Backspace);
    }
    office.write("9h30");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("giờ hẹn: 09:30"), "{}", office.text(80, 24));
    office.key(Key::Enter);
    assert_eq!(ticket(&office, "A001").appointment, Timestamp::parse("2026-11-20T09:30"));
}

#[test]
fn a_voucher_that_nobody_has_is_refused_before_the_number_is_given() {
    let mut office = Office::seated();
    office.issue('A', None);
    office.now = Timestamp::parse("2026-11-23T07:40").unwrap();
    office.admin(Verb::Tick);
    office.key('n');
    office.key('a');
    office.key('p');
    office.write("a009");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Ask, "it can be typed again");
    for _ in 0..4 {
        office.key(Key::Backspace);
    }
    office.write("a001");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("phiếu hôm trước chưa được gọi: A001"), "{}", office.text(80, 24));
    office.key(Key::Enter);
    let issued = ticket(&office, "A001");
    assert!(issued.arrival < office.now, "it waits from the opening on");
}

#[test]
fn the_counter_says_and_changes_what_it_takes() {
    let mut office = Office::busy();
    assert_eq!(skills(&office), "AC");
    office.key('s');
    let text = office.text(80, 24);
    assert!(text.contains("[×] Hộ tịch, chứng thực") && text.contains("[ ] Đất đai, xây dựng"), "{text}");
    office.key('b');
    office.key('a');
    assert_eq!(skills(&office), "AC", "nothing happens before Enter");
    office.key(Key::Enter);
    assert_eq!(skills(&office), "BC");
    assert!(office.text(80, 24).contains("Quầy 2 nhận nhóm B, C."), "{}", office.text(80, 24));
    office.key('s');
    office.key(Key::Down);
    office.key(' ');
    office.key('c');
    office.key(Key::Enter);
    assert_eq!((skills(&office).as_str(), office.model.context()), ("BC", Context::Menu), "a counter takes something");
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Desk);
}

#[test]
fn what_was_said_can_be_read_again() {
    let mut office = Office::seated();
    office.key('h');
    assert!(office.text(80, 24).contains("Chưa có thông báo nào."));
    office.key(Key::Esc);
    office.key('g');
    office.now = office.now.plus(61);
    office.key('o');
    office.now = office.now.plus(3600);
    office.key('h');
    let text = office.text(80, 24);
    let (new, old) = (text.find("07:31:01 ✓ Quầy 2 đã mở.").unwrap(), text.find("07:30:00 ! Quầy 2").unwrap());
    assert!(new < old, "the newest is the first: {text}");
    office.key(Key::Esc);
    for _ in 0..300 {
        office.key('l');
    }
    office.key('h');
    office.key(Key::Home);
    let lines = |office: &mut Office| office.text(80, 200).matches("08:31:01 ! Quầy 2 chưa gọi ai").count();
    assert_eq!(lines(&mut office), 100, "no more than a hundred are kept");
}

/// Presses `g` whose answer is awaited, and tells what it asks.
fn call(office: &mut Office) -> Vec<Effect> {
    let words = office.words();
    let key = Input::Key(motcua::tui::input::Chord::plain(Key::Char('g')));
    update::input(&mut office.model, key, &office.published, &words, office.now)
}

#[test]
fn a_menu_about_nobody_is_not_taken_for_whoever_came_meanwhile() {
    let mut office = Office::busy();
    let asked = call(&mut office);
    office.key('p');
    assert_eq!(office.model.context(), Context::Menu);
    office.run(asked);
    office.key('1');
    assert!(office.text(80, 24).contains("Người ở quầy bây giờ là C001"), "{}", office.text(80, 24));
    assert_eq!(office.published.state.counters[&CounterId(2)].station, Station::Open);
    assert!(matches!(ticket(&office, "C001").stage, Stage::Called { .. }), "nobody is sent away by the old menu");
}

#[test]
fn a_menu_about_one_person_is_not_taken_for_another() {
    for (open, choose) in [('c', 'a'), ('x', '3')] {
        let mut office = Office::serving();
        office.key(open);
        let to = Destination::Service(service('B'));
        office.at(2, 2, CounterVerb::Transfer { to, second: false });
        office.at(2, 2, CounterVerb::CallNext);
        office.at(2, 2, CounterVerb::Start);
        let front = office.published.state.counters[&CounterId(2)].current.unwrap();
        office.key(choose);
        assert!(matches!(office.published.state.tickets[&front].stage, Stage::Serving { .. }), "{open}");
        let text = office.text(80, 24);
        assert!(text.contains(&format!("Người ở quầy bây giờ là {front}")), "{open}: {text}");
        assert_eq!(office.model.context(), Context::Desk);
    }
}
