//! Form 01: the receipt with the day the result can be had.

use super::super::values::Values;
use super::common::{Agency, Applicant, count, moment_of, money};
use crate::domain::calendar::Unsure;
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// A receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Who issues it.
    pub agency: Agency,
    /// The dossier's code.
    pub code: String,
    /// Its code in the system that it came from.
    pub foreign: String,
    /// When it is issued.
    pub issued: Option<Timestamp>,
    /// Who hands the papers in.
    pub applicant: Applicant,
    /// Whose case it is, where that is somebody else.
    pub owner: String,
    /// Address of that one.
    pub owner_address: String,
    /// What is asked for: the procedure's name, or more.
    pub request: String,
    /// Code of the procedure.
    pub procedure: String,
    /// The papers handed in.
    pub papers: Vec<Paper>,
    /// Sets of papers.
    pub sets: u16,
    /// How long it may take, such as `3 ngày làm việc`.
    pub limit: String,
    /// When it was complete and correct.
    pub received: Option<Timestamp>,
    /// When the result can be had; the paper says that there is no appointed date without.
    pub due: Option<Timestamp>,
    /// Why that is a forecast, where it rests on days off that are not known.
    pub unsure: Option<Unsure>,
    /// What moved it since the receipt was issued first, and when this one is printed.
    pub moved: String,
    /// Where the result is handed over.
    pub result_at: String,
    /// What it cost, in đồng; 0 is free, nothing is not stated.
    pub fee: Option<u64>,
    /// How it was paid, such as `tiền mặt`.
    pub paid_by: String,
    /// Number of the fee's own receipt.
    pub fee_receipt: String,
    /// Volume of the register.
    pub book: String,
    /// Number in that volume.
    pub entry: String,
    /// What happens after, where a second stage follows.
    pub second_stage: String,
    /// The officer who took it.
    pub receiver: String,
}

/// A paper of a dossier, also one that is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub name: String,
    /// Originals.
    pub originals: u16,
    /// Certified copies.
    pub certified: u16,
    /// Plain copies.
    pub copies: u16,
    /// A note to it.
    pub note: String,
}

/// The table of papers; of the receipt's and the sheet's also whether there are any.
pub(super) fn papers(values: &mut Values, table: &'static str, papers: &[Paper]) {
    values.set("has_papers", if papers.is_empty() { String::new() } else { papers.len().to_string() });
    let row = |paper: &Paper| {
        let [originals, certified, copies] = [paper.originals, paper.certified, paper.copies].map(count);
        [paper.name.clone(), originals, certified, copies, paper.note.clone()]
    };
    values.rows(table, &["name", "originals", "certified", "copies", "note"], papers.iter().map(row));
}

impl Receipt {
    /// What fills its gaps.
    pub fn values(&self, words: &Words) -> Values {
        let mut values = Values::default();
        self.agency.fill(&mut values, self.issued, words);
        self.applicant.fill(&mut values);
        let fee = self.fee.map_or_else(String::new, |fee| match fee {
            0 => words.get("papers.free").to_owned(),
            fee => money(fee, words),
        });
        // A blank form has room to write; one that is filled in says that there is no such day.
        let due = match (self.received, self.due) {
            (Some(_), None) => words.get("papers.no_due").to_owned(),
            (_, due) => moment_of(due, words),
        };
        let texts = [
            ("code", self.code.clone()),
            ("foreign", self.foreign.clone()),
            ("owner", self.owner.clone()),
            ("owner_address", self.owner_address.clone()),
            ("request", self.request.clone()),
            ("procedure", self.procedure.clone()),
            ("sets", count(self.sets)),
            ("limit", self.limit.clone()),
            ("received", moment_of(self.received, words)),
            ("due", due),
            ("forecast", self.unsure.map(|unsure| forecast(unsure, words)).unwrap_or_default()),
            ("moved", self.moved.clone()),
            ("result_at", self.result_at.clone()),
            ("fee", fee),
            ("paid_by", self.paid_by.clone()),
            ("fee_receipt", self.fee_receipt.clone()),
            ("book", self.book.clone()),
            ("entry", self.entry.clone()),
            ("second_stage", self.second_stage.clone()),
            ("receiver", self.receiver.clone()),
        ];
        for (gap, text) in texts {
            values.set(gap, text);
        }
        // A blank form has no table; one that is filled in proves what was handed in, or that nothing was entered.
        if self.papers.is_empty() && self.received.is_some() {
            let none = Paper { name: words.get("papers.none_entered").to_owned(), ..Paper::default() };
            papers(&mut values, "papers", &[none]);
        } else {
            papers(&mut values, "papers", &self.papers);
        }
        values
    }
}

/// What the paper says of a due time that rests on days off which are not known.
fn forecast(unsure: Unsure, words: &Words) -> String {
    let key = if matches!(unsure, Unsure::Past(_)) { "papers.forecast_past" } else { "papers.forecast" };
    words.fill(key, &[("year", &unsure.year().to_string())])
}
