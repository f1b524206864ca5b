//! Forms that were left unsaved when the screen was locked or cut off: told to her who left them, opened again by one key.

use super::{dossier_step, pages};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap;
use crate::tui::model::Model;
use crate::tui::pages::dossier_step::StepForm;
use crate::tui::pages::receiving::Left;
use crate::tui::pages::step_left;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// She sits here again: nothing opens by itself, so that what she presses first means what it always does here.
pub(super) fn announce(model: &mut Model, step: Option<StepForm>, seen: Seen<'_>) {
    model.pages.left = step;
    let front = model.seat.and_then(|seat| seat.front(seen.state())).map(|ticket| ticket.number);
    let receiving = model.pages.receiving.has_draft(front, seen).then_some(Left(front));
    model.pages.left_receiving = receiving;
    let left = match (&model.pages.left, receiving) {
        (Some(form), _) => Said::new("form.left_step").with("dossier", &form.code),
        (None, Some(Left(Some(ticket)))) => Said::new("form.left_receiving").with("ticket", ticket),
        (None, Some(Left(None))) => Said::new("form.left_no_ticket"),
        (None, None) => return,
    };
    let cap = keymap::cap_of(Action::Resume, model.context(), seen.words);
    model.toasts.good(left.with("key", cap).into(), seen.now);
}

/// Opens the step that was left, else the dossier that was being received.
pub(super) fn open(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    if let Some(step) = model.pages.left.take() {
        model.floats.clear();
        model.toasts.dismiss();
        dossier_step::resume(model, &step, seen);
        return Vec::new();
    }
    if step_left::waits(model, seen) {
        model.pages.left_receiving = None;
        return pages::act(model, Action::Receive, seen).unwrap_or_default();
    }
    model.toasts.bad(Tell::key("form.left_nothing"));
    Vec::new()
}
