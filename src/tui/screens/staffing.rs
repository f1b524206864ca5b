//! Which counters to open: what the rest of the day brings by service, with and without what is tried, and the table in
//! which it is tried.

use super::staffing_table;
use crate::domain::ids::ServiceId;
use crate::domain::staffing::telling::{self, clock, minutes, range};
use crate::domain::staffing::{Advice, Outlook, Outlooks};
use crate::text::width::{columns, wrap};
use crate::tui::pages::planning::{Outcome, Planning};
use crate::tui::scene::{Pen, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// From so many columns on the spans of waits are told.
const SPANS_FROM: u16 = 104;
/// Lines of what is advised or tried, at most.
const SAID: usize = 5;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, planning: &Planning) {
    let counters = u16::try_from(scene.seen.state().counters.len()).unwrap_or(u16::MAX);
    title(scene, area, planning);
    let advice = match &planning.outcome {
        Some(Outcome::Told(advice)) => Some(&**advice),
        Some(Outcome::Closed) => {
            scene.put(area, 2, scene.seen.get("staffing.closed"), Role::Dim);
            return;
        }
        None => None,
    };
    let table = staffing_table::height(counters, area.height);
    let room = area.height.saturating_sub(table + 1);
    let below = |y: u16| Rect { y, height: table.min(area.bottom().saturating_sub(y)), ..area };
    let Some(advice) = advice else {
        scene.put(area, 1, scene.seen.get("staffing.not_yet"), Role::Dim);
        return staffing_table::draw(scene, below(area.y + 3), planning);
    };
    let heads = 1 + u16::from(planning.is_tried());
    let said_most = usize::from(room.saturating_sub(heads + 3)).min(SAID);
    let said = said(advice, planning, (usize::from(area.width), said_most), scene.seen);
    let lines = u16::try_from(said.len()).unwrap_or(0);
    let people = u16::try_from(advice.nothing.services.len() + 1).unwrap_or(u16::MAX);
    let people = people.min(room.saturating_sub(heads + lines)).max(1);
    // What is left stands between the parts.
    let gap = u16::from(room >= heads + people + lines + 2);
    let above = Rect { y: area.y + 1, height: heads + people, ..area };
    outlooks(scene, above, advice, planning.is_tried());
    let middle = Rect { y: above.bottom() + gap, height: lines, ..area };
    for (row, (text, role)) in (0..).zip(&said) {
        scene.put(middle, row, text, *role);
    }
    staffing_table::draw(scene, below(middle.bottom() + gap), planning);
}

fn title(scene: &mut Scene<'_>, area: Rect, planning: &Planning) {
    let seen = scene.seen;
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("staffing.title"), Role::Title);
    if let Some(Outcome::Told(advice)) = &planning.outcome {
        let gaps = [("from", clock(advice.from)), ("close", clock(advice.until))];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        pen.put(&seen.fill("staffing.span", &gaps), Role::Dim);
    }
    if planning.waits {
        pen.put(seen.get("staffing.working"), Role::Warn);
    }
    let days = seen.published.staffing.days_learnt;
    pen.right(&seen.fill("staffing.learnt", &[("n", &days.to_string())]), Role::Dim);
}

/// What is advised, or what is tried and what it brings, the last of it first: in as many lines as there are.
fn said(advice: &Advice, planning: &Planning, (wide, most): (usize, usize), seen: Seen<'_>) -> Vec<(String, Role)> {
    let mut said: Vec<(String, Role)> = Vec::new();
    if planning.is_tried() {
        for step in advice.steps.iter().rev() {
            said.push((telling::step(step, advice.from, seen.state(), seen.words), Role::Accent));
        }
    } else if let Some(day) = &seen.published.staffing.day {
        let told = telling::advice(day, seen.state(), seen.words);
        let at = clock(seen.published.staffing.at);
        // Worked out before the counters were as they are.
        let stale = seen.state().counters.values().any(|counter| counter.since > seen.published.staffing.at);
        let key = if stale { "staffing.advised_before" } else { "staffing.advised_at" };
        said.push((seen.fill(key, &[("at", &at)]), if stale { Role::Warn } else { Role::Dim }));
        let role = if day.steps.is_empty() { Role::Text } else { Role::Accent };
        said.extend(told.into_iter().map(|line| (line, role)));
    }
    let mut lines = Vec::new();
    for (text, role) in said {
        let wrapped = wrap(&text, wide);
        // A sentence that would be cut is left out, but for the first: `t` reads them all.
        if lines.len() + wrapped.len() > most && !lines.is_empty() {
            break;
        }
        lines.extend(wrapped.into_iter().take(most).map(|line| (line, role)));
    }
    lines
}

/// Who is told of: everybody, then the services; where there is no room for all, those that wait longest.
fn rows(advice: &Advice, room: usize) -> Vec<Option<ServiceId>> {
    let worst = |service: &ServiceId| advice.nothing.services.get(service).map_or(0, |of| of.wait_s.mean);
    let mut services: Vec<ServiceId> = advice.nothing.services.keys().copied().collect();
    services.sort_by_key(|service| std::cmp::Reverse(worst(service)));
    services.truncate(room.saturating_sub(1));
    services.sort_unstable();
    std::iter::once(None).chain(services.into_iter().map(Some)).collect()
}

fn outlooks(scene: &mut Scene<'_>, area: Rect, advice: &Advice, is_tried: bool) {
    let seen = scene.seen;
    let shape = Columns::of(area.width, seen);
    let first = u16::from(is_tried);
    if is_tried {
        above_heads(&mut scene.line(area, 0), shape, seen);
    }
    let room = usize::from(area.height.saturating_sub(first + 1));
    let told = rows(advice, room);
    let hidden = (advice.nothing.services.len() + 1).saturating_sub(told.len());
    heads(&mut scene.line(area, first), shape, (is_tried, hidden), seen);
    for (row, service) in (first + 1..area.height).zip(told) {
        let mut pen = scene.line(area, row);
        let name = service.map_or(seen.get("staffing.everybody").to_owned(), |service| {
            let known = seen.state().centre.service(service);
            known.map_or(service.to_string(), |of| format!("{service} {}", of.name_in(seen.words.language())))
        });
        let of = |outlooks: &Outlooks| service.map_or(Some(outlooks.all), |id| outlooks.services.get(&id).copied());
        let nothing = of(&advice.nothing).unwrap_or_default();
        pen.column(&name, shape.name, if service.is_none() { Role::Title } else { Role::Text });
        pen.column_right(&nothing.people.mean.to_string(), shape.people, Role::Text);
        figures(&mut pen, nothing, shape, seen);
        if is_tried {
            pen.put("│", Role::Rule).gap(1);
            figures(&mut pen, of(advice.then()).unwrap_or_default(), shape, seen);
        }
    }
}

/// How wide each column is.
#[derive(Clone, Copy)]
struct Columns {
    name: u16,
    people: u16,
    wait: u16,
    within: u16,
    left: u16,
    spans: bool,
}

impl Columns {
    fn of(wide: u16, seen: Seen<'_>) -> Self {
        let spans = wide >= SPANS_FROM;
        let long = |text: &str| u16::try_from(columns(text)).unwrap_or(0);
        let word = |key: &str| long(seen.words.get(key));
        let wait = if spans { 14 } else { word("staffing.head_wait").max(5) };
        let (people, left) = (word("staffing.head_people").max(4), word("staffing.head_left").max(4));
        let within = long(&head_within(seen)).max(5);
        let figures = wait + within + left + 3;
        let name = wide.saturating_sub(people + 2 * figures + 4).clamp(12, 34);
        Self { name, people, wait, within, left, spans }
    }

    fn figures(self) -> u16 {
        self.wait + self.within + self.left + 3
    }
}

/// With and without what.
fn above_heads(pen: &mut Pen<'_>, shape: Columns, seen: Seen<'_>) {
    pen.gap(shape.name + shape.people + 2);
    pen.column(seen.get("staffing.head_nothing"), shape.figures() - 1, Role::Dim);
    pen.gap(2).put(seen.get("staffing.head_tried"), Role::Accent);
}

/// How many wait no longer than the target.
fn head_within(seen: Seen<'_>) -> String {
    let target = minutes(seen.state().centre.targets.wait_s).to_string();
    seen.fill("staffing.head_within", &[("target", &target)])
}

fn heads(pen: &mut Pen<'_>, shape: Columns, (is_tried, hidden): (bool, usize), seen: Seen<'_>) {
    let left_out = seen.fill("staffing.left_out", &[("n", &hidden.to_string())]);
    pen.column(if hidden > 0 { &left_out } else { "" }, shape.name, Role::Warn);
    pen.column_right(seen.get("staffing.head_people"), shape.people, Role::Dim);
    for part in 0..=u8::from(is_tried) {
        if part > 0 {
            pen.put("│", Role::Rule).gap(1);
        }
        pen.column_right(seen.get("staffing.head_wait"), shape.wait, Role::Dim);
        pen.column_right(&head_within(seen), shape.within, Role::Dim);
        pen.column_right(seen.get("staffing.head_left"), shape.left, Role::Dim);
    }
}

fn figures(pen: &mut Pen<'_>, of: Outlook, shape: Columns, seen: Seen<'_>) {
    let targets = &seen.state().centre.targets;
    let late = |missed: bool| if missed { Role::Bad } else { Role::Text };
    let mean = minutes(of.wait_s.mean).to_string();
    let wait = if shape.spans { format!("{mean} ({})", range(of.wait_s)) } else { mean };
    pen.column_right(&wait, shape.wait, late(of.wait_s.mean > targets.wait_s));
    let within = format!("{}%", of.within_percent.mean);
    pen.column_right(&within, shape.within, late(of.within_percent.mean < i64::from(targets.within_percent)));
    pen.column_right(&of.left.mean.to_string(), shape.left, if of.left.mean > 0 { Role::Warn } else { Role::Dim });
}
