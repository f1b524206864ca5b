//! Whether a centre's settings can be used: the same rules for the settings file and for a change at a screen.

use super::calendar::HoursFault;
use super::centre::{Centre, CounterPlan, Ground, Service, Work};
use super::display::DisplayFault;
use super::ids::{CounterId, ServiceId};
use crate::text::words::Sentence;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Longest name of a centre, a service, a counter, a ground or a day, in characters.
pub const NAME_MAX: usize = 120;
/// Longest wording of the rule a ground rests on, in characters.
pub const BASIS_MAX: usize = 300;
/// More counters than any commune's centre has.
pub const COUNTERS_MAX: u16 = 200;
/// The longest period that can be set, in minutes: a working day.
pub const MINUTES_MAX: i64 = 480;
/// How often somebody may be passed at most, where that is limited.
pub const PASSED: RangeInclusive<i64> = 0..=10_000;
/// Shares in per cent.
pub const PERCENT: RangeInclusive<i64> = 0..=100;
/// The wait to aim at, in minutes.
pub const WAIT: RangeInclusive<i64> = 1..=MINUTES_MAX;
/// A hold at a counter, in minutes.
pub const HOLD: RangeInclusive<i64> = 1..=MINUTES_MAX;
/// Every other period, in minutes.
pub const PERIOD: RangeInclusive<i64> = 0..=MINUTES_MAX;

/// What is wrong with a centre's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsound {
    /// A name of nothing but spaces.
    Empty,
    /// A text longer than that, in characters.
    TooLong(usize),
    /// A text that reading the settings file would change.
    Unclean,
    /// A line that is there already.
    Twice(String),
    /// A number that is not in its range, or no whole minutes.
    OutOfRange {
        /// Smallest.
        least: i64,
        /// Largest.
        most: i64,
    },
    /// The commune's code is not digits.
    Code(String),
    /// The unit's identifier is not letters, digits and dots.
    Unit(String),
    /// No service at all.
    NoService,
    /// No counter at all.
    NoCounter,
    /// Two services of the same letter.
    ServiceTwice(ServiceId),
    /// Two counters of the same number.
    CounterTwice(CounterId),
    /// Two grounds of the same name for programs.
    GroundTwice(String),
    /// A ground's name for programs is not small letters.
    GroundName(String),
    /// Two services cover the same field.
    FieldTwice(String),
    /// A counter takes something the centre does not offer.
    UnknownService(ServiceId),
    /// A counter takes nothing.
    NoSkills(CounterId),
    /// Opening hours that cannot be.
    Hours(HoursFault),
    /// Screens on walls that cannot be.
    Display(DisplayFault),
}

/// Whether this can be the commune's code: digits, or not known yet.
pub fn is_code(code: &str) -> bool {
    code.chars().count() <= 16 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether this can be the identifier of a unit. Dossier codes are typed in either case and found in capitals.
pub fn is_unit(unit: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'.';
    (1..=32).contains(&unit.chars().count()) && unit.bytes().all(fits)
}

/// Whether this can be a ground's name for programs.
pub fn is_ground_name(name: &str) -> bool {
    (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The first thing wrong with `centre`, if anything is.
///
/// # Errors
/// See [`Unsound`].
pub fn check(centre: &Centre) -> Result<(), Unsound> {
    name(&centre.name)?;
    if !is_code(&centre.code) {
        return Err(Unsound::Code(centre.code.clone()));
    }
    if !is_unit(&centre.unit) {
        return Err(Unsound::Unit(centre.unit.clone()));
    }
    services(&centre.services)?;
    counters(centre)?;
    grounds(&centre.grounds)?;
    aims(centre)?;
    work(&centre.work)?;
    for notice in &centre.display.notices {
        text(notice, usize::MAX)?;
    }
    let (hours, display) = (centre.hours.faults(), centre.display.faults());
    let mut faults = hours.into_iter().map(Unsound::Hours).chain(display.into_iter().map(Unsound::Display));
    faults.next().map_or(Ok(()), Err)
}

/// Who works on dossiers, and what they cost: everything says something, and nothing is said twice.
fn work(work: &Work) -> Result<(), Unsound> {
    for names in [&work.sections, &work.agencies, &work.exempt] {
        names.iter().try_for_each(|one| name(one))?;
        once(names.iter())?;
    }
    for rule in &work.fees {
        text(&rule.of, BASIS_MAX)?;
        text(&rule.basis, BASIS_MAX)?;
        if rule.to_string().parse().as_ref() != Ok(rule) {
            return Err(Unsound::Unclean);
        }
    }
    once(work.fees.iter().map(|rule| &rule.of))
}

fn once<'a>(mut texts: impl Iterator<Item = &'a String>) -> Result<(), Unsound> {
    let mut seen = BTreeSet::new();
    texts.find(|text| !seen.insert(*text)).map_or(Ok(()), |text| Err(Unsound::Twice(text.clone())))
}

/// A name that must say something.
///
/// # Errors
/// Empty, too long, or with what is taken out of every text that is read.
pub fn name(name: &str) -> Result<(), Unsound> {
    if name.trim().is_empty() { Err(Unsound::Empty) } else { text(name, NAME_MAX) }
}

fn text(text: &str, most: usize) -> Result<(), Unsound> {
    if text.chars().count() > most {
        Err(Unsound::TooLong(most))
    } else if crate::text::nfc::clean(text) == text {
        Ok(())
    } else {
        Err(Unsound::Unclean)
    }
}

fn services(services: &[Service]) -> Result<(), Unsound> {
    let (mut letters, mut covered) = (BTreeSet::new(), BTreeSet::new());
    for service in services {
        name(&service.name)?;
        text(&service.name_en, NAME_MAX)?;
        if !letters.insert(service.id) {
            return Err(Unsound::ServiceTwice(service.id));
        }
        if let Some(twice) = service.fields.iter().find(|field| !covered.insert(field.as_str())) {
            return Err(Unsound::FieldTwice(twice.clone()));
        }
    }
    if services.is_empty() { Err(Unsound::NoService) } else { Ok(()) }
}

fn counters(centre: &Centre) -> Result<(), Unsound> {
    let mut numbers = BTreeSet::new();
    for CounterPlan { id, name, skills } in &centre.counters {
        text(name, NAME_MAX)?;
        within(i64::from(id.0), 1..=i64::from(COUNTERS_MAX))?;
        if !numbers.insert(*id) {
            return Err(Unsound::CounterTwice(*id));
        }
        if skills.is_empty() {
            return Err(Unsound::NoSkills(*id));
        }
        if let Some(unknown) = skills.iter().find(|skill| centre.service(**skill).is_none()) {
            return Err(Unsound::UnknownService(*unknown));
        }
    }
    if centre.counters.is_empty() { Err(Unsound::NoCounter) } else { Ok(()) }
}

fn grounds(grounds: &[Ground]) -> Result<(), Unsound> {
    let mut known = BTreeSet::new();
    for ground in grounds {
        name(&ground.name)?;
        text(&ground.name_en, NAME_MAX)?;
        text(&ground.basis, BASIS_MAX)?;
        if !is_ground_name(&ground.id.0) {
            return Err(Unsound::GroundName(ground.id.0.clone()));
        }
        if !known.insert(&ground.id) {
            return Err(Unsound::GroundTwice(ground.id.0.clone()));
        }
    }
    Ok(())
}

fn aims(centre: &Centre) -> Result<(), Unsound> {
    let periods = centre.periods;
    within(centre.rule.max_passed.map_or(0, i64::from), PASSED)?;
    within(i64::from(centre.targets.within_percent), PERCENT)?;
    within(i64::from(centre.targets.on_time_percent), PERCENT)?;
    minutes(centre.targets.wait_s, WAIT)?;
    minutes(periods.hold_s, HOLD)?;
    for seconds in [periods.missed_s, periods.undo_s, periods.appointment_late_s, periods.appointment_early_s] {
        minutes(seconds, PERIOD)?;
    }
    Ok(())
}

/// The settings file counts in minutes.
fn minutes(seconds: i64, range: RangeInclusive<i64>) -> Result<(), Unsound> {
    if seconds % 60 == 0 { within(seconds / 60, range) } else { within(-1, range) }
}

fn within(number: i64, range: RangeInclusive<i64>) -> Result<(), Unsound> {
    let (least, most) = (*range.start(), *range.end());
    if range.contains(&number) { Ok(()) } else { Err(Unsound::OutOfRange { least, most }) }
}

impl Sentence for Unsound {
    fn key(&self) -> &'static str {
        match self {
            Self::Empty => "refusal.setting_empty",
            Self::TooLong(_) => "refusal.setting_too_long",
            Self::Unclean => "refusal.setting_unclean",
            Self::Twice(_) => "settings.twice",
            Self::OutOfRange { .. } => "refusal.setting_out_of_range",
            Self::Code(_) => "refusal.code_wrong",
            Self::Unit(_) => "refusal.unit_wrong",
            Self::NoService => "refusal.no_service_left",
            Self::NoCounter => "refusal.no_counter_left",
            Self::ServiceTwice(_) | Self::CounterTwice(_) | Self::GroundTwice(_) => "refusal.setting_twice",
            Self::GroundName(_) => "refusal.ground_name_wrong",
            Self::FieldTwice(_) => "refusal.field_twice",
            Self::UnknownService(_) => "refusal.unknown_service",
            Self::NoSkills(_) => "refusal.no_skills",
            Self::Hours(fault) => fault.key(),
            Self::Display(fault) => fault.key(),
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong(most) => vec![("most", most.to_string())],
            Self::OutOfRange { least, most } => vec![("least", least.to_string()), ("most", most.to_string())],
            Self::ServiceTwice(service) => vec![("found", service.to_string())],
            Self::CounterTwice(counter) => vec![("found", counter.to_string())],
            Self::Twice(found)
            | Self::Code(found)
            | Self::Unit(found)
            | Self::GroundTwice(found)
            | Self::GroundName(found)
            | Self::FieldTwice(found) => vec![("found", found.clone())],
            Self::UnknownService(service) => vec![("service", service.to_string())],
            Self::NoSkills(counter) => vec![("counter", counter.to_string())],
            Self::Hours(fault) => fault.gaps(),
            Self::Display(fault) => fault.gaps(),
            Self::Empty | Self::Unclean | Self::NoService | Self::NoCounter => Vec::new(),
        }
    }
}
