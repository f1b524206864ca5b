//! The same day through the engine and through the hall that forecasts run: the same calls, ticket by ticket.

use crate::day::{day, scenario};
use motcua::domain::queue::Rule;
use motcua::domain::time::Timestamp;
use motcua::forecast::hall::{Course, Desk, Hall, bit};
use motcua::forecast::onward::Lead;
use motcua::forecast::scene::Standing;
use motcua::simulation::house::midnight;
use motcua::simulation::run;
use motcua::simulation::scenario::{Absence, Breaks, Families, Scenario};
use motcua::simulation::workload::{Onward, Workload, paces};

/// The people of a day, and who was called when and where.
struct Drawn<'a> {
    workload: &'a Workload,
    paces: &'a [f64],
    start: Timestamp,
    next: usize,
    calls: Vec<Option<(i64, u16)>>,
    onward: Option<Standing>,
}

impl Course for Drawn<'_> {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        let visitor = self.workload.visitors.get(self.next)?;
        let arrival = self.start.plus(visitor.comes_s);
        let one = Standing::newcomer(visitor.service, u8::from(visitor.priority), arrival);
        let comes_s = visitor.comes_s as f64;
        let one = Standing { turn: self.next as u64, asked: Some(self.next), joined_s: comes_s, ..one };
        self.next += 1;
        Some((comes_s, one))
    }

    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64 {
        let who = one.asked.unwrap();
        let visitor = &self.workload.visitors[who];
        self.calls[who] = Some((now_s as i64, place as u16 + 1));
        let pace = self.paces[place];
        let long_s = if one.leg > 0 { visitor.rest_s(pace) } else { visitor.first_s(pace) };
        let long_s = (visitor.walk_s + long_s) as f64;
        if let (Onward::Moves { to, second, .. }, 0) = (visitor.onward, one.leg) {
            let lead = Lead { service: to, bound: None, second, share: 1.0 };
            self.onward = Some(lead.stands(one, (self.start, now_s), long_s));
        }
        long_s
    }

    fn goes_on(&mut self) -> Option<Standing> {
        self.onward.take()
    }
}

fn same_calls(rule: Rule, transfers: f64, seed: u64) {
    let plain = Scenario {
        rule,
        transfers,
        holds: 0.0,
        breaks: Breaks { shares: [0.0; 2], least_s: 0.0, most_s: 0.0 },
        recalls: 0.0,
        families: Families::NONE,
        absence: Absence::default(),
        hours: vec!["07:30-17:00".parse().unwrap()],
        overtime_s: 6 * 3600,
        ..scenario("ward")
    };
    let (state, workload) = day(&plain, seed);
    let paces = paces(&plain, seed);
    let skills = |desk: &motcua::simulation::scenario::Desk| desk.skills.iter().fold(0, |all, one| all | bit(*one));
    let desks = plain.counters.iter().map(|desk| Desk::new(skills(desk), 27_000.0)).collect();
    let start = midnight(run::FIRST.unwrap());
    let calls = vec![None; workload.visitors.len()];
    let course = Drawn { workload: &workload, paces: &paces, start, next: 0, calls, onward: None };
    let mut hall = Hall::new(&plain.rule, start, Vec::new(), desks, course);
    hall.run(f64::INFINITY);
    let mut tickets: Vec<_> = state.tickets.values().collect();
    tickets.sort_by_key(|ticket| ticket.turn);
    assert_eq!(tickets.len(), workload.visitors.len());
    for (who, ticket) in tickets.iter().enumerate() {
        let engine = ticket.called.zip(ticket.counter).map(|(at, counter)| (at.since(start), counter.0));
        assert_eq!(engine, hall.course.calls[who], "{}, the {who}th who came, seed {seed}", ticket.number);
    }
    assert!(tickets.iter().any(|ticket| ticket.waited_s > 600), "nobody had to wait");
}

#[test]
fn the_engine_and_the_hall_of_forecasts_call_the_same_people_at_the_same_moments() {
    for seed in 1..=3 {
        for transfers in [0.0, 0.3] {
            same_calls(Rule::fair(), transfers, seed);
            same_calls(Rule::budget(), transfers, seed);
        }
    }
}
