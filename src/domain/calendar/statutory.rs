//! Days off computed from the law and the moon, for years for which nothing has been announced.
//!
//! Labour Code 2019 art. 112: 1 January; five days at Tết; Giỗ Tổ (10th of the third lunar month); 30 April; 1 May;
//! 2 September and one day beside it; a day off that falls on a weekend is taken on the next working day. The Prime
//! Minister fixes Tết and the September pair each year, so these are forecasts. They follow what was announced from
//! 2021 to 2026: for Tết the days in lieu are the day before the eve and the fifth day, and the day beside
//! 2 September is the one that makes the longer rest.

use super::lunar;
use crate::domain::time::{Day, tomorrow};
use crate::text::table;
use chrono::{Datelike, TimeDelta, Weekday};
use std::collections::BTreeMap;

/// A computed day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Computed {
    /// What it is called.
    pub name: String,
    /// True when it stands for a day off that falls on a weekend.
    pub in_lieu: bool,
    /// True for 24 November, which a setting switches.
    pub policy: bool,
}

/// Names of the computed days, by key.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// The names built into the program.
    pub fn built_in() -> Self {
        let text = include_str!("../../../assets/holiday_names.tsv");
        Self(table::rows(text).map(|row| (row.cell(0), row.cell(1))).collect())
    }

    fn of(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }
}

/// The days off of `year`, by date.
pub(super) fn days_off(year: i32, names: &Names) -> BTreeMap<Day, Computed> {
    let mut days = BTreeMap::new();
    let mut add = |day: Option<Day>, key: &str, in_lieu: bool, policy: bool| {
        if let Some(day) = day {
            days.entry(day).or_insert_with(|| Computed { name: names.of(key), in_lieu, policy });
        }
    };
    let named = single_days(year);
    for (key, day) in &named {
        add(*day, key, false, *key == "culture");
    }
    let national = Day::from_ymd_opt(year, 9, 2);
    add(national, "national", false, false);
    add(national.map(beside_national), "national", false, false);
    for (key, day, in_lieu) in tet_days(year) {
        add(Some(day), key, in_lieu, false);
    }

    let mut weekend: Vec<(Day, &str)> = named
        .iter()
        .filter_map(|(key, day)| Some(((*day)?, *key)))
        .chain(national.map(|day| (day, "national")))
        .filter(|(day, _)| is_weekend(*day))
        .collect();
    weekend.sort_unstable();
    for (day, key) in weekend {
        let mut instead = tomorrow(day);
        while is_weekend(instead) || days.contains_key(&instead) {
            instead = tomorrow(instead);
        }
        let name = names.of(&format!("{key}-lieu"));
        days.insert(instead, Computed { name, in_lieu: true, policy: key == "culture" });
    }
    days
}

/// The days off that stand alone, whatever day of the week they fall on.
fn single_days(year: i32) -> [(&'static str, Option<Day>); 5] {
    [
        ("new-year", Day::from_ymd_opt(year, 1, 1)),
        ("ancestors", lunar::gio_to(year)),
        ("victory", Day::from_ymd_opt(year, 4, 30)),
        ("labour", Day::from_ymd_opt(year, 5, 1)),
        ("culture", Day::from_ymd_opt(year, 11, 24)),
    ]
}

/// The eve of Tết to its fourth day, and the days in lieu of those on a weekend.
fn tet_days(year: i32) -> Vec<(&'static str, Day, bool)> {
    let Some(first) = lunar::tet(year) else { return Vec::new() };
    let at = |offset| first + TimeDelta::days(offset);
    let keys = ["tet-eve", "tet-1", "tet-2", "tet-3", "tet-4"];
    let mut days: Vec<_> = keys.into_iter().zip(-1..).map(|(key, offset)| (key, at(offset), false)).collect();
    if days.iter().any(|(_, day, _)| day.weekday() == Weekday::Sat) {
        days.push(("tet-before-eve", at(-2), true));
    }
    if days.iter().any(|(_, day, _)| day.weekday() == Weekday::Sun) {
        days.push(("tet-5", at(4), true));
    }
    days
}

/// The day off beside 2 September: the one that joins it to a weekend, or the one before.
fn beside_national(day: Day) -> Day {
    match day.weekday() {
        Weekday::Mon | Weekday::Thu | Weekday::Sun => tomorrow(day),
        _ => day - TimeDelta::days(1),
    }
}

/// True for Saturday and Sunday.
pub(super) fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
