//! The supervisors' wall: one look tells the queue, the counters, the dossiers, and what needs a person now.
//!
//! ```text
//! Tổng quan · Trung tâm Cẩm Trung                                             Thứ Hai 23/11/2026  08:41
//!   ██ 23        ██ 41         ██ 87 %         ██ 3          the four figures, readable from afar
//!   đang chờ     phút lâu nhất đúng mục tiêu   hồ sơ quá hạn
//! ───────────────────────────────────────────────────────────────────────────────────────────────
//!  Cần người ngay                               │ Chờ theo nhóm        ▇▇▇▇▇▇ 12   41 phút
//! ───────────────────────────────────────────────────────────────────────────────────────────────
//!  Các quầy                                     │ Hồ sơ
//! ───────────────────────────────────────────────────────────────────────────────────────────────
//!  Lượt đến theo nửa giờ                  │ Đánh giá hôm nay   │ Vừa gọi
//! ```

use super::{
    Beside, arrivals, below, cases, columns, head, needs, record, rule, satisfaction, services, split, stations,
    ticker, tiles, top, waiting,
};
use crate::domain::attention;
use crate::domain::calendar::show_day;
use crate::tui::pages::overview::Cursor;
use crate::tui::parts::expect;
use crate::tui::reason;
use crate::tui::scene::{Pen, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// From this size on everything is on one page.
const WHOLE: (u16, u16) = (110, 33);
/// Pages on smaller ones.
const PAGES: usize = 4;
/// The page of what was told and what came of it, where it does not stand beside who came.
const RECORD: usize = PAGES;
/// The least columns of who came beside it.
const CAME_MIN: u16 = 50;
/// The least lines of it there.
const RECORD_ROWS: u16 = 9;

/// Columns of what is said of results, with one free, and of the last calls, where they stand beside each other.
const SAID_MIN: u16 = 26;
const SAID_MAX: u16 = 64;
const CALLS: u16 = 26;

/// What is shown at a time: which page, and which part of what has no room on it as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaf {
    pub page: usize,
    pub lap: usize,
}

/// What turns, one after the other, on all of `area` under the line that only a display has.
pub(super) fn leaves(area: Rect, seen: Seen<'_>) -> Vec<Leaf> {
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    let needs = attention::needs(seen.published, seen.minute());
    let laps = |page: usize| -> usize {
        if page == RECORD {
            return record::laps(area, seen);
        }
        if is_whole(area) {
            let parts = whole_parts(area, seen);
            let ((upper, waiting), (lower, cases)) = (halves(parts.upper), halves(parts.lower));
            let laps = [
                needs::laps(upper, &needs, seen),
                waiting::laps(waiting, seen),
                stations::laps(lower, seen),
                cases::laps(cases, seen),
                day_parts(parts.last, seen).1.map_or(1, |record| record::laps(record, seen)),
            ];
            return laps.into_iter().max().unwrap_or(1);
        }
        let (first, second) = page_parts(area, seen, page);
        match page {
            0 => needs::laps(second, &needs, seen),
            1 => waiting::laps(first, seen).max(stations::laps(second, seen)),
            3 => 1,
            _ => cases::laps(first, seen),
        }
    };
    let pages = if is_whole(area) { 1 } else { PAGES };
    let is_beside = is_whole(area) && day_parts(whole_parts(area, seen).last, seen).1.is_some();
    let record = Some(RECORD).filter(|_| record::is_there(&seen.published.expected) && !is_beside);
    (0..pages).chain(record).flat_map(|page| (0..laps(page).max(1)).map(move |lap| Leaf { page, lap })).collect()
}

fn is_whole(area: Rect) -> bool {
    area.width + 2 >= WHOLE.0 && area.height >= WHOLE.1
}

/// What is left of a display's `area` under its top line and what is wrong with the hub's PC.
pub(super) fn under_head(area: Rect, seen: Seen<'_>) -> Rect {
    below(area, rows(seen.published.troubles.len()).saturating_add(1))
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, turn: (usize, &[Leaf]), beside: Beside<'_>) {
    let seen = scene.seen;
    let mut body = head(scene, area, seen.get("wall.title"));
    for trouble in &seen.published.troubles {
        let text = format!(" {} ", reason::trouble(*trouble, seen));
        scene.put(body, 0, &text, Role::Trouble);
        body = below(body, 1);
    }
    self::body(scene, body, turn, beside, None);
}

/// Everything below the top line; which of the leaves is shown.
pub(super) fn body(
    scene: &mut Scene<'_>,
    area: Rect,
    (index, leaves): (usize, &[Leaf]),
    beside: Beside<'_>,
    cursor: Option<Cursor>,
) {
    let leaf = leaves.get(index).copied().unwrap_or_default();
    let rest = foot(scene, area, several(index, leaves));
    if leaf.page == RECORD {
        record::draw(scene, rest, leaf.lap);
    } else if is_whole(rest) {
        whole(scene, rest, leaf.lap, beside, cursor);
    } else {
        paged(scene, rest, leaf, beside, cursor);
    }
}

/// Which page this is and of how many, at the right.
pub(super) fn page(pen: &mut Pen<'_>, page: Option<(usize, usize)>) {
    if let Some((index, count)) = page {
        pen.right(&format!("{}/{count}", index + 1), Role::Dim);
    }
}

/// Which of the leaves is shown and how many there are, where they are not all of one page.
pub(super) fn several(index: usize, leaves: &[Leaf]) -> Option<(usize, usize)> {
    (!leaves.iter().all(|leaf| leaf.page == 0)).then_some((index, leaves.len()))
}

/// The last line: when the news is from, and where there are several which page this is; answers what is left.
fn foot(scene: &mut Scene<'_>, area: Rect, page: Option<(usize, usize)>) -> Rect {
    let seen = scene.seen;
    let body = Rect { height: area.height.saturating_sub(1), ..area };
    let line = Rect { y: body.bottom(), height: area.height - body.height, ..area };
    let at = seen.state().at;
    let mut news = at.local().format("%H:%M:%S").to_string();
    if at.day() != seen.now.day() {
        news = format!("{news}, {}", show_day(at.day(), seen.words));
    }
    let mut pen = scene.line(line, 0);
    self::page(&mut pen, page);
    pen.put(&seen.fill("wall.last_news", &[("at", &news)]), Role::Dim);
    if let Some(kept) = expect::kept(seen) {
        pen.gap(3).put(&kept, Role::Text);
    }
    body
}

/// The bands of a wall that shows everything at once; the line above each but the first is a hairline.
struct Parts {
    tiles: Rect,
    upper: Rect,
    lower: Rect,
    last: Rect,
}

fn whole_parts(area: Rect, seen: Seen<'_>) -> Parts {
    let large = area.height >= 55;
    let tile_rows = if large { 11 } else { 7 };
    let rest = below(area, tile_rows + 1);
    let counters = rows(seen.state().counters.len());
    let services = rows(seen.state().centre.services.len());
    let services = if large { services.div_ceil(2) * services::ROWS } else { services };
    // A third for what is wrong, a third for the counters, the rest for the day.
    let last = if large { 11 } else { 6 };
    let room = rest.height.saturating_sub(last + 2);
    let upper =
        (room / 2).max(services.min(room.saturating_sub(4)) + 2).min(room.saturating_sub(counters.min(room / 2) + 1));
    let lower = below(rest, upper + 1);
    let lower_rows = lower.height.saturating_sub(last + 1);
    Parts {
        tiles: top(area, tile_rows),
        upper: top(rest, upper),
        lower: top(lower, lower_rows),
        last: below(lower, lower_rows + 1),
    }
}

/// Columns of the left half.
fn left(area: Rect) -> u16 {
    area.width * 3 / 5
}

fn halves(area: Rect) -> (Rect, Rect) {
    split(area, left(area))
}

/// A band in two halves, with the hairlines above and between them.
fn band(scene: &mut Scene<'_>, area: Rect) -> (Rect, Rect) {
    rule(scene, Rect { y: area.y.saturating_sub(1), height: 1, ..area });
    columns(scene, area, left(area))
}

fn whole(scene: &mut Scene<'_>, area: Rect, lap: usize, beside: Beside<'_>, cursor: Option<Cursor>) {
    let needs = attention::needs(scene.seen.published, scene.seen.minute());
    let parts = whole_parts(area, scene.seen);
    tiles::draw(scene, parts.tiles, true);
    let (left, right) = band(scene, parts.upper);
    needs::draw(scene, left, &needs, lap, cursor);
    waiting::draw(scene, right, lap);
    let (left, right) = band(scene, parts.lower);
    stations::draw(scene, left, lap, cursor);
    cases::draw(scene, right, lap);
    day(scene, parts.last, lap, beside);
}

/// The columns of who came, of what came of what was told where that has room beside them, and of the rest.
fn day_parts(area: Rect, seen: Seen<'_>) -> (Rect, Option<Rect>, Rect) {
    let (first, rest) = split(area, left(area).min(area.width.saturating_sub(SAID_MIN + CALLS + 2)));
    let has_room = first.width >= CAME_MIN + record::BESIDE + 2 && first.height >= RECORD_ROWS;
    if !has_room || !record::is_there(&seen.published.expected) {
        return (first, None, rest);
    }
    let (came, record) = split(first, CAME_MIN.max((first.width - 2).saturating_sub(record::BESIDE_MAX)));
    (came, Some(record), rest)
}

/// The last band: who came, what came of what was told, what those said who have their result, who was called.
fn day(scene: &mut Scene<'_>, area: Rect, lap: usize, beside: Beside<'_>) {
    rule(scene, Rect { y: area.y.saturating_sub(1), height: 1, ..area });
    let (came, record, rest) = day_parts(area, scene.seen);
    for part in [record, Some(rest)].into_iter().flatten() {
        columns(scene, Rect { width: area.right().saturating_sub(part.x - 2), x: part.x - 2, ..area }, 0);
    }
    arrivals::draw(scene, came, beside.usual);
    if let Some(record) = record {
        record::draw(scene, record, lap);
    }
    let (second, third) = columns(scene, rest, rest.width.saturating_sub(CALLS + 2).clamp(SAID_MIN, SAID_MAX));
    satisfaction::draw(scene, second);
    ticker::draw(scene, third);
}

/// The two bands of a page of a small screen; the line above the second is a hairline.
fn page_parts(area: Rect, seen: Seen<'_>, page: usize) -> (Rect, Rect) {
    let upper = match page {
        0 if area.height >= 16 => 6,
        0 => 2,
        1 => (rows(seen.state().centre.services.len()) + 1).min(area.height / 2),
        _ => area.height * 3 / 5,
    };
    (top(area, upper), below(area, upper + 1))
}

/// Small screens show one thing after the other.
fn paged(scene: &mut Scene<'_>, area: Rect, leaf: Leaf, beside: Beside<'_>, cursor: Option<Cursor>) {
    let (first, second) = page_parts(area, scene.seen, leaf.page);
    rule(scene, Rect { y: second.y.saturating_sub(1), height: 1.min(second.height), ..second });
    match leaf.page {
        0 => {
            tiles::draw(scene, first, false);
            let needs = attention::needs(scene.seen.published, scene.seen.minute());
            needs::draw(scene, second, &needs, leaf.lap, cursor);
        }
        1 => {
            waiting::draw(scene, first, leaf.lap);
            stations::draw(scene, second, leaf.lap, cursor);
        }
        3 => {
            satisfaction::draw(scene, first);
            ticker::draw(scene, second);
        }
        _ => {
            cases::draw(scene, first, leaf.lap);
            arrivals::draw(scene, second, beside.usual);
        }
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
