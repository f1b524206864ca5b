//! Everything that happened to one number of a day.

use super::Timeline;
use crate::domain::event::Event;
use crate::domain::ids::TicketNo;

impl Timeline {
    /// The places of the events that concern `number`, in order, from the one that gave it.
    pub fn story(&self, number: TicketNo) -> Vec<usize> {
        let events = self.events().iter().enumerate();
        events.filter(|(_, event)| concerns(&event.event, number)).map(|(at, _)| at).collect()
    }
}

fn concerns(event: &Event, number: TicketNo) -> bool {
    match event {
        Event::TicketIssued(issued) => issued.ticket == number,
        Event::TicketTransferred(moved) => moved.ticket == number,
        Event::TicketPromised { ticket, .. }
        | Event::TicketPrioritised { ticket, .. }
        | Event::TicketCalled { ticket, .. }
        | Event::TicketRecalled { ticket, .. }
        | Event::TicketStarted { ticket, .. }
        | Event::TicketFinished { ticket, .. }
        | Event::TicketMissed { ticket, .. }
        | Event::TicketRestored { ticket }
        | Event::TicketLapsed { ticket }
        | Event::TicketParked { ticket, .. }
        | Event::TicketBack { ticket }
        | Event::TicketResumed { ticket, .. }
        | Event::HoldLapsed { ticket }
        | Event::TicketCancelled { ticket, .. } => *ticket == number,
        Event::CounterActionUndone { ticket, .. } => *ticket == Some(number),
        Event::DossierReceived(receipt) => receipt.ticket == Some(number),
        Event::DossierChanged(changed) => changed.ticket == Some(number),
        Event::DayEnded { unfinished, .. } => unfinished.contains(&number),
        _ => false,
    }
}
