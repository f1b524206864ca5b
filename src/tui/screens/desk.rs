//! The counter's own screen.
//!
//! ```text
//! below 60 columns     60 and more                    120 and more
//! ┌────────────┐      ┌──────────┬────────────┐      ┌─────────┬──────────────┬──────────┐
//! │ in front   │      │ in front │ my queue   │      │ in front│ my queue     │ figures  │
//! │ my queue   │      │          │            │      │         │              │ counters │
//! └────────────┘      ├──────────┴────────────┤      └─────────┴──────────────┴──────────┘
//!                     │ counters, figures     │
//!                     └───────────────────────┘
//! ```

use super::{counters, dossiers, figures, front, queue};
use crate::tui::model::Model;
use crate::tui::scene::Scene;
use crate::tui::sight::Sight;
use crate::tui::theme::Role;
use crate::tui::view::Tier;
use ratatui::layout::{Constraint, Layout, Rect};

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, model: &mut Model) {
    match Tier::of(scene.area()) {
        Tier::Narrow => narrow(scene, area, model),
        Tier::Standard => standard(scene, area, model),
        Tier::Wide => wide(scene, area, model),
    }
}

fn narrow(scene: &mut Scene<'_>, area: Rect, model: &mut Model) {
    let upper = Rect { height: (area.height / 2).min(8), ..area };
    let used = front::draw(scene, upper, model).min(upper.height);
    let used = (used + u16::from(area.height > 14)).min(area.height);
    queue::draw(scene, Rect { y: area.y + used, height: area.height - used, ..area }, model);
}

fn standard(scene: &mut Scene<'_>, area: Rect, model: &mut Model) {
    let others = u16::try_from(scene.seen.state().counters.len().saturating_sub(1)).unwrap_or(0);
    let strip = if area.height >= 14 { 2 + others.min(area.height / 4) } else { 2.min(area.height) };
    let [upper, lower] = Layout::vertical([Constraint::Fill(1), Constraint::Length(strip)]).areas(area);
    let [left, right] =
        Layout::horizontal([Constraint::Length((area.width * 2 / 5).min(40)), Constraint::Fill(1)]).areas(upper);
    front::draw(scene, Rect { width: left.width.saturating_sub(1), ..left }, model);
    scene.hairline(right);
    queue::draw(scene, beside(right), model);
    let room = Rect { height: lower.height.saturating_sub(2), ..lower };
    counters::rows(scene, room, model.seat.and_then(|seat| seat.counter), 0);
    let figures_area = Rect { y: room.bottom(), height: lower.height - room.height, ..lower };
    figures::running(scene, figures_area, &model.sight);
}

fn wide(scene: &mut Scene<'_>, area: Rect, model: &mut Model) {
    let side = (area.width / 4).clamp(34, 52);
    let [left, middle, right] =
        Layout::horizontal([Constraint::Length(side.max(36)), Constraint::Fill(1), Constraint::Length(side)])
            .areas(area);
    let left = Rect { width: left.width.saturating_sub(1), ..left };
    let due_rows = if area.height >= 30 { area.height / 3 } else { 0 };
    front::draw(scene, Rect { height: left.height - due_rows, ..left }, model);
    soon_due(scene, Rect { y: left.bottom() - due_rows, height: due_rows, ..left }, &model.sight);
    scene.hairline(middle);
    queue::draw(scene, Rect { width: beside(middle).width.saturating_sub(1), ..beside(middle) }, model);
    scene.hairline(right);
    let right = beside(right);
    let used = figures::column(scene, right, &model.sight).min(right.height);
    let rest = Rect { y: right.y + used, height: right.height - used, ..right };
    scene.put(rest, 0, scene.seen.get("desk.other_counters"), Role::Title);
    let rest = Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest };
    counters::rows(scene, rest, model.seat.and_then(|seat| seat.counter), 0);
    let others = u16::try_from(scene.seen.state().counters.len()).unwrap_or(u16::MAX);
    let used = others.min(rest.height);
    last_calls(scene, Rect { y: rest.y + used, height: rest.height - used, ..rest });
}

/// The dossiers that are due first: a counter with nobody in front has time for them.
fn soon_due(scene: &mut Scene<'_>, area: Rect, sight: &Sight) {
    if area.height < 3 || sight.soon_due.is_empty() {
        return;
    }
    let seen = scene.seen;
    scene.put(area, 0, seen.get("worklist.to_do"), Role::Title);
    for (row, code) in (1..area.height).zip(&sight.soon_due) {
        let Some(dossier) = seen.state().dossiers.get(code) else { continue };
        let line = Rect { y: area.y + row, height: 1, ..area };
        dossiers::row(scene, line, dossier);
    }
}

/// Who was called last, and where to.
fn last_calls(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    if area.height < 3 || seen.state().last_calls.is_empty() {
        return;
    }
    scene.put(area, 0, seen.get("desk.last_calls"), Role::Title);
    for (row, (ticket, counter, at)) in (1..area.height).zip(&seen.state().last_calls) {
        let counter = seen.fill("desk.counter", &[("counter", &counter.to_string())]);
        let at = at.clock();
        scene
            .line(area, row)
            .put(&at, Role::Dim)
            .gap(2)
            .put(&ticket.to_string(), Role::Number)
            .gap(2)
            .put(&counter, Role::Text);
    }
}

/// The inside of a pane right of a hairline.
fn beside(pane: Rect) -> Rect {
    Rect { x: pane.x + 2.min(pane.width), width: pane.width.saturating_sub(2), ..pane }
}
