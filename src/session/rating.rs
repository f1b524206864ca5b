//! Ties the rating display of a counter to the engine.

use super::display::latest;
use super::tongues::Tongue;
use super::{App, Wake};
use crate::domain::command::{Actor, Verb};
use crate::domain::ids::CounterId;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::engine::{Hub, Request};
use crate::text::words::{Language, Words};
use crate::tui::displays::rating::Rating;
use crate::tui::input::Input;
use crate::tui::theme::Theme;
use ratatui::Frame;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// A rating display before whoever has her result.
pub struct Rater {
    rating: Rating,
    words: Words,
    theme: Theme,
    hub: Hub,
    published: watch::Receiver<Arc<Published>>,
    seen: Arc<Published>,
    tongue: Tongue,
}

impl Rater {
    /// The display of `counter` over `hub`; must be made inside the runtime. `wake` is the seat's; no key ends it where it
    /// `stays`.
    pub fn new(counter: CounterId, hub: Hub, language: Language, wake: &Wake, stays: bool) -> Self {
        let published = hub.published();
        let seen = Arc::clone(&published.borrow());
        wake.follow(published.clone(), &Handle::current());
        let rating = Rating::new(counter, language, stays);
        Self {
            rating,
            words: Words::of(language),
            theme: Theme::ansi(),
            hub,
            published,
            seen,
            tongue: Tongue::default(),
        }
    }

    /// The same, whose language is remembered there.
    #[must_use]
    pub fn speaking(self, tongue: Tongue) -> Self {
        Self { tongue, ..self }
    }
}

impl App for Rater {
    fn input(&mut self, input: Input, now: Timestamp) {
        let now = self.hub.not_before(now);
        if let Some(rate) = self.rating.input(&input, &self.seen, now) {
            // What comes of it is seen when it is published; a refusal means that somebody was quicker.
            let _ = self.hub.ask(Request::new(Actor::Display, Verb::Rate(rate)));
        }
        if self.rating.language() != self.words.language() {
            self.words = Words::of(self.rating.language());
            self.tongue.speaks(self.rating.language());
        }
    }

    fn woken(&mut self, _now: Timestamp) {
        self.seen = latest(&mut self.published);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let now = self.hub.not_before(now);
        self.rating.draw(frame, &self.seen, &self.theme, &self.words, now)
    }

    fn language(&self) -> Option<Language> {
        Some(self.words.language())
    }

    fn wants_exit(&self) -> bool {
        self.rating.wants_exit()
    }

    fn wants_mouse(&self) -> bool {
        true
    }

    fn take_repaint(&mut self) -> bool {
        self.rating.take_repaint()
    }
}
