//! Why a dossier is due when it is, line by line.

use super::{Dossier, Pause, Status};
use crate::domain::calendar::{Calendar, show_moment};
use crate::text::words::Words;

impl Dossier {
    /// The reasoning of the due time, with the spans in which its time stood. Where days off were decided after the
    /// dossier was received, the calendar of today gives another one than the receipt: then it says so; and where the
    /// head agreed to another one.
    pub fn reasoning(&self, calendar: &Calendar, words: &Words) -> Vec<String> {
        if self.status == Status::Registered || self.came_before_it_was_accepted() {
            return vec![words.get("life.not_accepted").to_owned()];
        }
        let Some(limit) = self.limit else { return vec![words.get("form.no_limit_known").to_owned()] };
        let due = calendar.due_with(self.accepted, limit, &self.stood(None));
        let mut lines = due.explain(words);
        lines.extend(self.pauses().iter().filter(|pause| pause.from >= self.accepted).map(|pause| pause.tell(words)));
        let promised = self.due.map_or(words.get("search.no_due").to_owned(), |at| show_moment(at, words));
        if self.extended().is_some() {
            lines.push(words.fill("life.was_extended", &[("due", &promised)]));
        } else if due.due != self.due {
            lines.insert(0, words.fill("dossiers.calendar_changed", &[("due", &promised)]));
        }
        lines
    }
}

impl Pause {
    fn tell(&self, words: &Words) -> String {
        let from = show_moment(self.from, words);
        let key = format!("common.status_{}", self.status as u8);
        let why = words.get(&key);
        match self.to {
            Some(to) => words.fill("life.stood", &[("from", &from), ("to", &show_moment(to, words)), ("why", why)]),
            None => words.fill("life.stands_now", &[("from", &from), ("why", why)]),
        }
    }
}
