//! `motcua queue`: who waits, in the order they will be called.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{ticket, wording};
use crate::domain::ids::CounterId;
use crate::domain::place;
use crate::domain::queue::{self, Why};
use crate::domain::refusal::Refusal;
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
            (why, _) => wording::why(why, ground, words),
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
    Ok(Shown::new(text, json!({ "at": wording::moment(now), "waiting": list })))
}
