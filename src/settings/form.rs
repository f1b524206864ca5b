//! A form's template: text to pages and blocks, every fault kept with its line.

use super::fault::{Fault, Mistake};
use super::read::whole;
use super::section::{Faults, Section};
use crate::print::forms::template::{Align, Block, Cell, Column, Kind, Party};
use crate::print::forms::{COPY, Form, ROW, Template, Text, TextFault, Values};
use crate::text::nearest::nearest;

/// The longest text of a template, in characters.
const TEXT_MAX: usize = 2000;
/// The free edges that fit on any printer and leave room to write, in millimetres.
const MARGIN_MM: std::ops::RangeInclusive<i64> = 5..=60;
/// Sizes of letters, in points.
const POINTS: std::ops::RangeInclusive<i64> = 6..=30;
/// What a code for scanners may measure, in millimetres.
const CODE_MM: std::ops::RangeInclusive<i64> = 10..=80;

const KINDS: &[&str] = &["heading", "text", "field", "columns", "signatures", "table", "code", "rule", "page"];
/// Keys that every block may have.
macro_rules! keys {
    ($($key:literal),*) => { &["kind", "when", "unless", "above_mm", "size", $($key),*] };
}

/// Reads the template of `form`.
///
/// # Errors
/// Every fault of the file, in the order of its lines.
pub fn template(form: Form, text: &str) -> Result<Template, Vec<Fault>> {
    let known = form.blank();
    whole(text, |root, faults| Some(Reader { known: &known, faults }.template(root)))
}

struct Reader<'a, 'b> {
    known: &'a Values,
    faults: &'a mut Faults<'b>,
}

impl Reader<'_, '_> {
    fn template(&mut self, root: Section<'_>) -> Template {
        root.only(&["title", "paper", "margins_mm", "size", "copies", "footer", "block"], self.faults);
        let title = root.some_text("title", TEXT_MAX, self.faults).unwrap_or_default();
        let paper = root.text("paper", 16, self.faults).unwrap_or_default();
        if !matches!(paper.as_str(), "" | "portrait" | "landscape") {
            self.faults.at(root.place("paper"), Mistake::FormPaper(paper.clone()));
        }
        let copies = root.list("copies", self.faults).unwrap_or_default();
        let blocks = root.sections("block", self.faults).unwrap_or_default();
        if blocks.is_empty() {
            self.faults.at(root.place("block"), Mistake::Missing("[[block]]"));
        }
        Template {
            title: self.parsed(&title, root.place("title"), &[]),
            landscape: paper == "landscape",
            margins_mm: self.margins(root),
            size: self.size(root).unwrap_or(130),
            copies: copies.into_iter().map(|(copy, _)| copy).collect(),
            footer: self.text(root, "footer", &["page", "pages"]),
            blocks: blocks.into_iter().filter_map(|block| self.block(block)).collect(),
        }
    }

    fn margins(&mut self, root: Section<'_>) -> [u16; 4] {
        let usual = [20, 15, 20, 25];
        let Some(margins) = root.section("margins_mm", self.faults) else { return usual };
        margins.only(&["top", "right", "bottom", "left"], self.faults);
        let mut side = |key, usual| self.number(margins, key, MARGIN_MM).unwrap_or(usual);
        [side("top", usual[0]), side("right", usual[1]), side("bottom", usual[2]), side("left", usual[3])]
    }

    /// In tenths of a point.
    fn size(&mut self, section: Section<'_>) -> Option<u16> {
        self.number(section, "size", POINTS).map(|points| points * 10)
    }

    fn number(&mut self, section: Section<'_>, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<u16> {
        section.number(key, range, self.faults).and_then(|number| u16::try_from(number).ok())
    }

    fn block(&mut self, block: Section<'_>) -> Option<Block> {
        let kind = block.some_text("kind", 32, self.faults)?;
        let kind = match kind.as_str() {
            "heading" => {
                block.only(keys!("text"), self.faults);
                Kind::Heading(self.lines(block, "text", &[]))
            }
            "text" => {
                block.only(keys!("text", "align", "indent_mm"), self.faults);
                let indent_mm = self.number(block, "indent_mm", 0..=100).unwrap_or(0);
                let align = self.align(block, Align::Justify);
                Kind::Text { lines: self.lines(block, "text", &[]), align, indent_mm }
            }
            "field" => {
                block.only(keys!("label", "text"), self.faults);
                let label = self.some(block, "label", &[]);
                Kind::Field { label, text: self.some(block, "text", &[]) }
            }
            "columns" => {
                block.only(keys!("column"), self.faults);
                Kind::Columns(self.parts(block, "column", Self::column))
            }
            "signatures" => {
                block.only(keys!("party"), self.faults);
                Kind::Signatures(self.parts(block, "party", Self::party))
            }
            "table" => {
                block.only(keys!("rows", "column", "row_mm", "spare_rows"), self.faults);
                self.table(block)?
            }
            "code" => {
                block.only(keys!("text", "mm", "align"), self.faults);
                let mm = self.number(block, "mm", CODE_MM).unwrap_or(22);
                Kind::Code { text: self.some(block, "text", &[]), mm, align: self.align(block, Align::Right) }
            }
            "rule" => {
                block.only(keys!(), self.faults);
                Kind::Rule
            }
            "page" => {
                block.only(keys!(), self.faults);
                Kind::Page
            }
            other => {
                let nearest = nearest(other, KINDS.iter().copied());
                self.faults.at(block.place("kind"), Mistake::BlockKind { found: other.to_owned(), nearest });
                return None;
            }
        };
        let above = self.number(block, "above_mm", 0..=200).unwrap_or(0) * 10;
        let (when, unless) = (self.gap_of(block, "when"), self.gap_of(block, "unless"));
        Some(Block { when, unless, above, size: self.size(block), kind })
    }

    /// The parts of a block, one at least.
    fn parts<T>(
        &mut self,
        block: Section<'_>,
        key: &'static str,
        read: impl Fn(&mut Self, Section<'_>) -> T,
    ) -> Vec<T> {
        let parts = block.sections(key, self.faults).unwrap_or_default();
        if parts.is_empty() && !block.has(key) {
            self.faults.at(block.offset(), Mistake::Missing(key));
        }
        parts.into_iter().map(|part| read(self, part)).collect()
    }

    fn column(&mut self, column: Section<'_>) -> Column {
        column.only(&["width", "align", "text", "code", "code_mm"], self.faults);
        let mm = self.number(column, "code_mm", CODE_MM).unwrap_or(22);
        let code = column.has("code").then(|| (self.text(column, "code", &[]), mm));
        let lines = if column.has("text") { self.lines(column, "text", &[]) } else { Vec::new() };
        Column { width: self.width(column), align: self.align(column, Align::Center), lines, code }
    }

    fn party(&mut self, party: Section<'_>) -> Party {
        party.only(&["title", "note", "name", "text"], self.faults);
        let lines = if party.has("text") { self.lines(party, "text", &[]) } else { Vec::new() };
        let title = if party.has("text") { self.text(party, "title", &[]) } else { self.some(party, "title", &[]) };
        Party { lines, title, note: self.text(party, "note", &[]), name: self.text(party, "name", &[]) }
    }

    fn table(&mut self, block: Section<'_>) -> Option<Kind> {
        let rows = block.some_text("rows", 64, self.faults)?;
        let Some(table) = self.known.table(&rows) else {
            let nearest = nearest(&rows, self.known.tables());
            self.faults.at(block.place("rows"), Mistake::TableName { found: rows, nearest });
            return None;
        };
        let near: Vec<&'static str> = table.columns().iter().copied().chain([ROW]).collect();
        let columns = self.parts(block, "column", |reader, column| {
            column.only(&["title", "text", "width", "align"], reader.faults);
            Cell {
                title: reader.text(column, "title", &[]),
                text: reader.text(column, "text", &near),
                width: reader.width(column),
                align: reader.align(column, Align::Left),
            }
        });
        let row_mm = self.number(block, "row_mm", 0..=100).unwrap_or(0);
        let spare_rows = self.number(block, "spare_rows", 0..=100).unwrap_or(0);
        Some(Kind::Table { rows, columns, row_mm, spare_rows })
    }

    fn width(&mut self, column: Section<'_>) -> u16 {
        self.number(column, "width", 1..=1000).unwrap_or(10)
    }

    fn align(&mut self, section: Section<'_>, usual: Align) -> Align {
        match section.text("align", 16, self.faults).as_deref() {
            None => usual,
            Some("left") => Align::Left,
            Some("center") => Align::Center,
            Some("right") => Align::Right,
            Some("justify") => Align::Justify,
            Some(other) => {
                self.faults.at(section.place("align"), Mistake::Align(other.to_owned()));
                usual
            }
        }
    }

    /// The gap that a block depends on.
    fn gap_of(&mut self, block: Section<'_>, key: &'static str) -> Option<String> {
        let gap = block.text(key, 64, self.faults)?;
        self.check_gap(&gap, block.place(key), &[]);
        Some(gap)
    }

    /// A text that must be there.
    fn some(&mut self, section: Section<'_>, key: &'static str, near: &[&'static str]) -> Text {
        let text = section.some_text(key, TEXT_MAX, self.faults).unwrap_or_default();
        self.parsed(&text, section.place(key), near)
    }

    fn text(&mut self, section: Section<'_>, key: &'static str, near: &[&'static str]) -> Text {
        let text = section.text(key, TEXT_MAX, self.faults).unwrap_or_default();
        self.parsed(&text, section.place(key), near)
    }

    /// A text, or a list of them.
    fn lines(&mut self, section: Section<'_>, key: &'static str, near: &[&'static str]) -> Vec<Text> {
        if section.has_list(key) {
            let lines = section.list(key, self.faults).unwrap_or_default();
            return lines.iter().map(|(line, at)| self.parsed(line, *at, near)).collect();
        }
        vec![self.some(section, key, near)]
    }

    fn parsed(&mut self, text: &str, at: usize, near: &[&'static str]) -> Text {
        match Text::parse(text) {
            Ok(text) => {
                for gap in text.gaps() {
                    self.check_gap(gap, at, near);
                }
                text
            }
            Err(fault) => {
                let mistake = match fault {
                    TextFault::Brace => Mistake::Brace,
                    TextFault::Mark(mark) => Mistake::OpenMark(mark),
                };
                self.faults.at(at, mistake);
                Text::default()
            }
        }
    }

    fn check_gap(&mut self, gap: &str, at: usize, near: &[&'static str]) {
        let known = || self.known.gaps().chain(near.iter().copied()).chain([COPY]);
        if !known().any(|name| name == gap) {
            let found = gap.chars().take(64).collect();
            self.faults.at(at, Mistake::UnknownGap { found, nearest: nearest(gap, known()) });
        }
    }
}
