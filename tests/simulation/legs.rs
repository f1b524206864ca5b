//! The visits of a virtual day in their legs: nobody in two places, no counter with two people, and nobody left out.

use crate::day::scenario;
use motcua::domain::legs::{Ending, Leg};
use motcua::domain::ticket::{Stage, Ticket};
use motcua::engine::clock::Clock;
use motcua::report::visit_rows;
use motcua::report::visits::Log;
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::Play;
use motcua::simulation::run::FIRST;
use motcua::simulation::scenario::{Absence, Scenario};
use motcua::simulation::workload::{Workload, paces};
use motcua::text::words::{Language, Words};

#[test]
fn the_legs_of_a_virtual_day_are_those_of_its_people() {
    let usual = scenario("commune");
    let absence = Absence { share: 0.15, back: 0.7, ..usual.absence };
    let scenario = Scenario { transfers: 0.2, holds: 0.15, patience_s: Some(5400.0), absence, ..usual };
    let (words, first) = (Words::of(Language::Vi), FIRST.unwrap());
    let clock = Clock::manual(midnight(first));
    let house = House::new(&scenario, clock.clone(), &words).unwrap();
    let workload = Workload::draw(&scenario, 3, 0, weekday(first));
    let paces = paces(&scenario, 3);
    Play::new(&scenario, (&workload, &paces), (&house.hub, &clock), first, &words).run(&|| false).unwrap();
    let tickets: Vec<Ticket> = house.hub.now_published().state.tickets.values().cloned().collect();
    let mut legs: Vec<Leg> = Vec::new();
    house
        .hub
        .legs(Some(first), Some(first), |of_day| {
            legs.extend(of_day);
            true
        })
        .unwrap();

    for leg in &legs {
        let (start, end) = (leg.start.unwrap_or(leg.arrival), leg.end.expect("it is over"));
        assert!(leg.arrival <= start && start <= end, "{leg:?}");
        assert_eq!(leg.start.is_some(), leg.counter.is_some(), "{leg:?}");
    }
    for (one, next) in sorted(&legs, |leg| leg.counter.map(|counter| u32::from(counter.0))) {
        assert!(one.end <= next.start, "one counter, two people: {one:?} {next:?}");
    }
    let place = |leg: &Leg| tickets.iter().position(|ticket| ticket.number == leg.ticket).map(|at| at as u32);
    for (one, next) in sorted(&legs, place) {
        assert!(one.end <= Some(next.arrival), "in two places: {one:?} {next:?}");
        assert!(matches!(one.ending, Ending::Transferred | Ending::FetchesPaper | Ending::Missed), "{one:?}");
    }
    let mut ways = [0, 0, 0];
    for ticket in tickets.iter().filter(|ticket| ticket.is_over()) {
        let of_ticket: Vec<&Leg> = legs.iter().filter(|leg| leg.ticket == ticket.number).collect();
        let last = of_ticket.last().unwrap_or_else(|| panic!("{} is left out", ticket.number));
        assert_eq!(matches!(last.ending, Ending::Served(_)), matches!(ticket.stage, Stage::Served { .. }), "{last:?}");
        let ended = |ending| of_ticket.iter().filter(|leg| leg.ending == ending).count();
        ways[0] += ended(Ending::Transferred);
        ways[1] += ended(Ending::FetchesPaper);
        ways[2] += ended(Ending::Missed);
        if ended(Ending::FetchesPaper) + ended(Ending::Missed) == 0 {
            let waited_s: i64 = of_ticket.iter().filter_map(|leg| Some(leg.start?.since(leg.arrival))).sum();
            assert_eq!(waited_s, ticket.waited_s, "{of_ticket:?}");
        }
    }
    assert!(legs.iter().all(|leg| tickets.iter().any(|ticket| ticket.is_over() && ticket.number == leg.ticket)));
    assert!(ways.iter().all(|count| *count >= 5), "{ways:?}");

    let mut csv = visit_rows::begin(Vec::new()).unwrap();
    visit_rows::add(&mut csv, &legs).unwrap();
    let mut log = Log::default();
    log.read(csv.into_inner().unwrap().as_slice()).unwrap();
    assert_eq!((log.visits.len(), &log.left_out[..], &log.again[..]), (legs.len(), &[][..], &[][..]));
}

/// Neighbours of one group, in the order of time; those of none are left out.
fn sorted(legs: &[Leg], group: impl Fn(&Leg) -> Option<u32>) -> Vec<(Leg, Leg)> {
    let mut of_groups: Vec<(u32, Leg)> = legs.iter().filter_map(|leg| Some((group(leg)?, *leg))).collect();
    of_groups.sort_by_key(|(group, leg)| (*group, leg.start.unwrap_or(leg.arrival), leg.end));
    let pairs = of_groups.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    pairs.map(|pair| (pair[0].1, pair[1].1)).collect()
}
