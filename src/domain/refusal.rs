//! Why a command may not happen now: a value that greys a hint, answers the attempt and goes to programs alike.

use super::counter::Act;
use super::dossier::CaseRefusal;
use super::ids::{CounterId, DossierCode, GroundId, OfficerId, ServiceId, TicketNo};
use super::person::Flaw;
use super::soundness::Unsound;
use super::ticket::Stage;
use super::time::{Day, Timestamp};
use crate::text::words::Sentence;
use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The centre has no settings yet.
    NoCentre,
    /// No such service.
    UnknownService(ServiceId),
    /// No such ticket today.
    UnknownTicket(TicketNo),
    /// No such counter.
    UnknownCounter(CounterId),
    /// No such officer, or she no longer works here.
    UnknownOfficer(OfficerId),
    /// No such ground of priority, or it is not in use.
    UnknownGround(GroundId),
    /// No such procedure.
    UnknownProcedure(String),
    /// No such dossier among the open ones.
    UnknownDossier(DossierCode),
    /// No such voucher from the last day.
    UnknownVoucher(TicketNo),
    /// All numbers of the day are given.
    NumbersUsedUp(ServiceId),
    /// Nobody to call at this counter.
    NobodyWaiting(CounterId),
    /// The counter is closed.
    CounterClosed(CounterId),
    /// The counter is paused.
    CounterPaused(CounterId),
    /// It is open already.
    CounterAlreadyOpen(CounterId),
    /// Somebody else sits there.
    CounterTaken {
        /// Which.
        counter: CounterId,
        /// Who.
        officer: OfficerId,
    },
    /// The officer sits elsewhere.
    OfficerElsewhere {
        /// Who.
        officer: OfficerId,
        /// Where.
        counter: CounterId,
    },
    /// Somebody is in front.
    CounterBusy {
        /// Which.
        counter: CounterId,
        /// Who is in front.
        ticket: TicketNo,
    },
    /// Nobody is in front.
    NobodyInFront(CounterId),
    /// The person in front is being served already.
    AlreadyStarted(TicketNo),
    /// The person in front has not come yet.
    NotStarted(TicketNo),
    /// The ticket is not waiting.
    NotWaiting {
        /// Which.
        ticket: TicketNo,
        /// Where it stands, as a word of the words files.
        stage: String,
    },
    /// The ticket is neither missed nor held.
    NotAway(TicketNo),
    /// The ticket was cancelled too long ago to have its old place again.
    CancelledBefore(TicketNo),
    /// This counter does not serve that service.
    NotServedHere {
        /// Which.
        counter: CounterId,
        /// What.
        service: ServiceId,
    },
    /// The ticket waits for one counter alone.
    BoundElsewhere {
        /// Which.
        ticket: TicketNo,
        /// Where.
        counter: CounterId,
    },
    /// Someone else of the service goes first after a miss.
    OneOtherFirst(TicketNo),
    /// The appointment is still too far off.
    TooEarly {
        /// Which.
        ticket: TicketNo,
        /// From when it may be called.
        from: Timestamp,
    },
    /// Calling this one would pass somebody who was passed often enough.
    PassedEnough {
        /// Who.
        ticket: TicketNo,
        /// How often.
        passed: u32,
    },
    /// The counter holds somebody already.
    HoldTaken {
        /// Which.
        counter: CounterId,
        /// Whom.
        ticket: TicketNo,
    },
    /// The hold is too long, or no time at all.
    HoldTooLong {
        /// The longest, in minutes.
        most: i64,
    },
    /// It waits there already.
    SamePlace(TicketNo),
    /// No reason was given.
    ReasonMissing,
    /// The reason is too long.
    ReasonTooLong,
    /// The reason holds a telephone or ID number, or says who the applicant is or where she lives.
    ReasonPersonal,
    /// The reason has what looks like somebody's full name.
    ReasonNames,
    /// Nothing here can be undone.
    NothingToUndo(CounterId),
    /// Too late to undo.
    UndoTooLate {
        /// What.
        act: Act,
    },
    /// What was done has gone on elsewhere.
    UndoMovedOn {
        /// Which ticket.
        ticket: TicketNo,
    },
    /// A counter needs a service at least.
    NoSkills(CounterId),
    /// Something is wrong with the applicant.
    Person(Vec<Flaw>),
    /// No set of papers, or far too many.
    SetsWrong,
    /// No paper of the procedure.
    UnknownPaper(String),
    /// More pieces of this paper than anybody hands in.
    PiecesWrong(String),
    /// More money than a fee can be.
    FeeWrong,
    /// The time of receipt is still to come, or too long ago.
    ReceivedWrong,
    /// Something about a dossier may not be.
    Dossier(CaseRefusal),
    /// All dossier numbers of the day are given.
    DossierNumbersUsedUp,
    /// The settings leave out a counter that is open.
    CounterInUse(CounterId),
    /// The settings cannot be used.
    Unsound(Unsound),
    /// The settings leave out a service for which there are numbers of today.
    ServiceInUse(ServiceId),
    /// The settings leave out a service that an officer is there for.
    ServiceOfOfficer {
        /// Which.
        service: ServiceId,
        /// Who.
        officer: OfficerId,
    },
    /// The day is over, or too far away.
    DayWrong {
        /// The first that can be set.
        from: Day,
        /// The last.
        to: Day,
    },
    /// More days are not kept.
    DaysUsedUp,
    /// There are no numbers left for officers.
    OfficersUsedUp,
    /// Somebody of this role does not do that.
    NotYours,
    /// She is there to guide, and has no dossiers, those of her section neither.
    GuidesOnly(OfficerId),
    /// It was asked from a display, which only looks.
    OnlyLooks,
    /// Somebody else sits at the counter it is about.
    NotYourCounter {
        /// Which.
        counter: CounterId,
        /// Who sits there.
        officer: OfficerId,
    },
    /// No more keys are kept.
    KeysUsedUp,
    /// No key with this fingerprint.
    UnknownKey(String),
    /// The one officer left who is there to administrate must stay so.
    LastAdministrator(OfficerId),
    /// An appointment is for today, within the hours that are left of it.
    AppointmentWrong {
        /// Today.
        day: Day,
        /// From when to when one can be made, in order; the end is not part of it.
        hours: Vec<(Timestamp, Timestamp)>,
    },
    /// The centre is not open any more on this day, or not at all.
    NoAppointments(Day),
    /// Only an administrator may ask for this.
    AdministratorOnly,
    /// The PC's clock stands so far ahead of the last event that a person must say that it is right.
    ClockAhead {
        /// What the clock shows.
        now: Timestamp,
        /// When the last event was.
        last: Timestamp,
    },
}

impl Refusal {
    /// Its name for programs, such as `nobody_waiting`.
    pub fn name(&self) -> &'static str {
        self.key().trim_start_matches("refusal.")
    }
}

/// The word for where a ticket stands.
pub fn stage_key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Waiting { .. } => "common.stage_waiting",
        Stage::Called { .. } => "common.stage_called",
        Stage::Serving { .. } => "common.stage_serving",
        Stage::Held { .. } => "common.stage_held",
        Stage::Missed { .. } => "common.stage_missed",
        Stage::Served { .. } => "common.stage_served",
        Stage::Closed(_) => "common.stage_closed",
    }
}

impl Sentence for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::NoCentre => "refusal.no_centre",
            Self::UnknownService(_) => "refusal.unknown_service",
            Self::UnknownTicket(_) => "refusal.unknown_ticket",
            Self::UnknownCounter(_) => "refusal.unknown_counter",
            Self::UnknownOfficer(_) => "refusal.unknown_officer",
            Self::UnknownGround(_) => "refusal.unknown_ground",
            Self::UnknownProcedure(_) => "refusal.unknown_procedure",
            Self::UnknownDossier(_) => "refusal.unknown_dossier",
            Self::UnknownVoucher(_) => "refusal.unknown_voucher",
            Self::NumbersUsedUp(_) => "refusal.numbers_used_up",
            Self::NobodyWaiting(_) => "refusal.nobody_waiting",
            Self::CounterClosed(_) => "refusal.counter_closed",
            Self::CounterPaused(_) => "refusal.counter_paused",
            Self::CounterAlreadyOpen(_) => "refusal.counter_already_open",
            Self::CounterTaken { .. } => "refusal.counter_taken",
            Self::OfficerElsewhere { .. } => "refusal.officer_elsewhere",
            Self::CounterBusy { .. } => "refusal.counter_busy",
            Self::NobodyInFront(_) => "refusal.nobody_in_front",
            Self::AlreadyStarted(_) => "refusal.already_started",
            Self::NotStarted(_) => "refusal.not_started",
            Self::NotWaiting { .. } => "refusal.not_waiting",
            Self::NotAway(_) => "refusal.not_away",
            Self::CancelledBefore(_) => "refusal.cancelled_before",
            Self::NotServedHere { .. } => "refusal.not_served_here",
            Self::BoundElsewhere { .. } => "refusal.bound_elsewhere",
            Self::OneOtherFirst(_) => "refusal.one_other_first",
            Self::TooEarly { .. } => "refusal.too_early",
            Self::PassedEnough { .. } => "refusal.passed_enough",
            Self::HoldTaken { .. } => "refusal.hold_taken",
            Self::HoldTooLong { .. } => "refusal.hold_too_long",
            Self::SamePlace(_) => "refusal.same_place",
            Self::ReasonMissing => "refusal.reason_missing",
            Self::ReasonTooLong => "refusal.reason_too_long",
            Self::ReasonPersonal => "refusal.reason_personal",
            Self::ReasonNames => "refusal.reason_names",
            Self::NothingToUndo(_) => "refusal.nothing_to_undo",
            Self::UndoTooLate { .. } => "refusal.undo_too_late",
            Self::UndoMovedOn { .. } => "refusal.undo_moved_on",
            Self::NoSkills(_) => "refusal.no_skills",
            Self::Person(flaws) => flaws.first().map_or("refusal.name_missing", Flaw::key),
            Self::Dossier(refusal) => refusal.key(),
            Self::SetsWrong => "refusal.sets_wrong",
            Self::UnknownPaper(_) => "refusal.unknown_paper",
            Self::PiecesWrong(_) => "refusal.pieces_wrong",
            Self::FeeWrong => "refusal.fee_wrong",
            Self::ReceivedWrong => "refusal.received_wrong",
            Self::DossierNumbersUsedUp => "refusal.dossier_numbers_used_up",
            Self::CounterInUse(_) => "refusal.counter_in_use",
            Self::Unsound(flaw) => flaw.key(),
            Self::ServiceInUse(_) => "refusal.service_in_use",
            Self::ServiceOfOfficer { .. } => "refusal.service_of_officer",
            Self::DayWrong { .. } => "refusal.day_wrong",
            Self::DaysUsedUp => "refusal.days_used_up",
            Self::OfficersUsedUp => "refusal.officers_used_up",
            Self::NotYours => "refusal.not_yours",
            Self::GuidesOnly(_) => "refusal.guides_only",
            Self::OnlyLooks => "refusal.only_looks",
            Self::NotYourCounter { .. } => "refusal.not_your_counter",
            Self::KeysUsedUp => "refusal.keys_used_up",
            Self::UnknownKey(_) => "refusal.unknown_key",
            Self::LastAdministrator(_) => "refusal.last_administrator",
            Self::AppointmentWrong { .. } => "refusal.appointment_wrong",
            Self::NoAppointments(_) => "refusal.no_appointments",
            Self::AdministratorOnly => "refusal.administrator_only",
            Self::ClockAhead { .. } => "refusal.clock_ahead",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownService(service) | Self::NumbersUsedUp(service) | Self::ServiceInUse(service) => {
                vec![("service", service.to_string())]
            }
            Self::UnknownTicket(ticket)
            | Self::UnknownVoucher(ticket)
            | Self::AlreadyStarted(ticket)
            | Self::NotStarted(ticket)
            | Self::NotAway(ticket)
            | Self::CancelledBefore(ticket)
            | Self::OneOtherFirst(ticket)
            | Self::SamePlace(ticket)
            | Self::UndoMovedOn { ticket }
            | Self::NotWaiting { ticket, .. } => vec![("ticket", ticket.to_string())],
            Self::UnknownCounter(counter)
            | Self::NobodyWaiting(counter)
            | Self::CounterClosed(counter)
            | Self::CounterPaused(counter)
            | Self::CounterAlreadyOpen(counter)
            | Self::NobodyInFront(counter)
            | Self::NothingToUndo(counter)
            | Self::NoSkills(counter)
            | Self::CounterInUse(counter) => vec![("counter", counter.to_string())],
            Self::UnknownOfficer(officer) | Self::LastAdministrator(officer) | Self::GuidesOnly(officer) => {
                vec![("officer", officer.to_string())]
            }
            Self::UnknownGround(ground) => vec![("ground", ground.to_string())],
            Self::UnknownProcedure(procedure) => vec![("procedure", procedure.clone())],
            Self::UnknownPaper(paper) | Self::PiecesWrong(paper) => vec![("paper", paper.clone())],
            Self::UnknownDossier(code) => vec![("dossier", code.to_string())],
            Self::Dossier(refusal) => refusal.gaps(),
            Self::UnknownKey(print) => vec![("print", print.clone())],
            Self::CounterTaken { counter, officer }
            | Self::NotYourCounter { counter, officer }
            | Self::OfficerElsewhere { officer, counter } => {
                vec![("counter", counter.to_string()), ("officer", officer.to_string())]
            }
            Self::CounterBusy { counter, ticket }
            | Self::HoldTaken { counter, ticket }
            | Self::BoundElsewhere { ticket, counter } => {
                vec![("counter", counter.to_string()), ("ticket", ticket.to_string())]
            }
            Self::NotServedHere { counter, service } => {
                vec![("counter", counter.to_string()), ("service", service.to_string())]
            }
            Self::TooEarly { ticket, from } => vec![("ticket", ticket.to_string()), ("from", from.clock())],
            Self::PassedEnough { ticket, passed } => {
                vec![("ticket", ticket.to_string()), ("passed", passed.to_string())]
            }
            Self::ClockAhead { now, last } => {
                let shown = |at: &Timestamp| at.local().format("%H:%M %d/%m/%Y").to_string();
                vec![("now", shown(now)), ("last", shown(last))]
            }
            Self::AppointmentWrong { day, hours } => {
                let hours = hours.iter().map(|(from, to)| format!("{}-{}", from.clock(), to.clock()));
                vec![("day", day.format("%d/%m/%Y").to_string()), ("hours", hours.collect::<Vec<_>>().join(", "))]
            }
            Self::NoAppointments(day) => vec![("day", day.format("%d/%m/%Y").to_string())],
            Self::HoldTooLong { most } => vec![("most", most.to_string())],
            _ => self.gaps_of_settings(),
        }
    }
}

impl Refusal {
    /// Of those that are about the settings.
    fn gaps_of_settings(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ServiceOfOfficer { service, officer } => {
                vec![("service", service.to_string()), ("officer", officer.to_string())]
            }
            Self::Unsound(flaw) => flaw.gaps(),
            Self::DayWrong { from, to } => {
                let shown = |day: &Day| day.format("%d/%m/%Y").to_string();
                vec![("from", shown(from)), ("to", shown(to))]
            }
            _ => Vec::new(),
        }
    }
}
