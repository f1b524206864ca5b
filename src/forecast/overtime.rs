//! How long after the end of their hours counters still call people: learnt from those who wait then.
//!
//! At the end of each span of the day (noon, closing) somebody may still wait. The last call after it shows how long the
//! counters went on; where nobody was left who could be called, only that they went on for so long at least.

use super::model::Model;
use super::walk::seconds;
use crate::domain::centre::Centre;
use crate::domain::state::State;
use crate::domain::time::{Timestamp, tomorrow};

/// A span that is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ending {
    /// When it ended.
    close: Timestamp,
    /// The last call since then; the end itself where there was none.
    last: Timestamp,
    /// When the next one begins, or the day ends.
    until: Timestamp,
}

impl Ending {
    /// The span of the hours that ended after `from`, and by `at`; the last one where there are several.
    pub(super) fn between(centre: &Centre, from: Timestamp, at: Timestamp) -> Option<Self> {
        let day = from.day();
        let spans = centre.hours.working(day);
        let ended = spans.iter().rposition(|span| {
            let close = Timestamp::at(day, span.close());
            from < close && close <= at
        })?;
        let close = Timestamp::at(day, spans[ended].close());
        let next = spans.get(ended + 1).map(|span| Timestamp::at(day, span.open()));
        Some(Self { close, last: close, until: next.unwrap_or_else(|| Timestamp::midnight(tomorrow(day))) })
    }

    /// Somebody was called.
    pub(super) fn called(&mut self, at: Timestamp) {
        self.last = self.last.max(at);
    }

    /// Whether nothing more can be seen of it at `at`.
    pub(super) fn is_over(&self, at: Timestamp) -> bool {
        at >= self.until
    }

    /// What it shows, with the state as it was until then.
    pub(super) fn learn(&self, state: &State, model: &mut Model) {
        let went_on_s = seconds(self.last.since(self.close));
        let could = |ticket: &crate::domain::ticket::Ticket| ticket.issued <= self.last && ticket.appointment.is_none();
        model.went_on(went_on_s, state.waiting().any(could));
    }
}
