//! What the session shows, as text and as the roles of its cells.

use super::Office;
use motcua::domain::time::Timestamp;
use motcua::tui::theme::{Role as Look, Theme};
use motcua::tui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

impl Office {
    /// The screen with every role told apart by its colour.
    pub fn draw(&mut self, cols: u16, rows: u16) -> (Buffer, Option<Timestamp>) {
        let theme = Self::theme();
        let words = self.words();
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let mut next = None;
        terminal
            .draw(|frame| next = view::draw(frame, &mut self.model, &self.published, &theme, &words, self.now))
            .unwrap();
        (terminal.backend().buffer().clone(), next)
    }

    /// The text of the screen, one line each.
    pub fn text(&mut self, cols: u16, rows: u16) -> String {
        let (buffer, _) = self.draw(cols, rows);
        lines(&buffer, |cell| cell.symbol().to_owned())
    }

    /// The text, and below it the role of every cell.
    pub fn picture(&mut self, cols: u16, rows: u16) -> String {
        let (buffer, _) = self.draw(cols, rows);
        picture_of(&buffer)
    }

    /// How roles look in pictures.
    pub fn theme() -> Theme {
        Theme::with(|role| Style::new().fg(Color::Indexed(role as u8)))
    }
}

/// The text of a screen, and below it the role of every cell.
pub fn picture_of(buffer: &Buffer) -> String {
    let cols = buffer.area.width;
    let text = lines(buffer, |cell| cell.symbol().to_owned());
    let roles = lines(buffer, |cell| {
        let letter = match cell.fg {
            Color::Indexed(index) => Look::ALL[usize::from(index)].1,
            _ => ' ',
        };
        if cell.symbol() == " " && letter != 'S' { " ".to_owned() } else { letter.to_string() }
    });
    format!("{text}\n{}\n{roles}", "=".repeat(usize::from(cols)))
}

fn lines(buffer: &Buffer, show: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let area = buffer.area;
    let line = |y| -> String {
        let text: String = (area.left()..area.right()).map(|x| show(&buffer[(x, y)])).collect();
        text.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(line).collect::<Vec<_>>().join("\n")
}
