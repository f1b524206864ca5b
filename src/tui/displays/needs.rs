//! What needs a person now, each with what to do about it.

use super::{below, top};
use crate::domain::attention::{Need, Urgency, What};
use crate::text::width::{columns, wrap};
use crate::tui::pages::overview::Cursor;
use crate::tui::parts::age::age;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, needs: &[Need], cursor: Option<Cursor>) {
    let seen = scene.seen;
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("wall.needs"), Role::Title);
    if !needs.is_empty() {
        pen.gap(1).put(&needs.len().to_string(), Role::Bad);
    }
    let body = below(area, 1);
    if needs.is_empty() {
        scene.put(body, 0, &format!("✓ {}", seen.get("wall.nothing")), Role::Good);
        return;
    }
    let at = if let Some(Cursor::Need(at)) = cursor { Some(at) } else { None };
    let from = at.map_or(0, |at| first_in_sight(needs, at, seen, body));
    let mut row = 0;
    for (index, need) in needs.iter().enumerate().skip(from) {
        let left = needs.len() - index;
        let lines = lines(need, seen, body.width);
        let height = u16::try_from(lines.len()).unwrap_or(1);
        let is_last_line = row + height >= body.height && left > 1;
        if row + height > body.height || is_last_line {
            let more = seen.fill("wall.more", &[("n", &left.to_string())]);
            scene.put(body, row.min(body.height.saturating_sub(1)), &more, Role::Warn);
            return;
        }
        let (mark, role) = mark(need.urgency);
        let place = Rect { height, ..below(body, row) };
        for (offset, (text, is_first)) in (0..).zip(lines) {
            let line = top(below(body, row + offset), 1);
            let mut pen = scene.line(line, 0);
            pen.put(if is_first { mark } else { " " }, role).gap(1);
            match text.split_once('\u{1f}') {
                Some((what, act)) => {
                    pen.put(what, role).put(act, Role::Text);
                }
                None => {
                    pen.put(&text, if is_first { role } else { Role::Text });
                }
            }
        }
        if at == Some(index) {
            scene.paint(place, Role::Selected);
        }
        row += height;
    }
}

/// The first one to show so that the one at `at` is whole, with a line left for how many more there are.
fn first_in_sight(needs: &[Need], at: usize, seen: Seen<'_>, area: Rect) -> usize {
    let room = usize::from(area.height.saturating_sub(1));
    let mut used = 0;
    for index in (0..=at.min(needs.len().saturating_sub(1))).rev() {
        used += lines(&needs[index], seen, area.width).len();
        if used > room {
            return (index + 1).min(at);
        }
    }
    0
}

/// What and what to do; on one line where both fit, else below one another.
fn lines(need: &Need, seen: Seen<'_>, wide: u16) -> Vec<(String, bool)> {
    let (what, act) = words(&need.what, seen);
    let room = usize::from(wide.saturating_sub(2));
    if columns(&what) + 2 + columns(&act) <= room {
        return vec![(format!("{what}\u{1f}  {act}"), true)];
    }
    let mut lines: Vec<(String, bool)> = wrap(&what, room).into_iter().map(|line| (line, false)).collect();
    if let Some(first) = lines.first_mut() {
        first.1 = true;
    }
    lines.extend(wrap(&act, room).into_iter().map(|line| (line, false)));
    lines
}

fn mark(urgency: Urgency) -> (&'static str, Role) {
    match urgency {
        Urgency::Now => ("‼", Role::Bad),
        Urgency::Soon => ("!", Role::Warn),
        Urgency::Today => ("·", Role::Accent),
    }
}

/// The sentence that says what, and the one that says what to do.
fn words(what: &What, seen: Seen<'_>) -> (String, String) {
    let n = |number: u32| number.to_string();
    let who = |officer: &Option<crate::domain::ids::OfficerId>| {
        officer.map(|officer| reason::officer(officer, seen)).unwrap_or_default()
    };
    let (what_key, act_key, gaps): (&str, &str, Vec<(&str, String)>) = match what {
        What::Trouble(trouble) => return (reason::trouble(*trouble, seen), seen.get("wall.do_trouble").to_owned()),
        What::NobodyServes { service, waiting, could } => {
            let act = if could.is_some() { "wall.do_open" } else { "wall.do_skill" };
            let counter = could.map(|id| id.to_string()).unwrap_or_default();
            let name = reason::service(*service, seen).to_owned();
            let gaps = vec![("service", service.to_string()), ("name", name), ("n", n(*waiting)), ("counter", counter)];
            ("wall.nobody_serves", act, gaps)
        }
        What::BoundToClosed { counter, ticket } => {
            let gaps = vec![("counter", counter.to_string()), ("ticket", ticket.to_string())];
            ("wall.bound_to_closed", "wall.do_bound", gaps)
        }
        What::WaitOver { service, ticket, wait_s, count } => {
            let gaps = vec![
                ("service", service.to_string()),
                ("ticket", ticket.to_string()),
                ("age", age(*wait_s, seen.words)),
                ("n", n(*count)),
            ];
            ("wall.wait_over", "wall.do_wait", gaps)
        }
        What::Idle { counter, officer, waiting, for_s } => {
            let gaps = vec![
                ("counter", counter.to_string()),
                ("officer", who(officer)),
                ("n", n(*waiting)),
                ("age", age(*for_s, seen.words)),
            ];
            ("wall.idle", "wall.do_idle", gaps)
        }
        What::CalledLong { counter, ticket, for_s } => {
            let gaps = vec![
                ("counter", counter.to_string()),
                ("ticket", ticket.to_string()),
                ("age", age(*for_s, seen.words)),
            ];
            ("wall.called_long", "wall.do_called", gaps)
        }
        What::PausedLong { counter, officer, for_s } => {
            let gaps =
                vec![("counter", counter.to_string()), ("officer", who(officer)), ("age", age(*for_s, seen.words))];
            ("wall.paused_long", "wall.do_paused", gaps)
        }
        what => of_dossiers(what, seen),
    };
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (seen.fill(what_key, &gaps), seen.fill(act_key, &gaps))
}

/// The same of what is about dossiers.
fn of_dossiers(what: &What, seen: Seen<'_>) -> (&'static str, &'static str, Vec<(&'static str, String)>) {
    match what {
        What::DueSoon { dossier, holder, due } => {
            let gaps = vec![
                ("dossier", dossier.to_string()),
                ("holder", reason::holder(holder, seen)),
                ("at", due.local().format("%H:%M").to_string()),
            ];
            ("wall.due_soon", "wall.do_due", gaps)
        }
        What::ToApprove { dossier, until, due } => {
            let day = |at: &crate::domain::time::Timestamp| at.local().format("%d/%m").to_string();
            let gaps = vec![
                ("dossier", dossier.to_string()),
                ("until", day(until)),
                ("due", due.as_ref().map(day).unwrap_or_default()),
            ];
            ("wall.to_approve", "wall.do_approve", gaps)
        }
        What::Overdue { holder, count, dossier, by_s } => {
            let gaps = vec![
                ("holder", reason::holder(holder, seen)),
                ("n", count.to_string()),
                ("dossier", dossier.to_string()),
                ("age", age(*by_s, seen.words)),
            ];
            ("wall.overdue", "wall.do_overdue", gaps)
        }
        _ => ("wall.needs", "wall.needs", Vec::new()),
    }
}
