//! What stood gives back each day once, and often no more days than it stood.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, receive, wish};
use motcua::domain::calendar::due::Stood;
use motcua::domain::calendar::{Calendar, Due, Holidays, Hours, Limit};
use motcua::domain::dossier::{Dossier, Left};
use motcua::domain::ids::DossierCode;
use motcua::domain::time::Timestamp;
use motcua::text::words::{Language, Words};
use std::sync::Arc;

fn stood(spans: &[(&str, &str)]) -> Vec<Stood> {
    let moment = |text: &str| at(&format!("2026-11-{text}"));
    spans.iter().map(|(from, to)| Stood { from: moment(from), to: moment(to) }).collect()
}

fn due(limit: Limit, pauses: &[Stood]) -> Due {
    let calendar = Calendar::new(Hours::default(), Arc::new(Holidays::built_in()));
    calendar.due_with(at("2026-11-02T09:00"), limit, pauses)
}

fn shown(due: Option<Timestamp>) -> String {
    due.unwrap().to_string()
}

/// Two minutes each: the last one of a day and the first of the next.
const EVENINGS: [(&str, &str); 4] =
    [("03T16:59", "04T07:31"), ("04T16:59", "05T07:31"), ("05T16:59", "06T07:31"), ("06T16:59", "09T07:31")];

#[test]
fn short_stops_over_many_evenings_give_one_day_back_and_not_one_each() {
    for (limit, usual, with_one) in [
        (Limit::WorkingDays(10), "2026-11-16T17:00", "2026-11-17T17:00"),
        (Limit::CalendarDays(14), "2026-11-16T17:00", "2026-11-17T17:00"),
    ] {
        assert_eq!(shown(due(limit, &[]).due), usual);
        assert_eq!(shown(due(limit, &stood(&EVENINGS[..1])).due), with_one, "the first is given back as ever");
        assert_eq!(shown(due(limit, &stood(&EVENINGS[..3])).due), with_one, "six minutes are no three days");
    }
    let said = due(Limit::WorkingDays(10), &stood(&EVENINGS)).explain(&Words::of(Language::Vi)).join("\n");
    assert!(said.contains("cộng dồn") && said.contains("(T5 05/11/2026; T6 06/11/2026; T2 09/11/2026)"), "{said}");
    let said = due(Limit::WorkingDays(10), &stood(&EVENINGS[..1])).explain(&Words::of(Language::Vi)).join("\n");
    assert!(!said.contains("cộng dồn"), "{said}");
}

#[test]
fn whole_days_that_stood_are_given_back_however_often() {
    let whole = [("03T10:00", "04T10:00"), ("05T10:00", "06T10:01"), ("09T10:00", "10T10:00")];
    assert_eq!(shown(due(Limit::WorkingDays(10), &stood(&whole)).due), "2026-11-19T17:00", "three days");
    // What stood within a day gave nothing back then, and counts for the evening after.
    let within = [("03T16:59", "04T07:31"), ("04T07:40", "04T16:50"), ("04T16:59", "05T08:00")];
    assert_eq!(shown(due(Limit::WorkingDays(10), &stood(&within)).due), "2026-11-18T17:00");
    // Two stops on one day give that day back once.
    let twice = [("03T16:00", "04T09:00"), ("04T10:00", "04T16:00")];
    assert_eq!(shown(due(Limit::WorkingDays(10), &stood(&twice)).due), "2026-11-17T17:00");
}

#[test]
fn what_ended_while_it_stood_for_a_moment_once_more_has_what_was_left_of_it() {
    let last = [("03T16:59", "04T07:31"), ("17T16:30", "18T07:31")];
    let due = due(Limit::WorkingDays(10), &stood(&last));
    assert_eq!(shown(due.due), "2026-11-18T08:01", "half an hour was left");
    let said = due.explain(&Words::of(Language::En)).join("\n");
    assert!(said.contains("opening hours that were left"), "{said}");
}

#[test]
fn a_due_time_that_was_set_is_put_off_by_each_day_once() {
    let calendar = Calendar::new(Hours::default(), Arc::new(Holidays::built_in()));
    let (all, set) = (stood(&EVENINGS), at("2026-11-20T17:00"));
    let put_off = |due: Timestamp, pauses| calendar.put_off(due, Limit::WorkingDays(10), pauses).unwrap();
    let first = put_off(set, &all[..1]);
    assert_eq!(first, at("2026-11-23T17:00"));
    assert_eq!([put_off(first, &all[..2]), put_off(first, &all[..3]), put_off(first, &all)], [first; 3]);
    let long = [all[0], Stood { from: at("2026-11-04T10:00"), to: at("2026-11-06T11:00") }];
    assert_eq!(put_off(first, &long), at("2026-11-25T17:00"));
}

fn step(day: &mut Day, code: &DossierCode, what: &str, when: &str) {
    day.now = at(when);
    let (by, verb) = wish(code, what);
    day.ask_by(by, verb).unwrap();
}

#[test]
fn what_is_told_to_be_left_is_what_going_on_gives_also_after_short_stops() {
    // When it goes on, what is told then, and when it is due after.
    for (goes_on, left, due) in [
        ("2026-11-25T07:31", Left::WorkingDays(2), "2026-11-27T17:00"),
        ("2026-11-26T08:00", Left::WorkingDays(2), "2026-11-30T17:00"),
        // By now more stood than was given back.
        ("2026-11-26T16:59", Left::WorkingDays(3), "2026-12-01T17:00"),
    ] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        step(&mut day, &code, "supplement", "2026-11-23T16:59");
        step(&mut day, &code, "resume", "2026-11-24T07:31");
        step(&mut day, &code, "supplement", "2026-11-24T16:59");
        day.now = at(goes_on);
        let told = day.state.dossiers[&code].left_standing(&day.book.calendar, day.now);
        step(&mut day, &code, "resume", goes_on);
        let gave = (told, day.state.dossiers[&code].due.map(|due| due.to_string()));
        let days = day.book.calendar.working_days_between(at(goes_on).day(), at(due).day());
        assert_eq!(gave, (Some(Left::WorkingDays(i64::try_from(days).unwrap())), Some(due.to_owned())), "{goes_on}");
        assert_eq!(told, Some(left));
    }
}

#[test]
fn what_was_promised_after_an_earlier_stop_is_never_taken_back() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "supplement", "2026-11-23T16:59");
    step(&mut day, &code, "resume", "2026-11-24T07:31");
    // As an older release counted it, and wrote it.
    let promised = at("2026-12-01T17:00");
    let older = Dossier { due: Some(promised), ..day.state.dossiers[&code].clone() };
    day.state.dossiers.insert(code.clone(), older);
    step(&mut day, &code, "supplement", "2026-11-24T16:59");
    step(&mut day, &code, "resume", "2026-11-25T07:31");
    assert_eq!(day.state.dossiers[&code].due, Some(promised));
}
