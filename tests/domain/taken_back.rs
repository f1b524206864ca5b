//! A ticket cancelled by mistake: soon after, it waits again where it stood; later it does not.

use crate::day::{Day, at, no};
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::event::Event;
use motcua::domain::queue::Rule;
use motcua::domain::refusal::Refusal;
use motcua::domain::ticket::{Closed, Stage};

fn three(rule: Rule) -> Day {
    let mut day = Day::new(&["A"], rule);
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..3 {
        day.issue('A', false);
        day.pass(10);
    }
    day
}

fn cancel(day: &mut Day, ticket: &str) {
    day.ask(Verb::Cancel { ticket: no(ticket), reason: "nhầm".into() }).unwrap();
}

fn restore(day: &mut Day, ticket: &str) -> Result<Vec<Event>, Refusal> {
    day.ask(Verb::Restore { ticket: no(ticket) })
}

#[test]
fn it_has_its_old_place_its_class_its_waiting_and_how_often_it_was_passed() {
    let mut day = three(Rule::budget());
    // Somebody with priority passes all three.
    day.issue('A', true);
    day.call(1);
    let before = day.ticket("A001").clone();
    assert_eq!(before.passed, 1);
    cancel(&mut day, "A001");
    day.pass(899);
    assert_eq!(restore(&mut day, "A001").unwrap(), [Event::TicketRestored { ticket: no("A001") }]);
    let now = day.ticket("A001").clone();
    assert_eq!((now.arrival, now.turn, now.class), (before.arrival, before.turn, before.class));
    assert_eq!((now.passed, now.stage, now.ended), (1, Stage::Waiting { after_calls: None }, None));
    let minute = at("2026-11-23T08:00");
    assert_eq!(day.ticket("A001").wait_s(minute), minute.since(before.issued), "she waited all the while");
    day.at(1, CounterVerb::NoShow).unwrap();
    assert_eq!(day.call(1), "A001");
}

#[test]
fn after_the_time_for_which_an_absent_one_is_waited_for_it_is_too_late() {
    let mut day = three(Rule::budget());
    cancel(&mut day, "A002");
    day.pass(901);
    assert_eq!(restore(&mut day, "A002").unwrap_err(), Refusal::CancelledBefore(no("A002")));
    assert_eq!(day.ticket("A002").stage, Stage::Closed(Closed::Cancelled("nhầm".into())));
}

#[test]
fn who_was_absent_lets_one_other_go_first_though_her_ticket_was_cancelled_meanwhile() {
    let mut day = three(Rule::budget());
    assert_eq!(day.call(1), "A001");
    day.at(1, CounterVerb::NoShow).unwrap();
    cancel(&mut day, "A001");
    restore(&mut day, "A001").unwrap();
    assert_eq!(day.call(1), "A002");
    day.at(1, CounterVerb::NoShow).unwrap();
    assert_eq!(day.call(1), "A001");
}

#[test]
fn one_that_was_called_waits_again_and_no_second_is_counted_twice() {
    let mut day = three(Rule::budget());
    assert_eq!(day.call(1), "A001");
    let waited = day.ticket("A001").waited_s;
    cancel(&mut day, "A001");
    day.pass(60);
    restore(&mut day, "A001").unwrap();
    let now = day.now;
    assert_eq!(day.ticket("A001").wait_s(now), waited);
    assert_eq!(day.call(1), "A001");
}
