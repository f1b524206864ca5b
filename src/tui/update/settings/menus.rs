//! What can be done to one counter, service, season, ground, notice or day.

use super::super::desk;
use crate::domain::account::{Account, AccountKey};
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::time::Day;
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::{Value, day_of_year};
use crate::tui::pages::settings::work::Roll;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{Asked, Item, Label, Menu, Then};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::Said;

/// A value to be typed.
fn typed(key: char, value: Value) -> Item {
    Item::new(Some(key), Label::Word(value.key()), Then::Ask(Asked::Setting(value)))
}

fn at_once(key: char, word: &'static str, deed: Deed) -> Item {
    Item::new(Some(key), Label::Word(word), Then::Change(deed))
}

/// Something that is gone afterwards.
fn sure(key: char, word: &'static str, question: Said, deed: Deed) -> Item {
    let confirm = Confirm::new(question, Decided::Change(deed));
    Item::new(Some(key), Label::Word(word), Then::Confirm(Box::new(confirm)))
}

pub(super) fn counter(id: CounterId) -> Menu {
    let question = Said::new("office.confirm_remove_counter").with("counter", id);
    let items = vec![
        typed('t', Value::CounterName(id)),
        Item::new(Some('s'), Label::Word("office.skills"), Then::Skills(id)),
        sure('x', "office.remove", question, Deed::RemoveCounter(id)),
    ];
    Menu::new(Said::new("desk.counter").with("counter", id), items)
}

pub(super) fn service(id: ServiceId, seen: Seen<'_>) -> Menu {
    let name = reason::service(id, seen).to_owned();
    let question = Said::new("office.confirm_remove_service").with("service", id).with("name", &name);
    let items = vec![
        typed('t', Value::ServiceName(id)),
        typed('a', Value::ServiceNameEn(id)),
        Item::new(Some('s'), Label::Word("office.fields"), Then::Fields(id)),
        at_once('l', "office.up", Deed::ServiceUp(id)),
        at_once('k', "office.down", Deed::ServiceDown(id)),
        sure('x', "office.remove", question, Deed::RemoveService(id)),
    ];
    Menu::new(Said::new("office.menu_service").with("service", id).with("name", name), items)
}

pub(super) fn season(at: usize, seen: Seen<'_>) -> Menu {
    let season = seen.state().centre.hours.seasons.get(at);
    let from = season.map(|season| day_of_year(season.from)).unwrap_or_default();
    let question = Said::new("office.confirm_remove_season").with("from", &from);
    let items = vec![
        typed('s', Value::SeasonMorning(at)),
        typed('c', Value::SeasonAfternoon(at)),
        typed('t', Value::SeasonFrom(at)),
        sure('x', "office.remove", question, Deed::RemoveSeason(at)),
    ];
    Menu::new(Said::new("office.menu_season").with("from", from), items)
}

pub(super) fn ground(at: usize, seen: Seen<'_>) -> Menu {
    let ground = seen.state().centre.grounds.get(at);
    let name = ground.map(|ground| ground.name.clone()).unwrap_or_default();
    let on = ground.is_some_and(|ground| ground.on);
    let items = vec![
        at_once('d', if on { "office.ground_off" } else { "office.ground_on" }, Deed::Ground(at)),
        typed('t', Value::GroundName(at)),
        typed('a', Value::GroundNameEn(at)),
        typed('c', Value::GroundBasis(at)),
    ];
    Menu::new(Said::new("office.menu_officer").with("name", name), items)
}

pub(super) fn notice(at: usize) -> Menu {
    let question = Said::new("office.confirm_remove_notice");
    let items = vec![typed('t', Value::Notice(at)), sure('x', "office.remove", question, Deed::RemoveNotice(at))];
    Menu::new(Said::new("office.notice_n").with("n", at + 1), items)
}

pub(super) fn line(roll: Roll, at: usize) -> Menu {
    let question = Said::new("office.confirm_remove_line");
    let items =
        vec![typed('t', Value::Line(roll, at)), sure('x', "office.remove", question, Deed::RemoveLine(roll, at))];
    Menu::new(Said::new(roll.key()), items)
}

/// Which of the lists gets another line.
pub(super) fn new_line() -> Menu {
    let keys = ['b', 'q', 'm', 'p'].into_iter();
    let items = keys.zip(Roll::ALL).map(|(key, roll)| typed(key, Value::NewLine(roll))).collect();
    Menu::new(Said::new("office.work"), items)
}

/// Which of its accounts a key opens no more.
pub(super) fn key(print: &str, key: &AccountKey) -> Menu {
    let one = |(index, account): (usize, &Account)| {
        let question = Said::new("office.confirm_key_account").with("account", account).with("print", print);
        let verb = Verb::RemoveKey { print: print.to_owned(), account: Some(*account) };
        let confirm = Confirm::new(question, Decided::Submit(verb));
        Item::new(desk::digit(index), Label::Account(*account), Then::Confirm(Box::new(confirm)))
    };
    let mut items: Vec<Item> = key.accounts.iter().enumerate().map(one).collect();
    let all = Then::Confirm(Box::new(remove_key(print, key)));
    items.push(Item::new(Some('x'), Label::Word("office.remove_key"), all));
    Menu::new(Said::new("office.menu_officer").with("name", print), items)
}

pub(super) fn remove_key(print: &str, key: &AccountKey) -> Confirm {
    let question = Said::new("office.confirm_key").with("account", key.names()).with("print", print);
    Confirm::new(question, Decided::Submit(Verb::RemoveKey { print: print.to_owned(), account: None }))
}

pub(super) fn day(day: Day, seen: Seen<'_>) -> Menu {
    let mut items = vec![
        Item::new(Some('g'), Label::Word("office.day_off"), Then::Ask(Asked::DayName(day, true))),
        Item::new(Some('l'), Label::Word("office.day_working"), Then::Ask(Asked::DayName(day, false))),
    ];
    if seen.state().own_days.contains_key(&day) {
        items.push(Item::new(Some('x'), Label::Word("office.day_usual"), Then::UsualDay(day)));
    }
    let shown = crate::domain::calendar::show_day(day, seen.words);
    Menu::new(Said::new("office.menu_officer").with("name", shown), items)
}
