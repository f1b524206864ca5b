//! Everything a person, or the clock, may ask of the centre.

use super::account::Account;
use super::calendar::OwnDay;
use super::centre::{Centre, Officer, Role};
pub use super::dossier::DossierVerb;
use super::dossier::{Channel, Delivery, Dossier, Elsewhere, Holder, PaperThere};
use super::expected::Range;
use super::ids::{CommandId, CounterId, Digest, DossierCode, GroundId, OfficerId, PersonId, ServiceId, TicketNo};
use super::person::PersonField;
use super::rating::Rate;
use super::ticket::{ApplicantKind, Outcome};
use super::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The user who owns the data directory.
    Administrator,
    /// An officer.
    Officer(OfficerId),
    /// The passing of time.
    Clock,
    /// The kiosk, where citizens help themselves.
    Kiosk,
    /// The wall or the board, which only look, whoever stands before them.
    Display,
}

/// A wish, with the id that makes its repeat harmless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Made once per wish.
    pub id: CommandId,
    /// Who asks.
    pub by: Actor,
    /// What is asked.
    pub verb: Verb,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Take these settings.
    Configure(Box<Centre>),
    /// Add an officer, or change one that is there.
    SetOfficer(SetOfficer),
    /// Give an officer a PIN (its hash is in the record with this digest).
    SetPin {
        /// Whose.
        officer: OfficerId,
        /// Digest of the record that holds it.
        digest: Digest,
    },
    /// An officer belongs to this section from now on.
    SetSection {
        /// Who.
        officer: OfficerId,
        /// One of the centre's sections; empty for none.
        section: String,
    },
    /// This public key opens that account from now on.
    AddKey {
        /// Which account.
        account: Account,
        /// In the form of an OpenSSH `.pub` file, without comment.
        key: String,
        /// Its fingerprint, `SHA256:…`.
        print: String,
    },
    /// A key opens an account no more.
    RemoveKey {
        /// Its fingerprint.
        print: String,
        /// Which account; `None` for every one it opens.
        account: Option<Account>,
    },
    /// Make a day off or worked, or again what it was.
    SetDay {
        /// Which.
        day: Day,
        /// What it is to be; `None`: what the law and the files say.
        own: Option<OwnDay>,
    },
    /// Give somebody a number.
    Issue(Issue),
    /// Keep what somebody who has just taken a number was told; the engine's own wish.
    Promise {
        /// Which number.
        ticket: TicketNo,
        /// Within what time her turn comes.
        range: Range,
    },
    /// Give a waiting ticket priority, or take it away.
    Prioritise {
        /// Which.
        ticket: TicketNo,
        /// Why; `None` makes it ordinary.
        ground: Option<GroundId>,
    },
    /// End a ticket that will not be served.
    Cancel {
        /// Which.
        ticket: TicketNo,
        /// Why.
        reason: String,
    },
    /// Somebody who was absent, or fetched a paper, is back.
    Restore {
        /// Which.
        ticket: TicketNo,
    },
    /// Move a waiting ticket to another queue.
    Move {
        /// Which.
        ticket: TicketNo,
        /// Where to.
        to: Destination,
    },
    /// Something at a counter.
    At(CounterId, CounterVerb),
    /// Receive a dossier.
    Receive(Box<Receive>),
    /// Know a citizen before she hands anything in, or know her better.
    SetApplicant {
        /// Whom; `None` for somebody new.
        person: Option<PersonId>,
        /// What of her record is otherwise from now on.
        #[serde(default)]
        fields: Vec<PersonField>,
        /// Digest of the record that is stored with this command.
        digest: Digest,
    },
    /// Erase what is known of a citizen; the engine does it once this is decided.
    ErasePerson {
        /// Whom.
        person: PersonId,
        /// When the last of her dossiers in the archive ended; the engine looks.
        ended: Option<Timestamp>,
        /// Why.
        reason: String,
    },
    /// Something about a dossier.
    About {
        /// Which.
        dossier: DossierCode,
        /// The counter at which its applicant is in front, if she is.
        counter: Option<CounterId>,
        /// What.
        verb: DossierVerb,
    },
    /// Have a dossier of the archive at hand again, to make right what is wrong in it.
    BringBack {
        /// Which.
        dossier: DossierCode,
        /// As it is there; the engine looks.
        archived: Option<Box<Dossier>>,
    },
    /// A dossier is done.
    FinishDossier(DossierCode),
    /// The result is handed over.
    ReturnDossier(DossierCode),
    /// Count what somebody took, and begin anew.
    CloseCash {
        /// Whose; `None` for who asks.
        officer: Option<OfficerId>,
        /// Cash that was counted, in đồng.
        counted: u64,
        /// Why it is more or less than it should be; may be empty where it is not.
        reason: String,
    },
    /// Say how a service was.
    Rate(Rate),
    /// The slip by which the result of this dossier is rated was printed.
    CountRatingSlip(DossierCode),
    /// The hub PC's clock is right, though it is far ahead of the last event.
    ConfirmClock,
    /// Let time pass: what is over ends, the day ends.
    Tick,
}

/// What may be asked at a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CounterVerb {
    /// Take people (again).
    Open {
        /// Who sits there; `None` keeps who does.
        officer: Option<OfficerId>,
    },
    /// Take nobody for a while.
    Pause {
        /// Why.
        reason: String,
    },
    /// Leave.
    Close,
    /// Leave although somebody is in front, who then waits again at the same place.
    Vacate,
    /// Somebody else sits here now.
    ChangeOfficer(OfficerId),
    /// Sit down here, having been told what that changes; refused when it is not so any more.
    TakeSeat {
        /// Who.
        officer: OfficerId,
        /// Whose seat it is so far.
        from: Option<OfficerId>,
        /// The counter of her own that is closed for it.
        leaving: Option<CounterId>,
    },
    /// Serve these services from now on.
    SetSkills(BTreeSet<ServiceId>),
    /// Pull the next person by itself, or no longer.
    SetAuto(bool),
    /// Call whoever is next.
    CallNext,
    /// Call this one.
    CallThis(TicketNo),
    /// Call the called one again.
    Recall,
    /// The called one is here.
    Start,
    /// The service is over.
    Finish(Outcome),
    /// The called one is not here.
    NoShow,
    /// The person in front fetches a paper and comes back here.
    Park {
        /// What for.
        reason: String,
        /// For how long; at most the centre's longest hold.
        minutes: u16,
    },
    /// The person in front goes on to another queue.
    Transfer {
        /// Where to.
        to: Destination,
        /// A second matter, not a wrong queue: the time served does not count as waiting.
        second: bool,
    },
    /// Take back the last action here.
    Undo,
}

/// Where a ticket goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Whatever counter serves this.
    Service(ServiceId),
    /// This counter and no other.
    Counter(CounterId),
}

/// What a new ticket is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What for.
    pub service: ServiceId,
    /// Why it goes first.
    #[serde(default)]
    pub ground: Option<GroundId>,
    /// Who stands behind it.
    #[serde(default)]
    pub applicant: ApplicantKind,
    /// The time appointed.
    #[serde(default)]
    pub appointment: Option<Timestamp>,
    /// The number not served on the last day: counts from today's opening.
    #[serde(default)]
    pub voucher: Option<TicketNo>,
}

/// An officer as asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOfficer {
    /// Who; `None` for the next free number.
    pub id: Option<OfficerId>,
    /// Digest of her new record in the vault; `None` keeps the record.
    pub digest: Option<Digest>,
    /// What she is there for.
    pub role: Role,
    /// Services she can serve; empty means those of her counter.
    pub skills: BTreeSet<ServiceId>,
    /// Whether the record holds a PIN.
    pub has_pin: bool,
    /// Whether she works here.
    pub active: bool,
}

impl SetOfficer {
    /// The wish that changes nothing about her, to be changed.
    pub fn of(officer: &Officer) -> Self {
        Self {
            id: Some(officer.id),
            digest: None,
            role: officer.role,
            skills: officer.skills.clone(),
            has_pin: officer.has_pin,
            active: officer.active,
        }
    }
}

/// The applicant of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// Someone the vault knows.
    Known(PersonId),
    /// Someone new, by the digest of the record that is stored with this command.
    New(Digest),
    /// Someone the vault knows, of whom the record that is stored with this command says more.
    Renewed(PersonId, Digest),
}

/// A dossier to be received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receive {
    /// Code (or, for procedures without one, the name) of the procedure.
    pub procedure: String,
    /// Whose case.
    pub applicant: Applicant,
    /// Who stands behind it.
    pub kind: ApplicantKind,
    /// Sets of papers, from 1.
    pub sets: u16,
    /// Fee taken, in đồng; `None` takes the catalogue's where it has one.
    pub fee: Option<u64>,
    /// How it came in.
    pub channel: Channel,
    /// The counter whose person in front it is.
    pub counter: Option<CounterId>,
    /// When it was complete and correct; `None` for now.
    pub received: Option<Timestamp>,
    /// Who has it next; `None` for the officer who receives it.
    pub holder: Option<Holder>,
    /// The papers that were looked through and are there, as the catalogue names them; one named twice counts together.
    #[serde(default)]
    pub papers: Vec<PaperThere>,
    /// It was asked which papers are there, and none is; says nothing beside papers that are.
    #[serde(default)]
    pub no_papers: bool,
    /// It was registered elsewhere and is still to be looked through.
    #[serde(default)]
    pub registered: bool,
    /// How the result goes out.
    #[serde(default)]
    pub delivery: Delivery,
    /// The dossier of the same matter that was received first.
    #[serde(default)]
    pub linked: Option<DossierCode>,
    /// Its code in the system it comes from; one dossier has it.
    #[serde(default)]
    pub foreign: Option<String>,
    /// How it stood there; the administrator's to say.
    #[serde(default)]
    pub elsewhere: Option<Elsewhere>,
}
