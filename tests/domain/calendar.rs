//! Working time: the lunar calendar, the holidays, the hours and the due times.

use chrono::{Datelike, Weekday};
use motcua::domain::calendar::lunar::{LunarDay, gio_to, leap_month, lunar, solar, tet};
use motcua::domain::time::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn tet_and_gio_to_of_every_known_year() {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let known = [
        (2020, "01-25", Sat, "04-02", Thu, Some(4)),
        (2021, "02-12", Fri, "04-21", Wed, None),
        (2022, "02-01", Tue, "04-10", Sun, None),
        (2023, "01-22", Sun, "04-29", Sat, Some(2)),
        (2024, "02-10", Sat, "04-18", Thu, None),
        (2025, "01-29", Wed, "04-07", Mon, Some(6)),
        (2026, "02-17", Tue, "04-26", Sun, None),
        (2027, "02-06", Sat, "04-16", Fri, None),
        (2028, "01-26", Wed, "04-04", Tue, Some(5)),
        (2029, "02-13", Tue, "04-23", Mon, None),
        (2030, "02-02", Sat, "04-12", Fri, None),
        (2031, "01-23", Thu, "04-01", Tue, Some(3)),
        (2032, "02-11", Wed, "04-19", Mon, None),
        (2033, "01-31", Mon, "04-09", Sat, Some(11)),
        (2034, "02-19", Sun, "04-28", Fri, None),
        (2035, "02-08", Thu, "04-17", Tue, None),
    ];
    for (year, new_year, weekday, ancestors, their_weekday, leap) in known {
        let first = tet(year).unwrap();
        assert_eq!((first, first.weekday()), (day(&format!("{year}-{new_year}")), weekday), "Tết {year}");
        let tenth = gio_to(year).unwrap();
        assert_eq!((tenth, tenth.weekday()), (day(&format!("{year}-{ancestors}")), their_weekday), "Giỗ Tổ {year}");
        assert_eq!(leap_month(year), leap, "leap month of {year}");
    }
}

#[test]
fn tet_differs_from_china_where_it_did() {
    for known in ["1968-01-29", "1969-02-16", "1985-01-21", "2007-02-17", "2030-02-02", "2053-02-18"] {
        assert_eq!(tet(day(known).year()), Some(day(known)));
    }
}

#[test]
fn months_whose_first_day_differs_from_china() {
    let first = |year, month, leap| solar(LunarDay { year, month, day: 1, leap }).unwrap();
    assert_eq!(first(2031, 3, true), day("2031-04-21"));
    assert_eq!(first(2032, 2, false), day("2032-03-11"));
    assert_eq!(first(2034, 8, false), day("2034-09-12"));
    assert_eq!(first(2033, 11, true), day("2033-12-22"));
}

#[test]
fn lunar_and_solar_are_inverse_on_every_day() {
    let mut at = day("2024-01-01");
    let mut before: Option<LunarDay> = None;
    while at < day("2036-01-01") {
        let here = lunar(at).unwrap();
        assert_eq!(solar(here), Some(at), "{at} {here:?}");
        if let Some(before) = before {
            let goes_on = here.day == before.day + 1 && here.month == before.month && here.leap == before.leap;
            assert!(goes_on || (here.day == 1 && before.day >= 29), "{at}: {before:?} then {here:?}");
        }
        before = Some(here);
        at = at.succ_opt().unwrap();
    }
}
