//! One line of the settings.

use crate::domain::calendar::{Listed, Source, show_day};
use crate::domain::centre::Officer;
use crate::domain::ids::{CounterId, ServiceId};
use crate::text::width::columns;
use crate::text::words::Language;
use crate::tui::pages::settings::value::{Value, day_of_year};
use crate::tui::pages::settings::work::Roll;
use crate::tui::pages::settings::{Row, is_own};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which every column has room.
const WIDE: u16 = 70;
/// Columns of what a value is called.
const LABEL: u16 = 46;
/// Columns of a fingerprint that are always there.
const PRINT: u16 = 20;

pub(super) fn draw(scene: &mut Scene<'_>, line: Rect, row: &Row) {
    let seen = scene.seen;
    let centre = &seen.state().centre;
    match row {
        Row::Officer(id) => {
            if let Some(one) = seen.state().officers.get(id) {
                officer(scene, line, one);
            }
        }
        Row::Key(print) => key(scene, line, print),
        Row::Counter(id) => counter(scene, line, *id),
        Row::Service(id) => service(scene, line, *id),
        Row::PolicyDays => {
            let word = if centre.policy_days { "office.yes" } else { "office.no" };
            fact(scene, line, "office.policy_days", seen.get(word));
        }
        Row::Language => {
            let language = if centre.language == Language::Vi { "Tiếng Việt" } else { "English" };
            fact(scene, line, "office.language", language);
        }
        Row::Day(listed) => day(scene, line, listed),
        Row::Season(at) => season(scene, line, *at),
        Row::Ground(at) => ground(scene, line, *at),
        Row::Value(Value::Notice(at)) => {
            let label = seen.fill("office.notice_n", &[("n", &(at + 1).to_string())]);
            let text = Value::Notice(*at).read(centre);
            scene.line(line, 0).column(&label, 13, Role::Dim).put(&text, Role::Text);
        }
        Row::Value(value @ Value::Line(roll, _)) => {
            let text = value.read(centre);
            let mut pen = scene.line(line, 0);
            pen.column(seen.get(roll.key()), 20, Role::Dim).put(&text, Role::Text);
            if *roll == Roll::Sections {
                pen.gap(2).put(&members(&text, seen), Role::Dim);
            }
        }
        Row::Value(value) => {
            let now = value.read(centre);
            let none = match value {
                Value::MaxPassed => "office.unlimited",
                _ => "office.none",
            };
            fact(scene, line, value.key(), if now.is_empty() { seen.get(none) } else { &now });
        }
    }
}

/// A label and what is so; the value is never cut for the label's sake.
fn fact(scene: &mut Scene<'_>, line: Rect, key: &'static str, value: &str) {
    let label = scene.seen.get(key);
    let room = line.width.saturating_sub(u16::try_from(columns(value)).unwrap_or(0) + 1);
    scene.line(line, 0).column(label, LABEL.min(room.max(line.width / 3)), Role::Dim).put(value, Role::Text);
}

fn letters<'a>(skills: impl IntoIterator<Item = &'a ServiceId>) -> String {
    skills.into_iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn officer(scene: &mut Scene<'_>, line: Rect, officer: &Officer) {
    let seen = scene.seen;
    let role = if officer.active { Role::Text } else { Role::Dim };
    let skills =
        if officer.skills.is_empty() { seen.get("office.all_skills").to_owned() } else { letters(&officer.skills) };
    let (pin, pin_role) = match (officer.active, officer.has_pin) {
        (false, _) => ("office.left", Role::Dim),
        (true, true) if officer.pin_given => ("office.pin_given", Role::Text),
        (true, true) => ("office.has_pin", Role::Good),
        (true, false) => ("office.no_pin", Role::Warn),
    };
    let wide = line.width >= WIDE;
    let mut pen = scene.line(line, 0);
    pen.column_right(&officer.id.to_string(), 3, Role::Number);
    pen.column(&reason::officer(officer.id, seen), if wide { 26 } else { line.width / 2 }, role);
    pen.column(seen.get(reason::role_key(officer.role)), 12, role);
    if wide {
        pen.column(&skills, 14, Role::Dim);
    }
    pen.put(seen.get(pin), pin_role);
    if wide {
        pen.gap(2).put(&officer.section, Role::Dim);
    }
}

/// Who belongs to a section.
fn members(section: &str, seen: Seen<'_>) -> String {
    let hers = seen.state().officers.values().filter(|officer| officer.active && officer.section == section);
    let names: Vec<String> = hers.map(|officer| reason::officer(officer.id, seen)).collect();
    if names.is_empty() { seen.get("office.section_nobody").to_owned() } else { names.join(", ") }
}

fn key(scene: &mut Scene<'_>, line: Rect, print: &str) {
    let Some(key) = scene.seen.state().keys.get(print) else { return };
    let since = key.since.local().format("%d/%m/%Y").to_string();
    let names = scene.seen.state().keys.values().map(|key| columns(&key.names())).max().unwrap_or(0);
    // The accounts are what is looked for; of the fingerprint its beginning tells one key from another.
    let room = line.width.saturating_sub(PRINT + 12);
    let names = u16::try_from(names).unwrap_or(u16::MAX).clamp(12, room.max(12));
    let mut pen = scene.line(line, 0);
    pen.column(&key.names(), names, Role::Number).column(&since, 10, Role::Dim).put(print, Role::Text);
}

/// What it takes by the settings; and for now, where that is something else.
fn counter(scene: &mut Scene<'_>, line: Rect, id: CounterId) {
    let seen = scene.seen;
    let Some(plan) = seen.state().centre.counters.iter().find(|plan| plan.id == id) else { return };
    let name = seen.fill("desk.counter", &[("counter", &id.to_string())]);
    let now = seen.state().counters.get(&id);
    let mut pen = scene.line(line, 0);
    pen.column(&name, 10, Role::Number);
    if line.width >= WIDE {
        pen.column(&plan.name, 20, Role::Text);
    }
    pen.column(&letters(&plan.skills), 18, Role::Text);
    if let Some(counter) = now {
        pen.column(seen.get(reason::station_key(&counter.station)), 10, Role::Dim);
        if counter.skills != plan.skills {
            let letters = letters(&counter.skills);
            pen.put(&seen.fill("office.skills_now", &[("services", &letters)]), Role::Accent);
        }
    }
}

fn service(scene: &mut Scene<'_>, line: Rect, id: ServiceId) {
    let seen = scene.seen;
    let Some(service) = seen.state().centre.service(id) else { return };
    let fields = if service.fields.is_empty() { seen.get("office.rest").to_owned() } else { service.fields.join("; ") };
    let name = service.name_in(seen.words.language());
    let mut pen = scene.line(line, 0);
    pen.column(&id.to_string(), 2, Role::Number);
    pen.column(name, if line.width >= WIDE { 26 } else { line.width / 2 }, Role::Text).put(&fields, Role::Dim);
}

fn day(scene: &mut Scene<'_>, line: Rect, listed: &Listed) {
    let seen = scene.seen;
    let over = listed.day < seen.now.day();
    let role = if over { Role::Dim } else { Role::Text };
    let (word, mark) = if listed.off { ("calendar.off", Role::Warn) } else { ("calendar.worked", Role::Good) };
    let mark = if over || listed.source == Source::PolicyNotCounted { Role::Dim } else { mark };
    let source = if is_own(listed) { Role::Accent } else { Role::Dim };
    let mut pen = scene.line(line, 0);
    pen.column(&show_day(listed.day, seen.words), 14, role).column(seen.get(word), 8, mark);
    if line.width >= WIDE {
        pen.right(seen.get(listed.source.key()), source);
    }
    pen.put(&listed.name, role);
}

fn season(scene: &mut Scene<'_>, line: Rect, at: usize) {
    let seen = scene.seen;
    let Some(season) = seen.state().centre.hours.seasons.get(at) else { return };
    let from = seen.fill("office.from_day", &[("day", &day_of_year(season.from))]);
    let afternoon = season.afternoon.map_or(seen.get("office.none").to_owned(), |span| span.to_string());
    let mut pen = scene.line(line, 0);
    pen.column(&from, 14, Role::Number);
    if line.width >= WIDE {
        pen.column(seen.get("office.weekdays"), 16, Role::Dim);
    }
    pen.put(&format!("{} · {afternoon}", season.morning), Role::Text);
}

fn ground(scene: &mut Scene<'_>, line: Rect, at: usize) {
    let seen = scene.seen;
    let Some(ground) = seen.state().centre.grounds.get(at) else { return };
    let (word, role) = if ground.on { ("office.in_use", Role::Good) } else { ("office.not_in_use", Role::Dim) };
    let mut pen = scene.line(line, 0);
    pen.column(ground.name_in(seen.words.language()), 30.min(line.width / 2), Role::Text);
    pen.column(seen.get(word), 12, role).put(&ground.basis, Role::Dim);
}
