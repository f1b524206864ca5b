//! Who was called while somebody waited, and why each of them and not her.

use super::Timeline;
use super::call::{WhyNot, callable, why_not};
use crate::domain::event::Event;
use crate::domain::ids::{CounterId, ServiceId, TicketNo};
use crate::domain::queue::CallReason;
use crate::domain::time::Timestamp;

/// The calls between somebody's coming and her own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Her number.
    pub ticket: TicketNo,
    /// When she took it.
    pub came: Timestamp,
    /// What came of it.
    pub end: End,
    /// The others who were called meanwhile, in order; calls that were taken back are not among them.
    pub calls: Vec<Earlier>,
}

/// How her waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// She was called.
    Called(Timestamp, CounterId),
    /// She was not: it was cancelled, or the day was over.
    Never(Timestamp),
    /// She waits still, at this moment.
    Waits(Timestamp),
}

/// Somebody else who was called meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The place of the call among the events of the day.
    pub index: usize,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub ticket: TicketNo,
    /// Where to.
    pub counter: CounterId,
    /// What the rule gave as its reason.
    pub reason: CallReason,
    /// What the one who complains waited for then.
    pub service: ServiceId,
    /// Why it was not she.
    pub why_not: WhyNot,
}

impl Earlier {
    /// Whether the counter could not have called her at all.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.why_not, WhyNot::NotServed | WhyNot::OtherCounter(_))
    }
}

impl End {
    /// When.
    pub fn at(self) -> Timestamp {
        match self {
            Self::Called(at, _) | Self::Never(at) | Self::Waits(at) => at,
        }
    }
}

impl Timeline {
    /// Who was called while `number` waited for her first call, as far as it had come at `moment`, after `count` events;
    /// `None` where the number had not been given.
    pub fn before(&self, number: TicketNo, (count, moment): (usize, Timestamp)) -> Option<Before> {
        let count = count.min(self.events().len());
        let is_given = |index: &usize| matches!(&self.events()[*index].event, Event::TicketIssued(_));
        let story = self.story(number);
        let issued = story.iter().copied().find(is_given).filter(|issued| *issued < count)?;
        let ended = story.into_iter().filter(|index| (issued..count).contains(index)).find_map(|index| {
            let event = &self.events()[index];
            match &event.event {
                Event::TicketCalled { counter, .. } if self.stood(index, count) => {
                    Some((index, End::Called(event.at, *counter)))
                }
                Event::TicketCancelled { .. } | Event::DayEnded { .. } => Some((index, End::Never(event.at))),
                _ => None,
            }
        });
        let (until, end) = ended.unwrap_or((count, End::Waits(moment)));
        let calls = self.calls().filter(|(index, called)| (issued..until).contains(index) && *called != number);
        let calls =
            calls.filter(|(index, _)| self.stood(*index, count)).filter_map(|(index, _)| self.earlier(index, number));
        Some(Before { ticket: number, came: self.events()[issued].at, end, calls: calls.collect() })
    }

    /// The call at this place, as seen by `number`, who waited too.
    fn earlier(&self, index: usize, number: TicketNo) -> Option<Earlier> {
        let event = &self.events()[index];
        let Event::TicketCalled { ticket, counter, reason, .. } = &event.event else { return None };
        let (state, at) = (self.state(index), event.at);
        let (called, other) = (state.tickets.get(ticket)?, state.tickets.get(&number).filter(|one| one.is_waiting())?);
        let there = state.counters.get(counter)?;
        let callable = callable(&state, there, at);
        Some(Earlier {
            index,
            at,
            ticket: *ticket,
            counter: *counter,
            reason: reason.clone(),
            service: other.service,
            why_not: why_not((&state, &callable), there, (called, reason.why), other, at),
        })
    }
}
