//! Forms 02 to 05: what is missing, what is not taken, what is late, what is stopped.

use super::super::values::Values;
use super::common::{Agency, Applicant, moment_of};
use super::receipt::{Paper, papers};
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// What each of them says of the dossier and of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// Who issues it.
    pub agency: Agency,
    /// Its number, such as `12/HDHS`.
    pub number: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// The dossier's code; empty when none was received yet.
    pub code: String,
    /// Whom it concerns.
    pub applicant: Applicant,
    /// What is asked for.
    pub request: String,
    /// Why it is issued.
    pub reason: String,
}

/// Form 02: everything that is missing, told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplementRequest {
    /// What each notice says.
    pub notice: Notice,
    /// What has to be added, and how much of it.
    pub missing: Vec<Paper>,
    /// Which request this is, from 2; the first says nothing.
    pub again: u16,
    /// Until when it has to be there.
    pub until: Option<Timestamp>,
    /// Whom to ask, with the telephone.
    pub ask: String,
    /// The officer who guides.
    pub officer: String,
}

/// Form 03: not taken, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What each notice says.
    pub notice: Notice,
    /// Whom to ask, with the telephone.
    pub ask: String,
    /// The officer who received.
    pub officer: String,
}

/// Form 04: an apology, and the new day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apology {
    /// What each notice says.
    pub notice: Notice,
    /// Field of the procedure.
    pub field: String,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When it was due.
    pub due: Option<Timestamp>,
    /// Who is late.
    pub late_unit: String,
    /// The new day.
    pub new_due: Option<Timestamp>,
    /// Who gets a copy.
    pub copies_to: String,
    /// As what the head signs, such as `GIÁM ĐỐC`.
    pub head_title: String,
    /// The head's name.
    pub head: String,
}

/// Form 05: the work ends without a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// What each notice says.
    pub notice: Notice,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When it was stopped.
    pub stopped: Option<Timestamp>,
    /// What is given back and how.
    pub given_back: String,
    /// Whom to ask, with the telephone.
    pub ask: String,
    /// Who gets a copy.
    pub copies_to: String,
    /// As what the head signs.
    pub head_title: String,
    /// The head's name.
    pub head: String,
}

impl Notice {
    /// Its gaps, and these texts; a number that is written by hand has dots.
    fn values(&self, texts: &[(&'static str, &str)], words: &Words) -> Values {
        let mut values = Values::default();
        self.agency.fill(&mut values, self.issued, words);
        self.applicant.fill(&mut values);
        values.set("number", if self.number.is_empty() { words.get("papers.number_blank") } else { &self.number });
        let own = [("code", self.code.as_str()), ("request", &self.request), ("reason", &self.reason)];
        for (gap, text) in own.iter().chain(texts) {
            values.set(gap, text);
        }
        values
    }
}

impl SupplementRequest {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let again = if self.again > 1 { self.again.to_string() } else { String::new() };
        let until = moment_of(self.until, words);
        let texts = [("again", again.as_str()), ("until", &until), ("ask", &self.ask), ("officer", &self.officer)];
        let mut values = self.notice.values(&texts, words);
        papers(&mut values, "missing", &self.missing);
        values
    }
}

impl Refusal {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let texts = [("ask", self.ask.as_str()), ("officer", &self.officer)];
        self.notice.values(&texts, words)
    }
}

impl Apology {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let [received, due, new_due] = [self.received, self.due, self.new_due].map(|at| moment_of(at, words));
        let texts = [
            ("field", self.field.as_str()),
            ("received", &received),
            ("due", &due),
            ("late_unit", &self.late_unit),
            ("new_due", &new_due),
            ("copies_to", &self.copies_to),
            ("head_title", &self.head_title),
            ("head", &self.head),
        ];
        self.notice.values(&texts, words)
    }
}

impl Stop {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let [received, stopped] = [self.received, self.stopped].map(|at| moment_of(at, words));
        let texts = [
            ("received", received.as_str()),
            ("stopped", &stopped),
            ("given_back", &self.given_back),
            ("ask", &self.ask),
            ("copies_to", &self.copies_to),
            ("head_title", &self.head_title),
            ("head", &self.head),
        ];
        self.notice.values(&texts, words)
    }
}
