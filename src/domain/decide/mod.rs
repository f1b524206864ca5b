//! Command to events: all the rules, one file per family of verbs.

mod calling;
mod clock;
mod counter;
mod days;
mod digits;
mod dossier;
mod erasing;
mod keys;
mod money;
mod office;
mod rating;
pub mod rights;
mod serving;
mod ticket;

use super::book::Book;
use super::command::{Actor, Command, CounterVerb, Verb};
use super::counter::{Counter, Station};
use super::event::{Event, Recorded};
use super::ids::{CommandId, CounterId, OfficerId};
use super::naming::names_a_person;
use super::refusal::Refusal;
use super::state::State;
use super::time::Timestamp;

pub use dossier::FEE_MAX;
pub use dossier::reach::{Reach, reach};

/// The longest reason taken, in characters.
pub const REASON_MAX: usize = 200;

/// What happens when `command` is asked at `now`, in order; nothing when it changes nothing.
///
/// What is over by `now` (a miss, a hold, the day) ends first, and counters that pull by themselves pull last.
/// `now` must not be earlier than `state.at`.
///
/// # Errors
/// The reason why it may not happen now.
pub fn decide(state: &State, book: &Book, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    let decided = decide_onto(state, book, command, now)?;
    Ok(decided.records.into_iter().map(|recorded| recorded.event).collect())
}

/// What a command came to: its events, and the state they leave.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What happens, numbered on from the state it was decided on.
    pub records: Vec<Recorded>,
    /// The state after it.
    pub state: State,
}

/// [`decide`], with the state that the events leave, for a writer that needs both.
///
/// # Errors
/// As [`decide`].
pub fn decide_onto(state: &State, book: &Book, command: &Command, now: Timestamp) -> Result<Decided, Refusal> {
    let mut plan = Plan { state: state.clone(), records: Vec::new(), by: command.by, command: command.id, now };
    clock::elapse(&mut plan, &command.verb);
    rights::check(&plan, &command.verb)?;
    dossier::without_interest(&plan, &command.verb)?;
    match &command.verb {
        Verb::Configure(centre) => office::configure(&mut plan, centre),
        Verb::SetOfficer(officer) => office::set_officer(&mut plan, officer),
        Verb::SetPin { officer, digest } => office::set_pin(&mut plan, *officer, *digest),
        Verb::SetSection { officer, section } => office::set_section(&mut plan, *officer, section),
        Verb::AddKey { account, key, print } => keys::add(&mut plan, *account, key, print),
        Verb::RemoveKey { print, account } => keys::remove(&mut plan, print, *account),
        Verb::SetDay { day, own } => days::set(&mut plan, *day, own.as_ref()),
        Verb::Issue(issue) => ticket::issue(&mut plan, book, issue),
        Verb::Promise { ticket, range } => ticket::promise(&mut plan, *ticket, *range),
        Verb::Prioritise { ticket, ground } => ticket::prioritise(&mut plan, *ticket, ground.as_ref()),
        Verb::Cancel { ticket, reason } => ticket::cancel(&mut plan, *ticket, reason),
        Verb::Restore { ticket } => ticket::restore(&mut plan, *ticket),
        Verb::Move { ticket, to } => ticket::send(&mut plan, *ticket, *to),
        Verb::At(counter, verb) => at_counter(&mut plan, *counter, verb),
        Verb::Receive(receive) => dossier::receive(&mut plan, book, receive),
        Verb::SetApplicant { person, fields, digest } => dossier::set_applicant(&mut plan, *person, fields, *digest),
        Verb::ErasePerson { person, ended, reason } => erasing::erase(&mut plan, *person, *ended, reason),
        Verb::About { dossier, counter, verb } => dossier::about(&mut plan, book, dossier, *counter, verb),
        Verb::BringBack { dossier, archived } => dossier::bring_back(&mut plan, dossier, archived.as_deref()),
        Verb::FinishDossier(code) => dossier::ending::finish(&mut plan, book, code),
        Verb::ReturnDossier(code) => dossier::ending::hand_over(&mut plan, book, code),
        Verb::CloseCash { officer, counted, reason } => money::close(&mut plan, *officer, *counted, reason),
        Verb::Rate(rate) => rating::rate(&mut plan, rate),
        Verb::CountRatingSlip(dossier) => rating::count_slip(&mut plan, dossier),
        Verb::ConfirmClock => {
            office::confirm_clock(&mut plan);
            Ok(())
        }
        Verb::Tick => Ok(()),
    }?;
    calling::settle(&mut plan);
    Ok(Decided { records: plan.records, state: plan.state })
}

fn at_counter(plan: &mut Plan, id: CounterId, verb: &CounterVerb) -> Result<(), Refusal> {
    plan.counter(id)?;
    match verb {
        CounterVerb::Open { officer } => counter::open(plan, id, *officer),
        CounterVerb::Pause { reason } => counter::pause(plan, id, reason),
        CounterVerb::Close => counter::close(plan, id),
        CounterVerb::Vacate => counter::vacate(plan, id),
        CounterVerb::TakeSeat { officer, from, leaving } => counter::take_seat(plan, id, *officer, *from, *leaving),
        CounterVerb::ChangeOfficer(officer) => counter::change_officer(plan, id, *officer),
        CounterVerb::SetSkills(skills) => counter::set_skills(plan, id, skills),
        CounterVerb::SetAuto(auto) => counter::set_auto(plan, id, *auto),
        CounterVerb::CallNext => calling::call_next(plan, id),
        CounterVerb::CallThis(ticket) => calling::call_this(plan, id, *ticket),
        CounterVerb::Recall => calling::recall(plan, id),
        CounterVerb::Start => serving::start(plan, id),
        CounterVerb::Finish(outcome) => serving::finish(plan, id, *outcome),
        CounterVerb::NoShow => serving::no_show(plan, id),
        CounterVerb::Park { reason, minutes } => serving::park(plan, id, reason, *minutes),
        CounterVerb::Transfer { to, second } => serving::transfer(plan, id, *to, *second),
        CounterVerb::Undo => counter::undo(plan, id),
    }
}

/// Events so far, and the state as they leave it: rules always look at what has just been decided.
struct Plan {
    state: State,
    records: Vec<Recorded>,
    by: Actor,
    command: CommandId,
    now: Timestamp,
}

impl Plan {
    fn happen(&mut self, event: Event) {
        let recorded = Recorded { seq: self.state.seq + 1, at: self.now, by: self.by, command: self.command, event };
        self.state.apply(&recorded);
        self.records.push(recorded);
    }

    fn officer(&self, id: OfficerId) -> Result<(), Refusal> {
        match self.state.officers.get(&id) {
            Some(officer) if officer.active => Ok(()),
            _ => Err(Refusal::UnknownOfficer(id)),
        }
    }

    fn counter(&self, id: CounterId) -> Result<&Counter, Refusal> {
        self.state.counters.get(&id).ok_or(Refusal::UnknownCounter(id))
    }

    /// The counter, if it is open.
    fn open_counter(&self, id: CounterId) -> Result<&Counter, Refusal> {
        let counter = self.counter(id)?;
        match counter.station {
            Station::Open => Ok(counter),
            Station::Closed => Err(Refusal::CounterClosed(id)),
            Station::Paused { .. } => Err(Refusal::CounterPaused(id)),
        }
    }

    /// The counter, if it is open and has nobody in front.
    fn free_counter(&self, id: CounterId) -> Result<&Counter, Refusal> {
        let counter = self.open_counter(id)?;
        counter.current.map_or(Ok(counter), |ticket| Err(Refusal::CounterBusy { counter: id, ticket }))
    }
}

/// A reason as typed, cleaned; it must say something and not run on.
///
/// # Errors
/// [`Refusal::ReasonMissing`], [`Refusal::ReasonTooLong`], [`Refusal::ReasonPersonal`] for a number of a person or a
/// mail address, [`Refusal::ReasonNames`] for somebody's full name.
pub fn reason(typed: &str) -> Result<String, Refusal> {
    let reason = crate::text::nfc::clean(typed);
    // A dot is no reason.
    if !reason.chars().any(char::is_alphanumeric) {
        Err(Refusal::ReasonMissing)
    } else if reason.chars().count() > REASON_MAX {
        Err(Refusal::ReasonTooLong)
    } else if digits::are_personal(&reason) {
        Err(Refusal::ReasonPersonal)
    } else if names_a_person(&reason) {
        Err(Refusal::ReasonNames)
    } else {
        Ok(reason)
    }
}
