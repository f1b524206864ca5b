//! Things side by side that never come apart: heads of papers, signatures.

use super::super::fonts::Face;
use super::super::template::{Align, Column, Party, stroke_ninths};
use super::super::text::{Said, Text};
use super::blocks::code;
use super::lines::{self, Line};
use super::strip::{Mark, Strip};
use super::{ASCENT, Frame, LINE, MM, Paper, marks};

/// Room to sign, in points.
const TO_SIGN: f32 = 20.0 * MM;
/// Free room between two columns, in points.
const BETWEEN: f32 = 10.0;

impl Paper<'_> {
    pub(super) fn columns(&mut self, columns: &[Column], frame: Frame) {
        let mut strip = Strip::default();
        for (column, frame) in columns.iter().zip(frames(columns.iter().map(|column| column.width), frame)) {
            let frame = Frame { align: column.align, ..frame };
            let mut y = 0.0;
            for text in &column.lines {
                if let Some(ninths) = stroke_ninths(&self.plain(text)) {
                    strip.marks.push(stroke(frame, y, ninths));
                    y += frame.size * 0.4;
                } else {
                    y = write(&self.broken(text, frame), frame, y, &mut strip.marks);
                }
            }
            if let Some((text, mm)) = &column.code {
                let side = f32::from(*mm) * MM;
                if let Some(code) = code(&self.plain(text), frame, side, y) {
                    strip.marks.push(code);
                    y += side;
                }
            }
            strip.height = strip.height.max(y);
        }
        if strip.height > 0.0 {
            self.strips.push(strip);
        }
    }

    /// Signatures never stand alone: what is above comes with them.
    pub(super) fn signatures(&mut self, parties: &[Party], frame: Frame) {
        for above in self.strips.iter_mut().rev().take(4) {
            above.keep = true;
        }
        let frames: Vec<Frame> = frames(parties.iter().map(|_| 1), Frame { align: Align::Center, ..frame }).collect();
        let mut strip = Strip::default();
        let mut signed = 0.0_f32;
        for (party, frame) in parties.iter().zip(&frames) {
            let y = write(&self.faced(&party.title, Face::Bold, *frame), *frame, 0.0, &mut strip.marks);
            let note = Frame { size: frame.size * 0.9, ..*frame };
            let mut lines = 0.0;
            for text in &party.lines {
                let beside = Frame { align: Align::Left, ..note };
                lines = write(&self.broken(text, beside), beside, lines, &mut strip.marks);
            }
            strip.height = strip.height.max(lines);
            signed = signed.max(write(&self.faced(&party.note, Face::Italic, note), note, y, &mut strip.marks));
        }
        signed += TO_SIGN;
        for (party, frame) in parties.iter().zip(&frames) {
            let y = write(&self.faced(&party.name, Face::Bold, *frame), *frame, signed, &mut strip.marks);
            strip.height = strip.height.max(y);
        }
        self.strips.push(strip);
    }

    fn faced(&self, text: &Text, face: Face, frame: Frame) -> Vec<Line> {
        let said: Vec<Said> = self.said(text).into_iter().map(|said| Said { face, ..said }).collect();
        lines::broken(self.fonts, &said, frame.size, frame.width, 0.0)
    }
}

/// Writes lines below `y`; where the next one would begin.
pub(super) fn write(lines: &[Line], frame: Frame, mut y: f32, into: &mut Vec<Mark>) -> f32 {
    for line in lines {
        into.extend(marks(line, frame, y + frame.size * ASCENT));
        y += frame.size * LINE;
    }
    y
}

/// A stroke in the middle of its frame.
fn stroke(frame: Frame, y: f32, ninths: u8) -> Mark {
    let (middle, half) = (frame.x + frame.width / 2.0, frame.width * f32::from(ninths) / 18.0);
    let y = y + frame.size * 0.2;
    Mark::Stroke { from: (middle - half, y), to: (middle + half, y), thick: 0.75, dotted: false }
}

/// A frame for each part of the width.
fn frames(parts: impl Iterator<Item = u16> + Clone, frame: Frame) -> impl Iterator<Item = Frame> {
    let all: f32 = parts.clone().map(f32::from).sum::<f32>().max(1.0);
    let count = u16::try_from(parts.clone().count()).unwrap_or(u16::MAX).max(1);
    let between = if count > 1 { BETWEEN } else { 0.0 };
    let free = frame.width - between * f32::from(count - 1);
    let mut x = frame.x;
    parts.map(move |part| {
        let width = free * f32::from(part) / all;
        let this = Frame { x, width, ..frame };
        x += width + between;
        this
    })
}
