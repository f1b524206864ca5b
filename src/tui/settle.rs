//! The moment after a page has changed under somebody's fingers: what she presses then was meant for the one before.

/// Keys and touches are ignored for so long after the change.
const SETTLE_MS: u64 = 700;

/// When the page changed last, in milliseconds of a clock that only goes forward.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settle(Option<u64>);

impl Settle {
    /// The page has changed at `now_ms`.
    pub fn turned(&mut self, now_ms: u64) {
        self.0 = Some(now_ms);
    }

    /// Whether that was so lately that nothing pressed at `now_ms` was meant for what stands there now.
    #[must_use]
    pub fn is_early(self, now_ms: u64) -> bool {
        self.0.is_some_and(|turned| now_ms.saturating_sub(turned) < SETTLE_MS)
    }
}
