//! What can happen in the hall of a day, in which order at one second, and what its officers know of their counters.

use super::workload::Visitor;
use crate::domain::centre::Centre;
use crate::domain::command::{Issue, Verb};
use crate::domain::ids::TicketNo;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// Something that happens by itself in the hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    /// A counter falls out of use.
    Fails(usize),
    /// An officer wants to go.
    Goes(usize, Away),
    /// Somebody gives up waiting.
    GivesUp(TicketNo),
    /// Who was called stands at the counter, or does not.
    Answers(usize, Front),
    /// The part of her service that needs the counter is over.
    Ends(usize, Front),
    /// An officer is back.
    Opens(usize),
    /// Somebody is back: with a paper, or after she missed her call.
    Returns(TicketNo),
    /// Somebody comes.
    Comes(usize),
}

impl Happening {
    /// At one second: who leaves first, then ends of services, counters that open, those who return, who comes.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Fails(_) | Self::Goes(..) | Self::GivesUp(_) => 0,
            Self::Answers(..) | Self::Ends(..) => 1,
            Self::Opens(_) => 2,
            Self::Returns(_) => 3,
            Self::Comes(_) => 4,
        }
    }

    pub(super) fn counter(self) -> usize {
        match self {
            Self::Fails(counter)
            | Self::Goes(counter, _)
            | Self::Answers(counter, _)
            | Self::Ends(counter, _)
            | Self::Opens(counter) => counter,
            Self::GivesUp(_) | Self::Returns(_) | Self::Comes(_) => 0,
        }
    }
}

/// When something happens; at one second by rank, then by counter, then as it was planned.
pub(super) type Turn = (Timestamp, u8, usize, u64);

/// Who stands before a counter, or was called to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) ticket: TicketNo,
    pub(super) called: Option<Timestamp>,
    pub(super) calls: u8,
}

/// For how long an officer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Away {
    /// So many seconds.
    Rests(i64),
    /// Until her hours begin again.
    Closes,
}

/// A counter as its officer knows it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Desk {
    /// She is there and takes people.
    pub(super) there: bool,
    /// She goes after this one.
    pub(super) goes: Option<Away>,
    pub(super) front: Option<Front>,
    /// Somebody else does what is done here.
    pub(super) by_hand: bool,
}

/// Somebody with a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) visitor: usize,
    /// She has been at a counter before: fetching a paper or sent on, she answers every call.
    pub(super) again: bool,
}

/// What somebody asks for who comes at `now`, on the day that begins at `midnight`; too late for her appointment, she is one like
/// the others.
pub(super) fn issue(visitor: &Visitor, centre: &Centre, midnight: Timestamp, now: Timestamp) -> Verb {
    let late_s = centre.periods.appointment_late_s;
    let kept = visitor.appointment_s.filter(|at| now.since(midnight) <= at + late_s);
    let ground = centre.grounds.first().map(|ground| ground.id.clone());
    Verb::Issue(Issue {
        service: visitor.service,
        ground: ground.filter(|_| visitor.priority),
        applicant: ApplicantKind::Citizen,
        appointment: kept.map(|at| midnight.plus(at)),
        voucher: None,
    })
}

/// The reasons that officers give.
pub(super) struct Reasons {
    pub(super) rest: String,
    pub(super) paper: String,
    pub(super) gone: String,
}

impl Reasons {
    /// In the language of `words`.
    pub(super) fn of(words: &Words) -> Self {
        let reason = |key| words.get(key).to_owned();
        Self {
            rest: reason("simulation.reason_rest"),
            paper: reason("simulation.reason_paper"),
            gone: reason("simulation.reason_gone"),
        }
    }
}

/// What a hall gets over: she was sent on before she was back, or all numbers are used up; where somebody else acts too,
/// that she was faster.
pub(super) fn is_harmless(refusal: &Refusal, shared: bool) -> bool {
    match refusal {
        Refusal::NotAway(_) | Refusal::NumbersUsedUp(_) => true,
        Refusal::NotWaiting { .. }
        | Refusal::AlreadyStarted(_)
        | Refusal::NobodyInFront(_)
        | Refusal::CounterAlreadyOpen(_)
        | Refusal::CounterBusy { .. }
        | Refusal::CounterClosed(_)
        | Refusal::CounterPaused(_)
        | Refusal::CounterTaken { .. }
        | Refusal::OfficerElsewhere { .. }
        | Refusal::HoldTaken { .. } => shared,
        _ => false,
    }
}
