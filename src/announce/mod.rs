//! Spoken calls: “Mời công dân có số A, 0, 1, 2 đến quầy số 3”, through whatever program the centre has for it.
//!
//! ```text
//! Published ─ Calls: what is newly called ─▶ Line: bounded, one for each ticket ─▶ a thread: one program at a time
//! ```
//!
//! Where there is no program, or it fails, the boards ring and flash instead.

mod calls;
mod line;
mod program;
mod turn;

pub use calls::{Call, Calls};
pub use program::Voice;

use crate::domain::published::Published;
use crate::text::words::{Language, Words};
use line::Line;
use program::{Came, LOOK};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// A handle on whoever calls aloud; when the last one is dropped, calling ends.
#[derive(Clone)]
pub struct Announcer {
    mouth: Option<Arc<Mouth>>,
    bells: watch::Receiver<u64>,
}

struct Mouth {
    line: Arc<Line>,
    /// Somebody reads the line.
    speaks: bool,
    is_silent: Arc<AtomicBool>,
    bell: watch::Sender<u64>,
    /// The last event that was looked at.
    looked_at: AtomicU64,
    /// Whoever reads the line, until it is waited for.
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Default for Announcer {
    /// Nobody calls, and no board rings.
    fn default() -> Self {
        Self { mouth: None, bells: watch::channel(0).1 }
    }
}

impl Announcer {
    /// Calls aloud whoever is called from now on in `published`; must be given the runtime that publishes. `came` hears
    /// whether the program spoke, when that changes.
    pub fn start(
        voice: Option<Voice>,
        mut published: watch::Receiver<Arc<Published>>,
        runtime: &Handle,
        came: impl Fn(bool) + Send + 'static,
    ) -> Self {
        let (bell, bells) = watch::channel(0);
        let mut mouth = Mouth {
            line: Arc::default(),
            speaks: false,
            is_silent: Arc::default(),
            bell,
            looked_at: AtomicU64::new(0),
            thread: Mutex::default(),
        };
        mouth.speaks = voice.is_some_and(|voice| mouth.open(voice, came));
        mouth.is_silent.store(!mouth.speaks, Ordering::Relaxed);
        let mouth = Arc::new(mouth);
        // Looked at now, not when the task first runs: whoever is called in between is new.
        let known = Calls::of(&published.borrow_and_update().state);
        runtime.spawn(follow(Arc::downgrade(&mouth), known, published));
        Self { mouth: Some(mouth), bells }
    }

    /// Nobody calls any more: a program that is speaking is stopped, and has ended when this returns.
    pub fn stop(&self) {
        if let Some(mouth) = &self.mouth {
            mouth.shut();
        }
    }

    /// Changes with every call that nobody heard: time to ring.
    pub fn bells(&self) -> watch::Receiver<u64> {
        self.bells.clone()
    }

    /// The last event whose calls are in the line, or were; 0 where nobody calls.
    pub fn looked_at(&self) -> u64 {
        self.mouth.as_ref().map_or(0, |mouth| mouth.looked_at.load(Ordering::Acquire))
    }

    /// Whether calls are to be seen and rung for, because nothing speaks them.
    pub fn is_silent(&self) -> bool {
        self.mouth.as_ref().is_some_and(|mouth| mouth.is_silent.load(Ordering::Relaxed))
    }
}

impl Mouth {
    /// Starts the thread that speaks; whether it did.
    fn open(&self, voice: Voice, came: impl Fn(bool) + Send + 'static) -> bool {
        let (line, is_silent, bell) = (Arc::clone(&self.line), Arc::clone(&self.is_silent), self.bell.clone());
        let work = move || {
            let mut has_hung = false;
            while let Some((call, language)) = line.next() {
                let voice = if has_hung { voice.doubted() } else { voice.clone() };
                let came_of = voice.say(&sentence(&call, &Words::of(language)), || line.wait(LOOK));
                has_hung = came_of == Came::Hung;
                let was_heard = came_of == Came::Heard;
                // A call that was cut short because the hub stops says nothing of the program.
                if line.is_closed() {
                    break;
                }
                if is_silent.swap(!was_heard, Ordering::Relaxed) == was_heard {
                    came(was_heard);
                }
                if !was_heard {
                    bell.send_modify(|bells| *bells += 1);
                }
            }
        };
        let thread = std::thread::Builder::new().name("announcer".into()).spawn(work).ok();
        let speaks = thread.is_some();
        *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = thread;
        speaks
    }

    /// Closes the line, and waits until whoever reads it has stopped the program.
    fn shut(&self) {
        self.line.close();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // Should it have panicked, nothing is left to be stopped.
            let _ = thread.join();
        }
    }

    fn call(&self, calls: Vec<Call>, known: &Calls, language: Language) {
        self.line.keep(|call| known.is_called(call));
        if !self.speaks && !calls.is_empty() {
            self.bell.send_modify(|bells| *bells += 1);
            return;
        }
        for call in calls {
            self.line.push(call, language);
        }
    }
}

impl Drop for Mouth {
    fn drop(&mut self) {
        self.shut();
    }
}

async fn follow(mouth: std::sync::Weak<Mouth>, mut known: Calls, mut published: watch::Receiver<Arc<Published>>) {
    while published.changed().await.is_ok()
        && let Some(mouth) = mouth.upgrade()
    {
        let now = Arc::clone(&published.borrow_and_update());
        let news = known.news(&now.state);
        mouth.call(news, &known, now.state.centre.language);
        mouth.looked_at.store(now.state.seq, Ordering::Release);
    }
}

/// What is said for a call: the number letter by letter, so that it is not taken for a sum.
pub fn sentence(call: &Call, words: &Words) -> String {
    let spelled: Vec<String> = call.ticket.to_string().chars().map(String::from).collect();
    words.fill("voice.call", &[("ticket", &spelled.join(", ")), ("counter", &call.counter.to_string())])
}
