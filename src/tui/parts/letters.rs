//! Large letters for any Vietnamese text: the letter from the usual 8×8 face, its marks from our own, since the face has
//! only a few of them.
//!
//! A letter is eight dots wide and fourteen high: four rows for what stands above, eight for the letter, two for the dot
//! below. Two dots, one above the other, make a cell; larger letters repeat each dot.

use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use font8x8::UnicodeFonts;
use ratatui::layout::Rect;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Dots of a letter across.
const WIDE: u16 = 8;

/// Dots above the letter, from the top; bit 0 is the left column, as in the face.
const ABOVE: usize = 4;
const DOTS: usize = 14;

/// A letter as rows of dots.
type Letter = [u8; DOTS];

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

/// The rows of dots that `text` needs: plain letters and digits have nothing above or below them.
fn rows(text: &str) -> (usize, usize) {
    if text.is_ascii() { (ABOVE, ABOVE + 8) } else { (0, DOTS) }
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

/// The dots of a letter with all its marks.
fn letter(grapheme: &str) -> Letter {
    let mut dots = [0; DOTS];
    let mut marks = Vec::new();
    for character in grapheme.nfd() {
        match character {
            'đ' | 'Đ' => {
                set(&mut dots, face(if character == 'đ' { 'd' } else { 'D' }));
                dots[ABOVE + if character == 'đ' { 1 } else { 3 }] |=
                    if character == 'đ' { 0b0111_1100 } else { 0b0000_1111 };
            }
            '→' => set(&mut dots, [0x00, 0x10, 0x30, 0x7F, 0x7F, 0x30, 0x10, 0x00]),
            '\u{300}'..='\u{36f}' => marks.push(character),
            _ => set(&mut dots, face(character)),
        }
    }
    // A circumflex, breve or horn stands on the letter, a tone above or beside it.
    let has_hat = marks.iter().any(|mark| matches!(mark, '\u{302}' | '\u{306}'));
    // Small letters leave two rows of dots free above them.
    let base = if grapheme.nfd().next().is_some_and(char::is_lowercase) { 2 } else { 0 };
    for mark in marks {
        let (shape, up): (&[u8], usize) = match mark {
            '\u{302}' => (&[0b0001_1000, 0b0010_0100], 0),
            '\u{306}' => (&[0b0010_0100, 0b0001_1000], 0),
            '\u{300}' => (&[0b0000_0100, 0b0000_1000], 1),
            '\u{301}' => (&[0b0010_0000, 0b0001_0000], 1),
            '\u{309}' => (&[0b0001_1000, 0b0001_0000], 1),
            '\u{303}' => (&[0b0100_1100, 0b0011_0010], 1),
            '\u{31b}' => {
                dots[ABOVE + base] |= 0b1000_0000;
                dots[ABOVE + base + 1] |= 0b0100_0000;
                continue;
            }
            '\u{323}' => {
                dots[DOTS - 2] |= 0b0001_1000;
                continue;
            }
            _ => continue,
        };
        let lift = if up > 0 && has_hat { 2 } else { 0 };
        let place = (ABOVE + base).saturating_sub(2 + lift);
        for (row, line) in shape.iter().enumerate() {
            dots[place + row] |= line;
        }
    }
    dots
}

fn set(dots: &mut Letter, face: [u8; 8]) {
    dots[ABOVE..ABOVE + 8].copy_from_slice(&face);
}

/// A plain letter; a box stands for one that no face has, so that nothing is ever silently blank.
fn face(character: char) -> [u8; 8] {
    font8x8::BASIC_FONTS.get(character).unwrap_or([0x7F, 0x41, 0x41, 0x41, 0x41, 0x41, 0x7F, 0x00])
}
