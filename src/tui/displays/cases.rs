//! Dossiers: today's figures, and who holds what is past due.

use super::below;
use crate::domain::attention::{self, Late};
use crate::domain::dossier::Status;
use crate::domain::figures;
use crate::tui::parts::age::age;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::cmp::Reverse;

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    let (state, now) = (seen.state(), seen.minute());
    let cases = figures::dossiers(state, now);
    scene.put(area, 0, seen.get("wall.dossiers"), Role::Title);
    let body = below(area, 1);
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
    if let Some((share, count)) = on_time(scene) {
        let text = seen.fill("wall.fig_on_time", &[("n", &count.to_string())]);
        let role = if share < u32::from(state.centre.targets.on_time_percent) { Role::Bad } else { Role::Good };
        rows.push((format!("{share}%"), text, role));
    }
    let wide = rows.iter().map(|(number, ..)| number.len()).max().unwrap_or(1);
    let wide = u16::try_from(wide).unwrap_or(4);
    let mut row = 0;
    for (number, text, role) in rows {
        scene.line(body, row).column_right(&number, wide, role).put(&text, Role::Text);
        row += 1;
    }
    let mut holders = attention::late(state, now);
    holders.sort_by_key(|late| Reverse((late.count, late.by_s)));
    if !holders.is_empty() {
        scene.put(body, row, seen.get("wall.overdue_by"), Role::Title);
        row += 1;
    }
    for Late { holder, count, by_s, .. } in holders {
        let late = age(by_s, seen.words);
        let mut pen = scene.line(body, row);
        pen.column_right(&count.to_string(), wide, Role::Bad);
        pen.right(&late, Role::Bad).put(&reason::holder(&holder, seen), Role::Text);
        row += 1;
    }
}

/// Of the dossiers done today, how many per cent were in time, and how many there were.
fn on_time(scene: &Scene<'_>) -> Option<(u32, u32)> {
    let seen = scene.seen;
    let today = |at: Option<crate::domain::time::Timestamp>| at.is_some_and(|at| at.day() == seen.now.day());
    let done = seen.state().dossiers.values().filter(|dossier| today(dossier.finished) && dossier.due.is_some());
    let (mut all, mut in_time) = (0_u32, 0_u32);
    for dossier in done {
        all += 1;
        in_time += u32::from(dossier.finished <= dossier.due);
    }
    Some(((in_time * 100).checked_div(all)?, all))
}
