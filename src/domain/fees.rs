//! The centre's own fees: what a procedure, or every procedure of a field, costs here, and by which resolution.
//!
//! The people's council of each province sets most fees, so no list of the whole country has them. What the centre says
//! of one procedure goes before everything; what it says of a field fills in where the catalogue has no amount.

use super::decide::FEE_MAX;
use super::procedure::{Fee, Procedure};
use crate::text::fold::fold;
use crate::text::money::{grouped, parse};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What something costs here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRule {
    /// Code of a procedure, or name of a field.
    pub of: String,
    /// How much, in đồng; 0 is free.
    pub amount: u64,
    /// The resolution it rests on, as the centre words it; may be empty.
    pub basis: String,
}

/// A line that says no fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFee;

impl FromStr for FeeRule {
    type Err = NoFee;

    /// Reads `1.004873: 15.000; NQ 12/2025/NQ-HĐND`: a code or a field, an amount, and the basis where there is one.
    fn from_str(line: &str) -> Result<Self, NoFee> {
        let (of, rest) = line.split_once(':').ok_or(NoFee)?;
        let (amount, basis) = rest.split_once(';').unwrap_or((rest, ""));
        let amount = parse(amount.trim().trim_end_matches(['đ', 'd']).trim_end()).filter(|amount| *amount <= FEE_MAX);
        let rule = Self { of: of.trim().to_owned(), amount: amount.ok_or(NoFee)?, basis: basis.trim().to_owned() };
        if rule.of.is_empty() { Err(NoFee) } else { Ok(rule) }
    }
}

impl fmt::Display for FeeRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.of, grouped(self.amount))?;
        if self.basis.is_empty() { Ok(()) } else { write!(f, "; {}", self.basis) }
    }
}

impl FeeRule {
    /// Whether it speaks of this very procedure.
    fn names(&self, procedure: &Procedure) -> bool {
        if procedure.code.is_empty() { fold(&self.of) == fold(&procedure.name) } else { self.of == procedure.code }
    }

    /// Whether it speaks of the procedure or of its field.
    pub fn concerns(&self, procedure: &Procedure) -> bool {
        self.names(procedure) || fold(&self.of) == fold(&procedure.field)
    }

    fn fee(&self) -> Fee {
        if self.amount == 0 { Fee::Free } else { Fee::Vnd(self.amount) }
    }
}

/// `procedure` with what it costs by `rules`.
#[must_use]
pub fn priced(procedure: &Procedure, rules: &[FeeRule]) -> Procedure {
    let own = rules.iter().find(|rule| rule.names(procedure));
    let listed = matches!(procedure.fee, Fee::Free | Fee::Vnd(_));
    let of_field = || rules.iter().find(|rule| !listed && rule.concerns(procedure));
    match own.or_else(of_field) {
        Some(rule) => Procedure { fee: rule.fee(), fee_basis: Some(rule.basis.clone()), ..procedure.clone() },
        None => procedure.clone(),
    }
}
