//! Where one ticket stands, in letters that its holder can read over the desk.

use crate::domain::ids::TicketNo;
use crate::domain::place;
use crate::text::width::wrap;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::parts::letters;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::screens::ticket;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The largest letters.
const SCALE_MAX: u16 = 4;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, number: TicketNo) {
    let seen = scene.seen;
    let Some(found) = seen.state().tickets.get(&number) else {
        scene.put(area, 0, seen.get("queues.not_today"), Role::Warn);
        return;
    };
    let half = Rect { height: area.height / 2, ..area };
    let below = |rows: u16| {
        let rows = rows.min(area.height);
        Rect { y: area.y + rows, height: area.height - rows, ..area }
    };
    scene.put(area, 0, seen.get("slip.your_number"), Role::Dim);
    let half = Rect { y: half.y + half.height.min(1), height: half.height.saturating_sub(1), ..half };
    let mut row = 1 + large(scene, half, &number.to_string(), Role::Number);
    let (stage, role) = ticket::stage(found, seen);
    let service = reason::service(found.service, seen);
    scene.put(below(row), 0, &format!("{} · {service}", found.service), Role::Text);
    row += 2;
    if !found.is_waiting() {
        large(scene, below(row), &stage, role);
        return;
    }
    let ahead = place::ahead(seen.state(), found, seen.moment());
    let is_awaited = place::is_awaited(seen.state(), found);
    if !is_awaited {
        scene.put(below(row), 0, seen.get("queues.no_counter_yet"), Role::Warn);
        row += 1;
    }
    if ahead > 0 {
        scene.put(below(row), 0, &seen.fill("queues.ahead", &[("n", &ahead.to_string())]), Role::Title);
        row += 1;
        let rest = below(row);
        let room = Rect { height: rest.height.saturating_sub(5), ..rest };
        row += if room.height > 3 { large(scene, room, &ahead.to_string(), Role::Accent) } else { 1 };
    } else if is_awaited {
        scene.put(below(row), 0, seen.get("queues.next"), Role::Title);
        row += 2;
    } else {
        row += 1;
    }
    if let Some(range) = expect::of_ticket(found, seen) {
        scene.put(below(row), 0, &seen.fill("expected.still", &[("range", &range)]), Role::Title);
        row += 1;
    }
    let waited = seen.fill("desk.waited", &[("age", &age(found.wait_s(seen.minute()), seen.words))]);
    scene.put(below(row), 0, &waited, Role::Text);
    if found.class > 0 {
        let ground = format!("★ {}", reason::ground(found.ground.as_ref(), seen));
        scene.put(below(row + 1), 0, &ground, Role::Accent);
    }
}

/// As large as it fits, and plain where it does not. Answers the lines used.
fn large(scene: &mut Scene<'_>, area: Rect, text: &str, role: Role) -> u16 {
    if let Some(scale) = letters::fitting(text, area, SCALE_MAX) {
        return letters::draw(scene, area, text, scale, role) + 1;
    }
    let lines = wrap(text, usize::from(area.width));
    for (row, line) in (0..area.height).zip(&lines) {
        scene.put(area, row, line, role);
    }
    u16::try_from(lines.len()).unwrap_or(1) + 1
}
