//! Days off from a file: told day by day before they are taken, in the place of the centre's own file or added to it.

use super::super::answer::{Item, Objection};
use super::super::home::{read, replace};
use super::super::library::{self, HOLIDAYS_BROKEN};
use super::super::office::Office;
use super::outcome::Outcome;
use super::table;
use crate::domain::calendar::{DayChange, Holiday, Holidays, Meaning, Source, show_day};
use crate::domain::time::Day;
use crate::text::words::Words;
use chrono::Datelike;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// What taking this file would do, and does where `yes`.
///
/// # Errors
/// It is not there, or has a fault, or two rows that contradict each other, or no row; where `add`, the file in use
/// has a fault.
pub(super) fn run(office: &Office<'_>, file: &Path, add: bool, yes: bool) -> Result<Outcome, Objection> {
    let words = &office.words;
    let text = table::text(file)?;
    library::holidays(&text, file, words)?;
    refuse_opposites(&text, file, words)?;
    let rows = Holidays::rows(&text);
    if rows == 0 {
        return Err(Objection::own("holidays_none", &[("path", &file.display())]));
    }
    let settings = office.home.settings().ok();
    let own = library::holidays_path(office.home, settings.as_ref());
    let in_use = read(&own)?;
    // A file in use that has a fault is not used: the built-in days are.
    let before = match in_use.as_deref().map(|kept| library::holidays(kept, &own, words)) {
        Some(Err(broken)) if add => return Err(broken),
        Some(Ok(before)) => before,
        _ => Holidays::built_in(),
    };
    let kept = in_use.as_deref().filter(|_| add);
    let laid = kept.map_or_else(|| text.clone(), |kept| Holidays::added(kept, &text));
    let after = library::holidays(&laid, file, words)?;
    let mut outcome = compared(&before, &after, &Holidays::days_of(&text), words);
    outcome.rows = rows;
    outcome.same = rows.saturating_sub(outcome.new + outcome.changed);
    let published = office.published();
    let book = published.book.with_holidays(Arc::new(after), &published.state);
    let otherwise = book.due_otherwise(&published.book, &published.state);
    if otherwise > 0 {
        outcome.notes.push(words.fill("import.days_dossiers", &[("n", &otherwise.to_string())]));
    }
    if outcome.gone > 0 && !yes {
        outcome.notes.push(words.get("import.days_replaces").to_owned());
    }
    if yes {
        replace(&own, laid.as_bytes())?;
        super::reload(office)?;
        outcome.taken = Some(rows);
    }
    Ok(outcome)
}

fn refuse_opposites(text: &str, file: &Path, words: &Words) -> Result<(), Objection> {
    let opposites = Holidays::opposites(text);
    if opposites.is_empty() {
        return Ok(());
    }
    let (path, count) = (file.display(), opposites.len());
    let lines = opposites.iter().map(|fault| Item::Line(words.say(fault)));
    Err(Objection::own(HOLIDAYS_BROKEN, &[("path", &path), ("count", &count)]).listing(lines))
}

/// What becomes of the days; those that are not among the `listed` ones of the new file are gone with the old one.
fn compared(before: &Holidays, after: &Holidays, listed: &[Day], words: &Words) -> Outcome {
    let mut outcome = Outcome { without_people: true, ..Outcome::default() };
    for change in before.changes(after) {
        let (count, key, what) = match &change.before {
            _ if !listed.contains(&change.day) => (&mut outcome.gone, "import.day_gone", "gone"),
            None => (&mut outcome.new, "import.day_new", "new"),
            Some(_) => (&mut outcome.changed, "import.day_changed", "changed"),
        };
        *count += 1;
        outcome.changes.push(line(&change, key, words));
        outcome.changes_json.push(for_programs(&change, what));
    }
    outcome.notes = known(before, after, listed, words);
    // That alone is a change too.
    let is_other = !outcome.notes.is_empty();
    outcome.changed += usize::from(is_other && outcome.new + outcome.changed + outcome.gone == 0);
    outcome
}

/// Up to when, and of which years, the days off are known afterwards, where that is otherwise than before.
fn known(before: &Holidays, after: &Holidays, listed: &[Day], words: &Words) -> Vec<String> {
    let to = after.announced_to().filter(|to| before.announced_to() != Some(*to));
    // Of these the file itself has no day: what was reckoned stands as published then.
    let was = before.announced_to().map_or(i32::MAX, |was| was.year().saturating_add(1));
    let has = |year: i32| listed.iter().any(|day| day.year() == year);
    let years = was..=to.map_or(i32::MIN, |to| to.year());
    let bare: Vec<String> = years.filter(|year| !has(*year)).map(|year| year.to_string()).collect();
    let bare = (!bare.is_empty()).then(|| words.fill("import.years_bare", &[("years", &bare.join(", "))]));
    let to = to.map(|to| words.fill("import.days_known", &[("day", &show_day(to, words))]));
    let years = |key, of: &Holidays, not_of: &Holidays| {
        let not_of: Vec<i32> = not_of.listed_years().collect();
        let years: Vec<String> =
            of.listed_years().filter(|year| !not_of.contains(year)).map(|year| year.to_string()).collect();
        (!years.is_empty()).then(|| words.fill(key, &[("years", &years.join(", "))]))
    };
    let years = [years("import.years_new", after, before), years("import.years_gone", before, after)];
    to.into_iter().chain(bare).chain(years.into_iter().flatten()).collect()
}

fn line(change: &DayChange, key: &str, words: &Words) -> String {
    let [before, after] = [&change.before, &change.after].map(|known| said(known.as_ref(), words));
    words.fill(key, &[("day", &show_day(change.day, words)), ("before", &before), ("after", &after)])
}

/// What is known of a day, in words.
fn said(known: Option<&Holiday>, words: &Words) -> String {
    let Some(known) = known else { return words.get("import.day_plain").to_owned() };
    let (source, is_worked) = match known.kind.meaning() {
        Meaning::AsSet => (Source::PolicyNotCounted, false),
        meaning => (Source::Law(known.kind), meaning == Meaning::Worked),
    };
    let off = words.get(if is_worked { "calendar.worked" } else { "calendar.off" });
    format!("{off}, {} ({})", known.name, words.get(source.key()))
}

fn for_programs(change: &DayChange, what: &str) -> Value {
    let known = |known: &Option<Holiday>| {
        let known = known.as_ref()?;
        Some(json!({ "name": known.name, "off": known.kind.meaning() == Meaning::Off }))
    };
    let date = change.day.to_string();
    json!({ "date": date, "what": what, "before": known(&change.before), "after": known(&change.after) })
}
