//! What somebody who has just taken a number is told to expect: kept with it, so that it can be held against what comes.
//! Who took hers too soon after others for that is told with the next forecast.

use crate::domain::command::Verb;
use crate::domain::event::{Event, Recorded};
use crate::domain::expected::Expected;
use crate::domain::state::State;
use crate::domain::ticket::Ticket;

/// How many took a number since a forecast that knows of everybody before: she herself. One that knows of fewer would
/// promise her the time of those who stand before her.
const SINCE_MAX: u64 = 1;

/// The promise that goes with what has just happened, where there is one.
///
/// Those who have an appointment were told its time; who hands in the number of another day stands where nobody stands
/// who comes now.
pub(super) fn of(records: &[Recorded], state: &State, expected: &Expected) -> Option<Verb> {
    let issued = records.iter().find_map(|record| match &record.event {
        Event::TicketIssued(issued) if issued.appointment.is_none() && issued.voucher.is_none() => Some(issued),
        _ => None,
    })?;
    if state.next_turn.saturating_sub(expected.turn) > SINCE_MAX {
        return None;
    }
    let range = expected.range_of_new(issued.ticket.service, issued.class)?;
    Some(Verb::Promise { ticket: issued.ticket, range })
}

/// The promises of a new forecast to those who wait for their first call and were told nothing yet: as of its moment.
pub(super) fn later(state: &State, expected: &Expected) -> Vec<Verb> {
    let first = |ticket: &&Ticket| ticket.called.is_none() && ticket.misses == 0 && ticket.appointment.is_none();
    // A number of another day may be called the same; whoever hands one in has waited before.
    let known = |ticket: &&Ticket| ticket.turn < expected.turn && ticket.arrival == ticket.issued;
    let waiting = state.waiting().filter(|ticket| ticket.promise.is_none()).filter(first).filter(known);
    let range = |ticket: &Ticket| expected.tickets.get(&ticket.number).copied();
    waiting.filter_map(|ticket| Some(Verb::Promise { ticket: ticket.number, range: range(ticket)? })).collect()
}
