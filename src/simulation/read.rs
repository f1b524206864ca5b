//! A scenario file to a scenario: every value checked, every fault kept with its line.

use super::length::{Law, Shape};
use super::read_people::{absence, appointments, arrivals, breaks, families, hours, weekdays};
use super::scenario::{Desk, Outage, Scenario, Service, WEEKDAYS, seconds};
use crate::domain::calendar::{HoursFault, Span};
use crate::domain::display::time_of_day;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::queue::{Order, Rule};
use crate::domain::soundness::{COUNTERS_MAX, MINUTES_MAX, NAME_MAX, PASSED, PERCENT, WAIT};
use crate::settings::{Fault, Faults, Mistake, Section, Takes, service_of, skills, whole};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

const KEYS: &[&str] = &[
    "name",
    "name_en",
    "visitors",
    "weekday",
    "weekdays",
    "day_spread",
    "priority",
    "hours",
    "overtime_minutes",
    "target_minutes",
    "rule",
    "max_passed",
    "pace_spread",
    "walk_seconds",
    "transfers",
    "holds",
    "recalls",
    "patience_minutes",
    "arrivals",
    "service",
    "counter",
    "breaks",
    "absence",
    "families",
    "appointments",
    "outage",
];
/// A day, in seconds.
const DAY_S: i64 = 24 * 3600;
/// More people than any commune's centre has seen in a day.
const VISITORS: RangeInclusive<i64> = 1..=5000;
/// Factors, paces and coefficients of variation.
pub(super) const FACTOR: RangeInclusive<i64> = 0..=10;
/// Shares that are this near to 100 are rounded.
pub(super) const NEAR: f64 = 0.5;
const DAYS: [&str; WEEKDAYS] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const DAYS_TAKEN: &str = "monday, tuesday, wednesday, thursday, friday, saturday";

pub(super) fn read(text: &str) -> Result<Scenario, Vec<Fault>> {
    whole(text, |root, faults| {
        root.only(KEYS, faults);
        Some(scenario(root, faults))
    })
}

/// What stands in for a faulty value is never used: the faults are told instead.
fn scenario(root: Section<'_>, faults: &mut Faults<'_>) -> Scenario {
    let services = services(root, faults);
    let offered: BTreeSet<ServiceId> = services.iter().map(|service| service.id).collect();
    let counters = counters(root, &offered, faults);
    let (hours, saturday) = hours(root, faults);
    if faults.is_empty() {
        let served = |id: &ServiceId| counters.iter().any(|desk| desk.skills.contains(id));
        for service in services.iter().filter(|service| service.share > 0.0 && !served(&service.id)) {
            faults.at(root.place("counter"), Mistake::Unserved(service.id.to_string()));
        }
    }
    let overtime_s = overtime(root, &hours, saturday.as_ref(), faults);
    Scenario {
        name: root.some_text("name", NAME_MAX, faults).unwrap_or_default(),
        name_en: root.text("name_en", NAME_MAX, faults).unwrap_or_default(),
        visitors: needed(root, "visitors", VISITORS, faults),
        weekday: weekday(root, saturday.is_some(), faults),
        weekdays: weekdays(root, faults),
        day_spread: root.decimal("day_spread", 0..=2, faults).unwrap_or(0.0),
        priority: share(root, "priority", faults),
        arrivals: arrivals(root, &hours, faults),
        hours,
        saturday,
        overtime_s,
        rule: rule(root, faults),
        target_s: root.number("target_minutes", WAIT, faults).unwrap_or(15) * 60,
        outages: outages(root, counters.len(), faults),
        families: families(root, faults),
        services,
        counters,
        pace_spread: root.decimal("pace_spread", 0..=2, faults).unwrap_or(0.0),
        walk_s: pair(root, "walk_seconds", 0..=600, faults).unwrap_or((5.0, 20.0)),
        breaks: breaks(root, faults),
        absence: absence(root, faults),
        patience_s: root.decimal("patience_minutes", 1..=10_000, faults).map(|minutes| minutes * 60.0),
        appointments: appointments(root, faults),
        transfers: share(root, "transfers", faults),
        holds: share(root, "holds", faults),
        recalls: share(root, "recalls", faults),
    }
}

/// How long counters go on after closing: not into the next day.
fn overtime(root: Section<'_>, hours: &[Span], saturday: Option<&Span>, faults: &mut Faults<'_>) -> i64 {
    const KEY: &str = "overtime_minutes";
    let overtime_s = minutes(root, KEY, faults).unwrap_or(0);
    let latest_s = hours.iter().chain(saturday).map(|span| seconds(span.close())).max().unwrap_or(0);
    if latest_s + overtime_s >= DAY_S {
        let most = (DAY_S - 1 - latest_s) / 60;
        faults.at(root.place(KEY), Mistake::OutOfRange { key: KEY, least: 0, most });
    }
    overtime_s
}

/// The only day of the week: one that is worked.
fn weekday(root: Section<'_>, has_saturday: bool, faults: &mut Faults<'_>) -> Option<usize> {
    let only = one_of(root, "weekday", DAYS_TAKEN, &days(), faults);
    if only == Some(WEEKDAYS - 1) && !has_saturday && faults.is_empty() {
        faults.at(root.place("weekday"), Mistake::Missing("[hours] saturday"));
    }
    only
}

fn days() -> [(&'static str, usize); WEEKDAYS] {
    std::array::from_fn(|at| (DAYS[at], at))
}

pub(super) fn needed(
    section: Section<'_>,
    key: &'static str,
    range: RangeInclusive<i64>,
    faults: &mut Faults<'_>,
) -> f64 {
    if !section.has(key) {
        faults.at(section.offset(), Mistake::Missing(key));
    }
    section.decimal(key, range, faults).unwrap_or_default()
}

/// A share in per cent as one of 1; none without.
pub(super) fn share(section: Section<'_>, key: &'static str, faults: &mut Faults<'_>) -> f64 {
    section.decimal(key, PERCENT, faults).unwrap_or(0.0) / 100.0
}

pub(super) fn minutes(section: Section<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<i64> {
    section.number(key, 0..=MINUTES_MAX, faults).map(|minutes| minutes * 60)
}

pub(super) fn one_of<T: Copy>(
    section: Section<'_>,
    key: &'static str,
    takes: &'static str,
    words: &[(&str, T)],
    faults: &mut Faults<'_>,
) -> Option<T> {
    let found = section.text(key, 64, faults)?;
    let known = words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
    if known.is_none() {
        faults.at(section.place(key), Mistake::OneOf { key, found, takes });
    }
    known
}

/// The least and the most.
pub(super) fn pair(
    section: Section<'_>,
    key: &'static str,
    range: RangeInclusive<i64>,
    faults: &mut Faults<'_>,
) -> Option<(f64, f64)> {
    let list = section.decimals(key, &range, faults)?;
    match list[..] {
        [least, most] if least <= most => Some((least, most)),
        _ => {
            faults.at(section.place(key), Mistake::Count { key, least: 2, most: 2 });
            None
        }
    }
}

fn rule(root: Section<'_>, faults: &mut Faults<'_>) -> Rule {
    let credit = Rule {
        // Twice as much credit for each second of waiting: kept for comparison.
        order: Order::Credit { head_s: vec![0, 0], slope: vec![1, 2] },
        max_passed: None,
    };
    let known = [("congbang", 0), ("uutien8", 1), ("uutien", 2), ("tichluy", 3)];
    let preset = one_of(root, "rule", "congbang, uutien8, uutien, tichluy", &known, faults);
    let rule = match preset {
        Some(0) => Rule::fair(),
        Some(2) => Rule::strict(),
        Some(3) => credit,
        _ => Rule::budget(),
    };
    if root.says("max_passed", "unlimited") {
        return Rule { max_passed: None, ..rule };
    }
    if root.has("max_passed") && !root.has_number("max_passed") {
        let takes = Takes::NumberOrUnlimited;
        faults.at(root.place("max_passed"), Mistake::WrongKind { key: "max_passed", takes });
        return rule;
    }
    let most = root.number("max_passed", PASSED, faults).and_then(|most| u32::try_from(most).ok());
    if most.is_some() { Rule { max_passed: most, ..rule } } else { rule }
}

fn services(root: Section<'_>, faults: &mut Faults<'_>) -> Vec<Service> {
    const KEYS: &[&str] = &["letter", "name", "name_en", "share", "minutes", "cv", "law"];
    let before = faults.is_empty();
    let found = root.sections("service", faults).unwrap_or_default();
    if found.is_empty() {
        faults.at(root.place("service"), Mistake::Missing("[[service]]"));
    }
    let mut services: Vec<Service> = Vec::new();
    for section in found {
        section.only(KEYS, faults);
        let letter = section.some_text("letter", 16, faults);
        let name = section.some_text("name", NAME_MAX, faults).unwrap_or_default();
        let name_en = section.text("name_en", NAME_MAX, faults).unwrap_or_default();
        let share = needed(section, "share", PERCENT, faults) / 100.0;
        let mean_s = needed(section, "minutes", 1..=MINUTES_MAX, faults) * 60.0;
        let takes = "lognormal, gamma, mixture, exponential, fixed";
        let shape = one_of(section, "law", takes, &Shape::WORDS, faults).unwrap_or(Shape::Lognormal);
        let widest = if shape == Shape::Mixture { 1 } else { 5 };
        let cv = section.decimal("cv", 0..=widest, faults).unwrap_or(0.6);
        let Some(letter) = letter else { continue };
        let is_taken = |id| services.iter().any(|service| service.id == id);
        let Some(id) = service_of(section, letter, is_taken, faults) else { continue };
        services.push(Service { id, name, name_en, share, law: Law { shape, mean_s, cv } });
    }
    let sum: f64 = services.iter().map(|service| service.share).sum();
    if before && faults.is_empty() && ((sum - 1.0) * 100.0).abs() > NEAR {
        let key = "[[service]] share";
        faults.at(root.place("service"), Mistake::Shares { key, sum: format!("{:.1}", sum * 100.0) });
    }
    for service in &mut services {
        service.share /= sum.max(f64::MIN_POSITIVE);
    }
    services
}

fn counters(root: Section<'_>, offered: &BTreeSet<ServiceId>, faults: &mut Faults<'_>) -> Vec<Desk> {
    let found = root.sections("counter", faults).unwrap_or_default();
    if found.is_empty() || found.len() > usize::from(COUNTERS_MAX) {
        faults.at(root.place("counter"), Mistake::Missing("[[counter]]"));
    }
    let desk = |section: Section<'_>| {
        section.only(&["name", "services", "pace", "from", "to"], faults);
        let skills = skills(section, offered, faults);
        let (from_s, to_s) = (moment(section, "from", faults), moment(section, "to", faults));
        if from_s.zip(to_s).is_some_and(|(from_s, to_s)| from_s >= to_s) {
            let text = section.text("to", 16, faults).unwrap_or_default();
            faults.at(section.place("to"), Mistake::Hours(HoursFault::Span(text)));
        }
        Desk {
            name: section.text("name", NAME_MAX, faults).unwrap_or_default(),
            skills,
            pace: section.decimal("pace", FACTOR, faults).unwrap_or(1.0),
            from_s,
            to_s,
        }
    };
    found.into_iter().map(desk).collect()
}

fn moment(section: Section<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<i64> {
    let text = section.text(key, 16, faults)?;
    let time = time_of_day(&text).map_err(|fault| faults.at(section.place(key), Mistake::Display(fault)));
    time.ok().map(seconds)
}

fn outages(root: Section<'_>, counters: usize, faults: &mut Faults<'_>) -> Vec<Outage> {
    let mut outages = Vec::new();
    for found in root.sections("outage", faults).unwrap_or_default() {
        found.only(&["from", "to", "counters"], faults);
        for key in ["from", "to"] {
            if !found.has(key) {
                faults.at(found.offset(), Mistake::Missing(key));
            }
        }
        let (from, to) = (moment(found, "from", faults), moment(found, "to", faults));
        let most = i64::try_from(counters).unwrap_or(i64::MAX).max(1);
        let named = found.decimals("counters", &(1..=most), faults);
        let named = named.map(|list| list.into_iter().filter_map(counter).collect());
        let (Some(from_s), Some(to_s)) = (from, to) else { continue };
        if from_s >= to_s {
            let text = found.text("to", 16, faults).unwrap_or_default();
            faults.at(found.place("to"), Mistake::Hours(HoursFault::Span(text)));
        }
        outages.push(Outage { from_s, to_s, counters: named });
    }
    outages
}

fn counter(number: f64) -> Option<CounterId> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the numbers of counters")]
    let id = number as u16;
    (f64::from(id).total_cmp(&number).is_eq()).then_some(CounterId(id))
}
