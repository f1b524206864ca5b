//! By how much a dossier is late, in the unit in which everybody counts its age.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, receive, wish};
use motcua::domain::attention::late;
use motcua::domain::calendar::Limit;
use motcua::domain::dossier::{Dossier, Lateness, Left};
use motcua::domain::worklist::ageing;
use motcua::text::words::{Language, Words};

/// A dossier with this limit that was due then.
fn due(day: &mut Day, limit: Limit, due: &str) -> Dossier {
    let code = receive(day, TEN_DAYS, false);
    Dossier { limit: Some(limit), due: Some(at(due)), ..day.state.dossiers[&code].clone() }
}

#[test]
fn limits_in_days_are_late_by_working_days() {
    let mut day = house();
    let dossier = due(&mut day, Limit::WorkingDays(3), "2026-11-26T17:00");
    let late = |until: &str| dossier.lateness(at(until), &day.book.calendar);
    assert_eq!(late("2026-11-26T17:00"), None);
    assert_eq!(late("2026-11-26T21:00"), Some(Lateness::UnderADay), "the evening is nobody's working time");
    assert_eq!(late("2026-11-27T07:31"), Some(Lateness::WorkingDays(1)));
    assert_eq!(late("2026-11-29T12:00"), Some(Lateness::WorkingDays(1)), "a Sunday");
    assert_eq!(late("2026-11-30T08:00"), Some(Lateness::WorkingDays(2)), "not four days");
    let friday = due(&mut day, Limit::CalendarDays(3), "2026-11-27T17:00");
    assert_eq!(friday.lateness(at("2026-11-29T10:00"), &day.book.calendar), Some(Lateness::UnderADay));
    // Another system may promise an hour of the day.
    let hour = due(&mut day, Limit::WorkingDays(3), "2026-11-26T10:00");
    assert_eq!(hour.lateness(at("2026-11-26T14:30"), &day.book.calendar), Some(Lateness::Seconds(10_800)), "no noon");
}

#[test]
fn what_is_left_is_told_in_the_unit_of_the_limit() {
    let mut day = house();
    let working = due(&mut day, Limit::WorkingDays(3), "2026-11-30T17:00");
    let left = |of: &Dossier, now: &str| of.left_running(&day.book.calendar, at(now));
    assert_eq!(left(&working, "2026-11-26T08:00"), Some(Left::WorkingDays(2)), "Friday and Monday");
    assert_eq!(left(&working, "2026-11-29T08:00"), Some(Left::WorkingDays(1)), "a Sunday");
    let calendar = Dossier { limit: Some(Limit::CalendarDays(10)), ..working };
    assert_eq!(left(&calendar, "2026-11-26T08:00"), Some(Left::Days(4)));
    let sunday = Dossier { limit: Some(Limit::WorkingDays(3)), due: Some(at("2026-11-29T17:00")), ..calendar.clone() };
    assert_eq!(left(&sunday, "2026-11-27T08:00"), Some(Left::Days(2)), "not none of two");
    assert_eq!(left(&Dossier { due: None, ..calendar }, "2026-11-26T08:00"), None);
}

#[test]
fn limits_in_hours_are_late_by_hours() {
    let mut day = house();
    let (short, long) = (Limit::Hours(4), Limit::Hours(48));
    let [opening, clock] = [short, long].map(|limit| due(&mut day, limit, "2026-11-26T16:30"));
    let calendar = &day.book.calendar;
    let late = |until: &str| [&opening, &clock].map(|dossier| dossier.lateness(at(until), calendar).unwrap());
    let [evening, morning] = [late("2026-11-26T18:30"), late("2026-11-27T08:00")];
    assert_eq!(evening, [Lateness::Seconds(1800), Lateness::Seconds(7200)]);
    assert_eq!(morning, [Lateness::Seconds(3600), Lateness::Seconds(15 * 3600 + 1800)], "half an hour of each day");
    assert_eq!(late("2026-12-01T08:00"), [Lateness::WorkingDays(3), Lateness::Seconds(4 * 86_400 + 55_800)]);
}

#[test]
fn lists_and_the_wall_say_it_alike_in_the_room_that_a_list_has() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    day.now = at("2026-12-14T08:00");
    let (state, calendar) = (&day.state, &day.book.calendar);
    let longest = &late(state, calendar, day.now)[0];
    assert_eq!((longest.by, &longest.dossier), (Lateness::WorkingDays(12), &code));
    assert_eq!(state.dossiers[&code].lateness_now(day.now, calendar), Some(longest.by));
    let told = |late: Lateness| [Language::Vi, Language::En].map(|language| late.tell(&Words::of(language)));
    assert_eq!(told(longest.by), ["trễ 12 ngày LV", "12 workdays late"]);
    assert_eq!(told(Lateness::WorkingDays(1)), ["trễ 1 ngày LV", "1 workday late"]);
    for late in [Lateness::WorkingDays(999), Lateness::UnderADay] {
        assert!(told(late).iter().all(|said| said.chars().count() <= 18), "{:?}", told(late));
    }
}

#[test]
fn what_stood_after_it_was_due_makes_it_no_later() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let due = day.state.dossiers[&code].due.unwrap();
    assert_eq!(due, at("2026-11-26T17:00"));
    let mut step = |when: &str, what: &str| {
        day.now = at(when);
        let (by, verb) = wish(&code, what);
        day.ask_by(by, verb).unwrap();
        let (dossier, calendar) = (&day.state.dossiers[&code], &day.book.calendar);
        let all = ageing(std::iter::once(dossier), calendar, day.now).1;
        let told = dossier.reasoning(&day.book, &Words::of(Language::En)).join("\n");
        (dossier.lateness(day.now, calendar).unwrap(), [all.late_3, all.late_10, all.on_time], told)
    };
    let (late, ages, told) = step("2026-11-30T09:00", "supplement");
    assert_eq!((late, ages), (Lateness::WorkingDays(2), [1, 0, 0]));
    assert!(told.contains("not counted as late"), "{told}");
    let (late, ages, told) = step("2026-12-09T09:00", "resume");
    assert_eq!((late, ages), (Lateness::WorkingDays(2), [1, 0, 0]), "seven days stood");
    assert!(told.contains("stood from 09:00 Mon 30/11/2026 to 09:00 Wed 09/12/2026"), "{told}");
    let (late, ages, _) = step("2026-12-10T09:00", "payment");
    assert_eq!((late, ages), (Lateness::WorkingDays(3), [1, 0, 0]));
    let (late, ages, _) = step("2026-12-18T09:00", "pay>50000");
    assert_eq!((late, ages), (Lateness::WorkingDays(3), [1, 0, 0]));
    let clock = Dossier { limit: Some(Limit::Hours(48)), ..day.state.dossiers[&code].clone() };
    let ran = (due, at("2026-12-18T09:00"));
    let stood = [("2026-11-30T09:00", "2026-12-09T09:00"), ("2026-12-10T09:00", "2026-12-18T09:00")];
    let stood_s: i64 = stood.map(|(from, to)| at(to).since(at(from))).iter().sum();
    assert_eq!(clock.lateness(ran.1, &day.book.calendar), Some(Lateness::Seconds(ran.1.since(ran.0) - stood_s)));
}

#[test]
fn the_days_that_stood_over_the_last_one_are_told() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    for (when, what) in [("2026-11-26T09:00", "supplement"), ("2026-12-03T09:00", "resume")] {
        day.now = at(when);
        let (by, verb) = wish(&code, what);
        day.ask_by(by, verb).unwrap();
    }
    let told = day.state.dossiers[&code].reasoning(&day.book, &Words::of(Language::En)).join("\n");
    for missing in [
        "Fri 27/11/2026: not counted, time stood",
        "Sat 28/11/2026",
        "Wed 02/12/2026: not counted, time stood",
        "due: 17:00 Thu 03/12/2026",
    ] {
        assert!(told.to_lowercase().contains(&missing.to_lowercase()), "{missing}: {told}");
    }
}
