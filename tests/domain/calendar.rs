//! Working time: the lunar calendar, the holidays, the hours.

use chrono::{Datelike, Weekday};
use motcua::domain::calendar::holiday_file::Mistake;
use motcua::domain::calendar::lunar::{LunarDay, gio_to, leap_month, lunar, solar, tet};
use motcua::domain::calendar::{Calendar, Holidays, Hours, HoursFault, Kind, Season, Span, Unsure};
use motcua::domain::time::{Day, Timestamp};
use motcua::text::words::{Language, Words};
use std::sync::Arc;

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
fn years_beyond_the_formulas_get_no_answer() {
    for year in [i32::MIN, 1900, 1960, 2151, i32::MAX] {
        assert_eq!((tet(year), gio_to(year), leap_month(year)), (None, None, None), "{year}");
    }
    assert_eq!(lunar(Day::MAX), None);
    assert_eq!(lunar(Day::MIN), None);
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

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[test]
fn the_built_in_holiday_file_has_no_fault() {
    let text = include_str!("../../assets/holidays.tsv");
    let laid = Holidays::default().with_own(text).unwrap();
    assert_eq!(laid.announced_to(), Some(day("2026-12-31")));
    assert_eq!(text.lines().count(), 1 + 242 + 1);
    let listed = laid.with_policy_days(true);
    assert_eq!(listed.between(day("2020-01-01"), day("2035-12-31")).count(), 242);
}

/// Exchanged days and their make-up Saturdays cannot be computed; everything else of 2021 to 2035 is as listed.
#[test]
fn computed_days_off_are_those_of_the_list() {
    let listed = Holidays::built_in().with_policy_days(true);
    let computed = Holidays::computed(2021..=2035).with_policy_days(true);
    let (from, to) = (day("2021-01-01"), day("2035-12-31"));
    let exchanged = [Kind::Swap, Kind::MakeupWorkday];
    let expected: Vec<Day> = listed
        .between(from, to)
        .filter(|(_, holiday)| !exchanged.contains(&holiday.kind))
        .map(|(day, _)| day)
        .collect();
    // Before 2026 the culture day was not spoken of.
    let culture = |at: &Day| at.month() == 11 && at.year() < 2026;
    let found: Vec<Day> = computed.between(from, to).map(|(day, _)| day).filter(|at| !culture(at)).collect();
    assert_eq!(found, expected);
}

#[test]
fn days_beyond_the_list_are_computed_with_names() {
    let holidays = Holidays::built_in();
    let name = |at: &str| holidays.get(day(at)).map(|holiday| holiday.name.clone());
    // Tết of 2036 is on Monday 28 January: its eve is a Sunday.
    assert_eq!(tet(2036), Some(day("2036-01-28")));
    assert_eq!(name("2036-01-27").as_deref(), Some("Giao thừa Tết Nguyên Đán"));
    assert_eq!(name("2036-02-01").as_deref(), Some("Mùng năm Tết Nguyên Đán (nghỉ bù)"));
    assert_eq!(name("2037-09-02").as_deref(), Some("Quốc khánh"));
    assert_eq!(name("2037-11-24"), None);
    assert!(holidays.is_forecast(day("2027-01-01")) && !holidays.is_forecast(day("2026-12-31")));
    for year in 2036..=2100 {
        let (from, to) = (Day::from_ymd_opt(year, 1, 1).unwrap(), Day::from_ymd_opt(year, 12, 31).unwrap());
        let names: Vec<_> = holidays.between(from, to).map(|(_, holiday)| holiday.name.clone()).collect();
        assert!((10..=16).contains(&names.len()), "{year}: {names:?}");
        assert!(names.iter().all(|name| name.contains(' ')), "a day has a key for a name: {names:?}");
    }
}

#[test]
fn a_centres_own_file_goes_on_top() {
    let own = "date\tweekday\tname\tkind\r\n\
               # ngày riêng của xã\r\n\
               2026-09-01\tT3\tVẫn làm việc\tworking\r\n\
               03/09/2026\tT5\tNghỉ bão\tstatutory\r\n\
               2026-09-03\tT5\tNghỉ bão số 5\tswap\r\n\
               2027-12-31\tT6\tĐã công bố\tannounced\r\n";
    let holidays = Holidays::built_in().with_own(own).unwrap();
    assert_eq!(holidays.get(day("2026-09-01")), None);
    assert_eq!(holidays.get(day("2026-09-03")).unwrap().name, "Nghỉ bão số 5");
    assert_eq!(holidays.get(day("2026-09-02")).unwrap().name, "Quốc khánh");
    assert_eq!(holidays.announced_to(), Some(day("2027-12-31")));
    let calendar = Calendar::new(Hours::default(), Arc::new(holidays));
    assert!(calendar.is_working(day("2026-09-01")) && !calendar.is_working(day("2026-09-03")));
}

#[test]
fn every_mistake_of_a_file_is_named_by_line_and_column() {
    let wrong = "date\tweekday\tname\tkind\n\
                 2026-02-30\tT2\tKhông có\tstatutory\n\
                 2026-09-02\tT3\tQuốc khánh\tstatutory\n\
                 2026-09-03\tT5\t \tnghỉ\n\
                 2026-08-22\tT7\tLàm bù\tworking\tthừa\n";
    let faults = Holidays::built_in().with_own(wrong).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| (fault.place.line, fault.place.column)).collect();
    assert_eq!(places, [(2, 1), (3, 2), (4, 3), (4, 4), (5, 4), (5, 5)]);
    assert!(matches!(faults[0].what, Mistake::Date(_)));
    let vi = Words::of(Language::Vi);
    assert_eq!(vi.say(&faults[1]), "Dòng 3, cột 2 (weekday): ghi “T3” nhưng ngày 2026-09-02 là T4.");
    for words in [vi, Words::of(Language::En)] {
        let said: Vec<_> = faults.iter().map(|fault| words.say(fault)).collect();
        assert!(said.iter().all(|line| !line.contains(['{', '}']) && line.contains(' ')), "{said:?}");
    }
}

#[test]
fn hours_follow_the_season() {
    let hours = Hours::default();
    let shown = |at: &str| hours.working(day(at)).iter().map(Span::to_string).collect::<Vec<_>>().join(" ");
    let (summer, winter) = ("07:00-11:30 13:30-17:00", "07:30-12:00 13:30-17:00");
    for (at, expected) in [
        ("2026-01-01", winter),
        ("2026-04-15", winter),
        ("2026-04-16", summer),
        ("2026-10-15", summer),
        ("2026-10-16", winter),
    ] {
        assert_eq!(shown(at), expected, "{at}");
    }
}

#[test]
fn hours_are_read_and_written_as_people_write_them() {
    let text = "saturday = \"07:30-11:30\"\n\n[[seasons]]\nfrom = \"01-01\"\nmorning = \"07:30-11:30\"\n";
    let hours: Hours = toml::from_str(text).unwrap();
    assert_eq!(toml::to_string(&hours).unwrap(), text);
    assert_eq!(hours.faults(), []);
    for wrong in ["7h-11h", "11:30-07:00", "07:00", "07:00-25:00", ""] {
        assert_eq!(wrong.parse::<Span>(), Err(HoursFault::Span(wrong.to_owned())));
    }
    let both: Hours = toml::from_str(
        "seasons = [{ from = \"04-16\", morning = \"07:00-11:30\", afternoon = \"11:00-17:00\" },
                    { from = \"04-16\", morning = \"07:00-11:30\" }]",
    )
    .unwrap();
    let Season { from, .. } = both.seasons[0];
    assert_eq!(both.faults(), [HoursFault::AfternoonTooEarly(from), HoursFault::SeasonTwice(from)]);
    assert_eq!(Hours { seasons: Vec::new(), saturday: None }.faults(), [HoursFault::NoSeason]);
    assert!(toml::from_str::<Hours>("seasons = [{ from = \"02-30\", morning = \"07:00-11:30\" }]").is_err());
}

#[test]
fn the_centre_opens_and_closes() {
    let calendar = Calendar::new(Hours::default(), Arc::new(Holidays::built_in()));
    for open in ["2026-07-06T07:00", "2026-07-06T11:29:59", "2026-07-06T13:30", "2026-08-22T10:00"] {
        assert!(calendar.is_open(at(open)), "{open}");
        assert_eq!(calendar.open_from(at(open)), Some(at(open)));
    }
    for (closed, next) in [
        ("2026-07-06T06:59:59", "2026-07-06T07:00"),
        ("2026-07-06T11:30", "2026-07-06T13:30"),
        ("2026-07-10T17:00", "2026-07-13T07:00"),
        ("2026-02-13T17:30", "2026-02-23T07:30"),
        ("2026-08-28T20:00", "2026-09-03T07:00"),
    ] {
        assert!(!calendar.is_open(at(closed)), "{closed}");
        assert_eq!(calendar.open_from(at(closed)), Some(at(next)), "{closed}");
    }
    assert_eq!(calendar.close_of(day("2026-07-06")), Some(at("2026-07-06T17:00")));
    assert_eq!(calendar.close_of(day("2026-07-05")), None);
}

#[test]
fn a_saturday_reception_opens_but_is_no_working_day() {
    let hours = Hours { saturday: Some("07:30-11:30".parse().unwrap()), ..Hours::default() };
    let calendar = Calendar::new(hours, Arc::new(Holidays::built_in()));
    let saturday = day("2026-07-11");
    assert!(calendar.is_open(at("2026-07-11T08:00")) && !calendar.is_working(saturday));
    assert_eq!(calendar.close_of(saturday), Some(at("2026-07-11T11:30")));
    // a make-up Saturday is a whole day; a holiday on a Saturday stays closed
    assert_eq!(calendar.close_of(day("2026-08-22")), Some(at("2026-08-22T17:00")));
    assert_eq!(calendar.close_of(day("2027-05-01")), None);
}

#[test]
fn a_year_that_is_over_and_not_listed_is_told_from_one_that_is_not_published() {
    let holidays = Holidays::built_in();
    let unsure = |at: &str| holidays.unsure(day(at));
    assert_eq!(unsure("2019-12-31"), Some(Unsure::Past(2019)));
    assert_eq!((unsure("2020-01-01"), unsure("2026-12-31")), (None, None));
    assert_eq!(unsure("2027-01-01"), Some(Unsure::NotYet(2027)));
    assert!(holidays.is_forecast(day("2019-12-31")) && !holidays.is_forecast(day("2020-01-01")));
    // A centre's own whole list of a past year makes that year known, and no other; a day of it does not.
    let own = |rows: &[(&str, &str)]| {
        let rows = rows.iter().map(|(day, of_week)| format!("{day}\t{of_week}\tNgày nghỉ\tstatutory\n"));
        holidays.with_own(&format!("date\tweekday\tname\tkind\n{}", rows.collect::<String>())).unwrap()
    };
    let whole =
        [("2019-01-01", "T3"), ("2019-02-05", "T3"), ("2019-04-30", "T3"), ("2019-05-01", "T4"), ("2019-09-02", "T2")];
    let known = own(&whole);
    assert_eq!((known.unsure(day("2019-06-01")), known.unsure(day("2018-06-01"))), (None, Some(Unsure::Past(2018))));
    for left_out in whole {
        let some: Vec<_> = whole.into_iter().filter(|row| *row != left_out).collect();
        assert_eq!(own(&some).unsure(day("2019-06-01")), Some(Unsure::Past(2019)), "without {left_out:?}");
    }
    // A list that says nothing of what was published leaves all of it to come.
    assert_eq!(Holidays::default().unsure(day("2019-06-01")), Some(Unsure::NotYet(2019)));
}
