//! Form 07: the register of a period.

use super::super::values::Values;
use super::common::{Agency, count, short_day, short_moment};
use crate::domain::time::{Day, Timestamp};
use crate::text::words::Words;

/// A register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Who keeps it.
    pub agency: Agency,
    /// When it is printed.
    pub issued: Option<Timestamp>,
    /// First and last day.
    pub period: Option<(Day, Day)>,
    /// What else it was chosen by, such as a field.
    pub chosen: String,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// As what the head signs.
    pub head_title: String,
    /// The head's name.
    pub head: String,
    /// Who made it out.
    pub officer: String,
}

/// A line of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The dossier's code.
    pub code: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Sets of papers.
    pub sets: u16,
    /// Whose dossier it is.
    pub applicant: String,
    /// Address and telephone.
    pub address: String,
    /// Who decides.
    pub deciding: String,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// When the result was handed over.
    pub returned: Option<Timestamp>,
    /// How the result is handed over.
    pub way: String,
    /// A note.
    pub note: String,
}

impl Register {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let mut values = Values::default();
        self.agency.fill(&mut values, self.issued, words);
        let day = |day: Day| day.format("%d/%m/%Y").to_string();
        let texts = [
            ("from", self.period.map_or_else(String::new, |(from, _)| day(from))),
            ("to", self.period.map_or_else(String::new, |(_, to)| day(to))),
            ("chosen", self.chosen.clone()),
            ("entries", self.entries.len().to_string()),
            ("head_title", self.head_title.clone()),
            ("head", self.head.clone()),
            ("officer", self.officer.clone()),
        ];
        for (gap, text) in texts {
            values.set(gap, text);
        }
        let columns = &[
            "code",
            "procedure",
            "sets",
            "applicant",
            "address",
            "deciding",
            "received",
            "due",
            "returned",
            "way",
            "note",
        ];
        let row = |entry: &Entry| {
            [
                entry.code.clone(),
                entry.procedure.clone(),
                count(entry.sets),
                entry.applicant.clone(),
                entry.address.clone(),
                entry.deciding.clone(),
                short_moment(entry.received),
                short_moment(entry.due),
                short_day(entry.returned),
                entry.way.clone(),
                entry.note.clone(),
            ]
        };
        values.rows("entries", columns, self.entries.iter().map(row));
        values
    }
}
