//! Form 06: the sheet that travels with a dossier and says who had it when.

use super::super::values::Values;
use super::common::{Agency, moment_of, short_moment};
use super::receipt::{Paper, papers};
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// A control sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ControlSheet {
    /// Who issues it.
    pub agency: Agency,
    /// When it is printed.
    pub issued: Option<Timestamp>,
    /// The dossier's code.
    pub code: String,
    /// Whose dossier it is.
    pub applicant: String,
    /// What is asked for.
    pub request: String,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When the result is due.
    pub due: Option<Timestamp>,
    /// Who decides.
    pub deciding: String,
    /// Who is asked besides.
    pub coordinating: String,
    /// The papers that go with it.
    pub papers: Vec<Paper>,
    /// Every handover, in order.
    pub handovers: Vec<Handover>,
}

/// From one hand to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// From whom.
    pub from: String,
    /// Who gave it.
    pub given_by: String,
    /// When it was given.
    pub given: Option<Timestamp>,
    /// To whom.
    pub to: String,
    /// Who took it.
    pub taken_by: String,
    /// When it was taken.
    pub taken: Option<Timestamp>,
    /// How the one who gave stood to the limit.
    pub punctuality: Option<Punctuality>,
    /// A note.
    pub note: String,
}

/// Before the limit, at it, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// Trước hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Quá hạn.
    Late,
}

impl ControlSheet {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let mut values = Values::default();
        self.agency.fill(&mut values, self.issued, words);
        let texts = [
            ("code", self.code.clone()),
            ("applicant", self.applicant.clone()),
            ("request", self.request.clone()),
            ("received", moment_of(self.received, words)),
            ("due", moment_of(self.due, words)),
            ("deciding", self.deciding.clone()),
            ("coordinating", self.coordinating.clone()),
        ];
        for (gap, text) in texts {
            values.set(gap, text);
        }
        let columns = &["from", "given_by", "given", "to", "taken_by", "taken", "punctuality", "note"];
        let row = |handover: &Handover| {
            let punctuality = handover.punctuality.map_or("", |punctuality| words.get(punctuality.key()));
            [
                handover.from.clone(),
                handover.given_by.clone(),
                short_moment(handover.given),
                handover.to.clone(),
                handover.taken_by.clone(),
                short_moment(handover.taken),
                punctuality.to_owned(),
                handover.note.clone(),
            ]
        };
        papers(&mut values, "papers", &self.papers);
        values.rows("handovers", columns, self.handovers.iter().map(row));
        values
    }
}

impl Punctuality {
    fn key(self) -> &'static str {
        match self {
            Self::Early => "papers.early",
            Self::OnTime => "papers.on_time",
            Self::Late => "papers.late",
        }
    }
}
