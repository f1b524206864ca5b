//! `motcua dossier erase`: what is known of an applicant goes; her dossiers stay without her.

use super::answer::{Objection, Shown};
use super::dossier::code_of;
use super::office::Office;
use crate::domain::dossier::CaseRefusal;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::engine::erase::Erasure;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Whom, and why.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Erase {
    /// The code of one of her dossiers, or her ID number.
    whom: String,
    /// Why; it stays in the journal and names nobody.
    #[arg(long, value_name = "REASON")]
    reason: String,
    /// Do it; without, only what would happen is told.
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(office: &Office<'_>, asked: &Erase) -> Result<Shown, Objection> {
    let (id, person) = whose(office, &asked.whom)?;
    if let Some(person) = person.as_ref().filter(|person| names(&asked.reason, person)) {
        return Err(Objection::own("erase_reason_names", &[("name", &person.name)]));
    }
    let wish = Erasure { id: office.id(), by: office.by(), person: id, reason: asked.reason.clone() };
    let words = &office.words;
    let mut dossiers = office.hub.would_erase(&wish)?;
    if asked.yes {
        // Before anything is erased: where her forms cannot be dropped, nothing has happened.
        if let Some(person) = &person {
            let path = office.home.dir().join(crate::session::drafts::FILE);
            office.home.forget_drafts(id, person, &dossiers).map_err(|error| Objection::disk(&path, error))?;
        }
        dossiers = office.hub.erase(&wish)?;
    }
    let codes: Vec<String> = dossiers.iter().map(|dossier| dossier.code.to_string()).collect();
    let count = codes.len().to_string();
    let name = person.map(|person| person.name).unwrap_or_default();
    let said = if asked.yes {
        office.has_recorded();
        // The answer may be kept by whoever asked; it says no name any more.
        words.fill("cli.erased", &[("person", &id.0.to_string()), ("count", &count)])
    } else {
        words.fill("cli.erase_would", &[("name", &name), ("count", &count)])
    };
    let lines: Vec<String> = std::iter::once(said).chain(codes.iter().map(|code| format!("  {code}"))).collect();
    Ok(Shown::new(lines.join("\n"), json!({ "erased": asked.yes, "person": id.0, "dossiers": codes })))
}

/// The applicant of this dossier, or the one with this ID number.
fn whose(office: &Office<'_>, typed: &str) -> Result<(PersonId, Option<Person>), Objection> {
    let code = code_of(typed);
    let reader = office.hub.reader();
    let here = office.published().state.dossiers.get(&code).map(|dossier| dossier.applicant);
    let applicant = match here {
        Some(applicant) => Some(applicant),
        None => match reader.dossier(&code)? {
            Some(dossier) => Some(dossier.applicant),
            None => reader.foreign(&code.0)?.map(|dossier| dossier.applicant),
        },
    };
    if let Some(id) = applicant {
        return Ok((id, reader.person(id)?));
    }
    let found = reader.citizen(&clean(typed))?;
    let (id, person) = found.ok_or_else(|| Refusal::from(CaseRefusal::UnknownPerson))?;
    Ok((id, Some(person)))
}

/// Whether a reason says who it is about.
fn names(reason: &str, person: &Person) -> bool {
    fold(&clean(reason)).contains(&fold(&person.name))
}
