//! What is done to officers: who they are, what they are there for, and what came of it in words.

use super::super::{desk, floats};
use crate::domain::centre::{Officer, Role};
use crate::domain::command::{SetOfficer, Verb};
use crate::domain::event::Event;
use crate::domain::ids::{Digest, OfficerId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::worklist::left_with;
use crate::tui::effect::Effect;
use crate::tui::model::{Home, Model, Screen};
use crate::tui::pages::settings::deed::OfficerDeed;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{About, Asked, Item, Label, Menu, Then};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};
use std::collections::BTreeSet;

const ROLES: [Role; 6] =
    [Role::Operator, Role::Receptionist, Role::Specialist, Role::ReturnDesk, Role::Supervisor, Role::Administrator];

/// What can be done to one officer.
pub(super) fn menu(officer: &Officer, seen: Seen<'_>) -> Menu {
    let (id, name) = (officer.id, reason::officer(officer.id, seen));
    let item = |key, word, then| Item::new(Some(key), Label::Word(word), then);
    let sure = |key, deed| {
        let question = Said::new(key).with("name", &name);
        Then::Confirm(Box::new(Confirm::new(question, Decided::Officer(id, deed))))
    };
    let mut items = Vec::new();
    if officer.active {
        let title = Said::new("office.menu_role").with("name", &name);
        let roles = roles(|role| Then::Officer(id, OfficerDeed::Role(role)));
        items.push(item('v', "office.role", Then::Open(Box::new(Menu::new(title, roles)))));
        items.push(item('t', "office.rename", Then::Ask(Asked::OfficerRename(id))));
        if !seen.state().centre.work.sections.is_empty() || !officer.section.is_empty() {
            items.push(item('c', "office.to_section", Then::Open(Box::new(sections(id, &name, seen)))));
        }
        items.push(item('p', "office.set_pin", Then::Ask(Asked::Pin(id))));
        if officer.has_pin && seen.published.people.contains_key(&officer.person) {
            items.push(item('b', "office.drop_pin", sure("office.confirm_drop_pin", OfficerDeed::DropPin)));
        }
        items.push(item('x', "office.leave", leaves(id, &name, seen)));
    } else {
        items.push(item('l', "office.back", Then::Officer(id, OfficerDeed::Back)));
    }
    Menu::new(Said::new("office.menu_officer").with("name", name), items)
}

fn roles(then: impl Fn(Role) -> Then) -> Vec<Item> {
    let item = |(index, role): (usize, &Role)| {
        Item::new(desk::digit(index), Label::Word(reason::role_key(*role)), then(*role))
    };
    ROLES.iter().enumerate().map(item).collect()
}

/// Asks whether she does not work here any more, with how many dossiers nobody works on then.
fn leaves(officer: OfficerId, name: &str, seen: Seen<'_>) -> Then {
    let has = left_with(seen.state(), officer).count();
    let key = if has == 0 { "office.confirm_leave" } else { "office.confirm_leave_with" };
    let question = Said::new(key).with("name", name).with("n", has);
    Then::Confirm(Box::new(Confirm::new(question, Decided::Officer(officer, OfficerDeed::Leave))))
}

/// The sections she may belong to, and none.
fn sections(officer: OfficerId, name: &str, seen: Seen<'_>) -> Menu {
    let to = |section: &str| Then::Submit(Verb::SetSection { officer, section: section.to_owned() });
    let known = seen.state().centre.work.sections.iter();
    let item =
        |(index, section): (usize, &String)| Item::new(desk::digit(index), Label::Plain(section.clone()), to(section));
    let mut items: Vec<Item> = known.enumerate().map(item).collect();
    items.push(Item::new(Some('0'), Label::Word("office.no_section"), to("")));
    Menu::new(Said::new("office.menu_section").with("name", name), items)
}

/// A new officer's name was typed; next, what she is there for.
pub(in crate::tui::update) fn name(model: &mut Model, typed: &str) -> Vec<Effect> {
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

pub(in crate::tui::update) fn hire(model: &mut Model, name: String, role: Role) -> Vec<Effect> {
    model.floats.clear();
    model.pages.settings.was = None;
    // The engine puts the digest of the sealed record here.
    let digest = Some(Digest([0; 32]));
    let skills = BTreeSet::new();
    let wanted = SetOfficer { id: None, digest, role, skills, has_pin: false, active: true };
    model.submit(Verb::SetOfficer(wanted), Some(Person { name, ..Person::default() }))
}

/// Asks for her as she is now, with `deed` done to her.
pub(in crate::tui::update) fn officer(
    model: &mut Model,
    id: OfficerId,
    deed: OfficerDeed,
    seen: Seen<'_>,
) -> Vec<Effect> {
    let Some(officer) = seen.state().officers.get(&id) else { return Vec::new() };
    let mut wanted = SetOfficer::of(officer);
    deed.apply(&mut wanted);
    model.pages.settings.was = Some(officer.clone());
    let record = seen.published.people.get(&officer.person).filter(|_| deed == OfficerDeed::DropPin);
    match record {
        Some(person) => {
            model.floats.clear();
            model.submit(Verb::SetOfficer(wanted), Some(Person { pin: None, ..Person::clone(person) }))
        }
        None => floats::submit(model, Verb::SetOfficer(wanted), About::Others, seen),
    }
}

/// Another name was typed for her.
pub(in crate::tui::update) fn rename(
    model: &mut Model,
    id: OfficerId,
    typed: &str,
    began: &str,
    seen: Seen<'_>,
) -> Vec<Effect> {
    let Some(officer) = seen.state().officers.get(&id) else { return Vec::new() };
    let Some(known) = seen.published.people.get(&officer.person) else { return Vec::new() };
    if known.name != began {
        model.toasts.bad(Said::new("office.changed_place").with("now", &known.name));
        return Vec::new();
    }
    match (Person { name: typed.to_owned(), ..Person::clone(known) }).checked() {
        Err(flaws) => {
            model.toasts.bad(Tell::Refusal(Refusal::Person(flaws)));
            Vec::new()
        }
        Ok(person) if person == **known => {
            model.floats.clear();
            Vec::new()
        }
        Ok(person) => {
            model.floats.clear();
            model.pages.settings.was = Some(officer.clone());
            // The engine puts the digest of the sealed record here.
            let wanted = SetOfficer { digest: Some(Digest([0; 32])), ..SetOfficer::of(officer) };
            model.submit(Verb::SetOfficer(wanted), Some(person))
        }
    }
}

/// What became of an officer by `wish`, in words; `None` where something else is to be told.
pub(in crate::tui::update) fn told(model: &mut Model, wish: &Verb, event: &Event, seen: Seen<'_>) -> Option<Tell> {
    if let (Verb::SetSection { .. }, Event::OfficerSet { officer, .. }) = (wish, event) {
        let key = if officer.section.is_empty() { "office.did_no_section" } else { "office.did_section" };
        let name = reason::officer(officer.id, seen);
        return Some(Said::new(key).with("name", name).with("section", &officer.section).into());
    }
    let (Verb::SetOfficer(wanted), Event::OfficerSet { officer, digest }) = (wish, event) else { return None };
    let was = model.pages.settings.was.take().filter(|was| was.id == officer.id);
    let has = left_with(seen.state(), officer.id).count();
    let key = match was {
        None if wanted.id.is_none() => "office.did_hire",
        Some(was) if was.active != officer.active => match (officer.active, has) {
            (true, _) => "office.did_back",
            (false, 0) => "office.did_leave",
            (false, _) => "office.did_leave_with",
        },
        Some(was) if was.role != officer.role => "office.did_role",
        Some(was) if was.has_pin && !officer.has_pin => "office.did_drop_pin",
        Some(was) if was.skills != officer.skills => "office.did_officer_skills",
        Some(_) if digest.is_some() => "office.did_rename",
        _ => return None,
    };
    let skills = officer.skills.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let skills = if skills.is_empty() { seen.get("office.all_skills").to_owned() } else { skills };
    let said = Said::new(key).with("officer", officer.id).with("name", seen.published.name(officer.person));
    Some(said.with("role", seen.get(reason::role_key(officer.role))).with("skills", skills).with("n", has).into())
}

/// Whoever is no administrator any more leaves the settings, and is told why.
pub(in crate::tui::update) fn demoted(model: &mut Model, seen: Seen<'_>) {
    let Some(seat) = model.seat else { return };
    let Some(officer) = seen.state().officers.get(&seat.officer) else { return };
    let stands = model.screens.iter().any(|screen| matches!(screen, Screen::Settings));
    if !stands || officer.role == Role::Administrator {
        return;
    }
    model.floats.clear();
    if model.home == Home::Settings {
        model.sit(seat, Home::of(officer.role, seat.counter));
    } else {
        model.screens.retain(|screen| !matches!(screen, Screen::Settings));
    }
    model.toasts.bad(Said::new("office.demoted").with("role", seen.get(reason::role_key(officer.role))));
}
