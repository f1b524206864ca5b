//! What needs a person now, most urgent first: what a supervisor would see walking through the room.

use super::counter::{Counter, Station};
use super::dossier::{Holder, Timeliness};
use super::ids::{CounterId, DossierCode, OfficerId, ServiceId, TicketNo};
use super::published::{Published, Trouble};
use super::queue;
use super::state::State;
use super::ticket::{Stage, Ticket};
use super::time::Timestamp;

/// A counter free for this long while somebody waits for it is idle, in seconds: long enough to stand up and greet.
const IDLE_S: i64 = 120;
/// Called for this long and not begun: nobody came, or the key was forgotten, in seconds.
const CALLED_S: i64 = 300;
/// A pause longer than this is asked about, in seconds.
const PAUSE_S: i64 = 900;
/// A dossier due within this is urgent, in seconds.
const DUE_SOON_S: i64 = 3600;

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
        /// Which.
        service: ServiceId,
        /// How many wait.
        waiting: u32,
        /// A closed or paused counter that could.
        could: Option<CounterId>,
    },
    /// People wait for one counter, which is not open.
    BoundToClosed {
        /// Which.
        counter: CounterId,
        /// The first of them.
        ticket: TicketNo,
    },
    /// People of a service have waited beyond the target.
    WaitOver {
        /// Which.
        service: ServiceId,
        /// The one who has waited longest.
        ticket: TicketNo,
        /// How long, in seconds.
        wait_s: i64,
        /// How many are beyond the target.
        count: u32,
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
    /// A pause that is too long.
    PausedLong {
        /// Which.
        counter: CounterId,
        /// Who sits there.
        officer: Option<OfficerId>,
        /// For how long, in seconds.
        for_s: i64,
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
        /// By how much, in seconds.
        by_s: i64,
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
    unserved(state, now, &mut add);
    for counter in state.counters.values() {
        at_counter(state, counter, now, &mut add);
    }
    dossiers(state, now, &mut add);
    needs.sort_by_key(|need| (need.urgency, std::cmp::Reverse(need.weight)));
    needs
}

type Add<'a> = dyn FnMut(Urgency, i64, What) + 'a;

fn is_open(counter: &Counter) -> bool {
    counter.station == Station::Open
}

fn unserved(state: &State, now: Timestamp, add: &mut Add<'_>) {
    for service in &state.centre.services {
        let waiting: Vec<&Ticket> = state.waiting().filter(|ticket| ticket.service == service.id).collect();
        let Some(longest) = waiting.iter().max_by_key(|ticket| (ticket.wait_s(now), std::cmp::Reverse(ticket.number)))
        else {
            continue;
        };
        let free_to_go: Vec<&&Ticket> = waiting.iter().filter(|ticket| ticket.bound.is_none()).collect();
        let serves = |counter: &&Counter| counter.skills.contains(&service.id);
        if !free_to_go.is_empty() && !state.counters.values().any(|counter| is_open(counter) && serves(&counter)) {
            let could = state.counters.values().find(serves).map(|counter| counter.id);
            let count = u32::try_from(free_to_go.len()).unwrap_or(u32::MAX);
            let what = What::NobodyServes { service: service.id, waiting: count, could };
            add(Urgency::Now, longest.wait_s(now), what);
        }
        let target = state.centre.targets.wait_s;
        let over = waiting.iter().filter(|ticket| ticket.wait_s(now) > target).count();
        if over > 0 {
            let (ticket, wait_s) = (longest.number, longest.wait_s(now));
            let count = u32::try_from(over).unwrap_or(u32::MAX);
            let what = What::WaitOver { service: service.id, ticket, wait_s, count };
            add(Urgency::Soon, wait_s - target, what);
        }
    }
}

fn at_counter(state: &State, counter: &Counter, now: Timestamp, add: &mut Add<'_>) {
    let id = counter.id;
    let for_s = now.since(counter.since);
    match &counter.station {
        Station::Open => {}
        station => {
            if let Some(ticket) = state.waiting().find(|ticket| ticket.bound == Some(id)) {
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
        return;
    }
    let for_s = now.since(counter.idle_since);
    let waiting = queue::callable(state, counter, now).len();
    if waiting > 0 && for_s > IDLE_S {
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        add(Urgency::Now, for_s - IDLE_S, What::Idle { counter: id, officer: counter.officer, waiting, for_s });
    }
}

fn dossiers(state: &State, now: Timestamp, add: &mut Add<'_>) {
    for dossier in state.dossiers.values().filter(|dossier| !dossier.status.is_over()) {
        let Some(due) = dossier.due.filter(|due| due.since(now) <= DUE_SOON_S) else { continue };
        if dossier.timeliness(now) == Timeliness::DueToday {
            let what = What::DueSoon { dossier: dossier.code.clone(), holder: dossier.holder.clone(), due };
            add(Urgency::Soon, DUE_SOON_S - due.since(now), what);
        }
    }
    for dossier in state.dossiers.values() {
        let Some(proposal) = &dossier.proposal else { continue };
        // The apology goes out before the old date is over.
        let left = dossier.due.map_or(0, |due| due.since(now));
        let urgency = if left <= DUE_SOON_S { Urgency::Soon } else { Urgency::Today };
        let what = What::ToApprove { dossier: dossier.code.clone(), until: proposal.due, due: dossier.due };
        add(urgency, -left, what);
    }
    for Late { holder, count, dossier, by_s } in late(state, now) {
        add(Urgency::Today, by_s, What::Overdue { holder, count, dossier, by_s });
    }
}

/// Dossiers past due with one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Who has them.
    pub holder: Holder,
    /// How many.
    pub count: u32,
    /// The one longest past due.
    pub dossier: DossierCode,
    /// By how much, in seconds.
    pub by_s: i64,
}

/// Who has dossiers past due at `now`, in the order of their first dossier's code.
pub fn late(state: &State, now: Timestamp) -> Vec<Late> {
    let mut holders: Vec<Late> = Vec::new();
    for dossier in state.dossiers.values().filter(|dossier| dossier.timeliness(now) == Timeliness::Overdue) {
        let Some(due) = dossier.due else { continue };
        let by_s = now.since(due);
        let index = holders.iter().position(|late| late.holder == dossier.holder).unwrap_or_else(|| {
            let (holder, dossier) = (dossier.holder.clone(), dossier.code.clone());
            holders.push(Late { holder, count: 0, dossier, by_s });
            holders.len() - 1
        });
        let late = &mut holders[index];
        late.count += 1;
        if by_s > late.by_s {
            (late.dossier, late.by_s) = (dossier.code.clone(), by_s);
        }
    }
    holders
}
