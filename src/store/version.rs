//! The format of a data directory, in a file that a person can read: `motcua 1 ` and the CRC-32C of that, in hex, so that
//! a flipped bit is not taken for a later release.

use super::error::{Damage, StoreError};
use super::files::{Files, copy_whole};
use std::path::Path;

/// Name of the file.
pub const FILE: &str = "VERSION";
/// The format this program writes; it reads every one up to it.
pub const FORMAT: u32 = 1;

/// The format of the data in `dir`; `None` when it says nothing.
///
/// # Errors
/// Damage, [`StoreError::Newer`], or the system's error.
pub fn read(files: &dyn Files, dir: &Path) -> Result<Option<u32>, StoreError> {
    let path = dir.join(FILE);
    if !files.exists(&path) {
        return Ok(None);
    }
    let text = files.read(&path).map_err(|error| StoreError::io(&path, error))?;
    let format = std::str::from_utf8(&text).ok().and_then(parse);
    match format {
        Some(format) if format > FORMAT => {
            Err(StoreError::Newer { path, found: format.to_string(), known: FORMAT.to_string() })
        }
        Some(0) | None => Err(StoreError::damaged(&path, 0, Damage::Content)),
        Some(format) => Ok(Some(format)),
    }
}

/// Says that the data in `dir` has this program's format.
///
/// # Errors
/// The system's error.
pub fn write(files: &dyn Files, dir: &Path) -> Result<(), StoreError> {
    let path = dir.join(FILE);
    let text = line(FORMAT);
    if files.read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    copy_whole(files, text.as_bytes(), &path).map_err(|error| StoreError::io(&path, error))
}

fn line(format: u32) -> String {
    let said = format!("motcua {format} ");
    format!("{said}{:08x}\n", crc32c::crc32c(said.as_bytes()))
}

fn parse(text: &str) -> Option<u32> {
    let format = text.strip_prefix("motcua ")?.split(' ').next()?.parse().ok()?;
    (line(format) == text).then_some(format)
}
