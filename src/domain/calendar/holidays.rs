//! Days off and make-up working days: the built-in list, a centre's own file on top, computed days beyond.

use super::holiday_file::{self, HolidayFault, Line};
use super::statutory::{Names, days_off};
use crate::domain::time::Day;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// What a listed day is. In the file each is written as its name here, in lower case with `_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `statutory`: a day off by the Labour Code, art. 112.
    Statutory,
    /// `observed`: off in lieu of a day off that falls on a weekend.
    Observed,
    /// `swap`: off in exchange for a make-up working day.
    Swap,
    /// `makeup_workday`: a Saturday or Sunday on which the centre works.
    MakeupWorkday,
    /// `policy_unconfirmed`: off by a policy whose law is not confirmed; counts only when the setting says so.
    PolicyUnconfirmed,
    /// `working`: not off after all; takes a day off away.
    Working,
    /// Off because the centre set it so; stands in no file.
    Own,
}

/// What a listed day comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nobody works.
    Off,
    /// Worked like any other.
    Worked,
    /// Off where the setting says so.
    AsSet,
}

/// A day that is not what its day of the week says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// What it is called, in Vietnamese.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// All days off and make-up working days that are known.
///
/// Days of the years that a list has whole stand as published, up to the announced date. Later ones are a forecast:
/// the government fixes them year by year. Of earlier years without a whole list nothing is sure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<Day, Holiday>,
    listed: BTreeSet<i32>,
    announced_to: Option<Day>,
    policy_days: bool,
}

/// Month and day of the days off that are the same every year.
const FIXED: [(u32, u32); 4] = [(1, 1), (4, 30), (5, 1), (9, 2)];
/// The last year for which days off are computed; the lunar calendar was checked up to here.
const LAST_YEAR: i32 = 2100;

impl Holidays {
    /// The list built into the program (from 2020), and computed days for the years after it, to 2100.
    pub fn built_in() -> Self {
        // A fault in the built-in file is caught by the tests; its good rows are used all the same.
        let (lines, _) = holiday_file::read(include_str!("../../../assets/holidays.tsv"));
        let mut listed = Self::default();
        listed.lay(lines);
        let listed_to = listed.days.keys().next_back().map_or(LAST_YEAR, Datelike::year);
        let mut holidays = Self::computed(listed_to + 1..=LAST_YEAR);
        holidays.days.append(&mut listed.days);
        holidays.listed = listed.listed;
        holidays.announced_to = listed.announced_to;
        holidays
    }

    /// Days off by the law and the moon alone, all of them a forecast. Meant for the years 2021 to 2100: before, the
    /// law was another.
    pub fn computed(years: RangeInclusive<i32>) -> Self {
        let names = Names::built_in();
        let days = years.flat_map(|year| days_off(year, &names)).map(|(day, computed)| {
            let kind = match (computed.policy, computed.in_lieu) {
                (true, _) => Kind::PolicyUnconfirmed,
                (false, true) => Kind::Observed,
                (false, false) => Kind::Statutory,
            };
            (day, Holiday { name: computed.name, kind })
        });
        Self { days: days.collect(), ..Self::default() }
    }

    /// These days with a centre's own file laid on top: its rows replace whatever was known of their dates, the last
    /// row of a date wins, `working` takes a day off away, and `announced` says that everything up to its date now
    /// stands as published. With any fault in the file, all faults are returned and nothing is laid.
    pub fn with_own(&self, text: &str) -> Result<Self, Vec<HolidayFault>> {
        let (lines, faults) = holiday_file::read(text);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut together = self.clone();
        together.lay(lines);
        Ok(together)
    }

    /// The rows of a centre's own file that say of a day the opposite of what an earlier row says.
    pub fn opposites(text: &str) -> Vec<HolidayFault> {
        holiday_file::opposites(text)
    }

    /// How many good rows a centre's own file has, its head not counted.
    pub fn rows(text: &str) -> usize {
        holiday_file::read(text).0.len()
    }

    /// The same days, with those of unconfirmed policy (24 November) counted as days off or not.
    #[must_use]
    pub fn with_policy_days(mut self, off: bool) -> Self {
        self.policy_days = off;
        self
    }

    /// What is known of `day` beyond its day of the week.
    pub fn get(&self, day: Day) -> Option<&Holiday> {
        self.days
            .get(&day)
            .filter(|holiday| holiday.kind != Kind::Working)
            .filter(|holiday| self.policy_days || holiday.kind != Kind::PolicyUnconfirmed)
    }

    /// The listed days from `from` to `to`, both included, in order.
    pub fn between(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, &Holiday)> {
        let until = to.max(from);
        self.days.range(from..=until).filter_map(|(day, _)| Some((*day, self.get(*day)?)))
    }

    /// All that is known of the days from `from` to `to`, whether it counts or not, in order.
    pub(super) fn all_between(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, &Holiday)> {
        self.days.range(from..=to.max(from)).map(|(day, holiday)| (*day, holiday))
    }

    pub(super) fn put(&mut self, day: Day, holiday: Holiday) {
        self.days.insert(day, holiday);
    }

    pub(super) fn counts_policy(&self) -> bool {
        self.policy_days
    }

    /// The last day for which the days off stand as published.
    pub fn announced_to(&self) -> Option<Day> {
        self.announced_to
    }

    /// The years of which a list has all days.
    pub fn listed_years(&self) -> impl Iterator<Item = i32> {
        self.listed.iter().copied()
    }

    /// Whether a list has all of `year`.
    pub(super) fn has_list_of(&self, year: i32) -> bool {
        self.listed.contains(&year)
    }

    /// True when the days off around `day` are not known, for whatever [reason](super::Unsure).
    pub fn is_forecast(&self, day: Day) -> bool {
        self.unsure(day).is_some()
    }

    fn lay(&mut self, lines: Vec<Line>) {
        let mut years = BTreeSet::new();
        for line in lines {
            match line {
                Line::Day(day, holiday) => {
                    years.insert(day.year());
                    self.days.insert(day, holiday);
                }
                Line::AnnouncedTo(day) => self.announced_to = self.announced_to.max(Some(day)),
            }
        }
        years.retain(|year| self.is_whole(*year));
        self.listed.append(&mut years);
    }

    /// Whether the days of `year` are more than some of a list: the fixed ones are among them (Labour Code, art. 112), and
    /// one of Tết, which lies between 20 January and 25 February.
    fn is_whole(&self, year: i32) -> bool {
        let day = |(month, day)| Day::from_ymd_opt(year, month, day);
        let has = |of| day(of).is_some_and(|day| self.days.contains_key(&day));
        let tet = day((1, 20)).zip(day((2, 25)));
        FIXED.into_iter().all(has) && tet.is_some_and(|(from, to)| self.days.range(from..=to).next().is_some())
    }
}

impl Kind {
    /// What a day of this kind comes to.
    pub fn meaning(self) -> Meaning {
        match self {
            Self::Statutory | Self::Observed | Self::Swap | Self::Own => Meaning::Off,
            Self::MakeupWorkday | Self::Working => Meaning::Worked,
            Self::PolicyUnconfirmed => Meaning::AsSet,
        }
    }

    /// Every kind with its name in the file.
    pub(super) const NAMES: [(&'static str, Self); 6] = [
        ("statutory", Self::Statutory),
        ("observed", Self::Observed),
        ("swap", Self::Swap),
        ("makeup_workday", Self::MakeupWorkday),
        ("policy_unconfirmed", Self::PolicyUnconfirmed),
        ("working", Self::Working),
    ];
}
