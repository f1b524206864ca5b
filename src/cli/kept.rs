//! The settings file under changes at a screen: written first, then asked for, and put back when that was refused.
//!
//! A hub that dies in between takes the file at its next start, as it takes every change that was made by hand.

use super::home::{Home, read};
use super::library::Library;
use crate::domain::centre::Centre;
use crate::domain::command::{Actor, Verb};
use crate::engine::{Answer, Hub, Request};
use crate::session::keeper::{Keeper, NotKept, Reloaded};
use crate::settings::{AtStart, Settings};
use crate::text::words::Words;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The settings file of a running hub.
pub struct Kept {
    home: Home,
    hub: Hub,
    /// Two screens write one after the other.
    turn: Mutex<()>,
}

/// The file as it is before a change.
struct Found {
    path: PathBuf,
    text: String,
    settings: Settings,
}

impl Kept {
    /// The file of the data directory `dir`, over which `hub` runs, `started` with these.
    pub fn new(dir: &Path, hub: &Hub, started: AtStart) -> Self {
        Self { home: Home::at(dir.to_owned()).of_hub(started), hub: hub.clone(), turn: Mutex::default() }
    }

    /// The file as it is.
    fn read(&self) -> Result<Found, NotKept> {
        let named = self.home.settings_path();
        // A link stays one; what it points to is written.
        let path = std::fs::canonicalize(&named).map_err(|_| told("office.file_missing", &named, None))?;
        let text = read(&path).ok().flatten().ok_or_else(|| told("office.file_broken", &named, None))?;
        let settings = Settings::read(&text).map_err(|_| told("office.file_broken", &named, None))?;
        Ok(Found { path, text, settings })
    }

    /// The file, if it says what is in force; what somebody wrote there by hand is not written over.
    fn find(&self, from: &Centre) -> Result<Found, NotKept> {
        let found = self.read()?;
        let differs = || told("office.file_differs", &self.home.settings_path(), None);
        if found.settings.centre == *from { Ok(found) } else { Err(differs()) }
    }
}

impl Keeper for Kept {
    fn change(&self, from: &Centre, wanted: &Centre, wish: Request) -> Result<Answer, NotKept> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if *self.hub.now_published().state.centre != *from {
            return Err(NotKept::Told { key: "office.changed_meanwhile", gaps: Vec::new() });
        }
        let Found { path, text, settings } = self.find(from)?;
        let wanted = Settings { centre: wanted.clone(), ..settings.clone() };
        let new = wanted.text_over(&text, &settings);
        // What the file cannot say would be gone at the next start.
        if Settings::read(&new).as_ref() != Ok(&wanted) {
            return Err(told("office.file_cannot_say", &path, None));
        }
        let unwritable = |error: &std::io::Error| told("office.file_unwritable", &path, Some(error));
        put(&beside(&path, "before"), text.as_bytes()).map_err(|error| unwritable(&error))?;
        put(&path, new.as_bytes()).map_err(|error| unwritable(&error))?;
        self.hub.submit_blocking(wish).map_err(|failure| match put(&path, text.as_bytes()) {
            Ok(()) => NotKept::Failure(failure),
            Err(error) => unwritable(&error),
        })
    }

    fn reload(&self, by: Actor) -> Result<Reloaded, NotKept> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = self.read()?.settings;
        let wish = Request::new(by, Verb::Configure(Box::new(settings.centre.clone())));
        let answer = self.hub.submit_blocking(wish).map_err(NotKept::Failure)?;
        // The files of days and procedures that it names are read again too.
        let words = Words::of(answer.published.state.centre.language);
        let library = Library::of(&self.home, Some(&settings), &words);
        self.hub.set_book(library.book(&answer.published.state.centre)).map_err(NotKept::Failure)?;
        Ok(Reloaded { answer, waits: self.home.waits(&settings.at_start()) })
    }
}

fn told(key: &'static str, path: &Path, error: Option<&std::io::Error>) -> NotKept {
    let why = error.map(|error| ("why", error.to_string()));
    NotKept::Told { key, gaps: [("path", path.display().to_string())].into_iter().chain(why).collect() }
}

/// `centre.toml.before`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Puts `bytes` in place of a file, in one step, and on the disk before it answers.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let partial = beside(path, "new");
    let mut file = File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&partial, path)?;
    path.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
}
