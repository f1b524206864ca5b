//! The hint line: what can be done here, most used first. What cannot be done now is dim and stays in its place.

use crate::text::width::columns;
use crate::tui::action::Action;
use crate::tui::keymap::{self, Binding, Context};
use crate::tui::scene::{Hit, Scene};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Free columns between two hints.
const GAP: u16 = 2;

/// Hints up to this rank keep their place on a line of at least [`ROOMY`] columns, whether they can be used or not.
const FREQUENT: u8 = 8;
const ROOMY: u16 = 56;

/// Draws the hints of `context` on the lines of `area`. Hints keep their order; where there is no room for all of them,
/// those that cannot be used now go first, then those used least. What is
/// `idle` does nothing here and now. The last one is always the help, where there is one.
pub(in crate::tui) fn draw(
    scene: &mut Scene<'_>,
    area: Rect,
    context: Context,
    idle: impl Fn(Action) -> bool,
    blocked: impl Fn(Action) -> bool,
) {
    if area.height == 0 {
        return;
    }
    let help = keymap::here(context).find(|binding| binding.action == Action::Help);
    let mut hints: Vec<(&Binding, u16, bool)> = keymap::here(context)
        .filter(|binding| binding.rank > 0 && !idle(binding.action))
        .filter_map(|binding| Some((binding, measure(scene, binding, context)?, blocked(binding.action))))
        .collect();
    hints.sort_by_key(|(binding, ..)| binding.rank);
    hints.extend(help.and_then(|binding| Some((binding, measure(scene, binding, context)?, false))));
    let kept = if area.width >= ROOMY { FREQUENT } else { 0 };
    while !fits(&hints, area) {
        let spare = hints.len().saturating_sub(usize::from(help.is_some()));
        let useless = |(binding, _, blocked): &(&Binding, u16, bool)| *blocked && binding.rank > kept;
        match hints[..spare].iter().rposition(useless).or(spare.checked_sub(1)) {
            Some(last) => hints.remove(last),
            None => break,
        };
    }
    let (mut row, mut x) = (0, area.x);
    for (binding, wide, blocked) in hints {
        if x > area.x && x.saturating_add(wide) > area.right() {
            (row, x) = (row + 1, area.x);
        }
        let place = Rect { x, y: area.y + row, width: wide.min(area.right().saturating_sub(x)), height: 1 };
        x = one(scene, place, binding, context, blocked);
    }
}

/// Whether the hints, set line by line, stay inside `area`.
fn fits(hints: &[(&Binding, u16, bool)], area: Rect) -> bool {
    let (mut row, mut x) = (0, 0_u16);
    for (_, wide, _) in hints {
        if x > 0 && x.saturating_add(*wide) > area.width {
            (row, x) = (row + 1, 0);
        }
        if *wide > area.width {
            return false;
        }
        x = x.saturating_add(*wide + GAP);
    }
    row < area.height
}

fn measure(scene: &Scene<'_>, binding: &Binding, context: Context) -> Option<u16> {
    let cap = keymap::cap(keymap::shown(binding, context)?, scene.seen.words);
    u16::try_from(columns(&cap) + 1 + columns(scene.seen.get(binding.hint))).ok()
}

/// Draws one hint and answers where the next one begins.
fn one(scene: &mut Scene<'_>, place: Rect, binding: &Binding, context: Context, blocked: bool) -> u16 {
    let Some(chord) = keymap::shown(binding, context) else { return place.x };
    let cap = keymap::cap(chord, scene.seen.words);
    let (key, word) = if blocked { (Role::Dim, Role::Dim) } else { (Role::Key, Role::Text) };
    let label = scene.seen.get(binding.hint);
    scene.line(place, 0).put(&cap, key).gap(1).put(label, word);
    scene.hit(place, Hit::Act(binding.action));
    place.right().saturating_add(GAP)
}
