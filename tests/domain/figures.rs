//! The day's figures: when a wait counts, and for whom.

use crate::day::Day;
use motcua::domain::command::CounterVerb;
use motcua::domain::figures::{Figures, today};
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;

fn figures(day: &Day) -> Figures {
    today(&day.state, None, day.now)
}

#[test]
fn a_wait_counts_from_the_call_on_whatever_comes_of_it() {
    let mut day = Day::new(&["A", "A"], Rule::budget());
    let target = day.state.centre.targets.wait_s;
    for counter in [1, 2] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
        day.issue('A', false);
    }
    day.at(1, CounterVerb::CallNext).unwrap();
    let first = figures(&day);
    assert_eq!((first.called, first.within_target, first.mean_wait_s), (1, 1, 0), "in front already");
    day.pass(target + 600);
    day.at(2, CounterVerb::CallNext).unwrap();
    let late = figures(&day);
    assert_eq!((late.called, late.within_target, late.mean_wait_s), (2, 1, i64::midpoint(target, 600)));
    assert_eq!((late.served, late.in_front), (0, 2));
    day.pass(60);
    day.at(1, CounterVerb::Finish(Outcome::Other)).unwrap();
    day.at(2, CounterVerb::NoShow).unwrap();
    let after = figures(&day);
    assert_eq!((after.called, after.within_target, after.mean_wait_s), (2, 1, late.mean_wait_s));
}

#[test]
fn a_call_taken_back_ends_no_wait() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('A', false);
    day.at(1, CounterVerb::CallNext).unwrap();
    day.at(1, CounterVerb::Undo).unwrap();
    assert_eq!((figures(&day).called, figures(&day).waiting), (0, 1));
}

#[test]
fn whoever_waits_beyond_the_target_counts_as_missed_before_she_is_called() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    assert_eq!(figures(&day).within_percent(), None);
    for _ in 0..4 {
        day.issue('A', false);
    }
    day.at(1, CounterVerb::CallNext).unwrap();
    assert_eq!(figures(&day).within_percent(), Some(100), "who waits not yet too long is judged later");
    day.pass(day.state.centre.targets.wait_s);
    assert_eq!((figures(&day).waiting_over, figures(&day).within_percent()), (0, Some(100)));
    day.pass(1);
    assert_eq!((figures(&day).waiting_over, figures(&day).within_percent()), (3, Some(25)));
    assert_eq!(figures(&day).mean_wait_s, 0, "the mean is of those called");
}
