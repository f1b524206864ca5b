//! What is published after a batch was saved: the state that it made, and those who are in sight with it.

use crate::domain::event::{Event, Recorded};
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::published::{Published, Trouble};
use crate::domain::state::State;
use std::sync::Arc;

/// What is published after a batch was saved.
pub(super) fn advance(
    before: &Published,
    state: State,
    records: &[Recorded],
    people: Vec<(PersonId, Arc<Person>)>,
    troubles: Vec<Trouble>,
) -> Published {
    let mut in_sight = before.people.clone();
    for (id, person) in people {
        in_sight.insert(id, person);
    }
    for record in records {
        if let Event::PersonErased { person, .. } = &record.event {
            in_sight.remove(person);
        }
    }
    if records.iter().any(|record| matches!(record.event, Event::DayEnded { .. })) {
        in_sight = state.people_in_sight().filter_map(|id| Some((id, in_sight.get(&id)?.clone()))).collect();
    }
    Published {
        state,
        book: Arc::clone(&before.book),
        people: in_sight,
        troubles,
        expected: Arc::clone(&before.expected),
        staffing: Arc::clone(&before.staffing),
    }
}
