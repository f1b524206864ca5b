//! `motcua promises`: how far the waits that people were told were true in a period, by service and hour, as a table.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{export, parse};
use crate::domain::time::Day;
use crate::report::promises::{COLUMNS, write};
use crate::report::{Form, Table};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// Which days, in which form, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Numbers taken on this day or later.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    from: Option<Day>,
    /// Numbers taken on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    to: Option<Day>,
    /// In which form.
    #[arg(long, value_name = "FORM", value_parser = parse::form)]
    pub(super) format: Option<Form>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Whether the file only stands between the hub and the standard output of the one who asks.
    #[arg(skip)]
    #[serde(default)]
    through: bool,
}

impl Asked {
    /// The same in `form`, by way of `file`.
    pub(super) fn through(self, form: Form, file: PathBuf) -> Self {
        Self { format: Some(form), out: Some(file), through: true, ..self }
    }
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    if asked.from.zip(asked.to).is_some_and(|(from, to)| from > to) {
        return Err(Objection::own("days_swapped", &[]).misused());
    }
    let target = export::target(office, asked.out.as_deref(), asked.through)?;
    let form = asked.format.unwrap_or_default();
    let track = office.hub.track(asked.from, asked.to)?;
    let published = office.published();
    if track.cells.is_empty() && form == Form::Text {
        // A table of zeros would look as if nothing had held.
        let said = office.words.get("report.no_promises");
        export::kept_whole(&target, |mut to| Ok(writeln!(to, "{said}").and_then(|()| to.flush()).map(|()| 0)?))?;
        let path = target.display().to_string();
        return Ok(Shown::new(said, json!({ "file": path, "rows": 0, "days": 0, "called": 0 })));
    }
    let fill = |table: &mut dyn Table| Ok(write(&track.cells, &published.state.centre, &office.words, table)?);
    let rows = export::written(office, &target, form, "promises", COLUMNS, fill)?;
    let path = target.display().to_string();
    let all = track.cells.all();
    let gaps = [("path", path.clone()), ("n", all.called.to_string()), ("days", track.days.to_string())];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = office.words.fill("report.promises_written", &gaps);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows, "days": track.days, "called": all.called })))
}
