//! Each counter: its state, its officer, the person in front and for how long.

use super::below;
use crate::domain::counter::Station;
use crate::tui::pages::overview::Cursor;
use crate::tui::parts::letters;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::screens::counters;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// How many pages they need on `area`.
pub(super) fn laps(area: Rect, seen: Seen<'_>) -> usize {
    let (body, all) = (below(area, 1), seen.state().counters.len());
    if fit(body, all).is_some() { 1 } else { all.div_ceil(usize::from(body.height).max(1)).max(1) }
}

/// Draws one page of them, the one with the selected counter where there is one.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, lap: usize, cursor: Option<Cursor>) {
    let seen = scene.seen;
    let all = seen.state().counters.len();
    let open = seen.state().counters.values().filter(|counter| counter.station == Station::Open).count();
    let title = seen.fill("wall.counters", &[("open", &open.to_string()), ("all", &all.to_string())]);
    let body = below(area, 1);
    let (room, laps) = (usize::from(body.height).max(1), laps(area, seen));
    let at = if let Some(Cursor::Counter(at)) = cursor { Some(at) } else { None };
    let page = at.map_or(lap % laps, |at| (at / room).min(laps - 1));
    let mut pen = scene.line(area, 0);
    if laps > 1 {
        pen.right(&format!("{}/{laps}", page + 1), Role::Title);
    }
    pen.put(&title, Role::Title);
    if let Some(across) = fit(body, all) {
        large(scene, body, across, at);
        return;
    }
    // The last page is full too: nobody should look at blank lines while there are counters to see.
    let from = (page * room).min(all.saturating_sub(room));
    counters::rows(scene, body, None, from);
    if let Some(row) = at.and_then(|at| u16::try_from(at.checked_sub(from)?).ok()).filter(|row| *row < body.height) {
        scene.paint(Rect { y: body.y + row, height: 1, ..body }, Role::Selected);
    }
}

/// Lines of a counter in large letters: the number it serves, what it does, and a blank one.
const ROWS: u16 = 6;
/// Columns of the same: four large letters and a gap.
const COLS: u16 = 35;
/// Columns of a counter's name under them.
const NAME: u16 = 10;

/// How many counters stand beside each other in large letters, where all of them fit so.
fn fit(area: Rect, count: usize) -> Option<u16> {
    let across = area.width / COLS;
    let down = u16::try_from(count).ok()?.div_ceil(across.max(1));
    // The last blank line is not needed.
    (across > 1 && count > 0 && down * ROWS <= area.height + 1).then_some(across)
}

fn large(scene: &mut Scene<'_>, area: Rect, across: u16, selected: Option<usize>) {
    let seen = scene.seen;
    let width = area.width / across;
    // With a line of its own for the officer where all of them have one.
    let down = u16::try_from(seen.state().counters.len()).unwrap_or(u16::MAX).div_ceil(across);
    let has_names = down.saturating_mul(ROWS + 1) <= area.height + 1;
    let rows = ROWS + u16::from(has_names);
    for (index, counter) in (0..).zip(seen.state().counters.values()) {
        let (col, row) = (index % across, index / across);
        let tile = Rect { x: area.x + col * width, y: area.y + row * rows, width: width - 2, height: rows - 1 };
        let (doing, role) = counters::doing(counter, seen);
        let number = counter.current.map_or_else(|| "-".to_owned(), |ticket| ticket.to_string());
        let letters = Rect { height: ROWS - 2, ..tile };
        let name = counter.officer.map(|officer| reason::officer(officer, seen));
        letters::put(scene, letters, &number, 1, if counter.current.is_some() { role } else { Role::Dim });
        let line = Rect { y: letters.bottom(), height: 1, ..tile };
        let mut pen = scene.line(line, 0);
        pen.column(&counters::named(counter.id, NAME, seen), NAME, Role::Title).put(&doing, role);
        let said = name.as_deref().map(|name| counters::called(name, pen.room().saturating_sub(3))).unwrap_or_default();
        if has_names {
            let own = counters::called(name.as_deref().unwrap_or_default(), tile.width);
            scene.put(Rect { y: line.bottom(), ..line }, 0, own, Role::Dim);
        } else if !said.is_empty() {
            pen.put(" · ", Role::Dim).put(said, Role::Dim);
        }
        if selected == Some(usize::from(index)) {
            scene.paint(line, Role::Selected);
        }
    }
}
