//! The queues of all services: side by side where there is room, below one another where there is not.

use super::queue;
use crate::domain::attention::left_over;
use crate::domain::ids::ServiceId;
use crate::domain::place;
use crate::domain::queue::Place;
use crate::text::width::columns;
use crate::tui::pages::queues::Queues;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::parts::sections;
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::sight::Sight;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::ops::Range;

/// Columns in which a queue can be read.
const COLUMN: u16 = 48;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, queues: &mut Queues, sight: &Sight) {
    let seen = scene.seen;
    let count = seen.fill("desk.people", &[("n", &queues.rows.len().to_string())]);
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("queues.title"), Role::Title).gap(2).put(&count, Role::Dim);
    if let Some((_, n)) = left_over(seen.published, seen.minute()) {
        pen.gap(2).put(&seen.fill("queues.left_over", &[("n", &n.to_string())]), Role::Warn);
    }
    let away = sight.away.iter().chain(&sight.cancelled);
    let away: Vec<String> = away.filter_map(|no| queue::away(seen.state().tickets.get(no)?, seen)).collect();
    let most = if area.height < 8 { 0 } else { (area.height / 5).max(1) };
    let away_rows = u16::try_from(away.len()).unwrap_or(most).min(most);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + away_rows), ..area };
    let services = u16::try_from(queues.services.len()).unwrap_or(1).max(1);
    let across = (area.width / COLUMN).clamp(1, services);
    if across > 1 {
        side_by_side(scene, body, queues, across);
    } else {
        one_list(scene, body, queues);
    }
    queue::away_lines(scene, Rect { y: body.bottom(), height: away_rows, ..area }, &away);
}

fn one_list(scene: &mut Scene<'_>, area: Rect, queues: &mut Queues) {
    let sizes: Vec<usize> = queues.services.iter().map(|(_, rows)| rows.len()).collect();
    let height = usize::from(area.height);
    queues.list.window(queues.rows.len(), height);
    let places = sections::in_sight(&mut queues.lines, &sizes, queues.list.at, height);
    for (row, place) in (0..).zip(places) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        match place {
            sections::Place::Head(service) => heading(scene, line, &queues.services[service]),
            sections::Place::Row(at) => one(scene, line, queues, at),
        }
    }
}

/// In rows of `across` services, the rows as high as their longest queues need.
fn side_by_side(scene: &mut Scene<'_>, area: Rect, queues: &mut Queues, across: u16) {
    let wide = area.width / across;
    let rows: Vec<&[(ServiceId, Range<usize>)]> = queues.services.chunks(usize::from(across)).collect();
    let needs: Vec<usize> =
        rows.iter().map(|row| row.iter().map(|(_, rows)| rows.len().max(1) + 2).max().unwrap_or(0)).collect();
    let mut left = usize::from(area.height);
    let mut y = area.y;
    for (index, row) in rows.iter().enumerate() {
        // What the later ones need least stays theirs; the rest goes by turns.
        let later = needs.len() - index - 1;
        let share = if later == 0 { left } else { (left / (later + 1)).max(3) };
        let spare: usize = needs[index + 1..].iter().map(|need| share.saturating_sub(*need)).sum();
        let tall = needs[index].min(share + spare).min(left);
        let height = u16::try_from(tall).unwrap_or(0);
        for (column, service) in (0..).zip(row.iter()) {
            let place = Rect { x: area.x + column * wide, y, width: wide, height };
            let place = if column > 0 {
                scene.hairline(place);
                Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place }
            } else {
                place
            };
            let place = Rect { width: place.width.saturating_sub(1), ..place };
            cell(scene, place, queues, service);
        }
        y += height;
        left -= tall;
    }
    let len = queues.rows.len();
    queues.list.window(len, usize::from(area.height));
}

/// One service: its heading and as much of its queue as fits, with the bar in sight.
fn cell(scene: &mut Scene<'_>, area: Rect, queues: &Queues, service: &(ServiceId, Range<usize>)) {
    heading(scene, Rect { height: area.height.min(1), ..area }, service);
    let rows = &service.1;
    let room = usize::from(area.height.saturating_sub(1));
    let from = if rows.contains(&queues.list.at) {
        rows.start.max((queues.list.at + 1).saturating_sub(room))
    } else {
        rows.start
    };
    let shown = from..rows.end.min(from + room);
    for (row, at) in (1..).zip(shown.clone()) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        one(scene, line, queues, at);
    }
    let hidden = rows.end - shown.end;
    if hidden > 0 && area.height > 1 {
        let last = Rect { y: area.bottom() - 1, height: 1, ..area };
        let more = scene.seen.fill("desk.more", &[("n", &hidden.to_string())]);
        scene.line(last, 0).right(&format!(" {more} ↓"), Role::Accent);
    }
}

fn heading(scene: &mut Scene<'_>, line: Rect, (service, rows): &(ServiceId, Range<usize>)) {
    let seen = scene.seen;
    let count = match rows.len() {
        0 => seen.get("queues.nobody").to_owned(),
        count => seen.fill("desk.people", &[("n", &count.to_string())]),
    };
    let open =
        seen.state().counters.values().any(|counter| {
            counter.station == crate::domain::counter::Station::Open && counter.skills.contains(service)
        });
    let expected = expect::of_new(*service, seen).filter(|_| open);
    let mut pen = scene.line(line, 0);
    // Beside a range nobody need be told that nobody waits: she would ask whose range it is.
    if expected.is_none() || !rows.is_empty() {
        pen.right(&count, if rows.is_empty() { Role::Dim } else { Role::Title });
    }
    if !open && !rows.is_empty() {
        pen.right(seen.get("queues.no_counter"), Role::Bad);
    } else if let Some(expected) = expected {
        let key = if rows.is_empty() { "expected.newcomer" } else { "expected.new" };
        pen.right(&seen.fill(key, &[("range", &expected)]), Role::Dim);
    }
    pen.put(&service.to_string(), Role::Number).gap(1).put(reason::service(*service, seen), Role::Title);
}

/// ` 1. A013 ★  12 phút  người cao tuổi   vượt 2/8`
fn one(scene: &mut Scene<'_>, line: Rect, queues: &Queues, at: usize) {
    let seen = scene.seen;
    let Some((service, place)) = queues.rows.get(at) else { return };
    let Place { ticket, .. } = place;
    let Some(ticket) = seen.state().tickets.get(ticket) else { return };
    let first = queues.services.iter().find(|(id, _)| id == service).map_or(0, |(_, rows)| rows.start);
    let wait_s = ticket.wait_s(seen.minute());
    let (role, mark) = if wait_s > seen.state().centre.targets.wait_s { (Role::Warn, "!") } else { (Role::Text, " ") };
    let is_next = at == first && place::ahead(seen.state(), ticket, seen.moment()) == 0;
    let (why, passed) = (queue::why(ticket, place, is_next, seen), queue::passed(ticket, seen));
    let wait_cols = if line.width >= COLUMN - 4 { queue::wait_columns(seen) } else { 9 };
    let mut pen = scene.line(line, 0);
    pen.column_right(&format!("{}.", at - first + 1), 3, Role::Dim);
    pen.put(&ticket.number.to_string(), Role::Number).gap(1);
    pen.put(if ticket.class > 0 { "★" } else { " " }, Role::Accent).gap(1);
    pen.column_right(&age(wait_s, seen.words), wait_cols, role).put(mark, role).gap(1);
    // What she can expect goes before how often she was passed: her place is the line itself.
    for (text, role) in [(expect::of_ticket(ticket, seen).unwrap_or_default(), Role::Text), (passed, Role::Dim)] {
        if !text.is_empty() && columns(&why) + columns(&text) + 2 <= usize::from(pen.room()) {
            pen.right(&text, role);
        }
    }
    pen.put(&why, if ticket.class > 0 { Role::Text } else { Role::Dim });
    if at == queues.list.at {
        scene.paint(line, Role::Selected);
    }
    scene.hit(line, Hit::Row(at));
}
