//! Search of everything: what was typed, and what fits under a heading for each kind.
//!
//! ```text
//! Tìm: dao▏                                        đang tìm trong lưu trữ…
//! Hồ sơ 1
//!   T6 13/11 17:00  trễ 7 ngày  Nguyễn Thị Hồng Đào   Xác nhận tình trạng hôn nhân
//! Người 1
//!   Nguyễn Thị Hồng Đào   0912345678   1 hồ sơ
//! ```

use super::{dossier, dossiers, procedures, ticket};
use crate::domain::calendar::show_day;
use crate::domain::ids::PersonId;
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::tui::pages::searching::{Hit as Found, Searching};
use crate::tui::parts::list::List;
use crate::tui::parts::sections::{self, Place};
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which the hit under the bar is shown beside the list.
const BESIDE: u16 = 116;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, searching: &mut Searching) {
    let seen = scene.seen;
    // Without a hit the middle of the screen says so, and nothing is said twice.
    let state = if searching.asking && !searching.hits.is_empty() { seen.get("search.asking") } else { "" };
    procedures::search_line(scene, area, &searching.query, state);
    let gap = u16::from(area.height >= 12);
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap), ..area };
    if searching.hits.is_empty() {
        let empty = searching.query.text().trim().is_empty();
        let key = match (empty, searching.asking) {
            (true, _) => "search.how",
            (false, true) => "search.asking",
            (false, false) => "search.nothing",
        };
        for (row, line) in (0..).zip(crate::text::width::wrap(seen.get(key), usize::from(body.width))) {
            scene.put(body, row, &line, Role::Dim);
        }
        return;
    }
    let (left, right) = if body.width >= BESIDE { procedures::halves(scene, body) } else { (body, None) };
    list(scene, left, searching);
    if let (Some(right), Some(hit)) = (right, searching.selected()) {
        preview(scene, right, hit, searching);
    }
}

fn list(scene: &mut Scene<'_>, area: Rect, searching: &mut Searching) {
    let height = usize::from(area.height);
    let sizes: Vec<usize> = searching.sections.iter().map(|section| section.to - section.from).collect();
    searching.list.window(searching.hits.len(), height);
    for (row, place) in (0..).zip(sections::in_sight(&mut searching.lines, &sizes, searching.list.at, height)) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        match place {
            Place::Head(section) => heading(scene, line, searching, section),
            Place::Row(index) => {
                if let Some(hit) = searching.hits.get(index) {
                    self::row(scene, line, hit, searching);
                }
                if index == searching.list.at {
                    scene.paint(line, Role::Selected);
                }
                scene.hit(line, Hit::Row(index));
            }
        }
    }
}

fn heading(scene: &mut Scene<'_>, line: Rect, searching: &Searching, section: usize) {
    let seen = scene.seen;
    let section = searching.sections[section];
    let shown = section.to - section.from;
    let mut pen = scene.line(line, 0);
    let more = if section.more { "+" } else { "" };
    pen.put(seen.get(section.key), Role::Title).gap(1).put(&format!("{}{more}", section.total), Role::Title).gap(2);
    if shown < section.total || section.more {
        pen.put(&seen.fill("search.shown", &[("n", &shown.to_string())]), Role::Dim);
    }
}

fn row(scene: &mut Scene<'_>, line: Rect, hit: &Found, searching: &Searching) {
    let seen = scene.seen;
    let line = Rect { x: line.x + 2.min(line.width), width: line.width.saturating_sub(2), ..line };
    match hit {
        Found::Ticket(number) => {
            if let Some(ticket) = seen.state().tickets.get(number) {
                one_ticket(scene, line, ticket, None);
            }
        }
        Found::Dossier(code) => {
            if let Some(dossier) = seen.state().dossiers.get(code) {
                dossiers::row(scene, line, dossier);
            }
        }
        Found::Person(id) => person(scene, line, *id),
        Found::Procedure(key) => {
            if let Some(procedure) = seen.published.book.catalogue.get(key) {
                procedures::row(scene, line, procedure);
            }
        }
        Found::OldDossier(at) => {
            if let Some((dossier, person)) = searching.found.dossiers.get(*at) {
                let unknown = || scene.seen.get("dossiers.applicant_unknown");
                let name = person.as_ref().map_or_else(unknown, |person| person.name.as_str());
                let mut pen = scene.line(line, 0);
                pen.column(&dossier.code.0, 25, Role::Dim).column(name, 24, Role::Text);
                pen.put(&dossier.procedure_name, Role::Dim);
            }
        }
        Found::OldTicket(at) => {
            if let Some((day, ticket)) = searching.found.tickets.get(*at) {
                one_ticket(scene, line, ticket, Some(*day));
            }
        }
    }
}

fn one_ticket(scene: &mut Scene<'_>, line: Rect, ticket: &Ticket, day: Option<Day>) {
    let seen = scene.seen;
    let (stage, role) = ticket::stage(ticket, seen);
    let mut pen = scene.line(line, 0);
    pen.column(&ticket.number.to_string(), 4, Role::Number);
    if let Some(day) = day {
        pen.column(&show_day(day, seen.words), 13, Role::Text);
    }
    pen.column(reason::service(ticket.service, seen), 24, Role::Text).put(&stage, role);
}

/// Name, telephone, and how many dossiers are theirs; officers by their number.
fn person(scene: &mut Scene<'_>, line: Rect, id: PersonId) {
    let seen = scene.seen;
    let Some(person) = seen.published.people.get(&id) else { return };
    let mut pen = scene.line(line, 0);
    pen.right(&role_of(id, seen), Role::Dim).column(&person.name, 28, Role::Text).put(&person.phone, Role::Dim);
}

fn role_of(id: PersonId, seen: Seen<'_>) -> String {
    if let Some(officer) = seen.state().officers.values().find(|officer| officer.person == id) {
        return seen.fill("common.holder_officer", &[("officer", &officer.id.to_string())]);
    }
    let count = seen.state().dossiers.values().filter(|dossier| dossier.applicant == id).count();
    seen.fill("search.their_dossiers", &[("n", &count.to_string())])
}

fn preview(scene: &mut Scene<'_>, area: Rect, hit: &Found, searching: &Searching) {
    let seen = scene.seen;
    let lines = match hit {
        Found::Ticket(number) => {
            seen.state().tickets.get(number).map(|ticket| ticket::lines(ticket, ticket.issued.day(), seen))
        }
        Found::OldTicket(at) => searching.found.tickets.get(*at).map(|(day, ticket)| ticket::lines(ticket, *day, seen)),
        Found::Procedure(key) => {
            seen.published.book.catalogue.get(key).map(|procedure| procedures::lines(procedure, seen))
        }
        Found::Person(id) => Some(about_person(*id, seen)),
        Found::Dossier(code) => {
            if let Some(dossier) = seen.state().dossiers.get(code) {
                let person = seen.published.people.get(&dossier.applicant);
                dossier::preview(scene, area, dossier, person.map(AsRef::as_ref));
            }
            None
        }
        Found::OldDossier(at) => {
            if let Some((dossier, person)) = searching.found.dossiers.get(*at) {
                dossier::preview(scene, area, dossier, person.as_deref());
            }
            None
        }
    };
    if let Some(lines) = lines {
        sheet::draw(scene, area, &lines, &mut List::default());
    }
}

fn about_person(id: PersonId, seen: Seen<'_>) -> Vec<Line> {
    let Some(person) = seen.published.people.get(&id) else { return Vec::new() };
    let mut lines = vec![Line::Head(person.name.clone())];
    for (key, value) in [
        ("form.id_number", &person.id_number),
        ("form.phone", &person.phone),
        ("form.address", &person.address),
        ("form.hamlet", &person.hamlet),
        ("form.former_commune", &person.former_commune),
    ] {
        if !value.is_empty() {
            lines.push(Line::fact(seen.get(key), value));
        }
    }
    for dossier in seen.state().dossiers.values().filter(|dossier| dossier.applicant == id) {
        let (late, role) = dossier::lateness(dossier, seen);
        lines.push(Line::Head(dossier.procedure_name.clone()));
        lines.push(Line::Fact(seen.get("dossiers.code").to_owned(), dossier.code.0.clone(), Role::Number));
        lines.push(Line::fact(seen.get("dossiers.status"), seen.get(reason::status_key(dossier.status))));
        lines.push(Line::Fact(seen.get("form.due").to_owned(), late, role));
    }
    lines
}
