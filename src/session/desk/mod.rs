//! Ties the screens to the engine: carries out what a screen asks, brings back what came of it.

mod alone;
mod carrying;
mod past;
mod writing;

use self::alone::Alone;
use self::past::Before;
use crate::domain::account::Account;
use crate::domain::ids::{CounterId, OfficerId};
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::engine::Hub;
use crate::session::answers::Answers;
use crate::session::attached::Attached;
use crate::session::display::Usual;
use crate::session::drafts::Unsaved;
use crate::session::gate::Place;
use crate::session::keeper::Keeper;
use crate::session::pace::moment;
use crate::session::papers::Papers;
use crate::session::pins::Pins;
use crate::session::tongues::Tongue;
use crate::session::{App, Wake};
use crate::text::words::{Language, Words};
use crate::tui::effect::{Change, Reply};
use crate::tui::input::Input;
use crate::tui::model::{Home, Model, Seat};
use crate::tui::settle::Settle;
use crate::tui::theme::Theme;
use crate::tui::wedge::{Letters, Wedge};
use crate::tui::{update, view};
use ratatui::Frame;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::sync::watch;
use tokio::time::Instant;

/// Answers that may wait for the screen.
const REPLIES_MAX: usize = 256;

/// A seat, and whether she sat there when it was last looked while she worked here.
#[derive(Clone, Copy)]
struct Had(Seat, bool);

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
    /// Who has proved who she is, but must choose something before she sits down.
    proven: Option<OfficerId>,
    /// The seat she had last, which is hers until she leaves it or somebody else takes it.
    had: Option<Had>,
    usual: Usual,
    tongue: Tongue,
    /// What was typed and not saved, also where this session ends unasked.
    drafts: Unsaved,
    /// Who was writing something when it was last kept.
    wrote: Option<OfficerId>,
    /// The last key, where the screen locks itself some time after it.
    idle_since: Option<Timestamp>,
    alone: Alone,
    /// A past day before her.
    before: Before,
    /// The other screens of the hub, where it runs in this process.
    others: Option<Attached>,
    /// Tells a scanner from the keys.
    wedge: Wedge,
    /// When the screen changed by itself last.
    settle: Settle,
    /// What its milliseconds count from.
    since: Instant,
    /// Somebody will ring when its patience is over.
    is_armed: bool,
    copy: Option<String>,
    repaint: bool,
    exit: bool,
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
            account: Account::Desk,
            keeper: None,
            papers: None,
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
            proven: None,
            had: None,
            usual: Usual::default(),
            tongue: Tongue::default(),
            drafts: Unsaved::default(),
            wrote: None,
            idle_since: None,
            alone: Alone::Stays,
            before: Before::default(),
            others: None,
            wedge: Wedge::default(),
            settle: Settle::default(),
            since: moment(),
            is_armed: false,
            copy: None,
            repaint: false,
            exit: false,
        }
    }

    /// Changes of the settings made here reach `keeper` too.
    pub fn keep_settings(&mut self, keeper: &Arc<dyn Keeper>) {
        self.answers.keeper = Some(Arc::clone(keeper));
    }

    /// Papers of dossiers asked for here are made by `papers`.
    pub fn make_papers(&mut self, papers: &Arc<dyn Papers>) {
        self.answers.papers = Some(Arc::clone(papers));
    }

    /// It was opened as `account`: so the log says it of whoever signs in here.
    pub fn opened_as(&mut self, account: Account) {
        self.answers.account = account;
    }

    /// The language chosen here is remembered there.
    pub fn speak(&mut self, tongue: Tongue) {
        self.tongue = tongue;
    }

    /// Shows what is not as it should be, until it is dismissed.
    pub fn warn(&mut self, warnings: &[String]) {
        for warning in warnings {
            self.model.warn(warning);
        }
    }

    /// Where the keys go.
    pub fn context(&self) -> crate::tui::keymap::Context {
        self.model.context()
    }

    /// Begins at this counter, with this officer where she has said already who she is: then she sits down at once.
    ///
    /// `home` is where the account leads, where that is not for her role to say.
    pub fn begin(&mut self, counter: Option<CounterId>, officer: Option<OfficerId>, home: Option<Home>) {
        let role = officer.and_then(|id| self.seen.state.officers.get(&id)).map(|officer| officer.role);
        let sits = counter.is_some() || role.is_some_and(|role| !role.needs_counter());
        if home == Some(Home::Wall) {
            self.alone = Alone::GoesHome;
        }
        self.model.begin(counter, officer, officer.is_some() && sits, home);
        if officer.is_some() && !self.looks() {
            self.model.is_known();
            self.proven = officer;
        }
        if let (true, Some(officer)) = (sits, officer) {
            self.sit_down(officer, counter, None);
        }
    }

    fn sit_down(&self, officer: OfficerId, counter: Option<CounterId>, agreed: Option<Change>) {
        let answers = self.answers.clone();
        self.answers.runtime.spawn(async move { answers.sit_down(officer, counter, agreed).await });
    }

    fn sit_nobody(&self, key: &'static str) {
        self.answers.say(Reply::SignInFailed { key, gaps: Vec::new() });
    }

    /// Only she who has just proved who she is may choose.
    fn choose_pin(&self, officer: OfficerId, typed: String, counter: Option<CounterId>) {
        if self.proven == Some(officer) {
            self.answers.choose_pin(officer, typed, counter);
        } else {
            self.sit_nobody("form.sign_in_again");
        }
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(moment().saturating_duration_since(self.since).as_millis()).unwrap_or(u64::MAX)
    }

    /// What the scanner's ear held back is as old as the screen it was typed at.
    fn took(&mut self, inputs: Vec<Input>, now: Timestamp) {
        for input in inputs {
            if self.is_early(&input) {
                continue;
            }
            let effects = update::input(&mut self.model, input, &self.seen, &self.words, now);
            self.carry_out(effects);
        }
    }

    /// Whether it was meant for the screen that stood here before.
    fn is_early(&self, input: &Input) -> bool {
        !matches!(input, Input::Resize { .. }) && self.settle.is_early(self.elapsed_ms())
    }

    /// Has somebody ring when what the scanner's ear waits for has not come.
    fn arm(&mut self) {
        let Some(deadline) = self.wedge.deadline_ms().filter(|_| !self.is_armed) else { return };
        self.is_armed = true;
        let at = self.since + Duration::from_millis(deadline);
        self.answers.wake.answer_at(at, &self.answers.runtime);
    }

    /// Whether the seat she had is hers still. Of somebody who works here no more, what was so before stays known.
    fn look_at_seat(&mut self) {
        let state = &self.seen.state;
        if let Some(Had(Seat { officer, counter: Some(counter), .. }, has_it)) = &mut self.had
            && state.officers.get(officer).is_some_and(|officer| officer.active)
        {
            *has_it = state.counters.get(counter).is_some_and(|counter| counter.officer == Some(*officer));
        }
    }

    /// Nobody sits here any more. The wall stands open to nobody else: it is left altogether.
    fn signed_out(&mut self) {
        self.drop_drafts();
        (self.answers.by, self.proven, self.had) = (None, None, None);
        self.exit |= self.looks();
    }
}

impl App for Desk {
    fn input(&mut self, input: Input, now: Timestamp) {
        let now = self.hub.not_before(now);
        // The key that comes too late was not pressed by somebody who is known to be her.
        let typed = !matches!(input, Input::Resize { .. });
        if (self.lock(now) && typed) || self.is_early(&input) {
            return;
        }
        if typed {
            self.idle_since = Some(now);
        }
        let Some(input) = self.past_input(input) else { return };
        let letters = if self.model.context().takes_text() { Letters::Text } else { Letters::Commands };
        let at_ms = self.elapsed_ms();
        self.count_others();
        let inputs = self.wedge.take(input, letters, at_ms);
        self.took(inputs, now);
        self.keep_drafts();
        self.arm();
    }

    fn woken(&mut self, now: Timestamp) {
        self.seen = crate::session::display::latest(&mut self.published);
        self.look_at_seat();
        let now = self.hub.not_before(now);
        let before = self.model.context();
        let sat = self.model.seat();
        if update::news(&mut self.model, &self.seen, &self.words, now) {
            self.note_shut_out(sat);
            (self.answers.by, self.proven) = (None, None);
            self.exit |= self.looks();
        }
        if self.model.context() != before {
            self.settle.turned(self.elapsed_ms());
        }
        while let Ok(reply) = self.replies.try_recv() {
            match reply {
                Reply::SignedIn { .. } => self.proven = None,
                Reply::PinToChange { officer } | Reply::Ask { officer, .. } => self.proven = Some(officer),
                _ => {}
            }
            let sits = matches!(reply, Reply::SignedIn { .. });
            if let Reply::SignedIn { officer, .. } = &reply
                && let Some(drafts) = self.drafts.of(*officer)
            {
                self.model.bring(*officer, drafts);
            }
            let effects = update::reply(&mut self.model, reply, &self.seen, &self.words, now);
            if let Some(seat) = self.model.seat().filter(|_| sits) {
                (self.answers.by, self.had) = (Some(seat.actor()), Some(Had(seat, true)));
            }
            self.carry_out(effects);
        }
        self.follow_past();
        self.is_armed = false;
        let waited = self.wedge.flush(self.elapsed_ms());
        self.took(waited, now);
        self.keep_drafts();
        self.arm();
    }

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        let (here, now) = (now, self.hub.not_before(now));
        self.lock(now);
        let locks_at = self.locks_at(now);
        if self.is_past() {
            return self.past_draw(frame, here).into_iter().chain(locks_at).min();
        }
        if self.model.wants_usual() {
            let usual = self.usual.look(&self.hub, &self.answers.wake, &self.answers.runtime, now);
            self.model.set_usual(usual);
        }
        let next = view::draw(frame, &mut self.model, &self.seen, &self.theme, &self.words, now);
        next.into_iter().chain(locks_at).min()
    }

    fn shown_out(&mut self) -> Option<CounterId> {
        let Had(Seat { officer, counter, .. }, has_it) = self.had?;
        let counter = counter?;
        let published = self.hub.now_published();
        match published.state.counters.get(&counter)?.officer {
            Some(sits) if sits == officer => self.answers.vacate(officer, counter),
            // Somebody else's by now.
            Some(_) => return None,
            // Her counter, closed with her leaving the centre; one that she had left herself is not spoken of.
            None if !has_it => return None,
            None => {}
        }
        Some(counter)
    }

    fn missed(&mut self) {
        let sentence = self.words.get("session.keys_missed").to_owned();
        self.model.warn(&sentence);
    }

    fn language(&self) -> Option<Language> {
        Some(self.words.language())
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
