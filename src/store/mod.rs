//! The durable store: journal first, sled second, people apart.
//!
//! A data directory holds:
//!
//! | name | what it is |
//! |---|---|
//! | `VERSION` | the format, as text |
//! | `LOCK` | held by the one process that has the store open; says who; empty after a clean stop |
//! | `journal/` | segments of the journal: the truth. No name, phone, ID number or address is in it |
//! | `people/` | segments of the vault: people's records, rewritten when somebody is erased |
//! | `sled/` | the keyed copy: snapshots, archive, words to find by, and a second copy of both logs |
//! | `sled.before/` | a copy of `sled/` as a process left it that did not stop cleanly, if small or in doubt |
//! | `sled.bad-…/` | a keyed copy that differed or did not open; the newest one is kept |
//! | `journal.bad-…/`, `people.bad-…/` | what `repair` replaced |
//!
//! An answer is given after the people of a batch are in the vault, and its events in the journal, each with one
//! `fdatasync`. The keyed copy follows on a thread of its own, in batches without a flush (a batch in sled takes as long
//! as a sync); a reader that asks meanwhile waits until it has what was durable. Whatever happens to it, it is brought up
//! from the logs or made anew. Which copy wins: equal ones go on; a shorter, damaged or unreadable keyed copy follows the
//! logs; a log that is damaged, shorter than what the keyed copy has seen of it, or another one than a keyed copy can
//! prove record by record, is refused until [`repair()`] has put the longer valid chain in its place. Two whole logs that
//! belong together win over a keyed copy of other ones; that too is refused until [`repair()`] has set the copy aside.
//!
//! Readers ([`Reader`]) may be used on any thread. Only [`Store`] writes.

mod append;
mod applied;
mod archive;
pub mod backup;
pub mod beside;
mod cached;
pub mod codec;
mod erase;
pub mod error;
pub mod export;
pub mod files;
mod finding;
mod follower;
mod grouped;
pub mod journal;
mod judge;
pub mod keyed;
pub mod lock;
mod look;
mod marks;
mod open;
pub mod options;
mod past;
mod patrol;
pub mod people;
mod proof;
mod reader;
mod receipts;
mod repair;
mod replay;
mod rows;
mod salvage;
mod second;
mod shared;
mod snapshot;
mod standing;
mod stop;
mod trial;
mod unsynced;
mod verify;
pub mod version;

pub use archive::Page;
pub use error::{Damage, StoreError};
pub use keyed::panic_is_caught;
pub use open::Store;
pub use options::{Options, Progress, Work};
pub use past::Past;
pub use people::Sealed;
pub use reader::{Health, Reader};
pub use repair::{Repaired, repair};
pub use rows::person_of;
pub use shared::PAPERS;
pub use standing::look as look_for_place;
pub use unsynced::UnsyncedFiles;
pub use verify::{Report, verify};
