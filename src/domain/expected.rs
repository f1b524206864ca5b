//! What those who wait can expect, as everybody is told it: ranges of time, and how often such ranges held.

use super::ids::{ServiceId, TicketNo};
use super::time::{Day, Timestamp};
use super::track::{Cells, Kept, Track};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Ranges are told in steps of so many seconds.
pub const STEP_S: i64 = 300;
/// Somebody is warned that the day may not be long enough where she is served before closing in fewer of 100 cases.
pub const SURE_PERCENT: u8 = 80;

/// Within what time somebody's turn comes: as likely before `from_s` as after, and in nine of ten cases before `to_s`.
/// In seconds from the moment it was made for; not rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The middle.
    pub from_s: i64,
    /// The upper end.
    pub to_s: i64,
}

impl Range {
    /// The minutes that are told: rounded outward, never a single figure.
    pub fn minutes(self) -> (i64, i64) {
        let from = self.from_s.max(0) / STEP_S;
        let to = (self.to_s.max(0) + STEP_S - 1) / STEP_S;
        (from * STEP_S / 60, to.max(from + 1) * STEP_S / 60)
    }

    /// Whether somebody who was called after `wait_s` was called no later than she was told.
    pub fn held(self, wait_s: i64) -> bool {
        wait_s <= self.minutes().1 * 60
    }
}

/// What somebody who takes a number now can expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// Her range; `None` where nobody can say.
    pub range: Option<Range>,
    /// In how many of 100 cases her turn comes today: before the counters stop, as long after closing as they are known
    /// to go on for those who are there.
    pub in_time_percent: u8,
}

/// Everything that can be said now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The last event it knows of; 0 when nothing was worked out yet.
    pub seq: u64,
    /// The turn of the next number when it was worked out: how many came since can be told by it.
    pub turn: u64,
    /// For what moment.
    pub at: Timestamp,
    /// Those who wait; who is missing, of her nobody can say.
    pub tickets: OrdMap<TicketNo, Range>,
    /// Those who come now, by service and class.
    pub newcomers: BTreeMap<(ServiceId, u8), Prospect>,
    /// Services of which nothing was measured here yet: what is said of them rests on what is usual elsewhere.
    pub guessed: Vec<ServiceId>,
    /// How today's promises go.
    pub today: Kept,
    /// How those of the last day with any went.
    pub before: Kept,
    /// How those of the last weeks went, today's with them.
    pub track: Track,
}

impl Expected {
    /// What can be said of a day that is over: how its promises had gone by then, and nothing of what would come.
    pub fn of_past(day: Day, cells: Cells) -> Self {
        let mut track = Track::default();
        track.join(&cells);
        Self { today: Kept { day: Some(day), cells }, track, ..Self::default() }
    }

    /// What somebody of `class` who takes a number for `service` now can expect.
    pub fn newcomer(&self, service: ServiceId, class: u8) -> Option<Prospect> {
        self.newcomers.get(&(service, class)).copied()
    }

    /// Whether people are told the same by both.
    pub fn says_as(&self, other: &Self) -> bool {
        let tickets = |of: &Self| of.tickets.iter().map(|(no, range)| (*no, range.minutes())).collect::<Vec<_>>();
        let sure = |one: &Prospect| (one.range.map(Range::minutes), one.in_time_percent >= SURE_PERCENT);
        let newcomers = |of: &Self| of.newcomers.iter().map(|(kind, one)| (*kind, sure(one))).collect::<Vec<_>>();
        tickets(self) == tickets(other) && newcomers(self) == newcomers(other)
    }

    /// The range told to her.
    pub fn range_of_new(&self, service: ServiceId, class: u8) -> Option<Range> {
        self.newcomer(service, class)?.range
    }
}
