//! A past day before whoever sits at the terminal, on a clock that stands, runs and jumps as she wants.

use super::App;
use crate::domain::time::Timestamp;
use crate::engine::clock::Clock;
use crate::text::words::{Language, Words};
use crate::tui::input::Input;
use crate::tui::replay::Replay;
use crate::tui::theme::Theme;
use ratatui::Frame;

/// Somebody who looks at a past day.
pub struct Onlooker {
    replay: Replay,
    clock: Clock,
    words: Words,
    theme: Theme,
}

impl Onlooker {
    /// Before `replay`; `clock` is the seat's, and a paced one.
    pub fn new(replay: Replay, clock: Clock, words: Words, theme: Theme) -> Self {
        let mut onlooker = Self { replay, clock, words, theme };
        onlooker.set_clock();
        onlooker
    }

    fn set_clock(&mut self) {
        self.clock.set_speed(self.replay.speed());
        if let Some(at) = self.replay.take_jump() {
            self.clock.set(at);
        }
    }
}

impl App for Onlooker {
    fn input(&mut self, input: Input, now: Timestamp) {
        self.replay.input(&input, &self.words, now);
        if let Some(language) = self.replay.take_turn() {
            self.words = Words::of(language);
        }
        self.set_clock();
    }

    fn woken(&mut self, _now: Timestamp) {}

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let next = self.replay.draw(frame, &self.theme, &self.words, now);
        self.set_clock();
        next
    }

    fn wants_exit(&self) -> bool {
        self.replay.wants_exit()
    }

    fn language(&self) -> Option<Language> {
        Some(self.words.language())
    }
}
