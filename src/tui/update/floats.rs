//! Choosing in what floats above a screen.

use super::{act as act_on_screen, back};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::field::Field;
use crate::tui::parts::menu::{Ask, Extra, Menu, Purpose, Then};
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    match (model.floats.last_mut(), action) {
        (Some(Float::Menu(menu)), Action::Toggle) => {
            menu.extra = menu.extra.map(Extra::next);
            Vec::new()
        }
        (Some(Float::Menu(menu)), Action::Choose) => {
            let at = menu.list.at;
            choose(model, at, seen)
        }
        (Some(Float::Ask(_)), Action::Choose) => answer(model),
        (Some(Float::Confirm(confirm)), Action::Toggle) => {
            confirm.yes = !confirm.yes;
            Vec::new()
        }
        (Some(Float::Confirm(confirm)), Action::Choose | Action::Yes) => {
            let yes = confirm.yes || action == Action::Yes;
            let then = confirm.then.clone();
            model.floats.pop();
            if yes { decided(model, then, seen) } else { Vec::new() }
        }
        (Some(Float::Finder(finder)), Action::Choose) => {
            let Some(action) = finder.chosen(seen) else { return Vec::new() };
            model.floats.pop();
            act_on_screen(model, action, seen)
        }
        _ => Vec::new(),
    }
}

pub(super) fn choose_by_key(model: &mut Model, key: char, seen: Seen<'_>) -> Vec<Effect> {
    match model.floats.last().map(|float| if let Float::Menu(menu) = float { menu.by_key(key) } else { None }) {
        Some(Some(at)) => choose(model, at, seen),
        _ => Vec::new(),
    }
}

fn choose(model: &mut Model, at: usize, seen: Seen<'_>) -> Vec<Effect> {
    let Some(Float::Menu(menu)) = model.floats.last() else { return Vec::new() };
    let Some(item) = menu.items.get(at) else { return back(model) };
    let (then, extra, label) = (item.then.clone(), menu.extra, item.label.clone());
    match then {
        Then::Submit(verb) => {
            model.floats.clear();
            let verb = match extra {
                Some(extra) => extra.with(verb),
                None => verb,
            };
            model.submit(verb, None)
        }
        Then::Because(purpose) => because(model, purpose, &label.text(seen)),
        Then::Open(menu) => {
            model.floats.push(Float::Menu(Menu { list: menu.list, ..*menu }));
            Vec::new()
        }
        Then::Ask(purpose) => {
            model.floats.push(Float::Ask(Ask { title: purpose.title(), field: Field::default(), purpose }));
            Vec::new()
        }
    }
}

fn answer(model: &mut Model) -> Vec<Effect> {
    let Some(Float::Ask(ask)) = model.floats.last() else { return Vec::new() };
    let (purpose, reason) = (ask.purpose, crate::text::nfc::clean(ask.field.text()));
    if reason.is_empty() {
        model.toasts.bad(Tell::Refusal(crate::domain::refusal::Refusal::ReasonMissing));
        return Vec::new();
    }
    because(model, purpose, &reason)
}

/// A cancelled ticket cannot be brought back, so that is asked once more.
fn because(model: &mut Model, purpose: Purpose, reason: &str) -> Vec<Effect> {
    let verb = purpose.because(reason);
    if let Purpose::Cancel(ticket) = purpose {
        let question = Said::new("desk.confirm_cancel").with("ticket", ticket).with("reason", reason);
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::Submit(verb))));
        return Vec::new();
    }
    model.floats.clear();
    model.submit(verb, None)
}

pub(super) fn decided(model: &mut Model, then: Decided, seen: Seen<'_>) -> Vec<Effect> {
    match then {
        Decided::Submit(verb) => {
            model.floats.clear();
            model.submit(verb, None)
        }
        Decided::SignOut => {
            model.leave();
            vec![Effect::SignOut]
        }
        Decided::Quit => vec![Effect::Quit],
        Decided::Finish => super::desk::finish(model, seen),
        Decided::Leave(then) => super::leave_open(model, *then, seen),
    }
}
