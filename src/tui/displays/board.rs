//! The board in the waiting room: who is called where, in letters readable across the room; how many wait; and, page by
//! page, the public list of procedures. Numbers only, never a name.

use super::{below, bulletin, columns, head, rule, services, top};
use crate::domain::calendar::show_moment;
use crate::domain::figures;
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::kiosk::closed_until;
use crate::domain::published::Trouble;
use crate::domain::ticket::{Stage, Ticket};
use crate::domain::time::Timestamp;
use crate::text::width;
use crate::tui::parts::{expect, letters};
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// A call is new for so long, in seconds.
const NEW_S: i64 = 20;
/// A call that nothing speaks is reversed for so long, in seconds.
const FLASH_S: i64 = 6;
/// Columns for what somebody who comes now can expect, and from how many columns on there is room for it.
const EXPECTED: u16 = 16;
const EXPECTED_FROM: u16 = 44;
/// The same in fewer letters, where it has less room.
const SHORT: u16 = 12;
const SHORT_FROM: u16 = 30;
/// Columns between a number and its counter, and of “QUẦY” in large letters.
const GAP: u16 = 8;
const HEAD: u16 = 32;
/// The largest letters of a call.
const SCALE_MAX: u16 = 4;

/// How the board is divided.
struct Parts {
    calls: Rect,
    waiting: Rect,
    /// Its first line is a hairline.
    pages: Rect,
}

fn parts(area: Rect, services: u16) -> (Parts, u16) {
    let body = below(area, 1);
    // So wide that a greeting of eight large letters has room on 120 columns.
    let left = if area.width >= 90 { area.width * 11 / 20 + 2 } else { area.width };
    if left == area.width {
        let calls = top(body, (body.height / 2).max(4));
        let rest = below(body, calls.height);
        let waiting = top(rest, services.div_ceil(service_columns(rest)) + 1);
        let pages = below(below(rest, waiting.height), 1);
        return (Parts { calls, waiting, pages }, 0);
    }
    let right = Rect { x: area.x + left + 2, width: area.width - left - 2, ..body };
    let rows = large_rows(right).map_or(services + 2, |rows| services.div_ceil(2) * rows + 1);
    let waiting = top(right, rows.min(body.height / 2));
    let calls = Rect { width: left - 1, ..body };
    (Parts { calls, waiting, pages: below(right, waiting.height + 1) }, left)
}

/// Lines of a service whose waiting people are told in large letters, two services side by side; none where there is no
/// room for them.
fn large_rows(area: Rect) -> Option<u16> {
    (area.width >= 90 && area.height >= 50).then_some(services::ROWS)
}

/// How many services stand side by side; they share a narrow board with the pages.
fn service_columns(area: Rect) -> u16 {
    if area.width < 90 { (area.width / 36).max(1) } else { 1 }
}

fn count(seen: Seen<'_>) -> u16 {
    u16::try_from(seen.state().centre.services.len()).unwrap_or(u16::MAX)
}

/// Opening hours, notices, procedures.
pub(super) fn pages(area: Rect, seen: Seen<'_>) -> usize {
    bulletin::pages(parts(area, count(seen)).0.pages, seen).len()
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, page: usize, flashes: bool) {
    let seen = scene.seen;
    head(scene, area, seen.get("board.title"));
    if seen.published.troubles.contains(&Trouble::LostTouch) {
        // Numbers that are not of now must not be believed; other troubles are not the citizens' business.
        scene.clear(top(area, 1));
        scene.put(area, 0, &format!(" {} ", seen.get("board.lost_touch")), Role::Trouble);
    }
    let (parts, split) = parts(area, count(seen));
    if split > 0 {
        columns(scene, below(area, 1), split);
    }
    calls(scene, parts.calls, flashes);
    let is_large = split > 0 && large_rows(Rect { width: parts.waiting.width, ..below(area, 1) }).is_some();
    waiting(scene, parts.waiting, is_large);
    if parts.pages.height > 0 {
        rule(scene, Rect { y: parts.pages.y - 1, height: 1, ..parts.pages });
        if let Some(page) = bulletin::pages(parts.pages, seen).get(page) {
            bulletin::draw(scene, parts.pages, *page);
        }
    }
}

/// When a call ceases to be new, or to flash, or the small line turns, next.
pub(super) fn settles(seen: Seen<'_>) -> Option<Timestamp> {
    let calls = called(seen);
    let turns = (calls.len() > 1).then(|| Timestamp((lap(seen) + 1) * seen.state().centre.display.page_s.max(1)));
    let news = calls.into_iter().filter(|call| call.is_awaited).filter_map(|call| call.at);
    news.flat_map(|at| [at.plus(FLASH_S), at.plus(NEW_S)]).filter(|at| *at > seen.now).chain(turns).min()
}

/// How often pages have turned by now.
fn lap(seen: Seen<'_>) -> i64 {
    seen.now.0.div_euclid(seen.state().centre.display.page_s.max(1))
}

/// Somebody who is at a counter, or on the way there.
#[derive(Clone, Copy)]
struct Call {
    ticket: TicketNo,
    counter: CounterId,
    at: Option<Timestamp>,
    /// Called, and not there yet.
    is_awaited: bool,
}

/// Who is awaited at a counter, latest call first; after them those who are there already.
fn called(seen: Seen<'_>) -> Vec<Call> {
    // A recall counts as a call: it is the last one that people look for.
    let last = |no: TicketNo| seen.state().last_calls.iter().find(|(called, ..)| *called == no).map(|(.., at)| *at);
    let call = |ticket: &Ticket| {
        let at = last(ticket.number).or(ticket.called);
        let is_awaited = matches!(ticket.stage, Stage::Called { .. });
        Some(Call { ticket: ticket.number, counter: ticket.at_counter()?, at, is_awaited })
    };
    let mut calls: Vec<Call> = seen.state().tickets.values().filter_map(call).collect();
    calls.sort_by_key(|call| (!call.is_awaited, std::cmp::Reverse(call.at), call.ticket));
    calls
}

fn calls(scene: &mut Scene<'_>, area: Rect, flashes: bool) {
    let calls = called(scene.seen);
    if calls.is_empty() {
        greeting(scene, area);
        return;
    }
    let mut body = heading(scene, area);
    let half = number_columns(scene.seen, body.width);
    // Whoever is there already needs no large letters while somebody is still looked for.
    let awaited = calls.iter().filter(|call| call.is_awaited).count();
    let wanted = if awaited > 0 { awaited } else { calls.len() };
    let all = u16::try_from(wanted).unwrap_or(u16::MAX);
    let (mut scale, mut rows) = scaled(body, half, all);
    let line = Rect { y: body.bottom().saturating_sub(1), height: 1.min(body.height), ..body };
    if usize::from(rows) < calls.len() {
        body.height -= line.height;
        (scale, rows) = scaled(body, half, all);
        others(scene, line, calls.get(usize::from(rows)..).unwrap_or_default());
    }
    let tall = scale.map_or(1, |scale| letters::size("A000", scale).1 + scale);
    if rows == all {
        earlier(scene, below(body, tall * rows), &calls);
    }
    for (row, call) in (0..rows).zip(&calls) {
        one(scene, top(below(body, row * tall), tall), call, scale.unwrap_or(0), flashes);
    }
}

/// Columns from where a number stands to where its counter does: in large letters the two must not read as one.
fn number_columns(seen: Seen<'_>, wide: u16) -> u16 {
    let counter = seen.state().counters.keys().next_back().map_or(1, |last| last.to_string().len());
    let counter = u16::try_from(counter).unwrap_or(1);
    let number = |scale: u16| letters::size("A000", scale).0 + GAP;
    // “QUẦY” in large letters has room over the counter where there is any.
    let behind = |scale: u16| (counter * crate::text::letters::WIDE * scale).max(if scale > 1 { HEAD } else { 0 });
    let scale = (1..=SCALE_MAX).rfind(|scale| number(*scale) + behind(*scale) <= wide);
    scale.map_or(wide * 3 / 5, |scale| number(scale).max(wide * 3 / 5).min(wide - behind(scale)))
}

/// `A012   3`, in letters of this size.
fn one(scene: &mut Scene<'_>, line: Rect, call: &Call, scale: u16, flashes: bool) {
    let now = scene.seen.now;
    let half = number_columns(scene.seen, line.width);
    let is_within = |seconds| call.is_awaited && call.at.is_some_and(|at| now.since(at) < seconds);
    let role = match (call.is_awaited, is_within(NEW_S)) {
        (false, _) => Role::Dim,
        (true, true) => Role::Number,
        (true, false) => Role::Text,
    };
    let left = Rect { width: half, ..line };
    let right = Rect { x: line.x + half, width: line.width - half, ..line };
    for (place, text) in [(left, call.ticket.to_string()), (right, call.counter.to_string())] {
        letters::put(scene, place, &text, scale, role);
    }
    if is_within(NEW_S) {
        let mark = Rect { x: right.x.saturating_sub(4), width: 3, ..right };
        scene.put(mark, line.height.saturating_sub(1) / 2, "▶▶", Role::Warn);
    }
    if flashes && is_within(FLASH_S) {
        scene.paint(line, Role::Selected);
    }
}

/// When nobody is called: a welcome as large as it fits, and what to do.
fn greeting(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    // Nobody is to take a number and wait while the centre is closed.
    let closed = closed_until(seen.published, seen.moment());
    let (word, text) = match closed {
        None => ("board.welcome", seen.get("board.no_calls").to_owned()),
        Some(None) => ("board.closed", seen.get("board.closed_now").to_owned()),
        Some(Some(opens)) => {
            let opens = show_moment(opens, seen.words);
            ("board.closed", seen.fill("board.closed_until", &[("at", &opens)]))
        }
    };
    let word = seen.get(word);
    let said = width::wrap(&text, usize::from(area.width));
    let under = u16::try_from(said.len()).unwrap_or(1) + 1;
    let room = Rect { height: area.height.saturating_sub(under), ..area };
    let scale = letters::fitting(word, Rect { height: room.height.min(area.height * 2 / 3 + 1), ..room }, 2);
    let tall = scale.map_or(1, |scale| letters::size(word, scale).1);
    let middle = below(area, (area.height / 3).min(room.height.saturating_sub(tall)));
    let wide = scale.map_or_else(|| columns_of(word), |scale| letters::size(word, scale).0);
    let place = Rect { x: area.x + area.width.saturating_sub(wide) / 2, width: wide.min(area.width), ..middle };
    let used = letters::put(scene, place, word, 2, Role::Accent);
    let role = if closed.is_some() { Role::Title } else { Role::Dim };
    for (row, line) in (0..).zip(&said) {
        let gap = area.width.saturating_sub(columns_of(line)) / 2;
        scene.line(below(middle, used + 1 + row), 0).gap(gap).put(line, role);
    }
}

/// The largest letters in which the first calls can be read, and how many calls then have room.
fn scaled(body: Rect, half: u16, all: u16) -> (Option<u16>, u16) {
    // Few calls are drawn larger, down to what four of them have room for; many leave room for two at least.
    for shown in (1..=all.clamp(2, 4)).rev() {
        let share =
            Rect { width: half.saturating_sub(GAP), height: ((body.height + 1) / shown).saturating_sub(1), ..body };
        if let Some(scale) = letters::fitting("A000", share, SCALE_MAX) {
            let tall = letters::size("A000", scale).1 + scale;
            return (Some(scale), ((body.height + scale) / tall).min(all));
        }
    }
    (None, body.height.min(all))
}

/// Those that have no line of their own, one beside the other; where they have no room together, page by page.
fn others(scene: &mut Scene<'_>, line: Rect, calls: &[Call]) {
    let seen = scene.seen;
    let are_served = calls.iter().all(|call| !call.is_awaited);
    let title = if are_served { seen.get("board.serving") } else { "" };
    let text = |call: &Call| format!("{} → {}", call.ticket, call.counter);
    let room = line.width.saturating_sub(columns_of(title) + 8);
    let (mut pages, mut used): (Vec<Vec<&Call>>, u16) = (Vec::new(), 0);
    for call in calls {
        let wide = columns_of(&text(call)) + 3;
        match pages.last_mut() {
            Some(page) if used + wide <= room + 3 => page.push(call),
            _ => {
                pages.push(vec![call]);
                used = 0;
            }
        }
        used += wide;
    }
    let count = i64::try_from(pages.len()).unwrap_or(1).max(1);
    let page = usize::try_from(lap(seen).rem_euclid(count)).unwrap_or(0);
    let mut pen = scene.line(line, 0);
    if count > 1 {
        pen.right(&format!("{}/{count}", page + 1), Role::Dim);
    }
    if are_served {
        pen.put(title, Role::Dim).gap(2);
    }
    for call in pages.get(page).into_iter().flatten() {
        pen.put(&text(call), if call.is_awaited { Role::Title } else { Role::Dim }).gap(3);
    }
}

/// Calls whose visit is over or that did not fit, for those who looked away.
fn earlier(scene: &mut Scene<'_>, area: Rect, shown: &[Call]) {
    let seen = scene.seen;
    let is_shown = |ticket: &TicketNo| shown.iter().any(|call| call.ticket == *ticket);
    let mut calls = seen.state().last_calls.iter().filter(|(ticket, ..)| !is_shown(ticket)).peekable();
    if area.height < 3 || calls.peek().is_none() {
        return;
    }
    scene.put(area, 1, seen.get("wall.calls"), Role::Title);
    for (row, (ticket, counter, at)) in (2..area.height).zip(calls) {
        let counter = seen.fill("desk.counter", &[("counter", &counter.to_string())]);
        let mut pen = scene.line(area, row);
        pen.put(&at.clock(), Role::Dim).gap(2);
        pen.column(&ticket.to_string(), 5, Role::Text).put("→ ", Role::Dim).put(&counter, Role::Text);
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width::columns(text)).unwrap_or(u16::MAX)
}

/// “SỐ” and “QUẦY” over the columns; large where there is room. Answers what is left.
fn heading(scene: &mut Scene<'_>, area: Rect) -> Rect {
    let seen = scene.seen;
    let half = number_columns(scene.seen, area.width);
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

fn waiting(scene: &mut Scene<'_>, area: Rect, is_large: bool) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("board.waiting"), Role::Title);
    let body = below(area, 1);
    if is_large {
        services::draw(scene, body, false);
        return;
    }
    let across = service_columns(area).min(count(seen).div_ceil(body.height.max(1))).max(1);
    let wide = body.width / across;
    for (index, service) in (0..body.height * across).zip(&seen.state().centre.services) {
        let (column, row) = (index / body.height, index % body.height);
        let place =
            Rect { x: body.x + column * wide, width: wide.saturating_sub(if across > 1 { 3 } else { 0 }), ..body };
        let waiting = figures::today(seen.state(), Some(service.id), seen.minute()).waiting;
        let people = seen.fill("board.people", &[("n", &waiting.to_string())]);
        let mut pen = scene.line(place, row);
        let role = if waiting > 0 { Role::Text } else { Role::Dim };
        let has_range = !seen.published.expected.newcomers.is_empty();
        if place.width >= EXPECTED_FROM && has_range {
            let expected = expect::of_new(service.id, seen).unwrap_or_default();
            pen.right(&width::pad_left(&expected, usize::from(EXPECTED)), Role::Accent).right(&people, role);
        } else if place.width >= SHORT_FROM && has_range {
            // What the number counts is said above all of them.
            let expected = expect::of_new_short(service.id, seen).unwrap_or_default();
            let waiting = waiting.to_string();
            pen.right(&width::pad_left(&expected, usize::from(SHORT)), Role::Accent).right(&waiting, role);
        } else {
            pen.right(&people, role);
        }
        pen.put(&service.id.to_string(), Role::Number).gap(1).put(service.name_in(seen.words.language()), Role::Text);
    }
}
