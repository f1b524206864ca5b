//! When to draw: at once after a key, together for a burst of news, never without a reason.

use std::time::Duration;
use tokio::time::Instant;

/// How close together frames may follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Least time between a frame and the next one for something the person did.
    pub after_input: Duration,
    /// Least time between a frame and the next one for news from elsewhere.
    pub after_news: Duration,
}

impl Rhythm {
    /// For someone who works at the screen.
    pub const DESK: Self = Self { after_input: Duration::from_millis(10), after_news: Duration::from_millis(33) };
    /// For a screen that is only looked at.
    pub const WALL: Self = Self { after_input: Duration::from_millis(10), after_news: Duration::from_millis(100) };
}

/// Decides when the next frame is due. There is no tick: with no reason to draw there is no next frame.
///
/// However many reasons gather before a frame, it is one frame, of what is true when it is drawn.
#[derive(Debug)]
pub struct Pace {
    rhythm: Rhythm,
    /// When the last frame was drawn.
    last: Option<Instant>,
    /// When a frame is owed for input or news.
    owed: Option<Instant>,
    /// When a text on the screen changes by itself, such as a waiting time.
    change: Option<Instant>,
}

/// Now, for [`Pace`]: a clock that only tells spans, never the time of day.
pub fn moment() -> Instant {
    Instant::now()
}

/// How long this PC has been on, sleep included where the system tells, which [`moment`] leaves out.
pub fn uptime() -> Duration {
    #[cfg(target_os = "linux")]
    let clock = rustix::time::ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = rustix::time::ClockId::Monotonic;
    let now = rustix::time::clock_gettime(clock);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

impl Pace {
    /// Nothing drawn yet: the first frame is due at once.
    pub fn new(rhythm: Rhythm, now: Instant) -> Self {
        Self { rhythm, last: None, owed: Some(now), change: None }
    }

    /// The person did something.
    pub fn input(&mut self, now: Instant) {
        self.owe(now, self.rhythm.after_input);
    }

    /// Something changed elsewhere.
    pub fn news(&mut self, now: Instant) {
        self.owe(now, self.rhythm.after_news);
    }

    /// A frame was drawn; a text on it changes by itself after `change`.
    pub fn drawn(&mut self, now: Instant, change: Option<Duration>) {
        self.last = Some(now);
        self.owed = None;
        self.change = change.and_then(|span| now.checked_add(span));
    }

    /// When the next frame is due; `None`: not until something happens.
    pub fn next(&self) -> Option<Instant> {
        self.owed.into_iter().chain(self.change).min()
    }

    /// A frame is due.
    pub fn due(&self, now: Instant) -> bool {
        self.next().is_some_and(|next| next <= now)
    }

    fn owe(&mut self, now: Instant, apart: Duration) {
        let earliest = self.last.map_or(now, |last| now.max(last + apart));
        self.owed = Some(self.owed.map_or(earliest, |owed| owed.min(earliest)));
    }
}
