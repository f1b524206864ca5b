//! The cash of a day that is over, gathered from what happened since it began.

use super::{Closed, Entry, Sums, Till};
use crate::domain::command::Actor;
use crate::domain::dossier::Change;
use crate::domain::event::{Event, Recorded};
use crate::domain::time::{Day, Timestamp, tomorrow};
use imbl::Vector;

/// A till, and when all that is in it had been counted; `None` while that is to come.
pub type Counted = (Till, Option<Timestamp>);

/// The movements and closings of one day. A till here holds all of that day, whenever it was closed: that may have been
/// on a later one.
#[derive(Debug)]
pub struct Past<'a> {
    ends: Timestamp,
    begins: Timestamp,
    open: &'a Vector<Till>,
    /// Since when each till that was closed since the day began had not been closed before.
    closed_since: Vec<(Actor, Timestamp)>,
    /// What went through each till.
    pub tills: Vec<Counted>,
    /// What was closed on the day.
    pub closings: Vec<Closed>,
}

impl<'a> Past<'a> {
    /// Nothing yet of `day`; `open` are the tills that are not closed now: a closing of those is not waited for.
    pub fn new(day: Day, open: &'a Vector<Till>) -> Self {
        let (begins, ends) = (Timestamp::midnight(day), Timestamp::midnight(tomorrow(day)));
        Self { ends, begins, open, closed_since: Vec::new(), tills: Vec::new(), closings: Vec::new() }
    }

    /// Takes the next event since the day began; false when no later one can matter.
    pub fn take(&mut self, recorded: &Recorded) -> bool {
        let (at, by) = (recorded.at, recorded.by);
        match &recorded.event {
            _ if at >= self.ends && self.tills.iter().all(|counted| self.is_settled(counted)) => return false,
            Event::CashClosed(closing) => {
                if !self.closed_since.iter().any(|(whose, _)| *whose == closing.whose) {
                    self.closed_since.push((closing.whose, closing.since));
                }
                let hers = |(till, counted): &&mut Counted| till.whose == closing.whose && counted.is_none();
                self.tills.iter_mut().filter(hers).for_each(|(_, counted)| *counted = Some(at));
                if at < self.ends {
                    self.closings.push(Closed { at, closing: (**closing).clone() });
                }
            }
            Event::DossierChanged(changed) if at < self.ends => {
                if let Change::Paid { payment, .. } = &changed.change
                    && let Some(entry) = Entry::of(payment, &changed.dossier, at)
                {
                    self.enter(by, entry);
                }
            }
            _ => {}
        }
        true
    }

    /// When the first money came that was in one of the tills as the day began; `None` where none was.
    pub fn carried_from(&self) -> Option<Timestamp> {
        let since = self.tills.iter().filter_map(|(till, _)| self.since(till.whose));
        since.filter(|since| *since < self.begins).min()
    }

    /// Since when what was in a till as the day began, or came first then, had not been counted.
    fn since(&self, whose: Actor) -> Option<Timestamp> {
        let open = || self.open.iter().find(|till| till.whose == whose).map(|till| till.since);
        self.closed_since.iter().find(|(actor, _)| *actor == whose).map(|(_, since)| *since).or_else(open)
    }

    /// Takes the next event of those from [`carried_from`](Self::carried_from) on; false when the day begins.
    pub fn take_before(&mut self, recorded: &Recorded) -> bool {
        let (at, by) = (recorded.at, recorded.by);
        if at >= self.begins {
            return false;
        }
        if let Event::CashClosed(closing) = &recorded.event
            && let Some((till, _)) = self.tills.iter_mut().find(|(till, _)| till.whose == closing.whose)
        {
            // In the same second as what came first after it.
            (till.carried, till.unclosed) = (Sums::default(), Vector::new());
        }
        let since = self.since(by).filter(|since| *since <= at);
        if let Event::DossierChanged(changed) = &recorded.event
            && let (Change::Paid { payment, .. }, Some(since)) = (&changed.change, since)
            && let Some(entry) = Entry::of(payment, &changed.dossier, at)
            && let Some((till, _)) = self.tills.iter_mut().find(|(till, _)| till.whose == by)
        {
            till.since = since;
            till.carry_in(&entry);
        }
        true
    }

    /// Counted, or known to be uncounted to this day.
    fn is_settled(&self, (till, counted): &Counted) -> bool {
        counted.is_some() || self.open.iter().any(|open| open.whose == till.whose && open.since < self.ends)
    }

    fn enter(&mut self, by: Actor, entry: Entry) {
        if let Some((till, counted)) = self.tills.iter_mut().find(|(till, _)| till.whose == by) {
            till.entries.push_back(entry);
            *counted = None;
            return;
        }
        let empty = Till::new(by, entry.at);
        self.tills.push((Till { entries: Vector::unit(entry), ..empty }, None));
    }
}
