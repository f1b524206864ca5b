//! The figures that are read from across the room.

use super::{below, top};
use crate::domain::figures;
use crate::text::width::wrap;
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The largest letters of a figure.
const SCALE_MAX: u16 = 3;

/// From this many columns on there is room for six in large letters.
const SIX: u16 = 190;

/// A number, what it counts, how it stands, and in ordinary letters what belongs to it.
struct Tile {
    number: String,
    text: String,
    role: Role,
    under: Option<(String, Role)>,
}

/// Draws them; where there is a line for it, with the means of the day under four of them, and as tiles of their own
/// where there is room for six.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, has_means: bool) {
    let tiles = tiles(scene.seen, has_means && area.width >= SIX);
    let count = u16::try_from(tiles.len()).unwrap_or(1).max(1);
    let wide = area.width / count;
    let texts: Vec<Vec<String>> =
        tiles.iter().map(|tile| wrap(&tile.text, usize::from(wide.saturating_sub(2)))).collect();
    // What a figure counts is not cut while there is a line for it.
    let is_wrapped = !has_means && area.height > 4 && texts.iter().any(|lines| lines.len() > 1);
    let captions = match (has_means, is_wrapped) {
        (true, _) => 3,
        (false, true) => 2,
        (false, false) => 1,
    };
    let numbers = area.height.saturating_sub(captions);
    // Two figures side by side must not read as one.
    let room = Rect { width: wide.saturating_sub(5), height: numbers, ..area };
    // All of the same size: none means more because it is shorter.
    let scale = tiles.iter().map(|tile| letters::fitting(&tile.number, room, SCALE_MAX).unwrap_or(0)).min();
    for (index, tile) in (0..count).zip(&tiles) {
        let place = Rect { x: area.x + index * wide, width: wide.saturating_sub(1), ..area };
        let used = letters::put(scene, top(place, numbers), &tile.number, scale.unwrap_or(0), tile.role);
        let shown = if is_wrapped { &texts[usize::from(index)][..] } else { std::slice::from_ref(&tile.text) };
        for (row, text) in (0..captions).zip(shown) {
            scene.put(below(place, used), row, text, Role::Dim);
        }
        if let Some((text, role)) = tile.under.as_ref().filter(|_| has_means) {
            for (row, text) in (1..captions).zip(wrap(text, usize::from(place.width.saturating_sub(1)))) {
                scene.put(below(place, used), row, &text, *role);
            }
        }
    }
}

fn tiles(seen: Seen<'_>, are_six: bool) -> Vec<Tile> {
    let (state, now) = (seen.state(), seen.minute());
    let room = figures::today(state, None, now);
    let cases = figures::dossiers(state, now);
    let (in_time, done) = figures::on_time_today(state, now);
    let per_cent = |part: u32, all: u32| (part * 100).checked_div(all);
    let or_none = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let mean = if room.called > 0 { (room.mean_wait_s / 60).to_string() } else { "-".to_owned() };
    let on_time = per_cent(in_time, done);
    let late = on_time.is_some_and(|share| share < u32::from(state.centre.targets.on_time_percent));
    let target = state.centre.targets.wait_s;
    let role = |is_bad, good| if is_bad { Role::Bad } else { good };
    let tile = |number: String, key: &str, role, under: Option<(String, Role)>| Tile {
        number,
        text: seen.get(key).to_owned(),
        role,
        under: under.filter(|_| !are_six),
    };
    let counted = |key: &str, n: u32, value: &str| seen.fill(key, &[("n", &n.to_string()), ("value", value)]);
    let mean_role = role(room.mean_wait_s > target, Role::Text);
    let share = or_none(on_time);
    let with_sign = on_time.map_or_else(|| share.clone(), |share| format!("{share}%"));
    // The same share as of dossiers is expected of waits.
    let share_role = role(
        room.within_percent().is_some_and(|share| share < u32::from(state.centre.targets.on_time_percent)),
        Role::Number,
    );
    let over = room.waiting_over.to_string();
    let judged = match room.waiting_over {
        0 => counted("wall.under_called", room.called, ""),
        _ => counted("wall.under_called_over", room.called, &over),
    };
    let mut tiles = vec![
        tile(
            room.waiting.to_string(),
            "wall.tile_waiting",
            if room.waiting == 0 { Role::Good } else { Role::Number },
            None,
        ),
        tile(
            (room.longest_wait_s / 60).to_string(),
            "wall.tile_longest",
            role(room.longest_wait_s > target, Role::Number),
            Some((counted("wall.under_mean", room.called, &mean), mean_role)),
        ),
        tile(or_none(room.within_percent()), "wall.tile_target", share_role, None),
        tile(
            cases.overdue.to_string(),
            "wall.tile_overdue",
            role(cases.overdue > 0, Role::Good),
            Some((counted("wall.under_on_time", done, &with_sign), role(late, Role::Text))),
        ),
    ];
    tiles[2].under = Some((judged, if room.waiting_over > 0 { share_role } else { Role::Text }));
    if are_six {
        let own = |number, key, n, role| Tile { number, text: counted(key, n, ""), role, under: None };
        tiles.insert(2, own(mean, "wall.tile_mean", room.called, role(room.mean_wait_s > target, Role::Number)));
        tiles.push(own(share, "wall.tile_on_time", done, role(late, Role::Number)));
    }
    tiles
}
