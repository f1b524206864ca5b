//! Facts in two columns, label and value, that wrap and scroll.

use super::list::List;
use crate::text::width::{columns, wrap};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of the widest label that keeps its value beside it.
const LABEL_MAX: usize = 24;
/// Columns of the narrowest value that stands beside its label.
const VALUE_MIN: usize = 20;

/// One thing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Line {
    /// A heading, with a free line before it where there is something above.
    Head(String),
    /// A label and what is so.
    Fact(String, String, Role),
    /// A sentence.
    Text(String, Role),
    /// A point of a list: what stands before it, and the sentence.
    Point(String, String, Role),
}

/// One line on the screen: what stands at the left, how wide that is, and the rest.
struct Row {
    lead: (String, Role),
    indent: usize,
    rest: (String, Role),
}

impl Line {
    /// A fact that reads like any other.
    pub fn fact(label: &str, value: impl Into<String>) -> Self {
        Self::Fact(label.to_owned(), value.into(), Role::Text)
    }
}

/// Draws `lines` in `area` from the place that `list` has scrolled to, and answers how many lines of the screen they
/// would take in all.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, lines: &[Line], list: &mut List) -> usize {
    let rows = rows(lines, usize::from(area.width));
    for (row, index) in (0..).zip(list.scroll(rows.len(), usize::from(area.height))) {
        let Row { lead, indent, rest } = &rows[index];
        let place = Rect { y: area.y + row, height: 1, ..area };
        scene.put(place, 0, &lead.0, lead.1);
        let indent = u16::try_from(*indent).unwrap_or(u16::MAX).min(area.width);
        scene.put(Rect { x: area.x + indent, width: area.width - indent, ..place }, 0, &rest.0, rest.1);
    }
    if rows.len() > list.at + usize::from(area.height) && area.height > 0 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        let hidden = rows.len() - list.at - usize::from(area.height);
        let more = scene.seen.fill("desk.more", &[("n", &hidden.to_string())]);
        scene.line(last, 0).right(&format!(" {more} ↓"), Role::Accent);
    }
    rows.len()
}

/// How many lines of a screen `cols` wide `lines` take.
pub(in crate::tui) fn height(lines: &[Line], cols: usize) -> usize {
    rows(lines, cols).len()
}

/// Columns of the labels of the facts that follow each other from the beginning of `lines`, and whether a value has
/// room beside them.
fn label_cols(lines: &[Line], cols: usize) -> (usize, bool) {
    let labels = lines.iter().map_while(|line| if let Line::Fact(label, ..) = line { Some(label) } else { None });
    let widest = labels.map(|label| columns(label)).max().unwrap_or(0).min(LABEL_MAX) + 2;
    (widest, cols >= widest + VALUE_MIN)
}

fn rows(lines: &[Line], cols: usize) -> Vec<Row> {
    let (mut label_cols, mut beside) = (0, false);
    let mut rows = Vec::new();
    let mut say = |lead: (String, Role), indent: usize, text: &str, role: Role| {
        let mut lead = Some(lead);
        for part in wrap(text, cols.saturating_sub(indent).max(1)) {
            let lead = lead.take().unwrap_or((String::new(), Role::Text));
            rows.push(Row { lead, indent, rest: (part, role) });
        }
        if let Some(lead) = lead {
            rows.push(Row { lead, indent, rest: (String::new(), role) });
        }
    };
    for (index, line) in lines.iter().enumerate() {
        if index == 0 || !matches!(lines[index - 1], Line::Fact(..)) {
            (label_cols, beside) = self::label_cols(&lines[index..], cols);
        }
        match line {
            Line::Head(text) => {
                if index > 0 {
                    say((String::new(), Role::Text), 0, "", Role::Text);
                }
                say((String::new(), Role::Text), 0, text, Role::Title);
            }
            Line::Fact(label, value, role) if beside => say((label.clone(), Role::Dim), label_cols, value, *role),
            Line::Fact(label, value, role) => {
                say((String::new(), Role::Text), 0, label, Role::Dim);
                say((String::new(), Role::Text), 2, value, *role);
            }
            Line::Text(text, role) => say((String::new(), Role::Text), 0, text, *role),
            Line::Point(mark, text, role) => say((mark.clone(), Role::Accent), columns(mark) + 1, text, *role),
        }
    }
    rows
}
