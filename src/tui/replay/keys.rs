//! What the keys do while a past day is looked at.

use super::floats::{Float, What};
use super::screens::View;
use super::{JUMP_S, Replay, SPEEDS};
use crate::domain::ids::CounterId;
use crate::domain::time::Timestamp;
use crate::text::words::{Language, Words};
use crate::tui::action::Action;
use crate::tui::input::{Chord, Input, Key};
use crate::tui::keymap;
use crate::tui::parts::field::Field;
use crate::tui::seen::Seen;

/// Letters of a time, a number or a dossier's code at most.
const TYPED_MAX: usize = 40;

impl Replay {
    /// The person did something while the clock showed `now`.
    pub fn input(&mut self, input: &Input, words: &Words, now: Timestamp) {
        self.follow(now);
        match input {
            Input::Key(chord) if chord.ctrl && chord.key == Key::Char('c') => self.ends = true,
            _ if self.going.is_some() => self.typed(input, words),
            Input::Key(chord) => self.pressed(*chord, words),
            _ => {}
        }
    }

    fn pressed(&mut self, chord: Chord, words: &Words) {
        self.wrong = None;
        let key = chord.command_key().key;
        if self.float.is_some() && self.pressed_at_float(key) {
            return;
        }
        if let Some(action) = paging(key).filter(|_| self.pages.is_list() && !chord.ctrl) {
            self.pages.scroll(action);
            return;
        }
        if self.moved(key) {
            return;
        }
        let published = self.published();
        let seen = Seen { published: &published, words, now: self.moment };
        self.pages.look(seen);
        match key {
            _ if chord.ctrl => self.as_now(chord, words),
            Key::Char('q') | Key::F(10) => self.ends = true,
            Key::F(9) => self.turns = Some(if words.language() == Language::Vi { Language::En } else { Language::Vi }),
            Key::Char('?') | Key::F(1) => self.float = Some(Float::of(What::Keys)),
            Key::Char('/' | ':') | Key::F(7) => self.going = Some(Field::default()),
            Key::Char('r') => self.read_before(seen),
            Key::Enter if self.pages.choose() => self.chosen = None,
            Key::Enter if self.pages.view == View::Dossiers => {}
            Key::Char('w') | Key::Enter => self.float = Some(Float::why()),
            Key::Esc => self.pages.leaf = None,
            Key::Tab => self.pages.turn(false),
            Key::BackTab => self.pages.turn(true),
            Key::F(number) if View::ALL.iter().any(|view| view.key() == number) => {
                if let Some(view) = View::ALL.into_iter().find(|view| view.key() == number) {
                    self.pages.show(view);
                }
            }
            Key::Char(digit @ '1'..='9') => {
                let counter = CounterId(u16::try_from(digit.to_digit(10).unwrap_or(0)).unwrap_or(0));
                if seen.state().counters.contains_key(&counter) {
                    self.pages.show_desk(counter);
                } else {
                    self.wrong = Some(words.fill("replay.no_such_counter", &[("counter", &counter.to_string())]));
                }
            }
            Key::Char(turn @ ('<' | ',' | '>' | '.')) if self.pages.leaf.is_none() => {
                let back = matches!(turn, '<' | ',');
                match self.pages.view {
                    View::Desk => self.pages.turn_desk(back, seen),
                    View::Dossiers => self.pages.listing.turn(back),
                    _ => {}
                }
            }
            Key::Up => self.pages.scroll(Action::Up),
            Key::Down => self.pages.scroll(Action::Down),
            _ => self.as_now(chord, words),
        }
    }

    /// The keys that move the time. False where it is none of them.
    fn moved(&mut self, key: Key) -> bool {
        match key {
            Key::Char(' ') => {
                if self.moment < self.span.1 || self.playing {
                    (self.playing, self.jumped, self.chosen) = (!self.playing, true, None);
                }
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
            _ => return false,
        }
        true
    }

    /// A key as it is on this screen now: it leads to another screen of the past, or it is refused, for what is past
    /// cannot be changed.
    fn as_now(&mut self, chord: Chord, words: &Words) {
        let Some(binding) = keymap::find(self.pages.context(), chord) else { return };
        match binding.action {
            Action::Counters => self.pages.show(View::Counters),
            Action::Dossiers => self.pages.show(View::Dossiers),
            Action::Queues => self.pages.show(View::Queues),
            Action::Wall => self.pages.show(View::Wall),
            Action::Redraw => {}
            Action::Staffing => self.wrong = Some(words.get("replay.not_kept_short").to_owned()),
            _ => self.wrong = Some(words.get("replay.is_past").to_owned()),
        }
    }

    /// The keys while something is read above the screen. False where it is none of them.
    fn pressed_at_float(&mut self, key: Key) -> bool {
        let Some(float) = &mut self.float else { return false };
        match (key, float.what) {
            (Key::Esc | Key::Enter | Key::Char('q'), _)
            | (Key::Char('w'), What::Why)
            | (Key::Char('r'), What::Before(_))
            | (Key::Char('?') | Key::F(1), What::Keys) => (self.float, self.chosen) = (None, None),
            (Key::Char('p' | '<' | ','), What::Why) => self.choose_call(false),
            (Key::Char('n' | '>' | '.'), What::Why) => self.choose_call(true),
            (key, _) => {
                let Some(action) = paging(key) else { return false };
                float.list.go(action, usize::MAX);
            }
        }
        true
    }

    fn typed(&mut self, input: &Input, words: &Words) {
        let Some(field) = &mut self.going else { return };
        match input {
            Input::Text(text) | Input::Paste(text) | Input::Scan(text) => {
                field.insert_up_to(text, TYPED_MAX);
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
                        field.insert_up_to(&letter.to_string(), TYPED_MAX);
                    }
                }
            },
            _ => {}
        }
    }
}

/// What a key does in something that is read row by row.
fn paging(key: Key) -> Option<Action> {
    match key {
        Key::Up => Some(Action::Up),
        Key::Down => Some(Action::Down),
        Key::PageUp => Some(Action::PageUp),
        Key::PageDown => Some(Action::PageDown),
        Key::Home => Some(Action::First),
        Key::End => Some(Action::Last),
        _ => None,
    }
}
