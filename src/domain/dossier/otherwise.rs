//! What there is to ask where a dossier would be due at another time: how it stood, and how it would stand.

use super::change::WhenAgreed;
use super::{Caution, Dossier, Holder, Status, Timeliness};
use crate::domain::book::Book;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::due::Limit;
use crate::domain::centre::Officer;
use crate::domain::centre::Role;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};

impl Dossier {
    /// What is over, and would be due at `right`. Whose applicant is corrected is asked about in any case.
    pub(super) fn over(&self, right: Option<Timestamp>) -> Option<Caution> {
        let (dossier, due) = (self.code.clone(), self.due);
        let caution = if due == right { Caution::Over { dossier } } else { Caution::OverDue { dossier, due, right } };
        self.status.is_over().then_some(caution)
    }

    /// What is done in time, and late where it was due at `right`.
    pub(super) fn late_then(&self, right: Option<Timestamp>) -> Option<Caution> {
        let (right, done) = (right?, self.finished?);
        let turns = !self.ended_without_result() && done > right && self.due.is_none_or(|due| done <= due);
        turns.then(|| Caution::LateThen { dossier: self.code.clone(), due: self.due, right })
    }

    /// What a later date that was agreed to means for another limit.
    pub(super) fn agreed_stands(&self, limit: Option<Limit>, calendar: &Calendar) -> Option<Caution> {
        let (due, stands) = self.agreed_over(limit, calendar).zip(self.due)?;
        let late = matches!(self.when_agreed(limit, calendar), Some(WhenAgreed::Late(_)));
        Some(Caution::AgreedStands { dossier: self.code.clone(), due, stands, late })
    }

    /// What is otherwise by another procedure, which would be due at `right` and states this fee.
    pub(super) fn other_procedure(&self, right: Option<Timestamp>, stated: Option<u64>) -> Option<Caution> {
        let due = (self.due != right).then_some((self.due, right));
        let fee = stated.filter(|fee| !self.is_exempt() && self.fee != Some(*fee)).map(|fee| (self.fee, fee));
        let differs = due.is_some() || fee.is_some();
        differs.then(|| Caution::OtherProcedure { dossier: self.code.clone(), due, fee })
    }

    /// What was put off before is put off once more.
    pub(super) fn extended_before(&self, agreed: bool) -> Option<Caution> {
        let times = Some(self.extensions()).filter(|times| *times > 0)?;
        Some(Caution::ExtendedBefore { dossier: self.code.clone(), times, agreed })
    }

    /// What is given to a section of which nobody can take it, or is done and leaves the return desk.
    pub(super) fn given(&self, to: &Holder, state: &State) -> Option<Caution> {
        let dossier = self.code.clone();
        let of = |section: &str| state.centre.work.section(section).map(str::to_owned).ok();
        if let Holder::Section(typed) = to
            && let Some(section) = of(typed)
            && !state.officers.values().any(|officer| officer.section == section && self.may_be_taken_by(officer))
        {
            return Some(Caution::NobodyTakes { dossier, section });
        }
        (self.status == Status::Finished && *to != Holder::ReturnDesk).then_some(Caution::LeavesDesk { dossier })
    }

    /// Whether an officer may take it at all when it is given to her or to her section.
    pub fn may_be_taken_by(&self, officer: &Officer) -> bool {
        officer.active && officer.role != Role::Receptionist && !self.is_barred_to(officer.id)
    }

    pub(super) fn long_span(&self, day: Day, agreed: bool, calendar: &Calendar) -> Option<Caution> {
        let once_more = calendar.due(self.due?, self.limit?).due?;
        let long = day > once_more.day();
        long.then(|| Caution::LongSpan { dossier: self.code.clone(), day, agreed })
    }

    /// Whether another due time makes it one that is in time.
    pub(super) fn no_longer_late(&self, due: Option<Timestamp>, now: Timestamp) -> Option<Caution> {
        let is_late = |dossier: &Self| matches!(dossier.timeliness(now), Timeliness::Overdue | Timeliness::DoneLate);
        let was = self.due?;
        let after = Self { due, ..self.clone() };
        let turns = is_late(self) && !is_late(&after);
        turns.then(|| Caution::NoLongerLate { dossier: self.code.clone(), due: was, right: due })
    }

    /// What another time of receipt makes of its due time, and what there is to ask of the day itself.
    pub(super) fn by_receipt(&self, at: Timestamp, now: Timestamp, book: &Book) -> Option<Caution> {
        let by_receipt = |limit| book.calendar.due_with(at, limit, &self.stood(None)).due;
        // What was agreed to or promised elsewhere follows no receipt.
        let limit = self.limit.filter(|_| self.set_by_hand().is_none());
        let due = limit.map_or(self.due, by_receipt);
        let off = || !book.calendar.is_working(at.day());
        let by_that = match self.agreed() {
            Some(_) => self.agreed_too_late(at, &book.calendar),
            None => limit.and_then(by_receipt).filter(|due| self.is_late_by(*due, now)),
        };
        let by_that = by_that.map(|due| Caution::LateByThat { dossier: self.code.clone(), due });
        let day_off = || off().then(|| Caution::DayOff { day: at.day() });
        self.no_longer_late(due, now)
            .or_else(|| self.late_then(due))
            .or(by_that)
            // What is over is asked about by its due times, whatever day it came.
            .or_else(|| self.over(due))
            .or_else(day_off)
    }

    /// Whether a receipt by which it was `due` then makes it late that was not.
    pub(super) fn is_late_by(&self, due: Timestamp, now: Timestamp) -> bool {
        let until = self.finished.or(self.ended()).unwrap_or(now);
        due < until && self.due.is_none_or(|was| was >= until)
    }
}
