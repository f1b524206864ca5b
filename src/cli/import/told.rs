//! What an import says besides its counts, of dossiers: what came in as received, whose due time is another than ours,
//! what is over there, whose papers show other data.

use super::alike;
use super::differ::{Differing, Otherwise};
use super::outcome::Fault;
use super::rows::Good;
use super::submit::Source;
use super::unsure::ReckonedUnsure;
use crate::domain::calendar::{Due, Unsure, show_moment};
use crate::domain::dossier::{Elsewhere, Status};
use crate::domain::ids::DossierCode;
use crate::domain::person::PersonField;
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::words::Words;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// So many of the rows whose due times differ are shown.
const SHOWN: usize = 5;
/// So many of the rows are shown that are somebody's to ask about, or to work on: about a screen.
const ASKED_SHOWN: usize = 20;
/// So many numbers of rows are shown in a line.
const NUMBERS_SHOWN: usize = 30;

/// A row whose due time is another one here.
#[derive(Clone, Copy, Debug)]
struct Differs {
    row: usize,
    /// As the row gives it.
    given: Timestamp,
    /// By our own reckoning.
    ours: Timestamp,
}

/// A dossier whose time stands there, with nothing said of since when.
#[derive(Clone, Copy, Debug)]
struct SinceUnknown {
    row: usize,
    /// When it is due; `None` where there is no limit.
    due: Option<Timestamp>,
    /// That had passed before the import.
    passed: bool,
}

/// Rows of dossiers, counted by what is to be said of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Received in the other system.
    received: usize,
    /// Of these, those to which it promised no due time.
    reckoned: usize,
    /// Registered there, and not received.
    registered: usize,
    /// Without a time: handed in now.
    undated: usize,
    /// Without a word of how they were handed in: taken for online.
    pub(super) online: usize,
    /// Codes with this centre's own unit, of dossiers that are not here: the row and the code.
    pub(super) like_ours: Vec<(usize, String)>,
    /// Here already, and otherwise than there.
    pub(super) differing: Vec<Differing>,
    /// Over there, and not here: the row, the code and the status.
    pub(super) over: Vec<(usize, String, Status)>,
    /// What is wrong in the rows of what is over there.
    pub(super) over_faults: Vec<Fault>,
    /// Open dossiers whose papers show other data of their applicants from now on, and the first row that brought it.
    pub(super) renewed: BTreeMap<DossierCode, (usize, Vec<PersonField>)>,
    /// The due time there is another than by the catalogue's limit.
    differ: Vec<Differs>,
    /// Its time stands there, nobody knows since when.
    unknown: Vec<SinceUnknown>,
    /// Reckoned here in a year whose days off are not known.
    unsure: Vec<ReckonedUnsure>,
}

impl Told {
    /// A row that goes in.
    pub(super) fn goes_in(
        &mut self,
        row: usize,
        received: Option<Timestamp>,
        elsewhere: Option<&Elsewhere>,
        own: Option<&Due>,
        now: Timestamp,
    ) {
        use crate::domain::dossier::Status::Registered;
        let is_received = elsewhere.is_some_and(|told| told.status != Registered);
        let due = elsewhere.and_then(|told| told.due);
        if let Some((reckoned, unsure)) = own.and_then(|own| Some((own.due?, own.unsure?)))
            && is_received
            && due.is_none()
        {
            self.unsure.push(ReckonedUnsure { row, due: reckoned, unsure });
        }
        let own = own.and_then(|own| own.due);
        self.received += usize::from(is_received);
        self.registered += usize::from(!is_received);
        self.reckoned += usize::from(is_received && due.is_none());
        self.undated += usize::from(received.is_none());
        if elsewhere.is_some_and(|told| told.status.pauses() && told.stood_since.is_none()) {
            let due = due.or(own);
            self.unknown.push(SinceUnknown { row, due, passed: due.is_some_and(|due| due < now) });
        }
        if let (Some(given), Some(ours)) = (due, own)
            && given.local().format("%y%m%d%H%M").to_string() != ours.local().format("%y%m%d%H%M").to_string()
        {
            self.differ.push(Differs { row, given, ours });
        }
    }

    /// A row of a dossier that is here, and that is nothing wrong with.
    pub(super) fn is_here(&mut self, good: Good, differing: Option<Differing>) -> Good {
        let Some(differing) = differing else { return good };
        self.differing.push(differing);
        if matches!(good, Good::Same) { Good::Differs } else { good }
    }

    /// For people, after the counts.
    pub(super) fn notes(&self, source: &Source, words: &Words) -> Vec<String> {
        let said = |key: &str, n: usize| words.fill(key, &[("n", &grouped(n as u64))]);
        let counts = [
            ("import.note_received", self.received),
            ("import.note_reckoned", self.reckoned),
            ("import.note_registered", self.registered),
            ("import.note_undated", self.undated),
            ("import.note_online", self.online),
        ];
        let counts = counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| said(key, n));
        let mut notes: Vec<String> = self.over_line(words).into_iter().chain(counts).collect();
        let mut list = |head: &str, lines: Vec<String>, shown: usize, more: &str| {
            if lines.is_empty() {
                return;
            }
            notes.push(said(head, lines.len()));
            notes.extend(lines.iter().take(shown).cloned());
            if let Some(left) = lines.len().checked_sub(shown).filter(|left| *left > 0) {
                notes.push(said(more, left));
            }
        };
        let more = "import.rows_more";
        for (head, past) in [("import.note_unsure_past", true), ("import.note_unsure_not_yet", false)] {
            let rows = self.unsure.iter().filter(|one| matches!(one.unsure, Unsure::Past(_)) == past);
            list(head, rows.map(|one| one.line(words)).collect(), ASKED_SHOWN, more);
        }
        list("import.note_differ", self.differ.iter().map(|one| one.line(words)).collect(), SHOWN, more);
        let ours = self.like_ours.iter();
        let ours = ours.map(|(row, code)| words.fill("import.like_ours", &[("row", &row.to_string()), ("code", code)]));
        list("import.note_like_ours", ours.collect(), SHOWN, more);
        let all = if source.differ.is_some() { more } else { "import.differ_more" };
        list("import.note_differing", self.differing.iter().map(|one| one.line(words)).collect(), ASKED_SHOWN, all);
        list("import.note_renewed", self.renewed_lines(words), ASKED_SHOWN, more);
        for (head, key, passed) in [
            ("import.note_unknown", "import.unknown_left", false),
            ("import.note_unknown_passed", "import.unknown_passed", true),
        ] {
            let rows = self.unknown.iter().filter(|unknown| unknown.passed == passed);
            list(head, rows.map(|unknown| unknown.line(key, words)).collect(), ASKED_SHOWN, more);
        }
        if !self.over_faults.is_empty() {
            notes.push(said("import.note_over_faults", self.over_faults.len()));
            notes.extend(alike::told(&self.over_faults, words));
        }
        notes
    }

    fn renewed_lines(&self, words: &Words) -> Vec<String> {
        let line = |(dossier, (row, fields)): (&DossierCode, &(usize, Vec<PersonField>))| {
            let fields: Vec<&str> = fields.iter().map(|field| words.get(field.key())).collect();
            let gaps = [("row", row.to_string()), ("dossier", dossier.to_string()), ("what", fields.join(", "))];
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
            words.fill("import.renewed_one", &gaps).trim_end_matches([':', ' ']).to_owned()
        };
        self.renewed.iter().map(line).collect()
    }

    /// The numbers of the rows that are over there and not here.
    fn over_line(&self, words: &Words) -> Option<String> {
        let numbers = self.over.iter().take(NUMBERS_SHOWN).map(|(row, ..)| row.to_string());
        let numbers = numbers.collect::<Vec<_>>().join(", ");
        let left = self.over.len().saturating_sub(NUMBERS_SHOWN);
        let key = if left > 0 { "import.over_rows_more" } else { "import.over_rows" };
        let gaps = [("n", grouped(self.over.len() as u64)), ("rows", numbers), ("left", grouped(left as u64))];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        (!self.over.is_empty()).then(|| words.fill(key, &gaps))
    }

    /// For programs: all of it.
    pub(super) fn json(&self, words: &Words) -> Map<String, Value> {
        let due = |one: &Differing| {
            one.what.iter().find_map(|what| match what {
                Otherwise::Due { there, here } => Some(json!({
                    "row": one.row, "given": there.to_string(), "ours": here.map(|at| at.to_string()),
                })),
                _ => None,
            })
        };
        let stands = |one: &Differing| {
            one.what.iter().find_map(|what| match what {
                Otherwise::Status { there, here } => Some(json!({
                    "row": one.row, "dossier": one.dossier, "here": *here as u8, "there": *there as u8,
                })),
                _ => None,
            })
        };
        let renewed = |(dossier, (row, fields)): (&DossierCode, &(usize, Vec<PersonField>))| json!({ "row": row, "dossier": dossier, "fields": fields });
        let all = [
            ("due_differs", self.differ.iter().map(|differs| differs.json()).collect::<Vec<_>>()),
            ("due_otherwise", self.differing.iter().filter_map(due).collect()),
            ("reckoned_unsure", self.unsure.iter().map(|one| one.json()).collect()),
            ("since_unknown", self.unknown.iter().map(|unknown| unknown.json()).collect()),
            ("stands_otherwise", self.differing.iter().filter_map(stands).collect()),
            ("differs", self.differing.iter().map(Differing::json).collect()),
            ("papers_change", self.renewed.iter().map(renewed).collect()),
            ("own_unit", self.like_ours.iter().map(|(row, code)| json!({ "row": row, "code": code })).collect()),
            (
                "over_rows",
                self.over
                    .iter()
                    .map(|(row, code, there)| json!({ "row": row, "code": code, "there": *there as u8 }))
                    .collect(),
            ),
            ("over_faults", self.over_faults.iter().map(|fault| fault.json(words)).collect()),
        ];
        all.into_iter().map(|(key, list)| (key.to_owned(), Value::Array(list))).collect()
    }
}

impl SinceUnknown {
    fn line(self, key: &str, words: &Words) -> String {
        let due = self.due.map_or_else(|| words.get("search.no_due").to_owned(), |at| show_moment(at, words));
        words.fill(key, &[("row", &self.row.to_string()), ("due", &due)])
    }

    fn json(self) -> Value {
        json!({ "row": self.row, "due": self.due.map(|at| at.to_string()), "passed": self.passed })
    }
}

impl Differs {
    fn line(self, words: &Words) -> String {
        let [given, ours] = [self.given, self.ours].map(|at| show_moment(at, words));
        words.fill("import.differs", &[("row", &self.row.to_string()), ("given", &given), ("ours", &ours)])
    }

    fn json(self) -> Value {
        json!({ "row": self.row, "given": self.given.to_string(), "ours": self.ours.to_string() })
    }
}
