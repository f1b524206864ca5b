//! What stands on every form: who issues it, whom it concerns, and how days, hours and sums are written.

use super::super::values::Values;
use crate::domain::time::{Day, Timestamp};
use crate::text::money::grouped;
use crate::text::words::Words;
use chrono::{Datelike, Timelike};

/// Who issues a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// The agency above, such as `Ủy ban nhân dân xã Cẩm Trung`.
    pub parent: String,
    /// The centre's name.
    pub name: String,
    /// The place in front of the date, such as `Cẩm Trung`.
    pub place: String,
    /// Where to ask: telephone, address.
    pub contact: String,
}

/// Whom a form concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Electronic mail.
    pub email: String,
    /// Citizen ID or passport.
    pub id_number: String,
}

impl Agency {
    /// Its gaps, and the day of the form beside its place.
    pub(super) fn fill(&self, values: &mut Values, issued: Option<Timestamp>, words: &Words) {
        let date = day_of(issued, words);
        values.set("place_date", if self.place.is_empty() { date.clone() } else { format!("{}, {date}", self.place) });
        values.set("date", date);
        values.set("parent", self.parent.to_uppercase());
        values.set("agency", self.name.to_uppercase());
        values.set("agency_name", &self.name);
        values.set("place", &self.place);
        values.set("contact", &self.contact);
    }
}

impl Applicant {
    pub(super) fn fill(&self, values: &mut Values) {
        values.set("applicant", &self.name);
        values.set("address", &self.address);
        values.set("phone", &self.phone);
        values.set("email", &self.email);
        values.set("id_number", &self.id_number);
    }
}

/// A day as papers write it: `ngày 03 tháng 02 năm 2026`; days below ten and the first two months have two digits.
pub fn day(day: Day, words: &Words) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    let (number, year) = (format!("{:02}", day.day()), day.year().to_string());
    words.fill("papers.day", &[("day", &number), ("month", &month), ("year", &year)])
}

/// A moment as papers write it: `15 giờ 05 phút, ngày 23 tháng 11 năm 2026`.
pub fn moment(at: Timestamp, words: &Words) -> String {
    let local = at.local();
    let (hour, minute) = (format!("{:02}", local.hour()), format!("{:02}", local.minute()));
    words.fill("papers.moment", &[("hour", &hour), ("minute", &minute), ("day", &day(at.day(), words))])
}

/// The same, nothing for none.
pub fn moment_of(at: Option<Timestamp>, words: &Words) -> String {
    at.map_or_else(String::new, |at| moment(at, words))
}

/// The same, the day only; dots to write on for none.
pub fn day_of(at: Option<Timestamp>, words: &Words) -> String {
    at.map_or_else(|| words.get("papers.day_blank").to_owned(), |at| day(at.day(), words))
}

/// A short day for tables: `23/11/2026`.
pub fn short_day(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.day().format("%d/%m/%Y").to_string())
}

/// A short moment for tables: `15:05 23/11/2026`.
pub fn short_moment(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.local().format("%H:%M %d/%m/%Y").to_string())
}

/// A sum: `50.000 đồng`.
pub fn money(amount: u64, words: &Words) -> String {
    words.fill("papers.money", &[("amount", &grouped(amount))])
}

/// A number of things, nothing for none.
pub fn count(number: u16) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}
