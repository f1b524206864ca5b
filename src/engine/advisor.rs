//! Works out which counters to open, on a thread of its own beside the forecaster and from what that one learns: no key,
//! and no forecast, ever waits for it.
//!
//! It looks while the centre is open, every five minutes of its clock at most, and the less often, the more a look costs.
//! In between it answers what somebody asks.

use super::clock::timed;
use super::forecaster::{self, Learnt};
use super::{Hub, Message};
use crate::domain::published::Published;
use crate::domain::staffing::{Change, Staffing, Step};
use crate::domain::time::{Day, Timestamp};
use crate::forecast::learning::Learning;
use crate::staffing::advice::what_if;
use crate::staffing::situation::Situation;
use crate::staffing::week::{rest_of_day, week};
use crate::store::StoreError;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// The shortest time between two looks, in seconds of the centre's clock.
const PAUSE_S: u64 = 300;
/// Of a core's time looks take no more than one part in so many.
const SHARE: u32 = 500;

/// What may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// What is advised, worked out now; perhaps for the coming days too.
    Advice {
        /// Whether.
        week: bool,
    },
    /// What changes would do today, one after another.
    WhatIf(Vec<Change>),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counsel {
    /// What is advised.
    Advice(Arc<Staffing>),
    /// What the changes do, each with those before it; `None` when the centre does not open any more today.
    WhatIf(Option<Vec<Step>>),
}

/// A question with the way back.
pub(super) enum Question {
    Asked(Wish, mpsc::SyncSender<Counsel>),
    /// The hub stops.
    Over,
}

/// Starts the thread; it ends when it is told to, or with whoever may ask.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn start(hub: Hub, learnt: Learnt) -> Result<mpsc::Sender<Question>, StoreError> {
    let (asks, questions) = mpsc::channel();
    let run = move || Advisor { hub, learnt, of_day: None, last: Arc::default() }.run(&questions);
    let thread = std::thread::Builder::new().name("advisor".into()).spawn(run);
    thread.map(|_| asks).map_err(|source| StoreError::Io { path: "advisor".into(), source })
}

/// Answers `wish` without a thread, from what the journal teaches.
pub(super) fn answer(hub: &Hub, wish: &Wish, other_s: i64) -> Counsel {
    let published = hub.now_published();
    let learning = forecaster::learn(hub, other_s, published.state.seq);
    let now = hub.now();
    match wish {
        Wish::Advice { week: with_week } => {
            let mut staffing = rest_of_day(&published.state, &published.book, &learning, now);
            if *with_week {
                staffing.week = week(&published.state, &published.book, &learning, now);
            }
            Counsel::Advice(Arc::new(staffing))
        }
        Wish::WhatIf(changes) => Counsel::WhatIf(effects(&published, &learning, changes, now)),
    }
}

fn effects(published: &Published, learning: &Learning, changes: &[Change], now: Timestamp) -> Option<Vec<Step>> {
    let situation = Situation::now(&published.state, &published.book, learning, now, None)?;
    Some(what_if(&situation, changes, learning))
}

struct Advisor {
    hub: Hub,
    learnt: Learnt,
    /// The day from which on the coming days were looked at.
    of_day: Option<Day>,
    last: Arc<Staffing>,
}

impl Advisor {
    fn run(mut self, questions: &mpsc::Receiver<Question>) {
        let mut pause = self.look();
        loop {
            match questions.recv_timeout(pause) {
                Ok(Question::Asked(wish, reply)) => {
                    let (counsel, took) = timed(|| self.answer(&wish));
                    let _ = reply.send(counsel);
                    pause = self.pause(took);
                }
                Err(RecvTimeoutError::Timeout) => pause = self.look(),
                Ok(Question::Over) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn pause(&self, took: Duration) -> Duration {
        self.hub.clock.span(PAUSE_S).max(took * SHARE)
    }

    /// What is known by now. The forecaster goes on learning meanwhile.
    fn learning(&self) -> Learning {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Publishes what is advised now while the centre is open, the coming days once a day; answers when to look again.
    fn look(&mut self) -> Duration {
        let published = self.hub.now_published();
        let now = self.hub.now();
        let with_week = self.of_day != Some(now.day());
        if !published.state.is_set_up() || !(with_week || published.book.calendar.is_open(now)) {
            return self.pause(Duration::ZERO);
        }
        let ((), took) = timed(|| drop(self.advise(&published, now, with_week)));
        self.pause(took)
    }

    fn advise(&mut self, published: &Published, now: Timestamp, with_week: bool) -> Arc<Staffing> {
        let (state, book, learning) = (&published.state, &published.book, self.learning());
        let mut staffing = rest_of_day(state, book, &learning, now);
        staffing.week = if with_week { week(state, book, &learning, now) } else { self.last.week.clone() };
        if with_week {
            self.of_day = Some(now.day());
        }
        self.last = Arc::new(staffing);
        let _ = self.hub.inbox.send(Message::Staffing(Arc::clone(&self.last)));
        Arc::clone(&self.last)
    }

    fn answer(&mut self, wish: &Wish) -> Counsel {
        let (published, now) = (self.hub.now_published(), self.hub.now());
        match wish {
            Wish::Advice { week } => {
                let with_week = *week && self.of_day != Some(now.day());
                Counsel::Advice(self.advise(&published, now, with_week))
            }
            Wish::WhatIf(changes) => Counsel::WhatIf(effects(&published, &self.learning(), changes, now)),
        }
    }
}
