//! Each counter: its state, its officer, the person in front and for how long.

use super::below;
use crate::domain::counter::Station;
use crate::tui::scene::Scene;
use crate::tui::screens::counters;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    let all = seen.state().counters.len();
    let open = seen.state().counters.values().filter(|counter| counter.station == Station::Open).count();
    let title = seen.fill("wall.counters", &[("open", &open.to_string()), ("all", &all.to_string())]);
    scene.put(area, 0, &title, Role::Title);
    let body = below(area, 1);
    counters::rows(scene, body, None, 0);
    let hidden = all.saturating_sub(usize::from(body.height));
    if hidden > 0 && body.height > 0 {
        let last = Rect { y: body.bottom() - 1, height: 1, ..body };
        scene.clear(last);
        scene.put(last, 0, &seen.fill("wall.more", &[("n", &(hidden + 1).to_string())]), Role::Warn);
    }
}
