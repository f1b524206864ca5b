//! Tills and their closings in words, the same on the screen and on the command line.

use super::{Closed, Closing, Entry, Sums, Till, Unclosed};
use crate::domain::calendar::show_day;
use crate::domain::dossier::{Dossier, Means};
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};
use crate::text::money::grouped;
use crate::text::words::Words;

/// What is in a till, and when it was counted if it was; `who` is whose it is.
pub fn till(till: &Till, counted: Option<Timestamp>, who: &str, words: &Words) -> String {
    let sums = till.sums();
    let mut gaps = sums_gaps(&sums).to_vec();
    gaps.push(("who", who.to_owned()));
    gaps.push(("since", till.since.local().format("%H:%M %d/%m/%Y").to_string()));
    gaps.push(("expected", grouped(sums.expected())));
    let told = with_put_in(fill("cash.till", &gaps, words), &sums, words);
    let end = match counted {
        Some(at) => words.fill("cash.till_closed", &[("at", &at.local().format("%H:%M %d/%m/%Y").to_string())]),
        None => words.get("cash.till_open").to_owned(),
    };
    format!("{told} {end}")
}

/// What was in a till before the day, by the books, where days before left anything; `counted` with the day's.
pub fn opening(till: &Till, counted: Option<Timestamp>, words: &Words) -> Option<String> {
    let gaps = [("expected", grouped(till.carried.expected())), ("n", till.carried.count.to_string())];
    let key = if counted.is_some() { "cash.opening_counted" } else { "cash.opening" };
    (till.carried.count > 0).then(|| with_put_in(fill(key, &gaps, words), &till.carried, words))
}

/// More was given back than taken: where the rest came from is for its holder to know.
fn with_put_in(told: String, sums: &Sums, words: &Words) -> String {
    match sums.put_in() {
        0 => told,
        amount => format!("{told} {}", words.fill("cash.put_in", &[("amount", &grouped(amount))])),
    }
}

/// Each day before today whose money had not been counted by itself, with its sums; `counted` with the day's.
pub fn unclosed(till: &Till, counted: Option<Timestamp>, words: &Words) -> Vec<String> {
    let key = if counted.is_some() { "cash.counted_later" } else { "cash.unclosed" };
    let line = |one: &Unclosed| {
        let mut gaps = sums_gaps(&one.sums).to_vec();
        gaps.extend([("day", show_day(one.day, words)), ("n", one.sums.count.to_string())]);
        fill(key, &gaps, words)
    };
    till.unclosed.iter().map(line).collect()
}

/// What stands above today's lines where other days left money too.
pub fn today(till: &Till, day: Day, words: &Words) -> Option<String> {
    of_day("cash.today", till, day, words)
}

/// What stands above the lines of a day that is over, where other days left money too.
pub fn that_day(till: &Till, day: Day, words: &Words) -> Option<String> {
    of_day("cash.that_day", till, day, words)
}

fn of_day(key: &str, till: &Till, day: Day, words: &Words) -> Option<String> {
    let sums = till.today();
    if till.carried.count == 0 || sums.count == 0 {
        return None;
    }
    let mut gaps = sums_gaps(&sums).to_vec();
    gaps.extend([("day", show_day(day, words)), ("n", sums.count.to_string())]);
    Some(fill(key, &gaps, words))
}

/// Money that changed hands, with the number of its receipt.
pub fn entry(entry: &Entry, words: &Words) -> String {
    let key = if entry.back { "cash.back" } else { "cash.taken" };
    let means = words.get(if entry.means == Means::Cash { "life.cash" } else { "life.transfer" });
    let gaps = [
        ("at", entry.at.clock()),
        ("amount", grouped(entry.amount)),
        ("means", means.to_owned()),
        ("dossier", entry.dossier.to_string()),
        ("number", entry.number.clone()),
    ];
    fill(key, &gaps, words).trim_end().to_owned()
}

/// What was taken for dossiers of the state and must be given back, one in a line.
pub fn to_give_back(state: &State, words: &Words) -> Vec<String> {
    let line = |dossier: &Dossier| {
        let gaps = [("dossier", dossier.code.to_string()), ("amount", grouped(dossier.to_give_back()))];
        fill("cash.to_give_back", &gaps, words)
    };
    back(state).map(line).collect()
}

/// The dossiers of the state for which money must be given back.
pub fn back(state: &State) -> impl Iterator<Item = &Dossier> {
    state.dossiers.values().filter(|dossier| dossier.to_give_back() > 0)
}

/// A till that was counted and closed, and why it differed.
pub fn closed(closed: &Closed, who: &str, words: &Words) -> String {
    let closing = &closed.closing;
    let mut gaps = sums_gaps(&closing.sums).to_vec();
    gaps.push(("who", who.to_owned()));
    gaps.push(("at", closed.at.local().format("%H:%M %d/%m/%Y").to_string()));
    gaps.extend(counted_gaps(closing));
    let line = with_put_in(fill("cash.closed", &gaps, words), &closing.sums, words);
    if closing.reason.is_empty() {
        return line;
    }
    format!("{line} {}", words.fill("cash.reason", &[("reason", &closing.reason)]))
}

/// What there should be, what was counted, and the difference.
pub fn counted_gaps(closing: &Closing) -> [(&'static str, String); 3] {
    [
        ("expected", grouped(closing.sums.expected())),
        ("counted", grouped(closing.counted)),
        ("difference", signed(closing.difference())),
    ]
}

/// An amount that may be below zero.
pub fn signed(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(amount.unsigned_abs()))
}

fn sums_gaps(sums: &Sums) -> [(&'static str, String); 4] {
    [
        ("cash_in", grouped(sums.cash_in)),
        ("cash_out", grouped(sums.cash_out)),
        ("transfer_in", grouped(sums.transfer_in)),
        ("transfer_out", grouped(sums.transfer_out)),
    ]
}

fn fill(key: &str, gaps: &[(&'static str, String)], words: &Words) -> String {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    words.fill(key, &gaps)
}
