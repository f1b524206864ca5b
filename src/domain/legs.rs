//! Visits in their legs, followed through the journal: each wait, with the stay at a counter in which it ended.
//!
//! Whoever is sent on, fetches a paper or misses her call and comes back has more than one leg. What is taken back at a
//! counter has not happened; so the legs of a day stand when it is over.

use super::event::{Event, Recorded, TicketIssued, TicketTransferred};
use super::ids::{CounterId, ServiceId, TicketNo};
use super::ticket::Outcome;
use super::time::{Day, Timestamp};
use super::track::counter_of;
use std::collections::BTreeMap;

/// How a leg ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The visit ended with a service.
    Served(Outcome),
    /// She waits again: for another service or counter, or at her old place.
    Transferred,
    /// She left the counter to fetch a paper.
    FetchesPaper,
    /// She was called and not there.
    Missed,
    /// The number was cancelled.
    Cancelled,
    /// The day ended.
    DayEnded,
}

/// One wait, and the stay at a counter in which it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Whose.
    pub ticket: TicketNo,
    /// What for.
    pub service: ServiceId,
    /// 0 ordinary, 1 and up priority.
    pub class: u8,
    /// Where she stood; `None` where she never came to a counter.
    pub counter: Option<CounterId>,
    /// Since when she waited.
    pub arrival: Timestamp,
    /// When she was called: the way to the counter takes the counter's time.
    pub start: Option<Timestamp>,
    /// When she left the counter, or the waiting room where she came to none; `None` while the leg lasts.
    pub end: Option<Timestamp>,
    /// How it ended, or would if the day did.
    pub ending: Ending,
}

/// One visit as far as it has gone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Visit {
    turn: u64,
    service: ServiceId,
    class: u8,
    /// Since when she waits, where she does.
    queued: Timestamp,
    place: Place,
    legs: Vec<Leg>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Waiting,
    Called,
    Serving,
    /// Fetching a paper for this counter, or back with it already.
    Away {
        counter: CounterId,
        back: Option<Timestamp>,
    },
    Missed,
    Over,
}

impl Visit {
    fn new(issued: &TicketIssued, at: Timestamp) -> Self {
        Self {
            turn: issued.turn,
            service: issued.ticket.service,
            class: issued.class,
            queued: issued.arrival.max(at),
            place: Place::Waiting,
            legs: Vec::new(),
        }
    }

    fn called(&mut self, ticket: TicketNo, counter: CounterId, since: Timestamp, at: Timestamp) {
        let (service, class) = (self.service, self.class);
        let (counter, start, ending) = (Some(counter), Some(at), Ending::DayEnded);
        self.legs.push(Leg { ticket, service, class, counter, arrival: since, start, end: None, ending });
    }

    /// She is at no counter any more; where nothing was done for her there, she only waited until then.
    fn leaves(&mut self, at: Timestamp, ending: Ending, place: Place) {
        if let Some(leg) = self.legs.last_mut().filter(|leg| leg.end.is_none()) {
            (leg.end, leg.ending) = (Some(at), ending);
            if self.place == Place::Called && !matches!(ending, Ending::Served(_) | Ending::Transferred) {
                (leg.counter, leg.start) = (None, None);
            }
        }
        self.place = place;
    }

    /// The visit ends without a service.
    fn ends(&mut self, ticket: TicketNo, at: Timestamp, ending: Ending) {
        match self.place {
            Place::Waiting => {
                let (service, class, arrival) = (self.service, self.class, self.queued);
                let end = Some(at.max(arrival));
                self.legs.push(Leg { ticket, service, class, counter: None, arrival, start: None, end, ending });
            }
            // She did not come back with it.
            Place::Away { .. } => {
                if let Some(leg) = self.legs.last_mut() {
                    leg.ending = ending;
                }
            }
            Place::Called | Place::Serving => self.leaves(at, ending, Place::Over),
            Place::Missed | Place::Over => {}
        }
        self.place = Place::Over;
    }

    /// Back in the waiting room after a miss, or after a number was cancelled by mistake.
    fn waits_again(&mut self, at: Timestamp) {
        let cancelled = |leg: &&mut Leg| leg.ending == Ending::Cancelled;
        match self.legs.last_mut().filter(cancelled) {
            // She has waited all the while.
            Some(leg) if leg.start.is_none() && leg.end.is_some() => {
                self.queued = leg.arrival;
                self.legs.pop();
            }
            Some(leg) => {
                leg.ending = Ending::Transferred;
                self.queued = at;
            }
            None => self.queued = at,
        }
        self.place = Place::Waiting;
    }
}

/// What a counter did last, with the visit before it.
#[derive(Clone, Debug)]
struct Last {
    ticket: TicketNo,
    before: Visit,
    /// A start that nobody typed: it goes back with what came after.
    implied: bool,
}

/// The visits of a day, followed through the journal.
#[derive(Clone, Debug, Default)]
pub struct Legs {
    day: Option<Day>,
    visits: BTreeMap<TicketNo, Visit>,
    last: BTreeMap<CounterId, Last>,
    /// When anything was done last in the hall: nobody is known to have stayed longer.
    stirred: Timestamp,
}

impl Legs {
    /// The day that is followed.
    pub fn day(&self) -> Option<Day> {
        self.day
    }

    /// Takes in the next event; answers the legs of the day where it ended with that.
    pub fn take(&mut self, recorded: &Recorded) -> Option<Vec<Leg>> {
        let at = recorded.at;
        match &recorded.event {
            Event::DayStarted { day } => {
                *self = Self { day: Some(*day), stirred: at, ..Self::default() };
                return None;
            }
            Event::DayEnded { .. } => {
                let until = self.stirred;
                self.visits.iter_mut().for_each(|(ticket, visit)| visit.ends(*ticket, until, Ending::DayEnded));
                let legs = self.over();
                *self = Self { day: self.day, ..Self::default() };
                return Some(legs);
            }
            Event::CounterActionUndone { counter, .. } => {
                self.stirred = at;
                if let Some(last) = self.last.remove(counter) {
                    self.visits.insert(last.ticket, last.before);
                }
            }
            event => {
                if let Some(counter) = counter_of(event) {
                    self.stirred = at;
                    self.remember(counter, event);
                }
                self.happens(event, at);
            }
        }
        None
    }

    /// The legs of all visits that are over, in the order of their numbers.
    pub fn over(&self) -> Vec<Leg> {
        let mut over: Vec<&Visit> = self.visits.values().filter(|visit| visit.place == Place::Over).collect();
        over.sort_by_key(|visit| visit.turn);
        over.into_iter().flat_map(|visit| visit.legs.iter().copied()).collect()
    }

    fn with(&mut self, ticket: TicketNo, change: impl FnOnce(&mut Visit)) {
        if let Some(visit) = self.visits.get_mut(&ticket) {
            change(visit);
        }
    }

    /// Keeps the visit as it was before an act at `counter`, as the counter itself does.
    fn remember(&mut self, counter: CounterId, event: &Event) {
        let before = self.last.remove(&counter);
        let (ticket, starts) = match event {
            Event::TicketStarted { ticket, implied, .. } => (*ticket, *implied),
            Event::TicketCalled { ticket, .. }
            | Event::TicketFinished { ticket, .. }
            | Event::TicketMissed { ticket, .. }
            | Event::TicketParked { ticket, .. }
            | Event::TicketResumed { ticket, .. } => (*ticket, false),
            Event::TicketTransferred(moved) => (moved.ticket, false),
            Event::CounterClosed { .. } => match self.held(counter) {
                Some(ticket) => (ticket, false),
                None => return,
            },
            _ => return,
        };
        let started = before.filter(|last| last.implied).map(|last| Last { implied: false, ..last });
        let now = self.visits.get(&ticket).map(|visit| Last { ticket, before: visit.clone(), implied: starts });
        self.last.extend(started.or(now).map(|last| (counter, last)));
    }

    /// Who fetches a paper for `counter`.
    fn held(&self, counter: CounterId) -> Option<TicketNo> {
        let is_held = |visit: &Visit| matches!(visit.place, Place::Away { counter: of, .. } if of == counter);
        self.visits.iter().find(|(_, visit)| is_held(visit)).map(|(ticket, _)| *ticket)
    }

    fn happens(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::TicketIssued(issued) => {
                self.visits.insert(issued.ticket, Visit::new(issued, at));
            }
            Event::TicketPrioritised { ticket, class, .. } => self.with(*ticket, |visit| visit.class = *class),
            Event::TicketCalled { ticket, counter, .. } => self.with(*ticket, |visit| {
                visit.called(*ticket, *counter, visit.queued, at);
                visit.place = Place::Called;
            }),
            Event::TicketStarted { ticket, .. } => self.with(*ticket, |visit| visit.place = Place::Serving),
            Event::TicketFinished { ticket, outcome, .. } => {
                self.with(*ticket, |visit| visit.leaves(at, Ending::Served(*outcome), Place::Over));
            }
            Event::TicketMissed { ticket, until, .. } => {
                let place = if until.is_some() { Place::Missed } else { Place::Over };
                self.with(*ticket, |visit| visit.leaves(at, Ending::Missed, place));
            }
            Event::TicketParked { ticket, counter, .. } => {
                let place = Place::Away { counter: *counter, back: None };
                self.with(*ticket, |visit| visit.leaves(at, Ending::FetchesPaper, place));
            }
            Event::TicketBack { ticket } => self.with(*ticket, |visit| {
                if let Place::Away { back, .. } = &mut visit.place {
                    *back = Some(at);
                }
            }),
            Event::TicketResumed { ticket, counter } => self.with(*ticket, |visit| {
                let back = if let Place::Away { back, .. } = visit.place { back } else { None };
                visit.called(*ticket, *counter, back.unwrap_or(at), at);
                visit.place = Place::Serving;
            }),
            Event::HoldLapsed { ticket } => self.with(*ticket, |visit| visit.waits_again(at)),
            Event::TicketLapsed { ticket } => self.with(*ticket, |visit| visit.place = Place::Over),
            Event::TicketRestored { ticket } => self.with(*ticket, |visit| visit.waits_again(at)),
            Event::TicketCancelled { ticket, .. } => {
                self.with(*ticket, |visit| visit.ends(*ticket, at, Ending::Cancelled));
            }
            Event::TicketTransferred(moved) => self.with(moved.ticket, |visit| visit.moves(moved, at)),
            Event::CounterClosed { counter } => {
                if let Some(ticket) = self.held(*counter) {
                    self.with(ticket, |visit| visit.waits_again(at));
                }
            }
            _ => {}
        }
    }
}

impl Visit {
    fn moves(&mut self, moved: &TicketTransferred, at: Timestamp) {
        if moved.from.is_some() {
            self.leaves(at, Ending::Transferred, Place::Waiting);
            self.queued = at;
        }
        self.service = moved.service;
    }
}
