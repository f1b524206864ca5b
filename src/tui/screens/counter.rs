//! One counter: who sits there, whom it serves, and its queue in calling order.

use super::{counters, queue};
use crate::domain::queue::order;
use crate::tui::pages::leaf::CounterPage;
use crate::tui::parts::age::age;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, page: &mut CounterPage) {
    let lines = lines(page, scene.seen);
    sheet::draw(scene, area, &lines, &mut page.scroll);
}

fn lines(page: &CounterPage, seen: Seen<'_>) -> Vec<Line> {
    let state = seen.state();
    let name = seen.fill("desk.counter", &[("counter", &page.id.to_string())]);
    let Some(counter) = state.counters.get(&page.id) else { return vec![Line::Head(name)] };
    let title = if counter.name.is_empty() { name } else { format!("{name} · {}", counter.name) };
    let (doing, role) = counters::doing(counter, seen);
    let mut lines = vec![Line::Head(title), Line::Fact(seen.get("wall.counter_doing").to_owned(), doing, role)];
    if let Some(officer) = counter.officer {
        lines.push(Line::fact(seen.get("wall.counter_officer"), reason::officer(officer, seen)));
    }
    let services: Vec<String> =
        counter.skills.iter().map(|id| format!("{id} {}", reason::service(*id, seen))).collect();
    lines.push(Line::fact(seen.get("wall.counter_skills"), services.join(", ")));
    if let Some(ticket) = counter.current.and_then(|no| state.tickets.get(&no)) {
        let waited = seen.fill("desk.waited", &[("age", &age(ticket.wait_s(seen.minute()), seen.words))]);
        let front = format!("{} · {} · {waited}", ticket.number, reason::service(ticket.service, seen));
        lines.push(Line::Fact(seen.get("wall.counter_front").to_owned(), front, Role::Number));
    }
    let order = order(state, Some(page.id), seen.moment());
    let people = seen.fill("desk.people", &[("n", &order.len().to_string())]);
    lines.push(Line::Head(format!("{} · {people}", seen.get("desk.queue"))));
    for (index, place) in order.iter().enumerate() {
        let Some(ticket) = state.tickets.get(&place.ticket) else { continue };
        let star = if ticket.class > 0 { "★ " } else { "" };
        let wait = age(ticket.wait_s(seen.minute()), seen.words);
        let parts = [wait, queue::why(ticket, place, index == 0, seen), queue::passed(ticket, seen)];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        lines.push(Line::Fact(ticket.number.to_string(), format!("{star}{}", parts.join(" · ")), Role::Text));
    }
    if order.is_empty() {
        lines.push(Line::Text(seen.get("desk.queue_empty").to_owned(), Role::Dim));
    }
    lines
}
