//! Today's figures: derived from the state, never stored.

use super::dossier::{Dossier, Timeliness};
use super::ids::{CounterId, ServiceId};
use super::rating::Tally;
use super::state::State;
use super::ticket::{Stage, Ticket};
use super::time::Timestamp;

/// How the waiting room stands, for all services or one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Numbers given.
    pub issued: u32,
    /// In the waiting room.
    pub waiting: u32,
    /// Called or being served.
    pub in_front: u32,
    /// Fetching a paper.
    pub held: u32,
    /// Called and absent, may still come back.
    pub missed: u32,
    /// Served.
    pub served: u32,
    /// Ended without a service.
    pub closed: u32,
    /// The longest wait of those waiting, in seconds.
    pub longest_wait_s: i64,
    /// Called: their wait is over, whatever came of it.
    pub called: u32,
    /// Mean wait of those called, in seconds.
    pub mean_wait_s: i64,
    /// Of those called, how many waited no longer than the target.
    pub within_target: u32,
    /// Of those waiting, how many wait longer than the target already.
    pub waiting_over: u32,
}

impl Figures {
    /// Of 100 whose wait can be judged, how many waited no longer than the target: those called, and those who wait
    /// beyond it already, whatever comes of them. `None` where there is nobody.
    pub fn within_percent(&self) -> Option<u32> {
        (self.within_target * 100).checked_div(self.called + self.waiting_over)
    }
}

/// How the open dossiers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DossierFigures {
    /// Received today.
    pub received_today: u32,
    /// Not over.
    pub open: u32,
    /// Due today and not done.
    pub due_today: u32,
    /// Past due and not done.
    pub overdue: u32,
    /// Done, result waiting to be collected.
    pub to_return: u32,
}

/// The waiting room's figures at `now`; of one service, or of all.
pub fn today(state: &State, service: Option<ServiceId>, now: Timestamp) -> Figures {
    of(state, now, |ticket| service.is_none_or(|service| ticket.service == service))
}

/// The figures of the tickets a counter had last.
pub fn at_counter(state: &State, counter: CounterId, now: Timestamp) -> Figures {
    of(state, now, |ticket| ticket.counter == Some(counter))
}

fn of(state: &State, now: Timestamp, counts: impl Fn(&Ticket) -> bool) -> Figures {
    let mut figures = Figures::default();
    let mut waited_s = 0;
    for ticket in state.tickets.values().filter(|ticket| counts(ticket)) {
        figures.issued += 1;
        match ticket.stage {
            Stage::Waiting { .. } => {
                figures.waiting += 1;
                figures.longest_wait_s = figures.longest_wait_s.max(ticket.wait_s(now));
                figures.waiting_over += u32::from(ticket.wait_s(now) > state.centre.targets.wait_s);
            }
            Stage::Called { .. } | Stage::Serving { .. } => figures.in_front += 1,
            Stage::Held { .. } => figures.held += 1,
            Stage::Missed { .. } => figures.missed += 1,
            Stage::Served { .. } => figures.served += 1,
            Stage::Closed(_) => figures.closed += 1,
        }
        // A wait ends at the call, not when whoever waited goes home. Back in the waiting room, it goes on.
        if ticket.called.is_some() && !ticket.is_waiting() {
            figures.called += 1;
            waited_s += ticket.waited_s;
            figures.within_target += u32::from(ticket.waited_s <= state.centre.targets.wait_s);
        }
    }
    figures.mean_wait_s = waited_s.checked_div(i64::from(figures.called)).unwrap_or(0);
    figures
}

/// Of the dossiers with a due time that were done on the day of `now`, how many were in time, and how many there were. One
/// that is in time only by a corrected due time was late for whom it was promised.
pub fn on_time_today(state: &State, now: Timestamp) -> (u32, u32) {
    let done = |dossier: &&Dossier| dossier.finished.is_some_and(|at| at.day() == now.day()) && dossier.due.is_some();
    state.dossiers.values().filter(done).fold((0, 0), |(in_time, all), dossier| {
        let is_in_time = dossier.finished <= dossier.due && dossier.judged(now).is_none();
        (in_time + u32::from(is_in_time), all + 1)
    })
}

/// The results that were handed over on the day of `now`, and what was said of them by now.
pub fn ratings_today(state: &State, now: Timestamp) -> Tally {
    Tally::of(state.handed.iter().rev().take_while(|handed| handed.at.day() == now.day()))
}

/// How the dossiers stand at `now`.
pub fn dossiers(state: &State, now: Timestamp) -> DossierFigures {
    let mut figures = DossierFigures::default();
    for dossier in state.dossiers.values() {
        figures.received_today += u32::from(dossier.handed_in().day() == now.day());
        if dossier.status.is_over() {
            continue;
        }
        figures.open += 1;
        match dossier.timeliness(now) {
            Timeliness::Overdue => figures.overdue += 1,
            Timeliness::DueToday => figures.due_today += 1,
            Timeliness::DoneOnTime | Timeliness::DoneLate => figures.to_return += 1,
            Timeliness::Running | Timeliness::Open | Timeliness::Ended => {}
        }
    }
    figures
}
