//! The visits of any period in their legs, from the journal.

use super::{Hub, forecaster};
use crate::domain::event::Event;
use crate::domain::legs::{Leg, Legs};
use crate::domain::time::{Day, Timestamp};
use crate::store::StoreError;

impl Hub {
    /// Calls `each` with the legs of every day from `from` to `to`, in order, until it answers `false`; of a day that goes
    /// on with those of the visits that are over.
    ///
    /// # Errors
    /// Damage of the journal.
    pub fn legs(
        &self,
        from: Option<Day>,
        to: Option<Day>,
        mut each: impl FnMut(&[Leg]) -> bool,
    ) -> Result<(), StoreError> {
        let first = from.map(Timestamp::midnight);
        let first = first.map_or(1, |since| forecaster::first_since(self.reader(), since, self.reader().len()));
        let is_meant = |day: Option<Day>| day.is_some_and(|day| from.is_none_or(|from| day >= from));
        let (mut legs, mut goes_on) = (Legs::default(), true);
        self.reader().events(first, |record, _| {
            if let Event::DayStarted { day: begins } = record.event {
                goes_on = to.is_none_or(|to| begins <= to);
            }
            if goes_on {
                let ended = legs.take(record).filter(|_| is_meant(legs.day()));
                goes_on = ended.is_none_or(|ended| each(&ended));
            }
            Ok(goes_on)
        })?;
        if goes_on && is_meant(legs.day()) {
            each(&legs.over());
        }
        Ok(())
    }
}
