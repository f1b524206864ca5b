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
        Change::Open { skills, hours, .. } => {
            let given = letters(&change.gives(state));
            let from = hours.first().map_or(now, |(from, _)| *from);
            let key = match (from <= now, given.is_empty()) {
                (true, true) => "staffing.open_now",
                (false, true) => "staffing.open",
                (true, false) => "staffing.open_now_give",
                (false, false) => "staffing.open_give",
            };
            let gaps = [("counter", counter.as_str()), ("services", &letters(skills)), ("given", &given)];
            let (from, until) = (clock(from), until(hours));
            words.fill(key, &[gaps[0], gaps[1], gaps[2], ("from", &from), ("until", &until)])
        }
        Change::Teach { service, .. } => {
            words.fill("staffing.teach", &[("counter", &counter), ("services", &service.to_string())])
        }
        Change::Resume { .. } => words.fill("staffing.resume", &[("counter", &counter)]),
        Change::Close { from, .. } => {
            let key = if *from <= now { "staffing.close_now" } else { "staffing.close" };
            words.fill(key, &[("counter", &counter), ("from", &clock(*from))])
        }
    }
}

/// What a step brings: `chờ trung bình 27 → 18 phút, 9 trong 10 trường hợp bớt 5–14 phút`.
pub fn effect(step: &Step, words: &Words) -> String {
    let after_s = step.then.all.wait_s.mean;
    let (low, high) = (minutes(step.saves_s.low), minutes(step.saves_s.high));
    let key = if high <= 0 && low < 0 {
        "staffing.effect_worse"
    } else if low < 0 {
        "staffing.effect_or_more"
    } else if high == 0 {
        "staffing.effect_none"
    } else if low == 0 {
        "staffing.effect_perhaps"
    } else if low == high {
        "staffing.effect_sharp"
    } else {
        "staffing.effect"
    };
    let gaps = [
        ("before", minutes(after_s + step.saves_s.mean)),
        ("after", minutes(after_s)),
        ("low", low.abs()),
        ("high", high.abs()),
    ];
    let gaps = gaps.map(|(name, value)| (name, value.to_string()));
    words.fill(key, &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The two together.
pub fn step(step: &Step, now: Timestamp, state: &State, words: &Words) -> String {
    format!("{}: {}", change(&step.change, now, state, words), effect(step, words))
}

/// What opening one counter does where all are closed: how many are served at all.
fn opening(step: &Step, now: Timestamp, state: &State, words: &Words) -> String {
    let all = step.then.all;
    let (what, served) = (change(&step.change, now, state, words), all.served.mean);
    let gaps = [("what", what), ("served", served.to_string()), ("n", all.people.mean.to_string())];
    words.fill("staffing.opening", &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// What comes: how many people, how long they wait, who is not served before closing, which services nobody serves, or
/// else which is worst off; of nobody only that.
pub fn outlook(outlooks: &Outlooks, state: &State, words: &Words) -> Vec<String> {
    let all = &outlooks.all;
    if all.is_empty() {
        let key = if all.people.high > 0 { "staffing.comes_hardly" } else { "staffing.comes_nobody" };
        return vec![words.fill(key, &[("n", &all.people.high.to_string())])];
    }
    let target = minutes(state.centre.targets.wait_s).to_string();
    let gaps = [
        ("people", all.people.mean.to_string()),
        ("mean", minutes(all.wait_s.mean).to_string()),
        ("range", range(all.wait_s)),
        ("within", all.within_percent.mean.to_string()),
        ("target", target),
    ];
    let mut lines = vec![words.fill("staffing.comes", &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))];
    if all.is_unserved() {
        lines.push(words.fill("staffing.all_unserved", &[("n", &all.people.mean.to_string())]));
        return lines;
    }
    if all.left.mean > 0 {
        lines.push(words.fill("staffing.left", &[("n", &all.left.mean.to_string())]));
    }
    let unserved: Vec<_> = outlooks.services.iter().filter(|(_, of)| of.is_unserved()).collect();
    if !unserved.is_empty() {
        let services: Vec<_> = unserved.iter().map(|(service, _)| named(**service, state, words)).collect();
        let people: i64 = unserved.iter().map(|(_, of)| of.people.mean).sum();
        let gaps = [("service", services.join(", ")), ("n", people.to_string())];
        lines.push(words.fill("staffing.unserved", &gaps.each_ref().map(|(name, value)| (*name, value.as_str()))));
    } else if let Some((service, of)) = outlooks.worst.and_then(|worst| Some((worst, outlooks.services.get(&worst)?))) {
        let gaps = [
            ("service", named(service, state, words)),
            ("mean", minutes(of.wait_s.mean).to_string()),
            ("within", of.within_percent.mean.to_string()),
        ];
        lines.push(words.fill("staffing.worst", &gaps.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    lines
}

/// An advice in lines: what comes if nothing is done, what to do first, then what else, and what is missing.
pub fn advice(advice: &Advice, state: &State, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    let mut steps = advice.steps.iter().map(|one| step(one, advice.from, state, words));
    if let Some(first) = steps.next() {
        lines.push(words.fill("staffing.first", &[("what", &first)]));
    } else if let Some(opening) = &advice.opening {
        lines.push(self::opening(opening, advice.from, state, words));
    } else if advice.nothing.all.is_empty() {
        lines.push(words.get("staffing.nobody").to_owned());
    } else {
        let key = if advice.nothing.holds { "staffing.holds" } else { "staffing.no_help" };
        lines.push(words.get(key).to_owned());
    }
    lines.extend(steps.map(|what| words.fill("staffing.then", &[("what", &what)])));
    if !advice.steps.is_empty() && !advice.then().holds {
        let short = advice.short.map(|service| named(service, state, words));
        let short = short.map(|service| words.fill("staffing.short", &[("service", &service)]));
        lines.push(short.unwrap_or_else(|| words.get("staffing.not_enough").to_owned()));
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
    lines.extend(as_usual(advice, words));
    if let Some(service) = advice.missing {
        lines.push(words.fill("staffing.missing", &[("service", &named(service, state, words))]));
    }
    lines
}

/// Which closed counters are taken to open as they mostly do, where there are such.
pub fn as_usual(advice: &Advice, words: &Words) -> Option<String> {
    let opens: Vec<String> = advice.opens.iter().map(|(counter, at)| format!("{counter} ({})", clock(*at))).collect();
    (!opens.is_empty()).then(|| words.fill("staffing.as_usual", &[("counters", &opens.join(", "))]))
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

/// `8:30–11:30, 13:30–17:00`.
pub fn hours(hours: &[(Timestamp, Timestamp)]) -> String {
    hours.iter().map(|(from, until)| format!("{}–{}", clock(*from), clock(*until))).collect::<Vec<_>>().join(", ")
}

/// The end of the first of these hours, and the others: `11:30, 13:30–17:00`.
fn until(spans: &[(Timestamp, Timestamp)]) -> String {
    let Some(((_, until), others)) = spans.split_first() else { return String::new() };
    if others.is_empty() { clock(*until) } else { format!("{}, {}", clock(*until), hours(others)) }
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
