//! A due time that was corrected: how the dossier stands to the one that was promised, beside the one that is right.

use super::{Change, Dossier, Step, Timeliness};
use crate::domain::calendar::show_moment;
use crate::domain::time::Timestamp;
use crate::text::words::Words;

/// How a done dossier stands to both due times, where they say different things of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// On time by the corrected one, late by the one that was promised.
    LateAsPromised(Timestamp),
    /// Late by the corrected one, on time by the one that was promised.
    OnTimeAsPromised(Timestamp),
    /// It ended without a result when that had passed.
    LateWhenEnded(Timestamp),
}

impl Judged {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::LateAsPromised(_) => "life.late_as_promised",
            Self::OnTimeAsPromised(_) => "life.on_time_as_promised",
            Self::LateWhenEnded(_) => "life.late_when_ended",
        }
    }
}

impl Change {
    /// The due times before and after it, where it is a correction that moved them.
    pub fn moved_due(&self) -> Option<(Option<Timestamp>, Option<Timestamp>)> {
        let (was, due) = match self {
            Self::Corrected { was, due, .. } => (was.as_ref()?.due, (*due)?.due),
            Self::ProcedureCorrected { due_was, due, .. } => (*due_was, due.due),
            _ => return None,
        };
        (was != due).then_some((was, due))
    }
}

impl Dossier {
    /// The due time that had passed already when a correction put it off.
    pub(super) fn late_as_promised(&self) -> Option<Timestamp> {
        let done = self.finished.or(self.ended());
        let is_after = |step: &Step| done.is_some_and(|done| step.at >= done);
        let mut corrected = false;
        for (at, step) in self.steps.iter().enumerate() {
            let Some((was, moved)) = step.change.as_deref().and_then(Change::moved_due) else { continue };
            // Once it is done, what was promised is what it was due by then, whatever slips came after.
            if is_after(step) && std::mem::replace(&mut corrected, true) {
                continue;
            }
            let Some(due) = was else { continue };
            let stands = self.standing_from(at);
            let unknown = self.came_standing() && stands == Some(0);
            let until = done.filter(|done| *done <= step.at).unwrap_or(step.at);
            let was_late = until > due && !unknown && stands.is_none_or(|step| self.began(step) > due);
            if was_late && moved.is_none_or(|moved| moved > due) {
                return Some(due);
            }
        }
        None
    }

    /// The due time that had passed when it was refused, withdrawn or stopped: the end does not make up for that.
    fn late_when_ended(&self) -> Option<Timestamp> {
        let ended = self.ended()?;
        let last = self.steps.iter().position(|step| step.status.is_over())?;
        let stood_in_time = |due: Timestamp| self.standing_from(last).is_some_and(|step| self.began(step) <= due);
        self.due.filter(|due| ended > *due && !stood_in_time(*due) && !self.lateness_unknown())
    }

    /// How it stands to the due time that was promised, where a correction made it stand otherwise to the right one, or
    /// it ended when that had passed.
    pub fn judged(&self, now: Timestamp) -> Option<Judged> {
        match self.timeliness(now) {
            Timeliness::DoneOnTime => self.late_as_promised().map(Judged::LateAsPromised),
            Timeliness::DoneLate => {
                let done = self.finished?;
                let mut after = self.changes().filter(|(step, _)| step.at >= done);
                let promised = after.find_map(|(_, change)| change.moved_due())?.0;
                promised.filter(|promised| done <= *promised).map(Judged::OnTimeAsPromised)
            }
            Timeliness::Ended => self.late_when_ended().map(Judged::LateWhenEnded),
            _ => None,
        }
    }

    /// The due time that was promised and kept, where it is late by the corrected one.
    pub fn on_time_as_promised(&self, now: Timestamp) -> Option<Timestamp> {
        self.judged(now).and_then(|judged| if let Judged::OnTimeAsPromised(at) = judged { Some(at) } else { None })
    }

    /// Why it counts as late though nobody here can know it, and what to do.
    pub fn another_date(&self, now: Timestamp, words: &Words) -> Option<String> {
        let due = self.due.filter(|_| self.needs_another_date(now))?;
        let key = if self.proposal.is_some() { "life.another_date_waits" } else { "life.another_date_needed" };
        Some(words.fill(key, &[("due", &show_moment(due, words))]))
    }

    /// Whether it counts as late though nobody here can know it: its time stood when it came from another system, which
    /// did not say since when, and what was promised had passed. Then a new date is to be agreed to.
    pub fn needs_another_date(&self, now: Timestamp) -> bool {
        self.lateness_unknown() && self.timeliness(now) == Timeliness::Overdue
    }
}
