//! One form for every text that comes in: composed letters, plain spaces, nothing invisible.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The same text as the program stores and compares it.
///
/// Letters are composed (NFC). Every kind of space, tabs and line ends among them, becomes one ordinary space; runs of
/// spaces become one, and none stay at the ends. Control characters, invisible marks and marks of writing direction
/// are dropped, because two names that look alike must be alike, and so are whole [terminal sequences](without_sequences). The joiner inside an emoji stays, since without it
/// one picture falls apart into several. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let text = without_sequences(text);
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

/// `text` without the sequences by which a terminal is told of colours, titles, links and the like (ECMA-48): control
/// sequences, control strings, and shifts of the character set. Other control characters stay. A string that never
/// ends loses only its beginning, since what follows may be a name.
pub fn without_sequences(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter| letter == ESCAPE || matches!(letter, '\u{80}'..='\u{9F}')) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let (introducer, body) = match letter {
            ESCAPE => (after.chars().next(), after.get(1..).unwrap_or_default()),
            // One character may stand for ESC and another: `\u{9B}` for `ESC [`.
            '\u{80}'..='\u{9F}' => (char::from_u32(u32::from(letter) - 0x40), after),
            _ => {
                kept.push(letter);
                rest = after;
                continue;
            }
        };
        rest = match introducer {
            Some('[') => after_control_sequence(body),
            Some(']' | 'P' | 'X' | '^' | '_') => after_control_string(body),
            Some(' '..='/') if letter == ESCAPE => after_control_sequence(after),
            // Not one that takes more than itself.
            _ => after,
        };
    }
    Cow::Owned(kept)
}

/// What follows the parameters and the last letter of a control sequence.
fn after_control_sequence(body: &str) -> &str {
    let body = body
        .trim_start_matches(|letter| matches!(letter, '0'..='?'))
        .trim_start_matches(|letter| matches!(letter, ' '..='/'));
    body.strip_prefix(|letter| matches!(letter, '@'..='~')).unwrap_or(body)
}

/// What follows the end of a control string: BEL, or ESC and a backslash.
fn after_control_string(body: &str) -> &str {
    let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"].into_iter();
    let first = ends.filter_map(|end| Some((body.find(end)?, end.len()))).min();
    first.map_or(body, |(at, length)| &body[at + length..])
}

/// Begins a terminal sequence.
const ESCAPE: char = '\u{1B}';

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
