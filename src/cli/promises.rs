//! `motcua promises`: how far the waits that people were told were true in a period, by service and hour, as a table.

use super::answer::{Objection, Shown};
use super::export::{self, Period, Sheet};
use super::office::Office;
use crate::report::Form;
use crate::report::Table;
use crate::report::promises::{COLUMNS, write};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::Write;

/// Which days, in which form, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// When the numbers were taken.
    #[command(flatten)]
    #[serde(flatten)]
    period: Period,
    /// In which form, where to.
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) sheet: Sheet,
}

impl Asked {
    /// The same on another sheet.
    pub(super) fn on(self, sheet: Sheet) -> Self {
        Self { sheet, ..self }
    }
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    let period = asked.period.in_order()?;
    let target = asked.sheet.to.target(office)?;
    let track = office.hub.track(period.from, period.to)?;
    let published = office.published();
    if track.cells.is_empty() && asked.sheet.form() == Form::Text {
        // A table of zeros would look as if nothing had held.
        let said = office.words.get("report.no_promises");
        export::kept_whole(&target, |mut to| Ok(writeln!(to, "{said}").and_then(|()| to.flush()).map(|()| 0)?))?;
        let path = target.display().to_string();
        return Ok(Shown::new(said, json!({ "file": path, "rows": 0, "days": 0, "called": 0 })));
    }
    let fill = |table: &mut dyn Table| Ok(write(&track.cells, &published.state.centre, &office.words, table)?);
    let rows = export::written(office, &target, asked.sheet.form(), "promises", COLUMNS, fill)?;
    let path = target.display().to_string();
    let all = track.cells.all();
    let gaps = [("path", path.clone()), ("n", all.called.to_string()), ("days", track.days.to_string())];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = office.words.fill("report.promises_written", &gaps);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows, "days": track.days, "called": all.called })))
}
