//! A hub with its doors open, and two officers: 1 without a PIN, 2 with one; 3 is a supervisor.

use super::centre;
use motcua::domain::account::Account;
use motcua::domain::centre::{Centre, Role};
use motcua::domain::command::{Actor, SetOfficer, Verb};
use motcua::domain::ids::Digest;
use motcua::domain::person::Person;
use motcua::engine::clock::Clock;
use motcua::engine::{Hub, Request, pin};
use motcua::session::kiosk::shown::{self, Shown};
use motcua::session::log::Log;
use motcua::session::pins::Pins;
use motcua::session::screens::{self, Fittings};
use motcua::session::ssh::listen::{self, Doors};
use motcua::session::ssh::{Hall, Patience, host_key, public_key};
use motcua::session::tongues::{self, Tongues};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const PIN: &str = "2468";
pub const SUPERVISORS_PIN: &str = "8642";

pub struct House {
    pub hub: Hub,
    pub clock: Clock,
    pub doors: Doors,
    pub address: SocketAddr,
    pub dir: tempfile::TempDir,
}

impl House {
    pub async fn open() -> Self {
        Self::fitted(|_| Fittings::default()).await
    }

    /// The same with this standing in the waiting room.
    pub async fn fitted(fit: impl FnOnce(&Hub) -> Fittings) -> Self {
        Self::with(fit, Patience::default()).await
    }

    /// The same with this patience.
    pub async fn with(fit: impl FnOnce(&Hub) -> Fittings, patience: Patience) -> Self {
        Self::of(centre::centre(), Clock::manual(centre::opening()), fit, patience).await
    }

    /// This centre, at this time.
    pub async fn of(centre: Centre, clock: Clock, fit: impl FnOnce(&Hub) -> Fittings, patience: Patience) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("centre");
        let hub = {
            let (place, clock) = (place.clone(), clock.clone());
            tokio::task::spawn_blocking(move || people(&place, clock, centre)).await.unwrap()
        };
        let key = host_key::open(&place).unwrap();
        let tongues = Tongues::open(place.join(tongues::FILE));
        let shown = Shown::open(place.join(shown::FILE));
        let fittings = Fittings { tongues, shown, ..fit(&hub) };
        let pins = Pins::new(Log::new(place.join("access.log"), clock.clone()));
        let hall = Arc::new(Hall {
            hub: hub.clone(),
            clock: clock.clone(),
            pins: pins.clone(),
            patience,
            screens: screens::fitted(&hub, &pins, &fittings),
        });
        let doors = listen::open(hall, key, &place, Some("127.0.0.1:0".parse().unwrap())).await.unwrap();
        let address = doors.address.unwrap();
        Self { hub, clock, doors, address, dir }
    }

    pub fn socket(&self) -> PathBuf {
        self.dir.path().join("centre").join(listen::SOCKET)
    }

    pub fn languages(&self) -> PathBuf {
        self.dir.path().join("centre").join(tongues::FILE)
    }

    pub fn kiosk_numbers(&self) -> PathBuf {
        self.dir.path().join("centre").join(shown::FILE)
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("centre").join("access.log")).unwrap_or_default()
    }

    /// Waits until the log says `text`.
    pub async fn until_logged(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.log().contains(text) {
            assert!(Instant::now() < deadline, "no {text:?} in {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Asks as the administrator.
    pub async fn ask(&self, verb: Verb) {
        self.hub.submit(Request::new(Actor::Administrator, verb)).await.unwrap();
    }

    pub async fn add_key(&self, account: Account, text: &str) {
        let entered = public_key::read(text).unwrap();
        self.ask(Verb::AddKey { account, key: entered.key, print: entered.print }).await;
    }

    pub async fn close(self) {
        let Self { hub, doors, .. } = self;
        doors.close().await;
        tokio::task::spawn_blocking(move || hub.stop()).await.unwrap();
    }
}

fn people(place: &std::path::Path, clock: Clock, centre: Centre) -> Hub {
    let hub = centre::start(place, clock, |_| {});
    centre::ask(&hub, Verb::Configure(Box::new(centre))).unwrap();
    let officers = [
        ("Cán bộ Một", Role::Operator, None),
        ("Nguyễn Thị Lan", Role::Operator, Some(PIN)),
        ("Lê Văn Sáu", Role::Supervisor, Some(SUPERVISORS_PIN)),
    ];
    for (name, role, pin) in officers {
        let person = Person { name: name.into(), pin: pin.map(|pin| pin::hash(pin).unwrap()), ..Person::default() };
        let verb = Verb::SetOfficer(SetOfficer {
            id: None,
            digest: Some(Digest([0; 32])),
            role,
            skills: std::collections::BTreeSet::new(),
            has_pin: pin.is_some(),
            active: true,
        });
        let add = Request::new(Actor::Administrator, verb).with_person(Some(person.clone()));
        hub.submit_blocking(add).unwrap();
        let own = *hub.now_published().state.officers.keys().next_back().unwrap();
        if pin.is_some() {
            // They have chosen their PINs themselves since.
            let verb = Verb::SetPin { officer: own, digest: Digest([0; 32]) };
            hub.submit_blocking(Request::new(Actor::Officer(own), verb).with_person(Some(person))).unwrap();
        }
    }
    hub
}
