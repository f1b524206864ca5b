//! What a row says of how the dossier stands in the system that it comes from: its status there, when it was received,
//! and the due time that was promised.

use super::called::called;
use super::cells::Cells;
use super::outcome::Why;
use super::rows::Judge;
use crate::domain::dossier::{Elsewhere, Status, is_absurd};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;

/// When a dossier was received, and how it stood there.
pub(super) struct Standing {
    /// `None` where nothing says it: then it counts as handed in now.
    pub(super) received: Option<Timestamp>,
    /// `None` where nothing but its registration is told.
    pub(super) elsewhere: Option<Elsewhere>,
    /// When the result was there, as the row has it.
    pub(super) finished: Option<Timestamp>,
}

/// The status of a row; `None` where nothing stands there, and with a fault where it is unknown.
pub(super) fn status(cells: &mut Cells<'_>) -> Option<Status> {
    let found = cells.take("status");
    if found.is_empty() {
        return None;
    }
    // What stands in brackets is how it is done: `Chờ trả (BCCI)`.
    let before = found.split('(').next().unwrap_or_default();
    let status = called(&found).or_else(|| called(before));
    if status.is_none() {
        cells.fault("status", Why::Cell("import.status_wrong", vec![("found", found)]));
    }
    status
}

/// The moments in a row's cells, each with a fault where it cannot be read.
pub(super) struct Moments {
    pub(super) submitted: Option<Timestamp>,
    pub(super) received: Option<Timestamp>,
    pub(super) due: Option<Timestamp>,
    pub(super) finished: Option<Timestamp>,
    pub(super) returned: Option<Timestamp>,
    pub(super) stood_since: Option<Timestamp>,
}

/// Reads them.
pub(super) fn moments(judge: &Judge<'_>, cells: &mut Cells<'_>) -> Moments {
    let mut moment = |column, by| cells.moment(column, &judge.book.calendar, by);
    Moments {
        submitted: moment("submitted", false),
        received: moment("received", false),
        due: moment("due", true),
        finished: moment("finished", false),
        returned: moment("returned", false),
        stood_since: moment("supplement_since", false),
    }
}

/// Everything else; `None` with faults. A receipt together with a due time was a receipt there, whatever is not said.
pub(super) fn standing(judge: &Judge<'_>, cells: &mut Cells<'_>, status: Option<Status>) -> Option<Standing> {
    let before = cells.faults.len();
    let mut moments = moments(judge, cells);
    let status = status.unwrap_or(if moments.due.is_some() { Status::Received } else { Status::Registered });
    // What was waited for and came moved the due time there already.
    moments.stood_since = moments.stood_since.filter(|_| status.pauses());
    // Some lists call the promised day so, and what is not over was handed over to nobody.
    if let Some(returned) = moments.returned.take() {
        let said = returned.local().format("%d/%m/%Y").to_string();
        cells.mend("returned", "import.not_returned", &said, "");
    }
    let Moments { submitted, received, due, finished, stood_since, .. } = moments;
    let accepted = received.or(submitted);
    if status == Status::Finished && finished.is_none() && !cells.is_wrong("finished") {
        cells.fault("finished", Why::Cell("import.finished_missing", Vec::new()));
    }
    let place = if cells.has("received") { "received" } else { "submitted" };
    match accepted {
        // Why it cannot be read is said: one fault, one reason.
        None if cells.is_wrong("received") || cells.is_wrong("submitted") => {}
        None if status != Status::Registered => {
            cells.fault(place, Why::Cell("import.received_missing", Vec::new()));
        }
        Some(_) => in_order(cells, &moments, status, judge.now),
        None if cells.has(place) => {
            let now = judge.now.local().format("%H:%M %d/%m/%Y").to_string();
            cells.mend(place, "import.undated", "", &now);
        }
        None => {}
    }
    let plain = status == Status::Registered && due.is_none();
    let elsewhere = (!plain).then(|| Elsewhere {
        status,
        submitted: submitted.filter(|_| received.is_some()),
        due,
        finished: finished.filter(|_| status == Status::Finished),
        stood_since,
    });
    (cells.faults.len() == before).then_some(Standing { received: accepted, elsewhere, finished })
}

/// Puts a fault into each cell whose moment cannot be, held against the receipt: before it, or to come.
pub(super) fn in_order(cells: &mut Cells<'_>, moments: &Moments, status: Status, now: Timestamp) {
    let Moments { submitted, received, due, finished, returned, stood_since } = *moments;
    let Some(accepted) = received.or(submitted) else { return };
    // Every other date is held against it, so nothing more can be said of them.
    if accepted > now {
        let place = if received.is_some() { "received" } else { "submitted" };
        return cells.fault(place, Why::Refused(Refusal::ReceivedWrong));
    }
    let late = |at: Option<Timestamp>| at.is_some_and(|at| at < accepted);
    let to_come = |at: Option<Timestamp>| at.is_some_and(|at| at > now);
    if late(due) {
        cells.fault("due", Why::Cell("import.due_before", Vec::new()));
    } else if due.is_some_and(|due| is_absurd(due, accepted)) {
        cells.fault("due", Why::Cell("import.due_absurd", Vec::new()));
    }
    // Where no other column has the promised day, this one may be it: then it says nothing of what came to pass.
    let handed = returned.filter(|_| cells.has("due"));
    for (column, at, happened) in [("finished", finished, finished), ("returned", returned, handed)] {
        if late(at) {
            cells.fault(column, Why::Cell("import.due_before", Vec::new()));
        } else if to_come(happened) && (status.is_over() || status == Status::Finished) {
            cells.fault(column, Why::Cell("import.to_come", Vec::new()));
        }
    }
    if let (Some(done), Some(handed)) = (finished, handed)
        && handed.day() < done.day()
        && !cells.is_wrong("returned")
    {
        cells.fault("returned", Why::Cell("import.returned_before", Vec::new()));
    }
    if late(stood_since) || to_come(stood_since) {
        cells.fault("supplement_since", Why::Cell("import.stood_wrong", Vec::new()));
    }
    if submitted.is_some_and(|at| at > accepted) {
        cells.fault("submitted", Why::Cell("import.submitted_after", Vec::new()));
    }
}
