//! A demonstration before whoever sits at the terminal: the desk of one counter, the wall by a key, and above both, in a
//! row of its own, what this is and how fast it goes.

use super::App;
use super::desk::Desk;
use super::display::Viewer;
use crate::domain::time::Timestamp;
use crate::engine::clock::Clock;
use crate::text::width;
use crate::text::words::{Language, Words};
use crate::tui::input::{Input, Key};
use crate::tui::keymap::Context;
use crate::tui::theme::{Role, Theme};
use ratatui::backend::TestBackend;
use ratatui::layout::{Offset, Rect};
use ratatui::widgets::{Paragraph, Widget};
use ratatui::{Frame, Terminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many times as fast as the world the demonstration goes.
pub const SPEEDS: [u32; 6] = [1, 10, 30, 60, 120, 300];
/// The speed it begins with.
pub const BEGINS: usize = 3;

/// The demonstration.
pub struct Stage {
    desk: Desk,
    wall: Viewer,
    shows_wall: bool,
    clock: Clock,
    speed: usize,
    by_hand: Arc<AtomicBool>,
    words: Words,
    theme: Theme,
    /// What stands below the row.
    below: Terminal<TestBackend>,
    ends: bool,
}

impl Stage {
    /// `desk` and `wall` of a centre that runs on `clock`; `by_hand` says who serves at the desk's counter.
    pub fn new(desk: Desk, wall: Viewer, clock: Clock, by_hand: Arc<AtomicBool>, words: Words, theme: Theme) -> Self {
        clock.set_speed(SPEEDS[BEGINS]);
        let Ok(below) = Terminal::new(TestBackend::new(1, 1));
        Self { desk, wall, shows_wall: false, clock, speed: BEGINS, by_hand, words, theme, below, ends: false }
    }

    /// Whether the key was for the demonstration itself.
    fn takes(&mut self, input: &Input) -> bool {
        let Input::Key(chord) = input else { return false };
        let chord = chord.command_key();
        match chord.key {
            Key::Char('c') if chord.ctrl => self.ends = true,
            // Where somebody types they are letters, and where money is counted they have a meaning of their own.
            Key::Char('+' | '=' | '-' | '_') if chord.ctrl || (!chord.alt && self.means_signs()) => return false,
            Key::Char('+' | '=') => self.set_speed((self.speed + 1).min(SPEEDS.len() - 1)),
            Key::Char('-' | '_') => self.set_speed(self.speed.saturating_sub(1)),
            _ if !chord.alt => return false,
            Key::Right => self.set_speed((self.speed + 1).min(SPEEDS.len() - 1)),
            Key::Left => self.set_speed(self.speed.saturating_sub(1)),
            Key::Char('b') => self.shows_wall = !self.shows_wall,
            Key::Char('t') => {
                self.by_hand.fetch_xor(true, Ordering::Relaxed);
            }
            Key::Char('q') => self.ends = true,
            _ => return false,
        }
        true
    }

    /// Whether what is shown takes a plus or a minus for itself.
    fn means_signs(&self) -> bool {
        let context = self.desk.context();
        !self.shows_wall && (context.takes_text() || context == Context::Cash)
    }

    /// What is shown below the row, as if it had a screen of its own.
    fn draw_below(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let Rect { width, height, .. } = frame.area();
        let below = Rect::new(0, 0, width, height.saturating_sub(1));
        if below.is_empty() {
            return None;
        }
        if self.below.backend().buffer().area != below {
            self.below.backend_mut().resize(below.width, below.height);
        }
        let (mut next, shows_wall) = (None, self.shows_wall);
        let (desk, wall) = (&mut self.desk, &mut self.wall);
        let Ok(_) = self.below.draw(|inner| {
            next = if shows_wall { wall.draw(inner, now) } else { desk.draw(inner, now) };
        });
        let drawn = self.below.backend();
        for place in below.positions() {
            frame.buffer_mut()[place + Offset::new(0, 1)] = drawn.buffer()[place].clone();
        }
        if drawn.cursor_visible() {
            frame.set_cursor_position(drawn.cursor_position() + Offset::new(0, 1));
        }
        next
    }

    fn set_speed(&mut self, speed: usize) {
        self.speed = speed;
        self.clock.set_speed(SPEEDS[speed]);
    }

    /// The row above everything.
    fn line(&self, now: Timestamp, columns: usize) -> String {
        let who = if self.by_hand.load(Ordering::Relaxed) { "demo.by_hand" } else { "demo.by_itself" };
        let other = if self.shows_wall { "demo.to_desk" } else { "demo.to_wall" };
        let (time, speed) = (now.clock(), SPEEDS[self.speed].to_string());
        let (who, other) = (self.words.get(who), self.words.get(other));
        let gaps = [("time", time.as_str()), ("speed", &speed), ("who", who), ("other", other)];
        let long = self.words.fill("demo.line", &gaps);
        let line = if width::columns(&long) > columns { self.words.fill("demo.line_short", &gaps) } else { long };
        width::pad_right(&line, columns)
    }
}

impl App for Stage {
    fn input(&mut self, input: Input, now: Timestamp) {
        if self.takes(&input) {
            return;
        }
        let input = match input {
            Input::Resize { cols, rows } => Input::Resize { cols, rows: rows.saturating_sub(1) },
            // The row itself does nothing.
            Input::Mouse { row: 0, .. } => return,
            Input::Mouse { act, col, row } => Input::Mouse { act, col, row: row - 1 },
            other => other,
        };
        if let Input::Resize { .. } = input {
            self.wall.input(input.clone(), now);
            self.desk.input(input, now);
            return;
        }
        if self.shows_wall { self.wall.input(input, now) } else { self.desk.input(input, now) }
    }

    fn woken(&mut self, now: Timestamp) {
        self.desk.woken(now);
        self.wall.woken(now);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let next = self.draw_below(frame, now);
        if let Some(language) = self.language().filter(|language| *language != self.words.language()) {
            self.words = Words::of(language);
        }
        let area = Rect { height: 1.min(frame.area().height), ..frame.area() };
        let line = self.line(now, usize::from(area.width));
        Paragraph::new(line).style(self.theme.style(Role::Trouble)).render(area, frame.buffer_mut());
        // The time stands in the line.
        let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
        Some(next.map_or(minute, |next| next.min(minute)))
    }

    fn language(&self) -> Option<Language> {
        if self.shows_wall { self.wall.language() } else { self.desk.language() }
    }

    fn wants_exit(&self) -> bool {
        self.ends || self.desk.wants_exit() || self.wall.wants_exit()
    }

    fn wants_mouse(&self) -> bool {
        !self.shows_wall && self.desk.wants_mouse()
    }

    fn take_copy(&mut self) -> Option<String> {
        self.desk.take_copy()
    }

    fn take_bell(&mut self) -> bool {
        self.wall.take_bell()
    }

    fn take_repaint(&mut self) -> bool {
        let (desk, wall) = (self.desk.take_repaint(), self.wall.take_repaint());
        desk || wall
    }
}
