//! What was typed for a visit is not lost by a slip; and what the desk still tells after a restart.

use crate::office::Office;
use motcua::domain::command::{Actor, CounterVerb, Destination};
use motcua::domain::ids::{GroundId, PersonId};
use motcua::domain::person::Person;
use motcua::tui::effect::Effect;
use motcua::tui::input::{Input, Key};
use motcua::tui::keymap::Context;
use motcua::tui::model::Model;
use std::sync::Arc;

/// Somebody in front, and a form that is not saved.
fn drafted() -> Office {
    let mut office = Office::busy();
    office.key('g');
    office.key(Key::Enter);
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Lý Tự Trọng");
    office
}

#[test]
fn a_dossier_half_written_is_announced_after_the_line_was_cut_and_opened_by_one_key() {
    let mut office = drafted();
    office.come_back();
    assert_eq!(office.model.context(), Context::Desk);
    let text = office.text(80, 24);
    assert!(text.contains("Còn bản nháp hồ sơ chưa lưu của C001; F5 mở lại."), "{text}");
    assert!(text.contains("F5 mở lại biểu mẫu dở"), "{text}");
    office.key(Key::F(5));
    assert_eq!(office.model.context(), Context::Receive);
    assert!(office.text(80, 24).contains("Lý Tự Trọng"));
    office.save();
    assert!(!office.text(80, 24).contains("F5"), "there is nothing left");
}

#[test]
fn a_dossier_half_written_with_nobody_in_front_is_announced_too() {
    let mut office = Office::seated();
    office.come_back();
    assert!(!office.text(80, 24).contains("F5"), "nothing was written");
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Lý Tự Trọng");
    office.come_back();
    let text = office.text(80, 24);
    assert!(text.contains("Còn bản nháp hồ sơ chưa lưu, không kèm phiếu số; F5 mở lại."), "{text}");
    office.key(Key::F(5));
    assert!(office.text(80, 24).contains("Lý Tự Trọng"));
}

#[test]
fn what_was_typed_of_somebody_who_is_erased_goes_from_the_drafts() {
    let office = drafted();
    let named = |name: &str, number: &str| Person { name: name.into(), id_number: number.into(), ..Person::default() };
    let without = |person: &Person| office.model.drafts().without(PersonId(9999), person, &[]);
    assert!(without(&named("Lý Tự Trọng", "042199001234")).is_empty());
    assert!(!without(&named("Cao Văn Bảo", "")).is_empty(), "somebody else's stays");
}

#[test]
fn who_is_erased_is_known_in_a_draft_by_any_number_that_is_one() {
    for (typed, number) in [("c 1234567", "C1234567"), ("042-199.001234", "042199001234")] {
        let mut office = Office::seated();
        office.key('t');
        office.write("khai sinh");
        office.key(Key::Enter);
        office.write("Tên viết khác");
        for _ in 0..2 {
            office.key(Key::Tab);
        }
        office.write(typed);
        let drafts = || office.model.drafts();
        let person = Person { name: "Lý Tự Trọng".into(), id_number: number.into(), ..Person::default() };
        let other = Person { id_number: "079085001234".into(), ..person.clone() };
        assert!(!drafts().without(PersonId(9999), &other, &[]).is_empty(), "{}", office.text(80, 24));
        assert!(drafts().without(PersonId(9999), &person, &[]).is_empty(), "{}", office.text(80, 24));
    }
}

#[test]
fn finishing_with_a_draft_asks_first() {
    let mut office = drafted();
    office.key(Key::Esc);
    office.key('x');
    assert!(office.text(80, 24).contains("Còn bản nháp hồ sơ chưa lưu của C001."));
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Desk, "the answer at hand is no");
    office.key('x');
    office.key('y');
    assert_eq!(office.model.context(), Context::Menu);
    office.key(Key::Esc);
    office.key('t');
    assert!(office.text(80, 24).contains("Lý Tự Trọng"), "still there until the visit is over");
    office.save();
    office.key('x');
    assert_eq!(office.model.context(), Context::Menu, "saved: nothing to ask");
}

#[test]
fn quitting_with_a_draft_asks_first_and_then_about_the_counter() {
    let mut office = drafted();
    office.key(Key::Esc);
    office.key('q');
    assert!(office.text(80, 24).contains("Còn bản nháp hồ sơ chưa lưu của C001."));
    office.key('y');
    assert!(office.text(80, 24).contains("Quầy 2 vẫn đang mở."));
    office.key('y');
    assert_eq!(office.effects, [Effect::Quit]);
}

#[test]
fn what_is_pasted_is_cut_to_what_the_field_takes() {
    let mut office = drafted();
    office.key(Key::Tab);
    office.input(Input::Paste("0".repeat(50)));
    assert!(office.text(80, 24).contains("phần cuối đã bị bỏ"));
    for _ in 0..20 {
        office.key(Key::Backspace);
    }
    office.key(Key::BackTab);
    office.input(Input::Paste("Đ".repeat(300)));
    let before = office.published.state.dossiers.len();
    office.save();
    assert_eq!(office.published.state.dossiers.len(), before + 1, "{}", office.text(120, 40));
}

#[test]
fn a_procedure_is_kept_until_another_is_chosen() {
    for how in ["esc", "back", "emptied"] {
        let mut office = drafted();
        office.key(Key::BackTab);
        office.input(Input::Paste("ket hon".to_owned()));
        assert!(office.text(80, 24).contains("Thủ tục       ket hon"));
        match how {
            "esc" => office.key(Key::Esc),
            "back" => office.key(Key::BackTab),
            _ => {
                for _ in 0..7 {
                    office.key(Key::Backspace);
                }
                office.key(Key::Tab);
            }
        }
        assert_eq!(office.model.context(), Context::Receive);
        let text = office.text(120, 40);
        assert!(text.contains("1.001193") && !text.contains("ket hon"), "{how}: {text}");
    }
    let mut office = drafted();
    office.key(Key::BackTab);
    office.write("ket hon");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("1.000894"));
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Desk, "nothing to take back: one level up");
}

#[test]
fn the_reason_of_a_call_is_told_after_a_restart() {
    let mut office = Office::busy();
    office.key('g');
    office.model = Model::seated(office.model.language(), office.model.seat().unwrap());
    assert!(office.text(80, 24).contains("đến lượt"));
    let mut office = Office::busy();
    office.at(2, 2, CounterVerb::CallNext);
    office.at(2, 2, CounterVerb::NoShow);
    office.issue('C', Some(GroundId("merit".to_owned())));
    office.at(2, 2, CounterVerb::CallNext);
    let text = office.text(80, 24);
    assert_eq!(text.matches("người có công").count(), 2, "ground and reason: {text}");
}

#[test]
fn tab_is_named_only_where_it_switches_something() {
    let mut office = Office::serving();
    office.key('x');
    assert!(!office.text(80, 24).contains("Tab"));
    office.key(Key::Esc);
    office.key('c');
    let text = office.text(80, 24);
    assert!(text.contains("Người dân còn việc khác (không phải lấy nhầm số)") && text.contains("Tab đổi"), "{text}");
}

#[test]
fn the_papers_say_how_they_are_ticked() {
    let mut office = drafted();
    assert!(!office.text(80, 24).contains("Cách đánh dấu"));
    for _ in 0..11 {
        office.key(Key::Tab);
    }
    let text = office.text(80, 24);
    assert!(text.contains("Cách đánh dấu") && text.contains("Giấy tờ       0/7"), "{text}");
}

#[test]
fn a_transferred_ticket_keeps_the_columns_of_the_queue() {
    let mut office = Office::busy();
    office.at(3, 3, CounterVerb::Transfer { to: Destination::Service(crate::office::service('C')), second: false });
    let text = office.text(80, 24);
    let column = |ticket: &str| {
        let line = text.lines().rfind(|line| line.contains(ticket) && line.contains("phút")).unwrap();
        line.chars().take(line.find("phút").map(|at| line[..at].chars().count()).unwrap()).count()
    };
    assert!(text.lines().any(|line| line.contains("B00") && line.contains("Lĩnh v")), "{text}");
    assert_eq!(column("B00"), column("C003"), "{text}");
}

#[test]
fn a_dossier_that_was_saved_when_the_line_was_cut_does_not_come_back_as_a_draft() {
    for decided_first in [true, false] {
        let mut office = drafted();
        let before = office.published.state.dossiers.len();
        office.key(Key::F(10));
        let verb = office.cut_at(Key::Char('k'));
        let by = Actor::Officer(office.model.seat().unwrap().officer);
        if decided_first {
            office.ask(by, verb).unwrap();
            office.come_back();
        } else {
            office.come_back();
            office.key('t');
            assert!(office.text(80, 24).contains("Lý Tự Trọng"), "nothing is saved yet, and nothing lost");
            office.ask(by, verb).unwrap();
            office.news();
        }
        assert_eq!(office.published.state.dossiers.len(), before + 1);
        let text = office.text(120, 40);
        assert!(text.contains("đã được lưu trước khi mất kết nối"), "{decided_first}: {text}");
        assert_eq!(office.model.context(), Context::Desk);
        office.key('x');
        assert_eq!(office.model.context(), Context::Menu, "no draft to ask about");
    }
}

#[test]
fn what_was_not_saved_when_the_line_was_cut_is_there_to_be_saved_again() {
    let mut office = drafted();
    let before = office.published.state.dossiers.len();
    office.key(Key::F(10));
    office.cut_at(Key::Char('k'));
    office.come_back();
    office.key('t');
    office.save();
    assert_eq!(office.published.state.dossiers.len(), before + 1, "{}", office.text(120, 40));
}

/// Erased at another PC while her card's form is open here: it goes, and with it what would be written down again.
#[test]
fn a_form_of_somebody_who_is_erased_meanwhile_goes_at_once() {
    let mut office = Office::busy();
    let id = *office.published.people.keys().next().unwrap();
    let person = Person { name: "Cao Văn Bảo".into(), id_number: "040185003331".into(), ..Person::default() };
    office.published.people.insert(id, Arc::new(person.clone()));
    let card = format!("{}||{}|01011990|Nam|Thôn 1, xã Cẩm Trung|01012022", person.id_number, person.name);
    office.input(Input::Scan(card));
    office.write("khai sinh");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Receive);
    office.news();
    assert_eq!(office.model.context(), Context::Receive, "nothing happened to her");
    office.published.state.erased.insert(id);
    office.news();
    assert_eq!(office.model.context(), Context::Desk);
    let text = office.text(80, 24);
    assert!(text.contains("vừa được xóa thông tin") && !text.contains(&person.id_number), "{text}");
    assert!(office.model.drafts().is_empty());
}
