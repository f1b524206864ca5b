//! One form for every text that comes in: composed letters, plain spaces, nothing invisible.

use unicode_normalization::UnicodeNormalization;

/// The same text as the program stores and compares it.
///
/// Letters are composed (NFC). Every kind of space, tabs and line ends among them, becomes one ordinary space; runs of
/// spaces become one, and none stay at the ends. Control characters, invisible marks and marks of writing direction
/// are dropped, because two names that look alike must be alike. The joiner inside an emoji stays, since without it
/// one picture falls apart into several. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut space_owed = false;
    while let Some(letter) = chars.next() {
        if letter.is_whitespace() {
            space_owed = !kept.is_empty();
            continue;
        }
        let joins = letter == JOINER
            && !space_owed
            && kept.chars().next_back().is_some_and(is_emoji)
            && chars.peek().copied().is_some_and(is_emoji);
        if is_invisible(letter) && !joins {
            continue;
        }
        if space_owed {
            kept.push(' ');
            space_owed = false;
        }
        kept.push(letter);
    }
    kept.nfc().collect()
}

/// Joins emoji to one picture (ZERO WIDTH JOINER).
const JOINER: char = '\u{200D}';

/// True for characters that take no place and say nothing: controls, zero-width, bidirectional and filler marks.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// True for what an emoji joiner may stand between: pictures, skin tones and the mark that asks for the picture.
fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}'
        | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{FE0F}')
}
