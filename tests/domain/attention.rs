//! What needs a person now, and what a usual day looks like.

use crate::day::{Day, service};
use motcua::domain::arrivals;
use motcua::domain::attention::{Need, Urgency, What, needs};
use motcua::domain::command::{CounterVerb, Destination, Verb};
use motcua::domain::ids::CounterId;
use motcua::domain::published::{Published, Trouble};
use motcua::domain::queue::Rule;
use std::sync::Arc;

fn look(day: &Day, troubles: Vec<Trouble>) -> Vec<Need> {
    let book = Arc::new(day.book.clone());
    let published = Published {
        state: day.state.clone(),
        book,
        people: imbl::OrdMap::new(),
        troubles,
        expected: Arc::default(),
        staffing: Arc::default(),
    };
    needs(&published, day.now)
}

fn whats(day: &Day) -> Vec<What> {
    look(day, Vec::new()).into_iter().map(|need| need.what).collect()
}

#[test]
fn a_quiet_centre_needs_nobody() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    assert_eq!(whats(&day), []);
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(whats(&day), []);
}

#[test]
fn people_whom_no_open_counter_serves_come_first() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('C', false);
    day.issue('C', false);
    day.issue('D', false);
    let nobody = |letter, waiting, could| {
        let longest = service(letter);
        What::NobodyServes { services: vec![longest], longest, waiting, could }
    };
    assert_eq!(whats(&day), [nobody('C', 2, Some(CounterId(2))), nobody('D', 1, None)]);
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(whats(&day), [nobody('D', 1, None)]);
}

#[test]
fn a_free_counter_with_people_waiting_is_idle_after_a_minute() {
    let mut day = Day::new(&["A", "A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    let ticket = day.issue('A', false);
    day.pass(60);
    assert_eq!(whats(&day), []);
    day.pass(1);
    let idle = What::Idle { counter: CounterId(1), officer: None, waiting: 1, for_s: 61 };
    assert_eq!(whats(&day), [idle]);
    day.at(1, CounterVerb::CallNext).unwrap();
    assert_eq!(whats(&day), []);
    day.pass(301);
    assert_eq!(whats(&day), [What::CalledLong { counter: CounterId(1), ticket, for_s: 301 }]);
    day.at(1, CounterVerb::Start).unwrap();
    assert_eq!(whats(&day), []);
}

#[test]
fn waits_beyond_the_target_are_counted_by_service() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    let first = day.issue('A', false);
    day.issue('A', false);
    day.at(1, CounterVerb::CallNext).unwrap();
    let second = day.issue('A', false);
    let target = day.state.centre.targets.wait_s;
    day.pass(target + 60);
    let over = |needs: Vec<What>| {
        needs.into_iter().find_map(|what| match what {
            What::WaitOver { ticket, wait_s, count, .. } => Some((ticket, wait_s, count)),
            _ => None,
        })
    };
    let (ticket, wait_s, count) = over(whats(&day)).unwrap();
    assert_eq!((wait_s, count), (target + 60, 2));
    assert!(ticket != first && ticket < second, "the one longest there of those who wait");
}

#[test]
fn many_services_with_one_trouble_are_one_line() {
    let mut day = Day::new(&["ABC", "A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('A', false);
    day.at(1, CounterVerb::CallNext).unwrap();
    for letter in ['A', 'B', 'B', 'C'] {
        day.issue(letter, false);
    }
    day.pass(day.state.centre.targets.wait_s + 60);
    let over = |day: &Day| -> Vec<(usize, u32, Option<CounterId>, Option<CounterId>)> {
        let over = whats(day).into_iter().filter_map(|what| match what {
            What::WaitOver { services, count, free, could, .. } => Some((services.len(), count, free, could)),
            _ => None,
        });
        over.collect()
    };
    assert_eq!(over(&day), [(3, 4, None, Some(CounterId(2)))], "a closed counter could help");
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(over(&day), [(3, 4, Some(CounterId(2)), None)], "it is free: nothing is left to be opened");
    day.at(2, CounterVerb::CallNext).unwrap();
    assert_eq!(over(&day).len(), 2, "two have a line each");
    let closed = Day::new(&["ABC"], Rule::budget());
    let mut closed = closed;
    for letter in ['A', 'B', 'C'] {
        closed.issue(letter, false);
    }
    closed.pass(closed.state.centre.targets.wait_s + 60);
    let services = vec![service('A'), service('B'), service('C')];
    let nobody = What::NobodyServes { services, longest: service('A'), waiting: 3, could: Some(CounterId(1)) };
    assert_eq!(whats(&closed), [nobody], "one cause, one line");
}

#[test]
fn the_counter_that_is_named_serves_what_waits_longest_and_most_of_the_rest() {
    let mut day = Day::new(&["ABC", "A", "C", "BC"], Rule::budget());
    day.issue('C', false);
    day.pass(60);
    day.issue('A', false);
    day.issue('B', false);
    let could = |day: &Day| {
        whats(day).into_iter().find_map(|what| match what {
            What::NobodyServes { services, could, .. } => Some((services.len(), could.map(|id| id.0))),
            What::WaitOver { services, free, could, .. } => Some((services.len(), free.or(could).map(|id| id.0))),
            _ => None,
        })
    };
    assert_eq!(could(&day), Some((3, Some(1))), "it serves all of them");
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    let called = day.issue('A', true);
    assert_eq!(day.call(1), called.to_string());
    day.pass(day.state.centre.targets.wait_s + 60);
    assert_eq!(could(&day), Some((3, Some(4))), "C waits longest, and B with it");
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(could(&day), Some((3, Some(2))), "it is free, and A waits too long as well");
}

#[test]
fn a_closed_counter_is_opened_before_one_whose_officer_has_paused() {
    let mut day = Day::new(&["A", "A", "A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.at(1, CounterVerb::Pause { reason: "họp".into() }).unwrap();
    day.issue('A', false);
    let could = |day: &Day| match &whats(day)[0] {
        What::NobodyServes { could, .. } => could.map(|id| id.0),
        other => panic!("{other:?}"),
    };
    assert_eq!(could(&day), Some(2));
    for counter in [2, 3] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
        day.at(counter, CounterVerb::Pause { reason: "họp".into() }).unwrap();
    }
    assert_eq!(could(&day), Some(1));
}

#[test]
fn whoever_waits_for_a_paused_counter_alone_is_not_forgotten() {
    let mut day = Day::new(&["A", "B"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    let ticket = day.issue('A', false);
    day.ask(Verb::Move { ticket, to: Destination::Counter(CounterId(2)) }).unwrap();
    assert_eq!(whats(&day), []);
    day.at(2, CounterVerb::Pause { reason: "họp".into() }).unwrap();
    assert_eq!(whats(&day), [What::BoundToClosed { counter: CounterId(2), ticket }]);
    day.at(2, CounterVerb::Close).unwrap();
    assert_eq!(whats(&day), [], "whoever leaves a counter lets its people go to the others");
}

#[test]
fn a_long_pause_is_asked_about_and_trouble_goes_before_everything() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.at(1, CounterVerb::Pause { reason: "họp".into() }).unwrap();
    day.pass(901);
    let paused = What::PausedLong { counter: CounterId(1), officer: None, for_s: 901 };
    assert_eq!(whats(&day), std::slice::from_ref(&paused));
    let with_trouble = look(&day, vec![Trouble::DiskFull]);
    assert_eq!(with_trouble[0].what, What::Trouble(Trouble::DiskFull));
    assert_eq!((with_trouble[0].urgency, with_trouble[1].urgency), (Urgency::Now, Urgency::Soon));
    assert_eq!(with_trouble[1].what, paused);
}

#[test]
fn arrivals_fall_into_their_half_hours_and_a_usual_day_is_the_middle_one() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.issue('A', false);
    day.pass(29 * 60);
    day.issue('A', false);
    day.pass(60);
    day.issue('A', false);
    let today = arrivals::of(day.state.tickets.values());
    assert_eq!((today[14], today[15], today.iter().sum::<u16>()), (2, 1, 3), "7:00 is the fifteenth half hour");
    let with = |count| {
        let mut counts = [0; arrivals::SLOTS];
        counts[14] = count;
        counts
    };
    assert_eq!(arrivals::usual(&[]), None);
    assert_eq!(arrivals::usual(&[with(3), with(90), with(5)]).unwrap()[14], 5, "one odd day does not count");
}

#[test]
fn numbers_of_the_last_day_are_told_in_the_first_hour() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    let first = day.issue('A', false);
    day.issue('B', false);
    let told = |day: &Day| whats(day).into_iter().find(|what| matches!(what, What::LeftOver { .. }));
    assert_eq!(told(&day), None);
    let tomorrow = |time: &str| motcua::domain::time::Timestamp::parse(&format!("2026-11-24T{time}")).unwrap();
    day.pass(tomorrow("06:30").since(day.now));
    day.ask(Verb::Tick).unwrap();
    assert_eq!(told(&day), Some(What::LeftOver { first, count: 2 }));
    day.pass(tomorrow("08:29").since(day.now));
    assert!(told(&day).is_some());
    day.pass(60);
    assert_eq!(told(&day), None);
}

#[test]
fn many_beyond_the_target_go_before_one_who_was_called_and_did_not_come() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('A', false);
    for _ in 0..5 {
        day.issue('A', false);
    }
    day.pass(day.state.centre.targets.wait_s - 200);
    day.at(1, CounterVerb::CallNext).unwrap();
    day.pass(900);
    let found = look(&day, Vec::new());
    assert!(matches!(found[0].what, What::WaitOver { count: 5, .. }) && found[0].urgency == Urgency::Now, "{found:?}");
    assert!(matches!(found[1].what, What::CalledLong { .. }), "{found:?}");
}

#[test]
fn a_visit_far_longer_than_usual_is_asked_about() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    let serve = |day: &mut Day| {
        let ticket = day.issue('A', false);
        day.at(1, CounterVerb::CallNext).unwrap();
        day.at(1, CounterVerb::Start).unwrap();
        ticket
    };
    let ticket = serve(&mut day);
    day.pass(3600);
    assert_eq!(whats(&day), []);
    day.pass(1);
    assert_eq!(whats(&day), [What::ServedLong { counter: CounterId(1), ticket, for_s: 3601 }]);
    day.at(1, CounterVerb::Finish(motcua::domain::ticket::Outcome::Other)).unwrap();
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..5 {
        serve(&mut day);
        day.pass(480);
        day.at(1, CounterVerb::Finish(motcua::domain::ticket::Outcome::Other)).unwrap();
    }
    let ticket = serve(&mut day);
    day.pass(3 * 480 + 1);
    assert_eq!(whats(&day), [What::ServedLong { counter: CounterId(1), ticket, for_s: 3 * 480 + 1 }]);
}

#[test]
fn after_closing_no_counter_is_to_be_opened_and_those_left_are_counted() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    let first = day.issue('A', false);
    day.issue('C', false);
    day.issue('D', false);
    day.pass(motcua::domain::time::Timestamp::parse("2026-11-23T17:30").unwrap().since(day.now));
    let opens = motcua::domain::time::Timestamp::parse("2026-11-24T07:30");
    assert_eq!(whats(&day), [What::LeftForNext { first, count: 3, opens }]);
    // Whoever still works serves on.
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    let left = whats(&day).into_iter().find(|what| matches!(what, What::LeftForNext { .. }));
    assert_eq!(left, Some(What::LeftForNext { first, count: 2, opens }));
}
