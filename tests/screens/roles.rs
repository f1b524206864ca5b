//! Those who sit at no counter: what they begin with, and what their keys do and do not do.

use crate::office::{Office, clock, service};
use motcua::domain::centre::Role;
use motcua::domain::command::CounterVerb;
use motcua::domain::ids::{CounterId, OfficerId, TicketNo};
use motcua::domain::ticket::{Closed, Stage, Ticket};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;
use motcua::tui::model::{Home, Seat};

fn ticket<'a>(office: &'a Office, number: &str) -> &'a Ticket {
    &office.published.state.tickets[&number.parse::<TicketNo>().unwrap()]
}

#[test]
fn each_role_begins_with_its_own_screen() {
    for (role, context) in [
        (Role::Receptionist, Context::Queues),
        (Role::Specialist, Context::Dossiers),
        (Role::Supervisor, Context::Wall),
        (Role::Administrator, Context::Settings),
    ] {
        let mut office = Office::without_counter(role);
        assert_eq!(office.model.context(), context, "{role:?}");
        office.key(Key::Esc);
        assert_eq!(office.model.context(), context, "{role:?} cannot leave it by Esc");
        office.key(Key::F(3));
        office.key(Key::Esc);
        assert_eq!(office.model.context(), context, "{role:?} comes back to it");
        office.key(Key::F(12));
        assert_eq!(office.model.context(), Context::SignIn);
    }
}

#[test]
fn without_a_counter_signs_in_who_needs_none() {
    let mut office = Office::without_counter(Role::Receptionist);
    office.key(Key::F(12));
    office.key(Key::Enter);
    office.write("2");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("Ghi số quầy trước"), "an operator works at a counter");
    office.key(Key::Tab);
    office.key(Key::Backspace);
    office.write("4");
    office.key(Key::Enter);
    office.write("2468");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Queues);
    assert!(office.text(80, 24).contains("Phạm Thị Nga · hướng dẫn"), "{}", office.text(80, 24));
}

#[test]
fn a_receptionist_issues_marks_moves_cancels_and_restores() {
    let mut office = Office::without_counter(Role::Receptionist);
    office.key('n');
    office.key('b');
    office.key(Key::Enter);
    assert!(ticket(&office, "B003").is_waiting());
    let first = |office: &mut Office| office.text(80, 24).lines().find(|line| line.contains("1. ")).unwrap().to_owned();
    let before = first(&mut office);
    office.key('d');
    office.key('2');
    let chosen = office
        .published
        .state
        .tickets
        .values()
        .find(|ticket| ticket.ground.as_ref().is_some_and(|ground| ground.0 == "disability"));
    let chosen = chosen.unwrap_or_else(|| panic!("nobody was marked: {before}")).number;
    office.key('c');
    office.key('b');
    assert_eq!(office.published.state.tickets[&chosen].service, service('B'));
    office.key('b');
    office.key('1');
    office.key('y');
    let cancelled = &office.published.state.tickets[&chosen].stage;
    assert!(matches!(cancelled, Stage::Closed(Closed::Cancelled(_))), "the bar stays on it: {cancelled:?}");
    let away = office.published.state.tickets.values().find(|ticket| matches!(ticket.stage, Stage::Missed { .. }));
    let away = away.unwrap().number;
    office.key('k');
    office.key('1');
    assert!(office.published.state.tickets[&away].is_waiting());
    // Nothing is taken back before she has seen which.
    assert!(office.text(80, 24).contains(&format!("{chosen} đã huỷ, lấy lại được đến")), "{}", office.text(80, 24));
    office.key('k');
    let menu = office.text(80, 24);
    let (before, _) = menu.split_once(&format!("{chosen}  đã huỷ")).unwrap_or_else(|| panic!("{menu}"));
    office.key(before.trim_end().chars().next_back().unwrap());
    assert!(office.published.state.tickets[&chosen].is_waiting());
}

#[test]
fn a_place_is_told_in_people_ahead() {
    let mut office = Office::without_counter(Role::Receptionist);
    office.key('v');
    office.write("a999");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("A999"), "{}", office.text(80, 24));
    for _ in 0..4 {
        office.key(Key::Backspace);
    }
    office.write("a007");
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Place);
    office.at(2, 2, CounterVerb::CallNext);
    office.draw(40, 12);
}

#[test]
fn a_specialist_changes_no_queue() {
    let mut office = Office::without_counter(Role::Specialist);
    office.key(Key::F(6));
    office.key('t');
    assert_eq!(office.model.context(), Context::Queues);
    let seq = office.published.state.seq;
    for key in ['d', 'b', 'c'] {
        office.key(key);
        assert_eq!(office.model.context(), Context::Queues, "{key} opened something");
        assert_eq!(office.published.state.seq, seq);
    }
    office.key('o');
    assert_eq!(office.model.context(), Context::Queues, "the wall is the supervisors'");
}

#[test]
fn the_lines_of_the_wall_lead_to_their_pages() {
    let mut office = Office::without_counter(Role::Supervisor);
    office.now = clock(8, 20);
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Wall, "nothing is selected yet");
    let mut reached = std::collections::BTreeSet::new();
    for line in 0..12 {
        let mut office = Office::without_counter(Role::Supervisor);
        office.now = clock(8, 20);
        for _ in 0..=line {
            office.key(Key::Down);
        }
        office.key(Key::Enter);
        reached.insert(office.model.context());
        office.draw(120, 40);
        office.key(Key::Esc);
        assert_eq!(office.model.context(), Context::Wall);
    }
    for context in [Context::Counter, Context::Ticket, Context::Dossiers] {
        assert!(reached.contains(&context), "no line leads to {context:?}: {reached:?}");
    }
}

#[test]
fn a_holders_line_shows_her_dossiers_alone() {
    let mut office = Office::without_counter(Role::Supervisor);
    for _ in 0..12 {
        office.key(Key::Down);
        office.key(Key::Enter);
        if office.model.context() == Context::Dossiers {
            break;
        }
        office.key(Key::Esc);
    }
    let text = office.text(120, 40);
    assert!(text.contains("Đang ở: "), "{text}");
    office.key(Key::Esc);
    office.key(Key::F(4));
    assert!(!office.text(120, 40).contains("Đang ở: "), "F4 shows everybody's again");
}

#[test]
fn a_line_that_is_gone_is_not_opened() {
    let mut office = Office::without_counter(Role::Supervisor);
    office.now = clock(8, 20);
    office.key(Key::Down);
    let lines = office.text(120, 40);
    assert!(lines.contains("Cần người ngay"), "{lines}");
    office.published.state.tickets.clear();
    office.published.state.dossiers.clear();
    office.published.state.seq += 1;
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Wall);
}

#[test]
fn a_pin_of_her_own_is_typed_twice_or_given_up() {
    let mut office = Office::empty();
    office.write("2");
    office.key(Key::Enter);
    office.write("1");
    office.reply(Reply::PinToChange { officer: OfficerId(1) });
    for (first, second) in [("2468", "2469"), ("2468", "2468")] {
        office.write(first);
        office.key(Key::Enter);
        office.write(second);
        office.key(Key::Enter);
    }
    let (officer, pin, counter) = (OfficerId(1), "2468".to_owned(), Some(CounterId(2)));
    assert_eq!(office.effects, [Effect::ChoosePin { officer, pin, counter }], "only the two that are the same");
    office.reply(Reply::PinNotTaken { key: "form.pin_same" });
    assert!(office.text(80, 24).contains("phải khác mã"), "{}", office.text(80, 24));
    office.key(Key::Esc);
    assert_eq!(office.effects.last(), Some(&Effect::SignOut));
    assert!(office.text(80, 24).contains("Đăng nhập"), "{}", office.text(80, 24));
    assert_eq!(office.model.seat(), None);
}

#[test]
fn a_locked_screen_keeps_the_draft_for_her_alone() {
    for (officer, kept) in [("2", true), ("1", false)] {
        let mut office = Office::serving();
        office.key('t');
        office.write("ket hon");
        office.model.lock();
        assert_eq!(office.model.context(), Context::SignIn);
        assert!(office.text(80, 24).contains("màn hình đã khoá"), "{}", office.text(80, 24));
        office.key(Key::BackTab);
        office.key(Key::Backspace);
        office.write(officer);
        office.key(Key::Enter);
        office.write("2468");
        office.key(Key::Enter);
        assert_eq!(office.model.context(), Context::Desk);
        office.key('t');
        assert_eq!(office.text(80, 24).contains("ket hon"), kept, "officer {officer}:\n{}", office.text(80, 24));
    }
}

#[test]
fn the_wall_offers_no_key_and_no_name_that_it_refuses() {
    for (opens, refused) in [(Key::Char('?'), ["cài đặt", "đăng xuất"]), (Key::Char(':'), ["Cài đặt", "Đăng xuất"])]
    {
        for (looks, is_there) in [(true, false), (false, true)] {
            let mut office = Office::without_counter(Role::Administrator);
            office.model.sit(Seat { officer: OfficerId(4), counter: None, looks }, Home::Wall);
            office.key(opens);
            // Everything that is offered, wherever the list has to be scrolled to.
            let mut shown = String::new();
            for _ in 0..60 {
                shown.push_str(&office.text(120, 60));
                office.key(Key::Down);
            }
            for text in refused {
                assert_eq!(shown.contains(text), is_there, "{opens:?} {looks} {text}\n{shown}");
            }
            assert!(shown.contains("Ctrl-L"), "the rest is there");
        }
    }
    for context in [Key::F(4), Key::Char('t')] {
        let mut office = Office::without_counter(Role::Supervisor);
        office.model.sit(Seat { officer: OfficerId(4), counter: None, looks: true }, Home::Wall);
        office.key(context);
        office.key(Key::Char(':'));
        office.write("F12");
        assert!(office.text(120, 40).contains("Không có lệnh nào khớp"), "{}", office.text(120, 40));
    }
}

#[test]
fn the_help_names_the_wall_to_those_who_may_see_it() {
    for (role, wall) in [(Role::Receptionist, false), (Role::Supervisor, true)] {
        let mut office = Office::without_counter(role);
        office.key('t');
        office.key(Key::F(1));
        let text = office.text(140, 80);
        assert_eq!(text.contains(office.words().get("help.wall")), wall, "{role:?}\n{text}");
    }
}
