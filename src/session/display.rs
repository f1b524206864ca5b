//! Ties a display to the engine: what is published, and what a usual day looks like.

use super::tongues::Tongue;
use super::{App, Wake};
use crate::announce::Announcer;
use crate::domain::arrivals::{self, Arrivals};
use crate::domain::published::{Published, Trouble};
use crate::domain::time::{Day, Timestamp};
use crate::engine::Hub;
use crate::store::Reader;
use crate::text::words::{Language, Words};
use crate::tui::displays::{Beside, Display, Kind};
use crate::tui::input::Input;
use crate::tui::theme::Theme;
use chrono::Datelike;
use ratatui::Frame;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::watch;

/// Days of the same weekday that make a usual one.
const USUAL_DAYS: usize = 6;
/// How far back they are looked for, in days.
const SEARCHED_DAYS: i64 = 70;

/// A display before whoever looks at it.
pub struct Viewer {
    kind: Kind,
    display: Display,
    words: Words,
    theme: Theme,
    hub: Hub,
    published: watch::Receiver<Arc<Published>>,
    seen: Arc<Published>,
    usual: Usual,
    wake: Wake,
    runtime: Handle,
    announcer: Announcer,
    bells: watch::Receiver<u64>,
    bell: bool,
    tongue: Tongue,
}

impl Viewer {
    /// A display over `hub`; must be made inside the runtime. `wake` is the seat's.
    pub fn new(kind: Kind, hub: Hub, language: Language, theme: Theme, wake: &Wake) -> Self {
        let published = hub.published();
        let seen = Arc::clone(&published.borrow());
        let runtime = Handle::current();
        wake.follow(published.clone(), &runtime);
        Self {
            kind,
            display: Display::new(kind, language),
            words: Words::of(language),
            theme,
            hub,
            published,
            seen,
            usual: Usual::default(),
            wake: wake.clone(),
            runtime,
            announcer: Announcer::default(),
            bells: watch::channel(0).1,
            bell: false,
            tongue: Tongue::default(),
        }
    }

    /// The same, which no key ends where it stands open to everybody.
    #[must_use]
    pub fn staying(mut self, stays: bool) -> Self {
        if stays {
            self.display.stay();
        }
        self
    }

    /// The same, whose language is remembered there.
    #[must_use]
    pub fn speaking(self, tongue: Tongue) -> Self {
        Self { tongue, ..self }
    }

    /// The same, ringing and flashing for calls that nobody hears, where it is the board.
    #[must_use]
    pub fn hearing(mut self, announcer: &Announcer) -> Self {
        if self.kind == Kind::Board {
            self.announcer = announcer.clone();
            self.bells = announcer.bells();
            self.bells.mark_unchanged();
            self.wake.follow(self.bells.clone(), &self.runtime);
        }
        self
    }
}

/// What was published last; with that trouble where nothing more can come.
pub(super) fn latest(published: &mut watch::Receiver<Arc<Published>>) -> Arc<Published> {
    let latest = Arc::clone(&published.borrow_and_update());
    if published.has_changed().is_ok() {
        return latest;
    }
    let mut last = Published::clone(&latest);
    last.troubles.insert(0, Trouble::LostTouch);
    Arc::new(last)
}

/// What days of this weekday usually are, found out once a day.
#[derive(Default)]
pub(super) struct Usual {
    of: Option<Day>,
    found: Arc<Mutex<Option<Arrivals>>>,
}

impl Usual {
    /// What is known by now; where today's is not yet looked for, that begins, and `wake` rings when it is found.
    pub(super) fn look(&mut self, hub: &Hub, wake: &Wake, runtime: &Handle, now: Timestamp) -> Option<Arrivals> {
        let today = now.day();
        if self.of.replace(today) != Some(today) {
            let (reader, found, wake) = (hub.reader().clone(), Arc::clone(&self.found), wake.clone());
            runtime.spawn_blocking(move || {
                *found.lock().unwrap_or_else(PoisonError::into_inner) = usual_day(&reader, today);
                wake.news();
            });
        }
        *self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The usual arrivals on days of the same weekday as `today`, from the archive.
fn usual_day(reader: &Reader, today: Day) -> Option<Arrivals> {
    let from = today - chrono::Duration::days(SEARCHED_DAYS);
    let days = reader.days(from, usize::try_from(SEARCHED_DAYS).unwrap_or(0)).ok()?;
    let alike = days.into_iter().rev().filter(|day| *day < today && day.weekday() == today.weekday()).take(USUAL_DAYS);
    let counts: Vec<Arrivals> =
        alike.filter_map(|day| reader.tickets(day).ok()).map(|tickets| arrivals::of(tickets.iter())).collect();
    arrivals::usual(&counts)
}

impl App for Viewer {
    fn input(&mut self, input: Input, now: Timestamp) {
        self.display.input(&input, now);
        if self.display.language() != self.words.language() {
            self.words = Words::of(self.display.language());
            self.tongue.speaks(self.display.language());
        }
    }

    fn woken(&mut self, _now: Timestamp) {
        if self.bells.has_changed().unwrap_or(false) {
            self.bells.mark_unchanged();
            self.bell = true;
        }
        self.seen = latest(&mut self.published);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let now = self.hub.not_before(now);
        let usual = self.usual.look(&self.hub, &self.wake, &self.runtime, now);
        let beside = Beside { usual: usual.as_ref(), flashes: self.announcer.is_silent() };
        self.display.draw(frame, &self.seen, beside, &self.theme, &self.words, now)
    }

    fn language(&self) -> Option<Language> {
        Some(self.words.language())
    }

    fn wants_exit(&self) -> bool {
        self.display.wants_exit()
    }

    fn take_bell(&mut self) -> bool {
        std::mem::take(&mut self.bell)
    }

    fn take_repaint(&mut self) -> bool {
        self.display.take_repaint()
    }
}
