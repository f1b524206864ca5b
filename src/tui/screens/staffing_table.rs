//! The half hours that are left of the day, counter by counter: open, paused, closed, or open by what is tried.

use super::counters::named;
use crate::domain::counter::Counter;
use crate::domain::staffing::telling::clock;
use crate::domain::time::Timestamp;
use crate::text::width::columns;
use crate::tui::pages::planning::{Cell, Planning, half_hours};
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of a counter's name, and of what it serves.
const NAME: u16 = 9;
const SKILLS: u16 = 12;
/// The widest half hour.
const WIDEST: u16 = 4;
/// Counters that are shown however little room there is.
const LEAST: u16 = 4;

/// Where the half hours stand.
struct Grid {
    half_hours: Vec<Timestamp>,
    /// The column of the first.
    x: u16,
    /// Columns of each.
    wide: u16,
}

impl Grid {
    fn of(area: Rect, seen: Seen<'_>) -> Self {
        let half_hours = half_hours(seen);
        let before = NAME + SKILLS + 2;
        let count = u16::try_from(half_hours.len()).unwrap_or(u16::MAX).max(1);
        let wide = (area.width.saturating_sub(before) / count).clamp(1, WIDEST);
        Self { half_hours, x: area.x + before, wide }
    }

    fn column(&self, at: u16) -> u16 {
        self.x + at * self.wide
    }
}

/// Lines of the table on a page so high: heading, counters, and what the marks mean.
pub(super) fn height(counters: u16, page: u16) -> u16 {
    let most = (page / 2).max(LEAST + 2);
    (counters + 2).min(most).min(page)
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, planning: &Planning) {
    let seen = scene.seen;
    let grid = Grid::of(area, seen);
    heads(scene, area, &grid, planning.half_hour(seen));
    let rows = usize::from(area.height.saturating_sub(2));
    let counters: Vec<&Counter> = seen.state().counters.values().collect();
    let row_at = planning.row.min(counters.len().saturating_sub(1));
    let first = (row_at + 1).saturating_sub(rows);
    for (row, (index, counter)) in (1..).zip(counters.iter().enumerate().skip(first).take(rows)) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        one(scene, line, counter, (planning, &grid), index == row_at);
    }
    legend(scene, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
}

/// Above the half hours: the full hours, and the time of the one under the bar.
fn heads(scene: &mut Scene<'_>, area: Rect, grid: &Grid, picked: Option<Timestamp>) {
    for (at, from) in (0..).zip(&grid.half_hours) {
        let label = clock(*from);
        let Some(hour) = label.strip_suffix(":00").filter(|_| grid.wide > 1 || at % 4 < 2) else { continue };
        let place = Rect { x: grid.column(at), width: 3, ..area };
        scene.put(place, 0, hour, Role::Dim);
    }
    if let Some((at, from)) = (0..).zip(&grid.half_hours).find(|(_, from)| Some(**from) == picked) {
        let place = Rect { x: grid.column(at), height: 1, ..area };
        scene.put(place, 0, &clock(*from), Role::Selected);
    }
}

fn one(scene: &mut Scene<'_>, line: Rect, counter: &Counter, (planning, grid): (&Planning, &Grid), is_picked: bool) {
    let seen = scene.seen;
    let skills: Vec<String> = planning.skills(counter).iter().map(ToString::to_string).collect();
    let mut pen = scene.line(line, 0);
    pen.column(&named(counter.id, NAME, seen), NAME, if is_picked { Role::Accent } else { Role::Text });
    let skills = [skills.join(" "), skills.concat()].into_iter().find(|text| columns(text) <= usize::from(SKILLS));
    pen.column(&skills.unwrap_or_default(), SKILLS, Role::Dim);
    // Half hours stand apart where there is room for that.
    let broad = if grid.wide > 2 { grid.wide - 1 } else { grid.wide };
    for (at, from) in (0..).zip(&grid.half_hours) {
        let (mark, role) = look(planning.cell(counter, *from, seen));
        let x = grid.column(at);
        let is_here = is_picked && Some(*from) == planning.half_hour(seen);
        // A whole block that is reversed would be none.
        let mark = if is_here && mark == "█" { "▓" } else { mark };
        for x in x..(x + broad).min(line.right()) {
            scene.glyph(x, line.y, mark, if is_here { Role::Selected } else { role });
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
        Cell::TriedClosed => ("-", Role::Accent),
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
        (Cell::TriedClosed, "staffing.mark_tried_closed"),
    ];
    for (cell, key) in marks {
        let (mark, role) = look(cell);
        pen.put(mark, role).gap(1).put(seen.get(key), Role::Dim).gap(3);
    }
}
