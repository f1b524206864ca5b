//! What everybody at the centre knows from what they were told: who is in front of whom, who went away, what was
//! acknowledged.

use super::journal::Fact;
use super::step::{BackTo, Step, Undone};
use std::collections::BTreeMap;

/// The centre as those who work there remember it.
#[derive(Debug, Default)]
pub struct Room {
    /// The ticket in front of each counter.
    front: BTreeMap<u16, String>,
    /// The last one that was in front there.
    before: BTreeMap<u16, String>,
    /// Who went away from each counter.
    away: BTreeMap<u16, String>,
    /// Who is back at a counter that is busy.
    next: BTreeMap<u16, String>,
    /// Codes of the cases that were received.
    codes: BTreeMap<usize, String>,
    /// Counters that are not closed, and who sits there.
    seats: BTreeMap<u16, u16>,
    /// Everything that was acknowledged, in order.
    facts: Vec<Fact>,
    /// A step that was tried and did not happen.
    left: Option<Step>,
}

impl Room {
    /// The ticket in front of a counter.
    pub fn front(&self, at: u16) -> Option<&str> {
        self.front.get(&at).map(String::as_str)
    }
    /// Whether a ticket was absent before the last thing that was acknowledged; absent twice is over.
    pub fn was_absent(&self, ticket: &str) -> bool {
        let missed = |fact: &Fact| fact.event == "ticket_missed" && fact.about == ticket;
        let now = usize::from(self.facts.last().is_some_and(missed));
        self.facts.iter().filter(|fact| missed(fact)).count() > now
    }

    /// Where a ticket in front of a counter is sent, when it waits for the first of these services already.
    pub fn elsewhere(&self, at: u16, to: [char; 2]) -> char {
        if self.front(at).is_some_and(|ticket| ticket.starts_with(to[0])) { to[1] } else { to[0] }
    }

    /// The officer at a counter that is not closed.
    pub fn officer(&self, at: u16) -> Option<u16> {
        self.seats.get(&at).copied()
    }

    /// The code of a case.
    pub fn code(&self, case: usize) -> &str {
        &self.codes[&case]
    }

    /// Everything that was acknowledged, in order.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// A step was tried and did not happen.
    pub fn still_to_do(&mut self, step: Step) {
        self.left = Some(step);
    }

    /// The step that was tried and did not happen.
    pub fn take_left(&mut self) -> Option<Step> {
        self.left.take()
    }

    /// More time went by than anybody may stay away.
    pub fn long_pause(&mut self) {
        self.away.clear();
    }

    /// Whom or what a step is about, where that is known before it is done.
    pub fn about(&self, step: &Step) -> Option<String> {
        match step {
            Step::Call { .. } => None,
            Step::Issue { service, .. } => {
                let given = self.facts.iter().filter(|fact| fact.event == "ticket_issued");
                Some(format!("{service}{:03}", given.filter(|fact| fact.about.starts_with(*service)).count() + 1))
            }
            Step::Receive { .. } => Some(format!("000.00.00.H27-261123-{:04}", self.codes.len() + 1)),
            Step::Cancel { ticket } | Step::Prioritise { ticket, .. } => Some(ticket.clone()),
            Step::Back { at, .. } => self.away.get(at).cloned(),
            Step::TakeOn { at } => self.next.get(at).cloned(),
            Step::Done { case } | Step::HandOver { case } => self.codes.get(case).cloned(),
            Step::Open { at, .. }
            | Step::Pause { at }
            | Step::Reopen { at }
            | Step::Close { at }
            | Step::Undo { at, .. } => Some(at.to_string()),
            Step::Recall { at }
            | Step::Start { at }
            | Step::Finish { at, .. }
            | Step::NoShow { at }
            | Step::Park { at, .. }
            | Step::Transfer { at, .. } => self.front.get(at).cloned(),
        }
    }

    /// A step was acknowledged: it was about `about`.
    pub fn acknowledged(&mut self, step: &Step, about: String) {
        self.facts.push(Fact { event: step.event().to_owned(), about: about.clone() });
        match *step {
            Step::Open { at, officer } => {
                self.seats.insert(at, officer);
            }
            Step::Close { at } => {
                self.seats.remove(&at);
            }
            Step::Call { at } => {
                self.front.insert(at, about);
            }
            Step::Back { at, to: BackTo::Counter } => {
                self.away.remove(&at);
                self.front.insert(at, about);
            }
            Step::Back { at, to: BackTo::Next } => {
                self.away.remove(&at);
                self.next.insert(at, about);
            }
            Step::TakeOn { at } => {
                self.next.remove(&at);
                self.front.insert(at, about);
            }
            Step::Back { at, to: BackTo::Queue } => {
                self.away.remove(&at);
            }
            Step::Park { at, .. } => {
                self.leaves(at);
                self.away.insert(at, about);
            }
            Step::NoShow { at } => {
                self.leaves(at);
                if !self.was_absent(&about) {
                    self.away.insert(at, about);
                }
            }
            Step::Finish { at, .. } | Step::Transfer { at, .. } | Step::Undo { at, what: Undone::Call } => {
                self.leaves(at);
            }
            Step::Undo { at, what: Undone::Finish } => {
                let ticket = self.before[&at].clone();
                self.front.insert(at, ticket);
            }
            Step::Receive { case, .. } => {
                self.codes.insert(case, about);
            }
            _ => {}
        }
    }

    fn leaves(&mut self, at: u16) {
        if let Some(ticket) = self.front.remove(&at) {
            self.before.insert(at, ticket);
        }
    }
}
