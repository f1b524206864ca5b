//! `motcua dossier list` and `find`: dossiers, one in a line.

use super::answer::{Objection, Shown};
use super::dossier::{code_of, person};
use super::dossier_text::{json, line};
use super::office::Office;
use crate::domain::dossier::{Dossier, Timeliness};
use crate::domain::person::Person;
use crate::domain::published::Published;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Which of the open dossiers.
#[derive(Args, Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[group(multiple = false)]
pub struct Which {
    /// Past due and not done.
    #[arg(long)]
    overdue: bool,
    /// Due today and not done.
    #[arg(long)]
    today: bool,
    /// Done, result not collected.
    #[arg(long)]
    done: bool,
}

/// The open dossiers, soonest due first; those without an appointed date last.
pub(super) fn list(office: &Office<'_>, which: Which) -> Shown {
    let (published, now) = (office.published(), office.now());
    let wanted = |dossier: &&Dossier| {
        let timeliness = dossier.timeliness(now);
        !dossier.status.is_over()
            && (!which.overdue || timeliness == Timeliness::Overdue)
            && (!which.today || timeliness == Timeliness::DueToday)
            && (!which.done || dossier.finished.is_some())
    };
    let mut open: Vec<&Dossier> = published.state.dossiers.values().filter(wanted).collect();
    open.sort_by_key(|dossier| (dossier.due.is_none(), dossier.due, dossier.code.clone()));
    let people = |dossier: &&Dossier| published.people.get(&dossier.applicant).cloned();
    rows(office, &published, &open.iter().map(|dossier| (*dossier, people(dossier))).collect::<Vec<_>>())
}

/// Those that `query` finds, over ones too, at most `most`.
///
/// # Errors
/// The archive cannot be read.
pub(super) fn find(office: &Office<'_>, query: &str, most: usize) -> Result<Shown, Objection> {
    let published = office.published();
    let reader = office.hub.reader();
    let mut found = reader.find(query, most)?;
    // Whose code elsewhere is just this is meant, whatever else has a word that begins so.
    if let Some(exact) = reader.foreign(&code_of(query).0)? {
        found.retain(|other| other.code != exact.code);
        found.insert(0, exact);
        found.truncate(most);
    }
    let mut with_people = Vec::new();
    for dossier in &found {
        with_people.push((dossier, person(office, &published, dossier)?));
    }
    Ok(rows(office, &published, &with_people))
}

fn rows(office: &Office<'_>, published: &Published, dossiers: &[(&Dossier, Option<Arc<Person>>)]) -> Shown {
    let (at, words) = (office.now(), &office.words);
    let now = (at, &published.book.calendar);
    let text: Vec<String> = dossiers.iter().map(|(d, person)| line(d, person.as_deref(), now, words)).collect();
    let list: Vec<Value> = dossiers.iter().map(|(d, person)| json(d, person.as_deref(), now, words)).collect();
    let text = if text.is_empty() { words.get("cli.dossiers_none").to_owned() } else { text.join("\n") };
    Shown::new(text, json!({ "at": at.to_string(), "dossiers": list }))
}
