//! All counters: what each is doing, for whom, since when.

use crate::domain::counter::{Counter, Station};
use crate::domain::ids::CounterId;
use crate::domain::ticket::Stage;
use crate::text::width::columns;
use crate::tui::parts::age::age;
use crate::tui::parts::list::List;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, list: &mut List) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("desk.counters"), Role::Title);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let len = seen.state().counters.len();
    let from = list.scroll(len, usize::from(body.height)).start;
    rows(scene, body, None, from);
}

/// One line for each counter but `mine`, those before `from` left out.
pub(in crate::tui) fn rows(scene: &mut Scene<'_>, area: Rect, mine: Option<CounterId>, from: usize) {
    let seen = scene.seen;
    let others = seen.state().counters.values().filter(|counter| Some(counter.id) != mine);
    for (row, counter) in (0..area.height).zip(others.skip(from)) {
        one(scene, Rect { y: area.y + row, height: 1, ..area }, counter);
    }
}

fn one(scene: &mut Scene<'_>, line: Rect, counter: &Counter) {
    let seen = scene.seen;
    let (doing, role) = doing(counter, seen);
    let name = named(counter.id, 10, seen);
    let ticket = counter.current.map(|no| no.to_string()).unwrap_or_default();
    let glyph = match counter.station {
        Station::Open => "●",
        Station::Paused { .. } => "◐",
        Station::Closed => "○",
    };
    let mut pen = scene.line(line, 0);
    pen.put(glyph, role).gap(1).column(&name, 10, Role::Text).column(&ticket, 4, Role::Number);
    if line.width >= 64 {
        let skills: String = counter.skills.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        pen.column(&doing, 26, role).column(&skills, 8, Role::Dim);
    } else {
        pen.column(&doing, 20.min(line.width / 2), role);
    }
    if let Some(officer) = counter.officer {
        pen.put(&reason::officer(officer, seen), Role::Dim);
    }
}

/// A counter by its name in `room` columns, or by its number alone: that must never be cut away.
pub(in crate::tui) fn named(id: CounterId, room: u16, seen: Seen<'_>) -> String {
    let name = seen.fill("desk.counter", &[("counter", &id.to_string())]);
    if columns(&name) <= usize::from(room) { name } else { id.to_string() }
}

/// What there is room for of a person's name: all of it, the last two words, or the given name, which comes last. Never
/// a number alone, which would be taken for the counter's.
pub(in crate::tui) fn called(name: &str, room: u16) -> &str {
    let from = |words: usize| name.rmatch_indices(' ').nth(words - 1).map_or(name, |(at, _)| &name[at + 1..]);
    // What ends in a number, such as “Cán bộ 1”, is no person's name that could be cut anywhere.
    let is_whole = !from(1).chars().any(char::is_alphabetic);
    let fits = |said: &&str| columns(said) <= usize::from(room) && !(is_whole && *said != name);
    [name, from(2), from(1)].into_iter().find(fits).unwrap_or_default()
}

pub(in crate::tui) fn doing(counter: &Counter, seen: Seen<'_>) -> (String, Role) {
    let since = |key: &str, at| seen.fill(key, &[("age", &age(seen.minute().since(at), seen.words))]);
    let front = counter.current.and_then(|no| seen.state().tickets.get(&no)).map(|ticket| &ticket.stage);
    match (&counter.station, front) {
        (Station::Closed, _) => (seen.get("common.station_closed").to_owned(), Role::Dim),
        (Station::Paused { reason }, _) => {
            let age = age(seen.minute().since(counter.since), seen.words);
            (seen.fill("desk.paused_for", &[("age", &age), ("reason", reason)]), Role::Warn)
        }
        (Station::Open, Some(Stage::Called { at, .. })) => (since("desk.calling_for", *at), Role::Accent),
        (Station::Open, Some(Stage::Serving { since: at, .. })) => (since("desk.serving_for", *at), Role::Text),
        (Station::Open, _) => (since("desk.free_for", counter.idle_since), Role::Good),
    }
}
