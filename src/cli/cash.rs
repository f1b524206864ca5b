//! `motcua cash`: what each officer took and gave back on a day, and closing a till.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{parse, wording};
use crate::domain::calendar::show_day;
use crate::domain::cash::past::{Counted, Past};
use crate::domain::cash::{Closed, Closing, Entry, Sums, Till, Unclosed, tell};
use crate::domain::command::{Actor, Verb};
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::ids::OfficerId;
use crate::domain::published::Published;
use crate::domain::time::{Day, Timestamp};
use crate::store::{Reader, StoreError};
use crate::text::words::Words;
use clap::{Args, Subcommand};
use imbl::Vector;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is asked about the cash.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Question {
    /// Of which day; without, today and what is not closed yet.
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    date: Option<Day>,
    /// What to do.
    #[command(subcommand)]
    act: Option<Act>,
}

/// What to do with a till.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Count it and begin anew.
    Close {
        /// Cash that was counted, in đồng.
        #[arg(long, value_name = "AMOUNT", value_parser = parse::fee)]
        counted: u64,
        /// Why it is more or less than it should be.
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
        /// Whose; without, that of the one who asks.
        #[arg(long, value_name = "N", value_parser = parse::officer)]
        whose: Option<OfficerId>,
    },
}

pub(super) fn run(office: &Office<'_>, question: &Question) -> Result<Shown, Objection> {
    if let Some(Act::Close { counted, reason, whose }) = &question.act {
        let verb = Verb::CloseCash { officer: *whose, counted: *counted, reason: reason.clone() };
        let answer = office.submit(verb)?;
        let closed = answer.events.iter().find_map(|recorded| match &recorded.event {
            Event::CashClosed(closing) => Some(Closed { at: recorded.at, closing: (**closing).clone() }),
            _ => None,
        });
        let closed = closed.ok_or_else(|| Objection::own("stopped", &[]))?;
        return Ok(Shown::new(closing_line(&closed, &office.published(), &office.words), closing_json(&closed)));
    }
    let published = office.published();
    let state = &published.state;
    let today = office.now().day();
    let day = question.date.unwrap_or(today);
    if day > today {
        return Err(Objection::own(
            "day_to_come",
            &[("day", &tell_day(day, office)), ("today", &tell_day(today, office))],
        ));
    }
    let (mut tills, mut closings) = match question.date.filter(|day| *day != today) {
        Some(day) => past(office.hub.reader(), &state.tills, day)?,
        None => (with_open(&state.tills), state.closings.iter().cloned().collect()),
    };
    // Each sees her own; whoever may look at everything sees all.
    if let Some(officer) = office.officer().filter(|_| !office.looks()) {
        tills.retain(|(till, _)| till.whose == Actor::Officer(officer));
        closings.retain(|closed| closed.closing.whose == Actor::Officer(officer));
    }
    let mut lines = Vec::new();
    for (till, counted) in &tills {
        lines.push(tell::till(till, *counted, &name(till.whose, &published, &office.words), &office.words));
        lines.extend(tell::opening(till, *counted, &office.words));
        lines.extend(tell::unclosed(till, *counted, &office.words));
        let of_day = if day == today { tell::today } else { tell::that_day };
        lines.extend(of_day(till, day, &office.words));
        lines.extend(till.entries.iter().map(|entry| tell::entry(entry, &office.words)));
    }
    lines.extend(closings.iter().map(|closed| closing_line(closed, &published, &office.words)));
    let today_only = day == today;
    if today_only {
        lines.extend(tell::to_give_back(state, &office.words));
    }
    if lines.is_empty() {
        lines.push(office.words.get("cash.nothing").to_owned());
    }
    let object = json!({
        "day": day.to_string(),
        "tills": tills.iter().map(|(till, counted)| till_json(till, *counted)).collect::<Vec<_>>(),
        "closings": closings.iter().map(closing_json).collect::<Vec<_>>(),
        "to_give_back": tell::back(state).filter(|_| today_only).map(back_json).collect::<Vec<_>>(),
    });
    Ok(Shown::new(lines.join("\n"), object))
}

fn tell_day(day: Day, office: &Office<'_>) -> String {
    show_day(day, &office.words)
}

fn back_json(dossier: &Dossier) -> Value {
    json!({ "dossier": dossier.code, "amount": dossier.to_give_back() })
}

fn with_open(tills: &Vector<Till>) -> Vec<Counted> {
    tills.iter().map(|till| (till.clone(), None)).collect()
}

/// The movements and closings of a day that is over, from the journal, and what its tills held as it began.
fn past(reader: &Reader, open: &Vector<Till>, day: Day) -> Result<(Vec<Counted>, Vec<Closed>), StoreError> {
    let mut past = Past::new(day, open);
    let begins = first_of(reader, Timestamp::midnight(day))?;
    reader.events(begins, |recorded, _| Ok(past.take(recorded)))?;
    if let Some(from) = past.carried_from() {
        reader.events(first_of(reader, from)?, |recorded, _| Ok(past.take_before(recorded)))?;
    }
    Ok((past.tills, past.closings))
}

/// The number of the first event at `from` or later: times never run backwards in a journal.
fn first_of(reader: &Reader, from: Timestamp) -> Result<u64, StoreError> {
    let (mut low, mut high) = (1, reader.len() + 1);
    while low < high {
        let middle = low.midpoint(high);
        let mut at = None;
        reader.events(middle, |recorded, _| {
            at = Some(recorded.at);
            Ok(false)
        })?;
        if at.is_some_and(|at| at < from) { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

fn name(whose: Actor, published: &Published, words: &Words) -> String {
    match whose {
        Actor::Officer(id) => wording::officer(id, published, words),
        _ => words.get("common.role_administrator").to_owned(),
    }
}

fn closing_line(closed: &Closed, published: &Published, words: &Words) -> String {
    tell::closed(closed, &name(closed.closing.whose, published, words), words)
}

fn sums_json(sums: &Sums) -> Value {
    json!({
        "cash_in": sums.cash_in,
        "cash_out": sums.cash_out,
        "transfer_in": sums.transfer_in,
        "transfer_out": sums.transfer_out,
        "count": sums.count,
        "expected": sums.expected(),
        "put_in": sums.put_in(),
    })
}

fn till_json(till: &Till, counted: Option<Timestamp>) -> Value {
    let entry = |entry: &Entry| {
        json!({
            "at": wording::moment(entry.at),
            "dossier": entry.dossier,
            "amount": entry.amount,
            "means": entry.means,
            "back": entry.back,
            "number": entry.number,
        })
    };
    json!({
        "whose": till.whose,
        "closed": counted.map(wording::moment),
        "since": wording::moment(till.since),
        "sums": sums_json(&till.sums()),
        "carried": sums_json(&till.carried),
        "unclosed": till.unclosed.iter().map(unclosed_json).collect::<Vec<_>>(),
        "entries": till.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

fn unclosed_json(unclosed: &Unclosed) -> Value {
    json!({ "day": unclosed.day.to_string(), "sums": sums_json(&unclosed.sums) })
}

fn closing_json(closed: &Closed) -> Value {
    let Closing { whose, since, sums, counted, reason } = &closed.closing;
    json!({
        "at": wording::moment(closed.at),
        "whose": whose,
        "since": wording::moment(*since),
        "sums": sums_json(sums),
        "counted": counted,
        "difference": closed.closing.difference(),
        "reason": reason,
    })
}
