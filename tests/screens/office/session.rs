//! What a person does at the session, and what the session does for her.

use super::Office;
use motcua::domain::command::{Actor, Applicant, Verb};
use motcua::domain::event::Event;
use motcua::domain::ids::{Digest, PersonId};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use motcua::tui::model::Model;
use motcua::tui::update;
use std::sync::Arc;

impl Office {
    /// Does what a session does with an input: effects for the engine are answered at once.
    pub fn input(&mut self, input: Input) {
        let words = self.words();
        let effects = update::input(&mut self.model, input, &self.published, &words, self.now);
        self.run(effects);
    }

    pub fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Submit { tag, mut verb, person } => {
                    let by = self.model.seat().map_or(Actor::Administrator, |seat| Actor::Officer(seat.officer));
                    let id = PersonId(self.published.state.next_person);
                    if let (Some(_), Verb::Receive(receive)) = (&person, &mut verb) {
                        receive.applicant = Applicant::New(Digest([3; 32]));
                    }
                    if let (Some(_), Verb::SetOfficer(officer)) = (&person, &mut verb) {
                        officer.digest = Some(Digest([3; 32]));
                    }
                    let reply = match self.ask(by, verb) {
                        Ok(events) => {
                            let known = events.iter().find_map(|recorded| match &recorded.event {
                                Event::OfficerSet { officer, .. } => Some(officer.person),
                                Event::DossierChanged(changed) => Some(changed.change.applicant()?.0),
                                _ => None,
                            });
                            let id = known.unwrap_or(id);
                            if let Some(person) = person {
                                self.published.people.insert(id, Arc::new(person));
                            }
                            Reply::Done { tag, events }
                        }
                        Err(refusal) => Reply::Refused { tag, refusal },
                    };
                    self.reply(reply);
                }
                Effect::SetPin { tag, officer, .. } => {
                    let by = Actor::Officer(self.model.seat().unwrap().officer);
                    let events = self.ask(by, Verb::SetPin { officer, digest: Digest([4; 32]) }).unwrap();
                    self.reply(Reply::Done { tag, events });
                }
                Effect::SignIn { officer, .. } => self.reply(Reply::SignedIn { officer }),
                Effect::Archived(person) => {
                    let dossiers = self.archived.clone();
                    self.reply(Reply::Archived { person, dossiers });
                }
                Effect::Receipt { tag, number } => {
                    let dossier = self.receipts.get(&number).cloned();
                    self.reply(Reply::Given { tag, number, dossier });
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Presses a key whose wish leaves, and whose answer nobody hears: the line is cut, and the same officer comes in again.
    pub fn cut_at(&mut self, key: Key) -> Verb {
        let words = self.words();
        let input = Input::Key(key.chord());
        let mut effects = update::input(&mut self.model, input, &self.published, &words, self.now);
        let Some(Effect::Submit { tag, mut verb, .. }) = effects.pop() else { panic!("nothing was asked for") };
        if let Verb::Receive(receive) = &mut verb {
            receive.applicant = Applicant::New(Digest([3; 32]));
        }
        self.model.sent(tag, self.next_id());
        verb
    }

    /// She sits down again at another screen of a hub that was started again, with what was kept in its file of the last
    /// one.
    pub fn come_back(&mut self) {
        let (seat, drafts) = (self.model.seat().unwrap(), self.model.drafts());
        let kept = rmp_serde::to_vec_named(&drafts).unwrap();
        let drafts = rmp_serde::from_slice(&kept).unwrap();
        self.model = Model::new(self.model.language());
        self.model.begin(seat.counter, Some(seat.officer), true, None);
        self.model.bring(seat.officer, drafts);
        self.reply(Reply::SignedIn { officer: seat.officer });
    }

    /// The world has changed.
    pub fn news(&mut self) {
        let words = self.words();
        // Her PIN is her own by now.
        if let Some(officer) = self.model.seat().and_then(|seat| self.published.state.officers.get_mut(&seat.officer)) {
            officer.pin_given = false;
        }
        update::news(&mut self.model, &self.published, &words, self.now);
    }

    pub fn reply(&mut self, reply: Reply) {
        let words = self.words();
        let effects = update::reply(&mut self.model, reply, &self.published, &words, self.now);
        self.run(effects);
    }

    /// Presses one key.
    pub fn key(&mut self, key: impl IntoChord) {
        self.input(Input::Key(key.chord()));
    }

    /// Saves the form in front; where its papers are asked about, none was handed in.
    pub fn save(&mut self) {
        self.key(Key::F(10));
        if self.model.context() == Context::Menu {
            self.key('k');
        }
    }

    /// The office after these keys.
    pub fn then(mut self, keys: &[Key]) -> Self {
        for key in keys {
            self.key(*key);
        }
        self
    }

    /// Types a text, one key after another.
    pub fn write(&mut self, text: &str) {
        for character in text.chars() {
            self.key(character);
        }
    }
}

/// What may be pressed.
pub trait IntoChord {
    fn chord(self) -> Chord;
}

impl IntoChord for char {
    fn chord(self) -> Chord {
        Chord::plain(Key::Char(self))
    }
}

impl IntoChord for Key {
    fn chord(self) -> Chord {
        Chord::plain(self)
    }
}

impl IntoChord for Chord {
    fn chord(self) -> Chord {
        self
    }
}
