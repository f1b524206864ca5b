//! The centre of a scenario in a directory of its own: settings, officers, engine, store.

use super::place::Place;
use super::scenario::Scenario;
use crate::domain::book::Book;
use crate::domain::calendar::holidays::Holidays;
use crate::domain::calendar::{Calendar, Hours, MonthDay, Season};
use crate::domain::centre::{self, Centre, CounterPlan, Role};
use crate::domain::command::{Actor, SetOfficer, Verb};
use crate::domain::ids::{CounterId, Digest, OfficerId};
use crate::domain::person::Person;
use crate::domain::procedure::Catalogue;
use crate::domain::time::{Day, Timestamp, tomorrow};
use crate::engine::clock::Clock;
use crate::engine::{self, Hub, Request};
use crate::settings::Settings;
use crate::store::{Options, Store, StoreError, UnsyncedFiles};
use crate::text::words::{Language, Words};
use chrono::{Datelike, Days};
use std::collections::BTreeSet;
use std::path::Path;
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

/// A running centre of virtual days.
pub struct House {
    /// Its engine.
    pub hub: Hub,
    /// Its clock.
    pub clock: Clock,
    calendar: Calendar,
    place: Place,
}

impl Drop for House {
    fn drop(&mut self) {
        self.hub.stop();
    }
}

impl House {
    /// Sets up the centre of `scenario`, which nobody keeps; `clock` shows a time before its first day.
    ///
    /// # Errors
    /// There is no room for it, or the system's error.
    pub fn new(scenario: &Scenario, clock: Clock, words: &Words) -> Result<Self, Broken> {
        Self::at(Place::passing(), scenario, clock, words)
    }

    /// The same in `dir`, where it stays. A day that is cut short by the power may be lost: it can be played again.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn kept(dir: &Path, scenario: &Scenario, clock: Clock, words: &Words) -> Result<Self, Broken> {
        Self::at(Place::kept(dir), scenario, clock, words)
    }

    fn at(place: Place, scenario: &Scenario, clock: Clock, words: &Words) -> Result<Self, Broken> {
        let files = Arc::new(UnsyncedFiles::default());
        let options = Options { files, segment_bytes: SEGMENT_BYTES, ..Options::new(clock.now()) };
        let (store, state) = Store::open(place.dir(), &options, &mut |_| {})?;
        let centre = settings(scenario, words.language()).centre;
        let book = Book::new(&centre, Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in()));
        let calendar = book.calendar.clone();
        let hub = Hub::start(store, state, book, clock.clone())?;
        let house = Self { hub, clock, calendar, place };
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

    /// The first day from `day` on that `scenario` plays.
    pub fn day_from(&self, scenario: &Scenario, day: Day) -> Day {
        day_from(&self.calendar, scenario, day)
    }

    /// `scenario` as it is on `day`: on a Saturday it is open for some hours only.
    pub fn on(&self, scenario: &Scenario, day: Day) -> Scenario {
        scenario.with_hours(&self.calendar.spans(day))
    }

    /// Where it stands while it runs.
    pub fn dir(&self) -> &Path {
        self.place.dir()
    }
}

/// The first day from `day` on that `scenario` plays.
fn day_from(calendar: &Calendar, scenario: &Scenario, day: Day) -> Day {
    let plays = |day: &Day| {
        let wanted = |only: usize| weekday(*day) == only;
        !calendar.spans(*day).is_empty() && scenario.weekday.is_none_or(wanted)
    };
    let mut ahead = (0..400).filter_map(|days| day.checked_add_days(Days::new(days)));
    ahead.find(plays).unwrap_or(day)
}

/// The last Monday from which on `scenario` plays `count` days that are all over before `today`.
pub fn monday_before(scenario: &Scenario, count: u32, today: Day) -> Day {
    let centre = settings(scenario, Language::default()).centre;
    let calendar = Book::new(&centre, Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in())).calendar;
    let this = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday()))).unwrap_or(today);
    // No day less is needed: a week has at most seven that are played, or the one that is wanted.
    let least = if scenario.weekday.is_some() { count } else { count / 7 };
    let mut mondays = (u64::from(least)..).map_while(|weeks| this.checked_sub_days(Days::new(7 * weeks)));
    let fits = |monday: &Day| {
        let after = |day, _| tomorrow(day_from(&calendar, scenario, day));
        (0..count).fold(*monday, after) <= today
    };
    mondays.find(fits).unwrap_or(today)
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
    Timestamp::midnight(day)
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

/// The settings of the centre of `scenario`.
pub fn settings(scenario: &Scenario, language: Language) -> Settings {
    let usual = Settings::usual(&scenario.name, "", 1);
    Settings { centre: centre(scenario, language, usual.centre.clone()), ..usual }
}

fn centre(scenario: &Scenario, language: Language, usual: Centre) -> Centre {
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
        saturday: scenario.saturday,
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
