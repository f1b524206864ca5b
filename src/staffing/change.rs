//! Changes at the counters: which there are, what they cost, and the moment as it is with them.

use super::situation::Situation;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::staffing::Change;
use crate::domain::time::Timestamp;
use crate::forecast::scene::{Doing, Place, Scene};
use crate::forecast::walk::seconds;

/// How much later than now a counter may be opened, in seconds.
const LATER_S: [i64; 4] = [0, 1800, 3600, 7200];
/// For how long, in seconds, where not until closing.
const FOR_S: i64 = 7200;
/// What is told is told in whole steps of this, in seconds.
const HALF_HOUR_S: i64 = 1800;
/// Nothing is opened for less than this before closing, in seconds.
const SHORTEST_S: i64 = 900;
/// What it costs in officers' hours that somebody serves one thing more: she will be slower at first.
const TEACH_H: f64 = 0.5;
/// What ending a pause costs in officers' hours.
const RESUME_H: f64 = 0.25;

/// A counter that opens anyway is asked to open earlier where that is by so many seconds at least.
const EARLIER_S: f64 = 1800.0;

/// When a counter that is closed now usually opens, in seconds; infinity where it mostly does not.
pub(super) fn usual(in_s: &[f64]) -> f64 {
    let mut sorted = in_s.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::INFINITY)
}

/// The moment with `change`.
pub fn apply(change: &Change, counters: &[CounterId], scene: &mut Scene) {
    let now = scene.now;
    let of = |counter: CounterId| counters.iter().position(|id| *id == counter);
    let Some(place) = of(change.counter()).and_then(|at| scene.places.get_mut(at)) else { return };
    match change {
        Change::Open { skills, hours, .. } => {
            let (Some((from, _)), Some((_, until))) = (hours.first(), hours.last()) else { return };
            let (from_s, until_s) = (seconds(from.since(now).max(0)), seconds(until.since(now)));
            opened(place, skills, from_s, until_s);
        }
        Change::Teach { service, .. } => {
            place.skills.retain(|(known, _)| known != service);
            place.skills.push((*service, 1.0));
        }
        Change::Resume { .. } => place.doing = Doing::Between { since_s: 0.0, idle: false },
        Change::Close { from, .. } => place.closes_s = place.closes_s.min(seconds(from.since(now).max(0))),
    }
}

/// `place`, closed now, with hours from `from_s` to `until_s` for `skills`. Where it opens anyway these come on top: what it
/// would serve without them it still does, unless they take in all of its day.
fn opened(place: &mut Place, skills: &[ServiceId], from_s: f64, until_s: f64) {
    let days = if let Doing::Opens { in_s } = &place.doing { in_s.clone() } else { Vec::new() };
    let usual_s = usual(&days);
    let comes = usual_s < place.closes_s;
    let is_whole = from_s <= usual_s && until_s >= place.closes_s;
    if comes && !is_whole {
        place.skills.retain(|(known, _)| !skills.contains(known));
    } else {
        place.skills.clear();
    }
    place.skills.extend(skills.iter().map(|service| (*service, 1.0)));
    if comes {
        place.doing = Doing::Opens { in_s: days.iter().map(|in_s| in_s.min(from_s)).collect() };
    } else {
        place.doing = Doing::Opens { in_s: vec![from_s] };
        place.closes_s = place.closes_s.min(until_s);
    }
}

/// What could be done for `service`, each with what it costs in officers' hours.
pub fn candidates(situation: &Situation, service: ServiceId) -> Vec<(Change, f64)> {
    let mut found = Vec::new();
    let mut closed: Vec<Vec<ServiceId>> = Vec::new();
    for (counter, place) in situation.counters.iter().zip(&situation.scene.places) {
        let serves = place.skills.iter().any(|(known, _)| *known == service);
        let (counter, teach) = (*counter, Change::Teach { counter: *counter, service });
        match &place.doing {
            Doing::Opens { in_s } => {
                let usual_s = usual(in_s);
                // Whoever opens anyway does not have to be told to.
                let comes = usual_s < seconds(situation.until.since(situation.scene.now));
                if comes && !serves {
                    found.push((teach, TEACH_H));
                }
                let mut skills: Vec<ServiceId> = place.skills.iter().map(|(known, _)| *known).collect();
                if !serves {
                    skills.push(service);
                }
                skills.sort_unstable();
                // Of counters that are alike one is enough to look at.
                if !comes && closed.contains(&skills) {
                    continue;
                }
                let in_s = |at: Timestamp| seconds(at.since(situation.scene.now));
                let spans = situation.spans().into_iter().filter(|hours| {
                    let (from, until) = (hours.first().map(|span| span.0), hours.last().map(|span| span.1));
                    let is_earlier = from.is_some_and(|from| in_s(from) + EARLIER_S <= usual_s);
                    !comes || (until == Some(situation.close) && is_earlier)
                });
                found.extend(spans.map(|hours| {
                    let more_s = hours.iter().map(|(from, until)| (in_s(*until).min(usual_s) - in_s(*from)).max(0.0));
                    let cost_h = more_s.sum::<f64>() / 3600.0 + if serves { 0.0 } else { TEACH_H };
                    (Change::Open { counter, skills: skills.clone(), hours }, cost_h)
                }));
                if !comes {
                    closed.push(skills);
                }
            }
            Doing::Paused { .. } if serves => found.push((Change::Resume { counter }, RESUME_H)),
            _ if !serves => found.push((teach, TEACH_H)),
            _ => {}
        }
    }
    found
}

/// The half hour in which `at` is.
fn whole(at: Timestamp) -> Timestamp {
    at.plus(-at.0.rem_euclid(HALF_HOUR_S))
}

impl Situation {
    /// When a counter may be opened, and until when: now or later, for two hours or until closing, of which only
    /// those count in which the centre is open.
    fn spans(&self) -> Vec<Vec<(Timestamp, Timestamp)>> {
        let Some((opens, _)) = self.hours.first() else { return Vec::new() };
        let first = self.scene.now.max(*opens);
        let starts = LATER_S.map(|later_s| {
            let at = first.plus(later_s);
            // Told in whole half hours, but for what is to be done at once.
            if later_s == 0 { at } else { whole(at) }
        });
        let mut spans = Vec::new();
        for start in starts.into_iter().filter(|from| *from < self.until.min(self.close.plus(-SHORTEST_S))) {
            // One that falls into a break begins after it.
            let later = self.hours.iter().find(|(_, close)| start.plus(SHORTEST_S) <= *close);
            let from = later.map_or(start, |(open, _)| start.max(*open));
            let short = Some(self.after(from, FOR_S)).filter(|until| until.plus(HALF_HOUR_S) < self.close);
            for until in short.map(whole).into_iter().chain([self.close]) {
                let hours = self.open_from(from, until);
                if !hours.is_empty() && !spans.contains(&hours) {
                    spans.push(hours);
                }
            }
        }
        spans
    }

    /// When so many seconds of opening time have passed from `from` on; closing where there are not so many.
    fn after(&self, from: Timestamp, open_s: i64) -> Timestamp {
        let mut left_s = open_s;
        for (open, close) in &self.hours {
            let begins = (*open).max(from);
            if close.since(begins) >= left_s {
                return begins.plus(left_s);
            }
            left_s -= close.since(begins).max(0);
        }
        self.close
    }

    /// When the centre is open from `from` to `until`, but for what is too short for anybody to come.
    fn open_from(&self, from: Timestamp, until: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let within = self.hours.iter().map(|(open, close)| ((*open).max(from), (*close).min(until)));
        within.filter(|(open, close)| close.since(*open) >= SHORTEST_S).collect()
    }
}
