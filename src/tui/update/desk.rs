//! What the keys of the counter's own screen do.

use super::papers;
use crate::domain::command::{CounterVerb, Destination, Issue, Verb};
use crate::domain::counter::Station;
use crate::domain::ids::{CounterId, ServiceId, TicketNo};
use crate::domain::ticket::Outcome;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::{Float, Model, Seat};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{About, Asked, Extra, Item, Label, Menu, Number, Purpose, Taker, Takes, Then, Ticks};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::sight::selected;
use crate::tui::tell::Said;
use std::collections::BTreeSet;

/// Outcomes in the order of their keys 1 to 5.
const OUTCOMES: [Outcome; 5] =
    [Outcome::DossierReceived, Outcome::ResultReturned, Outcome::AdviceOnly, Outcome::SentToFixPapers, Outcome::Other];
const PAUSES: [&str; 4] = ["desk.pause_meeting", "desk.pause_rest", "desk.pause_errand", "desk.pause_urgent"];
const ERRANDS: [&str; 4] = ["desk.park_copy", "desk.park_fee", "desk.park_original", "desk.park_form"];
const CANCELS: [&str; 4] = ["desk.cancel_left", "desk.cancel_mistake", "desk.cancel_twice", "desk.cancel_elsewhere"];

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    if matches!(action, Action::Transfer | Action::Prioritise | Action::Cancel) {
        // What is done about a ticket may move it; the bar goes with it.
        super::bar::pick(model);
    }
    match (action, seat.counter) {
        (Action::Print, _) => papers::of_visit(model),
        (Action::Restore, _) => restore(model),
        (Action::Transfer, _) => transfer(model, seat, seen),
        (Action::Issue, _) => issue(model, seen),
        (Action::Prioritise, _) => prioritise(model, seen),
        (Action::Cancel, _) => match selected(model) {
            Some(ticket) => reasons(model, Purpose::Cancel(ticket), &CANCELS, About::Others),
            None => Vec::new(),
        },
        (_, Some(counter)) => at_counter(model, action, seat, counter, seen),
        (_, None) => Vec::new(),
    }
}

fn at_counter(model: &mut Model, action: Action, seat: Seat, counter: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    match action {
        Action::CallNext => model.submit_here(CounterVerb::CallNext),
        Action::Recall => model.submit_here(CounterVerb::Recall),
        Action::Start => model.submit_here(CounterVerb::Start),
        Action::NoShow => model.submit_here(CounterVerb::NoShow),
        Action::Undo => model.submit_here(CounterVerb::Undo),
        Action::OpenCounter => model.submit_here(CounterVerb::Open { officer: Some(seat.officer) }),
        Action::Auto => {
            let auto = seen.state().counters.get(&counter).is_some_and(|counter| counter.auto);
            model.submit_here(CounterVerb::SetAuto(!auto))
        }
        Action::CallThis => match selected(model) {
            Some(ticket) => model.submit_here(CounterVerb::CallThis(ticket)),
            None => Vec::new(),
        },
        Action::Finish => ask_of_draft(model, seat, seen).unwrap_or_else(|| finish(model, seen)),
        Action::Pause => pause(model, counter, seen),
        Action::Skills => skills(model, counter, seen),
        Action::CloseCounter => close(model, counter, seen),
        _ => Vec::new(),
    }
}

pub(super) fn open(model: &mut Model, menu: Menu) -> Vec<Effect> {
    model.floats.push(Float::Menu(menu));
    Vec::new()
}

/// The key 1 to 9 of the item at `index`.
pub(super) fn digit(index: usize) -> Option<char> {
    u32::try_from(index + 1).ok().and_then(|number| char::from_digit(number, 10))
}

/// With a draft of this visit that is not saved, that is asked first.
fn ask_of_draft(model: &mut Model, seat: Seat, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let front = seat.front(seen.state())?.number;
    if !model.pages.receiving.has_draft(Some(front), seen) {
        return None;
    }
    let question = Said::new("form.confirm_finish_draft").with("ticket", front);
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::Finish)));
    Some(Vec::new())
}

/// Enter takes what most likely came of it: a dossier or a result where one was handled in this visit, advice if not.
pub(super) fn finish(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(counter) = model.seat.and_then(|seat| seat.counter) else { return Vec::new() };
    let Some(front) = seen.state().in_front(counter) else {
        // Whom the answer still to come will bring is not known, so there is nobody to ask about.
        if let Some(why) = model.blocked(Action::Finish).cloned() {
            model.toasts.bad(why);
        }
        return Vec::new();
    };
    let likely = if model.sight.received > 0 {
        Outcome::DossierReceived
    } else if model.returned_in == Some(front.number) {
        Outcome::ResultReturned
    } else {
        Outcome::AdviceOnly
    };
    let item = |(index, outcome): (usize, &Outcome)| {
        let verb = Verb::At(counter, CounterVerb::Finish(*outcome));
        Item::new(digit(index), Label::Word(reason::outcome_key(*outcome)), Then::Submit(verb))
    };
    let mut menu = Menu::new(
        Said::new("desk.menu_finish").with("ticket", front.number),
        OUTCOMES.iter().enumerate().map(item).collect(),
    );
    menu.about = About::Front(Some(front.number));
    menu.list.at = OUTCOMES.iter().position(|outcome| *outcome == likely).unwrap_or(0);
    open(model, menu)
}

/// With one away there is nothing to choose, unless one could be taken back that was cancelled.
fn restore(model: &mut Model) -> Vec<Effect> {
    let cancelled = &model.sight.cancelled;
    if let ([ticket], []) = (&model.sight.away[..], &cancelled[..]) {
        let ticket = *ticket;
        return model.submit(Verb::Restore { ticket }, None);
    }
    let away: Vec<TicketNo> = model.sight.away.iter().chain(cancelled).copied().collect();
    let item = |(index, ticket): (usize, &TicketNo)| {
        Item::new(digit(index), Label::Away(*ticket), Then::Submit(Verb::Restore { ticket: *ticket }))
    };
    let items = away.iter().enumerate().map(item).collect();
    open(model, Menu::new(Said::new("desk.menu_restore"), items))
}

fn pause(model: &mut Model, counter: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    let front = seen.state().in_front(counter).map(|ticket| ticket.number);
    if front.is_some() {
        let minutes = u16::try_from(seen.state().centre.periods.hold_s / 60).unwrap_or(1).max(1);
        reasons(model, Purpose::Park(counter, minutes), &ERRANDS, About::Front(front))
    } else {
        reasons(model, Purpose::Pause(counter), &PAUSES, About::Front(front))
    }
}

/// A menu of common reasons, and a line to type for the others. What must not happen by a slip is asked once more by
/// this very menu: no reason in it is chosen by the key that opened it.
fn reasons(model: &mut Model, purpose: Purpose, common: &[&'static str], about: About) -> Vec<Effect> {
    let mut items: Vec<Item> = common
        .iter()
        .enumerate()
        .map(|(index, key)| Item::new(digit(index), Label::Word(key), Then::Because(purpose)))
        .collect();
    let other = Then::Ask(Asked::Reason(purpose));
    items.push(Item::new(digit(items.len()), Label::Word("desk.other_reason"), other));
    open(model, Menu { about, ..Menu::new(purpose.title(), items) })
}

/// Sends the person in front on, or, with nobody in front or before the queues of all, the selected one.
fn transfer(model: &mut Model, seat: Seat, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    let front = seat.front(state).filter(|_| model.screen_context() == Context::Desk);
    let here = seat.counter.filter(|_| front.is_some());
    let Some(ticket) = front.or_else(|| state.tickets.get(&selected(model)?)) else { return Vec::new() };
    let verb = |to| match here {
        Some(counter) => Verb::At(counter, CounterVerb::Transfer { to, second: false }),
        None => Verb::Move { ticket: ticket.number, to },
    };
    let mut items = Vec::new();
    for service in &state.centre.services {
        // To its own service only from another counter's own queue, or with a second matter.
        if service.id != ticket.service || ticket.bound.is_some() || front.is_some() {
            let key = service.id.letter().to_ascii_lowercase();
            items.push(Item::new(
                Some(key),
                Label::Service(service.id),
                Then::Submit(verb(Destination::Service(service.id))),
            ));
        }
    }
    let takes = |id: &CounterId| Some(*id) != here;
    for counter in state.counters.values().filter(|counter| counter.station != Station::Closed && takes(&counter.id)) {
        let key = char::from_digit(u32::from(counter.id.0), 10);
        items.push(Item::new(key, Label::Counter(counter.id), Then::Submit(verb(Destination::Counter(counter.id)))));
    }
    let mut menu = Menu::new(Said::new("desk.menu_transfer").with("ticket", ticket.number), items);
    menu.extra = front.map(|_| Extra::SecondMatter(false));
    menu.about = About::Front(front.map(|front| front.number));
    open(model, menu)
}

/// First what for, then everything else a number may have; Enter twice is the first service and nothing special.
fn issue(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let services = seen.state().centre.services.iter();
    let items = services.map(|service| {
        let Number { applicant, appointment, voucher } = Number::default();
        let issue = Issue { service: service.id, ground: None, applicant, appointment, voucher };
        let mut items = grounds(seen, |ground| Verb::Issue(Issue { ground, ..issue.clone() }));
        items.push(Item::new(Some('h'), Label::Appointment, Then::Ask(Asked::Appointment)));
        items.push(Item::new(Some('p'), Label::Voucher, Then::Ask(Asked::Voucher)));
        let title = Said::new("desk.menu_ground").with("service", service.id);
        let menu = Menu { extra: Some(Extra::Number(Number::default())), ..Menu::new(title, items) };
        let key = service.id.letter().to_ascii_lowercase();
        Item::new(Some(key), Label::Service(service.id), Then::Open(Box::new(menu)))
    });
    let items = items.collect();
    open(model, Menu::new(Said::new("desk.menu_issue"), items))
}

/// What this counter takes, to be ticked service by service.
pub(super) fn skills(model: &mut Model, counter: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    let Some(now) = seen.state().counters.get(&counter).map(|counter| counter.skills.clone()) else {
        return Vec::new();
    };
    let title = Said::new("desk.menu_skills").with("counter", counter);
    ticks(model, title, Takes::Saved(Taker::Counter(counter)), now, seen)
}

/// All services, with a tick before those in `now`.
pub(super) fn ticks(
    model: &mut Model,
    title: Said,
    takes: Takes,
    now: BTreeSet<ServiceId>,
    seen: Seen<'_>,
) -> Vec<Effect> {
    let item = |service: &crate::domain::centre::Service| {
        let key = service.id.letter().to_ascii_lowercase();
        Item::new(Some(key), Label::Tick(service.id), Then::Tick(service.id))
    };
    let items = seen.state().centre.services.iter().map(item).collect();
    open(model, Menu { extra: Some(Extra::Skills(takes, Ticks::new(now))), ..Menu::new(title, items) })
}

fn prioritise(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(ticket) = selected(model) else { return Vec::new() };
    let items = grounds(seen, |ground| Verb::Prioritise { ticket, ground });
    open(model, Menu::new(Said::new("desk.menu_prioritise").with("ticket", ticket), items))
}

/// 0 for nobody's priority, 1 and up for the grounds in use.
fn grounds(seen: Seen<'_>, verb: impl Fn(Option<crate::domain::ids::GroundId>) -> Verb) -> Vec<Item> {
    let mut items = vec![Item::new(Some('0'), Label::Word("desk.no_ground"), Then::Submit(verb(None)))];
    let used = seen.state().centre.grounds.iter().filter(|ground| ground.on);
    items.extend(used.enumerate().map(|(index, ground)| {
        Item::new(digit(index), Label::Ground(ground.id.clone()), Then::Submit(verb(Some(ground.id.clone()))))
    }));
    items
}

/// Closing is undone with one key, unless people wait for this very counter: they would have to be told.
fn close(model: &mut Model, id: CounterId, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    let held = state.counters.get(&id).and_then(|counter| counter.held);
    let bound = state.waiting().filter(|ticket| ticket.bound == Some(id)).count() + usize::from(held.is_some());
    if bound == 0 {
        return model.submit_here(CounterVerb::Close);
    }
    let question = Said::new("desk.confirm_close").with("counter", id).with("n", bound);
    let then = Decided::Submit(Verb::At(id, CounterVerb::Close));
    model.floats.push(Float::Confirm(Confirm::new(question, then)));
    Vec::new()
}
