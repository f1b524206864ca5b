//! Tables on their way to a file: of which days, in which form, whose the file is, that nothing is overwritten, and
//! that no half of one stays behind.

use super::answer::Objection;
use super::office::Office;
use super::parse;
use super::store::fresh;
use crate::domain::time::Day;
use crate::report::{Column, Form, Table, begin};
use crate::store::StoreError;
use clap::Args;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Why a table was not written to its end.
pub(super) enum Broken {
    /// What was to be in it could not be read.
    Store(StoreError),
    /// It could not be written.
    Disk(io::Error),
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<::csv::Error> for Broken {
    fn from(error: ::csv::Error) -> Self {
        Self::Disk(error.into())
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// The days that are asked for, both ends among them; an end that is not named is open.
#[derive(Args, Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Period {
    /// On this day or later.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(super) from: Option<Day>,
    /// On this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(super) to: Option<Day>,
}

impl Period {
    /// The same, where it does not end before it begins.
    ///
    /// # Errors
    /// The days were swapped.
    pub(super) fn in_order(self) -> Result<Self, Objection> {
        let swapped = self.from.zip(self.to).is_some_and(|(from, to)| from > to);
        if swapped { Err(Objection::own("days_swapped", &[]).misused()) } else { Ok(self) }
    }
}

/// A table: in which form, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// In which form.
    #[arg(long, value_name = "FORM", value_parser = parse::form)]
    pub(super) format: Option<Form>,
    /// Where to.
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) to: Destination,
}

impl Sheet {
    /// One in `form`, by way of `file`.
    pub(super) fn through(form: Form, file: PathBuf) -> Self {
        Self { format: Some(form), to: Destination::through(file) }
    }

    /// Its form, the usual one where none was asked for.
    pub(super) fn form(&self) -> Form {
        self.format.unwrap_or_default()
    }
}

/// Where a table goes.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Destination {
    /// The file to write; without, the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Whether the file only stands between the hub and the standard output of the one who asks.
    #[arg(skip)]
    #[serde(default)]
    through: bool,
}

impl Destination {
    /// The standard output of the one who asks, by way of `file`.
    pub(super) fn through(file: PathBuf) -> Self {
        Self { out: Some(file), through: true }
    }

    /// Whether no file is named.
    pub(super) fn is_stdout(&self) -> bool {
        self.out.is_none()
    }

    /// The file to write: a new one outside the data directory, or the one that stands for a standard output.
    ///
    /// # Errors
    /// There is such a file already; it would be among the program's own; none is named.
    pub(super) fn target(&self, office: &Office<'_>) -> Result<PathBuf, Objection> {
        let named = self.out.as_deref().ok_or_else(|| Objection::own("garbled", &[]))?;
        if self.through { Ok(office.file(named)) } else { fresh(office, named) }
    }
}

/// Writes a table to `file`; one that breaks off is taken away again.
///
/// # Errors
/// The store's, or the system's.
pub(super) fn written(
    office: &Office<'_>,
    file: &Path,
    form: Form,
    name: &'static str,
    columns: &'static [Column],
    fill: impl FnOnce(&mut dyn Table) -> Result<u64, Broken>,
) -> Result<u64, Objection> {
    kept_whole(file, |to| {
        let mut table = begin(form, name, columns, &office.words, office.home.dir(), to)?;
        let rows = fill(table.as_mut())?;
        table.end()?;
        Ok(rows)
    })
}

/// Makes `file` and lets it be written; one that breaks off is taken away again: half of it would be taken for all.
///
/// # Errors
/// The store's, or the system's.
pub(super) fn kept_whole(
    file: &Path,
    write: impl FnOnce(BufWriter<File>) -> Result<u64, Broken>,
) -> Result<u64, Objection> {
    let open = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let open = open.map_err(|error| Objection::disk(file, error))?;
    write(BufWriter::new(open)).map_err(|broken| {
        let _ = std::fs::remove_file(file);
        match broken {
            Broken::Store(error) => error.into(),
            Broken::Disk(error) => Objection::disk(file, error),
        }
    })
}
