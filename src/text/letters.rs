//! Large letters for any Vietnamese text, as rows of dots: the letter from the usual 8×8 face, its marks from our own,
//! since the face has only a few of them.
//!
//! A letter is eight dots wide and fourteen high: four rows for what stands above, eight for the letter, two for the dot
//! below. Screens and slips draw the same dots.

use font8x8::UnicodeFonts;
use unicode_normalization::UnicodeNormalization;

/// Dots of a letter across.
pub const WIDE: u16 = 8;
/// Dots of a letter from the top to the bottom.
pub const DOTS: usize = 14;

/// Dots above the letter.
const ABOVE: usize = 4;

/// A letter as rows of dots from the top; bit 0 is the left column, as in the face.
pub type Letter = [u8; DOTS];

/// The rows of dots that `text` needs, from and to: plain letters and digits have nothing above or below them.
pub fn rows(text: &str) -> (usize, usize) {
    if text.is_ascii() { (ABOVE, ABOVE + 8) } else { (0, DOTS) }
}

/// The dots of a letter with all its marks.
pub fn letter(grapheme: &str) -> Letter {
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
