//! What of a table becomes the centre's catalogue: the columns that are read, and nobody's data.

use super::super::answer::Objection;
use super::cells::PERSON;
use super::table;
use crate::domain::procedure::{Catalogue, Procedure};
use crate::text::nfc::clean;
use std::path::Path;

/// The cells of the first line that has any.
fn first(text: &str) -> Vec<String> {
    let line = text.trim_start_matches('\u{FEFF}').lines().find(|line| has_cells(line)).unwrap_or_default();
    line.split('\t').map(clean).collect()
}

/// The first line that has cells, where it names the columns.
pub(super) fn head(text: &str) -> Option<Vec<String>> {
    let cells = first(text);
    ["code", "name"].iter().all(|name| cells.iter().any(|cell| cell.to_lowercase() == *name)).then_some(cells)
}

/// Whether this heading names a column of a catalogue.
fn is_read(heading: &str) -> bool {
    Catalogue::COLUMNS.contains(&heading.to_lowercase().as_str())
}

fn has_cells(line: &str) -> bool {
    !line.starts_with('#') && !line.trim().is_empty()
}

/// Refuses a list of dossiers or people: what it has is nothing for a catalogue, and their data would lie in the open.
///
/// # Errors
/// A column that nothing is read from is one of people's names or ID numbers.
pub(super) fn refuse_people(text: &str, file: &Path) -> Result<(), Objection> {
    let is_of_people = |heading: &String| matches!(table::column(&PERSON, heading), Some("name" | "id"));
    match first(text).into_iter().filter(|heading| !is_read(heading)).find(is_of_people) {
        Some(column) => Err(Objection::own("procedures_people", &[("path", &file.display()), ("column", &column)])),
        None => Ok(()),
    }
}

/// Refuses a table without a column of limits where limits that are known here would be lost.
///
/// # Errors
/// That is so.
pub(super) fn refuse_no_limits(
    text: &str,
    before: &Catalogue,
    after: &Catalogue,
    file: &Path,
) -> Result<(), Objection> {
    if head(text)
        .is_none_or(|head| head.iter().any(|name| ["limit", "limit_unit"].contains(&name.to_lowercase().as_str())))
    {
        return Ok(());
    }
    let is_lost = |one: &&Procedure| before.get(one.key()).is_some_and(|known| known.limit.is_some());
    match after.iter().filter(is_lost).count() {
        0 => Ok(()),
        lost => Err(Objection::own("procedures_no_limits", &[("path", &file.display()), ("n", &lost)])),
    }
}

/// The table without the columns that nothing is read from. Rows that are left out stay, to be mended there.
pub(super) fn kept(text: &str) -> String {
    let head = head(text);
    let is_kept = |at: &usize| match &head {
        Some(head) => head.get(*at).is_some_and(|heading| is_read(heading)),
        None => *at < Catalogue::COLUMNS.len(),
    };
    let mut kept = String::new();
    for line in text.lines() {
        if has_cells(line) {
            let cells = line.split('\t').enumerate().filter(|(at, _)| is_kept(at)).map(|(_, cell)| cell);
            kept.push_str(&cells.collect::<Vec<_>>().join("\t"));
        } else {
            kept.push_str(line);
        }
        kept.push('\n');
    }
    kept
}
