//! Advice in words: what to do, what it brings, what comes if nothing is done.

use super::{Advice, Change, Outlooks, Spread, Staffing, Step};
use crate::domain::calendar::show_day;
use crate::domain::ids::ServiceId;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// What to do, as a sentence without its end: `Mở thêm quầy 8 (C) 8:30–10:30`; what the counter is to serve beside what
/// it is set up for is said. `now`: what begins by then begins at once.
pub fn change(change: &Change, now: Timestamp, state: &State, words: &Words) -> String {
    let counter = change.counter().to_string();
    match change {
        Change::Open { skills, from, until, .. } => {
            let given = letters(&change.gives(state));
            let key = match (*from <= now, given.is_empty()) {
                (true, true) => "staffing.open_now",
                (false, true) => "staffing.open",
                (true, false) => "staffing.open_now_give",
                (false, false) => "staffing.open_give",
            };
            let gaps = [("counter", counter.as_str()), ("services", &letters(skills)), ("given", &given)];
            let (from, until) = (clock(*from), clock(*until));
            words.fill(key, &[gaps[0], gaps[1], gaps[2], ("from", &from), ("until", &until)])
        }
        Change::Teach { service, .. } => {
            words.fill("staffing.teach", &[("counter", &counter), ("services", &service.to_string())])
        }
        Change::Resume { .. } => words.fill("staffing.resume", &[("counter", &counter)]),
    }
}

/// What a step brings: `chờ trung bình 27 → 18 phút, 9 trong 10 trường hợp bớt 5–14 phút`.
pub fn effect(step: &Step, words: &Words) -> String {
    let after_s = step.then.all.wait_s.mean;
    let (low, high) = (minutes(step.saves_s.low), minutes(step.saves_s.high));
    let key = match () {
        () if low < 0 => "staffing.effect_or_more",
        () if high == 0 => "staffing.effect_none",
        () if low == 0 => "staffing.effect_perhaps",
        () if low == high => "staffing.effect_sharp",
        () => "staffing.effect",
    };
    let gaps = [
        ("before", minutes(after_s + step.saves_s.mean)),
        ("after", minutes(after_s)),
        ("low", low.abs()),
        ("high", high),
    ];
    let gaps = gaps.map(|(name, value)| (name, value.to_string()));
    words.fill(key, &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The two together.
pub fn step(step: &Step, now: Timestamp, state: &State, words: &Words) -> String {
    format!("{}: {}", change(&step.change, now, state, words), effect(step, words))
}

/// What comes: how many people, how long they wait, who is not served before closing, which service is worst off.
pub fn outlook(outlooks: &Outlooks, state: &State, words: &Words) -> Vec<String> {
    let all = &outlooks.all;
    let target = minutes(state.centre.targets.wait_s).to_string();
    let gaps = [
        ("people", all.people.mean.to_string()),
        ("mean", minutes(all.wait_s.mean).to_string()),
        ("range", range(all.wait_s)),
        ("within", all.within_percent.mean.to_string()),
        ("target", target),
    ];
    let mut lines = vec![words.fill("staffing.comes", &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))];
    if all.left.mean > 0 {
        lines.push(words.fill("staffing.left", &[("n", &all.left.mean.to_string())]));
    }
    if let Some((service, of)) = outlooks.worst.and_then(|worst| Some((worst, outlooks.services.get(&worst)?))) {
        let gaps = [
            ("service", named(service, state, words)),
            ("mean", minutes(of.wait_s.mean).to_string()),
            ("within", of.within_percent.mean.to_string()),
            ("n", of.people.mean.to_string()),
        ];
        let key = if of.is_unserved() { "staffing.unserved" } else { "staffing.worst" };
        lines.push(words.fill(key, &gaps.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    lines
}

/// An advice in lines: what comes if nothing is done, what to do first, then what else, and what is missing.
pub fn advice(advice: &Advice, state: &State, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    let mut steps = advice.steps.iter().map(|one| step(one, advice.from, state, words));
    match steps.next() {
        Some(first) => lines.push(words.fill("staffing.first", &[("what", &first)])),
        None if advice.nothing.holds => lines.push(words.get("staffing.holds").to_owned()),
        None => lines.push(words.get("staffing.no_help").to_owned()),
    }
    lines.extend(steps.map(|what| words.fill("staffing.then", &[("what", &what)])));
    if !advice.steps.is_empty() && !advice.then().holds {
        lines.push(words.get("staffing.not_enough").to_owned());
    }
    if let Some(instead) = &advice.instead {
        let key = if advice.instead_brings_more() { "staffing.instead_more" } else { "staffing.instead" };
        lines.push(words.fill(key, &[("what", &step(instead, advice.from, state, words))]));
    }
    let nothing = outlook(&advice.nothing, state, words);
    lines.extend(nothing.into_iter().enumerate().map(|(at, what)| match at {
        0 => words.fill("staffing.nothing", &[("what", &what)]),
        _ => what,
    }));
    if let Some(service) = advice.missing {
        lines.push(words.fill("staffing.missing", &[("service", &named(service, state, words))]));
    }
    lines
}

/// All that is advised, in lines under headings; the coming days where they are wanted.
pub fn staffing(staffing: &Staffing, state: &State, with_week: bool, words: &Words) -> Vec<String> {
    let mut parts: Vec<(String, &Advice)> = Vec::new();
    parts.extend(staffing.hour.iter().map(|advice| (words.get("staffing.hour").to_owned(), advice)));
    parts.extend(staffing.day.iter().map(|advice| {
        let close = clock(advice.until);
        (words.fill("staffing.day", &[("close", &close)]), advice)
    }));
    let week = staffing.week.iter().filter(|_| with_week);
    parts.extend(week.map(|(day, advice)| (show_day(*day, words), advice)));
    let mut lines = Vec::new();
    for (heading, of) in parts {
        lines.push(heading);
        lines.extend(advice(of, state, words).into_iter().map(|line| format!("  {line}")));
        lines.push(String::new());
    }
    if lines.is_empty() {
        lines = vec![words.get("cli.no.staffing_closed").to_owned(), String::new()];
    }
    let key = match staffing.days_learnt {
        0 => "staffing.rests_on_none",
        days if days < super::DAYS_LEAST => "staffing.rests_on_few",
        _ => "staffing.rests_on",
    };
    lines.push(words.fill(key, &[("n", &staffing.days_learnt.to_string())]));
    lines
}

/// `C (Đất đai)`.
fn named(service: ServiceId, state: &State, words: &Words) -> String {
    let known = state.centre.service(service);
    known.map_or_else(|| service.to_string(), |of| format!("{service} ({})", of.name_in(words.language())))
}

fn letters(services: &[ServiceId]) -> String {
    services.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `12–18`.
pub fn range(spread: Spread) -> String {
    let (low, high) = (minutes(spread.low.max(0)), minutes(spread.high));
    if low == high { low.to_string() } else { format!("{low}–{high}") }
}

/// Seconds as minutes, to the nearest.
pub fn minutes(seconds: i64) -> i64 {
    (seconds + 30).div_euclid(60)
}

/// `8:30`.
pub fn clock(at: Timestamp) -> String {
    at.local().format("%-H:%M").to_string()
}
