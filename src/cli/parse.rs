//! What people type as arguments, read into the values they mean, or what is wanted instead.

use super::answer::Objection;
use super::dossier::short;
use crate::domain::account::Account;
use crate::domain::centre::Role;
use crate::domain::dossier::{Channel, Delivery, PaperKind, PaperThere, Pieces, Status};
use crate::domain::ids::{CounterId, GroundId, OfficerId, ServiceId, TicketNo};
use crate::domain::rating::{Cause, Level};
use crate::domain::ticket::{ApplicantKind, Outcome};
use crate::domain::time::{Day, Timestamp};
use crate::domain::worklist::Worklist;
use crate::report::Form;
use crate::settings::COUNTERS_MAX;
use crate::text::words::{Language, Words};
use chrono::Datelike;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;

/// The longest limit that `due` counts, in its unit: ten years of days.
const LIMIT_MAX: u64 = 3650;
/// The longest hold that may be asked for, in minutes: a day. The centre's own longest is for the rules to say.
const HOLD_MAX: u64 = 24 * 60;
/// The most sets of papers of one dossier.
const SETS_MAX: u64 = 999;
/// The highest fee, in đồng.
const FEE_MAX: u64 = crate::domain::decide::FEE_MAX;
/// The most rows that may be asked for.
const ROWS_MAX: u64 = 100_000;
/// The years a date may lie in: a later one is not four digits any more, an earlier one a slip of the hand.
const YEARS: RangeInclusive<i32> = 1900..=9999;

/// What is wanted instead of what was typed.
#[derive(Clone, Debug)]
pub(super) struct Wants {
    /// Key of the sentence, under `cli.wants`.
    pub(super) key: &'static str,
    /// The least that may stand there; 0 where the sentence has no range.
    least: u64,
    /// The most.
    most: u64,
}

impl Wants {
    /// The sentence.
    pub(super) fn sentence(&self, words: &Words) -> String {
        words.fill(self.key, &[("least", &self.least.to_string()), ("most", &self.most.to_string())])
    }
}

impl From<&'static str> for Wants {
    fn from(key: &'static str) -> Self {
        Self { key, least: 0, most: 0 }
    }
}

impl fmt::Display for Wants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl Error for Wants {}

type Read<T> = Result<T, Wants>;

/// How a dossier came in.
pub(super) fn channel(text: &str) -> Read<Channel> {
    named(text).ok_or_else(|| "cli.wants.channel".into())
}

/// A list of dossiers, by its short name.
pub(super) fn worklist(text: &str) -> Read<Worklist> {
    named(text).ok_or_else(|| "cli.wants.worklist".into())
}

/// In which form a table is wanted.
pub(super) fn form(text: &str) -> Read<Form> {
    named(text).ok_or_else(|| "cli.wants.form".into())
}

/// How satisfied somebody is: by its name, or as the keys before a citizen have it, 1 to 3.
pub(super) fn level(text: &str) -> Read<Level> {
    let by_key = text.trim().parse::<usize>().ok().and_then(|key| Level::ALL.get(key.checked_sub(1)?).copied());
    by_key.or_else(|| named(text)).ok_or_else(|| "cli.wants.level".into())
}

/// Why somebody is not satisfied.
pub(super) fn cause(text: &str) -> Read<Cause> {
    named(text).ok_or_else(|| "cli.wants.cause".into())
}

/// One of the ten statuses, by its number.
pub(super) fn status(text: &str) -> Read<Status> {
    within::<u8>(text, "cli.wants.number", 1..=10)?.try_into().map_err(|_| "cli.wants.number".into())
}

/// How a result goes out.
pub(super) fn delivery(text: &str) -> Read<Delivery> {
    named(text).ok_or_else(|| "cli.wants.delivery".into())
}

pub(super) fn service(text: &str) -> Read<ServiceId> {
    text.parse().map_err(|()| "cli.wants.service".into())
}

/// A service to go on to; a number there most likely means a counter.
pub(super) fn service_to(text: &str) -> Read<ServiceId> {
    let is_number = !text.trim().is_empty() && text.trim().bytes().all(|byte| byte.is_ascii_digit());
    service(text).map_err(|wants| if is_number { "cli.wants.service_not_counter".into() } else { wants })
}

pub(super) fn ticket(text: &str) -> Read<TicketNo> {
    text.parse().map_err(|()| "cli.wants.ticket".into())
}

pub(super) fn counter(text: &str) -> Read<CounterId> {
    within(text, "cli.wants.counter", 1..=u64::from(COUNTERS_MAX)).map(CounterId)
}

pub(super) fn account(text: &str) -> Read<Account> {
    text.trim().to_lowercase().parse().map_err(|()| "cli.wants.account".into())
}

pub(super) fn officer(text: &str) -> Read<OfficerId> {
    within(text, "cli.wants.officer", 1..=u64::from(u16::MAX)).map(OfficerId)
}

pub(super) fn counters(text: &str) -> Read<u16> {
    within(text, "cli.wants.number", 1..=u64::from(COUNTERS_MAX))
}

pub(super) fn limit(text: &str) -> Read<u16> {
    within(text, "cli.wants.number", 1..=LIMIT_MAX)
}

pub(super) fn minutes(text: &str) -> Read<u16> {
    within(text, "cli.wants.number", 1..=HOLD_MAX)
}

pub(super) fn sets(text: &str) -> Read<u16> {
    within(text, "cli.wants.number", 1..=SETS_MAX)
}

/// `original`, `copy*2`, `certified+copy*3`, `shown`.
pub(super) fn pieces(text: &str) -> Option<Pieces> {
    let part = |part: &str| {
        let (kind, count) = part.trim().split_once('*').unwrap_or((part.trim(), "1"));
        let count = count.trim().parse().ok().filter(|count| *count > 0)?;
        let kind = match kind.trim().to_lowercase().as_str() {
            "original" => PaperKind::Original,
            "certified" => PaperKind::Certified,
            "copy" => PaperKind::Copy,
            _ => return None,
        };
        Some(Pieces::of(kind, count))
    };
    if text.trim().eq_ignore_ascii_case("shown") {
        return Some(Pieces::default());
    }
    text.split('+').try_fold(Pieces::default(), |all, one| Some(all.and(part(one)?)))
}

pub(super) fn rows(text: &str) -> Read<usize> {
    within(text, "cli.wants.number", 1..=ROWS_MAX)
}

pub(super) fn paths(text: &str) -> Read<usize> {
    within(text, "cli.wants.number", 20..=5000)
}

/// Virtual days: ten years of them at most.
pub(super) fn days(text: &str) -> Read<u32> {
    within(text, "cli.wants.number", 1..=2500)
}

pub(super) fn seed(text: &str) -> Read<u64> {
    within(text, "cli.wants.number", 0..=u64::MAX)
}

pub(super) fn passed(text: &str) -> Read<u32> {
    within(text, "cli.wants.number", 0..=10_000)
}

pub(super) fn visitors(text: &str) -> Read<u32> {
    within(text, "cli.wants.number", 1..=5000)
}

pub(super) fn event(text: &str) -> Read<u64> {
    within(text, "cli.wants.number", 1..=u64::MAX)
}

fn within<T: TryFrom<u64>>(text: &str, key: &'static str, range: RangeInclusive<u64>) -> Read<T> {
    let number = text.trim().parse().ok().filter(|number| range.contains(number));
    let wants = Wants { key, least: *range.start(), most: *range.end() };
    number.and_then(|number| T::try_from(number).ok()).ok_or(wants)
}

/// Whether the centre knows it is for the rules to say.
#[expect(clippy::unnecessary_wraps, reason = "the signature of every reader of an argument")]
pub(super) fn ground(text: &str) -> Read<GroundId> {
    Ok(GroundId(text.trim().to_lowercase().replace('-', "_")))
}

pub(super) fn moment(text: &str) -> Read<Timestamp> {
    let years = years("cli.wants.moment");
    Timestamp::parse(text.trim()).filter(|moment| YEARS.contains(&moment.day().year())).ok_or(years)
}

pub(super) fn day(text: &str) -> Read<Day> {
    let read = |form| Day::parse_from_str(text.trim(), form).ok();
    let day = read("%Y-%m-%d").or_else(|| read("%d/%m/%Y"));
    day.filter(|day| YEARS.contains(&day.year())).ok_or(years("cli.wants.day"))
}

pub(super) fn year(text: &str) -> Read<i32> {
    let year = text.trim().parse().ok().filter(|year| YEARS.contains(year));
    year.ok_or(years("cli.wants.year"))
}

/// A date is wanted, within the years that there are.
fn years(key: &'static str) -> Wants {
    let year = |year: &i32| u64::from(year.unsigned_abs());
    Wants { key, least: year(YEARS.start()), most: year(YEARS.end()) }
}

pub(super) fn language(text: &str) -> Read<Language> {
    named(text).ok_or("cli.wants.language".into())
}

pub(super) fn role(text: &str) -> Read<Role> {
    named(text).ok_or("cli.wants.role".into())
}

pub(super) fn kind(text: &str) -> Read<ApplicantKind> {
    named(text).ok_or("cli.wants.kind".into())
}

pub(super) fn outcome(text: &str) -> Read<Outcome> {
    let short = match text {
        "dossier" => Some(Outcome::DossierReceived),
        "result" => Some(Outcome::ResultReturned),
        "advice" => Some(Outcome::AdviceOnly),
        "fix" => Some(Outcome::SentToFixPapers),
        _ => None,
    };
    short.or_else(|| named(text)).ok_or("cli.wants.outcome".into())
}

pub(super) fn fee(text: &str) -> Read<u64> {
    crate::text::money::parse(text).ok_or(Wants { key: "cli.wants.fee", least: 0, most: FEE_MAX })
}

pub(super) fn on_off(text: &str) -> Read<bool> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("cli.wants.on_off".into()),
    }
}

/// The value whose name this is, with `-` as good as `_`.
fn named<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.trim().to_lowercase().replace('-', "_"))).ok()
}

/// `Tờ khai`, `1`, `Giấy chứng sinh=original*2`, `2=certified+copy*3`, `3=shown`; without a kind, what is usual.
pub(super) fn paper_there(typed: &str, asked: &[String]) -> Result<PaperThere, Objection> {
    let typed = crate::text::nfc::clean(typed);
    let (paper, kinds) = match typed.rsplit_once('=') {
        // A name may hold the sign itself.
        Some((paper, kinds)) if !asked.contains(&typed) => (paper.trim_end(), Some(kinds)),
        _ => (typed.as_str(), None),
    };
    let place = paper.parse::<usize>().ok().filter(|_| !asked.iter().any(|name| name == paper));
    let by_place = place.and_then(|place| asked.get(place.checked_sub(1)?));
    let name = by_place.map_or_else(|| paper.to_owned(), String::clone);
    let pieces = match kinds {
        None => Pieces::usual(&name),
        Some(kinds) => pieces(kinds).ok_or_else(|| {
            Objection::own("pieces_unclear", &[("typed", &short(kinds)), ("paper", &short(&name))]).misused()
        })?,
    };
    Ok(PaperThere { name, pieces })
}
