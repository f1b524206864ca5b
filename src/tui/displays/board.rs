//! The board in the waiting room: who is called where, in letters readable across the room; how many wait; and, page by
//! page, the public list of procedures. Numbers only, never a name.

use super::{below, columns, head, rule, top};
use crate::domain::figures;
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::procedure::{Fee, Procedure};
use crate::domain::time::Timestamp;
use crate::text::width;
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::screens::procedures;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// A call is new for so long, in seconds.
const NEW_S: i64 = 20;
/// A call that nothing speaks is reversed for so long, in seconds.
const FLASH_S: i64 = 6;
/// The largest letters of a call.
const SCALE_MAX: u16 = 4;
/// Lines of one procedure on its page.
const PROCEDURE_ROWS: u16 = 4;

/// How the board is divided.
struct Parts {
    calls: Rect,
    waiting: Rect,
    pages: Rect,
}

fn parts(area: Rect, services: u16) -> (Parts, u16) {
    let body = below(area, 1);
    let left = if area.width >= 90 { area.width * 11 / 20 } else { area.width };
    if left == area.width {
        let calls = top(body, (body.height * 3 / 5).max(4));
        let rest = below(body, calls.height);
        let waiting = top(rest, (services + 1).min(rest.height));
        return (Parts { calls, waiting, pages: below(rest, waiting.height) }, 0);
    }
    let right = Rect { x: area.x + left + 2, width: area.width - left - 2, ..body };
    let waiting = top(right, (services + 2).min(body.height / 2));
    let calls = Rect { width: left - 1, ..body };
    (Parts { calls, waiting, pages: below(right, waiting.height + 1) }, left)
}

fn services(seen: Seen<'_>) -> u16 {
    u16::try_from(seen.state().centre.services.len()).unwrap_or(u16::MAX)
}

/// Opening hours, then the procedures.
pub(super) fn pages(area: Rect, seen: Seen<'_>) -> usize {
    let (parts, _) = parts(area, services(seen));
    let each = per_page(parts.pages);
    if each == 0 { 1 } else { 1 + seen.published.book.catalogue.len().div_ceil(each) }
}

fn per_page(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(2) / PROCEDURE_ROWS)
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, page: usize, pages: usize, flashes: bool) {
    let seen = scene.seen;
    head(scene, area, seen.get("board.title"));
    let (parts, split) = parts(area, services(seen));
    if split > 0 {
        columns(scene, below(area, 1), split);
    }
    calls(scene, parts.calls, flashes);
    waiting(scene, parts.waiting);
    let page_area = if split > 0 && parts.pages.height > 0 {
        let line = Rect { y: parts.pages.y - 1, height: 1, ..parts.pages };
        rule(scene, line);
        parts.pages
    } else {
        parts.pages
    };
    if page == 0 { hours(scene, page_area) } else { list(scene, page_area, page - 1, pages - 1) }
}

/// When a call ceases to be new, or to flash, next.
pub(super) fn settles(seen: Seen<'_>) -> Option<Timestamp> {
    let calls = called(seen).into_iter().filter_map(|(_, _, at)| at);
    calls.flat_map(|at| [at.plus(FLASH_S), at.plus(NEW_S)]).filter(|at| *at > seen.now).min()
}

/// Who is called or being served, latest call first.
fn called(seen: Seen<'_>) -> Vec<(TicketNo, CounterId, Option<Timestamp>)> {
    // A recall counts as a call: it is the last one that people look for.
    let last = |no: TicketNo| seen.state().last_calls.iter().find(|(called, ..)| *called == no).map(|(.., at)| *at);
    let mut calls: Vec<_> = seen
        .state()
        .tickets
        .values()
        .filter_map(|ticket| {
            let counter = ticket.at_counter()?;
            Some((ticket.number, counter, last(ticket.number).or(ticket.called)))
        })
        .collect();
    calls.sort_by_key(|(number, _, at)| (std::cmp::Reverse(*at), *number));
    calls
}

fn calls(scene: &mut Scene<'_>, area: Rect, flashes: bool) {
    let seen = scene.seen;
    let calls = called(seen);
    if calls.is_empty() {
        let middle = below(area, area.height / 3);
        let word = seen.get("board.welcome");
        let scale = letters::fitting(word, middle, 2);
        let wide = scale.map_or_else(|| columns_of(word), |scale| letters::size(word, scale).0);
        let place = Rect { x: area.x + area.width.saturating_sub(wide) / 2, width: wide.min(area.width), ..middle };
        let used = letters::put(scene, place, word, 2, Role::Accent);
        let line = below(middle, used + 1);
        let text = seen.get("board.no_calls");
        let gap = area.width.saturating_sub(columns_of(text)) / 2;
        scene.line(line, 0).gap(gap).put(text, Role::Dim);
        return;
    }
    let body = heading(scene, area);
    let half = body.width * 3 / 5;
    // Few calls are drawn larger, down to what four of them have room for.
    let shown = u16::try_from(calls.len()).unwrap_or(u16::MAX).clamp(2, 4);
    let share = Rect { width: half, height: (body.height / shown).saturating_sub(1), ..body };
    let scale = letters::fitting("A000", share, SCALE_MAX);
    let tall = scale.map_or(1, |scale| letters::size("A000", scale).1 + scale);
    let rows = body.height / tall;
    earlier(scene, below(body, tall * rows.min(u16::try_from(calls.len()).unwrap_or(rows))), &calls);
    for (row, (ticket, counter, at)) in (0..rows).zip(&calls) {
        let line = top(below(body, row * tall), tall);
        let is_new = at.is_some_and(|at| seen.now.since(at) < NEW_S);
        let role = if is_new { Role::Number } else { Role::Text };
        let left = Rect { width: half, ..line };
        let right = Rect { x: line.x + half, width: line.width - half, ..line };
        for (place, text) in [(left, ticket.to_string()), (right, counter.to_string())] {
            letters::put(scene, place, &text, scale.unwrap_or(0), role);
        }
        if is_new {
            let mark = Rect { x: right.x.saturating_sub(4), width: 3, ..right };
            scene.put(mark, (tall - 1) / 2, "▶▶", Role::Warn);
        }
        if flashes && at.is_some_and(|at| seen.now.since(at) < FLASH_S) {
            scene.paint(line, Role::Selected);
        }
    }
}

/// Calls whose visit is over or that did not fit, for those who looked away.
fn earlier(scene: &mut Scene<'_>, area: Rect, shown: &[(TicketNo, CounterId, Option<Timestamp>)]) {
    let seen = scene.seen;
    let is_shown = |ticket: &TicketNo| shown.iter().any(|(number, ..)| number == ticket);
    let mut calls = seen.state().last_calls.iter().filter(|(ticket, ..)| !is_shown(ticket)).peekable();
    if area.height < 3 || calls.peek().is_none() {
        return;
    }
    scene.put(area, 1, seen.get("wall.calls"), Role::Title);
    for (row, (ticket, counter, at)) in (2..area.height).zip(calls) {
        let counter = seen.fill("desk.counter", &[("counter", &counter.to_string())]);
        let mut pen = scene.line(area, row);
        pen.put(&at.local().format("%H:%M").to_string(), Role::Dim).gap(2);
        pen.column(&ticket.to_string(), 5, Role::Text).put("→ ", Role::Dim).put(&counter, Role::Text);
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width::columns(text)).unwrap_or(u16::MAX)
}

/// “SỐ” and “QUẦY” over the columns; large where there is room. Answers what is left.
fn heading(scene: &mut Scene<'_>, area: Rect) -> Rect {
    let seen = scene.seen;
    let half = area.width * 3 / 5;
    let right = Rect { x: area.x + half, width: area.width - half, ..area };
    let words = [seen.get("board.number"), seen.get("board.counter")];
    let left = Rect { width: half.saturating_sub(1), ..area };
    let fits = letters::fitting(words[0], left, 1).and(letters::fitting(words[1], right, 1)).is_some();
    if area.height >= 30 && fits {
        let used = letters::draw(scene, left, words[0], 1, Role::Dim);
        letters::draw(scene, right, words[1], 1, Role::Dim);
        return below(area, used + 1);
    }
    scene.put(Rect { width: half, ..area }, 0, words[0], Role::Title);
    scene.put(right, 0, words[1], Role::Title);
    below(area, 1)
}

fn waiting(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("board.waiting"), Role::Title);
    let body = below(area, 1);
    for (row, service) in (0..body.height).zip(&seen.state().centre.services) {
        let waiting = figures::today(seen.state(), Some(service.id), seen.minute()).waiting;
        let people = seen.fill("board.people", &[("n", &waiting.to_string())]);
        let mut pen = scene.line(body, row);
        pen.right(&people, if waiting > 0 { Role::Text } else { Role::Dim });
        pen.put(&service.id.to_string(), Role::Number).gap(1).put(service.name_in(seen.words.language()), Role::Text);
    }
}

fn hours(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("board.hours"), Role::Title);
    let working = &seen.published.book.calendar;
    let spans = working.spans(seen.now.day());
    let clock = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    let times: Vec<String> =
        spans.iter().map(|span| format!("{} - {}", clock(span.open()), clock(span.close()))).collect();
    let today = if times.is_empty() { seen.get("board.closed_today").to_owned() } else { times.join(" · ") };
    scene.put(area, 1, &today, Role::Text);
    if !working.is_open(seen.now)
        && let Some(opens) = working.open_from(seen.now)
    {
        let at = crate::domain::calendar::show_moment(opens, seen.words);
        scene.put(area, 2, &seen.fill("board.opens", &[("at", &at)]), Role::Warn);
    }
}

/// One page of the public list (Bảng công khai thủ tục hành chính).
fn list(scene: &mut Scene<'_>, area: Rect, page: usize, pages: usize) {
    let seen = scene.seen;
    let catalogue = &seen.published.book.catalogue;
    let each = per_page(area);
    let mut pen = scene.line(area, 0);
    pen.right(&format!("{}/{pages}", page + 1), Role::Dim).put(seen.get("board.procedures"), Role::Title);
    let shown = catalogue.search("", catalogue.len());
    for (row, procedure) in (0..).zip(shown.into_iter().skip(page * each).take(each)) {
        let place = top(below(area, 2 + row * PROCEDURE_ROWS), PROCEDURE_ROWS);
        one(scene, place, procedure);
    }
}

fn one(scene: &mut Scene<'_>, area: Rect, procedure: &Procedure) {
    let seen = scene.seen;
    // What is not certain is not put before citizens as if it were.
    let ask = || (seen.get("board.ask").to_owned(), Role::Dim);
    let (limit, limit_role) = if procedure.limit_sure { procedures::limit(procedure, seen) } else { ask() };
    let (fee, fee_role) = if procedure.fee == Fee::Unknown { ask() } else { procedures::fee(procedure.fee, seen) };
    let mut pen = scene.line(area, 0);
    pen.put(&procedure.code, Role::Number).gap(1).put(&procedure.name, Role::Text);
    let mut pen = scene.line(area, 1);
    pen.gap(2).put(seen.get("board.limit"), Role::Dim).gap(1).put(&limit, limit_role);
    pen.put(" · ", Role::Dim).put(seen.get("board.fee"), Role::Dim).gap(1).put(&fee, fee_role);
    let papers = if procedure.papers.is_empty() {
        seen.get("board.ask_papers").to_owned()
    } else {
        seen.fill("board.papers", &[("papers", &procedure.papers.join("; "))])
    };
    scene.line(area, 2).gap(2).put(&papers, Role::Dim);
}
