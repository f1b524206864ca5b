//! Whether the line to a terminal carries both ways, asked again and again.
//!
//! What is typed into a dead line waits in the other PC and comes when the line lives again, after the person has seen
//! nothing of what came before it, or even after her client has given up. It was typed blindly, so it is not taken. It is
//! the same when this process or its PC stood still: what waited meanwhile comes in one heap when it goes on.

use super::standstill::Standstill;
use russh::server::Handle;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::timeout;

/// After so many times the span between two questions a line that answers none is given up.
const BEATS_MAX: u32 = 12;

/// What is known of a line.
#[derive(Debug)]
pub(super) struct Pulse {
    is_dead: AtomicBool,
    /// Something was typed meanwhile.
    lost: AtomicBool,
    standstill: Arc<Standstill>,
    /// How often this process had stood still at the last look.
    stood: AtomicU32,
}

impl Pulse {
    pub(super) fn new(standstill: Arc<Standstill>) -> Self {
        let stood = AtomicU32::new(standstill.times());
        Self { is_dead: AtomicBool::default(), lost: AtomicBool::default(), standstill, stood }
    }

    /// Whether what has just come is taken; when not, that is remembered.
    pub(super) fn takes(&self) -> bool {
        self.look();
        let dead = self.is_dead.load(Ordering::Acquire);
        if dead {
            self.lost.store(true, Ordering::Release);
        }
        !dead
    }

    /// How often this process stood still. Where it did since the last look, the line counts as dead until a question asked
    /// after that is answered.
    fn look(&self) -> u32 {
        let times = self.standstill.times();
        if self.stood.swap(times, Ordering::AcqRel) != times {
            self.is_dead.store(true, Ordering::Release);
        }
        times
    }

    /// Asks `line` once every `span`, and at once after a standstill; an answer may take as long. Returns when the line is
    /// given up. `missed` is told when it lives again and something was typed while it did not.
    pub(super) async fn beat(&self, line: &Handle, span: Duration, missed: impl Fn()) {
        let mut news = self.standstill.news();
        loop {
            // Late or told, it is asked; the sender lives as long as this pulse.
            let _ = timeout(span, news.changed()).await;
            let before = self.look();
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
            // An answer from before it stood still says nothing of what was typed meanwhile.
            if self.look() == before {
                self.is_dead.store(false, Ordering::Release);
                if self.lost.swap(false, Ordering::AcqRel) {
                    missed();
                }
            }
        }
    }
}
