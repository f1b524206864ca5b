//! The picture of a kiosk page: the question, then the choices as large as there is room for.

use super::page::{Choice, Page};
use super::{Kiosk, Press, left_over, rate};
use crate::text::width::{columns, wrap};
use crate::text::words::Language;
use crate::tui::displays::{below, head, top};
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::{Margin, Rect};

/// Largest letters of the ticket's number.
const NUMBER_SCALE_MAX: u16 = 8;
/// Largest letters of a choice.
const CHOICE_SCALE_MAX: u16 = 2;
/// Lines that a question takes with what stands under it, in ordinary letters and in large ones.
const TITLE: (u16, u16) = (5, 11);
/// Smallest screen on which something can be chosen, and the lines below which only that is shown.
const SMALLEST: (u16, u16) = (16, 3);
const TINY: u16 = 12;
/// Columns from which on something stands beside a choice in ordinary letters.
const ASIDE_FROM: u16 = 60;
/// Most lines of a choice without large letters: more would only be empty.
const BAND_MAX: u16 = 5;

/// Draws the page; answers what a touch means where.
pub(super) fn draw(scene: &mut Scene<'_>, kiosk: &Kiosk) -> Vec<(Rect, Press)> {
    let mut hits = Vec::new();
    let area = scene.area();
    let area = if area.width >= 60 { area.inner(Margin::new(2, 0)) } else { area };
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        said(scene, area, scene.seen.get("desk.too_small"), Role::Text);
        return hits;
    }
    // Where there is little room it is for what must be read and chosen.
    let is_tiny = area.height < TINY;
    let rest = if is_tiny { area } else { head(scene, area, scene.seen.get("kiosk.title")) };
    let foot = u16::from(area.height >= TINY / 2);
    footer(scene, Rect { y: area.bottom() - foot, height: foot, ..area }, kiosk, &mut hits);
    let body = Rect { height: rest.height.saturating_sub(foot), ..rest };
    let choices = kiosk.page.choices(kiosk.terms, scene.seen);
    let least = if is_tiny { u16::try_from(choices.len()).unwrap_or(2).min(2) } else { 0 };
    let text = Rect { height: body.height.saturating_sub(least), ..body };
    let asked = match kiosk.page {
        Page::Number { ticket, .. } => number(scene, text, &ticket.to_string(), kiosk),
        _ => question(scene, text, kiosk, title_is_large(body, &choices)),
    };
    match kiosk.page {
        Page::Code(_) => rate::pad(scene, below(body, asked), &rate::keys(), &mut hits),
        Page::LeftOver(_) => rate::pad(scene, below(body, asked), &left_over::keys(scene.seen), &mut hits),
        _ => list(scene, below(body, asked), &choices, kiosk.at, &mut hits),
    }
    hits
}

fn footer(scene: &mut Scene<'_>, area: Rect, kiosk: &Kiosk, hits: &mut Vec<(Rect, Press)>) {
    let seen = scene.seen;
    let other = if kiosk.language == Language::Vi { "F9 English" } else { "F9 Tiếng Việt" };
    let wide = u16::try_from(columns(other)).unwrap_or(0).min(area.width);
    hits.push((Rect { x: area.right() - wide, width: wide, ..area }, Press::Language));
    let is_back = kiosk.page.leads_back();
    let text = seen.get(if is_back { "kiosk.back" } else { "kiosk.how" });
    if is_back {
        let wide = u16::try_from(columns(text)).unwrap_or(0).min(area.width);
        hits.push((Rect { width: wide, ..area }, Press::Back));
    }
    let mut pen = scene.line(area, 0);
    pen.right(other, Role::Key).put(text, if is_back { Role::Key } else { Role::Dim });
}

/// The question and what stands under it; answers the lines used.
fn question(scene: &mut Scene<'_>, area: Rect, kiosk: &Kiosk, is_large: bool) -> u16 {
    let seen = scene.seen;
    let title = kiosk.page.title(seen);
    let gap = u16::from(area.height >= 16);
    let mut used = gap;
    let large = Rect { height: area.height / 4, ..area };
    used += match letters::fitting(&title, large, 1).filter(|_| is_large) {
        Some(scale) => letters::draw(scene, below(area, used), &title, scale, Role::Title),
        None if area.height < TINY / 2 => said(scene, top(area, 1), &title, Role::Title),
        None => said(scene, below(area, used), &title, Role::Title),
    };
    let mut lines = kiosk.page.lines(seen);
    match kiosk.card {
        Some(true) => lines.push((seen.get("kiosk.card_read").to_owned(), Role::Good)),
        Some(false) => lines.push((seen.get("kiosk.card_unreadable").to_owned(), Role::Warn)),
        None if kiosk.terms.scans && area.height >= TINY - 4 && matches!(kiosk.page, Page::Services) => {
            lines.push((seen.get("kiosk.may_scan").to_owned(), Role::Dim));
        }
        None => {}
    }
    for (text, role) in lines {
        used += said(scene, below(area, used), &text, role);
    }
    used + gap
}

/// The number as large as there is room for, and how it stands; answers the lines used.
fn number(scene: &mut Scene<'_>, area: Rect, number: &str, kiosk: &Kiosk) -> u16 {
    let seen = scene.seen;
    let gap = u16::from(area.height >= 16);
    let mut used = gap;
    used += said(scene, below(area, used), &kiosk.page.title(seen), Role::Title) + gap;
    let lines = kiosk.page.lines(seen);
    let under = u16::try_from(lines.len()).unwrap_or(0) * 2 + 3;
    let room = Rect { height: area.height.saturating_sub(used + under), ..area };
    used += match letters::fitting(number, room, NUMBER_SCALE_MAX) {
        Some(scale) => letters::draw(scene, below(area, used), number, scale, Role::Number),
        None => said(scene, below(area, used), number, Role::Number),
    };
    used += gap;
    for (text, role) in lines {
        used += said(scene, below(area, used), &text, role);
    }
    used + gap
}

/// A sentence over as many lines as it takes; answers how many.
fn said(scene: &mut Scene<'_>, area: Rect, text: &str, role: Role) -> u16 {
    let lines = wrap(text, usize::from(area.width));
    for (row, line) in (0..area.height).zip(&lines) {
        scene.put(area, row, line, role);
    }
    u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height)
}

/// The choices, each on a band of its own that can be touched; those that do not fit scroll with the bar.
fn list(scene: &mut Scene<'_>, area: Rect, choices: &[Choice], at: usize, hits: &mut Vec<(Rect, Press)>) {
    let count = u16::try_from(choices.len()).unwrap_or(u16::MAX);
    if count == 0 || area.height == 0 {
        return;
    }
    let scale = scale_of(choices, area).filter(|scale| {
        // What stands beside a choice is never left out for large letters.
        lines_of(choices, *scale) < area.height / count
            || choices.iter().all(|choice| fits_beside(choice, *scale, area))
    });
    let lines = scale.map(|scale| lines_of(choices, scale));
    let tall = match lines {
        Some(lines) => (lines + 1).min(area.height / count),
        None => (area.height / count).clamp(1, BAND_MAX),
    };
    let fit = usize::from((area.height / tall).max(1));
    let hides = fit < choices.len();
    // Beside a choice its aside stands where there is room: then the mark has a line of its own.
    let fit =
        if hides && area.width >= ASIDE_FROM && fit > 1 { usize::from(((area.height - 1) / tall).max(1)) } else { fit };
    let first = (at + 1).saturating_sub(fit);
    for (row, (index, choice)) in (0..).zip(choices.iter().enumerate().skip(first).take(fit)) {
        let band = top(below(area, row * tall), lines.unwrap_or(tall.saturating_sub(u16::from(tall > 2))));
        if let Some(scale) = scale {
            key_large(scene, band, index, Role::Key);
            let text = Rect { x: band.x + 10.min(band.width), width: band.width.saturating_sub(10), ..band };
            letters::draw(scene, text, &choice.text, scale, if index == at { Role::Number } else { Role::Text });
            if fits_beside(choice, scale, area) {
                scene.line(text, text.height / 2).right(" ", Role::Text).right(&choice.aside, Role::Dim);
            } else if band.height < tall {
                // Beside the letters there is no room for it: the line below is free.
                let line = Rect { y: band.bottom(), height: 1, ..text };
                scene.put(line, 0, &choice.aside, Role::Dim);
            }
        } else {
            plain(scene, band, index, choice);
        }
        if index == at {
            scene.paint(band, Role::Selected);
        }
        hits.push((band, Press::Choice(index)));
    }
    if hides {
        more(scene, area, first, first + fit, choices.len());
    }
}

/// `4/7 ↓`: how far the choices in sight go, and where there are others.
fn more(scene: &mut Scene<'_>, area: Rect, first: usize, end: usize, count: usize) {
    let arrow = match (first > 0, end < count) {
        (true, true) => "↕",
        (true, false) => "↑",
        _ => "↓",
    };
    let line = Rect { y: area.bottom() - 1, height: 1, ..area };
    scene.line(line, 0).right(&format!(" {end}/{count} {arrow}"), Role::Accent);
}

/// Whether what stands beside a choice has room at the right of its large letters.
fn fits_beside(choice: &Choice, scale: u16, area: Rect) -> bool {
    let aside = columns(&choice.aside) + 2;
    usize::from(letters::size(&choice.text, scale).0) + aside <= usize::from(area.width.saturating_sub(10))
}

/// How large all choices can be drawn on `area`; not at all where there is room for ordinary letters only.
fn scale_of(choices: &[Choice], area: Rect) -> Option<u16> {
    let share = area.height.checked_div(u16::try_from(choices.len()).unwrap_or(u16::MAX))?;
    let room = Rect { width: area.width.saturating_sub(10), height: share, ..area };
    choices.iter().map(|choice| letters::fitting(&choice.text, room, CHOICE_SCALE_MAX)).min().flatten()
}

/// Lines of the tallest choice.
fn lines_of(choices: &[Choice], scale: u16) -> u16 {
    choices.iter().map(|choice| letters::size(&choice.text, scale).1).max().unwrap_or(1)
}

/// What can be chosen is drawn large before what is asked is.
fn title_is_large(body: Rect, choices: &[Choice]) -> bool {
    let fits = |lines| scale_of(choices, below(body, lines)).is_some();
    choices.is_empty() || fits(TITLE.1) || !fits(TITLE.0)
}

fn key_large(scene: &mut Scene<'_>, band: Rect, index: usize, role: Role) {
    if index < 9 {
        let middle = below(band, band.height.saturating_sub(4) / 2);
        letters::draw(scene, middle, &(index + 1).to_string(), 1, role);
    }
}

/// A choice in ordinary letters: its digit, large where the band is tall enough, its words, how many wait.
fn plain(scene: &mut Scene<'_>, band: Rect, index: usize, choice: &Choice) {
    let row = band.height.saturating_sub(1) / 2;
    let (indent, has_large_key) = if band.height >= 4 && band.width >= 60 { (11, true) } else { (0, false) };
    if has_large_key {
        key_large(scene, Rect { x: band.x + 1, ..band }, index, Role::Key);
    }
    let mut pen = scene.line(band, row);
    pen.gap(indent);
    if !has_large_key {
        let key = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        pen.gap(1).put(&key, Role::Key).gap(2);
    }
    if band.width >= ASIDE_FROM {
        pen.right(" ", Role::Text).right(&choice.aside, Role::Dim);
    }
    if let Some(letter) = choice.letter {
        pen.put(&letter.to_string(), Role::Key).gap(2);
    }
    pen.put(&choice.text, Role::Title);
}
