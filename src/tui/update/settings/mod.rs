//! What keys do in the settings. Every change is a wish like any other, so it stands in the journal with who and when.

mod cautions;
mod centre;
mod days;
mod lost;
mod menus;
mod officers;

pub(super) use centre::{change, fields, skills};
pub(super) use days::{day, set_day};
pub(super) use officers::{demoted, hire, name, officer, rename, told};

use super::desk;
use crate::domain::account::Account;
use crate::domain::centre::Centre;
use crate::domain::changes::Part;
use crate::domain::command::Verb;
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{Digest, OfficerId};
use crate::domain::person::PinHash;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::settings::Row;
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::Value;
use crate::tui::parts::menu::{About, Ask, Asked, Taker, Takes};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let settings = &mut model.pages.settings;
    let len = settings.len(seen);
    if settings.list.go(action, len) {
        return Some(Vec::new());
    }
    match action {
        Action::NextField | Action::PreviousField => settings.step(action == Action::PreviousField, seen),
        Action::Choose => return Some(choose(model, seen)),
        Action::Skills => {
            return Some(match settings.row(seen) {
                Some(Row::Officer(id)) => officer_skills(model, id, seen),
                Some(Row::Counter(id)) => skills(model, id, seen),
                Some(Row::Service(id)) => fields(model, id, seen),
                _ => Vec::new(),
            });
        }
        Action::Add => add(model, seen),
        Action::Reload => return Some(reload(model, seen)),
        _ => return None,
    }
    Some(Vec::new())
}

/// The settings are about to be others, so it is waited for like a change.
fn reload(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let now = Verb::Configure(Box::new(Centre::clone(&seen.state().centre)));
    match model.submit(now, None).first() {
        Some(Effect::Submit { tag, .. }) => vec![Effect::Reload { tag: *tag }],
        _ => Vec::new(),
    }
}

/// What of the file waits for the next start of the hub, section by section, and which officers belong to what it has no
/// more; it stays in sight until it is dismissed.
pub(super) fn waits(model: &mut Model, sections: &[&'static str], events: &[Recorded], seen: Seen<'_>) {
    let waits = (!sections.is_empty()).then(|| {
        let named: Vec<String> =
            sections.iter().map(|section| seen.get(&format!("cli.part_{section}")).to_owned()).collect();
        let key = if events.is_empty() { "office.reload_waits" } else { "office.reload_waits_too" };
        seen.fill(key, &[("parts", &named.join(", "))])
    });
    let taken = events.iter().rev().find_map(|recorded| match &recorded.event {
        Event::CentreConfigured(centre) => Some(&**centre),
        _ => None,
    });
    let lost = lost::told(taken.unwrap_or(&seen.state().centre), None, seen);
    let told: Vec<String> = waits.into_iter().chain(lost).collect();
    if !told.is_empty() {
        model.toasts.bad(Tell::Text(told.join(" ")));
    }
}

/// Something new in the part in front.
fn add(model: &mut Model, seen: Seen<'_>) {
    match model.pages.settings.part {
        Part::Officers => ask(model, Asked::OfficerName, seen),
        Part::Keys => ask(model, Asked::KeyAccount, seen),
        Part::Counters => ask(model, Asked::Setting(Value::NewCounter), seen),
        Part::Services => ask(model, Asked::Setting(Value::NewService), seen),
        Part::Days => ask(model, Asked::Day, seen),
        Part::Hours => ask(model, Asked::Setting(Value::NewSeason), seen),
        Part::Grounds => ask(model, Asked::Setting(Value::NewGround), seen),
        Part::Display => ask(model, Asked::Setting(Value::NewNotice), seen),
        Part::Work => model.floats.push(Float::Menu(menus::new_line())),
        Part::Targets | Part::Centre => {}
    }
}

fn ask(model: &mut Model, asked: Asked, seen: Seen<'_>) {
    model.floats.push(Float::Ask(Ask::new(asked, About::Others, seen)));
}

/// What can be changed about the line under the bar.
fn choose(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    match model.pages.settings.row(seen) {
        Some(Row::Officer(id)) => match state.officers.get(&id) {
            Some(officer) => desk::open(model, officers::menu(officer, seen)),
            None => Vec::new(),
        },
        Some(Row::Key(print)) => {
            let Some(key) = state.keys.get(&print) else { return Vec::new() };
            if key.accounts.len() > 1 {
                return desk::open(model, menus::key(&print, key));
            }
            model.floats.push(Float::Confirm(menus::remove_key(&print, key)));
            Vec::new()
        }
        Some(Row::PolicyDays) => change(model, &Deed::PolicyDays, false, seen),
        Some(Row::Language) => change(model, &Deed::Language, false, seen),
        Some(Row::Value(Value::Notice(at))) => desk::open(model, menus::notice(at)),
        Some(Row::Value(Value::Line(roll, at))) => desk::open(model, menus::line(roll, at)),
        Some(Row::Value(value)) => {
            ask(model, Asked::Setting(value), seen);
            Vec::new()
        }
        Some(Row::Counter(id)) => desk::open(model, menus::counter(id)),
        Some(Row::Service(id)) => desk::open(model, menus::service(id, seen)),
        Some(Row::Season(at)) => desk::open(model, menus::season(at, seen)),
        Some(Row::Ground(at)) => desk::open(model, menus::ground(at, seen)),
        Some(Row::Day(listed)) => desk::open(model, menus::day(listed.day, seen)),
        None => Vec::new(),
    }
}

fn officer_skills(model: &mut Model, id: OfficerId, seen: Seen<'_>) -> Vec<Effect> {
    let now = seen.state().officers.get(&id).map(|officer| officer.skills.clone()).unwrap_or_default();
    let title = Said::new("office.menu_skills").with("name", reason::officer(id, seen));
    desk::ticks(model, title, Takes::Saved(Taker::Officer(id)), now, seen)
}

/// Typed unseen, so typed twice.
pub(super) fn pin(model: &mut Model, officer: OfficerId, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    if typed.is_empty() {
        return Vec::new();
    }
    if !PinHash::may_be_of(typed) {
        model.toasts.bad(Tell::key("office.pin_unfit"));
        return Vec::new();
    }
    model.floats.pop();
    model.toasts.dismiss();
    model.pages.settings.first_pin = Some(typed.to_owned());
    ask(model, Asked::PinAgain(officer), seen);
    Vec::new()
}

/// Whether it is fit for one is the session's to say, which makes its hash.
pub(super) fn pin_again(model: &mut Model, officer: OfficerId, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let first = model.pages.settings.first_pin.take();
    if first.as_deref() != Some(typed) {
        model.floats.pop();
        model.toasts.bad(Tell::key("office.pins_differ"));
        ask(model, Asked::Pin(officer), seen);
        return Vec::new();
    }
    model.floats.clear();
    let verb = Verb::SetPin { officer, digest: Digest([0; 32]) };
    match model.submit(verb, None).first() {
        Some(Effect::Submit { tag, .. }) => vec![Effect::SetPin { tag: *tag, officer, pin: typed.to_owned() }],
        _ => Vec::new(),
    }
}

pub(super) fn account(model: &mut Model, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    match typed.to_lowercase().parse() {
        Ok(account) => {
            model.floats.pop();
            ask(model, Asked::Key(account), seen);
        }
        Err(()) => model.toasts.bad(Tell::key("office.account_wrong")),
    }
    Vec::new()
}

/// The line of a `.pub` file; the session reads it.
pub(super) fn key(model: &mut Model, account: Account, typed: &str) -> Vec<Effect> {
    model.floats.clear();
    model.submit(Verb::AddKey { account, key: typed.to_owned(), print: String::new() }, None)
}
