//! `motcua config`: check the settings file, take it over, show what is in force.

use super::answer::{Item, Objection, Shown};
use super::home::Home;
use super::import;
use super::library::Library;
use super::office::Office;
use super::officer;
use crate::domain::calendar::show_moment;
use crate::domain::changes::{self, Part};
use crate::domain::command::Verb;
use crate::domain::published::{Published, Trouble};
use crate::settings::Settings;
use crate::text::words::{Language, Words};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What to do with the settings.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Every fault of the settings file and of the files it names.
    Check,
    /// Use the settings file as it is now.
    Reload,
    /// The settings in force, as a settings file.
    Show,
    /// The clock of the hub's PC is right, though it is far ahead of the last event.
    ClockIsRight,
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    match act {
        Act::Check => check_here(office),
        Act::Reload => reload(office),
        Act::Show => Ok(show(office)),
        Act::ClockIsRight => confirm_clock(office),
    }
}

/// Every fault of the settings file; then those of the files it names; then those of the centre's own templates.
///
/// # Errors
/// All that is wrong.
pub(super) fn check(home: &Home, words: &Words) -> Result<Shown, Objection> {
    let settings = home.settings()?;
    let library = Library::of(home, Some(&settings), words);
    let idle = library.fees_for_nothing(&settings).into_iter();
    let idle: Vec<String> = idle.map(|rule| words.fill("cli.fee_for_nothing", &[("of", &rule.of)])).collect();
    if let Some(trouble) = library.troubles.into_iter().next() {
        return Err(trouble);
    }
    let place = super::open::no_place(home, &settings);
    // A folder that never does is a fault; one that is away, or another centre's, may be put right at the other end.
    if let Some(fault) = place.as_ref().filter(|fault| fault.name() == "bad_place") {
        return Err(fault.clone());
    }
    let forms = super::form::check(home, words)?;
    let path = home.settings_path().display().to_string();
    let mut lines = vec![words.fill("cli.config_well", &[("path", &path)])];
    lines.extend(place.map(|trouble| trouble.message(words)));
    lines.extend(idle);
    let agency = settings.papers.agency(&settings.centre.name, &Words::of(Language::Vi));
    lines.extend(agency.parent.is_empty().then(|| words.fill("cli.config_no_parent", &[("path", &path)])));
    let json = json!({ "ok": true, "file": path, "forms": forms.json["checked"], "warnings": lines[1..] });
    if forms.json["checked"].as_array().is_some_and(|checked| !checked.is_empty()) {
        lines.push(forms.text);
    }
    Ok(Shown::new(lines.join("\n"), json))
}

/// The same, and which officers belong to a section that the file leaves out.
fn check_here(office: &Office<'_>) -> Result<Shown, Objection> {
    let mut shown = check(office.home, &office.words)?;
    let sections = office.home.settings()?.centre.work.sections;
    let lost = officer::lost_sections(&office.published(), &sections, &office.words);
    if let Some(warnings) = shown.json["warnings"].as_array_mut() {
        warnings.extend(lost.iter().map(|told| json!(told)));
    }
    shown.text = std::iter::once(shown.text).chain(lost).collect::<Vec<_>>().join("\n");
    Ok(shown)
}

/// Takes the file over; says what is in force by it now, and what waits until the hub is started again.
fn reload(office: &Office<'_>) -> Result<Shown, Objection> {
    let settings = office.home.settings()?;
    let before = office.published();
    let at_start = settings.at_start();
    let changed = !office.submit(Verb::Configure(Box::new(settings.centre)))?.events.is_empty();
    let troubles = import::reload(office)?;
    let after = office.published();
    let words = &office.words;
    let taken = taken(&before, &after, words);
    let waits: Vec<&str> = office.home.waits(&at_start);
    let mut lines = Vec::new();
    if !taken.is_empty() {
        lines.push(words.fill("cli.config_taken", &[("parts", &taken.join(", "))]));
    }
    if !waits.is_empty() {
        let named: Vec<String> =
            waits.iter().map(|section| words.get(&format!("cli.part_{section}")).to_owned()).collect();
        lines.push(words.fill("cli.config_waits", &[("parts", &named.join(", "))]));
    }
    if lines.is_empty() {
        // Without a hub nothing is known of what it would have been started with.
        let none = if office.home.started().is_some() { "cli.config_same" } else { "cli.config_same_alone" };
        lines.push(words.get(none).to_owned());
    }
    let said = lines.len();
    lines.extend(troubles.into_iter().map(|trouble| match trouble {
        Item::Line(line) => line,
        Item::Fault(fault) => fault.sentence(words),
    }));
    lines.extend(officer::lost_sections(&after, &after.state.centre.work.sections, words));
    let json = json!({ "changed": changed || !taken.is_empty(), "taken": taken, "after_restart": waits, "warnings": lines[said..] });
    Ok(Shown::new(lines.join("\n"), json))
}

/// The parts of the settings that are others now, in words.
fn taken(before: &Published, after: &Published, words: &Words) -> Vec<String> {
    let (was, is) = (&before.state.centre, &after.state.centre);
    let mut parts: Vec<&str> = changes::between(was, is).into_iter().map(Part::key).collect();
    let (same_days, same_procedures) = before.book.same_files(&after.book);
    let others = [
        ("cli.part_work", was.work != is.work),
        ("cli.part_holidays", !same_days),
        ("cli.part_procedures", !same_procedures),
    ];
    parts.extend(others.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part));
    parts.into_iter().map(|part| words.get(part).to_owned()).collect()
}

fn show(office: &Office<'_>) -> Shown {
    let centre = (*office.published().state.centre).clone();
    let settings = match office.home.settings() {
        Ok(settings) => Settings { centre, ..settings },
        Err(_) => Settings { centre, ..Settings::usual("", "", 1) },
    };
    Shown::new(settings.text(), json!({ "settings": settings.text(), "centre": settings.centre }))
}

/// Nothing is written when the clock needs no word: a habit of confirming would be no help on the day it matters.
fn confirm_clock(office: &Office<'_>) -> Result<Shown, Objection> {
    let published = office.published();
    let asked = |trouble: &Trouble| matches!(trouble, Trouble::ClockAhead(_) | Trouble::ClockJumped(_));
    let now = show_moment(office.now(), &office.words);
    if !published.troubles.iter().any(asked) {
        let behind = published.troubles.iter().any(|trouble| matches!(trouble, Trouble::ClockBehind(_)));
        let told = super::clock::trouble(&published).filter(|_| behind);
        let said = office.words.fill("cli.clock_fits", &[("now", &now)]);
        return told.map_or_else(|| Ok(Shown::new(said, json!({ "confirmed": false }))), Err);
    }
    office.submit(Verb::ConfirmClock)?;
    Ok(Shown::new(
        office.words.get("cli.event_clock_confirmed"),
        json!({ "confirmed": true, "at": office.now().to_string() }),
    ))
}
