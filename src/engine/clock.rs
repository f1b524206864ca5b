//! What time it is, and whether that can be believed: the only place that asks the system.

use crate::domain::time::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How far the PC's clock may be ahead of the last event, in seconds, before nothing is written under its time: 45 days.
/// A centre that was closed over Tết for two weeks opens as ever; a clock that lost its battery or was typed wrong by a
/// month or a year is asked about, since time never goes back after.
pub const AHEAD_MAX_S: i64 = 45 * 86_400;
/// How far the PC's clock may go ahead by itself, in seconds, before people are told: one hour.
pub const JUMP_MAX_S: i64 = 3600;
/// How far it may be behind the journal, in seconds, before people are told.
const BEHIND_MAX_S: i64 = 60;

/// The time, as a value that is handed around.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The PC's clock, so many seconds ahead of itself (for training and rehearsals).
    System {
        /// Seconds ahead; negative is behind.
        ahead_s: i64,
    },
    /// A clock that stands until it is set.
    Manual(Arc<AtomicI64>),
    /// A clock that runs so many times faster than the PC's, for days that are played.
    Paced(Arc<Mutex<Pacing>>),
}

/// Where a paced clock was when its speed was last changed.
#[derive(Clone, Copy, Debug)]
pub struct Pacing {
    shown: Timestamp,
    at: Instant,
    speed: u32,
}

impl Pacing {
    fn now(self) -> Timestamp {
        let ran = self.at.elapsed().saturating_mul(self.speed);
        self.shown.plus(i64::try_from(ran.as_secs()).unwrap_or(i64::MAX))
    }
}

/// Does `work`, and tells how long that took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    (work(), began.elapsed())
}

impl Clock {
    /// The PC's clock.
    pub const fn system() -> Self {
        Self::System { ahead_s: 0 }
    }

    /// The PC's clock, moved so that it shows `start` now and runs on from there.
    pub fn starting_at(start: Timestamp) -> Self {
        Self::System { ahead_s: start.0 - system_now() }
    }

    /// A clock that stands at `start` until it is [set](Self::set).
    pub fn manual(start: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(start.0)))
    }

    /// A clock that shows `start` now and runs `speed` times as fast as the PC's; at 0 it stands.
    pub fn paced(start: Timestamp, speed: u32) -> Self {
        Self::Paced(Arc::new(Mutex::new(Pacing { shown: start, at: Instant::now(), speed })))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Paced(pacing) => pacing.lock().unwrap_or_else(PoisonError::into_inner).now(),
            Self::System { ahead_s } => Timestamp(system_now() + ahead_s),
            Self::Manual(seconds) => Timestamp(seconds.load(Ordering::SeqCst)),
        }
    }

    /// How long it takes until so many seconds have passed on this clock. One that stands is asked again in that time.
    pub fn span(&self, seconds: u64) -> Duration {
        let span = Duration::from_secs(seconds);
        match self {
            Self::Paced(pacing) => span / pacing.lock().unwrap_or_else(PoisonError::into_inner).speed.max(1),
            Self::System { .. } | Self::Manual(_) => span,
        }
    }

    /// Changes how fast a paced clock runs; the others keep their pace.
    pub fn set_speed(&self, speed: u32) {
        if let Self::Paced(pacing) = self {
            let mut pacing = pacing.lock().unwrap_or_else(PoisonError::into_inner);
            *pacing = Pacing { shown: pacing.now(), at: Instant::now(), speed };
        }
    }

    /// Whether this is the PC's clock as it is. One that was started elsewhere, or stands until it is set, is for tests,
    /// training and rehearsals: it may jump as it likes and is believed.
    fn is_own(&self) -> bool {
        matches!(self, Self::System { ahead_s: 0 })
    }

    /// Moves a manual or a paced clock to `at`; the PC's clock cannot be moved.
    pub fn set(&self, at: Timestamp) {
        match self {
            Self::Manual(seconds) => seconds.store(at.0, Ordering::SeqCst),
            Self::Paced(pacing) => {
                let mut pacing = pacing.lock().unwrap_or_else(PoisonError::into_inner);
                *pacing = Pacing { shown: at, at: Instant::now(), ..*pacing };
            }
            Self::System { .. } => {}
        }
    }
}

/// Seconds since 1970; a clock before that shows zero.
fn system_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Seconds since the PC was started, time asleep included, whatever its clock is set to.
fn uptime() -> i64 {
    #[cfg(target_os = "linux")]
    let id = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let id = rustix::time::ClockId::Monotonic;
    rustix::time::clock_gettime(id).tv_sec
}

/// What the clock is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be believed.
    Right,
    /// It is so many seconds behind the last event.
    Behind(i64),
    /// It went ahead by itself by so many seconds. Events are written all the same.
    Jumped(i64),
    /// It is so many seconds ahead of the last event: nothing may be written under this time.
    Ahead(i64),
}

/// Looks at the clock again and again, and remembers when it was last right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watch {
    right: Option<Look>,
}

/// One look at the clock.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// What it shows.
    pub now: Timestamp,
    /// How long the PC has been running, in seconds.
    pub uptime_s: i64,
}

impl Watch {
    /// What `clock` is worth, `last` being the last event; `None` before the first.
    pub fn look(&mut self, clock: &Clock, last: Option<Timestamp>) -> Standing {
        let look = Look { now: clock.now(), uptime_s: uptime() };
        if clock.is_own() { self.judge(look, last) } else { behind(look.now, last).unwrap_or(Standing::Right) }
    }

    /// The same of a look that was taken.
    ///
    /// The clock is measured against the last event and, when it was right before, against what it must show by now.
    pub fn judge(&mut self, look: Look, last: Option<Timestamp>) -> Standing {
        let expected = self.right.map(|right| right.now.plus(look.uptime_s - right.uptime_s));
        if let Some(reference) = last.max(expected) {
            let ahead = look.now.since(reference);
            if ahead > AHEAD_MAX_S {
                return Standing::Ahead(look.now.since(last.unwrap_or(reference)));
            }
        }
        if let Some(jumped) = expected.map(|expected| look.now.since(expected)).filter(|jumped| *jumped > JUMP_MAX_S) {
            return Standing::Jumped(jumped);
        }
        if let Some(behind) = behind(look.now, last) {
            // What it shows is wrong, so it may be set right at any moment.
            self.right = None;
            return behind;
        }
        self.right = Some(look);
        Standing::Right
    }

    /// A person says that `clock` is right.
    pub fn confirm(&mut self, clock: &Clock) {
        self.right = Some(Look { now: clock.now(), uptime_s: uptime() });
    }
}

fn behind(now: Timestamp, last: Option<Timestamp>) -> Option<Standing> {
    last.map(|last| last.since(now)).filter(|behind| *behind > BEHIND_MAX_S).map(Standing::Behind)
}
