//! What time it is: the only place that asks the system.

use crate::domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

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

    /// The time.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System { ahead_s } => Timestamp(system_now() + ahead_s),
            Self::Manual(seconds) => Timestamp(seconds.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock to `at`; the PC's clock cannot be moved.
    pub fn set(&self, at: Timestamp) {
        if let Self::Manual(seconds) = self {
            seconds.store(at.0, Ordering::SeqCst);
        }
    }
}

/// Seconds since 1970; a clock before that shows zero.
fn system_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
