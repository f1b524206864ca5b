//! What was typed at a screen and is not saved, to be there again after a lock or a cut line.

use super::pages::dossier_step::StepForm;
use super::pages::receiving::Receiving;
use crate::domain::dossier::Dossier;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use serde::{Deserialize, Serialize};

/// What somebody typed and did not save.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Drafts {
    pub(super) receiving: Receiving,
    pub(super) step: Option<StepForm>,
}

impl Drafts {
    /// What is being saved, whose answer may never be heard.
    #[must_use]
    pub fn only_saving(self) -> Self {
        Self { receiving: self.receiving.only_saving(), step: None }
    }

    /// Without what was typed of this person, who is erased, and about her `dossiers`.
    #[must_use]
    pub fn without(mut self, id: PersonId, person: &Person, dossiers: &[Dossier]) -> Self {
        self.receiving.forget(id, person);
        self.step.take_if(|step| dossiers.iter().any(|dossier| dossier.code == step.code));
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.step.is_none() && self.receiving.is_empty()
    }
}
