//! Pieces of sentences that several commands say.

use crate::domain::dossier::{Holder, Status};
use crate::domain::ids::{OfficerId, TicketNo};
use crate::domain::published::Published;
use crate::domain::queue::CallReason;
use crate::domain::time::Timestamp;
use crate::domain::worklist::has_left;
use crate::text::words::Words;
use serde::Serialize;
use serde_json::Value;

/// The name of a value as programs know it (`served`, `operator`): what serde calls it.
pub(super) fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        Ok(Value::Object(object)) => object.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// The word of the words files for such a value: `common.role_operator`.
pub(super) fn word_of(prefix: &str, value: &impl Serialize, words: &Words) -> String {
    words.get(&format!("common.{prefix}_{}", name_of(value))).to_owned()
}

/// Why somebody is called, in one line: `A012: người cao tuổi; A011 đã bị vượt 3/8 lần`.
pub(super) fn reason(ticket: TicketNo, reason: &CallReason, published: &Published, words: &Words) -> String {
    format!("{ticket}: {}", crate::domain::why::of_call(reason, &published.state.centre, words))
}

/// Minutes, as a clerk says them.
pub(super) fn minutes(seconds: i64, words: &Words) -> String {
    words.fill("cli.minutes", &[("n", &(seconds / 60).to_string())])
}

/// A moment for programs, always to the second: `2026-11-23T08:00:00`.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_the_second()
}

/// The status of a dossier in words.
pub(super) fn status(status: Status, words: &Words) -> String {
    words.get(&format!("common.status_{}", status as u8)).to_owned()
}

/// An officer by her name and her number, before the staff; by her number alone where her name is not known.
pub(super) fn officer(id: OfficerId, published: &Published, words: &Words) -> String {
    let person = published.state.officers.get(&id).map(|officer| officer.person);
    let name = person.map_or("", |person| published.name(person));
    let key = if name.is_empty() { "common.holder_officer" } else { "common.holder_officer_named" };
    words.fill(key, &[("name", name), ("officer", &id.to_string())])
}

/// Who has a dossier, in words before the staff, and whether that officer does not work here any more.
pub(super) fn holder(holder: &Holder, published: &Published, words: &Words) -> String {
    let key = format!("common.holder_{}", name_of(holder));
    match holder {
        Holder::Officer(id) if has_left(&published.state, *id) => {
            words.fill("common.holder_left", &[("holder", &officer(*id, published, words))])
        }
        Holder::Officer(id) => officer(*id, published, words),
        Holder::Section(name) | Holder::Agency(name) => words.fill(&key, &[("name", name)]),
        _ => words.get(&key).to_owned(),
    }
}
