//! What a new catalogue makes of the one in use: which procedures change, in what, before and after, and what becomes of
//! the dossiers that were received by them.

use super::outcome::Outcome;
use crate::domain::book::Book;
use crate::domain::procedure::{Catalogue, Procedure};
use crate::domain::state::State;
use crate::text::money::grouped;
use crate::text::words::Words;
use serde_json::{Map, Value, json};

/// A part of a procedure: its name for programs, the word for it, and what it says.
type Part = (&'static str, &'static str, fn(&Procedure, &Words) -> String);

/// What may change, the promises to citizens first.
const PARTS: [Part; 8] = [
    ("limit", "form.limit", limit),
    ("fee", "form.fee", |one, words| one.fee_in(words)),
    ("name", "import.column_procedure_name", |one, _| one.name.clone()),
    ("label", "procedures.label", |one, _| one.label.clone()),
    ("field", "procedures.field", |one, _| one.field.clone()),
    ("papers", "procedures.papers", |one, _| one.papers.join(" | ")),
    ("basis", "procedures.basis", |one, words| words.say(&one.basis)),
    ("cautions", "import.changed_cautions", cautions),
];

/// The most characters of a long part (papers, cautions) that a line shows.
const PART_MAX: usize = 60;

/// What is new in a catalogue, what is otherwise, and, unless its rows are added, what is no more. Told without what the
/// centre's own fees make of it.
pub(super) fn compared(book: &Book, state: &State, after: &Catalogue, add: bool, words: &Words) -> Outcome {
    let before = book.listed();
    let mut outcome = Outcome { without_people: true, ..Outcome::default() };
    let (mut is_fee, mut limits) = (false, Vec::new());
    for procedure in after.iter() {
        match before.get(procedure.key()) {
            None => {
                outcome.new += 1;
                outcome.changes_json.push(json!({ "what": "new", "code": procedure.code, "name": procedure.name }));
            }
            Some(known) if known == procedure => outcome.same += 1,
            Some(known) => {
                outcome.changed += 1;
                is_fee |= known.fee != procedure.fee;
                limits.extend((known.limit != procedure.limit).then(|| procedure.key()));
                outcome.changes.push(line(known, procedure, words));
                outcome.changes_json.push(for_programs(known, procedure, words));
            }
        }
    }
    for gone in before.iter().filter(|known| !add && after.get(known.key()).is_none()) {
        outcome.gone += 1;
        limits.push(gone.key());
        outcome.changes.push(words.fill("import.procedure_gone", &[("name", &called(gone))]));
        outcome.changes_json.push(json!({ "what": "gone", "code": gone.code, "name": gone.name }));
    }
    let open = state.dossiers.values().filter(|one| one.finished.is_none() && !one.status.is_over());
    let promised = open.filter(|one| one.due.is_some()).filter(|one| {
        let key = if one.procedure.is_empty() { &one.procedure_name } else { &one.procedure };
        limits.contains(&key.as_str())
    });
    match promised.count() {
        0 => {}
        n => outcome.notes.push(words.fill("import.changed_dossiers", &[("n", &grouped(n as u64))])),
    }
    if is_fee && !state.centre.work.fees.is_empty() {
        outcome.notes.push(words.get("import.changed_own_fees").to_owned());
    }
    outcome
}

/// A procedure as people know it.
fn called(procedure: &Procedure) -> String {
    format!("{} {}", procedure.code, procedure.short()).trim_start().to_owned()
}

/// The parts that are otherwise, each before and after.
fn otherwise<'a>(
    before: &'a Procedure,
    after: &'a Procedure,
    words: &'a Words,
) -> impl Iterator<Item = (&'static str, &'static str, String, String)> + 'a {
    let both = PARTS.into_iter().map(|(name, key, said)| (name, key, said(before, words), said(after, words)));
    both.filter(|(_, _, was, is)| was != is)
}

fn line(before: &Procedure, after: &Procedure, words: &Words) -> String {
    let parts = otherwise(before, after, words).map(|(_, key, was, is)| {
        let [was, is] = [was, is].map(|said| shown(&said, words));
        words.fill("import.changed_one", &[("what", words.get(key)), ("before", &was), ("after", &is)])
    });
    let parts = parts.collect::<Vec<_>>().join("; ");
    words.fill("import.procedure_changed", &[("name", &called(after)), ("what", &parts)])
}

/// In a line: nothing has a word too, and what is long is cut.
fn shown(said: &str, words: &Words) -> String {
    if said.is_empty() {
        return words.get("import.differ_nothing").to_owned();
    }
    if said.chars().count() <= PART_MAX {
        return said.to_owned();
    }
    said.chars().take(PART_MAX).chain(['…']).collect()
}

fn for_programs(before: &Procedure, after: &Procedure, words: &Words) -> Value {
    let parts = otherwise(before, after, words);
    let parts: Map<String, Value> =
        parts.map(|(name, _, was, is)| (name.to_owned(), json!({ "before": was, "after": is }))).collect();
    json!({ "what": "changed", "code": after.code, "name": after.name, "parts": parts })
}

fn limit(procedure: &Procedure, words: &Words) -> String {
    let limit = procedure.limit.map_or_else(|| words.get("cli.limit_unknown").to_owned(), |limit| words.say(&limit));
    if procedure.limit_sure || procedure.limit.is_none() {
        return limit;
    }
    format!("{limit} ({})", words.get("procedures.check_limit"))
}

fn cautions(procedure: &Procedure, words: &Words) -> String {
    procedure.cautions.iter().map(|caution| words.say(caution)).collect::<Vec<_>>().join(" ")
}
