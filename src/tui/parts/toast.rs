//! What just happened, above the hints: good news for four seconds, bad news until it was seen or is settled.

use crate::domain::time::Timestamp;
use crate::text::width;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// How long good news stays.
const GOOD_S: i64 = 4;
/// The most lines that news takes from the screen.
const LINES_MAX: usize = 3;

/// The news of a session.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Toasts {
    good: Option<(Tell, Timestamp)>,
    /// The newest only: a queue of old errors would be read as if they still held.
    bad: Option<Tell>,
}

impl Toasts {
    /// Something went well: what went wrong before is settled.
    pub fn good(&mut self, news: Tell, now: Timestamp) {
        self.bad = None;
        self.good = Some((news, now.plus(GOOD_S)));
    }

    /// Something went wrong: told until Esc, another screen, or until something goes well.
    pub fn bad(&mut self, news: impl Into<Tell>) {
        self.good = None;
        self.bad = Some(news.into());
    }

    /// Takes bad news away.
    pub fn dismiss(&mut self) {
        self.bad = None;
    }

    /// When the news in sight goes by itself.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        self.good.as_ref().map(|(_, until)| *until).filter(|until| *until > now)
    }

    /// The lines to show in `cols` columns, and whether they are bad news.
    pub fn lines(&self, seen: Seen<'_>, cols: u16) -> (Vec<String>, bool) {
        let (text, bad) = match (&self.bad, &self.good) {
            (Some(news), _) => (format!("! {}", news.say(seen)), true),
            (None, Some((news, until))) if *until > seen.now => (format!("✓ {}", news.say(seen)), false),
            _ => return (Vec::new(), false),
        };
        let mut lines = width::wrap(&text, usize::from(cols));
        if lines.len() > LINES_MAX {
            let rest = lines.split_off(LINES_MAX - 1).join(" ");
            lines.push(rest);
        }
        (lines, bad)
    }
}

/// Draws what [`Toasts::lines`] made.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, lines: &[String], bad: bool) {
    let role = if bad { Role::Bad } else { Role::Good };
    for (row, line) in (0..area.height).zip(lines) {
        scene.put(area, row, line, role);
    }
}
