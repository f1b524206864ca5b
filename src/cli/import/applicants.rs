//! Citizens from another system, known here before they hand anything in.

use super::super::answer::Objection;
use super::super::office::Office;
use super::cells::{Cells, PERSON};
use super::known::Standing;
use super::outcome::{Outcome, Why};
use super::rows::{Good, Judge, Wish};
use super::submit::{self, Source};
use super::table::Column;
use crate::domain::command::Verb;
use crate::domain::ids::Digest;

pub(super) const NEEDED: &[&[&str]] = &[&["name"], &["id"]];

pub(super) fn run(office: &Office<'_>, source: &Source, yes: bool) -> Result<Outcome, Objection> {
    submit::import(office, source, &PERSON, NEEDED, yes, judged)
}

/// All that is read from a table.
pub(super) fn columns() -> Vec<Column> {
    PERSON.to_vec()
}

fn judged(judge: &mut Judge<'_>, cells: &mut Cells<'_>) -> Result<Option<Good>, Objection> {
    let Some(person) = cells.person() else { return Ok(None) };
    // Without it nobody can be told from another of her name.
    if person.id_number.is_empty() {
        cells.fault("id", Why::Cell("import.id_missing", Vec::new()));
        return Ok(None);
    }
    if !judge.once(cells, "id", &person.id_number, "import.id_twice") {
        return Ok(None);
    }
    let (standing, person, key) = judge.people.meet(person)?;
    let wish = |id, person, fields| {
        let verb = Verb::SetApplicant { person: id, fields, digest: Digest([0; 32]) };
        Wish { verb, person: Some(person), key }
    };
    Ok(match standing {
        Standing::Known(_) => Some(Good::Same),
        Standing::Other(name) => {
            cells.fault("id", Why::Cell("import.id_of_another", vec![("name", name)]));
            None
        }
        Standing::Renewed(id, before) => {
            cells.renewed(&before, &person);
            let fields = before.differs(&person);
            judge.tried(cells, wish(Some(id), person, fields), Good::Changed)
        }
        Standing::New => judge.tried(cells, wish(None, person, Vec::new()), Good::New),
    })
}
