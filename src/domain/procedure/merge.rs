//! A catalogue file with the rows of another one added: for lists that bring what is new, not all there is.

use super::file::{COLUMNS, Header, mend_code, wrong_lines};
use crate::text::fold::fold;
use crate::text::table::{Row, rows};
use std::collections::BTreeSet;

/// `base` with the good rows of `more`, which stand in the place of those with the same code, or the same name where
/// they have none. What is broken in `more` is left out, what is in `base` stays as it is; columns that a catalogue does
/// not know go.
pub fn merged(base: &str, more: &str) -> String {
    let wrong = wrong_lines(more);
    let fresh: Vec<[String; COLUMNS.len()]> =
        cells(more).into_iter().filter(|(line, _)| !wrong.contains(line)).map(|(_, cells)| cells).collect();
    let keys: BTreeSet<String> = fresh.iter().map(key).collect();
    let kept = cells(base).into_iter().map(|(_, cells)| cells).filter(|cells| !keys.contains(&key(cells)));
    let lines = std::iter::once(COLUMNS.join("\t")).chain(kept.chain(fresh.iter().cloned()).map(|row| row.join("\t")));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The rows of a file with their lines, their cells in the order of the columns.
fn cells(text: &str) -> Vec<(usize, [String; COLUMNS.len()])> {
    let all: Vec<Row<'_>> = rows(text).collect();
    let named = all.first().and_then(Header::of);
    let skipped = usize::from(named.is_some());
    let header = named.unwrap_or_else(Header::plain);
    let row = |row: &Row<'_>| (row.line, header.places().map(|at| at.map_or_else(String::new, |at| row.cell(at))));
    all.iter().skip(skipped).map(row).collect()
}

fn key(cells: &[String; COLUMNS.len()]) -> String {
    let [code, name, ..] = cells;
    if code.is_empty() { fold(name) } else { mend_code(code).unwrap_or_else(|| code.clone()) }
}
