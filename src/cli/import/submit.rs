//! Letting the good rows in: many wishes wait for the writer at once, so that it saves them together, and each is taken
//! for done only when it is on disk.

use super::super::answer::Objection;
use super::super::office::Office;
use super::cells::Cells;
use super::known::Key;
use super::outcome::{Fault, Outcome, Why};
use super::rejects;
use super::rows::{self, Good, Judge, Reading, Wish, wrong};
use super::table::{Column, Row};
use crate::domain::command::{Applicant, Command, Verb};
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::engine::{Answer, Failure, Request, fresh_id};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use tokio::sync::oneshot;

/// Wishes that wait at once: the people at the counters come in between.
const AT_ONCE: usize = 256;

/// A row that may go in.
pub(super) struct Task {
    pub(super) row: Row,
    pub(super) wish: Wish,
}

type Waiting = oneshot::Receiver<Result<Answer, Failure>>;

/// A row on its way, and whom it is about.
type Sent = (Waiting, Row, Option<(Key, Person)>);

/// The table to be read, and where its wrong rows go.
pub(super) struct Source {
    pub(super) file: PathBuf,
    /// Without one, beside the table.
    pub(super) rejects: Option<PathBuf>,
    /// Where the rows go that are otherwise here; without one, nowhere.
    pub(super) differ: Option<PathBuf>,
}

/// Reads a table whose rows `judge` makes wishes of, lets the good ones in where `yes`, and puts the wrong ones into a
/// file of their own.
///
/// # Errors
/// As [`rows::read`]; the good rows broke off.
pub(super) fn import(
    office: &Office<'_>,
    source: &Source,
    columns: &[Column],
    needed: &[&[&str]],
    yes: bool,
    judge: impl FnMut(&mut Judge<'_>, &mut Cells<'_>) -> Result<Option<Good>, Objection>,
) -> Result<Outcome, Objection> {
    let reading = rows::read(office, source, columns, needed, judge)?;
    finish(office, source, reading, yes)
}

fn finish(office: &Office<'_>, source: &Source, reading: Reading, yes: bool) -> Result<Outcome, Objection> {
    let Reading { mut outcome, tasks, head, wrong: mut wrong_rows } = reading;
    rejects::check(office, source, &head, &wrong_rows, &outcome)?;
    let broken_off = if yes {
        let mut sender =
            Sender { office, known: BTreeMap::new(), waiting: VecDeque::new(), taken: 0, refused: Vec::new() };
        let stopped = sender.all(tasks);
        outcome.taken = Some(sender.taken);
        for (row, why) in sender.refused {
            let fault = Fault::of(&head, row.number, why);
            wrong(&mut outcome, &mut wrong_rows, row, vec![fault]);
        }
        stopped
    } else {
        None
    };
    if let Some(failure) = broken_off {
        let why = Objection::from(failure).message(&office.words);
        let taken = outcome.taken.unwrap_or_default();
        return Err(Objection::own("import_broken_off", &[("n", &taken), ("why", &why)]));
    }
    rejects::put(office, source, &head, &wrong_rows, &mut outcome);
    Ok(outcome)
}

struct Sender<'a> {
    office: &'a Office<'a>,
    /// The people who came in with rows so far.
    known: BTreeMap<Key, (PersonId, Person)>,
    waiting: VecDeque<Sent>,
    taken: usize,
    refused: Vec<(Row, Why)>,
}

impl Sender<'_> {
    /// Sends every row; rows about a person of an earlier row follow when she is known. Answers why it broke off.
    fn all(&mut self, tasks: Vec<Task>) -> Option<Failure> {
        let mut first = BTreeSet::new();
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for task in tasks {
            let is_new =
                matches!(&task.wish.verb, Verb::Receive(receive) if matches!(receive.applicant, Applicant::New(_)));
            match task.wish.key.clone().filter(|_| is_new) {
                Some(key) if !first.insert(key.clone()) => later.push(task),
                _ => now.push(task),
            }
        }
        for round in [now, later] {
            for task in round {
                if let Err(failure) = self.send(task) {
                    // What is on its way is still waited for: it may be in.
                    while !self.waiting.is_empty() {
                        let _ = self.wait();
                    }
                    return Some(failure);
                }
            }
            while !self.waiting.is_empty() {
                if let Err(failure) = self.wait() {
                    return Some(failure);
                }
            }
        }
        None
    }

    fn send(&mut self, task: Task) -> Result<(), Failure> {
        let Task { row, wish: Wish { mut verb, person, key } } = task;
        let met = key.as_ref().and_then(|key| self.known.get(key));
        if let (Verb::Receive(receive), Some((id, before))) = (&mut verb, met)
            && let Applicant::New(digest) = receive.applicant
        {
            let is_same = person.as_ref() == Some(before);
            receive.applicant = if is_same { Applicant::Known(*id) } else { Applicant::Renewed(*id, digest) };
        }
        let key = key.zip(person.clone());
        let command = Command { id: fresh_id(), by: self.office.by(), verb };
        let waiting = self.office.hub.ask(Request { command, person })?;
        self.waiting.push_back((waiting, row, key));
        if self.waiting.len() >= AT_ONCE { self.wait() } else { Ok(()) }
    }

    /// Waits for the oldest answer.
    fn wait(&mut self) -> Result<(), Failure> {
        let Some((waiting, row, key)) = self.waiting.pop_front() else { return Ok(()) };
        match waiting.blocking_recv().unwrap_or(Err(Failure::Stopped)) {
            Ok(answer) => {
                self.taken += 1;
                self.office.has_recorded();
                let came = answer.events.iter().find_map(|recorded| match &recorded.event {
                    Event::DossierReceived(receipt) => Some(receipt.applicant),
                    Event::ApplicantSet { person, .. } => Some(*person),
                    _ => None,
                });
                if let Some(((key, person), id)) = key.zip(came) {
                    self.known.insert(key, (id, person));
                }
                Ok(())
            }
            Err(Failure::Refused(refusal)) => {
                self.refused.push((row, Why::Refused(refusal)));
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }
}
