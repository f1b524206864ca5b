//! What a kiosk must know before it gives a number: whether the centre is open, who is ahead, whether time is enough.

use super::command::{Actor, Command, Issue, Verb};
use super::counter::Station;
use super::decide::decide_onto;
use super::event::Event;
use super::expected::SURE_PERCENT;
use super::ids::{CommandId, ServiceId};
use super::place;
use super::published::Published;
use super::refusal::Refusal;
use super::state::State;
use super::time::Timestamp;

/// How a kiosk works, as the settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What one visit is taken to last, in seconds, where it is asked whether the day is long enough.
    pub visit_s: i64,
    /// Whether citizens are asked for a ground of priority.
    pub asks_priority: bool,
    /// Whether an ID card may be scanned; then a key waits a moment to be told from a scan.
    pub scans: bool,
}

/// What is to be said before a number is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Nothing: it will be served.
    Fine,
    /// Closed now, opens later today.
    OpensLater(Timestamp),
    /// Closed until another day; no number is given.
    ClosedToday {
        /// When it opens next, where that is known.
        opens: Option<Timestamp>,
    },
    /// Open, but there may be no time left for one more.
    TooLate {
        /// How many would be ahead.
        ahead: usize,
        /// When the centre closes for the day.
        closes: Timestamp,
    },
}

impl Default for Terms {
    fn default() -> Self {
        Self { visit_s: 600, asks_priority: true, scans: true }
    }
}

/// What the list of services says of one of them, before anybody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prospect {
    /// The centre is closed at this moment.
    Closed,
    /// No counter that serves it is open.
    NoCounter,
    /// So many would be ahead.
    Ahead(usize),
}

/// When the centre opens next, where it is closed at `now`.
pub fn closed_until(published: &Published, now: Timestamp) -> Option<Option<Timestamp>> {
    let opens = published.book.calendar.open_from(now);
    opens.is_none_or(|opens| opens > now).then_some(opens)
}

/// What somebody who has just come finds for `service` at `now`: the same number ahead as her slip would say.
pub fn prospect(published: &Published, service: ServiceId, now: Timestamp) -> Prospect {
    if closed_until(published, now).is_some() {
        Prospect::Closed
    } else if place::is_served(&published.state, service) {
        Prospect::Ahead(place::ahead_of_new(&published.state, service, now))
    } else {
        Prospect::NoCounter
    }
}

/// How things stand for somebody who wants `issue` at `now`.
///
/// # Errors
/// What the number itself would be refused for.
pub fn outlook(published: &Published, issue: &Issue, terms: Terms, now: Timestamp) -> Result<Outlook, Refusal> {
    let calendar = &published.book.calendar;
    let now = now.max(published.state.at);
    let Some(closes) = calendar.close_of(now.day()).filter(|closes| *closes > now) else {
        return Ok(Outlook::ClosedToday { opens: calendar.open_from(now) });
    };
    let command = Command { id: CommandId([0; 16]), by: Actor::Kiosk, verb: Verb::Issue(issue.clone()) };
    let decided = decide_onto(&published.state, &published.book, &command, now)?;
    if let Some(opens) = calendar.open_from(now).filter(|opens| *opens > now) {
        return Ok(Outlook::OpensLater(opens));
    }
    let issued = decided.records.iter().find_map(|recorded| match &recorded.event {
        Event::TicketIssued(issued) => decided.state.tickets.get(&issued.ticket),
        _ => None,
    });
    let ahead = issued.map_or(0, |ticket| place::ahead(&decided.state, ticket, now));
    // Where the day was run forward, that says it; else what one visit is taken to last.
    let class = u8::from(issue.ground.is_some());
    let is_served = place::is_served(&published.state, issue.service);
    if let Some(new) = published.expected.newcomer(issue.service, class).filter(|_| is_served) {
        let is_sure = new.in_time_percent >= SURE_PERCENT;
        return Ok(if is_sure { Outlook::Fine } else { Outlook::TooLate { ahead, closes } });
    }
    let left_s: i64 = calendar
        .spans(now.day())
        .iter()
        .map(|span| Timestamp::at(now.day(), span.close()).since(now.max(Timestamp::at(now.day(), span.open()))))
        .sum();
    let (open, visits) = (open_for(&published.state, issue.service), i64::try_from(ahead).unwrap_or(i64::MAX));
    // Where nobody serves it yet, somebody must come first, and one visit at least must still fit.
    let visits = if open == 0 { visits.saturating_add(1) } else { visits };
    let needed_s = visits.saturating_mul(terms.visit_s) / open.max(1);
    Ok(if needed_s >= left_s { Outlook::TooLate { ahead, closes } } else { Outlook::Fine })
}

/// Open counters that serve `service`.
fn open_for(state: &State, service: ServiceId) -> i64 {
    let open = state.counters.values().filter(|counter| counter.station == Station::Open);
    i64::try_from(open.filter(|counter| counter.skills.contains(&service)).count()).unwrap_or(i64::MAX)
}
