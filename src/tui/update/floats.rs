//! Choosing in what floats above a screen.

use super::{act as act_on_screen, back, papers, settings, ticked};
use crate::domain::calendar::OwnDay;
use crate::domain::command::Verb;
use crate::domain::ids::{ServiceId, TicketNo};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::wish::clock;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{About, Ask, Asked, Extra, Menu, Number, Purpose, Then};
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use crate::tui::tell::{Said, Tell};

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    match (model.floats.last_mut(), action) {
        (Some(Float::Menu(menu)), Action::Toggle) => {
            match menu.items.get(menu.list.at).map(|item| item.then.clone()) {
                Some(Then::Tick(service)) => tick(menu, service),
                Some(Then::TickField(field)) => tick_field(menu, field),
                _ => menu.extra = menu.extra.take().map(Extra::next),
            }
            Vec::new()
        }
        (Some(Float::Menu(Menu { extra: Some(Extra::Skills(takes, ticks)), .. })), Action::Choose) => {
            let (takes, ticks) = (*takes, ticks.clone());
            ticked::skills(model, takes, ticks, seen)
        }
        (Some(Float::Menu(Menu { extra: Some(Extra::Fields(service, ticks)), .. })), Action::Choose) => {
            let (service, ticks) = (*service, ticks.clone());
            ticked::fields(model, service, ticks, seen)
        }
        (Some(Float::Menu(menu)), Action::Choose) => {
            let at = menu.list.at;
            choose(model, at, seen)
        }
        (Some(Float::Ask(_)), Action::Choose) => answer(model, seen),
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
    let Some(Float::Menu(menu)) = model.floats.last() else { return Vec::new() };
    let at = match key {
        ' ' if matches!(menu.extra, Some(Extra::Skills(..) | Extra::Fields(..))) => Some(menu.list.at),
        key => menu.by_key(key),
    };
    at.map_or_else(Vec::new, |at| choose(model, at, seen))
}

/// Does what the item at `at` of the menu in front says.
pub(super) fn choose(model: &mut Model, at: usize, seen: Seen<'_>) -> Vec<Effect> {
    let Some(Float::Menu(menu)) = model.floats.last_mut() else { return Vec::new() };
    let Some(item) = menu.items.get(at) else { return back(model) };
    if let Some(why) = item.barred.clone() {
        menu.list.at = at;
        model.toasts.bad(why);
        return Vec::new();
    }
    let (then, extra, label, about) = (item.then.clone(), menu.extra.clone(), item.label.clone(), menu.about);
    match then {
        Then::Submit(verb) => {
            let verb = extra.as_ref().map_or(verb.clone(), |extra| extra.with(verb));
            submit(model, verb, about, seen)
        }
        Then::Because(purpose) => because(model, purpose, &label.text(extra.as_ref(), seen), about, seen),
        Then::Open(menu) => {
            model.floats.push(Float::Menu(*menu));
            Vec::new()
        }
        Then::Ask(asked) => {
            model.floats.push(Float::Ask(Ask::new(asked, about, seen)));
            Vec::new()
        }
        Then::Change(deed) => settings::change(model, &deed, false, seen),
        Then::Officer(id, deed) => settings::officer(model, id, deed, seen),
        Then::Skills(counter) => settings::skills(model, counter, seen),
        Then::Fields(service) => settings::fields(model, service, seen),
        Then::UsualDay(day) => settings::set_day(model, day, None, seen),
        Then::Hire(name, role) => settings::hire(model, name, role),
        Then::Print(dossier, paper) => papers::print(model, dossier, paper),
        Then::Step(act) => super::dossier_step::begin(model, act, seen),
        Then::Agency(known) => super::step_asked::agency(model, known.as_deref(), seen),
        Then::List(list) => super::dossier_step::choose(model, Some(list), None),
        Then::Only(only) => super::dossier_step::choose(model, None, Some(*only)),
        Then::Papers(there) => super::unticked::answered(model, there, seen),
        Then::Confirm(confirm) => {
            model.floats.push(Float::Confirm(*confirm));
            Vec::new()
        }
        Then::Tick(service) => {
            tick(menu, service);
            menu.list.at = at;
            Vec::new()
        }
        Then::TickField(field) => {
            tick_field(menu, field);
            menu.list.at = at;
            Vec::new()
        }
    }
}

/// Sends what was chosen, if it is still about the one in front. What the rules refuse can be chosen otherwise at once;
/// while an answer is awaited they are asked about a state that is about to change, so the engine decides.
pub(super) fn submit(model: &mut Model, verb: Verb, about: About, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    let front = seat.front(seen.state()).map(|ticket| ticket.number);
    if about != About::Others && about != About::Front(front) {
        model.floats.clear();
        model.toasts.bad(match front {
            Some(ticket) => Said::new("desk.front_changed").with("ticket", ticket),
            None => Said::new("desk.front_gone"),
        });
        return Vec::new();
    }
    if model.pending.is_empty()
        && let Err(refusal) = dry_run(seat, verb.clone(), seen)
    {
        model.toasts.bad(Tell::Refusal(refusal));
        return Vec::new();
    }
    model.floats.clear();
    model.submit(verb, None)
}

fn tick(menu: &mut Menu, service: ServiceId) {
    if let Some(Extra::Skills(_, ticks)) = &mut menu.extra {
        ticks.turn(service);
    }
}

fn tick_field(menu: &mut Menu, field: String) {
    if let Some(Extra::Fields(_, ticks)) = &mut menu.extra {
        ticks.turn(field);
    }
}

fn answer(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(Float::Ask(ask)) = model.floats.last() else { return Vec::new() };
    let (asked, about, typed) = (ask.asked, ask.about, crate::text::nfc::clean(ask.field.text()));
    let began = ask.began.clone();
    match asked {
        Asked::Reason(_) if typed.is_empty() => {
            model.toasts.bad(Tell::Refusal(Refusal::ReasonMissing));
            Vec::new()
        }
        Asked::Reason(purpose) => because(model, purpose, &typed, about, seen),
        Asked::Appointment => match appointment(&typed, seen) {
            Ok(at) => of_number(model, |number| number.appointment = at),
            Err(said) => {
                model.toasts.bad(said);
                Vec::new()
            }
        },
        Asked::Counted(whose) => super::cash::counted(model, whose, &typed, seen),
        Asked::CashReason(whose, counted) => super::cash::submit(model, whose, counted, &typed, seen),
        Asked::OfficerName => settings::name(model, &typed),
        Asked::Pin(officer) => settings::pin(model, officer, &typed, seen),
        Asked::PinAgain(officer) => settings::pin_again(model, officer, &typed, seen),
        Asked::OfficerRename(officer) => settings::rename(model, officer, &typed, &began, seen),
        Asked::Setting(value) => settings::change(model, &Deed::Typed { value, typed, began }, false, seen),
        Asked::Day => settings::day(model, &typed, seen),
        Asked::DayName(day, off) => settings::set_day(model, day, Some(OwnDay { off, name: typed }), seen),
        Asked::KeyAccount => settings::account(model, &typed, seen),
        Asked::Key(account) => settings::key(model, account, &typed),
        Asked::Place => super::queues::place(model, &typed, seen),
        Asked::Past => super::overview::past(model, &typed, seen),
        Asked::Voucher => match voucher(&typed, seen) {
            Ok(ticket) => of_number(model, |number| number.voucher = ticket),
            Err(why) => {
                model.toasts.bad(why);
                Vec::new()
            }
        },
    }
}

/// Back from the line to the menu of the new number, with what was typed in it and the bar where Enter issues it.
fn of_number(model: &mut Model, change: impl FnOnce(&mut Number)) -> Vec<Effect> {
    model.floats.pop();
    model.toasts.dismiss();
    if let Some(Float::Menu(menu)) = model.floats.last_mut() {
        menu.list.at = 0;
        if let Some(Extra::Number(number)) = &mut menu.extra {
            change(number);
        }
    }
    Vec::new()
}

/// Nothing typed is no appointment. One that is over would not count, so it is refused here.
fn appointment(typed: &str, seen: Seen<'_>) -> Result<Option<Timestamp>, Said> {
    if typed.is_empty() {
        return Ok(None);
    }
    let time = clock(typed).ok_or_else(|| Said::new("desk.appointment_wrong"))?;
    let at = Timestamp::at(seen.now.day(), time);
    let late = seen.state().centre.periods.appointment_late_s;
    if seen.now > at.plus(late) {
        return Err(Said::new("desk.appointment_over").with("at", at.clock()).with("minutes", late / 60));
    }
    Ok(Some(at))
}

fn voucher(typed: &str, seen: Seen<'_>) -> Result<Option<TicketNo>, Tell> {
    if typed.is_empty() {
        return Ok(None);
    }
    let ticket: TicketNo = typed.to_uppercase().parse().map_err(|()| Tell::key("desk.voucher_wrong"))?;
    if seen.state().vouchers.contains_key(&ticket) {
        Ok(Some(ticket))
    } else {
        Err(Tell::Refusal(Refusal::UnknownVoucher(ticket)))
    }
}

/// A cancelled ticket can be brought back only for a while, so that is asked once more.
fn because(model: &mut Model, purpose: Purpose, reason: &str, about: About, seen: Seen<'_>) -> Vec<Effect> {
    let verb = purpose.because(reason);
    if let Purpose::Cancel(ticket) = purpose {
        let question = Said::new("desk.confirm_cancel").with("ticket", ticket).with("reason", reason);
        let periods = seen.state().centre.periods;
        let question = question.with("minutes", periods.missed_s.max(periods.undo_s) / 60);
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::Submit(verb))));
        return Vec::new();
    }
    submit(model, verb, about, seen)
}

pub(super) fn decided(model: &mut Model, then: Decided, seen: Seen<'_>) -> Vec<Effect> {
    match then {
        Decided::Submit(verb) => {
            model.floats.clear();
            model.submit(verb, None)
        }
        Decided::Officer(id, deed) => {
            model.floats.clear();
            settings::officer(model, id, deed, seen)
        }
        Decided::Change(deed) => settings::change(model, &deed, false, seen),
        Decided::Sure(deed) => settings::change(model, &deed, true, seen),
        Decided::DropStep => super::dossier_step::drop_form(model),
        Decided::SureStep => {
            model.floats.clear();
            super::dossier_step::save(model, true, seen)
        }
        Decided::SureReceive => {
            model.floats.clear();
            super::receive::save(model, true, seen)
        }
        Decided::LongAgo => {
            model.floats.clear();
            super::receive::long_ago(model, seen)
        }
        Decided::Print(dossier, paper) => papers::print(model, dossier, paper),
        Decided::SignOut => {
            model.leave();
            vec![Effect::SignOut]
        }
        Decided::Quit => vec![Effect::Quit],
        Decided::SitDown(officer, counter, change) => {
            model.sign_in.waiting = true;
            vec![Effect::SitDown { officer, counter, agreed: Some(change) }]
        }
        Decided::Finish => super::desk::finish(model, seen),
        Decided::Leave(then) => super::leaving::leave_open(model, *then, seen),
    }
}
