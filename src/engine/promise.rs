//! What somebody who has just taken a number is told to expect: kept with it, so that it can be held against what comes.

use crate::domain::command::Verb;
use crate::domain::event::{Event, Recorded};
use crate::domain::expected::Expected;
use crate::domain::state::State;

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
