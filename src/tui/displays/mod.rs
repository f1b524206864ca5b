//! Screens that nobody sits at: the supervisors' wall, the board in the waiting room, and the kiosk.
//!
//! A display is a pure picture of what is published, like every screen; its own memory is the page it shows.

mod arrivals;
mod board;
mod bulletin;
mod cases;
mod keyline;
pub mod kiosk;
mod needs;
pub mod rating;
mod record;
mod satisfaction;
mod services;
mod stations;
mod ticker;
mod tiles;
mod waiting;
mod wall;

use self::keyline::Told;
use super::input::{Chord, Input, Key};
use super::pages::overview::{Cursor, Overview};
use super::parts::turning::Turning;
use super::scene::Scene;
use super::seen::Seen;
use super::theme::{Role, Theme};
use crate::domain::arrivals::Arrivals;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::text::words::{Language, Words};
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};

/// So long a second key to end a display is waited for, in seconds.
const ASKED_S: i64 = 3;

/// Which display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For supervisors.
    Wall,
    /// For citizens.
    Board,
}

/// What a display remembers.
#[derive(Debug)]
pub struct Display {
    kind: Kind,
    language: Language,
    pages: Turning,
    repaint: bool,
    leave: bool,
    /// No key ends it.
    stays: bool,
    /// Until when a second key to end it is taken for one.
    asked: Option<Timestamp>,
    /// What a wall says after a key.
    told: Option<Told>,
}

/// What a display shows besides what is published.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Numbers taken on a usual day like this one, where the centre has had some.
    pub usual: Option<&'a Arrivals>,
    /// New calls stand out on the board, because nothing speaks them.
    pub flashes: bool,
}

impl Display {
    /// A display at its first page.
    pub fn new(kind: Kind, language: Language) -> Self {
        let pages = Turning::default();
        Self { kind, language, pages, repaint: false, leave: false, stays: false, asked: None, told: None }
    }

    /// The language it is in now; words and picture are to be of this one.
    pub fn language(&self) -> Language {
        self.language
    }

    /// No key ends it from now on: it stands where anybody may press one.
    pub fn stay(&mut self) {
        self.stays = true;
    }

    /// Whether somebody wants to end it.
    pub fn wants_exit(&self) -> bool {
        self.leave
    }

    /// Whether every cell is to be drawn anew, once.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// What a person did: pages, language, the end.
    pub fn input(&mut self, input: &Input, now: Timestamp) {
        let Input::Key(chord) = input else { return };
        // Citizens are told nothing of keys.
        self.told = (self.kind == Kind::Wall).then(|| Told::after(*chord, now));
        match (chord.command_key().key, chord.ctrl) {
            (Key::Right | Key::Tab | Key::PageDown | Key::Down | Key::Char(' '), false) => self.pages.turn(1, now),
            (Key::Left | Key::BackTab | Key::PageUp | Key::Up, false) => self.pages.turn(-1, now),
            (Key::F(9), false) => {
                self.language = if self.language == Language::Vi { Language::En } else { Language::Vi };
            }
            (Key::Char('l'), true) => self.repaint = true,
            (Key::Char('q'), true) => self.leave = !self.stays,
            (Key::Char('q') | Key::F(10), false) | (Key::Char('c'), true) if !self.stays => {
                self.leave = self.asked.replace(now.plus(ASKED_S)).is_some_and(|until| now <= until);
                return;
            }
            _ => {}
        }
        self.asked = None;
    }

    /// Draws the display, and answers the next moment at which something on it changes by itself.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        published: &Published,
        beside: Beside<'_>,
        theme: &Theme,
        words: &Words,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let seen = Seen { published, words, now };
        let mut scene = Scene::new(frame.buffer_mut(), theme, seen);
        let area = scene.area();
        let inside = if area.width >= 60 { area.inner(Margin::new(1, 0)) } else { area };
        let leaves = match self.kind {
            Kind::Wall => wall::leaves(wall::under_head(inside, seen), seen),
            Kind::Board => Vec::new(),
        };
        let pages = if self.kind == Kind::Wall { leaves.len() } else { board::pages(inside, seen) };
        let (page, turns) = self.pages.shown(pages, seen.state().centre.display.page_s, now);
        match self.kind {
            Kind::Wall => wall::draw(&mut scene, inside, (page, &leaves), beside),
            Kind::Board => board::draw(&mut scene, inside, page, beside.flashes),
        }
        if rests(seen) {
            // At night nobody is dazzled, and nobody is meant.
            scene.dim(inside);
        }
        let asked = self.asked.filter(|until| now <= *until);
        if asked.is_some() {
            let line = Rect { y: inside.bottom().saturating_sub(1), height: 1.min(inside.height), ..inside };
            scene.clear(line);
            scene.put(line, 0, seen.get("wall.leave_asked"), Role::Warn);
        }
        let told = self.told.as_ref().filter(|_| asked.is_none()).and_then(|told| Some((told, told.goes(now)?)));
        if let Some((told, _)) = told {
            told.draw(&mut scene, inside, wall::several(page, &leaves), self.stays);
        }
        let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
        let settles = if self.kind == Kind::Board { board::settles(seen) } else { None };
        let goes = told.map(|(_, at)| at);
        [turns, settles, asked.map(|until| until.plus(1)), goes].into_iter().flatten().chain([minute]).min()
    }
}

/// The supervisors' wall as a screen of somebody who signed in, under the status line that all screens have. The page
/// of the selected line stays.
pub(super) fn overview(scene: &mut Scene<'_>, area: Rect, memory: &mut Overview) {
    let leaves = wall::leaves(area, scene.seen);
    let cursor = memory.cursor();
    let first_of = |page: usize| (leaves.iter().position(|leaf| leaf.page == page).unwrap_or(0), None);
    let (page, turns) = match cursor {
        None => memory.turning.shown(leaves.len(), scene.seen.state().centre.display.page_s, scene.seen.now),
        Some(Cursor::Need(_)) => first_of(0),
        Some(Cursor::Counter(_)) => first_of(1),
    };
    memory.turns = turns;
    let beside = Beside { usual: memory.usual.as_ref(), flashes: false };
    wall::body(scene, area, (page, &leaves), beside, cursor);
    if rests(scene.seen) && cursor.is_none() {
        scene.dim(area);
    }
}

/// A display of a moment that is over, at this page, counted without end in both directions: nothing turns by itself.
/// Answers which page that is, and of how many.
pub(super) fn still(scene: &mut Scene<'_>, area: Rect, kind: Kind, page: i64) -> (usize, usize) {
    let seen = scene.seen;
    let of = |pages: usize| {
        let count = i64::try_from(pages.max(1)).unwrap_or(1);
        (usize::try_from(page.rem_euclid(count)).unwrap_or(0), pages)
    };
    match kind {
        Kind::Wall => {
            let leaves = wall::leaves(wall::under_head(area, seen), seen);
            let shown = of(leaves.len());
            wall::draw(scene, area, (shown.0, &leaves), Beside::default());
            shown
        }
        Kind::Board => {
            let shown = of(board::pages(area, seen));
            board::draw(scene, area, shown.0, false);
            shown
        }
    }
}

/// Whether walls and boards are dim now: at night, and on days off before anybody came.
fn rests(seen: Seen<'_>) -> bool {
    let (display, state) = (&seen.state().centre.display, seen.state());
    let is_day_off = || state.day.is_none() && seen.published.book.calendar.spans(seen.now.day()).is_empty();
    display.dims() && (display.is_night(seen.now) || is_day_off())
}

/// The top line of a display: the centre and the day, and at the right the time; answers what is left of `area`.
fn head(scene: &mut Scene<'_>, area: Rect, title: &str) -> Rect {
    let seen = scene.seen;
    let clock = seen.now.clock();
    let day = crate::domain::calendar::show_day(seen.now.day(), seen.words);
    let mut pen = scene.line(area, 0);
    pen.right(&clock, Role::Number).right(&day, Role::Dim);
    pen.put(title, Role::Title).put(" · ", Role::Dim).put(&seen.state().centre.name, Role::Text);
    below(area, 1)
}

/// What is left of `area` under its first `rows` lines.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The first `rows` lines of `area`.
fn top(area: Rect, rows: u16) -> Rect {
    Rect { height: rows.min(area.height), ..area }
}

/// A hairline across the first line of `area`; answers what is left.
fn rule(scene: &mut Scene<'_>, area: Rect) -> Rect {
    if area.height > 0 {
        for x in area.left()..area.right() {
            scene.glyph(x, area.y, "─", Role::Rule);
        }
    }
    below(area, 1)
}

/// Two columns with a hairline between them, the left one `left` columns wide.
fn columns(scene: &mut Scene<'_>, area: Rect, left: u16) -> (Rect, Rect) {
    let at = left.min(area.width);
    let line = Rect { x: area.x + at, width: 1.min(area.width - at), ..area };
    if line.width > 0 {
        scene.hairline(line);
    }
    split(area, left)
}

/// The same without drawing it.
fn split(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    let gap = 2.min(area.width - left);
    let right = Rect { x: area.x + left + gap, width: area.width - left - gap, ..area };
    (Rect { width: left.saturating_sub(1), ..area }, right)
}

/// A key as [`Chord::command_key`] gives it, for tests of other rooms.
#[doc(hidden)]
pub fn key(key: Key) -> Input {
    Input::Key(Chord::plain(key))
}
