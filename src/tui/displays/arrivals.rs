//! Numbers taken in each half hour of today, against a usual day.

use super::below;
use crate::domain::arrivals::{self, Arrivals, SLOTS};
use crate::domain::time::Timestamp;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Eighths of a cell from the bottom, from one to eight.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, usual: Option<&Arrivals>) {
    let seen = scene.seen;
    let today = arrivals::of(seen.state().tickets.values());
    let total: u32 = today.iter().map(|count| u32::from(*count)).sum();
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("wall.arrivals"), Role::Title).gap(1).put(&total.to_string(), Role::Number);
    if usual.is_some() {
        pen.put("  ─ ", Role::Warn).put(seen.get("wall.usual"), Role::Dim);
    }
    let slots = open_slots(scene, &today);
    let body = below(area, 1);
    if body.height < 2 || slots.is_empty() {
        return;
    }
    let count = u16::try_from(slots.len()).unwrap_or(1);
    let wide = (body.width / count).max(1);
    let most =
        slots.clone().map(|slot| today[slot].max(usual.map_or(0, |usual| usual[slot]))).max().unwrap_or(0).max(4);
    let tall = body.height - 1;
    let now = arrivals::slot(seen.now);
    for (index, slot) in (0..count).zip(slots) {
        let place = Rect { x: body.x + index * wide, width: wide, height: tall, ..body };
        if place.right() > body.right() {
            break;
        }
        let role = if slot == now { Role::Number } else { Role::Accent };
        upwards(scene, Rect { width: wide.saturating_sub(1).max(1), ..place }, today[slot], most, role);
        if let Some(usual) = usual {
            mark(scene, place, usual[slot], most);
        }
        if slot % 2 == 0 && wide * 2 >= 3 {
            let hour = Rect { y: body.bottom() - 1, height: 1, width: wide * 2, ..place };
            scene.put(hour, 0, &format!("{}h", slot / 2), Role::Dim);
        }
    }
}

/// From the first half hour in which the centre is open, or somebody came, to the last.
fn open_slots(scene: &Scene<'_>, today: &Arrivals) -> std::ops::Range<usize> {
    let seen = scene.seen;
    let working = &seen.published.book.calendar;
    let day = seen.now.day();
    let open = working.open_of(day).map(arrivals::slot);
    let close = working.close_of(day).map(|at| arrivals::slot(Timestamp(at.0 - 1)));
    let came = |slot: &usize| today[*slot] > 0;
    let first = open.into_iter().chain((0..SLOTS).find(came)).min();
    let last = close.into_iter().chain((0..SLOTS).rfind(came)).max();
    match (first, last) {
        (Some(first), Some(last)) if first <= last => first..last + 1,
        _ => 0..0,
    }
}

/// A bar from the bottom of `place`.
fn upwards(scene: &mut Scene<'_>, place: Rect, value: u16, most: u16, role: Role) {
    let eighths = u32::from(place.height) * 8 * u32::from(value) / u32::from(most);
    // Somebody is never nothing.
    let eighths = if value > 0 { eighths.max(1) } else { 0 };
    for row in 0..place.height {
        let filled = eighths.saturating_sub(u32::from(row) * 8).min(8);
        if let Some(glyph) = usize::try_from(filled).ok().and_then(|filled| EIGHTHS.get(filled.wrapping_sub(1))) {
            for x in place.left()..place.right() {
                scene.glyph(x, place.bottom() - 1 - row, glyph, role);
            }
        }
    }
}

/// Where the bar of a usual day would end.
fn mark(scene: &mut Scene<'_>, place: Rect, value: u16, most: u16) {
    let row = u16::try_from(u32::from(place.height) * u32::from(value) / u32::from(most)).unwrap_or(0);
    let y = place.bottom().saturating_sub(1).saturating_sub(row.min(place.height.saturating_sub(1)));
    if value > 0 {
        scene.glyph(place.x, y, "─", Role::Warn);
        if place.width > 1 {
            scene.glyph(place.x + 1, y, "─", Role::Warn);
        }
    }
}
