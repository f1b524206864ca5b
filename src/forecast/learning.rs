//! Learning from the journal, one event after another: what a centre's days show, and what came of its promises.
//!
//! What was done at a counter is learnt when the next thing is done there, since until then it can be taken back.

use super::calibration::Calibration;
use super::hall::bit;
use super::model::Model;
use super::onward::Way;
use super::overtime::Ending;
use super::priors;
use super::seat::{GONE_S, Lesson, Seat};
use super::walk::seconds;
use crate::domain::centre::Centre;
use crate::domain::counter::{Act, Counter, Station};
use crate::domain::event::{Event, Recorded, TicketTransferred};
use crate::domain::ids::{CounterId, ServiceId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::Stage;
use crate::domain::time::{Day, Timestamp};
use crate::domain::track::{Cells, Kept, Promises, Track, counter_of};
use imbl::OrdMap;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// Over how many days with any the track record goes.
const TRACK_DAYS: usize = 20;

/// A visit at a counter, as far as it has gone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Leg {
    /// From the call to the start, in seconds: it takes the counter's time too.
    walk_s: i64,
    /// Of the seconds the ticket was served, those that belong to another leg.
    before_s: i64,
    /// The two of the leg before, which goes on where its end is taken back.
    last: (i64, i64),
}

/// Everything that was learnt, and the centre as the events tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// Laws and habits.
    pub model: Model,
    /// Which quantiles to show.
    pub calibration: Calibration,
    /// How today's promises go.
    pub today: Kept,
    /// How those of the last day with any went.
    pub before: Kept,
    /// How those of the last days with any went, the last one last.
    record: VecDeque<Cells>,
    promises: Promises,
    seats: BTreeMap<CounterId, Seat>,
    legs: BTreeMap<TicketNo, Leg>,
    ending: Option<Ending>,
    state: State,
    other_s: i64,
}

impl Learning {
    /// Nothing learnt yet. `from`: the centre, before the day that is learnt first; `other_s`: how long a visit is
    /// thought to last of whose service nothing is known.
    pub fn new(centre: &Arc<Centre>, skills: &OrdMap<CounterId, Counter>, other_s: i64) -> Self {
        let fresh =
            |counter: &Counter| Counter::new(counter.id, String::new(), counter.skills.clone(), Timestamp::default());
        let counters = skills.iter().map(|(id, counter)| (*id, fresh(counter))).collect();
        Self {
            model: Model::new(priors::of_centre(centre), priors::of_others(other_s)),
            calibration: Calibration::default(),
            today: Kept::default(),
            before: Kept::default(),
            record: VecDeque::new(),
            promises: Promises::default(),
            seats: BTreeMap::new(),
            legs: BTreeMap::new(),
            ending: None,
            state: State { centre: Arc::clone(centre), counters, ..State::default() },
            other_s,
        }
    }

    /// The last event learnt from.
    pub fn seq(&self) -> u64 {
        self.state.seq
    }

    /// What `counter` does, as far as its state does not say it: see [`Seat`].
    pub fn seat(&self, counter: CounterId) -> Option<&Seat> {
        self.seats.get(&counter)
    }

    /// How the promises of the last weeks went, today's with them.
    pub fn track(&self) -> Track {
        let mut track = Track::default();
        self.record.iter().chain([&self.today.cells]).for_each(|day| track.join(day));
        track
    }

    /// Takes in one event, the next one.
    pub fn take(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        self.pass_to(at);
        for came in self.promises.take(recorded) {
            if let Some(wait_s) = came.wait_s {
                let held = (wait_s <= came.range.from_s, wait_s <= came.range.to_s);
                self.calibration.learn(came.service, came.class, held);
            }
            self.today.cells.add(&came);
        }
        match &recorded.event {
            Event::DossierReceived(_)
            | Event::DossierFinished { .. }
            | Event::DossierReturned { .. }
            | Event::DossierChanged(_)
            | Event::DossierBroughtBack(_)
            | Event::CashClosed(_)
            | Event::Rated(_)
            | Event::RatingSlipPrinted { .. }
            | Event::OfficerSet { .. }
            | Event::PinSet { .. }
            | Event::KeyAdded { .. }
            | Event::KeyRemoved { .. } => {
                self.state.seq = recorded.seq;
                self.state.at = self.state.at.max(at);
                return;
            }
            Event::CentreConfigured(centre) => self.configure(centre),
            Event::DayEnded { .. } => self.end_day(),
            Event::DayStarted { day } => self.begin_day(*day),
            Event::TicketIssued(issued) => self.model.came(issued.ticket.service, issued.class, at),
            event => self.before(event, at),
        }
        self.state.apply(recorded);
        self.after(&recorded.event, at);
    }

    /// What is known when `next` begins, of which nothing is said yet: where an earlier day was the last, that is over.
    pub fn before_day(&self, next: Day) -> Cow<'_, Self> {
        if self.model.day().is_none_or(|last| last >= next) {
            return Cow::Borrowed(self);
        }
        let mut ended = self.clone();
        if ended.today.day.is_some() {
            ended.end_day();
        }
        ended.begin_day(next);
        Cow::Owned(ended)
    }

    fn configure(&mut self, centre: &Centre) {
        let changed = |id: ServiceId| {
            let (now, then) = (centre.service(id), self.state.centre.service(id));
            now.map(|service| &service.fields) != then.map(|service| &service.fields)
        };
        let letters = ('A'..='Z').filter_map(ServiceId::new);
        letters.filter(|id| changed(*id)).for_each(|id| self.model.forget(id));
        self.model.set_priors(priors::of_centre(centre), priors::of_others(self.other_s));
    }

    fn begin_day(&mut self, day: Day) {
        self.model.begin(day);
        self.today.day = Some(day);
    }

    fn end_day(&mut self) {
        if let Some(ending) = self.ending.take() {
            ending.learn(&self.state, &mut self.model);
        }
        let counters: Vec<CounterId> = self.seats.keys().copied().collect();
        for counter in counters {
            self.settle(counter);
        }
        self.seats.values_mut().for_each(Seat::end_day);
        self.legs.clear();
        let ended = std::mem::take(&mut self.today);
        if !ended.cells.is_empty() {
            self.record.push_back(ended.cells.clone());
            if self.record.len() > TRACK_DAYS {
                self.record.pop_front();
            }
            self.before = ended;
        }
    }

    /// Time passes: what did not happen is learnt too.
    fn pass_to(&mut self, at: Timestamp) {
        let from = self.state.at;
        for seat in self.seats.values() {
            seat.pass(from, at, &mut self.model);
        }
        if let Some(ending) = self.ending.take_if(|ending| ending.is_over(at)) {
            ending.learn(&self.state, &mut self.model);
        }
        if let Some(ending) = Ending::between(&self.state.centre, from, at) {
            if ending.is_over(at) {
                ending.learn(&self.state, &mut self.model);
            } else {
                self.ending = Some(ending);
            }
        }
        // A night with a counter left open is no time in which anybody could pause.
        if (0..GONE_S).contains(&at.since(from)) {
            let open = self.state.counters.values().filter(|counter| counter.station == Station::Open).count();
            self.model.worked(seconds(at.since(from)) * f64::from(u32::try_from(open).unwrap_or(u32::MAX)), false);
        }
    }

    /// What an event shows of the moment before it.
    fn before(&mut self, event: &Event, at: Timestamp) {
        if let Event::TicketRestored { ticket } | Event::TicketLapsed { ticket } = event {
            self.away(*ticket, at, matches!(event, Event::TicketRestored { .. }));
        }
        let Some(counter) = counter_of(event) else { return };
        if let Event::CounterActionUndone { act, ticket, .. } = event {
            self.seats.entry(counter).or_default().lessons.clear();
            let moved = ticket.filter(|_| *act == Act::Transfer).and_then(|ticket| self.legs.get_mut(&ticket));
            if let Some(leg) = moved {
                (leg.walk_s, leg.before_s) = leg.last;
            }
            return;
        }
        self.settle(counter);
        let seat = self.seats.entry(counter).or_default();
        match event {
            Event::TicketCalled { .. } => {
                self.ending.iter_mut().for_each(|ending| ending.called(at));
                seat.lessons.extend(seat.waited(at));
            }
            Event::TicketStarted { ticket, since, .. } => {
                let called = self.state.tickets.get(ticket).and_then(|ticket| ticket.called).unwrap_or(*since);
                self.legs.entry(*ticket).or_default().walk_s += since.since(called).max(0);
                seat.lessons.push(Lesson::There { waited_s: waited_s(&self.state, *ticket), there: true });
            }
            Event::TicketMissed { ticket, .. } => {
                seat.lessons.push(Lesson::There { waited_s: waited_s(&self.state, *ticket), there: false });
            }
            // After hours a pause is noon, or the end of the day.
            Event::CounterPaused { .. } => seat.paused = Some(at).filter(|_| self.ending.is_none()),
            Event::CounterOpened { .. } | Event::CounterClosed { .. } => {
                // So are longer ones.
                if let Some(paused) = seat.paused.take().filter(|paused| at.since(*paused) < GONE_S) {
                    let pause_s = seconds(at.since(paused));
                    self.model.pause.wait(0.0, pause_s);
                    self.model.worked(0.0, true);
                    if matches!(event, Event::CounterOpened { .. }) {
                        self.model.pause.happen(pause_s);
                    }
                }
                let closed = self.state.counters.get(&counter).is_none_or(|one| one.station == Station::Closed);
                if closed && matches!(event, Event::CounterOpened { .. }) {
                    seat.open(at);
                }
            }
            _ => {}
        }
    }

    /// What an event leaves.
    fn after(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::TicketFinished { ticket, counter, .. } => self.served(*ticket, *counter, None),
            Event::TicketTransferred(moved) => {
                if let Some(counter) = moved.from {
                    self.moved(moved, counter);
                }
            }
            _ => {}
        }
        let asked = self.state.waiting().filter(|ticket| ticket.bound.is_none());
        let asked = asked.fold(0, |all, ticket| all | bit(ticket.service));
        for (id, counter) in &self.state.counters {
            let skills = counter.skills.iter().fold(0, |all, service| all | bit(*service));
            let bound = || self.state.waiting().any(|ticket| ticket.bound == Some(*id));
            // A pause has a law of its own.
            let free = counter.station == Station::Open && counter.current.is_none();
            self.seats.entry(*id).or_default().want(free, skills & asked != 0 || bound(), at);
        }
    }

    /// What the ticket was served for at the counter that it leaves.
    fn legs_service(&self, ticket: TicketNo, counter: CounterId) -> Option<ServiceId> {
        let last = self.state.counters.get(&counter)?.last.as_ref()?.ticket.as_ref()?;
        (last.number == ticket).then_some(last.service)
    }

    /// Somebody left `counter` for another queue.
    fn moved(&mut self, moved: &TicketTransferred, counter: CounterId) {
        let TicketTransferred { ticket, service, bound, second, .. } = *moved;
        if let Some(left) = self.legs_service(ticket, counter) {
            // Whoever was let down by a counter waits where she stood: that is no way of hers.
            if (service, bound) != (left, None) || second {
                self.served(ticket, counter, Some((left, Way { service, bound, second })));
            }
        }
        let before_s = self.state.tickets.get(&ticket).map_or(0, |ticket| ticket.served_s);
        let leg = self.legs.entry(ticket).or_default();
        *leg = Leg { walk_s: 0, before_s, last: (leg.walk_s, leg.before_s) };
    }

    /// The visit of `ticket` at `counter` is over; `onward`: what it was for, and where it led.
    fn served(&mut self, ticket: TicketNo, counter: CounterId, onward: Option<(ServiceId, Way)>) {
        let Some(served) = self.state.tickets.get(&ticket) else { return };
        let leg = self.legs.get(&ticket).copied().unwrap_or_default();
        let officer = served.officer.map_or(counter.0, |officer| officer.0);
        let took_s = served.served_s - leg.before_s + leg.walk_s;
        let (service, way) = onward.map_or((served.service, None), |(service, way)| (service, Some(way)));
        let lessons = &mut self.seats.entry(counter).or_default().lessons;
        // A second matter ends a service, a wrong queue shows none.
        if way.is_none_or(|way| way.second) {
            lessons.push(Lesson::Served { service, officer, took_s });
        }
        lessons.push(Lesson::Ended { service, way, took_s });
    }

    /// Somebody who missed her call came back, or did not while her place was kept.
    fn away(&mut self, ticket: TicketNo, at: Timestamp, came_back: bool) {
        let Some(Stage::Missed { until, .. }) = self.state.tickets.get(&ticket).map(|ticket| &ticket.stage) else {
            return;
        };
        let missed = until.plus(-self.state.centre.periods.missed_s);
        self.model.away(seconds(at.min(*until).since(missed)), came_back);
    }

    /// What was done last at `counter` stands.
    fn settle(&mut self, counter: CounterId) {
        let lessons = self.seats.get_mut(&counter).map(|seat| std::mem::take(&mut seat.lessons));
        for lesson in lessons.unwrap_or_default() {
            match lesson {
                Lesson::Turnover(at_s) => self.model.turnover.happen(at_s),
                Lesson::Absence(at_s) => self.model.absence.happen(at_s),
                Lesson::There { waited_s, there } => self.model.called(seconds(waited_s), there),
                Lesson::Served { service, officer, took_s } => self.model.served(service, officer, took_s),
                Lesson::Ended { service, way, took_s } => self.model.ended(service, way, took_s),
            }
        }
    }
}

/// How long who was called had waited.
fn waited_s(state: &State, ticket: TicketNo) -> i64 {
    state.tickets.get(&ticket).map_or(0, |ticket| ticket.waited_s)
}
