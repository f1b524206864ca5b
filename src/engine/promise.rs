//! What somebody who has just taken a number is told to expect: kept with it, so that it can be held against what comes.

use crate::domain::command::Verb;
use crate::domain::event::{Event, Recorded};
use crate::domain::expected::Expected;
use crate::domain::state::State;

/// Once more people than this took numbers since the forecast was made, it says nothing of those who come now.
const SINCE_MAX: u64 = 3;

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
