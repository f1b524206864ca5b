//! The journal as it was exported: what it says happened, and what of it two runs of one morning must share.

use super::super::centre::Centre;
use serde_json::{Map, Value};

/// Something that happened, in two words: the event, and the ticket, counter or dossier it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub event: String,
    pub about: String,
}

/// Fields that say when, by whom or by which wish, or that hide a person: two runs cannot share them.
const PASSING: [&str; 8] = ["at", "arrival", "since", "until", "accepted", "digest", "command", "seq"];

/// An event of the export.
#[derive(Clone, Debug)]
pub struct Line {
    name: String,
    by_clock: bool,
    body: Value,
}

/// The journal of a centre, by its own export.
pub fn export(centre: &Centre, clock: &str) -> Vec<Line> {
    let told = centre.tell(clock, ["export"]);
    assert_eq!(told.exit, Some(0), "{told:?}");
    told.out.lines().map(line).collect()
}

fn line(text: &str) -> Line {
    let value: Value = serde_json::from_str(text).unwrap();
    let name = value["name"].as_str().unwrap().to_owned();
    let recorded = &value["recorded"];
    Line { body: recorded["event"][&name].clone(), by_clock: recorded["by"] == "clock", name }
}

impl Line {
    /// The event in two words.
    pub fn fact(&self) -> Fact {
        let about = ["ticket", "dossier", "code", "counter"].iter().find_map(|field| match &self.body[field] {
            // the ticket of an undone action is not always there: such an event is about its counter
            _ if self.name == "counter_action_undone" && *field != "counter" => None,
            // a dossier is called by its code, not by the visit it came in
            _ if self.name == "dossier_received" && *field != "code" => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        Fact { event: self.name.clone(), about: about.unwrap_or_default() }
    }

    /// What two runs of one morning share of it.
    pub fn lasting(&self) -> String {
        let who = if self.by_clock { "by itself" } else { "" };
        format!("{} {who} {}", self.name, lasting(&self.body))
    }
}

fn lasting(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !PASSING.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), lasting(value))).collect::<Map<_, _>>())
        }
        Value::Array(values) => values.iter().map(lasting).collect(),
        other => other.clone(),
    }
}

/// Everything that was acknowledged is in the journal, in that order.
pub fn assert_holds(journal: &[Line], acknowledged: &[Fact], when: &str) {
    let facts: Vec<Fact> = journal.iter().map(Line::fact).collect();
    let mut rest = facts.iter();
    for fact in acknowledged {
        assert!(rest.any(|found| found == fact), "{when}: {fact:?} was acknowledged and is not in the journal");
    }
}

/// The same events in the same order. What was promised with a number depends on whether a forecast of that very moment
/// was ready, which is nobody's wish.
pub fn assert_same(one: &[Line], other: &[Line]) {
    let wished = |lines: &[Line]| -> Vec<_> {
        lines.iter().filter(|line| line.fact().event != "ticket_promised").map(Line::lasting).collect()
    };
    let (one, other) = (wished(one), wished(other));
    for (place, (left, right)) in one.iter().zip(&other).enumerate() {
        assert_eq!(left, right, "event {} of the journals", place + 1);
    }
    assert_eq!(one.len(), other.len(), "one journal is longer");
}
