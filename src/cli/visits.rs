//! `motcua export visits`: the centre's own visits as a log that `forecast evaluate` and other programs read.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{export, parse};
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::report::visit_rows;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

/// Days read at once.
const DAYS: usize = 31;

/// Which visits, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// From this day on.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    from: Option<Day>,
    /// Until this day.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    to: Option<Day>,
    /// The file to write; without, the standard output.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Whether the file only stands between the hub and the standard output of the one who asks.
    #[arg(skip)]
    #[serde(default)]
    through: bool,
}

impl Asked {
    /// The same by way of `file`.
    pub(super) fn through(self, file: PathBuf) -> Self {
        Self { out: Some(file), through: true, ..self }
    }
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    if asked.from.zip(asked.to).is_some_and(|(from, to)| from > to) {
        return Err(Objection::own("days_swapped", &[]).misused());
    }
    let target = export::target(office, asked.out.as_deref(), asked.through)?;
    let rows = export::kept_whole(&target, |to| fill(office, asked, to))?;
    let path = target.display().to_string();
    let said = office.words.fill("report.visits_written", &[("path", &path), ("n", &rows.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows })))
}

/// Writes the days that ended, then what is over of this one; answers how many rows those are.
fn fill(office: &Office<'_>, asked: &Asked, to: BufWriter<File>) -> Result<u64, export::Broken> {
    let mut log = visit_rows::begin(to)?;
    let reader = office.hub.reader();
    let reaches = |day: Day| asked.to.is_none_or(|to| day <= to);
    let (mut rows, mut next) = (0, asked.from.unwrap_or_default());
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
    if let Some(day) = published.state.day.filter(|day| reaches(*day) && asked.from.is_none_or(|from| *day >= from)) {
        let mut tickets: Vec<Ticket> = published.state.tickets.values().cloned().collect();
        tickets.retain(|ticket| ticket.issued.day() == day);
        tickets.sort_by_key(|ticket| ticket.turn);
        rows += visit_rows::add(&mut log, &tickets)?;
    }
    log.flush()?;
    Ok(rows)
}
