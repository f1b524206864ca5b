//! `motcua staffing`: which counters to open, what it brings, and what a change at the counters would do.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::parse::{self, Wants};
use super::wording;
use crate::domain::calendar::Calendar;
use crate::domain::counter::Station;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::refusal::Refusal;
use crate::domain::staffing::{Advice, Change, Staffing, Step, telling};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::engine::advisor::{Counsel, Wish};
use crate::text::words::Words;
use chrono::NaiveTime;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is asked.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The coming days too.
    #[arg(long)]
    week: bool,
    /// What this would do, one after another.
    #[arg(long, value_name = "CHANGE", value_parser = changed, conflicts_with = "week")]
    what_if: Vec<Typed>,
}

/// A change as typed: `open 4 A,C 9:30-11:30`, `teach 4 C`, `resume 4`, `close 4 15:00`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Typed {
    /// A counter opens.
    Open(CounterId, Option<Vec<ServiceId>>, Option<(NaiveTime, NaiveTime)>),
    /// A counter serves one thing more.
    Teach(CounterId, ServiceId),
    /// A pause ends.
    Resume(CounterId),
    /// A counter closes, at once or then.
    Close(CounterId, Option<NaiveTime>),
}

/// Reads a change.
fn changed(text: &str) -> Result<Typed, Wants> {
    let wants = || Wants::from("cli.wants.staffing_change");
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let (verb, counter, rest) = match parts.as_slice() {
        [verb, counter, rest @ ..] => (*verb, parse::counter(counter)?, rest),
        _ => return Err(wants()),
    };
    match (verb, rest) {
        ("open" | "mở" | "mo", []) => Ok(Typed::Open(counter, None, None)),
        ("open" | "mở" | "mo", [one]) if one.contains(':') => Ok(Typed::Open(counter, None, Some(hours(one)?))),
        ("open" | "mở" | "mo", [one]) => Ok(Typed::Open(counter, Some(services(one)?), None)),
        ("open" | "mở" | "mo", [one, times]) => Ok(Typed::Open(counter, Some(services(one)?), Some(hours(times)?))),
        ("teach" | "giao", [one]) => Ok(Typed::Teach(counter, parse::service(one)?)),
        ("resume" | "tiếp" | "tiep", []) => Ok(Typed::Resume(counter)),
        ("close" | "đóng" | "dong", []) => Ok(Typed::Close(counter, None)),
        ("close" | "đóng" | "dong", [one]) => Ok(Typed::Close(counter, Some(time(one).ok_or_else(wants)?))),
        _ => Err(wants()),
    }
}

fn services(text: &str) -> Result<Vec<ServiceId>, Wants> {
    let mut services = text.split(',').map(parse::service).collect::<Result<Vec<_>, _>>()?;
    services.sort_unstable();
    services.dedup();
    Ok(services)
}

fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").ok()
}

/// `9:30-11:30`.
fn hours(text: &str) -> Result<(NaiveTime, NaiveTime), Wants> {
    let span = text.split_once(['-', '–']).and_then(|(from, until)| Some((time(from)?, time(until)?)));
    span.filter(|(from, until)| from < until).ok_or_else(|| "cli.wants.staffing_hours".into())
}

pub(super) fn run(office: &Office<'_>, question: &Question) -> Result<Shown, Objection> {
    let (published, words, now) = (office.published(), &office.words, office.now());
    let state = &published.state;
    if !state.is_set_up() {
        return Err(Objection::own("staffing_no_centre", &[]));
    }
    let wish = if question.what_if.is_empty() {
        Wish::Advice { week: question.week }
    } else {
        let calendar = &published.book.calendar;
        let close = calendar.close_of(now.day()).filter(|close| *close > now);
        let close = close.ok_or_else(|| Objection::own("staffing_closed", &[]))?;
        let changes = question.what_if.iter().map(|typed| change(typed, (state, calendar), (now, close)));
        Wish::WhatIf(changes.collect::<Result<_, _>>()?)
    };
    let settings = office.home.settings().map(|settings| settings.at_start()).unwrap_or_default();
    match office.hub.counsel(wish, settings.equipment.kiosk.visit_s)? {
        Counsel::Advice(staffing) => Ok(advice(&staffing, state, question.week, words)),
        Counsel::WhatIf(weighed) => {
            let weighed = weighed.ok_or_else(|| Objection::own("staffing_closed", &[]))?;
            Ok(effects(&weighed, state, now, words))
        }
    }
}

/// The change as it is meant at this centre and this moment.
fn change(
    typed: &Typed,
    (state, calendar): (&State, &Calendar),
    (now, close): (Timestamp, Timestamp),
) -> Result<Change, Objection> {
    let (Typed::Open(id, ..) | Typed::Teach(id, _) | Typed::Resume(id) | Typed::Close(id, _)) = typed;
    let counter = state.counters.get(id).ok_or(Refusal::UnknownCounter(*id))?;
    let known = |service: &ServiceId| {
        let known = state.centre.service(*service).is_some();
        if known { Ok(*service) } else { Err(Refusal::UnknownService(*service)) }
    };
    let counter_id = *id;
    let at = |time: NaiveTime| Timestamp::at(now.day(), time);
    let over = || {
        let left = calendar.hours_between(now, close);
        Objection::own("staffing_hours_over", &[("hours", &telling::hours(&left))])
    };
    match typed {
        Typed::Open(_, services, hours) => {
            if counter.station != Station::Closed {
                return Err(Objection::own("staffing_open_already", &[("counter", &id)]));
            }
            let skills = services.clone().unwrap_or_else(|| counter.skills.iter().copied().collect());
            let skills = skills.iter().map(known).collect::<Result<Vec<_>, _>>()?;
            if skills.is_empty() {
                return Err(Objection::own("staffing_no_skills", &[("counter", &id)]));
            }
            let (from, until) = hours.map_or((now, close), |(from, until)| (at(from).max(now), at(until).min(close)));
            let hours = calendar.hours_between(from, until);
            if hours.is_empty() {
                return Err(over());
            }
            Ok(Change::Open { counter: counter_id, skills, hours })
        }
        Typed::Teach(_, service) => {
            if counter.skills.contains(&known(service)?) {
                return Err(Objection::own("staffing_serves_already", &[("counter", &id), ("service", service)]));
            }
            if counter.station == Station::Closed {
                return Err(Objection::own("staffing_teach_closed", &[("counter", &id), ("service", service)]));
            }
            Ok(Change::Teach { counter: counter_id, service: *service })
        }
        Typed::Resume(_) if matches!(counter.station, Station::Paused { .. }) => {
            Ok(Change::Resume { counter: counter_id })
        }
        Typed::Resume(_) => Err(Objection::own("staffing_not_paused", &[("counter", &id)])),
        Typed::Close(..) if counter.station == Station::Closed => {
            Err(Objection::own("staffing_closed_already", &[("counter", &id)]))
        }
        Typed::Close(_, time) => {
            let from = time.map_or(now, at);
            if from < now || from >= close { Err(over()) } else { Ok(Change::Close { counter: counter_id, from }) }
        }
    }
}

fn advice(staffing: &Staffing, state: &State, week: bool, words: &Words) -> Shown {
    let lines = telling::staffing(staffing, state, week, words);
    let days: Vec<Value> = staffing
        .week
        .iter()
        .filter(|_| week)
        .map(|(day, of)| json!({ "day": day.to_string(), "advice": object(of) }))
        .collect();
    let answer = json!({
        "at": wording::moment(staffing.at),
        "hour": staffing.hour.as_ref().map(object),
        "day": staffing.day.as_ref().map(object),
        "week": week.then_some(days),
        "days_learnt": staffing.days_learnt,
    });
    Shown::new(lines.join("\n"), answer)
}

fn effects(weighed: &Advice, state: &State, now: Timestamp, words: &Words) -> Shown {
    let steps = &weighed.steps;
    let mut lines: Vec<String> =
        steps.iter().map(|step| format!("{}.", telling::step(step, now, state, words))).collect();
    if let Some(last) = steps.last() {
        let then = telling::outlook(&last.then, state, words);
        lines.extend(then.into_iter().enumerate().map(|(at, what)| match at {
            0 => words.fill("staffing.comes_then", &[("what", &what)]),
            _ => what,
        }));
    }
    lines.extend(telling::as_usual(weighed, words));
    let steps: Vec<Value> = steps.iter().map(step).collect();
    Shown::new(
        lines.join("\n"),
        json!({ "at": wording::moment(now), "nothing": weighed.nothing, "opens": weighed.opens, "steps": steps }),
    )
}

fn object(advice: &Advice) -> Value {
    json!({
        "from": wording::moment(advice.from),
        "until": wording::moment(advice.until),
        "nothing": advice.nothing,
        "opens": advice.opens,
        "steps": advice.steps.iter().map(step).collect::<Vec<_>>(),
        "instead": advice.instead.as_deref().map(step),
        "opening": advice.opening.as_deref().map(step),
        "missing": advice.missing,
        "short": advice.short,
    })
}

fn step(step: &Step) -> Value {
    let mut change = json!(step.change);
    if let Change::Open { hours, .. } = &step.change {
        let span = |(from, until): &(Timestamp, Timestamp)| json!({ "from": wording::moment(*from), "until": wording::moment(*until) });
        change["hours"] = hours.iter().map(span).collect();
        change["from"] = json!(hours.first().map(|(from, _)| wording::moment(*from)));
        change["until"] = json!(hours.last().map(|(_, until)| wording::moment(*until)));
    }
    if let Change::Close { from, .. } = &step.change {
        change["from"] = json!(wording::moment(*from));
    }
    json!({ "change": change, "then": step.then, "saves_s": step.saves_s, "more_percent": step.more_percent })
}
