//! `motcua holidays`: the days of a year that are not what their day of the week says, and setting the centre's own.

use super::answer::{Objection, Shown};
use super::due::unsure_json;
use super::office::Office;
use super::parse;
use crate::domain::calendar::{Listed, OwnDay, Source, Unsure, show_day};
use crate::domain::command::Verb;
use crate::domain::time::Day;
use crate::text::words::Words;
use chrono::Datelike;
use clap::{Args, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Which year, or what to set.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Question {
    /// The year; without, this one.
    #[arg(value_name = "YEAR", value_parser = parse::year)]
    year: Option<i32>,
    /// What to do instead of showing a year.
    #[command(subcommand)]
    act: Option<Act>,
}

/// What to do about days.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Make a day off or worked, or again what it was.
    Set {
        /// Which day.
        #[arg(value_name = "DATE", value_parser = parse::day)]
        day: Day,
        /// What it is to be.
        #[arg(value_enum)]
        to: To,
        /// What it is called.
        #[arg(long)]
        name: Option<String>,
    },
}

/// What a day is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// Off.
    Off,
    /// Worked.
    Working,
    /// What the law and the files say.
    Usual,
}

pub(super) fn run(office: &Office<'_>, question: &Question) -> Result<Shown, Objection> {
    match &question.act {
        Some(Act::Set { day, to, name }) => set(office, *day, *to, name.as_deref()),
        None => list(office, question.year.unwrap_or_else(|| office.now().day().year())),
    }
}

/// What a day became, in words.
pub(super) fn what(own: Option<&OwnDay>, words: &Words) -> String {
    let Some(own) = own else { return words.get("cli.day_usual").to_owned() };
    words.fill(if own.off { "cli.day_off" } else { "cli.day_working" }, &[("name", &own.name)])
}

fn set(office: &Office<'_>, day: Day, to: To, name: Option<&str>) -> Result<Shown, Objection> {
    let words = &office.words;
    let otherwise = if to == To::Off { "calendar.own_off" } else { "calendar.own_working" };
    let name = crate::text::nfc::clean(name.unwrap_or(words.get(otherwise)));
    let own = (to != To::Usual).then(|| OwnDay { off: to == To::Off, name });
    let before = office.published();
    let answer = office.submit(Verb::SetDay { day, own: own.clone() })?;
    let after = answer.published;
    let changed = !answer.events.is_empty();
    let otherwise = if changed { after.book.due_otherwise(&before.book, &after.state) } else { 0 };
    let (shown, what) = (show_day(day, words), what(own.as_ref(), words));
    let key = if changed { "cli.day_set" } else { "cli.day_same" };
    let mut lines = vec![words.fill(key, &[("day", &shown), ("what", &what)])];
    if otherwise > 0 {
        lines.push(words.fill("cli.day_dossiers", &[("n", &otherwise.to_string())]));
    }
    let own = own.map(|own| json!({ "off": own.off, "name": own.name }));
    let json = json!({ "date": day.to_string(), "own": own, "changed": changed, "dossiers_otherwise": otherwise });
    Ok(Shown::new(lines.join("\n"), json))
}

fn list(office: &Office<'_>, year: i32) -> Result<Shown, Objection> {
    let (Some(from), Some(to)) = (Day::from_ymd_opt(year, 1, 1), Day::from_ymd_opt(year, 12, 31)) else {
        return Err(Objection::own("garbled", &[]));
    };
    let published = office.published();
    let holidays = published.book.calendar.holidays();
    let days = holidays.listed(&published.state.own_days, from, to);
    let words = &office.words;
    let mut lines: Vec<String> = days.iter().map(|day| line(day, words)).collect();
    if days.is_empty() {
        lines.push(words.fill("cli.no_days", &[("year", &year.to_string())]));
    }
    let unsure = holidays.unsure(to);
    lines.extend(unsure.map(|unsure| {
        let key = if matches!(unsure, Unsure::Past(_)) { "cli.days_past" } else { "cli.days_forecast" };
        words.fill(key, &[("year", &year.to_string())])
    }));
    let row = |day: &Listed| {
        let source = match day.source {
            Source::Law(_) => "law",
            Source::Policy | Source::PolicyNotCounted => "policy",
            Source::Own => "own",
        };
        json!({ "date": day.day.to_string(), "off": day.off, "name": day.name, "source": source })
    };
    let rows: Vec<Value> = days.iter().map(row).collect();
    let (forecast, unsure) = (unsure.is_some(), unsure.map(unsure_json));
    let json = json!({ "year": year, "days": rows, "forecast": forecast, "unsure": unsure });
    Ok(Shown::new(lines.join("\n"), json))
}

fn line(day: &Listed, words: &Words) -> String {
    let off = words.get(if day.off { "calendar.off" } else { "calendar.worked" });
    format!("{}  {off:<8}  {} ({})", show_day(day.day, words), day.name, words.get(day.source.key()))
}
