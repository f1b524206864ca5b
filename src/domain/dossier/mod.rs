//! A dossier: one case with a code, an applicant, a due time, a status and always exactly one holder.

mod agencies;
mod caution;
mod caution_told;
pub mod change;
mod elsewhere;
mod history;
mod judged;
mod lateness;
mod otherwise;
mod owing;
mod papers;
mod refusal;
mod standing;
mod tell;
mod verb;
mod why;

pub use agencies::{as_known, known_agencies};
pub use caution::{Asking, Caution};
pub use change::{
    Change, Correction, Delivery, DossierChanged, DueAt, Inquiry, Means, Payment, ProcedureIs, Was, WhenAgreed,
};
pub use elsewhere::{Elsewhere, is_absurd};
pub use history::{Held, Pause};
pub use judged::Judged;
pub use lateness::Lateness;
pub use papers::{PaperKind, PaperThere, Papers, Pieces};
pub use refusal::CaseRefusal;
pub use standing::Left;
pub use verb::DossierVerb;

use super::calendar::due::Limit;
use super::command::Actor;
use super::ids::{CounterId, Digest, DossierCode, OfficerId, PersonId, TicketNo};
use super::ticket::ApplicantKind;
use super::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// A receipt further back than so many seconds is asked about: more often a slip in the date than a late entry.
const LONG_AGO_S: i64 = 7 * 86_400;

/// Whether `received` is so long before `now` that it is asked about.
pub fn is_long_ago(received: Timestamp, now: Timestamp) -> bool {
    now.since(received) > LONG_AGO_S
}

/// The ten national statuses, by their codes (domain.md 1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum Status {
    /// Mới đăng ký.
    Registered = 1,
    /// Được tiếp nhận.
    Received = 2,
    /// Không được tiếp nhận.
    Refused = 3,
    /// Đang xử lý.
    InProcess = 4,
    /// Yêu cầu bổ sung giấy tờ.
    SupplementAsked = 5,
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    PaymentAsked = 6,
    /// Công dân yêu cầu rút hồ sơ.
    Withdrawn = 7,
    /// Dừng xử lý.
    Stopped = 8,
    /// Đã xử lý xong.
    Finished = 9,
    /// Đã trả kết quả.
    Returned = 10,
}

/// Who has the dossier now; never nobody, never two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The reception of the centre.
    Reception,
    /// An officer.
    Officer(OfficerId),
    /// A section of the commune.
    Section(String),
    /// An agency outside.
    Agency(String),
    /// The return desk, with the result.
    ReturnDesk,
    /// The applicant, with the result.
    Applicant,
}

/// How it came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp.
    #[default]
    InPerson,
    /// Bưu chính công ích.
    Post,
    /// Trực tuyến.
    Online,
}

/// Something that happened to a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// The status from then on.
    pub status: Status,
    /// The holder from then on.
    pub holder: Holder,
    /// What happened; `None` for what the status says alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Box<Change>>,
}

/// A dossier on its way to another holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnItsWay {
    /// To whom.
    pub to: Holder,
    /// Since when.
    pub since: Timestamp,
    /// Who gave it.
    pub by: Actor,
}

/// A new due time that waits for the head of the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Until when.
    pub due: Timestamp,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub by: Actor,
}

/// Somebody who must not work on a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Who.
    pub officer: OfficerId,
    /// Why.
    pub reason: String,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// What stands on the receipt.
    pub code: DossierCode,
    /// Code of the procedure; empty for those that have none.
    pub procedure: String,
    /// Name of the procedure as it was then.
    pub procedure_name: String,
    /// Field of the procedure as it was then.
    pub field: String,
    /// Whose case it is.
    pub applicant: PersonId,
    /// Who stands behind it.
    pub applicant_kind: ApplicantKind,
    /// Number of sets of papers.
    pub sets: u16,
    /// Fee taken, in đồng; `None` when none was stated.
    pub fee: Option<u64>,
    /// How it came in.
    pub channel: Channel,
    /// The visit in which it was received.
    pub ticket: Option<TicketNo>,
    /// Where it was received.
    pub counter: Option<CounterId>,
    /// Who received it.
    pub officer: Option<OfficerId>,
    /// When it was handed over.
    pub submitted: Timestamp,
    /// When it was complete and correct: the clock runs from here.
    pub accepted: Timestamp,
    /// The limit that applied.
    pub limit: Option<Limit>,
    /// When the result is due; `None` where the procedure has no appointed date.
    pub due: Option<Timestamp>,
    /// Whether the due time rests on days off that nobody has decided yet.
    pub forecast: bool,
    /// Its status.
    pub status: Status,
    /// Who has it.
    pub holder: Holder,
    /// When it was done: what on-time is judged by.
    pub finished: Option<Timestamp>,
    /// When the result was handed over.
    pub returned: Option<Timestamp>,
    /// All that happened, oldest first.
    pub steps: Vec<Step>,
    /// The papers that were ticked; `None` when none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Papers>,
    /// Where it goes, while the other has not taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_its_way: Option<OnItsWay>,
    /// A question that is not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<Inquiry>,
    /// A due time that is proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// Who must not work on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// How the result goes out.
    #[serde(default, skip_serializing_if = "Delivery::is_counter")]
    pub delivery: Delivery,
    /// Since when the result is on its way by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Timestamp>,
    /// The dossier of the same matter that was received first (interlinked procedures).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<DossierCode>,
    /// The other dossiers of the same matter, also when they are in the archive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<DossierCode>,
    /// Its code in the system it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign: Option<String>,
    /// The due time that the system it comes from promised, as long as nothing replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Timestamp>,
    /// Since when its time stood there when it came from there, where that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood_since: Option<Timestamp>,
    /// The visits in which something was done about it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
}

/// A visit of the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// On which day.
    pub day: Day,
    /// With which number.
    pub ticket: TicketNo,
}

/// How a dossier stands to its due time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timeliness {
    /// Due and not done.
    Overdue,
    /// Due before the end of the day.
    DueToday,
    /// Later than today.
    Running,
    /// No appointed date.
    Open,
    /// Done by its due time.
    DoneOnTime,
    /// Done after it.
    DoneLate,
    /// Refused, withdrawn or stopped: nothing is due any more.
    Ended,
}

/// What receiving a dossier established; the event carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What stands on the receipt.
    pub code: DossierCode,
    /// Code of the procedure; empty for those that have none.
    pub procedure: String,
    /// Its name.
    pub procedure_name: String,
    /// Its field.
    pub field: String,
    /// Whose case it is.
    pub applicant: PersonId,
    /// Digest of the applicant's record, when it is new with this dossier.
    pub digest: Option<Digest>,
    /// Who stands behind it.
    pub applicant_kind: ApplicantKind,
    /// Number of sets of papers.
    pub sets: u16,
    /// Fee, in đồng.
    pub fee: Option<u64>,
    /// How it came in.
    pub channel: Channel,
    /// The visit.
    pub ticket: Option<TicketNo>,
    /// Where.
    pub counter: Option<CounterId>,
    /// Who.
    pub officer: Option<OfficerId>,
    /// When it was handed over and found complete.
    pub accepted: Timestamp,
    /// The limit that applied.
    pub limit: Option<Limit>,
    /// When the result is due.
    pub due: Option<Timestamp>,
    /// Whether that rests on days off that nobody has decided yet.
    pub forecast: bool,
    /// The papers that were ticked; `None` when none was, and before there was this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Papers>,
    /// It was registered elsewhere and is still to be looked through; its time does not run yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub registered: bool,
    /// How the result goes out.
    #[serde(default, skip_serializing_if = "Delivery::is_counter")]
    pub delivery: Delivery,
    /// The dossier of the same matter that was received first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<DossierCode>,
    /// Its code in the system it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign: Option<String>,
    /// How it stood there, where more than its registration was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
}

impl Status {
    /// Whether the work is over, whatever came of it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Stopped | Self::Returned)
    }
}

impl From<Status> for u8 {
    fn from(status: Status) -> Self {
        status as Self
    }
}

impl TryFrom<u8> for Status {
    type Error = String;

    fn try_from(code: u8) -> Result<Self, String> {
        let all = [
            Self::Registered,
            Self::Received,
            Self::Refused,
            Self::InProcess,
            Self::SupplementAsked,
            Self::PaymentAsked,
            Self::Withdrawn,
            Self::Stopped,
            Self::Finished,
            Self::Returned,
        ];
        all.into_iter()
            .find(|status| *status as u8 == code)
            .ok_or_else(|| format!("{code} is not a status from 1 to 10"))
    }
}

impl Dossier {
    /// Whether an officer has an interest in it and must not work on it.
    pub fn is_barred_to(&self, officer: OfficerId) -> bool {
        self.conflicts.iter().any(|conflict| conflict.officer == officer)
    }

    /// Whether the applicant is owed an apology for a due time that has passed: while she waits for the result.
    pub fn is_late_letter_due(&self, now: Timestamp) -> bool {
        match self.timeliness(now) {
            Timeliness::Overdue => !self.status.is_over(),
            Timeliness::DoneLate => self.status == Status::Finished,
            _ => false,
        }
    }

    /// Whether it is over and there is no result: nobody has anything to do with it any more.
    pub fn ended_without_result(&self) -> bool {
        self.status.is_over() && self.status != Status::Returned
    }

    /// How it stands to its due time at `now`. While its time stands it becomes neither due nor late; and nobody is late
    /// with what stood already, nobody knows since when, when it came from another system.
    pub fn timeliness(&self, now: Timestamp) -> Timeliness {
        let stands = if self.status.pauses() { self.paused_since() } else { None };
        match (self.due, self.finished) {
            _ if self.ended_without_result() => Timeliness::Ended,
            (Some(due), Some(done)) if done > due => Timeliness::DoneLate,
            (_, Some(_)) => Timeliness::DoneOnTime,
            (None, None) => Timeliness::Open,
            (Some(due), None) if stands.is_some_and(|from| from <= due) => Timeliness::Running,
            (Some(_), None) if stands.is_some() && self.stands_since_unknown() => Timeliness::Running,
            (Some(due), None) if now > due => Timeliness::Overdue,
            (Some(due), None) if now.day() == due.day() => Timeliness::DueToday,
            (Some(_), None) => Timeliness::Running,
        }
    }
}
