//! Papers of a dossier asked for at a screen: whoever makes them knows files, templates and printers.

use crate::domain::dossier::Dossier;
use crate::domain::ids::DossierCode;
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::print::forms::Form;
use crate::text::words::Words;

/// What came of it, as a sentence in the language of the one who asked.
pub type Told = Result<String, String>;

/// Makes papers. It may take seconds, so nobody's screen waits for it.
pub trait Papers: Send + Sync {
    /// Makes the paper of `dossier` that `form` is, and prints it where there is a program that does.
    ///
    /// # Errors
    /// Why there is none.
    fn make(
        &self,
        form: Form,
        dossier: &Dossier,
        person: Option<&Person>,
        published: &Published,
        now: Timestamp,
        words: &Words,
    ) -> Told;

    /// Prints the slip with the code by which the result of this dossier is rated. Whoever asks counts it.
    ///
    /// # Errors
    /// Why there is none.
    fn rating(&self, dossier: &DossierCode, published: &Published, words: &Words) -> Told;
}
