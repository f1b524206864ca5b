//! Works out what those who wait can expect, on a thread of its own: no key ever waits for it.
//!
//! At the start it learns from the days of the last two months, then from every batch that is saved. It looks again
//! after each batch, at most once a second, and now and then while nothing happens, since time passes too: the less
//! often, the more a look costs, so that a full hall on an old PC is no reason for its fan to run.

use super::advisor::{self, Question};
use super::clock::timed;
use super::{Failure, Hub, Message};
use crate::domain::event::{Event, Recorded};
use crate::domain::time::Timestamp;
use crate::forecast::learning::Learning;
use crate::forecast::live::{PATHS, expected};
use crate::store::{Reader, StoreError};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How far back it learns, in days; what is older would weigh a quarter and less.
const DAYS: i64 = 60;
/// The shortest time between two looks.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest, in seconds of the centre's clock.
const QUIET_S: u64 = 30;
/// Of a core's time a look takes no more than one part in so many: while people come and go, and while nothing happens.
const BUSY_SHARE: u32 = 10;
const QUIET_SHARE: u32 = 2000;

/// What was learnt so far, for whoever works beside the forecaster.
pub(super) type Learnt = Arc<Mutex<Learning>>;

/// Starts the thread, and that of the advisor once there is something to advise from. Both end with the writer.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn start(hub: Hub, other_s: i64) -> Result<(), StoreError> {
    let run = move || run(&hub, other_s);
    let thread = std::thread::Builder::new().name("forecaster".into()).spawn(run);
    thread.map(drop).map_err(|source| StoreError::Io { path: "forecaster".into(), source })
}

fn run(hub: &Hub, other_s: i64) {
    let Ok((batches, last)) = hub.follow() else { return };
    let learnt: Learnt = Arc::new(Mutex::new(learn(hub, other_s, last)));
    let _ = hub.learnt.set(Arc::clone(&learnt));
    let advisor = advisor::start(hub.clone(), Arc::clone(&learnt)).ok();
    if let Some(advisor) = &advisor {
        let _ = hub.advisor.set(advisor.clone());
    }
    follow(hub, &batches, &learnt);
    if let Some(advisor) = advisor {
        let _ = advisor.send(Question::Over);
    }
}

fn follow(hub: &Hub, batches: &mpsc::Receiver<Vec<Recorded>>, learnt: &Learnt) {
    let learning = || learnt.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let ((), took) = timed(|| look(hub, &learning()));
        let pause = PAUSE.max(took * BUSY_SHARE);
        std::thread::sleep(pause);
        let quiet = hub.clock.span(QUIET_S).max(took * QUIET_SHARE).max(pause);
        match batches.recv_timeout(quiet) {
            Ok(first) => {
                let rest = std::iter::from_fn(|| batches.try_recv().ok());
                let mut learning = learning();
                std::iter::once(first).chain(rest).flatten().for_each(|record| learning.take(&record));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Publishes what can be said now, where that is news.
fn look(hub: &Hub, learning: &Learning) {
    let published = hub.now_published();
    if !published.state.is_set_up() {
        return;
    }
    let now = hub.now();
    let next = expected(&published.state, &published.book, learning, now, PATHS);
    if next.seq != published.expected.seq || !next.says_as(&published.expected) {
        let _ = hub.inbox.send(Message::Expected(Arc::new(next)));
    }
}

/// Publishes what can be said of the queue as it is now, from what was learnt up to the last look; nothing where nobody
/// learns.
///
/// # Errors
/// [`Failure::Stopped`].
pub(super) fn look_now(hub: &Hub) -> Result<(), Failure> {
    let Some(learnt) = hub.learnt.get() else { return Ok(()) };
    look(hub, &learnt.lock().unwrap_or_else(PoisonError::into_inner));
    // The writer answers when it has saved what it said to those who wait.
    hub.visit(|_, _| ())
}

/// What the journal teaches up to event `last`. What cannot be read is not learnt from.
pub(super) fn learn(hub: &Hub, other_s: i64, last: u64) -> Learning {
    let published = hub.now_published();
    let mut learning = Learning::new(&published.state.centre, &published.state.counters, other_s);
    let since = hub.now().plus(-DAYS * 86_400);
    let from = first_since(hub.reader(), since, last);
    let mut begun = false;
    let _ = hub.reader().events(from, |record, _| {
        begun |= matches!(record.event, Event::DayStarted { .. });
        if begun && record.seq <= last {
            learning.take(record);
        }
        Ok(record.seq < last)
    });
    learning
}

/// The number of the first event at `since` or later, found by halving.
pub(super) fn first_since(reader: &Reader, since: Timestamp, last: u64) -> u64 {
    let (mut before, mut after) = (1, last.max(1));
    while before < after {
        let middle = before.midpoint(after);
        let mut at = None;
        let read = reader.events(middle, |record: &Recorded, _| {
            at = Some(record.at);
            Ok(false)
        });
        match at.filter(|_| read.is_ok()) {
            Some(at) if at >= since => after = middle,
            Some(_) => before = middle + 1,
            None => return after,
        }
    }
    before
}

/// What those who wait can expect, worked out when it is told to look: for a clock that is set by hand, on which nobody
/// knows how long a thread of its own would take.
pub struct Foresight {
    hub: Hub,
    learning: Learning,
    batches: mpsc::Receiver<Vec<Recorded>>,
}

impl Foresight {
    pub(super) fn new(hub: &Hub, other_s: i64) -> Result<Self, Failure> {
        let (batches, last) = hub.follow()?;
        Ok(Self { hub: hub.clone(), learning: learn(hub, other_s, last), batches })
    }

    /// Works it out as of `now`, from all that is saved; whatever is asked for after this is decided with it.
    ///
    /// # Errors
    /// [`Failure::Stopped`].
    pub fn look(&mut self, now: Timestamp) -> Result<(), Failure> {
        // The writer answers first and hands on what it saved after that.
        self.hub.visit(|_, _| ())?;
        for record in self.batches.try_iter().flatten() {
            self.learning.take(&record);
        }
        let published = self.hub.now_published();
        if !published.state.is_set_up() {
            return Ok(());
        }
        let next = expected(&published.state, &published.book, &self.learning, now, PATHS);
        self.hub.inbox.send(Message::Expected(Arc::new(next))).map_err(|_| Failure::Stopped)
    }
}
