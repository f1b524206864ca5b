//! Whether the line to a terminal carries both ways, asked again and again.
//!
//! What is typed into a dead line waits in the other PC and comes when the line lives again, after the person has seen
//! nothing of what came before it, or even after her client has given up. It was typed blindly, so it is not taken. It is
//! the same when this process or its PC stood still: what waited meanwhile comes in one heap when it goes on.

use crate::session::pace::uptime;
use russh::server::Handle;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// After so many times the span between two questions a line that answers none is given up.
const BEATS_MAX: u32 = 12;
/// How often it is noted that this process runs.
const TICK: Duration = Duration::from_secs(1);
/// Noted no longer than so long ago, it has run all the time; a busy PC may be late.
const STILL: Duration = Duration::from_secs(4);

/// What is known of a line.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    is_dead: AtomicBool,
    /// Something was typed meanwhile.
    lost: AtomicBool,
    /// When it was noted last that this process runs; never before a sitting.
    ran: Mutex<Option<Duration>>,
    /// How often it stood still.
    stood: AtomicU32,
    /// To ask at once after that.
    goes_on: Notify,
}

impl Pulse {
    /// Whether what has just come is taken; when not, that is remembered.
    pub(super) fn takes(&self) -> bool {
        self.look();
        let dead = self.is_dead.load(Ordering::Acquire);
        if dead {
            self.lost.store(true, Ordering::Release);
        }
        !dead
    }

    /// Where this process or its PC stood still since the last look, the line counts as dead until a question asked after that is
    /// answered.
    fn look(&self) {
        let now = uptime();
        let mut ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
        if ran.is_some_and(|ran| now.saturating_sub(ran) > STILL) {
            *ran = Some(now);
            self.stood.fetch_add(1, Ordering::AcqRel);
            self.is_dead.store(true, Ordering::Release);
            self.goes_on.notify_one();
        }
    }

    async fn tick(&self) {
        loop {
            self.look();
            *self.ran.lock().unwrap_or_else(PoisonError::into_inner) = Some(uptime());
            sleep(TICK).await;
        }
    }

    /// Asks `line` once every `span`, for which an answer may take as long; returns when it is given up. `missed` is told
    /// when it lives again and something was typed while it did not.
    pub(super) async fn beat(&self, line: &Handle, span: Duration, missed: impl Fn()) {
        tokio::select! {
            () = self.ask(line, span, missed) => {}
            () = self.tick() => {}
        }
    }

    async fn ask(&self, line: &Handle, span: Duration, missed: impl Fn()) {
        loop {
            tokio::select! {
                () = sleep(span) => {}
                () = self.goes_on.notified() => {}
            }
            self.look();
            let before = self.stood.load(Ordering::Acquire);
            // A wish that every client answers, with no, in the order in which everything else comes from it: what was
            // typed before the question reached it comes before the answer.
            let answer = line.cancel_forward_tcpip(String::new(), 0);
            tokio::pin!(answer);
            if timeout(span, &mut answer).await.is_err() {
                self.is_dead.store(true, Ordering::Release);
                if timeout(span * BEATS_MAX, &mut answer).await.is_err() {
                    return;
                }
            }
            self.look();
            // An answer from before it stood still says nothing of what was typed meanwhile.
            if self.stood.load(Ordering::Acquire) == before {
                self.is_dead.store(false, Ordering::Release);
                if self.lost.swap(false, Ordering::AcqRel) {
                    missed();
                }
            }
        }
    }
}
