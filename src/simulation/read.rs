//! A scenario file to a scenario: every value checked, every fault kept with its line.

use super::length::{Law, Shape};
use super::read_people::{absence, appointments, arrivals, breaks, families, hours, sent_home, weekdays};
use super::scenario::{Desk, Outage, Scenario, Service, WEEKDAYS, seconds};
use crate::domain::calendar::{HoursFault, Span};
use crate::domain::display::time_of_day;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::queue::{Order, Rule};
use crate::domain::soundness::{COUNTERS_MAX, MINUTES_MAX, NAME_MAX, PASSED, PERCENT, WAIT};
use crate::settings::{Fault, Faults, Mistake, Section, Takes, service_of, skills_named, whole};
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
    "sent_home",
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
const NEAR: f64 = 0.5;
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
    let before = faults.count();
    let services = services(root, faults);
    let offered: BTreeSet<ServiceId> = services.iter().map(|service| service.id).collect();
    let counters = counters(root, &offered, faults);
    if faults.count() == before {
        let served = |id: &ServiceId| counters.iter().any(|desk| desk.skills.contains(id));
        for service in services.iter().filter(|service| service.share > 0.0 && !served(&service.id)) {
            faults.at(root.place("counter"), Mistake::Unserved(service.id.to_string()));
        }
    }
    let (hours, saturday) = hours(root, faults);
    let overtime_s = overtime(root, &hours, saturday.as_ref(), faults);
    let scenario = Scenario {
        name: root.some_text("name", NAME_MAX, faults).unwrap_or_default(),
        name_en: root.text("name_en", NAME_MAX, faults).unwrap_or_default(),
        visitors: needed(root, "visitors", VISITORS, faults),
        weekday: weekday(root, faults),
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
        sent_home: sent_home(root, faults),
        recalls: share(root, "recalls", faults),
    };
    if scenario.visitors > 0.0 && scenario.usual_visitors() <= 0.0 {
        faults.at(root.place("weekdays"), Mistake::Nobody("weekdays"));
    }
    scenario
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
fn weekday(root: Section<'_>, faults: &mut Faults<'_>) -> Option<usize> {
    let only = one_of(root, "weekday", DAYS_TAKEN, &days(), faults);
    // Hours that are there and wrong are told by themselves.
    let has_hours = |hours: Section<'_>| hours.has("saturday") && !hours.says("saturday", "");
    if only == Some(WEEKDAYS - 1) && !root.peek("hours").is_none_or(has_hours) {
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
        [least, most] if least <= most => return Some((least, most)),
        [_, _] => faults.at(section.place(key), Mistake::LeastFirst(key)),
        _ => faults.at(section.place(key), Mistake::Count { key, least: 2, most: 2 }),
    }
    None
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
    let found = repeated(root, "service", "[[service]]", faults);
    let mut shares_are_sound = !found.is_empty();
    let mut services: Vec<Service> = Vec::new();
    // Those of whoever is called wrongly too: a share is none the less one.
    let mut sum = 0.0;
    for section in found {
        section.only(KEYS, faults);
        let letter = section.some_text("letter", 16, faults);
        let name = section.some_text("name", NAME_MAX, faults).unwrap_or_default();
        let name_en = section.text("name_en", NAME_MAX, faults).unwrap_or_default();
        let before = faults.count();
        let share = needed(section, "share", PERCENT, faults) / 100.0;
        shares_are_sound &= faults.count() == before;
        sum += share;
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
    if shares_are_sound {
        whole_day("[[service]] share", sum, root.place("service"), faults);
    }
    for service in &mut services {
        service.share /= sum.max(f64::MIN_POSITIVE);
    }
    services
}

fn counters(root: Section<'_>, offered: &BTreeSet<ServiceId>, faults: &mut Faults<'_>) -> Vec<Desk> {
    const KEY: &str = "[[counter]]";
    let found = repeated(root, "counter", KEY, faults);
    let most = usize::from(COUNTERS_MAX);
    if found.len() > most {
        faults.at(root.place("counter"), Mistake::Count { key: KEY, least: 1, most });
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

/// What a counter serves; everything when it does not say. A list of nothing, or with a letter twice, is a slip.
fn skills(section: Section<'_>, offered: &BTreeSet<ServiceId>, faults: &mut Faults<'_>) -> BTreeSet<ServiceId> {
    const KEY: &str = "services";
    let before = faults.count();
    let Some(named) = skills_named(section, offered, faults) else { return offered.clone() };
    if named.is_empty() && faults.count() == before {
        faults.at(section.place(KEY), Mistake::Empty(KEY));
    }
    let mut skills = BTreeSet::new();
    for (service, at) in named {
        if !skills.insert(service) {
            faults.at(at, Mistake::Twice(service.to_string()));
        }
    }
    skills
}

/// The repeated sections of this name, of which there must be one at least.
fn repeated<'a>(root: Section<'a>, name: &'static str, key: &'static str, faults: &mut Faults<'_>) -> Vec<Section<'a>> {
    let before = faults.count();
    let found = root.sections(name, faults).unwrap_or_default();
    if found.is_empty() && faults.count() == before {
        faults.at(root.place(name), Mistake::Missing(key));
    }
    found
}

/// Notes shares, each of 1, that do not make a whole day.
pub(super) fn whole_day(key: &'static str, sum: f64, at: usize, faults: &mut Faults<'_>) {
    if ((sum - 1.0) * 100.0).abs() > NEAR {
        faults.at(at, Mistake::Shares { key, sum: format!("{:.1}", sum * 100.0) });
    }
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
        let named = concerned(found, counters, faults);
        let (Some(from_s), Some(to_s)) = (from, to) else { continue };
        if from_s >= to_s {
            let text = found.text("to", 16, faults).unwrap_or_default();
            faults.at(found.place("to"), Mistake::Hours(HoursFault::Span(text)));
        }
        outages.push(Outage { from_s, to_s, counters: named });
    }
    outages
}

/// The counters that are out of use; `None` for all.
fn concerned(outage: Section<'_>, counters: usize, faults: &mut Faults<'_>) -> Option<BTreeSet<CounterId>> {
    const KEY: &str = "counters";
    let most = i64::try_from(counters).unwrap_or(i64::MAX).max(1);
    let numbers = outage.decimals(KEY, &(1..=most), faults)?;
    if numbers.is_empty() {
        faults.at(outage.place(KEY), Mistake::Empty(KEY));
    }
    let mut concerned = BTreeSet::new();
    for number in numbers {
        match counter(number) {
            Some(id) if concerned.insert(id) => {}
            Some(id) => faults.at(outage.place(KEY), Mistake::Twice(id.to_string())),
            None => faults.at(outage.place(KEY), Mistake::WrongKind { key: KEY, takes: Takes::Number }),
        }
    }
    Some(concerned)
}

fn counter(number: f64) -> Option<CounterId> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the numbers of counters")]
    let id = number as u16;
    (f64::from(id).total_cmp(&number).is_eq()).then_some(CounterId(id))
}
