//! Visits in their legs: who is sent on or fetches a paper has one for each wait, and what was taken back has none.

use crate::day::{Day, at, no, service};
use motcua::domain::command::{CounterVerb, Destination, Verb};

use motcua::domain::legs::{Ending, Leg, Legs};
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;

const FINISH: CounterVerb = CounterVerb::Finish(Outcome::AdviceOnly);

/// Two counters are open, and three numbers for A were taken ten seconds apart from 7:00 on.
fn three() -> Day {
    let mut day = Day::new(&["A", "B"], Rule::budget());
    for counter in [1, 2] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    for _ in 0..3 {
        day.issue('A', false);
        day.pass(10);
    }
    day
}

fn act(day: &mut Day, counter: u16, verb: CounterVerb) {
    day.pass(60);
    day.at(counter, verb).unwrap();
}

/// The legs of who is through with it: counter, seconds from 7:00 to arrival, start and end, and how it ended.
fn legs(day: &Day) -> Vec<(String, u16, i64, Option<i64>, i64, Ending)> {
    let mut legs = Legs::default();
    let ended: Vec<Vec<Leg>> = day.log.iter().filter_map(|recorded| legs.take(recorded)).collect();
    let told = if ended.is_empty() { legs.over() } else { ended.concat() };
    let since = |moment: motcua::domain::time::Timestamp| moment.since(at("2026-11-23T07:00"));
    let row = |leg: &Leg| {
        let counter = leg.counter.map_or(0, |counter| counter.0);
        let end = leg.end.expect("it is over");
        (leg.ticket.to_string(), counter, since(leg.arrival), leg.start.map(since), since(end), leg.ending)
    };
    told.iter().map(row).collect()
}

fn is(
    ticket: &str,
    counter: u16,
    arrival: i64,
    start: i64,
    end: i64,
    ending: Ending,
) -> (String, u16, i64, Option<i64>, i64, Ending) {
    (ticket.to_owned(), counter, arrival, Some(start).filter(|_| counter > 0), end, ending)
}

const SERVED: Ending = Ending::Served(Outcome::AdviceOnly);

#[test]
fn who_is_sent_on_has_a_leg_at_each_counter() {
    let mut day = three();
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, CounterVerb::Start);
    let to = Destination::Service(service('B'));
    act(&mut day, 1, CounterVerb::Transfer { to, second: true });
    assert_eq!(legs(&day), [], "it is not over");
    act(&mut day, 2, CounterVerb::CallNext);
    act(&mut day, 2, CounterVerb::Start);
    act(&mut day, 2, FINISH);
    let expected = [is("A001", 1, 0, 90, 210, Ending::Transferred), is("A001", 2, 210, 270, 390, SERVED)];
    assert_eq!(legs(&day), expected);
}

#[test]
fn while_a_paper_is_fetched_the_counter_serves_somebody_else() {
    let mut day = three();
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, CounterVerb::Start);
    act(&mut day, 1, CounterVerb::Park { reason: "bản sao".into(), minutes: 15 });
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, CounterVerb::Start);
    day.pass(30);
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    act(&mut day, 1, FINISH);
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, FINISH);
    let expected = [
        is("A001", 1, 0, 90, 210, Ending::FetchesPaper),
        is("A001", 1, 360, 480, 540, SERVED),
        is("A002", 1, 10, 270, 420, SERVED),
    ];
    assert_eq!(legs(&day), expected);
}

#[test]
fn what_was_taken_back_is_in_no_leg() {
    let mut day = three();
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, FINISH);
    act(&mut day, 1, CounterVerb::Undo);
    assert_eq!(legs(&day), []);
    act(&mut day, 1, CounterVerb::Start);
    act(&mut day, 1, CounterVerb::Transfer { to: Destination::Service(service('B')), second: false });
    act(&mut day, 1, CounterVerb::Undo);
    act(&mut day, 1, FINISH);
    assert_eq!(legs(&day), [is("A001", 1, 0, 90, 450, SERVED)]);
}

#[test]
fn who_was_absent_or_gave_up_left_when_it_was_seen() {
    let mut day = three();
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, CounterVerb::NoShow);
    day.pass(60);
    day.ask(Verb::Cancel { ticket: no("A003"), reason: "về".into() }).unwrap();
    act(&mut day, 1, CounterVerb::CallNext);
    act(&mut day, 1, CounterVerb::Start);
    day.pass(30);
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    act(&mut day, 1, FINISH);
    // Nobody ended the day: the next one does, and nobody is said to have stayed the night.
    let last = day.now.since(at("2026-11-23T07:00"));
    day.pass(24 * 3600);
    day.issue('A', false);
    let expected = [
        is("A001", 0, 0, 0, 150, Ending::Missed),
        is("A001", 0, 360, 0, last, Ending::DayEnded),
        is("A002", 1, 10, 270, 420, SERVED),
        is("A003", 0, 20, 0, 210, Ending::Cancelled),
    ];
    assert_eq!(legs(&day), expected);
}
