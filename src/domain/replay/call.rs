//! One call of a past day: the line as the rule saw it at that instant, who had waited longer, and why they were not
//! taken.

use super::Timeline;
use crate::domain::command::Actor;
use crate::domain::counter::Counter;
use crate::domain::event::{Event, Recorded};
use crate::domain::expected::Range;
use crate::domain::ids::{CounterId, GroundId, OfficerId, ServiceId, TicketNo};
use crate::domain::queue::{self, CallReason, Why};
use crate::domain::state::State;
use crate::domain::ticket::Ticket;
use crate::domain::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many of the line are told.
const TOLD: usize = 5;

/// A call, and all that its rule looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its place among the events of the day.
    pub index: usize,
    /// When.
    pub at: Timestamp,
    /// Who was called.
    pub ticket: Stood,
    /// Where to.
    pub counter: CounterId,
    /// Who sat there.
    pub officer: Option<OfficerId>,
    /// Whose wish it was; the clock's, or a citizen's at the kiosk, where the counter calls by itself.
    pub by: Actor,
    /// What the rule gave as its reason.
    pub reason: CallReason,
    /// The first of those whom the counter could call, in the order of the rule.
    pub line: Vec<Stood>,
    /// How many it could call in all.
    pub waiting: usize,
    /// Who had come before, or waited longer, the earliest number first, and why it was not she.
    pub longer: Vec<(Stood, WhyNot)>,
    /// What the called one had been promised with her number, and what came of it.
    pub promise: Option<Promised>,
}

/// Somebody in the line, as she stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stood {
    /// Her number.
    pub ticket: TicketNo,
    /// What she waited for.
    pub service: ServiceId,
    /// Her class.
    pub class: u8,
    /// Her ground of priority.
    pub priority: Option<GroundId>,
    /// How long she had waited, in seconds.
    pub waited_s: i64,
    /// How often she had been passed.
    pub passed: u32,
    /// Her appointment, where it counted.
    pub appointment: Option<Timestamp>,
}

/// Why somebody who had waited longer was not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The counter does not serve what she waited for.
    NotServed,
    /// She waited for this counter alone.
    OtherCounter(CounterId),
    /// Her appointed time had not come.
    Appointment(Timestamp),
    /// She had missed a call; one other of her service goes first.
    AfterMiss,
    /// The called one was of a higher class.
    Class,
    /// Her place counts from this moment only: she came back, or was sent on.
    Place(Timestamp),
    /// Somebody had been passed as often as anyone may be.
    PassedEnough,
    /// The officer chose.
    Chosen,
    /// The called one had come before her.
    CameLater,
    /// The rule put her behind.
    Order,
}

/// A promise and its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// What was told.
    pub range: Range,
    /// When.
    pub at: Timestamp,
    /// Whether that was after she had taken the number.
    pub is_later: bool,
    /// How long it was from then to the first call; `None` while she waits.
    pub took_s: Option<i64>,
}

impl Promised {
    /// Whether it was kept; `None` while that is open.
    pub fn held(self) -> Option<bool> {
        self.took_s.map(|took_s| self.range.held(took_s))
    }
}

impl Stood {
    fn of(ticket: &Ticket, now: Timestamp) -> Self {
        Self {
            ticket: ticket.number,
            service: ticket.service,
            class: ticket.class,
            priority: ticket.ground.clone(),
            waited_s: ticket.wait_s(now),
            passed: ticket.passed,
            appointment: ticket.appointment,
        }
    }
}

impl Timeline {
    /// The call at this place among the events; `None` where there is none.
    pub fn call(&self, index: usize) -> Option<Call> {
        let event = self.events().get(index)?;
        let Event::TicketCalled { ticket, counter, reason, .. } = &event.event else { return None };
        let (before, at) = (self.state(index), event.at);
        let (called, there) = (before.tickets.get(ticket)?, before.counters.get(counter)?);
        let callable = callable(&before, there, at);
        let order = queue::order(&before, Some(*counter), at);
        let could = order.iter().filter(|place| callable.contains(&place.ticket));
        let line = could.filter_map(|place| before.tickets.get(&place.ticket)).take(TOLD);
        Some(Call {
            index,
            at,
            ticket: Stood::of(called, at),
            counter: *counter,
            officer: there.officer,
            by: event.by,
            reason: reason.clone(),
            line: line.map(|ticket| Stood::of(ticket, at)).collect(),
            waiting: callable.len(),
            longer: longer((&before, &callable), there, called, reason.why, at),
            promise: self.promise(*ticket, index + 1),
        })
    }

    /// What `ticket` was promised, and what had come of it after `count` events.
    pub fn promise(&self, ticket: TicketNo, count: usize) -> Option<Promised> {
        let events = &self.events()[..count.min(self.events().len())];
        let (from, at, range) = events.iter().enumerate().find_map(|(from, event)| match &event.event {
            Event::TicketPromised { ticket: no, range } if *no == ticket => Some((from, event.at, *range)),
            _ => None,
        })?;
        let called = events[from..]
            .iter()
            .find(|event| matches!(&event.event, Event::TicketCalled { ticket: called, .. } if *called == ticket));
        let with_number =
            |event: &Recorded| matches!(&event.event, Event::TicketIssued(issued) if issued.ticket == ticket);
        let is_later = events[..from].iter().any(|event| with_number(event) && event.at < at);
        Some(Promised { range, at, is_later, took_s: called.map(|event| event.at.since(at)) })
    }
}

/// Those whom this counter could call.
pub(super) fn callable(state: &State, counter: &Counter, now: Timestamp) -> BTreeSet<TicketNo> {
    queue::callable(state, counter, now).into_iter().map(|leg| leg.ticket).collect()
}

/// Who had come before `called`, or waited longer, and why it was not her turn.
fn longer(
    (state, callable): (&State, &BTreeSet<TicketNo>),
    counter: &Counter,
    called: &Ticket,
    why: Why,
    now: Timestamp,
) -> Vec<(Stood, WhyNot)> {
    let age = |ticket: &Ticket| (ticket.arrival, ticket.turn);
    let waited = called.wait_s(now);
    let others = state.waiting().filter(|other| other.number != called.number);
    let earlier = |other: &&Ticket| other.issued < called.issued || age(other) < age(called);
    let mut before: Vec<&Ticket> = others.filter(|other| other.wait_s(now) > waited || earlier(other)).collect();
    before.sort_by_key(|other| (other.issued, other.turn));
    let why_not = |other: &Ticket| why_not((state, callable), counter, (called, why), other, now);
    before.into_iter().map(|other| (Stood::of(other, now), why_not(other))).collect()
}

/// Why `called`, for the reason `why`, and not `other`, who waited too.
pub(super) fn why_not(
    (state, callable): (&State, &BTreeSet<TicketNo>),
    counter: &Counter,
    (called, why): (&Ticket, Why),
    other: &Ticket,
    now: Timestamp,
) -> WhyNot {
    let age = |ticket: &Ticket| (ticket.arrival, ticket.turn);
    match other.bound {
        Some(bound) if bound != counter.id => WhyNot::OtherCounter(bound),
        None if !counter.skills.contains(&other.service) => WhyNot::NotServed,
        _ if !callable.contains(&other.number) => match other.appointment {
            Some(at) if now < at.plus(-state.centre.periods.appointment_early_s) => WhyNot::Appointment(at),
            _ => WhyNot::AfterMiss,
        },
        _ if why == Why::Chosen => WhyNot::Chosen,
        _ if why == Why::PassedEnough => WhyNot::PassedEnough,
        _ if called.class > other.class => WhyNot::Class,
        _ if age(other) > age(called) && other.issued >= called.issued => WhyNot::CameLater,
        _ if age(other) > age(called) => WhyNot::Place(other.arrival),
        _ => WhyNot::Order,
    }
}
