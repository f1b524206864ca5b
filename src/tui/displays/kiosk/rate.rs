//! Rating a result at the kiosk by the code on its slip: typed on a pad of large keys, scanned, or by keyboard.

use super::page::{Answer, Choice, Page};
use super::{Kiosk, No, Press};
use crate::domain::published::Published;
use crate::domain::rating::{self, Cause, KEPT_S, LENGTH, Level, letters};
use crate::domain::time::Timestamp;
use crate::tui::displays::{below, top};
use crate::tui::input::Key;
use crate::tui::parts::letters as large;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Keys beside each other on the pad.
const ACROSS: u16 = 8;
/// Columns and lines of a key at most.
const KEY: (u16, u16) = (12, 5);

impl Kiosk {
    /// It was rated.
    pub fn rated(&mut self, now: Timestamp) {
        self.turn(Page::Rated, now);
    }

    /// Something was held before the scanner; whether it was a number, or the code of a result that
    /// may be rated.
    pub fn scanned(&mut self, text: &str, published: &Published, now: Timestamp) -> bool {
        self.elapse(now);
        let at_rest = matches!(self.page, Page::Services | Page::Number { .. } | Page::Told(_) | Page::Rated);
        if !at_rest {
            return false;
        }
        if let Ok(no) = text.parse() {
            self.left_over(no, published, now);
            return true;
        }
        if rating::find(&published.state.handed, text, now).is_none() {
            return false;
        }
        self.code(rating::typed(text), published, now);
        true
    }

    /// A whole code was given.
    fn code(&mut self, code: String, published: &Published, now: Timestamp) {
        let page = match rating::find(&published.state.handed, &code, now) {
            None => Page::Told(No::UnknownCode),
            Some(handed) if handed.level.is_some() => Page::Told(No::RatedAlready),
            Some(_) => Page::Level(code),
        };
        self.turn(page, now);
    }

    /// A key while a code is typed.
    pub(super) fn write(&mut self, key: Key, seen: Seen<'_>) {
        let Page::Code(typed) = &mut self.page else { return self.write_left_over(key, seen) };
        match key {
            Key::Esc => self.start(),
            Key::Backspace | Key::Delete | Key::Left => drop(typed.pop()),
            Key::Char(letter) if rating::is_letter(letter.to_ascii_uppercase()) => {
                typed.push(letter.to_ascii_uppercase());
                if typed.len() >= LENGTH {
                    let code = std::mem::take(typed);
                    self.code(code, seen.published, seen.now);
                }
            }
            _ => {}
        }
    }
}

/// Whether somebody may still have a code to rate by.
pub(super) fn is_offered(seen: Seen<'_>) -> bool {
    seen.state().handed.iter().any(|handed| handed.level.is_none() && seen.minute().since(handed.at) <= KEPT_S)
}

/// The choice that leads to it.
pub(super) fn offer(seen: Seen<'_>) -> Choice {
    plain(seen.get("kiosk.rate"), Answer::Code)
}

pub(super) fn level(code: &str, level: Level, seen: Seen<'_>) -> Choice {
    let answer = match level {
        Level::NotSatisfied => Answer::Why(code.to_owned()),
        Level::Very | Level::Satisfied => Answer::Rate(code.to_owned(), level, None),
    };
    plain(seen.get(level.key()), answer)
}

pub(super) fn cause(code: &str, cause: Cause, seen: Seen<'_>) -> Choice {
    plain(seen.get(cause.key()), Answer::Rate(code.to_owned(), Level::NotSatisfied, Some(cause)))
}

fn plain(text: &str, answer: Answer) -> Choice {
    Choice { letter: None, text: text.to_owned(), aside: String::new(), answer }
}

/// What is typed so far, with a place for each letter that is missing: `K7QF-2__`.
pub(super) fn lines(typed: &str, seen: Seen<'_>) -> Vec<(String, Role)> {
    let mut shown: String = typed.chars().chain(std::iter::repeat('_')).take(LENGTH).collect();
    shown.insert(LENGTH / 2, '-');
    vec![(shown, Role::Number), (seen.get("kiosk.code_where").to_owned(), Role::Dim)]
}

/// The keys that a code is typed with.
pub(super) fn keys() -> Vec<char> {
    letters().collect()
}

/// A key for each of `keys`, and one that takes the last one back.
pub(super) fn pad(scene: &mut Scene<'_>, area: Rect, keys: &[char], hits: &mut Vec<(Rect, Press)>) {
    let rows = u16::try_from(keys.len()).unwrap_or(u16::MAX).div_ceil(ACROSS) + 1;
    let (wide, tall) = ((area.width / ACROSS).min(KEY.0), (area.height / rows).min(KEY.1));
    if wide < 2 || tall == 0 {
        return;
    }
    let place = |index: u16| {
        let line = top(below(area, index / ACROSS * tall), tall);
        // A free column and, where there is room, a free line keep fingers apart.
        let gap = u16::from(tall > 2);
        Rect { x: area.x + index % ACROSS * wide, width: wide - 1, height: tall - gap, ..line }
    };
    for (index, letter) in (0..).zip(keys.iter().copied()) {
        let key = place(index);
        one(scene, key, &letter.to_string());
        hits.push((key, Press::Letter(letter)));
    }
    let last = place((rows - 1) * ACROSS);
    let erase = Rect { width: (wide * 3).min(area.width), ..last };
    scene.paint(erase, Role::Selected);
    scene.put(erase, erase.height / 2, &format!(" {}", scene.seen.get("kiosk.erase")), Role::Key);
    hits.push((erase, Press::Erase));
}

fn one(scene: &mut Scene<'_>, key: Rect, letter: &str) {
    scene.paint(key, Role::Selected);
    let (wide, tall) = large::size(letter, 1);
    if wide <= key.width && tall <= key.height {
        let middle = Rect { x: key.x + (key.width - wide) / 2, y: key.y + (key.height - tall) / 2, ..key };
        large::draw(scene, Rect { width: wide, height: tall, ..middle }, letter, 1, Role::Key);
    } else {
        let middle = key.width.saturating_sub(1) / 2;
        let line = Rect { x: key.x + middle, width: key.width - middle, ..key };
        scene.put(line, key.height.saturating_sub(1) / 2, letter, Role::Key);
    }
}
