//! Given, when, then: every verb of tickets and counters, as a clerk would meet it.

use crate::day::{Day, at, elderly, no, plain_issue, service};
use motcua::domain::centre::Role;
use motcua::domain::command::{CounterVerb, Destination, Issue, SetOfficer, Verb};
use motcua::domain::event::Event;
use motcua::domain::ids::{CounterId, Digest, OfficerId};
use motcua::domain::queue::{CallReason, Passed, Rule, Why, order};
use motcua::domain::refusal::Refusal;
use motcua::domain::ticket::{Closed, Outcome, Stage};
use motcua::text::words::{Language, Words};
use std::collections::BTreeSet;

fn open(day: &mut Day, counter: u16) {
    day.at(counter, CounterVerb::Open { officer: None }).unwrap();
}

fn finish(day: &mut Day, counter: u16) {
    day.at(counter, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
}

fn refused(result: Result<Vec<Event>, Refusal>) -> &'static str {
    result.unwrap_err().name()
}

fn reason(events: &[Event]) -> CallReason {
    let call = |event: &Event| match event {
        Event::TicketCalled { reason, .. } => Some(reason.clone()),
        _ => None,
    };
    events.iter().find_map(call).unwrap()
}

#[test]
fn a_visit_from_number_to_outcome() {
    let mut day = Day::new(&["AB"], Rule::budget());
    assert_eq!(day.issue('A', false).to_string(), "A001");
    assert_eq!(day.call(1), "counter_closed");
    open(&mut day, 1);
    day.pass(300);
    assert_eq!(day.call(1), "A001");
    assert_eq!(day.call(1), "counter_busy");
    day.at(1, CounterVerb::Recall).unwrap();
    assert_eq!(refused(day.at(1, CounterVerb::Pause { reason: "ăn trưa".into() })), "counter_busy");
    day.pass(20);
    day.at(1, CounterVerb::Start).unwrap();
    assert_eq!(refused(day.at(1, CounterVerb::Start)), "already_started");
    assert_eq!(refused(day.at(1, CounterVerb::Recall)), "already_started");
    assert_eq!(refused(day.at(1, CounterVerb::NoShow)), "already_started");
    day.pass(600);
    day.at(1, CounterVerb::Finish(Outcome::DossierReceived)).unwrap();
    let ticket = day.ticket("A001");
    assert_eq!(ticket.stage, Stage::Served { outcome: Outcome::DossierReceived });
    assert_eq!((ticket.waited_s, ticket.served_s), (300, 600));
    assert_eq!(day.call(1), "nobody_waiting");
    assert_eq!(refused(day.at(1, CounterVerb::Finish(Outcome::Other))), "nobody_in_front");
}

#[test]
fn priority_goes_first_and_says_whom_it_passed() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.pass(60);
    day.issue('A', true);
    let events = day.at(1, CounterVerb::CallNext).unwrap();
    assert_eq!(day.front(1), "A002");
    let why = reason(&events);
    assert_eq!(why.why, Why::Priority);
    assert_eq!(why.ground, Some(elderly()));
    assert_eq!(why.most_passed, Some(Passed { ticket: no("A001"), times: 1, most: Some(8) }));
    assert_eq!(day.ticket("A001").passed, 1);
}

#[test]
fn nobody_is_passed_more_often_than_the_budget() {
    let mut day = Day::new(&["A"], Rule { max_passed: Some(2), ..Rule::budget() });
    open(&mut day, 1);
    day.issue('A', false);
    for _ in 0..4 {
        day.pass(1);
        day.issue('A', true);
    }
    let mut called = Vec::new();
    for _ in 0..5 {
        called.push(day.call(1));
        finish(&mut day, 1);
    }
    assert_eq!(called, ["A002", "A003", "A001", "A004", "A005"]);
}

#[test]
fn the_order_shown_is_the_order_called() {
    let mut day = Day::new(&["ABC"], Rule { max_passed: Some(1), ..Rule::budget() });
    open(&mut day, 1);
    for (letter, priority) in [('A', false), ('B', false), ('A', true), ('C', false), ('B', true), ('A', true)] {
        day.pass(30);
        day.issue(letter, priority);
    }
    let shown: Vec<String> =
        order(&day.state, Some(CounterId(1)), day.now).iter().map(|place| place.ticket.to_string()).collect();
    let mut called = Vec::new();
    for _ in 0..shown.len() {
        called.push(day.call(1));
        finish(&mut day, 1);
    }
    assert_eq!(called, shown);
}

#[test]
fn absent_comes_back_to_the_same_place_after_one_other() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    for _ in 0..3 {
        day.issue('A', false);
        day.pass(10);
    }
    assert_eq!(day.call(1), "A001");
    day.at(1, CounterVerb::NoShow).unwrap();
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    assert_eq!(refused(day.at(1, CounterVerb::CallThis(no("A001")))), "one_other_first");
    assert_eq!(day.call(1), "A002");
    finish(&mut day, 1);
    assert_eq!(day.call(1), "A001");
    day.at(1, CounterVerb::NoShow).unwrap();
    assert_eq!(day.ticket("A001").stage, Stage::Closed(Closed::Missed));
    assert_eq!(refused(day.ask(Verb::Restore { ticket: no("A001") })), "not_away");
}

#[test]
fn absent_alone_is_called_again_at_once_when_back() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::NoShow).unwrap();
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    assert_eq!(day.call(1), "A001");
}

#[test]
fn absent_too_long_is_over() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::NoShow).unwrap();
    day.pass(901);
    let events = day.ask(Verb::Tick).unwrap();
    assert_eq!(events, [Event::TicketLapsed { ticket: no("A001") }]);
}

#[test]
fn held_comes_back_before_the_next_pull() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    assert_eq!(refused(day.at(1, CounterVerb::Park { reason: String::new(), minutes: 5 })), "reason_missing");
    assert_eq!(refused(day.at(1, CounterVerb::Park { reason: "bản sao".into(), minutes: 16 })), "hold_too_long");
    day.at(1, CounterVerb::Park { reason: "bản sao".into(), minutes: 10 }).unwrap();
    assert_eq!(day.call(1), "A002");
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    day.issue('A', true);
    finish(&mut day, 1);
    assert_eq!(day.call(1), "A001");
    assert!(matches!(day.ticket("A001").stage, Stage::Serving { .. }));
}

#[test]
fn a_hold_that_runs_out_waits_again_at_its_own_place() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.pass(5);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::Park { reason: "bản sao".into(), minutes: 1 }).unwrap();
    day.pass(61);
    day.ask(Verb::Tick).unwrap();
    assert_eq!(day.state.counters[&CounterId(1)].held, None);
    assert_eq!(day.call(1), "A001");
}

#[test]
fn a_wrong_queue_keeps_the_arrival_and_a_second_matter_keeps_the_wait() {
    let mut day = Day::new(&["A", "B"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    day.issue('A', false);
    day.pass(100);
    day.issue('B', false);
    day.issue('A', false);
    day.pass(50);
    day.call(1);
    day.at(1, CounterVerb::Transfer { to: Destination::Service(service('B')), second: false }).unwrap();
    assert_eq!(day.ticket("A001").arrival, at("2026-11-23T07:00"));
    assert_eq!(day.call(2), "A001");
    finish(&mut day, 2);
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    day.pass(600);
    day.at(1, CounterVerb::Transfer { to: Destination::Service(service('B')), second: true }).unwrap();
    assert_eq!(day.ticket("A002").arrival, day.now.plus(-50));
    assert_eq!(day.call(2), "B001");
}

#[test]
fn a_ticket_for_one_counter_waits_for_that_one() {
    let mut day = Day::new(&["A", "A"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    day.issue('A', false);
    day.call(1);
    let here = Destination::Counter(CounterId(1));
    assert_eq!(refused(day.at(1, CounterVerb::Transfer { to: here, second: false })), "same_place");
    day.at(1, CounterVerb::Transfer { to: Destination::Counter(CounterId(2)), second: false }).unwrap();
    assert_eq!(day.call(1), "nobody_waiting");
    assert_eq!(refused(day.at(1, CounterVerb::CallThis(no("A001")))), "bound_elsewhere");
    day.at(2, CounterVerb::Close).unwrap();
    assert_eq!(day.call(1), "A001");
}

#[test]
fn calling_this_one_never_spends_more_than_the_budget() {
    let mut day = Day::new(&["A"], Rule { max_passed: Some(1), ..Rule::budget() });
    open(&mut day, 1);
    for _ in 0..3 {
        day.issue('A', false);
    }
    let events = day.at(1, CounterVerb::CallThis(no("A003"))).unwrap();
    assert_eq!(reason(&events).why, Why::Chosen);
    finish(&mut day, 1);
    assert_eq!(refused(day.at(1, CounterVerb::CallThis(no("A002")))), "passed_enough");
    assert_eq!(refused(day.at(1, CounterVerb::CallThis(no("B001")))), "unknown_ticket");
}

#[test]
fn the_last_action_comes_back_within_two_minutes() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.pass(10);
    day.issue('A', true);
    let before = day.state.clone();
    day.call(1);
    day.at(1, CounterVerb::Undo).unwrap();
    assert_eq!(day.state.tickets[&no("A001")].passed, 0);
    assert_eq!(day.state.tickets[&no("A002")].stage, before.tickets[&no("A002")].stage);
    assert_eq!(day.state.calls[&service('A')], 0);
    assert_eq!(refused(day.at(1, CounterVerb::Undo)), "nothing_to_undo");
    day.call(1);
    day.pass(121);
    assert_eq!(refused(day.at(1, CounterVerb::Undo)), "undo_too_late");
    finish(&mut day, 1);
    day.at(1, CounterVerb::Undo).unwrap();
    assert_eq!(day.front(1), "A002");
    assert_eq!(day.state.counters[&CounterId(1)].served, 0);
}

#[test]
fn what_has_gone_on_elsewhere_does_not_come_back() {
    let mut day = Day::new(&["A", "B"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::Transfer { to: Destination::Service(service('B')), second: false }).unwrap();
    day.call(2);
    assert_eq!(refused(day.at(1, CounterVerb::Undo)), "undo_moved_on");
}

#[test]
fn appointments_stand_at_their_time() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    let mut appointed = plain_issue('A', false);
    appointed.appointment = Some(at("2026-11-23T07:30"));
    day.ask(Verb::Issue(appointed.clone())).unwrap();
    day.pass(60);
    day.issue('A', false);
    assert_eq!(refused(day.at(1, CounterVerb::CallThis(no("A001")))), "too_early");
    assert_eq!(day.call(1), "A002");
    finish(&mut day, 1);
    // Nobody else is there, so an idle counter may take the appointment early.
    assert_eq!(day.call(1), "A001");
    day.now = at("2026-11-23T07:40");
    day.ask(Verb::Issue(appointed)).unwrap();
    assert_eq!(day.ticket("A003").appointment, Some(at("2026-11-23T07:30")), "ten minutes late is not too late");
}

#[test]
fn appointments_are_for_today_within_opening_hours() {
    let mut day = Day::new(&["A"], Rule::budget());
    let mut ask = |now: &str, wanted: &str| {
        day.now = at(now);
        day.ask(Verb::Issue(Issue { appointment: Some(at(wanted)), ..plain_issue('A', false) }))
    };
    let now = "2026-11-23T07:41:20";
    for wrong in ["2026-11-23T07:30", "2026-11-24T09:00", "2026-11-22T09:00", "2026-11-23T12:15", "2026-11-23T17:00"] {
        let refusal = ask(now, wrong).unwrap_err();
        assert_eq!(refusal.name(), "appointment_wrong", "{wrong}");
        let said = Words::of(Language::Vi).say(&refusal);
        assert!(said.contains("23/11/2026") && said.contains("07:32-12:00, 13:30-17:00"), "{said}");
    }
    for right in ["2026-11-23T07:32", "2026-11-23T11:59", "2026-11-23T16:59"] {
        ask(now, right).unwrap();
    }
    assert_eq!(ask("2026-11-23T17:30", "2026-11-23T18:00").unwrap_err().name(), "no_appointments");
    assert_eq!(ask("2026-11-28T09:00", "2026-11-28T10:00").unwrap_err().name(), "no_appointments", "a Saturday");
}

#[test]
fn the_day_ends_by_itself_and_leaves_vouchers() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.issue('A', true);
    day.call(1);
    day.now = at("2026-11-24T06:50");
    assert_eq!(day.issue('A', false).to_string(), "A001");
    assert_eq!(day.state.vouchers.len(), 2);
    let mut voucher = plain_issue('A', false);
    voucher.voucher = Some(no("A002"));
    day.ask(Verb::Issue(voucher.clone())).unwrap();
    assert_eq!(day.ticket("A002").arrival, at("2026-11-24T07:30"), "a voucher counts from the opening");
    assert_eq!(day.ticket("A002").class, 1, "and keeps its priority");
    assert_eq!(refused(day.ask(Verb::Issue(voucher))), "unknown_voucher");
    assert_eq!(day.call(1), "counter_closed");
}

#[test]
fn bad_wishes_are_refused_with_their_reason() {
    let mut day = Day::new(&["A"], Rule::budget());
    assert_eq!(refused(day.ask(Verb::Issue(plain_issue('Z', false)))), "unknown_service");
    let mut unknown = plain_issue('A', false);
    unknown.ground = Some(motcua::domain::ids::GroundId("vip".into()));
    assert_eq!(refused(day.ask(Verb::Issue(unknown))), "unknown_ground");
    assert_eq!(refused(day.at(9, CounterVerb::Close)), "unknown_counter");
    assert_eq!(refused(day.at(1, CounterVerb::Close)), "counter_closed");
    open(&mut day, 1);
    assert_eq!(refused(day.at(1, CounterVerb::Open { officer: None })), "counter_already_open");
    assert_eq!(refused(day.at(1, CounterVerb::SetSkills([].into()))), "no_skills");
    day.issue('A', false);
    assert_eq!(refused(day.ask(Verb::Cancel { ticket: no("A001"), reason: " \u{200b} ".into() })), "reason_missing");
    let long = "á".repeat(201);
    assert_eq!(refused(day.ask(Verb::Cancel { ticket: no("A001"), reason: long })), "reason_too_long");
    let telling = "gọi lại ông Lộ 0911 222 333".into();
    assert_eq!(refused(day.ask(Verb::Cancel { ticket: no("A001"), reason: telling })), "reason_personal");
    day.ask(Verb::Cancel { ticket: no("A001"), reason: "về trước".into() }).unwrap();
    assert_eq!(refused(day.ask(Verb::Cancel { ticket: no("A001"), reason: "x".into() })), "not_waiting");
}

#[test]
fn numbers_are_never_given_twice_and_run_out_loudly() {
    let mut day = Day::new(&["A"], Rule::budget());
    for _ in 0..999 {
        day.issue('A', false);
    }
    assert_eq!(refused(day.ask(Verb::Issue(plain_issue('A', false)))), "numbers_used_up");
    day.ask(Verb::Cancel { ticket: no("A999"), reason: "nhầm".into() }).unwrap();
    assert_eq!(refused(day.ask(Verb::Issue(plain_issue('A', false)))), "numbers_used_up");
}

#[test]
fn the_last_administrator_stays_one() {
    let mut day = Day::new(&["A"], Rule::budget());
    let officer = |id: Option<u16>, role, active| {
        Verb::SetOfficer(SetOfficer {
            id: id.map(OfficerId),
            digest: id.is_none().then_some(Digest([1; 32])),
            role,
            skills: BTreeSet::new(),
            has_pin: false,
            active,
        })
    };
    day.ask(officer(None, Role::Administrator, true)).unwrap();
    assert_eq!(refused(day.ask(officer(Some(1), Role::Administrator, false))), "last_administrator");
    assert_eq!(refused(day.ask(officer(Some(1), Role::Supervisor, true))), "last_administrator");
    day.ask(officer(None, Role::Operator, true)).unwrap();
    assert_eq!(refused(day.ask(officer(Some(1), Role::Operator, true))), "last_administrator");
    day.ask(officer(Some(2), Role::Administrator, true)).unwrap();
    day.ask(officer(Some(1), Role::Operator, true)).unwrap();
    assert_eq!(refused(day.ask(officer(Some(2), Role::Administrator, false))), "last_administrator");
    day.ask(officer(Some(1), Role::Operator, false)).unwrap();
}

#[test]
fn undo_after_finishing_somebody_only_called_goes_back_to_the_call() {
    let mut day = Day::new(&["AB"], Rule::budget());
    day.issue('A', false);
    open(&mut day, 1);
    day.call(1);
    day.pass(30);
    finish(&mut day, 1);
    assert!(matches!(day.ticket("A001").stage, Stage::Served { .. }));
    day.at(1, CounterVerb::Undo).unwrap();
    assert!(matches!(day.ticket("A001").stage, Stage::Called { .. }), "as if x had not been pressed");
    day.at(1, CounterVerb::NoShow).unwrap();
    assert!(matches!(day.ticket("A001").stage, Stage::Missed { .. }));
}
