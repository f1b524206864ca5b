//! A scenario: who comes when and for what, which counters there are, and what goes wrong.

use super::explained::explained;
use super::length::Law;
use super::read;
use crate::domain::calendar::Span;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::queue::Rule;
use crate::settings::Fault;
use crate::text::words::{Language, Words};
use chrono::Timelike;
use std::collections::BTreeSet;

/// Days of the week on which people may come, from Monday to Saturday.
pub const WEEKDAYS: usize = 6;

/// One kind of centre on one kind of day. Moments are seconds from midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Vietnamese name.
    pub name: String,
    /// English name; the Vietnamese one stands in when empty.
    pub name_en: String,
    /// People a day, on a day that is as usual.
    pub visitors: f64,
    /// The only day of the week, from 0 for Monday; `None` for all that are worked in turn.
    pub weekday: Option<usize>,
    /// How many times as many come on each day of the week.
    pub weekdays: [f64; WEEKDAYS],
    /// Coefficient of variation of the day's own factor, drawn from a gamma law.
    pub day_spread: f64,
    /// Of those who come, how many have priority, from 0 to 1.
    pub priority: f64,
    /// When people come.
    pub arrivals: Arrivals,
    /// When it is open.
    pub hours: Vec<Span>,
    /// When it is open on Saturdays; never without.
    pub saturday: Option<Span>,
    /// How long counters go on after closing for those who still wait, in seconds.
    pub overtime_s: i64,
    /// Who is next.
    pub rule: Rule,
    /// The longest wait meant for a citizen, in seconds.
    pub target_s: i64,
    /// Those who come with others.
    pub families: Families,
    /// What people come for.
    pub services: Vec<Service>,
    /// Where they are served; number 1 comes first.
    pub counters: Vec<Desk>,
    /// Standard deviation of the logarithm of the officers' pace.
    pub pace_spread: f64,
    /// From the call until the person stands at the counter, in seconds.
    pub walk_s: (f64, f64),
    /// Breaks nobody announced.
    pub breaks: Breaks,
    /// Those who do not answer a call.
    pub absence: Absence,
    /// Mean time after which somebody gives the number back and leaves, in seconds; `None` where nobody does.
    pub patience_s: Option<f64>,
    /// Appointments.
    pub appointments: Appointments,
    /// Of those served, how many are sent on to another service, from 0 to 1.
    pub transfers: f64,
    /// Of those served, how many fetch a paper and come back, from 0 to 1.
    pub holds: f64,
    /// Those who are sent home for a paper.
    pub sent_home: SentHome,
    /// Of those who answer a call, how many do so only when it is repeated, from 0 to 1.
    pub recalls: f64,
    /// Counters that are out of use.
    pub outages: Vec<Outage>,
}

/// When people come, in shares of the day that make 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Before the door opens.
    pub door: f64,
    /// For how long numbers are given out before that, in seconds; zero where all of them come in with the door.
    pub door_s: f64,
    /// In each half hour: when it begins, in seconds from midnight, and its share.
    pub half_hours: Vec<(i64, f64)>,
}

/// Something people come for.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its letter.
    pub id: ServiceId,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Of all who come, from 0 to 1.
    pub share: f64,
    /// How long it takes an officer of usual pace.
    pub law: Law,
}

/// A counter.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// What stands over it.
    pub name: String,
    /// What it serves.
    pub skills: BTreeSet<ServiceId>,
    /// How many times as long a service takes here.
    pub pace: f64,
    /// From when it is there, where that is later than the centre opens.
    pub from_s: Option<i64>,
    /// Until when, where that is earlier than the centre closes.
    pub to_s: Option<i64>,
}

/// Breaks nobody announced: a counter takes one, or none, in the morning and another in the afternoon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breaks {
    /// How likely in each stretch of opening time, from 0 to 1.
    pub shares: [f64; 2],
    /// The shortest, in seconds.
    pub least_s: f64,
    /// The longest, in seconds.
    pub most_s: f64,
}

/// Those who do not answer a call.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Absence {
    /// However short the wait, from 0 to 1.
    pub share: f64,
    /// Of the others, 1 - exp(-wait / this) more, in seconds; `None` where the wait changes nothing.
    pub wait_s: Option<f64>,
    /// Of those who missed their call, how many come back, from 0 to 1.
    pub back: f64,
    /// How long after that at least and at most, in seconds.
    pub back_s: (f64, f64),
}

/// Those who are sent home since a paper is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SentHome {
    /// Of those served, from 0 to 1.
    pub share: f64,
    /// Of these, how many are back with the paper the same day, from 0 to 1; they take a new number.
    pub back: f64,
    /// How long after that at least and at most, in seconds; `None` where they come with the next stretch of opening time.
    pub back_s: Option<(f64, f64)>,
}

/// When somebody who was sent home is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// After so many seconds; when it is closed then, as soon as it opens again.
    After(i64),
    /// So many seconds after it opens again.
    Session(i64),
}

/// Those who come with others: a family, or a group that came by one bus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Families {
    /// Of those who come in, how many are such a group, from 0 to 1.
    pub share: f64,
    /// The fewest and the most of them.
    pub people: (u32, u32),
    /// Whether each takes a number of her own; else one number stands for the matters of all.
    pub each: bool,
}

impl Families {
    /// Nobody comes with others.
    pub const NONE: Self = Self { share: 0.0, people: (1, 1), each: false };

    /// How many people are behind one who comes in, on average.
    pub fn mean(&self) -> f64 {
        let (least, most) = self.people;
        1.0 + self.share * (f64::midpoint(f64::from(least), f64::from(most)) - 1.0)
    }
}

/// Appointments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Appointments {
    /// Of those who come, from 0 to 1.
    pub share: f64,
    /// How long before the time they come on average, in seconds.
    pub early_s: f64,
    /// Standard deviation of that, in seconds.
    pub spread_s: f64,
    /// Of those appointed, how many never come.
    pub absent: f64,
}

/// Counters that are out of use for a while: whoever stands there waits again where she stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Outage {
    /// From when.
    pub from_s: i64,
    /// Until when.
    pub to_s: i64,
    /// Which; `None` for all.
    pub counters: Option<BTreeSet<CounterId>>,
}

/// The scenarios that are built in: what they are called on the command line, and their files.
const BUILT_IN: [(&str, &str); 10] = [
    ("village", include_str!("../../assets/scenarios/village.toml")),
    ("commune", include_str!("../../assets/scenarios/commune.toml")),
    ("ward", include_str!("../../assets/scenarios/ward.toml")),
    ("monday", include_str!("../../assets/scenarios/monday.toml")),
    ("tet", include_str!("../../assets/scenarios/tet.toml")),
    ("land", include_str!("../../assets/scenarios/land.toml")),
    ("power", include_str!("../../assets/scenarios/power.toml")),
    ("ill", include_str!("../../assets/scenarios/ill.toml")),
    ("veterans", include_str!("../../assets/scenarios/veterans.toml")),
    ("single", include_str!("../../assets/scenarios/single.toml")),
];

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Every fault of the file, in the order of its lines.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read::read(text)
    }

    /// How many people come a day on average over the days of the week that it plays.
    pub fn usual_visitors(&self) -> f64 {
        let days = if self.saturday.is_some() { WEEKDAYS } else { WEEKDAYS - 1 };
        let played = self.weekday.map_or(0..days, |only| only..only + 1);
        let factors = self.weekdays.get(played).unwrap_or_default();
        let count = factors.iter().map(|_| 1.0).sum::<f64>().max(1.0);
        self.visitors * factors.iter().sum::<f64>() / count
    }

    /// The names of those that are built in, the ordinary ones first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The file of the one that is called so.
    pub fn built_in(name: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }

    /// What the one that is called so is about, in a sentence.
    pub fn about(name: &str, words: &Words) -> Option<String> {
        Self::built_in(name).map(|_| words.get(&format!("simulation.about_{name}")).to_owned())
    }

    /// The file of the one that is called so with every setting explained: to be saved, changed and run.
    pub fn explained(name: &str, words: &Words) -> Option<String> {
        Some(explained(Self::built_in(name)?, &Self::about(name, words)?, words))
    }

    /// Its name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        if language == Language::En && !self.name_en.is_empty() { &self.name_en } else { &self.name }
    }

    /// The hours of counter `at`, from 0: when it takes people, in seconds from midnight.
    pub fn hours_of(&self, at: usize) -> Vec<(i64, i64)> {
        let desk = &self.counters[at];
        let (from, to) = (desk.from_s.unwrap_or(0), desk.to_s.unwrap_or(i64::MAX));
        let within = |span: &Span| (seconds(span.open()).max(from), seconds(span.close()).min(to));
        self.hours.iter().map(within).filter(|(open, close)| open < close).collect()
    }

    /// Whether counter `at`, from 0, is worked at this second from midnight.
    pub fn is_worked(&self, at: usize, time_s: i64) -> bool {
        let within = |(open, close): (i64, i64)| (open..close + self.overtime_s).contains(&time_s);
        self.hours_of(at).into_iter().any(within)
    }

    /// When somebody is back who was sent home at `now_s`, all in seconds from midnight; `None` where it does not open again
    /// that day.
    pub fn is_back_s(&self, now_s: i64, back: Back) -> Option<i64> {
        let mut spans = self.hours.iter().map(|span| (seconds(span.open()), seconds(span.close())));
        match back {
            Back::After(after_s) => {
                let at_s = now_s + after_s;
                spans.find(|(_, close)| at_s < *close).map(|(open, _)| at_s.max(open))
            }
            Back::Session(after_s) => {
                spans.find(|(open, _)| *open > now_s).map(|(open, close)| (open + after_s).min(close - 1))
            }
        }
    }

    /// The same on a day with these hours: whoever would come while it is closed that day does not.
    #[must_use]
    pub fn with_hours(&self, hours: &[Span]) -> Self {
        let mut half_hours = Vec::new();
        for (usual, other) in self.hours.iter().zip(hours) {
            let (open, close) = (seconds(usual.open()), seconds(usual.close()));
            let in_it = self.arrivals.half_hours.iter().filter(|(from_s, _)| (open..close).contains(from_s));
            let moved = in_it.map(|(from_s, share)| (from_s - open + seconds(other.open()), *share));
            half_hours.extend(moved.filter(|(from_s, _)| *from_s < seconds(other.close())));
        }
        let arrivals = Arrivals { half_hours, ..self.arrivals };
        Self { hours: hours.to_vec(), arrivals, ..self.clone() }
    }

    /// When it opens and when it closes, in seconds from midnight.
    pub fn day(&self) -> (i64, i64) {
        let open = self.hours.first().map_or(0, |span| seconds(span.open()));
        (open, self.hours.last().map_or(open, |span| seconds(span.close())))
    }
}

/// A time of day as seconds from midnight.
pub fn seconds(time: chrono::NaiveTime) -> i64 {
    i64::from(time.num_seconds_from_midnight())
}
