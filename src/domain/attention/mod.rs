//! What needs a person now, most urgent first: what a supervisor would see walking through the room.

mod dossiers;

use crate::domain::counter::{Counter, Station};
use crate::domain::dossier::Holder;
use crate::domain::dossier::Lateness;
use crate::domain::ids::{CounterId, DossierCode, OfficerId, ServiceId, TicketNo};
use crate::domain::place;
use crate::domain::published::{Published, Trouble};
use crate::domain::queue;
use crate::domain::state::State;
use crate::domain::ticket::{Stage, Ticket};
use crate::domain::time::Timestamp;
pub use dossiers::{Late, late};

/// A counter free for this long while somebody waits for it is idle, in seconds: long enough to stand up and greet.
const IDLE_S: i64 = 60;
/// So many services with the same trouble have a line each; more of them have one together.
const EACH_MAX: usize = 2;
/// Called for this long and not begun: nobody came, or the key was forgotten, in seconds.
const CALLED_S: i64 = 300;
/// A pause longer than this is asked about, in seconds.
const PAUSE_S: i64 = 900;
/// So many beyond the target are no longer somebody's bad luck.
const OVER_MANY: u32 = 5;
/// One visit that lasts longer than so many usual ones of its service is asked about,
const SERVED_TIMES: i64 = 3;
/// or longer than this in any case, and shorter than that in none, in seconds;
const SERVED_S: i64 = 3600;
const SERVED_LEAST_S: i64 = 900;
/// what is usual is known after so many visits today.
const USUAL_OF: i64 = 5;

/// For so long after opening it is told how many numbers of the last day are left over, in seconds.
const LEFT_OVER_S: i64 = 3600;

/// How soon somebody must do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// At once: citizens or data suffer already.
    Now,
    /// Within minutes.
    Soon,
    /// Today.
    Today,
}

/// One thing that needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// How soon.
    pub urgency: Urgency,
    /// How bad, among those of one urgency: seconds beyond what is tolerated.
    pub weight: i64,
    /// What.
    pub what: What,
}

/// What needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The hub's PC is in trouble.
    Trouble(Trouble),
    /// People wait for a service that no open counter serves.
    NobodyServes {
        /// Which, in the order of the centre's services.
        services: Vec<ServiceId>,
        /// The one for which somebody has waited longest.
        longest: ServiceId,
        /// How many wait.
        waiting: u32,
        /// A closed or paused counter that serves that one, and most of the others; a closed one first.
        could: Option<CounterId>,
    },
    /// People wait for one counter, which is not open.
    BoundToClosed {
        /// Which.
        counter: CounterId,
        /// The first of them.
        ticket: TicketNo,
    },
    /// People of these services, which open counters serve, have waited beyond the target.
    WaitOver {
        /// Which, in the order of the centre's services.
        services: Vec<ServiceId>,
        /// The one who has waited longest.
        ticket: TicketNo,
        /// How long, in seconds.
        wait_s: i64,
        /// How many are beyond the target.
        count: u32,
        /// An open counter with nobody in front that could call one of them now, of her service where there is such.
        free: Option<CounterId>,
        /// A closed or paused counter that serves her service, and most of the others; a closed one first.
        could: Option<CounterId>,
    },
    /// A counter is free while people wait for it.
    Idle {
        /// Which.
        counter: CounterId,
        /// Who sits there.
        officer: Option<OfficerId>,
        /// How many it could call.
        waiting: u32,
        /// For how long, in seconds.
        for_s: i64,
    },
    /// Somebody was called long ago and the service has not begun.
    CalledLong {
        /// Where.
        counter: CounterId,
        /// Who.
        ticket: TicketNo,
        /// For how long, in seconds.
        for_s: i64,
    },
    /// One visit lasts very long.
    ServedLong {
        /// Where.
        counter: CounterId,
        /// Who.
        ticket: TicketNo,
        /// For how long, in seconds.
        for_s: i64,
    },
    /// The day is over, and people have numbers that no open counter will call.
    LeftForNext {
        /// The first of them.
        first: TicketNo,
        /// How many.
        count: u32,
        /// When the centre opens next, where that is known.
        opens: Option<Timestamp>,
    },
    /// A pause that is too long.
    PausedLong {
        /// Which.
        counter: CounterId,
        /// Who sits there.
        officer: Option<OfficerId>,
        /// For how long, in seconds.
        for_s: i64,
    },
    /// The day has begun, and numbers of the last one are still to be called.
    LeftOver {
        /// The first of them.
        first: TicketNo,
        /// How many.
        count: u32,
    },
    /// A dossier is due within the hour.
    DueSoon {
        /// Which.
        dossier: DossierCode,
        /// Who has it.
        holder: Holder,
        /// When.
        due: Timestamp,
    },
    /// A later date waits for the head of the centre.
    ToApprove {
        /// Which.
        dossier: DossierCode,
        /// Until when it is to be put off.
        until: Timestamp,
        /// When it is due so far.
        due: Option<Timestamp>,
    },
    /// Dossiers are past due.
    Overdue {
        /// Who has them.
        holder: Holder,
        /// How many.
        count: u32,
        /// The one longest past due.
        dossier: DossierCode,
        /// By how much.
        by: Lateness,
    },
}

/// Everything that needs a person at `now`, most urgent first; ties in the order of counters, services, codes.
pub fn needs(seen: &Published, now: Timestamp) -> Vec<Need> {
    let state = &seen.state;
    let mut needs: Vec<Need> = Vec::new();
    let mut add = |urgency, weight, what| needs.push(Need { urgency, weight, what });
    for trouble in &seen.troubles {
        add(Urgency::Now, i64::MAX, What::Trouble(*trouble));
    }
    let calendar = &seen.book.calendar;
    let is_over = calendar.close_of(now.day()).is_none_or(|closes| closes <= now);
    if let Some((first, count)) = unheard(state).filter(|_| is_over) {
        add(Urgency::Today, i64::MAX, What::LeftForNext { first, count, opens: calendar.open_from(now) });
    }
    unserved(state, now, is_over, &mut add);
    for counter in state.counters.values() {
        at_counter(state, counter, now, is_over, &mut add);
    }
    if let Some((first, count)) = left_over(seen, now) {
        add(Urgency::Soon, 0, What::LeftOver { first, count });
    }
    dossiers::needs(state, calendar, now, &mut add);
    needs.sort_by_key(|need| (need.urgency, std::cmp::Reverse(need.weight)));
    needs
}

/// The numbers of the last day that nobody has brought back yet, until the centre has been open for an hour: the first,
/// and how many. Whoever holds one comes early.
pub fn left_over(seen: &Published, now: Timestamp) -> Option<(TicketNo, u32)> {
    let opens = seen.book.calendar.open_of(now.day())?;
    let vouchers = &seen.state.vouchers;
    let first = vouchers.keys().next().filter(|_| now < opens.plus(LEFT_OVER_S))?;
    Some((*first, u32::try_from(vouchers.len()).unwrap_or(u32::MAX)))
}

type Add<'a> = dyn FnMut(Urgency, i64, What) + 'a;

fn is_open(counter: &Counter) -> bool {
    counter.station == Station::Open
}

/// Those who wait and whom no open counter may call: the first, and how many.
fn unheard(state: &State) -> Option<(TicketNo, u32)> {
    let mut left = state.waiting().filter(|ticket| !place::is_awaited(state, ticket)).map(|ticket| ticket.number);
    let first = left.next()?;
    Some((first, u32::try_from(left.count() + 1).unwrap_or(u32::MAX)))
}

/// One service for which people wait in vain, or too long.
struct Line {
    service: ServiceId,
    count: u32,
    longest: TicketNo,
    wait_s: i64,
}

fn unserved(state: &State, now: Timestamp, is_over: bool, add: &mut Add<'_>) {
    let (mut nobody, mut over) = (Vec::new(), Vec::new());
    for service in state.centre.services.iter().map(|service| service.id) {
        let waiting: Vec<&Ticket> = state.waiting().filter(|ticket| ticket.service == service).collect();
        let Some(longest) = waiting.iter().max_by_key(|ticket| (ticket.wait_s(now), std::cmp::Reverse(ticket.number)))
        else {
            continue;
        };
        let serving = || state.counters.values().filter(|counter| counter.skills.contains(&service));
        let (longest, wait_s) = (longest.number, longest.wait_s(now));
        let line = |count: usize| {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            Line { service, count, longest, wait_s }
        };
        let is_late = |ticket: &&&Ticket| ticket.wait_s(now) > state.centre.targets.wait_s;
        let free_to_go = waiting.iter().filter(|ticket| ticket.bound.is_none()).count();
        if free_to_go > 0 && !serving().any(is_open) {
            // That they wait too long has the same cause, and the same cure.
            nobody.push(line(free_to_go));
        } else if wait_s > state.centre.targets.wait_s {
            over.push(line(waiting.iter().filter(is_late).count()));
        }
    }
    if is_over {
        nobody.clear();
    }
    for lines in together(nobody) {
        let Some((longest, services, waiting)) = summed(&lines) else { continue };
        let could = could_open(state, longest.service, &services);
        let (longest, wait_s) = (longest.service, longest.wait_s);
        add(Urgency::Now, wait_s, What::NobodyServes { services, longest, waiting, could });
    }
    for lines in together(over) {
        let Some((longest, services, count)) = summed(&lines) else { continue };
        // Nobody opens another counter after closing.
        let could = could_open(state, longest.service, &services).filter(|_| !is_over);
        let free = free_for(state, &[longest.service], now).or_else(|| free_for(state, &services, now));
        let (ticket, wait_s) = (longest.longest, longest.wait_s);
        let beyond_s = wait_s - state.centre.targets.wait_s;
        // Many of them are the first thing to be done, before anybody who was called and did not come.
        let urgency = if services.len() > 1 || count >= OVER_MANY { Urgency::Now } else { Urgency::Soon };
        add(urgency, beyond_s, What::WaitOver { services, ticket, wait_s, count, free, could });
    }
}

/// The counter that is not open and serves `first`, and of `services` as many as one does. Whoever has paused has a
/// reason to; nobody sits at a closed counter.
fn could_open(state: &State, first: ServiceId, services: &[ServiceId]) -> Option<CounterId> {
    let closed = state.counters.values().filter(|counter| !is_open(counter) && counter.skills.contains(&first));
    let most = |counter: &&Counter| services.iter().filter(|service| counter.skills.contains(service)).count();
    let is_paused = |counter: &&Counter| matches!(counter.station, Station::Paused { .. });
    let best = closed.min_by_key(|counter| (is_paused(counter), std::cmp::Reverse(most(counter)), counter.id));
    best.map(|counter| counter.id)
}

/// The open counter that has been free longest and could call somebody of `services` now.
fn free_for(state: &State, services: &[ServiceId], now: Timestamp) -> Option<CounterId> {
    let calls = |counter: &&Counter| {
        let of_them = |no: &TicketNo| state.tickets.get(no).is_some_and(|ticket| services.contains(&ticket.service));
        queue::callable(state, counter, now).iter().any(|leg| of_them(&leg.ticket))
    };
    let free = state.counters.values().filter(|counter| counter.is_free()).filter(calls);
    free.min_by_key(|counter| (counter.idle_since, counter.id)).map(|counter| counter.id)
}

/// One after the other where they are few, all at once where they are many.
fn together(lines: Vec<Line>) -> Vec<Vec<Line>> {
    if lines.len() > EACH_MAX { vec![lines] } else { lines.into_iter().map(|line| vec![line]).collect() }
}

/// The line with the longest wait, the services of all, and how many people there are.
fn summed(lines: &[Line]) -> Option<(&Line, Vec<ServiceId>, u32)> {
    let longest = lines.iter().max_by_key(|line| (line.wait_s, std::cmp::Reverse(line.longest)))?;
    Some((longest, lines.iter().map(|line| line.service).collect(), lines.iter().map(|line| line.count).sum()))
}

fn at_counter(state: &State, counter: &Counter, now: Timestamp, is_over: bool, add: &mut Add<'_>) {
    let id = counter.id;
    let for_s = now.since(counter.since);
    match &counter.station {
        Station::Open => {}
        station => {
            if let Some(ticket) = state.waiting().find(|ticket| ticket.bound == Some(id) && !is_over) {
                let what = What::BoundToClosed { counter: id, ticket: ticket.number };
                add(Urgency::Now, ticket.wait_s(now), what);
            }
            if matches!(station, Station::Paused { .. }) && for_s > PAUSE_S {
                add(Urgency::Soon, for_s - PAUSE_S, What::PausedLong { counter: id, officer: counter.officer, for_s });
            }
            return;
        }
    }
    if let Some(ticket) = counter.current.and_then(|no| state.tickets.get(&no)) {
        if let Stage::Called { at, .. } = ticket.stage
            && now.since(at) > CALLED_S
        {
            let for_s = now.since(at);
            add(Urgency::Soon, for_s - CALLED_S, What::CalledLong { counter: id, ticket: ticket.number, for_s });
        }
        if let Stage::Serving { since, .. } = ticket.stage
            && now.since(since) > served_most(state, ticket.service)
        {
            let for_s = now.since(since);
            add(Urgency::Soon, for_s - SERVED_LEAST_S, What::ServedLong { counter: id, ticket: ticket.number, for_s });
        }
        return;
    }
    let for_s = now.since(counter.idle_since);
    let waiting = queue::callable(state, counter, now).len();
    if waiting > 0 && for_s > IDLE_S {
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        add(Urgency::Now, for_s - IDLE_S, What::Idle { counter: id, officer: counter.officer, waiting, for_s });
    }
}

/// How long a visit of `service` may last before it is asked about, in seconds.
fn served_most(state: &State, service: ServiceId) -> i64 {
    let done = state.tickets.values().filter(|ticket| ticket.service == service && ticket.served_s > 0);
    let done = done.filter(|ticket| matches!(ticket.stage, Stage::Served { .. }));
    let (sum, count) = done.fold((0_i64, 0_i64), |(sum, count), ticket| (sum + ticket.served_s, count + 1));
    let usual = sum.checked_div(count).filter(|_| count >= USUAL_OF);
    usual.map_or(SERVED_S, |usual| (usual * SERVED_TIMES).clamp(SERVED_LEAST_S, SERVED_S))
}
