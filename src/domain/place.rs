//! Where a waiting ticket stands, as its holder is told.

use super::ids::ServiceId;
use super::queue::{self, Place};
use super::state::State;
use super::ticket::Ticket;
use super::time::Timestamp;
use std::collections::BTreeSet;

/// How many wait before `ticket` at `now`, of those that counters which serve it may call.
pub fn ahead(state: &State, ticket: &Ticket, now: Timestamp) -> usize {
    let rivals: BTreeSet<ServiceId> = ticket.bound.and_then(|counter| state.counters.get(&counter)).map_or_else(
        || {
            let serving = state.counters.values().filter(|counter| counter.skills.contains(&ticket.service));
            serving.flat_map(|counter| counter.skills.iter().copied()).collect()
        },
        |counter| counter.skills.clone(),
    );
    let before = |place: &Place| place.ticket != ticket.number;
    let order = queue::order(state, None, now);
    let counts = |place: &&Place| state.tickets.get(&place.ticket).is_some_and(|t| rivals.contains(&t.service));
    order.iter().take_while(|place| before(place)).filter(counts).count()
}
