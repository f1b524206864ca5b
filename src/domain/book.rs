//! What the rules look up and never change: the calendar and the catalogue of procedures.

use super::calendar::Calendar;
use super::calendar::holidays::Holidays;
use super::centre::Centre;
use super::procedure::Catalogue;
use std::sync::Arc;

/// Reference data of a centre.
#[derive(Clone, Debug)]
pub struct Book {
    /// Working days and opening hours.
    pub calendar: Calendar,
    /// Procedures that can be received.
    pub catalogue: Arc<Catalogue>,
    holidays: Arc<Holidays>,
}

impl Book {
    /// The book of `centre`: its hours over `holidays`, and `catalogue`.
    pub fn new(centre: &Centre, holidays: Arc<Holidays>, catalogue: Arc<Catalogue>) -> Self {
        let in_force = Holidays::clone(&holidays).with_policy_days(centre.policy_days);
        Self { calendar: Calendar::new(centre.hours.clone(), Arc::new(in_force)), catalogue, holidays }
    }

    /// This book after the centre's settings changed.
    #[must_use]
    pub fn for_centre(&self, centre: &Centre) -> Self {
        Self::new(centre, Arc::clone(&self.holidays), Arc::clone(&self.catalogue))
    }
}
