//! Opening hours: two or more seasons a year, a morning and an afternoon, and a Saturday reception if the centre has one.

use crate::domain::time::{Day, clock};
use crate::text::words::Sentence;
use chrono::{Datelike, NaiveTime};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When the centre is open, through the year. Part of the centre's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The seasons, in any order; each lasts until the next begins.
    pub seasons: Vec<Season>,
    /// Reception on Saturday mornings. It does not make Saturday a working day: no limit counts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saturday: Option<Span>,
}

/// The hours of one part of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// The first day of the season, each year.
    pub from: MonthDay,
    /// The morning, `07:00-11:30`.
    pub morning: Span,
    /// The afternoon, `13:30-17:00`, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub afternoon: Option<Span>,
}

/// A stretch of opening time within one day: open at `open`, closed from `close` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    open: NaiveTime,
    close: NaiveTime,
}

/// A day of every year, written `04-16` (month, day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

/// What is wrong with opening hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursFault {
    /// Not a stretch of time like `07:00-11:30`, or it ends before it begins.
    Span(String),
    /// Not a day of the year like `04-16`.
    MonthDay(String),
    /// No season at all.
    NoSeason,
    /// Two seasons begin on the same day.
    SeasonTwice(MonthDay),
    /// The afternoon of the season begins before its morning ends.
    AfternoonTooEarly(MonthDay),
}

impl Default for Hours {
    /// Nghệ An: summer 16 April to 15 October, winter the rest (notices of the province, 2015 to 2024).
    fn default() -> Self {
        let season = |month, day, morning, afternoon| Season {
            from: MonthDay { month, day },
            morning,
            afternoon: Some(afternoon),
        };
        let afternoon = Span::clock((13, 30), (17, 0));
        Self {
            seasons: vec![
                season(4, 16, Span::clock((7, 0), (11, 30)), afternoon),
                season(10, 16, Span::clock((7, 30), (12, 0)), afternoon),
            ],
            saturday: None,
        }
    }
}

impl Hours {
    /// The spans of a working day, in order. Empty only when there is no season (see [`Hours::faults`]).
    pub fn working(&self, day: Day) -> Vec<Span> {
        self.season(day)
            .map_or_else(Vec::new, |season| std::iter::once(season.morning).chain(season.afternoon).collect())
    }

    /// Everything that is wrong with these hours; empty when they can be used.
    pub fn faults(&self) -> Vec<HoursFault> {
        let mut faults = Vec::new();
        if self.seasons.is_empty() {
            faults.push(HoursFault::NoSeason);
        }
        for (index, season) in self.seasons.iter().enumerate() {
            if self.seasons[..index].iter().any(|before| before.from == season.from) {
                faults.push(HoursFault::SeasonTwice(season.from));
            }
            if season.afternoon.is_some_and(|afternoon| afternoon.open < season.morning.close) {
                faults.push(HoursFault::AfternoonTooEarly(season.from));
            }
        }
        faults
    }

    /// The season of a day: the one that began last. Before the first of the year, the last of the year before goes on.
    fn season(&self, day: Day) -> Option<&Season> {
        let today = MonthDay { month: day.month(), day: day.day() };
        let begun = self.seasons.iter().filter(|season| season.from <= today);
        begun.max_by_key(|season| season.from).or_else(|| self.seasons.iter().max_by_key(|season| season.from))
    }
}

impl Span {
    /// From `open` to `close`; `None` unless `open` comes first.
    pub fn new(open: NaiveTime, close: NaiveTime) -> Option<Self> {
        (open < close).then_some(Self { open, close })
    }

    /// When it opens.
    pub fn open(self) -> NaiveTime {
        self.open
    }

    /// When it closes; closed from this very moment on.
    pub fn close(self) -> NaiveTime {
        self.close
    }

    fn clock(open: (u32, u32), close: (u32, u32)) -> Self {
        let at = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
        Self { open: at(open), close: at(close) }
    }
}

impl FromStr for Span {
    type Err = HoursFault;

    fn from_str(text: &str) -> Result<Self, HoursFault> {
        let time = |part: &str| NaiveTime::parse_from_str(part.trim(), "%H:%M").ok();
        text.split_once(['-', '–'])
            .and_then(|(open, close)| Self::new(time(open)?, time(close)?))
            .ok_or_else(|| HoursFault::Span(text.to_owned()))
    }
}

impl FromStr for MonthDay {
    type Err = HoursFault;

    fn from_str(text: &str) -> Result<Self, HoursFault> {
        let read = || {
            let (month, day) = text.trim().split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            // A leap year has every day that a year can have.
            Day::from_ymd_opt(2000, month, day).map(|_| Self { month, day })
        };
        read().ok_or_else(|| HoursFault::MonthDay(text.to_owned()))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", clock(self.open), clock(self.close))
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl TryFrom<String> for Span {
    type Error = HoursFault;

    fn try_from(text: String) -> Result<Self, HoursFault> {
        text.parse()
    }
}

impl TryFrom<String> for MonthDay {
    type Error = HoursFault;

    fn try_from(text: String) -> Result<Self, HoursFault> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

impl Sentence for HoursFault {
    fn key(&self) -> &'static str {
        match self {
            Self::Span(_) => "calendar.span_wrong",
            Self::MonthDay(_) => "calendar.month_day_wrong",
            Self::NoSeason => "calendar.season_none",
            Self::SeasonTwice(_) => "calendar.season_twice",
            Self::AfternoonTooEarly(_) => "calendar.afternoon_too_early",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Span(found) | Self::MonthDay(found) => vec![("found", found.clone())],
            Self::NoSeason => Vec::new(),
            Self::SeasonTwice(from) | Self::AfternoonTooEarly(from) => vec![("from", from.to_string())],
        }
    }
}

/// For readers of settings files that pass on only text: the key of the sentence, then what was found.
impl fmt::Display for HoursFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())?;
        self.gaps().iter().try_for_each(|(_, value)| write!(f, " {value}"))
    }
}

impl std::error::Error for HoursFault {}
