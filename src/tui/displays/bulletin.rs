//! What the board shows page by page beside the calls: opening hours, notices, the public list of procedures.

use super::{below, top};
use crate::domain::procedure::{Fee, Procedure, Source};
use crate::domain::time::clock;
use crate::text::width::{columns, wrap};
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::screens::procedures;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Pages of procedures after which the notices come again.
const LISTS_BETWEEN: usize = 4;
/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Hours,
    /// The notice at this place.
    Notice(usize),
    /// Procedures, from this page of theirs on.
    List(usize),
}

/// The hours, the notices, then the procedures with the notices between them.
pub(super) fn pages(area: Rect, seen: Seen<'_>) -> Vec<Page> {
    let notices = (0..seen.state().centre.display.notices.len()).map(Page::Notice);
    let mut pages: Vec<Page> = std::iter::once(Page::Hours).chain(notices.clone()).collect();
    for list in 0..lists(area, seen) {
        if list > 0 && list % LISTS_BETWEEN == 0 {
            pages.extend(notices.clone());
        }
        pages.push(Page::List(list));
    }
    pages
}

pub(super) fn draw(scene: &mut Scene<'_>, area: Rect, page: Page) {
    match page {
        Page::Hours => hours(scene, area),
        Page::Notice(index) => notice(scene, area, index),
        Page::List(list) => self::list(scene, area, list),
    }
}

/// Lines of one procedure, the free one below it included: a narrow page breaks the name, limit and fee.
fn rows_each(area: Rect) -> u16 {
    let rows = match area.width {
        0..60 => 6,
        60..100 => 5,
        _ => 4,
    };
    if area.height > rows { rows } else { 4 }
}

/// Procedures of one page; the last one needs no free line below it.
fn per_page(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(1) / rows_each(area))
}

fn lists(area: Rect, seen: Seen<'_>) -> usize {
    match per_page(area) {
        0 => 0,
        each => seen.published.book.catalogue.len().div_ceil(each),
    }
}

fn hours(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    scene.put(area, 0, seen.get("board.hours"), Role::Title);
    let working = &seen.published.book.calendar;
    let spans = working.spans(seen.now.day());
    let times: Vec<String> =
        spans.iter().map(|span| format!("{} - {}", clock(span.open()), clock(span.close()))).collect();
    let mut rest = below(area, 1);
    if times.is_empty() {
        scene.put(rest, 0, seen.get("board.closed_today"), Role::Text);
        rest = below(rest, 1);
    } else if times.iter().all(|time| letters::fitting(time, rest, 1).is_some())
        && usize::from(rest.height) > 6 * times.len()
    {
        for time in &times {
            rest = below(rest, 1);
            rest = below(rest, letters::put(scene, rest, time, 1, Role::Text) + 1);
        }
    } else {
        scene.put(rest, 0, &times.join(" · "), Role::Text);
        rest = below(rest, 1);
    }
    if !working.is_open(seen.now)
        && let Some(opens) = working.open_from(seen.now)
    {
        let at = crate::domain::calendar::show_moment(opens, seen.words);
        scene.put(rest, 0, &seen.fill("board.opens", &[("at", &at)]), Role::Warn);
    }
}

/// One notice, in large letters where all of it has room.
fn notice(scene: &mut Scene<'_>, area: Rect, index: usize) {
    let seen = scene.seen;
    let notices = &seen.state().centre.display.notices;
    let Some(text) = notices.get(index) else { return };
    let mut pen = scene.line(area, 0);
    if notices.len() > 1 {
        pen.right(&format!("{}/{}", index + 1, notices.len()), Role::Dim);
    }
    pen.put(seen.get("board.notices"), Role::Title);
    let body = below(area, 2.min(area.height.saturating_sub(1)));
    if let Some((lines, tall)) = large(text, body) {
        for (row, line) in (0..).zip(&lines) {
            letters::draw(scene, below(body, row * tall), line, 1, Role::Text);
        }
        return;
    }
    for (row, line) in (0..body.height).zip(wrap(text, usize::from(body.width))) {
        scene.put(body, row, &line, Role::Title);
    }
}

/// The lines of `text` in large letters and how many rows each takes, where no word has to be broken.
fn large(text: &str, area: Rect) -> Option<(Vec<String>, u16)> {
    let wide = usize::from(area.width / crate::text::letters::WIDE);
    if text.split(' ').any(|word| columns(word) > wide) {
        return None;
    }
    let lines = wrap(text, wide);
    let tall = lines.iter().map(|line| letters::size(line, 1).1).max()?;
    (lines.len() * usize::from(tall) <= usize::from(area.height)).then_some((lines, tall))
}

/// One page of the public list (Bảng công khai thủ tục hành chính), with what it is and of when.
fn list(scene: &mut Scene<'_>, area: Rect, page: usize) {
    let seen = scene.seen;
    let catalogue = &seen.published.book.catalogue;
    let (each, rows) = (per_page(area), rows_each(area));
    let mut pen = scene.line(area, 0);
    pen.right(&format!("{}/{}", page + 1, lists(area, seen)), Role::Dim).put(seen.get("board.procedures"), Role::Title);
    scene.put(area, 1, &source(catalogue.source(), seen), Role::Dim);
    let body = below(area, 2);
    let entries: Vec<Entry> = catalogue
        .iter()
        .skip(page * each)
        .take(each)
        .map(|procedure| Entry::new(procedure, body.width, seen))
        .collect();
    let mut used = 0;
    for (entry, lines) in entries.iter().zip(shares(&entries, body.height, rows - 1)) {
        entry.draw(scene, top(below(body, used), lines));
        used += lines + 1;
    }
}

/// How many lines each entry gets of `height`: what it needs up to `each`, and of what is left over as much as it needs
/// more, one line at a time. A free line stands between two.
fn shares(entries: &[Entry], height: u16, each: u16) -> Vec<u16> {
    let mut shares: Vec<u16> = entries.iter().map(|entry| entry.lines().min(each)).collect();
    let between = u16::try_from(entries.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut left = height.saturating_sub(shares.iter().sum::<u16>().saturating_add(between));
    while left > 0 {
        let mut given = false;
        for (share, entry) in shares.iter_mut().zip(entries) {
            if left > 0 && *share < entry.lines() {
                (*share, left, given) = (*share + 1, left - 1, true);
            }
        }
        if !given {
            break;
        }
    }
    shares
}

/// Which catalogue this is, and of when, as far as that is known.
fn source(source: Source, seen: Seen<'_>) -> String {
    let day = |day: crate::domain::time::Day| day.format("%d/%m/%Y").to_string();
    match source {
        Source::BuiltIn(of) => seen.fill("board.catalogue_built_in", &[("day", &day(of))]),
        Source::Own(Some(of)) => seen.fill("board.catalogue_own", &[("day", &day(of))]),
        Source::Own(None) => seen.get("board.catalogue_undated").to_owned(),
    }
}

/// A procedure as it stands on the page: name, limit and fee, papers.
struct Entry {
    code: String,
    names: Vec<String>,
    limit: (String, Role),
    fee: (String, Role),
    /// Limit and fee have no room on one line.
    is_apart: bool,
    papers: Vec<String>,
}

impl Entry {
    fn new(procedure: &Procedure, wide: u16, seen: Seen<'_>) -> Self {
        // What is not certain is not put before citizens as if it were.
        let ask = || (seen.get("board.ask").to_owned(), Role::Dim);
        let limit = if procedure.limit_sure { procedures::limit(procedure, seen) } else { ask() };
        let fee = if procedure.fee == Fee::Unknown { ask() } else { procedures::fee(procedure, seen) };
        let words = [seen.get("board.limit"), &limit.0, seen.get("board.fee"), &fee.0];
        let together = words.iter().map(|text| columns(text) + 1).sum::<usize>() + 4;
        let papers = if procedure.papers.is_empty() {
            seen.get("board.ask_papers").to_owned()
        } else {
            seen.fill("board.papers", &[("papers", &procedure.papers.join("; "))])
        };
        let full = format!("{} {}", procedure.code, procedure.name);
        Self {
            code: procedure.code.clone(),
            names: wrap(full.trim(), usize::from(wide)),
            limit,
            fee,
            is_apart: together > usize::from(wide),
            papers: wrap(&papers, usize::from(wide.saturating_sub(2))),
        }
    }

    /// Lines on which all of it stands.
    fn lines(&self) -> u16 {
        let lines = self.names.len() + 1 + usize::from(self.is_apart) + self.papers.len();
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    fn draw(&self, scene: &mut Scene<'_>, area: Rect) {
        let seen = scene.seen;
        // The name may go on for as long as limit and papers keep a line each.
        let facts = 1 + u16::from(self.is_apart && area.height > 3);
        let names = shown(&self.names, area.height.saturating_sub(facts + 1).max(1));
        let mut rest = area;
        for (index, name) in names.iter().enumerate() {
            let mut pen = scene.line(rest, 0);
            let name = match name.strip_prefix(self.code.as_str()) {
                Some(name) if index == 0 => {
                    pen.put(&self.code, Role::Number);
                    name
                }
                _ => name,
            };
            pen.put(name, Role::Text);
            rest = below(rest, 1);
        }
        let mut pen = scene.line(rest, 0);
        pen.gap(2).put(seen.get("board.limit"), Role::Dim).gap(1).put(&self.limit.0, self.limit.1);
        if facts > 1 {
            rest = below(rest, 1);
            pen = scene.line(rest, 0);
            pen.gap(2);
        } else {
            pen.put(" · ", Role::Dim);
        }
        pen.put(seen.get("board.fee"), Role::Dim).gap(1).put(&self.fee.0, self.fee.1);
        let rest = below(rest, 1);
        let inside = Rect { x: rest.x + 2.min(rest.width), width: rest.width.saturating_sub(2), ..rest };
        for (row, line) in (0..inside.height).zip(shown(&self.papers, inside.height)) {
            scene.put(inside, row, &line, Role::Dim);
        }
    }
}

/// The first `most` of `lines`, the last of them with what follows behind it, so that drawing it marks what is missing.
fn shown(lines: &[String], most: u16) -> Vec<String> {
    let most = usize::from(most);
    let mut shown: Vec<String> = lines.iter().take(most).cloned().collect();
    if let (true, Some(last)) = (lines.len() > most, shown.last_mut()) {
        *last = lines[most - 1..].join(" ");
    }
    shown
}
