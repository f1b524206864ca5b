//! A printer at work, on a thread of its own.

use super::{Fault, Slip, Terms, job};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// Slips that may wait; more are not printed, and their numbers must be remembered.
const WAITING_MAX: usize = 8;
/// How often it is looked whether a printer in trouble is well again.
const LOOK: Duration = Duration::from_secs(30);

/// A handle on the printer, if the centre has one.
#[derive(Clone, Default)]
pub struct Printer(Option<SyncSender<Job>>);

struct Job {
    slip: Slip,
    done: Box<dyn FnOnce(Result<(), Fault>) + Send>,
}

impl Printer {
    /// A printer at work, or none where the settings name none. `came` hears after each slip what came of it, before the
    /// one who wanted it does, and when a printer in trouble is well again.
    pub fn start(terms: Terms, came: impl Fn(Result<(), Fault>) + Send + 'static) -> Self {
        Self::looking(terms, LOOK, came)
    }

    /// The same, looking after a printer in trouble so often.
    pub fn looking(terms: Terms, every: Duration, came: impl Fn(Result<(), Fault>) + Send + 'static) -> Self {
        if terms.target.is_none() {
            return Self(None);
        }
        let (jobs, waiting) = sync_channel(WAITING_MAX);
        let thread = std::thread::Builder::new().name("printer".into());
        // Without a thread there is no printer, and the numbers stay on the screen.
        Self(thread.spawn(move || work(&terms, &waiting, every, came)).ok().map(|_| jobs))
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Prints `slip` some time soon; `done` hears what came of it, on the printer's thread or at once on this one.
    pub fn print(&self, slip: Slip, done: impl FnOnce(Result<(), Fault>) + Send + 'static) {
        let job = Job { slip, done: Box::new(done) };
        let Some(jobs) = &self.0 else { return (job.done)(Err(Fault::Gone)) };
        if let Err(refused) = jobs.try_send(job) {
            let (std::sync::mpsc::TrySendError::Full(job) | std::sync::mpsc::TrySendError::Disconnected(job)) = refused;
            (job.done)(Err(Fault::Gone));
        }
    }
}

fn work(terms: &Terms, waiting: &Receiver<Job>, every: Duration, came: impl Fn(Result<(), Fault>)) {
    let Some(target) = &terms.target else { return };
    let mut trouble = None;
    loop {
        let next = match trouble {
            None => waiting.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(_) => waiting.recv_timeout(every),
        };
        match (next, trouble) {
            (Ok(Job { slip, done }), _) => {
                let printed = target.send(&job(&slip.draw(terms.paper)));
                trouble = printed.err();
                came(printed);
                done(printed);
            }
            (Err(RecvTimeoutError::Timeout), Some(was)) => {
                let looked = target.look(was);
                if looked.err() != Some(was) {
                    came(looked);
                }
                trouble = looked.err();
            }
            (Err(_), _) => return,
        }
    }
}
