//! `motcua import`: a catalogue or holidays from a file, checked, copied into the data directory and in use at once.

use super::answer::{Item, Objection, Shown};
use super::home::{read, replace};
use super::library::{self, Library};
use super::office::Office;
use crate::domain::calendar::Holidays;
use crate::domain::procedure::Catalogue;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What to take over.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The catalogue; broken rows are named and left out.
    Procedures {
        /// A table: tabs between its cells, CSV, or a spreadsheet.
        file: PathBuf,
    },
    /// Holidays; a file with a fault is not taken.
    Holidays {
        /// A table with tabs between its cells.
        file: PathBuf,
    },
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    match act {
        Act::Procedures { file } => procedures(office, &office.file(file)),
        Act::Holidays { file } => holidays(office, &office.file(file)),
    }
}

fn procedures(office: &Office<'_>, file: &Path) -> Result<Shown, Objection> {
    let words = &office.words;
    let (text, breaks) = super::import_table::tabbed(file)?;
    let reading = Catalogue::read(&text);
    let left_out = library::left_out(&reading, words);
    if reading.catalogue.is_empty() {
        return Err(Objection::own("procedures_none", &[("path", &file.display())]).listing(left_out));
    }
    let settings = office.home.settings().ok();
    replace(&library::procedures_path(office.home, settings.as_ref()), text.as_bytes())?;
    reload(office)?;
    let mut notices: Vec<String> = reading.notices.iter().map(|notice| words.say(notice)).collect();
    if breaks > 0 {
        notices.push(words.fill("cli.import_breaks", &[("n", &breaks.to_string())]));
    }
    let (taken, out) = (reading.catalogue.len(), left_out.len());
    let mut lines =
        vec![words.fill("cli.imported_procedures", &[("n", &taken.to_string()), ("out", &out.to_string())])];
    lines.extend(notices.iter().cloned());
    Ok(Shown::new(lines.join("\n"), json!({ "imported": taken, "left_out": out, "notices": notices })))
}

fn holidays(office: &Office<'_>, file: &Path) -> Result<Shown, Objection> {
    let text = text(file)?;
    library::holidays(&text, file, &office.words)?;
    let rows = Holidays::rows(&text);
    if rows == 0 {
        return Err(Objection::own("holidays_none", &[("path", &file.display())]));
    }
    let settings = office.home.settings().ok();
    replace(&library::holidays_path(office.home, settings.as_ref()), text.as_bytes())?;
    reload(office)?;
    let said = office.words.fill("cli.imported_holidays", &[("n", &rows.to_string())]);
    Ok(Shown::new(said, json!({ "imported": rows })))
}

fn text(file: &Path) -> Result<String, Objection> {
    read(file)?.ok_or_else(|| Objection::own("no_file", &[("path", &file.display())]))
}

/// Reads the centre's own files again and uses them from now on; answers what is wrong with them.
pub(super) fn reload(office: &Office<'_>) -> Result<Vec<Item>, Objection> {
    let settings = office.home.settings().ok();
    let library = Library::of(office.home, settings.as_ref(), &office.words);
    office.hub.set_book(library.book(&office.published().state.centre))?;
    Ok(library
        .troubles
        .iter()
        .map(|trouble| Item::Line(trouble.warning(&office.words).text().trim_end().to_owned()))
        .collect())
}
