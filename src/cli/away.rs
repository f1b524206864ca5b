//! What a screen at this PC shows while the hub is away: to citizens in their own words, to supervisors loud.

use super::prompt::PutBack;
use crate::domain::calendar::show_day;
use crate::domain::ids::TicketNo;
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

/// What is said of the hub's absence.
#[derive(Clone, Copy, Debug)]
pub struct Outage<'a> {
    /// The sentence for somebody who works here.
    pub why: &'a str,
    /// When the hub was last heard of.
    pub since: Timestamp,
    /// The number that stood on the screen, and since when.
    pub kept: Option<(TicketNo, Timestamp)>,
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

    /// Says that the hub is away, once and again whenever the window has changed.
    pub(super) fn say(&mut self, words: &Words, outage: &Outage<'_>) {
        let size = Terminal::size();
        if self.size == size {
            return;
        }
        self.size = size;
        let text = picture(self.whose, size, words, outage, std::env::var_os("NO_COLOR").is_some());
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

/// What stands in a window of this size during an outage, as bytes for its terminal; sizes it does not know are 80 by 24.
#[must_use]
pub fn picture(whose: Whose, (cols, rows): (u16, u16), words: &Words, outage: &Outage<'_>, plain: bool) -> String {
    let (cols, rows) = if cols == 0 || rows == 0 { (80, 24) } else { (usize::from(cols), usize::from(rows)) };
    let loud = if plain { "\x1b[1;7m" } else { "\x1b[1;97;41m" };
    let at = format!("{} {}", outage.since.local().format("%H:%M:%S"), show_day(outage.since.day(), words));
    let dated = |key: &str| words.fill(key, &[("at", &at)]);
    let (what, small, look) = match whose {
        Whose::Board | Whose::Kiosk => (words.get("cli.away_citizens"), dated("cli.away_citizens_since"), "\x1b[1m"),
        // A hub that takes nobody more is not out of touch.
        Whose::Desk if outage.why == "cli.hub_takes_nobody" => ("", dated(outage.why), loud),
        Whose::Wall if outage.why != "cli.hub_silent" => (words.get("cli.away_wall"), dated("cli.away_since"), loud),
        Whose::Desk | Whose::Wall => (words.get("cli.away_wall"), dated(outage.why), loud),
    };
    let said = |text: &str| wrap(text, cols.saturating_sub(2).max(1));
    let room = rows.saturating_sub(said(&small).len() + 1);
    let mut lines = match outage.kept {
        Some((ticket, at)) => numbered(ticket, at, what, words, (cols, room)),
        // The whole sentence large where it has room, else the gist of it.
        None => large(what, cols, room).unwrap_or_else(|| {
            let whole = said(what);
            let gist = large(words.get("cli.away_short"), cols, room.saturating_sub(whole.len() + 1));
            gist.into_iter().flat_map(|gist| gist.into_iter().chain([String::new()])).chain(whole).collect()
        }),
    };
    lines.push(String::new());
    lines.extend(said(&small));
    lines.truncate(rows);
    framed(&lines, (cols, rows), look)
}

/// The number that somebody is to remember as large as anything, and under it what is wrong.
fn numbered(ticket: TicketNo, at: Timestamp, what: &str, words: &Words, (cols, rows): (usize, usize)) -> Vec<String> {
    let said = |text: &str| wrap(text, cols.saturating_sub(2).max(1));
    let number = ticket.to_string();
    let yours = said(&words.fill("cli.away_number", &[("at", &at.clock())]));
    let under: Vec<String> = yours.into_iter().chain([String::new()]).chain(said(what)).collect();
    let mut lines = large(&number, cols, rows.saturating_sub(under.len() + 1)).unwrap_or_else(|| vec![number]);
    lines.push(String::new());
    lines.extend(under);
    lines
}

/// The lines in the middle of the window, each on the whole width in its look: that is loud from afar.
fn framed(lines: &[String], (cols, rows): (usize, usize), look: &str) -> String {
    let above = rows.saturating_sub(lines.len()) / 2;
    let mut text = format!("\x1b[0m\x1b[2J\x1b[{};1H{look}", above + 1);
    for line in lines {
        let gap = cols.saturating_sub(columns(line)) / 2;
        let rest = cols.saturating_sub(columns(line) + gap);
        for part in [&" ".repeat(gap), line, &" ".repeat(rest.saturating_sub(1)), "\r\n"] {
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
