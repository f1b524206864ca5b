//! The keys of a wall that nobody sits at: told for a moment after one was pressed, or why one does nothing here.

use super::super::action::Action;
use super::super::input::{Chord, Key};
use super::super::keymap::{self, Context, cap};
use super::super::scene::Scene;
use super::super::theme::Role;
use super::wall;
use crate::domain::time::Timestamp;
use ratatui::layout::Rect;

/// So long it is told, in seconds.
const TOLD_S: i64 = 5;
/// Free columns between two keys.
const GAP: u16 = 3;

/// What is told after a key, and until when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    until: Timestamp,
    /// The key that works only for somebody who signed in.
    signed_in: Option<Chord>,
}

impl Told {
    /// After this key.
    pub fn after(chord: Chord, now: Timestamp) -> Self {
        Self { until: now.plus(TOLD_S), signed_in: leads_on(chord).then(|| chord.command_key()) }
    }

    /// When it is gone; `None` where it is already.
    pub fn goes(&self, now: Timestamp) -> Option<Timestamp> {
        (now <= self.until).then(|| self.until.plus(1))
    }

    /// Draws it over the last line of `area`, before which `page` it is, where there are several; a wall that `stays` is
    /// ended by no key.
    pub fn draw(&self, scene: &mut Scene<'_>, area: Rect, page: Option<(usize, usize)>, stays: bool) {
        let seen = scene.seen;
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1.min(area.height), ..area };
        scene.clear(line);
        let mut pen = scene.line(line, 0);
        wall::page(&mut pen, page);
        if let Some(chord) = self.signed_in {
            let text = seen.fill("wall.sign_in_for", &[("key", &cap(chord, seen.words))]);
            pen.put(&text, Role::Warn);
            return;
        }
        let plain = |key| Chord::plain(key);
        let keys = [
            (plain(Key::Right), "keys.next_page"),
            (plain(Key::Left), "keys.previous_page"),
            (plain(Key::F(9)), "keys.language"),
            (Chord::ctrl('l'), "keys.redraw"),
            (plain(Key::Char('q')), "keys.quit"),
        ];
        for (chord, word) in keys.into_iter().take(if stays { 4 } else { 5 }) {
            pen.put(&cap(chord, seen.words), Role::Key).gap(1).put(seen.get(word), Role::Text).gap(GAP);
        }
    }
}

/// Whether the key opens something where a supervisor sits at the wall.
fn leads_on(chord: Chord) -> bool {
    keymap::find(Context::Wall, chord).is_some_and(|binding| {
        matches!(
            binding.action,
            Action::Staffing
                | Action::Replay
                | Action::Settings
                | Action::Queues
                | Action::Place
                | Action::Cash
                | Action::Counters
                | Action::Dossiers
                | Action::Procedures
                | Action::Search
                | Action::Choose
        )
    })
}
