//! A past call in words, for an answer to a complaint.

use super::before::{Before, Earlier, End};
use super::call::{Call, Promised, Stood, WhyNot};
use crate::domain::centre::Centre;
use crate::domain::ids::{CounterId, ServiceId, TicketNo};
use crate::domain::time::Timestamp;
use crate::domain::why;
use crate::text::words::Words;
use std::collections::BTreeMap;

/// A line of what is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// What happened.
    Head(String),
    /// What the following is about.
    About(String),
    /// One of several.
    Item(String),
    /// A sentence.
    Text(String),
}

impl Told {
    /// As plain text, what belongs to something indented.
    pub fn plain(&self) -> String {
        match self {
            Self::Head(text) | Self::About(text) | Self::Text(text) => text.clone(),
            Self::Item(text) => format!("  {text}"),
        }
    }
}

/// Who was called by which counter, and why; the line as the rule saw it; who had waited longer; what was promised.
/// `centre`: its settings as they were.
pub fn call(call: &Call, centre: &Centre, words: &Words) -> Vec<Told> {
    let (number, counter) = (call.ticket.ticket.to_string(), call.counter.to_string());
    let reason = why::of_call(&call.reason, centre, words);
    let gaps = [("time", clock(call.at)), ("ticket", number.clone()), ("counter", counter.clone()), ("why", reason)];
    let mut told = vec![Told::Head(filled("replay.called", &gaps, words))];
    let gaps = [("counter", counter), ("n", call.waiting.to_string())];
    told.push(Told::About(filled("replay.line_seen", &gaps, words)));
    for (place, stood) in (1..).zip(&call.line) {
        let mark = if stood.ticket == call.ticket.ticket { words.get("replay.this_one") } else { "" };
        told.push(Told::Item(format!("{place}. {}{mark}", self::stood(stood, centre, words))));
    }
    if call.waiting > call.line.len() {
        let rest = (call.waiting - call.line.len()).to_string();
        told.push(Told::Item(words.fill("replay.and_more", &[("n", &rest)])));
    }
    if call.longer.is_empty() {
        told.push(Told::Text(words.fill("replay.nobody_longer", &[("ticket", &number)])));
    } else {
        told.push(Told::About(words.fill("replay.longer", &[("ticket", &number)])));
        told.extend(alike(call).iter().map(|(others, why)| Told::Item(longer(others, *why, call, words))));
    }
    told.push(Told::Text(promise(call.ticket.ticket, call.promise, words)));
    told
}

/// Who was called while somebody waited, and why each; the calls of counters that could not have called her in one
/// sentence. `centre`: its settings as they were.
pub fn before(before: &Before, centre: &Centre, words: &Words) -> Vec<Told> {
    let number = before.ticket.to_string();
    let mut gaps = vec![("ticket", number.clone()), ("came", clock(before.came)), ("at", clock(before.end.at()))];
    gaps.push(("wait", minutes(before.end.at().since(before.came), words)));
    let key = match before.end {
        End::Called(_, counter) => {
            gaps.push(("counter", counter.to_string()));
            "replay.before_called"
        }
        End::Never(_) => "replay.before_never",
        End::Waits(_) => "replay.before_waits",
    };
    let mut told = vec![Told::Head(filled(key, &gaps, words))];
    let (elsewhere, here): (Vec<_>, Vec<_>) = before.calls.iter().partition(|call| call.is_elsewhere());
    if here.is_empty() {
        told.push(Told::Text(words.fill("replay.before_nobody", &[("ticket", &number)])));
    } else {
        let n = here.len().to_string();
        told.push(Told::About(words.fill("replay.before_calls", &[("ticket", &number), ("n", &n)])));
        told.extend(here.iter().map(|call| Told::Item(earlier(call, centre, words))));
    }
    if !elsewhere.is_empty() {
        let mut counters: BTreeMap<CounterId, Vec<String>> = BTreeMap::new();
        for call in &elsewhere {
            counters.entry(call.counter).or_default().push(call.ticket.to_string());
        }
        let one = |(counter, called): (&CounterId, &Vec<String>)| {
            words.fill("replay.before_there", &[("counter", &counter.to_string()), ("called", &called.join(", "))])
        };
        let calls: Vec<String> = counters.iter().map(one).collect();
        let (n, calls) = (elsewhere.len().to_string(), calls.join("; "));
        let gaps = [("ticket", number.as_str()), ("n", &n), ("calls", &calls)];
        told.push(Told::Text(words.fill("replay.before_elsewhere", &gaps)));
    }
    told
}

/// `08:10:30 · quầy 1 gọi A002 (người cao tuổi): A002 thuộc diện ưu tiên cao hơn.`
pub fn earlier(call: &Earlier, centre: &Centre, words: &Words) -> String {
    let gaps = [
        ("time", clock(call.at)),
        ("counter", call.counter.to_string()),
        ("called", call.ticket.to_string()),
        ("why", why::of_call(&call.reason, centre, words)),
        ("why_not", why_not(call.why_not, call.counter, call.ticket, Some(call.service), words)),
    ];
    filled("replay.before_one", &gaps, words)
}

/// What somebody was promised with her number, and what came of it.
pub fn promise(ticket: TicketNo, promised: Option<Promised>, words: &Words) -> String {
    let number = ticket.to_string();
    let Some(promised) = promised else { return words.fill("replay.no_promise", &[("ticket", &number)]) };
    let (from, to) = promised.range.minutes();
    let mut gaps =
        vec![("ticket", number), ("time", clock(promised.at)), ("from", from.to_string()), ("to", to.to_string())];
    let told = filled(if promised.is_later { "replay.promised_later" } else { "replay.promised" }, &gaps, words);
    let Some(took_s) = promised.took_s else { return format!("{told} {}", words.get("replay.promise_open")) };
    gaps.push(("took", minutes(took_s, words)));
    gaps.push(("late", minutes(took_s - to * 60 + 59, words)));
    gaps.push(("early", minutes(from * 60 - took_s, words)));
    let key = if took_s < from * 60 {
        "replay.promise_sooner"
    } else if promised.range.held(took_s) {
        "replay.promise_held"
    } else {
        "replay.promise_broken"
    };
    format!("{told} {}", filled(key, &gaps, words))
}

/// `A011 · thường · chờ 32 phút · bị vượt 3 lần`
fn stood(stood: &Stood, centre: &Centre, words: &Words) -> String {
    let mut line = format!("{} · {}", stood.ticket, class(stood, centre, words));
    if let Some(at) = stood.appointment {
        line.push_str(&words.fill("replay.appointed", &[("at", &at.clock())]));
    }
    line.push_str(&words.fill("replay.waited", &[("wait", &minutes(stood.waited_s, words))]));
    line.push_str(&words.fill("replay.passed", &[("n", &stood.passed.to_string())]));
    line
}

fn class<'a>(stood: &Stood, centre: &'a Centre, words: &'a Words) -> &'a str {
    if stood.class == 0 { words.get("replay.ordinary") } else { why::ground(stood.priority.as_ref(), centre, words) }
}

/// Those who had waited longer, who were not taken for the same reason together.
fn alike(call: &Call) -> Vec<(Vec<&Stood>, WhyNot)> {
    let mut alike: Vec<(Vec<&Stood>, WhyNot)> = Vec::new();
    for (other, why) in &call.longer {
        let same = |(others, of): &&mut (Vec<&Stood>, WhyNot)| {
            let service = others.first().map(|first| first.service);
            of == why && (*why != WhyNot::NotServed || service == Some(other.service))
        };
        match alike.iter_mut().find(same) {
            Some((others, _)) => others.push(other),
            None => alike.push((vec![other], *why)),
        }
    }
    alike
}

/// `quầy 3 không nhận nhóm B`
fn why_not(why: WhyNot, counter: CounterId, called: TicketNo, service: Option<ServiceId>, words: &Words) -> String {
    let key = match why {
        WhyNot::NotServed => "replay.not_served",
        WhyNot::OtherCounter(_) => "replay.other_counter",
        WhyNot::Appointment(_) => "replay.not_yet",
        WhyNot::AfterMiss => "replay.after_miss",
        WhyNot::Class => "replay.class",
        WhyNot::Place(_) => "replay.place",
        WhyNot::PassedEnough => "replay.passed_enough",
        WhyNot::Chosen => "replay.chosen",
        WhyNot::CameLater => "replay.came_later",
        WhyNot::Order => "replay.order",
    };
    let mut gaps = vec![
        ("counter", counter.to_string()),
        ("called", called.to_string()),
        ("service", service.map(|service| service.to_string()).unwrap_or_default()),
    ];
    match why {
        WhyNot::OtherCounter(counter) => gaps.push(("other", counter.to_string())),
        WhyNot::Appointment(at) | WhyNot::Place(at) => gaps.push(("at", at.clock())),
        _ => {}
    }
    filled(key, &gaps, words)
}

/// `B013, B014 đã chờ 33–47 phút: quầy 3 không nhận nhóm B.`
fn longer(others: &[&Stood], why: WhyNot, call: &Call, words: &Words) -> String {
    let why = why_not(why, call.counter, call.ticket.ticket, others.first().map(|other| other.service), words);
    let waits = || others.iter().map(|other| other.waited_s / 60);
    let (least, most) = (waits().min().unwrap_or(0), waits().max().unwrap_or(0));
    let wait = if least == most { most.to_string() } else { format!("{least}–{most}") };
    let wait = words.fill("cli.minutes", &[("n", &wait)]);
    let tickets: Vec<String> = others.iter().map(|other| other.ticket.to_string()).collect();
    words.fill("replay.longer_one", &[("ticket", &tickets.join(", ")), ("wait", &wait), ("why", &why)])
}

fn filled(key: &str, gaps: &[(&str, String)], words: &Words) -> String {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.fill(key, &gaps)
}

/// Whole minutes, as they are told everywhere.
pub fn minutes(seconds: i64, words: &Words) -> String {
    words.fill("cli.minutes", &[("n", &(seconds / 60).to_string())])
}

/// `09:41:07`
pub fn clock(at: Timestamp) -> String {
    at.local().format("%H:%M:%S").to_string()
}
