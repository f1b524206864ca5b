//! Search: one line to type, and below it everything that fits.

use crate::domain::refusal::stage_key;
use crate::domain::ticket::Ticket;
use crate::text::width::columns;
use crate::tui::finds::{Row, Search};
use crate::tui::parts::age::age;
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::screens::dossiers;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, search: &mut Search) {
    let seen = scene.seen;
    let prompt = seen.get("search.prompt");
    let body = prompted(scene, area, prompt, &search.field);
    if search.rows.is_empty() {
        let key = if search.field.text().trim().is_empty() { "search.begin" } else { "search.nothing" };
        scene.put(body, 0, seen.get(key), Role::Dim);
        return;
    }
    for (row, index) in (0..).zip(search.list.window(search.rows.len(), usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        one(scene, line, search, index);
        if index == search.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
}

/// A prompt and the field behind it; answers what is left below.
pub(in crate::tui) fn prompted(
    scene: &mut Scene<'_>,
    area: Rect,
    prompt: &str,
    field: &crate::tui::parts::field::Field,
) -> Rect {
    let wide = u16::try_from(columns(prompt)).unwrap_or(0).min(area.width);
    scene.put(area, 0, prompt, Role::Title);
    let place = Rect { x: area.x + wide + 1, width: area.width.saturating_sub(wide + 1).min(60), ..area };
    field.draw(scene, place, true, false);
    let used = 1 + u16::from(area.height > 8);
    Rect { y: area.y + used.min(area.height), height: area.height.saturating_sub(used), ..area }
}

fn one(scene: &mut Scene<'_>, line: Rect, search: &Search, index: usize) {
    let seen = scene.seen;
    let kind = |key| seen.get(key);
    let wide = if line.width >= 60 { 9 } else { 7 };
    match &search.rows[index] {
        Row::Ticket(no) => {
            let mut pen = scene.line(line, 0);
            pen.column(kind("search.kind_ticket"), wide, Role::Dim);
            if let Some(ticket) = seen.state().tickets.get(no) {
                ticket_words(&mut pen, ticket, seen);
            }
        }
        Row::Person(id, open) => {
            let mut pen = scene.line(line, 0);
            pen.column(kind("search.kind_person"), wide, Role::Dim);
            if let Some(person) = seen.published.people.get(id) {
                pen.right(&seen.fill("search.their_dossiers", &[("n", &open.to_string())]), Role::Dim);
                pen.put(&person.name, Role::Text)
                    .gap(2)
                    .put(&person.phone, Role::Dim)
                    .gap(2)
                    .put(&person.id_number, Role::Dim);
            }
        }
        Row::Dossier(code) => {
            let rest = after_kind(scene, line, kind("search.kind_dossier"), wide);
            if let Some(dossier) = seen.state().dossiers.get(code) {
                dossiers::one(scene, rest, dossier, seen.published.name(dossier.applicant));
            }
        }
        Row::Procedure(key) => {
            let rest = after_kind(scene, line, kind("search.kind_procedure"), wide);
            if let Some(procedure) = seen.published.book.catalogue.get(key) {
                super::receive::offer(scene, rest, procedure, false);
            }
        }
        Row::OldDossier(at) => {
            let rest = after_kind(scene, line, kind("search.kind_archive"), wide);
            if let Some((dossier, person)) = search.found.as_ref().and_then(|found| found.dossiers.get(*at)) {
                dossiers::one(scene, rest, dossier, person.as_ref().map_or("", |person| person.name.as_str()));
            }
        }
        Row::OldTicket(at) => {
            let mut pen = scene.line(line, 0);
            pen.column(kind("search.kind_archive"), wide, Role::Dim);
            if let Some((day, ticket)) = search.found.as_ref().and_then(|found| found.tickets.get(*at)) {
                pen.column(&day.format("%d/%m/%Y").to_string(), 10, Role::Text);
                ticket_words(&mut pen, ticket, seen);
            }
        }
    }
}

fn after_kind(scene: &mut Scene<'_>, line: Rect, kind: &str, wide: u16) -> Rect {
    scene.line(line, 0).column(kind, wide, Role::Dim);
    let used = (wide + 1).min(line.width);
    Rect { x: line.x + used, width: line.width - used, ..line }
}

fn ticket_words(pen: &mut crate::tui::scene::Pen<'_>, ticket: &Ticket, seen: crate::tui::seen::Seen<'_>) {
    pen.put(&ticket.number.to_string(), Role::Number).gap(2);
    pen.column(seen.get(stage_key(&ticket.stage)), 15, Role::Text);
    if ticket.is_waiting() {
        pen.put(&age(ticket.wait_s(seen.minute()), seen.words), Role::Text).gap(2);
    }
    pen.put(reason::service(ticket.service, seen), Role::Dim);
}
