//! The papers a procedure asks for, as a list to tick while they are looked through; what is ticked is kept with the
//! dossier.

use crate::domain::procedure::Procedure;
use crate::text::width::wrap;
use crate::tui::pages::form::{Form, Stop};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of the box before a paper.
const BOX: usize = 4;

/// One line of the list.
pub(in crate::tui) struct PaperLine {
    /// Which paper.
    pub paper: usize,
    first: bool,
    text: String,
}

/// The list in lines of `cols` columns.
pub(in crate::tui) fn lines(procedure: &Procedure, cols: usize) -> Vec<PaperLine> {
    let mut lines = Vec::new();
    for (paper, name) in procedure.papers.iter().enumerate() {
        for (index, text) in wrap(name, cols.saturating_sub(BOX).max(8)).into_iter().enumerate() {
            lines.push(PaperLine { paper, first: index == 0, text });
        }
    }
    lines
}

/// Draws one line at the top of `place`.
pub(in crate::tui) fn draw_line(scene: &mut Scene<'_>, place: Rect, line: &PaperLine, form: &Form) {
    let ticked = form.ticked.contains(&line.paper);
    let mark = match (line.first, ticked) {
        (true, true) => "[×] ",
        (true, false) => "[ ] ",
        (false, _) => "    ",
    };
    let (mark_role, role) = if ticked { (Role::Good, Role::Dim) } else { (Role::Key, Role::Text) };
    scene.line(place, 0).put(mark, mark_role).put(&line.text, role);
    if form.focus == Stop::Papers && form.paper == line.paper {
        scene.paint(place, Role::Selected);
    }
}

/// Heading and list in a pane of their own, scrolled to the paper under the bar.
pub(in crate::tui) fn pane(scene: &mut Scene<'_>, area: Rect, procedure: &Procedure, form: &Form) {
    let seen = scene.seen;
    if procedure.papers.is_empty() {
        scene.put(area, 0, seen.get("form.papers_unknown"), Role::Dim);
        return;
    }
    scene.put(area, 0, &heading(procedure, form, scene), Role::Title);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let lines = lines(procedure, usize::from(body.width));
    let height = usize::from(body.height);
    let end = lines.iter().rposition(|line| line.paper <= form.paper).map_or(0, |last| last + 1);
    let top = if form.focus == Stop::Papers { end.saturating_sub(height) } else { 0 };
    for (row, line) in (0..body.height).zip(&lines[top..]) {
        draw_line(scene, Rect { y: body.y + row, height: 1, ..body }, line, form);
    }
    if lines.len() > top + height && height > 0 {
        let more = seen.fill("desk.more", &[("n", &(lines.len() - top - height).to_string())]);
        let last = Rect { y: body.bottom() - 1, height: 1, ..body };
        scene.line(last, 0).right(&format!(" {more} ↓"), Role::Accent);
    }
}

/// `Giấy tờ (2/5)`.
fn heading(procedure: &Procedure, form: &Form, scene: &Scene<'_>) -> String {
    let (seen, all) = (form.ticked.len().to_string(), procedure.papers.len().to_string());
    scene.seen.fill("form.papers_seen", &[("seen", &seen), ("n", &all)])
}
