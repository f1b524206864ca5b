//! What just happened, above the hints: good news for four seconds, bad news until it was seen or is settled; neither
//! beside something that was opened later.

use crate::domain::time::Timestamp;
use crate::text::width;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::collections::VecDeque;

/// How long good news stays.
const GOOD_S: i64 = 4;
/// The most lines that news takes from the screen.
const LINES_MAX: usize = 3;
/// How much of what was said can be read again.
const SAID_MAX: usize = 100;

/// The news of a session.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Toasts {
    good: Option<(Tell, Timestamp)>,
    /// The newest only: a queue of old errors would be read as if they still held.
    bad: Option<Tell>,
    /// All that was said at this seat, newest first. What was said since the last look has no time yet.
    said: VecDeque<Line>,
    /// How often something was said.
    times: u64,
}

/// Something that was said.
#[derive(Clone, Debug)]
struct Line {
    at: Option<Timestamp>,
    bad: bool,
    tell: Tell,
}

impl Toasts {
    /// Something went well: what went wrong before is settled.
    pub fn good(&mut self, news: Tell, now: Timestamp) {
        self.bad = None;
        self.keep(Line { at: Some(now), bad: false, tell: news.clone() });
        self.good = Some((news, now.plus(GOOD_S)));
    }

    /// Something went wrong: told until Esc, another screen, or until something goes well.
    pub fn bad(&mut self, news: impl Into<Tell>) {
        let news = news.into();
        self.good = None;
        self.keep(Line { at: None, bad: true, tell: news.clone() });
        self.bad = Some(news);
    }

    /// How often something was said so far.
    pub fn times(&self) -> u64 {
        self.times
    }

    fn keep(&mut self, line: Line) {
        self.times += 1;
        self.said.push_front(line);
        self.said.truncate(SAID_MAX);
    }

    /// Says of what has no time yet that it was said now.
    pub fn stamp(&mut self, now: Timestamp) {
        for line in self.said.iter_mut().take_while(|line| line.at.is_none()) {
            line.at = Some(now);
        }
    }

    /// All that was said, newest first: when, whether it was bad news, and the sentence.
    pub fn said(&self, seen: Seen<'_>) -> Vec<String> {
        let line = |line: &Line| {
            let at = line.at.unwrap_or(seen.now).local().format("%H:%M:%S");
            format!("{at} {} {}", if line.bad { "!" } else { "✓" }, line.tell.say(seen))
        };
        self.said.iter().map(line).collect()
    }

    /// Takes bad news away.
    pub fn dismiss(&mut self) {
        self.bad = None;
    }

    /// Takes all news away.
    pub fn clear(&mut self) {
        (self.good, self.bad) = (None, None);
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
