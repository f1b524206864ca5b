//! A template: the page and the blocks of a form, as data that a centre can change.

use super::text::Text;

/// A form as it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Title of the document, shown by readers.
    pub title: Text,
    /// Whether the paper lies on its side.
    pub landscape: bool,
    /// Free edges in millimetres: above, right, below, left.
    pub margins_mm: [u16; 4],
    /// Size of the letters, in tenths of a point.
    pub size: u16,
    /// What each copy says in its gap `{copy}`; one copy without.
    pub copies: Vec<String>,
    /// What stands below every page of a form of several; gaps `{page}` and `{pages}`.
    pub footer: Text,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// One thing on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Shown only when this gap says something.
    pub when: Option<String>,
    /// Shown only when this gap says nothing.
    pub unless: Option<String>,
    /// Free space above it, in tenths of a millimetre.
    pub above: u16,
    /// Size of its letters in tenths of a point; the template's without.
    pub size: Option<u16>,
    /// What it is.
    pub kind: Kind,
}

/// What a block can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of the form, in the middle, bold.
    Heading(Vec<Text>),
    /// Paragraphs.
    Text {
        /// One each.
        lines: Vec<Text>,
        /// Where their lines stand.
        align: Align,
        /// How far each one's first line stands in, in millimetres.
        indent_mm: u16,
    },
    /// A name and what belongs to it; dots to write on when that is nothing.
    Field {
        /// The name.
        label: Text,
        /// What belongs to it.
        text: Text,
    },
    /// Side by side, never apart.
    Columns(Vec<Column>),
    /// Who signs, side by side, never apart.
    Signatures(Vec<Party>),
    /// A table of the form.
    Table {
        /// Which rows.
        rows: String,
        /// Its columns.
        columns: Vec<Cell>,
        /// How high a row is at least, in millimetres: room to sign.
        row_mm: u16,
        /// Empty rows after the others, to write on.
        spare_rows: u16,
    },
    /// A square code for scanners.
    Code {
        /// What it says.
        text: Text,
        /// How wide and high it is.
        mm: u16,
        /// Where it stands.
        align: Align,
    },
    /// A line across the page.
    Rule,
    /// The rest stands on the next page.
    Page,
}

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// From edge to edge.
    Justify,
}

/// A column of [`Kind::Columns`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its part of the width, beside those of the others.
    pub width: u16,
    /// Where its lines stand.
    pub align: Align,
    /// Its lines; `---` is a stroke a third as wide as the column, `----` one of four ninths, and so on.
    pub lines: Vec<Text>,
    /// A code for scanners under them, with its size in millimetres.
    pub code: Option<(Text, u16)>,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// What stands there instead of a signature, at the left, such as who gets a copy.
    pub lines: Vec<Text>,
    /// As what.
    pub title: Text,
    /// How, slanted under it.
    pub note: Text,
    /// The name under the signature.
    pub name: Text,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands over it.
    pub title: Text,
    /// What stands in each row.
    pub text: Text,
    /// Its part of the width, beside those of the others.
    pub width: u16,
    /// Where its lines stand.
    pub align: Align,
}

/// How wide the stroke is that a line of a column stands for, in ninths of the column: as many as it has hyphens, three at
/// least.
pub fn stroke_ninths(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = line.len() >= 3 && line.bytes().all(|byte| byte == b'-');
    all.then(|| u8::try_from(line.len()).unwrap_or(9).min(9))
}
