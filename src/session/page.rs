//! What one person's screen shows, and the bytes that turn it into what it should show.

use super::backend::ByteBackend;
use super::pen::Depth;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

/// Narrowest and widest screen that is drawn on, in cells. A remote terminal may claim anything.
const COLS: std::ops::RangeInclusive<u16> = 2..=1000;

/// Lowest and highest screen that is drawn on, in cells.
const ROWS: std::ops::RangeInclusive<u16> = 2..=500;

/// What a terminal that does not know its size is taken for.
const UNKNOWN: Size = Size::new(80, 24);

/// A size that can be drawn on: within limits, and 80×24 where the terminal says nothing (0×0).
pub fn sensible(cols: u16, rows: u16) -> Size {
    if cols == 0 || rows == 0 {
        return UNKNOWN;
    }
    Size::new(cols.clamp(*COLS.start(), *COLS.end()), rows.clamp(*ROWS.start(), *ROWS.end()))
}

/// One person's screen.
#[derive(Debug)]
pub struct Page {
    terminal: Terminal<ByteBackend>,
}

impl Page {
    /// A screen of `size` on which [`super::backend::ENTER`] was just written.
    pub fn new(size: Size, depth: Depth) -> Self {
        let Ok(terminal) = Terminal::new(ByteBackend::new(size, depth));
        Self { terminal }
    }

    /// Its size now.
    pub fn size(&self) -> Size {
        self.terminal.backend().size_now()
    }

    /// It has a new size; the next draw paints it whole.
    pub fn resize(&mut self, size: Size) {
        self.terminal.backend_mut().resize(size);
    }

    /// What it shows is not certain any more; the next draw paints it whole.
    pub fn repaint(&mut self) {
        let Ok(()) = self.terminal.clear();
    }

    /// Draws, and gives the bytes that show it; none when nothing changed. `spare` is a buffer to use again.
    pub fn draw(&mut self, spare: Vec<u8>, view: impl FnOnce(&mut Frame<'_>)) -> Vec<u8> {
        let Ok(_) = self.terminal.draw(view);
        self.terminal.backend_mut().take(spare)
    }
}
