//! Answering one question at a running hub, whether it came over the socket or from this very process.

use super::answer::{Objection, Said, Shown};
use super::args::{Ask, What};
use super::home::Home;
use super::{
    cash, clock, config, counter, counters, dossier, dossier_list, due, holidays, import, keys, officer, procedures,
    promises, queue, rate, register, replay, staffing, store, ticket,
};
use crate::domain::command::{Actor, Command, Verb};
use crate::domain::decide::rights::{Whole, check_whole};
use crate::domain::dossier::CaseRefusal;
use crate::domain::ids::{CommandId, OfficerId};
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::engine::citizen::recognise;
use crate::engine::{Answer, Hub, Request};
use crate::text::words::{Language, Words};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A hub with someone who asks it.
pub(super) struct Office<'a> {
    pub(super) hub: &'a Hub,
    pub(super) home: &'a Home,
    pub(super) words: Words,
    by: Actor,
    id: CommandId,
    from: &'a Path,
    /// Whether something came of the question that stays.
    recorded: Cell<bool>,
}

/// Answers `ask` at `hub`.
pub fn serve(ask: &Ask, hub: &Hub, home: &Home) -> Said {
    let language = ask.lang.unwrap_or(hub.now_published().state.centre.language);
    let words = Words::of(language);
    let by = ask.officer.map_or(Actor::Administrator, Actor::Officer);
    let office = Office { hub, home, words, by, id: ask.id, from: &ask.from, recorded: Cell::new(false) };
    let answer = office.answer(&ask.what);
    let told = matches!(&answer, Err(objection) if objection.name().starts_with("clock_"));
    let clock = clock::trouble(&hub.now_published()).filter(|_| !told);
    // A verification says it itself.
    let damage = hub.reader().health().damage.filter(|_| !matches!(ask.what, What::Verify)).map(Objection::Store);
    let writes = matches!(ask.what, What::Import(_) | What::Backup(_) | What::Export(_));
    let done = answer.as_ref().ok().filter(|_| writes || office.recorded.get());
    let recorded = done.and_then(|shown| shown.text.lines().next()).map(str::to_owned);
    let said = Said { recorded, ..Said::of(answer, ask.json, &office.words) };
    said.warning(damage.iter().chain(&clock), &office.words)
}

/// What a command does with all the data at once, if it does.
fn whole(what: &What) -> Option<Whole> {
    match what {
        What::Verify | What::Export(_) | What::Register(_) | What::Ratings | What::Replay(_) => Some(Whole::Look),
        What::Import(_) | What::Backup(_) => Some(Whole::Rule),
        _ => None,
    }
}

impl Office<'_> {
    fn answer(&self, what: &What) -> Result<Shown, Objection> {
        // Also where the rules are not asked: nobody looks something up for an officer who is not there.
        if let Some(officer) = self.officer() {
            let published = self.published();
            published
                .state
                .officers
                .get(&officer)
                .filter(|officer| officer.active)
                .ok_or(Refusal::UnknownOfficer(officer))?;
        }
        if let Some(whole) = whole(what) {
            check_whole(&self.published().state, self.by, whole)?;
        }
        match what {
            What::Ticket(act) => ticket::run(self, act),
            What::Counter(act) => counter::run(self, act),
            What::Serving(act) => counter::serving(self, act),
            What::Queue { at } => queue::run(self, *at),
            What::Staffing(question) => staffing::run(self, question),
            What::Counters => Ok(counters::run(self)),
            What::Dossiers => dossier_list::list(self, &dossier_list::Which::default()),
            What::Dossier(act) => dossier::run(self, act),
            What::Due(question) => {
                let published = self.published();
                due::run(question, &published.book, self.now(), &self.words)
            }
            What::Procedures { search, most } => {
                Ok(procedures::run(&self.published().book.catalogue, search, *most, &self.words))
            }
            What::Holidays(question) => holidays::run(self, question),
            What::Import(act) => import::run(self, act),
            What::Officer(act) => officer::run(self, act),
            What::Keys(act) => keys::run(self, act),
            What::Config(act) => config::run(self, act),
            What::Verify => store::verified(self),
            What::Backup(backup) => store::backup(self, backup),
            What::Export(export) => store::export(self, export),
            What::Register(asked) => register::run(self, asked),
            What::Promises(asked) => promises::run(self, asked),
            What::Replay(asked) => replay::run(self, asked),
            What::Cash(question) => cash::run(self, question),
            What::Rate(said) => rate::run(self, said),
            What::Ratings => Ok(rate::ratings(self)),
            // These work without a hub, or start one.
            What::Init(_)
            | What::Forms(_)
            | What::Forecast(_)
            | What::Simulate(_)
            | What::Demo
            | What::Serve
            | What::Desk
            | What::Wall
            | What::Board
            | What::Kiosk
            | What::Door
            | What::Repair
            | What::Restore { .. }
            | What::Completions { .. }
            | What::Man => Err(Objection::own("hub_running", &[])),
        }
    }

    /// The centre as it is now.
    pub(super) fn published(&self) -> Arc<Published> {
        self.hub.now_published()
    }

    /// What time it is at the centre.
    pub(super) fn now(&self) -> Timestamp {
        self.hub.now()
    }

    /// The language of the answer.
    pub(super) fn language(&self) -> Language {
        self.words.language()
    }

    /// Asks for something and waits until it is on disk.
    pub(super) fn submit(&self, verb: Verb) -> Result<Answer, Objection> {
        self.submit_with(verb, None)
    }

    /// The same, with the person it brings.
    pub(super) fn submit_with(&self, verb: Verb, person: Option<Person>) -> Result<Answer, Objection> {
        let command = Command { id: self.id, by: self.by, verb };
        let (published, request) = (self.published(), Request { command, person });
        if request.names_somebody(self.hub.reader(), &published.state, &published.book) {
            return Err(Refusal::ReasonPersonal.into());
        }
        if request.numbers_somebody(self.hub.reader()) {
            return Err(Refusal::from(CaseRefusal::NumberPersonal).into());
        }
        let request = recognise(self.hub.reader(), &published.state, request);
        let answer = self.hub.submit_blocking(request)?;
        self.recorded.set(self.recorded.get() || !answer.events.is_empty());
        Ok(answer)
    }

    /// The wish's own id.
    pub(super) fn id(&self) -> CommandId {
        self.id
    }

    /// Who asks.
    pub(super) fn by(&self) -> Actor {
        self.by
    }

    /// Something came of the question that stays.
    pub(super) fn has_recorded(&self) {
        self.recorded.set(true);
    }

    /// Whether the one who asks may look at what others did.
    pub(super) fn looks(&self) -> bool {
        check_whole(&self.published().state, self.by, Whole::Look).is_ok()
    }

    /// For whom the command is.
    pub(super) fn officer(&self) -> Option<OfficerId> {
        match self.by {
            Actor::Officer(officer) => Some(officer),
            Actor::Administrator | Actor::Clock | Actor::Kiosk | Actor::Display => None,
        }
    }

    /// The reason given, or the words that none was.
    pub(super) fn reason(&self, given: Option<&String>) -> String {
        given.cloned().unwrap_or_else(|| self.words.get("cli.no_reason").to_owned())
    }

    /// A file as the one who asks named it.
    pub(super) fn file(&self, named: &Path) -> PathBuf {
        self.from.join(named)
    }
}
