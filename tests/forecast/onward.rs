//! Who is sent on to another queue, and who comes back after a missed call: learnt, and run forward.

use crate::day::{Day, at, plain_issue, service};
use motcua::domain::command::{CounterVerb, Destination, Verb};
use motcua::domain::ids::{CounterId, TicketNo};
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;
use motcua::forecast::hall::{Course, Desk, Hall, bit};
use motcua::forecast::learning::Learning;
use motcua::forecast::live::{expected, scene};
use motcua::forecast::scene::Standing;

fn learnt(day: &Day) -> Learning {
    let mut learning = Learning::new(&day.state.centre, &day.state.counters, 600);
    day.log.iter().for_each(|record| learning.take(record));
    learning
}

fn opened(counters: &[&str]) -> Day {
    let mut day = Day::new(counters, Rule::budget());
    day.now = at("2026-11-23T08:00");
    for counter in 1..=u16::try_from(counters.len()).unwrap() {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    day
}

/// Somebody comes for A and stands at counter 1 for so many seconds.
fn serve(day: &mut Day, for_s: i64) -> TicketNo {
    let number = day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    day.pass(for_s);
    number
}

fn finish(day: &mut Day, counter: u16) {
    day.at(counter, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
}

fn to(letter: char, second: bool) -> CounterVerb {
    CounterVerb::Transfer { to: Destination::Service(service(letter)), second }
}

#[test]
fn how_many_go_on_and_where_is_learnt_and_a_counter_that_lets_them_down_is_no_way() {
    let mut day = opened(&["A", "B", "A"]);
    for count in 0..30 {
        serve(&mut day, 600);
        match count % 3 {
            0 => drop(day.at(1, to('B', true)).unwrap()),
            1 if count < 15 => {
                // Half an act: taken back at once, it is none.
                day.at(1, to('C', true)).unwrap();
                day.at(1, CounterVerb::Undo).unwrap();
                finish(&mut day, 1);
            }
            _ => finish(&mut day, 1),
        }
    }
    for _ in 0..10 {
        serve(&mut day, 150);
        day.at(1, to('D', false)).unwrap();
    }
    serve(&mut day, 600);
    day.at(1, CounterVerb::Transfer { to: Destination::Counter(CounterId(3)), second: false }).unwrap();
    serve(&mut day, 600);
    day.at(1, CounterVerb::Vacate).unwrap();
    let learning = learnt(&day);
    let place = |counter: CounterId| usize::from(counter.0).checked_sub(1);
    let leads = learning.model.onward.leads(place);
    let of_a: Vec<_> =
        leads.of(service('A')).iter().map(|lead| (lead.service.letter(), lead.bound, lead.second)).collect();
    assert_eq!(of_a, [('A', Some(2), false), ('B', None, true), ('D', None, false)]);
    // 41 visits ended or led on, beside the ten that are believed to have led nowhere; who was let down is none of them.
    for (lead, count) in leads.of(service('A')).iter().zip([1.0, 10.0, 10.0]) {
        assert!((lead.share - count / 51.0).abs() < 1e-9, "{lead:?}");
    }
    assert!(leads.of(service('B')).is_empty());
    // The wrong queue took a quarter of a service, and shows none; a second matter shows one.
    assert!((learning.model.measured(service('A')) - 30.0).abs() < 0.5, "{}", learning.model.measured(service('A')));
}

/// Ten days on which as many come for A, of whom so many of ten go on to B; then six wait for A and nobody for B.
fn going_on(of_ten: u32) -> Day {
    let mut day = opened(&["A", "B"]);
    for count in 0..40 {
        serve(&mut day, 300);
        if count % 10 < of_ten {
            day.at(1, to('B', true)).unwrap();
            day.call(2);
            day.at(2, CounterVerb::Start).unwrap();
            day.pass(900);
            finish(&mut day, 2);
        } else {
            finish(&mut day, 1);
        }
    }
    day.now = at("2026-11-24T08:00");
    for counter in [1, 2] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    day
}

#[test]
fn who_will_be_sent_on_stands_before_those_who_come_for_that() {
    let last_of_b = |of_ten: u32| {
        let mut day = going_on(of_ten);
        for _ in 0..6 {
            day.issue('A', false);
        }
        day.call(1);
        day.at(1, CounterVerb::Start).unwrap();
        // The last of three for B: those sent on count from now, less what they have waited, so they go before late comers.
        let numbers: Vec<_> = (0..3).map(|_| day.issue('B', false)).collect();
        day.call(2);
        day.at(2, CounterVerb::Start).unwrap();
        let told = expected(&day.state, &day.book, &learnt(&day), day.now, 500);
        (told.tickets[&numbers[2]].to_s, told.range_of_new(service('A'), 0).unwrap().from_s)
    };
    let ((never, wait), (often, same)) = (last_of_b(0), last_of_b(9));
    assert!(often > never + 240, "{never} s where nobody is sent on, {often} s where nine in ten are");
    assert!((wait - same).abs() < 120, "for A nothing changes: {wait} {same}");
}

#[test]
fn whether_who_missed_her_call_comes_back_is_learnt() {
    let chance = |back: bool| {
        let mut day = opened(&["A"]);
        for _ in 0..30 {
            let number = day.issue('A', false);
            day.call(1);
            day.pass(60);
            day.at(1, CounterVerb::NoShow).unwrap();
            day.pass(300);
            if back {
                day.ask(Verb::Restore { ticket: number }).unwrap();
                day.call(1);
                day.at(1, CounterVerb::Start).unwrap();
                day.pass(200);
                finish(&mut day, 1);
            } else {
                day.pass(700);
                day.ask_by(motcua::domain::command::Actor::Clock, Verb::Tick).unwrap();
            }
        }
        day.issue('A', false);
        day.call(1);
        day.at(1, CounterVerb::NoShow).unwrap();
        let learning = learnt(&day);
        let (scene, _) = scene(&day.state, &day.book, &learning, day.now);
        let standing = scene.line[0];
        assert_eq!(standing.leg, 1);
        standing.comes
    };
    let (comes, stays_away) = (chance(true), chance(false));
    assert!(comes > 0.85 && stays_away < 0.15, "{comes} {stays_away}");
}

/// Shut for an hour; one who comes meanwhile, and one after.
struct Noon {
    came: usize,
    called: Vec<(u64, f64)>,
}

impl Course for Noon {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        let at_s = *[1800.0, 3700.0].get(self.came)?;
        self.came += 1;
        let issue = plain_issue('A', false);
        let one = Standing::newcomer(issue.service, 0, at("2026-11-23T11:30").plus(at_s as i64));
        Some((at_s, Standing { turn: self.came as u64, joined_s: at_s, ..one }))
    }

    fn called(&mut self, _place: usize, one: &Standing, now_s: f64) -> f64 {
        self.called.push((one.turn, now_s));
        600.0
    }

    fn looks_at(&mut self, _place: usize, now_s: f64) -> f64 {
        if (10.0..3600.0).contains(&now_s) { 3600.0 } else { now_s }
    }
}

#[test]
fn who_comes_over_noon_is_called_when_it_is_over() {
    let desks = vec![Desk::new(bit(service('A')), 0.0)];
    let rule = Rule::budget();
    let mut hall = Hall::new(&rule, at("2026-11-23T11:30"), Vec::new(), desks, Noon { came: 0, called: Vec::new() });
    hall.run(f64::INFINITY);
    assert_eq!(hall.course.called, [(1, 3600.0), (2, 4200.0)]);
}
