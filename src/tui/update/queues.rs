//! What keys do in the queues of all services.

use super::show;
use crate::domain::ids::TicketNo;
use crate::domain::refusal::Refusal;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::leaf::TicketPage;
use crate::tui::parts::field::Field;
use crate::tui::parts::list::List;
use crate::tui::parts::menu::{About, Ask, Asked};
use crate::tui::seen::Seen;
use crate::tui::sight::selected;
use crate::tui::tell::Tell;

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    match action {
        Action::NextField | Action::PreviousField => {
            model.pages.queues.step(action == Action::PreviousField);
            Some(Vec::new())
        }
        Action::Choose => {
            let ticket = selected(model)?;
            Some(open_ticket(model, ticket, seen))
        }
        _ => None,
    }
}

/// The page of one of today's tickets.
pub(super) fn open_ticket(model: &mut Model, number: TicketNo, seen: Seen<'_>) -> Vec<Effect> {
    let Some(ticket) = seen.state().tickets.get(&number) else { return Vec::new() };
    let (day, ticket) = (ticket.issued.day(), Box::new(ticket.clone()));
    show(model, Screen::Ticket(TicketPage { day, ticket, scroll: List::default() }))
}

pub(super) fn ask_place(model: &mut Model) -> Vec<Effect> {
    let asked = Asked::Place;
    let ask = Ask { title: asked.title(), field: Field::default(), asked, about: About::Others, began: String::new() };
    model.floats.push(Float::Ask(ask));
    Vec::new()
}

/// Nothing typed is the ticket under the bar.
pub(super) fn place(model: &mut Model, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let has_bar = typed.is_empty() && matches!(model.screens.last(), Some(Screen::Queues));
    let under_bar = selected(model).filter(|_| has_bar);
    let Some(number) = under_bar.or_else(|| typed.to_uppercase().parse().ok()) else {
        model.toasts.bad(Tell::key("desk.voucher_wrong"));
        return Vec::new();
    };
    if !seen.state().tickets.contains_key(&number) {
        model.toasts.bad(Tell::Refusal(Refusal::UnknownTicket(number)));
        return Vec::new();
    }
    show(model, Screen::Place(number))
}
