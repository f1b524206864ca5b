//! The dossiers by due time: overdue ones first, then those of today, of later, those without a date.
//!
//! ```text
//! Hồ sơ  [Cần làm]  Chờ trả  Tất cả                        Lọc: hong dao
//! Quá hạn 2
//! ! T6 13/11 17:00  trễ 7 ngày  Nguyễn Thị Hồng Đào   Xác nhận tình trạng hôn nhân
//! Hôm nay 1
//! ```

use super::{dossier, procedures};
use crate::domain::calendar::weekday_key;
use crate::domain::dossier::Dossier;
use crate::domain::time::Timestamp;
use crate::tui::pages::listing::{Group, Listing, View};
use crate::tui::parts::sections::{self, Place};
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which the dossier under the bar is shown beside the list.
const BESIDE: u16 = 156;

/// Columns of a due time: `Mon 23/11 17:00`.
const DUE_COLS: u16 = 15;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, listing: &mut Listing) {
    let seen = scene.seen;
    let used = heading(scene, area, listing);
    let body = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    if listing.rows.is_empty() {
        let key = if listing.filter.is_empty() { "dossiers.none" } else { "dossiers.none_fits" };
        scene.put(body, 0, seen.get(key), Role::Dim);
        return;
    }
    let (left, right) = if body.width >= BESIDE { procedures::halves(scene, body) } else { (body, None) };
    let counts = listing.counts();
    let sizes: Vec<usize> = counts.iter().map(|(_, size)| *size).collect();
    listing.list.window(listing.rows.len(), usize::from(left.height));
    let places = sections::in_sight(&mut listing.lines, &sizes, listing.list.at, usize::from(left.height));
    for (row, place) in (0..).zip(places) {
        let line = Rect { y: left.y + row, height: 1, ..left };
        match place {
            Place::Head(section) => group(scene, line, counts[section]),
            Place::Row(index) => {
                if let Some(dossier) = listing.rows.get(index).and_then(|row| seen.state().dossiers.get(&row.code)) {
                    self::row(scene, line, dossier);
                }
                if index == listing.list.at {
                    scene.paint(line, Role::Selected);
                }
                scene.hit(line, Hit::Row(index));
            }
        }
    }
    let selected = listing.selected().and_then(|code| seen.state().dossiers.get(code));
    if let (Some(right), Some(selected)) = (right, selected) {
        let person = seen.published.people.get(&selected.applicant);
        dossier::preview(scene, right, selected, person.map(AsRef::as_ref));
    }
}

/// Which dossiers are shown, and what narrows them; answers the lines used.
fn heading(scene: &mut Scene<'_>, area: Rect, listing: &Listing) -> u16 {
    let seen = scene.seen;
    let filtering = listing.typing || !listing.filter.is_empty();
    let mut pen = scene.line(area, 0);
    for view in View::ALL {
        let word = seen.get(view.key());
        if view == listing.view {
            pen.put(&format!("[{word}]"), Role::Title).gap(1);
        } else {
            pen.put(&format!(" {word} "), Role::Dim).gap(1);
        }
    }
    let shown = seen.fill("dossiers.count", &[("n", &listing.rows.len().to_string())]);
    pen.right(&shown, Role::Dim);
    let mut used = 1;
    if let Some(person) = listing.whose.and_then(|id| seen.published.people.get(&id)) {
        let who = [&person.name, &person.phone, &person.id_number, &person.address, &person.hamlet];
        let who: Vec<&str> = who.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        scene.put(area, used, &who.join(" · "), Role::Accent);
        used += 1;
    }
    if let Some(holder) = &listing.holder {
        let held = seen.fill("dossiers.held_by", &[("holder", &reason::holder(holder, seen))]);
        scene.put(area, used, &held, Role::Accent);
        used += 1;
    }
    if filtering {
        let mut pen = scene.line(area, used);
        pen.put(seen.get("help.filter"), if listing.typing { Role::Accent } else { Role::Dim }).gap(1);
        let (start, room) = (pen.at(), pen.room());
        let place = Rect { x: start.x, y: start.y, width: room.min(60), height: u16::from(area.height > used) };
        listing.filter.draw(scene, place, listing.typing, false);
        used += 1;
    }
    if used == 1 && area.height >= 12 { 2 } else { used }
}

fn group(scene: &mut Scene<'_>, line: Rect, (group, size): (Group, usize)) {
    let role = match group {
        Group::Overdue => Role::Bad,
        Group::Today => Role::Warn,
        _ => Role::Title,
    };
    let seen = scene.seen;
    scene.line(line, 0).put(seen.get(group.key()), role).gap(1).put(&size.to_string(), role);
}

/// One dossier in one line; more of it where there is more room.
pub(in crate::tui) fn row(scene: &mut Scene<'_>, line: Rect, dossier: &Dossier) {
    let seen = scene.seen;
    let (late, role) = dossier::lateness(dossier, seen);
    let mark = if role == Role::Bad { "!" } else { " " };
    let name = match seen.published.name(dossier.applicant) {
        "" => seen.get("dossiers.applicant_unknown"),
        name => name,
    };
    let catalogue = &seen.published.book.catalogue;
    let short = catalogue.get(&dossier.procedure).map_or(dossier.procedure_name.as_str(), |known| known.short());
    let mut pen = scene.line(line, 0);
    pen.put(mark, Role::Bad).gap(1);
    if line.width < 60 {
        pen.column(&day(dossier.due), 5, role).column(name, (line.width / 2).saturating_sub(6), Role::Text);
        pen.put(short, Role::Dim);
        return;
    }
    pen.column(&due(dossier.due, seen), DUE_COLS, Role::Text).column(&late, 18, role);
    if line.width >= 96 {
        pen.right(short_code(&dossier.code.0), Role::Dim);
    }
    if line.width >= 136 {
        pen.column(name, 28, Role::Text).column(short, line.width.saturating_sub(100).clamp(36, 60), Role::Text);
        pen.put(&reason::holder(&dossier.holder, seen), Role::Dim);
    } else {
        pen.column(name, if line.width < 96 { 22 } else { 28 }, Role::Text).put(short, Role::Dim);
    }
}

/// Day and number of a dossier's code, without the unit that all of a centre share: `261120-0001`.
pub(in crate::tui) fn short_code(code: &str) -> &str {
    code.rmatch_indices('-').nth(1).map_or(code, |(at, _)| &code[at + 1..])
}

fn day(due: Option<Timestamp>) -> String {
    due.map(|due| due.local().format("%d/%m").to_string()).unwrap_or_default()
}

/// `T6 13/11 17:00`.
fn due(due: Option<Timestamp>, seen: Seen<'_>) -> String {
    let Some(due) = due else { return String::new() };
    format!("{} {}", seen.get(weekday_key(due.day())), due.local().format("%d/%m %H:%M"))
}
