//! What the passing of time does by itself: misses and holds run out, the day ends, a day begins.

use super::Plan;
use crate::domain::command::Verb;
use crate::domain::event::Event;
use crate::domain::ids::TicketNo;
use crate::domain::ticket::Stage;

/// Ends what is over by now, and begins the day that `verb` needs.
pub(super) fn elapse(plan: &mut Plan, verb: &Verb) {
    let today = plan.now.day();
    if let Some(day) = plan.state.day.filter(|day| *day != today) {
        let unfinished = plan.state.tickets.values().filter(|t| !t.is_over()).map(|t| t.number).collect();
        plan.happen(Event::DayEnded { day, unfinished });
    }
    let now = plan.now;
    let over = |ticket: &crate::domain::ticket::Ticket| match ticket.stage {
        Stage::Missed { until, .. } if now > until => Some((ticket.number, false)),
        Stage::Held { until, back: false, .. } if now > until => Some((ticket.number, true)),
        _ => None,
    };
    let ended: Vec<(TicketNo, bool)> = plan.state.timed().filter_map(over).collect();
    for (ticket, held) in ended {
        plan.happen(if held { Event::HoldLapsed { ticket } } else { Event::TicketLapsed { ticket } });
    }
    let of_the_office = matches!(
        verb,
        Verb::Tick
            | Verb::ConfirmClock
            | Verb::Configure(_)
            | Verb::SetOfficer(_)
            | Verb::SetPin { .. }
            | Verb::AddKey { .. }
            | Verb::RemoveKey { .. }
    );
    if plan.state.day.is_none() && !of_the_office {
        plan.happen(Event::DayStarted { day: today });
    }
}
