//! The settings: officers, keys, counters, and what the settings file says.
//!
//! ```text
//! Cài đặt  [Cán bộ]  Khoá truy cập  Quầy  Trung tâm
//!   1  Nguyễn Thị Lan        tiếp nhận    A B      có mã PIN
//! ```

use crate::domain::centre::Officer;
use crate::text::words::Language;
use crate::tui::pages::settings::{Part, Settings};
use crate::tui::parts::age::age;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, settings: &mut Settings) {
    let seen = scene.seen;
    let mut pen = scene.line(area, 0);
    for part in Part::ALL {
        let word = seen.get(part.key());
        if part == settings.part {
            pen.put(&format!("[{word}]"), Role::Title).gap(1);
        } else {
            pen.put(&format!(" {word} "), Role::Dim).gap(1);
        }
    }
    let used = if area.height >= 12 { 2 } else { 1 };
    let body = Rect { y: area.y + used.min(area.height), height: area.height.saturating_sub(used), ..area };
    if settings.part == Part::Centre {
        sheet::draw(scene, body, &centre(seen), &mut settings.list);
        return;
    }
    let len = settings.len(seen);
    if len == 0 {
        scene.put(body, 0, seen.get("office.no_keys"), Role::Dim);
    }
    for (row, index) in (0..).zip(settings.list.window(len, usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        match settings.part {
            Part::Officers => seen.state().officers.values().nth(index).map(|one| officer(scene, line, one)),
            Part::Keys => key(scene, line, index),
            Part::Counters | Part::Centre => counter(scene, line, index),
        };
        if index == settings.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
}

fn letters<'a>(skills: impl IntoIterator<Item = &'a crate::domain::ids::ServiceId>) -> String {
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
    let wide = line.width >= 70;
    let mut pen = scene.line(line, 0);
    pen.column_right(&officer.id.to_string(), 3, Role::Number);
    pen.column(&reason::officer(officer.id, seen), if wide { 26 } else { line.width / 2 }, role);
    pen.column(seen.get(reason::role_key(officer.role)), 12, role);
    if wide {
        pen.column(&skills, 14, Role::Dim);
    }
    pen.put(seen.get(pin), pin_role);
}

fn key(scene: &mut Scene<'_>, line: Rect, index: usize) -> Option<()> {
    let seen = scene.seen;
    let (print, key) = seen.state().keys.iter().nth(index)?;
    let since = key.since.local().format("%d/%m/%Y").to_string();
    let mut pen = scene.line(line, 0);
    pen.column(&key.names(), 12, Role::Number).column(&since, 10, Role::Dim).put(print, Role::Text);
    Some(())
}

fn counter(scene: &mut Scene<'_>, line: Rect, index: usize) -> Option<()> {
    let seen = scene.seen;
    let counter = seen.state().counters.values().nth(index)?;
    let name = seen.fill("desk.counter", &[("counter", &counter.id.to_string())]);
    let mut pen = scene.line(line, 0);
    pen.column(&name, 10, Role::Number).column(&counter.name, 20, Role::Text);
    pen.column(&letters(&counter.skills), 18, Role::Text);
    pen.put(seen.get(reason::station_key(&counter.station)), Role::Dim);
    Some(())
}

/// What is changed in the settings file, and how.
fn centre(seen: Seen<'_>) -> Vec<Line> {
    let centre = &seen.state().centre;
    let language = if centre.language == Language::Vi { "Tiếng Việt" } else { "English" };
    let mut lines = vec![
        Line::fact(seen.get("office.name"), centre.name.clone()),
        Line::fact(seen.get("office.code"), format!("{} · {}", centre.code, centre.unit)),
        Line::fact(seen.get("office.target_wait"), age(centre.targets.wait_s, seen.words)),
        Line::fact(seen.get("office.target_on_time"), format!("{}%", centre.targets.on_time_percent)),
        Line::fact(seen.get("office.language"), language),
        Line::Text(seen.get("office.in_file").to_owned(), Role::Warn),
        Line::Head(seen.get("office.services").to_owned()),
    ];
    for service in &centre.services {
        let fields =
            if service.fields.is_empty() { seen.get("office.rest").to_owned() } else { service.fields.join(", ") };
        let name = service.name_in(seen.words.language());
        lines.push(Line::Point(service.id.to_string(), format!("{name}: {fields}"), Role::Text));
    }
    lines
}
