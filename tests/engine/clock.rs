//! A clock that cannot be believed: what is written under its time, and what is not.

use crate::centre::{ask, centre, issue, opening, start};
use motcua::domain::command::{Actor, Verb};
use motcua::domain::event::Event;
use motcua::domain::ids::OfficerId;
use motcua::domain::published::Trouble;
use motcua::domain::refusal::Refusal;
use motcua::domain::time::Timestamp;
use motcua::engine::clock::{AHEAD_MAX_S, Clock, JUMP_MAX_S, Look, Standing, Watch};
use motcua::engine::{Failure, Request};
use std::path::Path;

const DAY: i64 = 86_400;

/// A look at a clock that is so far ahead of the opening, after so many seconds.
fn look(ahead_s: i64, uptime_s: i64) -> Look {
    Look { now: opening().plus(ahead_s), uptime_s }
}

#[test]
fn a_long_closure_is_no_news_and_a_year_is() {
    let last = Some(opening());
    for days in [0, 3, 14, 45] {
        assert_eq!(Watch::default().judge(look(days * DAY, 5), last), Standing::Right, "{days} days");
    }
    assert_eq!(Watch::default().judge(look(AHEAD_MAX_S + 1, 5), last), Standing::Ahead(AHEAD_MAX_S + 1));
    let mut watch = Watch::default();
    for seconds in [0, 60, 3600] {
        let ahead = 400 * DAY + seconds;
        assert_eq!(watch.judge(look(ahead, 5 + seconds), last), Standing::Ahead(ahead), "it does not wear off");
    }
    assert_eq!(watch.judge(look(60, 4000), last), Standing::Right, "it was set");
    assert_eq!(Watch::default().judge(look(400 * DAY, 5), None), Standing::Right, "an empty journal says nothing");
}

#[test]
fn a_jump_is_told_and_sleep_is_none() {
    let last = Some(opening());
    let mut watch = Watch::default();
    assert_eq!(watch.judge(look(0, 1000), last), Standing::Right);
    assert_eq!(watch.judge(look(60 * DAY, 1000 + 60 * DAY), last), Standing::Right, "two months passed, asleep or not");
    let jumped = 60 * DAY + 2 * JUMP_MAX_S;
    assert_eq!(watch.judge(look(jumped, 1000 + 60 * DAY), last), Standing::Jumped(2 * JUMP_MAX_S));
    let written = Some(opening().plus(jumped));
    assert_eq!(watch.judge(look(jumped + 5, 1005 + 60 * DAY), written), Standing::Jumped(2 * JUMP_MAX_S), "still so");
    assert_eq!(watch.judge(look(120 * DAY, 1005 + 60 * DAY), last), Standing::Ahead(120 * DAY), "years are refused");
    assert_eq!(watch.judge(look(60 * DAY + 9, 1009 + 60 * DAY), last), Standing::Right, "it was set back");
}

#[test]
fn a_clock_that_was_behind_may_be_set_right() {
    let last = Some(opening());
    let mut watch = Watch::default();
    assert_eq!(watch.judge(look(-2000 * DAY, 10), last), Standing::Behind(2000 * DAY));
    assert_eq!(watch.judge(look(DAY, 70), last), Standing::Right);
}

/// A centre whose last event is years before the clock of whoever runs these tests.
fn long_ago(dir: &Path) -> Timestamp {
    let then = Timestamp::parse("2024-11-25T07:30").unwrap();
    let hub = start(dir, Clock::manual(then), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    ask(&hub, issue('A')).unwrap();
    hub.stop();
    then
}

#[test]
fn nothing_is_written_years_ahead_until_an_administrator_confirms() {
    let dir = tempfile::tempdir().unwrap();
    let then = long_ago(dir.path());
    let hub = start(dir.path(), Clock::system(), |_| {});
    assert!(matches!(hub.now_published().troubles[..], [Trouble::ClockAhead(_)]), "told before anything is asked");
    let seq = hub.now_published().state.seq;
    let again = Request::new(Actor::Administrator, issue('A'));
    let refused = hub.submit_blocking(again.clone());
    assert!(matches!(&refused, Err(Failure::Refused(Refusal::ClockAhead { last, .. })) if *last == then));
    let tick = hub.submit_blocking(Request::new(Actor::Clock, Verb::Tick));
    assert!(matches!(tick, Err(Failure::Refused(Refusal::ClockAhead { .. }))), "the day does not end by itself");
    assert_eq!(hub.now_published().state.seq, seq, "nothing was written");

    let nobody = hub.submit_blocking(Request::new(Actor::Officer(OfficerId(9)), Verb::ConfirmClock));
    assert!(matches!(nobody, Err(Failure::Refused(Refusal::UnknownOfficer(_)))));
    let confirmed = ask(&hub, Verb::ConfirmClock).unwrap();
    assert!(confirmed.events.iter().any(|recorded| recorded.event == Event::ClockConfirmed));
    assert!(confirmed.published.troubles.is_empty());
    assert!(hub.submit_blocking(again).is_ok(), "the very wish that was refused");
    hub.stop();
    let hub = start(dir.path(), Clock::system(), |_| {});
    assert!(hub.now_published().troubles.is_empty(), "the journal has the word");
    hub.stop();
}

#[test]
fn a_rehearsal_jumps_as_it_likes() {
    let dir = tempfile::tempdir().unwrap();
    long_ago(dir.path());
    let hub = start(dir.path(), Clock::manual(opening().plus(4000 * DAY)), |_| {});
    assert!(ask(&hub, issue('A')).unwrap().published.troubles.is_empty());
    hub.stop();
}
