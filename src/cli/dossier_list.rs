//! `motcua dossier list` and `find`: dossiers, one in a line.

use super::answer::{Objection, Shown};
use super::dossier::{code_of, person};
use super::dossier_text::{holder, json, line};
use super::office::Office;
use super::register::Narrow;
use super::{parse, wording};
use crate::domain::command::Actor;
use crate::domain::dossier::Dossier;
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::worklist::{Ages, Look, Viewer, Worklist, ageing};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Which of the dossiers in sight.
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct Which {
    /// A list of the screens.
    #[arg(long, value_name = "LIST", value_parser = parse::worklist, group = "shown")]
    list: Option<Worklist>,
    /// Past due and not done.
    #[arg(long, group = "shown")]
    overdue: bool,
    /// Due today and not done.
    #[arg(long, group = "shown")]
    today: bool,
    /// Done, result not collected.
    #[arg(long, group = "shown")]
    done: bool,
    /// How late they are with whom, as a table.
    #[arg(long, group = "shown")]
    ages: bool,
    /// Of which field, which procedure, with whom.
    #[command(flatten)]
    #[serde(flatten)]
    narrow: Narrow,
}

impl Which {
    fn list(&self) -> Option<Worklist> {
        let short = [(self.overdue, Worklist::Overdue), (self.today, Worklist::Today), (self.done, Worklist::ToReturn)];
        self.list.or_else(|| short.into_iter().find_map(|(asked, list)| asked.then_some(list)))
    }
}

/// The dossiers of a list, without one the open ones, soonest due first; those without an appointed date last. Or the
/// table of their ages.
///
/// # Errors
/// The list is an officer's, and no officer asks.
pub(super) fn list(office: &Office<'_>, which: &Which) -> Result<Shown, Objection> {
    let (published, now) = (office.published(), office.now());
    let (state, calendar) = (&published.state, &published.book.calendar);
    let filter = which.narrow.filter(office);
    let fits = |dossier: &&Dossier| filter.takes(dossier, &holder(dossier, &published, &office.words));
    let fitting = state.dossiers.values().filter(fits);
    if which.ages {
        let (ages, sum) = ageing(fitting, calendar, now);
        if ages.is_empty() {
            which.narrow.check_known(office)?;
        }
        return Ok(table(office, &ages, &sum));
    }
    let viewer = match office.by() {
        Actor::Officer(officer) => Viewer::of(state, officer),
        _ => None,
    };
    let asked = which.list();
    if viewer.is_none() && matches!(asked, Some(Worklist::Mine | Worklist::ToTake)) {
        return Err(Objection::own("list_of_whom", &[]));
    }
    let look = Look::new(state, calendar, viewer, now);
    let wanted = |dossier: &&Dossier| match asked {
        Some(list) => look.lists(dossier).has(list),
        None => !dossier.status.is_over(),
    };
    let mut shown: Vec<&Dossier> = fitting.filter(wanted).collect();
    if shown.is_empty() {
        which.narrow.check_known(office)?;
    }
    shown.sort_by_key(|dossier| (dossier.due.is_none(), dossier.due, dossier.code.clone()));
    let people = |dossier: &&Dossier| published.people.get(&dossier.applicant).cloned();
    Ok(rows(office, &published, &shown.iter().map(|dossier| (*dossier, people(dossier))).collect::<Vec<_>>()))
}

/// The table of ages: one holder a line, all together in the last one.
fn table(office: &Office<'_>, ages: &[Ages], sum: &Ages) -> Shown {
    let (words, published) = (&office.words, office.published());
    let name = |row: &Ages| row.holder.as_ref().map(|holder| wording::holder(holder, &published, words));
    let heads = ["worklist.ages_holder"].into_iter().chain(Ages::HEADS).map(|head| words.get(head).to_owned());
    let line = |row: &Ages| {
        let who = name(row).unwrap_or_else(|| words.get("worklist.ages_sum").to_owned());
        let counts = row.columns().into_iter().chain([row.sum()]).map(|count| count.to_string());
        [who].into_iter().chain(counts).collect::<Vec<_>>().join(" | ")
    };
    let lines = [heads.collect::<Vec<_>>().join(" | ")].into_iter().chain(ages.iter().chain([sum]).map(line));
    let object = |row: &Ages| {
        json!({
            "holder": row.holder,
            "holder_name": name(row),
            "undated": row.undated,
            "on_time": row.on_time,
            "today": row.today,
            "late_1_to_3_days": row.late_3,
            "late_4_to_10_days": row.late_10,
            "late_more": row.late_more,
            "sum": row.sum(),
        })
    };
    let objects: Vec<Value> = ages.iter().map(object).collect();
    let told = json!({ "at": office.now().to_string(), "ages": objects, "all": object(sum) });
    Shown::new(lines.collect::<Vec<_>>().join("\n"), told)
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
    let now = (at, published);
    let text: Vec<String> = dossiers.iter().map(|(d, person)| line(d, person.as_deref(), now, words)).collect();
    let list: Vec<Value> = dossiers.iter().map(|(d, person)| json(d, person.as_deref(), now, words)).collect();
    let text = if text.is_empty() { words.get("cli.dossiers_none").to_owned() } else { text.join("\n") };
    Shown::new(text, json!({ "at": at.to_string(), "dossiers": list }))
}
