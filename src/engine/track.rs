//! The track record of any period, from the journal.

use super::{Hub, forecaster};
use crate::domain::event::Event;
use crate::domain::time::{Day, Timestamp};
use crate::domain::track::{Cells, Promises, Track};
use crate::store::StoreError;

impl Hub {
    /// How the promises went that were made on the days from `from` to `to`. What can still be taken back at a counter is
    /// not in it yet.
    ///
    /// # Errors
    /// Damage of the journal.
    pub fn track(&self, from: Option<Day>, to: Option<Day>) -> Result<Track, StoreError> {
        let since = from.map(Timestamp::midnight);
        let first = since.map_or(1, |since| forecaster::first_since(self.reader(), since, self.reader().len()));
        let (mut promises, mut track, mut day) = (Promises::default(), Track::default(), Cells::default());
        self.reader().events(first, |record, _| {
            if let Event::DayStarted { day: begins } = record.event {
                track.join(&std::mem::take(&mut day));
                if to.is_some_and(|to| begins > to) {
                    return Ok(false);
                }
            }
            promises.take(record).iter().for_each(|came| day.add(came));
            Ok(true)
        })?;
        track.join(&day);
        Ok(track)
    }
}
