//! How long a procedure may take, as lists write it: `3 ngày làm việc`, `24 giờ`, `trong ngày`, `5 working days`.

use crate::domain::calendar::{Limit, OPENING_HOURS_LIMIT};
use crate::text::fold::fold;

/// Limits longer than this many days or hours are taken for a slip of the hand.
const LIMIT_MAX: u16 = 1000;
/// Due times are counted in days and hours: a month is so many days, days off included.
const MONTH_DAYS: u16 = 30;

/// What a cell says of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A number and nothing of what.
    Bare(u16),
    /// So many `ngày`: days off are counted, unless another cell says more.
    Days(u16),
    /// So many months.
    Months(u16),
    /// All of it.
    Whole(Limit),
}

impl Written {
    /// The number in it.
    pub(super) fn many(self) -> Option<u16> {
        match self {
            Self::Bare(many)
            | Self::Days(many)
            | Self::Whole(Limit::WorkingDays(many) | Limit::CalendarDays(many) | Limit::Hours(many)) => Some(many),
            Self::Months(_) | Self::Whole(Limit::SameDay | Limit::None) => None,
        }
    }
}

/// What a cell says that numbers are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing stands there.
    Empty,
    /// The list is known not to say it.
    Unstated,
    /// Nothing is known of the limit.
    NoLimit,
    WorkingDays,
    CalendarDays,
    Hours,
    Months,
    SameDay,
    /// There is none.
    Free,
}

/// What may stand before the number.
const BEFORE: [&str; 9] = [
    "thoi han giai quyet ",
    "thoi han ",
    "khong qua ",
    "toi da ",
    "trong vong ",
    "trong thoi han ",
    "within ",
    "at most ",
    "up to ",
];
/// From when it runs is the same for all: from the receipt.
const BEHIND: [&str; 8] =
    [" ke tu ", " tinh tu ", " tu ngay ", " tu khi ", " sau khi ", " from ", " after ", " of receipt"];

const WORKING_DAYS: &[&str] =
    &["working_day", "ngay lam viec", "working day", "working days", "business day", "business days"];
const DAYS: &[&str] = &["ngay", "day", "days"];
const CALENDAR_DAYS: &[&str] = &["calendar_day", "ngay lich", "calendar day", "calendar days"];
const HOURS: &[&str] = &["hour", "hours", "gio", "tieng"];
const MONTHS: &[&str] = &["thang", "month", "months"];
/// The law leaves it open how long it takes.
const FREE: &[&str] = &[
    "khong",
    "khong co",
    "khong co thoi han",
    "khong quy dinh",
    "khong quy dinh thoi han",
    "khong thoi han",
    "khong gioi han",
    "chua quy dinh",
    "none",
    "no limit",
    "not specified",
];
const SAME_DAY: &[&str] = &[
    "same_day_next_if_after_15h",
    "trong ngay",
    "trong ngay lam viec",
    "ngay trong ngay",
    "ngay trong ngay lam viec",
    "same day",
    "the same day",
    "within the day",
];
/// Numbers as words, which stand in brackets behind the digits: `03 (ba) ngày`.
const SPELT: [&str; 13] = ["mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin", "muoi", "tram"];

/// What `text` says; `None` where that cannot be told.
pub(super) fn read(text: &str) -> Option<Written> {
    let said = plain(text);
    if SAME_DAY.contains(&said.as_str()) {
        return Some(Written::Whole(Limit::SameDay));
    }
    if FREE.contains(&said.as_str()) {
        return Some(Written::Whole(Limit::None));
    }
    let said = said.strip_prefix("trong ").unwrap_or(&said);
    let number_ends = said.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(said.len());
    let (number, unit) = said.split_at(number_ends);
    let many = number.parse().ok().filter(|many| (1..=LIMIT_MAX).contains(many))?;
    match unit.trim_start() {
        "" => Some(Written::Bare(many)),
        // More of them than that count by the clock here, through nights and days off.
        "gio lam viec" | "working hour" | "working hours" => {
            Some(Written::Whole(Limit::Hours(many))).filter(|_| many <= OPENING_HOURS_LIMIT)
        }
        unit if MONTHS.contains(&unit) => Some(Written::Months(many)),
        unit if DAYS.contains(&unit) => Some(Written::Days(many)),
        unit => self::unit(unit)?.limit(many).map(Written::Whole),
    }
}

/// So many months as days; `None` where that is longer than any limit.
pub(super) fn months(many: u16) -> Option<u16> {
    many.checked_mul(MONTH_DAYS).filter(|days| *days <= LIMIT_MAX)
}

/// The unit that a cell names; `None` where there is no such unit.
pub(super) fn unit(text: &str) -> Option<Unit> {
    let folded = fold(text);
    let said = folded.as_str();
    match said {
        "" => Some(Unit::Empty),
        "unit_unstated" => Some(Unit::Unstated),
        "not_stated" | "not_found" => Some(Unit::NoLimit),
        _ if WORKING_DAYS.contains(&said) => Some(Unit::WorkingDays),
        _ if DAYS.contains(&said) || CALENDAR_DAYS.contains(&said) => Some(Unit::CalendarDays),
        _ if HOURS.contains(&said) => Some(Unit::Hours),
        _ if MONTHS.contains(&said) => Some(Unit::Months),
        _ if SAME_DAY.contains(&said) => Some(Unit::SameDay),
        _ if FREE.contains(&said) => Some(Unit::Free),
        _ => None,
    }
}

impl Unit {
    /// So many of it; `None` where it is counted in nothing.
    pub(super) fn limit(self, many: u16) -> Option<Limit> {
        match self {
            Self::WorkingDays => Some(Limit::WorkingDays(many)),
            Self::CalendarDays => Some(Limit::CalendarDays(many)),
            Self::Hours => Some(Limit::Hours(many)),
            Self::Empty | Self::Unstated | Self::NoLimit | Self::Months | Self::SameDay | Self::Free => None,
        }
    }
}

/// Without accents, without what may stand before and behind, one space between words.
fn plain(text: &str) -> String {
    let mut said = fold(text);
    while let Some((open, close)) = brackets(&said) {
        let inner = said[open + 1..close].trim().to_owned();
        let is_spelt = inner.split(' ').all(|word| SPELT.contains(&word));
        said.replace_range(open..=close, &if is_spelt { " ".to_owned() } else { format!(" {inner} ") });
    }
    let mut said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(end) = BEHIND.iter().filter_map(|behind| said.find(behind)).min() {
        said.truncate(end);
    }
    let mut rest = said.trim_end_matches(['.', ',', ';', ' ']).trim_start_matches(['≤', ' ']);
    while let Some(after) = BEFORE.iter().find_map(|before| rest.strip_prefix(before)) {
        rest = after.trim_start_matches([':', ' ']);
    }
    rest.to_owned()
}

fn brackets(text: &str) -> Option<(usize, usize)> {
    let open = text.find('(')?;
    Some((open, open + text[open..].find(')')?))
}
