//! What moved a dossier's due time after its receipt was issued, as a receipt that is printed again says.

use super::papers::moment;
use crate::domain::dossier::{Change, Dossier};
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// Each change of the due time and, where the journal has it, when it was due before; empty where nothing moved it.
/// `now` is when the receipt is printed again.
pub(super) fn moves(dossier: &Dossier, now: Timestamp, words: &Words) -> String {
    let was = |key: &'static str, at: Timestamp, due: Option<Timestamp>| {
        let due = due.map_or_else(|| words.get("papers.no_due").to_owned(), |due| moment(due, words));
        words.fill(key, &[("at", &moment(at, words)), ("due", &due)])
    };
    let moved = dossier.changes().filter_map(|(step, change)| match change {
        Change::Extended { was: due, .. } => Some((step.at, was("papers.moved_extended", step.at, *due))),
        _ => change.moved_due().map(|(due, _)| (step.at, was("papers.moved_corrected", step.at, due))),
    });
    let stood = dossier.pauses().into_iter().filter_map(|pause| {
        let to =
            pause.to.filter(|_| pause.from >= dossier.accepted && dossier.due.is_some_and(|due| due >= pause.from))?;
        let gaps = [("from", moment(pause.from, words)), ("to", moment(to, words))];
        Some((to, words.fill("papers.moved_stood", &gaps.each_ref().map(|(gap, text)| (*gap, text.as_str())))))
    });
    let mut all: Vec<(Timestamp, String)> = moved.chain(stood).collect();
    all.sort_by_key(|(at, _)| *at);
    if all.is_empty() {
        return String::new();
    }
    let all: Vec<String> = all.into_iter().map(|(_, told)| told).collect();
    words.fill("papers.moved", &[("moves", &all.join("; ")), ("at", &moment(now, words))])
}
