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
    let shown: Vec<&Counter> = others.skip(from).take(usize::from(area.height)).collect();
    let widths = widths(&shown, area.width, seen);
    for (row, counter) in (0..area.height).zip(shown) {
        one(scene, Rect { y: area.y + row, height: 1, ..area }, counter, widths);
    }
}

/// Columns of a counter's name, and of a ticket.
const NAME: u16 = 10;
const TICKET: u16 = 4;
/// From so many columns on it is told which services a counter takes, and the least columns for that.
const SKILLS_FROM: u16 = 64;
const SKILLS: u16 = 8;

/// Columns for what the counters do, and for which services they take: as many as it takes while there are any, so that
/// no time loses its unit.
fn widths(counters: &[&Counter], wide: u16, seen: Seen<'_>) -> (u16, u16) {
    let most = |text: &dyn Fn(&Counter) -> String| {
        let longest = counters.iter().map(|counter| columns(&text(counter))).max().unwrap_or(0);
        u16::try_from(longest).unwrap_or(u16::MAX)
    };
    let room = wide.saturating_sub(2 + NAME + 1 + TICKET + 1);
    let doing = most(&|counter| doing(counter, seen).0);
    if wide < SKILLS_FROM {
        return (doing.min(room), 0);
    }
    let doing = doing.min(room.saturating_sub(SKILLS + 1));
    let officer = most(&|counter| counter.officer.map(|officer| reason::officer(officer, seen)).unwrap_or_default());
    let rest = room.saturating_sub(doing + 1);
    let skills = most(&skills).min(rest.saturating_sub(officer + 1).max(SKILLS));
    (doing, skills)
}

/// `A B C`.
fn skills(counter: &Counter) -> String {
    counter.skills.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn one(scene: &mut Scene<'_>, line: Rect, counter: &Counter, (doing_wide, skills_wide): (u16, u16)) {
    let seen = scene.seen;
    let (doing, role) = doing(counter, seen);
    let name = named(counter.id, NAME, seen);
    let ticket = counter.current.map(|no| no.to_string()).unwrap_or_default();
    let glyph = match counter.station {
        Station::Open => "●",
        Station::Paused { .. } => "◐",
        Station::Closed => "○",
    };
    let mut pen = scene.line(line, 0);
    pen.put(glyph, role).gap(1).column(&name, NAME, Role::Text).column(&ticket, TICKET, Role::Number);
    pen.column(&doing, doing_wide, role);
    if skills_wide > 0 {
        pen.column(&skills(counter), skills_wide, Role::Dim);
    }
    if let Some(officer) = counter.officer {
        let name = reason::officer(officer, seen);
        pen.put(called(&name, pen.room()), Role::Dim);
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
