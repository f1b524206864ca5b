//! Calls that wait to be spoken: few, and never two of one ticket.

use super::Call;
use crate::text::words::Language;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Calls that may wait; a room that far behind hears the latest.
const WAITING_MAX: usize = 16;
/// A call that has waited longer than this is no news any more.
const OLD: Duration = Duration::from_mins(1);

/// The line, between whoever hears of calls and whoever speaks them.
#[derive(Default)]
pub(super) struct Line {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    /// Each with how long it has waited behind the one that is spoken.
    waiting: VecDeque<(Call, Language, Duration)>,
    is_closed: bool,
}

impl Line {
    /// Puts a call at the end; one of the same ticket that still waits is overtaken by it.
    pub fn push(&self, call: Call, language: Language) {
        let mut inside = self.inside();
        inside.waiting.retain(|(waiting, ..)| waiting.ticket != call.ticket);
        inside.waiting.push_back((call, language, Duration::ZERO));
        if inside.waiting.len() > WAITING_MAX {
            inside.waiting.pop_front();
        }
        self.changed.notify_one();
    }

    /// Forgets those waiting that `keep` does not keep.
    pub fn keep(&self, keep: impl Fn(&Call) -> bool) {
        self.inside().waiting.retain(|(call, ..)| keep(call));
    }

    /// The next call, once there is one; `None` when the line is closed.
    pub fn next(&self) -> Option<(Call, Language)> {
        let mut inside = self.inside();
        loop {
            if inside.is_closed {
                return None;
            }
            if let Some((call, language, _)) = inside.waiting.pop_front() {
                return Some((call, language));
            }
            inside = self.changed.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nobody speaks any more.
    pub fn close(&self) {
        self.inside().is_closed = true;
        self.changed.notify_all();
    }

    /// So much time has passed while a call was spoken: those that have waited too long are forgotten. Whether the line
    /// is closed.
    pub fn wait(&self, passed: Duration) -> bool {
        let mut inside = self.inside();
        inside.waiting.iter_mut().for_each(|(.., waited)| *waited += passed);
        inside.waiting.retain(|(.., waited)| *waited <= OLD);
        inside.is_closed
    }

    pub fn is_closed(&self) -> bool {
        self.inside().is_closed
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
