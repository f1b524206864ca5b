//! A demonstration before whoever sits at the terminal: the desk of one counter, the wall by a key, and above both a
//! line that says what this is and how fast it goes.

use super::App;
use super::desk::Desk;
use super::display::Viewer;
use crate::domain::time::Timestamp;
use crate::engine::clock::Clock;
use crate::text::width;
use crate::text::words::Words;
use crate::tui::input::{Input, Key};
use crate::tui::theme::{Role, Theme};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Paragraph, Widget};
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
    ends: bool,
}

impl Stage {
    /// `desk` and `wall` of a centre that runs on `clock`; `by_hand` says who serves at the desk's counter.
    pub fn new(desk: Desk, wall: Viewer, clock: Clock, by_hand: Arc<AtomicBool>, words: Words, theme: Theme) -> Self {
        clock.set_speed(SPEEDS[BEGINS]);
        Self { desk, wall, shows_wall: false, clock, speed: BEGINS, by_hand, words, theme, ends: false }
    }

    /// Whether the key was for the demonstration itself.
    fn takes(&mut self, input: &Input) -> bool {
        let Input::Key(chord) = input else { return false };
        let chord = chord.command_key();
        match chord.key {
            Key::Char('c') if chord.ctrl => self.ends = true,
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

    fn set_speed(&mut self, speed: usize) {
        self.speed = speed;
        self.clock.set_speed(SPEEDS[speed]);
    }

    /// The line above everything.
    fn line(&self, now: Timestamp, columns: usize) -> String {
        let who = if self.by_hand.load(Ordering::Relaxed) { "demo.by_hand" } else { "demo.by_itself" };
        let other = if self.shows_wall { "demo.to_desk" } else { "demo.to_wall" };
        let (time, speed) = (now.local().format("%H:%M").to_string(), SPEEDS[self.speed].to_string());
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
        if self.shows_wall { self.wall.input(input, now) } else { self.desk.input(input, now) }
    }

    fn woken(&mut self, now: Timestamp) {
        self.desk.woken(now);
        self.wall.woken(now);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let next = if self.shows_wall { self.wall.draw(frame, now) } else { self.desk.draw(frame, now) };
        let area = Rect { height: 1.min(frame.area().height), ..frame.area() };
        let line = self.line(now, usize::from(area.width));
        Clear.render(area, frame.buffer_mut());
        Paragraph::new(line).style(self.theme.style(Role::Trouble)).render(area, frame.buffer_mut());
        // The time stands in the line.
        let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
        Some(next.map_or(minute, |next| next.min(minute)))
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
