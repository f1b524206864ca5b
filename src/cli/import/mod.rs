//! `motcua import`: tables from other systems, always read and judged first; `--yes` lets the good rows in.

mod alike;
mod applicants;
mod called;
mod catalogue;
mod catalogue_changes;
mod catalogue_kept;
mod cells;
mod columns;
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
use clap::{Args, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use submit::Source;

/// What to take over.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The catalogue; broken rows are named and left out.
    Procedures {
        /// Tabs between its cells, CSV, or a spreadsheet.
        #[command(flatten)]
        #[serde(flatten)]
        table: Sheet,
        /// Add its rows to the catalogue in use, instead of taking it in the place of that one.
        #[arg(long)]
        #[serde(default)]
        add: bool,
    },
    /// Dossiers that were registered in another system.
    Dossiers {
        /// CSV, or a spreadsheet.
        #[command(flatten)]
        #[serde(flatten)]
        table: Sheet,
        /// Where the rows go of what is otherwise here.
        #[arg(long, value_name = "FILE")]
        #[serde(default)]
        differ: Option<PathBuf>,
    },
    /// Citizens, before they hand anything in.
    Applicants {
        /// CSV, or a spreadsheet.
        #[command(flatten)]
        #[serde(flatten)]
        table: Sheet,
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
    /// Which columns a table may have, and by which names they are known.
    Columns {
        /// Of what.
        #[arg(value_enum)]
        of: Of,
    },
}

/// A table whose good rows are taken.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// The table.
    file: PathBuf,
    /// Take the good rows; without, it is only told what would happen.
    #[arg(long)]
    #[serde(default)]
    yes: bool,
    /// Where the wrong rows go, before an import too; without, an import puts them beside the table.
    #[arg(long, value_name = "FILE")]
    #[serde(default)]
    rejects: Option<PathBuf>,
}

/// What is taken over from tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The catalogue.
    Procedures,
    /// Dossiers.
    Dossiers,
    /// Citizens.
    Applicants,
    /// Days off.
    Holidays,
}

impl Sheet {
    fn source(&self, office: &Office<'_>) -> Source {
        let rejects = self.rejects.as_ref().map(|rejects| office.file(rejects));
        Source { file: office.file(&self.file), rejects, differ: None }
    }
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    let (file, what, outcome) = match act {
        Act::Columns { of } => return Ok(columns::told(*of, &office.words)),
        Act::Holidays { file, yes, add } => (file, "holidays", holidays::run(office, &office.file(file), *add, *yes)?),
        Act::Procedures { table, add } => {
            (&table.file, "procedures", catalogue::run(office, &table.source(office), *add, table.yes)?)
        }
        Act::Dossiers { table, differ } => {
            let differ = differ.as_ref().map(|differ| office.file(differ));
            let source = Source { differ, ..table.source(office) };
            (&table.file, "dossiers", dossiers::run(office, &source, table.yes)?)
        }
        Act::Applicants { table } => {
            (&table.file, "applicants", applicants::run(office, &table.source(office), table.yes)?)
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
