//! `motcua import columns`: which columns a table may have, by which headings each is known, which it must have.

use super::super::answer::Shown;
use super::table::Column;
use super::{Of, applicants, dossiers};
use crate::domain::calendar::HOLIDAY_COLUMNS;
use crate::domain::procedure::Catalogue;
use crate::text::words::Words;
use serde_json::{Value, json};

/// One line a column.
pub(super) fn told(of: Of, words: &Words) -> Shown {
    let (columns, needed): (Vec<Column>, &[&[&str]]) = match of {
        Of::Dossiers => (dossiers::columns(), dossiers::NEEDED),
        Of::Applicants => (applicants::columns(), applicants::NEEDED),
        Of::Procedures => (plain(&Catalogue::COLUMNS), &[]),
        Of::Holidays => (plain(&HOLIDAY_COLUMNS), &[]),
    };
    let need = |column: &str| needed.iter().find(|one_of| one_of.contains(&column));
    let line = |(name, headings): &Column| {
        let mark = if need(name).is_some() { "* " } else { "  " };
        let headings = [&[*name][..], headings].concat().join(", ");
        format!("{mark}{headings}")
    };
    let object = |(name, headings): &Column| json!({ "name": name, "headings": headings, "needed": need(name) });
    let note = words.get(match of {
        Of::Dossiers | Of::Applicants => "import.columns_by_heading",
        Of::Procedures => "import.columns_of_catalogue",
        Of::Holidays => "import.columns_by_place",
    });
    let lines = std::iter::once(note.to_owned()).chain(columns.iter().map(line)).collect::<Vec<_>>();
    let objects: Vec<Value> = columns.iter().map(object).collect();
    Shown::new(lines.join("\n"), json!({ "columns": objects, "note": note }))
}

/// Columns that have one name each.
fn plain(names: &[&'static str]) -> Vec<Column> {
    names.iter().map(|name| (*name, &[][..])).collect()
}
