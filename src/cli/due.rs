//! `motcua due`: when a result is due, which days were counted, and why the others were not.

use super::answer::{Objection, Shown};
use super::{dossier, parse};
use crate::domain::book::Book;
use crate::domain::calendar::{Limit, Skipped, Unsure, Why, show_moment};
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use chrono::Datelike;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The last year that a date is written with four digits.
const YEAR_MAX: i32 = 9999;

/// What is asked.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// When the dossier was complete and correct; without, now.
    #[arg(long, value_name = "DATETIME", value_parser = parse::moment)]
    received: Option<Timestamp>,
    /// How many days or hours.
    #[arg(long, value_name = "N", value_parser = parse::limit)]
    limit: Option<u16>,
    /// Of what.
    #[arg(long, value_enum, default_value_t = Unit::WorkingDay)]
    unit: Unit,
    /// The limit of this procedure instead.
    #[arg(long, conflicts_with_all = ["limit", "unit"])]
    procedure: Option<String>,
    /// Which days were counted, which not and why.
    #[arg(long)]
    explain: bool,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Working days.
    WorkingDay,
    /// Days, days off included.
    CalendarDay,
    /// Hours.
    Hour,
    /// The day of receipt.
    SameDay,
}

pub(super) fn run(question: &Question, book: &Book, now: Timestamp, words: &Words) -> Result<Shown, Objection> {
    let (limit, doubts) = limit(question, book, words)?;
    let due = book.calendar.due(question.received.unwrap_or(now), limit);
    if due.due.is_some_and(|at| at.day().year() > YEAR_MAX) {
        return Err(Objection::own("due_too_far", &[]).misused());
    }
    let mut lines = vec![match due.due {
        Some(at) => format!("{at}  {}", show_moment(at, words)),
        None => words.get("calendar.no_due").to_owned(),
    }];
    if question.explain {
        lines.extend(due.explain(words));
    } else {
        lines.extend(due.unsure.map(|unsure| words.say(&unsure)));
    }
    lines.extend(doubts.iter().cloned());
    let skipped = |skipped: &Skipped| json!({ "date": skipped.date.to_string(), "why": words.say(&skipped.why), "kind": kind(&skipped.why) });
    let json = json!({
        "due": due.due.map(|at| at.to_string()),
        "received": due.received.to_string(),
        "accepted": due.accepted.to_string(),
        "limit": words.say(&limit),
        "rule": words.say(&due.rule),
        "counted": due.counted.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "skipped": due.skipped.iter().map(skipped).collect::<Vec<Value>>(),
        "forecast": due.unsure.is_some(),
        "unsure": due.unsure.map(unsure_json),
        "cautions": doubts,
    });
    Ok(Shown::new(lines.join("\n"), json))
}

/// The limit that is asked about, and what speaks against it where it is a procedure's.
fn limit(question: &Question, book: &Book, words: &Words) -> Result<(Limit, Vec<String>), Objection> {
    if let Some(typed) = &question.procedure {
        let procedure = dossier::procedure(&book.catalogue, typed)?;
        return Ok((procedure.limit.unwrap_or(Limit::None), procedure.limit_doubts(words)));
    }
    let limit = match (question.unit, question.limit) {
        (Unit::SameDay, _) => Limit::SameDay,
        (Unit::WorkingDay, Some(n)) => Limit::WorkingDays(n),
        (Unit::CalendarDay, Some(n)) => Limit::CalendarDays(n),
        (Unit::Hour, Some(n)) => Limit::Hours(n),
        (_, None) => return Err(Objection::own("limit_missing", &[]).misused()),
    };
    Ok((limit, Vec::new()))
}

/// Which year's days off are not known and why, for programs.
pub(super) fn unsure_json(unsure: Unsure) -> Value {
    let why = match unsure {
        Unsure::Past(_) => "past",
        Unsure::NotYet(_) => "not_yet",
        Unsure::Then(_) => "not_then",
    };
    json!({ "year": unsure.year(), "why": why })
}

/// The reason for programs.
fn kind(why: &Why) -> &'static str {
    match why {
        Why::DayOfReceipt => "day_of_receipt",
        Why::AfterHours => "after_hours",
        Why::AfterThree => "after_three",
        Why::Stood => "stood",
        Why::Weekend => "weekend",
        Why::Off { .. } => "day_off",
    }
}
