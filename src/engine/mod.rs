//! The single writer: inbox, decide, journal, apply, publish. Everyone else holds a [`Hub`].

pub mod advisor;
pub mod citizen;
pub mod clock;
pub mod erase;
mod forecaster;
mod legs;
mod named;
mod next;
mod past;
mod people;
pub mod pin;
mod promise;
mod track;
mod writer;

use crate::domain::book::Book;
use crate::domain::command::{Actor, Command, Verb};
use crate::domain::event::Recorded;
use crate::domain::expected::Expected;
use crate::domain::ids::CommandId;
use crate::domain::person::Person;
use crate::domain::published::{Published, Trouble};
use crate::domain::refusal::Refusal;
use crate::domain::staffing::Staffing;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::store::{Reader, Store, StoreError};
use advisor::{Counsel, Question, Wish};
use clock::Clock;
pub use forecaster::Foresight;
use forecaster::Learnt;
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread::JoinHandle;
use tokio::sync::{oneshot, watch};

/// Wishes that may wait for the writer; more are turned away at once.
const INBOX_MAX: usize = 4096;

/// A wish and, where it brings somebody new, her record for the vault.
#[derive(Clone, Debug)]
pub struct Request {
    /// The wish. A verb that carries a digest gets the right one from the engine.
    pub command: Command,
    /// The applicant or the officer it brings, cleaned and checked; of one whom the vault knows, what it knows.
    pub person: Option<Person>,
}

/// What came of a wish: on disk, and visible to everyone.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What happened, in order; empty when nothing had to change.
    pub events: Vec<Recorded>,
    /// The centre after it.
    pub published: Arc<Published>,
}

/// Why a wish came to nothing.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The rules refuse it.
    Refused(Refusal),
    /// It could not be saved, so it did not happen.
    NotSaved(Arc<StoreError>),
    /// Too many wishes at once; ask again.
    Busy,
    /// The hub is stopping.
    Stopped,
}

/// What will come of a wish that was put into the inbox, or why it is not in there.
pub type Asked = Result<oneshot::Receiver<Result<Answer, Failure>>, Failure>;

/// What came of a wish.
///
/// # Errors
/// See [`Failure`]; after one of them nothing has changed.
pub async fn answered(asked: Asked) -> Result<Answer, Failure> {
    asked?.await.unwrap_or(Err(Failure::Stopped))
}

/// Something to be done on the writer's thread, between two batches.
type Visit = Box<dyn FnOnce(&mut Store, &State) + Send>;

enum Message {
    Wish(Box<Request>, oneshot::Sender<Result<Answer, Failure>>),
    Visit(Visit),
    Book(Arc<Book>),
    Printer(Option<Trouble>),
    Voice(Option<Trouble>),
    Kiosk(Option<Trouble>),
    Follow(mpsc::Sender<Vec<Recorded>>, mpsc::SyncSender<u64>),
    Expected(Arc<Expected>),
    Staffing(Arc<Staffing>),
    Stop,
}

/// A handle on the running centre; as many as wanted.
#[derive(Clone)]
pub struct Hub {
    inbox: mpsc::SyncSender<Message>,
    published: watch::Receiver<Arc<Published>>,
    reader: Reader,
    clock: Clock,
    /// Whoever works out which counters to open, once there is one.
    advisor: Arc<OnceLock<mpsc::Sender<Question>>>,
    /// What the forecaster has learnt, once there is one.
    learnt: Arc<OnceLock<Learnt>>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Hub {
    /// Starts the writer over an open store.
    ///
    /// # Errors
    /// When the system gives no thread, or a person in sight cannot be read.
    #[expect(clippy::needless_pass_by_value, reason = "whoever starts a hub has no use for the book any more")]
    pub fn start(mut store: Store, state: State, book: Book, clock: Clock) -> Result<Self, StoreError> {
        let (inbox, messages) = mpsc::sync_channel(INBOX_MAX);
        erase::finish(&mut store, &state, clock.now().max(state.at))?;
        let reader = store.reader();
        let people = people::people_in_sight(&reader, &state)?;
        let mut watch = clock::Watch::default();
        let troubles = writer::troubles(None, &reader.health(), watch.look(&clock, writer::last_event(&state)));
        let book = Arc::new(book.for_state(&state));
        let first =
            Arc::new(Published { state, book, people, troubles, expected: Arc::default(), staffing: Arc::default() });
        let (publish, published) = watch::channel(first);
        let writer = writer::Writer::new(store, publish, clock.clone(), watch);
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || writer.run(&messages))
            .map_err(|source| StoreError::Io { path: "writer".into(), source })?;
        let (advisor, writer) = (Arc::default(), Arc::new(Mutex::new(Some(thread))));
        Ok(Self { inbox, published, reader, clock, advisor, learnt: Arc::default(), writer })
    }

    /// Asks for something and waits until it is on disk.
    ///
    /// # Errors
    /// See [`Failure`]; after one of them nothing has happened.
    pub async fn submit(&self, request: Request) -> Result<Answer, Failure> {
        answered(self.ask(request)).await
    }

    /// [`submit`](Self::submit) for callers outside the runtime.
    ///
    /// # Errors
    /// As [`submit`](Self::submit).
    pub fn submit_blocking(&self, request: Request) -> Result<Answer, Failure> {
        self.ask(request)?.blocking_recv().unwrap_or(Err(Failure::Stopped))
    }

    /// Puts a wish into the inbox without waiting; wishes put in one after another are decided in that order.
    ///
    /// # Errors
    /// [`Failure::Busy`] or [`Failure::Stopped`]; the rest comes through the receiver.
    pub fn ask(&self, request: Request) -> Asked {
        let (answer, answered) = oneshot::channel();
        match self.inbox.try_send(Message::Wish(Box::new(request), answer)) {
            Ok(()) => Ok(answered),
            Err(mpsc::TrySendError::Full(_)) => Err(Failure::Busy),
            Err(mpsc::TrySendError::Disconnected(_)) => Err(Failure::Stopped),
        }
    }

    /// Lets what is over by now end; the writer does so by itself, this only asks it to look now.
    ///
    /// # Errors
    /// As [`submit`](Self::submit).
    pub async fn tick(&self) -> Result<Answer, Failure> {
        self.submit(Request::new(Actor::Clock, Verb::Tick)).await
    }

    /// Runs `visit` with the store between two batches and gives back what it gives.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn visit<T: Send + 'static>(
        &self,
        visit: impl FnOnce(&mut Store, &State) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, answered) = mpsc::sync_channel(1);
        let visit: Visit = Box::new(move |store, state| {
            let _ = answer.send(visit(store, state));
        });
        self.inbox.send(Message::Visit(visit)).map_err(|_| Failure::Stopped)?;
        answered.recv().map_err(|_| Failure::Stopped)
    }

    /// Uses this calendar and catalogue from now on.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn set_book(&self, book: Book) -> Result<(), Failure> {
        self.inbox.send(Message::Book(Arc::new(book))).map_err(|_| Failure::Stopped)
    }

    /// How the printer of the slips is: its trouble, if any, is told to the staff until it is over.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn set_printer(&self, trouble: Option<Trouble>) -> Result<(), Failure> {
        self.inbox.send(Message::Printer(trouble)).map_err(|_| Failure::Stopped)
    }

    /// How the voice that calls is; likewise.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn set_voice(&self, trouble: Option<Trouble>) -> Result<(), Failure> {
        self.inbox.send(Message::Voice(trouble)).map_err(|_| Failure::Stopped)
    }

    /// How it stands with the kiosks; likewise.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn set_kiosk(&self, trouble: Option<Trouble>) -> Result<(), Failure> {
        self.inbox.send(Message::Kiosk(trouble)).map_err(|_| Failure::Stopped)
    }

    /// Works out from now on what those who wait can expect, beside the writer, and publishes it with the centre; until
    /// the hub is [stopped](Self::stop). `other_s`: how long a visit is thought to last of whose service nothing is
    /// known, in seconds.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start_forecasts(&self, other_s: i64) -> Result<(), StoreError> {
        forecaster::start(self.clone(), other_s)
    }

    /// Works it out now, where [forecasts](Self::start_forecasts) are made, for whoever cannot wait for the next look;
    /// takes some milliseconds. Whoever was told nothing yet is told by it, and answers are as
    /// [published](Self::published) then.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn foresee(&self) -> Result<Arc<Published>, Failure> {
        forecaster::look_now(self)?;
        Ok(self.now_published())
    }

    /// The same on a clock that is set by hand: worked out only when it is told to look.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn foresight(&self, other_s: i64) -> Result<Foresight, Failure> {
        Foresight::new(self, other_s)
    }

    /// Which counters to open, or what changes at them would do; takes from some tenths of a second to some seconds.
    /// Without [forecasts](Self::start_forecasts) it learns from the journal first; `other_s` as there.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn counsel(&self, wish: Wish, other_s: i64) -> Result<Counsel, Failure> {
        let Some(advisor) = self.advisor.get() else { return Ok(advisor::answer(self, &wish, other_s)) };
        let (reply, counsel) = mpsc::sync_channel(1);
        advisor.send(Question::Asked(wish, reply)).map_err(|_| Failure::Stopped)?;
        counsel.recv().map_err(|_| Failure::Stopped)
    }

    /// Every batch that is saved from now on, and the last event before them.
    fn follow(&self) -> Result<(mpsc::Receiver<Vec<Recorded>>, u64), Failure> {
        let (follow, batches) = mpsc::channel();
        let (answer, answered) = mpsc::sync_channel(1);
        self.inbox.send(Message::Follow(follow, answer)).map_err(|_| Failure::Stopped)?;
        Ok((batches, answered.recv().map_err(|_| Failure::Stopped)?))
    }

    /// The centre as last published; changes wake whoever waits on it.
    pub fn published(&self) -> watch::Receiver<Arc<Published>> {
        self.published.clone()
    }

    /// The centre as it is now.
    pub fn now_published(&self) -> Arc<Published> {
        Arc::clone(&self.published.borrow())
    }

    /// What time it is at the centre; never earlier than the last event.
    pub fn now(&self) -> Timestamp {
        self.clock.now().max(self.published.borrow().state.at)
    }

    /// `now`, but never earlier than the last event.
    pub fn not_before(&self, now: Timestamp) -> Timestamp {
        now.max(self.published.borrow().state.at)
    }

    /// The archive and the indexes, for reading beside the writer.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Stops: wishes already in the inbox are answered, the store is closed cleanly.
    pub fn stop(&self) {
        let _ = self.inbox.send(Message::Stop);
        let thread = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Request {
    /// A wish with a fresh id.
    pub fn new(by: Actor, verb: Verb) -> Self {
        Self { command: Command { id: fresh_id(), by, verb }, person: None }
    }

    /// The same wish with the record of the person it brings.
    #[must_use]
    pub fn with_person(mut self, person: Option<Person>) -> Self {
        self.person = person;
        self
    }
}

/// An id nobody has used. Without random bytes from the system it is all zeroes but for the time, still fit for one wish.
pub fn fresh_id() -> CommandId {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        bytes[..8].copy_from_slice(&Clock::system().now().0.to_le_bytes());
    }
    CommandId(bytes)
}
