//! A day as it was: the state after each of its events, forth and back, from the events alone.
//!
//! The state is kept every 32 events; states share their parts, so that costs little, and a step back is at most so
//! many events applied anew.

pub mod before;
pub mod call;
pub mod story;
pub mod telling;

use super::calendar::Calendar;
use super::counter::Act;
use super::event::{Event, Recorded};
use super::ids::{DossierCode, TicketNo};
use super::state::State;
use super::time::{Day, Timestamp};
use super::track::{Cells, Promises, counter_of};
use chrono::{Datelike, NaiveTime};

/// Events between two states that are kept.
const EVERY: usize = 32;

/// Numbers, or days, that are named instead of one that there was not.
pub const NEAR: usize = 4;

/// One day: how it began and everything that happened on it.
#[derive(Clone, Debug)]
pub struct Timeline {
    day: Day,
    events: Vec<Recorded>,
    /// The state before event 0, [`EVERY`], twice that, and so on.
    kept: Vec<State>,
}

impl Timeline {
    /// The day that began as `start` and went on with `events`, in order; all of them are of `day`.
    pub fn new(start: State, day: Day, events: Vec<Recorded>) -> Self {
        let mut kept = Vec::with_capacity(events.len() / EVERY + 1);
        let mut state = start;
        for (index, event) in events.iter().enumerate() {
            if index.is_multiple_of(EVERY) {
                kept.push(state.clone());
            }
            state.apply(event);
        }
        if events.len().is_multiple_of(EVERY) {
            kept.push(state);
        }
        Self { day, events, kept }
    }

    /// Which day.
    pub fn day(&self) -> Day {
        self.day
    }

    /// What happened, in order.
    pub fn events(&self) -> &[Recorded] {
        &self.events
    }

    /// The state after the first `count` events.
    pub fn state(&self, count: usize) -> State {
        let count = count.min(self.events.len());
        let from = count / EVERY;
        let mut state = self.kept.get(from).cloned().unwrap_or_default();
        for event in &self.events[from * EVERY..count] {
            state.apply(event);
        }
        state
    }

    /// How many events had happened at `moment`, those of that second included.
    pub fn count_at(&self, moment: Timestamp) -> usize {
        self.events.partition_point(|event| event.at <= moment)
    }

    /// Whether the centre worked on this day.
    pub fn has_work(&self) -> bool {
        self.events.iter().any(|event| matches!(&event.event, Event::DayStarted { day } if *day == self.day))
    }

    /// When that day opened; where it began later, that.
    pub fn opening(&self, calendar: &Calendar) -> Timestamp {
        let began = self.events.iter().find(|event| matches!(event.event, Event::DayStarted { .. }));
        let began = began.map(|event| event.at).unwrap_or_default();
        calendar.spans(self.day).first().map_or(began, |span| Timestamp::at(self.day, span.open()).max(began))
    }

    /// How the day's promises stood after the first `count` events.
    pub fn promises(&self, count: usize) -> Cells {
        let (mut open, mut cells) = (Promises::default(), Cells::default());
        for event in self.events.iter().take(count) {
            open.take(event).iter().for_each(|came| cells.add(came));
        }
        cells
    }

    /// The first and the last moment at which something happened; `None` where nothing did.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.events.first()?.at, self.events.last()?.at))
    }

    /// The numbers that were given on this day, in the order of their letters.
    pub fn numbers(&self) -> Vec<TicketNo> {
        let given = |event: &Recorded| match &event.event {
            Event::TicketIssued(issued) => Some(issued.ticket),
            _ => None,
        };
        let mut numbers: Vec<TicketNo> = self.events.iter().filter_map(given).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The numbers of that day nearest to one that was not given: of the same letter, or of all where it has none.
    pub fn near(&self, number: TicketNo, most: usize) -> Vec<TicketNo> {
        let all = self.numbers();
        let mut near: Vec<TicketNo> = all.iter().filter(|given| given.service == number.service).copied().collect();
        if near.is_empty() {
            near = all;
        }
        near.sort_by_key(|given| (given.number.abs_diff(number.number), *given));
        near.truncate(most);
        near.sort_unstable();
        near
    }

    /// The place of the last call of `number`; without one, of the event that gave it.
    pub fn moment_of(&self, number: TicketNo) -> Option<usize> {
        let given = |event: &Recorded| matches!(&event.event, Event::TicketIssued(issued) if issued.ticket == number);
        let issued = self.events.iter().position(given)?;
        let mut calls = self.calls().filter(|(_, called)| *called == number).map(|(at, _)| at);
        Some(calls.next_back().unwrap_or(issued))
    }

    /// The places of all calls, and who was called by each.
    pub fn calls(&self) -> impl DoubleEndedIterator<Item = (usize, TicketNo)> + '_ {
        self.events.iter().enumerate().filter_map(|(at, event)| match &event.event {
            Event::TicketCalled { ticket, .. } => Some((at, *ticket)),
            _ => None,
        })
    }

    /// Whether the call at this place had not been taken back after the first `count` events.
    fn stood(&self, call: usize, count: usize) -> bool {
        let at = |event: &Recorded| counter_of(&event.event);
        let events = &self.events[..count.min(self.events.len())];
        let Some(counter) = events.get(call).and_then(at) else { return false };
        let next = events[call + 1..].iter().find(|event| at(event) == Some(counter));
        !next.is_some_and(|event| matches!(event.event, Event::CounterActionUndone { act: Act::Call, .. }))
    }

    /// The place of the event that brought this dossier here on this day.
    pub fn receipt(&self, code: &DossierCode) -> Option<usize> {
        let is_it = |event: &Recorded| matches!(&event.event, Event::DossierReceived(receipt) if receipt.code == *code);
        self.events.iter().position(is_it)
    }

    /// The dossier received on this day whose code is typed so, whole or without the unit before it, and the place of
    /// that event.
    pub fn receipt_like(&self, typed: &str) -> Option<(usize, DossierCode)> {
        let typed = typed.trim().to_uppercase();
        self.events.iter().enumerate().find_map(|(index, event)| match &event.event {
            Event::DossierReceived(receipt) => {
                let rest = receipt.code.0.strip_suffix(&typed)?;
                let is_it = rest.is_empty() || (rest.ends_with('-') && typed.contains('-'));
                is_it.then(|| (index, receipt.code.clone()))
            }
            _ => None,
        })
    }

    /// The number in whose visit this dossier was received on this day.
    pub fn visit_of(&self, code: &DossierCode) -> Option<TicketNo> {
        match &self.events[self.receipt(code)?].event {
            Event::DossierReceived(receipt) => receipt.ticket,
            _ => None,
        }
    }

    /// The place of the last call among the first `count` events that still stood then; `None` before the first one.
    pub fn last_call(&self, count: usize) -> Option<usize> {
        let state = self.state(count);
        let (number, counter, at) = *state.last_calls.front()?;
        let is_it = |event: &Recorded| {
            event.at == at
                && matches!(&event.event, Event::TicketCalled { ticket, counter: to, .. }
                    if (*ticket, *to) == (number, counter))
        };
        self.events[..count.min(self.events.len())].iter().rposition(is_it)
    }
}

/// A time of day as it is typed: `9:41`, `9h41`, `09:41:07`, `9h`.
pub fn time_typed(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase().replace('h', ":");
    let text = text.strip_suffix(':').map_or(text.clone(), |hour| format!("{hour}:00"));
    ["%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(&text, form).ok())
}

/// A day and a time of it as they are typed: `9:41` of today, `20/11`, `20/11/2026 9:41`, `2026-11-20T09:41`; a day
/// alone is all of it, and one without a year the last such day.
pub fn moment_typed(text: &str, today: Day) -> Option<(Day, Option<NaiveTime>)> {
    let text = text.trim().replace('T', " ");
    if text.is_empty() {
        return Some((today, None));
    }
    if let Some(time) = time_typed(&text) {
        return Some((today, Some(time)));
    }
    let (date, time) = text.split_once(' ').map_or((text.as_str(), None), |(date, time)| (date, Some(time)));
    let whole = |form| Day::parse_from_str(date, form).ok();
    let short = |year: i32| Day::parse_from_str(&format!("{date}/{year}"), "%d/%m/%Y").ok();
    let last = || short(today.year()).filter(|day| *day <= today).or_else(|| short(today.year() - 1));
    let day = whole("%Y-%m-%d").or_else(|| whole("%d/%m/%Y")).or_else(last)?;
    match time {
        None => Some((day, None)),
        Some(time) => Some((day, Some(time_typed(time)?))),
    }
}
