//! The half hours that are left of the day, counter by counter: open, paused, closed, or open by what is tried.

use super::counters::named;
use crate::domain::counter::Counter;
use crate::domain::staffing::telling::clock;
use crate::text::width::columns;
use crate::tui::pages::planning::{Cell, Planning, half_hours};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of a counter's name, and of what it serves.
const NAME: u16 = 9;
const SKILLS: u16 = 12;
/// The widest half hour.
const WIDEST: u16 = 4;
/// Counters that are shown however little room there is.
const LEAST: u16 = 4;

/// Lines of the table on a page so high: heading, counters, and what the marks mean.
pub(super) fn height(counters: u16, page: u16) -> u16 {
    let most = (page / 2).max(LEAST + 2);
    (counters + 2).min(most).min(page)
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, planning: &Planning) {
    let seen = scene.seen;
    let left = half_hours(seen);
    let before = NAME + SKILLS + 2;
    let count = u16::try_from(left.len()).unwrap_or(u16::MAX).max(1);
    let wide = (area.width.saturating_sub(before) / count).clamp(1, WIDEST);
    for (at, from) in (0..).zip(&left) {
        let label = clock(*from);
        let Some(hour) = label.strip_suffix(":00").filter(|_| wide > 1 || at % 4 < 2) else { continue };
        let place = Rect { x: area.x + before + at * wide, width: 3, ..area };
        scene.put(place, 0, hour, Role::Dim);
    }
    if let Some((at, from)) = (0..).zip(&left).find(|(_, from)| Some(**from) == planning.half_hour(seen)) {
        let place = Rect { x: area.x + before + at * wide, height: 1, ..area };
        scene.put(place, 0, &clock(*from), Role::Selected);
    }
    let rows = usize::from(area.height.saturating_sub(2));
    let counters: Vec<&Counter> = seen.state().counters.values().collect();
    let row_at = planning.row.min(counters.len().saturating_sub(1));
    let first = (row_at + 1).saturating_sub(rows);
    for (row, (index, counter)) in (1..).zip(counters.iter().enumerate().skip(first).take(rows)) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        one(scene, line, counter, (planning, &left, wide), index == row_at);
    }
    legend(scene, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
}

fn one(
    scene: &mut Scene<'_>,
    line: Rect,
    counter: &Counter,
    (planning, left, wide): (&Planning, &[crate::domain::time::Timestamp], u16),
    is_picked: bool,
) {
    let seen = scene.seen;
    let skills: Vec<String> = planning.skills(counter).iter().map(ToString::to_string).collect();
    let mut pen = scene.line(line, 0);
    pen.column(&named(counter.id, NAME, seen), NAME, if is_picked { Role::Accent } else { Role::Text });
    let skills = [skills.join(" "), skills.concat()].into_iter().find(|text| columns(text) <= usize::from(SKILLS));
    pen.column(&skills.unwrap_or_default(), SKILLS, Role::Dim);
    let start = line.x + NAME + SKILLS + 2;
    for (at, from) in (0..).zip(left) {
        let (mark, role) = look(planning.cell(counter, *from, seen));
        let place = Rect { x: start + at * wide, width: wide, ..line };
        // Half hours stand apart where there is room for that.
        let broad = if wide > 2 { wide - 1 } else { wide };
        let is_here = is_picked && Some(*from) == planning.half_hour(seen);
        // A whole block that is reversed would be none.
        let mark = if is_here && mark == "█" { "▓" } else { mark };
        for x in place.x..(place.x + broad).min(line.right()) {
            scene.glyph(x, place.y, mark, if is_here { Role::Selected } else { role });
        }
    }
}

/// Marks differ without colours too.
fn look(cell: Cell) -> (&'static str, Role) {
    match cell {
        Cell::Shut => (" ", Role::Dim),
        Cell::Closed => ("·", Role::Dim),
        Cell::Open => ("▒", Role::Good),
        Cell::Paused => ("░", Role::Warn),
        Cell::Tried => ("█", Role::Accent),
    }
}

fn legend(scene: &mut Scene<'_>, line: Rect) {
    let seen = scene.seen;
    let mut pen = scene.line(line, 0);
    let marks = [
        (Cell::Open, "staffing.mark_open"),
        (Cell::Paused, "staffing.mark_paused"),
        (Cell::Closed, "staffing.mark_closed"),
        (Cell::Tried, "staffing.mark_tried"),
    ];
    for (cell, key) in marks {
        let (mark, role) = look(cell);
        pen.put(mark, role).gap(1).put(seen.get(key), Role::Dim).gap(3);
    }
}
