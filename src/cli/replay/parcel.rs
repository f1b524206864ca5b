//! A past day on its way from whoever has the store to the screen that shows it.

use super::Found;
use crate::cli::answer::{Objection, Shown};
use crate::cli::office::Office;
use crate::domain::event::Recorded;
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::person::Person;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};
use crate::text::words::{Language, Words};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// A day, and where to begin in it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Parcel {
    pub day: Day,
    pub start: State,
    pub events: Vec<Recorded>,
    pub people: Vec<(PersonId, Person)>,
    /// Every event as a sentence, in each language.
    pub told: [Vec<String>; 2],
    /// The dossier whose page is in front.
    pub dossier: Option<DossierCode>,
    pub count: usize,
    pub moment: Timestamp,
    /// How far it can be played: what comes after has not happened.
    pub until: Timestamp,
    pub language: Language,
}

/// Writes the day to `file`, which the one who asks reads and removes.
pub(super) fn send(office: &Office<'_>, found: &Found, file: &Path) -> Result<Shown, Objection> {
    let parcel = Parcel {
        day: found.timeline.day(),
        start: found.timeline.state(0),
        events: found.timeline.events().to_vec(),
        people: found.people.iter().map(|(id, person)| (*id, Person::clone(person))).collect(),
        told: [Language::Vi, Language::En].map(|language| found.told(office, &Words::of(language))),
        dossier: found.dossier.clone(),
        count: found.count,
        moment: found.moment,
        until: office.now(),
        language: office.language(),
    };
    let bytes = rmp_serde::to_vec_named(&parcel).map_err(|error| Objection::own("garbled", &[("why", &error)]))?;
    let file = office.file(file);
    crate::cli::export::kept_whole(&file, |mut to| {
        to.write_all(&bytes)?;
        to.flush()?;
        Ok(1)
    })?;
    Ok(Shown::new(String::new(), json!({ "at": parcel.moment.to_string() })))
}

/// The day in such a file; `None` where it is none.
pub(super) fn receive(file: &Path) -> Option<Parcel> {
    rmp_serde::from_slice(&std::fs::read(file).ok()?).ok()
}
