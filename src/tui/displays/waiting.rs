//! People waiting by service: how many, as a bar, and the longest wait.

use super::{below, services as large, top};
use crate::domain::figures;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of the longest wait, and of what somebody who comes now can expect.
const WAIT: u16 = 14;
const EXPECTED: u16 = 18;
/// The same, and the name, where the line has less room; and the shortest bar.
const SHORT: u16 = 11;
const SHORT_NAME: u16 = 11;
const BAR_MIN: u16 = 3;

/// How many pages the services need on `area`.
pub(super) fn laps(area: Rect, seen: Seen<'_>) -> usize {
    let (body, all) = (below(area, 1), seen.state().centre.services.len());
    let is_large = large::fit(body, u16::try_from(all).unwrap_or(u16::MAX));
    if is_large { 1 } else { all.div_ceil(usize::from(body.height).max(1)).max(1) }
}

/// Draws one page of them.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, lap: usize) {
    let seen = scene.seen;
    let (state, now) = (seen.state(), seen.minute());
    let laps = laps(area, seen);
    let mut pen = scene.line(area, 0);
    if laps > 1 {
        pen.right(&format!("{}/{laps}", lap % laps + 1), Role::Title);
    }
    pen.put(seen.get("wall.waiting"), Role::Title);
    let body = below(area, 1);
    if large::fit(body, u16::try_from(state.centre.services.len()).unwrap_or(u16::MAX)) {
        large::draw(scene, body, true);
        return;
    }
    let services: Vec<_> =
        state.centre.services.iter().map(|service| (service, figures::today(state, Some(service.id), now))).collect();
    let most = services.iter().map(|(_, figures)| figures.waiting).max().unwrap_or(0).max(10);
    let name = if body.width >= 60 { 28 } else { 16.min(body.width / 3) };
    let forecasts = !seen.published.expected.newcomers.is_empty();
    // Before and behind the name stand the letter and how many wait.
    let left = body.width.saturating_sub(name + 7);
    let is_short = forecasts && left < EXPECTED + WAIT + 6;
    let has_short = is_short && body.width.saturating_sub(SHORT_NAME + 7) >= WAIT + SHORT + BAR_MIN;
    let name = if has_short { SHORT_NAME } else { name };
    let room = usize::from(body.height);
    let first = (lap % laps * room).min(services.len().saturating_sub(room));
    for (row, (service, figures)) in (0..body.height).zip(services.iter().skip(first)) {
        let late = figures.longest_wait_s > state.centre.targets.wait_s;
        let role = if late { Role::Bad } else { Role::Accent };
        let line = top(below(body, row), 1);
        let mut pen = scene.line(line, 0);
        let wait = if figures.waiting > 0 { age(figures.longest_wait_s, seen.words) } else { String::new() };
        pen.put(&service.id.to_string(), Role::Number).gap(1);
        pen.column(service.name_in(seen.words.language()), name, Role::Text);
        pen.column_right(&figures.waiting.to_string(), 3, if figures.waiting > 0 { Role::Title } else { Role::Dim });
        let (start, room) = (pen.at(), pen.room());
        let has_range = forecasts && !is_short;
        let range = if has_range { EXPECTED } else { SHORT * u16::from(has_short) };
        let bar = room.saturating_sub(1 + WAIT + range);
        let after = Rect { x: start.x + bar, width: room - bar, ..line };
        let mut pen = scene.line(after, 0);
        pen.column_right(&wait, WAIT, if late { Role::Bad } else { Role::Text });
        if let Some(expected) = expect::of_new(service.id, seen).filter(|_| has_range) {
            pen.column_right(&seen.fill("expected.new", &[("range", &expected)]), EXPECTED, Role::Dim);
        } else if let Some(expected) = expect::of_new_short(service.id, seen).filter(|_| has_short) {
            pen.column_right(&expected, SHORT, Role::Dim);
        }
        across(scene, Rect { x: start.x, width: bar, ..line }, figures.waiting, most, role);
    }
}

/// A bar of `value` out of `most` along a line, in the lower half of it: bars below one another stay apart.
pub(super) fn across(scene: &mut Scene<'_>, line: Rect, value: u32, most: u32, role: Role) {
    let cells = (u32::from(line.width) * value).div_ceil(most.max(1));
    for x in 0..u16::try_from(cells).unwrap_or(u16::MAX).min(line.width) {
        scene.glyph(line.x + x, line.y, "▄", role);
    }
}
