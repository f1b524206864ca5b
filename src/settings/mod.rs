//! The settings file `centre.toml`: read whole with every fault at once, and written with its comments.
//!
//! Nothing here opens a file; the command line hands over the text and keeps the path.

mod defaults;
mod display;
mod equipment;
mod fault;
pub mod form;
mod merge;
mod papers;
mod read;
mod section;
mod work;
mod write;

pub use crate::domain::soundness::COUNTERS_MAX;
pub use defaults::UNIT;
pub use equipment::Equipment;
pub(crate) use fault::Takes;
pub use fault::{Fault, Mistake};
pub(crate) use read::{section, service_of, skills_named, whole};
pub(crate) use section::{Faults, Section};

use crate::domain::centre::Centre;
use crate::print::forms;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Name of the settings file in the data directory.
pub const FILE: &str = "centre.toml";

/// All that the settings file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The centre itself; the journal keeps a copy.
    pub centre: Centre,
    /// The centre's own holidays, laid over the built-in ones; relative to the data directory.
    pub holidays: Option<PathBuf>,
    /// The centre's own catalogue of procedures, in place of the built-in one; relative to the data directory.
    pub procedures: Option<PathBuf>,
    /// Where other PCs come in over SSH; nowhere without.
    pub listen: Option<SocketAddr>,
    /// What stands in the waiting room.
    pub equipment: Equipment,
    /// Who issues papers, and where they go.
    pub papers: forms::Terms,
    /// A folder on another disk to which the journal is copied as it grows.
    pub backup: Option<PathBuf>,
}

/// What a hub takes from the settings file only when it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtStart {
    /// Where other PCs come in over SSH.
    pub listen: Option<SocketAddr>,
    /// What stands in the waiting room.
    pub equipment: Equipment,
    /// Where the journal is copied to.
    pub backup: Option<PathBuf>,
}

impl AtStart {
    /// The sections of the file in which `file` says something else, by their names there.
    pub fn differing(&self, file: &Self) -> Vec<&'static str> {
        let (here, there) = (&self.equipment, &file.equipment);
        let differ = [
            ("ssh", self.listen != file.listen),
            ("kiosk", here.kiosk != there.kiosk),
            ("printer", here.printer != there.printer),
            ("voice", here.voice != there.voice),
            ("backup", self.backup != file.backup),
        ];
        differ.into_iter().filter(|(_, differs)| *differs).map(|(section, _)| section).collect()
    }
}

impl Settings {
    /// What a hub takes of them only when it starts.
    pub fn at_start(&self) -> AtStart {
        AtStart { listen: self.listen, equipment: self.equipment.clone(), backup: self.backup.clone() }
    }

    /// Reads a settings file.
    ///
    /// # Errors
    /// Every fault of the file, in the order of its lines.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read::read(text)
    }

    /// What a new centre starts with: the hours, services and grounds of priority that are usual, `counters` counters
    /// that serve everything.
    pub fn usual(name: &str, code: &str, counters: u16) -> Self {
        defaults::settings(name, code, counters)
    }

    /// These settings as a file, made of the file `text` that says `before`: comments, order and whatever is as usual and
    /// left out stay as somebody wrote them. Where that cannot be done, the file is written anew.
    pub fn text_over(&self, text: &str, before: &Self) -> String {
        let merged = merge::merged(text, &before.text(), &self.text());
        merged.filter(|merged| Self::read(merged).as_ref() == Ok(self)).unwrap_or_else(|| self.text())
    }

    /// These settings as a commented file that [`read`](Self::read) takes back unchanged.
    pub fn text(&self) -> String {
        write::text(self)
    }
}
