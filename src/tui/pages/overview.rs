//! The supervisors' wall under somebody's keys: which of its lines is selected, and what each of them is about.

use crate::domain::arrivals::Arrivals;
use crate::domain::attention::{self, What};
use crate::domain::dossier::Holder;
use crate::domain::ids::{CounterId, DossierCode, ServiceId, TicketNo};
use crate::domain::published::Trouble;
use crate::domain::time::Timestamp;
use crate::tui::action::Action;
use crate::tui::parts::turning::Turning;
use crate::tui::seen::Seen;
use std::mem::Discriminant;

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Subject {
    Trouble,
    Service(ServiceId),
    Ticket(TicketNo),
    Counter(CounterId),
    Dossier(DossierCode),
    Holder(Holder),
}

/// A line that can be opened: of what needs a person, by its kind and subject, or of the counters.
type Line = (Option<Discriminant<What>>, Subject);

/// What a sight is good for: the last event, the minute, the troubles.
type Of = (u64, Timestamp, Vec<Trouble>);

/// The wall's own memory.
#[derive(Debug, Default)]
pub(in crate::tui) struct Overview {
    /// What needs a person, then the counters.
    lines: Vec<Line>,
    /// How many of them need a person.
    needs: usize,
    /// The line that is selected; it stays selected wherever it moves to.
    picked: Option<(usize, Line)>,
    pub turning: Turning,
    /// Numbers taken on a usual day like this one.
    pub usual: Option<Arrivals>,
    /// When the page turns by itself.
    pub turns: Option<Timestamp>,
    of: Option<Of>,
}

/// The selected line, counted in its own pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Cursor {
    Need(usize),
    Counter(usize),
}

impl Overview {
    pub fn look(&mut self, seen: Seen<'_>) {
        let of = (seen.state().seq, seen.minute(), seen.published.troubles.clone());
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let needs = attention::needs(seen.published, seen.minute());
        self.needs = needs.len();
        self.lines = needs.iter().map(|need| (Some(std::mem::discriminant(&need.what)), subject(&need.what))).collect();
        self.lines.extend(seen.state().counters.keys().map(|id| (None, Subject::Counter(*id))));
        self.of = Some(of);
        // A line that is gone takes the bar away: Enter must not open another one in its stead.
        self.picked = self.picked.take().and_then(|(_, line)| {
            let at = self.lines.iter().position(|other| *other == line)?;
            Some((at, line))
        });
    }

    /// Moves the bar. False when `action` moves none.
    pub fn go(&mut self, action: Action) -> bool {
        let Some(last) = self.lines.len().checked_sub(1) else { return false };
        let here = self.picked.as_ref().map(|(at, _)| *at);
        let at = match (action, here) {
            (Action::Down | Action::First, None) | (Action::First, _) => 0,
            (Action::Up | Action::Last, None) | (Action::Last, _) => last,
            (Action::Down, Some(at)) => (at + 1).min(last),
            (Action::Up, Some(at)) => at.saturating_sub(1),
            _ => return false,
        };
        self.picked = self.lines.get(at).map(|line| (at, line.clone()));
        true
    }

    /// Takes the bar away. False when there was none.
    pub fn let_go(&mut self) -> bool {
        self.picked.take().is_some()
    }

    pub fn turn(&mut self, by: i64, now: Timestamp) {
        self.turning.turn(by, now);
        self.picked = None;
    }

    pub fn cursor(&self) -> Option<Cursor> {
        let (at, _) = self.picked.as_ref()?;
        Some(if *at < self.needs { Cursor::Need(*at) } else { Cursor::Counter(at - self.needs) })
    }

    /// Where the selected line leads.
    pub fn selected(&self) -> Option<Subject> {
        self.picked.as_ref().map(|(_, (_, subject))| subject.clone())
    }
}

fn subject(what: &What) -> Subject {
    match what {
        What::Trouble(_) => Subject::Trouble,
        What::NobodyServes { services, .. } => {
            services.first().map_or(Subject::Trouble, |service| Subject::Service(*service))
        }
        What::LeftOver { first, .. } | What::LeftForNext { first, .. } => Subject::Service(first.service),
        What::BoundToClosed { ticket, .. } | What::WaitOver { ticket, .. } => Subject::Ticket(*ticket),
        What::Idle { counter, .. }
        | What::CalledLong { counter, .. }
        | What::ServedLong { counter, .. }
        | What::PausedLong { counter, .. } => Subject::Counter(*counter),
        What::DueSoon { dossier, .. } | What::ToApprove { dossier, .. } => Subject::Dossier(dossier.clone()),
        What::Overdue { holder, .. } => Subject::Holder(holder.clone()),
    }
}
