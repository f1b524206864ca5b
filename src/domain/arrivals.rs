//! How many numbers were taken in each half hour of a day.

use super::ticket::Ticket;
use super::time::Timestamp;
use chrono::Timelike;

/// Half hours of a day.
pub const SLOTS: usize = 48;

/// Numbers taken, by half hour of the local day.
pub type Arrivals = [u16; SLOTS];

/// The half hour that holds this moment.
pub fn slot(at: Timestamp) -> usize {
    let time = at.local().time();
    let half_hours = time.num_seconds_from_midnight() / 1800;
    usize::try_from(half_hours).unwrap_or(0).min(SLOTS - 1)
}

/// The numbers taken on the day of these tickets.
pub fn of<'a>(tickets: impl Iterator<Item = &'a Ticket>) -> Arrivals {
    let mut arrivals = [0_u16; SLOTS];
    for ticket in tickets {
        let taken = &mut arrivals[slot(ticket.issued)];
        *taken = taken.saturating_add(1);
    }
    arrivals
}

/// The middle of several days, half hour by half hour: one odd day does not make a usual one. `None` without any.
pub fn usual(days: &[Arrivals]) -> Option<Arrivals> {
    if days.is_empty() {
        return None;
    }
    let mut usual = [0_u16; SLOTS];
    for (slot, middle) in usual.iter_mut().enumerate() {
        let mut counts: Vec<u16> = days.iter().map(|day| day[slot]).collect();
        counts.sort_unstable();
        *middle = counts[counts.len() / 2];
    }
    Some(usual)
}
