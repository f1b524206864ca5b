//! What is read above a past moment: why somebody was called, who was called before her, what the keys do.

use super::Replay;
use super::screens::{Leaf, View};
use crate::domain::ids::TicketNo;
use crate::domain::replay::telling::{self, Told, clock};
use crate::text::words::Words;
use crate::tui::parts::float;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of what is read at most.
const READ_COLS: u16 = 100;

/// What is read, and how far it is scrolled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Float {
    pub what: What,
    pub list: List,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The call in sight.
    Why,
    /// Who was called before this number.
    Before(TicketNo),
    /// The keys.
    Keys,
}

impl Float {
    pub fn of(what: What) -> Self {
        Self { what, list: List::default() }
    }

    pub fn why() -> Self {
        Self::of(What::Why)
    }
}

impl Replay {
    /// Draws what is read above `within`.
    pub(super) fn read(&self, scene: &mut Scene<'_>, within: Rect, read: &mut Float) {
        let seen = scene.seen;
        let (title, lines) = match read.what {
            What::Why => (seen.get("replay.why_title").to_owned(), self.reasons(seen)),
            What::Before(number) => {
                (seen.fill("replay.before_title", &[("ticket", &number.to_string())]), self.before(number, seen))
            }
            What::Keys => (seen.get("replay.keys_title").to_owned(), self.all_keys(seen)),
        };
        let cols = within.width.saturating_sub(4).min(READ_COLS);
        // How tall it is shows only when it is wrapped: first into nothing.
        let tall = sheet::height(&lines, usize::from(cols));
        let inside = float::open(scene, within, cols, u16::try_from(tall).unwrap_or(u16::MAX), &title);
        sheet::draw(scene, inside, &lines, &mut read.list);
    }

    /// Who was called by which counter, and why.
    fn reasons(&self, seen: Seen<'_>) -> Vec<Line> {
        let (words, centre) = (seen.words, &seen.state().centre);
        let call = self.call_in_sight().and_then(|index| self.timeline.call(index));
        let Some(call) = call else { return vec![line(Told::Text(words.get("replay.no_call").to_owned()))] };
        let mut lines: Vec<Line> = telling::call(&call, centre, words).into_iter().map(line).collect();
        lines.extend(self.so_far(call.ticket.ticket, words));
        lines
    }

    /// Who was called while `number` waited, as far as it had come, and why each.
    fn before(&self, number: TicketNo, seen: Seen<'_>) -> Vec<Line> {
        let (words, centre) = (seen.words, &seen.state().centre);
        let Some(before) = self.timeline.before(number, (self.count, self.moment)) else {
            return vec![Line::Text(
                seen.fill("replay.before_not_given", &[("ticket", &number.to_string())]),
                Role::Dim,
            )];
        };
        let mut lines: Vec<Line> = telling::before(&before, centre, words).into_iter().map(line).collect();
        let promised = self.timeline.promise(number, self.count);
        lines.push(Line::Text(telling::promise(number, promised, words), Role::Accent));
        lines
    }

    /// Reads who was called before whoever is in sight: on a page, under the bar, in front of the desk, or called last.
    pub(super) fn read_before(&mut self, seen: Seen<'_>) {
        let (leaf, view) = (&self.pages.leaf, self.pages.view);
        let number = match leaf {
            Some(Leaf::Ticket(number, _)) => Ok(*number),
            Some(Leaf::Dossier(page)) => self.timeline.visit_of(&page.code).ok_or_else(|| {
                let day = crate::domain::calendar::show_day(self.timeline.day(), seen.words);
                seen.fill("replay.no_visit", &[("dossier", &page.code.0), ("day", &day)])
            }),
            None => {
                let front = || self.pages.counter(seen).and_then(|counter| counter.current);
                let front = || if view == View::Desk { front() } else { None };
                let last = || self.timeline.call(self.timeline.last_call(self.count)?).map(|call| call.ticket.ticket);
                let number = self.pages.selected().or_else(front).or_else(last);
                number.ok_or_else(|| seen.get("replay.no_call").to_owned())
            }
        };
        match number {
            Ok(number) => self.float = Some(Float::of(What::Before(number))),
            Err(why) => self.wrong = Some(why),
        }
    }

    /// What had happened to `number` by the moment that is shown.
    pub(super) fn so_far(&self, number: TicketNo, words: &Words) -> Vec<Line> {
        let mut lines = vec![Line::Head(words.fill("replay.so_far", &[("ticket", &number.to_string())]))];
        for index in self.timeline.story(number).into_iter().filter(|index| *index < self.count) {
            let told = self.sentence(index, words).to_owned();
            lines.push(Line::Point(clock(self.timeline.events()[index].at), told, Role::Text));
        }
        lines
    }

    /// Every key, with what it does.
    fn all_keys(&self, seen: Seen<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = self
            .hints(seen)
            .into_iter()
            .map(|(cap, key, _)| {
                let word = seen.fill(&format!("replay.{key}"), &[("speed", &super::SPEEDS[self.speed].to_string())]);
                Line::Fact(cap, word, Role::Text)
            })
            .collect();
        for view in View::ALL {
            let name = seen.fill(view.name(), &[("counter", "1–9")]);
            lines.push(Line::Fact(format!("F{}", view.key()), name, Role::Text));
        }
        lines.push(Line::Fact("F9".to_owned(), seen.get("replay.key_language").to_owned(), Role::Text));
        lines.push(Line::Text(seen.get("replay.is_past").to_owned(), Role::Accent));
        lines
    }
}

fn line(told: Told) -> Line {
    match told {
        Told::Head(text) => Line::Text(text, Role::Title),
        Told::About(text) => Line::Head(text),
        Told::Item(text) => Line::Point(" ".to_owned(), text, Role::Text),
        Told::Text(text) => Line::Text(text, Role::Accent),
    }
}
