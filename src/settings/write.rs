//! Settings to text: the template `assets/centre.toml` with its gaps filled.

use super::Settings;
use crate::domain::centre::{Centre, CounterPlan, Ground, Service};
use crate::text::words::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

const TEMPLATE: &str = include_str!("../../assets/centre.toml");

pub(super) fn text(settings: &Settings) -> String {
    let centre = &settings.centre;
    let minutes = |seconds: i64| (seconds / 60).to_string();
    let [kind, to, paper] = super::equipment::printer_text(&settings.equipment.printer);
    let [sections, agencies, exempt, fees, keep_years] = super::work::text(&centre.work);
    let [command, args] = super::equipment::voice_text(settings.equipment.voice.as_ref());
    let [print, folder, parent, place, contact] = super::papers::text(&settings.papers);
    let [notices, night_from, night_to, page_seconds] = super::display::text(&centre.display);
    let gaps: [(&str, String); 44] = [
        print,
        folder,
        parent,
        place,
        contact,
        sections,
        agencies,
        exempt,
        fees,
        keep_years,
        notices,
        night_from,
        night_to,
        page_seconds,
        command,
        args,
        kind,
        to,
        paper,
        ("name", quoted(&centre.name)),
        ("code", quoted(&centre.code)),
        ("unit", quoted(&centre.unit)),
        ("language", quoted(if centre.language == Language::En { "en" } else { "vi" })),
        ("max_passed", centre.rule.max_passed.map_or_else(|| quoted("unlimited"), |most| most.to_string())),
        ("missed_minutes", minutes(centre.periods.missed_s)),
        ("hold_minutes", minutes(centre.periods.hold_s)),
        ("undo_minutes", minutes(centre.periods.undo_s)),
        ("appointment_late_minutes", minutes(centre.periods.appointment_late_s)),
        ("appointment_early_minutes", minutes(centre.periods.appointment_early_s)),
        ("wait_minutes", minutes(centre.targets.wait_s)),
        ("within_percent", centre.targets.within_percent.to_string()),
        ("on_time_percent", centre.targets.on_time_percent.to_string()),
        ("policy_days", centre.policy_days.to_string()),
        ("holidays", path(settings.holidays.as_deref())),
        ("procedures", path(settings.procedures.as_deref())),
        ("listen", quoted(&settings.listen.map(|address| address.to_string()).unwrap_or_default())),
        ("visit_minutes", minutes(settings.equipment.kiosk.visit_s)),
        ("ask_priority", settings.equipment.kiosk.asks_priority.to_string()),
        ("scan_cards", settings.equipment.kiosk.scans.to_string()),
        ("backup", path(settings.backup.as_deref())),
        ("hours", hours(centre)),
        ("counters", counters(centre)),
        ("services", centre.services.iter().map(service).collect()),
        ("grounds", centre.grounds.iter().map(ground).collect()),
    ];
    filled(&gaps)
}

/// The template with its gaps filled.
fn filled(gaps: &[(&str, String)]) -> String {
    // One pass over the template: a value that itself holds braces stays as it is.
    let mut filled = String::with_capacity(TEMPLATE.len() * 2);
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once('{') {
        let found = after
            .split_once('}')
            .and_then(|(name, rest)| gaps.iter().find(|(gap, _)| *gap == name).map(|(_, value)| (value, rest)));
        filled.push_str(before);
        if let Some((value, after)) = found {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled + rest
}

pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

pub(super) fn path(path: Option<&Path>) -> String {
    quoted(&path.map(Path::to_string_lossy).unwrap_or_default())
}

pub(super) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

fn hours(centre: &Centre) -> String {
    let saturday = centre.hours.saturday.map(|span| span.to_string()).unwrap_or_default();
    let mut text = format!("saturday = {}\n", quoted(&saturday));
    for season in &centre.hours.seasons {
        let afternoon = season.afternoon.map(|span| span.to_string()).unwrap_or_default();
        let _ = write!(
            text,
            "\n[[hours.season]]\nfrom = {}\nmorning = {}\nafternoon = {}\n",
            quoted(&season.from.to_string()),
            quoted(&season.morning.to_string()),
            quoted(&afternoon)
        );
    }
    text
}

fn counters(centre: &Centre) -> String {
    let offered: BTreeSet<_> = centre.services.iter().map(|service| service.id).collect();
    let counter = |plan: &CounterPlan| {
        let letters: Vec<String> = plan.skills.iter().map(ToString::to_string).collect();
        let services = if plan.skills == offered {
            String::new()
        } else {
            format!("services = {}\n", list(letters.iter().map(String::as_str)))
        };
        format!("[[counter]]\nnumber = {}\nname = {}\n{services}\n", plan.id, quoted(&plan.name))
    };
    centre.counters.iter().map(counter).collect()
}

fn service(service: &Service) -> String {
    format!(
        "[[service]]\nletter = {}\nname = {}\nname_en = {}\nfields = {}\n\n",
        quoted(&service.id.to_string()),
        quoted(&service.name),
        quoted(&service.name_en),
        list(service.fields.iter().map(String::as_str))
    )
}

fn ground(ground: &Ground) -> String {
    format!(
        "[[ground]]\nid = {}\nname = {}\nname_en = {}\nbasis = {}\non = {}\n\n",
        quoted(&ground.id.0),
        quoted(&ground.name),
        quoted(&ground.name_en),
        quoted(&ground.basis),
        ground.on
    )
}
