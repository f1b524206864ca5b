//! What is allowed with a dossier but asked about once more, because it is more often a slip than meant.

use super::{Change, Delivery, Dossier, DossierVerb, Payment};
use crate::domain::calendar::Calendar;
use crate::domain::ids::DossierCode;
use crate::domain::state::State;
use crate::domain::time::Day;
use crate::text::money::grouped;
use crate::text::nfc::clean;
use crate::text::words::Sentence;
use chrono::Datelike;

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
    /// The applicant has not chosen to get the result by post.
    PostNotChosen {
        /// Whose result.
        dossier: DossierCode,
        /// How it is to go out.
        delivery: Delivery,
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
    /// Numbers of receipts are looked for among the dossiers of `state`, those that are not in the archive yet; whoever
    /// can read the store asks for [`DossierVerb::receipt`] there too.
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
                let (number, year) = (clean(number), state.at.day().year());
                let given = |dossier: &&Dossier| !number.is_empty() && dossier.has_receipt(&number, year);
                let dossier = state.dossiers.values().find(given)?.code.clone();
                Some(Caution::ReceiptTwice { number, dossier })
            }
            DossierVerb::Post { .. } if self.delivery != Delivery::Post => {
                Some(Caution::PostNotChosen { dossier: self.code.clone(), delivery: self.delivery })
            }
            _ => None,
        }
    }

    /// Books of receipts begin anew every year.
    fn has_receipt(&self, wanted: &str, year: i32) -> bool {
        self.changes().any(|(step, change)| {
            let taken =
                matches!(change, Change::Paid { payment: Payment::Taken { number, .. }, .. } if number == wanted);
            taken && step.at.day().year() == year
        })
    }
}

impl DossierVerb {
    /// The number of the receipt that this would give, if it has one.
    pub fn receipt(&self) -> Option<String> {
        match self {
            Self::Pay(Payment::Taken { number, .. }) => Some(clean(number)).filter(|number| !number.is_empty()),
            _ => None,
        }
    }
}

impl Sentence for Caution {
    fn key(&self) -> &'static str {
        match self {
            Self::LongSpan { .. } => "step.sure_long_span",
            Self::AboveFee { .. } => "step.sure_above_fee",
            Self::PostNotChosen { delivery: Delivery::Online, .. } => "step.sure_post_not_online",
            Self::PostNotChosen { .. } => "step.sure_post_not_counter",
            Self::ReceiptTwice { .. } => "step.sure_receipt_twice",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::LongSpan { dossier, day } => {
                vec![("dossier", dossier.to_string()), ("day", day.format("%d/%m/%Y").to_string())]
            }
            Self::PostNotChosen { dossier, .. } => vec![("dossier", dossier.to_string())],
            Self::AboveFee { amount, owed } => vec![("amount", grouped(*amount)), ("owed", grouped(*owed))],
            Self::ReceiptTwice { number, dossier } => {
                vec![("number", number.clone()), ("dossier", dossier.to_string())]
            }
        }
    }
}
