//! One block of a template to strips: headings, paragraphs, fields, codes, rules.

use super::super::fonts::Face;
use super::super::template::{Align, Block, Kind};
use super::super::text::{Said, Text};
use super::strip::{Mark, Strip};
use super::{ASCENT, Frame, LINE, MM, Paper, lines, marks};
use qrcode::{Color, EcLevel, QrCode};

/// How much of a field's line must be free for writing by hand, in points; else the dots get a line of their own.
const TO_WRITE: f32 = 90.0;
/// Modules that scanners need free around a code.
const QUIET: u16 = 4;

impl Paper<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        let says = |gap: &Option<String>| gap.as_ref().map(|gap| !self.values.get(gap).is_empty());
        if says(&block.when) == Some(false) || says(&block.unless) == Some(true) {
            return;
        }
        let size = block.size.map_or(self.size, |size| f32::from(size) / 10.0);
        let frame = Frame { x: self.left, width: self.width, size, align: Align::Left };
        if block.above > 0 {
            self.strips.push(Strip { keep: false, ..Strip::room(f32::from(block.above) / 10.0 * MM) });
        }
        match &block.kind {
            Kind::Heading(lines) => self.heading(lines, Frame { align: Align::Center, ..frame }),
            Kind::Text { lines, align, indent_mm } => {
                for text in lines {
                    self.paragraph(text, Frame { align: *align, ..frame }, f32::from(*indent_mm) * MM);
                }
            }
            Kind::Field { label, text } => self.field(label, text, frame),
            Kind::Columns(columns) => self.columns(columns, frame),
            Kind::Signatures(parties) => self.signatures(parties, frame),
            Kind::Table { rows, columns, row_mm, spare_rows } => {
                self.table(rows, columns, frame, f32::from(*row_mm) * MM, *spare_rows);
            }
            Kind::Code { text, mm, align } => {
                let (text, side) = (self.plain(text), f32::from(*mm) * MM);
                if let Some(code) = code(&text, Frame { align: *align, ..frame }, side, 0.0) {
                    self.strips.push(Strip { height: side, marks: vec![code], ..Strip::default() });
                }
            }
            Kind::Rule => {
                let (from, to) = ((frame.x, 2.0), (frame.x + frame.width, 2.0));
                self.strips.push(Strip { height: 4.0, marks: vec![Mark::thin(from, to)], ..Strip::default() });
            }
            Kind::Page => self.strips.push(Strip { on_new_page: true, is_room: true, ..Strip::default() }),
        }
    }

    /// A text without its looks.
    pub(super) fn plain(&self, text: &Text) -> String {
        self.said(text).into_iter().map(|said| said.words).collect()
    }

    /// The name of a form stays with what follows.
    fn heading(&mut self, lines: &[Text], frame: Frame) {
        for text in lines {
            let said: Vec<Said> = self.said(text).into_iter().map(|said| Said { face: Face::Bold, ..said }).collect();
            for line in lines::broken(self.fonts, &said, frame.size, frame.width, 0.0) {
                let height = frame.size * LINE;
                let marks = marks(&line, frame, frame.size * ASCENT);
                self.strips.push(Strip { height, marks, keep: true, ..Strip::default() });
            }
        }
    }

    /// The first line of a paragraph stays with the second, the last one with the line before.
    fn paragraph(&mut self, text: &Text, frame: Frame, indent: f32) {
        let lines = lines::broken(self.fonts, &self.said(text), frame.size, frame.width, indent);
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 { indent } else { 0.0 };
            let frame = Frame { x: frame.x + indent, width: frame.width - indent, ..frame };
            let keep = index + 1 < count && (index == 0 || index + 2 == count);
            let marks = marks(line, frame, frame.size * ASCENT);
            self.strips.push(Strip { height: frame.size * LINE, marks, keep, ..Strip::default() });
        }
    }

    fn field(&mut self, label: &Text, text: &Text, frame: Frame) {
        let (mut said, answer) = (self.said(label), self.said(text));
        if let Some(last) = said.last_mut() {
            last.words.push_str(": ");
        }
        if answer.iter().all(|said| said.words.trim().is_empty()) {
            return self.blank(&said, frame);
        }
        said.extend(answer);
        for line in lines::broken(self.fonts, &said, frame.size, frame.width, 0.0) {
            let marks = marks(&line, frame, frame.size * ASCENT);
            self.strips.push(Strip { height: frame.size * LINE, marks, ..Strip::default() });
        }
    }

    /// A field's name and dots to write on.
    fn blank(&mut self, label: &[Said], frame: Frame) {
        let lines = lines::broken(self.fonts, label, frame.size, frame.width, 0.0);
        let height = frame.size * LINE;
        let dots = |from: f32| {
            let y = frame.size * ASCENT;
            Mark::Stroke { from: (frame.x + from, y), to: (frame.x + frame.width, y), thick: 0.7, dotted: true }
        };
        for line in &lines {
            let mut marks = marks(line, frame, frame.size * ASCENT);
            let written = line.width + frame.size * 0.3;
            let fits = line.is_last && written + TO_WRITE <= frame.width;
            marks.extend(fits.then(|| dots(written)));
            self.strips.push(Strip { height, marks, keep: line.is_last && !fits, ..Strip::default() });
            if line.is_last && !fits {
                self.strips.push(Strip { height, marks: vec![dots(0.0)], ..Strip::default() });
            }
        }
    }
}

/// A code in its frame, `side` points wide with its free edge, `y` points below; nothing for no text, or for one too long
/// for any code.
pub(super) fn code(text: &str, frame: Frame, side: f32, y: f32) -> Option<Mark> {
    if text.is_empty() {
        return None;
    }
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let modules = u16::try_from(code.width()).ok()?;
    let module = side / f32::from(modules + 2 * QUIET);
    let free = (frame.width - side).max(0.0);
    let left = frame.x
        + match frame.align {
            Align::Left | Align::Justify => 0.0,
            Align::Center => free / 2.0,
            Align::Right => free,
        };
    let place = |index: u16| f32::from(index + QUIET) * module;
    let dark = |(x, y): &(u16, u16)| code[(usize::from(*x), usize::from(*y))] == Color::Dark;
    let all = (0..modules).flat_map(|y| (0..modules).map(move |x| (x, y)));
    let at = all.filter(dark).map(|(column, row)| (left + place(column), y + place(row))).collect();
    Some(Mark::Squares { at, side: module })
}
