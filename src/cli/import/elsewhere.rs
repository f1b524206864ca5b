//! What a row says of how the dossier stands in the system that it comes from: its status there, when it was received,
//! and the due time that was promised.

use super::cells::Cells;
use super::outcome::Why;
use super::rows::Judge;
use super::table::Column;
use crate::domain::dossier::{Elsewhere, Status};
use crate::domain::time::Timestamp;
use crate::text::fold::fold;

/// Columns that say it.
pub(super) const COLUMNS: [Column; 6] = [
    (
        "submitted",
        &[
            "ngay nop",
            "ngay dang ky",
            "ngay gui",
            "thoi gian nop",
            "thoi diem nop",
            "ngay nop ho so",
            "ngay gio nop",
            "ngay gui ho so",
        ],
    ),
    (
        "received",
        &[
            "ngay nhan",
            "ngay tiep nhan",
            "ngay nhan ho so",
            "ngay tiep nhan ho so",
            "thoi gian nhan",
            "thoi gian tiep nhan",
            "thoi diem tiep nhan",
            "ngay gio nhan",
            "ngay gio tiep nhan",
        ],
    ),
    (
        "due",
        &[
            "ngay hen tra",
            "ngay hen",
            "hen tra",
            "ngay hen tra ket qua",
            "hen tra ket qua",
            "ngay gio hen tra",
            "thoi gian hen tra",
            "thoi gian hen tra ket qua",
            "han tra",
            "han tra ket qua",
            "han giai quyet",
            "han xu ly",
            "ngay den han",
        ],
    ),
    ("status", &["trang thai", "tinh trang", "trang thai ho so", "tinh trang ho so", "trang thai xu ly"]),
    ("finished", &["ngay hoan thanh", "ngay xu ly xong", "ngay co ket qua", "ngay giai quyet xong"]),
    (
        "supplement_since",
        &[
            "ngay yeu cau bo sung",
            "ngay gio yeu cau bo sung",
            "thoi gian yeu cau bo sung",
            "thoi diem yeu cau bo sung",
            "ngay yeu cau bo sung ho so",
            "ngay thong bao bo sung",
            "ngay cho bo sung",
            "cho bo sung tu",
            "cho bo sung tu ngay",
            "ngay yeu cau nop phi",
            "ngay yeu cau nop le phi",
            "ngay yeu cau thanh toan",
            "ngay tam dung",
            "tam dung tu",
            "tam dung tu ngay",
            "ngay dung tinh han",
            "dung tinh han tu",
        ],
    ),
];

/// What systems call the ten statuses.
const CALLED: [(Status, &[&str]); 10] = [
    (Status::Registered, &["moi dang ky", "cho tiep nhan", "moi nop", "da dang ky", "dang ky", "da nop"]),
    (Status::Received, &["duoc tiep nhan", "da tiep nhan", "tiep nhan", "moi tiep nhan"]),
    (Status::Refused, &["khong duoc tiep nhan", "khong tiep nhan", "tu choi", "da tu choi", "tu choi tiep nhan"]),
    (
        Status::InProcess,
        &[
            "dang xu ly",
            "dang giai quyet",
            "dang thu ly",
            "cho xu ly",
            "cho giai quyet",
            "dang tham dinh",
            "dang xu ly trong han",
            "dang xu ly qua han",
            "dang giai quyet trong han",
            "dang giai quyet qua han",
        ],
    ),
    (
        Status::SupplementAsked,
        &["yeu cau bo sung giay to", "yeu cau bo sung", "cho bo sung", "dang bo sung", "cho bo sung ho so"],
    ),
    (
        Status::PaymentAsked,
        &[
            "yeu cau thuc hien nghia vu tai chinh",
            "cho thuc hien nghia vu tai chinh",
            "cho thanh toan",
            "cho nop phi",
            "cho nop le phi",
        ],
    ),
    (Status::Withdrawn, &["cong dan yeu cau rut ho so", "rut ho so", "da rut", "da rut ho so"]),
    (Status::Stopped, &["dung xu ly", "da dung xu ly", "dung giai quyet", "huy", "da huy"]),
    (Status::Finished, &["da xu ly xong", "xu ly xong", "da co ket qua", "cho tra ket qua", "da giai quyet xong"]),
    (Status::Returned, &["da tra ket qua", "da tra", "da tra ket qua cho cong dan", "da nhan ket qua"]),
];

/// When a dossier was received, and how it stood there.
pub(super) struct Standing {
    /// `None` where nothing says it: then it counts as handed in now.
    pub(super) received: Option<Timestamp>,
    /// `None` where nothing but its registration is told.
    pub(super) elsewhere: Option<Elsewhere>,
}

/// The status of a row; `None` where nothing stands there, and with a fault where it is unknown.
pub(super) fn status(cells: &mut Cells<'_>) -> Option<Status> {
    let found = cells.take("status");
    if found.is_empty() {
        return None;
    }
    let folded = fold(&found);
    let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // A register has the number of the status before its name.
    let number = words.first().and_then(|word| word.parse::<u8>().ok());
    let said = words[usize::from(number.is_some())..].join(" ");
    let called = CALLED.iter().find(|(_, names)| names.contains(&said.as_str())).map(|(status, _)| *status);
    let numbered = number.filter(|_| said.is_empty()).and_then(|number| Status::try_from(number).ok());
    let status = called.or(numbered);
    if status.is_none() {
        cells.fault("status", Why::Cell("import.status_wrong", vec![("found", found)]));
    }
    status
}

/// Everything else; `None` with faults. A receipt together with a due time was a receipt there, whatever is not said.
pub(super) fn standing(judge: &Judge<'_>, cells: &mut Cells<'_>, status: Option<Status>) -> Option<Standing> {
    let (before, calendar) = (cells.faults.len(), &judge.book.calendar);
    let submitted = cells.moment("submitted", calendar, false);
    let received = cells.moment("received", calendar, false);
    let due = cells.moment("due", calendar, true);
    let finished = cells.moment("finished", calendar, false);
    let stood_since = cells.moment("supplement_since", calendar, false);
    let accepted = received.or(submitted);
    let status = status.unwrap_or(if due.is_some() { Status::Received } else { Status::Registered });
    // What was waited for and came moved the due time there already.
    let stood_since = stood_since.filter(|_| status.pauses());
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
        Some(accepted) => {
            let late = |at: Option<Timestamp>| at.is_some_and(|at| at < accepted);
            if late(due) {
                cells.fault("due", Why::Cell("import.due_before", Vec::new()));
            }
            if late(finished) {
                cells.fault("finished", Why::Cell("import.due_before", Vec::new()));
            }
            if late(stood_since) || stood_since.is_some_and(|at| at > judge.now) {
                cells.fault("supplement_since", Why::Cell("import.stood_wrong", Vec::new()));
            }
            if submitted.is_some_and(|at| at > accepted) {
                cells.fault("submitted", Why::Cell("import.submitted_after", Vec::new()));
            }
        }
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
    (cells.faults.len() == before).then_some(Standing { received: accepted, elsewhere })
}
