//! The parts of a scenario file that say who comes when, and what officers and people do besides.

use super::read::{FACTOR, one_of, pair, share, whole_day};
use super::scenario::{Absence, Appointments, Arrivals, Breaks, Families, SentHome, WEEKDAYS, seconds};
use crate::domain::calendar::{HoursFault, Span};
use crate::domain::soundness::{MINUTES_MAX, PERCENT};
use crate::settings::{Faults, Mistake, Section, Takes, section};
use std::ops::RangeInclusive;

/// Half an hour, in seconds.
const HALF_HOUR_S: usize = 1800;
/// For how long numbers may be given out before the door opens, in minutes.
const DOOR_MINUTES: RangeInclusive<i64> = 0..=120;
/// After how many minutes those who missed their call are back where nothing is said.
const BACK_MINUTES: (f64, f64) = (2.0, 20.0);
/// As many as a bus holds.
const PEOPLE: RangeInclusive<i64> = 1..=50;

pub(super) fn weekdays(root: Section<'_>, faults: &mut Faults<'_>) -> [f64; WEEKDAYS] {
    let usual = [1.0; WEEKDAYS];
    let Some(list) = root.decimals("weekdays", &FACTOR, faults) else { return usual };
    if !(WEEKDAYS - 1..=WEEKDAYS).contains(&list.len()) {
        let (least, most) = (WEEKDAYS - 1, WEEKDAYS);
        faults.at(root.place("weekdays"), Mistake::Count { key: "weekdays", least, most });
    }
    // Saturdays that are not named are as usual.
    let mut days = usual;
    days.iter_mut().zip(list).for_each(|(day, factor)| *day = factor);
    days
}

/// The hours of a usual day, and those of Saturdays. None at all where one of them is wrong: nothing is to be measured
/// against what is left.
pub(super) fn hours(root: Section<'_>, faults: &mut Faults<'_>) -> (Vec<Span>, Option<Span>) {
    let Some(hours) = section(root, "hours", &["morning", "afternoon", "saturday"], faults) else {
        if !root.has("hours") {
            faults.at(root.offset(), Mistake::Missing("[hours]"));
        }
        return (Vec::new(), None);
    };
    let (mut spans, mut wrong): (Vec<Span>, bool) = (Vec::new(), false);
    for key in ["morning", "afternoon"] {
        let Some(text) = hours.text(key, 32, faults).filter(|text| !text.is_empty()) else { continue };
        match text.parse::<Span>() {
            Ok(span) if spans.last().is_none_or(|before| before.close() <= span.open()) => spans.push(span),
            read => {
                wrong = true;
                let fault = read.err().unwrap_or(HoursFault::Span(text));
                faults.at(hours.place(key), Mistake::Hours(fault));
            }
        }
    }
    let saturday = hours.text("saturday", 32, faults).filter(|text| !text.is_empty()).map(|text| text.parse::<Span>());
    let saturday =
        saturday.and_then(|read| read.map_err(|fault| faults.at(hours.place("saturday"), Mistake::Hours(fault))).ok());
    if wrong {
        spans.clear();
    } else if spans.is_empty() {
        faults.at(hours.offset(), Mistake::Missing("morning"));
    }
    (spans, saturday)
}

pub(super) fn arrivals(root: Section<'_>, hours: &[Span], faults: &mut Faults<'_>) -> Arrivals {
    let none = Arrivals { door: 0.0, door_s: 0.0, half_hours: Vec::new() };
    let Some(found) = section(root, "arrivals", &["door", "door_minutes", "morning", "afternoon"], faults) else {
        if !root.has("arrivals") {
            faults.at(root.offset(), Mistake::Missing("[arrivals]"));
        }
        return none;
    };
    let before = faults.count();
    let door = share(found, "door", faults);
    let door_s = found.decimal("door_minutes", DOOR_MINUTES, faults).unwrap_or(0.0) * 60.0;
    let mut half_hours = Vec::new();
    for (at, key) in ["morning", "afternoon"].into_iter().enumerate() {
        let list = found.decimals(key, &PERCENT, faults).unwrap_or_default();
        let Some(span) = hours.get(at) else { continue };
        let begins = (seconds(span.open())..seconds(span.close())).step_by(HALF_HOUR_S);
        let most = begins.clone().count();
        if list.len() > most {
            faults.at(found.place(key), Mistake::Count { key, least: 0, most });
        }
        half_hours.extend(begins.zip(list.iter().map(|share| share / 100.0)));
    }
    let sum = door + half_hours.iter().map(|(_, share)| share).sum::<f64>();
    // Without sound hours nobody can say which half hours there are.
    if !hours.is_empty() && faults.count() == before {
        whole_day("[arrivals] door + morning + afternoon", sum, found.offset(), faults);
    }
    for (_, share) in &mut half_hours {
        *share /= sum.max(f64::MIN_POSITIVE);
    }
    Arrivals { door: door / sum.max(f64::MIN_POSITIVE), door_s, half_hours }
}

pub(super) fn breaks(root: Section<'_>, faults: &mut Faults<'_>) -> Breaks {
    let none = Breaks { shares: [0.0; 2], least_s: 0.0, most_s: 0.0 };
    let Some(found) = section(root, "breaks", &["morning", "afternoon", "minutes"], faults) else { return none };
    let (least, most) = pair(found, "minutes", 0..=MINUTES_MAX, faults).unwrap_or((8.0, 15.0));
    let shares = [share(found, "morning", faults), share(found, "afternoon", faults)];
    Breaks { shares, least_s: least * 60.0, most_s: most * 60.0 }
}

pub(super) fn absence(root: Section<'_>, faults: &mut Faults<'_>) -> Absence {
    let none = Absence::default();
    let Some(found) = section(root, "absence", &["share", "wait_minutes", "back", "back_minutes"], faults) else {
        return none;
    };
    let wait_s = found.decimal("wait_minutes", 1..=100_000, faults).map(|minutes| minutes * 60.0);
    let (least, most) = pair(found, "back_minutes", 0..=MINUTES_MAX, faults).unwrap_or(BACK_MINUTES);
    Absence {
        share: share(found, "share", faults),
        wait_s,
        back: share(found, "back", faults),
        back_s: (least * 60.0, most * 60.0),
    }
}

pub(super) fn sent_home(root: Section<'_>, faults: &mut Faults<'_>) -> SentHome {
    let keys = &["share", "back", "back_minutes"];
    let Some(found) = section(root, "sent_home", keys, faults) else { return SentHome::default() };
    let minutes = pair(found, "back_minutes", 0..=MINUTES_MAX, faults);
    SentHome {
        share: share(found, "share", faults),
        // Without another word all of them come back.
        back: found.decimal("back", PERCENT, faults).unwrap_or(100.0) / 100.0,
        back_s: minutes.map(|(least, most)| (least * 60.0, most * 60.0)),
    }
}

pub(super) fn families(root: Section<'_>, faults: &mut Faults<'_>) -> Families {
    let Some(found) = section(root, "families", &["share", "people", "numbers"], faults) else { return Families::NONE };
    let (least, most) = pair(found, "people", PEOPLE, faults).unwrap_or((2.0, 3.0));
    let each = one_of(found, "numbers", "one, each", &[("one", false), ("each", true)], faults);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 50")]
    let people = (least as u32, most as u32);
    if (f64::from(people.0), f64::from(people.1)) != (least, most) {
        faults.at(found.place("people"), Mistake::WrongKind { key: "people", takes: Takes::Number });
    }
    Families { share: share(found, "share", faults), people, each: each.unwrap_or(false) }
}

pub(super) fn appointments(root: Section<'_>, faults: &mut Faults<'_>) -> Appointments {
    let none = Appointments { share: 0.0, early_s: 0.0, spread_s: 0.0, absent: 0.0 };
    let keys = &["share", "early_minutes", "spread_minutes", "absent"];
    let Some(found) = section(root, "appointments", keys, faults) else { return none };
    Appointments {
        share: share(found, "share", faults),
        early_s: found.decimal("early_minutes", -60..=60, faults).unwrap_or(5.0) * 60.0,
        spread_s: found.decimal("spread_minutes", 0..=60, faults).unwrap_or(8.0) * 60.0,
        absent: share(found, "absent", faults),
    }
}
