//! The dossiers by due time: overdue ones first, then those of today, of later, those without a date.
//!
//! ```text
//! Của tôi 2  [Cần làm 6]  Quá hạn 2  Chờ trả 1  Tất cả 7   Lọc: hong dao
//! Quá hạn 2
//! ! T6 13/11 17:00  trễ 7 ngày  Nguyễn Thị Hồng Đào   Xác nhận tình trạng hôn nhân
//! Hôm nay 1
//! ```

use super::{dossier, dossier_ages, procedures};
use crate::domain::calendar::weekday_key;
use crate::domain::dossier::Dossier;
use crate::domain::time::Timestamp;
use crate::domain::worklist::{Worklist, hand_over_by, is_left_behind};
use crate::text::width::columns;
use crate::tui::pages::listing::{Group, Listing};
use crate::tui::parts::age::age;
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

/// Lines that the names of the lists may take above the list.
const TAB_LINES: u16 = 3;
/// Columns and lines from which they stand below one another at the left.
const LISTS_BESIDE: (u16, u16) = (116, 20);
/// Columns that they take there.
const LISTS_COLS: u16 = 28;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, listing: &mut Listing) {
    let seen = scene.seen;
    if listing.aged.is_some() {
        dossier_ages::draw(scene, area, listing);
        return;
    }
    let area = if area.width >= LISTS_BESIDE.0 && area.height >= LISTS_BESIDE.1 {
        lists_beside(scene, area, listing)
    } else {
        lists_above(scene, area, listing)
    };
    let used = heading(scene, area, listing);
    let body = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    if listing.rows.is_empty() {
        let key = match listing.view {
            _ if !listing.filter.is_empty() => "dossiers.none_fits",
            Worklist::Mine | Worklist::ToTake => "worklist.none_mine",
            _ => "dossiers.none",
        };
        scene.put(body, 0, seen.get(key), Role::Dim);
        return;
    }
    let (left, right) = if body.width >= BESIDE { procedures::halves(scene, body) } else { (body, None) };
    let counts = listing.sections();
    let sizes: Vec<usize> = counts.iter().map(|(_, size)| *size).collect();
    listing.list.window(listing.rows.len(), usize::from(left.height));
    let places = sections::in_sight(&mut listing.lines, &sizes, listing.list.at, usize::from(left.height));
    for (row, place) in (0..).zip(places) {
        let line = Rect { y: left.y + row, height: 1, ..left };
        match place {
            Place::Head(section) => group(scene, line, counts[section]),
            Place::Row(index) => {
                if let Some(dossier) = listing.rows.get(index).and_then(|row| seen.state().dossiers.get(&row.code)) {
                    row_on(scene, line, dossier, listing.view);
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

/// The names of the lists that have anything on them, with how many, as many lines as they need; answers what is left.
fn lists_above(scene: &mut Scene<'_>, area: Rect, listing: &Listing) -> Rect {
    let seen = scene.seen;
    let shown = |list: &Worklist| {
        *list == listing.view || matches!(list, Worklist::ToDo | Worklist::All) || listing.count(*list) > 0
    };
    let words = Worklist::ALL.into_iter().filter(shown).map(|list| (list, tab(list, listing, seen)));
    let words: Vec<(Worklist, String)> = words.collect();
    let lines = if area.height >= 16 { TAB_LINES } else { 1 };
    let mut rows: Vec<Vec<&(Worklist, String)>> = vec![Vec::new()];
    let mut used = 0;
    for word in &words {
        let wide = columns(&word.1) + 1;
        if used > 0 && used + wide > usize::from(area.width) {
            (rows, used) = ([rows, vec![Vec::new()]].concat(), 0);
        }
        if let Some(row) = rows.last_mut() {
            row.push(word);
        }
        used += wide;
    }
    let here = rows.iter().position(|row| row.iter().any(|(list, _)| *list == listing.view)).unwrap_or(0);
    let lines = usize::from(lines).min(rows.len());
    let top = (here + 1).saturating_sub(lines);
    for (line, row) in (0..).zip(&rows[top..top + lines]) {
        let mut pen = scene.line(area, line);
        for (list, word) in row {
            pen.put(word, if *list == listing.view { Role::Title } else { Role::Dim }).gap(1);
        }
    }
    // A free line below them, where there is room.
    let lines = u16::try_from(lines).unwrap_or(1) + u16::from(area.height >= 16);
    Rect { y: area.y + lines, height: area.height.saturating_sub(lines), ..area }
}

fn tab(list: Worklist, listing: &Listing, seen: Seen<'_>) -> String {
    let (word, n) = (seen.get(list.key()), listing.count(list));
    if list == listing.view { format!("[{word} {n}]") } else { format!(" {word} {n} ") }
}

/// All lists below one another; answers what is left beside them.
fn lists_beside(scene: &mut Scene<'_>, area: Rect, listing: &Listing) -> Rect {
    let seen = scene.seen;
    for (row, list) in (0..).zip(Worklist::ALL) {
        let count = listing.count(list);
        let role = match list {
            _ if list == listing.view => Role::Title,
            _ if count == 0 => Role::Dim,
            Worklist::Overdue => Role::Bad,
            Worklist::Today => Role::Warn,
            _ => Role::Text,
        };
        let line = Rect { width: LISTS_COLS, ..area };
        let mut pen = scene.line(line, row);
        pen.put(if list == listing.view { "▸ " } else { "  " }, Role::Accent);
        pen.right(&format!("{count}  "), role).put(seen.get(list.key()), role);
    }
    let left = LISTS_COLS.min(area.width);
    let rest = Rect { x: area.x + left, width: area.width - left, ..area };
    scene.hairline(rest);
    Rect { x: rest.x + 2, width: rest.width.saturating_sub(2), ..rest }
}

/// Whose dossiers are shown, what narrows them, and how many are left by that; answers the lines used. How many are on
/// the whole list stands with its name.
fn heading(scene: &mut Scene<'_>, area: Rect, listing: &Listing) -> u16 {
    let seen = scene.seen;
    let filtering = listing.typing || !listing.filter.is_empty();
    if !filtering && listing.only.is_all() {
        return 0;
    }
    let mut pen = scene.line(area, 0);
    let shown = seen.fill("dossiers.count", &[("n", &listing.rows.len().to_string())]);
    pen.right(&shown, Role::Dim);
    let mut used = u16::from(!filtering);
    let only = &listing.only;
    let person = only.whose.and_then(|id| seen.published.people.get(&id)).map(|person| {
        let who = [&person.name, &person.phone, &person.id_number, &person.address, &person.hamlet];
        let who: Vec<&str> = who.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        who.join(" · ")
    });
    let holder = only.holder.as_ref().map(|holder| ("dossiers.held_by", "holder", reason::holder(holder, seen)));
    let field = only.field.as_ref().map(|field| ("worklist.field_is", "field", field.clone()));
    let procedure = only.procedure.as_ref().map(|name| ("worklist.procedure_is", "procedure", name.clone()));
    let narrowed = [holder, field, procedure].into_iter().flatten();
    let narrowed = narrowed.map(|(key, gap, value)| seen.fill(key, &[(gap, &value)]));
    for (place, text) in (0..).zip(person.into_iter().chain(narrowed)) {
        // The first one stands beside the count.
        scene.put(
            Rect { width: area.width.saturating_sub(if place == 0 { 12 } else { 0 }), ..area },
            place,
            &text,
            Role::Accent,
        );
        used = place + 1;
    }
    if filtering {
        let mut pen = scene.line(area, used);
        pen.put(seen.get("help.filter"), if listing.typing { Role::Accent } else { Role::Dim }).gap(1);
        let (start, room) = (pen.at(), pen.room());
        // Beside the count, where that stands in the same line.
        let room = room.saturating_sub(if used == 0 { 16 } else { 0 });
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

/// What matters of a dossier on this list: how long it waits, by when it is to go, else how it stands to its due time.
fn matter(dossier: &Dossier, list: Worklist, seen: Seen<'_>) -> (String, Role) {
    let since = |from: Timestamp| age(seen.minute().since(from), seen.words);
    let waits = |from: Timestamp| Some((seen.fill("worklist.waits", &[("age", &since(from))]), Role::Warn));
    let told = match list {
        Worklist::ToTake => dossier.on_its_way.as_ref().and_then(|way| waits(way.since)),
        Worklist::Supplement | Worklist::Payment => dossier.paused_since().and_then(waits),
        Worklist::Agency => dossier.inquiry.as_ref().and_then(|inquiry| waits(inquiry.asked)),
        Worklist::ToReturn => dossier.finished.and_then(waits),
        Worklist::Online => waits(dossier.submitted),
        Worklist::Stuck => Some((seen.fill("worklist.quiet", &[("age", &since(dossier.last_touched()))]), Role::Bad)),
        Worklist::Approval => dossier.proposal.as_ref().map(|proposal| {
            let day = proposal.due.local().format("%d/%m").to_string();
            (seen.fill("worklist.until", &[("day", &day)]), Role::Warn)
        }),
        Worklist::Handover if is_left_behind(seen.state(), dossier) => {
            Some((seen.get("worklist.holder_left").to_owned(), Role::Bad))
        }
        Worklist::Handover => hand_over_by(dossier, &seen.published.book.calendar).map(|by| {
            let at = by.local().format(if by.day() == seen.now.day() { "%H:%M" } else { "%H:%M %d/%m" }).to_string();
            let role = if by < seen.moment() { Role::Bad } else { Role::Text };
            (seen.fill("worklist.by", &[("at", &at)]), role)
        }),
        _ => None,
    };
    told.unwrap_or_else(|| dossier::lateness(dossier, seen))
}

/// One dossier in one line; more of it where there is more room.
pub(in crate::tui) fn row(scene: &mut Scene<'_>, line: Rect, dossier: &Dossier) {
    row_on(scene, line, dossier, Worklist::ToDo);
}

/// The same on a list, with what matters there.
fn row_on(scene: &mut Scene<'_>, line: Rect, dossier: &Dossier, list: Worklist) {
    let seen = scene.seen;
    let (late, role) = matter(dossier, list, seen);
    let mark = if role == Role::Bad { "!" } else { " " };
    let name = match seen.published.name(dossier.applicant) {
        "" => seen.get("dossiers.applicant_unknown"),
        name => name,
    };
    let catalogue = &seen.published.book.catalogue;
    let short = catalogue.get(&dossier.procedure).map_or(dossier.procedure_name.as_str(), |known| known.short());
    let mut pen = scene.line(line, 0);
    pen.put(mark, Role::Bad).gap(1);
    if line.width < 68 {
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
        // Both are cut less where there is more room.
        let rest = line.width.saturating_sub(40 + if line.width < 96 { 0 } else { 12 });
        pen.column(name, (rest / 2).clamp(22, 30), Role::Text).put(short, Role::Dim);
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
