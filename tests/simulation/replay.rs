//! A virtual day seen again: at every moment it is what it was then, from the journal alone.

use crate::day::scenario;
use motcua::domain::replay::Timeline;
use motcua::domain::state::State;
use motcua::domain::time::Timestamp;
use motcua::engine::clock::Clock;
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::Play;
use motcua::simulation::run;
use motcua::simulation::workload::{Workload, paces};
use motcua::text::words::{Language, Words};

#[test]
fn any_moment_of_two_days_seen_again_is_the_live_one() {
    let scenario = scenario("commune");
    let words = Words::of(Language::Vi);
    let first = run::FIRST.unwrap();
    let clock = Clock::manual(midnight(first));
    let house = House::new(&scenario, clock.clone(), &words).unwrap();
    let first = house.day_from(&scenario, first);
    let second = house.day_from(&scenario, motcua::domain::time::tomorrow(first));
    let mut live: Vec<(Timestamp, State)> = Vec::new();
    for (number, day) in (0..).zip([first, second]) {
        clock.set(midnight(day));
        let (workload, paces) = (Workload::draw(&scenario, 3, number, weekday(day)), paces(&scenario, 3));
        let mut play = Play::new(&scenario, (&workload, &paces), (&house.hub, &clock), day, &words);
        for step in 1..=24 * 6 {
            let until = midnight(day).plus(step * 600);
            play.run_until(until, &|| false).unwrap();
            live.push((clock.now(), house.hub.now_published().state.clone()));
        }
    }
    for day in [first, second] {
        let (past, people) = house.hub.past(day).unwrap();
        assert!(past.start.at < midnight(day) && past.events.iter().all(|event| event.at.day() == day));
        assert!(people.len() >= scenario.counters.len(), "the officers are named");
        let timeline = Timeline::new(past.start, day, past.events);
        assert!(timeline.has_work() && timeline.numbers().len() > 50);
        for (moment, was) in live.iter().filter(|(moment, _)| moment.day() == day) {
            let again = timeline.state(timeline.count_at(*moment));
            assert!(again == *was, "{moment}: event {} and {}", again.seq, was.seq);
        }
        let calls: Vec<_> = timeline.calls().collect();
        assert!(calls.len() > 50);
        for (index, number) in calls {
            let call = timeline.call(index).unwrap();
            assert_eq!(call.ticket.ticket, number);
            // The rule itself called: the one it called stands first in the line it saw.
            assert_eq!(call.line[0].ticket, number, "{call:?}");
            assert_eq!(timeline.last_call(index + 1), Some(index));
        }
    }
    assert_eq!(house.hub.reader().worked().unwrap(), [first, second]);
    let (none, _) = house.hub.past(motcua::domain::time::tomorrow(second)).unwrap();
    assert!(none.events.is_empty() && none.start == live.last().unwrap().1);
}
