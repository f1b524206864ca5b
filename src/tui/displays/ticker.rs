//! The last calls.

use super::below;
use crate::tui::scene::Scene;
use crate::tui::screens::counters;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("wall.calls"), Role::Title);
    let body = below(area, 1);
    let calls = &seen.state().last_calls;
    if calls.is_empty() {
        scene.put(body, 0, seen.get("wall.no_calls"), Role::Dim);
    }
    for (row, (ticket, counter, at)) in (0..body.height).zip(calls) {
        let mut pen = scene.line(body, row);
        pen.put(&at.clock(), Role::Dim).gap(2);
        pen.column(&ticket.to_string(), 5, Role::Number).put("→ ", Role::Dim);
        let counter = counters::named(*counter, pen.room(), seen);
        pen.put(&counter, Role::Text);
    }
}
