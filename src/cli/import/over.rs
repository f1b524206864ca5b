//! Rows of dossiers that are over in the other system: they do not come in. What is here all the same is told, and so is
//! what is wrong in their cells, as the status may have been entered wrong.

use super::super::answer::Objection;
use super::cells::Cells;
use super::differ::{Differing, Said};
use super::dossiers::{here, is_another, particulars, procedure};
use super::elsewhere::{Moments, in_order, moments};
use super::outcome::Why;
use super::rows::{Good, Judge};
use crate::domain::dossier::Status;
use std::mem::take;

/// What such a row comes to; `None` where its dates cannot be, or its code is here, of another dossier.
///
/// # Errors
/// The store's.
pub(super) fn judged(judge: &mut Judge<'_>, cells: &mut Cells<'_>, status: Status) -> Result<Option<Good>, Objection> {
    let code = cells.take("foreign").to_uppercase();
    if code.is_empty() {
        cells.fault("foreign", Why::Cell("import.foreign_missing", Vec::new()));
    }
    let (procedure, person) = (procedure(judge, cells), cells.person());
    particulars(cells);
    let mut moments = moments(judge, cells);
    // Nothing is waited for any more.
    moments.stood_since = None;
    let others = cells.faults.len();
    in_order(cells, &moments, status, judge.now);
    // What ended before it began is a wrong row wherever it stands: nobody knows which of its dates is true.
    if cells.faults.len() > others {
        return Ok(None);
    }
    let Moments { due, finished, .. } = moments;
    // Nothing of it comes in, so nothing of it is mended, or in the way.
    let (faults, _) = (take(&mut cells.faults), take(&mut cells.mended));
    let found = if code.is_empty() { None } else { here(judge.office, &code)? };
    let Some(found) = found else {
        judge.told.over.push((cells.row.number, code, status));
        judge.told.over_faults.extend(faults);
        return Ok(Some(Good::Over));
    };
    if let (Some(procedure), Some(person)) = (&procedure, &person) {
        let known = judge.office.hub.reader().person(found.applicant)?;
        if is_another(&found, known.as_ref(), procedure, person) {
            cells.fault("foreign", Why::Cell("import.another_dossier", vec![("dossier", found.code.to_string())]));
            return Ok(None);
        }
    }
    judge.told.over_faults.extend(faults);
    let said = Said { status: Some(status), due, finished };
    let differing = Differing::of(cells.row.number, &code, said, &found);
    Ok(Some(judge.told.is_here(Good::Same, differing)))
}
