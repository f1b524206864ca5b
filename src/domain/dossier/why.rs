//! Why a dossier is due when it is, line by line.

use super::{Change, Channel, Correction, Dossier, Pause, Status, Was};
use crate::domain::book::Book;
use crate::domain::calendar::due::after_three;
use crate::domain::calendar::{Calendar, Handover, Limit, Unsure, show_moment};
use crate::domain::time::Day;
use crate::text::words::Words;
use chrono::Datelike;

impl Dossier {
    /// The reasoning of the due time, with the spans in which its time stood. Where days off were decided after the
    /// dossier was received, the calendar of today gives another one than the receipt: then it says so; and where the
    /// head agreed to another one.
    pub fn reasoning(&self, book: &Book, words: &Words) -> Vec<String> {
        let calendar = &book.calendar;
        if self.status == Status::Registered || self.came_before_it_was_accepted() {
            let promised = self.promised.map(|at| words.fill("life.was_promised", &[("due", &show_moment(at, words))]));
            return std::iter::once(words.get("life.not_accepted").to_owned()).chain(promised).collect();
        }
        let promised = self.due.map_or(words.get("search.no_due").to_owned(), |at| show_moment(at, words));
        let was_promised = words.fill("life.was_promised", &[("due", &promised)]);
        let Some(limit) = self.limit else {
            return vec![self.promised.map_or(words.get("form.no_limit_known").to_owned(), |_| was_promised)];
        };
        let due = calendar.due_with(self.accepted, limit, &self.stood(None));
        let mut lines = due.explain(words);
        lines.extend(self.passed_on_next_morning(calendar, words));
        let pauses = self.pauses().into_iter().filter(|pause| pause.from >= self.accepted);
        let is_late = |pause: &Pause| self.due.is_some_and(|due| pause.from > due);
        let late = |pause: &Pause| is_late(pause).then(|| words.get("life.stood_after_due").to_owned());
        let stood: Vec<String> =
            pauses.flat_map(|pause| std::iter::once(pause.tell(words)).chain(late(&pause))).collect();
        // What is reckoned anew after it stood is told in that order.
        let place = if due.anew.is_some() { 1 } else { lines.len() };
        lines.splice(place..place, stood);
        lines.splice(1..1, self.received_otherwise(words));
        if self.extended().is_some() {
            lines.push(words.fill("life.was_extended", &[("due", &promised)]));
        } else if self.promised.is_some() {
            lines.insert(0, was_promised);
        } else if due.due != self.due {
            lines.insert(0, words.fill("dossiers.calendar_changed", &[("due", &promised)]));
        }
        lines.extend(self.limit_doubts(book, words));
        lines
    }
}

impl Dossier {
    /// Why its due time is a forecast; `None` where it is none.
    pub fn unsure(&self, calendar: &Calendar) -> Option<Unsure> {
        let due = self.due.filter(|_| self.forecast)?;
        Some(calendar.unsure(self.accepted, due).unwrap_or(Unsure::Then(due.day().year())))
    }
}

/// Since when decree 309/2026 is in force.
const HANDED_ON_SINCE: Option<Day> = Day::from_ymd_opt(2026, 8, 5);

impl Dossier {
    /// What speaks against the limit that it was received with, where the catalogue still has that one.
    pub fn limit_doubts(&self, book: &Book, words: &Words) -> Vec<String> {
        let procedure = book.catalogue.get(&self.procedure).filter(|known| known.limit == self.limit);
        let procedure = procedure.filter(|_| self.promised.is_none());
        procedure.map(|known| known.limit_doubts(words)).unwrap_or_default()
    }

    /// What stood there as the time of receipt before it was corrected.
    fn received_otherwise(&self, words: &Words) -> Option<String> {
        let was = self.changes().find_map(|(_, change)| match change {
            Change::Corrected { was: Some(Was { value: Correction::Received(at), .. }), .. } => Some(*at),
            _ => None,
        });
        let was = was.filter(|was| *was != self.accepted)?;
        Some(words.fill("life.received_otherwise", &[("was", &show_moment(was, words))]))
    }

    /// Papers that came after 15:00 go to their section with the next working day (decree 309/2026, art. 18.2). Their
    /// limit begins as that of all others; same-day procedures have a rule of their own.
    fn passed_on_next_morning(&self, calendar: &Calendar, words: &Words) -> Option<String> {
        let day = self.accepted.day();
        let on_paper = self.channel != Channel::Online && self.limit != Some(Limit::SameDay);
        let by_law = HANDED_ON_SINCE.is_some_and(|since| day >= since);
        if !(on_paper && by_law && calendar.is_working(day) && after_three(self.accepted)) {
            return None;
        }
        let Handover::NextMorning(at) = calendar.handover(self.accepted)? else { return None };
        Some(words.fill("life.passed_on_after_three", &[("at", &show_moment(at, words))]))
    }
}

impl Pause {
    fn tell(&self, words: &Words) -> String {
        let from = show_moment(self.from, words);
        let key = format!("common.status_{}", self.status as u8);
        let why = words.get(&key);
        match self.to {
            Some(to) if !self.known => {
                words.fill("life.stood_unknown", &[("from", &from), ("to", &show_moment(to, words)), ("why", why)])
            }
            None if !self.known => words.fill("life.stands_now_unknown", &[("from", &from), ("why", why)]),
            Some(to) => words.fill("life.stood", &[("from", &from), ("to", &show_moment(to, words)), ("why", why)]),
            None => words.fill("life.stands_now", &[("from", &from), ("why", why)]),
        }
    }
}
