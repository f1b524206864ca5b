//! A past moment, and the story of one number, as text and for programs.

use super::Found;
use crate::cli::answer::Shown;
use crate::cli::office::Office;
use crate::cli::{counters, ticket, wording};
use crate::domain::calendar::show_day;
use crate::domain::command::Actor;
use crate::domain::ids::TicketNo;
use crate::domain::published::Published;
use crate::domain::queue;
use crate::domain::replay::before::{Before, Earlier, End};
use crate::domain::replay::call::{Call, Promised, Stood, WhyNot};
use crate::domain::replay::telling::{self, clock};
use crate::domain::ticket::Ticket;
use crate::text::words::Words;
use serde_json::{Value, json};

/// Who waits, which counters serve whom, the last call with its reasons.
pub(super) fn moment(office: &Office<'_>, found: &Found) -> Shown {
    let words = &office.words;
    let published = found.published(office, found.count);
    let (state, at) = (&published.state, found.moment);
    let order = queue::order(state, None, at);
    let waiting: Vec<&Ticket> = order.iter().filter_map(|place| state.tickets.get(&place.ticket)).collect();
    let (day, time) = (show_day(found.timeline.day(), words), clock(at));
    let gaps = [("day", day.as_str()), ("time", &time), ("name", &state.centre.name)];
    let mut lines = vec![words.fill("replay.picture", &gaps), String::new()];
    if waiting.is_empty() {
        lines.push(words.get("replay.nobody_waits").to_owned());
    } else {
        lines.push(words.fill("replay.waiting", &[("n", &waiting.len().to_string())]));
        lines.extend(waiting.iter().map(|ticket| format!("  {}", waits(ticket, &published, found, words))));
    }
    lines.extend([String::new(), words.get("replay.counters").to_owned()]);
    lines.extend(state.counters.values().map(|one| format!("  {}", counters::line(one, &published, words))));
    let call = found.timeline.last_call(found.count).and_then(|index| found.timeline.call(index));
    lines.push(String::new());
    match &call {
        None => lines.push(words.get("replay.no_call").to_owned()),
        Some(call) => {
            lines.push(words.get("replay.last_call").to_owned());
            lines.extend(telling::call(call, &state.centre, words).iter().map(telling::Told::plain));
        }
    }
    lines.extend([String::new(), words.get("replay.not_kept").to_owned()]);
    let people: Vec<Value> = waiting.iter().map(|ticket| waiting_json(ticket, &published, found, words)).collect();
    let serve: Vec<Value> = state.counters.values().map(|one| counters::json(one, &published, at)).collect();
    let answer = json!({
        "at": wording::moment(at),
        "event": state.seq,
        "waiting": people,
        "kept": { "promises": true, "later_ranges": false, "advice": false },
        "counters": serve,
        "last_call": call.as_ref().map(|call| call_json(call, &published, words)),
    });
    Shown::new(lines.join("\n"), answer)
}

/// Everything that happened to a number, from issue to end, and why it was called when it was.
pub(super) fn story(office: &Office<'_>, found: &Found, number: TicketNo) -> Shown {
    let words = &office.words;
    let (timeline, told) = (&found.timeline, found.told(office, words));
    let published = found.published(office, timeline.events().len());
    let end = timeline.events().last().map_or(found.moment, |event| event.at);
    let ticket = published.state.tickets.get(&number);
    let day = show_day(timeline.day(), words);
    let mut lines = vec![words.fill("replay.story", &[("ticket", &number.to_string()), ("day", &day)])];
    let mut list: Vec<Value> = Vec::new();
    let mut calls: Vec<Value> = Vec::new();
    for index in timeline.story(number) {
        let event = &timeline.events()[index];
        lines.push(format!("  {} · {}", clock(event.at), told[index]));
        list.push(json!({
            "seq": event.seq,
            "at": wording::moment(event.at),
            "name": event.event.kind().1,
            "by": by(event.by),
            "said": told[index],
        }));
        if let Some(call) = timeline.call(index) {
            let centre = &timeline.state(index).centre;
            let why = telling::call(&call, centre, words);
            lines.extend(why.iter().skip(1).map(|line| format!("      {}", line.plain())));
            calls.push(call_json(&call, &published, words));
        }
    }
    let promised = timeline.promise(number, timeline.events().len());
    let before = timeline.before(number, (timeline.events().len(), end));
    if let Some(before) = &before {
        let told = telling::before(before, &published.state.centre, words);
        lines.extend([String::new(), words.fill("replay.before_title", &[("ticket", &number.to_string())])]);
        lines.extend(told.iter().map(telling::Told::plain));
        lines.push(String::new());
    }
    if calls.is_empty() {
        lines.push(telling::promise(number, promised, words));
    }
    lines.extend(ticket.map(|ticket| ticket::line(ticket, &published, end, words)));
    let answer = json!({
        "ticket": number,
        "day": timeline.day().to_string(),
        "story": list,
        "calls": calls,
        "called_before": before.as_ref().map(|before| before_json(before, &published, words)),
        "promised": promised.map(promise_json),
        "in_the_end": ticket.map(|ticket| ticket::json(ticket, &published, end, words)),
    });
    Shown::new(lines.join("\n"), answer)
}

fn waits(ticket: &Ticket, published: &Published, found: &Found, words: &Words) -> String {
    let mut line = ticket::line(ticket, published, found.moment, words);
    let since = ticket.issued.clock();
    line.push_str(&words.fill("replay.since", &[("at", &since)]));
    if let Some((from, to)) = ticket.promise.map(crate::domain::expected::Range::minutes) {
        let (from, to) = (from.to_string(), to.to_string());
        line.push_str(&words.fill("replay.told_range", &[("from", &from), ("to", &to)]));
    }
    line
}

fn waiting_json(ticket: &Ticket, published: &Published, found: &Found, words: &Words) -> Value {
    let mut object = ticket::json(ticket, published, found.moment, words);
    object["class"] = json!(ticket.class);
    object["since"] = json!(wording::moment(ticket.queued));
    object
}

/// Who was called while a number waited, and why each.
fn before_json(before: &Before, published: &Published, words: &Words) -> Value {
    let one = |call: &Earlier| {
        json!({
            "at": wording::moment(call.at),
            "ticket": call.ticket,
            "counter": call.counter,
            "reason": call.reason,
            "why_not": wording::name_of(&call.why_not),
            "could_call": !call.is_elsewhere(),
            "said": telling::earlier(call, &published.state.centre, words),
        })
    };
    let (end, counter) = match before.end {
        End::Called(_, counter) => ("called", Some(counter)),
        End::Never(_) => ("never", None),
        End::Waits(_) => ("waits", None),
    };
    json!({
        "from": wording::moment(before.came),
        "until": wording::moment(before.end.at()),
        "end": end,
        "counter": counter,
        "calls": before.calls.iter().map(one).collect::<Vec<_>>(),
    })
}

fn call_json(call: &Call, published: &Published, words: &Words) -> Value {
    let longer = call.longer.iter().map(|(other, why)| {
        let mut object = stood(other);
        object["why_not"] = json!(wording::name_of(why));
        match why {
            WhyNot::OtherCounter(counter) => object["only_counter"] = json!(counter),
            WhyNot::Appointment(at) | WhyNot::Place(at) => object["from"] = json!(wording::moment(*at)),
            _ => {}
        }
        object
    });
    let said = telling::call(call, &published.state.centre, words);
    json!({
        "at": wording::moment(call.at),
        "ticket": call.ticket.ticket,
        "counter": call.counter,
        "officer": call.officer,
        "by": by(call.by),
        "waited_s": call.ticket.waited_s,
        "reason": call.reason,
        "could_be_called": call.waiting,
        "order": call.line.iter().map(stood).collect::<Vec<_>>(),
        "waited_longer": longer.collect::<Vec<_>>(),
        "promised": call.promise.map(promise_json),
        "said": said.iter().map(telling::Told::plain).collect::<Vec<_>>(),
    })
}

fn stood(stood: &Stood) -> Value {
    let mut object = json!(stood);
    object["appointment"] = json!(stood.appointment.map(wording::moment));
    object
}

fn promise_json(promised: Promised) -> Value {
    let (from, to) = promised.range.minutes();
    json!({
        "at": wording::moment(promised.at),
        "from_minutes": from,
        "to_minutes": to,
        "took_s": promised.took_s,
        "held": promised.held(),
    })
}

/// Who asked for it: an officer's number, or what else it was.
fn by(actor: Actor) -> Value {
    match actor {
        Actor::Officer(officer) => json!(officer),
        other => json!(wording::name_of(&other)),
    }
}
