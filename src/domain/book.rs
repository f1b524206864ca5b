//! What the rules look up and never change: the calendar and the catalogue of procedures.

use super::calendar::holidays::Holidays;
use super::calendar::{Calendar, OwnDays};
use super::centre::Centre;
use super::dossier::Dossier;
use super::procedure::Catalogue;
use super::state::State;
use super::time::Timestamp;
use std::sync::Arc;

/// Reference data of a centre.
#[derive(Clone, Debug)]
pub struct Book {
    /// Working days and opening hours.
    pub calendar: Calendar,
    /// Procedures that can be received, with what they cost here.
    pub catalogue: Arc<Catalogue>,
    /// Without the fees that the centre set.
    listed: Arc<Catalogue>,
    /// Without the days that the centre set.
    holidays: Arc<Holidays>,
}

impl Book {
    /// The book of `centre`: its hours over `holidays`, and `catalogue`. Whatever runs a centre lays the days over it
    /// that were set there: see [`for_state`](Self::for_state).
    pub fn new(centre: &Centre, holidays: Arc<Holidays>, catalogue: Arc<Catalogue>) -> Self {
        Self::laid(centre, &OwnDays::new(), holidays, catalogue)
    }

    /// This book for the centre as it is in `state`: its hours, and the days it set itself.
    #[must_use]
    pub fn for_state(&self, state: &State) -> Self {
        self.with(&state.centre, &state.own_days)
    }

    /// This book for these settings and these days.
    #[must_use]
    pub fn with(&self, centre: &Centre, own: &OwnDays) -> Self {
        Self::laid(centre, own, Arc::clone(&self.holidays), Arc::clone(&self.listed))
    }

    /// This book with other days off, for the centre as it is in `state`.
    #[must_use]
    pub fn with_holidays(&self, holidays: Arc<Holidays>, state: &State) -> Self {
        Self::laid(&state.centre, &state.own_days, holidays, Arc::clone(&self.listed))
    }

    fn laid(centre: &Centre, own: &OwnDays, holidays: Arc<Holidays>, listed: Arc<Catalogue>) -> Self {
        let in_force = Holidays::clone(&holidays).with_policy_days(centre.policy_days).with_days(own);
        let fees = &centre.work.fees;
        let catalogue = if fees.is_empty() { Arc::clone(&listed) } else { Arc::new(listed.priced(fees)) };
        Self { calendar: Calendar::new(centre.hours.clone(), Arc::new(in_force)), catalogue, listed, holidays }
    }

    /// For how many of the open dossiers this book leads to another due time than the one they were promised, where
    /// `before` did not lead there. What was promised stays as it is; this is what to look at.
    pub fn due_otherwise(&self, before: &Self, state: &State) -> usize {
        let open = |dossier: &&Dossier| dossier.finished.is_none() && !dossier.status.is_over();
        let moved = |dossier: &&Dossier| {
            let now = self.counted(dossier);
            now.is_some() && now != dossier.due && now != before.counted(dossier)
        };
        state.dossiers.values().filter(open).filter(moved).count()
    }

    /// When a dossier would be due, were it counted again; `None` for one without a limit, and for one whose due time
    /// somebody set: that follows no calendar.
    fn counted(&self, dossier: &Dossier) -> Option<Timestamp> {
        let limit = dossier.limit.filter(|_| dossier.due.is_some() && dossier.set_by_hand().is_none())?;
        self.calendar.due_with(dossier.accepted, limit, &dossier.stood(None)).due
    }

    /// The procedures as their file has them, without the fees that the centre set.
    pub fn listed(&self) -> &Catalogue {
        &self.listed
    }

    /// Whether both know the same days off, and whether both know the same procedures, as their files say it.
    pub fn same_files(&self, other: &Self) -> (bool, bool) {
        (self.holidays == other.holidays, self.listed.iter().eq(other.listed.iter()))
    }
}
