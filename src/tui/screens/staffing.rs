//! Which counters to open: what the rest of the day brings by service, with and without what is tried, and the table in
//! which it is tried.

use super::staffing_table;
use crate::domain::ids::ServiceId;
use crate::domain::staffing::telling::{self, clock, minutes, range};
use crate::domain::staffing::{Advice, Outlook, Outlooks};
use crate::text::width::{columns, wrap};
use crate::tui::pages::planning::Planning;
use crate::tui::scene::{Pen, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// From so many columns on the spans of waits are told.
const SPANS_FROM: u16 = 104;
/// Lines of what is advised or tried, at most.
const SAID: usize = 6;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, planning: &mut Planning) {
    let counters = u16::try_from(scene.seen.state().counters.len()).unwrap_or(u16::MAX);
    if planning.is_closed() {
        title(scene, area, planning, 1);
        scene.put(area, 2, scene.seen.get("staffing.closed"), Role::Dim);
        return;
    }
    let advice = planning.advice(scene.seen).cloned();
    let table = staffing_table::height(counters, area.height);
    let room = area.height.saturating_sub(table + 1);
    let below = |y: u16| Rect { y, height: table.min(area.bottom().saturating_sub(y)), ..area };
    let Some(advice) = advice else {
        title(scene, area, planning, 1);
        scene.put(area, 1, scene.seen.get("staffing.not_yet"), Role::Dim);
        return staffing_table::draw(scene, below(area.y + 3), planning);
    };
    let heads = 1 + u16::from(planning.is_tried());
    let all = said(&advice, planning, usize::from(area.width), scene.seen);
    let said = few(&all, usize::from(room.saturating_sub(heads + 3)).min(SAID));
    let lines = u16::try_from(said.len()).unwrap_or(0);
    let everybody = u16::try_from(advice.nothing.services.len() + 1).unwrap_or(u16::MAX);
    let people = everybody.min(room.saturating_sub(heads + lines)).max(1);
    let all: Vec<(String, Role)> = all.concat();
    let has_room = people == everybody && said.len() == all.len();
    let page_lines = usize::from(room.saturating_sub(heads + 1)).max(1);
    let pages = if has_room { 1 } else { 1 + (usize::from(everybody) + all.len()).div_ceil(page_lines) };
    planning.page = planning.page.min(pages - 1);
    title(scene, area, planning, pages);
    if let Some(before) = planning.page.checked_sub(1) {
        let above = Rect { y: area.y + 1, height: room.saturating_sub(1), ..area };
        one_page(scene, above, (&advice, planning.is_tried()), &all, (before * page_lines, page_lines));
        return staffing_table::draw(scene, below(area.y + 1 + room), planning);
    }
    // What is left stands between the parts.
    let gap = u16::from(room >= heads + people + lines + 2);
    let above = Rect { y: area.y + 1, height: heads + people, ..area };
    outlooks(scene, above, &advice, planning.is_tried());
    let middle = Rect { y: above.bottom() + gap, height: lines, ..area };
    for (row, (text, role)) in (0..).zip(&said) {
        scene.put(middle, row, text, *role);
    }
    staffing_table::draw(scene, below(middle.bottom() + gap), planning);
}

/// So many lines from one on, of all that comes and all that is said.
fn one_page(
    scene: &mut Scene<'_>,
    area: Rect,
    (advice, is_tried): (&Advice, bool),
    said: &[(String, Role)],
    (from, lines): (usize, usize),
) {
    let told = rows(advice, usize::MAX);
    let here: Vec<Option<ServiceId>> = told.iter().copied().skip(from).take(lines).collect();
    let shape = Columns::of(area.width, scene.seen);
    let (mut row, rest) = (0, lines - here.len());
    if !here.is_empty() {
        row = all_heads(scene, area, (shape, is_tried), 0);
    }
    for service in here {
        one(scene, Rect { y: area.y + row, height: 1, ..area }, service, (advice, is_tried), shape);
        row += 1;
    }
    for (text, role) in said.iter().skip(from.saturating_sub(told.len())).take(rest) {
        scene.put(area, row, text, *role);
        row += 1;
    }
}

fn title(scene: &mut Scene<'_>, area: Rect, planning: &Planning, pages: usize) {
    let seen = scene.seen;
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("staffing.title"), Role::Title);
    if let Some(advice) = planning.advice(seen) {
        let gaps = [("from", clock(advice.from)), ("close", clock(advice.until))];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        pen.put(&seen.fill("staffing.span", &gaps), Role::Dim);
    }
    if planning.waits {
        pen.put(seen.get("staffing.working"), Role::Warn);
    }
    let days = seen.published.staffing.days_learnt;
    let gaps = [("n", (planning.page + 1).to_string()), ("of", pages.to_string())];
    let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
    let page = if pages > 1 { seen.fill("staffing.page", &gaps) } else { String::new() };
    let learnt = seen.fill("staffing.learnt", &[("n", &days.to_string())]);
    pen.right(&format!("{page}{learnt}"), Role::Dim);
}

/// What is advised, or what is tried and what it brings, the last of it first: each sentence in its lines.
fn said(advice: &Advice, planning: &Planning, wide: usize, seen: Seen<'_>) -> Vec<Vec<(String, Role)>> {
    let mut said: Vec<(String, Role)> = Vec::new();
    if planning.is_tried() {
        for step in advice.steps.iter().rev() {
            said.push((telling::step(step, advice.from, seen.state(), seen.words), Role::Accent));
        }
    } else {
        let told = telling::advice(advice, seen.state(), seen.words);
        let is_before = advice.is_before(seen.state());
        let key = if is_before { "staffing.advised_before" } else { "staffing.advised_at" };
        let gaps = [("at", clock(advice.from)), ("waiting", advice.waiting.to_string())];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        said.push((seen.fill(key, &gaps), if is_before { Role::Warn } else { Role::Dim }));
        let role = if advice.steps.is_empty() { Role::Text } else { Role::Accent };
        said.extend(told.into_iter().map(|line| (line, role)));
    }
    let lines = |(text, role): (String, Role)| wrap(&text, wide).into_iter().map(|line| (line, role)).collect();
    said.into_iter().map(lines).collect()
}

/// The first of the sentences in at most so many lines. One that would be cut is left out, but for the first.
fn few(sentences: &[Vec<(String, Role)>], most: usize) -> Vec<(String, Role)> {
    let mut lines: Vec<(String, Role)> = Vec::new();
    for sentence in sentences {
        if lines.len() + sentence.len() > most && !lines.is_empty() {
            break;
        }
        lines.extend(sentence.iter().take(most).cloned());
    }
    lines
}

/// Who is told of: everybody, then the services, worst off first, those that nobody is expected for last.
fn rows(advice: &Advice, room: usize) -> Vec<Option<ServiceId>> {
    let bad = |service: ServiceId, of: &Outlook| {
        (advice.nothing.worst == Some(service), !of.is_empty(), of.wait_s.mean, -of.within_percent.mean)
    };
    let mut services: Vec<(ServiceId, &Outlook)> = advice.nothing.services.iter().map(|(id, of)| (*id, of)).collect();
    services.sort_by_key(|(service, of)| std::cmp::Reverse(bad(*service, of)));
    let services = services.into_iter().take(room.saturating_sub(1)).map(|(service, _)| Some(service));
    std::iter::once(None).chain(services).collect()
}

fn outlooks(scene: &mut Scene<'_>, area: Rect, advice: &Advice, is_tried: bool) {
    let shape = Columns::of(area.width, scene.seen);
    let room = usize::from(area.height.saturating_sub(u16::from(is_tried) + 1));
    let told = rows(advice, room);
    let hidden = (advice.nothing.services.len() + 1).saturating_sub(told.len());
    let first = all_heads(scene, area, (shape, is_tried), hidden);
    for (row, service) in (first..area.height).zip(told) {
        one(scene, Rect { y: area.y + row, height: 1, ..area }, service, (advice, is_tried), shape);
    }
}

/// The heads of all columns; answers the line below them.
fn all_heads(scene: &mut Scene<'_>, area: Rect, (shape, is_tried): (Columns, bool), hidden: usize) -> u16 {
    let seen = scene.seen;
    if is_tried {
        above_heads(&mut scene.line(area, 0), shape, seen);
    }
    heads(&mut scene.line(area, u16::from(is_tried)), shape, (is_tried, hidden), seen);
    u16::from(is_tried) + 1
}

/// What comes for everybody, or for one service.
fn one(
    scene: &mut Scene<'_>,
    line: Rect,
    service: Option<ServiceId>,
    (advice, is_tried): (&Advice, bool),
    shape: Columns,
) {
    let seen = scene.seen;
    let mut pen = scene.line(line, 0);
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
    if of.is_empty() {
        for wide in [shape.wait, shape.within, shape.left] {
            pen.column_right("–", wide, Role::Dim);
        }
        return;
    }
    let mean = minutes(of.wait_s.mean).to_string();
    let wait = if shape.spans { format!("{mean} ({})", range(of.wait_s)) } else { mean };
    pen.column_right(&wait, shape.wait, late(of.wait_s.mean > targets.wait_s));
    let within = format!("{}%", of.within_percent.mean);
    pen.column_right(&within, shape.within, late(of.within_percent.mean < i64::from(targets.within_percent)));
    pen.column_right(&of.left.mean.to_string(), shape.left, if of.left.mean > 0 { Role::Warn } else { Role::Dim });
}
