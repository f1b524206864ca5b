//! Forms 02 to 05: what is missing, what is not taken, what is late, what is stopped.

use super::super::values::Values;
use super::common::{Agency, Applicant, moment_of};
use super::receipt::{Paper, papers};
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// Form 02: everything that is missing, told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplementRequest {
    /// Who issues it.
    pub agency: Agency,
    /// Its number, such as `12/HDHS`.
    pub number: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// The dossier's code; empty when none was received yet.
    pub code: String,
    /// Who handed the papers in.
    pub applicant: Applicant,
    /// What is asked for.
    pub request: String,
    /// What has to be added, and how much of it.
    pub missing: Vec<Paper>,
    /// Why.
    pub reason: String,
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
    /// Who issues it.
    pub agency: Agency,
    /// Its number.
    pub number: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// The dossier's code, if it has one.
    pub code: String,
    /// Who handed the papers in.
    pub applicant: Applicant,
    /// What is asked for.
    pub request: String,
    /// Why it is not taken.
    pub reason: String,
    /// Whom to ask, with the telephone.
    pub ask: String,
    /// The officer who received.
    pub officer: String,
}

/// Form 04: an apology, and the new day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apology {
    /// Who issues it.
    pub agency: Agency,
    /// Its number.
    pub number: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// The dossier's code.
    pub code: String,
    /// To whom.
    pub applicant: Applicant,
    /// What was asked for.
    pub request: String,
    /// Field of the procedure.
    pub field: String,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When it was due.
    pub due: Option<Timestamp>,
    /// Who is late.
    pub late_unit: String,
    /// Why.
    pub reason: String,
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
    /// Who issues it.
    pub agency: Agency,
    /// Its number.
    pub number: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// The dossier's code.
    pub code: String,
    /// To whom.
    pub applicant: Applicant,
    /// What was asked for.
    pub request: String,
    /// When it was received.
    pub received: Option<Timestamp>,
    /// When it was stopped.
    pub stopped: Option<Timestamp>,
    /// Why; also that the applicant took it back.
    pub reason: String,
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

/// What stands at the top of all of them; a number that is written by hand has dots.
fn head(agency: &Agency, number: &str, issued: Option<Timestamp>, words: &Words) -> Values {
    let mut values = Values::default();
    agency.fill(&mut values, issued, words);
    values.set("number", if number.is_empty() { words.get("papers.number_blank") } else { number });
    values
}

/// What all of them have.
fn common(head: Values, applicant: &Applicant, texts: &[(&'static str, &str)]) -> Values {
    let mut values = head;
    applicant.fill(&mut values);
    for (gap, text) in texts {
        values.set(gap, text);
    }
    values
}

impl SupplementRequest {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let again = if self.again > 1 { self.again.to_string() } else { String::new() };
        let until = moment_of(self.until, words);
        let texts = [
            ("code", self.code.as_str()),
            ("request", &self.request),
            ("reason", &self.reason),
            ("again", &again),
            ("until", &until),
            ("ask", &self.ask),
            ("officer", &self.officer),
        ];
        let mut values = common(head(&self.agency, &self.number, self.issued, words), &self.applicant, &texts);
        papers(&mut values, "missing", &self.missing);
        values
    }
}

impl Refusal {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let texts = [
            ("code", self.code.as_str()),
            ("request", &self.request),
            ("reason", &self.reason),
            ("ask", &self.ask),
            ("officer", &self.officer),
        ];
        common(head(&self.agency, &self.number, self.issued, words), &self.applicant, &texts)
    }
}

impl Apology {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let [received, due, new_due] = [self.received, self.due, self.new_due].map(|at| moment_of(at, words));
        let texts = [
            ("code", self.code.as_str()),
            ("request", &self.request),
            ("field", &self.field),
            ("received", &received),
            ("due", &due),
            ("late_unit", &self.late_unit),
            ("reason", &self.reason),
            ("new_due", &new_due),
            ("copies_to", &self.copies_to),
            ("head_title", &self.head_title),
            ("head", &self.head),
        ];
        common(head(&self.agency, &self.number, self.issued, words), &self.applicant, &texts)
    }
}

impl Stop {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let [received, stopped] = [self.received, self.stopped].map(|at| moment_of(at, words));
        let texts = [
            ("code", self.code.as_str()),
            ("request", &self.request),
            ("received", &received),
            ("stopped", &stopped),
            ("reason", &self.reason),
            ("given_back", &self.given_back),
            ("ask", &self.ask),
            ("copies_to", &self.copies_to),
            ("head_title", &self.head_title),
            ("head", &self.head),
        ];
        common(head(&self.agency, &self.number, self.issued, words), &self.applicant, &texts)
    }
}
