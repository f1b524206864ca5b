//! The display on the citizen's side of a counter: for a minute after a result was handed over it asks how that was.

use super::{below, head, top};
use crate::domain::ids::{CounterId, DossierCode};
use crate::domain::published::Published;
use crate::domain::rating::{ASKED_S, Cause, Handed, KEPT_S, Level, Rate, Slip};
use crate::domain::time::Timestamp;
use crate::text::width::wrap;
use crate::text::words::{Language, Words};
use crate::tui::input::{Input, Key, Pointer};
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::{Role, Theme};
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};

/// Largest letters of a choice.
const SCALE_MAX: u16 = 2;
/// How long it says thank you, in seconds.
const THANKS_S: i64 = 8;
/// Columns before the word of a choice, in large letters and in ordinary ones.
const KEY_WIDE: (u16, u16) = (10, 4);

/// What it remembers of the person before it.
#[derive(Debug)]
pub struct Rating {
    counter: CounterId,
    language: Language,
    /// The result that somebody is not satisfied with, while she says why.
    why: Option<DossierCode>,
    /// What was said last here, and when.
    said: Option<(DossierCode, Timestamp)>,
    hits: Vec<(Rect, usize)>,
    repaint: bool,
    leave: bool,
    stays: bool,
}

impl Rating {
    /// The display of `counter`; no key ends it where it `stays`.
    pub fn new(counter: CounterId, language: Language, stays: bool) -> Self {
        Self { counter, language, why: None, said: None, hits: Vec::new(), repaint: false, leave: false, stays }
    }

    /// The language it is in now.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether somebody wants to end it.
    pub fn wants_exit(&self) -> bool {
        self.leave
    }

    /// Whether every cell is to be drawn anew, once.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// What a person did, and what she says, if it is all said.
    pub fn input(&mut self, input: &Input, published: &Published, now: Timestamp) -> Option<Rate> {
        let chosen = match input {
            Input::Key(chord) => match (chord.command_key().key, chord.ctrl) {
                (Key::Char(digit @ '1'..='9'), false) => usize::try_from(digit.to_digit(10)?).ok()?.checked_sub(1)?,
                (Key::Esc | Key::Backspace, false) => {
                    self.why = None;
                    return None;
                }
                (Key::F(9), false) => {
                    self.language = if self.language == Language::Vi { Language::En } else { Language::Vi };
                    return None;
                }
                (Key::Char('l'), true) => {
                    self.repaint = true;
                    return None;
                }
                (Key::Char('q') | Key::F(10), false) | (Key::Char('c' | 'q'), true) => {
                    self.leave = !self.stays;
                    return None;
                }
                _ => return None,
            },
            Input::Mouse { act: Pointer::Press, col, row } => {
                let place = ratatui::layout::Position { x: *col, y: *row };
                self.hits.iter().find(|(hit, _)| hit.contains(place))?.1
            }
            _ => return None,
        };
        self.choose(chosen, asked(self.counter, published, now)?, now)
    }

    fn choose(&mut self, chosen: usize, asked: &Handed, now: Timestamp) -> Option<Rate> {
        let (level, cause) = if self.asks_why(asked) {
            (Level::NotSatisfied, Some(*Cause::ALL.get(chosen)?))
        } else {
            (*Level::ALL.get(chosen)?, None)
        };
        if level == Level::NotSatisfied && cause.is_none() {
            self.why = Some(asked.dossier.clone());
            return None;
        }
        self.why = None;
        self.said = Some((asked.dossier.clone(), now));
        Some(Rate { slip: Slip::Counter(self.counter), level, cause })
    }

    /// Whether whoever has this result was not satisfied and is asked why.
    fn asks_why(&self, asked: &Handed) -> bool {
        self.why.as_ref() == Some(&asked.dossier)
    }

    /// Draws it, and answers the next moment at which something on it changes by itself.
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        published: &Published,
        theme: &Theme,
        words: &Words,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let seen = Seen { published, words, now };
        let mut scene = Scene::new(frame.buffer_mut(), theme, seen);
        let area = scene.area();
        let area = if area.width >= 60 { area.inner(Margin::new(2, 0)) } else { area };
        let title = seen.fill("rating.at_counter", &[("counter", &self.counter.to_string())]);
        let body = head(&mut scene, area, &title);
        self.hits.clear();
        let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
        let asked = asked(self.counter, published, now);
        let Some(handed) = asked else {
            let (key, role, until) = match self.thanked(published, now) {
                Some(until) => ("rating.thanks", Role::Good, until),
                None => ("rating.rests", Role::Dim, minute),
            };
            said(&mut scene, below(body, 2), seen.get(key), role);
            return Some(until.min(minute));
        };
        let (question, choices): (_, Vec<&str>) = if self.asks_why(handed) {
            ("rating.why", Cause::ALL.iter().map(|cause| seen.get(cause.key())).collect())
        } else {
            ("rating.question", Level::ALL.iter().map(|level| seen.get(level.key())).collect())
        };
        let (rest, code) = apart(below(body, 1));
        let days = (KEPT_S / 86_400).to_string();
        let later = seen.fill("rating.later", &[("code", &handed.shown()), ("n", &days)]);
        scene.put(code, 0, &later, Role::Dim);
        let used = said(&mut scene, rest, seen.get(question), Role::Title);
        self.hits = bands(&mut scene, below(rest, used + 1), &choices);
        Some(handed.at.plus(ASKED_S).min(minute))
    }

    /// Until when it says thank you: what was said here is in the journal.
    fn thanked(&self, published: &Published, now: Timestamp) -> Option<Timestamp> {
        let (dossier, at) = self.said.as_ref()?;
        let is_kept = |one: &Handed| one.dossier == *dossier && one.level.is_some();
        let until = at.plus(THANKS_S);
        (now < until && published.state.handed.iter().rev().any(is_kept)).then_some(until)
    }
}

/// The newest result of this counter, while its applicant is asked.
fn asked(counter: CounterId, published: &Published, now: Timestamp) -> Option<&Handed> {
    let newest = published.state.handed.iter().rev().find(|one| one.counter == Some(counter));
    newest.filter(|one| one.is_asked(counter, now))
}

/// All but the lowest line, and that line: where no slip is printed the code is to be had here, on the citizen's side.
fn apart(area: Rect) -> (Rect, Rect) {
    let most = area.height.saturating_sub(1);
    (Rect { height: most, ..area }, Rect { y: area.y + most, height: area.height - most, ..area })
}

/// A sentence as large as it fits in one line, else broken over lines; answers the lines used.
fn said(scene: &mut Scene<'_>, area: Rect, text: &str, role: Role) -> u16 {
    if area.height > 12 && letters::fitting(text, area, 1).is_some() {
        return letters::draw(scene, area, text, 1, role);
    }
    let lines = wrap(text, usize::from(area.width));
    let mut used = 0;
    for (row, line) in (0..area.height).zip(&lines) {
        scene.put(area, row, line, role);
        used = row + 1;
    }
    used
}

/// The choices one under the other, each with its key; answers what a touch means where.
fn bands(scene: &mut Scene<'_>, area: Rect, choices: &[&str]) -> Vec<(Rect, usize)> {
    let count = u16::try_from(choices.len()).unwrap_or(u16::MAX).max(1);
    let tall = (area.height / count).max(1);
    let room = Rect { width: area.width.saturating_sub(KEY_WIDE.0), height: tall.saturating_sub(1), ..area };
    let scale = choices.iter().map(|text| letters::fitting(text, room, SCALE_MAX)).min().flatten();
    let mut hits = Vec::new();
    for (row, (index, text)) in (0..).zip(choices.iter().enumerate()) {
        let band = top(below(area, row * tall), tall);
        if band.height == 0 {
            break;
        }
        let key = (index + 1).to_string();
        let wide = if scale.is_some() { KEY_WIDE.0 } else { KEY_WIDE.1 }.min(band.width);
        let word = Rect { x: band.x + wide, width: band.width - wide, ..band };
        if let Some(scale) = scale {
            letters::draw(scene, band, &key, 1, Role::Key);
            letters::draw(scene, word, text, scale, Role::Text);
        } else {
            scene.put(band, 0, &key, Role::Key);
            scene.put(word, 0, text, Role::Text);
        }
        hits.push((band, index));
    }
    hits
}
