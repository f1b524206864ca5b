//! Text to settings: every value checked, every fault kept.

use super::fault::{Fault, Mistake, Takes};
use super::section::{Faults, Section};
use super::{Settings, UNIT, defaults, display, equipment, papers, work};
use crate::domain::calendar::{Hours, HoursFault, Season};
use crate::domain::centre::{Centre, CounterPlan, Ground, Periods, Service, Targets};
use crate::domain::ids::{CounterId, GroundId, ServiceId};
use crate::domain::queue::Rule;
use crate::domain::soundness::{self, BASIS_MAX, COUNTERS_MAX, NAME_MAX};
use crate::text::words::Language;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use toml::de::DeTable;

pub(super) const PATH_MAX: usize = 1000;

const KEYS: &[&str] = &[
    "name",
    "code",
    "unit",
    "language",
    "queue",
    "periods",
    "targets",
    "work",
    "display",
    "calendar",
    "procedures",
    "ssh",
    "kiosk",
    "printer",
    "voice",
    "forms",
    "backup",
    "hours",
    "service",
    "counter",
    "ground",
];

pub(super) fn read(text: &str) -> Result<Settings, Vec<Fault>> {
    whole(text, |root, faults| {
        root.only(KEYS, faults);
        settings(root, faults)
    })
}

/// Reads a file with `read`, which answers `None` only when it noted a fault.
pub(crate) fn whole<T>(
    text: &str,
    read: impl FnOnce(Section<'_>, &mut Faults<'_>) -> Option<T>,
) -> Result<T, Vec<Fault>> {
    let mut faults = Faults::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    let last = errors.iter().map(place).max();
    for error in &errors {
        let (at, why) = (place(error), error.message().lines().collect::<Vec<_>>().join("; "));
        faults.at(at, if Some(at) == last { Mistake::SyntaxLast(why) } else { Mistake::Syntax(why) });
    }
    // What a broken line leaves of a section would give faults that are not the writer's.
    if !faults.is_empty() {
        return Err(faults.in_order());
    }
    match read(Section::new(&table), &mut faults) {
        Some(read) if faults.is_empty() => Ok(read),
        _ => Err(faults.in_order()),
    }
}

/// `None` only when a fault was noted.
fn settings(root: Section<'_>, faults: &mut Faults<'_>) -> Option<Settings> {
    let name = root.some_text("name", NAME_MAX, faults);
    let services = services(root, faults);
    let offered: BTreeSet<ServiceId> = services.iter().map(|service| service.id).collect();
    let calendar = section(root, "calendar", &["policy_days", "holidays"], faults);
    let procedures = section(root, "procedures", &["file"], faults);
    let backup = section(root, "backup", &["folder"], faults);
    let path = |section: Option<Section<'_>>, key, faults: &mut Faults<'_>| {
        section?.text(key, PATH_MAX, faults).filter(|path| !path.is_empty()).map(PathBuf::from)
    };
    let papers = papers::read(root, faults);
    let settings = Settings {
        centre: Centre {
            name: String::new(),
            code: code(root, faults),
            unit: unit(root, faults),
            counters: counters(root, &offered, faults),
            services,
            grounds: grounds(root, faults),
            hours: hours(root, faults),
            policy_days: calendar.and_then(|section| section.flag("policy_days", faults)).unwrap_or(false),
            rule: rule(root, faults),
            periods: periods(root, faults),
            targets: targets(root, faults),
            work: work::read(root, faults),
            language: language(root, faults),
            display: display::read(root, &papers.contact, faults),
        },
        holidays: path(calendar, "holidays", faults),
        procedures: path(procedures, "file", faults),
        listen: listen(root, faults),
        equipment: equipment::read(root, faults),
        papers,
        backup: path(backup, "folder", faults),
    };
    Some(Settings { centre: Centre { name: name?, ..settings.centre }, ..settings })
}

/// An address of this PC and a port; `0.0.0.0` is every address it has.
fn listen(root: Section<'_>, faults: &mut Faults<'_>) -> Option<SocketAddr> {
    let ssh = section(root, "ssh", &["listen"], faults)?;
    let text = ssh.text("listen", 64, faults).filter(|text| !text.trim().is_empty())?;
    let address = text.trim().parse().ok().filter(|address: &SocketAddr| address.port() > 0);
    if address.is_none() {
        faults.at(ssh.place("listen"), Mistake::Address(text));
    }
    address
}

pub(crate) fn section<'a>(
    root: Section<'a>,
    key: &'static str,
    known: &'static [&'static str],
    faults: &mut Faults<'_>,
) -> Option<Section<'a>> {
    let section = root.section(key, faults)?;
    section.only(known, faults);
    Some(section)
}

fn code(root: Section<'_>, faults: &mut Faults<'_>) -> String {
    let code = root.text("code", 16, faults).unwrap_or_default();
    if !soundness::is_code(&code) {
        faults.at(root.place("code"), Mistake::Code(code.clone()));
    }
    code
}

fn unit(root: Section<'_>, faults: &mut Faults<'_>) -> String {
    // Dossier codes are typed in either case and found in capitals.
    let unit = root.text("unit", 32, faults).map_or_else(|| UNIT.to_owned(), |unit| unit.to_uppercase());
    if !soundness::is_unit(&unit) {
        faults.at(root.place("unit"), Mistake::Unit(unit.clone()));
    }
    unit
}

fn language(root: Section<'_>, faults: &mut Faults<'_>) -> Language {
    match root.text("language", 16, faults).as_deref() {
        None | Some("vi") => Language::Vi,
        Some("en") => Language::En,
        Some(other) => {
            faults.at(root.place("language"), Mistake::Language(other.to_owned()));
            Language::Vi
        }
    }
}

fn rule(root: Section<'_>, faults: &mut Faults<'_>) -> Rule {
    let Some(queue) = section(root, "queue", &["max_passed"], faults) else { return Rule::default() };
    if queue.says("max_passed", "unlimited") {
        return Rule::strict();
    }
    if queue.has("max_passed") && !queue.has_number("max_passed") {
        let takes = Takes::NumberOrUnlimited;
        faults.at(queue.place("max_passed"), Mistake::WrongKind { key: "max_passed", takes });
        return Rule::default();
    }
    let most = queue.number("max_passed", soundness::PASSED, faults).and_then(|most| u32::try_from(most).ok());
    most.map_or_else(Rule::default, |most| Rule { max_passed: Some(most), ..Rule::default() })
}

fn periods(root: Section<'_>, faults: &mut Faults<'_>) -> Periods {
    const KEYS: &[&str] =
        &["missed_minutes", "hold_minutes", "undo_minutes", "appointment_late_minutes", "appointment_early_minutes"];
    let usual = Periods::default();
    let Some(section) = section(root, "periods", KEYS, faults) else { return usual };
    let mut minutes =
        |key, range, otherwise| section.number(key, range, faults).map_or(otherwise, |minutes| minutes * 60);
    Periods {
        missed_s: minutes("missed_minutes", soundness::PERIOD, usual.missed_s),
        hold_s: minutes("hold_minutes", soundness::HOLD, usual.hold_s),
        undo_s: minutes("undo_minutes", soundness::PERIOD, usual.undo_s),
        appointment_late_s: minutes("appointment_late_minutes", soundness::PERIOD, usual.appointment_late_s),
        appointment_early_s: minutes("appointment_early_minutes", soundness::PERIOD, usual.appointment_early_s),
    }
}

fn targets(root: Section<'_>, faults: &mut Faults<'_>) -> Targets {
    const KEYS: [&str; 3] = ["wait_minutes", "within_percent", "on_time_percent"];
    let usual = Targets::default();
    let Some(section) = section(root, "targets", &KEYS, faults) else { return usual };
    let wait = section.number("wait_minutes", soundness::WAIT, faults);
    let mut percent =
        |key| section.number(key, soundness::PERCENT, faults).and_then(|percent| u8::try_from(percent).ok());
    let (within, on_time) = (percent("within_percent"), percent("on_time_percent"));
    Targets {
        wait_s: wait.map_or(usual.wait_s, |minutes| minutes * 60),
        within_percent: within.unwrap_or(usual.within_percent),
        on_time_percent: on_time.unwrap_or(usual.on_time_percent),
    }
}

fn hours(root: Section<'_>, faults: &mut Faults<'_>) -> Hours {
    let Some(section) = section(root, "hours", &["saturday", "season"], faults) else { return Hours::default() };
    let saturday = parsed(section, "saturday", faults);
    let Some(found) = section.sections("season", faults) else { return Hours { saturday, ..Hours::default() } };
    let before = faults.is_empty();
    let mut seasons = Vec::new();
    for found in found {
        found.only(&["from", "morning", "afternoon"], faults);
        for key in ["from", "morning"] {
            if !found.has(key) {
                faults.at(found.offset(), Mistake::Missing(key));
            }
        }
        let (from, morning) = (parsed(found, "from", faults), parsed(found, "morning", faults));
        let afternoon = parsed(found, "afternoon", faults);
        if let (Some(from), Some(morning)) = (from, morning) {
            seasons.push(Season { from, morning, afternoon });
        }
    }
    let hours = Hours { seasons, saturday };
    // Seasons that could not be read would look as if they were missing.
    if before && faults.is_empty() {
        for fault in hours.faults() {
            faults.at(section.offset(), Mistake::Hours(fault));
        }
    }
    hours
}

fn parsed<T: FromStr<Err = HoursFault>>(section: Section<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<T> {
    let text = section.text(key, 32, faults).filter(|text| !text.is_empty())?;
    text.parse().map_err(|fault| faults.at(section.place(key), Mistake::Hours(fault))).ok()
}

fn services(root: Section<'_>, faults: &mut Faults<'_>) -> Vec<Service> {
    let Some(sections) = root.sections("service", faults) else { return defaults::services() };
    if sections.is_empty() {
        faults.at(root.place("service"), Mistake::Missing("[[service]]"));
    }
    let mut services: Vec<Service> = Vec::new();
    let mut covered = BTreeSet::new();
    for section in sections {
        section.only(&["letter", "name", "name_en", "fields"], faults);
        let letter = section.some_text("letter", 16, faults);
        let name = section.some_text("name", NAME_MAX, faults);
        let name_en = section.text("name_en", NAME_MAX, faults).unwrap_or_default();
        let fields = section.list("fields", faults).unwrap_or_default();
        for (field, at) in &fields {
            if !covered.insert(field.clone()) {
                faults.at(*at, Mistake::FieldTwice(field.clone()));
            }
        }
        let Some(letter) = letter else { continue };
        let is_taken = |id| services.iter().any(|service| service.id == id);
        let Some(id) = service_of(section, letter, is_taken, faults) else { continue };
        let fields = fields.into_iter().map(|(field, _)| field).collect();
        services.push(Service { id, name: name.unwrap_or_default(), name_en, fields });
    }
    services
}

fn counters(root: Section<'_>, offered: &BTreeSet<ServiceId>, faults: &mut Faults<'_>) -> Vec<CounterPlan> {
    let mut counters: Vec<CounterPlan> = Vec::new();
    for section in root.sections("counter", faults).unwrap_or_default() {
        section.only(&["number", "name", "services"], faults);
        if !section.has("number") {
            faults.at(section.offset(), Mistake::Missing("number"));
        }
        let number = section.number("number", 1..=i64::from(COUNTERS_MAX), faults);
        let name = section.text("name", NAME_MAX, faults).unwrap_or_default();
        let skills = skills(section, offered, faults);
        let Some(id) = number.and_then(|number| u16::try_from(number).ok()).map(CounterId) else { continue };
        if counters.iter().any(|counter| counter.id == id) {
            faults.at(section.place("number"), Mistake::Twice(id.to_string()));
        }
        counters.push(CounterPlan { id, name, skills });
    }
    if counters.is_empty() && faults.is_empty() {
        faults.at(root.offset(), Mistake::Missing("[[counter]]"));
    }
    counters
}

/// The service of this letter, which stands in the section; each may be there once.
pub(crate) fn service_of(
    section: Section<'_>,
    letter: String,
    is_taken: impl Fn(ServiceId) -> bool,
    faults: &mut Faults<'_>,
) -> Option<ServiceId> {
    let Ok(id) = letter.parse() else {
        faults.at(section.place("letter"), Mistake::Letter(letter));
        return None;
    };
    if is_taken(id) {
        faults.at(section.place("letter"), Mistake::Twice(letter));
    }
    Some(id)
}

/// What a counter serves; everything when it does not say.
fn skills(section: Section<'_>, offered: &BTreeSet<ServiceId>, faults: &mut Faults<'_>) -> BTreeSet<ServiceId> {
    let skills = skills_named(section, offered, faults).unwrap_or_default();
    if skills.is_empty() { offered.clone() } else { skills.into_iter().map(|(service, _)| service).collect() }
}

/// The services that a counter names, each with its place; `None` when it names none at all.
pub(crate) fn skills_named(
    section: Section<'_>,
    offered: &BTreeSet<ServiceId>,
    faults: &mut Faults<'_>,
) -> Option<Vec<(ServiceId, usize)>> {
    let mut skills = Vec::new();
    for (letter, at) in section.list("services", faults)? {
        match letter.parse::<ServiceId>() {
            Ok(service) if offered.contains(&service) => skills.push((service, at)),
            _ => faults.at(at, Mistake::UnknownService(letter)),
        }
    }
    Some(skills)
}

fn grounds(root: Section<'_>, faults: &mut Faults<'_>) -> Vec<Ground> {
    let Some(sections) = root.sections("ground", faults) else { return defaults::grounds() };
    let mut grounds: Vec<Ground> = Vec::new();
    for section in sections {
        section.only(&["id", "name", "name_en", "basis", "on"], faults);
        let id = section.some_text("id", 32, faults);
        let name = section.some_text("name", NAME_MAX, faults);
        let name_en = section.text("name_en", NAME_MAX, faults).unwrap_or_default();
        let basis = section.text("basis", BASIS_MAX, faults).unwrap_or_default();
        let on = section.flag("on", faults).unwrap_or(true);
        let (Some(id), Some(name)) = (id, name) else { continue };
        if !soundness::is_ground_name(&id) {
            faults.at(section.place("id"), Mistake::GroundName(id));
            continue;
        }
        if grounds.iter().any(|ground| ground.id.0 == id) {
            faults.at(section.place("id"), Mistake::Twice(id.clone()));
        }
        grounds.push(Ground { id: GroundId(id), name, name_en, basis, on });
    }
    grounds
}
