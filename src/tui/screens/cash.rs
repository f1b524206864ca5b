//! The tills of today: what each officer took and gave back, with the numbers of the receipts, and what was closed.

use crate::domain::account::reads_the_wall;
use crate::domain::cash::{Till, tell};
use crate::domain::command::Actor;
use crate::domain::state::State;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seat::Seat;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, list: &mut List, seat: Option<Seat>) {
    let lines = lines(seat, scene.seen);
    sheet::draw(scene, area, &lines, list);
}

/// Those that `seat` may see: her own, and everybody's where she looks after all.
pub(in crate::tui) fn tills(state: &State, seat: Option<Seat>) -> impl Iterator<Item = &Till> {
    state.tills.iter().filter(move |till| may_see(state, seat, till.whose))
}

fn may_see(state: &State, seat: Option<Seat>, whose: Actor) -> bool {
    let Some(seat) = seat else { return false };
    let sees_all = state.officers.get(&seat.officer).is_some_and(|officer| reads_the_wall(officer.role));
    sees_all || whose == Actor::Officer(seat.officer)
}

fn lines(seat: Option<Seat>, seen: Seen<'_>) -> Vec<Line> {
    let (state, words) = (seen.state(), seen.words);
    let mut lines = vec![Line::Head(seen.get("cash.title").to_owned())];
    for till in tills(state, seat) {
        lines.push(Line::Text(tell::till(till, None, &name(till.whose, seen), words), Role::Text));
        lines.extend(tell::unclosed(till, None, words).into_iter().map(|line| Line::Text(line, Role::Warn)));
        let today = tell::today(till, seen.moment().day(), words);
        lines.extend(today.map(|line| Line::Text(line, Role::Text)));
        let entries = till.entries.iter();
        lines.extend(
            entries.map(|entry| Line::Text(tell::entry(entry, words), if entry.back { Role::Warn } else { Role::Dim })),
        );
    }
    lines.extend(tell::to_give_back(state, words).into_iter().map(|line| Line::Text(line, Role::Warn)));
    if lines.len() == 1 {
        lines.push(Line::Text(seen.get("cash.nothing").to_owned(), Role::Dim));
    }
    let mut closings = state.closings.iter().filter(|closed| may_see(state, seat, closed.closing.whose)).peekable();
    if closings.peek().is_some() {
        lines.push(Line::Head(seen.get("cash.closed_today").to_owned()));
    }
    lines.extend(closings.map(|closed| {
        let role = if closed.closing.difference() == 0 { Role::Text } else { Role::Warn };
        Line::Text(tell::closed(closed, &name(closed.closing.whose, seen), words), role)
    }));
    lines
}

fn name(whose: Actor, seen: Seen<'_>) -> String {
    match whose {
        Actor::Officer(officer) => reason::officer(officer, seen),
        _ => seen.get("common.role_administrator").to_owned(),
    }
}
