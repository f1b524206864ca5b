//! Sitting down at a counter.

use crate::domain::decide::rights::may_sit;
use crate::domain::ids::{CounterId, OfficerId};
use crate::domain::person::PinHash;
use crate::tui::action::Action;
use crate::tui::effect::{Change, Effect};
use crate::tui::model::{Float, Model, Renewal, SignIn};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::field::Field;
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Fields of the form.
const FIELDS: usize = 3;

impl SignIn {
    /// The field with the caret.
    pub fn field(&mut self) -> &mut Field {
        if let Some(renewal) = &mut self.renewal {
            return if renewal.second { &mut renewal.again } else { &mut renewal.pin };
        }
        match self.focus {
            _ if self.known.is_some() => &mut self.counter,
            0 => &mut self.counter,
            1 => &mut self.officer,
            _ => &mut self.pin,
        }
    }

    /// The counter that was typed.
    pub fn counter(&self) -> Option<CounterId> {
        self.counter.text().trim().parse().ok().map(CounterId)
    }

    /// The officer who was typed.
    pub fn officer(&self) -> Option<OfficerId> {
        self.officer.text().trim().parse().ok().map(OfficerId)
    }
}

pub(super) fn step(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(renewal) = &mut model.sign_in.renewal {
        renewal.second = !renewal.second;
        return Vec::new();
    }
    if model.sign_in.known.is_some() {
        return Vec::new();
    }
    let by = if action == Action::NextField { 1 } else { FIELDS - 1 };
    model.sign_in.focus = (model.sign_in.focus + by) % FIELDS;
    Vec::new()
}

/// Enter: to the next field, and from the last one to the seat. An officer without a PIN has nothing to type there.
pub(super) fn choose(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    if model.sign_in.renewal.is_some() {
        return renew(model);
    }
    if let Some(officer) = model.sign_in.known {
        return pick(model, officer, seen);
    }
    let form = &mut model.sign_in;
    let none = form.counter.text().trim().is_empty();
    let counter = form.counter().filter(|id| seen.state().counters.contains_key(id));
    let officer = form.officer().and_then(|id| seen.state().officers.get(&id)).filter(|officer| officer.active);
    if form.focus == 0 {
        if counter.is_none() && !none {
            refuse(model, Tell::key("form.counter_unknown"));
            return Vec::new();
        }
        form.focus = 1;
        return Vec::new();
    }
    let wrong = match officer {
        _ if counter.is_none() && !none => Some((0, "form.counter_unknown")),
        None => Some((1, "form.officer_unknown")),
        Some(officer) if none && officer.role.needs_counter() => Some((0, "form.counter_needed")),
        Some(officer) if !none && !may_sit(officer.role) => Some((0, "form.counter_not_hers")),
        Some(_) => None,
    };
    let (None, Some(officer)) = (wrong, officer) else {
        if let Some((focus, key)) = wrong {
            form.focus = focus;
            form.pin.clear();
            refuse(model, Tell::key(key));
        }
        return Vec::new();
    };
    if officer.has_pin && form.pin.is_empty() {
        form.focus = 2;
        return Vec::new();
    }
    if form.waiting {
        form.again = officer.has_pin;
        return Vec::new();
    }
    form.waiting = true;
    // Emptied at once: what is typed until the answer comes is another try, not the end of this one.
    let pin = std::mem::take(&mut form.pin).text().to_owned();
    vec![Effect::SignIn { officer: officer.id, pin, counter }]
}

/// Why it comes to nothing: told until something in the form is changed.
pub(super) fn refuse(model: &mut Model, why: Tell) {
    model.sign_in.refused = true;
    model.toasts.bad(why);
}

/// What was typed is another try.
pub(super) fn changed(model: &mut Model) {
    if std::mem::take(&mut model.sign_in.refused) {
        model.toasts.dismiss();
    }
}

/// Who she is has been said: only where she sits is left.
fn pick(model: &mut Model, officer: OfficerId, seen: Seen<'_>) -> Vec<Effect> {
    let form = &mut model.sign_in;
    let Some(counter) = form.counter().filter(|id| seen.state().counters.contains_key(id)) else {
        let none = form.counter.text().trim().is_empty();
        refuse(model, Tell::key(if none { "form.counter_needed" } else { "form.counter_unknown" }));
        return Vec::new();
    };
    if std::mem::replace(&mut form.waiting, true) {
        return Vec::new();
    }
    vec![Effect::SitDown { officer, counter, agreed: None }]
}

/// Asks before somebody else loses her seat, or she herself another one.
pub(super) fn ask(model: &mut Model, officer: OfficerId, counter: CounterId, change: Change, seen: Seen<'_>) {
    let form = &mut model.sign_in;
    (form.waiting, form.renewal, form.known, form.focus) = (false, None, Some(officer), 0);
    let key = match (change.from, change.leaving) {
        (Some(_), Some(_)) => "form.confirm_take_and_leave",
        (Some(_), None) => "form.confirm_take",
        _ => "form.confirm_leave_other",
    };
    let name = change.from.map(|from| reason::officer(from, seen)).unwrap_or_default();
    let other = change.leaving.map(|other| other.to_string()).unwrap_or_default();
    let question = Said::new(key).with("counter", counter).with("name", name).with("other", other);
    let then = Decided::SitDown(officer, counter, change);
    model.floats.clear();
    // What was said before is not about this.
    model.toasts.clear();
    // It can be taken back by sitting down again, and she has just typed where she wants to sit.
    model.floats.push(Float::Confirm(Confirm { yes: true, ..Confirm::new(question, then) }));
}

/// Somebody else chose her PIN: she types one of her own, twice.
pub(super) fn ask_new_pin(model: &mut Model, officer: OfficerId) {
    let form = &mut model.sign_in;
    form.waiting = false;
    model.toasts.clear();
    form.renewal = Some(Renewal { officer, pin: Field::default(), again: Field::default(), second: false });
}

/// From the first field to the second, and from there to the hub, which knows the one she had.
fn renew(model: &mut Model) -> Vec<Effect> {
    let counter = model.sign_in.counter();
    // While the hub looks at it, both fields are empty: that is no answer to compare.
    let Some(renewal) = model.sign_in.renewal.as_mut().filter(|_| !model.sign_in.waiting) else { return Vec::new() };
    // Said before she types it once more.
    if !PinHash::may_be_of(renewal.pin.text()) {
        empty(renewal);
        model.toasts.bad(Tell::key("office.pin_unfit"));
        return Vec::new();
    }
    if !renewal.second {
        renewal.second = true;
        model.toasts.dismiss();
        return Vec::new();
    }
    if renewal.pin != renewal.again {
        empty(renewal);
        model.toasts.bad(Tell::key("form.pin_differs"));
        return Vec::new();
    }
    model.sign_in.waiting = true;
    let (officer, pin) = (renewal.officer, std::mem::take(&mut renewal.pin).text().to_owned());
    vec![Effect::ChoosePin { officer, pin, counter }]
}

pub(super) fn not_taken(model: &mut Model, key: &'static str) {
    model.sign_in.waiting = false;
    if let Some(renewal) = &mut model.sign_in.renewal {
        empty(renewal);
    }
    model.toasts.bad(Tell::key(key));
}

fn empty(renewal: &mut Renewal) {
    renewal.pin.clear();
    renewal.again.clear();
    renewal.second = false;
}

/// Esc: nobody chooses a PIN or a counter here, and nobody sits down.
pub(super) fn give_up(model: &mut Model) -> Vec<Effect> {
    if model.sign_in.renewal.is_none() && model.sign_in.known.is_none() {
        return Vec::new();
    }
    model.forget();
    vec![Effect::SignOut]
}

/// The try that was typed and sent while the failed one was unanswered.
pub(super) fn again(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let form = &mut model.sign_in;
    if form.focus != FIELDS - 1 {
        form.again = false;
        // It was for a try that has another fault.
        form.pin.clear();
    }
    if std::mem::take(&mut form.again) && !form.pin.is_empty() {
        return choose(model, seen);
    }
    Vec::new()
}
