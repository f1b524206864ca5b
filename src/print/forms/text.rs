//! A text of a template: words and gaps, each plain, **bold** or *slanted*.

use super::Values;
use super::fonts::Face;

/// Words and gaps in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Part>);

/// A piece of a text that looks the same from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How it looks.
    pub face: Face,
    /// What it says.
    pub piece: Piece,
}

/// What a part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These very words.
    Words(String),
    /// What the form has for the gap of this name.
    Gap(String),
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// A `{` without its `}`, or the other way round; doubled they stand for themselves.
    Brace,
    /// Bold or slanted letters that never end.
    Mark(&'static str),
}

/// Words that look the same from end to end, nothing left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How they look.
    pub face: Face,
    /// The words.
    pub words: String,
}

impl Text {
    /// Reads `Người nộp: **{applicant}**`. `**` begins and ends bold letters, `*` slanted ones; `{{`, `}}` and `\*` stand
    /// for `{`, `}` and `*`.
    ///
    /// # Errors
    /// See [`TextFault`].
    pub fn parse(source: &str) -> Result<Self, TextFault> {
        let mut reader = Reader::default();
        let mut rest = source;
        while let Some(letter) = rest.chars().next() {
            rest = if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
                reader.words.push(letter);
                after
            } else if let Some(after) = rest.strip_prefix("\\*") {
                reader.words.push('*');
                after
            } else if let Some(after) = rest.strip_prefix("**") {
                reader.turn(Face::Bold);
                after
            } else if let Some(after) = rest.strip_prefix('*') {
                reader.turn(Face::Italic);
                after
            } else if let Some(after) = rest.strip_prefix('{') {
                let (gap, after) = after.split_once('}').ok_or(TextFault::Brace)?;
                reader.close();
                reader.parts.push(Part { face: reader.face(), piece: Piece::Gap(gap.trim().to_owned()) });
                after
            } else if letter == '}' {
                return Err(TextFault::Brace);
            } else {
                reader.words.push(letter);
                &rest[letter.len_utf8()..]
            };
        }
        reader.close();
        match (reader.bold, reader.italic) {
            (true, _) => Err(TextFault::Mark("**")),
            (_, true) => Err(TextFault::Mark("*")),
            _ => Ok(Self(reader.parts)),
        }
    }

    /// The names of its gaps.
    pub fn gaps(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match &part.piece {
            Piece::Gap(gap) => Some(gap.as_str()),
            Piece::Words(_) => None,
        })
    }

    /// The text with its gaps filled: first from `near`, such as the row of a table, then from the form.
    pub fn filled(&self, near: &dyn Fn(&str) -> Option<String>, values: &Values) -> Vec<Said> {
        let said = |part: &Part| match &part.piece {
            Piece::Words(words) => words.clone(),
            Piece::Gap(gap) => near(gap).unwrap_or_else(|| values.get(gap).to_owned()),
        };
        let filled = self.0.iter().map(|part| Said { face: part.face, words: said(part) });
        filled.filter(|said| !said.words.is_empty()).collect()
    }
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    words: String,
    bold: bool,
    italic: bool,
}

impl Reader {
    fn face(&self) -> Face {
        match (self.bold, self.italic) {
            (true, _) => Face::Bold,
            (false, true) => Face::Italic,
            (false, false) => Face::Regular,
        }
    }

    fn close(&mut self) {
        if !self.words.is_empty() {
            let piece = Piece::Words(std::mem::take(&mut self.words));
            self.parts.push(Part { face: self.face(), piece });
        }
    }

    fn turn(&mut self, face: Face) {
        self.close();
        let turned = if face == Face::Bold { &mut self.bold } else { &mut self.italic };
        *turned = !*turned;
    }
}
