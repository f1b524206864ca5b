//! The hours that are looked at: from this moment, or a whole day to come.

use super::change::usual;
use super::course::{Hours, Sums};
use super::outlook::Goal;
use crate::domain::book::Book;
use crate::domain::counter::Station;
use crate::domain::ids::CounterId;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};
use crate::forecast::arrivals::EVIDENCE;
use crate::forecast::learning::Learning;
use crate::forecast::live::{closing, scene, shut};
use crate::forecast::scene::{Doing, Place, Scene};
use crate::forecast::seat::Seat;
use crate::forecast::walk::seconds;

/// Before opening people already take numbers: a day to come is looked at from so many seconds before.
const BEFORE_S: i64 = 3600;
/// Half hours of a day.
const DAY_SLOTS: usize = 48;

/// Hours that are looked at.
#[derive(Clone, Debug)]
pub struct Situation {
    /// How it stands at their beginning.
    pub scene: Scene,
    /// The counters, in the order of the scene's places.
    pub counters: Vec<CounterId>,
    /// When the centre is open in them.
    pub hours: Vec<(Timestamp, Timestamp)>,
    /// How many wait at their beginning.
    pub waiting: usize,
    /// When it closes for the day.
    pub close: Timestamp,
    /// People who come later are not counted.
    pub until: Timestamp,
    /// What is wanted.
    pub goal: Goal,
    /// Of the counters that are closed at their beginning, those taken to open in them as they mostly did, and when.
    pub opens: Vec<(CounterId, Timestamp)>,
    /// How many people the day's own share of visitors rests on.
    evidence: f64,
    /// Whether anybody works now.
    works: bool,
}

impl Situation {
    /// From `now` on, for those who come within `ahead_s` seconds, or until closing. `None` when the centre does not open
    /// any more today.
    pub fn now(state: &State, book: &Book, learning: &Learning, now: Timestamp, ahead_s: Option<i64>) -> Option<Self> {
        let close = closing(book, now)?;
        let hours = book.calendar.hours_between(now, close);
        let (mut scene, asked) = scene(state, book, learning, now);
        let (factor, evidence) = learning.model.comings().day_factor(now);
        scene.streams = learning.model.comings().streams(now, 0, DAY_SLOTS, factor);
        let works =
            state.counters.values().any(|counter| counter.current.is_some() || counter.station == Station::Open);
        scene.shut = shut(book, now, works);
        let until = ahead_s.map_or(close, |ahead_s| now.plus(ahead_s).min(close));
        let (counters, goal, waiting) = (ids(state), goal(state), asked.len());
        let opens = opens(&scene, &counters, until);
        Some(Self { scene, counters, hours, waiting, close, until, goal, opens, evidence, works })
    }

    /// A whole day to come, with the counters opened as on the last days. `None` on a day off.
    pub fn on(state: &State, book: &Book, learning: &Learning, day: Day) -> Option<Self> {
        let (open, close) = (book.calendar.open_of(day)?, book.calendar.close_of(day)?);
        let now = open.plus(-BEFORE_S);
        let closed = State { tickets: imbl::OrdMap::new(), ..state.clone() };
        let (mut scene, _) = scene(&closed, book, learning, now);
        let comings = learning.model.comings();
        scene.streams = comings.streams(now, 0, DAY_SLOTS, comings.weekday_factor(day));
        scene.shut = shut(book, now, false);
        let now_s = now.second_of_day();
        for (place, counter) in scene.places.iter_mut().zip(state.counters.values()) {
            let mut days = learning.seat(counter.id).map_or_else(Vec::new, Seat::usual);
            if days.is_empty() && counter.station != Station::Closed {
                days.push(Some(open.second_of_day()));
            }
            let in_s = |at: Option<u32>| at.map_or(f64::INFINITY, |at| f64::from(at.saturating_sub(now_s)));
            place.doing = Doing::Opens { in_s: days.into_iter().map(in_s).collect() };
            place.closes_s = seconds(close.since(now));
        }
        let (counters, goal) = (ids(state), goal(state));
        let (hours, evidence) = (book.calendar.hours_between(open, close), EVIDENCE);
        let opens = Vec::new();
        Some(Self { scene, counters, hours, waiting: 0, close, until: close, goal, opens, evidence, works: false })
    }

    /// So many courses, from number 0 on.
    pub fn run(&self, learning: &Learning, courses: usize) -> Vec<Sums> {
        #[expect(clippy::cast_possible_truncation, reason = "a target of minutes")]
        let target_s = self.goal.wait_s as i64;
        let until_s = seconds(self.until.since(self.scene.now));
        let close_s = seconds(self.close.since(self.scene.now));
        let (model, evidence, works) = (&learning.model, self.evidence, self.works);
        let hours = Hours { model, target_s, until_s, close_s, works, evidence };
        (0..courses).map(|number| hours.run(&self.scene, number)).collect()
    }
}

/// The counters closed in `scene` that mostly open before `until`, and when.
fn opens(scene: &Scene, counters: &[CounterId], until: Timestamp) -> Vec<(CounterId, Timestamp)> {
    let opens = |(counter, place): (&CounterId, &Place)| {
        let Doing::Opens { in_s } = &place.doing else { return None };
        let usual_s = usual(in_s);
        #[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
        let at = usual_s.is_finite().then(|| scene.now.plus(usual_s as i64))?;
        (at < until).then_some((*counter, at))
    };
    counters.iter().zip(&scene.places).filter_map(opens).collect()
}

fn ids(state: &State) -> Vec<CounterId> {
    state.counters.keys().copied().collect()
}

fn goal(state: &State) -> Goal {
    let targets = &state.centre.targets;
    Goal { wait_s: seconds(targets.wait_s.max(60)), share: f64::from(targets.within_percent.max(1)) / 100.0 }
}
