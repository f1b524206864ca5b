//! Columns of a text on a screen: measure, cut, pad, wrap, never splitting what a person sees as one letter.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands where a text was cut short.
const ELLIPSIS: &str = "…";

/// How many columns a terminal gives to `text`.
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in at most `cols` columns; what does not fit is left out and `…` says so.
pub fn cut(text: &str, cols: usize) -> Cow<'_, str> {
    if columns(text) <= cols {
        return Cow::Borrowed(text);
    }
    if cols == 0 {
        return Cow::Borrowed("");
    }
    let (mut head, _) = split_at(text, cols - 1);
    // Letter by letter: a space may be part of one, behind a sign that joins with what follows.
    while let Some((at, letter)) = head.grapheme_indices(true).next_back()
        && letter.trim().is_empty()
    {
        head = &head[..at];
    }
    Cow::Owned(format!("{head}{ELLIPSIS}"))
}

/// `text` in exactly `cols` columns, spaces added on the right, cut when too long.
pub fn pad_right(text: &str, cols: usize) -> String {
    let mut shown = cut(text, cols).into_owned();
    let missing = cols.saturating_sub(columns(&shown));
    shown.extend(std::iter::repeat_n(' ', missing));
    shown
}

/// `text` in exactly `cols` columns, spaces added on the left, cut when too long.
pub fn pad_left(text: &str, cols: usize) -> String {
    let shown = cut(text, cols);
    let missing = cols.saturating_sub(columns(&shown));
    format!("{}{shown}", " ".repeat(missing))
}

/// `text` in lines of at most `cols` columns, broken at spaces, and inside a word only when the word alone is wider
/// than a line. Line ends in the text stay line ends. A letter wider than the line is shown as `…`.
pub fn wrap(text: &str, cols: usize) -> Vec<String> {
    if cols == 0 {
        return Vec::new();
    }
    text.lines().flat_map(|line| wrap_line(line, cols)).collect()
}

fn wrap_line(line: &str, cols: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let width = columns(word);
        if used > 0 && used + 1 + width <= cols {
            current.push(' ');
            current.push_str(word);
            used += 1 + width;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut current));
        }
        let mut rest = word;
        while columns(rest) > cols {
            let (head, tail) = split_at(rest, cols);
            if head.is_empty() {
                lines.push(ELLIPSIS.to_owned());
                rest = without_first(rest);
            } else {
                lines.push(head.to_owned());
                rest = tail;
            }
        }
        rest.clone_into(&mut current);
        used = columns(rest);
    }
    if used > 0 || lines.is_empty() {
        lines.push(current);
    }
    lines
}

/// The longest beginning of `text` in at most `cols` columns, and the rest.
fn split_at(text: &str, cols: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, letter) in text.grapheme_indices(true) {
        used += letter.width();
        if used > cols {
            return text.split_at(at);
        }
    }
    (text, "")
}

fn without_first(text: &str) -> &str {
    text.graphemes(true).next().map_or("", |first| &text[first.len()..])
}
