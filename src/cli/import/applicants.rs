//! Citizens from another system, known here before they hand anything in.

use super::super::answer::Objection;
use super::super::office::Office;
use super::cells::{Cells, PERSON};
use super::known::Standing;
use super::outcome::{Outcome, Why};
use super::rows::{self, Good, Judge, Wish};
use super::submit;
use crate::domain::command::Verb;
use crate::domain::ids::Digest;
use std::collections::BTreeMap;
use std::path::Path;

const NEEDED: &[&[&str]] = &[&["name"], &["id"]];

pub(super) fn run(office: &Office<'_>, file: &Path, yes: bool) -> Result<Outcome, Objection> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let reading = rows::read(office, file, &PERSON, NEEDED, |judge, cells| judged(judge, cells, &mut seen))?;
    submit::finish(office, file, reading, yes)
}

fn judged(
    judge: &mut Judge<'_>,
    cells: &mut Cells<'_>,
    seen: &mut BTreeMap<String, usize>,
) -> Result<Option<Good>, Objection> {
    let Some(person) = cells.person() else { return Ok(None) };
    // Without it nobody can be told from another of her name.
    if person.id_number.is_empty() {
        cells.fault("id", Why::Cell("import.id_missing", Vec::new()));
        return Ok(None);
    }
    let first = *seen.entry(person.id_number.clone()).or_insert(cells.row.number);
    if first != cells.row.number {
        cells.fault("id", Why::Cell("import.id_twice", vec![("row", first.to_string())]));
        return Ok(None);
    }
    let (standing, person, key) = judge.people.meet(person)?;
    let wish = |id| {
        let verb = Verb::SetApplicant { person: id, digest: Digest([0; 32]) };
        Wish { verb, person: Some(person), key }
    };
    let good = match standing {
        Standing::Known(_) => return Ok(Some(Good::Same)),
        Standing::Other(name) => {
            cells.fault("id", Why::Cell("import.id_of_another", vec![("name", name)]));
            return Ok(None);
        }
        Standing::Renewed(id) => Good::Changed(wish(Some(id))),
        Standing::New => Good::New(wish(None)),
    };
    let (Good::New(asked) | Good::Changed(asked)) = &good else { return Ok(Some(good)) };
    if let Err(refusal) = judge.try_out(&asked.verb) {
        cells.refuse(refusal);
        return Ok(None);
    }
    Ok(Some(good))
}
