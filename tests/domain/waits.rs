//! Whole days with service times: the bound P1, and I7 against rules written independently.

use crate::day::Day;
use crate::invariants::CASES;
use motcua::domain::command::CounterVerb;
use motcua::domain::event::Event;
use motcua::domain::ids::{CounterId, TicketNo};
use motcua::domain::queue::{Order, Rule};
use motcua::domain::ticket::Outcome;
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
struct Visitor {
    arrival: i64,
    letter: char,
    priority: bool,
    service_s: i64,
}

fn visitors() -> impl Strategy<Value = Vec<Visitor>> {
    let one = (0..120_i64, prop::sample::select(vec!['A', 'B', 'C']), prop::bool::weighted(0.3), 1..400_i64);
    prop::collection::vec(one, 1..40).prop_map(|gaps| {
        let mut arrival = 0;
        let each = |(gap, letter, priority, service_s)| {
            arrival += gap;
            Visitor { arrival, letter, priority, service_s }
        };
        gaps.into_iter().map(each).collect()
    })
}

const COUNTERS: [&str; 3] = ["AB", "BC", "ABC"];

/// A call: who, where, when (seconds from the first moment of the day).
type Call = (usize, u16, i64);

/// Serves the visitors through `decide`, counters pulling by themselves. Gives the calls, and the most passes.
fn through_the_core(visitors: &[Visitor], rule: Rule) -> Vec<Call> {
    let mut day = Day::pulling(&COUNTERS, rule);
    let opening = day.now;
    let mut who: BTreeMap<TicketNo, usize> = BTreeMap::new();
    let mut ends: BTreeMap<u16, i64> = BTreeMap::new();
    let mut calls = Vec::new();
    let mut coming = visitors.iter().enumerate().peekable();
    loop {
        let end = ends.iter().map(|(counter, end)| (*end, *counter)).min();
        let next = coming.peek().map(|(_, visitor)| visitor.arrival);
        let events = match (end, next) {
            (Some((end, counter)), next) if next.is_none_or(|next| end <= next) => {
                day.now = opening.plus(end);
                ends.remove(&counter);
                day.at(counter, CounterVerb::Finish(Outcome::Other)).unwrap()
            }
            (_, Some(next)) => {
                day.now = opening.plus(next);
                let (index, visitor) = coming.next().unwrap();
                let before = day.log.len();
                let number = day.issue(visitor.letter, visitor.priority);
                who.insert(number, index);
                day.log[before..].iter().map(|recorded| recorded.event.clone()).collect::<Vec<_>>()
            }
            (None, None) => return calls,
            (Some(_), None) => unreachable!("the guard above takes it"),
        };
        for event in events {
            if let Event::TicketCalled { ticket, counter: CounterId(counter), .. } = event {
                let (index, start) = (who[&ticket], day.now.since(opening));
                calls.push((index, counter, start));
                ends.insert(counter, start + visitors[index].service_s);
            }
        }
    }
}

/// Plain lists, no core: `key` orders the line; the least goes first.
fn written_independently<K: Ord>(visitors: &[Visitor], key: impl Fn(usize, &Visitor) -> K) -> Vec<Call> {
    let mut idle: Vec<(i64, u16)> = (1..=3).map(|counter| (0, counter)).collect();
    let mut busy: Vec<(i64, u16)> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut calls = Vec::new();
    let mut coming = 0;
    loop {
        busy.sort_unstable();
        let arrival = visitors.get(coming).map(|visitor| visitor.arrival);
        if let Some(&(end, counter)) = busy.first()
            && arrival.is_none_or(|arrival| end <= arrival)
        {
            busy.remove(0);
            let skills = COUNTERS[usize::from(counter) - 1];
            let next = waiting.iter().copied().filter(|i| skills.contains(visitors[*i].letter));
            match next.min_by_key(|i| key(*i, &visitors[*i])) {
                Some(next) => {
                    waiting.retain(|i| *i != next);
                    calls.push((next, counter, end));
                    busy.push((end + visitors[next].service_s, counter));
                }
                None => idle.push((end, counter)),
            }
        } else if let Some(arrival) = arrival {
            let able = |counter: &u16| COUNTERS[usize::from(*counter) - 1].contains(visitors[coming].letter);
            let chosen = idle.iter().copied().filter(|(_, c)| able(c));
            match chosen.min_by_key(|(since, c)| (COUNTERS[usize::from(*c) - 1].len(), *since, *c)) {
                Some((since, counter)) => {
                    idle.retain(|free| *free != (since, counter));
                    calls.push((coming, counter, arrival));
                    busy.push((arrival + visitors[coming].service_s, counter));
                }
                None => waiting.push(coming),
            }
            coming += 1;
        } else {
            return calls;
        }
    }
}

fn first_come(visitors: &[Visitor]) -> Vec<Call> {
    written_independently(visitors, |index, visitor| (visitor.arrival, index))
}

fn strict(visitors: &[Visitor]) -> Vec<Call> {
    written_independently(visitors, |index, visitor| (Reverse(visitor.priority), visitor.arrival, index))
}

fn credit(slope: [i64; 2]) -> Rule {
    Rule { order: Order::Credit { head_s: vec![0, 0], slope: slope.to_vec() }, max_passed: None }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    /// I7, first half.
    #[test]
    fn budget_nought_is_first_come_first_served(visitors in visitors()) {
        prop_assert_eq!(through_the_core(&visitors, Rule::fair()), first_come(&visitors));
    }

    /// I7, second half.
    #[test]
    fn no_budget_is_strict_priority(visitors in visitors()) {
        prop_assert_eq!(through_the_core(&visitors, Rule::strict()), strict(&visitors));
    }

    /// I7, accumulating priority: equal slopes are first come first served, one slope without end is strict.
    #[test]
    fn credit_meets_its_limits(visitors in visitors()) {
        prop_assert_eq!(through_the_core(&visitors, credit([1, 1])), first_come(&visitors));
        // At the very second of arrival nobody has credit yet, so a priority visitor who comes at the instant of a
        // call has no advantage; strict priority differs there and only there.
        let strictly = through_the_core(&visitors, Rule::strict());
        let calls: std::collections::BTreeSet<i64> = strictly.iter().map(|call| call.2).collect();
        if visitors.iter().all(|visitor| !visitor.priority || !calls.contains(&visitor.arrival)) {
            prop_assert_eq!(through_the_core(&visitors, credit([1, 1_000_000_000])), strict(&visitors));
        }
    }

    /// I4: P1, `W <= S_max * (floor((n + r + M) / m) + 1)`, with M = 0 for the highest class; r = 0 here.
    #[test]
    fn nobody_waits_longer_than_the_bound(visitors in visitors(), most in 0..5_u32) {
        let calls = through_the_core(&visitors, Rule { max_passed: Some(most), ..Rule::budget() });
        prop_assert_eq!(calls.len(), visitors.len());
        let start: BTreeMap<usize, i64> = calls.iter().map(|(index, _, start)| (*index, *start)).collect();
        let longest = visitors.iter().map(|visitor| visitor.service_s).max().unwrap();
        for (index, visitor) in visitors.iter().enumerate() {
            let able: Vec<&&str> = COUNTERS.iter().filter(|skills| skills.contains(visitor.letter)).collect();
            let ahead = visitors[..index].iter().enumerate().filter(|(i, other)| {
                start[i] >= visitor.arrival && able.iter().any(|skills| skills.contains(other.letter))
            });
            let passes = if visitor.priority && most > 0 { 0 } else { i64::from(most) };
            let n = i64::try_from(ahead.count()).unwrap();
            let m = i64::try_from(able.len()).unwrap();
            let bound = longest * ((n + passes) / m + 1);
            let wait = start[&index] - visitor.arrival;
            prop_assert!(wait <= bound, "visitor {} waited {} s, bound {} s", index, wait, bound);
        }
    }
}
