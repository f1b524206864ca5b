//! One file per screen.

pub mod counters;
pub mod desk;
pub mod detail;
pub mod dossiers;
pub mod figures;
pub mod front;
pub mod procedures;
pub mod queue;
pub mod receive;
pub mod search;
pub mod sign_in;

use super::parts::list::List;
use super::scene::Scene;
use super::theme::Role;
use ratatui::layout::Rect;

/// Lines that scroll, drawn from the top of `area`.
pub(super) fn scrolled(scene: &mut Scene<'_>, area: Rect, lines: &[(String, Role)], list: &mut List) {
    for (row, index) in (0..).zip(list.scroll(lines.len(), usize::from(area.height))) {
        let (text, role) = &lines[index];
        scene.put(area, row, text, *role);
    }
}
