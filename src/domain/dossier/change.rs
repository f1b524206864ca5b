//! What may happen to a dossier after it was received: each step of its life as a value.

use super::{Channel, Holder};
use crate::domain::calendar::due::{Due, Limit};
use crate::domain::command::Actor;
use crate::domain::ids::{Digest, DossierCode, OfficerId, PersonId, TicketNo};
use crate::domain::person::PersonField;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// When a result is due, as an event carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueAt {
    /// When; `None` where there is no appointed date.
    pub due: Option<Timestamp>,
    /// Whether that rests on days off that nobody has decided yet.
    pub forecast: bool,
}

impl From<Due> for DueAt {
    fn from(due: Due) -> Self {
        Self { due: due.due, forecast: due.unsure.is_some() }
    }
}

/// How a fee was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Tiền mặt.
    Cash,
    /// Chuyển khoản.
    Transfer,
}

/// Money taken for a dossier, or the reason why none is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// So much was taken.
    Taken {
        /// In đồng.
        amount: u64,
        /// How.
        means: Means,
        /// Number of the receipt; may be empty.
        number: String,
    },
    /// Nothing is to be paid.
    Exempt {
        /// Why.
        ground: String,
    },
    /// So much was given back.
    Refunded {
        /// In đồng.
        amount: u64,
        /// How.
        means: Means,
        /// Why.
        reason: String,
    },
}

/// A question to somebody outside the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Whom: an agency that works with the centre, or the one above.
    pub whom: String,
    /// Beyond the commune's own authority; then the dossier stays with its holder and time runs on.
    pub above: bool,
    /// Number of the letter; may be empty.
    pub number: String,
    /// What was asked.
    pub question: String,
    /// When.
    pub asked: Timestamp,
    /// Who had the dossier then and has it again after the answer.
    pub holder: Holder,
}

/// How the result goes to the applicant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// At the counter.
    #[default]
    Counter,
    /// By the public post.
    Post,
    /// Online.
    Online,
}

impl Delivery {
    /// Whether it is the usual way.
    pub fn is_counter(&self) -> bool {
        *self == Self::Counter
    }
}

/// What a correction found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// The wrong value.
    pub value: Correction,
    /// When it was due.
    pub due: Option<Timestamp>,
}

/// A wrong entry made right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Sets of papers.
    Sets(u16),
    /// The fee, in đồng.
    Fee(Option<u64>),
    /// Who stands behind it.
    Kind(ApplicantKind),
    /// How it came in.
    Channel(Channel),
    /// How the result goes out.
    Delivery(Delivery),
    /// When it was complete and correct.
    Received(Timestamp),
}

/// A procedure as a dossier carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureIs {
    /// Its code; empty for those that have none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its field.
    pub field: String,
    /// Its limit.
    pub limit: Option<Limit>,
}

/// How a dossier stood to what is known to be its right due time when the head agreed to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenAgreed {
    /// That had not come yet.
    InTime,
    /// That had passed.
    Late(Timestamp),
}

/// What happened to a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// What was registered elsewhere is complete and correct: its time runs.
    Accepted {
        /// Since when.
        accepted: Timestamp,
        /// When it is due.
        due: DueAt,
    },
    /// It is not taken.
    Refused {
        /// Why.
        reason: String,
    },
    /// Papers are missing: all of them are named at once; its time stands.
    SupplementAsked {
        /// What is missing.
        items: Vec<String>,
        /// Why; for every request after the first why it was not named then.
        reason: String,
    },
    /// The missing papers are there: its time runs again.
    Supplemented {
        /// When it is due now.
        due: DueAt,
    },
    /// Money is owed before the work goes on; its time stands.
    PaymentAsked {
        /// How much, in đồng.
        fee: u64,
        /// What for.
        reason: String,
    },
    /// Money was taken, given back, or is not owed.
    Paid {
        /// What.
        payment: Payment,
        /// When it is due now, where its time stood for the money.
        resumes: Option<DueAt>,
    },
    /// It is on its way to another holder, who has not taken it yet.
    Given {
        /// To whom.
        to: Holder,
        /// What is to be done; may be empty.
        note: String,
    },
    /// The other has it.
    Taken {
        /// Who has it now.
        holder: Holder,
        /// Who took it in the place of the one it was given to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<Actor>,
    },
    /// It was not taken, or was called back.
    GivenBack {
        /// Why; may be empty where it was called back.
        reason: String,
    },
    /// Somebody outside was asked.
    Asked(Inquiry),
    /// The answer is there.
    Answered {
        /// Number of the letter; may be empty.
        number: String,
        /// What it says.
        answer: String,
        /// Who has it from now on.
        holder: Holder,
        /// Who answered; empty in events of before that was kept.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        whom: String,
    },
    /// A new due time is proposed to the head of the centre.
    ExtensionProposed {
        /// Until when.
        due: Timestamp,
        /// Why.
        reason: String,
    },
    /// The head agrees; the applicant gets an apology with the new date.
    Extended {
        /// Until when.
        due: DueAt,
        /// When it was due before.
        was: Option<Timestamp>,
        /// Why it was proposed.
        reason: String,
        /// Whoever proposed it agreed to it herself: there is no other head.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// The head does not agree.
    ExtensionRejected {
        /// Why.
        reason: String,
    },
    /// The applicant takes it back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// The work ends without a result.
    Stopped {
        /// Why.
        reason: String,
    },
    /// The result is on its way by post.
    Posted {
        /// Number of the parcel; may be empty.
        number: String,
    },
    /// An entry was wrong.
    Corrected {
        /// What is right.
        right: Correction,
        /// When it is due now, where that changed.
        due: Option<DueAt>,
        /// Why.
        reason: String,
        /// What it was before; `None` in what was written before there was this field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Was>,
        /// By the right receipt it was due then, and the head agreed to a later date only after that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Timestamp>,
        /// What was taken and must go back because there is no fee, in đồng; `None` where there is one, where nothing
        /// was taken, and in what was written before there was this field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back: Option<u64>,
    },
    /// The applicant's data were wrong. Who she is and was stands in the vault alone.
    ApplicantCorrected {
        /// What was wrong.
        fields: Vec<PersonField>,
        /// Whose dossier it is from now on.
        person: PersonId,
        /// Whose it was: another one where it was booked on the wrong person.
        was: PersonId,
        /// Digest of her new record, where there is one.
        digest: Option<Digest>,
        /// It is the same person, with a record of her own for this dossier: her others keep what was recorded.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
        /// Why.
        reason: String,
    },
    /// A table from another system knows the applicant better: papers show what it says from now on. Who she is stands
    /// in the vault alone.
    ApplicantRenewed {
        /// What is otherwise; empty where the receipt of another dossier of the table brought it.
        fields: Vec<PersonField>,
    },
    /// It was received for the wrong procedure.
    ProcedureCorrected {
        /// The right one.
        right: ProcedureIs,
        /// The wrong one.
        was: ProcedureIs,
        /// How many papers the right one asks for.
        asked: usize,
        /// When it is due now.
        due: DueAt,
        /// When it was due before.
        due_was: Option<Timestamp>,
        /// How it stood by the right one when the head agreed to a later date; `None` where she did not, and in what
        /// was written before there was this field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed: Option<WhenAgreed>,
        /// Why.
        reason: String,
    },
    /// This officer must not work on it.
    ConflictMarked {
        /// Who.
        officer: OfficerId,
        /// Why.
        reason: String,
    },
}

/// A step of a dossier's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierChanged {
    /// Which.
    pub dossier: DossierCode,
    /// What.
    pub change: Change,
    /// The visit in which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketNo>,
}

impl Change {
    /// The applicant that it names, and the digest of her new record, where it brings one.
    pub fn applicant(&self) -> Option<(PersonId, Option<Digest>)> {
        match self {
            Self::ApplicantCorrected { person, digest, .. } => Some((*person, *digest)),
            _ => None,
        }
    }
}
