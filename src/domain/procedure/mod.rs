//! Procedures of the commune: what can be asked for, how long it may take, what it costs, what must be brought.

mod catalogue;
mod file;
mod limit;
mod merge;
mod remark;

pub use catalogue::{Catalogue, Source};
pub use file::{Reading, is_short_code};
pub use merge::merged;
pub use remark::{Notice, Remark};

use super::calendar::Limit;
use crate::text::money::grouped;
use crate::text::words::{Sentence, Words};
use serde::{Deserialize, Serialize};

/// A published procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// National code, `1.001193`; empty for those that have none.
    pub code: String,
    /// Full name, as published.
    pub name: String,
    /// Short name for lists and boards; may be empty.
    pub label: String,
    /// Field (lĩnh vực), as published.
    pub field: String,
    /// How long it may take. `None` when that is not known: the dossier gets no appointed date unless the officer
    /// gives one.
    pub limit: Option<Limit>,
    /// False when the limit must be checked before it is promised: none is known, its unit is not stated (working
    /// days are assumed), it differs by channel, or it was written from memory.
    pub limit_sure: bool,
    /// What it costs.
    pub fee: Fee,
    /// What the fee rests on where the centre set it itself; `None` where it is the catalogue's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_basis: Option<String>,
    /// What must be brought, in order. Empty when not known.
    pub papers: Vec<String>,
    /// Where this is known from.
    pub basis: Basis,
    /// What the reader should be careful about.
    pub cautions: Vec<Caution>,
}

/// What a procedure costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fee {
    /// Nothing.
    Free,
    /// So many đồng.
    Vnd(u64),
    /// As the people's council of the province resolves.
    ProvinceSet,
    /// As a ministry's circular lays down, item by item.
    ByCircular,
    /// Not known.
    #[default]
    Unknown,
}

/// Where a procedure's particulars are known from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// The national portal.
    Portal,
    /// The boards of two centres, independent of each other.
    TwoPostings,
    /// The board of one centre.
    OnePosting,
    /// Written from memory; nothing to check it against.
    Memory,
    /// The centre's own list does not say.
    #[default]
    Unstated,
    /// Something else, in the words of the list.
    Other(String),
}

/// A reason to be careful with a procedure's particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caution {
    /// Papers are missing from the list.
    PapersIncomplete,
    /// The source gives a number without a unit; working days are assumed.
    LimitUnitUnstated,
    /// The limit differs by channel; the shortest is given.
    LimitDiffersByChannel,
    /// Something else, in the words of the list.
    Other(String),
}

impl Procedure {
    /// What the procedure is asked for by: its code, or its name where it has none.
    pub fn key(&self) -> &str {
        if self.code.is_empty() { &self.name } else { &self.code }
    }

    /// What it costs in words, and by whose word where the centre set it.
    pub fn fee_in(&self, words: &Words) -> String {
        let fee = words.say(&self.fee);
        match self.fee_basis.as_deref() {
            None => fee,
            Some("") => words.fill("procedures.fee_own", &[("fee", &fee)]),
            Some(basis) => words.fill("procedures.fee_own_basis", &[("fee", &fee), ("basis", basis)]),
        }
    }

    /// What it costs, in đồng, where that is one sum.
    pub fn stated_fee(&self) -> Option<u64> {
        match self.fee {
            Fee::Free => Some(0),
            Fee::Vnd(amount) => Some(amount),
            Fee::ProvinceSet | Fee::ByCircular | Fee::Unknown => None,
        }
    }

    /// What speaks against promising its limit as it stands; nothing where it is sure.
    pub fn limit_doubts(&self, words: &Words) -> Vec<String> {
        if self.limit_sure || self.limit.is_none() {
            return Vec::new();
        }
        let of_limit = |caution: &&Caution| !matches!(caution, Caution::PapersIncomplete);
        let told: Vec<String> = self.cautions.iter().filter(of_limit).map(|caution| words.say(caution)).collect();
        if told.is_empty() { vec![words.get("procedures.limit_unsure").to_owned()] } else { told }
    }

    /// What lists show: the label, or the name where there is none.
    pub fn short(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

impl Sentence for Fee {
    fn key(&self) -> &'static str {
        match self {
            Self::Free => "procedures.fee_free",
            Self::Vnd(_) => "procedures.fee_vnd",
            Self::ProvinceSet => "procedures.fee_province",
            Self::ByCircular => "procedures.fee_circular",
            Self::Unknown => "procedures.fee_unknown",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Vnd(amount) => vec![("amount", grouped(*amount))],
            _ => Vec::new(),
        }
    }
}

impl Sentence for Basis {
    fn key(&self) -> &'static str {
        match self {
            Self::Portal => "procedures.basis_portal",
            Self::TwoPostings => "procedures.basis_two_postings",
            Self::OnePosting => "procedures.basis_one_posting",
            Self::Memory => "procedures.basis_memory",
            Self::Unstated => "procedures.basis_unstated",
            Self::Other(_) => "procedures.basis_other",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Other(basis) => vec![("basis", basis.clone())],
            _ => Vec::new(),
        }
    }
}

impl Sentence for Caution {
    fn key(&self) -> &'static str {
        match self {
            Self::PapersIncomplete => "procedures.caution_papers",
            Self::LimitUnitUnstated => "procedures.caution_unit",
            Self::LimitDiffersByChannel => "procedures.caution_channel",
            Self::Other(_) => "procedures.caution_other",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Other(caution) => vec![("caution", caution.clone())],
            _ => Vec::new(),
        }
    }
}
