//! A box that floats above the screen: the only thing with a frame around it.

use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Opens a box of at most `cols` by `rows` inside, in the middle of `within`, and answers its inside.
pub(in crate::tui) fn open(scene: &mut Scene<'_>, within: Rect, cols: u16, rows: u16, title: &str) -> Rect {
    let width = cols.saturating_add(4).min(within.width);
    let height = rows.saturating_add(2).min(within.height);
    let frame =
        Rect { x: within.x + (within.width - width) / 2, y: within.y + (within.height - height) / 2, width, height };
    scene.clear(frame);
    if width < 4 || height < 3 {
        return frame;
    }
    let line = "─".repeat(usize::from(width - 2));
    scene.put(frame, 0, &format!("┌{line}┐"), Role::Rule);
    for row in 1..height - 1 {
        scene.glyph(frame.x, frame.y + row, "│", Role::Rule);
        scene.glyph(frame.right() - 1, frame.y + row, "│", Role::Rule);
    }
    scene.put(frame, height - 1, &format!("└{line}┘"), Role::Rule);
    let head = Rect { x: frame.x + 2, width: width - 4, height: 1, ..frame };
    if !title.is_empty() {
        scene.put(head, 0, &format!(" {title} "), Role::Title);
    }
    Rect { x: frame.x + 2, y: frame.y + 1, width: width - 4, height: height - 2 }
}
