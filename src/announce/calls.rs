//! Who is newly called, from one published state to the next.

use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::Stage;
use std::collections::BTreeMap;

/// A call to be spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who.
    pub ticket: TicketNo,
    /// Where to.
    pub counter: CounterId,
}

/// Who was called when it was last looked; how often, and by which event.
#[derive(Clone, Debug, Default)]
pub struct Calls(BTreeMap<TicketNo, (CounterId, u16, u64)>);

impl Calls {
    /// Everybody who is called now is known already.
    pub fn of(state: &State) -> Self {
        let called = |(number, ticket): (&TicketNo, &crate::domain::ticket::Ticket)| match ticket.stage {
            Stage::Called { counter, calls, .. } => Some((*number, (counter, calls, ticket.touched))),
            _ => None,
        };
        Self(state.tickets.iter().filter_map(called).collect())
    }

    /// Calls that were not there when it was last looked, recalls among them, in the order they were made. Whoever was
    /// called and is being served already needs none.
    pub fn news(&mut self, state: &State) -> Vec<Call> {
        let now = Self::of(state);
        let is_new = |number: &TicketNo, (counter, calls, _): &(CounterId, u16, u64)| {
            self.0.get(number).is_none_or(|(before, times, _)| before != counter || times != calls)
        };
        let mut new: Vec<_> = now.0.iter().filter(|(number, call)| is_new(number, call)).collect();
        new.sort_by_key(|(_, (_, _, event))| *event);
        let calls =
            new.into_iter().map(|(ticket, (counter, ..))| Call { ticket: *ticket, counter: *counter }).collect();
        *self = now;
        calls
    }

    /// Whether this call still stands.
    pub fn is_called(&self, call: &Call) -> bool {
        self.0.get(&call.ticket).is_some_and(|(counter, ..)| *counter == call.counter)
    }
}
