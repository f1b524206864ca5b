//! A picture in black dots, as wide as the paper and as long as what is drawn on it.

use crate::text::letters::{WIDE, letter, rows};
use unicode_segmentation::UnicodeSegmentation;

/// A picture; one bit is a dot, the first of a byte at the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Bytes of a row.
    row: usize,
    bytes: Vec<u8>,
}

impl Picture {
    /// An empty one, `dots` wide (rounded up to a whole byte).
    pub fn new(dots: usize) -> Self {
        Self { row: dots.div_ceil(8), bytes: Vec::new() }
    }

    /// Dots across.
    pub fn width(&self) -> usize {
        self.row * 8
    }

    /// Rows of dots.
    pub fn height(&self) -> usize {
        self.bytes.len() / self.row.max(1)
    }

    /// Bytes of a row of dots.
    pub fn row_bytes(&self) -> usize {
        self.row
    }

    /// All rows, one after the other.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Leaves `dots` rows free.
    pub fn space(&mut self, dots: usize) {
        self.bytes.resize(self.bytes.len() + dots * self.row, 0);
    }

    /// Blackens a dot; one beside the paper is left out.
    fn dot(&mut self, x: usize, y: usize) {
        if x < self.width() && y < self.height() {
            self.bytes[y * self.row + x / 8] |= 0x80 >> (x % 8);
        }
    }

    fn square(&mut self, x: usize, y: usize, side: usize) {
        for down in 0..side {
            for right in 0..side {
                self.dot(x + right, y + down);
            }
        }
    }

    /// Writes `text` in the middle, each dot of a letter `scale` dots wide and high, on as many lines as it takes.
    pub fn write(&mut self, text: &str, scale: usize) {
        let letter_wide = usize::from(WIDE) * scale;
        for line in crate::text::width::wrap(text, (self.width() / letter_wide).max(1)) {
            let (from, to) = rows(&line);
            let wide = line.graphemes(true).count() * letter_wide;
            let left = self.width().saturating_sub(wide) / 2 / 2 * 2;
            let top = self.height();
            self.space((to - from) * scale);
            for (index, grapheme) in line.graphemes(true).enumerate() {
                for (down, dots) in letter(grapheme)[from..to].iter().enumerate() {
                    for right in (0..usize::from(WIDE)).filter(|right| dots & (1 << right) != 0) {
                        self.square(left + index * letter_wide + right * scale, top + down * scale, scale);
                    }
                }
            }
            // Lines of plain letters would stand closer than those with marks.
            self.space(2 * scale);
        }
    }

    /// Draws a square of `side` by `side` modules in the middle, each `scale` dots wide and high.
    pub fn modules(&mut self, side: usize, scale: usize, is_dark: impl Fn(usize, usize) -> bool) {
        let left = self.width().saturating_sub(side * scale) / 2 / 2 * 2;
        let top = self.height();
        self.space(side * scale);
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
            if is_dark(x, y) {
                self.square(left + x * scale, top + y * scale, scale);
            }
        }
    }
}
