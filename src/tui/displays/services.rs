//! How many wait for each service, in letters that can be read from across the room.

use super::{below, top};
use crate::domain::figures;
use crate::text::width::wrap;
use crate::tui::parts::age::age;
use crate::tui::parts::{expect, letters};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Lines of one service, the free one below it included.
pub(super) const ROWS: u16 = 5;
/// Columns of its letter.
const LETTER: u16 = 11;

/// Whether there is room on `area` for so many services, two side by side.
pub(super) fn fit(area: Rect, services: u16) -> bool {
    area.width >= 90 && area.height >= services.div_ceil(2) * ROWS
}

/// Draws them; with the longest wait, and how it stands to the target, where `waits`.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, waits: bool) {
    let seen = scene.seen;
    let (state, now) = (seen.state(), seen.minute());
    let services = &state.centre.services;
    let down = u16::try_from(services.len()).unwrap_or(u16::MAX).div_ceil(2).max(1);
    let wide = area.width / 2;
    let all: Vec<_> = services.iter().map(|service| (service, figures::today(state, Some(service.id), now))).collect();
    let most = all.iter().map(|(_, figures)| figures.waiting.to_string().len()).max().unwrap_or(1);
    let number = u16::try_from(most).unwrap_or(3) * crate::text::letters::WIDE + 1;
    for (index, (service, figures)) in (0..down * 2).zip(all) {
        let (column, row) = (index / down, index % down);
        let cell = Rect { x: area.x + column * wide, width: wide.saturating_sub(2), ..area };
        let cell = top(below(cell, row * ROWS), ROWS - 1);
        let is_late = waits && figures.longest_wait_s > state.centre.targets.wait_s;
        let role = match figures.waiting {
            0 => Role::Dim,
            _ if is_late => Role::Bad,
            _ => Role::Text,
        };
        letters::put(scene, cell, &service.id.to_string(), 1, Role::Number);
        let right = |by: u16| Rect { x: cell.x + by.min(cell.width), width: cell.width.saturating_sub(by), ..cell };
        letters::put(scene, right(LETTER), &figures.waiting.to_string(), 1, role);
        let words = right(LETTER + number);
        let names = wrap(service.name_in(seen.words.language()), usize::from(words.width));
        for (line, name) in (0..2).zip(&names) {
            scene.put(words, line, name, Role::Text);
        }
        let key = if figures.waiting == 0 { "expected.newcomer" } else { "expected.new" };
        let expected = expect::of_new(service.id, seen).map(|range| seen.fill(key, &[("range", &range)]));
        if waits && figures.waiting > 0 {
            scene.line(words, 2).put(&age(figures.longest_wait_s, seen.words), role).gap(2);
        }
        let lines = wrap(&expected.unwrap_or_default(), usize::from(words.width));
        // Nobody's wait stands above it, so there is room for both lines of a newcomer's.
        let first = if figures.waiting == 0 && lines.len() > 1 { 2 } else { 3 };
        for (row, line) in (first..4).zip(&lines) {
            scene.put(words, row, line, Role::Accent);
        }
    }
}
