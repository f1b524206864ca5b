//! What a session needs of whoever keeps the settings besides the journal: a change at a screen reaches both, or neither.

use crate::domain::centre::Centre;
use crate::domain::command::Actor;
use crate::engine::{Answer, Failure, Request};

/// Keeps the settings where the administrator can also read and write them.
pub trait Keeper: Send + Sync {
    /// Puts `wanted` there in the place of `from`, then asks the hub for `wish`. When that comes to nothing, what was
    /// there before stands there again. Takes long; not for a screen's own path.
    ///
    /// # Errors
    /// See [`NotKept`]; after one of them nothing has changed.
    fn change(&self, from: &Centre, wanted: &Centre, wish: Request) -> Result<Answer, NotKept>;

    /// Takes over what somebody wrote there, as `by`. Takes long as well.
    ///
    /// # Errors
    /// See [`NotKept`]; after one of them nothing has changed.
    fn reload(&self, by: Actor) -> Result<Reloaded, NotKept>;
}

/// What came of taking over what somebody wrote.
#[derive(Clone, Debug)]
pub struct Reloaded {
    /// What is in force by it.
    pub answer: Answer,
    /// What else is written there and waits until the hub starts again: the sections of the file, by their names there.
    pub waits: Vec<&'static str>,
}

/// Why a change of the settings came to nothing.
#[derive(Clone, Debug)]
pub enum NotKept {
    /// The hub did not take it.
    Failure(Failure),
    /// It could not be written down.
    Told {
        /// The sentence that says why, in the words files.
        key: &'static str,
        /// What fills its gaps.
        gaps: Vec<(&'static str, String)>,
    },
}
