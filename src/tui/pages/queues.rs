//! The queues of all services, each in the order in which the room would call it.

use crate::domain::ids::{ServiceId, TicketNo};
use crate::domain::queue::{self, Place};
use crate::domain::time::Timestamp;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use std::ops::Range;

/// Everyone who waits, service by service.
#[derive(Debug, Default)]
pub(in crate::tui) struct Queues {
    /// Which one the bar is on.
    pub list: List,
    /// How far it was scrolled, headings counted.
    pub lines: List,
    pub rows: Vec<(ServiceId, Place)>,
    /// Every service with its rows, in the order of the settings; those the settings have lost come last.
    pub services: Vec<(ServiceId, Range<usize>)>,
    /// The ticket the person chose; the bar stays on it.
    picked: Option<TicketNo>,
    of: Option<(u64, Timestamp)>,
}

impl Queues {
    pub fn look(&mut self, seen: Seen<'_>) {
        let of = (seen.state().seq, seen.minute());
        if self.of != Some(of) {
            self.make(seen);
            self.of = Some(of);
        }
        let picked = self.picked.and_then(|no| self.rows.iter().position(|(_, place)| place.ticket == no));
        if let Some(at) = picked {
            self.list.at = at;
        }
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    fn make(&mut self, seen: Seen<'_>) {
        let state = seen.state();
        let order = queue::order(state, None, seen.moment());
        let mut services: Vec<ServiceId> = state.centre.services.iter().map(|service| service.id).collect();
        let service = |place: &Place| state.tickets.get(&place.ticket).map(|ticket| ticket.service);
        for other in order.iter().filter_map(service) {
            if !services.contains(&other) {
                services.push(other);
            }
        }
        self.rows.clear();
        self.services.clear();
        for id in services {
            let from = self.rows.len();
            self.rows.extend(order.iter().filter(|place| service(place) == Some(id)).map(|place| (id, place.clone())));
            self.services.push((id, from..self.rows.len()));
        }
    }

    /// The ticket under the bar.
    pub fn selected(&self) -> Option<TicketNo> {
        self.rows.get(self.list.at).map(|(_, place)| place.ticket)
    }

    /// The bar was moved: it stays on this ticket, wherever that moves to.
    pub fn pick(&mut self) {
        self.picked = self.selected();
    }

    /// To the first of this service.
    pub fn go_to(&mut self, service: ServiceId) {
        if let Some((_, rows)) = self.services.iter().find(|(id, rows)| *id == service && !rows.is_empty()) {
            self.list.at = rows.start;
            self.pick();
        }
    }

    /// To the first of the next service that has anybody, or of the one before.
    pub fn step(&mut self, back: bool) {
        let starts = self.services.iter().map(|(_, rows)| rows).filter(|rows| !rows.is_empty()).map(|rows| rows.start);
        let starts: Vec<usize> = starts.collect();
        let here = starts.iter().rposition(|start| *start <= self.list.at).unwrap_or(0);
        let count = starts.len().max(1);
        let next = if back { (here + count - 1) % count } else { (here + 1) % count };
        if let Some(start) = starts.get(next) {
            self.list.at = *start;
            self.pick();
        }
    }
}
