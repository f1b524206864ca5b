//! The forecast of a centre as it stands: who waits and what the counters do, run forward, and told as ranges.

use super::calibration::quantile;
use super::learning::Learning;
use super::model::Model;
use super::paths::{HORIZON_S, Newcomer, Turns, run};
use super::scene::{Doing, Place, Scene, Standing};
use super::walk::seconds;
use crate::domain::book::Book;
use crate::domain::counter::{Counter, Station};
use crate::domain::expected::{Expected, Prospect, Range};
use crate::domain::ids::{CounterId, ServiceId, TicketNo};
use crate::domain::state::State;
use crate::domain::ticket::{Stage, Ticket};
use crate::domain::time::Timestamp;

/// How often each moment is run forward.
pub const PATHS: usize = 500;
/// With fewer visits measured here than this, what is said rests on what is usual elsewhere.
const FEW: f64 = 5.0;
/// Of those who fetch a paper, how many are back in time.
const FETCH: f64 = 0.8;
/// Classes that a newcomer may have.
const CLASSES: [u8; 2] = [0, 1];

/// What can be said at `now` of those who wait and of those who come.
pub fn expected(state: &State, book: &Book, learning: &Learning, now: Timestamp, paths: usize) -> Expected {
    let (scene, asked) = scene(state, book, learning, now);
    let newcomers: Vec<Newcomer> = state
        .centre
        .services
        .iter()
        .flat_map(|service| CLASSES.map(|class| Newcomer { service: service.id, class }))
        .collect();
    let turns = run(&scene, &learning.model.habits(), &newcomers, paths, |rng| learning.model.draw(&scene.places, rng));
    let Turns { asked: of_asked, newcomers: of_newcomers } = turns;
    let range = |service, class, turns: &[f32]| {
        let levels = learning.calibration.levels(service, class);
        let (from, to) = (quantile(turns, levels.middle), quantile(turns, levels.upper));
        (to < HORIZON_S - 1.0).then(|| Range { from_s: whole(from), to_s: whole(to.max(from)) })
    };
    let tickets = asked.iter().zip(&of_asked).filter_map(|(number, turns)| {
        let ticket = state.tickets.get(number)?;
        Some((*number, range(ticket.service, ticket.class, turns)?))
    });
    // Once the counters have stopped for the day nobody's turn comes.
    let today = closing(book, now).is_some() || scene.after_s > 0.0;
    let prospect = |(one, turns): (&Newcomer, &Vec<f32>)| {
        let in_time_percent = if today { percent(turns, HORIZON_S) } else { 0 };
        ((one.service, one.class), Prospect { range: range(one.service, one.class, turns), in_time_percent })
    };
    let guessed = |service: &ServiceId| learning.model.measured(*service) < FEW;
    Expected {
        seq: state.seq,
        turn: state.next_turn,
        at: now,
        tickets: tickets.collect(),
        newcomers: newcomers.iter().zip(&of_newcomers).map(prospect).collect(),
        guessed: state.centre.services.iter().map(|service| service.id).filter(guessed).collect(),
        today: learning.today.clone(),
        before: learning.before.clone(),
        track: learning.track(),
    }
}

/// Of 100 turns, how many come before so many seconds.
fn percent(turns: &[f32], before_s: f64) -> u8 {
    let before = turns.partition_point(|turn| f64::from(*turn) < before_s);
    u8::try_from(before * 100 / turns.len().max(1)).unwrap_or(100)
}

#[expect(clippy::cast_possible_truncation, reason = "seconds within half a day")]
fn whole(seconds: f64) -> i64 {
    seconds.round() as i64
}

/// When the centre closes today; `None` when it has, or does not open.
pub fn closing(book: &Book, now: Timestamp) -> Option<Timestamp> {
    book.calendar.close_of(now.day()).filter(|closes| *closes > now)
}

/// The moment as a forecast sees it, and the tickets it asks about, in their order.
pub fn scene(state: &State, book: &Book, learning: &Learning, now: Timestamp) -> (Scene, Vec<TicketNo>) {
    let ids: Vec<CounterId> = state.counters.keys().copied().collect();
    let works = state.counters.values().any(|counter| counter.station == Station::Open);
    let after_s = if works { after(book, now) } else { 0.0 };
    let closes_s = match closing(book, now) {
        Some(closes) => seconds(closes.since(now)),
        None if after_s > 0.0 => -after_s,
        // On a day off who works goes on until nobody waits.
        None => f64::INFINITY,
    };
    let places = state.counters.values().map(|counter| place(state, counter, learning, closes_s, &ids, now)).collect();
    let mut asked = Vec::new();
    let mut line = Vec::new();
    for ticket in state.tickets.values() {
        line.extend(standing(state, ticket, &learning.model, &ids, now, &mut asked));
    }
    let passing = state.centre.rule.max_passed != Some(0);
    let streams = if passing { learning.model.streams(now) } else { Vec::new() };
    let open = |id: &CounterId| state.counters.get(id).is_some_and(|counter| counter.station != Station::Closed);
    let leads =
        learning.model.onward.leads(|counter| ids.iter().position(|id| *id == counter).filter(|_| open(&counter)));
    let scene = Scene {
        now,
        rule: state.centre.rule.clone(),
        places,
        line,
        head: None,
        streams,
        leads,
        kept_s: seconds(state.centre.periods.missed_s),
        shut: shut(book, now, works),
        after_s,
    };
    (scene, asked)
}

/// How long ago the last of today's hours ended where it is not open now, in seconds; 0 before the first, and within them.
fn after(book: &Book, now: Timestamp) -> f64 {
    let spans = book.calendar.spans(now.day());
    let begun = spans.iter().rfind(|span| Timestamp::at(now.day(), span.open()) <= now);
    begun.map_or(0.0, |span| seconds(now.since(Timestamp::at(now.day(), span.close()))))
}

fn place(
    state: &State,
    counter: &Counter,
    learning: &Learning,
    closes_s: f64,
    ids: &[CounterId],
    now: Timestamp,
) -> Place {
    let seat = learning.seat(counter.id);
    let since_s = |at: Timestamp| seconds(now.since(at).max(0));
    let in_front = counter.current.and_then(|number| state.tickets.get(&number));
    let doing = match (&counter.station, in_front) {
        (Station::Closed, _) => Doing::Opens { in_s: seat.map_or_else(Vec::new, |seat| seat.opens(now)) },
        // She was called before she was served, and takes the counter's time since then.
        (_, Some(ticket)) => {
            let since = match ticket.stage {
                Stage::Serving { since, .. } => since.min(ticket.called.unwrap_or(since)).max(counter.since),
                _ => ticket.called.unwrap_or(now),
            };
            Doing::Serving { service: ticket.service, since_s: since_s(since), who: Some(of_ticket(ticket, ids, now)) }
        }
        (Station::Paused { .. }, None) => Doing::Paused { since_s: since_s(counter.since) },
        (Station::Open, None) if counter.auto => Doing::Between { since_s: 0.0, idle: false },
        (Station::Open, None) => {
            let (since, idle) = seat.and_then(super::seat::Seat::idle).unwrap_or((counter.idle_since, false));
            Doing::Between { since_s: since_s(since), idle }
        }
    };
    Place {
        skills: counter.skills.iter().map(|service| (*service, 1.0)).collect(),
        officer: counter.officer.map_or(counter.id.0, |officer| officer.0),
        doing,
        closes_s,
    }
}

/// The ticket as it stands in line, or stood before it was called.
fn of_ticket(ticket: &Ticket, ids: &[CounterId], now: Timestamp) -> Standing {
    Standing {
        turn: ticket.turn,
        passed: ticket.passed,
        bound: ticket.bound.and_then(|counter| ids.iter().position(|id| *id == counter)),
        waited_s: seconds(ticket.wait_s(now)),
        leg: u8::from(ticket.served_s > 0 || ticket.misses > 0),
        ..Standing::newcomer(ticket.service, ticket.class, ticket.arrival)
    }
}

/// The ticket in line: those who wait, and those who may come back before them.
fn standing(
    state: &State,
    ticket: &Ticket,
    model: &Model,
    ids: &[CounterId],
    now: Timestamp,
    asked: &mut Vec<TicketNo>,
) -> Option<Standing> {
    let one = of_ticket(ticket, ids, now);
    match ticket.stage {
        Stage::Waiting { .. } => {
            let early_s = state.centre.periods.appointment_early_s;
            let ready_s = ticket.appointment.map_or(0, |at| at.plus(-early_s).since(now).max(0));
            asked.push(ticket.number);
            Some(Standing { ready_s: seconds(ready_s), asked: Some(asked.len() - 1), ..one })
        }
        // Comes back to the same officer before anybody else is called there.
        Stage::Held { counter, until, back, .. } => Some(Standing {
            class: u8::MAX,
            bound: ids.iter().position(|id| *id == counter),
            ready_s: if back { 0.0 } else { seconds(until.since(now).max(0)) / 2.0 },
            comes: if back { 1.0 } else { FETCH },
            ..one
        }),
        Stage::Missed { until, .. } => {
            let kept_s = seconds(state.centre.periods.missed_s);
            let left_s = seconds(until.since(now).max(0)).min(kept_s);
            let comes = model.back.share(kept_s - left_s, kept_s);
            Some(Standing { ready_s: left_s / 2.0, comes, ..one })
        }
        _ => None,
    }
}

/// What is out of hours though the day is not over: before opening, where nobody works yet, and over noon; in seconds from
/// now, below zero where it has begun.
pub fn shut(book: &Book, now: Timestamp, works: bool) -> Vec<(f64, f64)> {
    let day = now.day();
    let mut from = None;
    let mut shut = Vec::new();
    for span in book.calendar.spans(day) {
        let open = Timestamp::at(day, span.open());
        if open > now && !(works && from.is_none()) {
            let begins = from.unwrap_or(now);
            shut.push((seconds(begins.since(now)) - seconds(now.since(begins)), seconds(open.since(now))));
        }
        from = Some(Timestamp::at(day, span.close()));
    }
    shut
}
