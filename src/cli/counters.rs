//! `motcua counters`: the counters, who sits there and who is in front.

use super::answer::Shown;
use super::office::Office;
use super::wording;
use crate::domain::counter::{Counter, Station};
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use serde_json::{Value, json};

pub(super) fn run(office: &Office<'_>) -> Shown {
    let (published, now, words) = (office.published(), office.now(), &office.words);
    let counters = || published.state.counters.values();
    let text: Vec<String> = counters().map(|counter| line(counter, &published, words)).collect();
    let list: Vec<Value> = counters().map(|counter| json(counter, &published, now)).collect();
    Shown::new(text.join("\n"), json!({ "at": wording::moment(now), "counters": list }))
}

/// A counter for programs.
pub(super) fn json(counter: &Counter, published: &Published, now: Timestamp) -> Value {
    let officer = published.state.officer_at(counter.id);
    let reason = match &counter.station {
        Station::Paused { reason } => Some(reason),
        _ => None,
    };
    let serving = counter.current.and_then(|no| published.state.tickets.get(&no));
    json!({
        "counter": counter.id,
        "name": counter.name,
        "station": wording::name_of(&counter.station),
        "reason": reason,
        "since": wording::moment(counter.since),
        "officer": counter.officer,
        "officer_name": officer.map(|officer| published.name(officer.person)),
        "services": counter.skills,
        "ticket": counter.current,
        "stage": serving.map(|ticket| wording::name_of(&ticket.stage)),
        "held": counter.held,
        "auto": counter.auto,
        "served": counter.served,
        "waiting": crate::domain::queue::order(&published.state, Some(counter.id), now).len(),
    })
}

/// A counter in one line for people.
pub(super) fn line(counter: &Counter, published: &Published, words: &Words) -> String {
    let station = wording::word_of("station", &counter.station, words);
    let mut line = words.fill("cli.counter", &[("counter", &counter.id.to_string()), ("station", &station)]);
    if let Station::Paused { reason } = &counter.station {
        line.push_str(&words.fill("cli.counter_reason", &[("reason", reason)]));
    }
    if let Some(officer) = published.state.officer_at(counter.id) {
        let name = published.name(officer.person);
        line.push_str(&words.fill("cli.counter_officer", &[("officer", &officer.id.to_string()), ("name", name)]));
    }
    let ticket = counter.current.and_then(|no| published.state.tickets.get(&no));
    if let Some(ticket) = ticket {
        let stage = words.get(crate::domain::refusal::stage_key(&ticket.stage));
        line.push_str(&words.fill("cli.counter_ticket", &[("ticket", &ticket.number.to_string()), ("stage", stage)]));
    }
    line.push_str(&words.fill("cli.counter_served", &[("n", &counter.served.to_string())]));
    line
}
