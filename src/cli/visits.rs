//! `motcua export visits`: the centre's own visits as a log that `forecast evaluate` and other programs read.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{export, parse};
use crate::domain::ticket::Ticket;
use crate::domain::time::Day;
use crate::report::visit_rows;
use crate::store::StoreError;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt;
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

/// Why the log was not written to its end.
enum Broken {
    Store(StoreError),
    Disk(::csv::Error),
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    if asked.from.zip(asked.to).is_some_and(|(from, to)| from > to) {
        return Err(Objection::own("days_swapped", &[]).misused());
    }
    let target = export::target(office, asked.out.as_deref(), asked.through)?;
    let open = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&target);
    let open = open.map_err(|error| Objection::disk(&target, error))?;
    let rows = fill(office, asked, open).map_err(|broken| {
        // Half a log would be taken for a whole one.
        let _ = std::fs::remove_file(&target);
        match broken {
            Broken::Store(error) => error.into(),
            Broken::Disk(error) => Objection::disk(&target, error.into()),
        }
    })?;
    let path = target.display().to_string();
    let said = office.words.fill("report.visits_written", &[("path", &path), ("n", &rows.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows })))
}

/// Writes the days that ended, then what is over of this one; answers how many rows those are.
fn fill(office: &Office<'_>, asked: &Asked, open: File) -> Result<u64, Broken> {
    let mut log = visit_rows::begin(BufWriter::new(open)).map_err(Broken::Disk)?;
    let reader = office.hub.reader();
    let reaches = |day: Day| asked.to.is_none_or(|to| day <= to);
    let (mut rows, mut next) = (0, asked.from.unwrap_or_default());
    loop {
        let days = reader.days(next, DAYS).map_err(Broken::Store)?;
        for day in days.iter().copied().filter(|day| reaches(*day)) {
            let mut tickets = reader.tickets(day).map_err(Broken::Store)?;
            tickets.sort_by_key(|ticket| ticket.turn);
            rows += visit_rows::add(&mut log, &tickets).map_err(Broken::Disk)?;
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
        rows += visit_rows::add(&mut log, &tickets).map_err(Broken::Disk)?;
    }
    log.flush().map_err(|error| Broken::Disk(error.into()))?;
    Ok(rows)
}
