//! Many virtual days, one after another, and what came of them.

use super::figures::Days;
use super::house::{Broken, House, midnight, monday_before, settings, weekday};
use super::play::Play;
use super::scenario::Scenario;
use super::workload::{Workload, paces};
use crate::domain::time::{Day, tomorrow};
use crate::engine::Foresight;
use crate::engine::clock::Clock;
use crate::text::words::Words;
use std::path::Path;

/// The first virtual day may be this one: a Monday.
pub const FIRST: Option<Day> = Day::from_ymd_opt(2026, 1, 5);

/// Plays `count` days of `scenario`. After each, `told` hears how many are done and says whether to go on.
///
/// # Errors
/// The centre could not be set up or went wrong; somebody asked to stop.
pub fn days(
    scenario: &Scenario,
    seed: u64,
    count: u32,
    words: &Words,
    told: &mut dyn FnMut(u32) -> bool,
) -> Result<Days, Broken> {
    let first = FIRST.unwrap_or_default();
    let house = House::new(scenario, Clock::manual(midnight(first)), words)?;
    played(&house, scenario, (first, seed, count), None, words, told)
}

/// The same in `dir`, where the centre stays as its last day leaves it; that day is shortly before `today`, so that who
/// looks at it finds it as fresh as a centre that worked till now. Whoever comes is told what to expect where it
/// `promises`; that takes many times as long.
///
/// # Errors
/// As [`days`].
pub fn days_kept(
    dir: &Path,
    scenario: &Scenario,
    (seed, count): (u64, u32),
    (today, promises): (Day, bool),
    words: &Words,
    told: &mut dyn FnMut(u32) -> bool,
) -> Result<Days, Broken> {
    let first = monday_before(scenario, count, today);
    let house = House::kept(dir, scenario, Clock::manual(midnight(first)), words)?;
    let other_s = settings(scenario, words.language()).equipment.kiosk.visit_s;
    let mut foresight = promises.then(|| house.hub.foresight(other_s)).transpose()?;
    played(&house, scenario, (first, seed, count), foresight.as_mut(), words, told)
}

fn played(
    house: &House,
    scenario: &Scenario,
    (first, seed, count): (Day, u64, u32),
    mut foresight: Option<&mut Foresight>,
    words: &Words,
    told: &mut dyn FnMut(u32) -> bool,
) -> Result<Days, Broken> {
    let clock = &house.clock;
    let paces = paces(scenario, seed);
    let mut days = Days::default();
    let mut day = first;
    for number in 0..count {
        day = house.day_from(scenario, day);
        clock.set(midnight(day));
        let today = house.on(scenario, day);
        let workload = Workload::draw(&today, seed, number, weekday(day));
        let mut play = Play::new(&today, (&workload, &paces), (&house.hub, clock), day, words);
        if let Some(foresight) = foresight.as_deref_mut() {
            play.promise(foresight);
        }
        play.run(&|| false)?;
        days.add(&house.hub.now_published().state);
        day = tomorrow(day);
        if !told(number + 1) {
            return Err(Broken::Stopped);
        }
    }
    Ok(days)
}
