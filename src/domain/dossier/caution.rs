//! What is allowed with a dossier but asked about once more, because it is more often a slip than meant.

use super::{Change, Dossier, DossierVerb, Payment};
use crate::domain::calendar::Calendar;
use crate::domain::ids::DossierCode;
use crate::domain::state::State;
use crate::domain::time::Day;
use crate::text::money::grouped;
use crate::text::nfc::clean;
use crate::text::words::Sentence;

/// Why somebody is asked once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// The new due time is further from the old one than the whole limit of the procedure.
    LongSpan {
        /// Which.
        dossier: DossierCode,
        /// Until when.
        day: Day,
    },
    /// More is taken than is owed.
    AboveFee {
        /// How much, in đồng.
        amount: u64,
        /// What is still owed, in đồng.
        owed: u64,
    },
    /// A receipt of this number was given for another payment.
    ReceiptTwice {
        /// The number.
        number: String,
        /// For which dossier.
        dossier: DossierCode,
    },
}

impl Dossier {
    /// What there is to ask before `verb`; `None` for what is usual.
    ///
    /// Numbers of receipts are looked for among the dossiers of `state`: those that are not in the archive yet.
    pub fn caution(&self, verb: &DossierVerb, calendar: &Calendar, state: &State) -> Option<Caution> {
        match verb {
            DossierVerb::ProposeExtension { day, .. } => {
                let once_more = calendar.due(self.due?, self.limit?).due?;
                let long = *day > once_more.day();
                long.then(|| Caution::LongSpan { dossier: self.code.clone(), day: *day })
            }
            DossierVerb::Pay(Payment::Taken { amount, number, .. }) => {
                let owed = self.owed();
                if owed.is_some_and(|owed| *amount > owed) {
                    return Some(Caution::AboveFee { amount: *amount, owed: owed? });
                }
                let number = clean(number);
                let given = |dossier: &&Dossier| !number.is_empty() && dossier.has_receipt(&number);
                let dossier = state.dossiers.values().find(given)?.code.clone();
                Some(Caution::ReceiptTwice { number, dossier })
            }
            _ => None,
        }
    }

    fn has_receipt(&self, wanted: &str) -> bool {
        self.changes().any(|(_, change)| {
            matches!(change, Change::Paid { payment: Payment::Taken { number, .. }, .. } if number == wanted)
        })
    }
}

impl Sentence for Caution {
    fn key(&self) -> &'static str {
        match self {
            Self::LongSpan { .. } => "step.sure_long_span",
            Self::AboveFee { .. } => "step.sure_above_fee",
            Self::ReceiptTwice { .. } => "step.sure_receipt_twice",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::LongSpan { dossier, day } => {
                vec![("dossier", dossier.to_string()), ("day", day.format("%d/%m/%Y").to_string())]
            }
            Self::AboveFee { amount, owed } => vec![("amount", grouped(*amount)), ("owed", grouped(*owed))],
            Self::ReceiptTwice { number, dossier } => {
                vec![("number", number.clone()), ("dossier", dossier.to_string())]
            }
        }
    }
}
