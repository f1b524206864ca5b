//! A past day: forth and back the same, each call with the line of its instant, and why others were not taken.

use crate::day::{Day, at, no, plain_issue, service};
use motcua::domain::command::{CounterVerb, Destination, Issue, Verb};
use motcua::domain::event::{Event, Recorded};
use motcua::domain::expected::Range;
use motcua::domain::ids::CounterId;
use motcua::domain::queue::{Rule, Why};
use motcua::domain::replay::before::End;
use motcua::domain::replay::call::{Call, WhyNot};
use motcua::domain::replay::{Timeline, moment_typed, telling, time_typed};
use motcua::domain::state::State;
use motcua::domain::ticket::Outcome;
use motcua::text::words::{Language, Words};

fn timeline(day: &Day) -> Timeline {
    Timeline::new(State::default(), day.now.day(), day.log.clone())
}

/// The last call, as it would be told now.
fn call(day: &Day) -> Call {
    let timeline = timeline(day);
    timeline.call(timeline.last_call(timeline.events().len()).unwrap()).unwrap()
}

fn longer(call: &Call) -> Vec<(String, WhyNot)> {
    call.longer.iter().map(|(other, why)| (other.ticket.to_string(), *why)).collect()
}

fn open(day: &mut Day, counter: u16) {
    day.at(counter, CounterVerb::Open { officer: None }).unwrap();
}

#[test]
fn every_moment_is_the_state_of_then_in_whatever_order_it_is_looked_at() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    let mut live = vec![State::default()];
    open(&mut day, 1);
    let mut seen = 0;
    for turn in 0..90_u8 {
        day.pass(7);
        match turn % 3 {
            0 => drop(day.issue(char::from(b'A' + turn % 2), turn % 4 == 0)),
            1 => drop(day.call(1)),
            _ => drop(day.at(1, CounterVerb::Finish(Outcome::AdviceOnly))),
        }
        // A wish may have brought several events; each has its state.
        for event in &day.log[seen..] {
            let mut next = live.last().unwrap().clone();
            next.apply(event);
            live.push(next);
        }
        seen = day.log.len();
        assert!(*live.last().unwrap() == day.state);
    }
    assert_eq!(live.len(), day.log.len() + 1);
    assert!(day.log.len() > 80);
    let timeline = timeline(&day);
    let forth: Vec<usize> = (0..live.len()).collect();
    let zigzag: Vec<usize> = (0..live.len()).map(|step| (step * 37) % live.len()).collect();
    for order in [forth.clone(), forth.into_iter().rev().collect(), zigzag] {
        for count in order {
            assert!(timeline.state(count) == live[count], "after {count} events");
        }
    }
    assert!(timeline.state(usize::MAX) == day.state);
    for (count, event) in (1..).zip(&day.log) {
        assert!(timeline.count_at(event.at) >= count && timeline.count_at(event.at.plus(-1)) < count);
    }
    assert_eq!(timeline.count_at(at("2026-11-23T06:59")), 0);
}

#[test]
fn a_call_says_who_stood_where_and_who_had_waited_longer() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    open(&mut day, 1);
    for (letter, priority) in [('C', false), ('A', false), ('B', false), ('A', true)] {
        day.issue(letter, priority);
        day.pass(60);
    }
    assert_eq!(day.call(1), "A002");
    let call = call(&day);
    assert_eq!((call.reason.why, call.counter, call.waiting), (Why::Priority, CounterId(1), 3));
    let line: Vec<String> = call.line.iter().map(|stood| stood.ticket.to_string()).collect();
    assert_eq!(line, ["A002", "A001", "B001"]);
    assert_eq!((call.ticket.waited_s, call.line[1].waited_s, call.line[1].passed), (60, 180, 0));
    let expected = [("C001", WhyNot::NotServed), ("A001", WhyNot::Class), ("B001", WhyNot::Class)];
    assert_eq!(longer(&call), expected.map(|(ticket, why)| (ticket.to_owned(), why)));
    for language in [Language::Vi, Language::En] {
        let words = Words::of(language);
        let told = telling::call(&call, &day.state.centre, &words);
        let text: Vec<String> = told.iter().map(telling::Told::plain).collect();
        let text = text.join("\n");
        assert!(!text.contains('{') && !text.contains("replay."), "{text}");
        assert!(text.contains("07:04:00") && text.contains("1. A002"), "{text}");
    }
    let words = Words::of(Language::Vi);
    let text: Vec<String> = telling::call(&call, &day.state.centre, &words).iter().map(telling::Told::plain).collect();
    assert!(text.contains(&"  C001 đã chờ 4 phút: quầy 1 không nhận nhóm C.".to_owned()), "{text:#?}");
    assert!(text.contains(&"  A001, B001 đã chờ 2–3 phút: A002 thuộc diện ưu tiên cao hơn.".to_owned()), "{text:#?}");
}

#[test]
fn every_other_reason_why_somebody_was_not_taken() {
    // Waits for another counter alone; comes back after a miss; has an appointment; the officer chose.
    let mut day = Day::new(&["A", "A"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    day.issue('A', false);
    let to = Destination::Counter(CounterId(2));
    day.ask(Verb::Move { ticket: no("A001"), to }).unwrap();
    day.pass(60);
    day.ask(Verb::Issue(Issue { appointment: Some(at("2026-11-23T09:00")), ..plain_issue('A', false) })).unwrap();
    day.pass(60);
    day.issue('A', false);
    day.pass(60);
    day.issue('A', false);
    day.pass(60);
    day.at(1, CounterVerb::CallThis(no("A004"))).unwrap();
    let chosen = call(&day);
    assert_eq!(chosen.reason.why, Why::Chosen);
    let early = WhyNot::Appointment(at("2026-11-23T09:00"));
    let expected = [("A001", WhyNot::OtherCounter(CounterId(2))), ("A002", early), ("A003", WhyNot::Chosen)];
    assert_eq!(longer(&chosen), expected.map(|(ticket, why)| (ticket.to_owned(), why)));

    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    day.call(1);
    day.at(1, CounterVerb::NoShow).unwrap();
    day.pass(60);
    day.issue('A', false);
    day.ask(Verb::Restore { ticket: no("A001") }).unwrap();
    day.pass(60);
    assert_eq!(day.call(1), "A002");
    assert_eq!(longer(&call(&day)), [("A001".to_owned(), WhyNot::AfterMiss)]);

    // B waits longest, but A was passed as often as anyone may be.
    let mut day = Day::new(&["A"], Rule { max_passed: Some(1), ..Rule::budget() });
    open(&mut day, 1);
    day.issue('A', false);
    day.pass(60);
    day.issue('A', true);
    day.issue('A', true);
    assert_eq!(day.call(1), "A002");
    day.at(1, CounterVerb::Finish(Outcome::Other)).unwrap();
    assert_eq!(day.call(1), "A001");
    let guarded = call(&day);
    assert_eq!((guarded.reason.why, guarded.longer.len()), (Why::PassedEnough, 0));
    assert_eq!(guarded.line[0].passed, 1, "as the rule saw her, not as she is after");
}

#[test]
fn a_call_that_was_taken_back_is_not_the_last_one() {
    let mut day = Day::new(&["A", "A"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    day.issue('A', false);
    day.issue('A', false);
    day.call(1);
    day.pass(5);
    day.call(2);
    assert_eq!(call(&day).ticket.ticket, no("A002"));
    day.pass(5);
    day.at(2, CounterVerb::Undo).unwrap();
    assert_eq!(call(&day).ticket.ticket, no("A001"));
    let timeline = timeline(&day);
    assert!(timeline.last_call(0).is_none());
    let names: Vec<&str> =
        timeline.story(no("A002")).into_iter().map(|at| timeline.events()[at].event.kind().1).collect();
    assert_eq!(names, ["ticket_issued", "ticket_called", "counter_action_undone"]);
}

#[test]
fn a_promise_is_told_with_what_came_of_it() {
    let mut day = Day::new(&["A"], Rule::budget());
    open(&mut day, 1);
    day.issue('A', false);
    let given = day.log.len();
    let last = day.log.last().unwrap().clone();
    let range = Range { from_s: 300, to_s: 900 };
    let promised = Event::TicketPromised { ticket: no("A001"), range };
    day.log.push(Recorded { seq: last.seq + 1, event: promised, ..last });
    day.state.apply(&day.log[given].clone());
    let open_promise = timeline(&day).promise(no("A001"), usize::MAX).unwrap();
    assert_eq!((open_promise.took_s, open_promise.held()), (None, None));
    let words = Words::of(Language::Vi);
    assert!(telling::promise(no("A001"), Some(open_promise), &words).contains("5–15 phút"));
    for (wait, held, says) in [(899, true, "đúng như đã báo"), (1500, false, "muộn hơn đã báo 10 phút")] {
        let mut late = Day::new(&["A"], Rule::budget());
        (late.log, late.state, late.now) = (day.log.clone(), day.state.clone(), day.now);
        late.pass(wait);
        late.call(1);
        let promise = call(&late).promise.unwrap();
        assert_eq!((promise.took_s, promise.held()), (Some(wait), Some(held)));
        let told = telling::promise(no("A001"), Some(promise), &words);
        assert!(told.contains(says), "{told}");
        // A call can be taken back until the next thing is done at its counter.
        let called = late.log.len();
        assert!(timeline(&late).promises(called).is_empty());
        late.at(1, CounterVerb::Start).unwrap();
        let stands = timeline(&late).promises(late.log.len()).all();
        assert_eq!((stands.called, stands.held), (1, u32::from(held)));
        assert!(timeline(&late).promises(called).is_empty(), "nothing of what was still to come");
    }
    assert_eq!(timeline(&day).promise(no("A001"), given), None, "before it was made");
}

#[test]
fn numbers_are_found_and_near_ones_are_named() {
    let mut day = Day::new(&["AB"], Rule::budget());
    open(&mut day, 1);
    for letter in ['A', 'A', 'A', 'B'] {
        day.issue(letter, false);
    }
    day.call(1);
    let timeline = timeline(&day);
    let near = |number: &str| timeline.near(no(number), 2).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(near("A009"), ["A002", "A003"]);
    assert_eq!(near("C001"), ["A001", "B001"]);
    assert_eq!(timeline.moment_of(no("A009")), None);
    let at_call = &timeline.events()[timeline.moment_of(no("A001")).unwrap()].event;
    assert!(matches!(at_call, Event::TicketCalled { .. }));
    let given = &timeline.events()[timeline.moment_of(no("B001")).unwrap()].event;
    assert!(matches!(given, Event::TicketIssued(issued) if issued.ticket.service == service('B')));
    assert!(timeline.has_work());
    assert!(!Timeline::new(State::default(), day.now.day(), day.log[..1].to_vec()).has_work());
}

#[test]
fn times_are_read_as_they_are_typed() {
    let read = |text| time_typed(text).map(|time| time.format("%H:%M:%S").to_string());
    for (typed, means) in [("9:41", "09:41:00"), ("9h41", "09:41:00"), ("14H", "14:00:00"), (" 09:41:07 ", "09:41:07")]
    {
        assert_eq!(read(typed).as_deref(), Some(means), "{typed}");
    }
    for wrong in ["", "941", "25:00", "9:61", "A001", "h"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn who_was_called_before_somebody_is_told_with_why_each() {
    let mut day = Day::new(&["AB", "C"], Rule::budget());
    open(&mut day, 1);
    open(&mut day, 2);
    for letter in ['A', 'B', 'C'] {
        day.issue(letter, false);
        day.pass(60);
    }
    day.issue('A', true);
    day.call(2);
    for expected in ["A002", "A001"] {
        assert_eq!(day.call(1), expected);
        day.pass(30);
        day.at(1, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
    }
    // One that is taken back was no call.
    day.issue('A', true);
    assert_eq!(day.call(1), "A003");
    day.at(1, CounterVerb::Undo).unwrap();
    let waits = timeline(&day).before(no("B001"), (usize::MAX, day.now)).unwrap();
    assert_eq!(waits.end, End::Waits(day.now));
    day.at(1, CounterVerb::CallThis(no("B001"))).unwrap();
    let timeline = timeline(&day);
    let before = timeline.before(no("B001"), (usize::MAX, day.now)).unwrap();
    assert_eq!(before.end, End::Called(day.now, CounterId(1)));
    let calls: Vec<(String, WhyNot)> =
        before.calls.iter().map(|call| (call.ticket.to_string(), call.why_not)).collect();
    let expected = [("C001", WhyNot::NotServed), ("A002", WhyNot::Class), ("A001", WhyNot::CameLater)];
    assert_eq!(calls, expected.map(|(ticket, why)| (ticket.to_owned(), why)));
    assert_eq!(waits.calls, before.calls);
    // As far as it had come at an earlier moment.
    let first = before.calls[1].index;
    let early = timeline.before(no("B001"), (first + 1, before.calls[1].at)).unwrap();
    assert_eq!((early.calls.as_slice(), early.end), (&before.calls[..2], End::Waits(before.calls[1].at)));
    assert_eq!(timeline.before(no("B001"), (1, day.now)), None, "before it was given");
    assert_eq!(timeline.before(no("B009"), (usize::MAX, day.now)), None);
    for (language, says) in [
        (Language::Vi, "quầy 1 gọi A002 (người cao tuổi"),
        (Language::En, "counters that could not call B001 made 1 call: counter 2 called C001."),
    ] {
        let words = Words::of(language);
        let told = telling::before(&before, &day.state.centre, &words);
        let text = told.iter().map(telling::Told::plain).collect::<Vec<_>>().join("\n");
        assert!(!text.contains('{') && !text.contains("replay.") && text.contains(says), "{text}");
    }
    let alone = timeline.before(no("C001"), (usize::MAX, day.now)).unwrap();
    let words = Words::of(Language::Vi);
    let told = telling::before(&alone, &day.state.centre, &words);
    assert!(told[1].plain().contains("không gọi ai khác"), "{told:?}");
}

#[test]
fn moments_are_read_as_they_are_typed() {
    let today = at("2026-11-23T10:00").day();
    let read = |text| {
        moment_typed(text, today)
            .map(|(day, time)| (day.to_string(), time.map(|time| time.format("%H:%M").to_string())))
    };
    for (typed, day, time) in [
        ("", "2026-11-23", None),
        ("9h41", "2026-11-23", Some("09:41")),
        ("20/11", "2026-11-20", None),
        ("20/11 9:41", "2026-11-20", Some("09:41")),
        ("24/12 8h", "2025-12-24", Some("08:00")),
        ("20/11/2025 9:41", "2025-11-20", Some("09:41")),
        ("2026-11-20T09:41", "2026-11-20", Some("09:41")),
        (" 2026-11-20 ", "2026-11-20", None),
    ] {
        assert_eq!(read(typed), Some((day.to_owned(), time.map(str::to_owned))), "{typed}");
    }
    for wrong in ["soon", "30/02", "20/11 25:00", "2026-02-30", "20/11 9:41 x", "A001"] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}
