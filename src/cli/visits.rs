//! `motcua export visits`: the centre's own visits as a log that `forecast evaluate` and other programs read.

use super::answer::{Objection, Shown};
use super::export::{self, Destination, Period};
use super::office::Office;
use crate::report::visit_rows;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::File;
use std::io::BufWriter;

/// Which visits, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Of which days.
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) period: Period,
    /// Where to.
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) to: Destination,
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    let period = asked.period.in_order()?;
    let target = asked.to.target(office)?;
    let mut visits = 0;
    let rows = export::kept_whole(&target, |to| fill(office, period, to, &mut visits))?;
    let path = target.display().to_string();
    let gaps = [("path", path.as_str()), ("n", &visits.to_string()), ("rows", &rows.to_string())];
    let said = office.words.fill("report.visits_written", &gaps);
    Ok(Shown::new(said, json!({ "file": path, "visits": visits, "rows": rows })))
}

/// Writes the days that ended, then what is over of this one, and counts the visits; answers how many rows those are.
fn fill(office: &Office<'_>, period: Period, to: BufWriter<File>, visits: &mut usize) -> Result<u64, export::Broken> {
    let mut log = visit_rows::begin(to)?;
    let (mut rows, mut written) = (0, Ok(()));
    office.hub.legs(period.from, period.to, |legs| {
        *visits += legs.chunk_by(|one, other| one.ticket == other.ticket).count();
        rows += legs.len() as u64;
        written = visit_rows::add(&mut log, legs);
        written.is_ok()
    })?;
    written?;
    log.flush()?;
    Ok(rows)
}
