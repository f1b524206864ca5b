//! How far what people were told of their wait was true: by service, by hour of the day, and by both where there is room.
//! No share stands without how many people it rests on, and none rests on a few.

use super::{below, columns, rule, top};
use crate::domain::expected::Expected;
use crate::domain::ids::ServiceId;
use crate::domain::track::{FEW, Tally};
use crate::text::tenths::{signed, tenths};
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns of how many, of the share, of the error and of the bias.
const FIGURES: (u16, u16, u16, u16) = (6, 5, 6, 5);
/// Columns of all of them with what is free between, and of an hour before them.
const WIDE: u16 = 27;
const HOUR: u16 = 6;
/// The least that a name may have.
const NAME_MIN: u16 = 8;
/// Most columns of a name.
const NAME: u16 = 30;
/// Columns of one cell where both are shown, and those of its share.
const CELL: (u16, u16) = (10, 5);
/// Below this share of 100 ranges are too often wrong; nine of ten are meant.
const FAIR: u32 = 80;
/// Lines above the lists: what this is, and what their columns are.
const HEAD: u16 = 2;

/// Columns that both lists need side by side.
pub(super) const BESIDE: u16 = NAME_MIN + WIDE + 2 + HOUR + WIDE;
/// More of them than this are of no use.
pub(super) const BESIDE_MAX: u16 = BESIDE + NAME - NAME_MIN;

/// Whether anything came of any promise yet.
pub(super) fn is_there(expected: &Expected) -> bool {
    !expected.track.cells.is_empty()
}

/// How many pages the longer list needs on `area`.
pub(super) fn laps(area: Rect, seen: Seen<'_>) -> usize {
    usize::from(listed(seen)).div_ceil(room(area, seen)).max(1)
}

/// Lines of a list that have room on one page.
fn room(area: Rect, seen: Seen<'_>) -> usize {
    usize::from(lists(area, seen).height.saturating_sub(HEAD)).max(1)
}

/// Which lines of a list of so many are on this page; what has room as a whole stays.
fn shown(all: usize, room: usize, lap: usize) -> std::ops::Range<usize> {
    let first = (lap % all.div_ceil(room).max(1) * room).min(all.saturating_sub(room));
    first..all.min(first + room)
}

/// The rows of the lists, with the line above them.
fn lists(area: Rect, seen: Seen<'_>) -> Rect {
    if has_both(area, seen) {
        top(area, listed(seen) + HEAD)
    } else {
        Rect { height: area.height.saturating_sub(1), ..area }
    }
}

/// Lines of the longer list.
fn listed(seen: Seen<'_>) -> u16 {
    rows(seen.state().centre.services.len().max(seen.published.expected.track.cells.hours().len()))
}

/// Whether the services have room by hour, too.
fn has_both(area: Rect, seen: Seen<'_>) -> bool {
    let services = rows(seen.state().centre.services.len());
    let hours = rows(seen.published.expected.track.cells.hours().len());
    // A rule, a title, the hours, the services, and what the words mean.
    area.height >= listed(seen) + HEAD + services + 4 && area.width >= NAME_MIN + hours * CELL.0
}

/// Draws one page of it.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, lap: usize) {
    let seen = scene.seen;
    let (laps, room, upper) = (laps(area, seen), room(area, seen), lists(area, seen));
    let track = &seen.published.expected.track;
    let (days, n) = (track.days.to_string(), track.cells.all().called.to_string());
    let mut pen = scene.line(area, 0);
    if laps > 1 {
        pen.right(&format!("{}/{laps}", lap % laps + 1), Role::Title);
    }
    pen.put(seen.get("wall.record"), Role::Title).gap(2);
    pen.put(&seen.fill("wall.record_days", &[("days", &days), ("n", &n)]), Role::Text);
    let below_title = below(upper, 1);
    let name = below_title.width.saturating_sub(WIDE + 2 + HOUR + WIDE).min(NAME);
    let (left, right) = columns(scene, below_title, name + WIDE);
    services(scene, left, name, (room, lap));
    heads(scene, top(right, 1), HOUR, seen.get("wall.record_hour"));
    let hours: Vec<(u8, Tally)> = track.cells.hours().into_iter().collect();
    for (row, at) in (1..right.height).zip(shown(hours.len(), room, lap)) {
        let (hour, tally) = hours[at];
        line(scene, top(below(right, row), 1), (&format!("{hour}h"), HOUR), tally);
    }
    let rest = below(area, upper.height);
    let rest = if has_both(area, seen) { both(scene, rest) } else { rest };
    scene.put(rest, 0, seen.get("wall.record_legend"), Role::Dim);
}

/// Who was promised what was taken for each service.
fn services(scene: &mut Scene<'_>, area: Rect, name: u16, (room, lap): (usize, usize)) {
    let seen = scene.seen;
    heads(scene, top(area, 1), name, seen.get("wall.record_service"));
    let tallies = seen.published.expected.track.cells.services();
    let all = &seen.state().centre.services;
    for (row, at) in (1..area.height).zip(shown(all.len(), room, lap)) {
        let tally = tallies.get(&all[at].id).copied().unwrap_or_default();
        let named = named(all[at].id, all[at].name_in(seen.words.language()));
        line(scene, top(below(area, row), 1), (&named, name), tally);
    }
}

fn named(service: ServiceId, name: &str) -> String {
    format!("{service} {name}")
}

fn heads(scene: &mut Scene<'_>, area: Rect, name: u16, of: &str) {
    let seen = scene.seen;
    let (people, held, error, bias) = FIGURES;
    let mut pen = scene.line(area, 0);
    pen.column(of, name, Role::Dim);
    for (key, wide) in [("people", people), ("held", held), ("error", error), ("bias", bias)] {
        pen.column_right(seen.get(&format!("wall.record_{key}")), wide, Role::Dim);
    }
}

/// One service or hour: how many people, which share of them was told the truth, and by how much the others were not.
fn line(scene: &mut Scene<'_>, area: Rect, (name, wide): (&str, u16), tally: Tally) {
    let seen = scene.seen;
    let language = seen.words.language();
    let (people, held, error, bias) = FIGURES;
    let mut pen = scene.line(area, 0);
    let is_few = tally.called < FEW;
    pen.column(name, wide, if is_few { Role::Dim } else { Role::Text });
    pen.column_right(&tally.called.to_string(), people, if is_few { Role::Dim } else { Role::Text });
    let (Some(share), Some((error_tenths, bias_tenths))) = (tally.share(tally.held), tally.tenths()) else {
        pen.gap(1).put(seen.get("wall.record_few"), Role::Dim);
        return;
    };
    pen.column_right(&format!("{share} %"), held, role(share));
    pen.column_right(&tenths(error_tenths, language), error, Role::Text);
    pen.column_right(&signed(bias_tenths, language), bias, Role::Text);
}

fn role(share: u32) -> Role {
    if share < FAIR { Role::Warn } else { Role::Good }
}

/// Each service by hour: the share, and how many people it rests on; answers what is left.
fn both(scene: &mut Scene<'_>, area: Rect) -> Rect {
    let seen = scene.seen;
    let track = &seen.published.expected.track;
    let body = rule(scene, area);
    scene.put(body, 0, seen.get("wall.record_both"), Role::Title);
    let body = below(body, 1);
    let hours: Vec<u8> = track.cells.hours().into_keys().collect();
    let name = body.width.saturating_sub(rows(hours.len()) * CELL.0).min(NAME);
    let mut pen = scene.line(body, 0);
    pen.gap(name);
    for hour in &hours {
        pen.column_right(&format!("{hour}h"), CELL.1 - 1, Role::Dim).gap(CELL.0 - CELL.1);
    }
    let services = &seen.state().centre.services;
    for (row, service) in (1..body.height).zip(services) {
        let mut pen = scene.line(body, row);
        pen.column(&named(service.id, service.name_in(seen.words.language())), name.saturating_sub(1), Role::Text);
        for hour in &hours {
            let tally = track.cells.cell(service.id, *hour);
            let share = tally.share(tally.held);
            let told = share.map_or_else(|| "·".to_owned(), |share| format!("{share}%"));
            pen.column_right(&told, CELL.1 - 1, share.map_or(Role::Dim, role));
            let n = if tally.called > 0 { tally.called.to_string() } else { String::new() };
            pen.column(&n, CELL.0 - CELL.1 - 1, Role::Dim);
        }
    }
    below(body, rows(services.len()) + 1)
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
