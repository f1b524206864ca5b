//! Working time: opening hours, holidays, the lunar calendar and due times.

pub mod due;
mod explain;
mod given_back;
pub mod holiday_file;
pub mod holidays;
pub mod hours;
mod laid;
pub mod lunar;
pub mod own;
mod statutory;
mod stood;
mod unsure;
mod working;

pub use due::{Due, Handover, Limit, OPENING_HOURS_LIMIT, Rule, Skipped, Why};
pub use explain::{show_day, show_moment, weekday_key};
pub use holiday_file::{COLUMNS as HOLIDAY_COLUMNS, HolidayFault};
pub use holidays::{Holiday, Holidays, Kind, Meaning};
pub use hours::{Hours, HoursFault, MonthDay, Season, Span};
pub use laid::DayChange;
pub use own::{Listed, OwnDay, OwnDays, Source};
pub use unsure::Unsure;
pub use working::{Calendar, DayKind};
