//! Due times: the known values, the two meanings of 15:00, hours, and every day against a count of our own.

use chrono::{Datelike, TimeDelta, Weekday};
use motcua::domain::calendar::due::Stood;
use motcua::domain::calendar::{Calendar, Due, Handover, Holidays, Hours, Limit, Rule, Unsure, Why};
use motcua::domain::time::{Day, Timestamp};
use motcua::text::words::{Language, Words};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(Hours::default(), Arc::new(Holidays::built_in())));

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn due(received: &str, limit: Limit) -> Due {
    CALENDAR.due(at(received), limit)
}

fn shown(due: &Due) -> String {
    due.due.unwrap().to_string()
}

/// Limits that run by the clock run at night too, so what stood at night is given back.
#[test]
fn a_night_that_stood_is_given_back_to_a_limit_by_the_clock_and_takes_nothing_from_days() {
    let night = [Stood { from: at("2026-11-23T17:30"), to: at("2026-11-24T05:30") }];
    let due = |limit, pauses: &[Stood]| CALENDAR.due_with(at("2026-11-23T09:00"), limit, pauses).due;
    assert_eq!(due(Limit::Hours(24), &[]), Some(at("2026-11-24T09:00")));
    assert_eq!(due(Limit::Hours(24), &night), Some(at("2026-11-25T07:30")), "21:00 is in the night");
    assert_eq!(due(Limit::Hours(30), &night), Some(at("2026-11-25T07:30")));
    for limit in [Limit::WorkingDays(3), Limit::CalendarDays(3), Limit::Hours(2)] {
        assert_eq!(due(limit, &night), due(limit, &[]), "{limit:?}");
    }
}

#[test]
fn the_eleven_known_values() {
    use Limit::{CalendarDays, SameDay, WorkingDays};
    let known = [
        ("2025-07-01T10:00", WorkingDays(3), "2025-07-04T17:00", false),
        ("2025-04-24T10:00", WorkingDays(3), "2025-04-28T17:00", false),
        ("2026-02-12T10:00", WorkingDays(3), "2026-02-24T17:00", false),
        ("2026-04-23T10:00", WorkingDays(3), "2026-04-29T17:00", false),
        ("2026-04-24T15:05", SameDay, "2026-04-28T17:00", false),
        ("2026-08-27T10:00", WorkingDays(3), "2026-09-04T17:00", false),
        ("2030-01-30T10:00", WorkingDays(3), "2030-02-11T17:00", true),
        ("2033-04-28T10:00", WorkingDays(3), "2033-05-05T17:00", true),
        ("2026-01-28T10:00", CalendarDays(20), "2026-02-23T17:00", false),
        ("2025-08-01T10:00", CalendarDays(30), "2025-09-03T17:00", false),
        ("2026-11-23T15:30", SameDay, "2026-11-24T17:00", false),
    ];
    for (received, limit, expected, forecast) in known {
        let found = due(received, limit);
        assert_eq!((shown(&found).as_str(), found.unsure.is_some()), (expected, forecast), "{received} {limit:?}");
    }
    // the eleventh again, with 24 November a day off by setting
    let policy = Calendar::new(Hours::default(), Arc::new(Holidays::built_in().with_policy_days(true)));
    assert_eq!(shown(&policy.due(at("2026-11-23T15:30"), SameDay)), "2026-11-25T17:00");
}

#[test]
fn a_due_time_of_a_year_that_is_not_known_says_which_year_and_why() {
    let last = |received: &str| {
        let due = due(received, Limit::WorkingDays(3));
        (due.unsure, due.explain(&Words::of(Language::En)).pop().unwrap())
    };
    let (unsure, said) = last("2019-02-01T10:00");
    assert_eq!(unsure, Some(Unsure::Past(2019)));
    assert!(said.contains("of 2019 are not all known") && !said.contains("published"), "{said}");
    let (unsure, said) = last("2026-12-31T10:00");
    assert_eq!(unsure, Some(Unsure::NotYet(2027)), "it ends in another year");
    assert!(said.contains("of 2027 are not published yet"), "{said}");
    assert_eq!(last("2019-12-31T10:00").0, Some(Unsure::Past(2019)), "it began in a year that is not known");
    assert_eq!(last("2026-11-23T10:00").0, None);
}

#[test]
fn every_day_is_explained() {
    let found = due("2025-04-24T10:00", Limit::WorkingDays(3));
    let said = found.explain(&Words::of(Language::Vi));
    assert_eq!(
        said,
        [
            "Nhận hồ sơ lúc 10:00 T5 24/04/2025.",
            "Thời hạn 3 ngày làm việc, không tính ngày nhận; hạn là cuối giờ làm việc của ngày cuối cùng.",
            "T5 24/04/2025: không tính, ngày nhận hồ sơ",
            "T6 25/04/2025: ngày thứ 1",
            "T7 26/04/2025: ngày thứ 2 (làm bù)",
            "CN 27/04/2025: không tính, nghỉ cuối tuần",
            "T2 28/04/2025: ngày thứ 3",
            "Hạn trả kết quả: 17:00 T2 28/04/2025.",
        ]
    );
    let rolled = due("2025-08-01T10:00", Limit::CalendarDays(30));
    let said = rolled.explain(&Words::of(Language::En));
    assert_eq!(said[31], "Sat 30/08/2025: day 29");
    assert_eq!(
        said[32..],
        [
            "Sun 31/08/2025: day 30",
            "Sun 31/08/2025: the limit ends on a day off, weekend",
            "Mon 01/09/2025: not counted, holiday: Quốc khánh",
            "Tue 02/09/2025: not counted, holiday: Quốc khánh",
            "Result due: 17:00 Wed 03/09/2025.",
        ]
    );
    assert_eq!(due("2025-08-01T10:00", Limit::None).due, None);
}

#[test]
fn three_o_clock_for_same_day_procedures() {
    for (received, expected, rule) in [
        ("2026-07-06T07:00", "2026-07-06T17:00", Rule::SameDay),
        ("2026-07-06T15:00", "2026-07-06T17:00", Rule::SameDay),
        ("2026-07-06T15:00:01", "2026-07-07T17:00", Rule::NextDayAfterThree),
        ("2026-07-06T18:00", "2026-07-07T17:00", Rule::SameDay),
        ("2026-07-05T09:00", "2026-07-06T17:00", Rule::SameDay),
        ("2026-07-10T16:00", "2026-07-13T17:00", Rule::NextDayAfterThree),
    ] {
        let found = due(received, Limit::SameDay);
        assert_eq!((shown(&found).as_str(), found.rule), (expected, rule), "{received}");
    }
}

#[test]
fn three_o_clock_for_handing_over_paper() {
    use Handover::{NextMorning, SameDay};
    for (received, expected) in [
        ("2026-07-06T10:00", SameDay(at("2026-07-06T17:00"))),
        ("2026-07-06T15:00", SameDay(at("2026-07-06T17:00"))),
        ("2026-07-06T15:01", NextMorning(at("2026-07-07T07:00"))),
        ("2026-04-29T15:30", NextMorning(at("2026-05-04T07:00"))),
        ("2026-07-05T10:00", NextMorning(at("2026-07-06T07:00"))),
    ] {
        assert_eq!(CALENDAR.handover(at(received)), Some(expected), "{received}");
    }
}

#[test]
fn receipt_outside_hours_counts_from_the_next_opening() {
    for (received, accepted, expected) in [
        ("2026-07-06T06:00", "2026-07-06T07:00", "2026-07-07T17:00"),
        ("2026-07-06T12:00", "2026-07-06T13:30", "2026-07-07T17:00"),
        ("2026-07-06T17:00", "2026-07-07T07:00", "2026-07-08T17:00"),
        ("2026-07-05T10:00", "2026-07-06T07:00", "2026-07-07T17:00"),
    ] {
        let found = due(received, Limit::WorkingDays(1));
        assert_eq!((found.accepted, shown(&found).as_str()), (at(accepted), expected), "{received}");
    }
    let late = due("2026-07-10T18:00", Limit::WorkingDays(1));
    let why: Vec<_> = late.skipped.into_iter().map(|skipped| skipped.why).collect();
    assert_eq!(why, [Why::AfterHours, Why::Weekend, Why::Weekend, Why::DayOfReceipt]);
}

#[test]
fn a_saturday_reception_is_a_day_of_receipt() {
    let hours = Hours { saturday: Some("07:30-11:30".parse().unwrap()), ..Hours::default() };
    let calendar = Calendar::new(hours, Arc::new(Holidays::built_in()));
    let saturday = at("2026-07-11T08:00");
    assert_eq!(shown(&calendar.due(saturday, Limit::WorkingDays(1))), "2026-07-13T17:00");
    let same_day = calendar.due(saturday, Limit::SameDay);
    assert_eq!((shown(&same_day).as_str(), same_day.rule), ("2026-07-13T17:00", Rule::NextDayAfterDayOff));
    assert_eq!(shown(&calendar.due(saturday, Limit::Hours(1))), "2026-07-13T08:00");
}

#[test]
fn limits_in_hours() {
    for (received, hours, expected, rule) in [
        ("2026-07-06T08:10", 1, "2026-07-06T09:10", Rule::OpeningHours(1)),
        ("2026-07-06T16:00", 1, "2026-07-06T17:00", Rule::OpeningHours(1)),
        ("2026-07-06T11:00", 1, "2026-07-06T14:00", Rule::OpeningHours(1)),
        ("2026-07-10T16:30", 1, "2026-07-13T07:30", Rule::OpeningHours(1)),
        ("2026-07-06T07:00", 8, "2026-07-06T17:00", Rule::OpeningHours(8)),
        ("2026-07-06T09:00", 24, "2026-07-07T09:00", Rule::ClockHours(24)),
        ("2026-07-06T09:00", 12, "2026-07-07T07:00", Rule::ClockHoursRolled(12)),
        ("2026-07-09T09:00", 51, "2026-07-13T17:00", Rule::ClockHoursRolled(51)),
    ] {
        let found = due(received, Limit::Hours(hours));
        assert_eq!((shown(&found).as_str(), found.rule), (expected, rule), "{received} {hours}");
    }
}

#[test]
fn absurd_moments_and_limits_get_an_answer_and_no_panic() {
    for received in [i64::MIN, -1, 0, i64::MAX].map(Timestamp) {
        for limit in [Limit::SameDay, Limit::None] {
            CALENDAR.due(received, limit);
        }
        for many in [0, 1, 5_000] {
            for limit in [Limit::WorkingDays(many), Limit::CalendarDays(many), Limit::Hours(many)] {
                CALENDAR.due(received, limit);
            }
        }
        CALENDAR.handover(received);
    }
    let never = Hours { seasons: Vec::new(), saturday: None };
    let closed = Calendar::new(never, Arc::new(Holidays::built_in()));
    for limit in [Limit::WorkingDays(1), Limit::CalendarDays(1), Limit::Hours(1), Limit::Hours(30), Limit::SameDay] {
        assert_eq!(closed.due(at("2026-07-06T08:00"), limit).due, None, "{limit:?}");
    }
}

/// What the built-in file says of each date, read without the program's own reader.
static LISTED: LazyLock<BTreeMap<Day, bool>> = LazyLock::new(|| {
    let rows = include_str!("../../assets/holidays.tsv").lines().skip(1);
    rows.filter(|row| !row.ends_with("policy_unconfirmed") && !row.ends_with("announced"))
        .map(|row| (row[..10].parse().unwrap(), row.ends_with("makeup_workday")))
        .collect()
});

fn works(day: Day) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    LISTED.get(&day).copied().unwrap_or(!weekend)
}

/// A moment of 2020 to 2034, to the minute.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    let (from, to) = (at("2020-01-01T00:00"), at("2034-12-31T23:59"));
    (0..(to.0 - from.0) / 60).prop_map(move |minute| from.plus(minute * 60))
}

/// The day on which a dossier counts as received: closing is at 17:00 in every season.
fn day_of_receipt(received: Timestamp) -> Day {
    let local = received.local();
    let mut day = local.date();
    if !works(day) || local.time() >= "17:00:00".parse().unwrap() {
        day += TimeDelta::days(1);
        while !works(day) {
            day += TimeDelta::days(1);
        }
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn working_days_agree_with_counting_one_by_one(received in any_moment(), limit in 1u16..60) {
        let mut day = day_of_receipt(received);
        let mut left = limit;
        while left > 0 {
            day += TimeDelta::days(1);
            left -= u16::from(works(day));
        }
        let found = CALENDAR.due(received, Limit::WorkingDays(limit));
        prop_assert_eq!(found.due, Some(Timestamp::at(day, "17:00:00".parse().unwrap())));
        prop_assert_eq!(found.counted.len(), usize::from(limit));
        // every day from receipt to the end is told exactly once, in one list or the other
        let mut told: Vec<Day> = found.counted.iter().copied().chain(found.skipped.iter().map(|s| s.date)).collect();
        told.sort_unstable();
        let all: Vec<Day> = received.day().iter_days().take_while(|at| *at <= day).collect();
        prop_assert_eq!(told, all);
    }

    #[test]
    fn calendar_days_agree_with_counting_one_by_one(received in any_moment(), limit in 1u16..120) {
        let mut day = day_of_receipt(received) + TimeDelta::days(i64::from(limit));
        while !works(day) {
            day += TimeDelta::days(1);
        }
        let found = CALENDAR.due(received, Limit::CalendarDays(limit));
        prop_assert_eq!(found.due, Some(Timestamp::at(day, "17:00:00".parse().unwrap())));
    }

    #[test]
    fn opening_hours_agree_with_counting_minutes(received in any_moment(), limit in 1u16..=8) {
        let mut minute = received;
        let mut left = i64::from(limit) * 60;
        while left > 0 {
            left -= i64::from(CALENDAR.is_open(minute));
            minute = minute.plus(60);
        }
        prop_assert_eq!(CALENDAR.due(received, Limit::Hours(limit)).due, Some(minute));
    }

    #[test]
    fn nothing_is_due_before_receipt_nor_outside_hours(received in any_moment(), hours in 0u16..200) {
        for limit in [Limit::Hours(hours), Limit::SameDay, Limit::WorkingDays(hours), Limit::CalendarDays(hours)] {
            let due = CALENDAR.due(received, limit).due.unwrap();
            prop_assert!(due >= received && CALENDAR.is_working(due.day()));
            prop_assert!(CALENDAR.is_open(due) || CALENDAR.is_open(due.plus(-1)), "{:?} {}", limit, due);
        }
    }
}
