//! Opening the store in this process, with the settings of its data directory.

use super::answer::Objection;
use super::home::Home;
use super::kept::Kept;
use super::library::Library;
use super::paper::Press;
use super::store::{options, tell};
use crate::domain::centre::Centre;
use crate::domain::command::{Actor, Verb};
use crate::domain::state::State;
use crate::engine::clock::Clock;
use crate::engine::{Failure, Hub, Request};
use crate::session::drafts::{self, Unsaved};
use crate::session::keeper::Keeper;
use crate::session::papers::Papers;
use crate::settings::{AtStart, Settings};
use crate::store::{Options, Store, StoreError};
use crate::text::words::{Language, Words};
use std::sync::Arc;
use std::time::Duration;

/// How long after opening a hub begins to read everything that was ever saved: the first screens come first.
const PATROL_AFTER: Duration = Duration::from_secs(5);

/// Name of the trouble that the settings file is not what is in force.
pub(super) const DIFFERS: &str = "settings_differ";

/// For how long a store is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stay {
    /// For one question.
    Short,
    /// By a hub that runs on.
    Long,
}

/// A hub of this process, and what is not as it should be though it runs.
pub(super) struct Opened {
    pub(super) hub: Hub,
    pub(super) troubles: Vec<Objection>,
    /// What it takes from the settings file only now.
    pub(super) at_start: AtStart,
    /// The settings file under changes at a screen.
    pub(super) keeper: Arc<dyn Keeper>,
    /// Whoever makes papers of dossiers.
    pub(super) papers: Arc<dyn Papers>,
    /// What was typed at its screens and not saved.
    pub(super) drafts: Unsaved,
}

/// Opens the store and starts the hub over it. A hub that runs on takes the settings of the file, and so does a centre
/// that has none yet; one question works on those in force, for whoever asks it need not be the one who changed the file.
/// When the file cannot be used, those of the last time are in force, and the reason is told.
///
/// # Errors
/// There is no centre yet; another process holds the store; the store is damaged.
pub(super) fn open(home: &Home, clock: &Clock, words: &Words, stay: Stay) -> Result<Opened, Objection> {
    let settings = home.settings();
    if settings.is_err() && !home.has_store() {
        return Err(no_centre(home, settings));
    }
    home.make()?;
    let name = settings.as_ref().map_or("motcua", |settings| settings.centre.name.as_str());
    let patrol = (stay == Stay::Long).then_some(PATROL_AFTER);
    let options = Options { patrol, ..options(home, clock, name) };
    let mut told = |progress| tell(progress, words);
    let (store, state) = match Store::open(home.dir(), &options, &mut told) {
        // One question may only want to look; a hub would have nothing to do.
        Err(error) if stay == Stay::Short && error.is_unwritable() => Store::look(home.dir(), &options, &mut told)?,
        opened => opened?,
    };
    if settings.is_err() && !state.is_set_up() {
        store.close()?;
        return Err(no_centre(home, settings));
    }
    start(home, clock, words, settings, stay == Stay::Long, store, state)
}

fn no_centre(home: &Home, settings: Result<Settings, Objection>) -> Objection {
    match settings {
        Err(Objection::Own { name: "settings_missing", .. }) | Ok(_) => {
            Objection::own("no_centre", &[("path", &home.dir().display())])
        }
        Err(broken) => broken,
    }
}

/// The folder of the standing backup, when it is not there or does not do.
pub(super) fn no_place(home: &Home, settings: &Settings) -> Option<Objection> {
    let place = home.path(settings.backup.as_deref()?);
    crate::store::look_for_place(home.dir(), &place).err().map(Objection::from)
}

fn start(
    home: &Home,
    clock: &Clock,
    words: &Words,
    settings: Result<Settings, Objection>,
    is_long: bool,
    store: Store,
    state: State,
) -> Result<Opened, Objection> {
    let library = Library::of(home, settings.as_ref().ok(), words);
    let book = library.book(&state.centre);
    let at_start = settings.as_ref().map(Settings::at_start).unwrap_or_default();
    let (configured, is_set_up) = (state.centre.clone(), state.is_set_up());
    let hub = Hub::start(store, state, book, clock.clone())?;
    let keeper: Arc<dyn Keeper> = Arc::new(Kept::new(home.dir(), &hub, at_start.clone()));
    let keeps = is_long && !hub.reader().is_read_only();
    let path = home.dir().join(drafts::FILE);
    let drafts = if keeps { Unsaved::open(path, clock.clone()) } else { Unsaved::default() };
    let papers: Arc<dyn Papers> = Arc::new(Press { home: home.clone() });
    let mut troubles = library.troubles;
    if hub.reader().is_read_only() {
        let path = home.dir().to_owned();
        troubles.insert(0, StoreError::ReadOnly { path }.into());
        return Ok(Opened { hub, troubles, at_start: AtStart { listen: None, ..at_start }, keeper, papers, drafts });
    }
    troubles.extend(settings.as_ref().ok().and_then(|settings| no_place(home, settings)));
    match settings {
        Ok(settings) if settings.centre == *configured => {}
        Ok(_) if !is_long && is_set_up => {
            troubles.push(Objection::own(DIFFERS, &[("path", &home.settings_path().display())]));
        }
        Ok(settings) => {
            let wish = Request::new(Actor::Administrator, Verb::Configure(Box::new(settings.centre)));
            match hub.submit_blocking(wish) {
                Ok(_) => {}
                // The centre goes on as it was; most likely a counter that is open would be gone.
                Err(failure @ (Failure::Refused(_) | Failure::NotSaved(_))) => troubles.push(failure.into()),
                Err(failure) => return Err(failure.into()),
            }
        }
        Err(objection) => troubles.push(objection),
    }
    // Whoever only answers one question is gone before a forecast was made.
    if is_long {
        hub.start_forecasts(at_start.equipment.kiosk.visit_s)?;
    }
    Ok(Opened { hub, troubles, at_start, keeper, papers, drafts })
}

/// What commands need that only look things up: the book, and the centre it belongs to, without opening the store.
pub(super) fn look_up(home: &Home, words: &Words) -> (crate::domain::book::Book, Option<Language>, Vec<Objection>) {
    let settings = home.settings();
    let library = Library::of(home, settings.as_ref().ok(), words);
    let centre = settings.as_ref().map_or_else(|_| Centre::unset(), |settings| settings.centre.clone());
    let book = library.book(&centre);
    let mut troubles = library.troubles;
    let language = settings.as_ref().ok().map(|settings| settings.centre.language);
    // No file at all is no trouble: everything is built in.
    if let Err(objection) = settings
        && objection.name() != "settings_missing"
    {
        troubles.insert(0, objection);
    }
    (book, language, troubles)
}
