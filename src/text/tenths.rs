//! Numbers with one place after the comma, as each language writes them.

use super::words::Language;

/// So many tenths: `-12` is `-1,2` in Vietnamese and `-1.2` in English.
pub fn tenths(tenths: i64, language: Language) -> String {
    let comma = if language == Language::Vi { ',' } else { '.' };
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}{comma}{}", tenths / 10, tenths % 10)
}

/// The same with its sign where it is above zero, too.
pub fn signed(value: i64, language: Language) -> String {
    let plus = if value > 0 { "+" } else { "" };
    format!("{plus}{}", tenths(value, language))
}
