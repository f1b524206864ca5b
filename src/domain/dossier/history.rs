//! What the steps of a dossier say: who had it how long, when its time stood, what was asked how often.

use super::change::{Change, Correction, DueAt, WhenAgreed};
use super::{Channel, Dossier, Holder, Status, Step};
use crate::domain::calendar::due::{Limit, Stood};
use crate::domain::calendar::{Calendar, Due};
use crate::domain::time::Timestamp;

/// How long after its result went out a dossier whose fee is owed stays at hand: 60 days.
const MONEY_AWAITED_S: i64 = 60 * 86_400;

/// A span in which a dossier's time stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None` while it still stands.
    pub to: Option<Timestamp>,
    /// What was waited for.
    pub status: Status,
    /// Whether it began at `from`; else it stood before in another system, which does not say since when.
    pub known: bool,
}

/// How long somebody had a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who.
    pub holder: Holder,
    /// Since when.
    pub from: Timestamp,
    /// Until when; `None` while it is still there.
    pub to: Option<Timestamp>,
}

/// What a holder had a dossier for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Had {
    /// The spans in which she had it to work on, oldest first.
    pub worked: Vec<(Timestamp, Timestamp)>,
    /// The spans in which the applicant was waited for meanwhile, oldest first.
    pub waited: Vec<(Timestamp, Timestamp)>,
}

impl Status {
    /// Whether a dossier's time stands in it.
    pub fn pauses(self) -> bool {
        matches!(self, Self::SupplementAsked | Self::PaymentAsked)
    }
}

impl Dossier {
    /// When it was over; `None` while it is not. What is corrected or paid afterwards makes it no longer.
    pub fn ended(&self) -> Option<Timestamp> {
        let ends = || self.steps.iter().find(|step| step.status.is_over());
        self.status.is_over().then(|| ends().map_or(self.accepted, |step| step.at))
    }

    /// The spans in which its time stood, oldest first.
    pub fn pauses(&self) -> Vec<Pause> {
        let mut pauses: Vec<Pause> = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let open = pauses.last_mut().filter(|pause| pause.to.is_none());
            match (open, step.status.pauses()) {
                (Some(pause), false) => pause.to = Some(step.at),
                (None, true) => {
                    let known = at > 0 || self.stood_since.is_some();
                    pauses.push(Pause { from: self.began(at), to: None, status: step.status, known });
                }
                _ => {}
            }
        }
        pauses
    }

    /// When that began which was so from this step on: what stood already in another system, when it says so.
    pub(super) fn began(&self, step: usize) -> Timestamp {
        let here = self.steps[step].at;
        if step == 0 { self.stood_since.unwrap_or(here) } else { here }
    }

    /// The first of the steps before `end` in all of which its time stands, up to the last of them.
    pub(super) fn standing_from(&self, end: usize) -> Option<usize> {
        let stands = self.steps[..end].iter().rev().take_while(|step| step.status.pauses()).count();
        (stands > 0).then(|| end - stands)
    }

    /// Whether its time stood when it came from another system, which did not say since when.
    pub(super) fn came_standing(&self) -> bool {
        self.stood_since.is_none() && self.steps.first().is_some_and(|step| step.status.pauses())
    }

    /// Whether its time stands, and nobody here knows since when.
    pub fn stands_since_unknown(&self) -> bool {
        self.came_standing() && self.standing_from(self.steps.len()) == Some(0)
    }

    /// Whether nobody here can know if it was late: its time stood when it came from another system, which did not say
    /// since when, and what was promised had passed by then. Until somebody gives it another due time.
    pub fn lateness_unknown(&self) -> bool {
        let came = self.steps.first().map(|step| step.at);
        self.came_standing() && self.extensions() == 0 && self.due.zip(came).is_some_and(|(due, came)| due < came)
    }

    /// The spans in which its time stood since it was accepted, oldest first. One that stands still ends at `until`;
    /// without, it is left out: it keeps its due time until it goes on.
    pub fn stood(&self, until: Option<Timestamp>) -> Vec<Stood> {
        let since_accepted = self.pauses().into_iter().filter(|pause| pause.from >= self.accepted);
        since_accepted.filter_map(|pause| Some(Stood { from: pause.from, to: pause.to.or(until)? })).collect()
    }

    /// Whether its time stood at all, or stands.
    pub fn has_stood(&self) -> bool {
        self.steps.iter().any(|step| step.status.pauses())
    }

    /// Since when its time stands, if it does.
    pub fn paused_since(&self) -> Option<Timestamp> {
        // Asked for every dossier in sight, so without the spans before.
        self.standing_from(self.steps.len()).map(|step| self.began(step))
    }

    /// Who had it, oldest first, each span once. The applicant, who has the result, is not among them.
    pub fn held(&self) -> Vec<Held> {
        let mut held: Vec<Held> = Vec::new();
        for step in &self.steps {
            match held.last_mut() {
                Some(last) if last.holder == step.holder => continue,
                Some(last) => last.to = last.to.or(Some(step.at)),
                None => {}
            }
            if step.holder != Holder::Applicant {
                held.push(Held { holder: step.holder.clone(), from: step.at, to: None });
            }
        }
        held
    }

    /// What `held` was for, where it is still held up to `until`: the time that stood is nobody's.
    pub fn had(&self, held: &Held, until: Timestamp) -> Had {
        let (mut from, to) = (held.from, held.to.unwrap_or(until));
        let mut had = Had::default();
        for pause in self.pauses() {
            let (begins, ends) = (pause.from.max(from), pause.to.unwrap_or(until).min(to));
            if begins < ends {
                had.worked.push((from, begins));
                had.waited.push((begins, ends));
                from = ends;
            }
        }
        had.worked.push((from, to));
        had.worked.retain(|(from, to)| from < to);
        had
    }

    /// How often the applicant came about it, as far as it is known: somebody who handed it in without a number was there
    /// too.
    pub fn times_there(&self) -> usize {
        let unnumbered = self.ticket.is_none() && self.channel == Channel::InPerson;
        let before_they_were_counted = self.ticket.is_some() && self.visits.is_empty();
        self.visits.len() + usize::from(unnumbered || before_they_were_counted)
    }

    /// The changes it has seen, oldest first.
    pub fn changes(&self) -> impl Iterator<Item = (&Step, &Change)> {
        self.steps.iter().filter_map(|step| Some((step, step.change.as_deref()?)))
    }

    /// How often papers were asked for.
    pub fn supplement_requests(&self) -> usize {
        self.changes().filter(|(_, change)| matches!(change, Change::SupplementAsked { .. })).count()
    }

    /// How often its due time was put off.
    pub fn extensions(&self) -> usize {
        self.changes().filter(|(_, change)| matches!(change, Change::Extended { .. })).count()
    }

    /// Until when its due time was last put off by the head, if it was.
    pub fn extended(&self) -> Option<Timestamp> {
        let extended = self.changes().filter_map(|(_, change)| match change {
            Change::Extended { .. } => Some(()),
            _ => None,
        });
        extended.last().and(self.due)
    }

    /// When it is due, where no limit led there: the head put it off, or another system promised it.
    pub fn set_by_hand(&self) -> Option<Timestamp> {
        self.extended().or(self.promised.and(self.due))
    }

    /// When it was handed in, never later than it was complete and correct. What was handed in in the moment of a receipt
    /// that was entered wrong was handed in when the right one says.
    pub fn handed_in(&self) -> Timestamp {
        let wrong = |change: &Change| match change {
            Change::Corrected { was: Some(was), .. } => was.value == Correction::Received(self.submitted),
            _ => false,
        };
        let with_it = || self.changes().any(|(_, change)| wrong(change));
        if self.submitted > self.accepted || with_it() { self.accepted } else { self.submitted }
    }

    /// Whether it was registered elsewhere and has not been accepted yet.
    pub fn came_before_it_was_accepted(&self) -> bool {
        self.steps.first().is_some_and(|step| step.status == Status::Registered)
            && !self.changes().any(|(_, change)| matches!(change, Change::Accepted { .. }))
    }

    /// When it would be due with another limit, from the same receipt. Before it was accepted no time runs. What the head
    /// put off stays put off, and the applicant was written to: it is due no earlier than that.
    pub fn due_by(&self, limit: Option<Limit>, calendar: &Calendar) -> DueAt {
        let now = DueAt { due: self.due, forecast: self.forecast };
        if self.status == Status::Registered || self.came_before_it_was_accepted() {
            return now;
        }
        let due = limit.map(|limit| self.by_limit(self.accepted, limit, calendar));
        let due = due.map_or_else(DueAt::default, DueAt::from);
        match (self.extended(), due.due) {
            (Some(extended), Some(due)) if due < extended => now,
            _ => due,
        }
    }

    /// When the head first agreed to a later date, if she did.
    pub(super) fn agreed(&self) -> Option<Timestamp> {
        self.changes().find(|(_, change)| matches!(change, Change::Extended { .. })).map(|(step, _)| step.at)
    }

    /// When it was due by its limit from a receipt at `received`, where that had passed before the head agreed to a later
    /// date. What another system promised follows no receipt.
    pub fn agreed_too_late(&self, received: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
        let limit = self.limit.filter(|_| self.promised.is_none());
        self.late_when_agreed(received, limit, calendar)
    }

    /// When it was due by `limit` from a receipt at `received`, where that had passed before the head agreed to a later
    /// date.
    fn late_when_agreed(&self, received: Timestamp, limit: Option<Limit>, calendar: &Calendar) -> Option<Timestamp> {
        let agreed = self.agreed()?;
        self.by_limit(received, limit?, calendar).due.filter(|due| *due < agreed)
    }

    /// How it stood by another limit when the head agreed to a later date, if she did.
    pub fn when_agreed(&self, limit: Option<Limit>, calendar: &Calendar) -> Option<WhenAgreed> {
        self.agreed()?;
        let late = self.late_when_agreed(self.accepted, limit, calendar);
        Some(late.map_or(WhenAgreed::InTime, WhenAgreed::Late))
    }

    /// When it would be due by another limit, where the later date that the head agreed to stands all the same.
    pub fn agreed_over(&self, limit: Option<Limit>, calendar: &Calendar) -> Option<Timestamp> {
        let extended = self.extended()?;
        self.by_limit(self.accepted, limit?, calendar).due.filter(|due| *due < extended)
    }

    fn by_limit(&self, received: Timestamp, limit: Limit, calendar: &Calendar) -> Due {
        calendar.due_with(received, limit, &self.stood(None))
    }

    /// How often it went from one to another and was taken.
    pub fn handovers(&self) -> usize {
        self.changes().filter(|(_, change)| matches!(change, Change::Taken { .. })).count()
    }

    /// Since when nothing has happened to it.
    pub fn last_touched(&self) -> Timestamp {
        self.steps.last().map_or(self.submitted, |step| step.at)
    }

    /// Whether no fee is owed on some ground. Money that is asked for later is owed again.
    pub fn is_exempt(&self) -> bool {
        use super::change::Payment;
        let last = self.changes().filter_map(|(_, change)| match change {
            Change::Paid { payment: Payment::Exempt { .. }, .. } => Some(true),
            Change::PaymentAsked { .. } => Some(false),
            _ => None,
        });
        last.last().unwrap_or(false)
    }

    /// Why nothing is to be paid, where it is so.
    pub fn exempt_for(&self) -> Option<&str> {
        let grounds = self.changes().filter_map(|(_, change)| match change {
            Change::Paid { payment: super::change::Payment::Exempt { ground }, .. } => Some(ground.as_str()),
            _ => None,
        });
        grounds.last().filter(|_| self.is_exempt())
    }

    /// The fee, in đồng: nothing for who is exempt; `None` when none was stated.
    pub fn fee_due(&self) -> Option<u64> {
        if self.is_exempt() { Some(0) } else { self.fee }
    }

    /// What is still to be paid, in đồng; `None` when no fee was stated.
    pub fn owed(&self) -> Option<u64> {
        Some(self.fee_due()?.saturating_sub(self.paid()))
    }

    /// Whether what was paid is enough for a fee of so much, or none is owed.
    pub fn covers(&self, fee: u64) -> bool {
        self.is_exempt() || self.paid() >= fee
    }

    /// Whether it is over and money is still to come or to go, not so long ago that nobody will: until then it can be
    /// entered. Of what ended without a result nothing is collected.
    pub fn waits_for_money(&self, now: Timestamp) -> bool {
        let lately = now.since(self.last_touched()) <= MONEY_AWAITED_S;
        let owes = self.status == Status::Returned && self.owed().is_some_and(|owed| owed > 0);
        self.status.is_over() && lately && (owes || self.to_give_back() > 0)
    }

    /// The due time that had passed already when a correction put it off, or by the right receipt or procedure when the
    /// head agreed to a later one: it was late, whatever it is now.
    pub fn late_before_correction(&self) -> Option<Timestamp> {
        // Of several receipts and procedures the last is the right one.
        let agreed_late = || {
            let right = self.changes().filter_map(|(_, change)| match change {
                Change::Corrected { right: Correction::Received(_), late, .. } => Some(*late),
                Change::ProcedureCorrected { agreed: Some(WhenAgreed::Late(due)), .. } => Some(Some(*due)),
                Change::ProcedureCorrected { agreed: Some(WhenAgreed::InTime), .. } => Some(None),
                _ => None,
            });
            right.last().flatten()
        };
        self.late_as_promised().or_else(agreed_late)
    }

    /// What must be given back, in đồng: all that was paid by who is exempt, what was taken above a fee that was corrected,
    /// and all that was taken until it was corrected to none.
    pub fn to_give_back(&self) -> u64 {
        use super::change::Payment;
        if self.is_exempt() {
            return self.paid();
        }
        let (fee, taken) = self.changes().fold((None, 0), |(fee, taken): (_, u64), (_, change)| match change {
            Change::Corrected { right: Correction::Fee(fee), back, .. } => (*fee, back.unwrap_or(0)),
            // What was asked for in its course says nothing of what was wrong.
            Change::PaymentAsked { .. } => (None, 0),
            Change::Paid { payment: Payment::Refunded { amount, .. }, .. } => (fee, taken.saturating_sub(*amount)),
            _ => (fee, taken),
        });
        fee.map_or(taken.min(self.paid()), |fee| self.paid().saturating_sub(fee))
    }

    /// What was taken for it so far, in đồng, less what was given back.
    pub fn paid(&self) -> u64 {
        use super::change::Payment;
        self.changes().fold(0, |sum: u64, (_, change)| match change {
            Change::Paid { payment: Payment::Taken { amount, .. }, .. } => sum.saturating_add(*amount),
            Change::Paid { payment: Payment::Refunded { amount, .. }, .. } => sum.saturating_sub(*amount),
            _ => sum,
        })
    }
}
