//! What every screen reads: the state, what it looks things up in, and the people in sight. Immutable, shared.

use super::book::Book;
use super::dossier::Dossier;
use super::expected::Expected;
use super::ids::PersonId;
use super::person::Person;
use super::staffing::Staffing;
use super::state::State;
use super::ticket::Ticket;
use super::time::Day;
use imbl::OrdMap;
use std::sync::Arc;

/// People by their ids.
pub type People = OrdMap<PersonId, Arc<Person>>;

/// One moment of the centre, as published by the engine after every batch.
#[derive(Clone, Debug)]
pub struct Published {
    /// The state.
    pub state: State,
    /// The calendar and the catalogue.
    pub book: Arc<Book>,
    /// Officers, and applicants of the dossiers in the state.
    pub people: People,
    /// What is wrong with the hub's PC, if anything; most urgent first.
    pub troubles: Vec<Trouble>,
    /// What those who wait, and those who come, can expect; empty until it was worked out.
    pub expected: Arc<Expected>,
    /// Which counters to open; empty until it was worked out.
    pub staffing: Arc<Staffing>,
}

/// Trouble of the hub's PC that people must know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is saved: the disk is full. Reading goes on.
    DiskFull,
    /// Nothing is saved: the disk does not take it.
    NotSaved,
    /// Something that was saved earlier is damaged; there is a second copy as long as nobody waits too long.
    Damaged,
    /// The PC's clock stands behind the journal; events keep the journal's time. By how many seconds.
    ClockBehind(i64),
    /// The PC's clock stands so far ahead of the journal that nothing is written until a person confirms it. By how
    /// many seconds.
    ClockAhead(i64),
    /// The PC's clock went ahead by itself while the hub ran. By how many seconds.
    ClockJumped(i64),
    /// The standing backup was not made: its folder is not there, or does not take it.
    NotCopied,
    /// The printer of the slips is not there or takes nothing.
    PrinterGone,
    /// The printer of the slips is out of paper.
    PrinterEmpty,
    /// The program that speaks the calls did not speak the last one; the boards ring and flash instead.
    VoiceGone,
    /// At a kiosk's own form wrong PINs were typed until it was locked for a while.
    KioskGuessed,
    /// What is shown is not the centre of now any more: nothing is heard of whoever keeps it.
    LostTouch,
}

/// What a search of the archive found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was searched for.
    pub query: String,
    /// Dossiers of the archive with their applicants, best first, at most [`Self::MOST`].
    pub dossiers: Vec<(Dossier, Option<Arc<Person>>)>,
    /// Whether there are more of them.
    pub more: bool,
    /// Tickets of earlier days, latest first.
    pub tickets: Vec<(Day, Ticket)>,
}

impl Found {
    /// Most dossiers of one answer: what one screen shows. Each of them is read from the disk, with its applicant.
    pub const MOST: usize = 20;
}

impl Published {
    /// A moment that is over, as the screens of then had it; `book`: as it was for that state. What was worked out then
    /// is not kept.
    pub fn of_past(state: State, book: Arc<Book>, people: People) -> Self {
        Self { state, book, people, troubles: Vec::new(), expected: Arc::default(), staffing: Arc::default() }
    }

    /// The name of a person in sight; empty when it is not known here.
    pub fn name(&self, person: PersonId) -> &str {
        self.people.get(&person).map_or("", |person| person.name.as_str())
    }
}
