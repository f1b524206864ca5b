//! People waiting by service: how many, as a bar, and the longest wait.

use super::{below, services as large, top};
use crate::domain::figures::{self, Figures};
use crate::domain::ids::ServiceId;
use crate::text::width::columns;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Most columns of a name, and the least where a line has little room; and the shortest bars.
const NAME: u16 = 32;
const SHORT_NAME: u16 = 11;
const BAR: u16 = 8;
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
    let waits: Vec<String> = services.iter().map(|(_, figures)| waited(figures, seen)).collect();
    let longest = |texts: &[String]| texts.iter().map(|text| wide(text)).max().unwrap_or(0);
    let wait = longest(&waits);
    let names: Vec<String> =
        services.iter().map(|(service, _)| service.name_in(seen.words.language()).to_owned()).collect();
    // Before and behind the name stand the letter and how many wait.
    let room = body.width.saturating_sub(7 + wait + 1);
    let told = |is_short: bool| -> Vec<String> {
        services.iter().map(|(service, figures)| expected(service.id, figures, is_short, seen)).collect()
    };
    let (full, short) = (told(false), told(true));
    let (name_min, name_all) = (longest(&names).min(SHORT_NAME), longest(&names).min(NAME));
    let (ranges, bar_min) = if name_all + longest(&full) + 1 + BAR <= room {
        (full, BAR)
    } else if name_min + longest(&short) + 1 + BAR_MIN <= room {
        (short, BAR_MIN)
    } else {
        (Vec::new(), BAR_MIN)
    };
    let range = longest(&ranges);
    let tail = range + u16::from(range > 0);
    let name = longest(&names).min(NAME).min(room.saturating_sub(tail + bar_min)).max(name_min);
    let rows = usize::from(body.height);
    let first = (lap % laps * rows).min(services.len().saturating_sub(rows));
    for (row, (index, (service, figures))) in (0..body.height).zip(services.iter().enumerate().skip(first)) {
        let late = figures.longest_wait_s > state.centre.targets.wait_s;
        let line = top(below(body, row), 1);
        let mut pen = scene.line(line, 0);
        pen.put(&service.id.to_string(), Role::Number).gap(1).column(&names[index], name, Role::Text);
        pen.column_right(&figures.waiting.to_string(), 3, if figures.waiting > 0 { Role::Title } else { Role::Dim });
        let start = pen.at();
        let bar = pen.room().saturating_sub(wait + 1 + tail);
        pen.gap(bar + 1).column_right(&waits[index], wait, if late { Role::Bad } else { Role::Text });
        if let Some(range) = ranges.get(index) {
            pen.right(range, Role::Dim);
        }
        let role = if late { Role::Bad } else { Role::Accent };
        across(scene, Rect { x: start.x, width: bar, ..line }, figures.waiting, most, role);
    }
}

/// The longest wait; nothing where nobody waits.
fn waited(figures: &Figures, seen: Seen<'_>) -> String {
    if figures.waiting > 0 { age(figures.longest_wait_s, seen.words) } else { String::new() }
}

/// What somebody who comes now can expect; where nobody waits it says whose range it is.
fn expected(service: ServiceId, figures: &Figures, is_short: bool, seen: Seen<'_>) -> String {
    if is_short {
        return expect::of_new_short(service, seen).unwrap_or_default();
    }
    let key = if figures.waiting == 0 { "expected.newcomer" } else { "expected.new" };
    expect::of_new(service, seen).map(|range| seen.fill(key, &[("range", &range)])).unwrap_or_default()
}

fn wide(text: &str) -> u16 {
    u16::try_from(columns(text)).unwrap_or(u16::MAX)
}

/// A bar of `value` out of `most` along a line, in the lower half of it: bars below one another stay apart.
pub(super) fn across(scene: &mut Scene<'_>, line: Rect, value: u32, most: u32, role: Role) {
    let cells = (u32::from(line.width) * value).div_ceil(most.max(1));
    for x in 0..u16::try_from(cells).unwrap_or(u16::MAX).min(line.width) {
        scene.glyph(line.x + x, line.y, "▄", role);
    }
}
