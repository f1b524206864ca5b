//! Ties the kiosk to the engine: gives numbers, tells scans from keys, lets nobody out who may not.

pub mod once;
pub mod shown;

use super::gate::{FORGOTTEN, Place};
use super::log::who;
use super::pace::moment;
use super::pins::{NoEntry, Pins};
use super::screens::Fittings;
use super::{App, Wake};
use crate::domain::account::{Account, reads_the_wall};
use crate::domain::card;
use crate::domain::command::{Actor, Issue, Verb};
use crate::domain::event::Event;
use crate::domain::ids::{OfficerId, TicketNo};
use crate::domain::kiosk::{Outlook, Terms, outlook};
use crate::domain::place::{ahead, is_awaited};
use crate::domain::published::{Published, Trouble};
use crate::domain::rating::Rate;
use crate::domain::time::Timestamp;
use crate::engine::{Answer, Failure, Hub, Request, answered};
use crate::print::{self, Printer};
use crate::text::words::{Language, Words};
use crate::tui::displays::kiosk::scan::{Scanner, Taken};
use crate::tui::displays::kiosk::{Kiosk, No, Slip, Wish};
use crate::tui::input::Input;
use crate::tui::theme::Theme;
use once::{Holder, Once};
use ratatui::Frame;
use shown::ShownHere;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::watch;
use tokio::time::Instant;

/// Answers that may wait for the screen.
const REPLIES_MAX: usize = 16;

/// A kiosk before whoever stands there.
pub struct Stand {
    kiosk: Kiosk,
    scanner: Scanner,
    /// What the scanner's milliseconds count from.
    since: Instant,
    /// Somebody will ring when the scanner's patience is over.
    is_armed: bool,
    holder: Option<Holder>,
    words: Words,
    theme: Theme,
    published: watch::Receiver<Arc<Published>>,
    seen: Arc<Published>,
    replies: Receiver<Reply>,
    /// What it shows when it comes back.
    shown: ShownHere,
    /// The number that stood there before, and since when, until it is shown again.
    back: Option<(TicketNo, Timestamp)>,
    answers: Answers,
}

/// What came of a wish.
enum Reply {
    Given(TicketNo),
    Refused(No),
    Printed(TicketNo, bool),
    Rated,
    Left(Option<NoExit>),
}

/// Why somebody may not leave it.
enum NoExit {
    NotHers,
    NotShe(NoEntry),
}

impl NoExit {
    fn said(&self, words: &Words) -> String {
        match self {
            Self::NotHers => words.get("kiosk.leave_not_yours").to_owned(),
            Self::NotShe(why) => words.say(why),
        }
    }
}

/// What the tasks of one kiosk need to answer it.
#[derive(Clone)]
struct Answers {
    hub: Hub,
    replies: Sender<Reply>,
    wake: Wake,
    runtime: Handle,
    pins: Pins,
    place: Place,
    once: Once,
    printer: Printer,
}

impl Stand {
    /// A kiosk over `hub`; must be made inside the runtime. `wake` is the seat's, `place` where it stands; `fittings`
    /// are shared by all kiosks of the hub.
    pub fn new(hub: Hub, language: Language, wake: &Wake, pins: Pins, place: Place, fittings: &Fittings) -> Self {
        let (sender, replies) = channel(REPLIES_MAX);
        let published = hub.published();
        let seen = Arc::clone(&published.borrow());
        let runtime = Handle::current();
        wake.follow(published.clone(), &runtime);
        Self {
            kiosk: Kiosk::new(language, fittings.kiosk),
            scanner: Scanner::default(),
            since: moment(),
            is_armed: false,
            holder: None,
            words: Words::of(language),
            theme: Theme::ansi(),
            published,
            seen,
            replies,
            shown: ShownHere::default(),
            back: None,
            answers: Answers {
                hub,
                replies: sender,
                wake: wake.clone(),
                runtime,
                pins,
                place,
                once: fittings.once.clone(),
                printer: fittings.printer.clone(),
            },
        }
    }

    /// The same, which shows again what stood there when it was cut off.
    #[must_use]
    pub fn showing(self, shown: ShownHere) -> Self {
        Self { back: shown.number(), shown, ..self }
    }

    /// Lets the time pass before anything else; answers the centre's.
    fn tick(&mut self, now: Timestamp) -> Timestamp {
        let now = self.answers.hub.not_before(now);
        self.kiosk.rested(now, self.elapsed_ms());
        if let Some((ticket, at)) = self.back.take()
            && now.since(at) < self.kiosk.terms().visit_s
            && self.seen.state.tickets.get(&ticket).is_some_and(|ticket| !ticket.is_over())
        {
            self.kiosk.given(ticket, Slip::None, now);
        }
        now
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(moment().saturating_duration_since(self.since).as_millis()).unwrap_or(u64::MAX)
    }

    fn take(&mut self, taken: Taken, now: Timestamp) {
        let wish = match taken {
            Taken::Input(input) => self.kiosk.input(&input, &self.seen, &self.words, now),
            Taken::Scan(text) if self.kiosk.scanned(&text, &self.seen, now) => None,
            Taken::Scan(text) => {
                let holder = card::number(&text).and_then(|number| self.answers.once.holder(number, now.day()));
                self.kiosk.card(holder.is_some(), now);
                let holds = holder.map(|holder| self.answers.once.held(holder, &self.seen.state, now.day()));
                self.kiosk.holding(holds.unwrap_or_default());
                self.holder = holder;
                None
            }
        };
        match wish {
            Some(Wish::Take(issue)) => self.answers.issue(issue, self.holder.take(), now),
            Some(Wish::Rate(rate)) => self.answers.rate(rate),
            Some(Wish::Leave(officer, pin)) => self.answers.leave(officer, pin, &self.seen),
            None => {}
        }
        self.settle(now);
    }

    /// What depends on the page that is shown now.
    fn settle(&mut self, now: Timestamp) {
        self.shown.shows(self.kiosk.number(), now);
        if !self.kiosk.has_card() {
            self.holder = None;
        }
        if self.kiosk.language() != self.words.language() {
            self.words = Words::of(self.kiosk.language());
        }
    }

    /// Has somebody ring when what the scanner waits for has not come.
    fn arm(&mut self) {
        let Some(deadline) = self.scanner.deadline_ms().filter(|_| !self.is_armed) else { return };
        self.is_armed = true;
        let at = self.since + Duration::from_millis(deadline);
        self.answers.wake.answer_at(at, &self.answers.runtime);
    }
}

impl App for Stand {
    fn input(&mut self, input: Input, now: Timestamp) {
        let now = self.tick(now);
        if self.kiosk.takes_text() || !self.kiosk.terms().scans {
            self.take(Taken::Input(input), now);
            return;
        }
        for taken in self.scanner.take(input, self.elapsed_ms()) {
            self.take(taken, now);
        }
        self.arm();
    }

    fn woken(&mut self, now: Timestamp) {
        self.seen = super::display::latest(&mut self.published);
        let now = self.tick(now);
        while let Ok(reply) = self.replies.try_recv() {
            match reply {
                Reply::Given(ticket) => {
                    let slip = self.answers.print(ticket, self.kiosk.terms(), &self.seen, &self.words, now);
                    self.kiosk.given(ticket, slip, now);
                }
                Reply::Printed(ticket, came) => self.kiosk.printed(ticket, came, now),
                Reply::Rated => self.kiosk.rated(now),
                Reply::Refused(why) => self.kiosk.refused(why, now),
                Reply::Left(why) => self.kiosk.left(why.map(|why| why.said(&self.words))),
            }
        }
        self.is_armed = false;
        for taken in self.scanner.flush(self.elapsed_ms()) {
            self.take(taken, now);
        }
        self.arm();
        self.settle(now);
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let now = self.tick(now);
        self.settle(now);
        self.kiosk.draw(frame, &self.seen, &self.theme, &self.words, now)
    }

    fn language(&self) -> Option<Language> {
        Some(self.words.language())
    }

    fn wants_exit(&self) -> bool {
        self.kiosk.wants_exit()
    }

    fn wants_mouse(&self) -> bool {
        true
    }

    fn take_repaint(&mut self) -> bool {
        self.kiosk.take_repaint()
    }
}

impl Answers {
    fn say(&self, reply: Reply) {
        // A kiosk that is gone has nobody to tell.
        let _ = self.replies.try_send(reply);
        self.wake.answer();
    }

    fn issue(&self, issue: Issue, holder: Option<Holder>, now: Timestamp) {
        let (service, state) = (issue.service, &self.hub.now_published().state);
        if let Some(Err(taken)) = holder.map(|holder| self.once.reserve(holder, service, state, now.day())) {
            self.say(Reply::Refused(match taken {
                once::Taken::Has(number) => No::HasOne(number),
                once::Taken::Now => No::AskStaff,
            }));
            return;
        }
        let asked = self.hub.ask(Request::new(Actor::Kiosk, Verb::Issue(issue)));
        let answers = self.clone();
        self.runtime.spawn(async move {
            let answer = answered(asked).await;
            let number = answer.as_ref().ok().and_then(issued);
            if let Some(holder) = holder {
                answers.once.given(holder, service, number);
            }
            answers.say(match (number, answer) {
                (Some(number), _) => Reply::Given(number),
                (None, Err(Failure::Refused(refusal))) => Reply::Refused(No::of(&refusal)),
                (None, _) => Reply::Refused(No::AskStaff),
            });
        });
    }

    fn rate(&self, rate: Rate) {
        let asked = self.hub.ask(Request::new(Actor::Kiosk, Verb::Rate(rate)));
        let answers = self.clone();
        self.runtime.spawn(async move {
            answers.say(match answered(asked).await {
                Ok(_) => Reply::Rated,
                Err(Failure::Refused(refusal)) => Reply::Refused(No::of(&refusal)),
                Err(_) => Reply::Refused(No::AskStaff),
            });
        });
    }

    /// Has the slip printed, where there is a printer; the answer comes later.
    fn print(&self, number: TicketNo, terms: Terms, seen: &Published, words: &Words, now: Timestamp) -> Slip {
        let Some(ticket) = seen.state.tickets.get(&number).filter(|_| self.printer.is_there()) else {
            return Slip::None;
        };
        let centre = &seen.state.centre;
        // Where it would be too late for one more behind her, it may be for her.
        let (service, ground, applicant) = (ticket.service, ticket.ground.clone(), ticket.applicant);
        let behind = Issue { service, ground, applicant, appointment: None, voucher: None };
        let keeps = matches!(outlook(seen, &behind, terms, now), Ok(Outlook::TooLate { .. }));
        let slip = print::Slip {
            centre: centre.name.clone(),
            ticket: number,
            service: centre.service(ticket.service).map_or("", |service| service.name_in(words.language())).to_owned(),
            at: ticket.issued,
            ahead: ahead(&seen.state, ticket, now),
            is_awaited: is_awaited(&seen.state, ticket),
            expected: ticket.promise.filter(|_| ticket.is_waiting()),
            most_passed: centre.rule.max_passed.filter(|most| *most > 0 && ticket.class == 0),
            keeps,
            words: words.clone(),
        };
        let answers = self.clone();
        self.printer.print(slip, move |printed| answers.say(Reply::Printed(number, printed.is_ok())));
        Slip::Printing
    }

    /// Somebody guesses a PIN where citizens stand: staff are told until it is over.
    fn guessed(&self) {
        self.tell_staff(true);
        let answers = self.clone();
        self.runtime.spawn(async move {
            tokio::time::sleep(FORGOTTEN).await;
            if answers.pins.at_kiosks().is_quiet() {
                answers.tell_staff(false);
            }
        });
    }

    fn tell_staff(&self, guesses: bool) {
        // A hub that is stopping tells nobody any more.
        let _ = self.hub.set_kiosk(guesses.then_some(Trouble::KioskGuessed));
    }

    /// Citizens stand here: without a PIN nobody is a supervisor, not even at the hub's own PC.
    fn leave(&self, officer: OfficerId, pin: String, seen: &Arc<Published>) {
        let known = seen.state.officers.get(&officer);
        if known.is_some_and(|officer| !officer.has_pin) {
            self.pins.turn_away(self.place, officer, NoEntry::NoPin);
            self.say(Reply::Left(Some(NoExit::NotHers)));
            return;
        }
        let (answers, seen) = (self.clone(), Arc::clone(seen));
        self.runtime.spawn(async move {
            let why = match answers.pins.at_kiosks().check(&seen, answers.place, officer, pin).await {
                Ok(officer) if reads_the_wall(officer.role) => {
                    answers.tell_staff(false);
                    answers.pins.log().left(answers.place, &who(Account::Kiosk, Some(officer.id)));
                    None
                }
                Ok(officer) => {
                    answers.pins.turn_away(answers.place, officer.id, NoEntry::NotHere);
                    Some(NoExit::NotHers)
                }
                Err(why) => {
                    if matches!(why, NoEntry::WrongAgain(_)) {
                        answers.guessed();
                    }
                    Some(NoExit::NotShe(why))
                }
            };
            answers.say(Reply::Left(why));
        });
    }
}

fn issued(answer: &Answer) -> Option<TicketNo> {
    answer.events.iter().find_map(|recorded| match &recorded.event {
        Event::TicketIssued(issued) => Some(issued.ticket),
        _ => None,
    })
}
