//! Colours and emphasis as a terminal is told them: only what changes from one letter to the next.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::io::Write as _;

/// How many colours a person's terminal shows, or wants to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: emphasis only. What `NO_COLOR` asks for.
    None,
    /// The terminal's own sixteen, and the indexed ones where a theme names them.
    #[default]
    Ansi16,
}

impl Depth {
    /// What the terminal's environment asks for: `NO_COLOR` with any value but an empty one, or a `TERM` without
    /// colours.
    pub fn of(no_color: Option<&str>, term: Option<&str>) -> Self {
        let refused = no_color.is_some_and(|value| !value.is_empty());
        let cannot = term.is_some_and(|term| matches!(term, "dumb" | "vt100" | "vt220" | "linux-m" | "xterm-mono"));
        if refused || cannot { Self::None } else { Self::Ansi16 }
    }
}

/// What the terminal will write the next letter with.
#[derive(Debug)]
pub(super) struct Pen {
    depth: Depth,
    fg: Color,
    bg: Color,
    emphasis: Modifier,
}

const EMPHASES: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Pen {
    pub(super) fn new(depth: Depth) -> Self {
        Self { depth, fg: Color::Reset, bg: Color::Reset, emphasis: Modifier::empty() }
    }

    /// Back to the terminal's own colours.
    pub(super) fn lift(&mut self, out: &mut Vec<u8>) {
        if (self.fg, self.bg, self.emphasis) != (Color::Reset, Color::Reset, Modifier::empty()) {
            out.extend_from_slice(b"\x1b[m");
            *self = Self::new(self.depth);
        }
    }

    /// To the colours of `cell`.
    pub(super) fn dip(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        let (fg, bg) = match self.depth {
            Depth::None => (Color::Reset, Color::Reset),
            Depth::Ansi16 => (plain(cell.fg), plain(cell.bg)),
        };
        if (fg, bg, cell.modifier) == (self.fg, self.bg, self.emphasis) {
            return;
        }
        let mut orders = Orders { out, started: false };
        if !cell.modifier.contains(self.emphasis) {
            // bold and dim share their "off", and not every terminal knows each of the others: start afresh
            orders.add(format_args!("0"));
            (self.fg, self.bg, self.emphasis) = (Color::Reset, Color::Reset, Modifier::empty());
        }
        for (emphasis, code) in EMPHASES {
            if cell.modifier.contains(emphasis) && !self.emphasis.contains(emphasis) {
                orders.add(format_args!("{code}"));
            }
        }
        if fg != self.fg {
            orders.colour(fg, 30);
        }
        if bg != self.bg {
            orders.colour(bg, 40);
        }
        orders.end();
        (self.fg, self.bg, self.emphasis) = (fg, bg, cell.modifier);
    }
}

/// One SGR sequence being written.
struct Orders<'a> {
    out: &'a mut Vec<u8>,
    started: bool,
}

impl Orders<'_> {
    fn add(&mut self, order: std::fmt::Arguments<'_>) {
        self.out.extend_from_slice(if self.started { b";" } else { b"\x1b[" });
        self.started = true;
        // writing into memory cannot fail
        let _ = self.out.write_fmt(order);
    }

    /// `base` is 30 for what is written, 40 for what it is written on.
    fn colour(&mut self, colour: Color, base: u8) {
        match index(colour) {
            None => self.add(format_args!("{}", base + 9)),
            Some(number @ 0..=7) => self.add(format_args!("{}", base + number)),
            Some(number @ 8..=15) => self.add(format_args!("{}", base + 52 + number)),
            Some(number) => self.add(format_args!("{};5;{number}", base + 8)),
        }
    }

    fn end(self) {
        if self.started {
            self.out.push(b'm');
        }
    }
}

/// One name for each colour, so that equal ones compare equal.
fn plain(colour: Color) -> Color {
    index(colour).map_or(Color::Reset, Color::Indexed)
}

/// The number of a colour in the terminal's table; `None` is the terminal's own.
fn index(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) => number,
        Color::Rgb(red, green, blue) => cube(red, green, blue),
    })
}

/// The nearest colour of the 6×6×6 cube, which starts at 16; its steps are 0, 95, 135, 175, 215, 255.
fn cube(red: u8, green: u8, blue: u8) -> u8 {
    let step = |value: u8| if value < 48 { 0 } else { ((value - 35) / 40).max(1) };
    16 + 36 * step(red) + 6 * step(green) + step(blue)
}
