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
//!  Lượt đến theo nửa giờ                        │ Vừa gọi
//! ```

use super::{
    Beside, arrivals, below, cases, columns, head, needs, rule, services, stations, ticker, tiles, top, waiting,
};
use crate::domain::attention;
use crate::tui::pages::overview::Cursor;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// From this size on everything is on one page.
const WHOLE: (u16, u16) = (110, 34);

/// How many pages there are at this size.
pub(super) fn pages(area: Rect) -> usize {
    if is_whole(area) { 1 } else { 3 }
}

fn is_whole(area: Rect) -> bool {
    area.width + 2 >= WHOLE.0 && area.height >= WHOLE.1
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, page: usize, pages: usize, beside: Beside<'_>) {
    let seen = scene.seen;
    let mut body = head(scene, area, seen.get("wall.title"));
    for trouble in &seen.published.troubles {
        let text = format!(" {} ", reason::trouble(*trouble, seen));
        scene.put(body, 0, &text, Role::Trouble);
        body = below(body, 1);
    }
    self::body(scene, body, (page, pages), beside, None);
}

/// Everything below the top line.
pub(super) fn body(
    scene: &mut Scene<'_>,
    area: Rect,
    (page, pages): (usize, usize),
    beside: Beside<'_>,
    cursor: Option<Cursor>,
) {
    let rest = foot(scene, area, page, pages);
    if pages == 1 { whole(scene, rest, beside, cursor) } else { paged(scene, rest, page, beside, cursor) }
}

/// The last line: when the news is from, and which page this is; answers what is left.
fn foot(scene: &mut Scene<'_>, area: Rect, page: usize, pages: usize) -> Rect {
    let seen = scene.seen;
    let body = Rect { height: area.height.saturating_sub(1), ..area };
    let line = Rect { y: body.bottom(), height: area.height - body.height, ..area };
    let news = seen.state().at.local().format("%H:%M:%S").to_string();
    let mut pen = scene.line(line, 0);
    if pages > 1 {
        pen.right(&format!("{}/{pages}", page + 1), Role::Dim);
    }
    pen.put(&seen.fill("wall.last_news", &[("at", &news)]), Role::Dim);
    body
}

fn whole(scene: &mut Scene<'_>, area: Rect, beside: Beside<'_>, cursor: Option<Cursor>) {
    let needs = attention::needs(scene.seen.published, scene.seen.minute());
    let large = area.height >= 55;
    let tile_rows = if large { 10 } else { 6 };
    tiles::draw(scene, top(below(area, 1), tile_rows));
    let rest = rule(scene, below(area, tile_rows + 1));
    let counters = rows(scene.seen.state().counters.len());
    let services = rows(scene.seen.state().centre.services.len());
    let services = if large { services.div_ceil(2) * services::ROWS } else { services };
    // A third for what is wrong, a third for the counters, the rest for the day.
    let last = if large { 11 } else { 7 };
    let room = rest.height.saturating_sub(last + 2);
    let upper =
        (room / 2).max(services.min(room.saturating_sub(4)) + 2).min(room.saturating_sub(counters.min(room / 2) + 1));
    let (left, right) = columns(scene, top(rest, upper), rest.width * 3 / 5);
    needs::draw(scene, left, &needs, cursor);
    waiting::draw(scene, right);
    let rest = rule(scene, below(rest, upper));
    let lower = rest.height.saturating_sub(last + 1);
    let (left, right) = columns(scene, top(rest, lower), rest.width * 3 / 5);
    stations::draw(scene, left, cursor);
    cases::draw(scene, right);
    let rest = rule(scene, below(rest, lower));
    let (left, right) = columns(scene, rest, rest.width * 3 / 5);
    arrivals::draw(scene, left, beside.usual);
    ticker::draw(scene, right);
}

/// Small screens show one thing after the other.
fn paged(scene: &mut Scene<'_>, area: Rect, page: usize, beside: Beside<'_>, cursor: Option<Cursor>) {
    match page {
        0 => {
            let rows = if area.height >= 16 { 6 } else { 2 };
            tiles::draw(scene, top(area, rows));
            let needs = attention::needs(scene.seen.published, scene.seen.minute());
            let rest = rule(scene, below(area, rows));
            needs::draw(scene, rest, &needs, cursor);
        }
        1 => {
            let services = rows(scene.seen.state().centre.services.len()) + 2;
            let upper = services.min(area.height / 2);
            waiting::draw(scene, top(area, upper));
            let rest = rule(scene, below(area, upper));
            stations::draw(scene, rest, cursor);
        }
        _ => {
            let upper = area.height * 3 / 5;
            cases::draw(scene, top(area, upper));
            let rest = rule(scene, below(area, upper));
            arrivals::draw(scene, rest, beside.usual);
        }
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
