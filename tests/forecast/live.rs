//! The living forecast: what is learnt of a centre's journal, the moment it starts from, and what people are told.

use crate::day::{Day, at, no, plain_issue, service};
use motcua::domain::command::{Actor, CounterVerb, Issue, Verb};
use motcua::domain::event::{Event, Recorded};
use motcua::domain::expected::{Expected, Range};
use motcua::domain::ids::CounterId;
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;
use motcua::domain::time::Timestamp;
use motcua::forecast::arrivals::Comings;
use motcua::forecast::learning::Learning;
use motcua::forecast::live::{expected, scene};
use motcua::forecast::scene::Doing;
use motcua::staffing::situation::Situation;
use rand_distr::{Distribution, LogNormal, StandardUniform};
use rand_pcg::Pcg64Mcg;

const OTHER_S: i64 = 600;

fn learning(day: &Day) -> Learning {
    Learning::new(&day.state.centre, &day.state.counters, OTHER_S)
}

fn learnt(day: &Day) -> Learning {
    let mut learning = learning(day);
    day.log.iter().for_each(|record| learning.take(record));
    learning
}

fn told(day: &Day) -> Expected {
    expected(&day.state, &day.book, &learnt(day), day.now, 500)
}

/// A working day with random visits: two counters, services A and B, people who are absent, pauses, promises, undone
/// services.
fn play(day: &mut Day, date: &str, seed: u128) {
    let (mut rng, mut lengths) = (Pcg64Mcg::new(seed), Pcg64Mcg::new(seed + 1000));
    let long = LogNormal::new(5.8, 0.5).unwrap();
    day.now = at(&format!("{date}T07:30"));
    for counter in [1, 2] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    let mut busy = [day.now; 2];
    while day.now < at(&format!("{date}T16:00")) {
        let mut chance = || -> f64 { StandardUniform.sample(&mut rng) };
        if chance() < 0.11 {
            let issue = plain_issue(if chance() < 0.5 { 'A' } else { 'B' }, chance() < 0.2);
            let number = day.issue(issue.service.letter(), issue.ground.is_some());
            let range = Range { from_s: 300, to_s: 1500 };
            day.ask_by(Actor::Clock, Verb::Promise { ticket: number, range }).unwrap();
        }
        for (counter, until) in [1, 2].into_iter().zip(&mut busy) {
            if day.now < *until {
                continue;
            }
            if day.state.in_front(CounterId(counter)).is_some() {
                day.at(counter, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
                if chance() < 0.05 {
                    day.at(counter, CounterVerb::Undo).unwrap();
                    continue;
                }
            }
            if chance() < 0.7 && day.at(counter, CounterVerb::CallNext).is_ok() {
                if chance() < 0.05 {
                    day.at(counter, CounterVerb::NoShow).unwrap();
                } else {
                    day.at(counter, CounterVerb::Start).unwrap();
                    *until = day.now.plus(long.sample(&mut lengths) as i64);
                }
            }
        }
        day.pass(20);
    }
}

#[test]
fn learning_in_one_go_is_learning_in_parts() {
    let mut day = Day::new(&["AB", "B"], Rule::budget());
    for (date, seed) in [("2026-11-23", 1), ("2026-11-24", 2), ("2026-11-25", 3)] {
        play(&mut day, date, seed);
    }
    let whole = learnt(&day);
    for cut in [0, 1, day.log.len() / 3, day.log.len() / 2, day.log.len() - 1] {
        let mut parts = learning(&day);
        day.log[..cut].iter().for_each(|record| parts.take(record));
        let mut later = parts.clone();
        day.log[cut..].iter().for_each(|record| later.take(record));
        assert_eq!(later, whole, "cut at {cut}");
    }
    assert_eq!(whole.seq(), day.state.seq);
}

#[test]
fn services_are_learnt_from_days() {
    let mut day = Day::new(&["AB", "B"], Rule::budget());
    assert!(learnt(&day).model.measured(service('A')) < 0.5);
    for (date, seed) in [("2026-11-23", 1), ("2026-11-24", 2), ("2026-11-25", 3), ("2026-11-26", 4)] {
        play(&mut day, date, seed);
    }
    let learnt = learnt(&day);
    // exp(5.8 + 0.5^2 / 2) = 374 s, and on average half a step of 20 s until anybody looks.
    for letter in ['A', 'B'] {
        let mean_s = learnt.model.mean_s(service(letter));
        assert!((340.0..430.0).contains(&mean_s), "{letter}: {mean_s}");
        assert!(learnt.model.measured(service(letter)) > 100.0);
    }
    let promised = day.log.iter().filter(|record| record.at.day() == day.now.day());
    let promised = promised.filter(|record| matches!(record.event, Event::TicketPromised { .. })).count();
    let all = learnt.today.all();
    assert!(all.called > 0 && all.called as usize <= promised);
    assert_eq!(learnt.before.day.map(|day| day.to_string()).as_deref(), Some("2026-11-25"));
}

#[test]
fn a_service_taken_back_is_not_learnt() {
    let mut day = Day::new(&["A"], Rule::budget());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('A', false);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    day.pass(40);
    day.at(1, CounterVerb::Finish(Outcome::Other)).unwrap();
    day.at(1, CounterVerb::Undo).unwrap();
    day.pass(600);
    day.at(1, CounterVerb::Finish(Outcome::Other)).unwrap();
    assert!(learnt(&day).model.measured(service('A')) < 0.5, "it can still be taken back");
    day.call(1);
    let learnt = learnt(&day);
    assert!((learnt.model.measured(service('A')) - 1.0).abs() < 1e-9);
}

#[test]
fn time_from_the_call_to_the_start_belongs_to_the_counter() {
    let mut slow = Day::new(&["A"], Rule::budget());
    slow.at(1, CounterVerb::Open { officer: None }).unwrap();
    for _ in 0..30 {
        slow.issue('A', false);
        slow.call(1);
        slow.pass(240);
        slow.at(1, CounterVerb::Start).unwrap();
        slow.pass(60);
        slow.at(1, CounterVerb::Finish(Outcome::Other)).unwrap();
    }
    let mean_s = learnt(&slow).model.mean_s(service('A'));
    assert!((280.0..420.0).contains(&mean_s), "{mean_s}");
}

#[test]
fn the_moment_is_taken_over_whole() {
    let mut day = Day::new(&["A", "AB", "B", "CD"], Rule::budget());
    day.now = at("2026-11-23T08:00");
    for counter in [1, 2, 3] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    let numbers: Vec<_> = (0..5).map(|count| day.issue('A', count == 4)).collect();
    day.ask(Verb::Issue(Issue { appointment: Some(at("2026-11-23T09:00")), ..plain_issue('B', false) })).unwrap();
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    day.pass(60);
    day.at(1, CounterVerb::Park { reason: "bản sao".into(), minutes: 10 }).unwrap();
    day.call(2);
    day.at(2, CounterVerb::NoShow).unwrap();
    day.call(2);
    day.at(3, CounterVerb::Pause { reason: "họp".into() }).unwrap();
    day.pass(120);
    let (scene, asked) = scene(&day.state, &day.book, &learnt(&day), day.now);
    let waiting: Vec<_> = day.state.waiting().map(|ticket| ticket.number).collect();
    assert_eq!(asked, waiting);
    assert_eq!(scene.line.len(), waiting.len() + 2, "the one held and the one missed may come back");
    let held = scene.line.iter().find(|one| one.class == u8::MAX).unwrap();
    assert_eq!(held.bound, Some(0));
    let appointed = scene.line.iter().find(|one| one.service == service('B')).unwrap();
    assert!((appointed.ready_s - (57.0 * 60.0 - 5.0 * 60.0)).abs() < 1.0, "{}", appointed.ready_s);
    let doing: Vec<&Doing> = scene.places.iter().map(|place| &place.doing).collect();
    assert!(matches!(doing[0], Doing::Between { since_s, .. } if (*since_s - 120.0).abs() < 1.0));
    assert!(matches!(doing[1], Doing::Serving { since_s, .. } if (*since_s - 120.0).abs() < 1.0));
    assert!(matches!(doing[2], Doing::Paused { since_s } if (*since_s - 120.0).abs() < 1.0));
    assert!(matches!(doing[3], Doing::Opens { in_s } if in_s.is_empty()));
    assert!((scene.places[0].closes_s - 9.0 * 3600.0 + 180.0).abs() < 3601.0, "{}", scene.places[0].closes_s);
    assert_eq!(scene.shut.len(), 1, "noon");
    assert_eq!(numbers.len(), 5);
}

#[test]
fn who_comes_later_is_told_more_and_nobody_open_is_no_answer() {
    let mut day = Day::new(&["A", "A", "B"], Rule::fair());
    day.now = at("2026-11-23T08:00");
    for counter in [1, 2] {
        day.at(counter, CounterVerb::Open { officer: None }).unwrap();
    }
    let numbers: Vec<_> = (0..8).map(|_| day.issue('A', false)).collect();
    let b = day.issue('B', false);
    let told = told(&day);
    let middles: Vec<i64> = numbers.iter().map(|number| told.tickets[number].from_s).collect();
    assert!(middles.windows(2).all(|pair| pair[0] <= pair[1]), "{middles:?}");
    assert!(told.range_of_new(service('A'), 0).unwrap().from_s >= middles[7]);
    assert!(told.tickets.values().all(|range| range.from_s <= range.to_s));
    assert_eq!(told.tickets.get(&b), None, "nobody open serves it");
    assert_eq!(told.range_of_new(service('B'), 0), None);
    assert_eq!(told.newcomer(service('B'), 0).unwrap().in_time_percent, 0);
    assert_eq!(told.newcomer(service('A'), 0).unwrap().in_time_percent, 100);
    assert_eq!(told.guessed.len(), 4, "nothing was measured here");
    assert_eq!(told, self::told(&day), "two screens agree");
}

#[test]
fn noon_is_waited_through_and_the_end_of_the_day_is_not() {
    let mut day = Day::new(&["A"], Rule::fair());
    let (noon, afternoon) = {
        let spans = day.book.calendar.spans(day.now.day());
        let moment = |time| Timestamp::at(day.now.day(), time);
        (moment(spans[0].close()), moment(spans[1].open()))
    };
    day.now = noon.plus(-600);
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    (0..4).for_each(|_| {
        day.issue('A', false);
    });
    let told_noon = told(&day);
    let last = told_noon.tickets[&no("A004")];
    assert!(last.to_s >= afternoon.since(day.now), "{last:?}");
    assert!(told_noon.tickets[&no("A001")].to_s < noon.since(day.now));

    let mut late = Day::new(&["A"], Rule::budget());
    late.now = late.book.calendar.close_of(late.now.day()).unwrap().plus(-1800);
    late.at(1, CounterVerb::Open { officer: None }).unwrap();
    (0..6).for_each(|_| {
        late.issue('A', false);
    });
    let told = told(&late);
    assert!(told.newcomer(service('A'), 0).unwrap().in_time_percent < 20);
    assert_eq!(told.range_of_new(service('A'), 0), None);
    assert!(told.newcomer(service('A'), 1).unwrap().in_time_percent > 60, "priority goes first");
}

#[test]
fn counters_open_when_they_opened_before() {
    let mut day = Day::new(&["AB", "B"], Rule::budget());
    play(&mut day, "2026-11-23", 1);
    day.now = at("2026-11-24T07:10");
    let number = day.issue('A', false);
    let told = told(&day);
    let range = told.tickets[&number];
    assert!((1200..3000).contains(&range.from_s), "{range:?}");
}

#[test]
fn ranges_are_rounded_outward() {
    let minutes = |from_s, to_s| Range { from_s, to_s }.minutes();
    assert_eq!(minutes(0, 0), (0, 5));
    assert_eq!(minutes(610, 1400), (10, 25));
    assert_eq!(minutes(600, 1500), (10, 25));
    assert_eq!(minutes(600, 600), (10, 15));
    assert_eq!(minutes(899, 901), (10, 20));
    assert!(Range { from_s: 610, to_s: 1400 }.held(1500) && !Range { from_s: 610, to_s: 1400 }.held(1501));
}

#[test]
fn only_the_engine_says_what_was_promised() {
    let mut day = Day::new(&["A"], Rule::fair());
    let number = day.issue('A', false);
    let verb = Verb::Promise { ticket: number, range: Range { from_s: 1, to_s: 2 } };
    assert!(day.ask(verb.clone()).is_err());
    day.ask_by(Actor::Clock, verb.clone()).unwrap();
    assert_eq!(day.ticket("A001").promise, Some(Range { from_s: 1, to_s: 2 }));
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.call(1);
    assert!(day.ask_by(Actor::Clock, verb).is_err(), "whoever was called is promised nothing any more");
}

#[test]
fn the_future_changes_nothing() {
    let mut day = Day::new(&["AB", "B"], Rule::budget());
    play(&mut day, "2026-11-23", 1);
    let (state, log, now): (_, Vec<Recorded>, _) = (day.state.clone(), day.log.clone(), day.now);
    let first = told(&day);
    play(&mut day, "2026-11-24", 2);
    let mut again = learning(&day);
    for record in &log {
        again.take(record);
    }
    assert_eq!(expected(&state, &day.book, &again, now, 500), first);
}

/// Days on which three people wait at closing: one counter serves them all, or it closes and they go home.
fn endings(goes_on: bool) -> Day {
    let mut day = Day::new(&["A"], Rule::fair());
    for date in ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"] {
        day.now = at(&format!("{date}T16:00"));
        let closes = day.book.calendar.close_of(day.now.day()).unwrap();
        day.at(1, CounterVerb::Open { officer: None }).unwrap();
        let serve = |day: &mut Day| {
            day.call(1);
            day.at(1, CounterVerb::Start).unwrap();
            day.pass(900);
            day.at(1, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
        };
        for _ in 0..4 {
            day.issue('A', false);
            serve(&mut day);
        }
        (0..3).for_each(|_| {
            day.issue('A', false);
        });
        day.now = day.now.max(closes.plus(1));
        if goes_on {
            (0..3).for_each(|_| serve(&mut day));
        }
        day.at(1, CounterVerb::Close).unwrap();
    }
    day.now = at("2026-11-30T16:00");
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day
}

#[test]
fn whether_the_day_is_long_enough_counts_how_long_counters_go_on_after_hours() {
    let sure = |goes_on: bool, before_s: i64| {
        let mut day = endings(goes_on);
        day.now = day.book.calendar.close_of(day.now.day()).unwrap().plus(-before_s);
        (0..2).for_each(|_| {
            day.issue('A', false);
        });
        let told = told(&day);
        (told.newcomer(service('A'), 0).unwrap().in_time_percent, told.range_of_new(service('A'), 0))
    };
    let (late, range) = sure(true, 600);
    assert!(late >= 75, "{late}");
    assert!(range.is_none_or(|range| range.to_s > 600), "{range:?}");
    let (stops, none) = sure(false, 600);
    assert!(stops <= 20, "{stops}");
    assert_eq!(none, None);
    assert!(sure(false, 3 * 3600).0 >= 95, "well before closing nothing changes");
    // After closing, at a counter that is still open.
    assert!(sure(true, -300).0 >= 60);
    assert!(sure(false, -300).0 < sure(true, -300).0, "who rarely goes on may stop at any moment");
}

#[test]
fn over_noon_counters_go_on_as_they_are_known_to() {
    let mut day = Day::new(&["A"], Rule::fair());
    let spans = day.book.calendar.spans(day.now.day()).clone();
    let moment = |time| Timestamp::at(day.now.day(), time);
    let (noon, afternoon) = (moment(spans[0].close()), moment(spans[1].open()));
    day.now = noon.plus(600);
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    day.issue('A', false);
    let (scene, _) = scene(&day.state, &day.book, &learnt(&day), day.now);
    assert!((scene.after_s - 600.0).abs() < 1.0, "{}", scene.after_s);
    assert!((scene.shut[0].0 + 600.0).abs() < 1.0, "{:?}", scene.shut);
    assert!(scene.looks_at(0, 10.0, 1800.0) <= 10.0, "at work for 20 minutes more");
    assert!((scene.looks_at(0, 10.0, 600.0) - (afternoon.since(day.now)) as f64).abs() < 1.0);
    let situation = Situation::now(&day.state, &day.book, &learnt(&day), day.now, None).unwrap();
    assert_eq!(situation.scene.shut, scene.shut, "what is advised starts from the same");
}

/// What fades counts for less, but it was a day.
#[test]
fn days_that_were_learnt_from_are_counted_whole_for_two_months() {
    let mut comings = Comings::default();
    let first = at("2026-08-03T08:00");
    for number in 1..=90_u32 {
        let when = first.plus(86_400 * i64::from(number));
        comings.came(service('A'), 0, when);
        assert_eq!(comings.days(), (number - 1).min(60), "today is not over");
        comings.end_day(Some(when.day()), 0.5);
        comings.end_day(Some(when.day()), 0.5);
        assert_eq!(comings.days(), number.min(60));
    }
}
