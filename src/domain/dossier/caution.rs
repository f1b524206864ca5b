//! What is allowed with a dossier but asked about once more, because it is more often a slip than meant.

use super::{Dossier, DossierVerb};
use crate::domain::calendar::Calendar;
use crate::domain::ids::DossierCode;
use crate::domain::time::Day;
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
}

impl Dossier {
    /// What there is to ask before `verb`; `None` for what is usual.
    pub fn caution(&self, verb: &DossierVerb, calendar: &Calendar) -> Option<Caution> {
        match verb {
            DossierVerb::ProposeExtension { day, .. } => {
                let once_more = calendar.due(self.due?, self.limit?).due?;
                let long = *day > once_more.day();
                long.then(|| Caution::LongSpan { dossier: self.code.clone(), day: *day })
            }
            _ => None,
        }
    }
}

impl Sentence for Caution {
    fn key(&self) -> &'static str {
        match self {
            Self::LongSpan { .. } => "step.sure_long_span",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::LongSpan { dossier, day } => {
                vec![("dossier", dossier.to_string()), ("day", day.format("%d/%m/%Y").to_string())]
            }
        }
    }
}
