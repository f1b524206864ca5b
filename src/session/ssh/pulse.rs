//! Whether the line to a terminal carries both ways, asked again and again.
//!
//! What is typed into a dead line waits in the other PC and comes when the line lives again, after the person has seen
//! nothing of what came before it, or even after her client has given up. It was typed blindly, so it is not taken.

use russh::server::Handle;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// After so many times the span between two questions a line that answers none is given up.
const BEATS_MAX: u32 = 12;

/// What is known of a line.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    is_dead: AtomicBool,
    /// Something was typed meanwhile.
    lost: AtomicBool,
}

impl Pulse {
    /// Whether what has just come is taken; when not, that is remembered.
    pub(super) fn takes(&self) -> bool {
        let dead = self.is_dead.load(Ordering::Acquire);
        if dead {
            self.lost.store(true, Ordering::Release);
        }
        !dead
    }

    /// Asks `line` once every `span`, for which an answer may take as long; returns when it is given up. `missed` is told
    /// when it lives again and something was typed while it did not.
    pub(super) async fn beat(&self, line: &Handle, span: Duration, missed: impl Fn()) {
        loop {
            sleep(span).await;
            // A wish that every client answers, with no, in the order in which everything else comes from it: what was
            // typed before the question reached it comes before the answer.
            let answer = line.cancel_forward_tcpip(String::new(), 0);
            tokio::pin!(answer);
            if timeout(span, &mut answer).await.is_ok() {
                continue;
            }
            self.is_dead.store(true, Ordering::Release);
            if timeout(span * BEATS_MAX, &mut answer).await.is_err() {
                return;
            }
            self.is_dead.store(false, Ordering::Release);
            if self.lost.swap(false, Ordering::AcqRel) {
                missed();
            }
        }
    }
}
