//! What may be asked about a dossier that is there already.

use super::{Correction, Holder, Payment};
use crate::domain::command::Applicant;
use crate::domain::ids::OfficerId;
use crate::domain::person::PersonField;
use crate::domain::time::Day;
use serde::{Deserialize, Serialize};

/// What may be asked about a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierVerb {
    /// What was registered elsewhere is complete and correct.
    Accept,
    /// It is not taken.
    Refuse {
        /// Why.
        reason: String,
    },
    /// Papers are missing.
    AskSupplement {
        /// All that is missing, at once.
        items: Vec<String>,
        /// Why.
        reason: String,
    },
    /// The missing papers are there.
    Supplemented,
    /// Money is owed before the work goes on.
    AskPayment {
        /// How much, in đồng.
        fee: u64,
        /// What for.
        reason: String,
    },
    /// Money was taken, given back, or is not owed.
    Pay(Payment),
    /// Another is to have it.
    Give {
        /// Who.
        to: Holder,
        /// What is to be done; may be empty.
        note: String,
    },
    /// Take what was given.
    Take,
    /// Do not take what was given, or call it back.
    GiveBack {
        /// Why; may be empty for who gave it.
        reason: String,
    },
    /// Ask an agency outside; it has the dossier until it answers.
    AskAgency {
        /// Which.
        whom: String,
        /// Number of the letter; may be empty.
        number: String,
        /// What.
        question: String,
    },
    /// Ask the authority above, because it is beyond the commune's own.
    Escalate {
        /// Whom.
        whom: String,
        /// Number of the letter; may be empty.
        number: String,
        /// What.
        question: String,
    },
    /// The answer is there.
    Answer {
        /// Number of the letter; may be empty.
        number: String,
        /// What it says.
        answer: String,
    },
    /// Put off the due time to the end of this day, if the head agrees.
    ProposeExtension {
        /// Until when.
        day: Day,
        /// Why.
        reason: String,
    },
    /// The head agrees.
    Extend,
    /// The head does not.
    RejectExtension {
        /// Why.
        reason: String,
    },
    /// The applicant takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// The work ends without a result.
    Stop {
        /// Why.
        reason: String,
    },
    /// The result was posted.
    Post {
        /// Number of the parcel; may be empty.
        number: String,
    },
    /// An entry was wrong.
    Correct {
        /// What is right.
        right: Correction,
        /// Why.
        reason: String,
    },
    /// Make the applicant's data right. The record that is stored with this command is hers.
    CorrectApplicant {
        /// Whose it is: her who has it, with another record, or somebody else.
        to: Applicant,
        /// What was wrong.
        fields: Vec<PersonField>,
        /// Whether she has dossiers in the archive, which keep what was recorded; the engine looks.
        #[serde(default)]
        archived: bool,
        /// Why.
        reason: String,
    },
    /// Put it under the right procedure.
    CorrectProcedure {
        /// Code or name of the right one.
        procedure: String,
        /// Why.
        reason: String,
    },
    /// This officer must not work on it.
    MarkConflict {
        /// Who.
        officer: OfficerId,
        /// Why.
        reason: String,
    },
}

impl DossierVerb {
    /// Whether it is done to what is over: something is made right, or money is still to come or to go.
    pub fn is_for_what_is_over(&self) -> bool {
        matches!(
            self,
            Self::Correct { .. } | Self::CorrectApplicant { .. } | Self::CorrectProcedure { .. } | Self::Pay(_)
        )
    }
}
