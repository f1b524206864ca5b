//! What needs a person now, each with what to do about it.

use super::{below, top};
use crate::domain::attention::{Need, Urgency, What};
use crate::domain::calendar::show_moment;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::published::Trouble;
use crate::domain::staffing::telling;
use crate::text::width::{columns, wrap};
use crate::tui::pages::overview::Cursor;
use crate::tui::parts::age::age;
use crate::tui::parts::letters;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use std::ops::Range;

/// Stands for a space at which no line ends.
const NARROW: &str = "\u{a0}";

/// How many pages they need on `area`.
pub(super) fn laps(area: Rect, needs: &[Need], seen: Seen<'_>) -> usize {
    pages(below(area, 1), needs, seen).1.len()
}

/// Draws one page of them, the one with the selected line where there is one.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, needs: &[Need], lap: usize, cursor: Option<Cursor>) {
    let seen = scene.seen;
    let body = below(area, 1);
    let (staying, pages) = pages(body, needs, seen);
    let at = if let Some(Cursor::Need(at)) = cursor { Some(at) } else { None };
    let page = at.and_then(|at| pages.iter().position(|page| page.contains(&at))).unwrap_or(lap % pages.len().max(1));
    let mut pen = scene.line(area, 0);
    if pages.len() > 1 {
        pen.right(&format!("{}/{}", page + 1, pages.len()), Role::Title);
    }
    pen.put(seen.get("wall.needs"), Role::Title);
    if !needs.is_empty() {
        pen.gap(1).put(&needs.len().to_string(), Role::Bad);
    }
    let Some(shown) = pages.get(page) else {
        scene.put(body, 0, &format!("✓ {}", seen.get("wall.nothing")), Role::Good);
        return;
    };
    let large = if staying == 0 && pages.len() == 1 { large(body, needs, seen) } else { 0 };
    let mut row = 0;
    for index in (0..staying).chain(shown.clone()) {
        let Some(need) = needs.get(index) else { break };
        let height =
            if index < large { card(scene, below(body, row), need) } else { one(scene, below(body, row), need) };
        if at == Some(index) {
            scene.paint(top(below(body, row), height), Role::Selected);
        }
        row += height;
    }
}

/// Lines of one whose ticket or counter stands in large letters, with the free one below; and columns of those letters.
const CARD: u16 = 5;
const HEAD: u16 = 35;
/// From so many columns on its words have room beside them.
const CARD_FROM: u16 = 90;

/// How many of the most urgent have room in large letters, where all of them have room.
fn large(body: Rect, needs: &[Need], seen: Seen<'_>) -> usize {
    let heights: Vec<u16> = needs.iter().map(|need| count(lines(need, seen, body.width).len())).collect();
    let fits = |large: &usize| {
        let small: u16 = heights.iter().skip(*large).sum();
        small.saturating_add(count(*large).saturating_mul(CARD)) <= body.height
    };
    if body.width < CARD_FROM { 0 } else { (0..=needs.len()).rfind(fits).unwrap_or(0) }
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Whom or what it is about, in as few letters as are read from across the room.
fn head(what: &What) -> String {
    match what {
        What::Trouble(_) => "!".to_owned(),
        What::NobodyServes { waiting, .. } => waiting.to_string(),
        What::WaitOver { count, .. } => count.to_string(),
        What::LeftOver { count, .. } | What::LeftForNext { count, .. } | What::Overdue { count, .. } => {
            count.to_string()
        }
        What::BoundToClosed { ticket, .. } | What::CalledLong { ticket, .. } | What::ServedLong { ticket, .. } => {
            ticket.to_string()
        }
        What::Idle { counter, .. } | What::PausedLong { counter, .. } => format!("#{counter}"),
        What::DueSoon { due, .. } => due.clock(),
        What::ToApprove { until, .. } => until.local().format("%d/%m").to_string(),
    }
}

/// Draws one of them with its head in large letters and its words beside it; answers the lines used.
fn card(scene: &mut Scene<'_>, area: Rect, need: &Need) -> u16 {
    let (mark, role) = mark(need.urgency);
    let area = top(area, CARD - 1);
    let head = head(&need.what);
    // `16:30` takes five letters, and stands in four columns less of gap.
    let wide = letters::size(&head, 1).0.max(HEAD - 3) + 3;
    letters::put(scene, Rect { width: wide.min(area.width), ..area }, &head, 1, role);
    let beside = Rect { x: area.x + wide.min(area.width), width: area.width.saturating_sub(wide), ..area };
    let (what, act) = words(&need.what, scene.seen);
    let said = |text: &str| -> Vec<String> {
        let lines = wrap(&together(text), usize::from(beside.width.saturating_sub(2)));
        lines.into_iter().map(|line| line.replace(NARROW, " ")).collect()
    };
    let (what, act) = (said(&what), said(&act));
    let lines = what.iter().map(|line| (line, role)).chain(act.iter().map(|line| (line, Role::Text)));
    for ((row, first), (line, role)) in
        (0..beside.height).zip(std::iter::once(true).chain(std::iter::repeat(false))).zip(lines)
    {
        scene.line(beside, row).put(if first { mark } else { " " }, role).gap(1).put(line, role);
    }
    CARD
}

/// How many of the most urgent stand on every page of `body`, and which of the others on each: as many as it holds
/// whole.
fn pages(body: Rect, needs: &[Need], seen: Seen<'_>) -> (usize, Vec<Range<usize>>) {
    let heights: Vec<usize> = needs.iter().map(|need| lines(need, seen, body.width).len()).collect();
    let staying = staying(usize::from(body.height), needs, &heights);
    let room = usize::from(body.height) - heights[..staying].iter().sum::<usize>();
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (index, height) in heights.iter().enumerate().skip(staying) {
        match pages.last_mut() {
            Some(page) if used + height <= room => page.end = index + 1,
            _ => {
                pages.push(index..index + 1);
                used = 0;
            }
        }
        used += height;
    }
    (staying, pages)
}

/// How many of those that cannot wait stay where not all have room: half of it, as long as each of the others fits
/// below them.
fn staying(room: usize, needs: &[Need], heights: &[usize]) -> usize {
    if heights.iter().sum::<usize>() <= room {
        return 0;
    }
    let highest = heights.iter().copied().max().unwrap_or(0);
    let most = (room / 2).min(room.saturating_sub(highest));
    let mut used = 0;
    let stays = |(need, height): &(&Need, &usize)| {
        used += **height;
        need.urgency == Urgency::Now && used <= most
    };
    needs.iter().zip(heights).take_while(stays).count()
}

/// Draws one of them; answers the lines used.
fn one(scene: &mut Scene<'_>, area: Rect, need: &Need) -> u16 {
    let (mark, role) = mark(need.urgency);
    let lines = lines(need, scene.seen, area.width);
    for (row, (text, is_first)) in (0..area.height).zip(&lines) {
        let mut pen = scene.line(area, row);
        pen.put(if *is_first { mark } else { " " }, role).gap(1);
        match text.split_once('\u{1f}') {
            Some((what, act)) => pen.put(what, role).put(act, Role::Text),
            None => pen.put(text, if *is_first { role } else { Role::Text }),
        };
    }
    u16::try_from(lines.len()).unwrap_or(1)
}

/// What and what to do; on one line where both fit, else below one another.
fn lines(need: &Need, seen: Seen<'_>, wide: u16) -> Vec<(String, bool)> {
    let (what, act) = words(&need.what, seen);
    let room = usize::from(wide.saturating_sub(2));
    if columns(&what) + 2 + columns(&act) <= room {
        return vec![(format!("{what}\u{1f}  {act}"), true)];
    }
    let (what, act) = (together(&what), together(&act));
    let wrap = |text: &str| wrap(text, room).into_iter().map(|line| (line.replace(NARROW, " "), false));
    let mut lines: Vec<(String, bool)> = wrap(&what).collect();
    if let Some(first) = lines.first_mut() {
        first.1 = true;
    }
    lines.extend(wrap(&act));
    lines
}

/// `text` with nothing in it that would part a number from what it counts or what it is the number of: durations such
/// as `1 giờ 04 phút` and names such as `quầy 4` stay on one line.
fn together(text: &str) -> String {
    let is_number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    let mut joined = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        joined.push_str(word);
        let Some(next) = words.peek() else { break };
        let ends = word.ends_with([',', '.', ':', ';']);
        joined.push_str(if !ends && (is_number(word) || is_number(next)) { NARROW } else { " " });
    }
    joined
}

fn mark(urgency: Urgency) -> (&'static str, Role) {
    match urgency {
        Urgency::Now => ("‼", Role::Bad),
        Urgency::Soon => ("!", Role::Warn),
        Urgency::Today => ("·", Role::Accent),
    }
}

/// The letters of services, as a sentence names them.
fn listed(services: &[ServiceId]) -> String {
    services.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The sentence that says what, and the one that says what to do.
fn words(what: &What, seen: Seen<'_>) -> (String, String) {
    let n = |number: u32| number.to_string();
    let old = |seconds: i64| age(seconds, seen.words);
    let who = |officer: &Option<crate::domain::ids::OfficerId>| {
        officer.map(|officer| reason::officer(officer, seen)).unwrap_or_default()
    };
    let (what_key, act_key, gaps): (&str, &str, Vec<(&str, String)>) = match what {
        What::Trouble(trouble) => {
            let act = if *trouble == Trouble::KioskGuessed { "wall.do_kiosk" } else { "wall.do_trouble" };
            return (reason::trouble(*trouble, seen), seen.get(act).to_owned());
        }
        what @ What::NobodyServes { .. } => return nobody_serves(what, seen),
        What::BoundToClosed { counter, ticket } => {
            let gaps = vec![("counter", counter.to_string()), ("ticket", ticket.to_string())];
            ("wall.bound_to_closed", "wall.do_bound", gaps)
        }
        what @ What::WaitOver { .. } => return wait_over(what, seen),
        What::Idle { counter, officer, waiting, for_s } => {
            let gaps = vec![
                ("counter", counter.to_string()),
                ("officer", who(officer)),
                ("n", n(*waiting)),
                ("age", old(*for_s)),
            ];
            ("wall.idle", "wall.do_idle", gaps)
        }
        What::CalledLong { counter, ticket, for_s } => {
            let gaps = vec![("counter", counter.to_string()), ("ticket", ticket.to_string()), ("age", old(*for_s))];
            ("wall.called_long", "wall.do_called", gaps)
        }
        What::ServedLong { counter, ticket, for_s } => {
            let gaps = vec![("counter", counter.to_string()), ("ticket", ticket.to_string()), ("age", old(*for_s))];
            ("wall.served_long", "wall.do_served", gaps)
        }
        What::LeftForNext { count, opens, .. } => {
            let at = opens.map(|at| show_moment(at, seen.words)).unwrap_or_default();
            let act = if opens.is_some() { "wall.do_left_until" } else { "wall.do_left_next" };
            ("wall.left_next", act, vec![("n", n(*count)), ("at", at)])
        }
        What::PausedLong { counter, officer, for_s } => {
            let gaps = vec![("counter", counter.to_string()), ("officer", who(officer)), ("age", old(*for_s))];
            ("wall.paused_long", "wall.do_paused", gaps)
        }
        What::LeftOver { count, .. } => ("wall.left_over", "wall.do_left_over", vec![("n", n(*count))]),
        what => of_dossiers(what, seen),
    };
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (seen.fill(what_key, &gaps), seen.fill(act_key, &gaps))
}

/// The same of a service that no open counter serves.
fn nobody_serves(what: &What, seen: Seen<'_>) -> (String, String) {
    let What::NobodyServes { services, longest, waiting, could } = what else {
        return (String::new(), String::new());
    };
    let name = services.first().map_or("", |service| reason::service(*service, seen));
    let gaps = [("service", &*listed(services)), ("name", name), ("n", &waiting.to_string())];
    let key = if services.len() > 1 { "wall.nobody_serves_many" } else { "wall.nobody_serves" };
    let act = advised(*longest, seen).or_else(|| opened(*could, services, ["wall.do_open", "wall.do_open_for"], seen));
    (seen.fill(key, &gaps), act.unwrap_or_else(|| seen.fill("wall.do_skill", &gaps)))
}

/// The same of those who wait too long.
fn wait_over(what: &What, seen: Seen<'_>) -> (String, String) {
    let What::WaitOver { services, ticket, wait_s, count, free, could } = what else {
        return (String::new(), String::new());
    };
    let gaps = [
        ("service", listed(services)),
        ("ticket", ticket.to_string()),
        ("age", age(*wait_s, seen.words)),
        ("n", count.to_string()),
        ("counter", free.map(|id| id.to_string()).unwrap_or_default()),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let over = seen.fill(if services.len() > 1 { "wall.wait_over_many" } else { "wall.wait_over" }, &gaps);
    if free.is_some() {
        return (over, seen.fill("wall.do_wait_free", &gaps));
    }
    let longest = seen.state().tickets.get(ticket).map(|ticket| ticket.service);
    let act = longest.and_then(|service| advised(service, seen));
    let act = act.or_else(|| opened(*could, services, ["wall.do_wait", "wall.do_wait_for"], seen));
    let of_hers = longest.map(|service| service.to_string()).unwrap_or_default();
    (over, act.unwrap_or_else(|| seen.fill("wall.do_wait_all_open", &[("service", &of_hers)])))
}

/// What the staffing advice says to do for `service`, where that is sure.
fn advised(service: ServiceId, seen: Seen<'_>) -> Option<String> {
    let step = seen.published.staffing.first_for(&[service], seen.state(), seen.minute())?;
    Some(format!("{}.", telling::step(step, seen.minute(), seen.state(), seen.words)))
}

/// To open `counter`: with those of `services` that it serves, where that is not all.
fn opened(
    counter: Option<CounterId>,
    services: &[ServiceId],
    [whole, some]: [&str; 2],
    seen: Seen<'_>,
) -> Option<String> {
    let counter = seen.state().counters.get(&counter?)?;
    let part: Vec<ServiceId> = services.iter().copied().filter(|service| counter.skills.contains(service)).collect();
    let key = if part.len() < services.len() { some } else { whole };
    Some(seen.fill(key, &[("counter", &counter.id.to_string()), ("service", &listed(&part))]))
}

/// The same of what is about dossiers.
fn of_dossiers(what: &What, seen: Seen<'_>) -> (&'static str, &'static str, Vec<(&'static str, String)>) {
    match what {
        What::DueSoon { dossier, holder, due } => {
            let gaps =
                vec![("dossier", dossier.to_string()), ("holder", reason::holder(holder, seen)), ("at", due.clock())];
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
        What::Overdue { holder, count, dossier, by } => {
            let gaps = vec![
                ("holder", reason::holder(holder, seen)),
                ("n", count.to_string()),
                ("dossier", dossier.to_string()),
                ("late", by.tell(seen.words)),
            ];
            ("wall.overdue", "wall.do_overdue", gaps)
        }
        _ => ("wall.needs", "wall.needs", Vec::new()),
    }
}
