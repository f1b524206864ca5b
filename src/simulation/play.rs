//! What people and officers do in the hall of a day, apart from what the engine decides: they come, answer a call or
//! not, are served, go on, give up; counters open, take a break, fall out of use. It asks the engine for each and
//! looks at what the engine made of it.

use super::happening::{Away, Desk, Front, Happening, Reasons, Turn, Visit, is_harmless, issue};
use super::house::{Broken, midnight};
use super::scenario::{Outage, Scenario};
use super::workload::{Visitor, Workload};
use crate::domain::command::{Actor, CounterVerb, Verb};
use crate::domain::event::{Event, Recorded};
use crate::domain::ids::{CounterId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::{Closed, Stage};
use crate::domain::time::{Day, Timestamp};
use crate::engine::clock::Clock;
use crate::engine::{Failure, Foresight, Hub, Request};
use crate::text::words::Words;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Seconds from a call to the next one, and from that to the end of the patience with who does not come.
pub(super) const CALL_AGAIN_S: i64 = 30;

/// A day as it goes on.
pub struct Play<'a> {
    pub(super) scenario: &'a Scenario,
    workload: &'a Workload,
    pub(super) paces: &'a [f64],
    hub: &'a Hub,
    clock: &'a Clock,
    pub(super) reasons: Reasons,
    pub(super) midnight: Timestamp,
    coming: BTreeMap<Turn, Happening>,
    next: u64,
    pub(super) desks: Vec<Desk>,
    pub(super) visits: BTreeMap<TicketNo, Visit>,
    pub(super) back: BTreeSet<usize>,
    /// Who was sent home for a paper, by her place among all.
    pub(super) sent_home: BTreeSet<usize>,
    turned_away: u32,
    shared: bool,
    foresight: Option<&'a mut Foresight>,
}

impl<'a> Play<'a> {
    /// The day `day` before anything has happened.
    pub fn new(
        scenario: &'a Scenario,
        (workload, paces): (&'a Workload, &'a [f64]),
        (hub, clock): (&'a Hub, &'a Clock),
        day: Day,
        words: &Words,
    ) -> Self {
        let mut play = Self {
            scenario,
            workload,
            paces,
            hub,
            clock,
            reasons: Reasons::of(words),
            midnight: midnight(day),
            coming: BTreeMap::new(),
            next: 0,
            desks: vec![Desk::default(); scenario.counters.len()],
            visits: BTreeMap::new(),
            back: BTreeSet::new(),
            sent_home: BTreeSet::new(),
            turned_away: 0,
            shared: false,
            foresight: None,
        };
        play.plan();
        play
    }

    /// What is known of the day when it begins.
    fn plan(&mut self) {
        for counter in 0..self.desks.len() {
            for (open_s, close_s) in self.scenario.hours_of(counter) {
                self.at(self.midnight.plus(open_s), Happening::Opens(counter));
                self.at(self.midnight.plus(close_s + self.scenario.overtime_s), Happening::Goes(counter, Away::Closes));
            }
            for outage in self.scenario.outages.iter().filter(|outage| concerns(outage, counter)) {
                self.at(self.midnight.plus(outage.from_s), Happening::Fails(counter));
                self.at(self.midnight.plus(outage.to_s), Happening::Opens(counter));
            }
        }
        for pause in &self.workload.breaks {
            self.at(self.midnight.plus(pause.from_s), Happening::Goes(pause.counter, Away::Rests(pause.long_s)));
        }
        for (place, visitor) in self.workload.visitors.iter().enumerate() {
            self.at(self.midnight.plus(visitor.comes_s), Happening::Comes(place));
        }
    }

    pub(super) fn at(&mut self, at: Timestamp, what: Happening) {
        self.next += 1;
        self.coming.insert((at, what.rank(), what.counter(), self.next), what);
    }

    /// When something happens next.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.coming.keys().next().map(|(at, ..)| *at)
    }

    /// How many came and got no number, since all of their service were used up.
    pub fn turned_away(&self) -> u32 {
        self.turned_away
    }

    /// From now on somebody else acts in the hall too.
    pub fn share(&mut self) {
        self.shared = true;
    }

    /// Whoever takes a number is told from now on what to expect, worked out when she comes.
    pub fn promise(&mut self, foresight: &'a mut Foresight) {
        self.foresight = Some(foresight);
    }

    /// Leaves a counter, from 0, to somebody else, or takes it back.
    pub fn leave_to_hand(&mut self, counter: usize, by_hand: bool) {
        if let Some(desk) = self.desks.get_mut(counter).filter(|desk| desk.by_hand != by_hand) {
            desk.by_hand = by_hand;
            desk.front = None;
        }
    }

    /// Plays the day to its end on a clock that stands.
    ///
    /// # Errors
    /// The engine did not do what the day needs; `stops` says so.
    pub fn run(&mut self, stops: &dyn Fn() -> bool) -> Result<(), Broken> {
        self.run_until(Timestamp(i64::MAX), stops)
    }

    /// Plays all that happens before `until`.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_until(&mut self, until: Timestamp, stops: &dyn Fn() -> bool) -> Result<(), Broken> {
        while let Some(at) = self.next_at().filter(|at| *at < until) {
            if stops() {
                return Err(Broken::Stopped);
            }
            let deadline = self.hub.now_published().state.deadline(self.clock.now());
            if let Some(deadline) = deadline.filter(|deadline| *deadline < at) {
                self.clock.set(deadline);
                self.ask(vec![Verb::Tick])?;
                self.look(deadline);
            } else {
                self.clock.set(at);
                self.step(at)?;
            }
        }
        Ok(())
    }

    /// Lets everything happen that is due by `now`.
    ///
    /// # Errors
    /// The engine is gone, or cannot save.
    pub fn step(&mut self, now: Timestamp) -> Result<(), Broken> {
        let mut verbs = Vec::new();
        let mut comes = Vec::new();
        let published = self.hub.now_published();
        while let Some(first) = self.coming.first_entry().filter(|first| first.key().0 <= now) {
            match first.remove() {
                Happening::Comes(visitor) => {
                    comes.push(visitor);
                    verbs.push(self.issue(visitor, &published.state, now));
                }
                // The engine keeps her place no longer: she takes a new number.
                Happening::Returns(ticket) if is_closed(&published.state, ticket) => {
                    if let Some(visit) = self.visits.get(&ticket).copied() {
                        comes.push(visit.visitor);
                        verbs.push(self.issue(visit.visitor, &published.state, now));
                    }
                }
                other => self.happens(other, now, &published.state, &mut verbs),
            }
        }
        if let Some(foresight) = self.foresight.as_deref_mut().filter(|_| !comes.is_empty()) {
            foresight.look(now)?;
        }
        let answers = self.ask(verbs)?;
        let issued = answers.iter().filter(|(issues, _)| *issues);
        let several = comes.len() > 1;
        for ((_, records), visitor) in issued.zip(comes) {
            self.came(visitor, records, now);
        }
        // Who comes right after another is told with the next look.
        if let Some(foresight) = self.foresight.as_deref_mut().filter(|_| several) {
            foresight.look(now)?;
        }
        self.look(now);
        Ok(())
    }

    /// What is asked when something happens; whatever follows from it later is planned.
    fn happens(&mut self, what: Happening, now: Timestamp, state: &State, verbs: &mut Vec<Verb>) {
        match what {
            Happening::GivesUp(ticket) => {
                if state.tickets.get(&ticket).is_some_and(|ticket| ticket.is_waiting() && ticket.called.is_none()) {
                    verbs.push(Verb::Cancel { ticket, reason: self.reasons.gone.clone() });
                }
            }
            Happening::Returns(ticket) => verbs.push(Verb::Restore { ticket }),
            Happening::Fails(counter) => {
                let open = state.counters.get(&id(counter)).is_some_and(|known| known.officer.is_some());
                if open && !self.desks[counter].by_hand {
                    self.desks[counter] = Desk::default();
                    verbs.push(Verb::At(id(counter), CounterVerb::Vacate));
                }
            }
            Happening::Goes(counter, away) => self.goes(counter, away, now, verbs),
            Happening::Opens(counter) => self.opens(counter, now, verbs),
            Happening::Answers(counter, front) if self.desks[counter].front == Some(front) => {
                self.answers(counter, front, now, state, verbs);
            }
            Happening::Ends(counter, front) if self.desks[counter].front == Some(front) => {
                self.ends(counter, front, now, state, verbs);
            }
            // She was sent away meanwhile; who comes is asked for by the step.
            Happening::Answers(..) | Happening::Ends(..) | Happening::Comes(_) => {}
        }
    }

    /// Whether she hears that she is called: who fetched a paper, was sent on or came back stays near.
    pub(super) fn is_here(&self, visitor: &Visitor, visit: Visit, waited_s: i64) -> bool {
        visit.again || self.back.contains(&visit.visitor) || visitor.answers(self.scenario, waited_s)
    }

    pub(super) fn visitor(&self, ticket: TicketNo) -> Option<(&'a Visitor, Visit)> {
        let visit = *self.visits.get(&ticket)?;
        Some((self.workload.visitors.get(visit.visitor)?, visit))
    }

    fn issue(&self, visitor: usize, state: &State, now: Timestamp) -> Verb {
        let whoever = &self.workload.visitors[visitor];
        if self.sent_home.contains(&visitor) {
            // Her time is over.
            let late = Visitor { appointment_s: None, ..whoever.clone() };
            return issue(&late, &state.centre, self.midnight, now);
        }
        issue(whoever, &state.centre, self.midnight, now)
    }

    fn came(&mut self, visitor: usize, records: &[Recorded], now: Timestamp) {
        let issued = records.iter().find_map(|recorded| match &recorded.event {
            Event::TicketIssued(issued) => Some(issued.ticket),
            _ => None,
        });
        let Some(ticket) = issued else {
            self.turned_away += 1;
            return;
        };
        self.visits.insert(ticket, Visit { visitor, again: self.sent_home.contains(&visitor) });
        if let Some(patience_s) = self.workload.visitors[visitor].patience_s {
            #[expect(clippy::cast_possible_truncation, reason = "nobody waits for ages")]
            let patience_s = patience_s as i64;
            self.at(now.plus(patience_s.max(1)), Happening::GivesUp(ticket));
        }
    }

    /// Asks for all of it in this order and waits for all answers; says of each whether it was for a number.
    fn ask(&self, verbs: Vec<Verb>) -> Result<Vec<(bool, Vec<Recorded>)>, Broken> {
        let mut asked = VecDeque::with_capacity(verbs.len());
        for verb in verbs {
            let issues = matches!(verb, Verb::Issue(_));
            asked.push_back((issues, self.hub.ask(Request::new(Actor::Administrator, verb))?));
        }
        let mut answers = Vec::with_capacity(asked.len());
        for (issues, answered) in asked {
            let records = match answered.blocking_recv().unwrap_or(Err(Failure::Stopped)) {
                Ok(answer) => answer.events,
                Err(Failure::Refused(refusal)) if is_harmless(&refusal, self.shared) => Vec::new(),
                Err(failure) => return Err(failure.into()),
            };
            answers.push((issues, records));
        }
        Ok(answers)
    }

    /// Sees whom the counters have in front by now.
    pub fn look(&mut self, now: Timestamp) {
        let published = self.hub.now_published();
        for counter in 0..self.desks.len() {
            if self.desks[counter].by_hand {
                continue;
            }
            let Some(ticket) = published.state.in_front(id(counter)) else {
                self.desks[counter].front = None;
                continue;
            };
            let front = Front { ticket: ticket.number, called: ticket.called, calls: 1 };
            if self.desks[counter].front.is_some_and(|known| Front { calls: 1, ..known } == front) {
                continue;
            }
            self.desks[counter].front = Some(front);
            let Some((visitor, visit)) = self.visitor(ticket.number) else { continue };
            if matches!(ticket.stage, Stage::Serving { .. }) {
                // Back with the paper.
                let rest_s = visitor.rest_s(self.paces[counter]);
                self.at(now.plus(rest_s), Happening::Ends(counter, front));
                continue;
            }
            let comes = self.is_here(visitor, visit, ticket.waited_s) && (visit.again || !visitor.slow);
            let in_s = if comes { visitor.walk_s } else { CALL_AGAIN_S };
            self.at(now.plus(in_s), Happening::Answers(counter, front));
        }
    }
}

/// The number of the counter at this place.
pub fn id(counter: usize) -> CounterId {
    CounterId(u16::try_from(counter + 1).unwrap_or(u16::MAX))
}

pub(super) fn concerns(outage: &Outage, counter: usize) -> bool {
    outage.counters.as_ref().is_none_or(|counters| counters.contains(&id(counter)))
}

fn is_closed(state: &State, ticket: TicketNo) -> bool {
    state.tickets.get(&ticket).is_some_and(|ticket| matches!(ticket.stage, Stage::Closed(Closed::Missed)))
}
