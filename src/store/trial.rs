//! Trying out a mended store before anything of the old one is given up.

use super::error::StoreError;
use super::files::{DiskFiles, Files};
use super::options::{Options, Progress};
use super::{Store, shared, verify};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the mended log is made that will be called `name`.
pub fn mended(name: &str) -> String {
    format!("{name}.mended")
}

/// What is called `name` while the mended store is tried out.
pub fn unmended(name: &str) -> String {
    format!("{name}.unmended")
}

/// A repair that was cut short between its renames left a directory under the name it is kept or set aside with.
///
/// # Errors
/// The system's error.
pub fn bring_back(dir: &Path, name: &str) -> Result<(), StoreError> {
    let now = dir.join(name);
    let io = |error| StoreError::io(&now, error);
    if now.exists() {
        return Ok(());
    }
    let (kept, mark) = (unmended(name), format!("{name}.bad-"));
    let found = DiskFiles.list(dir).map_err(io)?;
    // What was set aside of the keyed copy may be long out of date, and is only a copy.
    let aside = || found.iter().rfind(|found| name != shared::SLED && found.starts_with(&mark));
    let from = found.iter().find(|found| **found == kept).or_else(aside);
    from.map_or(Ok(()), |from| fs::rename(dir.join(from), &now)).map_err(io)
}

/// Opens the store, checks all of it and closes it; answers how many events it has. The second place is left alone: it
/// may be the better copy.
///
/// # Errors
/// The first thing that is not as it must be.
pub fn verified(dir: &Path, options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<u64, StoreError> {
    let options = Options { second_place: None, patrol: None, ..options.clone() };
    let (store, state) = Store::open(dir, &options, progress)?;
    let report = verify(&store.reader(), progress);
    store.close()?;
    report.problems.into_iter().next().map_or(Ok(state.seq), Err)
}

/// What was moved away for the mended store.
#[derive(Debug)]
pub struct Trial<'a> {
    dir: &'a Path,
    options: &'a Options,
    moved: Vec<(&'a str, PathBuf)>,
}

impl<'a> Trial<'a> {
    /// Nothing is moved yet.
    pub fn new(dir: &'a Path, options: &'a Options) -> Self {
        Self { dir, options, moved: Vec::new() }
    }

    /// Puts the mended log in place of the one called `name`.
    ///
    /// # Errors
    /// The system's error.
    pub fn replace(&mut self, name: &'a str) -> Result<(), StoreError> {
        self.move_away(name)?;
        self.rename(&mended(name), name)
    }

    /// Moves `name` away, if it is there.
    ///
    /// # Errors
    /// The system's error.
    pub fn move_away(&mut self, name: &'a str) -> Result<(), StoreError> {
        let kept = unmended(name);
        if self.dir.join(&kept).exists() {
            // Of a repair that was cut short, after which the store was used.
            self.set_aside(name)?;
        }
        self.moved.push((name, self.dir.join(&kept)));
        if self.dir.join(name).exists() { self.rename(name, &kept) } else { Ok(()) }
    }

    /// The mended store is good: what was moved away is set aside, and what an earlier repair set aside goes. Answers
    /// where it is now.
    ///
    /// # Errors
    /// The system's error.
    pub fn keep(self) -> Result<Vec<PathBuf>, StoreError> {
        self.moved.iter().filter(|(_, kept)| kept.exists()).map(|(name, _)| self.set_aside(name)).collect()
    }

    /// Puts everything back as it was.
    ///
    /// # Errors
    /// The system's error.
    pub fn undo(self) -> Result<(), StoreError> {
        for (name, _) in self.moved.iter().rev() {
            let now = self.dir.join(name);
            if now.exists() {
                DiskFiles.remove(&now).map_err(|error| StoreError::io(&now, error))?;
            }
            if self.dir.join(unmended(name)).exists() {
                self.rename(&unmended(name), name)?;
            }
        }
        Ok(())
    }

    fn set_aside(&self, name: &str) -> Result<PathBuf, StoreError> {
        shared::remove_aside(self.dir, name)?;
        let aside = self.options.aside(name);
        self.rename(&unmended(name), &aside)?;
        Ok(self.dir.join(aside))
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), StoreError> {
        let to = self.dir.join(to);
        let renamed = fs::rename(self.dir.join(from), &to).and_then(|()| DiskFiles.sync_dir(self.dir));
        renamed.map_err(|error| StoreError::io(&to, error))
    }
}
