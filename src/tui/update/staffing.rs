//! What is advised for the counters, to be read: for the hour, the rest of the day, and the coming days.

use crate::domain::staffing::{Staffing, telling};
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::parts::list::List;
use crate::tui::parts::note::Note;
use crate::tui::seen::Seen;

/// Opens it.
pub(super) fn read(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let staffing = &seen.published.staffing;
    let lines = if **staffing == Staffing::default() {
        vec![seen.get("staffing.not_yet").to_owned()]
    } else {
        let at = seen.fill("staffing.at", &[("at", &telling::clock(staffing.at))]);
        let told = telling::staffing(staffing, seen.state(), true, seen.words);
        std::iter::once(at).chain(told.iter().map(|line| marked(line))).collect()
    };
    model.floats.push(Float::Note(Note { title: "staffing.title", lines, list: List::default() }));
    Vec::new()
}

/// Headings stand out where nothing is set in.
fn marked(line: &str) -> String {
    match line.strip_prefix("  ") {
        Some(under) => under.to_owned(),
        None if line.is_empty() => String::new(),
        None => format!("▪ {line}"),
    }
}
