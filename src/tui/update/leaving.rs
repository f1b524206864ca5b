//! Leaving the seat or the program: what is lost by it, and who else stops with it, is asked about before.

use super::floats;
use crate::domain::counter::Station;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::seen::Seen;
use crate::tui::tell::Said;

impl Model {
    /// This screen runs in the hub's own process, and so many others are attached to it: they stop with it.
    pub fn serves(&mut self, screens: usize) {
        self.pages.serves = Some(screens);
    }
}

/// Asks first where a draft would be lost, then about the counters.
pub(super) fn leave(model: &mut Model, then: Decided, seen: Seen<'_>) -> Vec<Effect> {
    let front = model.seat.and_then(|seat| seat.front(seen.state())).map(|ticket| ticket.number);
    let receiving = &model.pages.receiving;
    let question = match front.filter(|_| receiving.has_draft(front, seen)) {
        Some(ticket) => Said::new("form.confirm_leave_draft").with("ticket", ticket),
        None if receiving.has_draft(None, seen) => Said::new("form.confirm_leave_no_ticket"),
        None => return leave_open(model, then, seen),
    };
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::Leave(Box::new(then)))));
    Vec::new()
}

/// Asks while the counter is open, because people would be called to nobody, and where others stop too.
pub(super) fn leave_open(model: &mut Model, then: Decided, seen: Seen<'_>) -> Vec<Effect> {
    let quits = matches!(then, Decided::Quit);
    let here = model.seat.and_then(|seat| seen.state().counters.get(&seat.counter?));
    let here = here.filter(|counter| counter.station != Station::Closed).map(|counter| counter.id);
    let question = match (hub(model, seen).filter(|_| quits), here) {
        (Some(question), _) => question,
        (None, Some(counter)) => {
            Said::new(if quits { "desk.confirm_quit" } else { "desk.confirm_sign_out" }).with("counter", counter)
        }
        (None, None) => return floats::decided(model, then, seen),
    };
    model.floats.push(Float::Confirm(Confirm::new(question, then)));
    Vec::new()
}

/// What stops with the hub besides this screen, where anything does.
fn hub(model: &Model, seen: Seen<'_>) -> Option<Said> {
    let screens = model.pages.serves?;
    let here = model.seat.and_then(|seat| seat.counter);
    let open = seen.state().counters.values().filter(|counter| counter.station != Station::Closed);
    let open: Vec<_> = open.map(|counter| counter.id).collect();
    if screens == 0 && open.iter().all(|counter| Some(*counter) == here) {
        return None;
    }
    let key = match (screens, open.is_empty()) {
        (0, _) => "desk.confirm_quit_hub_open",
        (_, true) => "desk.confirm_quit_hub",
        (_, false) => "desk.confirm_quit_hub_all",
    };
    let open: Vec<String> = open.iter().map(ToString::to_string).collect();
    Some(Said::new(key).with("n", screens).with("counters", open.join(", ")))
}
