//! Dossiers: today's figures, and who holds what is past due.

use super::below;
use crate::domain::attention::{self, Late};
use crate::domain::dossier::Status;
use crate::domain::figures;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::cmp::Reverse;

/// How many pages those need on `area` who hold what is past due.
pub(super) fn laps(area: Rect, seen: Seen<'_>) -> usize {
    let holders = attention::late(seen.state(), &seen.published.book.calendar, seen.minute()).len();
    holders.div_ceil(room(below(area, 1), facts(seen).len()).max(1)).max(1)
}

/// Lines for holders under so many facts and a heading.
fn room(body: Rect, facts: usize) -> usize {
    usize::from(body.height).saturating_sub(facts + 1)
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, lap: usize) {
    let seen = scene.seen;
    let (state, now) = (seen.state(), seen.minute());
    scene.put(area, 0, seen.get("wall.dossiers"), Role::Title);
    let (body, laps) = (below(area, 1), laps(area, seen));
    let rows = facts(seen);
    let room = room(body, rows.len());
    let wide = rows.iter().map(|(number, ..)| number.len()).max().unwrap_or(1);
    let wide = u16::try_from(wide).unwrap_or(4);
    let mut row = 0;
    for (number, text, role) in rows {
        scene.line(body, row).column_right(&number, wide, role).put(&text, Role::Text);
        row += 1;
    }
    let mut holders = attention::late(state, &seen.published.book.calendar, now);
    holders.sort_by_key(|late| Reverse((late.count, late.by_s)));
    if !holders.is_empty() {
        let mut pen = scene.line(body, row);
        if laps > 1 {
            pen.right(&format!("{}/{laps}", lap % laps + 1), Role::Title);
        }
        pen.put(seen.get("wall.overdue_by"), Role::Title);
        row += 1;
    }
    for Late { holder, count, by, .. } in holders.into_iter().skip(lap % laps * room).take(room) {
        let mut pen = scene.line(body, row);
        pen.column_right(&count.to_string(), wide, Role::Bad);
        pen.right(&by.tell(seen.words), Role::Bad).put(&reason::holder(&holder, seen), Role::Text);
        row += 1;
    }
}

/// How many, of what, and how that stands.
fn facts(seen: Seen<'_>) -> Vec<(String, String, Role)> {
    let (state, now) = (seen.state(), seen.minute());
    let cases = figures::dossiers(state, now);
    let supplement = state.dossiers.values().filter(|dossier| dossier.status == Status::SupplementAsked).count();
    let loud = |count: u32, role| if count > 0 { role } else { Role::Title };
    let mut rows: Vec<(String, String, Role)> = vec![
        (cases.due_today.to_string(), seen.get("desk.fig_due_today").to_owned(), loud(cases.due_today, Role::Warn)),
        (cases.overdue.to_string(), seen.get("desk.fig_overdue").to_owned(), loud(cases.overdue, Role::Bad)),
        (supplement.to_string(), seen.get("wall.fig_supplement").to_owned(), Role::Title),
        (cases.to_return.to_string(), seen.get("desk.fig_to_return").to_owned(), Role::Title),
        (cases.received_today.to_string(), seen.get("desk.fig_received").to_owned(), Role::Title),
        (cases.open.to_string(), seen.get("desk.fig_open").to_owned(), Role::Title),
    ];
    let (in_time, done) = figures::on_time_today(state, now);
    if let Some(share) = (in_time * 100).checked_div(done) {
        let text = seen.fill("wall.fig_on_time", &[("n", &done.to_string())]);
        let role = if share < u32::from(state.centre.targets.on_time_percent) { Role::Bad } else { Role::Good };
        rows.push((format!("{share}%"), text, role));
    }
    rows
}
