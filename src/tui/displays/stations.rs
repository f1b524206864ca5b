//! Each counter: its state, its officer, the person in front and for how long.

use super::below;
use crate::domain::counter::Station;
use crate::tui::pages::overview::Cursor;
use crate::tui::scene::Scene;
use crate::tui::screens::counters;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, cursor: Option<Cursor>) {
    let seen = scene.seen;
    let all = seen.state().counters.len();
    let open = seen.state().counters.values().filter(|counter| counter.station == Station::Open).count();
    let title = seen.fill("wall.counters", &[("open", &open.to_string()), ("all", &all.to_string())]);
    scene.put(area, 0, &title, Role::Title);
    let body = below(area, 1);
    let room = usize::from(body.height);
    let at = if let Some(Cursor::Counter(at)) = cursor { Some(at) } else { None };
    // The last line may be taken by how many more there are.
    let from = at.map_or(0, |at| (at + 2).min(all).saturating_sub(room));
    counters::rows(scene, body, None, from);
    if let Some(row) = at.and_then(|at| u16::try_from(at.checked_sub(from)?).ok()).filter(|row| *row < body.height) {
        scene.paint(Rect { y: body.y + row, height: 1, ..body }, Role::Selected);
    }
    let hidden = all.saturating_sub(from + room);
    if hidden > 0 && body.height > 0 {
        let last = Rect { y: body.bottom() - 1, height: 1, ..body };
        scene.clear(last);
        scene.put(last, 0, &seen.fill("wall.more_counters", &[("n", &(hidden + 1).to_string())]), Role::Warn);
    }
}
