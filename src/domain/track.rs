//! The track record of the waiting times: what came of each promise, by service and by hour of the day.
//!
//! A call can be taken back until the next thing is done at its counter, so that is when an outcome stands.

use super::counter::Act;
use super::event::{Event, Recorded};
use super::expected::Range;
use super::ids::{CounterId, ServiceId, TicketNo};
use super::time::{Day, Timestamp};
use chrono::Timelike;
use std::collections::BTreeMap;

/// Of fewer promises than this no share is told: one more or less would change it by more than ten in a hundred.
pub const FEW: u32 = 10;

/// How promises of one kind went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// People who were promised a range and were called.
    pub called: u32,
    /// Of them, called no later than they were told.
    pub held: u32,
    /// Of these, called sooner than they were told.
    pub sooner: u32,
    /// Of those called, by the middle, unrounded: half of them where it is right.
    pub by_middle: u32,
    /// By the upper end, unrounded: nine of ten where it is right.
    pub by_upper: u32,
    /// Sum of what the middle was off by, in seconds.
    pub error_s: i64,
    /// Sum of the middles less what came, in seconds: above zero where people were told too much.
    pub bias_s: i64,
    /// People who were promised a range and were never called: they left, or the day ended.
    pub never: u32,
}

impl Tally {
    /// One more outcome; `None` for who was never called.
    pub fn add(&mut self, range: Range, wait_s: Option<i64>) {
        let Some(wait_s) = wait_s else {
            self.never += 1;
            return;
        };
        self.called += 1;
        self.held += u32::from(range.held(wait_s));
        self.sooner += u32::from(wait_s < range.minutes().0 * 60);
        self.by_middle += u32::from(wait_s <= range.from_s);
        self.by_upper += u32::from(wait_s <= range.to_s);
        self.error_s += (range.from_s - wait_s).abs();
        self.bias_s += range.from_s - wait_s;
    }

    /// The two together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            called: self.called + other.called,
            held: self.held + other.held,
            sooner: self.sooner + other.sooner,
            by_middle: self.by_middle + other.by_middle,
            by_upper: self.by_upper + other.by_upper,
            error_s: self.error_s + other.error_s,
            bias_s: self.bias_s + other.bias_s,
            never: self.never + other.never,
        }
    }

    /// Of 100, how many were called no later than they were told; `None` without anybody.
    pub fn percent(self) -> Option<u32> {
        (self.called > 0).then(|| self.of_hundred(self.held))
    }

    /// Of 100 who were called, how many `of` are; `None` where there are too few to say.
    pub fn share(self, of: u32) -> Option<u32> {
        (self.called >= FEW).then(|| self.of_hundred(of))
    }

    /// To the nearest; of somebody only.
    fn of_hundred(self, of: u32) -> u32 {
        (of * 100 + self.called / 2) / self.called
    }

    /// Of those called, who was called later than she was told.
    pub fn later(self) -> u32 {
        self.called.saturating_sub(self.held)
    }

    /// What the middle was off by on average, and by how much it was above what came, in tenths of a minute; `None`
    /// where nobody was called.
    pub fn tenths(self) -> Option<(i64, i64)> {
        let called = i64::from(self.called);
        // To the nearest, also below zero.
        let mean = |sum_s: i64| (2 * sum_s + 6 * called).div_euclid(12 * called);
        (called > 0).then(|| (mean(self.error_s), mean(self.bias_s)))
    }
}

/// Tallies by service and by the hour of the day at which the range was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<(ServiceId, u8), Tally>);

impl Cells {
    /// One more outcome.
    pub fn add(&mut self, came: &Came) {
        let hour = u8::try_from(came.at.local().hour()).unwrap_or(0);
        self.0.entry((came.service, hour)).or_default().add(came.range, came.wait_s);
    }

    /// Puts a tally in.
    pub fn insert(&mut self, service: ServiceId, hour: u8, tally: Tally) {
        self.0.insert((service, hour), tally);
    }

    /// Takes in all of `other`.
    pub fn join(&mut self, other: &Self) {
        for (cell, tally) in &other.0 {
            let own = self.0.entry(*cell).or_default();
            *own = own.and(*tally);
        }
    }

    /// Whether nothing came of any promise yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Over everything.
    pub fn all(&self) -> Tally {
        self.0.values().fold(Tally::default(), |sum, one| sum.and(*one))
    }

    /// Each service and hour with any.
    pub fn cells(&self) -> impl Iterator<Item = (ServiceId, u8, Tally)> + '_ {
        self.0.iter().map(|((service, hour), tally)| (*service, *hour, *tally))
    }

    /// One service and hour.
    pub fn cell(&self, service: ServiceId, hour: u8) -> Tally {
        self.0.get(&(service, hour)).copied().unwrap_or_default()
    }

    /// By service.
    pub fn services(&self) -> BTreeMap<ServiceId, Tally> {
        self.by(|service, _| service)
    }

    /// By hour of the day.
    pub fn hours(&self) -> BTreeMap<u8, Tally> {
        self.by(|_, hour| hour)
    }

    fn by<K: Ord>(&self, key: impl Fn(ServiceId, u8) -> K) -> BTreeMap<K, Tally> {
        let mut sums: BTreeMap<K, Tally> = BTreeMap::new();
        for (service, hour, tally) in self.cells() {
            let sum = sums.entry(key(service, hour)).or_default();
            *sum = sum.and(tally);
        }
        sums
    }
}

/// How the promises of one day went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Which day; `None` before the first.
    pub day: Option<Day>,
    /// By service and hour.
    pub cells: Cells,
}

impl Kept {
    /// Over everything.
    pub fn all(&self) -> Tally {
        self.cells.all()
    }
}

/// How the promises of some days went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// On how many days there were any.
    pub days: u32,
    /// By service and hour.
    pub cells: Cells,
}

impl Track {
    /// Takes in one more day, where there were any on it.
    pub fn join(&mut self, day: &Cells) {
        self.days += u32::from(!day.is_empty());
        self.cells.join(day);
    }
}

/// What came of one promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// What the number was taken for.
    pub service: ServiceId,
    /// Her class, as she was called.
    pub class: u8,
    /// What was told.
    pub range: Range,
    /// When it was told: with the number, or after it.
    pub at: Timestamp,
    /// How long it was from then to the first call, in seconds; `None` where she was never called.
    pub wait_s: Option<i64>,
}

/// The promises of a day that are open, followed through the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promises {
    /// Who was not called yet: when she took the number, or was told after it; her class, what she was told.
    open: BTreeMap<TicketNo, (Timestamp, u8, Option<Range>)>,
    /// The last act of a counter, where it was the first call of somebody who was told a range.
    last: BTreeMap<CounterId, (TicketNo, Came)>,
}

impl Promises {
    /// Takes in the next event; answers the outcomes that stand from now on.
    pub fn take(&mut self, recorded: &Recorded) -> Vec<Came> {
        let mut stand = Vec::new();
        if let Some(counter) = counter_of(&recorded.event) {
            let last = self.last.remove(&counter);
            match (&recorded.event, last) {
                (Event::CounterActionUndone { act: Act::Call, .. }, Some((ticket, came))) => {
                    self.open.insert(ticket, (came.at, came.class, Some(came.range)));
                }
                (_, last) => stand.extend(last.map(|(_, came)| came)),
            }
        }
        match &recorded.event {
            Event::TicketIssued(issued) => {
                self.open.insert(issued.ticket, (recorded.at, issued.class, None));
            }
            Event::TicketPromised { ticket, range } => {
                self.open.entry(*ticket).and_modify(|(at, _, told)| (*at, *told) = (recorded.at, Some(*range)));
            }
            Event::TicketPrioritised { ticket, class, .. } => {
                self.open.entry(*ticket).and_modify(|(_, of, _)| *of = *class);
            }
            Event::TicketCalled { ticket, counter, .. } => {
                if let Some((at, class, Some(range))) = self.open.remove(ticket) {
                    let wait_s = Some(recorded.at.since(at));
                    let came = Came { service: ticket.service, class, range, at, wait_s };
                    self.last.insert(*counter, (*ticket, came));
                }
            }
            Event::DayEnded { .. } => stand.extend(self.end()),
            _ => {}
        }
        stand
    }

    /// Nothing more comes of the open ones: what still could be taken back stands, the others were never called.
    fn end(&mut self) -> Vec<Came> {
        let called = std::mem::take(&mut self.last).into_values().map(|(_, came)| came);
        let left = std::mem::take(&mut self.open).into_iter().filter_map(|(ticket, (at, class, range))| {
            Some(Came { service: ticket.service, class, range: range?, at, wait_s: None })
        });
        called.chain(left).collect()
    }
}

/// The counter at which an event happened.
pub fn counter_of(event: &Event) -> Option<CounterId> {
    match event {
        Event::TicketCalled { counter, .. }
        | Event::TicketStarted { counter, .. }
        | Event::TicketFinished { counter, .. }
        | Event::TicketMissed { counter, .. }
        | Event::TicketParked { counter, .. }
        | Event::TicketResumed { counter, .. }
        | Event::CounterOpened { counter, .. }
        | Event::CounterPaused { counter, .. }
        | Event::CounterClosed { counter }
        | Event::CounterActionUndone { counter, .. } => Some(*counter),
        Event::TicketTransferred(moved) => moved.from,
        _ => None,
    }
}
