//! What was typed at a screen and is not saved, kept in memory by officer: a session that is cut, or locked and come
//! back to at another PC, loses none of it.

use crate::domain::ids::OfficerId;
use crate::tui::model::Drafts;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The drafts of a hub. They name people, so they are in no file; a hub that is started again has none.
#[derive(Clone, Debug, Default)]
pub struct Unsaved(Arc<Mutex<BTreeMap<OfficerId, Drafts>>>);

impl Unsaved {
    /// What this officer has typed, as it is now; nothing is forgotten altogether.
    pub fn put(&self, officer: OfficerId, drafts: Drafts) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if drafts.is_empty() {
            kept.remove(&officer);
        } else {
            kept.insert(officer, drafts);
        }
    }

    /// What she has typed last, wherever that was.
    pub fn of(&self, officer: OfficerId) -> Option<Drafts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&officer).cloned()
    }
}
