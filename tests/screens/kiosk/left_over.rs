//! A number that was not called on the last working day is used at the kiosk.

use super::{Lobby, typed_every};
use crate::office::Office;
use motcua::domain::command::{Actor, Verb};
use motcua::domain::ids::TicketNo;
use motcua::domain::time::Timestamp;
use motcua::tui::input::Key;

/// The next working day, ten minutes after opening; who was left over, and one of them.
fn next_day() -> (Lobby, TicketNo) {
    let mut office = Office::busy();
    office.now = Timestamp::parse("2026-11-23T07:40").unwrap();
    office.ask(Actor::Clock, Verb::Tick).unwrap();
    let left: Vec<TicketNo> = office.published.state.vouchers.keys().copied().collect();
    assert!(left.len() > 1, "{left:?}");
    (Lobby::new(office), left[0])
}

#[test]
fn it_is_typed_and_takes_its_old_place() {
    let (mut lobby, old) = next_day();
    lobby.touch("Tôi có số của ngày làm việc trước");
    assert!(lobby.shows("Số của ngày làm việc trước là số nào?") && lobby.shows("____"), "{}", lobby.text(80, 24));
    typed_every(&mut lobby, &old.to_string().to_lowercase(), 60);
    assert!(lobby.shows(&format!("Dùng số {old} của ngày làm việc trước")), "{}", lobby.text(80, 24));
    assert!(lobby.shows("như đã đến lúc mở cửa"), "{}", lobby.text(80, 24));
    assert_eq!(lobby.issued(), 0, "it is asked about first");
    lobby.key(Key::Char('1'));
    assert!(lobby.shows("Số của ông/bà là"), "{}", lobby.text(80, 24));
    let state = &lobby.office.published.state;
    let ticket = state.tickets.values().next().unwrap();
    assert_eq!((ticket.number.service, ticket.arrival), (old.service, Timestamp::parse("2026-11-23T07:30").unwrap()));
    assert!(!state.vouchers.contains_key(&old));
}

#[test]
fn it_is_scanned_and_counts_once() {
    let (mut lobby, old) = next_day();
    for times in [1, 2] {
        assert!(lobby.kiosk.scanned(&old.to_string(), &lobby.office.published, lobby.office.now));
        if times == 1 {
            lobby.key(Key::Char('1'));
            lobby.key(Key::Enter);
        }
    }
    assert!(lobby.shows(&format!("Không có số {old} còn lại")), "{}", lobby.text(80, 24));
    assert_eq!(lobby.issued(), 1);
}

#[test]
fn without_any_it_is_not_offered_and_a_wrong_one_is_told() {
    let mut lobby = Lobby::new(Office::busy());
    assert!(!lobby.shows("ngày làm việc trước"), "{}", lobby.text(80, 24));
    let (mut lobby, old) = next_day();
    lobby.touch("Tôi có số của ngày làm việc trước");
    let wrong = format!("{}999", old.service);
    typed_every(&mut lobby, &wrong, 60);
    assert!(lobby.shows(&format!("Không có số {wrong} còn lại")), "{}", lobby.text(80, 24));
    // Fewer digits, and Enter.
    lobby.key(Key::Esc);
    lobby.touch("Tôi có số của ngày làm việc trước");
    typed_every(&mut lobby, &format!("{}{}", old.service, old.number), 60);
    lobby.key(Key::Enter);
    assert!(lobby.shows(&format!("Dùng số {old}")), "{}", lobby.text(80, 24));
    for (cols, rows) in [(80, 24), (40, 12)] {
        let (mut lobby, _) = next_day();
        lobby.touch("Tôi có số của ngày làm việc trước");
        insta::assert_snapshot!(format!("kiosk_left_over_{cols}x{rows}"), lobby.text(cols, rows));
    }
}
