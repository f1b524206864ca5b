//! Works out which counters to open, on a thread of its own beside the forecaster and from what that one learns: no key,
//! and no forecast, ever waits for it.
//!
//! It looks while the centre is open, every five minutes of its clock at most, and the less often, the more a look costs.
//! In between it answers what somebody asks.

use super::clock::timed;
use super::forecaster::{self, Learnt};
use super::{Hub, Message};
use crate::domain::command::{Actor, Command, Verb};
use crate::domain::decide::decide_onto;
use crate::domain::ids::CommandId;
use crate::domain::published::Published;
use crate::domain::staffing::{Advice, Change, Staffing};
use crate::domain::time::{Day, Timestamp};
use crate::forecast::learning::Learning;
use crate::staffing::advice::weigh;
use crate::staffing::situation::Situation;
use crate::staffing::week::{is_over, learnt, rest_of_day, week};
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
    /// What comes without the changes, and what they do, each with those before it; `None` when the centre does not open
    /// any more today.
    WhatIf(Option<Box<Advice>>),
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
    let run = move || Advisor { hub, learnt, looked_at: None, last: Arc::default() }.run(&questions);
    let thread = std::thread::Builder::new().name("advisor".into()).spawn(run);
    thread.map(|_| asks).map_err(|source| StoreError::Io { path: "advisor".into(), source })
}

/// Answers `wish` without a thread, from what the journal teaches.
pub(super) fn answer(hub: &Hub, wish: &Wish, other_s: i64) -> Counsel {
    let now = hub.now();
    let written = hub.now_published();
    let learning = forecaster::learn(hub, other_s, written.state.seq);
    let published = after_time(&written, now);
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

fn effects(published: &Published, learning: &Learning, changes: &[Change], now: Timestamp) -> Option<Box<Advice>> {
    let learning = &*learnt(&published.book, learning, now);
    let situation = Situation::now(&published.state, &published.book, learning, now, None)?;
    Some(Box::new(weigh(&situation, changes, learning)))
}

/// The centre as the passing of time leaves it at `now`, be that written already or not: a day that is over is over.
fn after_time(published: &Published, now: Timestamp) -> Published {
    if !published.state.has_elapsed(now) {
        return published.clone();
    }
    let tick = Command { id: CommandId([0; 16]), by: Actor::Clock, verb: Verb::Tick };
    match decide_onto(&published.state, &published.book, &tick, now) {
        Ok(decided) => Published { state: decided.state, ..published.clone() },
        Err(_) => published.clone(),
    }
}

/// What the coming days are looked at again after: once in the morning, once when the day is over.
fn moment(published: &Published, now: Timestamp) -> (Day, bool) {
    (now.day(), is_over(&published.book, now))
}

struct Advisor {
    hub: Hub,
    learnt: Learnt,
    /// From which day on the coming days were looked at, and whether that one was over.
    looked_at: Option<(Day, bool)>,
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

    /// Publishes what is advised now while the centre is open, and twice a day the coming days; answers when to look
    /// again. What the coming days cost is little for a day.
    fn look(&mut self) -> Duration {
        let published = self.hub.now_published();
        let now = self.hub.now();
        if !published.state.is_set_up() {
            return self.pause(Duration::ZERO);
        }
        let mut took = Duration::ZERO;
        if self.looked_at != Some(moment(&published, now)) || published.book.calendar.is_open(now) {
            ((), took) = timed(|| drop(self.advise(&published, now)));
        }
        self.look_ahead(&published, now);
        self.pause(took)
    }

    fn advise(&mut self, published: &Published, now: Timestamp) -> Arc<Staffing> {
        let today = rest_of_day(&published.state, &published.book, &self.learning(), now);
        self.publish(Staffing { week: self.last.week.clone(), ..today })
    }

    /// The coming days, where they were not looked at today, or not since it was over.
    fn look_ahead(&mut self, published: &Published, now: Timestamp) -> Arc<Staffing> {
        let moment = moment(published, now);
        if self.looked_at.replace(moment) == Some(moment) {
            return Arc::clone(&self.last);
        }
        let week = week(&published.state, &published.book, &self.learning(), now);
        self.publish(Staffing { week, ..Staffing::clone(&self.last) })
    }

    fn publish(&mut self, staffing: Staffing) -> Arc<Staffing> {
        self.last = Arc::new(staffing);
        let _ = self.hub.inbox.send(Message::Staffing(Arc::clone(&self.last)));
        Arc::clone(&self.last)
    }

    fn answer(&mut self, wish: &Wish) -> Counsel {
        let (published, now) = (self.hub.now_published(), self.hub.now());
        match wish {
            Wish::Advice { week } => {
                let today = self.advise(&published, now);
                Counsel::Advice(if *week { self.look_ahead(&published, now) } else { today })
            }
            Wish::WhatIf(changes) => Counsel::WhatIf(effects(&published, &self.learning(), changes, now)),
        }
    }
}
