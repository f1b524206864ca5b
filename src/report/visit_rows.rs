//! The centre's own visits as rows of the neutral log that [`super::visits`] reads.
//!
//! One row for each visit that is over. Of somebody who was sent on, or came back after missing a call, the start is that
//! of her last service, and she is taken to have come as long before it as she waited in all: a row has one wait. The
//! service begins with the call, since the walk to the counter takes the counter's time.

use crate::domain::ticket::{Closed, Outcome, Stage, Ticket};
use crate::domain::time::Timestamp;
use std::io::Write;

/// The columns, in their order.
const COLUMNS: [&str; 9] = ["ticket", "service", "class", "counter", "arrival", "start", "end", "left", "outcome"];

/// Begins a log on `to`.
///
/// # Errors
/// The system's.
pub fn begin<W: Write>(to: W) -> Result<::csv::Writer<W>, ::csv::Error> {
    let mut log = ::csv::Writer::from_writer(to);
    log.write_record(COLUMNS)?;
    Ok(log)
}

/// Adds the visits among `tickets` that are over; answers how many those were.
///
/// # Errors
/// The system's.
pub fn add<W: Write>(log: &mut ::csv::Writer<W>, tickets: &[Ticket]) -> Result<u64, ::csv::Error> {
    let mut rows = 0;
    for ticket in tickets {
        let Some(ended) = ticket.ended else { continue };
        let served = match &ticket.stage {
            Stage::Served { outcome } => Some((ticket.called.unwrap_or(ended), *outcome)),
            Stage::Closed(_) => None,
            _ => continue,
        };
        let at = |at: Option<Timestamp>| at.map(Timestamp::to_the_second).unwrap_or_default();
        let start = served.map(|(start, _)| start);
        let arrival = start.map_or(ticket.issued, |start| start.plus(-ticket.waited_s).max(ticket.issued));
        log.write_record([
            ticket.number.to_string(),
            ticket.service.to_string(),
            ticket.class.to_string(),
            start.and(ticket.counter).map(|counter| counter.to_string()).unwrap_or_default(),
            arrival.to_the_second(),
            at(start),
            at(start.map(|_| ended)),
            at(start.is_none().then_some(ended)),
            outcome(ticket, served.map(|(_, outcome)| outcome)).to_owned(),
        ])?;
        rows += 1;
    }
    Ok(rows)
}

/// What programs call what came of it.
fn outcome(ticket: &Ticket, served: Option<Outcome>) -> &'static str {
    match (served, &ticket.stage) {
        (Some(Outcome::DossierReceived), _) => "dossier_received",
        (Some(Outcome::ResultReturned), _) => "result_returned",
        (Some(Outcome::AdviceOnly), _) => "advice_only",
        (Some(Outcome::SentToFixPapers), _) => "sent_to_fix_papers",
        (Some(Outcome::Other), _) => "other",
        (None, Stage::Closed(Closed::Missed)) => "missed",
        (None, Stage::Closed(Closed::DayEnded)) => "day_ended",
        (None, _) => "cancelled",
    }
}
