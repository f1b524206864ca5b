//! What an update or a picture may look at besides the model.

use crate::domain::published::Published;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// One moment of the centre, in the words of one language.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub published: &'a Published,
    pub words: &'a Words,
    pub now: Timestamp,
}

impl<'a> Seen<'a> {
    pub fn state(&self) -> &'a State {
        &self.published.state
    }

    pub fn get(&self, key: &'a str) -> &'a str {
        self.words.get(key)
    }

    pub fn fill(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        self.words.fill(key, gaps)
    }

    /// The moment the rules are asked about: events never go back in time, even when the PC's clock does.
    pub fn moment(&self) -> Timestamp {
        self.now.max(self.published.state.at)
    }

    /// The beginning of the present minute: ages are counted to here, so that they all change together, once a minute.
    pub fn minute(&self) -> Timestamp {
        let now = self.moment();
        Timestamp(now.0 - now.0.rem_euclid(60))
    }
}
