//! Why something may not be done with a dossier now.

use super::{Holder, Status};
use crate::domain::ids::{CounterId, DossierCode, OfficerId};
use crate::domain::refusal::Refusal;
use crate::domain::time::{Day, Timestamp};
use crate::text::money::grouped;
use crate::text::words::Sentence;
use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseRefusal {
    /// A dossier of this status does not take this.
    NotInThisStatus {
        /// Which.
        dossier: DossierCode,
        /// Its status.
        status: Status,
    },
    /// It is on its way to another holder.
    OnItsWay {
        /// Which.
        dossier: DossierCode,
        /// To whom.
        to: Holder,
    },
    /// Somebody was asked and has not answered.
    AnswerAwaited {
        /// Which.
        dossier: DossierCode,
        /// Who.
        whom: String,
    },
    /// Somebody else has it.
    NotTheHolder {
        /// Which.
        dossier: DossierCode,
        /// Who.
        holder: Holder,
    },
    /// It was given to somebody else.
    NotForYou {
        /// Which.
        dossier: DossierCode,
        /// To whom.
        to: Holder,
    },
    /// A section has it, or is to have it, and she is not of that section.
    NotOfSection {
        /// Which.
        dossier: DossierCode,
        /// Whose it is.
        section: String,
        /// Who of it may, besides the head of the centre.
        members: Vec<OfficerId>,
    },
    /// She must not work on it.
    Conflicted {
        /// Which.
        dossier: DossierCode,
        /// Who.
        officer: OfficerId,
    },
    /// Her role has no dossiers.
    NeverTakes {
        /// Which.
        dossier: DossierCode,
        /// Who.
        officer: OfficerId,
    },
    /// No paper is named, or too many.
    ItemsWrong {
        /// As many may be named.
        most: usize,
    },
    /// More than was taken.
    RefundTooMuch {
        /// What was taken, in đồng.
        paid: u64,
    },
    /// The centre's settings have no such ground of exemption.
    UnknownGround {
        /// What was typed.
        ground: String,
        /// Those there are.
        known: String,
    },
    /// A paper is named twice.
    ItemTwice,
    /// No number of a letter, a receipt or a parcel.
    NumberWrong,
    /// What was written for one is the applicant's own number or name.
    NumberPersonal,
    /// No code of another system.
    ForeignWrong,
    /// What another system says of a dossier cannot be.
    ElsewhereWrong,
    /// A dossier here has this code of another system already.
    ForeignThere {
        /// The code there.
        foreign: String,
        /// The dossier here.
        dossier: DossierCode,
    },
    /// It has no due time that could be put off.
    NoDueTime(DossierCode),
    /// It is overdue: no later date makes it in time.
    LateAlready(DossierCode),
    /// Only the head of the centre makes it due at another time.
    HeadOnly(DossierCode),
    /// The right procedure makes it due later: that is for the head of the centre to say.
    LaterByHead(DossierCode),
    /// It is over, or its result is there: what is wrong in it is for the head of the centre to make right.
    OverByHead(DossierCode),
    /// Nobody agrees to the later date that she proposed, where somebody else can.
    ProposedByHerself(DossierCode),
    /// It was not received after something was done to it.
    ReceivedAfterWork {
        /// Which.
        dossier: DossierCode,
        /// When that was.
        first: Timestamp,
    },
    /// No amount of money.
    AmountWrong,
    /// The centre is closed that day.
    NotAWorkingDay(Day),
    /// That is not later than what is promised, or over.
    NotLater(Day),
    /// No new due time was proposed.
    NothingProposed(DossierCode),
    /// It is there already.
    HasItAlready(DossierCode),
    /// She would give it to herself.
    ToHerself(DossierCode),
    /// The centre has no such section.
    UnknownSection {
        /// As it was typed.
        section: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// It does not get there by being handed over.
    NotByHandingOver(Holder),
    /// Nobody gave it to anybody.
    NotOnItsWay(DossierCode),
    /// Nobody was asked.
    NothingAsked(DossierCode),
    /// The result was posted already.
    AlreadyPosted(DossierCode),
    /// It is so already.
    NothingChanged,
    /// It is done already.
    AlreadyFinished(DossierCode),
    /// It is not done yet.
    NotFinished(DossierCode),
    /// It ended without a result: nothing is handed over but the applicant's own papers.
    NoResult(DossierCode),
    /// It was returned already.
    AlreadyReturned(DossierCode),
    /// No money went through these hands since the last closing.
    NothingTaken,
    /// Only the citizen's side says how a service was.
    NotByStaff,
    /// Nobody said who enters it.
    RatedByWhom,
    /// No result was handed over at this counter just now.
    NothingToRate(CounterId),
    /// No such code, or it is too old.
    UnknownRatingCode,
    /// It was said already.
    RatedAlready,
    /// A cause belongs to the lowest level, and to no other.
    CauseWrong,
    /// Nobody is known under this code or number.
    UnknownPerson,
    /// She was erased.
    PersonErased,
    /// An officer's record is needed as long as her name stands in what she did.
    WorksHere(OfficerId),
    /// Somebody with an open dossier is not erased.
    StillOpen(DossierCode),
    /// Nor is somebody whose dossier must still be kept; the last day of that.
    KeptUntil(Day),
}

impl From<CaseRefusal> for Refusal {
    fn from(refusal: CaseRefusal) -> Self {
        Self::Dossier(refusal)
    }
}

impl Sentence for CaseRefusal {
    fn key(&self) -> &'static str {
        match self {
            Self::AlreadyFinished(_) => "refusal.already_finished",
            Self::NotFinished(_) => "refusal.not_finished",
            Self::NoResult(_) => "refusal.no_result",
            Self::AlreadyReturned(_) => "refusal.already_returned",
            Self::NotInThisStatus { .. } => "refusal.not_in_this_status",
            Self::OnItsWay { .. } => "refusal.on_its_way",
            Self::AnswerAwaited { .. } => "refusal.answer_awaited",
            Self::NotTheHolder { .. } => "refusal.not_the_holder",
            Self::NotForYou { .. } => "refusal.not_for_you",
            Self::NotOfSection { members, .. } if members.is_empty() => "refusal.section_empty",
            Self::NotOfSection { .. } => "refusal.not_of_section",
            Self::Conflicted { .. } => "refusal.conflicted",
            Self::NeverTakes { .. } => "refusal.never_takes",
            Self::ItemsWrong { .. } => "refusal.items_wrong",
            Self::RefundTooMuch { .. } => "refusal.refund_too_much",
            Self::UnknownGround { .. } => "refusal.unknown_exemption",
            Self::ItemTwice => "refusal.item_twice",
            Self::NumberWrong => "refusal.number_wrong",
            Self::NumberPersonal => "refusal.number_personal",
            Self::ForeignWrong => "refusal.foreign_wrong",
            Self::ElsewhereWrong => "refusal.elsewhere_wrong",
            Self::ForeignThere { .. } => "refusal.foreign_there",
            Self::NoDueTime(_) => "refusal.no_due_time",
            Self::LateAlready(_) => "refusal.late_already",
            Self::HeadOnly(_) => "refusal.head_only",
            Self::LaterByHead(_) => "refusal.later_by_head",
            Self::OverByHead(_) => "refusal.over_by_head",
            Self::ProposedByHerself(_) => "refusal.proposed_by_herself",
            Self::ReceivedAfterWork { .. } => "refusal.received_after_work",
            Self::AmountWrong => "refusal.amount_wrong",
            Self::NotAWorkingDay(_) => "refusal.not_a_working_day",
            Self::NotLater(_) => "refusal.not_later",
            Self::NothingProposed(_) => "refusal.nothing_proposed",
            Self::HasItAlready(_) => "refusal.has_it_already",
            Self::ToHerself(_) => "refusal.to_herself",
            Self::UnknownSection { .. } => "refusal.unknown_section",
            Self::NotByHandingOver(_) => "refusal.not_by_handing_over",
            Self::NotOnItsWay(_) => "refusal.not_on_its_way",
            Self::NothingAsked(_) => "refusal.nothing_asked",
            Self::AlreadyPosted(_) => "refusal.already_posted",
            Self::NothingChanged => "refusal.nothing_changed",
            Self::NothingTaken => "refusal.nothing_taken",
            Self::NotByStaff => "refusal.not_by_staff",
            Self::RatedByWhom => "refusal.rated_by_whom",
            Self::NothingToRate(_) => "refusal.nothing_to_rate",
            Self::UnknownRatingCode => "refusal.unknown_rating_code",
            Self::RatedAlready => "refusal.rated_already",
            Self::CauseWrong => "refusal.cause_wrong",
            Self::UnknownPerson => "refusal.unknown_person",
            Self::PersonErased => "refusal.person_erased",
            Self::WorksHere(_) => "refusal.works_here",
            Self::StillOpen(_) => "refusal.still_open",
            Self::KeptUntil(_) => "refusal.kept_until",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::AlreadyFinished(code)
            | Self::NotFinished(code)
            | Self::NoResult(code)
            | Self::AlreadyReturned(code)
            | Self::StillOpen(code)
            | Self::NoDueTime(code)
            | Self::ToHerself(code)
            | Self::HeadOnly(code)
            | Self::LaterByHead(code)
            | Self::OverByHead(code)
            | Self::LateAlready(code)
            | Self::ProposedByHerself(code)
            | Self::NothingProposed(code)
            | Self::HasItAlready(code)
            | Self::NotOnItsWay(code)
            | Self::NothingAsked(code)
            | Self::AlreadyPosted(code)
            | Self::NotInThisStatus { dossier: code, .. }
            | Self::OnItsWay { dossier: code, .. }
            | Self::NotTheHolder { dossier: code, .. }
            | Self::NotForYou { dossier: code, .. } => vec![("dossier", code.to_string())],
            Self::AnswerAwaited { dossier, whom } => vec![("dossier", dossier.to_string()), ("whom", whom.clone())],
            Self::Conflicted { dossier, officer } | Self::NeverTakes { dossier, officer } => {
                vec![("dossier", dossier.to_string()), ("officer", officer.to_string())]
            }
            Self::ForeignThere { foreign, dossier } => {
                vec![("foreign", foreign.clone()), ("dossier", dossier.to_string())]
            }
            Self::UnknownGround { ground, known } => vec![("ground", ground.clone()), ("known", known.clone())],
            Self::ReceivedAfterWork { dossier, first } => {
                vec![("dossier", dossier.to_string()), ("at", first.local().format("%H:%M %d/%m/%Y").to_string())]
            }
            Self::NotOfSection { dossier, section, members } => {
                let members = members.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                vec![("dossier", dossier.to_string()), ("section", section.clone()), ("members", members)]
            }
            Self::ItemsWrong { most } => vec![("most", most.to_string())],
            Self::RefundTooMuch { paid } => vec![("paid", grouped(*paid))],
            Self::NotAWorkingDay(day) | Self::NotLater(day) | Self::KeptUntil(day) => {
                vec![("day", day.format("%d/%m/%Y").to_string())]
            }
            Self::WorksHere(officer) => vec![("officer", officer.to_string())],
            Self::UnknownSection { section, known } => {
                let known = if known.is_empty() { "-".to_owned() } else { known.join("; ") };
                vec![("section", section.clone()), ("known", known)]
            }
            Self::NothingToRate(counter) => vec![("counter", counter.to_string())],
            Self::ItemTwice
            | Self::AmountWrong
            | Self::NumberWrong
            | Self::NumberPersonal
            | Self::ForeignWrong
            | Self::ElsewhereWrong
            | Self::NotByHandingOver(_)
            | Self::NothingChanged
            | Self::NothingTaken
            | Self::NotByStaff
            | Self::RatedByWhom
            | Self::UnknownRatingCode
            | Self::RatedAlready
            | Self::CauseWrong
            | Self::UnknownPerson
            | Self::PersonErased => Vec::new(),
        }
    }
}
