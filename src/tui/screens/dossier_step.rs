//! The form of one step of a dossier: what it is about, what is to be said, and what the dates mean.
//!
//! ```text
//! Yêu cầu bổ sung · 261123-0004 · Nguyễn Thị Hồng Đào
//! ! Hồ sơ này đã được yêu cầu bổ sung 1 lần …
//!  [×] Bản chính giấy chứng sinh
//!  [ ] Bản sao sổ hộ khẩu
//!  Giấy tờ khác   ____________________
//!  Lý do          ____________________
//!  [ Lưu ]
//! ```

use super::dossier;
use super::dossiers::short_code;
use crate::domain::calendar::{DayKind, show_moment};
use crate::domain::dossier::{Change, Dossier};
use crate::domain::time::Timestamp;
use crate::text::width::{columns, wrap};
use crate::tui::action::Action;
use crate::tui::pages::correcting::is_own_words;
use crate::tui::pages::dossier_act::Act;
use crate::tui::pages::dossier_step::{NUMBERS, Row, StepForm, Value};
use crate::tui::pages::wish::date;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use crate::tui::view::Tier;
use ratatui::layout::Rect;

/// Values of a choice that are shown below it at most.
const VALUES_MAX: usize = 8;

/// Lines from which what is only a hint is shown.
const ROOMY: u16 = 12;

/// A line of the form as it is drawn.
enum Part<'a> {
    Row(usize),
    /// A value of the choice in focus.
    Value(&'a Value, bool),
    /// What stands behind a box goes on here.
    More(String),
    Free,
    Button,
}

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, form: &StepForm) {
    let seen = scene.seen;
    let Some(dossier) = seen.state().dossiers.get(&form.code) else {
        scene.put(area, 0, seen.get("dossiers.gone"), Role::Dim);
        return;
    };
    let name = seen.published.name(dossier.applicant);
    let mut pen = scene.line(area, 0);
    pen.put(seen.get(form.act.key().1), Role::Title).put(" · ", Role::Dim);
    pen.put(short_code(&dossier.code.0), Role::Number).put(" · ", Role::Dim).put(name, Role::Text);
    let mut body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let mut notes = notes(form, dossier, seen);
    notes.extend(names_nobody(form, area.height, seen));
    for (text, role) in notes {
        for line in wrap(&text, usize::from(body.width)) {
            scene.put(body, 0, &line, role);
            body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        }
    }
    if body.height > 8 {
        body = Rect { y: body.y + 1, height: body.height - 1, ..body };
    }
    if Tier::of(scene.area()) == Tier::Wide && body.width > 100 {
        let left = Rect { width: body.width / 2, ..body };
        let right = Rect { x: left.right(), width: body.width - left.width, ..body };
        scene.hairline(right);
        let inner = Rect { x: right.x + 2, width: right.width.saturating_sub(2), ..right };
        let person = seen.published.people.get(&dossier.applicant);
        dossier::preview(scene, inner, dossier, person.map(AsRef::as_ref));
        body = Rect { width: left.width.saturating_sub(1), ..left };
    }
    fields(scene, body, form);
}

/// What is to be known before it is said: earlier requests, what was asked, what is promised now.
fn notes(form: &StepForm, dossier: &Dossier, seen: Seen<'_>) -> Vec<(String, Role)> {
    let mut notes = Vec::new();
    let requests = dossier.supplement_requests();
    match form.act {
        Act::AskSupplement => {
            notes.push((seen.get("step.all_at_once").to_owned(), Role::Dim));
            if requests > 0 {
                notes.push((seen.fill("step.asked_before", &[("n", &requests.to_string())]), Role::Bad));
            }
        }
        Act::Supplemented => {
            let last = dossier.changes().filter_map(|(_, change)| match change {
                Change::SupplementAsked { items, .. } => Some(items),
                _ => None,
            });
            let items = last.last().map(|items| items.join("; ")).unwrap_or_default();
            notes.push((seen.fill("step.was_asked", &[("items", &items)]), Role::Text));
        }
        Act::Propose | Act::Extend => {
            let due = dossier.due.map(|due| show_moment(due, seen.words)).unwrap_or_default();
            notes.push((seen.fill("step.due_now", &[("due", &due)]), Role::Text));
        }
        Act::CorrectProcedure => notes.extend(procedures(form, dossier, seen)),
        _ => {}
    }
    notes
}

/// That names do not belong into what is written here; where there is little room, only where one is.
fn names_nobody(form: &StepForm, height: u16, seen: Seen<'_>) -> Option<(String, Role)> {
    if let Some(why) = form.personal(seen) {
        return Some((seen.words.say(&why), Role::Bad));
    }
    let is_written = form.rows.iter().any(|row| matches!(row, Row::Line(label, _) if is_own_words(label)));
    let key = if form.act == Act::CorrectApplicant { "step.no_names_in_reason" } else { "step.no_names" };
    (is_written && height >= ROOMY).then(|| (seen.get(key).to_owned(), Role::Dim))
}

/// What is entered, and what comes of the procedure that is chosen.
fn procedures(form: &StepForm, dossier: &Dossier, seen: Seen<'_>) -> Vec<(String, Role)> {
    let moment = |due: Option<Timestamp>| {
        due.map_or_else(|| seen.get("step.procedure_none").to_owned(), |due| show_moment(due, seen.words))
    };
    let now = [("procedure", dossier.procedure_name.as_str()), ("due", &moment(dossier.due))];
    let mut notes = vec![(seen.fill("step.procedure_now", &now), Role::Text)];
    let book = &seen.published.book;
    if let Some(right) = form.procedure().and_then(|key| book.catalogue.get(key)) {
        let due = moment(dossier.due_by(right.limit, &book.calendar).due);
        notes.push((seen.fill("step.procedure_due", &[("due", &due)]), Role::Good));
        if let Some(by_it) = dossier.agreed_over(right.limit, &book.calendar) {
            notes.push((seen.fill("step.agreed_stands", &[("due", &show_moment(by_it, seen.words))]), Role::Warn));
        }
        notes.extend(dossier.fee_note(right, seen.words).map(|note| (note, Role::Bad)));
    }
    notes
}

fn fields(scene: &mut Scene<'_>, area: Rect, form: &StepForm) {
    let seen = scene.seen;
    let label = form.rows.iter().map(|row| match row {
        Row::Line(label, _) | Row::Pick(label, ..) => columns(seen.get(label)),
        _ => 0,
    });
    let label = u16::try_from(label.max().unwrap_or(0)).unwrap_or(0).min(area.width / 2) + 2;
    let mut parts: Vec<Part<'_>> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (index, row) in form.rows.iter().enumerate() {
        if index == form.at {
            from = parts.len();
        }
        parts.push(Part::Row(index));
        match row {
            Row::Paper(..) | Row::Front(..) => {
                parts.extend(ticked_text(row, area.width, seen).into_iter().skip(1).map(Part::More));
            }
            Row::Pick(_, values, at) if index == form.at => {
                let first = at.saturating_sub(VALUES_MAX / 2).min(values.len().saturating_sub(VALUES_MAX));
                let shown = values.iter().enumerate().skip(first).take(VALUES_MAX);
                parts.extend(shown.map(|(place, value)| Part::Value(value, place == *at)));
            }
            _ => {}
        }
        if index == form.at {
            to = parts.len();
        }
    }
    if form.is_on_button() {
        (from, to) = (parts.len(), parts.len() + 2);
    }
    parts.extend([Part::Free, Part::Button]);
    let top = to.saturating_sub(usize::from(area.height)).min(from);
    for (y, part) in (area.y..area.bottom()).zip(parts.iter().skip(top)) {
        let line = Rect { y, height: 1, ..area };
        let value = Rect { x: area.x + label.min(area.width), width: area.width.saturating_sub(label), ..line };
        match part {
            Part::Row(index) => row(scene, (line, value), form, *index),
            Part::Value(value_, on) => {
                let text = value_.text(seen);
                let mark = if *on { "(•) " } else { "( ) " };
                scene.put(value, 0, &format!("{mark}{text}"), if *on { Role::Selected } else { Role::Text });
            }
            Part::More(text) => {
                let rest = Rect { x: line.x + 4.min(line.width), width: line.width.saturating_sub(4), ..line };
                scene.put(rest, 0, text, Role::Text);
            }
            Part::Free => {}
            Part::Button => button(scene, line, form),
        }
    }
}

fn row(scene: &mut Scene<'_>, (line, value): (Rect, Rect), form: &StepForm, index: usize) {
    let seen = scene.seen;
    let focused = form.at == index && form.asked.is_none();
    let role = if focused { Role::Accent } else { Role::Text };
    scene.hit(line, Hit::Row(index));
    match &form.rows[index] {
        row @ (Row::Paper(_, on) | Row::Front(_, _, on)) => {
            let first = ticked_text(row, line.width, seen).into_iter().next();
            tick(scene, line, *on, &first.unwrap_or_default(), focused);
        }
        Row::Line(label, field) => {
            scene.put(line, 0, seen.get(label), role);
            let is_short = matches!(*label, "step.amount" | "step.until") || NUMBERS.contains(label);
            let wide = if is_short { 20 } else { 60 };
            let place = Rect { width: value.width.min(wide), ..value };
            field.draw(scene, place, focused, false);
            let rest = Rect { x: place.right(), width: value.width - place.width, ..value };
            let (text, role) = aside(label, field.text(), seen);
            if columns(&text) + 2 <= usize::from(rest.width) {
                scene.line(rest, 0).gap(2).put(&text, role);
            }
        }
        Row::Pick(label, values, at) => {
            scene.put(line, 0, seen.get(label), role);
            let text = values.get(*at).map(|value| value.text(seen)).unwrap_or_default();
            scene.put(value, 0, &format!("‹ {text} ›"), if focused { Role::Accent } else { Role::Title });
        }
    }
}

/// What stands behind a box, in lines.
fn ticked_text(row: &Row, width: u16, seen: Seen<'_>) -> Vec<String> {
    let cols = usize::from(width.saturating_sub(4)).max(1);
    match row {
        Row::Paper(paper, _) => wrap(paper, cols),
        Row::Front(_, ticket, _) => wrap(&seen.fill("step.in_front", &[("ticket", &ticket.to_string())]), cols),
        Row::Line(..) | Row::Pick(..) => Vec::new(),
    }
}

fn tick(scene: &mut Scene<'_>, line: Rect, on: bool, text: &str, focused: bool) {
    scene.line(line, 0).put(if on { "[×] " } else { "[ ] " }, Role::Accent).put(text, Role::Text);
    if focused {
        scene.paint(line, Role::Selected);
        scene.caret = Some(line.as_position());
    }
}

/// What a date is, while it is typed; what an amount is in.
fn aside(label: &str, typed: &str, seen: Seen<'_>) -> (String, Role) {
    match label {
        "step.amount" => (seen.get("form.dong").to_owned(), Role::Dim),
        "step.until" => match date(typed, seen.now.day()) {
            None => (seen.get("step.date_how").to_owned(), Role::Dim),
            Some(day) => {
                let calendar = &seen.published.book.calendar;
                let shown = crate::domain::calendar::show_day(day, seen.words);
                match calendar.kind_of(day) {
                    DayKind::Working | DayKind::MakeUp(_) => (shown, Role::Good),
                    DayKind::Weekend | DayKind::Off(_) => (seen.fill("step.day_off", &[("day", &shown)]), Role::Bad),
                }
            }
        },
        _ => (String::new(), Role::Dim),
    }
}

fn button(scene: &mut Scene<'_>, line: Rect, form: &StepForm) {
    let seen = scene.seen;
    if form.asked.is_some() {
        scene.put(line, 0, seen.get("form.saving"), Role::Warn);
        return;
    }
    let text = format!("[ {} ]", seen.get("step.save"));
    scene.put(line, 0, &text, if form.is_on_button() { Role::Selected } else { Role::Accent });
    if form.is_on_button() {
        scene.caret = Some(line.as_position());
    }
    let wide = u16::try_from(columns(&text)).unwrap_or(line.width).min(line.width);
    scene.hit(Rect { width: wide, ..line }, Hit::Act(Action::Save));
}
