//! Frames to bytes: a terminal that reads them shows exactly the frame.

use motcua::session::backend::{ENTER, LEAVE, MOUSE_ON};
use motcua::session::page::{Page, sensible};
use motcua::session::pen::Depth;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;
use unicode_width::UnicodeWidthStr;

fn emulator(size: Size) -> vt100::Parser {
    let mut emulator = vt100::Parser::new(nonzero(size.height), nonzero(size.width), 0);
    emulator.process(ENTER);
    emulator
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn shown(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(number) => Color::Indexed(number),
        vt100::Color::Rgb(..) => panic!("no true colour is ever sent"),
    }
}

fn meant(colour: Color) -> Color {
    match colour {
        Color::Red => Color::Indexed(1),
        Color::LightCyan => Color::Indexed(14),
        Color::White => Color::Indexed(15),
        other => other,
    }
}

/// Says where `emulator` differs from `buffer`, if it does.
fn difference(emulator: &vt100::Parser, buffer: &Buffer, depth: Depth) -> Result<(), String> {
    let screen = emulator.screen();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let wanted = &buffer[(x, y)];
            let cell = screen.cell(y, x).ok_or("outside")?;
            let contents = if cell.contents().is_empty() { " " } else { cell.contents() };
            let colours = match depth {
                Depth::None => (Color::Reset, Color::Reset),
                Depth::Ansi16 => (meant(wanted.fg), meant(wanted.bg)),
            };
            let same = contents == wanted.symbol()
                && (shown(cell.fgcolor()), shown(cell.bgcolor())) == colours
                && cell.bold() == wanted.modifier.contains(Modifier::BOLD)
                && cell.dim() == wanted.modifier.contains(Modifier::DIM)
                && cell.underline() == wanted.modifier.contains(Modifier::UNDERLINED)
                && cell.inverse() == wanted.modifier.contains(Modifier::REVERSED);
            if !same {
                return Err(format!("at {x},{y}: wanted {wanted:?}, got {contents:?} {cell:?}"));
            }
            x += u16::try_from(wanted.symbol().width().max(1)).unwrap();
        }
    }
    Ok(())
}

/// A screen drawn on, and the terminal that shows it.
struct Pair {
    page: Page,
    emulator: vt100::Parser,
    depth: Depth,
}

impl Pair {
    fn new(size: Size, depth: Depth) -> Self {
        Self { page: Page::new(size, depth), emulator: emulator(size), depth }
    }

    fn resize(&mut self, size: Size) {
        self.page.resize(size);
        self.emulator.screen_mut().set_size(nonzero(size.height), nonzero(size.width));
    }

    /// Draws, checks the terminal, and answers how many bytes it took.
    fn draw(&mut self, writings: &[Writing], caret: Option<Position>) -> Result<usize, String> {
        let mut buffer = Buffer::default();
        let bytes = self.page.draw(Vec::new(), |frame| {
            for writing in writings {
                writing.onto(frame.buffer_mut());
            }
            if let Some(caret) = caret {
                frame.set_cursor_position(caret);
            }
            buffer = frame.buffer_mut().clone();
        });
        self.emulator.process(&bytes);
        difference(&self.emulator, &buffer, self.depth)?;
        let screen = self.emulator.screen();
        if screen.hide_cursor() == caret.is_some() {
            return Err("the caret is hidden and should not be, or the other way round".to_owned());
        }
        if let Some(caret) = caret {
            let wanted = (caret.y.min(buffer.area.height - 1), caret.x.min(buffer.area.width - 1));
            if screen.cursor_position() != wanted {
                return Err(format!("caret at {:?}, wanted {wanted:?}", screen.cursor_position()));
            }
        }
        Ok(bytes.len())
    }
}

/// A text put somewhere in a frame.
#[derive(Clone, Debug)]
struct Writing {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

impl Writing {
    fn new(x: u16, y: u16, text: &str, style: Style) -> Self {
        Self { x, y, text: text.to_owned(), style }
    }

    fn onto(&self, buffer: &mut Buffer) {
        let (x, y) = (self.x % buffer.area.width, self.y % buffer.area.height);
        buffer.set_string(x, y, &self.text, self.style);
    }
}

fn style() -> impl Strategy<Value = Style> {
    let colours = [Color::Reset, Color::Red, Color::LightCyan, Color::White, Color::Indexed(3), Color::Indexed(214)];
    let emphases = [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::REVERSED, Modifier::UNDERLINED];
    let colour = prop::sample::select(colours.to_vec());
    (colour.clone(), colour, prop::sample::select(emphases.to_vec()))
        // one emphasis only: the emulator cannot hold bold and dim at once
        .prop_map(|(fg, bg, emphasis)| Style::reset().fg(fg).bg(bg).add_modifier(emphasis))
}

fn writing() -> impl Strategy<Value = Writing> {
    let text = prop_oneof![
        4 => "[A-Za-z0-9ăâđêôơưĐƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ,.]{0,20}",
        1 => "[─│┌●→…·×▁█]{1,8}",
        1 => "[中文号码]{1,4}",
        1 => "[a-e]\u{301}\u{323}?x",
    ];
    (any::<u16>(), any::<u16>(), text, style()).prop_map(|(x, y, text, style)| Writing { x, y, text, style })
}

fn caret() -> impl Strategy<Value = Option<Position>> {
    prop::option::of((0..130_u16, 0..50_u16).prop_map(Position::from))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_terminal_shows_exactly_the_frames(
        frames in prop::collection::vec(
            (prop::collection::vec(writing(), 0..12), caret(), prop::option::weighted(0.2, (2..120_u16, 2..40_u16))),
            1..8,
        ),
        plain in any::<bool>(),
    ) {
        let depth = if plain { Depth::None } else { Depth::Ansi16 };
        let mut pair = Pair::new(Size::new(80, 24), depth);
        for (writings, caret, size) in frames {
            if let Some((cols, rows)) = size {
                pair.resize(Size::new(cols, rows));
            }
            let drawn = pair.draw(&writings, caret);
            prop_assert!(drawn.is_ok(), "{}", drawn.unwrap_err());
            prop_assert_eq!(pair.draw(&writings, caret), Ok(0), "nothing changed, nothing is sent");
        }
    }
}

#[test]
fn one_changed_letter_is_a_few_bytes() {
    let mut pair = Pair::new(Size::new(200, 60), Depth::Ansi16);
    let strong = Style::new().fg(Color::LightCyan).bg(Color::Red).add_modifier(Modifier::BOLD);
    let before = [Writing::new(0, 0, "Hàng chờ", Style::new()), Writing::new(150, 49, "số 1", strong)];
    let after = [before[0].clone(), Writing::new(150, 49, "số ệ", strong)];
    pair.draw(&before, None).unwrap();
    let bytes = pair.draw(&after, None).unwrap();
    assert!((1..40).contains(&bytes), "{bytes} bytes");
    pair.draw(&before, Some(Position::new(5, 5))).unwrap();
    let bytes = pair.draw(&after, Some(Position::new(5, 5))).unwrap();
    assert!((1..40).contains(&bytes), "{bytes} bytes with the caret elsewhere");
}

#[test]
fn a_moved_caret_is_a_few_bytes() {
    let mut pair = Pair::new(Size::new(80, 24), Depth::Ansi16);
    pair.draw(&[], Some(Position::new(3, 3))).unwrap();
    let bytes = pair.draw(&[], Some(Position::new(4, 3))).unwrap();
    assert!((1..24).contains(&bytes), "{bytes} bytes");
}

#[test]
fn a_page_in_doubt_is_painted_whole() {
    let mut pair = Pair::new(Size::new(40, 12), Depth::Ansi16);
    let writings = [Writing::new(0, 0, "A012 đến quầy 3", Style::new().fg(Color::Red))];
    pair.draw(&writings, None).unwrap();
    pair.emulator.process(b"\x1b[5;5Hrubbish of another program");
    pair.page.repaint();
    assert!(pair.draw(&writings, None).unwrap() > 0);
}

#[test]
fn control_characters_in_a_cell_never_reach_the_terminal() {
    let mut page = Page::new(Size::new(20, 4), Depth::Ansi16);
    let bytes = page.draw(Vec::new(), |frame| {
        frame.buffer_mut()[(0, 0)].set_symbol("\u{1b}]0;x\u{7}");
        frame.buffer_mut()[(1, 0)].set_symbol("\u{9b}");
    });
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("]0;x") && !text.contains('\u{9b}'), "{text:?}");
}

#[test]
fn without_colours_only_emphasis_is_sent() {
    let mut page = Page::new(Size::new(20, 4), Depth::None);
    let red = Style::new().fg(Color::Red).bg(Color::Indexed(214)).add_modifier(Modifier::REVERSED);
    let bytes = page.draw(Vec::new(), |frame| {
        let area = frame.area();
        frame.buffer_mut().set_style(area, red);
    });
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\u{1b}[7m"), "{text:?}");
    assert!(!text.contains("31") && !text.contains("214"), "{text:?}");
}

#[test]
fn the_environment_says_how_many_colours() {
    assert_eq!(Depth::of(None, Some("xterm-256color")), Depth::Ansi16);
    assert_eq!(Depth::of(Some("1"), Some("xterm-256color")), Depth::None);
    assert_eq!(Depth::of(Some(""), Some("xterm")), Depth::Ansi16, "an empty NO_COLOR asks for nothing");
    assert_eq!(Depth::of(None, Some("dumb")), Depth::None);
}

#[test]
fn absurd_sizes_are_made_sensible() {
    assert_eq!(sensible(0, 0), Size::new(80, 24));
    assert_eq!(sensible(u16::MAX, u16::MAX), Size::new(1000, 500));
    assert_eq!(sensible(1, 1), Size::new(2, 2));
    assert_eq!(sensible(40, 12), Size::new(40, 12));
}

#[test]
fn leaving_gives_everything_back() {
    let mut emulator = emulator(Size::new(80, 24));
    emulator.process(MOUSE_ON);
    assert!(emulator.screen().alternate_screen() && emulator.screen().bracketed_paste());
    emulator.process(b"\x1b[?2026h\x1b[1;31mhalf a frame\x1b[38;5");
    emulator.process(LEAVE);
    let screen = emulator.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!((screen.fgcolor(), screen.bold()), (vt100::Color::Default, false));
}
