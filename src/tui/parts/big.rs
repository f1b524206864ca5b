//! A ticket's number in letters that carry across the desk.

use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use tui_big_text::{BigText, PixelSize};

/// Draws `number` as large as `area` allows and answers the lines used. Only ASCII has large letters, which is all that
/// a ticket's number is made of.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, number: &str, role: Role) -> u16 {
    let letters = u16::try_from(number.len()).unwrap_or(u16::MAX);
    let fits = |cols: u16, rows: u16| area.width >= letters.saturating_mul(cols) && area.height >= rows;
    let (size, cols, rows) = if fits(8, 14) {
        (PixelSize::Full, 8, 8)
    } else if fits(8, 4) {
        (PixelSize::HalfHeight, 8, 4)
    } else if fits(4, 4) {
        (PixelSize::Quadrant, 4, 4)
    } else {
        scene.put(area, 0, number, role);
        return 1;
    };
    let place = Rect { width: letters * cols, height: rows, ..area };
    let style = scene.style(role);
    scene.draw(BigText::builder().pixel_size(size).style(style).lines(vec![number.into()]).build(), place);
    rows
}
