//! What is said to a person: a sentence that is filled at the moment of drawing, so that it follows the language.

use super::parts::expect;
use super::reason;
use super::screens::ticket::place as place_of;
use super::seen::Seen;
use crate::domain::calendar::{show_day, show_moment};
use crate::domain::cash::Closing;
use crate::domain::cash::tell::counted_gaps;
use crate::domain::dossier::{Channel, Receipt};
use crate::domain::event::Event;
use crate::domain::expected::Range;
use crate::domain::ids::TicketNo;
use crate::domain::refusal::Refusal;
use crate::text::words::Sentence;

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tell {
    /// What happened.
    Event(Box<Event>),
    /// Why not.
    Refusal(Refusal),
    /// A sentence of the words files.
    Said(Said),
    /// A sentence that somebody else made, in the language of the one who asked.
    Text(String),
}

/// A sentence with its gaps filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    key: &'static str,
    gaps: Vec<(&'static str, String)>,
}

impl Said {
    pub fn new(key: &'static str) -> Self {
        Self { key, gaps: Vec::new() }
    }

    /// A sentence whose gaps are filled already.
    pub fn filled(key: &'static str, gaps: Vec<(&'static str, String)>) -> Self {
        Self { key, gaps }
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.gaps.push((name, format!("{value}")));
        self
    }
}

impl Sentence for Said {
    fn key(&self) -> &'static str {
        self.key
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        self.gaps.clone()
    }
}

impl From<Said> for Tell {
    fn from(said: Said) -> Self {
        Self::Said(said)
    }
}

impl Tell {
    pub fn key(key: &'static str) -> Self {
        Self::Said(Said::new(key))
    }

    /// The whole sentence.
    pub fn say(&self, seen: Seen<'_>) -> String {
        match self {
            Self::Event(happened) => event(happened, seen),
            Self::Refusal(refusal) => seen.words.say(refusal),
            Self::Said(said) => seen.words.say(said),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Whether an event is worth a word to the one who caused it, whatever came with it; the last such one is told.
pub(super) fn is_told(event: &Event) -> bool {
    !matches!(
        event,
        Event::DayStarted { .. }
            | Event::DayEnded { .. }
            | Event::CounterSkillsSet { .. }
            | Event::TicketLapsed { .. }
            | Event::HoldLapsed { .. }
    )
}

fn closed(closing: &Closing, seen: Seen<'_>) -> String {
    let gaps = counted_gaps(closing);
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    seen.fill("cash.did_close", &gaps)
}

fn promised(ticket: TicketNo, range: Range, seen: Seen<'_>) -> String {
    let range = expect::range(range, ticket.service, seen);
    let waiting = seen.state().tickets.get(&ticket).filter(|found| found.is_waiting());
    let place = waiting.map(|found| format!(" {}.", place_of(found, seen))).unwrap_or_default();
    seen.fill("desk.did_issue_expecting", &[("ticket", &ticket.to_string()), ("range", &range), ("place", &place)])
}

fn received(receipt: &Receipt, seen: Seen<'_>) -> String {
    let code = receipt.code.to_string();
    let told = match receipt.due {
        Some(due) => {
            let due = show_moment(due, seen.words);
            seen.fill("desk.did_receive", &[("dossier", &code), ("due", &due)])
        }
        None => seen.fill("desk.did_receive_no_due", &[("dossier", &code)]),
    };
    let procedure = seen.published.book.catalogue.get(&receipt.procedure);
    let asks = procedure.is_some_and(|procedure| !procedure.papers.is_empty());
    // Her receipt says what she handed in.
    let none = match &receipt.papers {
        None => "desk.did_receive_no_papers",
        Some(papers) if papers.there.is_empty() => "desk.did_receive_none",
        Some(_) => return told,
    };
    if !asks || receipt.channel != Channel::InPerson {
        return told;
    }
    format!("{}. {}", told.trim_end_matches('.'), seen.get(none))
}

fn event(event: &Event, seen: Seen<'_>) -> String {
    let one = |key: &str, name: &str, value: &dyn ToString| seen.fill(key, &[(name, &value.to_string())]);
    match event {
        Event::TicketIssued(issued) => one("desk.did_issue", "ticket", &issued.ticket),
        Event::TicketPromised { ticket, range } => promised(*ticket, *range, seen),
        Event::TicketPrioritised { ticket, ground: Some(_), .. } => one("desk.did_prioritise", "ticket", ticket),
        Event::TicketPrioritised { ticket, .. } => one("desk.did_unprioritise", "ticket", ticket),
        Event::TicketCalled { ticket, counter, reason: why, .. } => {
            let why = reason::of_call(why, seen);
            let gaps = [("ticket", ticket.to_string()), ("counter", counter.to_string()), ("why", why)];
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
            seen.fill("desk.did_call", &gaps)
        }
        Event::TicketRecalled { ticket, counter } => {
            seen.fill("desk.did_recall", &[("ticket", &ticket.to_string()), ("counter", &counter.to_string())])
        }
        Event::TicketStarted { ticket, .. } => one("desk.did_start", "ticket", ticket),
        Event::TicketFinished { ticket, outcome, .. } => {
            let outcome = seen.get(reason::outcome_key(*outcome));
            seen.fill("desk.did_finish", &[("ticket", &ticket.to_string()), ("outcome", outcome)])
        }
        Event::TicketMissed { ticket, until: Some(until), .. } => {
            let until = until.clock();
            seen.fill("desk.did_miss", &[("ticket", &ticket.to_string()), ("until", &until)])
        }
        Event::TicketMissed { ticket, .. } => one("desk.did_miss_again", "ticket", ticket),
        Event::TicketRestored { ticket } | Event::TicketBack { ticket } => one("desk.did_restore", "ticket", ticket),
        Event::TicketResumed { ticket, .. } => one("desk.did_resume", "ticket", ticket),
        Event::TicketParked { ticket, until, .. } => {
            let until = until.clock();
            seen.fill("desk.did_park", &[("ticket", &ticket.to_string()), ("until", &until)])
        }
        Event::TicketTransferred(moved) => {
            let (ticket, service) = (moved.ticket.to_string(), reason::service(moved.service, seen));
            match moved.bound.map(|counter| counter.to_string()) {
                Some(counter) => seen.fill("desk.did_move_counter", &[("ticket", &ticket), ("counter", &counter)]),
                None => seen.fill("desk.did_move_service", &[("ticket", &ticket), ("service", service)]),
            }
        }
        Event::TicketCancelled { ticket, .. } => one("desk.did_cancel", "ticket", ticket),
        Event::CashClosed(closing) => closed(closing, seen),
        Event::CounterOpened { counter, .. } => one("desk.did_open", "counter", counter),
        Event::CounterPaused { counter, .. } => one("desk.did_pause", "counter", counter),
        Event::CounterClosed { counter } => one("desk.did_close", "counter", counter),
        Event::CounterOfficerChanged { counter, .. } => one("desk.did_change_officer", "counter", counter),
        Event::CounterSkillsSet { counter, skills } => {
            let skills = skills.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            seen.fill("desk.did_skills", &[("counter", &counter.to_string()), ("skills", &skills)])
        }
        Event::CounterAutoSet { auto: true, .. } => seen.get("desk.did_auto_on").to_owned(),
        Event::CounterAutoSet { .. } => seen.get("desk.did_auto_off").to_owned(),
        Event::CounterActionUndone { act, .. } => one("desk.did_undo", "act", &seen.get(reason::act_key(*act))),
        Event::DossierReceived(receipt) => received(receipt, seen),
        Event::DossierFinished { dossier, .. } => one("desk.did_finish_dossier", "dossier", dossier),
        Event::DossierChanged(changed) => {
            let what = changed.change.tell(seen.words, |holder| reason::holder(holder, seen));
            seen.fill("step.did", &[("dossier", &changed.dossier.0), ("what", &what)])
        }
        Event::DossierBroughtBack(archived) => one("desk.did_bring_back", "dossier", &archived.code),
        Event::DossierReturned { dossier } => one("desk.did_return_dossier", "dossier", dossier),
        event => office_event(event, seen),
    }
}

/// What was changed about the office itself.
fn office_event(event: &Event, seen: Seen<'_>) -> String {
    let one = |key: &str, name: &str, value: &dyn ToString| seen.fill(key, &[(name, &value.to_string())]);
    match event {
        Event::OfficerSet { officer, .. } => {
            let name = seen.published.name(officer.person);
            seen.fill("office.did_officer", &[("officer", &officer.id.to_string()), ("name", name)])
        }
        Event::PinSet { officer, .. } => one("office.did_pin", "officer", officer),
        Event::KeyAdded { account, .. } => one("office.did_add_key", "account", account),
        Event::KeyRemoved { account: Some(account), .. } => one("office.did_close_account", "account", account),
        Event::KeyRemoved { account: None, .. } => seen.get("office.did_remove_key").to_owned(),
        Event::CentreConfigured(_) => seen.get("office.did_configure").to_owned(),
        Event::DaySet { day, .. } => seen.fill("office.did_day", &[("day", &show_day(*day, seen.words))]),
        _ => seen.get("desk.did").to_owned(),
    }
}
