//! Closing a till: whose, how much was counted, and why that differs.

use super::{desk, floats};
use crate::domain::cash::{Closing, Till, tell};
use crate::domain::command::{Actor, Verb};
use crate::domain::dossier::CaseRefusal;
use crate::domain::ids::OfficerId;
use crate::text::money::parse;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::parts::menu::{About, Ask, Asked, Item, Label, Menu, Then};
use crate::tui::reason;
use crate::tui::screens::cash::tills;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Asks whose till, where there is a choice, and how much was counted.
pub(super) fn close(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    let whose: Vec<OfficerId> = tills(seen.state(), Some(seat))
        .filter_map(|till| if let Actor::Officer(officer) = till.whose { Some(officer) } else { None })
        .collect();
    let asked = |officer| Asked::Counted((officer != seat.officer).then_some(officer));
    match whose.as_slice() {
        [] => {
            model.toasts.bad(Tell::Refusal(CaseRefusal::NothingTaken.into()));
            Vec::new()
        }
        [alone] => ask(model, asked(*alone), seen),
        many => {
            let mut keys = '1'..='9';
            let items = many.iter().map(|officer| {
                let name = reason::officer(*officer, seen);
                Item::new(keys.next(), Label::Plain(name), Then::Ask(asked(*officer)))
            });
            desk::open(model, Menu::new(Said::new("cash.menu_close"), items.collect()))
        }
    }
}

fn ask(model: &mut Model, asked: Asked, seen: Seen<'_>) -> Vec<Effect> {
    model.floats.push(Float::Ask(Ask::new(asked, About::Others, seen)));
    Vec::new()
}

/// What agrees is closed at once; what does not needs a reason, and the difference is said with the question.
pub(super) fn counted(model: &mut Model, whose: Option<OfficerId>, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let Some(counted) = parse(typed) else {
        model.toasts.bad(Tell::key("cash.amount_wrong"));
        return Vec::new();
    };
    let Some(till) = of(model, whose, seen) else {
        model.toasts.bad(Tell::Refusal(CaseRefusal::NothingTaken.into()));
        return Vec::new();
    };
    let (whose_till, since, sums) = (till.whose, till.since, till.sums());
    let closing = Closing { whose: whose_till, since, sums, counted, reason: String::new() };
    if closing.difference() == 0 {
        return submit(model, whose, counted, "", seen);
    }
    model.floats.pop();
    model.toasts.dismiss();
    let mut question = Ask::new(Asked::CashReason(whose, counted), About::Others, seen);
    question.title = Said::filled("cash.ask_reason", tell::counted_gaps(&closing).to_vec());
    model.floats.push(Float::Ask(question));
    Vec::new()
}

/// Closes it.
pub(super) fn submit(
    model: &mut Model,
    whose: Option<OfficerId>,
    counted: u64,
    why: &str,
    seen: Seen<'_>,
) -> Vec<Effect> {
    let verb = Verb::CloseCash { officer: whose, counted, reason: why.to_owned() };
    floats::submit(model, verb, About::Others, seen)
}

fn of<'a>(model: &Model, whose: Option<OfficerId>, seen: Seen<'a>) -> Option<&'a Till> {
    let officer = whose.or(model.seat.map(|seat| seat.officer))?;
    seen.published.state.tills.iter().find(|till| till.whose == Actor::Officer(officer))
}
