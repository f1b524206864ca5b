//! The centre of a scenario in a directory of its own that is removed again: settings, officers, engine, store.

use super::scenario::Scenario;
use crate::domain::book::Book;
use crate::domain::calendar::holidays::Holidays;
use crate::domain::calendar::{Calendar, Hours, MonthDay, Season};
use crate::domain::centre::{self, Centre, CounterPlan, Role};
use crate::domain::command::{Actor, SetOfficer, Verb};
use crate::domain::ids::{CounterId, Digest, OfficerId};
use crate::domain::person::Person;
use crate::domain::procedure::Catalogue;
use crate::domain::time::{Day, Timestamp};
use crate::engine::clock::Clock;
use crate::engine::{self, Hub, Request};
use crate::settings::Settings;
use crate::store::{Options, Store, StoreError, UnsyncedFiles};
use crate::text::words::{Language, Words};
use chrono::{Datelike, Days, NaiveTime};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A segment of the journal of played days, in bytes: small enough that the disk is not asked for much at once.
const SEGMENT_BYTES: u64 = 4 << 20;

/// Why a virtual day came to nothing.
#[derive(Clone, Debug)]
pub enum Broken {
    /// The store could not be opened.
    Store(Arc<StoreError>),
    /// The engine did not do what the day needs.
    Engine(engine::Failure),
    /// Somebody asked to stop.
    Stopped,
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl From<engine::Failure> for Broken {
    fn from(failure: engine::Failure) -> Self {
        Self::Engine(failure)
    }
}

/// A directory that is removed when it goes.
#[derive(Debug)]
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // Nothing more can be done about one that cannot be removed; the system clears its place at times.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running centre that nobody keeps.
pub struct House {
    /// Its engine.
    pub hub: Hub,
    /// Its clock.
    pub clock: Clock,
    calendar: Calendar,
    dir: Passing,
}

impl Drop for House {
    fn drop(&mut self) {
        self.hub.stop();
    }
}

impl House {
    /// Sets up the centre of `scenario`; `clock` shows a time before its first day.
    ///
    /// # Errors
    /// There is no room for it, or the system's error.
    pub fn new(scenario: &Scenario, clock: Clock, words: &Words) -> Result<Self, Broken> {
        let dir = std::env::temp_dir().join(format!("motcua-{}", engine::fresh_id()));
        let dir = Passing(dir);
        let files = Arc::new(UnsyncedFiles::default());
        let options = Options { files, segment_bytes: SEGMENT_BYTES, ..Options::new(clock.now()) };
        let (store, state) = Store::open(&dir.0, &options, &mut |_| {})?;
        let centre = centre(scenario, words.language());
        let book = Book::new(&centre, Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in()));
        let calendar = book.calendar.clone();
        let hub = Hub::start(store, state, book, clock.clone())?;
        let house = Self { hub, clock, calendar, dir };
        house.ask(Request::new(Actor::Administrator, Verb::Configure(Box::new(centre))))?;
        for number in 1..=scenario.counters.len() {
            let name = words.fill("simulation.officer", &[("number", &number.to_string())]);
            house.ask(newcomer(name, Role::Operator))?;
        }
        // Without an administrator nobody could change the office at a screen.
        house.ask(newcomer(words.get("simulation.guest").to_owned(), Role::Administrator))?;
        Ok(house)
    }

    fn ask(&self, request: Request) -> Result<(), Broken> {
        self.hub.submit_blocking(request).map(drop).map_err(Broken::from)
    }

    /// The first working day from `day` on that `scenario` plays.
    pub fn day_from(&self, scenario: &Scenario, day: Day) -> Day {
        let plays = |day: &Day| {
            let wanted = |only: usize| weekday(*day) == only;
            self.calendar.is_working(*day) && scenario.weekday.is_none_or(wanted)
        };
        let ahead = (0..400).filter_map(|days| day.checked_add_days(Days::new(days)));
        ahead.into_iter().find(plays).unwrap_or(day)
    }

    /// Where it stands while it runs.
    pub fn dir(&self) -> &Path {
        &self.dir.0
    }
}

/// The day of the week, from 0 for Monday.
pub fn weekday(day: Day) -> usize {
    usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0)
}

/// The officer at a counter, by the counter's number.
pub fn officer_of(counter: CounterId) -> OfficerId {
    OfficerId(counter.0)
}

/// Midnight at the beginning of `day`.
pub fn midnight(day: Day) -> Timestamp {
    Timestamp::at(day, NaiveTime::MIN)
}

fn newcomer(name: String, role: Role) -> Request {
    let wanted = SetOfficer {
        id: None,
        digest: Some(Digest([0; 32])),
        role,
        skills: BTreeSet::new(),
        has_pin: false,
        active: true,
    };
    let person = Person { name, ..Person::default() };
    Request::new(Actor::Administrator, Verb::SetOfficer(wanted)).with_person(Some(person))
}

fn centre(scenario: &Scenario, language: Language) -> Centre {
    let usual = Settings::usual(&scenario.name, "", 1).centre;
    let services = scenario.services.iter().map(|service| centre::Service {
        id: service.id,
        name: service.name.clone(),
        name_en: service.name_en.clone(),
        fields: Vec::new(),
    });
    let counters = (1..).zip(&scenario.counters).map(|(number, desk)| CounterPlan {
        id: CounterId(number),
        name: desk.name.clone(),
        skills: desk.skills.clone(),
    });
    let hours = scenario.hours.first().zip("01-01".parse::<MonthDay>().ok()).map(|(morning, from)| Hours {
        seasons: vec![Season { from, morning: *morning, afternoon: scenario.hours.get(1).copied() }],
        saturday: None,
    });
    Centre {
        services: services.collect(),
        counters: counters.collect(),
        hours: hours.unwrap_or_default(),
        rule: scenario.rule.clone(),
        targets: centre::Targets { wait_s: scenario.target_s, ..usual.targets },
        language,
        ..usual
    }
}
