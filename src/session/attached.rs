//! How many screens are attached to a hub, besides the one that runs in its process.

use super::{Bells, Wake};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The screens of a hub, each until its sitting ends.
#[derive(Clone, Debug, Default)]
pub struct Attached(Arc<Mutex<Vec<Weak<Bells>>>>);

impl Attached {
    /// A screen is attached for as long as somebody has its `wake`.
    pub fn came(&self, wake: &Wake) {
        let mut screens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        screens.retain(|screen| screen.strong_count() > 0);
        screens.push(Arc::downgrade(&wake.0));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        let screens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        screens.iter().filter(|screen| screen.strong_count() > 0).count()
    }
}
