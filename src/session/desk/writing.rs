//! What is being written at a desk is kept while it is written.

use super::{Desk, Had};
use crate::session::drafts::Unsaved;

impl Desk {
    /// What is typed here and not saved is kept there, and found again by whoever typed it.
    pub fn keep_drafts_in(&mut self, drafts: &Unsaved) {
        self.drafts = drafts.clone();
    }

    /// After each key in a form, for a line may be cut at any time, and once after the form is left.
    pub(super) fn keep_drafts(&mut self) {
        let writing = self.model.is_writing() || self.model.is_saving();
        let seat = self.model.seat();
        if let Some(seat) = seat.filter(|seat| writing || self.wrote == Some(seat.officer)) {
            self.drafts.put(seat.officer, self.model.drafts());
        }
        self.wrote = seat.filter(|_| writing).map(|seat| seat.officer);
    }

    /// She left of her own will, and was asked about what she had typed. What is being saved is kept until it is known
    /// whether it was.
    pub(super) fn drop_drafts(&self) {
        if let Some(Had(seat, _)) = self.had {
            self.drafts.put(seat.officer, self.drafts.of(seat.officer).unwrap_or_default().only_saving());
        }
    }
}
