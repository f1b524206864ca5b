//! What is remembered of a counter beside its state: since when it is wanted, when it opened on the days before, and
//! what was done there last and can still be taken back.

use super::model::Model;
use super::onward::Way;
use super::walk::seconds;
use crate::domain::ids::ServiceId;
use crate::domain::time::Timestamp;
use chrono::Timelike;
use std::collections::VecDeque;

/// How many days' openings are remembered.
const OPENINGS: usize = 10;
/// An idle counter that did not take who came for so many seconds has nobody at it.
const SEES_S: i64 = 2;
/// A counter that calls nobody for so many seconds is at its noon, or forgotten: that is no habit to learn.
pub(super) const GONE_S: i64 = 3600;

/// Whoever is later than usual by so many seconds does not come for that opening any more; an opening that came earlier
/// than usual by less than that was that one.
const LATE_S: u32 = 1800;

/// Something learnt, once it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lesson {
    /// So long after the last one, in seconds, the next was called, since somebody waited.
    Turnover(f64),
    /// So long after it had nobody, in seconds, a counter saw that somebody had come.
    Absence(f64),
    /// Whether who was called, after so many seconds of waiting, was there.
    There {
        /// How long she had waited.
        waited_s: i64,
        /// Whether.
        there: bool,
    },
    /// A service.
    Served {
        /// What for.
        service: ServiceId,
        /// By whom.
        officer: u16,
        /// How long, in seconds.
        took_s: i64,
    },
    /// A visit ended, or led on to another queue.
    Ended {
        /// What for it was.
        service: ServiceId,
        /// Where it led.
        way: Option<Way>,
        /// How long it took, in seconds.
        took_s: i64,
    },
}

/// A counter that has nobody in front.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Free {
    since: Timestamp,
    /// Since when somebody waits whom it serves.
    wanted: Option<Timestamp>,
    /// It had nobody when that began.
    idle: bool,
}

/// What is remembered of a counter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seat {
    free: Option<Free>,
    /// Since when it pauses.
    pub paused: Option<Timestamp>,
    /// What was done there last.
    pub lessons: Vec<Lesson>,
    /// When it opened on the last days, in seconds of the day.
    days: VecDeque<Vec<u32>>,
    today: Vec<u32>,
}

impl Seat {
    /// The day is over.
    pub fn end_day(&mut self) {
        self.free = None;
        self.paused = None;
        self.days.push_back(std::mem::take(&mut self.today));
        if self.days.len() > OPENINGS {
            self.days.pop_front();
        }
    }

    /// It opens.
    pub fn open(&mut self, at: Timestamp) {
        self.today.push(at.local().num_seconds_from_midnight());
    }

    /// Learns that nobody was called between the two moments.
    pub fn pass(&self, from: Timestamp, to: Timestamp, model: &mut Model) {
        let Some(Free { since, wanted: Some(wanted), idle }) = self.free else { return };
        let (hazard, from) = if idle {
            (&mut model.absence, from.max(wanted.plus(SEES_S)))
        } else {
            (&mut model.turnover, from.max(since))
        };
        hazard.wait(seconds(from.since(since)), seconds(to.since(since).min(GONE_S)));
    }

    /// What a call at `at` shows.
    pub fn waited(&self, at: Timestamp) -> Option<Lesson> {
        let Free { since, wanted, idle } = self.free?;
        let wanted = wanted?;
        let waited_s = seconds(at.since(since));
        if at.since(since) > GONE_S {
            return None;
        }
        match idle {
            false => Some(Lesson::Turnover(waited_s)),
            true if at.since(wanted) >= SEES_S => Some(Lesson::Absence(waited_s)),
            true => None,
        }
    }

    /// How it stands after an event at `at`: whether it has nobody in front, and whether anybody waits for it.
    pub fn want(&mut self, free: bool, wanted: bool, at: Timestamp) {
        if !free {
            self.free = None;
            return;
        }
        let free = self.free.get_or_insert(Free { since: at, wanted: None, idle: false });
        if !wanted {
            free.wanted = None;
        } else if free.wanted.is_none() {
            free.wanted = Some(at);
            free.idle = free.since != at;
        }
    }

    /// Whether it had nobody to call when the first of those who wait for it now came, and since when it is free.
    pub fn idle(&self) -> Option<(Timestamp, bool)> {
        self.free.map(|free| (free.since, free.idle && free.wanted.is_some()))
    }

    /// In how many seconds from `now` it opens, for each of the days before: as it did then, or never. Whoever is late, but
    /// not by very much, is taken to be as late again.
    pub fn opens(&self, now: Timestamp) -> Vec<f64> {
        let now_s = now.local().num_seconds_from_midnight();
        let is_late = |at: u32| {
            let opened = self.today.last().is_some_and(|opened| opened + LATE_S > at);
            !opened && at <= now_s && now_s - at < LATE_S
        };
        let next = |day: &Vec<u32>| {
            let at = day.iter().find(|at| **at > now_s || is_late(**at));
            at.map_or(f64::INFINITY, |at| f64::from(at.abs_diff(now_s)))
        };
        self.days.iter().map(next).collect()
    }

    /// When it opens first on a day, in seconds of the day, for each of the last days, this one with it; `None`: not at
    /// all.
    pub fn usual(&self) -> Vec<Option<u32>> {
        let today = Some(&self.today).filter(|today| !today.is_empty());
        self.days.iter().chain(today).map(|day| day.first().copied()).collect()
    }
}
