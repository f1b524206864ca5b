//! What the items of a menu are called.

use super::menu::{Extra, Number};
use crate::domain::account::Account;
use crate::domain::centre::Service;
use crate::domain::ids::{CounterId, GroundId, ServiceId, TicketNo};
use crate::domain::ticket::{Closed, Stage};
use crate::tui::parts::expect;
use crate::tui::reason;
use crate::tui::seen::Seen;

/// What an item is called.
#[derive(Clone, Debug)]
pub(in crate::tui) enum Label {
    Word(&'static str),
    Service(ServiceId),
    Counter(CounterId),
    Ground(GroundId),
    Away(TicketNo),
    /// A service with its tick.
    Tick(ServiceId),
    /// A field of procedures with its tick, and the other service that covers it.
    Field(String),
    Appointment,
    Voucher,
    /// An account that a key opens no more.
    Account(Account),
    /// A word, and how many there are of it.
    Count(&'static str, usize),
    /// As it is.
    Plain(String),
}

pub(super) fn tick(on: bool) -> &'static str {
    if on { "[×]" } else { "[ ]" }
}

impl Label {
    /// The words of the label, in a menu with this extra.
    pub fn text(&self, extra: Option<&Extra>, seen: Seen<'_>) -> String {
        match self {
            Self::Word(key) => seen.get(key).to_owned(),
            Self::Count(key, count) => format!("{count:>5}  {}", seen.get(key)),
            Self::Plain(text) => text.clone(),
            Self::Service(id) => {
                let expected = expect::of_new(*id, seen).map_or_else(String::new, |range| format!("  · {range}"));
                format!("{id}  {}{expected}", reason::service(*id, seen))
            }
            Self::Counter(id) => {
                let counter = seen.fill("desk.counter", &[("counter", &id.to_string())]);
                let sits = seen.state().counters.get(id).and_then(|counter| counter.officer);
                sits.map_or(counter.clone(), |officer| format!("{counter}  {}", reason::officer(officer, seen)))
            }
            Self::Ground(id) => reason::ground(Some(id), seen).to_owned(),
            Self::Away(ticket) => {
                let word = seen.state().tickets.get(ticket).map_or("", |ticket| match &ticket.stage {
                    Stage::Closed(Closed::Cancelled(_)) => seen.words.get("desk.cancelled"),
                    stage => seen.words.get(crate::domain::refusal::stage_key(stage)),
                });
                format!("{ticket}  {word}")
            }
            Self::Tick(id) => {
                let on = matches!(extra, Some(Extra::Skills(_, ticks)) if ticks.on.contains(id));
                format!("{} {}", tick(on), reason::service(*id, seen))
            }
            Self::Field(field) => {
                let Some(Extra::Fields(id, ticks)) = extra else { return field.clone() };
                let covers = |service: &&Service| service.id != *id && service.fields.contains(field);
                let other = seen.state().centre.services.iter().find(covers);
                let other = other.map(|service| format!(" · {}", service.id)).unwrap_or_default();
                format!("{} {field}{other}", tick(ticks.on.contains(field)))
            }
            Self::Account(account) => seen.fill("office.remove_account", &[("account", &account.to_string())]),
            Self::Appointment => {
                let at = number(extra).appointment.map(crate::domain::time::Timestamp::clock);
                optional("desk.issue_appointment", at.as_deref(), seen)
            }
            Self::Voucher => {
                let ticket = number(extra).voucher.map(|ticket| ticket.to_string());
                optional("desk.issue_voucher", ticket.as_deref(), seen)
            }
        }
    }
}

fn number(extra: Option<&Extra>) -> Number {
    if let Some(Extra::Number(number)) = extra { *number } else { Number::default() }
}

/// `giờ hẹn: 8:30`, or that there is none.
fn optional(key: &str, value: Option<&str>, seen: Seen<'_>) -> String {
    seen.fill(key, &[("value", value.unwrap_or(seen.get("desk.issue_none")))])
}
