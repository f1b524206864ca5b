//! One person, one number for a service: which cards have one today.
//!
//! Of a card nothing is kept but a hash under a key that is random, new every day and only ever in memory. When the hub
//! stops or the day ends, nobody can tell any more whose numbers they were.

use crate::domain::ids::{ServiceId, TicketNo};
use crate::domain::state::State;
use crate::domain::time::Day;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whoever holds a card, for one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder([u8; 32]);

/// The cards of today, shared by all kiosks of a hub.
#[derive(Clone, Default)]
pub struct Once(Arc<Mutex<Today>>);

#[derive(Default)]
struct Today {
    key: Option<(Day, [u8; 32])>,
    numbers: BTreeMap<(Holder, ServiceId), Option<TicketNo>>,
}

/// Why a card gets no further number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It has this one, which still counts.
    Has(TicketNo),
    /// It is being given one at this moment.
    Now,
}

impl Once {
    /// Who holds the card with this ID number; `None` when the system gives no random key.
    pub fn holder(&self, number: &str, today: Day) -> Option<Holder> {
        let key = self.today(today).key?.1;
        Some(Holder(*blake3::keyed_hash(&key, number.as_bytes()).as_bytes()))
    }

    /// Keeps a place for the number that is asked for now; to be followed by [`given`](Self::given) whatever comes of it.
    ///
    /// # Errors
    /// See [`Taken`].
    pub fn reserve(&self, holder: Holder, service: ServiceId, state: &State, day: Day) -> Result<(), Taken> {
        let mut today = self.today(day);
        let counts = |no: &TicketNo| state.tickets.get(no).is_some_and(|ticket| !ticket.is_over());
        match today.numbers.get(&(holder, service)) {
            Some(None) => return Err(Taken::Now),
            Some(Some(number)) if counts(number) => return Err(Taken::Has(*number)),
            _ => {}
        }
        today.numbers.insert((holder, service), None);
        Ok(())
    }

    /// The numbers of `holder` that still count.
    pub fn held(&self, holder: Holder, state: &State, day: Day) -> Vec<(ServiceId, TicketNo)> {
        let today = self.today(day);
        let hers = today.numbers.iter().filter(|((of, _), _)| *of == holder);
        hers.filter_map(|((_, service), number)| Some((*service, (*number)?)))
            .filter(|(_, number)| state.tickets.get(number).is_some_and(|ticket| !ticket.is_over()))
            .collect()
    }

    /// The number that was given, or that none was.
    pub fn given(&self, holder: Holder, service: ServiceId, number: Option<TicketNo>) {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match number {
            Some(number) => drop(today.numbers.insert((holder, service), Some(number))),
            None => drop(today.numbers.remove(&(holder, service))),
        }
    }

    fn today(&self, day: Day) -> MutexGuard<'_, Today> {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.key.is_none_or(|(of, _)| of != day) {
            let mut key = [0; 32];
            *today = Today { key: getrandom::fill(&mut key).ok().map(|()| (day, key)), numbers: BTreeMap::new() };
        }
        today
    }
}
