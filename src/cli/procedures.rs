//! `motcua procedures`: the catalogue, searched by parts of names without accents, by labels and by codes.

use super::answer::Shown;
use crate::domain::procedure::{Catalogue, Fee, Procedure};
use crate::text::words::Words;
use serde_json::{Value, json};

pub(super) fn run(catalogue: &Catalogue, search: &[String], most: Option<usize>, words: &Words) -> Shown {
    let query = search.join(" ");
    let most = most.unwrap_or(usize::MAX);
    let found: Vec<&Procedure> = if query.trim().is_empty() {
        catalogue.iter().take(most).collect()
    } else {
        catalogue.search(&query, most.min(catalogue.len()))
    };
    let lines: Vec<String> = found.iter().map(|procedure| line(procedure, words)).collect();
    let list: Vec<Value> = found.iter().map(|procedure| json(procedure, words)).collect();
    let text = if lines.is_empty() { words.get("cli.procedures_none").to_owned() } else { lines.join("\n") };
    Shown::new(text, json!({ "procedures": list }))
}

fn line(procedure: &Procedure, words: &Words) -> String {
    let mut line = words.fill(
        "cli.procedure",
        &[
            ("code", if procedure.code.is_empty() { "-" } else { &procedure.code }),
            ("name", &procedure.name),
            ("field", &procedure.field),
            ("limit", &limit(procedure, words)),
            ("fee", &procedure.fee_in(words)),
        ],
    );
    if !procedure.limit_sure {
        line.push_str(&words.fill("cli.procedure_unsure", &[("check", words.get("procedures.check_limit"))]));
    }
    line
}

fn limit(procedure: &Procedure, words: &Words) -> String {
    procedure.limit.map_or_else(|| words.get("cli.limit_unknown").to_owned(), |limit| words.say(&limit))
}

fn json(procedure: &Procedure, words: &Words) -> Value {
    let amount = match procedure.fee {
        Fee::Free => Some(0),
        Fee::Vnd(amount) => Some(amount),
        Fee::ProvinceSet | Fee::ByCircular | Fee::Unknown => None,
    };
    json!({
        "code": procedure.code,
        "name": procedure.name,
        "label": procedure.label,
        "field": procedure.field,
        "limit": limit(procedure, words),
        "limit_sure": procedure.limit_sure,
        "fee": words.say(&procedure.fee),
        "fee_vnd": amount,
        "fee_basis": procedure.fee_basis,
        "papers": procedure.papers,
        "basis": words.say(&procedure.basis),
        "cautions": procedure.cautions.iter().map(|caution| words.say(caution)).collect::<Vec<_>>(),
    })
}
