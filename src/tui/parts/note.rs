//! Something to read: a float with lines that scroll.

use super::float;
use super::list::List;
use crate::text::width::{columns, wrap};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Lines made when it was opened; the reader has the language of that moment.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Note {
    pub title: &'static str,
    pub lines: Vec<String>,
    pub list: List,
}

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, within: Rect, note: &mut Note) {
    let cols = within.width.saturating_sub(4).min(90);
    let lines: Vec<String> = note.lines.iter().flat_map(|line| wrap(line, usize::from(cols))).collect();
    let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0).max(20);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inside = float::open(scene, within, u16::try_from(widest).unwrap_or(cols), rows, scene.seen.get(note.title));
    for (row, index) in (0..).zip(note.list.scroll(lines.len(), usize::from(inside.height))) {
        scene.put(inside, row, &lines[index], Role::Text);
    }
}
