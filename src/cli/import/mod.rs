//! `motcua import`: tables from other systems, always read and judged first; `--yes` lets the good rows in.

mod alike;
mod applicants;
mod called;
mod catalogue;
mod catalogue_changes;
mod catalogue_kept;
mod cells;
mod differ;
mod dossiers;
mod elsewhere;
mod holidays;
mod known;
mod outcome;
mod over;
mod rejects;
mod rows;
mod submit;
mod table;
mod told;
mod unsure;

use super::answer::{Item, Objection, Shown};
use super::library::Library;
use super::office::Office;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What to take over.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The catalogue; broken rows are named and left out.
    Procedures {
        /// A table: tabs between its cells, CSV, or a spreadsheet.
        file: PathBuf,
        /// Take it; without, it is only told what would happen.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
        /// Add its rows to the catalogue in use, instead of taking it in the place of that one.
        #[arg(long)]
        #[serde(default)]
        add: bool,
        /// Where the wrong rows go, before an import too; without, an import puts them beside the table.
        #[arg(long, value_name = "FILE")]
        #[serde(default)]
        rejects: Option<PathBuf>,
    },
    /// Dossiers that were registered in another system.
    Dossiers {
        /// A table: CSV, or a spreadsheet.
        file: PathBuf,
        /// Take the good rows; without, it is only told what would happen.
        #[arg(long)]
        yes: bool,
        /// Where the wrong rows go, before an import too; without, an import puts them beside the table.
        #[arg(long, value_name = "FILE")]
        #[serde(default)]
        rejects: Option<PathBuf>,
        /// Where the rows go of what is otherwise here.
        #[arg(long, value_name = "FILE")]
        #[serde(default)]
        differ: Option<PathBuf>,
    },
    /// Citizens, before they hand anything in.
    Applicants {
        /// A table: CSV, or a spreadsheet.
        file: PathBuf,
        /// Take the good rows; without, it is only told what would happen.
        #[arg(long)]
        yes: bool,
        /// Where the wrong rows go, before an import too; without, an import puts them beside the table.
        #[arg(long, value_name = "FILE")]
        #[serde(default)]
        rejects: Option<PathBuf>,
    },
    /// Holidays; a file with a fault is not taken.
    Holidays {
        /// A table with tabs between its cells.
        file: PathBuf,
        /// Take it; without, it is only told what would happen.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
        /// Add its rows to the file in use, instead of taking it in the place of that one.
        #[arg(long)]
        #[serde(default)]
        add: bool,
    },
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    let source = |file: &PathBuf, rejects: Option<&PathBuf>| submit::Source {
        file: office.file(file),
        rejects: rejects.map(|rejects| office.file(rejects)),
        differ: None,
    };
    let (file, what, outcome) = match act {
        Act::Holidays { file, yes, add } => (file, "holidays", holidays::run(office, &office.file(file), *add, *yes)?),
        Act::Procedures { file, yes, add, rejects } => {
            let outcome = catalogue::run(office, &source(file, rejects.as_ref()), *add, *yes)?;
            (file, "procedures", outcome)
        }
        Act::Dossiers { file, yes, rejects, differ } => {
            let differ = differ.as_ref().map(|differ| office.file(differ));
            let source = submit::Source { differ, ..source(file, rejects.as_ref()) };
            (file, "dossiers", dossiers::run(office, &source, *yes)?)
        }
        Act::Applicants { file, yes, rejects } => {
            (file, "applicants", applicants::run(office, &source(file, rejects.as_ref()), *yes)?)
        }
    };
    let path = file.display().to_string();
    let adds =
        if matches!(act, Act::Procedures { add: true, .. } | Act::Holidays { add: true, .. }) { " --add" } else { "" };
    Ok(outcome.shown(&path, &format!("motcua import {what} {}{adds} --yes", typed(&path)), &office.words))
}

/// The path as it is typed in a terminal: what would fall apart at its spaces stands between marks.
fn typed(path: &str) -> String {
    let is_plain = path.chars().all(|letter| letter.is_alphanumeric() || "/._-+".contains(letter));
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
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
