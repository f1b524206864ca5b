//! What one session remembers: who sits here, which screen, what is selected, what was typed. No data of the centre.

use super::action::Action;
pub use super::drafts::Drafts;
use super::effect::Effect;
use super::keymap::Context;
use super::pages::Pages;
use super::pages::leaf::{CounterPage, DossierPage, ProcedurePage, TicketPage};
use super::parts::confirm::Confirm;
use super::parts::field::Field;
use super::parts::finder::Finder;
use super::parts::list::List;
use super::parts::menu::{Ask, Menu};
use super::parts::note::Note;
use super::parts::toast::Toasts;
use super::scene::Hit;
pub use super::seat::{Home, Seat};
use super::sight::Sight;
use super::tell::Tell;
use crate::domain::arrivals::Arrivals;
use crate::domain::command::{CounterVerb, Verb};
use crate::domain::ids::{CommandId, CounterId, DossierCode, OfficerId, TicketNo};
use crate::domain::person::Person;
use crate::domain::worklist::Worklist;
use crate::text::telex::Typing;
use crate::text::words::Language;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// What one session remembers.
#[derive(Debug)]
pub struct Model {
    pub(super) language: Language,
    /// Whether the pointer is wanted.
    pub(super) mouse: bool,
    pub(super) seat: Option<Seat>,
    pub(super) home: Home,
    pub(super) sign_in: SignIn,
    /// Screens above the desk, the one in front last.
    pub(super) screens: Vec<Screen>,
    /// What was typed by whom before the screen was locked.
    pub(super) kept: Option<(OfficerId, Drafts)>,
    /// What those screens remember.
    pub(super) pages: Pages,
    /// What floats above the screen, the topmost last.
    pub(super) floats: Vec<Float>,
    pub(super) toasts: Toasts,
    /// The queue on the desk.
    pub(super) queue: List,
    /// The ticket selected there by the person; none follows the top.
    pub(super) picked: Option<TicketNo>,
    /// The visit in which a result was handed over last.
    pub(super) returned_in: Option<TicketNo>,
    /// The dossier that was received last with nobody in front; until somebody is.
    pub(super) received: Option<DossierCode>,
    /// How letters are typed here, and the word being typed.
    pub(super) typing: Typing,
    /// Wishes not answered yet.
    pub(super) pending: BTreeMap<u64, Verb>,
    pub(super) next_tag: u64,
    /// What was made of the published state, kept until it changes.
    pub(super) sight: Sight,
    /// What each cell meant to the pointer when it was last drawn.
    pub(super) hits: Vec<(Rect, Hit)>,
}

/// A screen above the desk.
#[derive(Clone, Debug)]
pub(super) enum Screen {
    /// All counters.
    Counters(List),
    /// The queues of all services.
    Queues,
    /// Where one ticket stands, to be shown to its holder.
    Place(TicketNo),
    /// The supervisors' wall.
    Wall,
    /// Which counters to open.
    Staffing,
    /// One counter.
    Counter(CounterPage),
    /// The tills of today.
    Cash(List),
    /// The settings.
    Settings,
    /// The form of a dossier to be received.
    Receive,
    /// Search of everything.
    Search,
    /// The catalogue.
    Procedures,
    /// One procedure.
    Procedure(ProcedurePage),
    /// The dossiers by due time.
    Dossiers,
    /// One dossier.
    Dossier(DossierPage),
    /// A step of its life, being written.
    Step,
    /// One ticket.
    Ticket(TicketPage),
}

/// What floats above a screen.
#[derive(Clone, Debug)]
pub(super) enum Float {
    Menu(Menu),
    Ask(Ask),
    Confirm(Confirm),
    Finder(Finder),
    Note(Note),
}

/// The form in front of an empty seat.
#[derive(Clone, Debug, Default)]
pub(super) struct SignIn {
    pub counter: Field,
    pub officer: Field,
    pub pin: Field,
    /// She has said already who she is: only the counter is asked for.
    pub known: Option<OfficerId>,
    /// 0 counter, 1 officer, 2 PIN.
    pub focus: usize,
    /// Asked, not answered.
    pub waiting: bool,
    /// Enter was pressed while it was not.
    pub again: bool,
    /// What is told last is why it came to nothing, and nothing was changed since.
    pub refused: bool,
    /// A PIN of her own is being chosen.
    pub renewal: Option<Renewal>,
    /// Where it leads, where the account says so and not the role.
    pub home: Option<Home>,
}

/// A new PIN, typed twice.
#[derive(Clone, Debug)]
pub(super) struct Renewal {
    pub officer: OfficerId,
    pub pin: Field,
    pub again: Field,
    /// Whether the caret is in the second.
    pub second: bool,
}

impl Model {
    /// A session at which nobody sits, in this language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            mouse: false,
            seat: None,
            home: Home::Desk,
            sign_in: SignIn::default(),
            screens: Vec::new(),
            kept: None,
            pages: Pages::default(),
            floats: Vec::new(),
            toasts: Toasts::default(),
            queue: List::default(),
            picked: None,
            returned_in: None,
            received: None,
            typing: Typing::default(),
            pending: BTreeMap::new(),
            next_tag: 1,
            sight: Sight::default(),
            hits: Vec::new(),
        }
    }

    /// A session that begins at this seat, without asking who it is.
    pub fn seated(language: Language, seat: Seat) -> Self {
        Self { seat: Some(seat), ..Self::new(language) }
    }

    /// Somebody sits here from now on, before this screen.
    pub fn sit(&mut self, seat: Seat, home: Home) {
        self.seat = Some(seat);
        self.home = home;
        self.screens = home.screen().into_iter().collect();
        if home == Home::Dossiers {
            self.pages.listing.view = Worklist::Mine;
        }
    }

    /// How many of the screens cannot be left.
    pub(super) fn base(&self) -> usize {
        usize::from(self.home != Home::Desk).min(self.screens.len())
    }

    /// Whether the screen in front is the one below all others.
    pub(super) fn is_at_home(&self) -> bool {
        self.screens.len() == self.base()
    }

    /// Fills in what is known of who will sit where, and puts the caret on what is not.
    ///
    /// `waiting`: she is being seated already; `home`: where that leads, where it is not for her role to say.
    pub fn begin(&mut self, counter: Option<CounterId>, officer: Option<OfficerId>, waiting: bool, home: Option<Home>) {
        let number = |field: &mut Field, number: Option<u16>| {
            if let Some(number) = number {
                field.insert(&number.to_string());
            }
        };
        number(&mut self.sign_in.counter, counter.map(|counter| counter.0));
        number(&mut self.sign_in.officer, officer.map(|officer| officer.0));
        self.sign_in.focus = usize::from(counter.is_some());
        self.sign_in.waiting = waiting;
        self.sign_in.home = home;
    }

    /// The officer of the form has said already who she is; she chooses her counter only.
    pub fn is_known(&mut self) {
        self.sign_in.known = self.sign_in.officer();
        self.sign_in.focus = 0;
    }

    /// The form in front of an empty seat asks again for everything.
    pub fn forget(&mut self) {
        self.sign_in = SignIn { home: self.sign_in.home, ..SignIn::default() };
        self.floats.clear();
    }

    /// Closes everything that was opened over the screen that cannot be left. False when nothing was.
    pub fn go_home(&mut self) -> bool {
        let opened = !self.floats.is_empty() || !self.is_at_home();
        self.floats.clear();
        self.screens.truncate(self.base());
        opened | self.pages.overview.let_go()
    }

    /// Whether anything is open over the screen that cannot be left.
    pub fn is_away(&self) -> bool {
        !self.floats.is_empty() || !self.is_at_home()
    }

    /// Shows what is not as it should be, until it is dismissed; `sentence` is in the language of the screen already.
    pub fn warn(&mut self, sentence: &str) {
        self.toasts.bad(super::tell::Said::new("desk.warning").with("sentence", sentence));
    }

    /// What a usual day looks like, where that has been found out.
    pub fn set_usual(&mut self, usual: Option<Arrivals>) {
        self.pages.overview.usual = usual;
    }

    /// Whether a usual day would be looked at now.
    pub fn wants_usual(&self) -> bool {
        matches!(self.screens.last(), Some(Screen::Wall))
    }

    /// Whether the person wants the pointer; the terminal's own selecting then needs Shift.
    pub fn wants_mouse(&self) -> bool {
        self.mouse
    }

    /// The language the person has chosen; words and view are to be of this one.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who sits here.
    pub fn seat(&self) -> Option<Seat> {
        self.seat
    }

    /// Where a key is pressed now.
    pub fn context(&self) -> Context {
        match self.floats.last() {
            Some(Float::Menu(_)) => Context::Menu,
            Some(Float::Ask(_)) => Context::Ask,
            Some(Float::Confirm(_)) => Context::Confirm,
            Some(Float::Finder(_)) => Context::Finder,
            Some(Float::Note(_)) => Context::Note,
            None => self.screen_context(),
        }
    }

    /// The screen below all that floats.
    pub(super) fn screen_context(&self) -> Context {
        if self.seat.is_none() {
            return Context::SignIn;
        }
        match self.screens.last() {
            None => Context::Desk,
            Some(Screen::Counters(_)) => Context::Counters,
            Some(Screen::Queues) => Context::Queues,
            Some(Screen::Place(_)) => Context::Place,
            Some(Screen::Wall) => Context::Wall,
            Some(Screen::Staffing) => Context::Staffing,
            Some(Screen::Counter(_)) => Context::Counter,
            Some(Screen::Cash(_)) => Context::Cash,
            Some(Screen::Settings) => Context::Settings,
            Some(Screen::Receive) => Context::Receive,
            Some(Screen::Search) => Context::Search,
            Some(Screen::Procedures) => Context::Procedures,
            Some(Screen::Procedure(_)) => Context::Procedure,
            Some(Screen::Dossiers) if self.pages.listing.typing => Context::Narrow,
            Some(Screen::Dossiers) => Context::Dossiers,
            Some(Screen::Dossier(_)) => Context::Dossier,
            Some(Screen::Step) => Context::Step,
            Some(Screen::Ticket(_)) => Context::Ticket,
        }
    }

    /// Asks the engine for `verb`; the same wish is not asked twice in a row while it is unanswered.
    pub(super) fn submit(&mut self, verb: Verb, person: Option<Person>) -> Vec<Effect> {
        if self.pending.values().next_back() == Some(&verb) {
            return Vec::new();
        }
        let tag = self.next_tag;
        self.next_tag += 1;
        self.pending.insert(tag, verb.clone());
        vec![Effect::Submit { tag, verb, person }]
    }

    /// Asks for something at this session's own counter.
    pub(super) fn submit_here(&mut self, verb: CounterVerb) -> Vec<Effect> {
        let counter = self.seat.and_then(|seat| seat.counter);
        counter.map_or_else(Vec::new, |counter| self.submit(Verb::At(counter, verb), None))
    }

    /// Why `action` may not happen now.
    pub(super) fn blocked(&self, action: Action) -> Option<&Tell> {
        self.pages.barred.get(&action).or_else(|| self.sight.blocked.get(&action))
    }

    /// Why a key for `action` is not obeyed. While a wish is unanswered the rules were asked about a state that is about
    /// to change, so their refusal does not count: the wish is sent after the other one, and the engine decides.
    pub(super) fn refused_now(&self, action: Action) -> Option<&Tell> {
        self.blocked(action).filter(|why| self.pending.is_empty() || !matches!(why, Tell::Refusal(_)))
    }

    /// Nobody has pressed a key for long: who sits here must say again who she is. The counter stays as it is, and so
    /// does what she has typed, for her alone.
    pub fn lock(&mut self) {
        let Some(seat) = self.seat else { return };
        let drafts = self.drafts();
        self.leave();
        self.kept = Some((seat.officer, drafts));
        self.begin(seat.counter, Some(seat.officer), false, None);
        self.sign_in.focus = 2;
        self.toasts.bad(Tell::key("form.locked"));
    }

    /// What was typed here and is not saved, as it is now.
    pub fn drafts(&self) -> Drafts {
        Drafts {
            receiving: self.pages.receiving.clone(),
            step: self.pages.step.clone().or_else(|| self.pages.left.clone()),
        }
    }

    /// What was asked for under `tag` goes to the engine by this id.
    pub fn sent(&mut self, tag: u64, wish: CommandId) {
        self.pages.receiving.sent(tag, wish);
    }

    /// Whether a form is being saved.
    pub fn is_saving(&self) -> bool {
        self.pages.receiving.is_saving()
    }

    /// Whether a form is in front in which something can be typed that would be missed.
    pub fn is_writing(&self) -> bool {
        matches!(self.screens.last(), Some(Screen::Receive | Screen::Step))
    }

    /// What this officer typed before, here or at another screen: hers as soon as she sits down.
    pub fn bring(&mut self, officer: OfficerId, drafts: Drafts) {
        self.kept = Some((officer, drafts));
    }

    /// Leaves the seat and forgets everything that was typed at it.
    pub(super) fn leave(&mut self) {
        let fresh = Self::new(self.language);
        let (next_tag, method) = (self.next_tag, self.typing.method);
        *self = fresh;
        (self.next_tag, self.typing.method) = (next_tag, method);
    }
}
