//! Tables: rows with lines around every cell, the head said again on every page.

use super::super::fonts::Face;
use super::super::template::{Align, Cell};
use super::super::text::Said;
use super::columns::write;
use super::lines::{self, Line};
use super::strip::{Mark, Strip};
use super::{Frame, LINE, Paper};

/// Free room inside a cell, in points: beside and above.
const BESIDE: f32 = 3.0;
const ABOVE: f32 = 1.6;
/// Rows that take more of a page than this may be cut between two.
const WHOLE: f32 = 0.33;
/// So many lines of a row that is cut stay together.
const TOGETHER_LINES: usize = 8;

impl Paper<'_> {
    pub(super) fn table(&mut self, name: &str, columns: &[Cell], frame: Frame, least: f32, spare: u16) {
        let frames = cells(columns, frame);
        let titles = columns.iter().zip(&frames).map(|(column, frame)| {
            let said: Vec<Said> =
                self.said(&column.title).into_iter().map(|said| Said { face: Face::Bold, ..said }).collect();
            lines::broken(self.fonts, &said, frame.size, frame.width, 0.0)
        });
        let middle: Vec<Frame> = frames.iter().map(|frame| Frame { align: Align::Center, ..*frame }).collect();
        let mut head = whole(&titles.collect::<Vec<_>>(), &middle, frame, 0.0);
        head.marks.push(Mark::thin((frame.x, 0.0), (frame.x + frame.width, 0.0)));
        let table = self.heads.len();
        self.heads.push(head.clone());
        self.strips.push(Strip { keep: true, edge: None, ..head });
        let Some(rows) = self.values.table(name) else { return };
        for row in 0..rows.len() {
            let near = |gap: &str| rows.cell(row, gap).or_else(|| (gap == super::COPY).then(|| self.copy.to_owned()));
            let written: Vec<Vec<Line>> = columns
                .iter()
                .zip(&frames)
                .map(|(column, frame)| {
                    let said = column.text.filled(&near, self.values);
                    lines::broken(self.fonts, &said, frame.size, frame.width, 0.0)
                })
                .collect();
            let row = whole(&written, &frames, frame, least);
            let strips = if row.height > self.room * WHOLE { cut(&written, &frames, frame) } else { vec![row] };
            self.strips.extend(strips.into_iter().map(|strip| Strip { head: Some(table), ..strip }));
        }
        let empty = Strip { head: Some(table), ..whole(&[], &frames, frame, least) };
        self.strips.extend((0..spare).map(|_| empty.clone()));
    }
}

/// The frame of the letters in each cell.
fn cells(columns: &[Cell], frame: Frame) -> Vec<Frame> {
    let all: f32 = columns.iter().map(|column| f32::from(column.width)).sum::<f32>().max(1.0);
    let mut x = frame.x;
    let cell = |column: &Cell| {
        let width = frame.width * f32::from(column.width) / all;
        let inside = Frame { x: x + BESIDE, width: width - 2.0 * BESIDE, align: column.align, ..frame };
        x += width;
        inside
    };
    columns.iter().map(cell).collect()
}

/// The strokes beside every cell of a strip.
fn beside(frames: &[Frame], frame: Frame, height: f32) -> impl Iterator<Item = Mark> {
    let lefts = frames.iter().map(|cell| cell.x - BESIDE);
    lefts.chain([frame.x + frame.width]).map(move |x| Mark::thin((x, 0.0), (x, height)))
}

/// A row in one piece, so many points high at least.
fn whole(cells: &[Vec<Line>], frames: &[Frame], frame: Frame, least: f32) -> Strip {
    let tall = cells.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let height = f32::from(u16::try_from(tall).unwrap_or(u16::MAX)) * frame.size * LINE + 2.0 * ABOVE;
    let height = height.max(least);
    let mut strip = Strip { height, ..Strip::default() };
    for (lines, cell) in cells.iter().zip(frames) {
        write(lines, *cell, ABOVE, &mut strip.marks);
    }
    strip.marks.extend(beside(frames, frame, height));
    strip.marks.push(Mark::thin((frame.x, height), (frame.x + frame.width, height)));
    strip
}

/// A long row, one strip a line: a page may end with any of them, and is closed there. Its first lines stay together, with
/// all of the cells that need no more.
fn cut(cells: &[Vec<Line>], frames: &[Frame], frame: Frame) -> Vec<Strip> {
    let tall = cells.iter().map(Vec::len).max().unwrap_or_default();
    let short = |lines: &Vec<Line>| lines.len() <= TOGETHER_LINES;
    let strip = |row: usize| {
        let (first, last) = (row == 0, row + 1 == tall);
        let above = if first { ABOVE } else { 0.0 };
        let height = frame.size * LINE + above + if last { ABOVE } else { 0.0 };
        let edge = Some((frame.x, frame.x + frame.width));
        let mut strip = Strip { height, edge, keep: row + 1 < TOGETHER_LINES.min(tall), ..Strip::default() };
        for (lines, cell) in cells.iter().zip(frames) {
            let here = if !short(lines) {
                lines.get(row..=row).unwrap_or_default()
            } else if first {
                lines.as_slice()
            } else {
                &[]
            };
            write(here, *cell, above, &mut strip.marks);
        }
        strip.marks.extend(beside(frames, frame, height));
        if last {
            strip.marks.push(Mark::thin((frame.x, height), (frame.x + frame.width, height)));
        }
        strip
    };
    (0..tall).map(strip).collect()
}
