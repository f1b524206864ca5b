//! A centre is made whole or not at all: beside its place first, then moved there. What a full disk or a kill cut short
//! is removed by the next try; what was whole already is moved on by whoever comes next.

use super::answer::Objection;
use super::home::Home;
use super::store::not_made;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::lock::{self, Lock};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Where a centre is being made, inside its data directory.
const PARTIAL: &str = "init.partial";
/// The same once it is whole and only has to be moved.
const WHOLE: &str = "init.whole";

/// Runs `make` on a place beside `home` and moves what it made to `home`, if it was made well.
///
/// # Errors
/// Something stands in the way, somebody else makes a centre here, the system's error, or what `make` answers; nothing is
/// left then.
pub(super) fn make<T>(
    home: &Home,
    now: Timestamp,
    make: impl FnOnce(&Home) -> Result<T, Objection>,
) -> Result<T, Objection> {
    let new = !home.dir().exists();
    home.make()?;
    let made = match Lock::take(home.dir(), "motcua init", now) {
        Err(held @ StoreError::Locked { .. }) => return Err(held.into()),
        lock => lock.map_err(Objection::from).and_then(|lock| {
            let made = make_beside(home, make);
            lock.release()?;
            made
        }),
    };
    if made.is_err() && new {
        // Nobody else knows of the directory yet; one that cannot be removed is empty.
        let _ = fs::remove_file(home.path(Path::new(lock::FILE))).and_then(|()| fs::remove_dir(home.dir()));
    }
    made.map_err(|objection| not_made(objection, home.dir()))
}

fn make_beside<T>(home: &Home, make: impl FnOnce(&Home) -> Result<T, Objection>) -> Result<T, Objection> {
    let (partial, whole) = (home.path(Path::new(PARTIAL)), home.path(Path::new(WHOLE)));
    finish(home).map_err(|error| Objection::disk(home.dir(), error))?;
    if home.settings_path().exists() {
        return Err(Objection::own("settings_there", &[("path", &home.settings_path().display())]));
    }
    let failed = |error: io::Error| Objection::disk(&partial, error);
    remove(&partial).map_err(failed)?;
    let made = make(&Home::at(partial.clone())).and_then(|made| {
        for name in names(&partial).map_err(failed)? {
            let there = home.path(Path::new(&name));
            if there.symlink_metadata().is_ok() {
                return Err(Objection::own("in_the_way", &[("path", &there.display())]));
            }
        }
        sync(&partial).and_then(|()| fs::rename(&partial, &whole)).and_then(|()| sync(home.dir())).map_err(failed)?;
        finish(home).map_err(failed)?;
        Ok(made)
    });
    if made.is_err() {
        // What cannot be removed now is removed by the next try.
        let _ = remove(&partial);
    }
    made
}

/// Moves a centre that was made whole to its place, if one waits there.
///
/// # Errors
/// The system's error; the next call goes on.
pub(super) fn finish(home: &Home) -> io::Result<()> {
    let whole = home.path(Path::new(WHOLE));
    if !whole.exists() {
        return Ok(());
    }
    for name in names(&whole)? {
        match fs::rename(whole.join(&name), home.path(Path::new(&name))) {
            // Somebody else does the same at the same time.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            other => other?,
        }
    }
    sync(home.dir())?;
    remove(&whole)
}

/// All that is in a place but its lock, which belongs to the place.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != lock::FILE);
    Ok(names)
}

fn remove(dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn sync(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}
