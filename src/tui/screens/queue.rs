//! My queue, in the order it will be called, and those who are away.

use crate::domain::place;
use crate::domain::queue::{Place, Why};
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::text::width::{columns, cut};
use crate::tui::model::Model;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns for a wait below an hour.
const WAIT: u16 = 9;
/// Columns for what somebody can still expect, and from how many columns on there is room for it.
const EXPECTED: u16 = 14;
const EXPECTED_FROM: u16 = 42;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, model: &mut Model) {
    let seen = scene.seen;
    let count = model.sight.queue.len();
    let count = seen.fill("desk.people", &[("n", &count.to_string())]);
    scene.line(area, 0).put(seen.get("desk.queue"), Role::Title).gap(2).put(&count, Role::Dim);
    let away: Vec<String> =
        model.sight.away.iter().filter_map(|no| away(seen.state().tickets.get(no)?, seen)).collect();
    let most = (area.height / 4).max(1);
    let away_rows = if area.height < 5 { 0 } else { u16::try_from(away.len()).unwrap_or(most).min(most) };
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + away_rows), ..area };
    if model.sight.queue.is_empty() {
        scene.put(body, 0, seen.get("desk.queue_empty"), Role::Dim);
    }
    let chosen = model.picked.is_some();
    for (row, index) in (0..).zip(model.queue.window(model.sight.queue.len(), usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        let place = &model.sight.queue[index];
        let Some(ticket) = seen.state().tickets.get(&place.ticket) else { continue };
        one(scene, line, ticket, place, index == 0);
        if chosen && index == model.queue.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
    away_lines(scene, Rect { y: body.bottom(), height: away_rows, ..area }, &away);
}

/// Who is away, one to a line; how many more there are where not all have one.
pub(super) fn away_lines(scene: &mut Scene<'_>, area: Rect, away: &[String]) {
    let seen = scene.seen;
    let hidden = away.len().saturating_sub(usize::from(area.height));
    for (row, text) in (0..area.height).zip(away) {
        let mut pen = scene.line(area, row);
        if hidden > 0 && row + 1 == area.height {
            pen.right(&seen.fill("desk.more", &[("n", &hidden.to_string())]), Role::Dim);
        }
        pen.put(text, Role::Warn);
    }
}

/// `▸ A013 ★ Hộ tịch      12 phút  người cao tuổi  vượt 2/8`
fn one(scene: &mut Scene<'_>, line: Rect, ticket: &Ticket, place: &Place, next: bool) {
    let seen = scene.seen;
    let wait_s = ticket.wait_s(seen.minute());
    let wait = age(wait_s, seen.words);
    let long = wait_s > seen.state().centre.targets.wait_s;
    let (wait_role, mark) = if long { (Role::Warn, "!") } else { (Role::Text, " ") };
    let passed = passed(ticket, seen);
    let why = why(ticket, place, next, seen);
    let wait_cols = match line.width {
        70.. => 15,
        44.. => wait_columns(seen),
        _ => WAIT,
    };
    let service = reason::service(ticket.service, seen);
    let mut pen = scene.line(line, 0);
    pen.put(if next { "▸" } else { " " }, Role::Accent).gap(1);
    pen.put(&ticket.number.to_string(), Role::Number).gap(1);
    pen.put(if ticket.class > 0 { "★" } else { " " }, Role::Accent).gap(1);
    if line.width >= 70 {
        pen.column(service, 22.max(line.width / 4).min(36), Role::Text);
    }
    pen.column_right(&wait, wait_cols, wait_role);
    pen.put(mark, wait_role).gap(1);
    if line.width >= EXPECTED_FROM && !seen.published.expected.tickets.is_empty() {
        let expected = expect::of_ticket(ticket, seen).unwrap_or_default();
        pen.column(&expected, if line.width < 70 { EXPECTED } else { EXPECTED + 3 }, Role::Text);
    }
    if (40..70).contains(&line.width) && ticket.service != ticket.number.service {
        // Behind the columns, which stay where they are: the number does not tell this one's service.
        let rest = usize::from(pen.room()).saturating_sub(columns(&why) + 2);
        pen.put(&cut(service, rest.max(8)), Role::Dim).gap(2);
    }
    let room = usize::from(pen.room());
    if !passed.is_empty() && columns(&why) + columns(&passed) + 2 <= room {
        pen.right(&passed, Role::Dim);
    } else if !passed.is_empty() && !next && why == seen.get("queues.why_order") {
        pen.put(&passed, Role::Dim);
        return;
    }
    pen.put(&why, if place.why == Why::Turn { Role::Dim } else { Role::Text });
}

/// Columns for the longest wait of those who wait now.
pub(super) fn wait_columns(seen: Seen<'_>) -> u16 {
    let longest = seen.state().waiting().map(|ticket| ticket.wait_s(seen.minute())).max().unwrap_or(0);
    u16::try_from(columns(&age(longest, seen.words))).unwrap_or(WAIT).max(WAIT)
}

/// Why at this place, of what is so now; a ticket that waits for one counter, or with an appointment, says so.
pub(super) fn why(ticket: &Ticket, place: &Place, is_next: bool, seen: Seen<'_>) -> String {
    let now = place::why_now(seen.state(), ticket, place);
    if now == Why::PassedEnough {
        return reason::why(now, ticket.ground.as_ref(), seen);
    }
    if ticket.class > 0 {
        return reason::ground(ticket.ground.as_ref(), seen).to_owned();
    }
    if let Some(at) = ticket.appointment {
        return seen.fill("desk.appointed", &[("at", &at.clock())]);
    }
    match (&ticket.stage, ticket.bound) {
        (Stage::Waiting { after_calls: Some(_) }, _) => seen.get("desk.after_miss").to_owned(),
        (_, Some(counter)) => seen.fill("desk.bound", &[("counter", &counter.to_string())]),
        _ if now != Why::Turn => reason::why(now, None, seen),
        _ => seen.get(if is_next { "queues.why_next" } else { "queues.why_order" }).to_owned(),
    }
}

pub(super) fn passed(ticket: &Ticket, seen: Seen<'_>) -> String {
    if ticket.passed == 0 {
        return String::new();
    }
    let times = ticket.passed.to_string();
    match seen.state().centre.rule.max_passed {
        Some(most) => seen.fill("desk.passed", &[("times", &times), ("most", &most.to_string())]),
        None => seen.fill("desk.passed_unbounded", &[("times", &times)]),
    }
}

pub(super) fn away(ticket: &Ticket, seen: Seen<'_>) -> Option<String> {
    let no = ticket.number.to_string();
    match &ticket.stage {
        Stage::Missed { until, .. } => {
            Some(seen.fill("desk.away_missed", &[("ticket", &no), ("until", &until.clock())]))
        }
        Stage::Held { until, reason, .. } => {
            Some(seen.fill("desk.away_held", &[("ticket", &no), ("until", &until.clock()), ("reason", reason)]))
        }
        Stage::Closed(Closed::Cancelled(_)) => {
            let until = ticket.taken_back_until(&seen.state().centre.periods)?;
            Some(seen.fill("desk.away_cancelled", &[("ticket", &no), ("until", &until.clock())]))
        }
        _ => None,
    }
}
