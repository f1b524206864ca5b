//! The person in front: number, clock, who and why, and the dossiers of this visit.

use crate::domain::calendar::show_moment;
use crate::domain::counter::Station;
use crate::domain::ticket::{Stage, Ticket};
use crate::text::width::{columns, wrap};
use crate::tui::model::{Model, Seat};
use crate::tui::parts::age::age;
use crate::tui::parts::big;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Draws the pane and answers the lines it used.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, model: &Model) -> u16 {
    let Some(seat) = model.seat else { return 0 };
    match seat.front(scene.seen.state()) {
        Some(ticket) => person(scene, area, ticket, model),
        None => nobody(scene, area, seat, model),
    }
}

/// What the counter is doing with this person, in words.
fn doing(ticket: &Ticket, seen: Seen<'_>) -> (String, Role) {
    let clock = |at| age(seen.minute().since(at), seen.words);
    match ticket.stage {
        Stage::Serving { since, .. } => (seen.fill("desk.serving", &[("age", &clock(since))]), Role::Good),
        Stage::Called { at, calls, .. } => {
            (seen.fill("desk.calling", &[("times", &calls.to_string()), ("age", &clock(at))]), Role::Accent)
        }
        _ => (String::new(), Role::Text),
    }
}

/// Service, who stands behind it, the ground, the wait and the reason, one line each.
fn particulars(ticket: &Ticket, seen: Seen<'_>) -> Vec<(String, Role)> {
    let kind = seen.get(ticket.applicant.key());
    let mut lines = vec![(format!("{} · {kind}", reason::service(ticket.service, seen)), Role::Text)];
    if ticket.class > 0 {
        lines.push((format!("★ {}", reason::ground(ticket.ground.as_ref(), seen)), Role::Accent));
    }
    let waited = age(ticket.wait_s(seen.minute()), seen.words);
    lines.push((seen.fill("desk.waited", &[("age", &waited)]), Role::Dim));
    let why = ticket.call.as_ref().map(|call| reason::of_call(call, seen)).unwrap_or_default();
    lines.push((why, Role::Dim));
    lines
}

fn person(scene: &mut Scene<'_>, area: Rect, ticket: &Ticket, model: &Model) -> u16 {
    let seen = scene.seen;
    let (doing, role) = doing(ticket, seen);
    let number = ticket.number.to_string();
    let mut row = 0;
    if area.height < 9 {
        scene.line(area, 0).put(&number, Role::Number).gap(1).put(&doing, role);
        row += 1;
    } else {
        scene.put(area, 0, &doing, role);
        let place = Rect { y: area.y + 1, height: area.height - 1, ..area };
        row += 2 + big::draw(scene, place, &number, Role::Number);
    }
    for (text, role) in particulars(ticket, seen) {
        for line in wrap(&text, usize::from(area.width)).iter().take(2) {
            scene.put(area, row, line, role);
            row += 1;
        }
    }
    row + dossiers(
        scene,
        Rect { y: area.y + row.min(area.height), height: area.height.saturating_sub(row), ..area },
        model,
    )
}

/// Dossiers received in this visit, then other open ones of the same people.
fn dossiers(scene: &mut Scene<'_>, area: Rect, model: &Model) -> u16 {
    let seen = scene.seen;
    if model.sight.visit.is_empty() || area.height < 2 {
        return 0;
    }
    let mut row = u16::from(area.height > 6);
    scene.put(area, row, seen.get("desk.visit_dossiers"), Role::Title);
    row += 1;
    for (index, code) in model.sight.visit.iter().enumerate() {
        let Some(dossier) = seen.state().dossiers.get(code) else { continue };
        if row >= area.height {
            break;
        }
        let glyph = if index < model.sight.received { "✓ " } else { "· " };
        let procedure = seen.published.book.catalogue.get(&dossier.procedure);
        let name = procedure.map_or(dossier.procedure_name.as_str(), |procedure| procedure.short());
        scene.line(area, row).put(glyph, Role::Good).put(name, Role::Text);
        row += 1;
        let due = dossier.due.map_or(seen.get("search.no_due").to_owned(), |due| show_moment(due, seen.words));
        // The code is read out to people, so it is never cut: it has a line of its own where the two do not fit.
        let code = super::dossiers::short_code(&code.0);
        let mut pen = scene.line(area, row);
        pen.gap(2).put(&due, Role::Text);
        if usize::from(pen.room()) >= 3 + columns(code) {
            pen.put(" · ", Role::Dim).put(code, Role::Dim);
        } else {
            row += 1;
            scene.line(area, row).gap(2).put(code, Role::Dim);
        }
        row += 1;
    }
    row
}

/// What to do when nobody is in front.
fn nobody(scene: &mut Scene<'_>, area: Rect, seat: Seat, model: &Model) -> u16 {
    let seen = scene.seen;
    let station = seat.counter.and_then(|id| seen.state().counters.get(&id)).map(|counter| &counter.station);
    let next = model.sight.queue.first();
    let mut texts: Vec<(String, Role)> = Vec::new();
    match station {
        Some(Station::Open) => {
            texts.push((seen.get("desk.nobody").to_owned(), Role::Title));
            texts.push(match next {
                Some(_) => (seen.get("desk.press_call").to_owned(), Role::Text),
                None => (seen.get("desk.press_nothing").to_owned(), Role::Dim),
            });
        }
        Some(Station::Paused { reason }) => {
            texts.push((seen.fill("desk.paused", &[("reason", reason)]), Role::Warn));
            texts.push((seen.get("desk.press_open").to_owned(), Role::Text));
        }
        Some(Station::Closed) | None => {
            texts.push((seen.get("desk.closed").to_owned(), Role::Title));
            texts.push((seen.get("desk.press_open").to_owned(), Role::Text));
        }
    }
    if seat.looks {
        // Of a moment that is over: no key of it does anything.
        texts.truncate(1);
    }
    if let Some(next) = next.filter(|_| area.height > 2) {
        let ground = seen.state().tickets.get(&next.ticket).and_then(|ticket| ticket.ground.as_ref());
        let why = reason::why(next.why, ground, seen);
        texts.push((seen.fill("desk.next", &[("ticket", &next.ticket.to_string()), ("why", &why)]), Role::Dim));
    }
    let mut row = 0;
    for (text, role) in texts {
        for line in wrap(&text, usize::from(area.width)) {
            scene.put(area, row, &line, role);
            row += 1;
        }
        row += u16::from(area.height > 12);
    }
    row
}
