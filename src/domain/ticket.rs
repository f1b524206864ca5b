//! A ticket: one visit in the queue, from the number taken to the end of the service.

use super::centre::Periods;
use super::expected::Range;
use super::ids::{CounterId, GroundId, OfficerId, ServiceId, TicketNo};
use super::queue::CallReason;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who stands behind a visit or a dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// Công dân.
    #[default]
    Citizen,
    /// Tổ chức.
    Organisation,
    /// Doanh nghiệp.
    Enterprise,
}

impl ApplicantKind {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Citizen => "common.kind_citizen",
            Self::Organisation => "common.kind_organisation",
            Self::Enterprise => "common.kind_enterprise",
        }
    }
}

/// What came of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A dossier was received.
    DossierReceived,
    /// A result was returned.
    ResultReturned,
    /// Advice only.
    AdviceOnly,
    /// Sent away to fix papers.
    SentToFixPapers,
    /// Something else.
    Other,
}

/// How a ticket ended without a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Called, absent, and not back in time, or absent a second time.
    Missed,
    /// Cancelled, with the reason given.
    Cancelled(String),
    /// The day ended; the holder may come back with a voucher.
    DayEnded,
}

/// Where a ticket stands; always in exactly one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In the waiting room.
    Waiting {
        /// Back after a miss: one other ticket of the service goes first, that is, the service's calls of today must
        /// have passed this count.
        after_calls: Option<u32>,
    },
    /// Called to a counter.
    Called {
        /// Where to.
        counter: CounterId,
        /// First call.
        at: Timestamp,
        /// Calls so far.
        calls: u16,
    },
    /// Being served.
    Serving {
        /// Where.
        counter: CounterId,
        /// Since when.
        since: Timestamp,
    },
    /// Fetching a paper; comes back to the same officer.
    Held {
        /// Where to come back to.
        counter: CounterId,
        /// Until when the place is kept.
        until: Timestamp,
        /// Back already: served before the counter's next pull.
        back: bool,
        /// What was being fetched.
        reason: String,
    },
    /// Called and not there.
    Missed {
        /// Who called.
        counter: CounterId,
        /// Until when the ticket may come back.
        until: Timestamp,
        /// The service's calls of today when it was missed.
        calls_then: u32,
    },
    /// Served.
    Served {
        /// What came of it.
        outcome: Outcome,
    },
    /// Ended without a service.
    Closed(Closed),
}

/// One visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number on the slip.
    pub number: TicketNo,
    /// The service it waits for now.
    pub service: ServiceId,
    /// 0 ordinary, 1 and up priority.
    pub class: u8,
    /// Why it has priority.
    pub ground: Option<GroundId>,
    /// Who stands behind it.
    pub applicant: ApplicantKind,
    /// When the number was taken.
    pub issued: Timestamp,
    /// Effective arrival of this leg: what the order goes by (`e` of the rule).
    pub arrival: Timestamp,
    /// Breaks ties of the arrival; unique and increasing (`q` of the rule).
    pub turn: u64,
    /// How often this leg was passed by someone who came later (`v` of the rule).
    pub passed: u32,
    /// Waits for this counter alone.
    pub bound: Option<CounterId>,
    /// The time appointed, where there is one that still counts.
    pub appointment: Option<Timestamp>,
    /// Times it was called and absent.
    pub misses: u8,
    /// Where it stands.
    pub stage: Stage,
    /// Since when it has been in the waiting room this time.
    pub queued: Timestamp,
    /// When it was last called.
    pub called: Option<Timestamp>,
    /// Why it was called then.
    #[serde(default)]
    pub call: Option<CallReason>,
    /// Within what time its holder was told that her turn comes, counted from when she was told: with the number, or
    /// after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Range>,
    /// When she was told, where that was after the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Timestamp>,
    /// Seconds spent being served, over all legs.
    pub served_s: i64,
    /// Seconds waited before calls, over all legs.
    pub waited_s: i64,
    /// When the visit ended.
    pub ended: Option<Timestamp>,
    /// The last counter that had it.
    pub counter: Option<CounterId>,
    /// The last officer who had it.
    pub officer: Option<OfficerId>,
    /// The event that last touched it.
    pub touched: u64,
}

impl Ticket {
    /// Whether it is in the waiting room.
    pub fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::Waiting { .. })
    }

    /// Whether the visit is over.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Served { .. } | Stage::Closed(_))
    }

    /// The counter it is at or goes to now.
    pub fn at_counter(&self) -> Option<CounterId> {
        match self.stage {
            Stage::Called { counter, .. } | Stage::Serving { counter, .. } => Some(counter),
            _ => None,
        }
    }

    /// Until when a cancelled ticket can be taken back: its old place is fair to the others only if it was a mistake that
    /// showed soon.
    pub fn taken_back_until(&self, periods: &Periods) -> Option<Timestamp> {
        let cancelled = matches!(self.stage, Stage::Closed(Closed::Cancelled(_)));
        self.ended.filter(|_| cancelled).map(|ended| ended.plus(periods.missed_s.max(periods.undo_s)))
    }

    /// Seconds spent waiting until `now`, over all legs; time at a counter is not waiting.
    pub fn wait_s(&self, now: Timestamp) -> i64 {
        if self.is_waiting() { self.waited_s + now.since(self.queued) } else { self.waited_s }
    }
}
