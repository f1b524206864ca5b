//! What keys do in the settings. Every change is a wish like any other, so it stands in the journal with who and when.

mod centre;
mod days;
mod menus;

pub(super) use centre::{change, fields, skills, value};
pub(super) use days::{day, set_day};

use super::desk;
use crate::domain::account::{Account, AccountKey};
use crate::domain::centre::{Officer, Role};
use crate::domain::changes::Part;
use crate::domain::command::{SetOfficer, Verb};
use crate::domain::ids::{Digest, OfficerId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::settings::Row;
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::Value;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::field::Field;
use crate::tui::parts::menu::{About, Ask, Asked, Item, Label, Menu, Takes, Then};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};
use std::collections::BTreeSet;

const ROLES: [Role; 6] =
    [Role::Operator, Role::Receptionist, Role::Specialist, Role::ReturnDesk, Role::Supervisor, Role::Administrator];

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
        _ => return None,
    }
    Some(Vec::new())
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
        Part::Targets | Part::Centre => {}
    }
}

fn ask(model: &mut Model, asked: Asked, seen: Seen<'_>) {
    let field = Field::new(&asked.begins(seen));
    let ask = Ask { title: asked.title(), field, asked, about: About::Others };
    model.floats.push(Float::Ask(ask));
}

/// What can be changed about the line under the bar.
fn choose(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let state = seen.state();
    match model.pages.settings.row(seen) {
        Some(Row::Officer(id)) => match state.officers.get(&id) {
            Some(officer) => desk::open(model, about_officer(officer, seen)),
            None => Vec::new(),
        },
        Some(Row::Key(print)) => {
            let account = state.keys.get(&print).map(AccountKey::names).unwrap_or_default();
            let question = Said::new("office.confirm_key").with("account", account).with("print", &print);
            let then = Decided::Submit(Verb::RemoveKey(print));
            model.floats.push(Float::Confirm(Confirm::new(question, then)));
            Vec::new()
        }
        Some(Row::PolicyDays) => change(model, &Deed::PolicyDays, seen),
        Some(Row::Language) => change(model, &Deed::Language, seen),
        Some(Row::Value(Value::Notice(at))) => desk::open(model, menus::notice(at)),
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
    desk::ticks(model, title, Takes::Officer(id), now, seen)
}

fn about_officer(officer: &Officer, seen: Seen<'_>) -> Menu {
    let name = reason::officer(officer.id, seen);
    let sure = |key, decided| Then::Confirm(Box::new(Confirm::new(Said::new(key).with("name", &name), decided)));
    let wish = |change: fn(&mut SetOfficer)| {
        let mut wanted = SetOfficer::of(officer);
        change(&mut wanted);
        Verb::SetOfficer(wanted)
    };
    let mut items = Vec::new();
    if officer.active {
        let title = Said::new("office.menu_role").with("name", &name);
        let role = |role| Then::Submit(Verb::SetOfficer(SetOfficer { role, ..SetOfficer::of(officer) }));
        let roles = Then::Open(Box::new(Menu::new(title, roles(role))));
        items.push(Item::new(Some('v'), Label::Word("office.role"), roles));
        items.push(Item::new(Some('p'), Label::Word("office.set_pin"), Then::Ask(Asked::Pin(officer.id))));
        let person = seen.published.people.get(&officer.person).filter(|_| officer.has_pin);
        if let Some(person) = person {
            let person = Box::new(Person { pin: None, ..Person::clone(person) });
            let decided = Decided::SubmitWith(wish(|wanted| wanted.has_pin = false), person);
            items.push(Item::new(Some('b'), Label::Word("office.drop_pin"), sure("office.confirm_drop_pin", decided)));
        }
        let decided = Decided::Submit(wish(|wanted| wanted.active = false));
        items.push(Item::new(Some('x'), Label::Word("office.leave"), sure("office.confirm_leave", decided)));
    } else {
        let back = Then::Submit(wish(|wanted| wanted.active = true));
        items.push(Item::new(Some('l'), Label::Word("office.back"), back));
    }
    Menu::new(Said::new("office.menu_officer").with("name", name), items)
}

fn roles(then: impl Fn(Role) -> Then) -> Vec<Item> {
    let item = |(index, role): (usize, &Role)| {
        Item::new(desk::digit(index), Label::Word(reason::role_key(*role)), then(*role))
    };
    ROLES.iter().enumerate().map(item).collect()
}

/// A new officer's name was typed; next, what she is there for.
pub(super) fn name(model: &mut Model, typed: &str) -> Vec<Effect> {
    let person = Person { name: typed.to_owned(), ..Person::default() };
    match person.checked() {
        Ok(person) => {
            let title = Said::new("office.menu_role").with("name", &person.name);
            let items = roles(|role| Then::Hire(person.name.clone(), role));
            model.floats.pop();
            desk::open(model, Menu::new(title, items))
        }
        Err(flaws) => {
            model.toasts.bad(Tell::Refusal(Refusal::Person(flaws)));
            Vec::new()
        }
    }
}

pub(super) fn hire(model: &mut Model, name: String, role: Role) -> Vec<Effect> {
    model.floats.clear();
    // The engine puts the digest of the sealed record here.
    let digest = Some(Digest([0; 32]));
    let skills = BTreeSet::new();
    let wanted = SetOfficer { id: None, digest, role, skills, has_pin: false, active: true };
    model.submit(Verb::SetOfficer(wanted), Some(Person { name, ..Person::default() }))
}

/// Typed unseen, so typed twice.
pub(super) fn pin(model: &mut Model, officer: OfficerId, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    if typed.is_empty() {
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
