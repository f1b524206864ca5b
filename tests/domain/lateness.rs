//! By how much a dossier is late, in the unit in which everybody counts its age.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, receive};
use motcua::domain::attention::late;
use motcua::domain::calendar::Limit;
use motcua::domain::dossier::{Dossier, Lateness, Left};
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
