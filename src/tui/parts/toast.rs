//! What just happened, above the hints: good news for four seconds, bad news until it was seen.

use crate::domain::time::Timestamp;
use crate::text::width;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// How long good news stays.
const GOOD_S: i64 = 4;
/// Bad news kept for reading; older ones are the same trouble told earlier.
const BAD_MAX: usize = 5;
/// The most lines that news takes from the screen.
const LINES_MAX: usize = 3;

/// The news of a session.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Toasts {
    good: Option<(Tell, Timestamp)>,
    /// Newest last.
    bad: Vec<Tell>,
}

impl Toasts {
    /// Something went well: what went wrong before is settled.
    pub fn good(&mut self, news: Tell, now: Timestamp) {
        self.bad.clear();
        self.good = Some((news, now.plus(GOOD_S)));
    }

    /// Something went wrong: told until Esc, or until something goes well.
    pub fn bad(&mut self, news: impl Into<Tell>) {
        let news = news.into();
        self.good = None;
        self.bad.retain(|known| *known != news);
        self.bad.push(news);
        if self.bad.len() > BAD_MAX {
            self.bad.remove(0);
        }
    }

    /// Takes the newest bad news away. False when there was none.
    pub fn dismiss(&mut self) -> bool {
        self.bad.pop().is_some()
    }

    /// When the news in sight goes by itself.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        self.good.as_ref().map(|(_, until)| *until).filter(|until| *until > now)
    }

    /// The lines to show in `cols` columns, and whether they are bad news.
    pub fn lines(&self, seen: Seen<'_>, cols: u16) -> (Vec<String>, bool) {
        let (text, bad) = match (self.bad.last(), &self.good) {
            (Some(news), _) => {
                let more = self.bad.len() - 1;
                let more = if more == 0 { String::new() } else { format!(" (+{more})") };
                (format!("! {}{more}", news.say(seen)), true)
            }
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
