//! The papers a procedure asks for, as a list to tick and count while they are looked through; what is there is kept
//! with the dossier.

use crate::domain::procedure::Procedure;
use crate::text::width::{columns, wrap};
use crate::tui::pages::form::{Form, Stop};
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
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
    /// As what it is there, and how many; on the last line of one that is.
    pieces: String,
}

/// The list in lines of `cols` columns.
pub(in crate::tui) fn lines(procedure: &Procedure, form: &Form, cols: usize, seen: Seen<'_>) -> Vec<PaperLine> {
    let mut lines = Vec::new();
    let cols = cols.saturating_sub(BOX).max(8);
    for (paper, name) in procedure.papers.iter().enumerate() {
        for (index, text) in wrap(name, cols).into_iter().enumerate() {
            lines.push(PaperLine { paper, first: index == 0, text, pieces: String::new() });
        }
        let Some(pieces) = form.papers.of(paper) else { continue };
        let pieces = if pieces.is_none() { seen.get("common.only_shown").to_owned() } else { pieces.say(seen.words) };
        match lines.last_mut() {
            Some(last) if columns(&last.text) + 2 + columns(&pieces) <= cols => last.pieces = pieces,
            _ => lines.push(PaperLine { paper, first: false, text: String::new(), pieces }),
        }
    }
    lines
}

/// Draws one line at the top of `place`.
pub(in crate::tui) fn draw_line(scene: &mut Scene<'_>, place: Rect, line: &PaperLine, form: &Form) {
    let ticked = form.papers.of(line.paper).is_some();
    let mark = match (line.first, ticked) {
        (true, true) => "[×] ",
        (true, false) => "[ ] ",
        (false, _) => "    ",
    };
    let (mark_role, role) = if ticked { (Role::Good, Role::Dim) } else { (Role::Key, Role::Text) };
    let mut pen = scene.line(place, 0);
    pen.put(mark, mark_role).put(&line.text, role);
    if !line.pieces.is_empty() {
        pen.gap(if line.text.is_empty() { 0 } else { 2 }).put(&line.pieces, Role::Good);
    }
    if form.focus == Stop::Papers && form.papers.at == line.paper {
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
    let lines = lines(procedure, form, usize::from(body.width), seen);
    let height = usize::from(body.height);
    let end = lines.iter().rposition(|line| line.paper <= form.papers.at).map_or(0, |last| last + 1);
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
    let (seen, all) = (form.papers.len().to_string(), procedure.papers.len().to_string());
    scene.seen.fill("form.papers_seen", &[("seen", &seen), ("n", &all)])
}
