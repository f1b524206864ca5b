//! How many wait before somebody, as she is told.

use crate::day::{Day, service};
use motcua::domain::command::CounterVerb;
use motcua::domain::place::{ahead, ahead_of_new};
use motcua::domain::queue::Rule;

#[test]
fn only_those_are_ahead_whom_a_counter_that_is_there_may_call_instead() {
    let mut day = Day::new(&["A", "AC", "C"], Rule::budget());
    let open = |day: &mut Day, counter| day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..6 {
        day.issue('A', false);
    }
    let number = day.issue('C', false);
    let before = |day: &Day| ahead(&day.state, &day.state.tickets[&number], day.now);
    assert_eq!(before(&day), 6, "nobody is there yet: any of the counters may come to be");
    open(&mut day, 1);
    open(&mut day, 3);
    assert_eq!(before(&day), 0, "counter 3 serves nobody else");
    assert_eq!(
        (ahead_of_new(&day.state, service('C'), day.now), ahead_of_new(&day.state, service('A'), day.now)),
        (1, 6)
    );
    open(&mut day, 2);
    assert_eq!(before(&day), 6);
}
