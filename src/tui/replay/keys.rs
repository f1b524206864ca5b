//! What the keys do while a past day is looked at.

use super::{JUMP_S, Replay, SPEEDS, View};
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use crate::tui::action::Action;
use crate::tui::input::{Chord, Input, Key};
use crate::tui::parts::field::Field;
use crate::tui::parts::list::List;

impl Replay {
    /// The person did something while the clock showed `now`.
    pub fn input(&mut self, input: &Input, words: &Words, now: Timestamp) {
        self.follow(now);
        match input {
            Input::Key(chord) if chord.ctrl && chord.key == Key::Char('c') => self.ends = true,
            _ if self.going.is_some() => self.typed(input, words),
            Input::Key(chord) => self.pressed(*chord),
            _ => {}
        }
    }

    fn pressed(&mut self, chord: Chord) {
        self.wrong = None;
        let key = chord.command_key().key;
        if self.why.is_some() && self.pressed_at_why(key) {
            return;
        }
        match key {
            Key::Char('q') | Key::F(10) => self.ends = true,
            Key::Char(' ') if self.moment < self.span.1 || self.playing => {
                (self.playing, self.jumped, self.chosen) = (!self.playing, true, None);
            }
            Key::Char('+' | '=') => self.speed = (self.speed + 1).min(SPEEDS.len() - 1),
            Key::Char('-' | '_') => self.speed = self.speed.saturating_sub(1),
            Key::Left => self.step(false),
            Key::Right => self.step(true),
            Key::PageUp | Key::Char('[') => self.go(self.moment.plus(-JUMP_S)),
            Key::PageDown | Key::Char(']') => self.go(self.moment.plus(JUMP_S)),
            Key::Home => self.go(self.span.0),
            Key::End => {
                self.playing = false;
                self.go(self.span.1);
            }
            Key::Char('/' | ':') => self.going = Some(Field::default()),
            Key::Char('w') | Key::Enter => self.why = Some(List::default()),
            Key::Tab => self.view = (self.view + 1) % View::ALL.len(),
            Key::BackTab => self.view = (self.view + View::ALL.len() - 1) % View::ALL.len(),
            Key::F(number) if (2..).zip(View::ALL).any(|(key, _)| key == number) => {
                self.view = usize::from(number) - 2;
            }
            Key::Char('<' | ',') => self.pages.listing.turn(true),
            Key::Char('>' | '.') => self.pages.listing.turn(false),
            Key::Up => self.scroll(Action::Up),
            Key::Down => self.scroll(Action::Down),
            _ => {}
        }
    }

    /// The keys while it is read why somebody was called. False where it is none of them.
    fn pressed_at_why(&mut self, key: Key) -> bool {
        match key {
            Key::Esc | Key::Enter | Key::Char('w' | 'q') => (self.why, self.chosen) = (None, None),
            Key::Char('p' | '<' | ',') => self.choose_call(false),
            Key::Char('n' | '>' | '.') => self.choose_call(true),
            Key::Up | Key::Down => {
                let action = if key == Key::Up { Action::Up } else { Action::Down };
                if let Some(list) = &mut self.why {
                    list.go(action, usize::MAX);
                }
            }
            _ => return false,
        }
        true
    }

    fn scroll(&mut self, action: Action) {
        let by: i64 = if action == Action::Up { -1 } else { 1 };
        match View::ALL[self.view] {
            View::Display(_) => self.pages.page += by,
            View::Counters => {
                self.pages.counters.go(action, usize::MAX);
            }
            View::Queues => {
                let len = self.pages.queues.rows.len();
                self.pages.queues.list.go(action, len);
                self.pages.queues.pick();
            }
            View::Dossiers => {
                let len = self.pages.listing.rows.len();
                self.pages.listing.list.go(action, len);
                self.pages.listing.pick();
            }
        }
    }

    fn typed(&mut self, input: &Input, words: &Words) {
        let Some(field) = &mut self.going else { return };
        match input {
            Input::Text(text) | Input::Paste(text) | Input::Scan(text) => {
                field.insert_up_to(text, 20);
            }
            Input::Key(chord) => match chord.key {
                Key::Esc => self.going = None,
                Key::Enter => {
                    let text = field.text().to_owned();
                    if text.trim().is_empty() {
                        self.going = None;
                        return;
                    }
                    match self.go_to(&text, words) {
                        Ok(()) => (self.going, self.wrong) = (None, None),
                        Err(wrong) => self.wrong = Some(wrong),
                    }
                }
                Key::Backspace => field.backspace(),
                Key::Delete => field.delete(),
                Key::Left => field.left(),
                Key::Right => field.right(),
                Key::Home => field.home(),
                Key::End => field.end(),
                _ => {
                    if let Some(letter) = chord.written() {
                        field.insert_up_to(&letter.to_string(), 20);
                    }
                }
            },
            _ => {}
        }
    }
}
