//! Who is next, and why: priority first, nobody passed more than M times, inside the counter's skills.
//!
//! One total order with every tie broken. Proved properties and where the rule comes from: arrival `e` and turn `q`
//! make `older`; `v` counts how often a ticket was passed; M is the most it may be. Written after the statement
//!
//! ```text
//! E := waiting tickets that counter c can serve and that may be called now
//! b := the one in E with the highest class, then the oldest
//! G := those in E that were passed M times and are older than b
//! G empty: call b.  Else g := the oldest of G; call the oldest in E of g's class and service.
//! Everyone in E older than the called one is passed once more.
//! ```

use super::counter::Counter;
use super::ids::{CounterId, GroundId, ServiceId, TicketNo};
use super::state::State;
use super::ticket::{Stage, Ticket};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How the next person is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Which line forms before the pass budget is looked at.
    pub order: Order,
    /// How often one may be passed (M); 0 is first come first served, `None` is no bound.
    pub max_passed: Option<u32>,
}

/// Which line forms before the pass budget is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Highest class first, then the oldest.
    Class,
    /// Most credit first, then the oldest: `credit = head_s[class] + slope[class] * wait`. For comparison only.
    Credit {
        /// Head start by class, in seconds (times the slope unit).
        head_s: Vec<i64>,
        /// Credit per second of waiting, by class.
        slope: Vec<i64>,
    },
}

impl Rule {
    /// `congbang`: first come first served.
    pub const fn fair() -> Self {
        Self { order: Order::Class, max_passed: Some(0) }
    }

    /// `uutien8`: priority first, nobody passed more than eight times; the default.
    pub const fn budget() -> Self {
        Self { order: Order::Class, max_passed: Some(8) }
    }

    /// `uutien`: strict priority.
    pub const fn strict() -> Self {
        Self { order: Order::Class, max_passed: None }
    }

    fn credit(&self, leg: Stand, now: Timestamp) -> i64 {
        match &self.order {
            Order::Class => i64::from(leg.class),
            Order::Credit { head_s, slope } => {
                let of =
                    |by_class: &[i64]| by_class.get(usize::from(leg.class)).or(by_class.last()).copied().unwrap_or(0);
                of(head_s).saturating_add(of(slope).saturating_mul(now.0 - leg.age.0.0))
            }
        }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self::budget()
    }
}

/// Why somebody is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallReason {
    /// The ground of the choice.
    pub why: Why,
    /// The ground of priority, where that is why.
    pub ground: Option<GroundId>,
    /// The one most often passed after this call.
    pub most_passed: Option<Passed>,
}

/// The ground of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The oldest at this counter.
    Turn,
    /// Goes before older ordinary ones.
    Priority,
    /// Or someone of the same class and service just behind, was passed as often as anyone may be.
    PassedEnough,
    /// An appointment whose time has come.
    Appointment,
    /// Back with the paper.
    Back,
    /// Chosen by the officer.
    Chosen,
}

/// Somebody who was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Who.
    pub ticket: TicketNo,
    /// How often by now.
    pub times: u32,
    /// How often at most.
    pub most: Option<u32>,
}

/// A choice, with its reason and its price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Who is called.
    pub ticket: TicketNo,
    /// Why.
    pub reason: CallReason,
    /// Older ones at this counter that are passed by it.
    pub passed: Vec<TicketNo>,
}

/// What the order needs to know of a waiting ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Which.
    pub ticket: TicketNo,
    /// What for.
    pub service: ServiceId,
    /// Its class.
    pub class: u8,
    /// Its effective arrival (`e`).
    pub arrival: Timestamp,
    /// Its turn (`q`).
    pub turn: u64,
    /// Times passed (`v`).
    pub passed: u32,
    /// Its ground of priority.
    pub ground: Option<GroundId>,
    /// Whether it stands at an appointed time.
    pub appointed: bool,
}

/// What the order goes by, of whoever stands in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// What for.
    pub service: ServiceId,
    /// Its class; higher goes first.
    pub class: u8,
    /// Effective arrival and turn (`e`, `q`): what orders by age.
    pub age: (Timestamp, u64),
    /// Times passed (`v`).
    pub passed: u32,
    /// Whether it stands at an appointed time.
    pub appointed: bool,
}

/// Whoever stands in line: a ticket of the centre, or one of a simulated hour.
pub trait InLine {
    /// How she stands.
    fn stand(&self) -> Stand;

    /// What orders by age: `(e, q)`.
    fn age_key(&self) -> (Timestamp, u64) {
        self.stand().age
    }
}

impl InLine for Stand {
    fn stand(&self) -> Stand {
        *self
    }
}

impl InLine for Leg {
    fn stand(&self) -> Stand {
        let Self { service, class, passed, appointed, .. } = *self;
        Stand { service, class, age: (self.arrival, self.turn), passed, appointed }
    }
}

impl Leg {
    fn of(ticket: &Ticket) -> Self {
        Self {
            ticket: ticket.number,
            service: ticket.service,
            class: ticket.class,
            arrival: ticket.arrival,
            turn: ticket.turn,
            passed: ticket.passed,
            ground: ticket.ground.clone(),
            appointed: ticket.appointment.is_some(),
        }
    }
}

/// The place in `legs` of the one to call, and why. `None` when there are none.
///
/// `legs` are all that the calling counter can serve and may call now, in any order.
pub fn pull<L: InLine>(legs: &[L], rule: &Rule, now: Timestamp) -> Option<(usize, Why)> {
    let oldest =
        |legs: &mut dyn Iterator<Item = (usize, &L)>| legs.min_by_key(|(_, leg)| leg.age_key()).map(|(at, _)| at);
    let by_line = |(_, leg): &(usize, &L)| (std::cmp::Reverse(rule.credit(leg.stand(), now)), leg.age_key());
    let (place, best) = legs.iter().enumerate().min_by_key(by_line)?;
    let spent =
        |leg: &L| rule.max_passed.is_some_and(|most| leg.stand().passed >= most) && leg.age_key() < best.age_key();
    let Some(guarded) = oldest(&mut legs.iter().enumerate().filter(|(_, leg)| spent(leg))) else {
        return Some((place, line_reason(best.stand())));
    };
    let line = |leg: &L| (leg.stand().class, leg.stand().service);
    let same_line = |(_, leg): &(usize, &L)| line(leg) == line(&legs[guarded]);
    let called = oldest(&mut legs.iter().enumerate().filter(same_line)).unwrap_or(guarded);
    let in_turn = rule.max_passed == Some(0) && legs.iter().all(|leg| leg.age_key() >= legs[called].age_key());
    Some((called, if in_turn { Why::Turn } else { Why::PassedEnough }))
}

fn line_reason(best: Stand) -> Why {
    match (best.class > 0, best.appointed) {
        (true, _) => Why::Priority,
        (false, true) => Why::Appointment,
        (false, false) => Why::Turn,
    }
}

/// Who `counter` calls next, and why. `None` when it has nobody to call.
///
/// Looks at skills, bound tickets, misses and appointments; not at whether the counter is free.
pub fn next(state: &State, counter: &Counter, now: Timestamp) -> Option<Pick> {
    let legs = callable(state, counter, now);
    let (place, why) = pull(&legs, &state.centre.rule, now)?;
    Some(pick(&legs, place, why, &state.centre.rule))
}

/// What calling `ticket` at `counter` would mean, out of turn if need be. `None` when it may not be called there now.
pub fn choose(state: &State, counter: &Counter, ticket: TicketNo, now: Timestamp) -> Option<Pick> {
    let legs = callable(state, counter, now);
    let place = legs.iter().position(|leg| leg.ticket == ticket)?;
    let in_turn = pull(&legs, &state.centre.rule, now).filter(|(next, _)| *next == place);
    Some(pick(&legs, place, in_turn.map_or(Why::Chosen, |(_, why)| why), &state.centre.rule))
}

fn pick(legs: &[Leg], place: usize, why: Why, rule: &Rule) -> Pick {
    let called = &legs[place];
    let passed: Vec<&Leg> = legs.iter().filter(|leg| leg.age_key() < called.age_key()).collect();
    let most_passed = passed
        .iter()
        .max_by_key(|leg| (leg.passed, std::cmp::Reverse(leg.age_key())))
        .map(|leg| Passed { ticket: leg.ticket, times: leg.passed + 1, most: rule.max_passed });
    Pick {
        ticket: called.ticket,
        reason: CallReason { why, ground: called.ground.clone(), most_passed },
        passed: passed.iter().map(|leg| leg.ticket).collect(),
    }
}

/// Everyone `counter` may call at `now` (`E` of the rule).
pub fn callable(state: &State, counter: &Counter, now: Timestamp) -> Vec<Leg> {
    let within = |ticket: &&Ticket| match ticket.bound {
        Some(bound) => bound == counter.id,
        None => counter.skills.contains(&ticket.service),
    };
    let waiting: Vec<&Ticket> = state.tickets.values().filter(|t| t.is_waiting()).filter(within).collect();
    let ready = |ticket: &&&Ticket| after_miss(state, ticket) && time_has_come(state, ticket, now);
    let legs: Vec<Leg> = waiting.iter().filter(ready).map(|ticket| Leg::of(ticket)).collect();
    if !legs.is_empty() {
        return legs;
    }
    // Early appointments are called only by a counter that would otherwise be idle.
    waiting.iter().filter(|ticket| after_miss(state, ticket)).map(|ticket| Leg::of(ticket)).collect()
}

/// After a miss one other ticket of the service goes first, unless there is none to let go.
fn after_miss(state: &State, ticket: &Ticket) -> bool {
    if !is_blocked(state, ticket) {
        return true;
    }
    let goes_first = |other: &Ticket| other.service == ticket.service && !is_blocked(state, other);
    !state.waiting().any(goes_first)
}

fn is_blocked(state: &State, ticket: &Ticket) -> bool {
    match ticket.stage {
        Stage::Waiting { after_calls: Some(count) } => state.calls.get(&ticket.service).copied().unwrap_or(0) <= count,
        _ => false,
    }
}

fn time_has_come(state: &State, ticket: &Ticket, now: Timestamp) -> bool {
    ticket.appointment.is_none_or(|at| now >= at.plus(-state.centre.periods.appointment_early_s))
}

/// The counter that takes `ticket` when it begins to wait: of those that pull by themselves and are free, the one with
/// the fewest skills, then longest idle, then the lowest number.
pub fn taker<'a>(state: &'a State, ticket: &Ticket, now: Timestamp) -> Option<&'a Counter> {
    let takes = |counter: &&Counter| {
        counter.auto && counter.is_free() && callable(state, counter, now).iter().any(|leg| leg.ticket == ticket.number)
    };
    state.counters.values().filter(takes).min_by_key(|counter| (counter.skills.len(), counter.idle_since, counter.id))
}

/// One place in the calling order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Who.
    pub ticket: TicketNo,
    /// Why at this place.
    pub why: Why,
}

/// The order in which `counter` would call those now waiting if nobody else came or called; all of them, soonest first.
///
/// With `None`, the order of the whole room, as one counter that serves everything would call it.
pub fn order(state: &State, counter: Option<CounterId>, now: Timestamp) -> Vec<Place> {
    let rule = &state.centre.rule;
    let serves = |ticket: &&Ticket| match counter.and_then(|id| state.counters.get(&id)) {
        None => true,
        Some(counter) => ticket.bound.map_or(counter.skills.contains(&ticket.service), |bound| bound == counter.id),
    };
    let waiting = state.tickets.values().filter(|ticket| ticket.is_waiting()).filter(serves);
    let (ready, later): (Vec<&Ticket>, Vec<&Ticket>) =
        waiting.partition(|ticket| after_miss(state, ticket) && time_has_come(state, ticket, now));
    let mut legs: Vec<Leg> = ready.into_iter().map(Leg::of).collect();
    let mut places = Vec::with_capacity(legs.len() + later.len());
    while let Some((place, why)) = pull(&legs, rule, now) {
        let called = legs.swap_remove(place);
        for leg in &mut legs {
            if leg.age_key() < called.age_key() {
                leg.passed += 1;
            }
        }
        places.push(Place { ticket: called.ticket, why });
    }
    let mut later: Vec<Leg> = later.into_iter().map(Leg::of).collect();
    later.sort_by_key(InLine::age_key);
    places.extend(later.into_iter().map(|leg| Place { ticket: leg.ticket, why: Why::Turn }));
    places
}
