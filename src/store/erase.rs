//! Erasing a person, everywhere on this computer.

use super::error::StoreError;
use super::open::Store;
use super::options::Progress;
use super::shared::{BEFORE, Ends, PAPERS, SLED, Slot};
use super::{people, shared, standing, trial};
use crate::domain::dossier::Dossier;
use crate::domain::ids::PersonId;
use crate::domain::time::Timestamp;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError};

impl Store {
    /// Erases a person: the papers of her dossiers that were saved are removed, the vault is written anew without her
    /// records, the keyed copy is made anew, and whatever was set aside with her in it is removed. Her digests stay in
    /// the journal and say nothing. Answers whether she was there.
    ///
    /// Backups made before keep her until they are replaced; the second place is brought up at once.
    ///
    /// # Errors
    /// Damage of the vault (nothing is changed then), or the system's error.
    pub fn erase(
        &mut self,
        person: PersonId,
        at: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<bool, StoreError> {
        self.check_room()?;
        let root = self.shared.root.clone();
        // First, so that nothing is said to be erased while one of them cannot be.
        let papers = self.options.papers.clone().unwrap_or_else(|| root.join(PAPERS));
        forget_papers(&papers, &self.reader().dossiers_of(person, usize::MAX)?)?;
        let shared = Arc::clone(&self.shared);
        let _making = shared.making.lock().unwrap_or_else(PoisonError::into_inner);
        // Held so that nobody reads her from the old copy once this has answered.
        let mut slot = shared.slot_mut();
        let erased = people::erase(&self.files, &root, &self.vault, person, at, self.options.segment_bytes)?;
        let Some(vault) = erased else { return Ok(false) };
        *shared.people.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.vault = vault;
        *self.shared.ends() = Ends::of(&self.journal, &self.vault);
        if let Slot::Open(keyed) = std::mem::replace(&mut *slot, Slot::Closed("rebuilding".to_owned())) {
            let _ = keyed.close();
        }
        let made = shared::rebuild(&root, &self.options, &self.shared.journal(), &self.shared.vault(), progress);
        let (keyed, _) = made.inspect_err(|error| *slot = Slot::none(error))?;
        *slot = Slot::Open(keyed);
        drop(slot);
        // The follower finds that the copy is ahead of it and catches up.
        shared.reached(self.journal.next_seq());
        forget_copies(&root)?;
        if let Some(place) = &self.options.second_place {
            match standing::copy(&self.shared, place, true) {
                // As soon as it is there again its vault is replaced.
                Err(StoreError::NoPlace { .. }) => {}
                other => other?,
            }
        }
        Ok(true)
    }
}

/// Removes the saved papers of these dossiers, also half of one: `receipt-<code>.pdf`.
fn forget_papers(folder: &Path, dossiers: &[Dossier]) -> Result<(), StoreError> {
    let io = |error| StoreError::io(folder, error);
    if dossiers.is_empty() || !folder.is_dir() {
        return Ok(());
    }
    let codes: BTreeSet<String> = dossiers.iter().map(|dossier| dossier.code.in_file_name()).collect();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let code =
            name.strip_suffix(".part").unwrap_or(&name).strip_suffix(".pdf").and_then(|name| name.split_once('-'));
        if code.is_some_and(|(_, code)| codes.contains(code)) {
            fs::remove_file(&path).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    Ok(())
}

/// Removes every copy that was set aside and may name people.
fn forget_copies(root: &Path) -> Result<(), StoreError> {
    shared::remove_aside(root, SLED)?;
    shared::remove_aside(root, people::DIR)?;
    for copy in [BEFORE.to_owned(), trial::unmended(SLED), trial::unmended(people::DIR)] {
        let copy = root.join(copy);
        if copy.exists() {
            fs::remove_dir_all(&copy).map_err(|error| StoreError::io(&copy, error))?;
        }
    }
    Ok(())
}
