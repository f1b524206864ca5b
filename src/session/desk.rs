//! Ties the screens to the engine: carries out what a screen asks, brings back what came of it.

use super::display::Usual;
use super::gate::Place;
use super::pins::Pins;
use super::ssh::public_key;
use super::{App, Wake};
use crate::domain::command::{Actor, Command, CounterVerb, Verb};
use crate::domain::counter::Station;
use crate::domain::ids::{CounterId, Digest, OfficerId, TicketNo};
use crate::domain::person::Person;
use crate::domain::published::{Found, Published};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::Ticket;
use crate::domain::time::{Day, Timestamp};
use crate::engine::{Answer, Failure, Hub, Request, fresh_id, pin};
use crate::store::Reader;
use crate::text::words::{Language, Sentence, Words};
use crate::tui::effect::{Effect, Reply};
use crate::tui::input::Input;
use crate::tui::model::{Home, Model};
use crate::tui::theme::Theme;
use crate::tui::{update, view};
use ratatui::Frame;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{oneshot, watch};

/// Answers that may wait for the screen.
const REPLIES_MAX: usize = 256;
/// Most dossiers of the archive shown for one question.
const FOUND_MAX: usize = 100;
/// How far back a ticket's number is looked for, in days.
const DAYS_SEARCHED: i64 = 60;

/// A person at the desk screens.
pub struct Desk {
    model: Model,
    words: Words,
    theme: Theme,
    hub: Hub,
    published: watch::Receiver<Arc<Published>>,
    seen: Arc<Published>,
    replies: Receiver<Reply>,
    answers: Answers,
    usual: Usual,
    copy: Option<String>,
    repaint: bool,
    exit: bool,
}

/// What the tasks of one screen need to answer it.
#[derive(Clone)]
struct Answers {
    hub: Hub,
    replies: Sender<Reply>,
    wake: Wake,
    runtime: Handle,
    /// Who asks, once somebody sits here.
    by: Option<Actor>,
    pins: Pins,
    place: Place,
}

impl Desk {
    /// A desk over `hub`; must be made inside the runtime. `wake` is the seat's; `pins` those of the hub; `place` where
    /// the person is.
    pub fn new(hub: Hub, language: Language, theme: Theme, wake: &Wake, pins: Pins, place: Place) -> Self {
        let (sender, replies) = channel(REPLIES_MAX);
        let published = hub.published();
        let seen = Arc::clone(&published.borrow());
        let runtime = Handle::current();
        let answers = Answers {
            hub: hub.clone(),
            replies: sender,
            wake: wake.clone(),
            runtime: runtime.clone(),
            by: None,
            pins,
            place,
        };
        wake.follow(published.clone(), &runtime);
        Self {
            model: Model::new(language),
            words: Words::of(language),
            theme,
            hub,
            published,
            seen,
            replies,
            answers,
            usual: Usual::default(),
            copy: None,
            repaint: false,
            exit: false,
        }
    }

    /// Shows what is not as it should be, until it is dismissed.
    pub fn warn(&mut self, warnings: &[String]) {
        for warning in warnings {
            self.model.warn(warning);
        }
    }

    /// Begins at this counter, with this officer where she has said already who she is: then she sits down at once.
    ///
    /// `home` is where the account leads, where that is not for her role to say.
    pub fn begin(&mut self, counter: Option<CounterId>, officer: Option<OfficerId>, home: Option<Home>) {
        let role = officer.and_then(|id| self.seen.state.officers.get(&id)).map(|officer| officer.role);
        let sits = counter.is_some() || role.is_some_and(|role| !role.needs_counter());
        self.model.begin(counter, officer, officer.is_some() && sits, home);
        if let (true, Some(officer)) = (sits, officer) {
            let answers = self.answers.clone();
            self.answers.runtime.spawn(async move { answers.sit_down(officer, counter).await });
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Submit { tag, verb, person } => self.answers.submit(tag, verb, person),
                Effect::SetPin { tag, officer, pin } => self.answers.set_pin(&self.seen, tag, officer, pin),
                Effect::SignIn { officer, pin, counter } => self.answers.sign_in(&self.seen, officer, pin, counter),
                Effect::SignOut => self.answers.by = None,
                Effect::Search { generation, query } => self.answers.search(generation, query),
                Effect::Quit => self.exit = true,
                Effect::Copy(text) => self.copy = Some(text),
                Effect::Redraw => self.repaint = true,
            }
        }
        if self.model.language() != self.words.language() {
            self.words = Words::of(self.model.language());
        }
    }
}

impl App for Desk {
    fn input(&mut self, input: Input, now: Timestamp) {
        let effects = update::input(&mut self.model, input, &self.seen, &self.words, self.hub.not_before(now));
        self.carry_out(effects);
    }

    fn woken(&mut self, now: Timestamp) {
        self.seen = Arc::clone(&self.published.borrow_and_update());
        let now = self.hub.not_before(now);
        while let Ok(reply) = self.replies.try_recv() {
            if let Reply::SignedIn { officer } = reply {
                self.answers.by = Some(Actor::Officer(officer));
            }
            let effects = update::reply(&mut self.model, reply, &self.seen, &self.words, now);
            self.carry_out(effects);
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let now = self.hub.not_before(now);
        if self.model.wants_usual() {
            let usual = self.usual.look(&self.hub, &self.answers.wake, &self.answers.runtime, now);
            self.model.set_usual(usual);
        }
        view::draw(frame, &mut self.model, &self.seen, &self.theme, &self.words, now)
    }

    fn wants_exit(&self) -> bool {
        self.exit
    }

    fn wants_mouse(&self) -> bool {
        self.model.wants_mouse()
    }

    fn take_copy(&mut self) -> Option<String> {
        self.copy.take()
    }

    fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }
}

impl Answers {
    fn say(&self, reply: Reply) {
        // A screen that is gone has nobody to tell.
        let _ = self.replies.try_send(reply);
        self.wake.answer();
    }

    /// Asks at once, so that what was pressed first is decided first, and waits for the answer elsewhere.
    fn submit(&self, tag: u64, verb: Verb, person: Option<Person>) {
        let verb = match entered(verb) {
            Ok(verb) => verb,
            Err(key) => return self.say(Reply::NotSaved { tag, key }),
        };
        let asked = match self.by {
            Some(by) => self.hub.ask(Request { command: Command { id: fresh_id(), by, verb }, person }),
            // Screens ask for nothing before somebody sits there.
            None => Err(Failure::Refused(Refusal::NotYours)),
        };
        self.answer(tag, asked);
    }

    /// Brings what comes of a wish back to the screen.
    fn answer(&self, tag: u64, asked: Result<oneshot::Receiver<Result<Answer, Failure>>, Failure>) {
        let answers = self.clone();
        self.runtime.spawn(async move {
            let answer = match asked {
                Ok(answered) => answered.await.unwrap_or(Err(Failure::Stopped)),
                Err(failure) => Err(failure),
            };
            answers.say(match answer {
                Ok(answer) => Reply::Done { tag, events: answer.events },
                Err(Failure::Refused(refusal)) => Reply::Refused { tag, refusal },
                Err(Failure::NotSaved(error)) => Reply::NotSaved { tag, key: error.key() },
                Err(Failure::Busy) => Reply::NotSaved { tag, key: "session.hub_busy" },
                Err(Failure::Stopped) => Reply::NotSaved { tag, key: "session.hub_stopped" },
            });
        });
    }

    /// Hashes a PIN off the screen's path, and asks for it to be the officer's.
    fn set_pin(&self, seen: &Arc<Published>, tag: u64, id: OfficerId, typed: String) {
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn_blocking(move || {
            let officer = seen.state.officers.get(&id).and_then(|officer| seen.people.get(&officer.person));
            let (Some(by), Some(person)) = (answers.by, officer) else {
                return answers.say(Reply::Refused { tag, refusal: Refusal::UnknownOfficer(id) });
            };
            if !pin::is_fit(&typed) {
                return answers.say(Reply::NotSaved { tag, key: "office.pin_unfit" });
            }
            let Some(hash) = pin::hash(&typed) else {
                return answers.say(Reply::NotSaved { tag, key: "office.pin_not_made" });
            };
            let person = Person { pin: Some(hash), ..Person::clone(person) };
            // The engine puts the digest of the sealed record here.
            let wish = Request::new(by, Verb::SetPin { officer: id, digest: Digest([0; 32]) });
            answers.answer(tag, answers.hub.ask(wish.with_person(Some(person))));
        });
    }

    fn sign_in(&self, seen: &Arc<Published>, id: OfficerId, typed: String, counter: Option<CounterId>) {
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn(async move {
            match answers.pins.check(&seen, answers.place, id, typed).await {
                Ok(_) => answers.sit_down(id, counter).await,
                Err(why) => answers.say(Reply::SignInFailed { key: why.key() }),
            }
        });
    }

    /// Opens the counter for the officer, or takes it over from one who left it open, unless she already sits there.
    async fn sit_down(&self, officer: OfficerId, counter: Option<CounterId>) {
        let Some(counter) = counter else {
            self.say(Reply::SignedIn { officer });
            return;
        };
        let published = self.hub.now_published();
        let open = published.state.counters.get(&counter).filter(|counter| counter.station != Station::Closed);
        let sits = open.and_then(|counter| counter.officer);
        if sits != Some(officer) {
            let wanted = match sits {
                Some(_) => CounterVerb::ChangeOfficer(officer),
                None => CounterVerb::Open { officer: Some(officer) },
            };
            let verb = Verb::At(counter, wanted);
            let wish = Request::new(Actor::Officer(officer), verb);
            match self.hub.submit(wish).await {
                Ok(_) => {}
                Err(Failure::Refused(refusal)) => {
                    self.say(Reply::SignInFailed { key: refusal.key() });
                    return;
                }
                Err(Failure::NotSaved(error)) => {
                    self.say(Reply::SignInFailed { key: error.key() });
                    return;
                }
                Err(Failure::Busy | Failure::Stopped) => {
                    self.say(Reply::SignInFailed { key: "session.hub_stopped" });
                    return;
                }
            }
        }
        self.say(Reply::SignedIn { officer });
    }

    fn search(&self, generation: u64, query: String) {
        let answers = self.clone();
        self.runtime.spawn_blocking(move || {
            let reader = answers.hub.reader();
            let named = |dossier: crate::domain::dossier::Dossier| {
                let person = reader.person(dossier.applicant).ok().flatten().map(Arc::new);
                (dossier, person)
            };
            let dossiers = reader.find(&query, FOUND_MAX).unwrap_or_default().into_iter().map(named).collect();
            let tickets = tickets_of_earlier_days(reader, &query, answers.hub.now());
            let found = Found { query, dossiers, tickets };
            answers.say(Reply::Found { generation, found });
        });
    }
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
