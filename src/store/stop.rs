//! Stopping cleanly.

use super::error::StoreError;
use super::keyed::Keyed;
use super::lock::Lock;
use super::open::Store;
use super::replay::bring_up;
use super::shared::{SLED, Slot};
use super::{shared, snapshot, standing};
use crate::domain::state::State;

impl Store {
    /// Copies everything, the newest events included, to the second place, if one is set.
    ///
    /// # Errors
    /// Damage of a log, or the system's error.
    pub fn copy_to_second_place(&self) -> Result<(), StoreError> {
        self.options.second_place.as_ref().map_or(Ok(()), |place| standing::copy(&self.shared, place, true))
    }

    /// Stops cleanly: keeps the state, syncs the keyed copy, copies to the second place, releases the lock. What this
    /// cannot do is made good at the next opening; readers get [`StoreError::Keyed`] from now on.
    ///
    /// # Errors
    /// The first thing that failed; the store is closed all the same.
    pub fn close(mut self) -> Result<(), StoreError> {
        if self.shared.read_only {
            return Ok(());
        }
        drop(self.copier.take());
        drop(self.patrol.take());
        let state = self.follower.stop();
        let old = std::mem::replace(&mut *self.shared.slot_mut(), Slot::Closed("closed".to_owned()));
        let kept = match old {
            Slot::Open(keyed) => {
                let kept = self.keep(&keyed, state);
                kept.and_then(|()| keyed.settled(&self.shared.root.join(SLED))?.close())
            }
            Slot::Closed(why) => Err(StoreError::Keyed(why)),
            Slot::NoRoom(free, floor) => Err(StoreError::DiskFull { free, floor }),
        };
        if matches!(kept, Err(StoreError::Keyed(_))) {
            match shared::set_aside(&self.shared.root, &self.options) {
                // It may be all there is besides the logs; the next opening looks at it again.
                Err(StoreError::DiskFull { .. }) => {}
                other => drop(other?),
            }
        }
        let copied = match self.copy_to_second_place() {
            // Told while the store was open; the next copy has everything.
            Err(StoreError::NoPlace { .. } | StoreError::BadPlace { .. } | StoreError::Taken { .. }) => Ok(()),
            other => other,
        };
        self.lock.take().map_or(Ok(()), Lock::release)?;
        match kept {
            Ok(()) | Err(StoreError::Keyed(_) | StoreError::DiskFull { .. }) => copied,
            Err(error) => Err(error),
        }
    }

    fn keep(&self, keyed: &Keyed, state: Option<State>) -> Result<(), StoreError> {
        let reached = state.filter(|state| state.seq + 1 == self.journal.next_seq());
        let state = match reached {
            Some(state) => Some(state),
            None => bring_up(keyed, &self.shared.journal(), &self.shared.vault(), &mut |_| {})?,
        };
        match state {
            Some(state) => snapshot::keep(keyed, &state, self.journal.head()),
            None => Err(StoreError::Keyed("differs from the journal".to_owned())),
        }
    }
}
