//! A person at a screen: bytes in, frames out. The same path for the local terminal and for a remote one.

mod answers;
pub mod attached;
pub mod backend;
mod compose;
pub mod desk;
pub mod display;
pub mod drafts;
pub mod framer;
pub mod gate;
mod haunts;
pub mod input;
pub mod keeper;
pub mod kiosk;
pub mod local;
pub mod log;
mod lookups;
mod new_pins;
pub mod pace;
pub mod page;
pub mod papers;
mod paste;
pub mod pen;
pub mod pins;
pub mod rating;
pub mod replay;
pub mod screens;
pub mod seat;
pub mod ssh;
pub mod stage;
pub mod terminal;
pub mod tongues;

use crate::domain::ids::CounterId;
use crate::domain::time::Timestamp;
use crate::text::words::Language;
use crate::tui::input::Input;
use ratatui::Frame;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::{Notify, watch};

/// What a person works with: the screens and what they remember, without any terminal.
///
/// What it asks of others (commands, prints) it sends through channels it was given when it was made, without ever
/// waiting; when there is an answer or news, whoever has them rings its [`Wake`]. No method may block: all of them
/// run between a key and its frame.
pub trait App {
    /// The person did something.
    fn input(&mut self, input: Input, now: Timestamp);

    /// The [`Wake`] rang, maybe more than once: an answer came, or something was published.
    fn woken(&mut self, now: Timestamp);

    /// Draws everything, and answers when the first of the texts on the screen changes by itself, if one does.
    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp>;

    /// The person wants to leave.
    fn wants_exit(&self) -> bool;

    /// What let the person in does so no longer. Answers which counter is closed because of it.
    fn shown_out(&mut self) -> Option<CounterId> {
        None
    }

    /// The language of what it shows; the centre's without.
    fn language(&self) -> Option<Language> {
        None
    }

    /// What the person typed while the line to her was dead was not taken.
    fn missed(&mut self) {}

    /// The pointer is wanted; then the terminal's own selecting and copying needs Shift.
    fn wants_mouse(&self) -> bool {
        false
    }

    /// Text for the clipboard of the person's terminal, once.
    fn take_copy(&mut self) -> Option<String> {
        None
    }

    /// Whether the person's terminal is to ring, once.
    fn take_bell(&mut self) -> bool {
        false
    }

    /// Whether every cell is to be drawn anew, once: the terminal shows something else than it was told.
    fn take_repaint(&mut self) -> bool {
        false
    }
}

/// Rings at a seat, from any thread, to have [`App::woken`] called there. Ringing twice before it is heard is
/// ringing once.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Bells>);

#[derive(Debug, Default)]
struct Bells {
    answer: Notify,
    news: Notify,
}

/// Why a [`Wake`] rang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ring {
    Answer,
    News,
}

impl Wake {
    /// There is an answer to something this person asked: to be shown as fast as a key.
    pub fn answer(&self) {
        self.0.answer.notify_one();
    }

    /// Rings as for an answer at this instant.
    fn answer_at(&self, at: tokio::time::Instant, runtime: &Handle) {
        let wake = self.clone();
        runtime.spawn(async move {
            tokio::time::sleep_until(at).await;
            wake.answer();
        });
    }

    /// Something changed elsewhere: to be shown soon, together with what else changes meanwhile.
    pub fn news(&self) {
        self.0.news.notify_one();
    }

    /// Rings with news at every change of `published`, for as long as somebody sits there.
    pub fn follow<T: Send + Sync + 'static>(&self, mut published: watch::Receiver<T>, runtime: &Handle) {
        let bells = Arc::downgrade(&self.0);
        runtime.spawn(async move {
            while published.changed().await.is_ok()
                && let Some(bells) = bells.upgrade()
            {
                bells.news.notify_one();
            }
            // Whoever published is gone: that is news too.
            if let Some(bells) = bells.upgrade() {
                bells.news.notify_one();
            }
        });
    }

    async fn rung(&self) -> Ring {
        tokio::select! {
            biased;
            () = self.0.answer.notified() => Ring::Answer,
            () = self.0.news.notified() => Ring::News,
        }
    }
}

/// Why a sitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Asked,
    /// The program was told to stop.
    Told,
    /// The terminal or the link is gone.
    Gone,
    /// The terminal took nothing for too long.
    Stalled,
}
