//! What a picture is drawn on: cells, the caret, and which cell means what to the pointer.

use super::action::Action;
use super::seen::Seen;
use super::theme::{Role, Theme};
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// What a press of the pointer on a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    /// As if the key of this action had been pressed.
    Act(Action),
    /// This row of the list in front.
    Row(usize),
}

/// A screen while it is drawn. Drawing outside of it does nothing.
pub(super) struct Scene<'a> {
    buf: &'a mut Buffer,
    theme: &'a Theme,
    pub seen: Seen<'a>,
    pub caret: Option<Position>,
    pub hits: Vec<(Rect, Hit)>,
}

impl<'a> Scene<'a> {
    pub fn new(buf: &'a mut Buffer, theme: &'a Theme, seen: Seen<'a>) -> Self {
        Self { buf, theme, seen, caret: None, hits: Vec::new() }
    }

    pub fn area(&self) -> Rect {
        self.buf.area
    }

    /// A pen at the beginning of line `row` of `area`.
    pub fn line(&mut self, area: Rect, row: u16) -> Pen<'_> {
        let bounds = area.intersection(self.buf.area);
        let y = area.y.saturating_add(row);
        let inside = row < area.height && y < bounds.bottom() && y >= bounds.top();
        let right = if inside { bounds.right() } else { bounds.x };
        Pen { buf: self.buf, theme: self.theme, left: bounds.x, right, y }
    }

    /// Writes `text` at line `row` of `area`, cut to its width.
    pub fn put(&mut self, area: Rect, row: u16, text: &str, role: Role) {
        self.line(area, row).put(text, role);
    }

    /// Gives every cell of `area` the style of `role` on top of its own.
    pub fn paint(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.buf.area);
        self.buf.set_style(area, self.theme.style(role));
    }

    /// Dims everything on `area` but trouble, which is meant at night too.
    pub fn dim(&mut self, area: Rect) {
        let (loud, dim) = (self.theme.style(Role::Trouble), self.theme.style(Role::Dim));
        for position in area.intersection(self.buf.area).positions() {
            if let Some(cell) = self.buf.cell_mut(position)
                && (cell.fg, cell.modifier) != (loud.fg.unwrap_or_default(), loud.add_modifier)
            {
                cell.modifier.remove(Modifier::BOLD);
                cell.set_style(dim);
            }
        }
    }

    /// Makes `area` empty, for what floats above.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for position in area.positions() {
            if let Some(cell) = self.buf.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// Writes one glyph.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: &str, role: Role) {
        let style = self.theme.style(role);
        if let Some(cell) = self.buf.cell_mut((x, y)) {
            cell.set_symbol(glyph).set_style(style);
        }
    }

    /// A hairline down the left edge of `area`.
    pub fn hairline(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.glyph(area.x, y, "│", Role::Rule);
        }
    }

    pub fn draw(&mut self, widget: impl ratatui::widgets::Widget, area: Rect) {
        widget.render(area.intersection(self.buf.area), self.buf);
    }

    pub fn style(&self, role: Role) -> ratatui::style::Style {
        self.theme.style(role)
    }

    pub fn hit(&mut self, area: Rect, hit: Hit) {
        self.hits.push((area, hit));
    }
}

/// Writes one line from both ends towards its middle.
pub(super) struct Pen<'p> {
    buf: &'p mut Buffer,
    theme: &'p Theme,
    left: u16,
    right: u16,
    y: u16,
}

impl Pen<'_> {
    /// Columns still free.
    pub fn room(&self) -> u16 {
        self.right.saturating_sub(self.left)
    }

    /// Where the next text goes.
    pub fn at(&self) -> Position {
        Position::new(self.left, self.y)
    }

    /// Writes `text`, cut to the room there is.
    pub fn put(&mut self, text: &str, role: Role) -> &mut Self {
        let room = self.room();
        if room == 0 || text.is_empty() {
            return self;
        }
        let shown = width::cut(text, usize::from(room));
        let style = self.theme.style(role);
        let (end, _) = self.buf.set_stringn(self.left, self.y, shown, usize::from(room), style);
        self.left = end.min(self.right);
        self
    }

    /// Leaves `columns` free.
    pub fn gap(&mut self, columns: u16) -> &mut Self {
        self.left = self.left.saturating_add(columns).min(self.right);
        self
    }

    /// Writes `text` in a column of its own, `columns` wide, and one more free.
    pub fn column(&mut self, text: &str, columns: u16, role: Role) -> &mut Self {
        let end = self.left.saturating_add(columns).min(self.right);
        let mut inner = Pen { buf: self.buf, theme: self.theme, left: self.left, right: end, y: self.y };
        inner.put(text, role);
        self.left = end.saturating_add(1).min(self.right);
        self
    }

    /// The same with `text` at the right of the column, as numbers stand.
    pub fn column_right(&mut self, text: &str, columns: u16, role: Role) -> &mut Self {
        let missing = usize::from(columns).saturating_sub(width::columns(text));
        self.gap(u16::try_from(missing).unwrap_or(0));
        let rest = columns.saturating_sub(u16::try_from(missing).unwrap_or(0));
        self.column(text, rest, role)
    }

    /// Writes `text` at the right end, and one free column before it; leaves it out when it does not fit whole.
    pub fn right(&mut self, text: &str, role: Role) -> &mut Self {
        let wide = u16::try_from(width::columns(text)).unwrap_or(u16::MAX);
        if wide == 0 || wide > self.room() {
            return self;
        }
        let start = self.right - wide;
        self.buf.set_stringn(start, self.y, text, usize::from(wide), self.theme.style(role));
        self.right = start.saturating_sub(1).max(self.left);
        self
    }
}
