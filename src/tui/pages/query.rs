//! A line that is typed to find something. What was typed last time stays, and the next letter typed replaces it.

use crate::tui::parts::field::Field;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

/// The line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct QueryLine {
    pub field: Field,
    /// Selected as a whole: whatever is typed next replaces it.
    pub stale: bool,
}

impl QueryLine {
    pub fn text(&self) -> &str {
        self.field.text()
    }

    /// The field for a change of its text.
    pub fn touch(&mut self) -> &mut Field {
        if std::mem::take(&mut self.stale) {
            self.field.clear();
        }
        &mut self.field
    }

    /// Offers what was typed last time, to be kept or replaced.
    pub fn offer_again(&mut self) {
        self.stale = !self.field.is_empty();
        self.field.end();
    }

    pub fn draw(&self, scene: &mut Scene<'_>, area: Rect, focused: bool) {
        self.field.draw(scene, area, focused, false);
        if self.stale && focused {
            let cols = u16::try_from(crate::text::width::columns(self.text())).unwrap_or(u16::MAX);
            scene.paint(Rect { width: cols.min(area.width), height: 1.min(area.height), ..area }, Role::Selected);
        }
    }
}
