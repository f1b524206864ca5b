//! `motcua queue`: who waits, in the order they will be called.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{ticket, wording};
use crate::domain::centre::Service;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::place;
use crate::domain::queue::{self, Why};
use crate::domain::refusal::Refusal;
use crate::domain::track::{Kept, Tally};
use crate::domain::why;
use serde_json::{Value, json};

pub(super) fn run(office: &Office<'_>, at: Option<CounterId>) -> Result<Shown, Objection> {
    let (published, now, words) = (office.published(), office.now(), &office.words);
    let state = &published.state;
    if let Some(counter) = at
        && !state.counters.contains_key(&counter)
    {
        return Err(Refusal::UnknownCounter(counter).into());
    }
    let mut rows = Vec::new();
    let mut list: Vec<Value> = Vec::new();
    for (index, place) in queue::order(state, at, now).into_iter().enumerate() {
        let Some(found) = state.tickets.get(&place.ticket) else { continue };
        let ground = found.ground.as_ref().and_then(|id| state.centre.ground(id));
        let ground = ground.map_or_else(|| words.get("common.priority"), |ground| ground.name_in(office.language()));
        let now_why = place::why_now(state, found, &place);
        let why = match (now_why, index) {
            (Why::Turn, 0) => words.get("queues.why_next").to_owned(),
            (Why::Turn, _) => words.get("queues.why_order").to_owned(),
            (why, _) => why::in_words(why, ground, words),
        };
        let mut row = ticket::line(found, &published, now, words);
        row.push_str(&words.fill("cli.queue_why", &[("why", &why), ("passed", &found.passed.to_string())]));
        rows.push(row);
        let mut object = ticket::json(found, &published, now, words);
        object["why"] = json!(wording::name_of(&now_why));
        object["reason"] = json!(why);
        list.push(object);
    }
    let text = if rows.is_empty() { words.get("cli.queue_empty").to_owned() } else { rows.join("\n") };
    let expected = &published.expected;
    let new = |service: &Service| {
        let range = expected.range_of_new(service.id, 0).map(|range| ticket::expected(range, service.id, &published));
        json!({ "service": service.id, "expected": range })
    };
    let newcomers: Vec<Value> = state.centre.services.iter().map(new).collect();
    let promises = json!({ "today": kept(&expected.today), "day_before": kept(&expected.before) });
    let answer = json!({ "at": wording::moment(now), "waiting": list, "newcomers": newcomers, "promises": promises });
    Ok(Shown::new(text, answer))
}

/// How the promises of a day went, by service; `null` where there were none.
fn kept(day: &Kept) -> Option<Value> {
    let service = |(service, tally): (&ServiceId, &Tally)| {
        let called = i64::from(tally.called.max(1));
        json!({
            "service": service,
            "called": tally.called,
            "held": tally.held,
            "mean_error_s": tally.error_s / called,
            "bias_s": tally.bias_s / called,
        })
    };
    let services: Vec<Value> = day.cells.services().iter().map(service).collect();
    let date = day.day.map(|day| day.to_string());
    (!services.is_empty()).then(|| json!({ "day": date, "percent": day.all().percent(), "services": services }))
}
