//! Frames to bytes: a ratatui backend that writes into memory and asks no terminal anything.
//!
//! Size and cursor are its own, so one process can draw for many people at once, and a person who is gone or slow
//! is never waited for inside a draw.

use super::pen::{Depth, Pen};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io::Write as _;
use unicode_width::UnicodeWidthStr;

/// Takes the screen: alternate screen, no cursor, pasted text marked as such, an empty page.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[0m\x1b[2J";

/// Asks for presses, drags and the wheel, in the form that knows wide screens.
pub const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Gives the pointer back to the terminal, for selecting and copying.
pub const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Gives the screen back as it was, whatever was on. Starts by ending a string and a frame that may be half sent.
pub const LEAVE: &[u8] = b"\x1b\\\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// The terminal shows nothing of what follows ...
const FRAME_BEGIN: &[u8] = b"\x1b[?2026h";

/// ... until this.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A ratatui backend for one person.
#[derive(Debug)]
pub struct ByteBackend {
    out: Vec<u8>,
    size: Size,
    pen: Pen,
    /// Where the terminal's cursor is, if that is certain.
    at: Option<Position>,
    /// Where the caret belongs when it is shown.
    caret: Position,
    caret_shown: bool,
    /// Where letters of two columns stand. There are hardly ever any in Vietnamese.
    wide: BTreeSet<(u16, u16)>,
}

impl ByteBackend {
    /// A backend for a screen of `size` on which [`ENTER`] was just written.
    pub fn new(size: Size, depth: Depth) -> Self {
        Self {
            out: Vec::new(),
            size,
            pen: Pen::new(depth),
            at: None,
            caret: Position::ORIGIN,
            caret_shown: false,
            wide: BTreeSet::new(),
        }
    }

    /// The size it draws for.
    pub fn size_now(&self) -> Size {
        self.size
    }

    /// The screen has a new size; the next draw paints it whole.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.at = None;
    }

    /// The bytes of the frame just drawn, to be shown at once or not at all; empty when nothing changed.
    ///
    /// `spare` is used for the next frame, so that two buffers serve for ever.
    pub fn take(&mut self, mut spare: Vec<u8>) -> Vec<u8> {
        let caret = self.caret;
        if self.caret_shown && self.at != Some(caret) {
            self.frame().go(caret);
        }
        if !self.out.is_empty() {
            self.out.extend_from_slice(FRAME_END);
        }
        spare.clear();
        std::mem::replace(&mut self.out, spare)
    }

    /// Makes sure that what is written next is inside a frame.
    fn frame(&mut self) -> &mut Self {
        if self.out.is_empty() {
            self.out.extend_from_slice(FRAME_BEGIN);
        }
        self
    }

    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => {}
            Some(at) if at.y == to.y && to.x > at.x => self.csi(u32::from(to.x - at.x), 'C'),
            _ if to.x == 0 => self.csi(u32::from(to.y) + 1, 'H'),
            _ => {
                // writing into memory cannot fail
                let _ = write!(self.out, "\x1b[{};{}H", u32::from(to.y) + 1, u32::from(to.x) + 1);
            }
        }
        self.at = Some(to);
    }

    fn csi(&mut self, count: u32, order: char) {
        let _ = if count == 1 { write!(self.out, "\x1b[{order}") } else { write!(self.out, "\x1b[{count}{order}") };
    }

    /// Blanks what is left of letters of two columns that `width` columns from `to` on cover by half: on some terminals
    /// the other half takes the new letter's colours, and a frame says nothing about it, since it was blank before.
    fn blank_halves(&mut self, to: Position, width: usize) {
        let end = (to.x..).take(width.max(1)).filter(|x| self.wide.remove(&(*x, to.y))).last();
        let columns = end.map_or(0, |x| usize::from(x - to.x) + 2);
        if columns > width {
            self.go(to);
            self.pen.lift(&mut self.out);
            self.out.extend(std::iter::repeat_n(b' ', columns));
            self.at = None;
        }
    }

    fn put(&mut self, to: Position, cell: &Cell) {
        let symbol = cell.symbol();
        let width = symbol.width();
        if !self.wide.is_empty() {
            self.blank_halves(to, width);
        }
        if width > 1 {
            self.wide.insert((to.x, to.y));
        }
        self.go(to);
        self.pen.dip(cell, &mut self.out);
        if width == 0 || symbol.chars().any(char::is_control) {
            self.out.push(b' ');
        } else {
            self.out.extend_from_slice(symbol.as_bytes());
        }
        // at the right edge terminals differ on where the cursor is; after letters of a width they may disagree
        // on, a move makes sure that only this cell can be wrong
        let certain = width == 1 && to.x + 1 < self.size.width && symbol.chars().all(surely_one_column);
        self.at = certain.then(|| Position::new(to.x + 1, to.y));
    }
}

/// Latin with Vietnamese, punctuation and line drawing: one column on every terminal set up for Vietnamese.
fn surely_one_column(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2500}'..='\u{259f}')
}

impl Backend for ByteBackend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            if x < self.size.width && y < self.size.height {
                self.frame().put(Position::new(x, y), cell);
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if self.caret_shown {
            self.frame().out.extend_from_slice(b"\x1b[?25l");
            self.caret_shown = false;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if !self.caret_shown {
            self.frame().out.extend_from_slice(b"\x1b[?25h");
            self.caret_shown = true;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.caret)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        let Position { x, y } = position.into();
        self.caret = Position::new(x.min(self.size.width.saturating_sub(1)), y.min(self.size.height.saturating_sub(1)));
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Infallible> {
        let order: &[u8] = match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        let caret = self.caret;
        self.frame();
        if clear_type == ClearType::All {
            self.wide.clear();
        } else {
            self.go(caret);
        }
        // a terminal clears with the background it was last given
        self.pen.lift(&mut self.out);
        self.out.extend_from_slice(order);
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size_now())
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
