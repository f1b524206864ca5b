//! Which number stands at which kiosk, so that one that comes back by itself still shows it: after the hub was killed
//! too, which is why it stands in a file. What waits for the hub meanwhile reads it there.

use crate::domain::ids::TicketNo;
use crate::domain::time::Timestamp;
use std::collections::VecDeque;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;

/// Name of the file in the data directory.
pub const FILE: &str = "kiosk-numbers";
/// Kiosks that are remembered; those that gave a number longest ago are forgotten first.
const KIOSKS_MAX: usize = 50;
/// No file of ours is longer, in bytes.
const BYTES_MAX: u64 = 16 * 1024;

/// The numbers that stand at kiosks now. A file that cannot be read or written makes them begin anew, no more.
#[derive(Clone, Debug, Default)]
pub struct Shown(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    path: Option<PathBuf>,
    /// The latest number last.
    numbers: Mutex<Numbers>,
    /// Whoever writes: one at a time, each what is so then.
    file: Mutex<()>,
}

#[derive(Debug, Default)]
struct Numbers {
    all: VecDeque<One>,
    /// The next owner.
    next: u64,
}

#[derive(Debug)]
struct One {
    screen: String,
    ticket: TicketNo,
    at: Timestamp,
    /// Whose it is to take away: of two screens with one name, the one that came later.
    owner: u64,
}

/// One kiosk's own; one without a name is remembered nowhere.
#[derive(Debug, Default)]
pub struct ShownHere {
    shown: Shown,
    screen: Option<String>,
    owner: u64,
    last: Option<TicketNo>,
}

impl Shown {
    /// Those in the file at `path`.
    pub fn open(path: PathBuf) -> Self {
        let small = fs::metadata(&path).is_ok_and(|data| data.len() <= BYTES_MAX);
        let text = if small { fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let line = |line: &str| {
            let mut words = line.split(' ');
            let screen = super::super::tongues::name(words.next()?)?;
            let (ticket, at) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            Some(One { screen, ticket, at: Timestamp(at), owner: 0 })
        };
        let all = text.lines().filter_map(line).take(KIOSKS_MAX).collect();
        let numbers = Mutex::new(Numbers { all, next: 1 });
        Self(Arc::new(Inner { path: Some(path), numbers, file: Mutex::default() }))
    }

    /// The number that stands at the kiosk which calls itself `screen`, and since when.
    pub fn at(&self, screen: &str) -> Option<(TicketNo, Timestamp)> {
        self.numbers().all.iter().find(|one| one.screen == screen).map(|one| (one.ticket, one.at))
    }

    /// That of the kiosk which calls itself `screen`; it is to take its number away from now on.
    pub fn of(&self, screen: Option<&str>) -> ShownHere {
        let screen = screen.and_then(super::super::tongues::name);
        let mut numbers = self.numbers();
        let owner = numbers.next;
        numbers.next += 1;
        let mut last = None;
        if let Some(one) = numbers.all.iter_mut().find(|one| Some(&one.screen) == screen.as_ref()) {
            one.owner = owner;
            last = Some(one.ticket);
        }
        drop(numbers);
        ShownHere { shown: self.clone(), screen, owner, last }
    }

    fn numbers(&self) -> MutexGuard<'_, Numbers> {
        self.0.numbers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) {
        let Some(path) = &self.0.path else { return };
        let _one = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        let line = |one: &One| format!("{} {} {}\n", one.screen, one.ticket, one.at.0);
        let lines: Vec<String> = self.numbers().all.iter().map(line).collect();
        let partial = path.with_extension("new");
        let _ = fs::write(&partial, lines.concat()).and_then(|()| fs::rename(&partial, path));
    }
}

impl ShownHere {
    /// The number that stood here before, and since when.
    pub fn number(&self) -> Option<(TicketNo, Timestamp)> {
        self.shown.at(self.screen.as_deref()?)
    }

    /// `ticket` stands here now, or none. Must be called inside the runtime; writes away from the screen's path.
    pub fn shows(&mut self, ticket: Option<TicketNo>, now: Timestamp) {
        let Some(screen) = self.screen.clone().filter(|_| ticket != self.last) else { return };
        self.last = ticket;
        let mut numbers = self.shown.numbers();
        if numbers.all.iter().any(|one| one.screen == screen && one.owner > self.owner) {
            return;
        }
        numbers.all.retain(|one| one.screen != screen);
        if let Some(ticket) = ticket {
            numbers.all.push_back(One { screen, ticket, at: now, owner: self.owner });
        }
        while numbers.all.len() > KIOSKS_MAX {
            numbers.all.pop_front();
        }
        drop(numbers);
        let shown = self.shown.clone();
        Handle::current().spawn_blocking(move || shown.write());
    }
}
