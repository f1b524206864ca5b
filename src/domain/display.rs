//! What the centre sets for the screens on its walls: notices for citizens, when they dim, how long a page stands.

use super::numbers;
use super::time::Timestamp;
use crate::text::words::Sentence;
use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// Notices at most.
pub const NOTICES_MAX: usize = 20;
/// Characters of one notice at most.
pub const NOTICE_MAX: usize = 200;
/// How long a page may stand, in seconds.
pub const PAGE_S: std::ops::RangeInclusive<i64> = 5..=300;

/// The settings of walls and boards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Short texts for citizens, shown on the board between its pages.
    pub notices: Vec<String>,
    /// When wall and board dim.
    pub night_from: NaiveTime,
    /// When they are bright again; the same as `night_from` where they never dim.
    pub night_to: NaiveTime,
    /// How long a page stands before the next one, in seconds.
    pub page_s: i64,
    /// The telephone numbers the centre itself is reached at, in digits: these may stand in a notice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_numbers: Vec<String>,
}

/// What is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisplayFault {
    /// A notice without a word.
    NoticeEmpty,
    /// A notice longer than a board can show; with how it begins.
    NoticeTooLong(String),
    /// A notice with somebody's number in it; with how it begins.
    NoticePersonal(String),
    /// More notices than anybody would wait for.
    TooManyNotices,
    /// Not a time of day like `18:00`.
    Time(String),
    /// A page that turns too fast or too slowly.
    Page(i64),
}

impl Default for Display {
    fn default() -> Self {
        Self {
            notices: Vec::new(),
            night_from: clock(18, 0),
            night_to: clock(6, 30),
            page_s: 15,
            own_numbers: Vec::new(),
        }
    }
}

impl Display {
    /// Whether nothing was set.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether wall and board dim at all.
    pub fn dims(&self) -> bool {
        self.night_from != self.night_to
    }

    /// Whether `now` is in the hours in which they dim; the night may go over midnight.
    pub fn is_night(&self, now: Timestamp) -> bool {
        let now = now.local().time();
        if self.night_from <= self.night_to {
            self.night_from <= now && now < self.night_to
        } else {
            self.night_from <= now || now < self.night_to
        }
    }

    /// All that is wrong.
    pub fn faults(&self) -> Vec<DisplayFault> {
        let mut faults: Vec<DisplayFault> =
            self.notices.iter().filter_map(|notice| notice_fault(notice, &self.own_numbers).err()).collect();
        if self.notices.len() > NOTICES_MAX {
            faults.push(DisplayFault::TooManyNotices);
        }
        if !PAGE_S.contains(&self.page_s) {
            faults.push(DisplayFault::Page(self.page_s));
        }
        faults
    }
}

/// Whether a notice may stand before everybody, at a centre that is reached at the numbers `own`.
///
/// # Errors
/// It is empty, too long, or has a number in it that could be somebody's, however it is spaced.
pub fn notice_fault(notice: &str, own: &[String]) -> Result<(), DisplayFault> {
    let begin = || notice.chars().take(24).collect::<String>();
    if notice.trim().is_empty() {
        return Err(DisplayFault::NoticeEmpty);
    }
    if numbers::names_somebody(notice, own) {
        return Err(DisplayFault::NoticePersonal(begin()));
    }
    if notice.chars().count() > NOTICE_MAX {
        return Err(DisplayFault::NoticeTooLong(begin()));
    }
    Ok(())
}

/// Reads a time of day like `18:00`.
///
/// # Errors
/// It is none.
pub fn time_of_day(text: &str) -> Result<NaiveTime, DisplayFault> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| DisplayFault::Time(text.to_owned()))
}

/// A time of day as [`time_of_day`] reads it.
pub fn show_time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}

impl Sentence for DisplayFault {
    fn key(&self) -> &'static str {
        match self {
            Self::NoticeEmpty => "board.notice_empty",
            Self::NoticeTooLong(_) => "board.notice_long",
            Self::NoticePersonal(_) => "board.notice_personal",
            Self::TooManyNotices => "board.notices_many",
            Self::Time(_) => "board.time_wrong",
            Self::Page(_) => "board.page_wrong",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoticeEmpty => Vec::new(),
            Self::NoticeTooLong(found) => vec![("found", found.clone()), ("most", NOTICE_MAX.to_string())],
            Self::NoticePersonal(found) | Self::Time(found) => vec![("found", found.clone())],
            Self::TooManyNotices => vec![("most", NOTICES_MAX.to_string())],
            Self::Page(_) => vec![("least", PAGE_S.start().to_string()), ("most", PAGE_S.end().to_string())],
        }
    }
}
