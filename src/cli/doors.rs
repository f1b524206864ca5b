//! The doors of a hub: the socket file for more screens at this PC, and SSH from others where the settings say so.

use super::answer::Objection;
use super::home::Home;
use super::open;
use crate::announce::Announcer;
use crate::domain::published::Trouble;
use crate::engine::clock::Clock;
use crate::print::{Fault, Printer};
use crate::session::attached::Attached;
use crate::session::kiosk::shown::{self, Shown};
use crate::session::log::{self, Log};
use crate::session::pins::Pins;
use crate::session::screens::{self, Fittings};
use crate::session::ssh::listen::{self, Doors};
use crate::session::ssh::{Hall, Patience, host_key};
use crate::session::tongues::{self, Tongues};
use std::io;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// The name under which this PC's own clients know the hub.
pub(super) const ALIAS: &str = "motcua";
/// Where they find its key.
pub(super) const KNOWN_HOSTS: &str = "known_hosts";

/// What whoever speaks has locked.
const VOICE_TURN: &str = "speaker.lock";

/// How often lines may be asked whether they live, in milliseconds.
const PULSE_MS: RangeInclusive<u64> = 100..=60_000;

/// What came of opening them.
pub(super) struct Opened {
    pub(super) doors: Doors,
    /// What to compare when somebody connects for the first time.
    pub(super) fingerprint: String,
    /// The screens that came in.
    pub(super) attached: Attached,
    announcer: Announcer,
}

impl Opened {
    /// Closes them; nothing that the hub started goes on.
    pub(super) async fn close(self) {
        self.announcer.stop();
        self.doors.close().await;
    }
}

/// The check of PINs of a hub; what fails is noted in its data directory.
pub(super) fn pins(home: &Home, clock: &Clock) -> Pins {
    Pins::new(Log::new(home.dir().join(log::FILE), clock.clone()))
}

/// Opens the doors; must be called inside the runtime.
///
/// # Errors
/// An address that is not this PC's or is in use; a host key that others can read; the system's error. The hub goes
/// on without them.
pub(super) async fn open(home: &Home, opened: &open::Opened, clock: &Clock, pins: &Pins) -> Result<Opened, Objection> {
    let (hub, network) = (&opened.hub, opened.at_start.listen);
    let path = home.dir().join(host_key::FILE);
    let key = host_key::open(home.dir()).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Objection::own("host_key_open", &[("path", &path.display())]),
        io::ErrorKind::InvalidData => Objection::own("host_key_wrong", &[("path", &path.display())]),
        _ => Objection::file("unwritable", &path, &error),
    })?;
    let fingerprint = host_key::fingerprint(&key);
    let known = home.dir().join(KNOWN_HOSTS);
    let line = host_key::known_hosts_line(&key, ALIAS);
    line.and_then(|line| std::fs::write(&known, line))
        .map_err(|error| Objection::file("unwritable", &known, &error))?;
    let fittings = fittings(home, opened);
    let hall = Arc::new(Hall {
        hub: hub.clone(),
        clock: clock.clone(),
        pins: pins.clone(),
        patience: patience(),
        screens: screens::fitted(hub, pins, &fittings),
    });
    let doors = listen::open(hall, key, home.dir(), network).await.map_err(|error| match network {
        Some(address) => Objection::own("not_listening", &[("address", &address), ("error", &error)]),
        None => Objection::file("unwritable", &home.dir().join(listen::SOCKET), &error),
    })?;
    Ok(Opened { doors, fingerprint, attached: fittings.attached, announcer: fittings.announcer })
}

/// How long others are waited for; `MOTCUA_PULSE_MS` says how often lines are asked whether they live.
fn patience() -> Patience {
    let usual = Patience::default();
    let said = std::env::var("MOTCUA_PULSE_MS").ok().and_then(|said| said.parse().ok());
    let pulse = said.filter(|ms| PULSE_MS.contains(ms)).map_or(usual.pulse, Duration::from_millis);
    Patience { pulse, ..usual }
}

/// What stands in the waiting room, set to work.
fn fittings(home: &Home, opened: &open::Opened) -> Fittings {
    let (hub, equipment, keeper) = (&opened.hub, &opened.at_start.equipment, Some(Arc::clone(&opened.keeper)));
    let told = hub.clone();
    let printer = Printer::start(equipment.printer.clone().within(|path| home.path(path)), move |printed| {
        let trouble = printed.err().map(|fault| match fault {
            Fault::Gone => Trouble::PrinterGone,
            Fault::NoPaper => Trouble::PrinterEmpty,
        });
        // A hub that is stopping tells nobody any more.
        let _ = told.set_printer(trouble);
    });
    let voice = equipment.voice.clone().map(|voice| voice.in_turn(home.dir().join(VOICE_TURN)));
    let announcer = Announcer::start(voice, hub.published(), &Handle::current(), {
        let told = hub.clone();
        move |was_heard| {
            let _ = told.set_voice((!was_heard).then_some(Trouble::VoiceGone));
        }
    });
    Fittings {
        kiosk: equipment.kiosk,
        printer,
        announcer,
        keeper,
        papers: Some(Arc::clone(&opened.papers)),
        telling: Some(super::events::line),
        drafts: opened.drafts.clone(),
        tongues: Tongues::open(home.dir().join(tongues::FILE)),
        shown: Shown::open(home.dir().join(shown::FILE)),
        ..Fittings::default()
    }
}
