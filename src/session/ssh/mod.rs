//! Screens for other PCs, which need nothing but the stock `ssh` client.
//!
//! One server for all: what comes over the network, and what comes over a socket file that only the hub's own user can
//! open. A connection holds one terminal; what is shown there is an [`App`] like at the hub's own terminal.
//!
//! ```text
//! accept (listen) ─ Guarded ─ russh ─ handler: who is it (entrance), which terminal ─ sitting: App ⇄ seat ⇄ channel
//! ```

mod closing;
mod entrance;
pub mod guard;
mod handler;
pub mod host_key;
pub mod listen;
pub mod public_key;
mod pulse;
mod sitting;
mod standstill;

use super::gate::Place;
use super::log::who;
use super::pins::Pins;
use super::{App, Wake};
use crate::domain::account::Account;
use crate::domain::centre::Officer;
use crate::domain::published::Published;
use crate::engine::Hub;
use crate::engine::clock::Clock;
use crate::text::words::Language;
use std::sync::Arc;
use std::time::Duration;

/// Exit status of a client when the hub stopped (`EX_TEMPFAIL`).
pub const STOPPED: i32 = 75;
/// Exit status of a client when the screens failed (`EX_SOFTWARE`).
pub const FAILED: i32 = 70;

/// Who came in, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The account.
    pub account: Account,
    /// The officer, where it is known already who it is.
    pub officer: Option<Officer>,
    /// The fingerprint of the key that opened it, where one did.
    pub key: Option<String>,
    /// Where from.
    pub place: Place,
    /// The language asked for (`MOTCUA_LANG`); the centre's without.
    pub language: Option<Language>,
    /// What a screen that comes back by itself calls itself (`MOTCUA_SCREEN`).
    pub screen: Option<String>,
}

impl Admitted {
    /// The hub's own user, who has not said more.
    fn here(account: Account) -> Self {
        Self { account, officer: None, key: None, place: None, language: None, screen: None }
    }

    /// How the log says who it is.
    fn told(&self) -> String {
        who(self.account, self.officer.as_ref().map(|officer| officer.id))
    }

    /// Whether what let her in still does: the officer works here, a display is hers to look at, the key was not removed.
    /// At a counter's screen it is for the desk to say that she sits there no longer.
    pub fn still_may(&self, seen: &Published) -> bool {
        let works = |officer: &Officer| {
            let now = seen.state.officers.get(&officer.id).filter(|now| now.active);
            now.is_some_and(|now| !self.account.is_display() || entrance::is_for(self.account, now))
        };
        self.officer.as_ref().is_none_or(works)
            && self.key.as_ref().is_none_or(|print| {
                let key = seen.state.keys.get(print);
                key.is_some_and(|key| self.officer.is_some() || key.accounts.contains(&self.account))
            })
    }
}

/// Makes the screens of an account. Called inside the runtime, once for each terminal; the wake is that seat's.
pub type Screens = dyn Fn(&Admitted, &Wake) -> Box<dyn App + Send> + Send + Sync;

/// How long others are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// To say who they are and to open a terminal, typing a PIN included.
    pub entrance: Duration,
    /// To take what is on its way to their terminal: a network may be away for a moment.
    pub terminal: Duration,
    /// To take the next bytes of the connection, whatever they are for.
    pub write: Duration,
    /// To show that the line to their terminal carries both ways: it is asked so often, and may take as long to answer
    /// before what is typed there counts as typed blindly.
    pub pulse: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            entrance: Duration::from_mins(1),
            terminal: Duration::from_mins(1),
            write: Duration::from_secs(30),
            pulse: Duration::from_secs(5),
        }
    }
}

/// What all connections share.
pub struct Hall {
    /// The centre.
    pub hub: Hub,
    /// The centre's time.
    pub clock: Clock,
    /// The check of PINs.
    pub pins: Pins,
    /// After what they are let go.
    pub patience: Patience,
    /// The screens.
    pub screens: Arc<Screens>,
}

/// Returns when the hub stops.
async fn stopped(stopping: &mut tokio::sync::watch::Receiver<bool>) {
    // An error is the hub gone without a word.
    let _ = stopping.wait_for(|stop| *stop).await;
}
