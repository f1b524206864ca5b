//! What a screen at this PC shows while the hub is away: to citizens in their own words, to supervisors loud.

use super::prompt::PutBack;
use crate::domain::calendar::show_day;
use crate::domain::time::Timestamp;
use crate::session::terminal::Terminal;
use crate::text::letters::{DOTS, letter};
use crate::text::width::{columns, wrap};
use crate::text::words::Words;
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;

/// Columns of a large letter.
const LETTER: usize = 8;

/// Whose screen waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Somebody's who works here.
    Desk,
    /// The supervisors' wall.
    Wall,
    /// The citizens' board.
    Board,
    /// Where citizens have the keys.
    Kiosk,
}

impl Whose {
    /// Whose screen `account` opens.
    pub(super) fn of(account: &str) -> Self {
        match account {
            "wall" => Self::Wall,
            "board" => Self::Board,
            "kiosk" => Self::Kiosk,
            _ => Self::Desk,
        }
    }
}

/// The terminal of a screen, whose keys do nothing where citizens have them; given back as it was when dropped.
pub(super) struct Place {
    whose: Whose,
    /// Kept until it is dropped.
    _before: Option<PutBack>,
    /// For how large a window it was drawn last.
    size: (u16, u16),
}

impl Place {
    pub(super) fn take(whose: Whose) -> Self {
        let before = (whose == Whose::Kiosk).then(|| tcgetattr(io::stdin()).ok()).flatten();
        if let Some(before) = &before {
            let mut deaf = before.clone();
            deaf.local_modes -= LocalModes::ISIG | LocalModes::ECHO | LocalModes::ICANON;
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &deaf);
        }
        Self { whose, _before: before.map(PutBack), size: (0, 0) }
    }

    /// Whether no key of those before it ends it.
    pub(super) fn is_kept(&self) -> bool {
        self.whose == Whose::Kiosk
    }

    /// Says that the hub is away, once and again whenever the window has changed; `why` is the sentence for somebody
    /// who works here, `since` when the hub was last heard of.
    pub(super) fn say(&mut self, words: &Words, why: &str, since: Timestamp) {
        let size = Terminal::size();
        if self.size == size {
            return;
        }
        self.size = size;
        let text = picture(self.whose, size, words, why, since, std::env::var_os("NO_COLOR").is_some());
        // A terminal that takes nothing has nobody before it.
        let _ = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
    }

    /// The hub is back: what was pressed meanwhile was meant for nothing on the screen.
    pub(super) fn back(&mut self) {
        self.size = (0, 0);
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
        let _ = io::stdout().write_all(b"\x1b[2J\x1b[H");
    }
}

/// What stands in a window of this size while the hub is away since then, for the reason of the sentence `why`, as bytes
/// for its terminal; sizes it does not know are 80 by 24.
#[must_use]
pub fn picture(
    whose: Whose,
    (cols, rows): (u16, u16),
    words: &Words,
    why: &str,
    since: Timestamp,
    plain: bool,
) -> String {
    let (cols, rows) = if cols == 0 || rows == 0 { (80, 24) } else { (usize::from(cols), usize::from(rows)) };
    let loud = if plain { "\x1b[1;7m" } else { "\x1b[1;97;41m" };
    let at = format!("{} {}", since.local().format("%H:%M:%S"), show_day(since.day(), words));
    let said = |key: &str| words.fill(key, &[("at", &at)]);
    let (large, small, look) = match whose {
        Whose::Board | Whose::Kiosk => (words.get("cli.away_citizens"), String::new(), "\x1b[1m"),
        // A hub that takes nobody more is not out of touch.
        Whose::Desk if why == "cli.hub_takes_nobody" => ("", said(why), loud),
        Whose::Wall if why != "cli.hub_silent" => (words.get("cli.away_wall"), said("cli.away_since"), loud),
        Whose::Desk | Whose::Wall => (words.get("cli.away_wall"), said(why), loud),
    };
    let under = wrap(&small, cols.saturating_sub(2).max(1));
    let room = rows.saturating_sub(under.len() + 1);
    let mut lines = self::large(large, cols, room).unwrap_or_else(|| wrap(large, cols.saturating_sub(2).max(1)));
    lines.push(String::new());
    lines.extend(under);
    let above = rows.saturating_sub(lines.len()) / 2;
    let mut text = format!("\x1b[0m\x1b[2J\x1b[{};1H{look}", above + 1);
    for line in lines {
        // The whole line in its look: that is loud from afar.
        let gap = cols.saturating_sub(columns(&line)) / 2;
        let rest = cols.saturating_sub(columns(&line) + gap);
        for part in [&" ".repeat(gap), &line, &" ".repeat(rest.saturating_sub(1)), "\r\n"] {
            text.push_str(part);
        }
    }
    text.push_str("\x1b[0m");
    text
}

/// `text` in large letters, no word broken, in so many columns and lines; `None` where they have no room.
fn large(text: &str, cols: usize, rows: usize) -> Option<Vec<String>> {
    let across = cols / LETTER;
    if text.split(' ').any(|word| columns(word) > across) {
        return None;
    }
    let tall = DOTS / 2;
    let lines = wrap(text, across);
    (lines.len() * tall <= rows).then(|| lines.iter().flat_map(|line| drawn(line)).collect())
}

/// One line of large letters: two dots, one above the other, to a character.
fn drawn(line: &str) -> Vec<String> {
    let letters: Vec<_> = line.graphemes(true).map(letter).collect();
    let dot = |rows: [u8; 2], column: usize| match rows.map(|row| row & (1 << column) != 0) {
        [true, true] => '█',
        [true, false] => '▀',
        [false, true] => '▄',
        [false, false] => ' ',
    };
    let row = |row: usize| {
        letters.iter().flat_map(|dots| (0..LETTER).map(move |column| dot([dots[row], dots[row + 1]], column))).collect()
    };
    (0..DOTS).step_by(2).map(row).collect()
}
