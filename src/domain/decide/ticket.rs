//! Tickets in the waiting room: issue, prioritise, move, cancel, restore.

use super::{Plan, reason};
use crate::domain::book::Book;
use crate::domain::command::{Actor, Destination, Issue};
use crate::domain::event::{Event, TicketIssued, TicketTransferred};
use crate::domain::expected::Range;
use crate::domain::ids::{CounterId, GroundId, ServiceId, TicketNo};
use crate::domain::refusal::{Refusal, stage_key};
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::Timestamp;

pub(super) fn issue(plan: &mut Plan, book: &Book, issue: &Issue) -> Result<(), Refusal> {
    if !plan.state.is_set_up() {
        return Err(Refusal::NoCentre);
    }
    plan.state.centre.service(issue.service).ok_or(Refusal::UnknownService(issue.service))?;
    let voucher = match issue.voucher {
        Some(no) => Some(plan.state.vouchers.get(&no).cloned().ok_or(Refusal::UnknownVoucher(no))?),
        None => None,
    };
    let ground = issue.ground.clone().or_else(|| voucher.as_ref().and_then(|old| old.ground.clone()));
    if let Some(ground) = &ground {
        check_ground(plan, ground)?;
    }
    let number = plan.state.numbers.get(&issue.service).copied().unwrap_or(0) + 1;
    if number > TicketNo::LAST {
        return Err(Refusal::NumbersUsedUp(issue.service));
    }
    let appointment = issue.appointment.map(|at| appointed(plan, book, at)).transpose()?;
    let opening = voucher.and_then(|_| opening_today(book, plan.now));
    plan.happen(Event::TicketIssued(TicketIssued {
        ticket: TicketNo { service: issue.service, number },
        class: u8::from(ground.is_some()),
        ground,
        applicant: issue.applicant,
        arrival: appointment.or(opening).unwrap_or(plan.now),
        turn: plan.state.next_turn,
        appointment,
        voucher: issue.voucher,
    }));
    Ok(())
}

/// Keeps what the holder of a number was told. Only the engine says what that was; who is called at once was told nothing.
pub(super) fn promise(plan: &mut Plan, no: TicketNo, range: Range) -> Result<(), Refusal> {
    if plan.by != Actor::Clock {
        return Err(Refusal::NotYours);
    }
    waiting(plan, no)?;
    plan.happen(Event::TicketPromised { ticket: no, range });
    Ok(())
}

/// An appointment of today, within opening hours, and not over for longer than one is kept.
fn appointed(plan: &Plan, book: &Book, at: Timestamp) -> Result<Timestamp, Refusal> {
    let today = plan.now.day();
    let since = plan.now.plus(-plan.state.centre.periods.appointment_late_s);
    if at.day() == today && at >= since && book.calendar.is_open(at) {
        return Ok(at);
    }
    let spans = book.calendar.spans(today);
    let left = spans.iter().map(|span| (Timestamp::at(today, span.open()), Timestamp::at(today, span.close())));
    // Appointments are made to the minute, so what is left begins with the next whole one.
    let since = Timestamp(since.0.div_euclid(60) * 60 + if since.0.rem_euclid(60) == 0 { 0 } else { 60 });
    let left = left.map(|(open, close)| (open.max(since), close)).filter(|(open, close)| open < close);
    match left.collect::<Vec<_>>() {
        none if none.is_empty() => Err(Refusal::NoAppointments(today)),
        hours => Err(Refusal::AppointmentWrong { day: today, hours }),
    }
}

fn opening_today(book: &Book, now: Timestamp) -> Option<Timestamp> {
    book.calendar.open_of(now.day())
}

fn check_ground(plan: &Plan, ground: &GroundId) -> Result<(), Refusal> {
    match plan.state.centre.ground(ground) {
        Some(known) if known.on => Ok(()),
        _ => Err(Refusal::UnknownGround(ground.clone())),
    }
}

pub(super) fn prioritise(plan: &mut Plan, no: TicketNo, ground: Option<&GroundId>) -> Result<(), Refusal> {
    waiting(plan, no)?;
    if let Some(ground) = ground {
        check_ground(plan, ground)?;
    }
    plan.happen(Event::TicketPrioritised { ticket: no, class: u8::from(ground.is_some()), ground: ground.cloned() });
    Ok(())
}

pub(super) fn cancel(plan: &mut Plan, no: TicketNo, typed: &str) -> Result<(), Refusal> {
    let ticket = known(plan, no)?;
    if ticket.is_over() {
        return Err(not_waiting(ticket));
    }
    let reason = reason(typed)?;
    plan.happen(Event::TicketCancelled { ticket: no, reason });
    Ok(())
}

pub(super) fn restore(plan: &mut Plan, no: TicketNo) -> Result<(), Refusal> {
    let ticket = known(plan, no)?;
    match ticket.stage {
        Stage::Missed { .. } => plan.happen(Event::TicketRestored { ticket: no }),
        Stage::Closed(Closed::Cancelled(_)) => {
            if ticket.taken_back_until(&plan.state.centre.periods).is_none_or(|until| plan.now > until) {
                return Err(Refusal::CancelledBefore(no));
            }
            plan.happen(Event::TicketRestored { ticket: no });
        }
        Stage::Held { counter, back, .. } => {
            if plan.free_counter(counter).is_ok() {
                plan.happen(Event::TicketResumed { ticket: no, counter });
            } else if !back {
                plan.happen(Event::TicketBack { ticket: no });
            }
        }
        _ => return Err(Refusal::NotAway(no)),
    }
    Ok(())
}

/// Moves a waiting ticket to another queue; it was never wrong for longer than it waited, so its place goes along.
pub(super) fn send(plan: &mut Plan, no: TicketNo, to: Destination) -> Result<(), Refusal> {
    let ticket = waiting(plan, no)?;
    let (current, arrival) = ((ticket.service, ticket.bound), ticket.arrival);
    let (service, bound) = destination(plan, ticket.service, to)?;
    if current == (service, bound) {
        return Err(Refusal::SamePlace(no));
    }
    plan.happen(Event::TicketTransferred(TicketTransferred {
        ticket: no,
        from: None,
        service,
        bound,
        arrival,
        second: false,
    }));
    Ok(())
}

/// The service and the only counter that `to` means for a ticket of `service`.
pub(super) fn destination(
    plan: &Plan,
    service: ServiceId,
    to: Destination,
) -> Result<(ServiceId, Option<CounterId>), Refusal> {
    match to {
        Destination::Service(to) => {
            plan.state.centre.service(to).ok_or(Refusal::UnknownService(to))?;
            Ok((to, None))
        }
        Destination::Counter(to) => {
            if plan.counter(to)?.station == crate::domain::counter::Station::Closed {
                return Err(Refusal::CounterClosed(to));
            }
            Ok((service, Some(to)))
        }
    }
}

pub(super) fn known(plan: &Plan, no: TicketNo) -> Result<&Ticket, Refusal> {
    plan.state.tickets.get(&no).ok_or(Refusal::UnknownTicket(no))
}

fn waiting(plan: &Plan, no: TicketNo) -> Result<&Ticket, Refusal> {
    let ticket = known(plan, no)?;
    if ticket.is_waiting() { Ok(ticket) } else { Err(not_waiting(ticket)) }
}

pub(super) fn not_waiting(ticket: &Ticket) -> Refusal {
    Refusal::NotWaiting { ticket: ticket.number, stage: stage_key(&ticket.stage).to_owned() }
}
