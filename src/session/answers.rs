//! Carries out what a screen asks of the hub, away from the screen's own path, and brings back what came of it.

use super::Wake;
use super::gate::Place;
use super::keeper::{Keeper, NotKept, Reloaded};
use super::new_pins;
use super::papers::Papers;
use super::pins::Pins;
use super::ssh::public_key;
use crate::domain::account::Account;
use crate::domain::centre::Centre;
use crate::domain::command::{Actor, Command, CounterVerb, Verb};
use crate::domain::counter::Station;
use crate::domain::decide::decide;
use crate::domain::decide::rights::may_sit;
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::Dossier;
use crate::domain::ids::{CommandId, CounterId, DossierCode, OfficerId, TicketNo};
use crate::domain::kiosk::Terms;
use crate::domain::person::Person;
use crate::domain::published::{Found, Published};
use crate::domain::refusal::Refusal;
use crate::domain::staffing;
use crate::domain::state::State;
use crate::domain::ticket::Ticket;
use crate::domain::time::{Day, Timestamp};
use crate::engine::advisor::{Counsel, Wish};
use crate::engine::citizen::recognise;
use crate::engine::{Answer, Asked, Failure, Hub, Request, answered};
use crate::print::forms::Form;
use crate::store::Reader;
use crate::text::words::{Sentence, Words};
use crate::tui::effect::{Change, Paper, Reply};
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::Sender;

/// How far back a ticket's number is looked for, in days.
const DAYS_SEARCHED: i64 = 60;

/// What the tasks of one screen need to answer it.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) hub: Hub,
    pub(super) replies: Sender<Reply>,
    pub(super) wake: Wake,
    pub(super) runtime: Handle,
    /// Who asks, once somebody sits here.
    pub(super) by: Option<Actor>,
    pub(super) pins: Pins,
    pub(super) place: Place,
    /// What the screen was opened as.
    pub(super) account: Account,
    /// Whoever keeps the settings besides the journal.
    pub(super) keeper: Option<Arc<dyn Keeper>>,
    /// Whoever makes papers.
    pub(super) papers: Option<Arc<dyn Papers>>,
}

/// The form that a paper is; a slip is none.
fn form(paper: Paper) -> Option<Form> {
    Some(match paper {
        Paper::Receipt => Form::Receipt,
        Paper::Supplement => Form::Supplement,
        Paper::Refusal => Form::Refusal,
        Paper::Extension => Form::Extension,
        Paper::Stop => Form::Stop,
        Paper::Control => Form::Control,
        Paper::Rating => return None,
    })
}

impl Answers {
    pub(super) fn say(&self, reply: Reply) {
        // A screen that is gone has nobody to tell.
        let _ = self.replies.try_send(reply);
        self.wake.answer();
    }

    /// Asks at once, so that what was pressed first is decided first, and waits for the answer elsewhere.
    pub(super) fn submit(&self, id: CommandId, tag: u64, verb: Verb, person: Option<Person>) {
        let verb = match entered(verb) {
            Ok(verb) => verb,
            Err(key) => return self.say(Reply::NotSaved { tag, key, gaps: Vec::new() }),
        };
        // Screens ask for nothing before somebody sits there.
        let Some(by) = self.by else { return self.answer(tag, Err(Failure::Refused(Refusal::NotYours))) };
        let wish = Request { command: Command { id, by, verb }, person };
        let seen = self.hub.now_published();
        if !wish.may_be_known() && !wish.may_name(&seen.state, &seen.book) {
            return self.answer(tag, self.hub.ask(wish));
        }
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            if wish.names_somebody(answers.hub.reader(), &seen.state, &seen.book) {
                return answers.answer(tag, Err(Failure::Refused(Refusal::ReasonPersonal)));
            }
            if wish.numbers_somebody(answers.hub.reader()) {
                return answers.answer(tag, Err(Failure::Refused(CaseRefusal::NumberPersonal.into())));
            }
            let wish = recognise(answers.hub.reader(), &answers.hub.now_published().state, wish);
            answers.answer(tag, answers.hub.ask(wish));
        });
    }

    /// Brings what comes of a wish back to the screen.
    fn answer(&self, tag: u64, asked: Asked) {
        let answers = self.clone();
        self.runtime.spawn(async move {
            answers.say(reply(tag, answered(asked).await));
        });
    }

    /// Asks for other settings than those that `seen` shows, which are also kept in a file. What the rules refuse does
    /// not touch the file.
    pub(super) fn configure(&self, seen: &Arc<Published>, tag: u64, centre: Box<Centre>) {
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn_blocking(move || {
            let Some(by) = answers.by else {
                return answers.say(Reply::Refused { tag, refusal: Refusal::NotYours });
            };
            let wish = Request::new(by, Verb::Configure(centre.clone()));
            let now = answers.hub.now_published();
            if let Err(refusal) = decide(&now.state, &now.book, &wish.command, answers.hub.now()) {
                return answers.say(Reply::Refused { tag, refusal });
            }
            answers.say(match &answers.keeper {
                None => reply(tag, answers.hub.submit_blocking(wish)),
                Some(keeper) => kept(tag, keeper.change(&seen.state.centre, &centre, wish)),
            });
        });
    }

    /// Makes a paper of a dossier, open or archived, away from the screen's path.
    pub(super) fn print(&self, seen: &Arc<Published>, code: DossierCode, paper: Paper, words: &Words) {
        let (answers, seen, words) = (self.clone(), Arc::clone(seen), words.clone());
        self.runtime.spawn_blocking(move || {
            let made = match (&answers.papers, answers.dossier(&seen, &code)) {
                (Some(papers), Some((dossier, person))) => match form(paper) {
                    Some(form) => papers.make(form, &dossier, person.as_deref(), &seen, answers.hub.now(), &words),
                    None => papers.rating(&code, &seen, &words).inspect(|_| answers.count_slip(&code)),
                },
                (None, _) => Err(words.get("life.no_papers").to_owned()),
                (_, None) => Err(words.get("dossiers.gone").to_owned()),
            };
            answers.say(Reply::Printed(made));
        });
    }

    /// The slip is out: where it cannot be counted that is no reason to say that there is none.
    fn count_slip(&self, dossier: &DossierCode) {
        if let Some(by) = self.by {
            let _ = self.hub.submit_blocking(Request::new(by, Verb::CountRatingSlip(dossier.clone())));
        }
    }

    /// A dossier, and whose it is.
    fn dossier(&self, seen: &Published, code: &DossierCode) -> Option<(Dossier, Option<Arc<Person>>)> {
        let dossier = match seen.state.dossiers.get(code) {
            Some(dossier) => dossier.clone(),
            None => self.hub.reader().dossier(code).ok()??,
        };
        let person = match seen.people.get(&dossier.applicant) {
            Some(person) => Some(Arc::clone(person)),
            None => self.hub.reader().person(dossier.applicant).ok()?.map(Arc::new),
        };
        Some((dossier, person))
    }

    /// Asks for the settings as somebody wrote them into their file.
    pub(super) fn reload(&self, tag: u64) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let (Some(by), Some(keeper)) = (answers.by, &answers.keeper) else {
                return answers.say(Reply::Refused { tag, refusal: Refusal::NotYours });
            };
            answers.say(match keeper.reload(by) {
                Ok(Reloaded { answer, waits }) => Reply::Reloaded { tag, events: answer.events, waits },
                Err(why) => kept(tag, Err(why)),
            });
        });
    }

    /// Hashes a PIN off the screen's path, and asks for it to be the officer's.
    pub(super) fn set_pin(&self, seen: &Arc<Published>, tag: u64, id: OfficerId, typed: String) {
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn_blocking(move || {
            let Some(by) = answers.by else {
                return answers.say(Reply::Refused { tag, refusal: Refusal::NotYours });
            };
            match new_pins::wish(&seen, by, id, &typed, new_pins::Old::May) {
                Ok(wish) => answers.answer(tag, answers.hub.ask(wish)),
                Err(key) => answers.say(Reply::NotSaved { tag, key, gaps: Vec::new() }),
            }
        });
    }

    /// Her own PIN in the place of the one she was given, and then to her seat.
    pub(super) fn choose_pin(&self, id: OfficerId, typed: String, counter: Option<CounterId>) {
        let answers = self.clone();
        self.runtime.spawn(async move {
            // Her record as it is now, not as this screen saw it last.
            let (seen, by) = (answers.hub.now_published(), Actor::Officer(id));
            let made =
                tokio::task::spawn_blocking(move || new_pins::wish(&seen, by, id, &typed, new_pins::Old::MayNot));
            let made = made.await.unwrap_or(Err("office.pin_not_made"));
            // Asked after the hash, which takes long: one that she has chosen at another screen meanwhile stands.
            let officer = answers.hub.now_published().state.officers.get(&id).cloned();
            if !officer.is_some_and(|officer| officer.pin_given) {
                return answers.say(Reply::SignInFailed { key: "form.pin_chosen_elsewhere", gaps: Vec::new() });
            }
            let wish = match made {
                Ok(wish) => wish,
                Err(key) => return answers.say(Reply::PinNotTaken { key }),
            };
            match answers.hub.submit(wish).await {
                Ok(_) => answers.sit_down(id, counter, None).await,
                Err(Failure::Refused(refusal)) => {
                    answers.say(Reply::SignInFailed { key: refusal.key(), gaps: refusal.gaps() });
                }
                Err(Failure::NotSaved(error)) => answers.say(Reply::PinNotTaken { key: error.key() }),
                Err(Failure::Busy | Failure::Stopped) => answers.say(Reply::PinNotTaken { key: "session.hub_stopped" }),
            }
        });
    }

    pub(super) fn sign_in(&self, seen: &Arc<Published>, id: OfficerId, typed: String, counter: Option<CounterId>) {
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn(async move {
            match answers.pins.check(&seen, answers.place, id, typed).await {
                Ok(_) => {
                    // As at the entrance from other PCs: whoever has said rightly who she is is in.
                    answers.pins.log().came_in(answers.place, answers.account, Some(id));
                    answers.sit_down(id, counter, None).await;
                }
                Err(why) => answers.say(Reply::SignInFailed { key: why.key(), gaps: why.gaps() }),
            }
        });
    }

    /// Opens the counter for the officer. Where somebody else sits there, or she elsewhere, she must have agreed to what
    /// changes with it.
    pub(super) async fn sit_down(&self, officer: OfficerId, counter: Option<CounterId>, agreed: Option<Change>) {
        let published = self.hub.now_published();
        if let Some(who) = published.state.officers.get(&officer) {
            // Nobody chooses a PIN for a seat that she cannot have.
            if counter.is_some() && !may_sit(who.role) {
                return self.say(Reply::SignInFailed { key: "form.counter_not_hers", gaps: Vec::new() });
            }
            if who.pin_given {
                return self.say(Reply::PinToChange { officer });
            }
        }
        let Some(counter) = counter else {
            self.say(Reply::SignedIn { officer });
            return;
        };
        let change = change(&published.state, officer, counter);
        if let (Some(change), None) = (change, agreed) {
            // What would be refused after she has agreed is not asked about.
            let wish = take_seat(officer, counter, change);
            self.say(match decide(&published.state, &published.book, &wish.command, self.hub.now()) {
                Ok(_) => Reply::Ask { officer, counter, change },
                Err(refusal) => Reply::SignInFailed { key: refusal.key(), gaps: refusal.gaps() },
            });
            return;
        }
        let agreed = agreed.unwrap_or(Change { from: None, leaving: None });
        let (key, gaps) = match self.hub.submit(take_seat(officer, counter, agreed)).await {
            Ok(_) => {
                self.say(Reply::SignedIn { officer });
                return;
            }
            Err(Failure::Refused(refusal)) => (refusal.key(), refusal.gaps()),
            Err(Failure::NotSaved(error)) => (error.key(), error.gaps()),
            Err(Failure::Busy | Failure::Stopped) => ("session.hub_stopped", Vec::new()),
        };
        self.say(Reply::SignInFailed { key, gaps });
    }

    /// The officer is made to leave: nobody is left before a counter that nobody keeps.
    pub(super) fn vacate(&self, officer: OfficerId, counter: CounterId) {
        // Where she does not work here any more, that was done when it was said.
        let verb = Verb::At(counter, CounterVerb::Vacate);
        let _ = self.hub.ask(Request::new(Actor::Officer(officer), verb));
    }

    pub(super) fn search(&self, generation: u64, query: String) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let reader = answers.hub.reader();
            let named = |dossier: Dossier| {
                let person = reader.person(dossier.applicant).ok().flatten().map(Arc::new);
                (dossier, person)
            };
            let seen = answers.hub.now_published();
            // Those that are in sight are found there.
            let old = |code: &DossierCode| !seen.state.dossiers.contains_key(code);
            let mut dossiers = reader.find_among(&query, Found::MOST + 1, &old).unwrap_or_default();
            let more = dossiers.len() > Found::MOST;
            dossiers.truncate(Found::MOST);
            let dossiers = dossiers.into_iter().map(named).collect();
            let tickets = tickets_of_earlier_days(reader, &query, answers.hub.now());
            let found = Found { query, dossiers, more, tickets };
            answers.say(Reply::Found { generation, found });
        });
    }

    /// Works out what changes at the counters would do; without any, what is advised.
    pub(super) fn weigh(&self, generation: u64, changes: Vec<staffing::Change>) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let visit_s = Terms::default().visit_s;
            let wish = if changes.is_empty() { Wish::Advice { week: false } } else { Wish::WhatIf(changes) };
            let advice = match answers.hub.counsel(wish, visit_s) {
                Ok(Counsel::WhatIf(weighed)) => weighed,
                Ok(Counsel::Advice(staffing)) => staffing.day.clone().map(Box::new),
                Err(_) => return,
            };
            answers.say(Reply::Weighed { generation, advice });
        });
    }

    /// Reads a dossier of the archive.
    pub(super) fn fetch(&self, code: DossierCode) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let reader = answers.hub.reader();
            let by_foreign = || reader.foreign(&code.0).ok().flatten();
            let found = reader.dossier(&code).ok().flatten().or_else(by_foreign).map(|dossier| {
                let person = reader.person(dossier.applicant).ok().flatten().map(Arc::new);
                Box::new((dossier, person))
            });
            answers.say(Reply::Fetched { code, found });
        });
    }
}

/// What came of a wish, for the screen that asked.
fn reply(tag: u64, answer: Result<Answer, Failure>) -> Reply {
    match answer {
        Ok(answer) => Reply::Done { tag, events: answer.events },
        Err(Failure::Refused(refusal)) => Reply::Refused { tag, refusal },
        Err(Failure::NotSaved(error)) => Reply::NotSaved { tag, key: error.key(), gaps: error.gaps() },
        Err(Failure::Busy) => Reply::NotSaved { tag, key: "session.hub_busy", gaps: Vec::new() },
        Err(Failure::Stopped) => Reply::NotSaved { tag, key: "session.hub_stopped", gaps: Vec::new() },
    }
}

/// Her wish to sit down there, although this changes.
fn take_seat(officer: OfficerId, counter: CounterId, Change { from, leaving }: Change) -> Request {
    let verb = Verb::At(counter, CounterVerb::TakeSeat { officer, from, leaving });
    Request::new(Actor::Officer(officer), verb)
}

/// What else changes when she sits down there; nothing when the seat is free or hers.
fn change(state: &State, officer: OfficerId, counter: CounterId) -> Option<Change> {
    let open = || state.counters.values().filter(|counter| counter.station != Station::Closed);
    let from = open().find(|open| open.id == counter).and_then(|open| open.officer).filter(|sits| *sits != officer);
    let hers = open().find(|open| open.id != counter && open.officer == Some(officer));
    let leaving = hers.map(|open| open.id);
    (from.is_some() || leaving.is_some()).then_some(Change { from, leaving })
}

/// A key as it was pasted, read; everything else as it is.
///
/// # Errors
/// The sentence that says what is wrong with it.
fn entered(verb: Verb) -> Result<Verb, &'static str> {
    match verb {
        Verb::AddKey { account, key, print } if print.is_empty() => {
            let entered = public_key::read(&key).ok_or("office.not_a_key")?;
            Ok(Verb::AddKey { account, key: entered.key, print: entered.print })
        }
        verb => Ok(verb),
    }
}

/// Where the question is a ticket's number: that ticket on each of the last weeks' days, latest first.
fn tickets_of_earlier_days(reader: &Reader, query: &str, now: Timestamp) -> Vec<(Day, Ticket)> {
    let Ok(number) = query.parse::<TicketNo>() else { return Vec::new() };
    let from = now.plus(-DAYS_SEARCHED * 86_400).day();
    let days = reader.days(from, usize::try_from(DAYS_SEARCHED).unwrap_or(0)).unwrap_or_default();
    let on = |day: Day| Some((day, reader.ticket(day, number).ok()??));
    days.into_iter().rev().filter_map(on).collect()
}

fn kept(tag: u64, answer: Result<Answer, NotKept>) -> Reply {
    match answer {
        Ok(answer) => reply(tag, Ok(answer)),
        Err(NotKept::Failure(failure)) => reply(tag, Err(failure)),
        Err(NotKept::Told { key, gaps }) => Reply::NotSaved { tag, key, gaps },
    }
}
