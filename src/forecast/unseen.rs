//! A service that nobody was yet seen to serve: what a forecast from a log takes for its counter.
//!
//! A log shows a counter only when it first calls somebody. Until then there is nobody who could ever call those who
//! wait, and a forecast would say half a day. So the counters that served it before and are late count as about to
//! begin, and where there are none, one counter that nothing is known of. Who was told on such a guess is counted.

use super::paths::HORIZON_S;
use super::scene::{Doing, Place};
use crate::domain::ids::ServiceId;

/// The number of nobody: an officer of whom nothing is known.
const NOBODY: u16 = u16::MAX;
/// How likely it may be that nobody serves what somebody waits for.
const DOUBT: f64 = 0.02;
/// There, and has not yet seen who came.
const ABOUT_TO: Doing = Doing::Between { since_s: 0.0, idle: true };

/// Gives each of `services` that no place will ever call somebody to do that. Answers which those are.
pub fn stand_in(places: &mut Vec<Place>, services: impl Iterator<Item = ServiceId>) -> Vec<ServiceId> {
    let mut guessed: Vec<ServiceId> =
        services.filter(|service| !places.iter().any(|one| calls(one, *service))).collect();
    guessed.sort_unstable();
    guessed.dedup();
    let mut nowhere = guessed.clone();
    for place in places.iter_mut() {
        let late = guessed.iter().any(|service| knows(place, *service));
        if late && place.doing == (Doing::Opens { in_s: Vec::new() }) {
            place.doing = ABOUT_TO;
            nowhere.retain(|service| !knows(place, *service));
        }
    }
    if !nowhere.is_empty() {
        let skills = nowhere.into_iter().map(|service| (service, 1.0)).collect();
        places.push(Place { skills, officer: NOBODY, doing: ABOUT_TO, closes_s: f64::INFINITY });
    }
    guessed
}

/// Makes sure that somebody serves each of `services`, as somebody must where the log shows it at all: where the places
/// that may may all as well not, the surest does.
pub fn make_sure(places: &mut [Place], services: impl Iterator<Item = ServiceId>) {
    for service in services {
        let nobody: f64 = places.iter().filter(|one| calls(one, service)).map(|one| 1.0 - sure(one, service)).product();
        let surest = |one: &&mut Place, other: &&mut Place| sure(one, service).total_cmp(&sure(other, service));
        if nobody > DOUBT
            && let Some(place) = places.iter_mut().filter(|one| calls(one, service)).max_by(surest)
        {
            place.skills.iter_mut().filter(|(known, _)| *known == service).for_each(|(_, sure)| *sure = 1.0);
        }
    }
}

/// How sure it is that `place` serves `service`.
fn sure(place: &Place, service: ServiceId) -> f64 {
    place.skills.iter().find(|(known, _)| *known == service).map_or(0.0, |(_, sure)| *sure)
}

fn knows(place: &Place, service: ServiceId) -> bool {
    sure(place, service) > 0.0
}

fn calls(place: &Place, service: ServiceId) -> bool {
    let comes = match &place.doing {
        Doing::Opens { in_s } => in_s.iter().any(|in_s| *in_s < HORIZON_S),
        _ => true,
    };
    comes && knows(place, service)
}
