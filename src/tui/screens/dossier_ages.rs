//! The table of ages: who has how many dossiers, and how many working days they are past due.

use crate::domain::worklist::Ages;
use crate::text::width::columns;
use crate::tui::pages::listing::Listing;
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

const ROLES: [Role; 7] = [Role::Text, Role::Text, Role::Warn, Role::Warn, Role::Bad, Role::Bad, Role::Title];
/// Columns of the widest name that stands before the numbers.
const NAME_COLS: u16 = 40;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, listing: &mut Listing) {
    let seen = scene.seen;
    let Some(aged) = &mut listing.aged else { return };
    scene.put(area, 0, seen.get("worklist.ages"), Role::Title);
    let wide = Ages::HEADS.map(|head| u16::try_from(columns(seen.get(head))).unwrap_or(8).max(5));
    let numbers: u16 = wide.iter().map(|cols| cols + 2).sum();
    let name = area.width.saturating_sub(numbers).clamp(8, NAME_COLS);
    let mut pen = scene.line(area, 1);
    pen.column(seen.get("worklist.ages_holder"), name, Role::Dim);
    for (head, cols) in Ages::HEADS.iter().zip(wide) {
        pen.gap(1).column_right(seen.get(head), cols, Role::Dim);
    }
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(3), ..area };
    let last = Rect { y: body.bottom(), height: area.height.min(1), ..area };
    for (row, index) in (0..).zip(aged.list.window(aged.rows.len(), usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        numbers_of(scene, line, &aged.rows[index], (name, wide));
        if index == aged.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
    let below = u16::try_from(aged.rows.len()).unwrap_or(u16::MAX).min(body.height);
    let last = Rect { y: (body.y + below).min(last.y), ..last };
    numbers_of(scene, last, &aged.sum, (name, wide));
}

fn numbers_of(scene: &mut Scene<'_>, line: Rect, ages: &Ages, (name, wide): (u16, [u16; 7])) {
    let seen = scene.seen;
    let holder = ages.holder.as_ref().map(|holder| reason::holder(holder, seen));
    let who = holder.as_deref().unwrap_or(seen.get("worklist.ages_sum"));
    let mut pen = scene.line(line, 0);
    pen.column(who, name, if holder.is_some() { Role::Text } else { Role::Title });
    let counts = ages.columns().into_iter().chain([ages.sum()]);
    for ((count, cols), role) in counts.zip(wide).zip(ROLES) {
        let role = if count == 0 { Role::Dim } else { role };
        pen.gap(1).column_right(&count.to_string(), cols, role);
    }
}
