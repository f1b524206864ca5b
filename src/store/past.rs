//! A stretch of the past: how it began, and what happened in it. Read beside the writer, like all reading.

use super::codec;
use super::error::StoreError;
use super::reader::Reader;
use super::snapshot;
use crate::domain::event::{Event, Recorded};
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};

/// A stretch of the past, without the people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The state before the first event of it.
    pub start: State,
    /// Its events, in order.
    pub events: Vec<Recorded>,
}

impl Reader {
    /// What happened from `from` on and before `until`. Begins at the newest snapshot before `from`
    /// that the journal bears out, and at the journal's beginning where there is none.
    ///
    /// # Errors
    /// Damage of the journal.
    pub fn past(&self, from: Timestamp, until: Timestamp) -> Result<Past, StoreError> {
        let view = self.0.journal().view;
        // The keyed copy only makes it quicker.
        let kept = self.0.with(|keyed| snapshot::before(keyed, from)).ok().flatten();
        let mut start = match kept {
            Some((state, head)) if view.link_before(state.seq + 1)? == Some(head) => state,
            _ => State::default(),
        };
        let mut events = Vec::new();
        view.visit(start.seq + 1, |record, _| {
            for event in codec::decode(&view, record)? {
                if event.at >= until {
                    return Ok(false);
                }
                if event.at < from {
                    start.apply(&event);
                } else {
                    events.push(event);
                }
            }
            Ok(true)
        })?;
        Ok(Past { start, events })
    }

    /// Every day on which the centre worked, in order.
    ///
    /// # Errors
    /// Damage of the journal.
    pub fn worked(&self) -> Result<Vec<Day>, StoreError> {
        let mut days = Vec::new();
        self.events(1, |event, _| {
            if let Event::DayStarted { day } = &event.event {
                days.push(*day);
            }
            Ok(true)
        })?;
        Ok(days)
    }
}
