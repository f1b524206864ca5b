//! The few files that stand beside the store in its data directory and belong to the centre: its settings, its days
//! off, its catalogue and its templates of forms. The store does not read them; a backup without them would bring back
//! half a centre.

use super::error::StoreError;
use super::files::Files;
use std::fs;
use std::path::{Path, PathBuf};

/// Their names.
pub const FILES: [&str; 10] = [
    "centre.toml",
    "holidays.tsv",
    "catalogue.tsv",
    "forms/receipt.toml",
    "forms/supplement.toml",
    "forms/refusal.toml",
    "forms/extension.toml",
    "forms/stop.toml",
    "forms/control.toml",
    "forms/register.toml",
];
/// What is larger is none of them.
const FILE_MAX: usize = 32 << 20;

/// How a file came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It stands where it stood.
    There,
    /// Another one stands there, and was left; this one lies at this path.
    Aside(PathBuf),
}

/// Those that are in `dir`, with their bytes.
///
/// # Errors
/// The system's error.
pub fn present(files: &dyn Files, dir: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, StoreError> {
    let mut found = Vec::new();
    for name in FILES {
        let path = dir.join(name);
        if files.exists(&path) {
            let bytes = files.read(&path).map_err(|error| StoreError::io(&path, error))?;
            if bytes.len() <= FILE_MAX {
                found.push((name, bytes));
            }
        }
    }
    Ok(found)
}

/// Moves those that are in `from` to `dir`, over nothing that is there and differs.
///
/// # Errors
/// The system's error.
pub fn place(files: &dyn Files, from: &Path, dir: &Path) -> Result<Vec<(&'static str, Placed)>, StoreError> {
    let mut placed = Vec::new();
    for (name, bytes) in present(files, from)? {
        let to = dir.join(name);
        let there = to.symlink_metadata().is_ok();
        if there && fs::read(&to).is_ok_and(|there| there == bytes) {
            placed.push((name, Placed::There));
            continue;
        }
        let target = if there { free_name(&to) } else { to };
        make_above(files, &target)?;
        fs::rename(from.join(name), &target).map_err(|error| StoreError::io(&target, error))?;
        placed.push((name, if there { Placed::Aside(target) } else { Placed::There }));
    }
    Ok(placed)
}

/// Makes the folder of a file that stands in one.
///
/// # Errors
/// The system's error.
pub fn make_above(files: &dyn Files, path: &Path) -> Result<(), StoreError> {
    let Some(above) = path.parent() else { return Ok(()) };
    files.create_dir(above).map_err(|error| StoreError::io(above, error))
}

/// `centre.toml.restored`, or that with the first number nobody uses.
fn free_name(path: &Path) -> PathBuf {
    let name = |number: u32| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".restored");
        if number > 1 {
            name.push(format!("-{number}"));
        }
        path.with_file_name(name)
    };
    (1..u32::MAX).map(name).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| name(0))
}
