//! The centre's own days: which, what they become, and how many open dossiers would be due at another time.

use super::super::{desk, floats};
use super::menus;
use crate::domain::calendar::OwnDay;
use crate::domain::command::Verb;
use crate::domain::time::Day;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::About;
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use crate::tui::tell::{Said, Tell};
use chrono::Datelike;

/// A day was typed; next, what it is to be.
pub(in crate::tui::update) fn day(model: &mut Model, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let Some(day) = read(typed, seen.now.day()) else {
        model.toasts.bad(Tell::key("office.day_wrong"));
        return Vec::new();
    };
    model.floats.pop();
    model.toasts.dismiss();
    desk::open(model, menus::day(day, seen))
}

/// `24/12/2026` or `2026-12-24`; without a year the next one to come.
fn read(typed: &str, today: Day) -> Option<Day> {
    let whole = ["%d/%m/%Y", "%Y-%m-%d"].iter().find_map(|form| Day::parse_from_str(typed, form).ok());
    whole.or_else(|| {
        let (day, month) = typed.split_once('/')?;
        let (day, month) = (day.trim().parse().ok()?, month.trim().parse().ok()?);
        let of = |year| Day::from_ymd_opt(year, month, day);
        of(today.year()).filter(|day| *day >= today).or_else(|| of(today.year() + 1))
    })
}

/// Asks for it; first it is told when open dossiers would be due at another time by it.
pub(in crate::tui::update) fn set_day(model: &mut Model, day: Day, own: Option<OwnDay>, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    let verb = Verb::SetDay { day, own: own.clone() };
    let mut days = state.own_days.clone();
    match own {
        Some(own) => days.insert(day, own),
        None => days.remove(&day),
    };
    let book = &seen.published.book;
    let may = model.seat.is_some_and(|seat| dry_run(seat, verb.clone(), seen).is_ok());
    let otherwise = if may { book.with(&state.centre, &days).due_otherwise(book, state) } else { 0 };
    if otherwise == 0 {
        return floats::submit(model, verb, About::Others, seen);
    }
    let question = Said::new("office.confirm_day").with("day", day.format("%d/%m/%Y")).with("n", otherwise);
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::Submit(verb))));
    Vec::new()
}
