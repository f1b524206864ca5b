//! Moments and days of the centre: whole seconds, fixed at UTC+7.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Seconds between UTC and the legal time of Vietnam, which knows no summer time.
const OFFSET_S: i64 = 7 * 3600;

/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A day of the centre's own calendar.
pub type Day = NaiveDate;

impl Timestamp {
    /// The moment at which the centre's clocks show `local`.
    pub fn from_local(local: NaiveDateTime) -> Self {
        Self(local.and_utc().timestamp() - OFFSET_S)
    }

    /// The moment at which `day` shows `time` on the centre's clocks.
    pub fn at(day: Day, time: NaiveTime) -> Self {
        Self::from_local(day.and_time(time))
    }

    /// The moment at which `day` begins.
    pub fn midnight(day: Day) -> Self {
        Self::at(day, NaiveTime::MIN)
    }

    /// What the centre's clocks show at this moment. Moments that no calendar holds show 1970-01-01.
    pub fn local(self) -> NaiveDateTime {
        DateTime::from_timestamp(self.0.saturating_add(OFFSET_S), 0).unwrap_or_default().naive_utc()
    }

    /// The centre's day on which this moment falls.
    pub fn day(self) -> Day {
        self.local().date()
    }

    /// How long its day has gone on at this moment, in seconds.
    pub fn second_of_day(self) -> u32 {
        self.local().num_seconds_from_midnight()
    }

    /// What clocks show people at this moment: `08:05`.
    pub fn clock(self) -> String {
        clock(self.local().time())
    }

    /// This moment `seconds` later (earlier when negative).
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Whole seconds from `earlier` to this moment; zero when it is not earlier.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).max(0)
    }

    /// This moment for programs, always to the second: `2026-11-23T08:00:00`.
    pub fn to_the_second(self) -> String {
        self.local().format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// Reads `2025-04-24T10:00`, `2025-04-24T10:00:30`, `2025-04-24 10:00`, or any of them with an offset (`+07:00`, `Z`).
    /// Without an offset the time is the centre's own. Answers `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(zoned) = DateTime::<FixedOffset>::parse_from_rfc3339(text) {
            return Some(Self(zoned.timestamp()));
        }
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .map(Self::from_local)
    }
}

/// Shown to programs as `2025-04-28T17:00`, with seconds only where they are not zero.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.local();
        let form = if self.0.rem_euclid(60) == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
        write!(f, "{}", local.format(form))
    }
}

/// A time of day as clocks show it to people: `08:05`.
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The day after `day`; the last day a calendar can hold is its own tomorrow.
pub fn tomorrow(day: Day) -> Day {
    day.checked_add_signed(TimeDelta::days(1)).unwrap_or(day)
}
