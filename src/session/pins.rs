//! Checking PINs for every seat of a hub: one at a time, off the runtime's own threads, slower after wrong ones.

use super::gate::{Gate, Place};
use super::pace::moment;
use crate::domain::centre::Officer;
use crate::domain::ids::OfficerId;
use crate::domain::person::PinHash;
use crate::domain::published::Published;
use crate::engine::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The check, shared by all seats.
#[derive(Clone, Debug)]
pub struct Pins(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    gate: Mutex<Gate>,
    /// One hash takes 19 MiB; a flood of tries must not take more than one.
    hashing: Semaphore,
}

/// Why somebody does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEntry {
    /// No such officer, or the wrong PIN; which of them is nobody's business.
    Wrong,
    /// Too many wrong ones: nothing is looked at before this has passed.
    Wait(Duration),
    /// The officer has no PIN and tries from another PC.
    NoPin,
}

impl NoEntry {
    /// The sentence that says so at a screen, in the words files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wrong => "desk.sign_in_wrong",
            Self::Wait(_) => "session.wrong_pin_often",
            Self::NoPin => "session.no_pin_here",
        }
    }
}

impl Default for Pins {
    fn default() -> Self {
        Self(Arc::new(Inner { gate: Mutex::default(), hashing: Semaphore::new(1) }))
    }
}

impl Pins {
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
        let officer = seen.state.officers.get(&id).filter(|officer| officer.active);
        if let Some(officer) = officer.filter(|officer| !officer.has_pin) {
            return if place.is_none() { Ok(officer.clone()) } else { Err(NoEntry::NoPin) };
        }
        if let Some(wait) = self.gate().wait(place, id, moment()) {
            return Err(NoEntry::Wait(wait));
        }
        let kept = officer.and_then(|officer| seen.people.get(&officer.person)?.pin.clone());
        let fits = self.fits(kept, typed).await;
        let Some(officer) = officer.filter(|_| fits) else {
            self.gate().wrong(place, id, moment());
            return Err(NoEntry::Wrong);
        };
        self.gate().right(place, id);
        Ok(officer.clone())
    }

    /// Takes as long where there is nothing to compare with: numbers of officers are not to be guessed by the clock.
    async fn fits(&self, kept: Option<PinHash>, typed: String) -> bool {
        let Ok(_turn) = self.0.hashing.acquire().await else { return false };
        let check = move || {
            let fits = pin::verify(kept.as_ref().unwrap_or(&pin::nobodys()), &typed);
            fits && kept.is_some()
        };
        tokio::task::spawn_blocking(check).await.unwrap_or(false)
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.0.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
