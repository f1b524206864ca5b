//! Staffing advice over a real engine: only within opening hours, never two things that cannot both be, and something
//! said where nobody comes or no counter is open.

use crate::centre::{ask, at, centre, issue, service, start};
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::CounterId;
use motcua::domain::staffing::{Advice, Change, Staffing, telling};
use motcua::domain::time::Timestamp;
use motcua::engine::Hub;
use motcua::engine::advisor::{Counsel, Wish};
use motcua::engine::clock::Clock;
use motcua::text::words::{Language, Words};
use std::sync::Arc;
use tempfile::TempDir;

/// A centre at this time of a Monday, its counters serving what is said.
fn house(time: &str, counters: &[&str]) -> (TempDir, Hub) {
    let dir = tempfile::tempdir().unwrap();
    let now = Timestamp::parse(&format!("2026-11-23T{time}")).unwrap();
    let hub = start(dir.path(), Clock::manual(now), |_| {});
    let mut centre = centre();
    centre.counters.truncate(counters.len());
    for (plan, skills) in centre.counters.iter_mut().zip(counters) {
        plan.skills = skills.chars().map(service).collect();
    }
    ask(&hub, Verb::Configure(Box::new(centre))).unwrap();
    (dir, hub)
}

fn come(hub: &Hub, letter: char, people: usize) {
    (0..people).for_each(|_| drop(ask(hub, issue(letter)).unwrap()));
}

fn advised(hub: &Hub) -> Arc<Staffing> {
    match hub.counsel(Wish::Advice { week: false }, 600).unwrap() {
        Counsel::Advice(staffing) => staffing,
        other @ Counsel::WhatIf(_) => panic!("{other:?}"),
    }
}

fn told(advice: &Advice, hub: &Hub) -> String {
    telling::advice(advice, &hub.now_published().state, &Words::of(Language::En)).join("\n")
}

#[test]
fn counters_are_advised_to_open_only_while_the_centre_is_open() {
    for (time, people) in [("10:50", 12), ("11:50", 12), ("12:15", 12), ("15:00", 6)] {
        let (_dir, hub) = house(time, &["ABC", "ABC", "ABC"]);
        come(&hub, 'A', people);
        let now = hub.now();
        let calendar = hub.now_published().book.calendar.clone();
        let open = calendar.hours_between(now, calendar.close_of(now.day()).unwrap());
        let staffing = advised(&hub);
        let advice = [&staffing.hour, &staffing.day].into_iter().flatten();
        let steps: Vec<_> = advice.flat_map(|advice| advice.steps.iter().chain(advice.instead.as_deref())).collect();
        assert!(!steps.is_empty(), "{time}: {staffing:?}");
        for step in steps {
            let Change::Open { hours, .. } = &step.change else { panic!("{time}: {step:?}") };
            let within = |(from, until): &(Timestamp, Timestamp)| {
                from < until && open.iter().any(|(open, close)| open <= from && until <= close)
            };
            assert!(!hours.is_empty() && hours.iter().all(within), "{time}: {hours:?}");
        }
        hub.stop();
    }
}

/// Counter 1 alone serves B: it is told to open for it, and the targets are missed for B none the less.
#[test]
fn what_is_advised_is_not_said_to_be_missing() {
    let (_dir, hub) = house("08:00", &["AB", "A"]);
    come(&hub, 'B', 40);
    let staffing = advised(&hub);
    let day = staffing.day.as_ref().unwrap();
    let opens = |change: &Change| matches!(change, Change::Open { skills, .. } if skills.contains(&service('B')));
    assert!(day.steps.iter().any(|step| opens(&step.change)), "{day:?}");
    assert_eq!(day.then().worst, Some(service('B')));
    assert_eq!(day.missing, None);
    assert!(!told(day, &hub).contains("no counter that serves it is left"), "{}", told(day, &hub));
    hub.stop();
}

#[test]
fn of_nobody_no_mean_and_no_share_is_told() {
    let (_dir, hub) = house("08:00", &["ABC"]);
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    let day = advised(&hub).day.clone().unwrap();
    let said = told(&day, &hub);
    assert!(said.contains("nobody waits") && !said.contains('%') && !said.contains("mean wait"), "{said}");
    assert_eq!((day.opening, day.steps), (None, Vec::new()), "nobody is there to open for");
    hub.stop();
}

/// Ten minutes before closing nothing is advised any more: what comes of that is said, and what opening a counter does.
#[test]
fn with_all_counters_closed_it_is_said_that_nobody_is_served() {
    let (_dir, hub) = house("16:50", &["ABC", "ABC"]);
    come(&hub, 'A', 4);
    let day = advised(&hub).day.clone().unwrap();
    let opening = day.opening.as_ref().unwrap();
    assert!(matches!(&opening.change, Change::Open { counter, .. } if counter.0 <= 2));
    assert!(opening.then.all.left.mean < day.nothing.all.left.mean, "{opening:?}");
    let said = told(&day, &hub);
    assert!(said.contains("All counters are closed, so nobody is served. Open counter"), "{said}");
    assert!(said.contains("No counter serves: all 4 people would wait") && !said.contains("surely better"), "{said}");
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    let open = advised(&hub).day.clone().unwrap();
    assert!(open.opening.is_none() && !told(&open, &hub).contains("All counters are closed"), "{open:?}");
    hub.stop();
}

/// It knows by itself whether the queue is another one by now.
#[test]
fn advice_is_of_the_queue_that_it_was_worked_out_for() {
    let (_dir, hub) = house("08:00", &["ABC"]);
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    come(&hub, 'A', 5);
    let day = advised(&hub).day.clone().unwrap();
    assert_eq!(day.waiting, 5);
    come(&hub, 'A', 2);
    assert!(!day.is_before(&hub.now_published().state), "two more are no other queue");
    come(&hub, 'A', 1);
    assert!(day.is_before(&hub.now_published().state));
    hub.stop();
}

#[test]
fn what_is_tried_over_noon_is_open_before_and_after_it() {
    let (_dir, hub) = house("10:00", &["ABC", "ABC"]);
    come(&hub, 'A', 6);
    let calendar = hub.now_published().book.calendar.clone();
    let hours = calendar.hours_between(hub.now(), hub.now().plus(5 * 3600));
    assert_eq!(telling::hours(&hours), "10:00–12:00, 13:30–15:00");
    let change = Change::Open { counter: CounterId(2), skills: vec![service('A')], hours };
    let says = telling::change(&change, hub.now(), &hub.now_published().state, &Words::of(Language::En));
    assert_eq!(says, "Open counter 2 (A) from now until 12:00, 13:30–15:00");
    hub.stop();
}
