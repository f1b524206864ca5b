//! Large letters on the screen. Two dots, one above the other, make a cell; larger letters repeat each dot.

use crate::text::letters::{WIDE, letter, rows};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

/// Columns and lines of `text` when each dot is `scale` half cells wide and high.
pub(in crate::tui) fn size(text: &str, scale: u16) -> (u16, u16) {
    let letters = u16::try_from(text.graphemes(true).count()).unwrap_or(u16::MAX);
    let (from, to) = rows(text);
    let dots = u16::try_from(to - from).unwrap_or(u16::MAX);
    (letters.saturating_mul(WIDE).saturating_mul(scale), dots.saturating_mul(scale).div_ceil(2))
}

/// The largest scale, up to `most`, at which `text` fits on `area`; none when not even the smallest does.
pub(in crate::tui) fn fitting(text: &str, area: Rect, most: u16) -> Option<u16> {
    let fits = |scale: &u16| {
        let (cols, lines) = size(text, *scale);
        cols <= area.width && lines <= area.height
    };
    (1..=most).rfind(fits)
}

/// Draws `text` on `area`, each dot `scale` half cells wide and high, as much of it as fits. Answers the lines used.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, text: &str, scale: u16, role: Role) -> u16 {
    let (from, to) = rows(text);
    let lines = size(text, scale).1;
    let mut x = area.x;
    for grapheme in text.graphemes(true) {
        if x + WIDE * scale > area.right() {
            break;
        }
        let letter = letter(grapheme);
        one(
            scene,
            Rect { x, width: WIDE * scale, height: lines.min(area.height), ..area },
            &letter[from..to],
            scale,
            role,
        );
        x += WIDE * scale;
    }
    lines
}

/// Draws `text` as large as `area` allows, up to `most`, and as ordinary text where not even the smallest letters fit.
/// Answers the lines used.
pub(in crate::tui) fn put(scene: &mut Scene<'_>, area: Rect, text: &str, most: u16, role: Role) -> u16 {
    if let Some(scale) = fitting(text, area, most) {
        return draw(scene, area, text, scale, role);
    }
    scene.put(area, 0, text, role);
    1
}

fn one(scene: &mut Scene<'_>, area: Rect, dots: &[u8], scale: u16, role: Role) {
    let dot = |column: u16, half: u16| {
        let row = dots.get(usize::from(half / scale)).copied().unwrap_or(0);
        row & (1 << (column / scale)) != 0
    };
    for line in 0..area.height {
        for column in 0..area.width {
            let glyph = match (dot(column, line * 2), dot(column, line * 2 + 1)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            scene.glyph(area.x + column, area.y + line, glyph, role);
        }
    }
}
