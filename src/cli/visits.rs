//! `motcua export visits`: the centre's own visits as a log that `forecast evaluate` and other programs read.

use super::answer::{Objection, Shown};
use super::export::{self, Destination, Period};
use super::office::Office;
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::report::visit_rows;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::File;
use std::io::BufWriter;

/// Days read at once.
const DAYS: usize = 31;

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
    let rows = export::kept_whole(&target, |to| fill(office, period, to))?;
    let path = target.display().to_string();
    let said = office.words.fill("report.visits_written", &[("path", &path), ("n", &rows.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows })))
}

/// Writes the days that ended, then what is over of this one; answers how many rows those are.
fn fill(office: &Office<'_>, period: Period, to: BufWriter<File>) -> Result<u64, export::Broken> {
    let mut log = visit_rows::begin(to)?;
    let reader = office.hub.reader();
    let reaches = |day: Day| period.to.is_none_or(|to| day <= to);
    let (mut rows, mut next) = (0, period.from.unwrap_or_default());
    loop {
        let days = reader.days(next, DAYS)?;
        for day in days.iter().copied().filter(|day| reaches(*day)) {
            let mut tickets = reader.tickets(day)?;
            tickets.sort_by_key(|ticket| ticket.turn);
            rows += visit_rows::add(&mut log, &tickets)?;
        }
        match days.last().filter(|last| days.len() == DAYS && reaches(**last)) {
            Some(last) => next = crate::domain::time::tomorrow(*last),
            None => break,
        }
    }
    let published = office.published();
    if let Some(day) = published.state.day.filter(|day| reaches(*day) && period.from.is_none_or(|from| *day >= from)) {
        let mut tickets: Vec<Ticket> = published.state.tickets.values().cloned().collect();
        tickets.retain(|ticket| ticket.issued.day() == day);
        tickets.sort_by_key(|ticket| ticket.turn);
        rows += visit_rows::add(&mut log, &tickets)?;
    }
    log.flush()?;
    Ok(rows)
}
