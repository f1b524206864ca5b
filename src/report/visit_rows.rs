//! The centre's own visits as rows of the neutral log that [`super::visits`] reads.
//!
//! One row for each leg of a visit: whoever is sent on, fetches a paper, or comes back after missing her call has a row
//! for each wait, and the outcome of all but the last says so. A leg begins when the one before ended there, or when she
//! was back; the service begins with the call, since the walk to the counter takes the counter's time. So no two rows of
//! a counter overlap.

use crate::domain::legs::{Ending, Leg};
use crate::domain::ticket::Outcome;
use crate::domain::time::Timestamp;
use std::io::Write;

/// The columns, in their order.
const COLUMNS: [&str; 9] = ["ticket", "service", "class", "counter", "arrival", "start", "end", "left", "outcome"];

/// What programs call a leg after which another may follow.
pub(super) const GOES_ON: [&str; 3] = ["transferred", "fetching_paper", "missed"];

/// Begins a log on `to`.
///
/// # Errors
/// The system's.
pub fn begin<W: Write>(to: W) -> Result<::csv::Writer<W>, ::csv::Error> {
    let mut log = ::csv::Writer::from_writer(to);
    log.write_record(COLUMNS)?;
    Ok(log)
}

/// Adds the legs of visits that are over.
///
/// # Errors
/// The system's.
pub fn add<W: Write>(log: &mut ::csv::Writer<W>, legs: &[Leg]) -> Result<(), ::csv::Error> {
    for leg in legs {
        let at = |at: Option<Timestamp>| at.map(Timestamp::to_the_second).unwrap_or_default();
        log.write_record([
            leg.ticket.to_string(),
            leg.service.to_string(),
            leg.class.to_string(),
            leg.counter.map(|counter| counter.to_string()).unwrap_or_default(),
            leg.arrival.to_the_second(),
            at(leg.start),
            at(leg.end.filter(|_| leg.start.is_some())),
            at(leg.end.filter(|_| leg.start.is_none())),
            outcome(leg.ending).to_owned(),
        ])?;
    }
    Ok(())
}

/// What programs call what came of it.
fn outcome(ending: Ending) -> &'static str {
    match ending {
        Ending::Served(Outcome::DossierReceived) => "dossier_received",
        Ending::Served(Outcome::ResultReturned) => "result_returned",
        Ending::Served(Outcome::AdviceOnly) => "advice_only",
        Ending::Served(Outcome::SentToFixPapers) => "sent_to_fix_papers",
        Ending::Served(Outcome::Other) => "other",
        Ending::Transferred => GOES_ON[0],
        Ending::FetchesPaper => GOES_ON[1],
        Ending::Missed => GOES_ON[2],
        Ending::Cancelled => "cancelled",
        Ending::DayEnded => "day_ended",
    }
}
