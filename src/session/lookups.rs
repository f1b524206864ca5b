//! What is looked up for a form before it is saved: whose a number is, what somebody has in the archive.

use super::answers::Answers;
use crate::domain::ids::PersonId;
use crate::engine::citizen::in_archive;
use crate::tui::effect::Reply;
use std::sync::Arc;

impl Answers {
    /// Looks for a citizen among all who are known, as she was known last.
    pub(super) fn who_is(&self, id_number: String) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let reader = answers.hub.reader();
            let person = reader.citizen(&id_number).ok().flatten().map(|(_, person)| Arc::new(person));
            answers.say(Reply::Known { id_number, person });
        });
    }

    /// Looks for a receipt's number among those of this year.
    pub(super) fn receipt(&self, tag: u64, number: String) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            // Where the copy cannot be read, that is told elsewhere; taking money goes on.
            let dossier = answers.hub.reader().receipt(&number, answers.hub.now()).ok().flatten();
            answers.say(Reply::Given { tag, number, dossier });
        });
    }

    /// Looks for somebody's dossiers in the archive.
    pub(super) fn archived(&self, person: PersonId) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let state = &answers.hub.now_published().state;
            // Where the copy cannot be read, saving leaves the others as they are.
            let dossiers = in_archive(answers.hub.reader(), state, person).unwrap_or_default();
            answers.say(Reply::Archived { person, dossiers });
        });
    }
}
