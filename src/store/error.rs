//! What can go wrong in the store, and the sentence that says so.

use super::files::{DiskFiles, Files};
use super::options::usual_floor;
use crate::text::words::Sentence;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the store could not do what was asked. The words for people come from [`Sentence`]; `Display` is for logs.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process holds this data directory.
    #[error("the store is held by process {pid} of {name} on {host} since {since}")]
    Locked {
        /// Its process number, as it wrote it; empty when it left no note.
        pid: String,
        /// The computer it runs on.
        host: String,
        /// When it took the store, in the centre's time.
        since: String,
        /// The centre or program that holds it.
        name: String,
    },
    /// There is no room: nothing was saved, reading goes on.
    #[error("not saved: the disk is full ({} MB free, {} kept back)", free >> 20, floor >> 20)]
    DiskFull {
        /// Bytes free where the store lives.
        free: u64,
        /// Bytes that are kept free for the system.
        floor: u64,
    },
    /// The system refused to read or write.
    #[error("{path}: {source}")]
    Io {
        /// The file or directory concerned.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A copy is damaged; `repair` takes the other one.
    #[error("{path} is damaged at byte {offset}: {why}")]
    Damaged {
        /// The file concerned.
        path: PathBuf,
        /// Where the damage was seen, in bytes from the start of the file.
        offset: u64,
        /// What is wrong there.
        why: Damage,
    },
    /// The data directory cannot be written, or was opened only to look at it.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The data directory.
        path: PathBuf,
    },
    /// A log is whole but not the one that the second copy followed and can prove: files of another centre, most likely.
    #[error("{path} is not the log that its second copy followed")]
    Another {
        /// The log concerned.
        path: PathBuf,
    },
    /// The keyed copy is of another centre: both logs are whole, belong together, and are not those that it proves.
    #[error("{path} is a copy of other logs than those here, which belong together")]
    Strange {
        /// The keyed copy.
        path: PathBuf,
    },
    /// The logs and a keyed copy are of different centres, and nothing says which is the one that belongs here.
    #[error("{path} and {other} are of different centres")]
    Undecided {
        /// The logs concerned.
        path: PathBuf,
        /// The keyed copy.
        other: PathBuf,
    },
    /// A copy is damaged and no other one is whole enough to mend it: a backup must be restored.
    #[error("{path} is damaged and there is no second copy to mend it from")]
    NoSecondCopy {
        /// The log concerned.
        path: PathBuf,
    },
    /// The folder of the standing backup is not there: its disk or stick is not plugged in, most likely.
    #[error("the folder {path} of the standing backup is not there")]
    NoPlace {
        /// The folder.
        path: PathBuf,
    },
    /// The folder of the standing backup is a file, or in the data directory itself.
    #[error("{path} is no folder for the standing backup")]
    BadPlace {
        /// The folder.
        path: PathBuf,
    },
    /// The folder of the standing backup holds the copy of another centre, which must not be overwritten.
    #[error("{path} holds the copy of another centre")]
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// A write failed and could not be taken back; the program must be started again.
    #[error("{path} failed and was closed for writing")]
    Poisoned {
        /// The log that failed.
        path: PathBuf,
    },
    /// The indexes cannot be read; they are rebuilt from the journal.
    #[error("the keyed copy failed: {0}")]
    Keyed(String),
    /// The data was written by a later release.
    #[error("{path} is of format {found}, this program knows {known}")]
    Newer {
        /// The file concerned.
        path: PathBuf,
        /// The format or event kind found.
        found: String,
        /// What this program knows.
        known: String,
    },
    /// One group of events is larger than a record may be.
    #[error("a record of {bytes} bytes is larger than {cap}")]
    TooBig {
        /// Size of the record's body.
        bytes: usize,
        /// The largest body allowed.
        cap: usize,
    },
    /// The events handed over do not follow the last one of the journal.
    #[error("event {found} cannot follow, {expected} is next")]
    OutOfOrder {
        /// Number that comes next.
        expected: u64,
        /// Number that was given.
        found: u64,
    },
    /// A value could not be turned into bytes.
    #[error("cannot encode: {0}")]
    Encode(String),
    /// A restore was asked into a directory that already has a store.
    #[error("{path} already holds a store")]
    Occupied {
        /// The directory concerned.
        path: PathBuf,
    },
    /// The file is not a backup of this program, or is damaged.
    #[error("{path} is no whole backup: {why}")]
    NotABackup {
        /// The file concerned.
        path: PathBuf,
        /// What is wrong with it.
        why: Damage,
    },
}

/// What is wrong in a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The file's first bytes are not those of this kind of file.
    Header,
    /// Bytes differ from their checksum and more records follow.
    Checksum,
    /// A record does not follow from the one before it.
    Chain,
    /// The bytes are whole but mean nothing.
    Content,
    /// The file ends too early.
    Short,
    /// A file or records that must be there are missing.
    Missing,
    /// The other copy holds more than this one.
    Behind,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Damage {
    /// The damage's own name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Checksum => "checksum",
            Self::Chain => "chain",
            Self::Content => "content",
            Self::Short => "short",
            Self::Missing => "missing",
            Self::Behind => "behind",
        }
    }
}

impl Sentence for Damage {
    fn key(&self) -> &'static str {
        match self {
            Self::Header => "store.damage.header",
            Self::Checksum => "store.damage.checksum",
            Self::Chain => "store.damage.chain",
            Self::Content => "store.damage.content",
            Self::Short => "store.damage.short",
            Self::Missing => "store.damage.missing",
            Self::Behind => "store.damage.behind",
        }
    }
}

impl StoreError {
    /// An error of the system at `path`; "no room" becomes [`StoreError::DiskFull`].
    pub fn io(path: &Path, source: io::Error) -> Self {
        if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            let space = path.ancestors().find_map(|above| DiskFiles.space(above).ok());
            let (free, floor) = space.map_or((0, 0), |space| (space.free, usual_floor(space)));
            return Self::DiskFull { free, floor };
        }
        Self::Io { path: path.to_owned(), source }
    }

    /// Damage of the file `path`, `offset` bytes from its start.
    pub fn damaged(path: &Path, offset: usize, why: Damage) -> Self {
        Self::Damaged { path: path.to_owned(), offset: offset as u64, why }
    }

    /// Whether data is damaged: the command line ends with status 3 and `repair` is worth trying.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. }
                | Self::Another { .. }
                | Self::Strange { .. }
                | Self::Undecided { .. }
                | Self::NoSecondCopy { .. }
                | Self::Keyed(_)
                | Self::NotABackup { .. }
                | Self::Newer { .. }
        )
    }

    /// Whether the system does not let this user write.
    pub fn is_unwritable(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        matches!(self, Self::Io { source, .. } if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem))
    }

    /// Whether the same request can succeed later without anybody doing anything to the store.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::DiskFull { .. })
    }
}

impl Sentence for StoreError {
    fn key(&self) -> &'static str {
        match self {
            Self::Locked { pid, .. } if pid.is_empty() => "store.locked_unknown",
            Self::Locked { .. } => "store.locked",
            Self::DiskFull { .. } => "store.disk_full",
            Self::Io { .. } => "store.io",
            Self::Damaged { .. } => "store.damaged",
            Self::ReadOnly { .. } => "store.read_only",
            Self::Another { .. } => "store.another",
            Self::Strange { .. } => "store.strange",
            Self::Undecided { .. } => "store.undecided",
            Self::NoSecondCopy { .. } => "store.no_second_copy",
            Self::NoPlace { .. } => "store.no_place",
            Self::BadPlace { .. } => "store.bad_place",
            Self::Taken { .. } => "store.taken",
            Self::Poisoned { .. } => "store.poisoned",
            Self::Keyed(_) => "store.keyed",
            Self::Newer { .. } => "store.newer",
            Self::TooBig { .. } => "store.too_big",
            Self::OutOfOrder { .. } => "store.out_of_order",
            Self::Encode(_) => "store.encode",
            Self::Occupied { .. } => "store.occupied",
            Self::NotABackup { .. } => "store.not_a_backup",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        let shown = |path: &PathBuf| ("path", path.display().to_string());
        match self {
            Self::Locked { pid, host, since, name } => {
                vec![("pid", pid.clone()), ("host", host.clone()), ("since", since.clone()), ("name", name.clone())]
            }
            Self::DiskFull { free, floor } => {
                vec![("free", (free >> 20).to_string()), ("floor", (floor >> 20).to_string())]
            }
            Self::Io { path, source } => vec![shown(path), ("why", source.to_string())],
            Self::Damaged { path, offset, why } => {
                vec![shown(path), ("offset", offset.to_string()), ("why", why.name().to_owned())]
            }
            Self::NotABackup { path, why } => vec![shown(path), ("why", why.name().to_owned())],
            Self::ReadOnly { path }
            | Self::Another { path }
            | Self::Strange { path }
            | Self::NoSecondCopy { path }
            | Self::NoPlace { path }
            | Self::BadPlace { path }
            | Self::Taken { path }
            | Self::Poisoned { path }
            | Self::Occupied { path } => vec![shown(path)],
            Self::Undecided { path, other } => vec![shown(path), ("other", other.display().to_string())],
            Self::Keyed(why) | Self::Encode(why) => vec![("why", why.clone())],
            Self::Newer { path, found, known } => {
                vec![shown(path), ("found", found.clone()), ("known", known.clone())]
            }
            Self::TooBig { bytes, cap } => vec![("bytes", bytes.to_string()), ("cap", cap.to_string())],
            Self::OutOfOrder { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
        }
    }
}
