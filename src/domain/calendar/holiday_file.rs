//! The holiday file: `date`, `weekday`, `name`, `kind` between tabs, every mistake named by line and column.

use super::holidays::{Holiday, Kind, Meaning};
use super::statutory::is_weekend;
use crate::domain::time::Day;
use crate::text::table::{Place, Row, rows};
use crate::text::words::Sentence;
use chrono::Datelike;
use std::collections::BTreeMap;

/// The columns, in the order of the file.
pub const COLUMNS: [&str; 4] = ["date", "weekday", "name", "kind"];

/// How the file writes the days of the week, from Monday.
const WEEKDAYS: [&str; 7] = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];

/// The kind of the row that says up to which day the list stands as published.
const ANNOUNCED: &str = "announced";

/// What a good row says.
pub(super) enum Line {
    /// A day that is not what its day of the week says.
    Day(Day, Holiday),
    /// Days off are as published up to this day.
    AnnouncedTo(Day),
}

impl Line {
    /// The day it is about, where it is about one.
    pub(super) fn day(&self) -> Option<Day> {
        match self {
            Self::Day(day, _) => Some(*day),
            Self::AnnouncedTo(_) => None,
        }
    }
}

/// A mistake in a holiday file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayFault {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub what: Mistake,
}

/// What is wrong with a cell of a holiday file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Not a date of the years 1900 to 2199, written `2026-09-02` or `02/09/2026`.
    Date(String),
    /// The date falls on another day of the week.
    Weekday {
        /// What the file says.
        found: String,
        /// What the date is.
        expected: &'static str,
        /// The date.
        date: Day,
    },
    /// The day has no name.
    NoName,
    /// No such kind.
    Kind(String),
    /// `working` only takes a day off away; a weekend that is worked is `makeup_workday`.
    WorkingOnWeekend(Day),
    /// A cell too many.
    Surplus(String),
    /// An earlier line has the same day the other way: off and worked, or counted by a setting only.
    Opposite {
        /// The date.
        date: Day,
        /// Which line.
        first: usize,
    },
}

/// The good rows of a file and all its mistakes, both in the order of the file.
pub(super) fn read(text: &str) -> (Vec<Line>, Vec<HolidayFault>) {
    let (lines, faults) = read_placed(text);
    (lines.into_iter().map(|(_, line)| line).collect(), faults)
}

/// The good rows of a file with their lines.
pub(super) fn placed(text: &str) -> Vec<(usize, Line)> {
    read_placed(text).0
}

/// Whether a file's first row names the columns.
pub(super) fn is_head(row: &Row<'_>) -> bool {
    row.cell(0).eq_ignore_ascii_case(COLUMNS[0])
}

fn read_placed(text: &str) -> (Vec<(usize, Line)>, Vec<HolidayFault>) {
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    for (index, row) in rows(text).enumerate() {
        if index == 0 && is_head(&row) {
            continue;
        }
        lines.extend(read_row(&row, &mut faults).map(|line| (row.line, line)));
    }
    (lines, faults)
}

/// The rows that say of a day the opposite of an earlier row. A file in use may have some, its last row counts then: one
/// that is handed in must not.
pub(super) fn opposites(text: &str) -> Vec<HolidayFault> {
    let mut first: BTreeMap<Day, (usize, Meaning)> = BTreeMap::new();
    let days = placed(text).into_iter().filter_map(|(row, line)| match line {
        Line::Day(day, holiday) => Some((row, day, holiday.kind.meaning())),
        Line::AnnouncedTo(_) => None,
    });
    let opposite = days.filter_map(|(line, date, meaning)| {
        let (first, said) = *first.entry(date).or_insert((line, meaning));
        let place = Place { line, column: COLUMNS.len(), name: COLUMNS[COLUMNS.len() - 1] };
        (said != meaning).then_some(HolidayFault { place, what: Mistake::Opposite { date, first } })
    });
    opposite.collect()
}

fn read_row(row: &Row<'_>, faults: &mut Vec<HolidayFault>) -> Option<Line> {
    let before = faults.len();
    let mut fault = |column: usize, what| {
        faults.push(HolidayFault { place: row.place(column, COLUMNS.get(column).copied().unwrap_or("-")), what });
    };
    let [date, weekday, name, kind] = [0, 1, 2, 3].map(|column| row.cell(column));
    let day = read_date(&date);
    if day.is_none() {
        fault(0, Mistake::Date(date));
    }
    if let Some(date) = day {
        let expected = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
        if !weekday.eq_ignore_ascii_case(expected) {
            fault(1, Mistake::Weekday { found: weekday, expected, date });
        }
    }
    if name.is_empty() {
        fault(2, Mistake::NoName);
    }
    let known = Kind::NAMES.iter().find(|(written, _)| *written == kind).map(|(_, known)| *known);
    if known.is_none() && kind != ANNOUNCED {
        fault(3, Mistake::Kind(kind));
    }
    if let (Some(day), Some(Kind::Working)) = (day, known)
        && is_weekend(day)
    {
        fault(3, Mistake::WorkingOnWeekend(day));
    }
    if row.width() > COLUMNS.len() {
        fault(COLUMNS.len(), Mistake::Surplus(row.cell(COLUMNS.len())));
    }
    let day = day.filter(|_| faults.len() == before)?;
    Some(known.map_or(Line::AnnouncedTo(day), |kind| Line::Day(day, Holiday { name, kind })))
}

/// Spreadsheets set to Vietnamese rewrite dates as `02/09/2026`, so that is read too.
fn read_date(text: &str) -> Option<Day> {
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| Day::parse_from_str(text, form).ok())?;
    (1900..2200).contains(&day.year()).then_some(day)
}

impl Sentence for HolidayFault {
    fn key(&self) -> &'static str {
        match self.what {
            Mistake::Date(_) => "calendar.file_date",
            Mistake::Weekday { .. } => "calendar.file_weekday",
            Mistake::NoName => "calendar.file_no_name",
            Mistake::Kind(_) => "calendar.file_kind",
            Mistake::WorkingOnWeekend(_) => "calendar.file_working_on_weekend",
            Mistake::Surplus(_) => "calendar.file_surplus",
            Mistake::Opposite { .. } => "calendar.file_opposite",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        let mut gaps = self.place.gaps();
        match &self.what {
            Mistake::Date(found) | Mistake::Surplus(found) => gaps.push(("found", found.clone())),
            Mistake::Weekday { found, expected, date } => {
                gaps.push(("found", found.clone()));
                gaps.push(("expected", (*expected).to_owned()));
                gaps.push(("date", date.to_string()));
            }
            Mistake::NoName => {}
            Mistake::Kind(found) => {
                gaps.push(("found", found.clone()));
                let kinds = Kind::NAMES.map(|(written, _)| written).join(", ");
                gaps.push(("kinds", format!("{kinds}, {ANNOUNCED}")));
            }
            Mistake::Opposite { date, first } => {
                gaps.push(("date", date.to_string()));
                gaps.push(("first", first.to_string()));
            }
            Mistake::WorkingOnWeekend(date) => gaps.push(("date", date.to_string())),
        }
        gaps
    }
}
