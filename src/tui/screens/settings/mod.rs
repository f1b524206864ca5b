//! The settings: officers, keys, counters, services, days, hours, targets, grounds, displays, the centre itself.
//!
//! ```text
//! [Cán bộ] Khoá Quầy Nhóm lĩnh vực Ngày nghỉ …
//!   1  Nguyễn Thị Lan        tiếp nhận    A B      có mã PIN
//! Sửa lần cuối: 08:31 20/11/2026, Phạm Thị Nga
//! ```

mod rows;

use crate::domain::changes::Part;
use crate::domain::command::Actor;
use crate::text::width::columns;
use crate::tui::pages::settings::{PARTS, Settings};
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Lines of a screen on which nothing is left out.
const ROOMY: u16 = 12;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, settings: &mut Settings) {
    let seen = scene.seen;
    parts(scene, area, settings.part);
    let above = if area.height >= ROOMY { 2 } else { 1 };
    let below = if area.height >= ROOMY { below(scene, area, settings.part) } else { 0 };
    let height = area.height.saturating_sub(above + below);
    let body = Rect { y: area.y + above.min(area.height), height, ..area };
    let rows = settings.rows(seen);
    if rows.is_empty() {
        let word = if settings.part == Part::Keys { "office.no_keys" } else { "office.nothing" };
        scene.put(body, 0, seen.get(word), Role::Dim);
    }
    for (row, index) in (0..).zip(settings.list.window(rows.len(), usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        rows::draw(scene, line, &rows[index]);
        if index == settings.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
}

/// The names of the parts; where they have no room, those around the one in front.
fn parts(scene: &mut Scene<'_>, area: Rect, front: Part) {
    let seen = scene.seen;
    let words = PARTS.map(|part| seen.get(part.key()));
    let at = PARTS.iter().position(|part| *part == front).unwrap_or(0);
    // A mark at either end with a column beside it, the brackets, and one column between two.
    let room = usize::from(area.width).saturating_sub(7);
    let wide = |from: usize| words[from..=at].iter().map(|word| columns(word) + 1).sum::<usize>();
    let from = if words.iter().map(|word| columns(word) + 1).sum::<usize>() <= room {
        0
    } else {
        // The next one is in sight too.
        let next = words.get(at + 1).map_or(0, |word| columns(word) + 1);
        (0..=at).find(|from| wide(*from) + next <= room).unwrap_or(at)
    };
    let mut pen = scene.line(area, 0);
    if from > 0 {
        pen.put("‹ ", Role::Dim);
    }
    for (index, word) in words.iter().enumerate().skip(from) {
        let brackets = if index == at { 2 } else { 0 };
        // Room for the mark that there are more.
        let mark = if index + 1 < words.len() { 2 } else { 0 };
        if usize::from(pen.room()) < columns(word) + brackets + mark {
            pen.put("›", Role::Dim);
            break;
        }
        if index == at {
            pen.put(&format!("[{word}]"), Role::Title).gap(1);
        } else {
            pen.put(word, Role::Dim).gap(1);
        }
    }
}

/// Who changed this part last, and what is changed elsewhere; answers how many lines that takes.
fn below(scene: &mut Scene<'_>, area: Rect, part: Part) -> u16 {
    let seen = scene.seen;
    let mut lines = Vec::new();
    if part == Part::Centre {
        let text = crate::text::width::wrap(seen.get("office.in_file"), usize::from(area.width));
        lines.extend(text.into_iter().map(|line| (line, Role::Dim)));
    }
    if part == Part::Days {
        lines.push((seen.get("office.days_hint").to_owned(), Role::Dim));
    }
    if let Some(change) = seen.state().changes.get(&part) {
        let at = change.at.local().format("%H:%M %d/%m/%Y").to_string();
        let by = who(change.by, seen);
        lines.push((seen.fill("office.last_change", &[("at", &at), ("by", &by)]), Role::Dim));
    }
    let used = u16::try_from(lines.len()).unwrap_or(0);
    for (row, (line, role)) in (0..).zip(&lines) {
        scene.put(area, (area.height + row).saturating_sub(used), line, *role);
    }
    if used > 0 { used + 1 } else { 0 }
}

fn who(by: Actor, seen: Seen<'_>) -> String {
    match by {
        Actor::Officer(officer) => reason::officer(officer, seen),
        Actor::Administrator | Actor::Clock | Actor::Kiosk | Actor::Display => seen.get("office.by_owner").to_owned(),
    }
}
