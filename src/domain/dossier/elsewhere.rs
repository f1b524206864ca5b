//! How a dossier stood in the system that it comes from: it was received there, and its due time promised.
//!
//! Where its time stood there, for papers or for money, it stands since then, if that was told: going on here, its due
//! time is put off by all of it. If it was not told, it is late for nobody while its time stands; going on, it is put
//! off by what passed since it came, so that just what was left then is left. What had passed already when it came is
//! left as it is, and a later date can be agreed to all the same: nobody here can know whether that is too late.

use super::{Dossier, Receipt, Status};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How it stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Its status there.
    pub status: Status,
    /// When it was handed in, where that was before it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Timestamp>,
    /// The due time that the applicant was promised; it is kept, whatever our own reckoning says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// When the result was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
    /// Since when its time stood, where it did and that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood_since: Option<Timestamp>,
}

/// What was promised is at most so far from the receipt: five years. The longest limit that is published is of 90 days
/// and a centre's own catalogue may have 1,000 (working days: a little over four years); with its pauses and extensions no
/// dossier of a commune goes beyond, a year that was mistyped does.
const PROMISED_MAX_S: i64 = 5 * 366 * 86_400;

/// Whether a due time is too far from its receipt to have been promised.
pub fn is_absurd(due: Timestamp, accepted: Timestamp) -> bool {
    due.since(accepted) > PROMISED_MAX_S
}

impl Elsewhere {
    /// Whether that can be, of what was received at `accepted` and is entered at `now`: not over yet, and everything
    /// in its order.
    pub fn is_sound(&self, accepted: Timestamp, now: Timestamp) -> bool {
        let done = match (self.status, self.finished) {
            (Status::Finished, Some(at)) => at >= accepted && at <= now,
            (Status::Finished, None) | (_, Some(_)) => false,
            (_, None) => true,
        };
        done && !self.status.is_over()
            && self.submitted.is_none_or(|at| at <= accepted)
            && self.due.is_none_or(|due| due >= accepted && !is_absurd(due, accepted))
            && self.stood_since.is_none_or(|at| self.status.pauses() && at >= accepted && at <= now)
    }
}

impl Dossier {
    /// What is known of the time before it came here from another system, oldest first: when, and the key of the words
    /// for it. Nothing of what was received here.
    pub fn before_here(&self) -> Vec<(Timestamp, &'static str)> {
        let Some(came) = self.steps.first().filter(|_| self.foreign.is_some()).map(|step| step.at) else {
            return Vec::new();
        };
        let known = [
            (Some(self.submitted).filter(|at| *at < self.accepted), "life.elsewhere_submitted"),
            (Some(self.accepted), "life.elsewhere_received"),
            (self.stood_since, "life.elsewhere_stood"),
            (self.finished, "life.elsewhere_finished"),
        ];
        let mut known: Vec<_> = known.into_iter().filter_map(|(at, key)| Some((at?, key))).collect();
        known.retain(|(at, _)| *at < came);
        known.sort_by_key(|(at, _)| *at);
        known
    }
}

impl Receipt {
    /// The status that it begins with here.
    pub fn first_status(&self) -> Status {
        match &self.elsewhere {
            Some(elsewhere) => elsewhere.status,
            None if self.registered => Status::Registered,
            None => Status::Received,
        }
    }
}
