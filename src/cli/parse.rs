//! What people type as arguments, read into the values they mean. An error is the key of the sentence that says so.

use crate::domain::account::Account;
use crate::domain::centre::Role;
use crate::domain::ids::{CounterId, GroundId, OfficerId, ServiceId, TicketNo};
use crate::domain::ticket::{ApplicantKind, Outcome};
use crate::domain::time::{Day, Timestamp};
use crate::text::words::Language;
use serde::de::DeserializeOwned;

type Read<T> = Result<T, &'static str>;

pub(super) fn service(text: &str) -> Read<ServiceId> {
    text.parse().map_err(|()| "cli.wants.service")
}

pub(super) fn ticket(text: &str) -> Read<TicketNo> {
    text.parse().map_err(|()| "cli.wants.ticket")
}

pub(super) fn counter(text: &str) -> Read<CounterId> {
    number(text).map(CounterId).ok_or("cli.wants.counter")
}

pub(super) fn account(text: &str) -> Read<Account> {
    text.trim().to_lowercase().parse().map_err(|()| "cli.wants.account")
}

pub(super) fn officer(text: &str) -> Read<OfficerId> {
    number(text).map(OfficerId).ok_or("cli.wants.officer")
}

fn number(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|number| *number > 0)
}

/// Whether the centre knows it is for the rules to say.
#[expect(clippy::unnecessary_wraps, reason = "the signature of every reader of an argument")]
pub(super) fn ground(text: &str) -> Read<GroundId> {
    Ok(GroundId(text.trim().to_lowercase().replace('-', "_")))
}

pub(super) fn moment(text: &str) -> Read<Timestamp> {
    Timestamp::parse(text.trim()).ok_or("cli.wants.moment")
}

pub(super) fn day(text: &str) -> Read<Day> {
    let read = |form| Day::parse_from_str(text.trim(), form).ok();
    read("%Y-%m-%d").or_else(|| read("%d/%m/%Y")).ok_or("cli.wants.day")
}

pub(super) fn language(text: &str) -> Read<Language> {
    named(text).ok_or("cli.wants.language")
}

pub(super) fn role(text: &str) -> Read<Role> {
    named(text).ok_or("cli.wants.role")
}

pub(super) fn kind(text: &str) -> Read<ApplicantKind> {
    named(text).ok_or("cli.wants.kind")
}

pub(super) fn outcome(text: &str) -> Read<Outcome> {
    let short = match text {
        "dossier" => Some(Outcome::DossierReceived),
        "result" => Some(Outcome::ResultReturned),
        "advice" => Some(Outcome::AdviceOnly),
        "fix" => Some(Outcome::SentToFixPapers),
        _ => None,
    };
    short.or_else(|| named(text)).ok_or("cli.wants.outcome")
}

pub(super) fn fee(text: &str) -> Read<u64> {
    crate::text::money::parse(text).ok_or("cli.wants.fee")
}

pub(super) fn on_off(text: &str) -> Read<bool> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("cli.wants.on_off"),
    }
}

/// The value whose name this is, with `-` as good as `_`.
fn named<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.trim().to_lowercase().replace('-', "_"))).ok()
}
