//! The four figures that are read from across the room.

use super::{below, top};
use crate::domain::figures;
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The largest letters of a figure.
const SCALE_MAX: u16 = 3;

/// A number, what it counts, and how it stands.
type Tile = (String, &'static str, Role);

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let tiles = tiles(scene);
    let count = u16::try_from(tiles.len()).unwrap_or(1).max(1);
    let wide = area.width / count;
    // Two figures side by side must not read as one.
    let room = Rect { width: wide.saturating_sub(5), height: area.height.saturating_sub(1), ..area };
    // All of the same size: none means more because it is shorter.
    let scale = tiles.iter().map(|(number, ..)| letters::fitting(number, room, SCALE_MAX).unwrap_or(0)).min();
    for (index, (number, key, role)) in (0..count).zip(&tiles) {
        let place = Rect { x: area.x + index * wide, width: wide.saturating_sub(1), ..area };
        let seen = scene.seen;
        let room = top(place, place.height.saturating_sub(1));
        let used = letters::put(scene, room, number, scale.unwrap_or(0), *role);
        scene.put(below(place, used), 0, seen.get(key), Role::Dim);
    }
}

fn tiles(scene: &Scene<'_>) -> [Tile; 4] {
    let seen = scene.seen;
    let (state, now) = (seen.state(), seen.minute());
    let room = figures::today(state, None, now);
    let cases = figures::dossiers(state, now);
    let target = state.centre.targets.wait_s;
    let longest = if room.longest_wait_s > target { Role::Bad } else { Role::Number };
    let share = (room.within_target * 100).checked_div(room.served);
    let waiting = if room.waiting == 0 { Role::Good } else { Role::Number };
    [
        (room.waiting.to_string(), "wall.tile_waiting", waiting),
        ((room.longest_wait_s / 60).to_string(), "wall.tile_longest", longest),
        (share.map_or_else(|| "-".to_owned(), |share| share.to_string()), "wall.tile_target", Role::Number),
        (cases.overdue.to_string(), "wall.tile_overdue", if cases.overdue > 0 { Role::Bad } else { Role::Good }),
    ]
}
