//! Everything that may have happened. A released event never changes its meaning; fields are only added, with defaults.

use super::account::Account;
use super::calendar::OwnDay;
use super::cash::Closing;
use super::centre::{Centre, Officer};
use super::command::Actor;
use super::counter::Act;
pub use super::dossier::DossierChanged;
use super::dossier::{Dossier, Holder, Receipt};
use super::expected::Range;
use super::ids::{CommandId, CounterId, Digest, DossierCode, GroundId, OfficerId, PersonId, ServiceId, TicketNo};
use super::queue::CallReason;
use super::rating::Rated;
use super::ticket::{ApplicantKind, Outcome};
use super::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An event as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When; never earlier than the event before.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// The wish it came from.
    pub command: CommandId,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The settings are these from now on.
    CentreConfigured(Box<Centre>),
    /// An officer was added or changed.
    OfficerSet {
        /// As she is now.
        officer: Officer,
        /// Digest of her record, when it is new.
        digest: Option<Digest>,
    },
    /// An officer has a new PIN.
    PinSet {
        /// Whose.
        officer: OfficerId,
        /// Digest of the record that holds it.
        digest: Digest,
        /// Whether somebody else chose it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        given: bool,
    },
    /// A public key opens an account.
    KeyAdded {
        /// Which account.
        account: Account,
        /// In the form of an OpenSSH `.pub` file, without comment.
        key: String,
        /// Its fingerprint.
        print: String,
    },
    /// A public key opens an account no more.
    KeyRemoved {
        /// Its fingerprint.
        print: String,
        /// Which account; `None`: every one it opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<Account>,
    },
    /// The centre made a day off or worked, or again what it was.
    DaySet {
        /// Which.
        day: Day,
        /// What it is from now on; `None`: what the law and the files say.
        own: Option<OwnDay>,
    },
    /// The time of this event, far from that of the one before, was confirmed by a person.
    ClockConfirmed,
    /// A day began: numbers start again.
    DayStarted {
        /// Which.
        day: Day,
    },
    /// A day is over: its tickets go to the archive, unfinished ones are closed, counters too.
    DayEnded {
        /// Which.
        day: Day,
        /// Tickets that were still waiting, called, held or in front; they get vouchers.
        unfinished: Vec<TicketNo>,
    },
    /// A number was given.
    TicketIssued(TicketIssued),
    /// Its holder was told within what time her turn comes, counted from then.
    TicketPromised {
        /// Which.
        ticket: TicketNo,
        /// What she was told, before rounding.
        range: Range,
    },
    /// A waiting ticket got, or lost, its priority.
    TicketPrioritised {
        /// Which.
        ticket: TicketNo,
        /// Its class from now on.
        class: u8,
        /// Why.
        ground: Option<GroundId>,
    },
    /// A ticket was called to a counter.
    TicketCalled {
        /// Which.
        ticket: TicketNo,
        /// Where to.
        counter: CounterId,
        /// Why this one.
        reason: CallReason,
        /// Older ones at this counter that it passed.
        passed: Vec<TicketNo>,
    },
    /// It was called again.
    TicketRecalled {
        /// Which.
        ticket: TicketNo,
        /// Where to.
        counter: CounterId,
    },
    /// The person came; the service began.
    TicketStarted {
        /// Which.
        ticket: TicketNo,
        /// Where.
        counter: CounterId,
        /// When, where that was not now.
        since: Timestamp,
        /// Nobody said so: what followed at once shows it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        implied: bool,
    },
    /// The service ended.
    TicketFinished {
        /// Which.
        ticket: TicketNo,
        /// Where.
        counter: CounterId,
        /// What came of it.
        outcome: Outcome,
    },
    /// Called and not there.
    TicketMissed {
        /// Which.
        ticket: TicketNo,
        /// Who called.
        counter: CounterId,
        /// Until when it may come back; `None` when it may not any more.
        until: Option<Timestamp>,
    },
    /// A missed ticket, or one cancelled by mistake, waits again, at its own place.
    TicketRestored {
        /// Which.
        ticket: TicketNo,
    },
    /// A missed ticket did not come back in time.
    TicketLapsed {
        /// Which.
        ticket: TicketNo,
    },
    /// The person in front fetches a paper.
    TicketParked {
        /// Which.
        ticket: TicketNo,
        /// Where to come back to.
        counter: CounterId,
        /// Until when.
        until: Timestamp,
        /// What for.
        reason: String,
    },
    /// Back with the paper while the counter is busy: next there.
    TicketBack {
        /// Which.
        ticket: TicketNo,
    },
    /// The held service goes on.
    TicketResumed {
        /// Which.
        ticket: TicketNo,
        /// Where.
        counter: CounterId,
    },
    /// The hold is over; the ticket waits again, at its own place.
    HoldLapsed {
        /// Which.
        ticket: TicketNo,
    },
    /// A ticket goes on to another queue.
    TicketTransferred(TicketTransferred),
    /// A ticket was cancelled.
    TicketCancelled {
        /// Which.
        ticket: TicketNo,
        /// Why.
        reason: String,
    },
    /// A counter takes people (again).
    CounterOpened {
        /// Which.
        counter: CounterId,
        /// Who sits there.
        officer: Option<OfficerId>,
    },
    /// A counter takes nobody for a while.
    CounterPaused {
        /// Which.
        counter: CounterId,
        /// Why.
        reason: String,
    },
    /// A counter closed; whoever it held, or waited for it alone, waits again.
    CounterClosed {
        /// Which.
        counter: CounterId,
    },
    /// Somebody else sits at a counter.
    CounterOfficerChanged {
        /// Which.
        counter: CounterId,
        /// Who.
        officer: OfficerId,
    },
    /// A counter serves these services.
    CounterSkillsSet {
        /// Which.
        counter: CounterId,
        /// What.
        skills: BTreeSet<ServiceId>,
    },
    /// A counter pulls by itself, or no longer.
    CounterAutoSet {
        /// Which.
        counter: CounterId,
        /// Whether.
        auto: bool,
    },
    /// The last action at a counter was taken back.
    CounterActionUndone {
        /// Which.
        counter: CounterId,
        /// What.
        act: Act,
        /// The ticket it concerned.
        ticket: Option<TicketNo>,
    },
    /// A dossier was received.
    DossierReceived(Box<Receipt>),
    /// A dossier is done.
    DossierFinished {
        /// Which.
        dossier: DossierCode,
        /// Who has it from now on.
        holder: Holder,
    },
    /// The result was handed over.
    DossierReturned {
        /// Which.
        dossier: DossierCode,
    },
    /// Something else happened to a dossier.
    DossierChanged(Box<DossierChanged>),
    /// A dossier of the archive is at hand again, as it was there, until the next day ends.
    DossierBroughtBack(Box<Dossier>),
    /// A till was counted and closed.
    CashClosed(Box<Closing>),
    /// Somebody said how a service was.
    Rated(Box<Rated>),
    /// The slip with the code by which the result of this dossier is rated was printed.
    RatingSlipPrinted {
        /// Which dossier's.
        dossier: DossierCode,
    },
    /// A citizen is known, or known better, without a dossier.
    ApplicantSet {
        /// Who.
        person: PersonId,
        /// Digest of her record.
        digest: Digest,
    },
    /// What was known of a citizen is erased from now on, wherever this computer has it.
    PersonErased {
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    },
}

/// A number that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketIssued {
    /// The number.
    pub ticket: TicketNo,
    /// Its class.
    pub class: u8,
    /// Why.
    pub ground: Option<GroundId>,
    /// Who stands behind it.
    pub applicant: ApplicantKind,
    /// Effective arrival.
    pub arrival: Timestamp,
    /// Its turn among equal arrivals.
    pub turn: u64,
    /// The appointment, where it still counts.
    pub appointment: Option<Timestamp>,
    /// The voucher that was handed in.
    pub voucher: Option<TicketNo>,
}

/// A ticket that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketTransferred {
    /// Which.
    pub ticket: TicketNo,
    /// The counter it leaves; `None` out of the waiting room.
    pub from: Option<CounterId>,
    /// The service it waits for now.
    pub service: ServiceId,
    /// The only counter it waits for.
    pub bound: Option<CounterId>,
    /// Its effective arrival there.
    pub arrival: Timestamp,
    /// Whether it is a second matter.
    pub second: bool,
}

/// Writes the kinds once: number in the journal, name for programs.
macro_rules! kinds {
    ($($kind:literal $name:literal $variant:pat),+ $(,)?) => {
        impl Event {
            /// Every kind's number in the journal and its name, in order.
            pub const KINDS: &'static [(u16, &'static str)] = &[$(($kind, $name)),+];

            /// This event's number in the journal and its name.
            pub fn kind(&self) -> (u16, &'static str) {
                match self { $($variant => ($kind, $name)),+ }
            }
        }
    };
}

kinds! {
    1 "centre_configured" Self::CentreConfigured(_),
    2 "officer_set" Self::OfficerSet { .. },
    3 "pin_set" Self::PinSet { .. },
    4 "clock_confirmed" Self::ClockConfirmed,
    5 "key_added" Self::KeyAdded { .. },
    6 "key_removed" Self::KeyRemoved { .. },
    7 "day_set" Self::DaySet { .. },
    10 "day_started" Self::DayStarted { .. },
    11 "day_ended" Self::DayEnded { .. },
    20 "ticket_issued" Self::TicketIssued(_),
    21 "ticket_prioritised" Self::TicketPrioritised { .. },
    22 "ticket_called" Self::TicketCalled { .. },
    23 "ticket_recalled" Self::TicketRecalled { .. },
    24 "ticket_started" Self::TicketStarted { .. },
    25 "ticket_finished" Self::TicketFinished { .. },
    26 "ticket_missed" Self::TicketMissed { .. },
    27 "ticket_restored" Self::TicketRestored { .. },
    28 "ticket_lapsed" Self::TicketLapsed { .. },
    29 "ticket_parked" Self::TicketParked { .. },
    30 "ticket_back" Self::TicketBack { .. },
    31 "ticket_resumed" Self::TicketResumed { .. },
    32 "hold_lapsed" Self::HoldLapsed { .. },
    33 "ticket_transferred" Self::TicketTransferred(_),
    34 "ticket_cancelled" Self::TicketCancelled { .. },
    35 "ticket_promised" Self::TicketPromised { .. },
    40 "counter_opened" Self::CounterOpened { .. },
    41 "counter_paused" Self::CounterPaused { .. },
    42 "counter_closed" Self::CounterClosed { .. },
    43 "counter_officer_changed" Self::CounterOfficerChanged { .. },
    44 "counter_skills_set" Self::CounterSkillsSet { .. },
    45 "counter_auto_set" Self::CounterAutoSet { .. },
    46 "counter_action_undone" Self::CounterActionUndone { .. },
    60 "dossier_received" Self::DossierReceived(_),
    61 "dossier_finished" Self::DossierFinished { .. },
    62 "dossier_returned" Self::DossierReturned { .. },
    63 "dossier_changed" Self::DossierChanged(_),
    64 "applicant_set" Self::ApplicantSet { .. },
    65 "person_erased" Self::PersonErased { .. },
    66 "dossier_brought_back" Self::DossierBroughtBack(_),
    70 "cash_closed" Self::CashClosed(_),
    71 "rated" Self::Rated(_),
    72 "rating_slip_printed" Self::RatingSlipPrinted { .. },
}
