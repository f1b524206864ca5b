//! Checking PINs for every seat of a hub: one at a time, off the runtime's own threads, slower after wrong ones, and
//! each one that does not fit noted.

use super::gate::{Gate, Place, Try};
use super::log::Log;
use super::pace::moment;
use crate::domain::centre::Officer;
use crate::domain::ids::OfficerId;
use crate::domain::person::PinHash;
use crate::domain::published::Published;
use crate::engine::pin;
use crate::text::words::Sentence;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// A wait up to this long is told in seconds, a longer one in minutes.
const SECONDS_SAID: Duration = Duration::from_secs(90);

/// The check, shared by all seats.
#[derive(Clone, Debug)]
pub struct Pins {
    inner: Arc<Inner>,
    /// For the forms of kiosks.
    at_kiosks: bool,
}

#[derive(Debug)]
struct Inner {
    gate: Mutex<Gate>,
    /// The same for the forms of kiosks, where everybody can try: nobody is kept from her own counter by that.
    kiosks: Mutex<Gate>,
    /// Whoever is looked at. One hash takes 19 MiB, and a try must be counted before the next is looked at: many at once
    /// would all find the gate open.
    turn: Semaphore,
    /// Where tries that failed are noted.
    log: Log,
}

/// Why somebody does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEntry {
    /// No such officer, or the wrong PIN; which of them is nobody's business.
    Wrong,
    /// The wrong PIN, and with it too many: nothing is looked at before this has passed.
    WrongAgain(Duration),
    /// Too many wrong ones before: nothing is looked at before this has passed.
    Wait(Duration),
    /// The officer has no PIN and tries from another PC.
    NoPin,
    /// The PIN is right, and her role has no business at this account.
    NotHere,
}

impl NoEntry {
    /// What the log says of it.
    fn noted(self) -> &'static str {
        match self {
            Self::Wrong | Self::WrongAgain(_) => "wrong number or PIN",
            Self::Wait(_) => "too many wrong PINs before",
            Self::NoPin => "has no PIN",
            Self::NotHere => "her role has no business at this account",
        }
    }
}

/// The same words at every entrance: at a client's questions, at the form of a screen, at a kiosk.
impl Sentence for NoEntry {
    fn key(&self) -> &'static str {
        match self {
            Self::Wrong => "desk.sign_in_wrong",
            Self::Wait(wait) | Self::WrongAgain(wait) if *wait <= SECONDS_SAID => "session.wait_seconds",
            Self::Wait(_) | Self::WrongAgain(_) => "session.wait_minutes",
            Self::NoPin => "session.no_pin_here",
            Self::NotHere => "session.not_this_account",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        let left = match self {
            // Never said to be shorter than it is.
            Self::Wait(wait) | Self::WrongAgain(wait) if *wait <= SECONDS_SAID => {
                wait.as_millis().div_ceil(1000).max(1)
            }
            Self::Wait(wait) | Self::WrongAgain(wait) => wait.as_millis().div_ceil(60_000),
            _ => return Vec::new(),
        };
        vec![("n", left.to_string())]
    }
}

impl Pins {
    /// A check that notes every try that fails in `log`.
    pub fn new(log: Log) -> Self {
        let inner = Inner { gate: Mutex::default(), kiosks: Mutex::default(), turn: Semaphore::new(1), log };
        Self { inner: Arc::new(inner), at_kiosks: false }
    }

    /// Who came in, and who was turned away.
    pub fn log(&self) -> &Log {
        &self.inner.log
    }

    /// Whether `typed` is the PIN of officer `id`, tried at `place`. At this computer itself an officer without a PIN
    /// comes in by her number alone.
    ///
    /// # Errors
    /// See [`NoEntry`].
    pub async fn check(
        &self,
        seen: &Published,
        place: Place,
        id: OfficerId,
        typed: String,
    ) -> Result<Officer, NoEntry> {
        let checked = self.look(seen, place, id, typed).await;
        match &checked {
            Ok(_) => {}
            // Whoever goes on trying is not to fill the file.
            Err(why @ NoEntry::Wait(_)) => self.log().refused_to(place, why.noted(), Some(id)),
            Err(why) => self.turn_away(place, id, *why),
        }
        checked
    }

    /// The same check for the forms of kiosks, whose tries are counted by themselves.
    #[must_use]
    pub fn at_kiosks(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), at_kiosks: true }
    }

    /// Whether what was tried here is long ago.
    pub fn is_quiet(&self) -> bool {
        self.gate().is_quiet(moment())
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        let gate = if self.at_kiosks { &self.inner.kiosks } else { &self.inner.gate };
        gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tried(&self, place: Place, id: OfficerId) -> Try {
        Try { place, officer: id, at_home: self.log().knows(place, id) }
    }

    /// Notes that officer `id` did not come in from `place`.
    pub fn turn_away(&self, place: Place, id: OfficerId, why: NoEntry) {
        self.log().turned_away(place, &format!("officer {id}, {}", why.noted()));
    }

    async fn look(&self, seen: &Published, place: Place, id: OfficerId, typed: String) -> Result<Officer, NoEntry> {
        let officer = seen.state.officers.get(&id).filter(|officer| officer.active);
        if let Some(officer) = officer.filter(|officer| !officer.has_pin) {
            return if place.is_none() { Ok(officer.clone()) } else { Err(NoEntry::NoPin) };
        }
        let Ok(_turn) = self.inner.turn.acquire().await else { return Err(NoEntry::Wrong) };
        let tried = self.tried(place, id);
        if let Some(wait) = self.gate().wait(tried, moment()) {
            return Err(NoEntry::Wait(wait));
        }
        let kept = officer.and_then(|officer| seen.people.get(&officer.person)?.pin.clone());
        // Also where there is nobody to compare with: numbers of officers are not to be guessed by the clock.
        let fits = fits(kept, typed).await;
        let Some(officer) = officer.filter(|_| fits) else {
            let (mut gate, now) = (self.gate(), moment());
            gate.wrong(tried, now);
            // Told with the slip that starts it, not with the next one.
            return Err(gate.wait(tried, now).map_or(NoEntry::Wrong, NoEntry::WrongAgain));
        };
        self.gate().right(tried);
        Ok(officer.clone())
    }
}

/// Whether `typed` is the PIN that is kept; takes as long where none is.
async fn fits(kept: Option<PinHash>, typed: String) -> bool {
    let check = move || {
        let fits = pin::verify(kept.as_ref().unwrap_or(&pin::nobodys()), &typed);
        fits && kept.is_some()
    };
    tokio::task::spawn_blocking(check).await.unwrap_or(false)
}
