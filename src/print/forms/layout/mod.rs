//! A template and what fills it, to pages of marks.

mod blocks;
mod columns;
mod lines;
mod pages;
mod strip;
mod table;

pub use strip::Mark;

use super::Values;
use super::fonts::Fonts;
use super::template::{Align, Template};
use super::text::{Said, Text};
use lines::Line;
use strip::Strip;

/// Points of a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// A4, in millimetres.
const A4: (f32, f32) = (210.0, 297.0);
/// From one line to the next, in parts of the size of the letters.
const LINE: f32 = 1.24;
/// How far above its line a letter with its marks reaches, in parts of its size: capitals with two marks.
const ASCENT: f32 = 0.94;
/// Size of the footer's letters, in points.
const FOOTER: f32 = 9.5;

/// Pages of one size.
pub struct Sheets {
    /// Width and height in points.
    pub size: (f32, f32),
    /// What is on each page.
    pub pages: Vec<Vec<Mark>>,
}

/// Lays a form out, each copy after the other.
pub fn laid_out(template: &Template, values: &Values, fonts: &Fonts) -> Sheets {
    let (wide, tall) = if template.landscape { (A4.1 * MM, A4.0 * MM) } else { (A4.0 * MM, A4.1 * MM) };
    let [above, right, below, left] = template.margins_mm.map(|mm| f32::from(mm) * MM);
    let none = [String::new()];
    let copies = if template.copies.is_empty() { &none[..] } else { &template.copies };
    let mut all = Vec::new();
    for copy in copies {
        let mut paper = Paper {
            fonts,
            values,
            copy,
            left,
            width: wide - left - right,
            room: tall - above - below,
            size: f32::from(template.size) / 10.0,
            strips: Vec::new(),
            heads: Vec::new(),
        };
        for block in &template.blocks {
            paper.block(block);
        }
        let mut pages = pages::pages(std::mem::take(&mut paper.strips), &paper.heads, above, paper.room);
        if pages.len() > 1 {
            let count = pages.len();
            for (index, page) in pages.iter_mut().enumerate() {
                page.extend(paper.footer(&template.footer, index + 1, count, tall - below));
            }
        }
        all.append(&mut pages);
    }
    Sheets { size: (wide, tall), pages: all }
}

/// A form while it is laid out.
struct Paper<'a> {
    fonts: &'a Fonts,
    values: &'a Values,
    copy: &'a str,
    /// Where its lines begin, and how wide they are.
    left: f32,
    width: f32,
    /// How high a page is between its edges.
    room: f32,
    /// Size of the letters.
    size: f32,
    strips: Vec<Strip>,
    heads: Vec<Strip>,
}

/// Where lines of text stand.
#[derive(Clone, Copy)]
struct Frame {
    x: f32,
    width: f32,
    size: f32,
    align: Align,
}

impl Paper<'_> {
    /// A text with its gaps filled.
    fn said(&self, text: &Text) -> Vec<Said> {
        let copy = |gap: &str| (gap == COPY).then(|| self.copy.to_owned());
        text.filled(&copy, self.values)
    }

    fn broken(&self, text: &Text, frame: Frame) -> Vec<Line> {
        lines::broken(self.fonts, &self.said(text), frame.size, frame.width, 0.0)
    }

    fn footer(&self, footer: &Text, page: usize, pages: usize, below: f32) -> Vec<Mark> {
        let number = |gap: &str| match gap {
            "page" => Some(page.to_string()),
            "pages" => Some(pages.to_string()),
            COPY => Some(self.copy.to_owned()),
            _ => None,
        };
        let frame = Frame { x: self.left, width: self.width, size: FOOTER, align: Align::Center };
        let lines = lines::broken(self.fonts, &footer.filled(&number, self.values), FOOTER, self.width, 0.0);
        lines.first().map(|line| marks(line, frame, below + FOOTER * 1.6)).unwrap_or_default()
    }
}

/// The gap that tells copies apart.
pub const COPY: &str = "copy";

/// The letters of a line in its frame, standing on `y`.
fn marks(line: &Line, frame: Frame, y: f32) -> Vec<Mark> {
    let free = (frame.width - line.width).max(0.0);
    let (shift, stretch) = match frame.align {
        Align::Left => (0.0, 0.0),
        Align::Center => (free / 2.0, 0.0),
        Align::Right => (free, 0.0),
        // A line that is nearly empty would fall apart.
        Align::Justify if line.is_last || free > frame.width / 4.0 || line.spaces == 0 => (0.0, 0.0),
        Align::Justify => (0.0, free / f32::from(line.spaces)),
    };
    let mut x = frame.x + shift;
    let mut marks = Vec::new();
    for run in &line.runs {
        let spaces = run.text.chars().filter(|letter| *letter == ' ').count();
        let text = Mark::Text {
            x,
            y,
            face: run.face,
            size: frame.size,
            text: run.text.clone(),
            stretch: stretch / frame.size,
        };
        marks.push(text);
        x += run.width + stretch * f32::from(u16::try_from(spaces).unwrap_or(u16::MAX));
    }
    marks
}
