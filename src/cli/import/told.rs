//! What an import of dossiers says besides its counts: what came in as received, whose due time is another than ours.

use super::super::wording;
use super::outcome::{Differs, Outcome, SinceUnknown, Stands};
use super::unsure::ReckonedUnsure;
use crate::domain::calendar::{Due, Unsure, show_moment};
use crate::domain::dossier::{Dossier, Elsewhere, Status};
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::words::Words;

/// So many of the rows whose due times differ are shown.
const SHOWN: usize = 5;
/// So many of the rows are shown of which it is not known since when they wait: each is somebody's to ask about.
const UNKNOWN_SHOWN: usize = 50;

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
    /// Here already, in another status than there.
    stands: Vec<Stands>,
    /// The due time there is another than by the catalogue's limit.
    differ: Vec<Differs>,
    /// Here already, due at another time than the row says.
    otherwise: Vec<Differs>,
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
            self.differ.push(Differs { row, given, ours: Some(ours) });
        }
    }

    /// A row of a dossier that is here: an import moves nothing that is worked on here, but says where it differs.
    pub(super) fn stands(&mut self, row: usize, here: &Dossier, there: Option<Status>) {
        if let Some(there) = there.filter(|there| *there != here.status && !here.status.is_over()) {
            self.stands.push(Stands { row, dossier: here.code.clone(), here: here.status, there });
        }
    }

    /// A row of a dossier that is here.
    pub(super) fn again(&mut self, row: usize, given: Option<Timestamp>, here: Option<Timestamp>) {
        if let Some(given) = given.filter(|given| Some(*given) != here) {
            self.otherwise.push(Differs { row, given, ours: here });
        }
    }

    /// Puts it into what people are told.
    pub(super) fn into(self, outcome: &mut Outcome, words: &Words) {
        let counts = [
            ("import.note_received", self.received),
            ("import.note_reckoned", self.reckoned),
            ("import.note_registered", self.registered),
            ("import.note_undated", self.undated),
            ("import.note_online", self.online),
            ("import.note_differ", self.differ.len()),
        ];
        let said = |key: &str, n: usize| words.fill(key, &[("n", &grouped(n as u64))]);
        outcome.notes.extend(counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| said(key, n)));
        outcome.notes.extend(self.unsure_lines(words));
        outcome.notes.extend(shown("import.differs", &self.differ, words));
        outcome.notes.extend(more(self.differ.len(), SHOWN, words));
        if !self.like_ours.is_empty() {
            let line = |(row, code): &(usize, String)| {
                words.fill("import.like_ours", &[("row", &row.to_string()), ("code", code)])
            };
            outcome.notes.push(said("import.note_like_ours", self.like_ours.len()));
            outcome.notes.extend(self.like_ours.iter().take(SHOWN).map(line));
            outcome.notes.extend(more(self.like_ours.len(), SHOWN, words));
        }
        if !self.stands.is_empty() {
            let line = |one: &Stands| {
                let [here, there] = [one.here, one.there].map(|status| wording::status(status, words));
                let (row, dossier) = (one.row.to_string(), one.dossier.to_string());
                words.fill("import.stands", &[("row", &row), ("dossier", &dossier), ("here", &here), ("there", &there)])
            };
            outcome.notes.push(said("import.note_stands", self.stands.len()));
            outcome.notes.extend(self.stands.iter().take(UNKNOWN_SHOWN).map(line));
            outcome.notes.extend(more(self.stands.len(), UNKNOWN_SHOWN, words));
        }
        if !self.otherwise.is_empty() {
            outcome.notes.push(said("import.note_otherwise", self.otherwise.len()));
            outcome.notes.extend(shown("import.otherwise", &self.otherwise, words));
            outcome.notes.extend(more(self.otherwise.len(), SHOWN, words));
        }
        for (key, one, passed) in [
            ("import.note_unknown", "import.unknown_left", false),
            ("import.note_unknown_passed", "import.unknown_passed", true),
        ] {
            let rows: Vec<&SinceUnknown> = self.unknown.iter().filter(|unknown| unknown.passed == passed).collect();
            if !rows.is_empty() {
                outcome.notes.push(said(key, rows.len()));
                outcome.notes.extend(rows.iter().take(UNKNOWN_SHOWN).map(|unknown| unknown.line(one, words)));
                outcome.notes.extend(more(rows.len(), UNKNOWN_SHOWN, words));
            }
        }
        (outcome.due_differs, outcome.due_otherwise) = (self.differ, self.otherwise);
        (outcome.stands, outcome.reckoned_unsure) = (self.stands, self.unsure);
        (outcome.since_unknown, outcome.like_ours) = (self.unknown, self.like_ours);
    }
}

impl Told {
    /// The rows whose due time was reckoned without knowing the days off, those of years that are over first.
    fn unsure_lines(&self, words: &Words) -> Vec<String> {
        let mut lines = Vec::new();
        for (key, past) in [("import.note_unsure_past", true), ("import.note_unsure_not_yet", false)] {
            let is_meant = |one: &&ReckonedUnsure| matches!(one.unsure, Unsure::Past(_)) == past;
            let rows: Vec<&ReckonedUnsure> = self.unsure.iter().filter(is_meant).collect();
            if !rows.is_empty() {
                lines.push(words.fill(key, &[("n", &grouped(rows.len() as u64))]));
                lines.extend(rows.iter().take(UNKNOWN_SHOWN).map(|one| one.line(words)));
                lines.extend(more(rows.len(), UNKNOWN_SHOWN, words));
            }
        }
        lines
    }
}

/// How many rows of a list are not shown, where some are not.
fn more(all: usize, shown: usize, words: &Words) -> Option<String> {
    let left = all.checked_sub(shown).filter(|left| *left > 0)?;
    Some(words.fill("import.rows_more", &[("n", &grouped(left as u64))]))
}

fn shown(key: &str, rows: &[Differs], words: &Words) -> Vec<String> {
    let one = |differs: &Differs| {
        let ours = differs.ours.map_or_else(|| words.get("search.no_due").to_owned(), |at| show_moment(at, words));
        let given = show_moment(differs.given, words);
        words.fill(key, &[("row", &differs.row.to_string()), ("given", &given), ("ours", &ours)])
    };
    rows.iter().take(SHOWN).map(one).collect()
}
