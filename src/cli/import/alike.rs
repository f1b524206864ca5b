//! Lines about cells that are alike, for people: what is wrong in a whole column is said once, with how often and where.

use super::outcome::{Fault, Why};
use crate::text::money::grouped;
use crate::text::words::Words;
use std::collections::BTreeMap;

/// Rows whose numbers are told of one kind of fault.
const ROWS_SHOWN: usize = 10;

/// Each kind of fault of each column once, by its first row, with how many there are and in which rows first; the
/// columns in their order, what is about whole rows before them.
pub(super) fn told(faults: &[Fault], words: &Words) -> Vec<String> {
    let mut kinds: BTreeMap<(usize, &str), Vec<&Fault>> = BTreeMap::new();
    for fault in faults {
        kinds.entry((fault.column, fault.why.kind())).or_default().push(fault);
    }
    let mut lines = Vec::new();
    let mut cut = false;
    for like in kinds.values() {
        let Some(first) = like.first() else { continue };
        let mut line = first.line(words);
        if like.len() > 1 {
            let rows: Vec<String> = like.iter().take(ROWS_SHOWN).map(|fault| fault.row.to_string()).collect();
            let left = like.len().saturating_sub(ROWS_SHOWN);
            let key = if left > 0 { "import.wrong_alike_more" } else { "import.wrong_alike" };
            let gaps = [("n", grouped(like.len() as u64)), ("rows", rows.join(", ")), ("left", grouped(left as u64))];
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
            line = format!("{line} {}", words.fill(key, &gaps));
            cut |= left > 0;
        }
        lines.push(line);
    }
    lines.extend(cut.then(|| words.get("import.wrong_more").to_owned()));
    lines
}

/// Of what was mended alike in one column so many are shown: thousands of rows may have the same fault, and what is
/// changed of somebody who is known must not be lost among them.
const ALIKE_MAX: usize = 5;

/// Those that are shown, and of which kind how many more there are.
pub(super) fn sampled(mended: &[Fault]) -> (Vec<&Fault>, Vec<(&Fault, usize)>) {
    let mut kinds: BTreeMap<(usize, &'static str), (&Fault, usize)> = BTreeMap::new();
    let mut shown = Vec::new();
    for fault in mended {
        let kind = match &fault.why {
            Why::Cell(key, _) if *key != "import.renewed" => *key,
            _ => {
                shown.push(fault);
                continue;
            }
        };
        let met = kinds.entry((fault.column, kind)).or_insert((fault, 0));
        met.1 += 1;
        if met.1 <= ALIKE_MAX {
            shown.push(fault);
        }
    }
    let left = kinds.into_values().filter(|(_, n)| *n > ALIKE_MAX).map(|(like, n)| (like, n - ALIKE_MAX));
    (shown, left.collect())
}

/// How many more are mended like this one.
pub(super) fn like_it(like: &Fault, n: usize, words: &Words) -> String {
    let (row, n) = (like.row.to_string(), grouped(n as u64));
    words.fill("import.mended_alike", &[("n", &n), ("name", &like.name), ("row", &row)])
}
