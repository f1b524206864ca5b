//! What holds on every day, whatever arrives: I1-I6, I10, I12-I14 of the queue's rules on random days.

use crate::day::{Day, plain_issue, service};
use motcua::domain::command::{CounterVerb, Destination, Verb};
use motcua::domain::ids::{CounterId, TicketNo};
use motcua::domain::queue::{self, Leg, Rule};
use motcua::domain::state::State;
use motcua::domain::ticket::{Outcome, Stage};
use motcua::domain::time::Timestamp;
use proptest::prelude::*;

/// At least this many random days for each property.
pub const CASES: u32 = 10_000;

#[derive(Clone, Debug)]
enum Step {
    Issue { service: char, priority: bool, appointment: Option<i64> },
    Counter { counter: u16, verb: u8 },
    Ticket { place: usize, verb: u8 },
    Pass { seconds: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let letter = prop::sample::select(vec!['A', 'B', 'C', 'D']);
    let appointment = prop::option::weighted(0.1, -900..1800_i64);
    prop_oneof![
        5 => (letter, prop::bool::weighted(0.3), appointment)
            .prop_map(|(service, priority, appointment)| Step::Issue { service, priority, appointment }),
        8 => (1..=3_u16, 0..24_u8).prop_map(|(counter, verb)| Step::Counter { counter, verb }),
        2 => (0..40_usize, 0..6_u8).prop_map(|(place, verb)| Step::Ticket { place, verb }),
        3 => (0..700_i64).prop_map(|seconds| Step::Pass { seconds }),
    ]
}

fn counter_verb(day: &Day, counter: u16, verb: u8) -> CounterVerb {
    let other = Destination::Counter(CounterId(counter % 3 + 1));
    let services = Destination::Service(service(['A', 'B', 'C', 'D'][usize::from(verb % 4)]));
    let some_ticket = day.state.tickets.keys().next().copied();
    match verb {
        0..=4 => CounterVerb::CallNext,
        5 | 6 => CounterVerb::Start,
        7..=9 => CounterVerb::Finish(Outcome::AdviceOnly),
        10 | 11 => CounterVerb::NoShow,
        12 => CounterVerb::Park { reason: "thiếu bản sao".into(), minutes: 5 },
        13 => CounterVerb::Transfer { to: other, second: false },
        14 => CounterVerb::Transfer { to: services, second: false },
        15 => CounterVerb::Transfer { to: services, second: true },
        16 => CounterVerb::Undo,
        17 => CounterVerb::Pause { reason: "họp".into() },
        18 => CounterVerb::Close,
        19 => CounterVerb::SetAuto(day.state.seq.is_multiple_of(2)),
        20 => CounterVerb::SetSkills([service('A'), service('B')].into()),
        21 => some_ticket.map_or(CounterVerb::Recall, CounterVerb::CallThis),
        22 => CounterVerb::Recall,
        _ => CounterVerb::Open { officer: None },
    }
}

/// Takes one step; refusals are part of a day.
fn take(day: &mut Day, step: &Step) {
    match step {
        Step::Issue { service, priority, appointment } => {
            let mut issue = plain_issue(*service, *priority);
            issue.appointment = appointment.map(|later| day.now.plus(later));
            // Outside opening hours there are no appointments, but numbers.
            if day.ask(Verb::Issue(issue.clone())).is_err() {
                issue.appointment = None;
                day.ask(Verb::Issue(issue)).unwrap();
            }
        }
        Step::Counter { counter, verb } => {
            let wanted = counter_verb(day, *counter, *verb);
            let before = day.state.clone();
            if day.at(*counter, wanted.clone()).is_ok() {
                check_families(day, &before, *counter, &wanted);
            }
        }
        Step::Ticket { place, verb } => {
            let numbers: Vec<TicketNo> = day.state.tickets.keys().copied().collect();
            let Some(ticket) = numbers.get(place % numbers.len().max(1)).copied() else { return };
            let _ = match verb {
                0 => day.ask(Verb::Cancel { ticket, reason: "về trước".into() }),
                1 => day.ask(Verb::Prioritise { ticket, ground: Some(crate::day::elderly()) }),
                2 => day.ask(Verb::Move { ticket, to: Destination::Service(service('B')) }),
                _ => day.ask(Verb::Restore { ticket }),
            };
        }
        Step::Pass { seconds } => {
            day.pass(*seconds);
            day.ask(Verb::Tick).unwrap();
        }
    }
}

/// I12, I13 and I14, after the verbs they are about.
fn check_families(day: &Day, before: &State, counter: u16, verb: &CounterVerb) {
    let id = CounterId(counter);
    match verb {
        CounterVerb::Transfer { .. } => {
            let ticket = before.counters[&id].current.unwrap();
            let (then, now) = (&before.tickets[&ticket], &day.state.tickets[&ticket]);
            assert!(
                now.arrival >= then.arrival && now.turn == then.turn,
                "I12: {ticket} came to stand before its elders"
            );
        }
        CounterVerb::NoShow => {
            let missed = before.counters[&id].current.unwrap();
            let counter = &day.state.counters[&id];
            assert_ne!(counter.current, Some(missed), "I13");
            assert!(counter.current.is_some() || counter.is_free(), "I13: counter {id} is blocked by {missed}");
        }
        CounterVerb::Close | CounterVerb::SetSkills(_) if !before.counters.values().any(|c| c.auto) => {
            // Whoever a closing counter held, or whose hold ran out, comes to wait anew and may be passed like anyone.
            let waiting = |state: &State| state.waiting().map(|ticket| ticket.number).collect::<Vec<_>>();
            if waiting(before) != waiting(&day.state) {
                return;
            }
            let stays =
                |ticket: &TicketNo| before.tickets.get(ticket).is_some_and(|t| t.is_waiting() && t.bound.is_none());
            let order = |state: &State| -> Vec<TicketNo> {
                let places = queue::order(state, None, day.now).into_iter().map(|place| place.ticket);
                places.filter(stays).collect()
            };
            assert_eq!(order(before), order(&day.state), "I14");
        }
        _ => {}
    }
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::budget()),
        Just(Rule::fair()),
        Just(Rule::strict()),
        (1..4_u32).prop_map(|most| Rule { max_passed: Some(most), ..Rule::budget() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_keeps_the_rules(rule in rule(), pulling: bool, steps in prop::collection::vec(step(), 1..60)) {
        let counters = ["AB", "BCD", "ABCD"];
        let mut day = if pulling { Day::pulling(&counters, rule) } else { Day::new(&counters, rule) };
        for step in &steps {
            take(&mut day, step);
        }
        // I10: the same log gives the same state, to the byte.
        let mut again = State::default();
        for recorded in &day.log {
            again.apply(recorded);
        }
        prop_assert_eq!(rmp_serde::to_vec_named(&again).unwrap(), rmp_serde::to_vec_named(&day.state).unwrap());
        // A day that is over leaves nobody behind.
        day.now = Timestamp::parse("2026-11-24T06:00").unwrap();
        day.ask(Verb::Tick).unwrap();
        prop_assert!(day.state.tickets.is_empty());
        let over = day.state.vouchers.values().any(|t| matches!(t.stage, Stage::Served { .. } | Stage::Closed(_)));
        prop_assert!(!over);
    }

    /// I10: who is next does not depend on the order in which the tickets are looked at.
    #[test]
    fn who_is_next_is_one_total_order(
        legs in prop::collection::vec((0..4_u8, 0..3_u8, 0..5_i64, 0..10_u32), 1..30),
        rule in rule(),
        seed: u64,
    ) {
        let legs: Vec<Leg> = legs.iter().zip(1_u16..).map(|((letter, class, arrival, passed), number)| {
            let letter = service(char::from(b'A' + letter));
            Leg {
                ticket: TicketNo { service: letter, number },
                service: letter,
                class: *class,
                arrival: Timestamp(*arrival),
                turn: u64::from(number),
                passed: *passed,
                ground: None,
                appointed: false,
            }
        }).collect();
        let mut shuffled = legs.clone();
        let mut seed = seed | 1;
        for place in (1..shuffled.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(place, usize::try_from((seed >> 33) % (place as u64 + 1)).unwrap());
        }
        let next = |legs: &[Leg]| queue::pull(legs, &rule, Timestamp(9)).map(|(place, why)| (legs[place].ticket, why));
        prop_assert_eq!(next(&legs), next(&shuffled));
    }
}
