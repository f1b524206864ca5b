//! Looking at a store in a directory that cannot be written: the logs are read, the rest is worked out in memory, and
//! not one byte is changed.

use super::error::StoreError;
use super::follower::Follower;
use super::journal::Log;
use super::journal::segment::Kind;
use super::lock::Lock;
use super::open::{Store, check_version};
use super::options::{Options, Progress};
use super::people;
use super::replay::{self, Durable};
use super::shared::{Ends, JOURNAL, Shared, Slot};
use super::version;
use crate::domain::state::State;
use std::path::Path;
use std::sync::Arc;

impl Store {
    /// Opens the store in `dir` only to look at it. It refuses to save with [`StoreError::ReadOnly`], and so does its
    /// reader what only the keyed copy knows: sled cannot be opened without writing.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another process has it open; damage; [`StoreError::Newer`]; the system's error.
    pub fn look(
        dir: &Path,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, State), StoreError> {
        let lock = Lock::look(dir)?;
        let files = Arc::clone(&options.files);
        let version = version::read(&*files, dir)?;
        let journal = Log::look(Arc::clone(&files), &dir.join(JOURNAL), Kind::Journal, options.segment_bytes)?;
        let vault = Log::look(Arc::clone(&files), &dir.join(people::DIR), Kind::People, options.segment_bytes)?;
        check_version(dir, version, &journal, &vault)?;
        let state = replay::state_alone(&Durable { view: journal.view(), head: journal.head() }, progress)?;
        let closed = Slot::Closed("only looked at".to_owned());
        let mut shared = Shared::new(dir, Arc::clone(&files), closed, Ends::of(&journal, &vault));
        shared.read_only = true;
        shared.remember_people()?;
        let store = Self {
            options: Options { second_place: None, ..options.clone() },
            files,
            journal,
            vault,
            shared: Arc::new(shared),
            follower: Follower::none(),
            copier: None,
            patrol: None,
            lock,
        };
        Ok((store, state))
    }
}
