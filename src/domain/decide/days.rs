//! Days that the centre sets itself.

use super::{Plan, digits};
use crate::domain::calendar::OwnDay;
use crate::domain::event::Event;
use crate::domain::naming::names_a_person;
use crate::domain::refusal::Refusal;
use crate::domain::soundness;
use crate::domain::time::Day;
use chrono::Days;

/// How many are kept: twenty years of a dozen.
const DAYS_MAX: usize = 240;
/// How far ahead a day can be set: the days off of later years are nobody's to decide yet.
const AHEAD: Days = Days::new(3 * 366);

pub(super) fn set(plan: &mut Plan, day: Day, own: Option<&OwnDay>) -> Result<(), Refusal> {
    let today = plan.now.day();
    let to = today.checked_add_days(AHEAD).unwrap_or(today);
    if !(today..=to).contains(&day) {
        return Err(Refusal::DayWrong { from: today, to });
    }
    let known = plan.state.own_days.get(&day);
    if known.is_none() && own.is_some() && plan.state.own_days.len() >= DAYS_MAX {
        return Err(Refusal::DaysUsedUp);
    }
    if let Some(own) = own {
        soundness::name(&own.name).map_err(Refusal::Unsound)?;
        // It stands in the journal for ever.
        if digits::are_personal(&own.name) {
            return Err(Refusal::ReasonPersonal);
        }
        if names_a_person(&own.name) {
            return Err(Refusal::ReasonNames);
        }
    }
    if known != own {
        plan.happen(Event::DaySet { day, own: own.cloned() });
    }
    Ok(())
}
