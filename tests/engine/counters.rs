//! Many counters at once.

use crate::centre::{COUNTERS, ask, at, called, centre, issue, issued, opening, start};
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::ids::TicketNo;
use motcua::domain::ticket::Outcome;
use motcua::engine::clock::Clock;
use motcua::engine::{Failure, Hub, Request};
use std::collections::BTreeSet;

const DAYS: usize = 10;
const CALLS_A_DAY: usize = 1000;

/// Ten days of a thousand calls, eight counters pressing "next" at once while a door gives numbers: everyone gets
/// somebody else, and no number is given twice.
#[test]
fn ten_thousand_calls_from_eight_counters_never_call_one_twice() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let mut calls = 0;
    for day in 0..DAYS {
        clock.set(opening().plus(i64::try_from(day).unwrap() * 86_400));
        for counter in 1..=COUNTERS {
            at(&hub, counter, CounterVerb::Open { officer: None }).unwrap();
        }
        let (numbers, called) = std::thread::scope(|scope| {
            let door = scope.spawn(|| give_numbers(&hub));
            let counters: Vec<_> = (1..=COUNTERS)
                .map(|counter| {
                    scope.spawn({
                        let hub = &hub;
                        move || serve(hub, counter)
                    })
                })
                .collect();
            let called: Vec<TicketNo> = counters.into_iter().flat_map(|counter| counter.join().unwrap()).collect();
            (door.join().unwrap(), called)
        });
        assert_eq!(numbers.len(), CALLS_A_DAY);
        let distinct: BTreeSet<TicketNo> = numbers.iter().copied().collect();
        assert_eq!(distinct.len(), numbers.len(), "a number was given twice on day {day}");
        let distinct: BTreeSet<TicketNo> = called.iter().copied().collect();
        assert_eq!(distinct.len(), called.len(), "somebody was called twice on day {day}");
        calls += called.len();
    }
    hub.stop();
    assert_eq!(calls, DAYS * CALLS_A_DAY);
}

fn give_numbers(hub: &Hub) -> Vec<TicketNo> {
    let letters = ['A', 'B', 'C'];
    let give = |place: usize| issued(&ask(hub, issue(letters[place % 3])).unwrap().events).unwrap();
    (0..CALLS_A_DAY).map(give).collect()
}

/// Calls and serves until everyone who was given a number is gone.
fn serve(hub: &Hub, counter: u16) -> Vec<TicketNo> {
    let mut mine = Vec::new();
    loop {
        match at(hub, counter, CounterVerb::CallNext) {
            Ok(answer) => {
                mine.push(called(&answer.events).unwrap());
                at(hub, counter, CounterVerb::Finish(Outcome::Other)).unwrap();
            }
            Err(Failure::Refused(refusal)) => {
                assert_eq!(refusal.name(), "nobody_waiting");
                let published = hub.now_published();
                if published.state.numbers.values().map(|n| usize::from(*n)).sum::<usize>() == CALLS_A_DAY
                    && published.state.waiting().next().is_none()
                {
                    return mine;
                }
                std::thread::yield_now();
            }
            Err(failure) => panic!("{failure:?}"),
        }
    }
}

#[test]
fn a_repeat_gets_the_first_answer_and_no_second_effect() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let wish = Request::new(Actor::Administrator, issue('A'));
    let first = {
        let hub = start(dir.path(), clock.clone(), |_| {});
        ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
        let first = hub.submit_blocking(wish.clone()).unwrap().events;
        assert_eq!(hub.submit_blocking(wish.clone()).unwrap().events, first);
        hub.stop();
        first
    };
    // The link may drop together with the hub: the answer is remembered over a restart.
    let hub = start(dir.path(), clock, |_| {});
    assert_eq!(hub.submit_blocking(wish).unwrap().events, first);
    assert_eq!(hub.now_published().state.tickets.len(), 1);
    let refused =
        Request::new(Actor::Administrator, Verb::At(motcua::domain::ids::CounterId(1), CounterVerb::CallNext));
    let why = |hub: &Hub| match hub.submit_blocking(refused.clone()) {
        Err(Failure::Refused(refusal)) => refusal.name(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(&hub), "counter_closed");
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(why(&hub), "counter_closed", "a repeated wish that was refused stays refused");
    hub.stop();
}
