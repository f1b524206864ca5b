//! Tables on their way to a file: whose it is, that nothing is overwritten, and that no half of one stays behind.

use super::answer::Objection;
use super::office::Office;
use super::store::fresh;
use crate::report::{Column, Form, Table, begin};
use crate::store::StoreError;
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

/// The file to write: a new one outside the data directory, or the one that stands for a standard output.
///
/// # Errors
/// There is such a file already; it would be among the program's own; none is named.
pub(super) fn target(office: &Office<'_>, named: Option<&Path>, through: bool) -> Result<PathBuf, Objection> {
    let named = named.ok_or_else(|| Objection::own("garbled", &[]))?;
    if through { Ok(office.file(named)) } else { fresh(office, named) }
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
