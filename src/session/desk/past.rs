//! A supervisor at her screen looks at a past day, and comes back to the present.

use super::Desk;
use crate::domain::command::Actor;
use crate::domain::decide::rights::{Whole, check_whole};
use crate::domain::time::{Day, Timestamp};
use crate::session::App;
use crate::session::replay::{Onlooker, Telling, of_hub};
use crate::tui::input::Input;
use crate::tui::replay::Replay;
use chrono::NaiveTime;
use ratatui::Frame;
use tokio::sync::oneshot::{Receiver, channel};

/// The past before a desk.
#[derive(Default)]
pub(super) struct Before {
    /// How events are told; nobody looks back where nobody can tell them.
    telling: Option<Telling>,
    /// The day that is being read.
    asked: Option<Receiver<Result<Replay, String>>>,
    /// The day that is looked at.
    shown: Option<Onlooker>,
}

impl Desk {
    /// Past days can be looked at here, their events told so.
    pub fn look_back(&mut self, telling: Telling) {
        self.before.telling = Some(telling);
    }

    /// Whether a past day is looked at.
    pub(super) fn is_past(&self) -> bool {
        self.before.shown.is_some()
    }

    /// Whether whoever sits here may see what others did.
    fn may_look_back(&self) -> bool {
        let by = self.model.seat().map(|seat| Actor::Officer(seat.officer));
        by.is_some_and(|by| check_whole(&self.seen.state, by, Whole::Look).is_ok())
    }

    /// Has the day read, away from the keys.
    pub(super) fn read_past(&mut self, at: (Day, Option<NaiveTime>)) {
        let Some(telling) = self.before.telling.filter(|_| self.may_look_back()) else {
            let refused = self.words.say(&crate::domain::refusal::Refusal::NotYours);
            self.model.warn(&refused);
            return;
        };
        let (sender, receiver) = channel();
        self.before.asked = Some(receiver);
        let (hub, wake, words) = (self.hub.clone(), self.answers.wake.clone(), self.words.clone());
        let now = hub.not_before(hub.now());
        self.answers.runtime.spawn_blocking(move || {
            let _ = sender.send(of_hub(&hub, at, telling, now, &words));
            wake.answer();
        });
    }

    /// The day that was read comes before her, and goes as soon as she may not see it any more.
    pub(super) fn follow_past(&mut self) {
        if !self.may_look_back() {
            (self.before.asked, self.before.shown) = (None, None);
            return;
        }
        let Some(asked) = &mut self.before.asked else { return };
        match asked.try_recv() {
            Ok(Ok(replay)) => {
                self.before.asked = None;
                self.before.shown = Some(Onlooker::aside(replay, self.words.clone(), self.theme.clone()));
                self.repaint = true;
            }
            Ok(Err(why)) => {
                self.before.asked = None;
                self.model.warn(&why);
            }
            Err(_) => {}
        }
    }

    /// Back to the present.
    pub(super) fn leave_past(&mut self) {
        self.repaint |= self.is_past();
        (self.before.asked, self.before.shown) = (None, None);
    }

    /// The key is for the past that is looked at; gives it back where none is.
    pub(super) fn past_input(&mut self, input: Input) -> Option<Input> {
        let Some(shown) = &mut self.before.shown else { return Some(input) };
        let now = shown.now();
        shown.input(input, now);
        if shown.wants_exit() {
            self.leave_past();
        }
        None
    }

    /// Draws the past that is looked at, and answers when it shows something else, by the seat's
    /// clock `now`; its own is another.
    pub(super) fn past_draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let shown = self.before.shown.as_mut()?;
        let then = shown.now();
        shown.draw(frame, then).map(|_| now.plus(1))
    }
}
