//! The data directory: where it is, and what is in it besides the store.

use super::answer::{Item, Objection};
use super::making;
use crate::domain::dossier::Dossier;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::session::drafts::{self, Unsaved};
use crate::settings::{self, AtStart, Settings};
use etcetera::BaseStrategy;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The centre's own holidays (a name that [`FILES`](crate::store::beside::FILES) knows), unless the settings name another file.
pub const HOLIDAYS: &str = "holidays.tsv";
/// The centre's own catalogue, unless the settings name another file.
pub const PROCEDURES: &str = "catalogue.tsv";
/// The hub's socket.
const SOCKET: &str = "hub.sock";
/// No file of the data directory that is read whole is larger than this.
const FILE_MAX: u64 = 32 << 20;

/// The data directory.
#[derive(Clone, Debug)]
pub struct Home {
    dir: PathBuf,
    /// With what the hub that runs over it was started.
    started: Option<Arc<AtStart>>,
    /// What was typed at the screens of that hub.
    drafts: Option<Unsaved>,
}

impl Home {
    /// The directory given, or the one that this system keeps for its user.
    ///
    /// # Errors
    /// When none is given and the system knows no home directory; when it is closed to this user.
    pub fn find(given: Option<&Path>) -> Result<Self, Objection> {
        let named = std::env::var_os("MOTCUA_DATA").map(PathBuf::from);
        let dir = match given.map(Path::to_owned).or(named).filter(|given| !given.as_os_str().is_empty()) {
            Some(given) => given,
            None => {
                etcetera::choose_base_strategy().map_err(|_| Objection::own("no_home", &[]))?.data_dir().join("motcua")
            }
        };
        let dir = std::path::absolute(&dir).map_err(|error| Objection::file("unreadable", &dir, &error))?;
        // Asked first: everything behind it would seem not to be there.
        if rustix::fs::access(&dir, rustix::fs::Access::EXEC_OK) == Err(rustix::io::Errno::ACCESS) {
            return Err(Objection::own("no_rights", &[("path", &dir.display())]));
        }
        let home = Self { dir, started: None, drafts: None };
        // What goes wrong is told by whatever needs the centre that is not there.
        let _ = making::finish(&home);
        Ok(home)
    }

    /// This directory, whatever is in it.
    pub fn at(dir: PathBuf) -> Self {
        Self { dir, started: None, drafts: None }
    }

    /// This directory, over which a hub runs that was started with these.
    pub fn of_hub(&self, started: AtStart) -> Self {
        Self { dir: self.dir.clone(), started: Some(Arc::new(started)), drafts: None }
    }

    /// The same, where this was typed at the screens of that hub and is not saved.
    pub fn with_drafts(self, drafts: Unsaved) -> Self {
        Self { drafts: Some(drafts), ..self }
    }

    /// Drops what was typed of this person, who is erased, and about her dossiers, at the screens or in their file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn forget_drafts(&self, id: PersonId, person: &Person, dossiers: &[Dossier]) -> std::io::Result<()> {
        match &self.drafts {
            Some(drafts) => {
                drafts.forget(id, person, dossiers);
                Ok(())
            }
            None => Unsaved::forget_in(&self.dir.join(drafts::FILE), id, person, dossiers),
        }
    }

    /// With what the hub that runs over it was started; nothing where none runs.
    pub fn started(&self) -> Option<&AtStart> {
        self.started.as_deref()
    }

    /// The sections of the settings file that wait for the next start of the hub, where one runs, now that the file says
    /// `file`.
    pub fn waits(&self, file: &AtStart) -> Vec<&'static str> {
        self.started().map(|started| started.differing(file)).unwrap_or_default()
    }

    /// Its path, absolute.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Path of the settings file.
    pub fn settings_path(&self) -> PathBuf {
        self.dir.join(settings::FILE)
    }

    /// Path of the hub's socket.
    pub fn socket_path(&self) -> PathBuf {
        self.dir.join(SOCKET)
    }

    /// Path of a file that the settings name.
    pub fn path(&self, named: &Path) -> PathBuf {
        self.dir.join(named)
    }

    /// Makes the directory, for its owner alone, if it is not there.
    ///
    /// # Errors
    /// The system's error.
    pub fn make(&self) -> Result<(), Objection> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.dir);
        made.map_err(|error| Objection::disk(&self.dir, error))
    }

    /// Whether a store was begun here.
    pub fn has_store(&self) -> bool {
        let logs = ["journal", "people"].iter().any(|log| self.dir.join(log).exists());
        logs || self.dir.join(crate::store::version::FILE).exists()
    }

    /// The settings of the file.
    ///
    /// # Errors
    /// No file, or one that cannot be read, or one with faults: all of them are listed.
    pub fn settings(&self) -> Result<Settings, Objection> {
        let path = self.settings_path();
        let text = read(&path)?.ok_or_else(|| Objection::own("settings_missing", &[("path", &path.display())]))?;
        Settings::read(&text).map_err(|faults| {
            let (count, path) = (faults.len(), path.display());
            Objection::own("settings_broken", &[("path", &path), ("count", &count)])
                .listing(faults.into_iter().map(Item::Fault))
        })
    }

    /// Writes a first settings file; one that is there stays as it is.
    ///
    /// # Errors
    /// A file is there already; the system's error.
    pub fn write_settings(&self, settings: &Settings) -> Result<(), Objection> {
        let path = self.settings_path();
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all(settings.text().as_bytes())?;
            file.sync_all()
        };
        match write() {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Objection::own("settings_there", &[("path", &path.display())]))
            }
            other => other.map_err(|error| Objection::disk(&path, error)),
        }
    }
}

/// Puts `bytes` in place of a file of the data directory, in one step: it is the old one or the new one.
///
/// # Errors
/// The system's error.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Objection> {
    put_whole(path, &path.with_extension("new"), bytes).map_err(|error| Objection::file("unwritable", path, &error))
}

/// Puts `bytes` at `path` in one step, by way of the file `partial`.
///
/// # Errors
/// The system's; `partial` may be left then.
pub(super) fn put_whole(path: &Path, partial: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(partial, path)
}

/// The text of a file; `None` when there is no such file.
///
/// # Errors
/// The system's error; a file that is too large or not UTF-8.
pub fn read(path: &Path) -> Result<Option<String>, Objection> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        // A pipe may never end, and a device has no end.
        Ok(found) if !found.is_file() => return Err(Objection::own("not_a_file", &[("path", &path.display())])),
        Ok(found) if found.len() > FILE_MAX => return Err(Objection::own("too_large", &[("path", &path.display())])),
        _ => {}
    }
    let bytes = std::fs::read(path).map_err(|error| Objection::file("unreadable", path, &error))?;
    String::from_utf8(bytes).map(Some).map_err(|_| Objection::own("not_utf8", &[("path", &path.display())]))
}
