//! The tills of the day: who sees which, and closing one with what was counted.

use crate::office::Office;
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, DossierVerb, Verb};
use motcua::domain::dossier::{Means, Payment};
use motcua::domain::ids::OfficerId;
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;

/// Officers 1 and 2 have taken money, and 2 has given some back.
pub fn paid(mut office: Office) -> Office {
    office.receive("1.004873", "Nguyễn Thị Hồng Đào", None, None);
    let dossier = office.published.state.dossiers.keys().next_back().unwrap().clone();
    let mut pay = |officer, payment| {
        let verb = Verb::About { dossier: dossier.clone(), counter: None, verb: DossierVerb::Pay(payment) };
        office.ask(Actor::Officer(OfficerId(officer)), verb).unwrap();
    };
    let taken = |amount, means, number: &str| Payment::Taken { amount, means, number: number.to_owned() };
    pay(1, taken(30_000, Means::Cash, "BL-0101"));
    pay(2, taken(20_000, Means::Cash, "BL-0201"));
    pay(2, taken(15_000, Means::Transfer, "BL-0202"));
    pay(2, Payment::Refunded { amount: 5_000, means: Means::Cash, reason: "thu thừa".to_owned() });
    office
}

#[test]
fn an_operator_sees_her_own_till_and_closes_it_with_a_reason_where_it_differs() {
    let mut office = paid(Office::busy());
    office.key('y');
    assert_eq!(office.model.context(), Context::Cash);
    let text = office.text(120, 40);
    for shown in ["thu 20.000, hoàn 5.000, phải có 15.000 đồng", "BL-0201", "BL-0202", "chuyển khoản thu 15.000"]
    {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!text.contains("BL-0101"), "another's till is not hers: {text}");
    insta::assert_snapshot!("cash_120x40_vi", text);
    insta::assert_snapshot!("cash_80x24_vi", office.text(80, 24));
    let before = office.published.state.seq;
    office.key('z');
    assert!(office.text(120, 40).contains("Tiền mặt đếm được, đồng"));
    office.write("mười");
    office.key(Key::Enter);
    assert_eq!(office.published.state.seq, before, "that is no amount");
    assert!(office.text(120, 40).contains("Số tiền chưa đúng"));
    for _ in 0..4 {
        office.key(Key::Backspace);
    }
    office.write("14.000");
    office.key(Key::F(10));
    assert_eq!(office.published.state.seq, before, "not without a reason");
    assert!(
        office.text(120, 40).contains("Lý do chênh lệch -1.000 đồng (phải có 15.000)?"),
        "{}",
        office.text(120, 40)
    );
    office.key(Key::Enter);
    assert_eq!(office.published.state.seq, before);
    office.write("thối nhầm");
    office.key(Key::Enter);
    let closed = office.published.state.closings.back().unwrap().closing.clone();
    assert_eq!((closed.counted, closed.difference(), closed.reason.as_str()), (14_000, -1_000, "thối nhầm"));
    let text = office.text(120, 40);
    assert!(text.contains("Đã chốt hôm nay") && text.contains("Lý do: thối nhầm"), "{text}");
    office.key('z');
    assert_eq!(office.model.context(), Context::Cash, "there is nothing more to close");
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Desk);
}

#[test]
fn a_supervisor_sees_all_tills_and_closes_one_of_them() {
    let mut office = paid(Office::without_counter(Role::Supervisor));
    office.key(':');
    office.write("quỹ");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Cash, "{}", office.text(120, 40));
    let text = office.text(120, 40);
    assert!(text.contains("BL-0101") && text.contains("BL-0202"), "{text}");
    office.key('z');
    let text = office.text(120, 40);
    assert!(text.contains("Chốt quỹ của ai?") && text.contains("Nguyễn Thị Lan"), "{text}");
    office.key('1');
    office.write("30000");
    office.key(Key::Enter);
    let closed = office.published.state.closings.back().unwrap().closing.clone();
    assert_eq!((closed.whose, closed.difference()), (Actor::Officer(OfficerId(1)), 0));
    assert_eq!(office.published.state.tills.len(), 1);
}

#[test]
fn what_was_never_closed_stands_under_its_own_day() {
    let mut office = paid(Office::without_counter(Role::Supervisor));
    let monday = office.now.local().format("%d/%m").to_string();
    office.now = office.now.plus(3 * 86_400);
    office.ask(Actor::Clock, Verb::Tick).unwrap();
    let dossier = office.published.state.dossiers.keys().next_back().unwrap().clone();
    let payment = Payment::Taken { amount: 7_000, means: Means::Cash, number: "BL-0301".to_owned() };
    let verb = Verb::About { dossier, counter: None, verb: DossierVerb::Pay(payment) };
    office.ask(Actor::Officer(OfficerId(2)), verb).unwrap();
    office.key(':');
    office.write("quỹ");
    office.key(Key::Enter);
    let text = office.text(200, 60);
    let unclosed = text.lines().filter(|line| line.contains(&monday) && line.contains("quỹ chưa chốt"));
    assert_eq!(unclosed.count(), 2, "one for each officer: {text}");
    assert!(text.contains("hôm nay. 1 lượt: tiền mặt thu 7.000") && text.contains("BL-0301"), "{text}");
    assert!(!text.contains("BL-0201"), "its lines are history: {text}");
}
