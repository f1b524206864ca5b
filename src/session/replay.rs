//! A past day before whoever sits at the terminal, on a clock that stands, runs and jumps as she wants.

use super::App;
use crate::domain::book::Book;
use crate::domain::calendar::show_day;
use crate::domain::event::{Event, Recorded};
use crate::domain::published::Published;
use crate::domain::replay::Timeline;
use crate::domain::time::{Day, Timestamp};
use crate::engine::Hub;
use crate::engine::clock::Clock;
use crate::store::Past;
use crate::text::words::{Language, Words};
use crate::tui::input::Input;
use crate::tui::replay::Replay;
use crate::tui::theme::Theme;
use chrono::NaiveTime;
use ratatui::Frame;
use std::sync::Arc;

/// Tells an event in a sentence.
pub type Telling = fn(&Event, &Published, &Words) -> String;

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

    /// Before `replay` at a seat that has another clock.
    pub fn aside(replay: Replay, words: Words, theme: Theme) -> Self {
        Self::new(replay, Clock::paced(Timestamp::default(), 0), words, theme)
    }

    /// What its own clock shows.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
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

/// A past day of a running hub, at `time` of it, or at its opening.
///
/// # Errors
/// Why there is none to be seen, as a sentence.
pub fn of_hub(
    hub: &Hub,
    (day, time): (Day, Option<NaiveTime>),
    telling: Telling,
    now: Timestamp,
    words: &Words,
) -> Result<Replay, String> {
    let (Past { start, events }, people) = hub.past(day).map_err(|error| words.say(&error))?;
    let timeline = Timeline::new(start, day, events);
    if !timeline.has_work() {
        return Err(words.fill("replay.ask_no_work", &[("day", &show_day(day, words))]));
    }
    let current = hub.now_published();
    let state = timeline.state(timeline.events().len());
    let book = Arc::new(current.book.for_state(&state));
    let end = Published::of_past(state, book, people.clone());
    let told = [Language::Vi, Language::En].map(|language| {
        let words = Words::of(language);
        let tell = |recorded: &Recorded| telling(&recorded.event, &end, &words);
        timeline.events().iter().map(tell).collect()
    });
    let opening = || timeline.opening(&current.book.calendar);
    let at = time.map_or_else(opening, |time| Timestamp::at(day, time)).min(now);
    let count = timeline.count_at(at);
    Ok(Replay::new(timeline, (count, at), told, Book::clone(&current.book), people, now))
}
