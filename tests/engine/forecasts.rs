//! Forecasts beside the writer: made, published with the centre, promised with a number, learnt again at the next start.

use crate::centre::{ask, at, centre, issue, issued, opening, service, start, until};
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::event::Event;
use motcua::domain::expected::Expected;
use motcua::domain::ids::CounterId;
use motcua::domain::published::Published;
use motcua::domain::staffing::Change;
use motcua::domain::state::State;
use motcua::domain::ticket::Outcome;
use motcua::domain::track::Promises;
use motcua::engine::Hub;
use motcua::engine::advisor::{Counsel, Wish};
use motcua::engine::clock::Clock;
use std::sync::Arc;

fn wait_until(hub: &Hub, is_so: impl Fn(&Expected) -> bool) -> Arc<Published> {
    until(hub, |published| is_so(&published.expected))
}

#[test]
fn a_number_is_promised_what_was_shown_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let alone = ask(&hub, issue('A')).unwrap();
    assert_eq!(alone.events.len(), 2, "a day, a number, and no promise where nobody made a forecast");
    hub.start_forecasts(600).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..5 {
        ask(&hub, issue('A')).unwrap();
    }
    let last = hub.now_published().state.seq;
    let shown = wait_until(&hub, |expected| expected.seq >= last);
    let range = shown.expected.range_of_new(service('A'), 0).unwrap();
    assert_eq!(shown.expected.tickets.len(), 6);
    let answer = ask(&hub, issue('A')).unwrap();
    let number = issued(&answer.events).unwrap();
    assert_eq!(answer.published.state.tickets[&number].promise, Some(range));
    let promised = |event: &Event| *event == Event::TicketPromised { ticket: number, range };
    assert!(answer.events.iter().any(|recorded| promised(&recorded.event)));
    hub.stop();
}

/// Whoever gives numbers at the command line prints what they are to expect at once, or never.
#[test]
fn whoever_cannot_wait_for_the_next_forecast_has_it_made() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    assert_eq!(hub.foresee().unwrap().state.seq, hub.now_published().state.seq, "nobody makes forecasts yet");
    hub.start_forecasts(600).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    let last = hub.now_published().state.seq;
    wait_until(&hub, |expected| expected.seq >= last);
    for _ in 0..4 {
        let number = issued(&ask(&hub, issue('A')).unwrap().events).unwrap();
        let told = hub.foresee().unwrap();
        assert!(told.state.tickets[&number].promise.is_some(), "{number} is told with its number");
        assert!(told.expected.tickets.contains_key(&number));
    }
    hub.stop();
}

/// Ten numbers within one second: the first forecast after them tells all of them, as of its own moment.
#[test]
fn a_burst_of_numbers_is_promised_by_the_next_forecast() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    let mut foresight = hub.foresight(600).unwrap();
    foresight.look(opening()).unwrap();
    let numbers: Vec<_> = (0..10).map(|_| issued(&ask(&hub, issue('A')).unwrap().events).unwrap()).collect();
    let state = hub.now_published().state.clone();
    let promised = |state: &State| numbers.iter().filter(|no| state.tickets[*no].promise.is_some()).count();
    assert_eq!(promised(&state), 1, "the forecast knew of nobody before the first");
    let later = opening().plus(2);
    clock.set(later);
    foresight.look(later).unwrap();
    hub.visit(|_, _| ()).unwrap();
    let published = hub.now_published();
    assert_eq!(promised(&published.state), 10);
    let told = |at: usize| published.state.tickets[&numbers[at]].told;
    assert_eq!((told(0), told(1), told(9)), (None, Some(later), Some(later)));
    let last = published.state.tickets[&numbers[9]].promise.unwrap();
    assert_eq!(Some(last), published.expected.tickets.get(&numbers[9]).copied());
    // The record counts from when she was told.
    clock.set(opening().plus(62));
    let mut promises = Promises::default();
    let mut came = Vec::new();
    for _ in 0..2 {
        at(&hub, 1, CounterVerb::CallNext).unwrap();
        at(&hub, 1, CounterVerb::Start).unwrap();
        at(&hub, 1, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
    }
    hub.reader()
        .events(1, |record, _| {
            came.extend(promises.take(record));
            Ok(true)
        })
        .unwrap();
    let waits: Vec<_> = came.iter().map(|came| came.wait_s).collect();
    assert_eq!(waits, [Some(62), Some(60)]);
    hub.stop();
}

#[test]
fn what_came_of_promises_is_known_after_a_new_start() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    hub.start_forecasts(600).unwrap();
    wait_until(&hub, |expected| expected.range_of_new(service('A'), 0).is_some());
    let mut seconds = 0;
    let mut pass = |by: i64| {
        seconds += by;
        clock.set(opening().plus(seconds));
    };
    for round in 0..8 {
        // The rest come sooner than a forecast may know of those before them.
        if round < 3 {
            let next_turn = hub.now_published().state.next_turn;
            wait_until(&hub, |expected| expected.turn == next_turn);
        }
        ask(&hub, issue('A')).unwrap();
        pass(60);
        at(&hub, 1, CounterVerb::CallNext).unwrap();
        at(&hub, 1, CounterVerb::Start).unwrap();
        pass(400);
        at(&hub, 1, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
    }
    let count = |expected: &Expected| expected.today.all().called;
    let state = hub.now_published().state.clone();
    // Who came too soon after the others, and was called before the next forecast, was promised nothing.
    let promised = u32::try_from(state.tickets.values().filter(|ticket| ticket.promise.is_some()).count()).unwrap();
    assert!(promised >= 3, "{promised}");
    let before = wait_until(&hub, |expected| expected.seq >= state.seq && count(expected) == promised);
    assert!(!before.expected.guessed.contains(&service('A')), "measured here");
    assert!(before.expected.guessed.contains(&service('B')));
    hub.stop();
    let hub = start(dir.path(), clock.clone(), |_| {});
    hub.start_forecasts(600).unwrap();
    let after = wait_until(&hub, |expected| expected.seq >= before.state.seq);
    assert_eq!(after.expected.today, before.expected.today);
    assert_eq!(after.expected.newcomers, before.expected.newcomers, "the same is learnt again");
    assert_eq!(after.expected.today.all().held, promised);
    let of = |from, to| hub.track(from, to).unwrap();
    let today = opening().day();
    assert_eq!(of(None, None).cells, after.expected.today.cells, "the journal says the same");
    assert_eq!(of(Some(today), Some(today)), of(None, None));
    assert!(of(today.succ_opt(), None).cells.is_empty() && of(None, today.pred_opt()).cells.is_empty());
    hub.stop();
}

#[test]
fn what_to_open_is_worked_out_beside_the_writer_and_answered_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..12 {
        ask(&hub, issue('A')).unwrap();
    }
    let hours = vec![(opening(), opening().plus(7200))];
    let what_if = Wish::WhatIf(vec![Change::Open { counter: CounterId(2), skills: vec![service('A')], hours }]);
    let without_thread = hub.counsel(what_if.clone(), 600).unwrap();
    let Counsel::WhatIf(Some(weighed)) = &without_thread else { panic!("{without_thread:?}") };
    let [step] = weighed.steps.as_slice() else { panic!("{weighed:?}") };
    assert_eq!(weighed.nothing.all.wait_s.mean, step.then.all.wait_s.mean + step.saves_s.mean, "without and with");
    assert!(step.saves_s.low > 0 && step.saves_s.mean > 600, "half of twelve wait half as long: {step:?}");
    assert!((10..=12).contains(&step.then.all.people.mean), "nobody is known to come: {step:?}");
    hub.start_forecasts(600).unwrap();
    let advised = until(&hub, |published| published.staffing.day.is_some()).staffing.day.clone().unwrap();
    assert!(matches!(advised.steps.first().map(|step| &step.change), Some(Change::Open { .. })), "{advised:?}");
    assert_eq!(
        hub.counsel(what_if.clone(), 600).unwrap(),
        without_thread,
        "the same is said with and without a thread"
    );
    clock.set(opening().plus(12 * 3600));
    assert_eq!(hub.counsel(what_if, 600).unwrap(), Counsel::WhatIf(None), "it has closed");
    hub.stop();
}
