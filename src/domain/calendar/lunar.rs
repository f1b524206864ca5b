//! The Vietnamese lunar calendar, computed at UTC+7: new moons, the sun's longitude, Tết and Giỗ Tổ.
//!
//! Written from Jean Meeus, *Astronomical Algorithms*, chapter 49 (phases of the moon), chapter 25 (the sun, low
//! accuracy) and the polynomials of Espenak and Meeus for the difference between dynamical and universal time. Good
//! for the years 1961 to 2150. China computes at UTC+8, so the two calendars differ now and then: Tết of 2030 is on
//! 2 February here and on 3 February there.
//!
//! This is the one file of the domain that uses floating point numbers. Only whole days leave it.

use crate::domain::time::Day;
use chrono::{Datelike, TimeDelta};
use std::ops::RangeInclusive;

/// The years for which the formulas hold to well under an hour. Outside them there is no answer.
const YEARS: RangeInclusive<i32> = 1961..=2150;

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LunarDay {
    /// The solar year in which this lunar year begins.
    pub year: i32,
    /// Month 1 to 12.
    pub month: u8,
    /// Day 1 to 30.
    pub day: u8,
    /// True in the second of two months that bear the same number.
    pub leap: bool,
}

/// The first day of the lunar year that begins in `year` (mùng 1 Tết). `None` outside the years 1961 to 2150.
pub fn tet(year: i32) -> Option<Day> {
    solar(LunarDay { year, month: 1, day: 1, leap: false })
}

/// Giỗ Tổ Hùng Vương: day 10 of lunar month 3 of the lunar year that begins in `year`.
pub fn gio_to(year: i32) -> Option<Day> {
    solar(LunarDay { year, month: 3, day: 10, leap: false })
}

/// The lunar day of a solar day. `None` outside the years 1961 to 2150.
pub fn lunar(day: Day) -> Option<LunarDay> {
    if !YEARS.contains(&day.year()) {
        return None;
    }
    let number = julian(day);
    // The lunar year of a day in winter may have begun in the solar year before.
    for begins in [day.year(), day.year() - 1] {
        let months = months_of(begins);
        let found = months.iter().rev().find(|month| month.first <= number);
        if let Some(month) = found {
            let nth = u8::try_from(number - month.first + 1).ok()?;
            return Some(LunarDay { year: begins, month: month.number, day: nth, leap: month.leap });
        }
    }
    None
}

/// The solar day of a lunar day. `None` for a leap month the year does not have, a day its month does not have, and
/// outside the years 1961 to 2150.
pub fn solar(lunar: LunarDay) -> Option<Day> {
    if !YEARS.contains(&lunar.year) {
        return None;
    }
    let months = months_of(lunar.year);
    let at = months.iter().position(|month| month.number == lunar.month && month.leap == lunar.leap)?;
    let first = months[at].first;
    let next = months.get(at + 1).map_or_else(|| months_of(lunar.year + 1)[0].first, |month| month.first);
    let number = first + i64::from(lunar.day) - 1;
    (lunar.day > 0 && number < next).then(|| from_julian(number)).flatten()
}

/// The leap month of the lunar year that begins in `year`, by its number, if the year has one.
pub fn leap_month(year: i32) -> Option<u8> {
    let months = if YEARS.contains(&year) { months_of(year) } else { Vec::new() };
    months.iter().find(|month| month.leap).map(|month| month.number)
}

/// One lunar month: the Julian day number of its first day, and what it is called.
#[derive(Clone, Copy)]
struct Month {
    first: i64,
    number: u8,
    leap: bool,
}

/// The months of the lunar year that begins in `year`, from month 1 to the last.
fn months_of(year: i32) -> Vec<Month> {
    let mut months: Vec<Month> = from_eleventh(year - 1).into_iter().skip_while(|month| month.number != 1).collect();
    // Months 11 and 12 belong to the next run, which begins with the winter solstice of `year` itself.
    months.extend(from_eleventh(year).into_iter().take_while(|month| month.number >= 11));
    months
}

/// The months from the eleventh, which holds the winter solstice of `year`, to the tenth of the next year. When there
/// are thirteen, the first without a major solar term bears the number of the month before it.
fn from_eleventh(year: i32) -> Vec<Month> {
    let begin = eleventh(year);
    let end = eleventh(year + 1);
    let count = end - begin;
    let mut months = Vec::new();
    let mut number = 11;
    let mut leap_due = count == 13;
    for k in begin..end {
        let first = new_moon_day(k);
        let leap = leap_due && k > begin && solar_sector(first) == solar_sector(new_moon_day(k + 1));
        if leap {
            leap_due = false;
        } else if k > begin {
            number = number % 12 + 1;
        }
        months.push(Month { first, number, leap });
    }
    months
}

/// The index of the new moon that opens the month of the winter solstice of `year`.
#[expect(clippy::cast_possible_truncation, reason = "a count of months since 2000 is far inside an i64")]
fn eleventh(year: i32) -> i64 {
    let new_year = from_year(year + 1);
    let mut k = ((f64::from(year) + 1.0 - 2000.0) * 12.3685).floor() as i64 + 1;
    while new_moon_day(k) >= new_year {
        k -= 1;
    }
    // The last new moon of December may come after the solstice; then the month before holds it.
    if solar_sector(new_moon_day(k)) >= 9 { k - 1 } else { k }
}

/// Julian day number of 1 January of `year`.
fn from_year(year: i32) -> i64 {
    Day::from_ymd_opt(year, 1, 1).map_or(0, julian)
}

/// Julian day number of the day before 1 January of year 1, from which chrono counts.
const BEFORE_COMMON_ERA: i64 = 1_721_425;

fn julian(day: Day) -> i64 {
    i64::from(day.num_days_from_ce()) + BEFORE_COMMON_ERA
}

fn from_julian(number: i64) -> Option<Day> {
    Day::from_ymd_opt(1, 1, 1)?.checked_add_signed(TimeDelta::try_days(number - BEFORE_COMMON_ERA - 1)?)
}

/// Which twelfth of the zodiac the sun stands in at 0:00 in Vietnam on the day of this Julian number: 0 from the
/// March equinox, 9 from the winter solstice.
#[expect(clippy::cast_possible_truncation, reason = "0 to 12")]
fn solar_sector(number: i64) -> i64 {
    let midnight = days(number) - 0.5 - 7.0 / 24.0;
    (sun_longitude(midnight + delta_t(midnight)) / 30.0).floor() as i64 % 12
}

/// The day, as a Julian number, on which the new moon `k` falls in Vietnam.
#[expect(clippy::cast_possible_truncation, reason = "a day number is far inside an i64")]
fn new_moon_day(k: i64) -> i64 {
    let dynamical = new_moon(days(k));
    (dynamical - delta_t(dynamical) + 7.0 / 24.0 + 0.5).floor() as i64
}

#[expect(clippy::cast_precision_loss, reason = "day and month numbers need 23 bits, a float has 52")]
fn days(number: i64) -> f64 {
    number as f64
}

/// Dynamical minus universal time at a Julian day, in days (Espenak and Meeus).
fn delta_t(julian_day: f64) -> f64 {
    let year = 2000.0 + (julian_day - 2_451_544.5) / 365.2425;
    let seconds = if year < 1986.0 {
        let t = year - 1975.0;
        45.45 + 1.067 * t - t.powi(2) / 260.0 - t.powi(3) / 718.0
    } else if year < 2005.0 {
        let t = year - 2000.0;
        63.86 + t * (0.3345 + t * (-0.060_374 + t * (0.001_727_5 + t * (0.000_651_814 + t * 0.000_023_735_99))))
    } else if year < 2050.0 {
        let t = year - 2000.0;
        62.92 + 0.322_17 * t + 0.005_589 * t.powi(2)
    } else {
        let century = (year - 1820.0) / 100.0;
        -20.0 + 32.0 * century.powi(2) - 0.5628 * (2150.0 - year)
    };
    seconds / 86_400.0
}

fn sin(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

/// The sun's apparent longitude in degrees, 0 to 360, at a Julian ephemeris day (chapter 25, to 0.01 degree).
fn sun_longitude(julian_day: f64) -> f64 {
    let t = (julian_day - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + t * (36_000.769_83 + t * 0.000_303_2);
    let anomaly = 357.529_11 + t * (35_999.050_29 - t * 0.000_153_7);
    let centre = (1.914_602 - t * (0.004_817 + t * 0.000_014)) * sin(anomaly)
        + (0.019_993 - t * 0.000_101) * sin(2.0 * anomaly)
        + 0.000_289 * sin(3.0 * anomaly);
    let node = 125.04 - 1934.136 * t;
    (mean + centre - 0.005_69 - 0.004_78 * sin(node)).rem_euclid(360.0)
}

/// The Julian ephemeris day of the new moon `k`, counted from the one of 6 January 2000 (chapter 49).
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let mean =
        2_451_550.097_66 + 29.530_588_861 * k + t * t * (0.000_154_37 + t * (-0.000_000_150 + t * 0.000_000_000_73));
    mean + periodic(k, t) + planetary(k, t)
}

/// The main corrections: factor in days, then the multiples of the sun's anomaly, the moon's anomaly and the moon's
/// argument of latitude. A term is weakened by the earth's eccentricity once per multiple of the sun's anomaly where
/// the last column says so.
const TERMS: [(f64, f64, f64, f64, i32); 24] = [
    (-0.407_20, 0.0, 1.0, 0.0, 0),
    (0.172_41, 1.0, 0.0, 0.0, 1),
    (0.016_08, 0.0, 2.0, 0.0, 0),
    (0.010_39, 0.0, 0.0, 2.0, 0),
    (0.007_39, -1.0, 1.0, 0.0, 1),
    (-0.005_14, 1.0, 1.0, 0.0, 1),
    (0.002_08, 2.0, 0.0, 0.0, 2),
    (-0.001_11, 0.0, 1.0, -2.0, 0),
    (-0.000_57, 0.0, 1.0, 2.0, 0),
    (0.000_56, 1.0, 2.0, 0.0, 1),
    (-0.000_42, 0.0, 3.0, 0.0, 0),
    (0.000_42, 1.0, 0.0, 2.0, 1),
    (0.000_38, 1.0, 0.0, -2.0, 1),
    (-0.000_24, -1.0, 2.0, 0.0, 1),
    (-0.000_07, 2.0, 1.0, 0.0, 0),
    (0.000_04, 0.0, 2.0, -2.0, 0),
    (0.000_04, 3.0, 0.0, 0.0, 0),
    (0.000_03, 1.0, 1.0, -2.0, 0),
    (0.000_03, 0.0, 2.0, 2.0, 0),
    (-0.000_03, 1.0, 1.0, 2.0, 0),
    (0.000_03, -1.0, 1.0, 2.0, 0),
    (-0.000_02, -1.0, 1.0, -2.0, 0),
    (-0.000_02, 1.0, 3.0, 0.0, 0),
    (0.000_02, 0.0, 4.0, 0.0, 0),
];

fn periodic(k: f64, t: f64) -> f64 {
    let eccentricity = 1.0 - t * (0.002_516 + t * 0.000_007_4);
    let sun = 2.5534 + 29.105_356_70 * k - t * t * (0.000_001_4 + t * 0.000_000_11);
    let moon = 201.5643 + 385.816_935_28 * k + t * t * (0.010_758_2 + t * (0.000_012_38 - t * 0.000_000_058));
    let latitude = 160.7108 + 390.670_502_84 * k - t * t * (0.001_611_8 + t * (0.000_002_27 - t * 0.000_000_011));
    let node = 124.7746 - 1.563_755_88 * k + t * t * (0.002_067_2 + t * 0.000_002_15);
    let main: f64 = TERMS
        .iter()
        .map(|(factor, of_sun, of_moon, of_latitude, weakened)| {
            factor * eccentricity.powi(*weakened) * sin(of_sun * sun + of_moon * moon + of_latitude * latitude)
        })
        .sum();
    main - 0.000_17 * sin(node)
}

/// The planets' corrections: factor in millionths of a day, angle at k = 0, degrees per k.
const PLANETS: [(f64, f64, f64); 14] = [
    (325.0, 299.77, 0.107_408),
    (165.0, 251.88, 0.016_321),
    (164.0, 251.83, 26.651_886),
    (126.0, 349.42, 36.412_478),
    (110.0, 84.66, 18.206_239),
    (62.0, 141.74, 53.303_771),
    (60.0, 207.14, 2.453_732),
    (56.0, 154.84, 7.306_860),
    (47.0, 34.52, 27.261_239),
    (42.0, 207.19, 0.121_824),
    (40.0, 291.34, 1.844_379),
    (37.0, 161.72, 24.198_154),
    (35.0, 239.56, 25.513_099),
    (23.0, 331.55, 3.592_518),
];

fn planetary(k: f64, t: f64) -> f64 {
    let mut millionths = 0.0;
    for (index, (factor, angle, speed)) in PLANETS.iter().enumerate() {
        let bent = if index == 0 { 0.009_173 * t * t } else { 0.0 };
        millionths += factor * sin(angle + speed * k - bent);
    }
    millionths / 1_000_000.0
}
