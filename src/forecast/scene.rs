//! The moment that a forecast starts from: who waits, what each counter does, who may still come before them.

use super::answering::Answering;
use super::hazard::Hazard;
use super::onward::Leads;
use crate::domain::ids::ServiceId;
use crate::domain::queue::{InLine, Rule, Stand};
use crate::domain::time::Timestamp;
use rand_distr::{Distribution, StandardUniform};
use rand_pcg::Pcg64Mcg;

/// Somebody in line, as the rule of the order sees her.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// What for.
    pub service: ServiceId,
    /// Its class.
    pub class: u8,
    /// Effective arrival (`e`).
    pub arrival: Timestamp,
    /// Turn (`q`).
    pub turn: u64,
    /// Times passed (`v`).
    pub passed: u32,
    /// The only place she waits for, of [`Scene::places`].
    pub bound: Option<usize>,
    /// Not before this many seconds from now, but by a place that would otherwise be idle.
    pub ready_s: f64,
    /// For how long she had waited when she joined this line, or waits now, in seconds.
    pub waited_s: f64,
    /// When she joined it, in seconds from now; 0 for those who are there.
    pub joined_s: f64,
    /// How often she was called before: whoever waits again stays near.
    pub leg: u8,
    /// How likely it is that she comes at all, from 0 to 1.
    pub comes: f64,
    /// Her place in what is asked; `None` for those nobody asks about.
    pub asked: Option<usize>,
}

impl Standing {
    /// Somebody who comes at `arrival` and whom nobody asks about.
    pub fn newcomer(service: ServiceId, class: u8, arrival: Timestamp) -> Self {
        Self {
            service,
            class,
            arrival,
            turn: u64::MAX,
            passed: 0,
            bound: None,
            ready_s: 0.0,
            waited_s: 0.0,
            joined_s: 0.0,
            leg: 0,
            comes: 1.0,
            asked: None,
        }
    }

    /// For how long she has waited at `now_s`, in seconds.
    pub fn waited_until(&self, now_s: f64) -> f64 {
        self.waited_s + (now_s - self.joined_s.max(self.ready_s)).max(0.0)
    }

    /// She waits once more from `joins_s` on, and had waited so long before that.
    #[must_use]
    pub fn again(&self, joins_s: f64, waited_s: f64) -> Self {
        Self { ready_s: 0.0, comes: 1.0, leg: self.leg + 1, joined_s: joins_s, waited_s, ..*self }
    }
}

impl InLine for Standing {
    fn stand(&self) -> Stand {
        let Self { service, class, passed, .. } = *self;
        Stand { service, class, age: (self.arrival, self.turn), passed, appointed: self.ready_s > 0.0 }
    }
}

/// What a counter does now.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    /// Serves since this many seconds.
    Serving {
        /// What.
        service: ServiceId,
        /// For how long, in seconds.
        since_s: f64,
        /// Whom, where she may go on to another queue.
        who: Option<Standing>,
    },
    /// Has nobody, and somebody it could serve has been waiting for this many seconds; 0 when there is nobody.
    Between {
        /// Seconds since its last service ended, or since it opened.
        since_s: f64,
        /// Whether it was idle before anybody waited.
        idle: bool,
    },
    /// Takes nobody for a while.
    Paused {
        /// For how long, in seconds.
        since_s: f64,
    },
    /// Is not open; opens in one of these many seconds, each as likely; never, where that is infinite.
    Opens {
        /// Seconds from now.
        in_s: Vec<f64>,
    },
}

/// A counter.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it serves, and how sure that is: 1 where the centre says so, less where a log only shows it.
    pub skills: Vec<(ServiceId, f64)>,
    /// Who sits there.
    pub officer: u16,
    /// What it does.
    pub doing: Doing,
    /// In how many seconds its hours end; below zero where they have ended and it goes on.
    pub closes_s: f64,
}

/// People who may still come before somebody: a stream of one service and class.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// What for.
    pub service: ServiceId,
    /// Its class.
    pub class: u8,
    /// People per second, by half hours from now on.
    pub rates: Vec<f64>,
}

/// Priority as a foreign house gives it: so many of those who have it go as if they had come earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// How much earlier, in seconds.
    pub start_s: i64,
    /// How many of them, from 0 to 1.
    pub share: f64,
}

/// Everything a forecast starts from.
#[derive(Clone, Debug)]
pub struct Scene {
    /// When.
    pub now: Timestamp,
    /// The rule of the order.
    pub rule: Rule,
    /// The counters.
    pub places: Vec<Place>,
    /// Who waits.
    pub line: Vec<Standing>,
    /// What priority is worth beside the rule, where a log shows that.
    pub head: Option<Head>,
    /// Who may still come before them.
    pub streams: Vec<Stream>,
    /// Where visits lead besides their end.
    pub leads: Leads,
    /// For how long the place of somebody is kept who missed her call, in seconds; 0 where nobody comes back.
    pub kept_s: f64,
    /// Whole spans that are out of hours, in seconds from now: noon, the night.
    pub shut: Vec<(f64, f64)>,
    /// For how long somebody has gone on working out of hours, in seconds; 0 within them.
    pub after_s: f64,
}

impl Scene {
    /// When `place` looks for the next one that would look at `now_s`, where counters go on for `over_s` after the end of
    /// their hours: later while it is shut, infinity once it closed.
    pub fn looks_at(&self, place: usize, now_s: f64, over_s: f64) -> f64 {
        if now_s >= self.places[place].closes_s + over_s {
            return f64::INFINITY;
        }
        // Nobody comes back for that where nobody works now.
        let over_s = |from_s: f64| if from_s <= 0.0 && self.after_s <= 0.0 { 0.0 } else { over_s };
        let shut = self.shut.iter().find(|(from, until)| (from + over_s(*from)..*until).contains(&now_s));
        shut.map_or(now_s, |(_, until)| *until)
    }

    /// For how long after the end of their hours the counters go on calling in one path: as long as they already do, and
    /// longer. Where nothing is known of that nobody goes on, or who already does until nobody waits.
    pub fn goes_on(&self, overtime: Option<&Hazard>, rng: &mut Pcg64Mcg) -> f64 {
        match overtime {
            Some(overtime) => self.after_s + overtime.draw_rest(self.after_s, rng),
            None if self.after_s > 0.0 => f64::INFINITY,
            None => 0.0,
        }
    }
}

/// The laws of everything that takes time or may not happen.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Between two services, while somebody waits.
    pub turnover: Hazard,
    /// An idle counter whose officer does not see who came.
    pub absence: Hazard,
    /// A pause.
    pub pause: Hazard,
    /// Going on after the end of the hours; `None` where nobody was seen to, or not to.
    pub overtime: Option<Hazard>,
    /// How often an open counter pauses, per second; 0 where nobody was seen to.
    pub breaks_per_s: f64,
    /// Giving up, by the time waited; `None` where nobody is known to.
    pub patience: Option<Hazard>,
    /// Of those called, how many are not there.
    pub answering: Answering,
    /// What calling somebody absent costs, in seconds.
    pub absent_s: f64,
    /// Coming back after a missed call.
    pub back: Hazard,
}

impl Habits {
    /// After a service of so many seconds, how long until the counter looks for the next one, in seconds.
    pub fn between(&self, served_s: f64, rng: &mut Pcg64Mcg) -> f64 {
        let turnover_s = self.turnover.draw_rest(0.0, rng);
        if self.breaks_per_s <= 0.0 {
            return turnover_s;
        }
        let share: f64 = StandardUniform.sample(rng);
        let pauses = share < -(-self.breaks_per_s * (served_s + turnover_s)).exp_m1();
        turnover_s + if pauses { self.pause.draw_rest(0.0, rng) } else { 0.0 }
    }

    /// `one` as she stands again who was called at `now_s` and not there, where she comes back while her place is kept.
    pub fn comes_back(&self, one: &Standing, kept_s: f64, now_s: f64, rng: &mut Pcg64Mcg) -> Option<Standing> {
        if kept_s <= 0.0 {
            return None;
        }
        let away_s = self.back.draw_rest(0.0, rng);
        (away_s < kept_s).then(|| one.again(now_s + self.absent_s + away_s, one.waited_until(now_s)))
    }
}
