//! A centre under test: real decisions, a clock that is a number, and a session at one of its counters.

mod centre;
mod morning;
mod picture;
mod session;

use motcua::domain::command::{Actor, Command, CounterVerb, Verb};
use motcua::domain::decide::decide;
use motcua::domain::event::{Event, Recorded};
use motcua::domain::ids::{CommandId, CounterId, DossierCode, OfficerId};
use motcua::domain::published::Published;
use motcua::domain::refusal::Refusal;
use motcua::domain::time::Timestamp;
use motcua::text::words::Words;
use motcua::tui::effect::Effect;
use motcua::tui::model::Model;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use centre::{centre, clock, service};
pub use picture::picture_of;
pub use session::IntoChord;

/// The centre, and one session at it.
pub struct Office {
    pub published: Published,
    pub now: Timestamp,
    pub model: Model,
    /// Effects that are not for the engine.
    pub effects: Vec<Effect>,
    /// Numbers of receipts in the archive.
    pub receipts: BTreeMap<String, DossierCode>,
    /// Dossiers of whomever is asked for in the archive.
    pub archived: Vec<DossierCode>,
    /// Everything that happened.
    pub log: Vec<Recorded>,
    commands: u64,
}

impl Office {
    /// What the engine does, without the disk.
    pub fn ask(&mut self, by: Actor, verb: Verb) -> Result<Vec<Recorded>, Refusal> {
        let command = Command { id: self.next_id(), by, verb };
        self.commands += 1;
        let events = decide(&self.published.state, &self.published.book, &command, self.now)?;
        let mut done = Vec::new();
        for event in events {
            let seq = self.published.state.seq + 1;
            let recorded = Recorded { seq, at: self.now, by, command: command.id, event };
            self.published.state.apply(&recorded);
            if matches!(recorded.event, Event::CentreConfigured(_) | Event::DaySet { .. }) {
                let book = self.published.book.for_state(&self.published.state);
                self.published.book = Arc::new(book);
            }
            done.push(recorded);
        }
        self.log.extend(done.iter().cloned());
        Ok(done)
    }

    pub fn at(&mut self, officer: u16, counter: u16, verb: CounterVerb) {
        self.ask(Actor::Officer(OfficerId(officer)), Verb::At(CounterId(counter), verb)).unwrap();
    }

    pub fn admin(&mut self, verb: Verb) -> Vec<Recorded> {
        self.ask(Actor::Administrator, verb).unwrap()
    }

    /// Read once for each language, as a session does.
    pub fn words(&self) -> Words {
        static WORDS: [OnceLock<Words>; 2] = [OnceLock::new(), OnceLock::new()];
        let language = self.model.language();
        WORDS[language as usize].get_or_init(|| Words::of(language)).clone()
    }

    fn next_id(&self) -> CommandId {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(self.commands + 1).to_le_bytes());
        CommandId(id)
    }
}
