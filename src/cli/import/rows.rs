//! Reading a table row by row into wishes, each tried on a copy of the centre, so that what is told first is what happens.

use super::super::answer::Objection;
use super::super::office::Office;
use super::cells::Cells;
use super::known::{Key, People};
use super::outcome::{Fault, Outcome, Why};
use super::rejects;
use super::submit::{Source, Task};
use super::table::{self, Column, Head, Row};
use super::told::Told;
use crate::domain::book::Book;
use crate::domain::command::{Command, Verb};
use crate::domain::decide::decide_onto;
use crate::domain::dossier::Change;
use crate::domain::event::Event;
use crate::domain::person::Person;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::engine::fresh_id;
use crate::text::words::Words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a good row comes to.
pub(super) enum Good {
    /// Something new.
    New(Wish),
    /// Something is known better.
    Changed(Wish),
    /// It is so already.
    Same,
    /// It is here, and otherwise than the row says.
    Differs,
    /// It is over where it comes from.
    Over,
}

/// What a row asks for.
pub(super) struct Wish {
    pub(super) verb: Verb,
    pub(super) person: Option<Person>,
    /// By what its person is known again, where rows before or after may be about the same one.
    pub(super) key: Option<Key>,
}

/// What the rows are judged by.
pub(super) struct Judge<'a> {
    pub(super) office: &'a Office<'a>,
    pub(super) people: People<'a>,
    pub(super) book: Arc<Book>,
    /// The centre as it would be after the rows so far.
    state: State,
    pub(super) now: Timestamp,
    /// What is to be said of dossiers.
    pub(super) told: Told,
    /// What may stand in one row only, and in which it stood.
    seen: BTreeMap<String, usize>,
}

impl<'a> Judge<'a> {
    fn new(office: &'a Office<'a>) -> Self {
        let published = office.published();
        let people = People::new(office.hub.reader(), published.state.next_person);
        Self {
            office,
            people,
            book: Arc::clone(&published.book),
            state: published.state.clone(),
            now: office.now(),
            told: Told::default(),
            seen: BTreeMap::new(),
        }
    }

    /// Whether no row before has this; with a fault under `key` where one has.
    pub(super) fn once(&mut self, cells: &mut Cells<'_>, column: &str, value: &str, key: &'static str) -> bool {
        let first = *self.seen.entry(value.to_owned()).or_insert(cells.row.number);
        if first != cells.row.number {
            cells.fault(column, Why::Cell(key, vec![("row", first.to_string())]));
        }
        first == cells.row.number
    }

    /// The wish, where the rules have nothing against it after the rows before; else with a fault.
    pub(super) fn tried(&mut self, cells: &mut Cells<'_>, wish: Wish, good: fn(Wish) -> Good) -> Option<Good> {
        // A wrong row leaves nothing behind for the rows after it.
        if cells.is_broken() {
            return None;
        }
        let command = Command { id: fresh_id(), by: self.office.by(), verb: wish.verb.clone() };
        match decide_onto(&self.state, &self.book, &command, self.now) {
            Ok(decided) => {
                self.state = decided.state;
                for recorded in decided.records {
                    self.note_renewed(cells.row.number, &recorded.event);
                }
                Some(good(wish))
            }
            Err(refusal) => {
                cells.refuse(refusal);
                None
            }
        }
    }
}

impl Judge<'_> {
    /// Remembers an open dossier whose papers show other data from now on.
    fn note_renewed(&mut self, row: usize, event: &Event) {
        let Event::DossierChanged(changed) = event else { return };
        let Change::ApplicantRenewed { fields } = &changed.change else { return };
        let (_, all) = self.told.renewed.entry(changed.dossier.clone()).or_insert_with(|| (row, Vec::new()));
        all.extend(fields);
        all.sort_unstable();
        all.dedup();
    }
}

/// The table that is read, and what was found in it.
pub(super) struct Reading {
    pub(super) outcome: Outcome,
    pub(super) tasks: Vec<Task>,
    pub(super) head: Head,
    /// The rows that cannot be taken.
    pub(super) wrong: Vec<Row>,
}

/// Reads `file`; `judge` makes of each row what it comes to, or puts faults into the cells.
///
/// # Errors
/// No table, none of the columns in it, no row; the store's.
pub(super) fn read(
    office: &Office<'_>,
    source: &Source,
    columns: &[Column],
    needed: &[&[&str]],
    mut judge: impl FnMut(&mut Judge<'_>, &mut Cells<'_>) -> Result<Option<Good>, Objection>,
) -> Result<Reading, Objection> {
    let file = source.file.as_path();
    let rows = table::rows(file)?;
    let Some((place, head)) = table::head(&rows, columns, needed) else {
        return Err(Objection::own(
            "import_no_head",
            &[("path", &file.display()), ("columns", &wanted(needed, &office.words))],
        ));
    };
    let mut reading = Reading { outcome: Outcome::default(), tasks: Vec::new(), wrong: Vec::new(), head: head.clone() };
    let outcome = &mut reading.outcome;
    outcome.unused = head.unused();
    outcome.unused.retain(|heading| !rejects::own_headings(&office.words).contains(heading));
    let mut with = Judge::new(office);
    for row in rows.into_iter().skip(place + 1).filter(|row| !row.is_empty()) {
        outcome.rows += 1;
        let mut cells = Cells::new(&row, &head);
        let good = if cells.is_broken() { None } else { judge(&mut with, &mut cells)? };
        let (faults, mended) = (cells.faults, cells.mended);
        match good.filter(|_| faults.is_empty()) {
            Some(good) => {
                let (count, wish) = match good {
                    Good::New(wish) => (&mut outcome.new, Some(wish)),
                    Good::Changed(wish) => (&mut outcome.changed, Some(wish)),
                    Good::Same => (&mut outcome.same, None),
                    Good::Differs => (&mut outcome.differ, None),
                    Good::Over => (&mut outcome.over, None),
                };
                *count += 1;
                // How a row was read that changes nothing is nobody's concern.
                outcome.mended.extend(mended.into_iter().filter(|_| wish.is_some()));
                reading.tasks.extend(wish.map(|wish| Task { row: row.clone(), wish }));
            }
            None => wrong(outcome, &mut reading.wrong, row, faults),
        }
    }
    outcome.notes.extend(with.told.notes(source, &office.words));
    outcome.told = with.told;
    if outcome.rows == 0 {
        return Err(Objection::own("import_no_rows", &[("path", &file.display())]));
    }
    Ok(reading)
}

/// Counts a row that cannot be taken.
pub(super) fn wrong(outcome: &mut Outcome, rows: &mut Vec<Row>, row: Row, faults: Vec<Fault>) {
    outcome.wrong += 1;
    outcome.faults.extend(faults);
    rows.push(row);
}

/// The headings that are looked for, as people would write them.
fn wanted(needed: &[&[&str]], words: &Words) -> String {
    let called = |name: &&str| words.get(&format!("import.column_{name}")).to_owned();
    let one = |group: &&[&str]| group.iter().map(called).collect::<Vec<_>>().join(" / ");
    needed.iter().map(one).collect::<Vec<_>>().join(", ")
}
