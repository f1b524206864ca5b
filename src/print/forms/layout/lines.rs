//! Words to lines: broken at spaces, after hyphens and strokes, and anywhere in a word that is wider than its line.

use super::super::fonts::{Face, Fonts};
use super::super::text::Said;
use unicode_width::UnicodeWidthChar;

/// One line of letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its pieces, each of one face.
    pub runs: Vec<Run>,
    /// How wide it is without the spaces at its end, in points.
    pub width: f32,
    /// Spaces between its words.
    pub spaces: u16,
    /// Whether the paragraph ends with it.
    pub is_last: bool,
}

/// Letters of one face.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// How they look.
    pub face: Face,
    /// What they say.
    pub text: String,
    /// How wide they are, in points.
    pub width: f32,
}

#[derive(Clone, Copy)]
struct Letter {
    face: Face,
    said: char,
    width: f32,
}

/// `said` on lines `width` points wide, the first one `indent` points less. Nothing said is no line.
pub fn broken(fonts: &Fonts, said: &[Said], size: f32, width: f32, indent: f32) -> Vec<Line> {
    let letter = |face| move |said| Letter { face, said, width: fonts.width(face, said) * size };
    let letters: Vec<Letter> = said.iter().flat_map(|said| said.words.chars().map(letter(said.face))).collect();
    let mut lines = Vec::new();
    let mut rest = letters.as_slice();
    while !rest.is_empty() {
        let room = if lines.is_empty() { width - indent } else { width };
        let (line, after) = rest.split_at(fitting(rest, room));
        lines.push(line_of(line));
        rest = after;
    }
    if let Some(last) = lines.last_mut() {
        last.is_last = true;
    }
    lines
}

/// How many letters go on a line that is `room` points wide, the spaces at its end with them; one at least.
fn fitting(letters: &[Letter], room: f32) -> usize {
    let (mut wide, mut good) = (0.0, None);
    for (index, this) in letters.iter().enumerate() {
        if this.said == ' ' {
            good = Some(index + 1);
        } else if wide + this.width > room + 0.01 && index > 0 {
            let whole = |index: usize| letters[index].said.width() != Some(0);
            let cut = (1..=index).rev().find(|index| whole(*index)).unwrap_or(index);
            return good.unwrap_or(cut);
        } else if breaks_after(letters, index) {
            good = Some(index + 1);
        }
        wide += this.width;
    }
    letters.len()
}

/// Whether a line may end inside a word after this letter: `000.00.00.H27-261123-0001`, `và/hoặc`, not `23/11/2026`.
fn breaks_after(letters: &[Letter], index: usize) -> bool {
    let at = |index: usize| letters.get(index).map_or(' ', |found| found.said);
    let (before, after) = (if index > 0 { at(index - 1) } else { ' ' }, at(index + 1));
    match at(index) {
        '-' | '–' => before.is_alphanumeric() && after.is_alphanumeric(),
        '/' => before.is_alphabetic() && after.is_alphabetic(),
        _ => false,
    }
}

fn line_of(letters: &[Letter]) -> Line {
    let mut line = Line::default();
    let (mut wide, mut spaces) = (0.0, 0);
    for this in letters {
        match line.runs.last_mut().filter(|run| run.face == this.face) {
            Some(run) => {
                run.text.push(this.said);
                run.width += this.width;
            }
            None => line.runs.push(Run { face: this.face, text: this.said.to_string(), width: this.width }),
        }
        wide += this.width;
        if this.said == ' ' {
            spaces += 1;
        } else {
            (line.width, line.spaces) = (wide, spaces);
        }
    }
    line
}
